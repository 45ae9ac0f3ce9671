"""The lines of a sheet: its paragraphs cut where a new line or a column begins."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.reading.sheet import Block, Paragraph, Run, Sheet, Table, paragraphs
from generator.vietnamese import nfc

_GAP = re.compile(r"\t+|[ \u00a0]{3,}[\t \u00a0]*")
_RULE = re.compile(r"[-–—_=*~.·…/\s]{3,}")


_NOTHING = Paragraph()


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on a line of its own: its text in NFC with single spaces, and where it is from.

    `index` is the place of its paragraph in reading order. `blanks` counts the empty lines before
    it, `indent` the spaces it begins with; `soft` says that its paragraph began on a line before,
    `region` counts the regions of the sheet. A table is one line without text.
    """

    text: str
    paragraph: Paragraph = _NOTHING
    index: int = 0
    table: Table | None = None
    blanks: int = 0
    indent: int = 0
    soft: bool = False
    region: int = 0

    @property
    def bold(self) -> bool:
        """Whether all that is seen of it is bold."""
        seen = [run for run in self.paragraph.runs if run.text.strip() and not run.look.hidden]
        return bool(seen) and all(run.look.bold for run in seen)

    @property
    def bold_first(self) -> bool:
        """Whether it begins bold."""
        seen = (run for run in self.paragraph.runs if run.text.strip() and not run.look.hidden)
        return any(run.look.bold for run in [next(seen, Run(""))])

    @property
    def capitals(self) -> bool:
        """Whether it is written in capital letters, typed or by its look."""
        seen = [run for run in self.paragraph.runs if run.text.strip() and not run.look.hidden]
        return is_capitals(self.text) or (bool(seen) and all(run.look.capitals for run in seen))

    @property
    def columns(self) -> tuple[str, ...]:
        """The texts between wide gaps: columns of a page that was read as plain lines."""
        return tuple(part for part in _GAP.split(self.paragraph.text.strip()) if part.strip())

    @property
    def blank(self) -> bool:
        """Whether nothing is to be read on it."""
        return self.table is None and not self.text

    @property
    def rule(self) -> bool:
        """Whether it is a typed line: `-----`, `____`, `***`."""
        return bool(_RULE.fullmatch(self.text)) and any(c in "-–—_=*~" for c in self.text)


def lines_of(sheet: Sheet) -> list[Line]:
    """Return the lines of a sheet in reading order, empty ones with an empty text."""
    found: list[Line] = []
    index = blanks = 0
    for number, region in enumerate(sheet.regions):
        for block in _unwrapped(region.blocks):
            for line in _of_block(block, index, blanks, number):
                found.append(line)
                blanks = blanks + 1 if line.blank else 0
            index += sum(1 for _ in paragraphs((block,)))
    return found


