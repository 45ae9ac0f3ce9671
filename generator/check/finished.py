"""The last look at a document of our own before it is written: what no plan's rules could see."""

from collections.abc import Iterable
from dataclasses import replace

from generator.check.examination import examined
from generator.check.profile import base_profile
from generator.check.reporting.grouping import alike
from generator.diagnostics import Diagnostic, Place, Severity, has_errors
from generator.reading.files import read_bytes
from generator.reading.recognition import recognised

# Rules about the finished text, and those about the plan that say the same, with the line.
_GAP = "gap-left"
_SAME = {"blank-left": _GAP, "level-left": "upper-level-left"}
_TYPED = "content"
_REMARKS = "practice.comments"  # a draft has remarks of our own


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
    found = [same[0].diagnostic for same in alike(report.findings) if same[0].rule.id not in told]
    if draft or f"{_TYPED}.{_GAP}" in codes:
        found = [replace(diagnostic, severity=Severity.WARNING) for diagnostic in found]
    if has_errors(found):
        found.append(Diagnostic("check.not-written", place=Place(file)))
    return tuple(found)
