"""The last look at a document of our own before it is written: what no plan's rules could see."""

from collections.abc import Iterable
from dataclasses import replace

from generator.check.examination import Finding, examined
from generator.check.profile import base_profile
from generator.check.registry import Rule
from generator.check.reporting.grouping import alike
from generator.diagnostics import Diagnostic, Place, Severity, has_errors
from generator.reading.files import read_bytes
from generator.reading.recognition import recognised

# Rules about the finished text, and those about the plan that say the same, with the line.
_GAP = "gap-left"
_SAME = {"blank-left": _GAP, "level-left": "upper-level-left"}
_TYPED = "content"
_REMARKS = "practice.comments"  # a draft has remarks of our own
# Words are the author's: ill written ones are told, and `kehoach check` calls them what
# they are. What stops the writing is the form, and figures and days that cannot be right.
_WORDS = (f"{_TYPED}.", "nd30.pl1.ii.6.", "nd30.pl2.", "nd30.pl3.")
_WRONG = {
    "nd30.pl2.ii.1.signer-capitals",
    *(
        f"{_TYPED}.{name}"
        for name in (
            *("change-direction", "change-wrong", "share-wrong"),
            *("date-impossible", "letter-lost", "placeholder"),
        )
    ),
}


def looked_at(
    document: bytes, file: str, said: Iterable[Diagnostic], *, draft: bool
) -> tuple[Diagnostic, ...]:
    """Return what the checker finds in a finished document, each fault once.

    `said` is what is told about its plan already. No error stops a draft, or a plan that still has
    gaps: nobody signs it. Else the last of the findings says that the document is not to be
    written, where one is an error.
    """
    report = examined(recognised(read_bytes(document, file)), base_profile())
    codes = {diagnostic.code for diagnostic in said}
    told = {f"{_TYPED}.{ours}" for ours, theirs in _SAME.items() if f"{_TYPED}.{theirs}" in codes}
    told.add(_REMARKS)
    found = [_told(same[0]) for same in alike(report.findings) if same[0].rule.id not in told]
    if draft or f"{_TYPED}.{_GAP}" in codes:
        found = [replace(diagnostic, severity=Severity.WARNING) for diagnostic in found]
    if has_errors(found):
        found.append(Diagnostic("check.not-written", place=Place(file)))
    return tuple(found)


def weight(rule: Rule, severity: Severity) -> Severity:
    """Return how much a finding weighs in a document of our own: ill written words stop nothing."""
    stops = not rule.id.startswith(_WORDS) or rule.id in _WRONG
    return severity if stops else Severity.WARNING


def _told(finding: Finding) -> Diagnostic:
    return replace(finding.diagnostic, severity=weight(finding.rule, finding.severity))
