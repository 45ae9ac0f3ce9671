"""Rules about dates: deadlines inside the plan's time, years not typed by hand."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from generator.diagnostics import Severity
from generator.plan.model import Deadline
from generator.plan.rules.registry import (
    Case,
    Finding,
    rule,
    text_rule,
)
from generator.plan.rules.texts import Texts, outside_expressions
from generator.vietnamese import DayMonth, format_date

_YEAR = re.compile(r"(?<![\d/.,-])(\d{4})(?:\s*[-–]\s*(\d{4}))?(?![\d/]|[.,]\d)")


@rule("deadline-outside-period", Severity.ERROR)
def deadline_outside_period(case: Case) -> Iterable[Finding]:
    """Find report deadlines before the plan begins or after the quarter that follows its end."""
    first = date(case.plan.period.first, 1, 1)
    last = date(case.plan.period.last + 1, 3, 31)
    for index, report in enumerate(case.plan.reports):
        day = _day(report.due)
        if isinstance(day, date) and not first <= day <= last:
            yield Finding(
                ("reports", index, "due"),
                {"report": report.name, "due": format_date(day), "period": str(case.plan.period)},
            )


@rule("close-after-deadline", Severity.ERROR)
def close_after_deadline(case: Case) -> Iterable[Finding]:
    """Find reports whose figures are closed after the report is due."""
    for index, report in enumerate(case.plan.reports):
        due, close = _day(report.due), report.close
        year = case.plan.period.first
        if due and close and _order(close, year) >= _order(due, year):
            yield Finding(("reports", index, "close"), {"report": report.name})


@text_rule("year-by-hand", Severity.WARNING)
def year_by_hand(case: Case, texts: Texts) -> Iterable[Finding]:
    """Find the plan's own years typed in prose, where `{{ period }}` would move with the plan."""
    years = {str(case.plan.period.first), str(case.plan.period.last)}
    for typed in texts:
        if not typed.template or typed.path[0] == "notice":
            continue
        for written in _years(typed.text):
            if years & set(written):
                yield Finding(typed.path, {"year": written[0]}, written[0])


@lru_cache(maxsize=8192)
def _years(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the years typed in a text: as typed, first, last; a master's units share texts."""
    found = _YEAR.finditer(outside_expressions(text))
    return tuple((match.group(), *map(str, match.groups())) for match in found)


def _day(deadline: Deadline | None) -> date | DayMonth | None:
    return (deadline.before or deadline.by or deadline.until) if deadline else None


def _order(day: date | DayMonth, year: int) -> tuple[int, int, int]:
    """Return the order of a day; one that returns every year is taken in the plan's first."""
    return day.year if isinstance(day, date) else year, day.month, day.day
