"""The lines of căn cứ: Phụ lục I, mục II.6.a."""

import re
from collections.abc import Iterator

from generator.check.form.citations import DATED
from generator.check.form.view import at, laid_out, letters, permits, points, present, span, sure
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.vietnamese import folded

CLAUSE = "Phụ lục I, mục II.6.a"
LEAD = re.compile(r"(?:căn cứ|thực hiện|theo|xét)\s+", re.IGNORECASE)
PASSED = re.compile(r"\bcủa (?:Quốc hội|Ủy ban Thường vụ Quốc hội|Uỷ ban Thường vụ Quốc hội)")
OF = re.compile(r"\bcủa\s+\w")
CONSTITUTION = "hien phap"  # is named by its year, or not even that
ANOTHER = re.compile(r";\s*Căn cứ\s")
NUMBERED = re.compile(r"\bsố:?\s*\d")


@rule("nd30.pl1.ii.6.a.basis-size", Severity.ERROR, CLAUSE, words="look.size")
def basis_size(case: Case) -> Iterator[Fault]:
    """Bases have the size of the text."""
    laid_out(case)
    form = case.form["elements"]["basis"]
    for part in _bases(case):
        for size in sorted({run.look.size for run in letters(part)} - {0}):
            if not permits(form["allow"]["size"], size / 2):
                allowed = span(form["allow"]["size"])
                yield at(part, element=form["name"], found=points(size), allowed=allowed)


@rule("nd30.pl1.ii.6.a.basis-italic", Severity.WARNING, CLAUSE)
def basis_italic(case: Case) -> Iterator[Fault]:
    """Bases are italic; many papers print them upright."""
    laid_out(case)
    for part in _bases(case):
        if not all(run.look.italic for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.ii.6.a.basis-bold", Severity.ERROR, CLAUSE)
def basis_bold(case: Case) -> Iterator[Fault]:
    """Bases are not bold."""
    laid_out(case)
    for part in _bases(case):
        if any(run.look.bold for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.ii.6.a.basis-semicolon", Severity.ERROR, CLAUSE)
def basis_semicolon(case: Case) -> Iterator[Fault]:
    """A semicolon ends each basis that another follows."""
    lines = _bases(case)
    if len(lines) == 1:
        raise not_applicable("one-basis")
    for part in lines[:-1]:
        if not part.text.rstrip().endswith(";"):
            yield at(part)


@rule("nd30.pl1.ii.6.a.basis-full-stop", Severity.WARNING, CLAUSE)
def basis_full_stop(case: Case) -> Iterator[Fault]:
    """A full stop ends the last basis; many papers print a semicolon or a comma."""
    part = _bases(case)[-1]
    if not part.text.rstrip().endswith("."):
        yield at(part)


@rule("nd30.pl1.ii.6.a.basis-law", Severity.WARNING, CLAUSE)
def basis_law(case: Case) -> Iterator[Fault]:
    """A law is named with its day, without its number."""
    for part in _bases(case):
        if _is_law(case, part) and NUMBERED.search(part.text.lower()):
            yield at(part)


@rule("nd30.pl1.ii.6.a.basis-law-issuer", Severity.WARNING, CLAUSE)
def basis_law_issuer(case: Case) -> Iterator[Fault]:
    """A law is named without who passed it."""
    for part in _bases(case):
        found = PASSED.search(part.text)
        if _is_law(case, part) and found:
            yield at(part, found=found[0])


@rule("nd30.pl1.ii.6.a.basis-law-date", Severity.WARNING, CLAUSE)
def basis_law_date(case: Case) -> Iterator[Fault]:
    """A law is named with its day."""
    for part in _bases(case):
        undated = _is_law(case, part) and not DATED.search(part.text)
        if undated and not folded(_named(part)).startswith(CONSTITUTION):
            yield at(part)


@rule("nd30.pl1.ii.6.a.basis-issuer", Severity.WARNING, CLAUSE)
def basis_issuer(case: Case) -> Iterator[Fault]:
    """A basis with a number names who issued it."""
    for part in _bases(case):
        numbered = NUMBERED.search(part.text)
        if numbered and not _is_law(case, part) and not OF.search(part.text, numbered.end()):
            yield at(part)


@rule("nd30.pl1.ii.6.a.basis-own-line", Severity.ERROR, CLAUSE)
def basis_own_line(case: Case) -> Iterator[Fault]:
    """Each basis begins a new line."""
    for part in _bases(case):
        if ANOTHER.search(part.text):
            yield at(part)


@rule("nd30.pl1.ii.6.a.basis-date", Severity.ERROR, CLAUSE)
def basis_date(case: Case) -> Iterator[Fault]:
    """A basis with a number names its day, too."""
    for part in _bases(case):
        if not _is_law(case, part) and NUMBERED.search(part.text) and not DATED.search(part.text):
            yield at(part)


@rule("practice.basis-order", Severity.WARNING, "Thông lệ; Phụ lục I, mục II.6.a")
def basis_order(case: Case) -> Iterator[Fault]:
    """Bases go from the higher document to the lower."""
    highest = -1
    for part in _bases(case):
        rank = _rank(case, part)
        if rank is None:
            continue
        if rank < highest:
            yield at(part)
        highest = max(highest, rank)


def _bases(case: Case) -> tuple[Located, ...]:
    """Return the lines of căn cứ; a plan may also name its bases in one paragraph."""
    found = tuple(part for part in present(case, Role.BASIS) if sure(part))
    if not found:
        raise not_applicable("absent")
    return found


def _named(part: Located) -> str:
    """Return what follows the word Căn cứ."""
    return LEAD.sub("", part.text.strip(), count=1)


def _is_law(case: Case, part: Located) -> bool:
    words = case.form["check"]["bases"]["laws"]
    return folded(_named(part)).startswith(tuple(f"{folded(word)} " for word in words))


def _rank(case: Case, part: Located) -> int | None:
    """Return the rank of the document that a line names, 0 for the highest."""
    name = folded(_named(part))
    for rank, words in enumerate(case.form["check"]["bases"]["ranks"]):
        if name.startswith(tuple(f"{folded(word)} " for word in words)):
            return rank
    return None
