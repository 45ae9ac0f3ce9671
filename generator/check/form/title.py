"""Type and subject of the document: Phụ lục I, mục II.5."""

from collections.abc import Iterator

from generator.check.form.forms import is_letter
from generator.check.form.view import at, laid_out, present
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.vietnamese import folded

CLAUSE = "Phụ lục I, mục II.5.b"
ADDRESS = "kinh gui"


@rule("nd30.pl1.ii.5.b.subject-line", Severity.ERROR, CLAUSE)
def subject_line(case: Case) -> Iterator[Fault]:
    """A line is drawn under the subject; under that of a Công văn stands none."""
    laid_out(case)
    if is_letter(case):
        raise not_applicable("letter")
    part = present(case, Role.SUBJECT)[-1]
    around = [part, *_after(case, part)]
    if not any(
        p.lines or p.border_below or _typed(p.text) for one in around for p in one.paragraphs
    ):
        yield at(part)


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


def _after(case: Case, part: Located) -> list[Located]:
    """Return the drawn lines and empty paragraphs that follow a part."""
    parts = case.anatomy.parts
    found: list[Located] = []
    for other in parts[parts.index(part) + 1 :]:
        if other.role is not Role.RULE:
            break
        found.append(other)
    return found


def _typed(text: str) -> bool:
    return bool(text.strip()) and set(text.strip()) <= set("_-—─")
