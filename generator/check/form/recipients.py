"""Nơi nhận: Phụ lục I, mục II.9."""

import re
from collections.abc import Iterator

from generator.check.form.view import at, present
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.vietnamese import folded

CLAUSE = "Phụ lục I, mục II.9.d"
DASHES = ("-", "–", "—")
ARCHIVE = re.compile(r"Lưu\s*(?P<colon>:?)\s*(?P<rest>.*)", re.IGNORECASE)
SEPARATORS = re.compile(r"[,;]|\s-\s")
AS_ABOVE = "nhu tren"


@rule("nd30.pl1.ii.9.d.label-text", Severity.ERROR, CLAUSE)
def label(case: Case) -> Iterator[Fault]:
    """The list begins with the words Nơi nhận and a colon."""
    wanted = case.form["elements"]["recipients-label"]["text"]
    for part in present(case, Role.RECIPIENTS):
        if " ".join(part.text.split()) != wanted:
            yield at(part, wanted=wanted)


@rule("nd30.pl1.ii.9.d.dash", Severity.ERROR, CLAUSE)
def dash(case: Case) -> Iterator[Fault]:
    """A dash begins each recipient."""
    for part in _list(case):
        if not _is_dashed(part):
            yield at(part)


@rule("nd30.pl1.ii.9.d.semicolon", Severity.ERROR, CLAUSE)
def semicolon(case: Case) -> Iterator[Fault]:
    """A semicolon ends each recipient but the last."""
    for part in present(case, Role.RECIPIENT):
        if not part.text.rstrip().endswith(";"):
            yield at(part)


@rule("nd30.pl1.ii.9.d.archive-last", Severity.ERROR, CLAUSE)
def archive_last(case: Case) -> Iterator[Fault]:
    """The archive is the last line."""
    listed = _list(case)
    if not any(part.role is Role.ARCHIVE for part in listed):
        raise not_applicable("absent")
    if listed[-1].role is not Role.ARCHIVE:
        yield at(next(part for part in listed if part.role is Role.ARCHIVE))


@rule("nd30.pl1.ii.9.d.archive-end", Severity.ERROR, CLAUSE)
def archive_end(case: Case) -> Iterator[Fault]:
    """A full stop ends the line of the archive."""
    for part in present(case, Role.ARCHIVE)[-1:]:
        if not part.text.rstrip().endswith("."):
            yield at(part)


@rule("nd30.pl1.ii.9.d.archive-colon", Severity.ERROR, CLAUSE)
def archive_colon(case: Case) -> Iterator[Fault]:
    """A colon follows the word Lưu."""
    for part, colon, _ in _archive(case):
        if not colon:
            yield at(part)


@rule("nd30.pl1.ii.9.d.archive-office", Severity.WARNING, CLAUSE)
def archive_office(case: Case) -> Iterator[Fault]:
    """The first that keeps a copy is VT."""
    for part, _, kept in _archive(case):
        if not kept or kept[0].split()[:1] != ["VT"]:
            yield at(part)


@rule("nd30.pl1.ii.9.d.archive-drafter", Severity.WARNING, CLAUSE)
def archive_drafter(case: Case) -> Iterator[Fault]:
    """The unit that drafted the document is named after VT."""
    for part, _, kept in _archive(case):
        if len(kept) < 2:  # noqa: PLR2004 - the office and the drafter
            yield at(part)


@rule("nd30.pl1.ii.9.c.as-above", Severity.ERROR, "Phụ lục I, mục II.9.c")
def as_above(case: Case) -> Iterator[Fault]:
    """A document that is addressed to nobody has no line Như trên."""
    if case.anatomy.of(Role.ADDRESSEE):
        raise not_applicable("addressed-type")
    for part in present(case, Role.RECIPIENT):
        if AS_ABOVE in folded(part.text):
            yield at(part)


def _list(case: Case) -> tuple[Located, ...]:
    return present(case, Role.RECIPIENT, Role.ARCHIVE)


def _is_dashed(part: Located) -> bool:
    typed = part.paragraphs[0].text if part.paragraphs else part.text
    word = part.paragraphs[0].marker if part.paragraphs else ""
    return any(one.strip().startswith(DASHES) for one in (part.marker, part.text, typed, word))


def _archive(case: Case) -> Iterator[tuple[Located, bool, list[str]]]:
    """Yield the line of the archive: whether it has its colon, and who keeps a copy."""
    for part in present(case, Role.ARCHIVE):
        found = ARCHIVE.match(part.text.strip().lstrip("-–—").strip())
        if found:
            rest = found["rest"].rstrip(" .;")
            yield part, bool(found["colon"]), [one for one in SEPARATORS.split(rest) if one.strip()]
