"""Rules about appendices: each is cited, and none is cited that is absent."""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.diagnostics import Severity
from generator.plan.rules.registry import Case, Finding, rule, text_rule
from generator.plan.rules.texts import Texts, outside_expressions
from generator.registers.spoken import ELSEWHERE

_CITED = re.compile(
    r"phụ lục(?: [IVX\d]+)?(?: \w+){0,2} (?:kèm theo|đính kèm)|theo phụ lục(?: [IVX\d]+)?", re.I
)


@rule("appendix-not-cited", Severity.ERROR)
def appendix_not_cited(case: Case) -> Iterable[Finding]:
    """Find appendices that the text does not point to (NĐ 30/2020 Phụ lục I mục III.1.a)."""
    for index, appendix in enumerate(case.plan.appendices):
        if case.complete and appendix.id not in case.composition.mentions.appendices:
            yield Finding(("appendices", index), {"appendix": appendix.id})


@text_rule("appendix-absent", Severity.ERROR)
def appendix_absent(case: Case, texts: Texts) -> Iterable[Finding]:
    """Find texts that point to an appendix by hand while the plan has none."""
    if case.plan.appendices:
        return
    for typed in texts:
        if typed.template and (cited := _cited(typed.text)):
            yield Finding(typed.path, {"text": cited}, cited.split()[0])


@lru_cache(maxsize=1024)
def _cited(text: str) -> str:
    """Return the words that point to an appendix of the plan; the units of a master share texts."""
    words = outside_expressions(text)
    match = _CITED.search(words)
    return match.group() if match and not ELSEWHERE.match(words[match.end() :]) else ""
