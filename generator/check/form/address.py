"""The address of the agency at the foot of the first page: Phụ lục I, mục III.4."""

from collections.abc import Iterator

from generator.check.form.beside import addresses, is_contact
from generator.check.form.view import laid_out, millimetres, permits, points, seen, short, span
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.sheet import Paragraph

CLAUSE = "Phụ lục I, mục III.4"
LOOK = "Phụ lục I, mục III.4 và V.12"
FIRST = "first"


@rule("nd30.pl1.iii.4.address-size", Severity.ERROR, LOOK, words="look.size")
def size(case: Case) -> Iterator[Fault]:
    """The address has 11 to 12 points."""
    form = case.form["elements"]["address"]
    allowed = form["allow"]["size"]
    for paragraph in _contacts(case):
        wrong = {run.look.size for run in seen(paragraph)} - {0}
        found = next((one for one in sorted(wrong) if not permits(allowed, one / 2)), 0)
        if found:
            words = {"element": form["name"], "found": points(found), "allowed": span(allowed)}
            yield Fault(words, paragraph.part, short(paragraph.text))


@rule("nd30.pl1.iii.4.address-italic", Severity.ERROR, LOOK, words="look.not-italic")
def upright(case: Case) -> Iterator[Fault]:
    """The address is upright."""
    for paragraph in _contacts(case):
        if any(run.look.italic for run in seen(paragraph)):
            words = {"element": case.form["elements"]["address"]["name"]}
            yield Fault(words, paragraph.part, short(paragraph.text))


@rule("nd30.pl1.iii.4.address-first-page", Severity.ERROR, CLAUSE)
def on_first_page(case: Case) -> Iterator[Fault]:
    """The address stands on the first page only."""
    feet = _feet(case)
    for kind in feet.keys() - {FIRST}:
        paragraph = next(one for one in feet[kind] if is_contact(one))
        yield Fault({}, paragraph.part, short(paragraph.text))


@rule("nd30.pl1.iii.4.address-line", Severity.ERROR, CLAUSE)
def has_line(case: Case) -> Iterator[Fault]:
    """A line is drawn above the address."""
    for foot in _feet(case).values():
        if not _lines(foot):
            paragraph = next(one for one in foot if is_contact(one))
            yield Fault({}, paragraph.part, short(paragraph.text))


@rule("nd30.pl1.iii.4.address-line-length", Severity.WARNING, CLAUSE)
def line_length(case: Case) -> Iterator[Fault]:
    """The line goes over the whole width of the text."""
    page = case.anatomy.sheet.regions[0].page
    whole = page.width - page.left - page.right
    slack = case.form["check"]["tolerance"]["line_length"]
    lined = [one for foot in _feet(case).values() for one in _lines(foot)[:1]]
    if not lined:
        raise not_applicable("no-line")
    for paragraph in lined:
        length = _length(paragraph, whole)
        if abs(length - whole) > whole * slack:
            words = {"found": millimetres(length), "allowed": millimetres(whole)}
            yield Fault(words, paragraph.part, short(paragraph.text))


def _feet(case: Case) -> dict[str, tuple[Paragraph, ...]]:
    """Return the feet that tell an address, by kind; raises for none."""
    laid_out(case)
    found = addresses(case)
    if not found:
        raise not_applicable("absent")
    return found


def _contacts(case: Case) -> list[Paragraph]:
    """Return the paragraphs of the address."""
    return [one for foot in _feet(case).values() for one in foot if is_contact(one)]


def _lines(foot: tuple[Paragraph, ...]) -> list[Paragraph]:
    """Return the paragraphs that a line lies at, up to the beginning of the address."""
    start = next(n for n, paragraph in enumerate(foot) if is_contact(paragraph))
    above = [one for one in foot[:start] if one.lines or one.border_below or one.border_above]
    first = foot[start]
    return [*above, *([first] if first.border_above or first.lines else [])]


def _length(paragraph: Paragraph, whole: int) -> int:
    """Return how long the line at a paragraph is; raises where the file does not say."""
    if paragraph.border_above or paragraph.border_below:
        return whole - paragraph.left_indent - paragraph.right_indent
    length = paragraph.strokes[0].length
    if length is None:
        raise not_evaluated("line-unmeasured")
    return length
