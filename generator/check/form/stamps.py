"""Stamps of urgency, secrecy and circulation: Phụ lục I, mục III.2."""

from collections.abc import Iterable, Iterator

from generator.check.form.beside import stamps
from generator.check.form.metrics import cell_of, column_of, is_boxed_table
from generator.check.form.view import at, laid_out, letters, number
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import TWIPS_PER_MM, Part

BOX = "box"
ALL_ROUND = {"top", "bottom", "left", "right"}
RED, GREEN, BLUE = slice(0, 2), slice(2, 4), slice(4, 6)
SIX = 6  # letters of a colour


@rule("nd30.pl1.iii.2.a.secrecy", Severity.WARNING, "Phụ lục I, mục III.2.a")
def secrecy(case: Case) -> Iterator[Fault]:
    """No mark of secrecy is printed: it is a stamp that the văn thư puts on."""
    for part in stamps(case, key="secrecy"):
        yield at(part, found=part.text.strip())


def _boxed(id: str, key: str, clause: str) -> None:
    """Enter the rule that a stamp stands in a frame."""

    @rule(f"{id}-box", Severity.ERROR, clause, words="stamp.box")
    def boxed(case: Case) -> Iterator[Fault]:
        laid_out(case)
        for part in _stamps(case, key):
            if not _is_framed(case, part):
                yield at(part, element=case.form["elements"][key]["name"])


_boxed("nd30.pl1.iii.2.b.urgency", "urgency", "Phụ lục I, mục III.2.b")
_boxed("nd30.pl1.iii.2.c.circulation", "circulation", "Phụ lục I, mục III.2.c")


@rule("nd30.pl1.iii.2.b.urgency-red", Severity.WARNING, "Phụ lục I, mục III.2.b")
def urgency_red(case: Case) -> Iterator[Fault]:
    """A stamp of urgency is bright red."""
    laid_out(case)
    for part in _stamps(case, "urgency"):
        if not all(_is_red(case, run.look.color) for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.iii.2.b.urgency-frame", Severity.WARNING, "Phụ lục I, mục III.2.b")
def urgency_frame(case: Case) -> Iterator[Fault]:
    """The frame of a stamp of urgency has the size of its words."""
    laid_out(case)
    sizes = case.form["elements"]["urgency"]["sizes"]
    slack = case.form["check"]["stamp"]["slack"]
    for part in _stamps(case, "urgency"):
        found = [side / TWIPS_PER_MM for side in _frame(case, part)]
        wanted = sizes.get(part.text.strip().upper(), found)
        if any(abs(a - b) > slack for a, b in zip(found, wanted, strict=True)):
            yield at(part, found=_sides(found), wanted=_sides(wanted))


@rule("nd30.pl1.iii.2.b.urgency-place", Severity.ERROR, "Phụ lục I, mục IV.2 và mục III.2.b")
def urgency_place(case: Case) -> Iterator[Fault]:
    """A stamp of urgency stands on the left, under the number."""
    laid_out(case)
    numbers = [p.part for part in case.anatomy.of(Role.NUMBER) for p in part.paragraphs]
    for part in _stamps(case, "urgency"):
        place = part.paragraphs[0].part if part.paragraphs else ()
        head = numbers[0] if numbers else ()
        if not column_of(head) or BOX in dict(place):
            raise not_evaluated("stamp-floats")
        if column_of(place) != column_of(head) or place < head:
            yield at(part)


def _stamps(case: Case, key: str) -> tuple[Located, ...]:
    """Return the stamps of a kind; raises where there is none."""
    found = stamps(case, key=key)
    if not found:
        raise not_applicable("absent")
    return found


def _is_framed(case: Case, part: Located) -> bool:
    """Return whether a part stands in a box, has borders, or is a cell with borders."""
    places: list[Part] = [p.part for p in part.paragraphs]
    if any(place[:1] and place[0][0] == BOX for place in places):
        return True
    if all(p.border_above and p.border_below for p in part.paragraphs):
        return True
    cell = cell_of(case, places[0]) if places else None
    return cell is not None and (cell.edges >= ALL_ROUND or is_boxed_table(case, places[0]))


def _frame(case: Case, part: Located) -> tuple[int, int]:
    """Return width and height of the text box of a part; raises where it stands in none."""
    place = part.paragraphs[0].part if part.paragraphs else ()
    sizes = case.anatomy.sheet.box_sizes
    if not place or place[0][0] != BOX or not all(sizes[place[0][1] - 1]):
        raise not_evaluated("frame-unmeasured")
    return sizes[place[0][1] - 1]


def _is_red(case: Case, colour: str) -> bool:
    red = case.form["check"]["stamp"]["red"]
    if len(colour) != SIX:
        return False
    shades = [int(colour[one], 16) for one in (RED, GREEN, BLUE)]
    return bool(shades[0] >= red["least"] and max(shades[1:]) <= red["others"])


def _sides(sides: Iterable[float]) -> str:
    return " x ".join(number(round(side, 1)) for side in sides)
