"""The lines under Tiêu ngữ, the agency's name and the subject: which they are, what they measure.

A line is drawn as a shape, as the border of a paragraph or cell, typed with signs, or made by
underlining the letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.form.forms import is_letter
from generator.check.form.metrics import (
    CELL_MARGINS,
    beside,
    cell_of,
    column,
    column_of,
    height,
    measured,
)
from generator.check.form.view import present
from generator.check.registry import Case, not_applicable, not_evaluated
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Paragraph, Part, Stroke

SIGNS = frozenset("_-–—─=*")
LETTERHEAD = (
    Role.NATION, Role.MOTTO, Role.SUPERIOR, Role.ISSUER, Role.NUMBER, Role.PLACE_DATE,
)  # fmt: skip
ENDS, SIDES = {"top", "bottom"}, {"left", "right"}
DRAWN, BORDER, CELL, TYPED, UNDERLINED = "drawn", "border", "cell", "typed", "underlined"
GAP = "   "
NO_STROKE = Stroke()
BOTH = 2  # of the letterhead: under Tiêu ngữ and under the name of the agency


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the paragraph it hangs on, how it was made, and its shape where it is one."""

    paragraph: Paragraph
    kind: str
    stroke: Stroke = NO_STROKE

    @property
    def flows(self) -> bool:
        """Whether it stands where its paragraph stands, and does not float."""
        return self.kind != DRAWN or self.stroke.inline


def lined_part(case: Case, role: Role) -> Located:
    """Return the last part of a role that has letters; raises where there is none.

    No line stands under the subject of a Công văn (Phụ lục III, mẫu 1.5).
    """
    if role is Role.SUBJECT and is_letter(case):
        raise not_applicable("letter")
    found = [part for part in present(case, role) if part.paragraphs and _has_letters(part)]
    if not found:
        raise not_applicable("absent")
    return found[-1]


def has_line(case: Case, role: Role) -> bool:
    """Return whether a line lies under an element; two in the letterhead leave no doubt."""
    found = _near(case, role)
    enough = BOTH if role in LETTERHEAD else 1
    return len(found) >= enough or bool(_under(lined_part(case, role), found))


def line_under(case: Case, role: Role) -> Line:
    """Return the line that is meant for an element; raises where there is none, or doubt."""
    found = _near(case, role)
    if not found:
        raise not_applicable("no-line")
    own = _under(lined_part(case, role), found) if role in LETTERHEAD else found
    if len(own) == 1:
        return own[0]
    drawn = [line for line in found if line.kind == DRAWN and line.stroke.length is not None]
    if role not in LETTERHEAD or len(found) != BOTH or len(drawn) != BOTH:
        raise not_evaluated("line-elsewhere")
    # One is as long as Tiêu ngữ, the other half as long as a shorter text at most.
    short, long = sorted(drawn, key=lambda line: line.stroke.length or 0)
    return long if role is Role.MOTTO else short


def length_of(case: Case, line: Line) -> tuple[float, float]:
    """Return how long a line is at least and at most, in twips; raises where nothing tells it."""
    paragraph = line.paragraph
    if line.kind == DRAWN:
        if line.stroke.length is None:
            raise not_evaluated("line-unmeasured")
        return line.stroke.length, line.stroke.length
    if line.kind in (TYPED, UNDERLINED):
        widths = measured(case, Located(Role.RULE, paragraph.text, (paragraph,)))
        return min(widths), max(widths)
    whole = column(case, paragraph.part)
    if line.kind == CELL:
        return whole, whole
    inside = whole - paragraph.left_indent - paragraph.right_indent
    return inside - (CELL_MARGINS if cell_of(case, paragraph.part) else 0), inside


def off_middle(case: Case, line: Line, part: Located) -> float:
    """Return how far the middle of a line is from that of the text, in twips; raises in doubt."""
    text = part.paragraphs[-1]
    if text.align != "center" or _is_shared(case, text.part):
        raise not_evaluated("shared-line")
    if line.kind == UNDERLINED:
        return 0
    if line.flows and not _in_one_column(text.part, line.paragraph.part):
        raise not_evaluated("line-elsewhere")
    own = _flowing(case, line) if line.flows else _floating(case, line)
    return abs(own - _shift(text))


def gap_above(case: Case, line: Line, part: Located) -> float:
    """Return how much stands between a text and its line, in twips, below 0 what lies under it."""
    text, place = part.paragraphs[-1], line.paragraph
    column_ = beside(case, text.part)
    places = [paragraph.part for paragraph in column_]
    if text.part not in places or place.part not in places:
        raise not_evaluated("line-elsewhere")
    start, end = places.index(text.part), places.index(place.part)
    above = sum(_tall(case, one, part) for one in column_[end : start + 1])
    between = sum(_tall(case, one, part) for one in column_[start + 1 : end])
    if line.flows:
        return between if end >= start else -above
    if line.stroke.down is None:
        raise not_evaluated("line-unmeasured")
    return line.stroke.down + between if end > start else line.stroke.down - above


def _near(case: Case, role: Role) -> tuple[Line, ...]:
    """Return the lines that may be meant for an element: of the letterhead, or of the title."""
    part = lined_part(case, role)
    places = _head(case) if role in LETTERHEAD else _title(case, part)
    found: list[Line] = []
    looked_at: set[Part] = set()
    for paragraph in (one for place in places for one in place.paragraphs):
        found += _typed(paragraph)
        if paragraph.part not in looked_at:
            looked_at.add(paragraph.part)
            found += _drawn(case, paragraph)
    return (*found, *_underlined(part.paragraphs[-1]))


