"""Rules about signs: brackets and quotes that do not close, places left to fill in."""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.check.content.passages import passages, typed_lines
from generator.check.content.spelling import unreadable
from generator.check.registry import Case, Fault, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_ANY_PAIR = frozenset([*_PAIRS, *_CLOSING, '"'])
_BEFORE, _AFTER = 12, 28
_ENUMERATOR = re.compile(r"(?:^|[\s;,:(])(?:\w{1,2}|[ivx]{1,5}|\d(?:\.\d)+)$")
"""What stands before a bracket that closes nothing: `a)`, `1)`, `iv)`."""
_EVERYWHERE = frozenset(Role) - {Role.RULE, Role.PAGE_NUMBER}
# A form field of Word, a tag of a template, an error of Excel, a word typed to be replaced.
_PLACEHOLDER = re.compile(
    r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\}\}|«[A-Za-z_]\w*»"
    r"|Click (?:or tap )?here(?: to enter (?:text|a date))?|Choose an item"
    r"|(?:Bấm|Nhấp|Nhấn)(?: chuột)?(?: hoặc gõ)? (?:vào )?(?:đây|để nhập)[\w ]{0,20}"
    r"|#(?:REF|NAME|VALUE|DIV/0|NULL|NUM)[!?]|#N/A|\bLorem ipsum\b|Error! \w[\w ]*"
    r"|(?<![\w/-])(?:NaN|None|undefined)(?![\w/-])"
)
# How one of them begins, each as plain letters: these are found much faster.
_LIKE_PLACEHOLDER = re.compile(
    r"\{\{|\{%|\}\}|«|Click|Choose|Bấm|Nhấp|Nhấn|#|Lorem|Error!|NaN|None|undefined"
)
# Three X are a number too where a congress, a term or a chapter is counted.
_CROSSES = re.compile(
    r"(?<![\w/-])(?:x{3,}|(?<!khóa )(?<!khoá )(?<!thứ )(?<!lần )(?<!hội )(?<!kỳ )(?<!thế kỷ )"
    r"(?<!chương )(?<!Chương )(?<!mục )(?<!phần )(?<!Phần )X{3,})(?!\w)"
)
_BLANK = re.compile(
    r"(?<![\w.,;:…“\"(])(?:…+|\.{3,})(?!\s*[”\")])|(?<=[:(])\s*(?:…+|\.{3,})|[\w,]\.{6,}|\w…{3,}"
    r"|_{3,}|\[\s*(?:…|\.{2,}|_+)?\s*\]|\[[^\]\d][^\]]{1,60}\]|<[^\W\d][^<>=]{1,40}>"
    r"|năm 20(?:\.{2,}|…+|_+|xx|XX)|\?{3,}"
)
_BLANK_SIGN = re.compile(r"…|\.\.\.|___|\[|<|\?\?\?|xx[x]|XX[X]|20xx|20XX|20\.\.|20__")
# What a clerk leaves open until the day of signing: number, day and month of this document.
_OPEN_UNTIL_SIGNED = re.compile(
    r"(?:số|ngày|tháng)[\s:.…_]*(?:/|ngày|tháng|năm)|/\s*(?:…+|\.{2,})\s*/20\d\d", re.IGNORECASE
)
_SIGNED_PARTS = frozenset({Role.NUMBER, Role.PLACE_DATE, Role.APPENDIX_OF, Role.RULE})


@rule("content.pair-open", Severity.WARNING, "nội dung")
def pair_open(case: Case) -> Iterable[Fault]:
    """Find paragraphs whose brackets or quotes are not closed, or are closed without being open."""
    if unreadable(case):
        raise not_evaluated("scanned")
    for passage in passages(case):
        position = _unpaired(passage.text)
        if position is not None:
            sign = passage.text[position]
            near = passage.text[max(0, position - _BEFORE) : position + _AFTER]
            yield passage.fault(near, sign=sign)


@rule("content.placeholder", Severity.ERROR, "nội dung")
def placeholder(case: Case) -> Iterable[Fault]:
    """Find what a template or a program left: `{{ ten }}`, `Click or tap here`, `#REF!`."""
    for passage in typed_lines(case, _EVERYWHERE):
        if _LIKE_PLACEHOLDER.search(passage.text):
            for match in _PLACEHOLDER.finditer(passage.text):
                yield passage.fault(match.group())


@rule("content.blank-left", Severity.WARNING, "nội dung")
def blank_left(case: Case) -> Iterable[Fault]:
    """Find blanks that a person still has to fill in, those of number and date not counted."""
    if unreadable(case):
        raise not_evaluated("scanned")
    for passage in typed_lines(case, _EVERYWHERE - _SIGNED_PARTS):
        text = passage.text
        if not _BLANK_SIGN.search(text):
            continue
        for match in (*_BLANK.finditer(text), *_CROSSES.finditer(text)):
            if not _is_open_until_signed(text, match):
                start = text.rfind(" ", 0, max(0, match.start() - 1)) + 1
                yield passage.fault(text[start : match.end()].strip(), blank=match.group().strip())


@lru_cache(maxsize=1024)
def _unpaired(text: str) -> int | None:
    """Return where the first sign of a text stands that has no partner, or None."""
    if _ANY_PAIR.isdisjoint(text):
        return None
    waiting: list[int] = []
    for position, sign in enumerate(text):
        if sign in _PAIRS:
            waiting.append(position)
        elif sign in _CLOSING:
            if waiting and text[waiting[-1]] == _CLOSING[sign]:
                waiting.pop()
            elif sign != ")" or not _ENUMERATOR.search(text[max(0, position - 8) : position]):
                return position
    if waiting:
        return waiting[-1]
    return text.rindex('"') if text.count('"') % 2 else None


def _is_open_until_signed(text: str, match: re.Match[str]) -> bool:
    """Return whether a blank is that of the number or day of this document."""
    near = text[max(0, match.start() - 12) : match.end() + 12]
    return bool(_OPEN_UNTIL_SIGNED.search(near))