def _unwrapped(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return what stands in the one cell that holds a whole page, as copies of web pages do."""
    held = [block for block in blocks if isinstance(block, Table) or block.text.strip()]
    while len(held) == 1 and isinstance(held[0], Table):
        cells = [cell for row in held[0].rows for cell in row]
        if len(cells) != 1:
            break
        before = blocks[: blocks.index(held[0])]
        blocks = (*before, *cells[0].blocks, *blocks[len(before) + 1 :])
        held = [block for block in blocks if isinstance(block, Table) or block.text.strip()]
    return blocks


def cell_lines(line: Line) -> list[list[Line]]:
    """Return the lines of each cell of a table, cells in reading order, tables in them as well."""
    cells: list[list[Line]] = []
    index = line.index
    for row in line.table.rows if line.table else ():
        for cell in row:
            inside: list[Line] = []
            for paragraph in paragraphs(cell.blocks):
                inside += _of_block(paragraph, index, 0, line.region)
                index += 1
            cells.append(inside)
    return cells


def head_lines(sheet: Sheet) -> list[Line]:
    """Return the lines at the head of the first page, counted from before everything else."""
    heads = sheet.regions[0].headers if sheet.regions else {}
    blocks = heads.get("first") or heads.get("default") or ()
    index = -len(sheet.boxes) - sum(1 for _ in paragraphs(blocks))
    found: list[Line] = []
    for block in blocks:
        found += _of_block(block, index, 0, 0)
        index += sum(1 for _ in paragraphs((block,)))
    return found


def paragraph_lines(found: Iterable[Paragraph], index: int) -> Iterator[Line]:
    """Yield the lines of paragraphs that stand outside the body, counted from an index."""
    for number, paragraph in enumerate(found, index):
        yield from _of_block(paragraph, number, 0, 0)


def cut(line: Line, *places: int) -> list[Line]:
    """Return a line cut at places of its paragraph's text; pieces without text are left out.

    Gaps, and rules drawn with `_` beside a piece, belong to the piece before them.
    """
    paragraph = _normal(line.paragraph)
    bounds = [0, *places, len(paragraph.text)]
    pieces = [
        _piece(line, _between(paragraph, start, end), soft=line.soft or start > 0)
        for start, end in itertools.pairwise(bounds)
    ]
    return [piece for piece in pieces if piece.text]


def cut_at_gaps(line: Line) -> list[Line]:
    """Return the columns of a line, cut where a tab or three spaces stand between texts."""
    text = _normal(line.paragraph).text
    inside = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    places = [m.end() for m in _GAP.finditer(text, inside, end)]
    return cut(line, *places) if places else [line]


def normal_text(line: Line) -> str:
    """Return the text of a line's paragraph in NFC as places of `cut` count it."""
    return _normal(line.paragraph).text


def is_capitals(text: str) -> bool:
    """Return whether a text has letters and nearly all of them are capital."""
    letters = [c for c in text[:400] if c.isalpha()]
    return len(letters) > 1 and sum(c.islower() for c in letters) * 12 <= len(letters)


def spaced(text: str) -> str:
    """Return a text in NFC with single spaces between its words."""
    return " ".join(nfc(text).split())


def _of_block(block: Block, index: int, blanks: int, region: int) -> Iterator[Line]:
    """Yield the lines of a block: a table is one, a paragraph one for each line break."""
    if isinstance(block, Table):
        yield Line("", _NOTHING, index, block, blanks, region=region)
        return
    typed = block.text
    whole = Line(spaced(typed), block, index, None, blanks, _indent(typed), region=region)
    if "\n" not in typed.strip():
        yield whole
        return
    text = _normal(block).text
    pieces = cut(whole, *(m.end() for m in re.finditer(r"\n", text)))
    yield from pieces or [whole]


def _piece(line: Line, paragraph: Paragraph, *, soft: bool) -> Line:
    """Return the line of a piece of a paragraph; only the first has the marker and breaks."""
    if soft:
        paragraph = replace(paragraph, marker="")
    text = spaced(paragraph.text)
    return replace(
        line, text=text, paragraph=paragraph, soft=soft, blanks=0 if soft else line.blanks
    )


def _normal(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph whose seen letters are in NFC, run by run."""
    texts = [nfc(run.text) for run in paragraph.runs]
    if all(text == run.text for text, run in zip(texts, paragraph.runs, strict=True)):
        return paragraph
    pairs = zip(paragraph.runs, texts, strict=True)
    return replace(paragraph, runs=tuple(replace(run, text=text) for run, text in pairs))


def _between(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """Return a paragraph with the part of its seen text from a place to a place."""
    runs: list[Run] = []
    at = 0
    for run in paragraph.runs:
        if run.look.hidden:
            continue
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            runs.append(replace(run, text=text))
    return replace(paragraph, runs=tuple(runs))


def _indent(text: str) -> int:
    """Return the number of spaces that a text begins with, a tab counted as eight."""
    head = text[: len(text) - len(text.lstrip())]
    return sum(8 if c == "\t" else 1 for c in head)