def _has_letters(part: Located) -> bool:
    return any(paragraph.text.strip() for paragraph in part.paragraphs)


def _head(case: Case) -> list[Located]:
    """Return the parts of the letterhead, and the drawn lines among them."""
    parts = case.anatomy.parts
    named = [n for n, part in enumerate(parts) if part.role in LETTERHEAD and not part.appendix]
    after = next((n for n in range(named[-1] + 1, len(parts)) if parts[n].role is Role.RULE), None)
    last = named[-1] + 2 if after == named[-1] + 1 else named[-1] + 1
    return [part for part in parts[named[0] : last] if part.role in (*LETTERHEAD, Role.RULE)]


def _title(case: Case, part: Located) -> list[Located]:
    """Return the subject with the drawn lines and empty paragraphs that follow it.

    Where they hold no line, the type is looked at too: a shape floats from where it hangs.
    """
    parts = case.anatomy.parts
    found = [part]
    for other in parts[parts.index(part) + 1 :]:
        if other.role is not Role.RULE:
            break
        found.append(other)
    if any(list(_drawn(case, p)) or list(_typed(p)) for one in found for p in one.paragraphs):
        return found
    return [*case.anatomy.of(Role.TYPE)[:1], *found]


def _drawn(case: Case, paragraph: Paragraph) -> Iterator[Line]:
    """Yield the shapes and borders at a paragraph."""
    yield from (Line(paragraph, DRAWN, stroke) for stroke in paragraph.strokes)
    if paragraph.border_below or (paragraph.border_above and not paragraph.text.strip()):
        yield Line(paragraph, BORDER)
    cell = cell_of(case, paragraph.part)
    ruled = cell is not None and cell.edges & ENDS and not cell.edges & SIDES
    if ruled and cell is not None and cell.blocks[-1].part == paragraph.part:
        yield Line(paragraph, CELL)


def _typed(paragraph: Paragraph) -> Iterator[Line]:
    """Yield the line that a paragraph of signs is."""
    signs = set("".join(paragraph.text.split()))
    if signs and signs <= SIGNS:
        yield Line(paragraph, TYPED)


def _underlined(paragraph: Paragraph) -> Iterator[Line]:
    seen = [run for run in paragraph.runs if run.text.strip() and not run.look.hidden]
    if seen and all(run.look.underline for run in seen):
        yield Line(paragraph, UNDERLINED)


def _under(part: Located, found: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines in the cell of a part, else those in cells of its column."""
    place = part.paragraphs[-1].part
    cell = _cell(place)
    same = [line for line in found if line.paragraph.part[: len(cell)] == cell]
    return tuple(same or [line for line in found if _in_one_column(line.paragraph.part, place)])


def _cell(place: Part) -> Part:
    """Return the place of the cell a paragraph stands in, or of the paragraph itself."""
    return place[:-1] if len(place) > 1 else place


def _in_one_column(one: Part, other: Part) -> bool:
    """Return whether two paragraphs stand in one column of a table, or both outside tables."""
    return column_of(one) == column_of(other)


def _is_shared(case: Case, place: Part) -> bool:
    """Return whether elements stand beside each other in one paragraph: tabs or spaces set them."""
    pieces = [(one.role, p) for one in case.anatomy.parts for p in one.paragraphs]
    own = {(role, GAP in p.text or "\t" in p.text) for role, p in pieces if p.part == place}
    roles = {role for role, _ in own} - {Role.RULE}
    return len(roles) > 1 and any(gap for _, gap in own)


def _tall(case: Case, paragraph: Paragraph, part: Located) -> float:
    """Return how high a paragraph is with the space around it."""
    pieces = [p for p in part.paragraphs if p.part == paragraph.part] or [paragraph]
    lines = sum(max(1, len(measured(case, Located(Role.TEXT, "", (p,))))) for p in pieces)
    around = paragraph.spacing.before + paragraph.spacing.after
    return around + height(paragraph, lines, case.form["check"]["single_line"])


def _flowing(case: Case, line: Line) -> float:
    """Return how far the middle of a line that does not float is from that of its column."""
    paragraph = line.paragraph
    if line.kind == CELL:
        return 0
    if line.kind == BORDER or paragraph.align == "center":
        return _shift(paragraph)
    room = column(case, paragraph.part) - CELL_MARGINS
    aside = (room - length_of(case, line)[1]) / 2
    return aside if paragraph.align == "right" else paragraph.left_indent - aside


def _floating(case: Case, line: Line) -> float:
    """Return how far the middle of a floating line is from that of its column."""
    stroke, place = line.stroke, line.paragraph.part
    inside = cell_of(case, place) is not None
    if stroke.centred and (stroke.beside == "column" or not inside):
        return 0
    if stroke.across is None or stroke.length is None:
        raise not_evaluated("line-unmeasured")
    counted = ("column",) if inside else ("column", "margin", "page")
    if stroke.beside not in counted:
        raise not_evaluated("line-elsewhere")
    start = case.anatomy.sheet.regions[0].page.left if stroke.beside == "page" else 0
    room = column(case, place) - (CELL_MARGINS / 2 if inside else 0)
    off = stroke.across - start + stroke.length / 2 - room / 2
    if abs(off) > room / 2:
        raise not_evaluated("line-elsewhere")
    return off


def _shift(paragraph: Paragraph) -> float:
    """Return how far the indents of a paragraph in the middle move it."""
    return (paragraph.left_indent - paragraph.right_indent + max(paragraph.first_indent, 0)) / 2
