"""Which letters make a Vietnamese syllable: initial, rhyme and tone, by `syllables.txt`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.check.content.lists import word_pairs

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_MARKED = frozenset("ăâêôơ")
_STOPS = ("c", "p", "t", "ch")
_BEFORE_FRONT = frozenset({"k", "gh", "ngh"})
_NOT_BEFORE_FRONT = frozenset({"c", "g", "ng"})
_VOWELS = ("a", "e", "i", "o", "u", "ư")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The initials and rhymes there are, and those that stand only after some initial."""

    split: re.Pattern[str]
    rhymes: frozenset[str]
    alone: frozenset[str]
    after_qu: frozenset[str]
    after_gi: frozenset[str]


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Return whether a word in small letters can be a Vietnamese syllable.

    Both `hoà` and `hòa` can; but where a vowel has a hat or a hook, the tone is on it: `trước`.
    """
    marks = unicodedata.normalize("NFD", word)
    tones = [mark for mark in marks if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if len(tones) > 1 or not _is_shape(bare) or _misplaced(word, bare):
        return False
    return not bare.endswith(_STOPS) or bool(_SHARP_OR_HEAVY.intersection(tones))


@lru_cache(maxsize=16_384)
def is_toneless_shape(word: str) -> bool:
    """Return whether a word would be a syllable with a tone: `thuc`, typed without its marks."""
    return not is_syllable(word) and _is_shape(word)


def _misplaced(word: str, bare: str) -> bool:
    """Return whether the tone is on another letter than the marked vowel: `trứơc`."""
    if _MARKED.isdisjoint(bare):
        return False
    toned = (a for a, b in zip(unicodedata.normalize("NFC", word), bare, strict=False) if a != b)
    return any(_without_tone(letter) not in _MARKED for letter in toned)


def _without_tone(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))


def _is_shape(bare: str) -> bool:
    """Return whether letters without a tone are an initial and a rhyme that go together."""
    parts = _parts()
    match = parts.split.fullmatch(bare)
    if not match:
        return False
    initial, rhyme = match.group(1) or "", match.group(2)
    if initial == "qu":
        return rhyme in parts.after_qu
    if initial == "gi":
        return rhyme in parts.rhymes or rhyme in parts.after_gi
    if rhyme in parts.alone:
        return rhyme == "y" or not initial
    return rhyme in parts.rhymes and _go_together(initial, rhyme)


def _go_together(initial: str, rhyme: str) -> bool:
    """Return whether an initial is spelt as it is before a rhyme: k, gh, ngh before e, ê, i."""
    front = rhyme[0] in "eêi"
    if initial in _BEFORE_FRONT:
        return front
    return not front or initial not in _NOT_BEFORE_FRONT or (initial, rhyme) == ("g", "i")


@cache
def _parts() -> _Parts:
    """Return the table of syllables, read once."""
    lists: dict[str, list[str]] = {}
    for name, letters in word_pairs("syllables"):
        lists.setdefault(name, []).extend(letters.split())
    initials = "|".join(sorted(lists["initials"], key=len, reverse=True))
    rhymes = frozenset(rhyme for vowel in _VOWELS for rhyme in lists[vowel])
    only = (frozenset(lists[name]) for name in ("alone", "after-qu", "after-gi"))
    return _Parts(re.compile(rf"({initials})?(.+)"), rhymes, *only)
