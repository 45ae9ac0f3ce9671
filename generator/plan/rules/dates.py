"""Rules about years: none typed by hand where the plan knows it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.diagnostics import Severity
from generator.plan.rules.registry import Case, Finding, text_rule
from generator.plan.rules.texts import Texts, outside_expressions

_YEAR = re.compile(r"(?<![\d/.,-])(\d{4})(?:\s*[-–]\s*(\d{4}))?(?![\d/]|[.,]\d)")


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


@lru_cache(maxsize=1024)
def _years(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the years typed in a text: as typed, first, last; a master's units share texts."""
    found = _YEAR.finditer(outside_expressions(text))
    return tuple((match.group(), *map(str, match.groups())) for match in found)
