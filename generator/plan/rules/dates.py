"""Rules about years: none typed by hand where the plan knows it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.diagnostics import Severity
from generator.plan.rules.registry import Case, Finding, outside_expressions, rule

_YEAR = re.compile(r"(?<![\d/.,-])(\d{4})(?:\s*[-–]\s*(\d{4}))?(?![\d/]|[.,]\d)")


@rule("year-by-hand", Severity.WARNING)
def year_by_hand(case: Case) -> Iterable[Finding]:
    """Find the plan's own years typed in prose, where `{{ period }}` would move with the plan."""
    years = {str(case.plan.period.first), str(case.plan.period.last)}
    for path, text in case.typed:
        if path[0] == "notice":
            continue
        for typed in _years(text):
            if years & set(typed):
                yield Finding(path, {"year": typed[0]}, typed[0])


@lru_cache(maxsize=8192)
def _years(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the years typed in a text: as typed, first, last; a master's units share texts."""
    found = _YEAR.finditer(outside_expressions(text))
    return tuple((match.group(), *map(str, match.groups())) for match in found)
