"""Rules about words: doubled, no Vietnamese syllable, one word taken for another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from generator.check.content.lists import word_list, word_pairs
from generator.check.content.passages import PROSE, Passage, passages, without_addresses
from generator.check.content.syllables import is_syllable, is_toneless_shape
from generator.check.registry import Case, Fault, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role

UNREADABLE_SHARE = 0.05
"""From this share of impossible words on, the text is that of a bad scan."""
_TOO_FEW = 40
_ABBREVIATION = 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{2,})(\s+)\1(?![\w-])", re.IGNORECASE)
_NO_WORD = re.compile(r"\d|v\.v|/")
_CUT_OFF = re.compile(
    r"\b(các|những|của|và|hoặc|bởi|nhằm|mỗi)\s*[,;.](?:\s+[^\W\d_]+|$)", re.IGNORECASE
)
_FOREIGN_LETTERS = frozenset("fjwz")
_LAST = re.compile(r"([^\W\d_]+) +$")
_FAR = 40
_NEXT = re.compile(r" +([^\W\d_]+)")


@rule("content.word-doubled", Severity.WARNING, "chính tả")
def word_doubled(case: Case) -> Iterable[Fault]:
    """Find a word typed twice: `được được giao`; `ngày ngày` and `đầu tư tư nhân` are right."""
    for passage in _readable(case, PROSE | {Role.RECIPIENT}):
        for match in _DOUBLED.finditer(passage.text):
            if not _rightly_doubled(passage.text, match):
                yield passage.fault(match.group(), word=match.group(1))


@rule("content.word-cut-off", Severity.WARNING, "chính tả")
def word_cut_off(case: Case) -> Iterable[Fault]:
    """Find signs after a word that needs another one: `các, cá nhân`, `của; `."""
    for passage in _readable(case):
        for match in _CUT_OFF.finditer(passage.text):
            yield passage.fault(match.group().strip(), word=match.group(1))


@rule("content.syllable-impossible", Severity.WARNING, "chính tả")
def syllable_impossible(case: Case) -> Iterable[Fault]:
    """Find words in small letters whose letters no Vietnamese syllable has; each once."""
    seen: set[str] = set()
    for passage in _readable(case):
        for word in impossible_words(passage.text):
            if word not in seen:
                seen.add(word)
                yield passage.fault(word)


@rule("content.word-confused", Severity.WARNING, "chính tả")
def word_confused(case: Case) -> Iterable[Fault]:
    """Find pairs of words that are a slip for others: `phân đấu` for `phấn đấu`."""
    for passage in _readable(case, PROSE | {Role.RECIPIENT}):
        for words, meant in _slips(passage.text):
            yield passage.fault(words, meant=meant)


def unreadable(case: Case) -> bool:
    """Return whether so many words are impossible that the text must be that of a bad scan."""
    return case.once(_is_unreadable)


def _is_unreadable(case: Case) -> bool:
    words = wrong = 0
    for passage in passages(case):
        here, wrong_here = _counted(passage.text)
        words, wrong = words + here, wrong + wrong_here
    return words > _TOO_FEW and wrong > UNREADABLE_SHARE * words


@lru_cache(maxsize=1024)
def impossible_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that no spelling rule allows and no list knows as foreign.

    Names begin with a capital and are left out; of words without any Vietnamese letter only
    those are meant that would be right with a tone (`thuc`), for the others may be foreign.
    """
    plain = without_addresses(text).split()
    words = (
        word for token in plain if _NO_WORD.search(token) is None for word in _WORD.findall(token)
    )
    return tuple(dict.fromkeys(word for word in words if _is_impossible(word)))


@lru_cache(maxsize=16_384)
def _is_impossible(word: str) -> bool:
    if not word.islower() or len(word) == 1 or "-" in word or is_syllable(word):
        return False
    if word in word_list("foreign"):
        return False
    if word.isascii():
        return is_toneless_shape(word) and _FOREIGN_LETTERS.isdisjoint(word)
    return True


@lru_cache(maxsize=1024)
def _counted(text: str) -> tuple[int, int]:
    """Return how many words a text has, and how many of them are impossible in any language."""
    words = [word for word in _WORD.findall(text) if word.islower() and len(word) > 1]
    return len(words), sum(1 for word in words if not is_syllable(word))


def _readable(case: Case, roles: frozenset[Role] = PROSE) -> tuple[Passage, ...]:
    """Return the texts in sentences; raises Unjudged where a scan made words of its own."""
    if unreadable(case):
        raise not_evaluated("scanned")
    return passages(case, roles)


def _rightly_doubled(text: str, match: re.Match[str]) -> bool:
    """Return whether a doubled word is a reduplication, a name, or the seam of two compounds."""
    word = match.group(1)
    if word.lower() in word_list("reduplications") or (
        word.isupper() and len(word) <= _ABBREVIATION
    ):
        return True
    if word[0].isupper() and match.group().split()[1][0].isupper() and not _is_shouted(text):
        return True
    before = _LAST.search(text, max(0, match.start() - _FAR), match.start())
    after = _NEXT.match(text, match.end())
    compounds = word_list("compounds")
    return (
        before is not None
        and after is not None
        and f"{before.group(1)} {word}".lower() in compounds
        and f"{word} {after.group(1)}".lower() in compounds
    )


@lru_cache(maxsize=64)
def _is_shouted(text: str) -> bool:
    """Return whether a text is all in capitals; asked again for each word of it."""
    return text.isupper()


@dataclass(frozen=True, slots=True)
class _Slip:
    """A pair of words that is a slip for another, and where it is one."""

    pattern: re.Pattern[str]
    meant: str


@lru_cache(maxsize=1024)
def _slips(text: str) -> tuple[tuple[str, str], ...]:
    """Return (words, meant) for every slip of a text."""
    words = _WORD.findall(text.lower())
    known = _confusions()
    found = [slip for pair in pairwise(words) for slip in known.get(pair, ())]
    return tuple(
        (match.group(1), slip.meant)
        for slip in dict.fromkeys(found)
        for match in slip.pattern.finditer(text)
    )


@cache
def _confusions() -> dict[tuple[str, str], tuple[_Slip, ...]]:
    """Return the slips by their first two words."""
    slips: dict[tuple[str, str], tuple[_Slip, ...]] = {}
    for left, right in word_pairs("confusions"):
        words, (meant, _, only_before) = left.lstrip("*"), right.partition(">")
        start = r"(?:^|[.;:]\s)\W*" if left.startswith("*") else r"\b"
        end = rf"(?= {only_before.strip()})" if only_before else r"\b"
        pattern = re.compile(f"{start}({re.escape(words)}){end}", re.IGNORECASE)
        first, second = words.split()[:2]
        known = slips.get((first, second), ())
        slips[first, second] = (*known, _Slip(pattern, meant.strip()))
    return slips
