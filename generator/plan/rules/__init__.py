"""The content rules: small functions in a registry, each with a code of the message catalogue."""

from generator.plan.rules import (
    agencies,
    appendices,
    bases,
    dates,
    references,
    reports,
    tasks,
    wording,
)
from generator.plan.rules.registry import RULES, Case, Rule, examine

__all__ = [
    "RULES",
    "Case",
    "Rule",
    "agencies",
    "appendices",
    "bases",
    "dates",
    "examine",
    "references",
    "reports",
    "tasks",
    "wording",
]
