"""Remarks in the margin: those of people, and those of an earlier check."""

import re
from collections.abc import Iterator

from generator.check.form.view import laid_out, short
from generator.check.registry import RULES, Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.sheet import Paragraph

CLAUSE = "Thông lệ"
OWN_REMARKS = "practice.own-remarks"
_HEAD = re.compile(r"\[([\w.-]+)\] ")


def remarked_rule(text: str) -> str | None:
    """Return the rule that a remark of an earlier check is about; None for any other remark."""
    found = _HEAD.match(text)
    return found[1] if found and found[1] in RULES else None


@rule("practice.comments", Severity.WARNING, CLAUSE)
def comments(case: Case) -> Iterator[Fault]:
    """No remarks of people are left in the margin."""
    yield from _left([one for one in _remarks(case) if remarked_rule(one.text) is None])


@rule("practice.own-remarks", Severity.WARNING, CLAUSE)
def own_remarks(case: Case) -> Iterator[Fault]:
    """No remarks of an earlier check are left in the margin."""
    yield from _left([one for one in _remarks(case) if remarked_rule(one.text) is not None])


def _remarks(case: Case) -> list[Paragraph]:
    """Return the first paragraph of each remark."""
    laid_out(case)
    heads = {one.part[:1]: one for one in reversed(case.anatomy.sheet.comments)}
    return list(reversed(heads.values()))


def _left(found: list[Paragraph]) -> Iterator[Fault]:
    for remark in found[:1]:
        yield Fault({"count": str(len(found))}, remark.part, short(remark.text))
