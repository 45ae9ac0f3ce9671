"""What the style of a table says for each of its cells: first row, bands, borders."""

from dataclasses import dataclass

from generator.reading.word.names import Element, W, child, value
from generator.reading.word.properties import Edges, Layer, edges_of
from generator.reading.word.styles import Around, Styles

_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100,
    "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
_HEX_DIGITS = 4
# In which order Word lays the conditional parts over each other.
_ORDER = (
    "wholeTable", "band1Vert", "band2Vert", "band1Horz", "band2Horz", "firstCol", "lastCol",
    "firstRow", "lastRow", "neCell", "nwCell", "seCell", "swCell",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands: row and column from 0, and how many there are."""

    row: int
    column: int
    rows: int
    columns: int


class TableStyle:
    """The style of one table and which of its conditional parts the table asks for."""

    def __init__(self, table: Element, styles: Styles) -> None:
        """Read the style that a table names, or that of all tables."""
        properties = child(table, "tblPr")
        self._name = styles.named(value(properties, "tblStyle"), "table")
        self._asked = _asked(child(properties, "tblLook"))
        self._chain = styles.chain(self._name)
        self._conditions = {kind for link in self._chain for kind in link.conditions}
        self._around: dict[tuple[str, ...], Around] = {}
        self.edges = self._edges(properties)

    def around(self, spot: Spot) -> Around:
        """Return what the style says for the text of a cell."""
        kinds = tuple(k for k in _ORDER if k in self._conditions and self._holds(k, spot))
        if kinds not in self._around:
            self._around[kinds] = self._merged(kinds)
        return self._around[kinds]

    def _merged(self, kinds: tuple[str, ...]) -> Around:
        letters: Layer = {}
        paragraph: Layer = {}
        for link in self._chain:
            letters |= link.letters
            paragraph |= link.paragraph
        for kind in kinds:
            for link in self._chain:
                if part := link.conditions.get(kind):
                    letters |= part.letters
                    paragraph |= part.paragraph
        return Around((self._name, *kinds), letters, paragraph)

    def _holds(self, kind: str, spot: Spot) -> bool:
        """Return whether a conditional part is for a cell."""
        top = spot.row == 0 and self._asked["firstRow"]
        bottom = spot.row == spot.rows - 1 and self._asked["lastRow"]
        left = spot.column == 0 and self._asked["firstColumn"]
        right = spot.column == spot.columns - 1 and self._asked["lastColumn"]
        row = (spot.row - self._asked["firstRow"]) % 2
        column = (spot.column - self._asked["firstColumn"]) % 2
        across, down = not self._asked["noHBand"], not self._asked["noVBand"]
        banded_row = across and not (top or bottom)
        banded_column = down and not (left or right)
        return {
            "wholeTable": True,
            "firstRow": top, "lastRow": bottom, "firstCol": left, "lastCol": right,
            "nwCell": top and left, "neCell": top and right,
            "swCell": bottom and left, "seCell": bottom and right,
            "band1Horz": banded_row and row == 0, "band2Horz": banded_row and row == 1,
            "band1Vert": banded_column and column == 0, "band2Vert": banded_column and column == 1,
        }[kind]  # fmt: skip

    def _edges(self, properties: Element | None) -> Edges:
        """Return which lines are drawn unless a cell says otherwise."""
        found: Edges = {}
        for link in self._chain:
            found |= link.edges
            if whole := link.conditions.get("wholeTable"):
                found |= whole.edges
        return found | edges_of(child(properties, "tblBorders"))


def _asked(look: Element | None) -> dict[str, bool]:
    if look is None:
        return {name: name in {"noHBand", "noVBand"} for name in _BITS}
    code = look.get(f"{W}val") or ""
    try:
        bits = int(code, 16) if len(code) <= _HEX_DIGITS else 0
    except ValueError:
        bits = 0
    return {
        name: look.get(W + name, "1" if bits & bit else "0") in {"1", "true", "on"}
        for name, bit in _BITS.items()
    }
