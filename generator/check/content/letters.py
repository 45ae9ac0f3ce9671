"""Rules about letters: fonts and codes from before Unicode, two forms of one letter or tone."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.check.content.passages import Passage, passages
from generator.check.content.spelling import unreadable
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.reading.sheet import Paragraph, paragraphs

_LETTERS_OF_ALL = frozenset(Role) - {Role.RULE, Role.PAGE_NUMBER}
OLD_FONT = re.compile(r"^(?:\.?Vn[A-Z]|\.Vn|VNI[- ]|VNtimes|VNI\b|VPS )", re.IGNORECASE)
# Letters of Latin-1 that Vietnamese does not use; TCVN3 and VNI text is full of them.
_STRANGE = "µ¶·¸¹¨»¾¼½Æ©Ç®ÎÏÑªÖ×ØÞßäå«æç¬ëîïñö÷ûüþøÄÅËÜÛ§"  # noqa: RUF001 - these are the letters
_LATIN = re.compile(rf"[A-Za-z{_STRANGE}]+")
_OLD_CODE = re.compile(rf"[a-z{_STRANGE}][{_STRANGE}]")
_OLD_WORDS = 3
# What programs put for letters they cannot read, codes without a letter, and private ones; from
# F000 to F0FF stand the signs of Word's Symbol fonts.
_LOST = re.compile("[\u0080-\u009f\ue000-\uefff\uf100-\uf8ff\ufffd-\uffff]")
_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")
_TONED = re.compile(r"o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|[òóỏõọ][ae]|[ùúủũụ]y")
_NEW_STYLE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])$")
_OLD_STYLE = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)$")
_WORD = re.compile(r"[^\W\d_]+")


@rule("content.font-legacy", Severity.ERROR, "Phụ lục I, mục I.4")
def font_legacy(case: Case) -> Iterable[Fault]:
    """Find text in fonts of TCVN3 or VNI, which are no Unicode (TCVN 6909:2001)."""
    if not case.anatomy.sheet.laid_out:
        raise not_applicable("no-fonts")
    seen: set[str] = set()
    for paragraph in _all_paragraphs(case):
        for run in paragraph.runs:
            font = next((f for f in (run.look.ascii, run.look.hansi) if OLD_FONT.match(f)), "")
            if font and font not in seen and any(letter.isalpha() for letter in run.text):
                seen.add(font)
                near = run.text.strip()[:40]
                yield Fault({"text": near, "font": font}, paragraph.part, near)


@rule("content.code-legacy", Severity.ERROR, "Phụ lục I, mục I.4")
def code_legacy(case: Case) -> Iterable[Fault]:
    """Find text typed in TCVN3 or VNI, by letters that no Vietnamese word has; once."""
    found: list[tuple[Paragraph, str]] = []
    for paragraph in _all_paragraphs(case):
        text = paragraph.text
        if _OLD_CODE.search(text):
            words = (word for word in _LATIN.findall(text) if _OLD_CODE.search(word))
            found += [(paragraph, word) for word in words]
    if len({word for _, word in found}) >= _OLD_WORDS:
        paragraph, word = found[0]
        yield Fault({"text": word, "count": str(len(found))}, paragraph.part, word)


@rule("content.letter-lost", Severity.ERROR, "Phụ lục I, mục I.4")
def letter_lost(case: Case) -> Iterable[Fault]:
    """Find signs that stand where a letter was lost: no font and no script has them."""
    for paragraph in _all_paragraphs(case):
        match = _LOST.search(paragraph.text)
        if match:
            start = paragraph.text.rfind(" ", 0, match.start()) + 1
            near = paragraph.text[start:].split(" ")[0]
            yield Fault({"text": near}, paragraph.part, near)


@rule("content.composition-mixed", Severity.WARNING, "Phụ lục I, mục I.4")
def composition_mixed(case: Case) -> Iterable[Fault]:
    """Find documents where some letters are whole and others composed of letter and mark."""
    composed: list[Paragraph] = []
    whole = 0
    for paragraph in _all_paragraphs(case):
        text = paragraph.text
        if not unicodedata.is_normalized("NFC", text):
            composed.append(paragraph)
        elif _composable(text):
            whole += 1
    if composed and (whole or any(_has_both(paragraph.text) for paragraph in composed)):
        near = next(word for word in composed[0].text.split() if _MARKS.search(word) or True)
        words = [word for word in composed[0].text.split() if _MARKS.search(word)]
        near = words[0] if words else near
        yield Fault({"text": near, "count": str(len(composed))}, composed[0].part, near)


@rule("content.tone-mixed", Severity.WARNING, "chính tả")
def tone_mixed(case: Case) -> Iterable[Fault]:
    """Find documents that set the tone in two ways, `hòa` and `hoà`; names are left alone."""
    if unreadable(case):
        raise not_evaluated("scanned")
    old: Counter[str] = Counter()
    new: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    for passage in passages(case):
        for word in _toned(passage.text):
            (new if _NEW_STYLE.search(word) else old)[word] += 1
            first.setdefault(word, passage)
    if old and new:
        rare, usual = sorted((old, new), key=lambda style: sum(style.values()))
        word, other = next(iter(rare)), next(iter(usual))
        yield first[word].fault(word, other=other, count=str(sum(rare.values())))


@lru_cache(maxsize=1024)
def _toned(text: str) -> tuple[str, ...]:
    """Return the words of a text that end in two vowels with a tone; names are left out."""
    if not _TONED.search(text):
        return ()
    return tuple(
        word
        for word in _WORD.findall(text)
        if (word.islower() or word in ("Ủy", "Uỷ"))
        and not word.startswith("qu")
        and (_NEW_STYLE.search(word) or _OLD_STYLE.search(word))
    )


def _has_both(text: str) -> bool:
    """Return whether some letters of a text are whole and others composed."""
    return _composable(re.sub(r"\w[\u0300-\u036f]+", "", text))


def _composable(text: str) -> bool:
    """Return whether a text has whole letters that could be composed; `đ` and dashes could not."""
    return not text.isascii() and any(unicodedata.decomposition(c) for c in text if c.isalpha())


def _all_paragraphs(case: Case) -> Iterator[Paragraph]:
    """Yield every paragraph of the parts, letterhead and signature included."""
    for located in case.anatomy.parts:
        if located.role in _LETTERS_OF_ALL:
            yield from paragraphs((located.table,)) if located.table else located.paragraphs
