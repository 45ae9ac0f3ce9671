"""The elements that a document must have: Điều 8."""

from collections.abc import Iterator

from generator.check.form.beside import drafter_marks, stamps
from generator.check.form.forms import is_blank, is_letter
from generator.check.form.view import at, laid_out
from generator.check.kind import is_administrative
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role

STAMPS = ("urgency", "secrecy", "circulation")
HEAD = (Role.NATION, Role.MOTTO, Role.SUPERIOR, Role.ISSUER, Role.NUMBER, Role.PLACE_DATE)


@rule("nd30.d8.administrative", Severity.ERROR, "Điều 8 khoản 2")
def administrative(case: Case) -> Iterator[Fault]:
    """It is an administrative document: some element of one is there."""
    if not is_administrative(case.anatomy):
        yield Fault()


@rule("nd30.d8.elements", Severity.ERROR, "Điều 8 khoản 2")
def elements(case: Case) -> Iterator[Fault]:
    """Each element is there; a paper without number may await the name of its signer.

    A Công văn prints no type; an appendix that is kept in a file of its own has none of them.
    """
    if _is_appendix_alone(case):
        raise not_applicable("appendix-alone")
    blank, letter = is_blank(case), is_letter(case)
    for wanted in case.form["check"]["required"]:
        if wanted.get("unless_blank") and blank:
            continue
        if letter and wanted["role"] == Role.TYPE:
            continue
        if not any(part.text.strip() for part in case.anatomy.of(Role(wanted["role"]))):
            yield Fault({"element": case.form["elements"][wanted["element"]]["name"]})


@rule("nd30.d8.unknown-part", Severity.WARNING, "Điều 8 khoản 2")
def unknown_part(case: Case) -> Iterator[Fault]:
    """Nothing stands in letterhead or signature that is none of their elements.

    An element that is written too oddly to be recognised is told here, not passed over.
    """
    laid_out(case)
    begun = False
    known = [*drafter_marks(case), *(one for key in STAMPS for one in stamps(case, key=key))]
    for part in case.anatomy.parts:
        begun = begun or part.role in HEAD
        unknown = part.role is Role.UNKNOWN and part.text.strip() and not part.appendix
        if begun and unknown and part not in known:
            yield at(part)


@rule("nd30.pl1.ii.9.d.archive-missing", Severity.ERROR, "Phụ lục I, mục II.9.d")
def archive(case: Case) -> Iterator[Fault]:
    """The recipients end with the line of the archive."""
    listed = case.anatomy.of(Role.RECIPIENTS, Role.RECIPIENT)
    if not listed:
        raise not_applicable("absent")
    if not case.anatomy.of(Role.ARCHIVE):
        yield Fault()


def _is_appendix_alone(case: Case) -> bool:
    """Return whether all that is said stands in appendices."""
    said = [part for part in case.anatomy.parts if part.text.strip() or part.table]
    return bool(said) and all(part.appendix for part in said)


@rule("house.required-words", Severity.ERROR, "Quy định riêng của cơ quan")
def required_words(case: Case) -> Iterator[Fault]:
    """Words that a house asks for stand somewhere in the document."""
    words = case.form["check"]["required_words"]
    if not words:
        raise not_applicable("no-house-words")
    text = " ".join(" ".join(part.text.split()) for part in case.anatomy.parts).lower()
    for word in words:
        if " ".join(word.split()).lower() not in text:
            yield Fault({"words": word})
