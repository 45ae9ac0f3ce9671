"""The drawn lines under Tiêu ngữ, agency and subject: their length, their stroke, their middle."""

from collections.abc import Iterator

from generator.check.form.lines import LINED
from generator.check.form.metrics import measured
from generator.check.form.strokes import Line, line_under, lined_part
from generator.check.registry import Case, Fault, Unjudged
from generator.check.repair.site import Site
from generator.marking.properties import properties, put
from generator.reading.word.names import A, Element

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU_PER_TWIP = 635
LINES = {f"{one.id}-line": one for one in LINED}
ASPECTS = ("length", "solid", "centred")
REPAIRED = tuple(f"{stem}-{aspect}" for stem in LINES for aspect in ASPECTS)


def mend(site: Site, _: Fault, *, rule: str) -> None:
    """Mend one aspect of a line that stands in the text, or in the middle of its column.

    A line that floats by a distance is left: it may be drawn around something else.
    """
    stem, aspect = rule.rsplit("-", 1)
    lined = LINES[stem]
    case = Case(site.anatomy, site.form)
    try:
        line = line_under(case, lined.role)
        widths = measured(case, lined_part(case, lined.role))
    except Unjudged:
        return
    if aspect == "centred":
        _to_middle(site, line)
    for drawing in _drawings(site, line):
        if aspect == "solid":
            _solid(drawing)
        elif aspect == "length":
            allowed = site.form["elements"][lined.key]["rule"]["allow"]
            _resize(drawing, widths[-1] * (allowed["min"] + allowed["max"]) / 2)


def _drawings(site: Site, line: Line) -> Iterator[Element]:
    """Yield the drawing of a line, where its paragraph holds no other."""
    stroke = line.stroke
    if not (stroke.inline or stroke.centred) or len(line.paragraph.strokes) != 1:
        return
    for element in site.elements(line.paragraph.part):
        yield from element.iter(f"{_WP}inline", f"{_WP}anchor")


def _to_middle(site: Site, line: Line) -> None:
    """Put a line that stands in the text into the middle of its column."""
    if line.stroke.inline and not line.paragraph.text.strip():
        for element in site.elements(line.paragraph.part):
            put(properties(element, "pPr"), "pPr", "jc", val="center")


def _solid(drawing: Element) -> None:
    """Draw a line without gaps, and level."""
    for line in drawing.iter(f"{A}ln"):
        for dash in (*line.iterchildren(f"{A}prstDash"), *line.iterchildren(f"{A}custDash")):
            line.remove(dash)
    for extent in _extents(drawing):
        extent.set("cy", "0")


def _resize(drawing: Element, twips: float) -> None:
    for extent in _extents(drawing):
        extent.set("cx", str(round(twips * _EMU_PER_TWIP)))


def _extents(drawing: Element) -> Iterator[Element]:
    yield from drawing.iterchildren(f"{_WP}extent")
    yield from drawing.iter(f"{A}ext")
