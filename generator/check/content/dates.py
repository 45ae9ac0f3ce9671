"""Rules about dates: days that do not exist, deadlines on days off or before the document."""

import re
from bisect import bisect, bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from generator.check.content.facts import years
from generator.check.content.passages import BODY, Passage, passages
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.registers.working_days import why_off, year_fault
from generator.vietnamese import format_date
from generator.vietnamese.alphabet import LOWER

_BELOW_THE_HEAD = frozenset(Role) - {Role.RULE, Role.PAGE_NUMBER, Role.PLACE_DATE}
_FULL = re.compile(r"(?<![\w/.,-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/]|-\w)")
_WORDS = re.compile(
    r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?(?!\d)", re.IGNORECASE
)
_DAY_MONTH = re.compile(r"\bngày\s+(\d{1,2})/(\d{1,2})(?![\d/,.%]|\s*%)(?!/)", re.IGNORECASE)
_MONTH = re.compile(
    r"\btháng\s+(\d{1,2})(?:/(\d{4})\b|\s+năm\s+(\d{4})\b|(?=\s+hằng năm|\s+hàng năm))", re.I
)
_DEADLINE = re.compile(
    r"(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|đến hết|hết|xong trước|hạn (?:chót|cuối)(?: là)?"
    r"|thời hạn(?: là)?)(?: vào)?(?: đến)?(?: trước)?(?: ngày)?\s+"
    r"(?P<d>\d{1,2})(?:/(?P<m>\d{1,2})|\s+tháng\s+(?P<mw>\d{1,2}))"
    r"(?:(?:/|\s+năm\s+)(?P<y>\d{4}))?(?![\d/])",
    re.IGNORECASE,
)
_HANDED_IN = re.compile(
    r"báo cáo|gửi|nộp|trình|đăng ký|hoàn thành|tổng hợp|ban hành", re.IGNORECASE
)
_A_PERIOD = re.compile(r"giải ngân|kéo dài|thanh toán|hiệu lực|áp dụng|thời gian thực hiện", re.I)
_YEARLY = re.compile(
    r"hằng năm|hàng năm|mỗi năm|các năm|năm sau|năm liền kề|định kỳ", re.IGNORECASE
)
_DONE = re.compile(r"\bđã\b|\bchưa\b|kể từ|tính từ|từ ngày", re.IGNORECASE)
_SENTENCE_END = re.compile(rf"[;!?]|\.(?=\s+[^{LOWER}\d])|\n")
_NEAR = 300
"""How far from a day the words may stand that say what is due on it."""
_LONGEST_MONTH = 2024
"""A leap year, for days without a year: 29/02 may be meant."""


@rule("content.date-impossible", Severity.ERROR, "ngày tháng")
def date_impossible(case: Case) -> Iterable[Fault]:
    """Find days and months that no calendar has: 31/02/2023, tháng 13."""
    for passage in passages(case, _BELOW_THE_HEAD):
        for near in _impossible(passage.text):
            yield passage.fault(near)


@rule("content.deadline-day-off", Severity.WARNING, "ngày tháng")
def deadline_day_off(case: Case) -> Iterable[Fault]:
    """Find days to report or finish by on which no office works (Bộ luật Lao động Điều 111, 112).

    Only for the years that the register of working days covers.
    """
    judged = outside = False
    for passage, near, day in _deadlines(case):
        if year_fault(day):
            outside = True
            continue
        judged = True
        if off := why_off(day):
            yield passage.fault(near, day=format_date(day), reason=off.reason)
    if not judged:
        raise not_evaluated("years-outside") if outside else not_applicable("no-deadlines")


@rule("content.deadline-past", Severity.WARNING, "ngày tháng")
def deadline_past(case: Case) -> Iterable[Fault]:
    """Find days to report or finish by that are before the document's own day."""
    found = list(_deadlines(case))
    if not found:
        raise not_applicable("no-deadlines")
    if not case.day:
        raise not_evaluated("no-day")
    for passage, near, day in found:
        if day < case.day:
            yield passage.fault(near, day=format_date(day), issued=format_date(case.day))


def _deadlines(case: Case) -> Iterator[tuple[Passage, str, date]]:
    """Yield (passage, words, day) for every deadline to hand something in.

    A day without a year is of the one year that the subject names; not where it returns yearly.
    """
    span = years(case)
    for passage in passages(case, BODY):
        for near, day, month, year in _deadline_words(passage.text):
            full = year or (span.start if len(span) == 1 else 0)
            if full and _exists(day, month, full):
                yield passage, near, date(full, month, day)


@lru_cache(maxsize=1024)
def _deadline_words(text: str) -> tuple[tuple[str, int, int, int], ...]:
    """Return (words, day, month, year or 0) for the deadlines of a text."""
    found = []
    for match in _DEADLINE.finditer(text):
        sentence = _sentence(text, match)
        yearly = not match["y"] and _YEARLY.search(sentence)
        excused = _A_PERIOD.search(sentence) or _DONE.search(sentence) or yearly
        if _HANDED_IN.search(sentence) and not excused:
            month = int(match["m"] or match["mw"])
            found.append((match.group(), int(match["d"]), month, int(match["y"] or 0)))
    return tuple(found)


def _sentence(text: str, match: re.Match[str]) -> str:
    """Return the sentence that a match stands in."""
    ends = _sentence_ends(text)
    place = bisect(ends, match.start())
    last = bisect_left(ends, match.end())
    start = ends[place - 1] if place else 0
    end = ends[last] if last < len(ends) else len(text)
    return text[max(start, match.start() - _NEAR) : min(end, match.end() + _NEAR)]


@lru_cache(maxsize=1024)
def _sentence_ends(text: str) -> tuple[int, ...]:
    """Return where the sentences of a text end, and the parts between semicolons."""
    return tuple(end.end() for end in _SENTENCE_END.finditer(text))


@lru_cache(maxsize=1024)
def _impossible(text: str) -> tuple[str, ...]:
    """Return the words of a text that name a day or month that cannot be."""
    if "/" not in text and "tháng" not in text.lower():
        return ()
    wrong = [
        match.group()
        for pattern in (_FULL, _WORDS, _DAY_MONTH)
        for match in pattern.finditer(text)
        if not _exists(*(int(group or 0) for group in (*match.groups(), None)[:3]))
        and not _numbered(text, match)
    ]
    months = (match for match in _MONTH.finditer(text) if not 1 <= int(match.group(1)) <= 12)  # noqa: PLR2004 - the months of a year
    return (*wrong, *(match.group() for match in months if not _in(match.group(), wrong)))


def _exists(day: int, month: int, year: int) -> bool:
    """Return whether a calendar has a day; without a year, whether one of any year has it."""
    year = year or _LONGEST_MONTH
    return 1 <= month <= 12 and 1900 <= year <= 2100 and 1 <= day <= monthrange(year, month)[1]  # noqa: PLR2004


def _numbered(text: str, match: re.Match[str]) -> bool:
    """Return whether the figures are the number of a document: `số 45/30/2020`."""
    return text[: match.start()].rstrip().lower().endswith(("số", "số:", "lô", "thửa"))


def _in(words: str, wrong: list[str]) -> bool:
    return any(words in other for other in wrong)
