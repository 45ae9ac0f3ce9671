"""Type and subject of the document: Phụ lục I, mục II.5."""

from collections.abc import Iterator

from generator.check.form.view import at, present
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.vietnamese import folded

CLAUSE = "Phụ lục I, mục II.5.b"
ADDRESS = "kinh gui"


@rule("nd30.pl1.ii.5.b.subject-end", Severity.WARNING, CLAUSE)
def subject_end(case: Case) -> Iterator[Fault]:
    """A subject is a phrase: no full stop ends it."""
    part = present(case, Role.SUBJECT)[-1]
    if part.text.rstrip().endswith((".", ";", ":")):
        yield at(part)


@rule("nd30.pl1.ii.9.b.addressee", Severity.ERROR, "Phụ lục I, mục II.9.b")
def addressee(case: Case) -> Iterator[Fault]:
    """Only letters, reports and submissions are addressed with Kính gửi."""
    kind = present(case, Role.TYPE)[0].text
    if folded(kind) in {folded(name) for name in case.form["check"]["addressed"]}:
        raise not_applicable("addressed-type")
    for part in case.anatomy.parts:
        words = folded(part.text).startswith(ADDRESS) and not part.appendix
        if part.role is Role.ADDRESSEE or words:
            yield at(part, type=kind)
            break
