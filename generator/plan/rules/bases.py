"""Rules about legal bases: dated before the plan, still in force, and the superior plan named."""

from collections.abc import Iterable
from datetime import date

from generator.diagnostics import Severity
from generator.plan.model import Level
from generator.plan.rules.registry import Case, Finding, rule
from generator.registers.legal import expired
from generator.vietnamese import format_date


@rule("basis-after-plan", Severity.ERROR)
def basis_after_plan(case: Case) -> Iterable[Finding]:
    """Find bases dated after the plan was issued, or after its last year."""
    limit = case.plan.issued_on or date(case.plan.period.last, 12, 31)
    for index, basis in enumerate(case.plan.bases):
        if basis.date and basis.date > limit:
            yield Finding(
                ("bases", index, "date"),
                {"basis": basis.id, "limit": format_date(limit), "date": format_date(basis.date)},
            )


@rule("basis-superseded", Severity.WARNING)
def basis_superseded(case: Case) -> Iterable[Finding]:
    """Find bases replaced by another or out of force when the plan is issued."""
    day = case.plan.issued_on or date(case.plan.period.first, 1, 1)
    for index, basis in enumerate(case.plan.bases):
        instrument = expired(basis.type, basis.number or "", day)
        successor = basis.superseded_by or (instrument.replaced_by if instrument else "")
        if basis.superseded_by or instrument:
            yield Finding(("bases", index), {"basis": basis.id, "near": successor})


@rule("opening-without-superior", Severity.WARNING)
def opening_without_superior(case: Case) -> Iterable[Finding]:
    """Find openings of a lower level that do not name the superior plan."""
    superior = {basis.id for basis in case.plan.bases if basis.superior}
    named = superior & set(case.composition.opening_bases)
    if case.complete and case.plan.level is not Level.PROVINCE and not named:
        yield Finding(("opening",))


@rule("basis-not-cited", Severity.WARNING)
def basis_not_cited(case: Case) -> Iterable[Finding]:
    """Find bases of the register that the text never cites."""
    for index, basis in enumerate(case.plan.bases):
        if case.complete and basis.id not in case.composition.mentions.bases:
            yield Finding(("bases", index), {"basis": basis.id})
