"""A table read as an assignment table: what its columns show, its headings and rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.importing.grid import cell_text, placed_cells
from generator.reading.sheet import Table
from generator.vietnamese import folded

_FIELDS = (
    ("index", re.compile(r"(?:so )?t\s*/?\s*t|stt|so thu tu")),
    ("support", re.compile(r".*phoi hop.*")),
    ("lead", re.compile(r".*(?:chu tri|chiu trach nhiem|(?:don vi|co quan|bo phan) thuc hien).*")),
    ("due", re.compile(r".*(?:thoi han|thoi gian|tien do|hoan thanh).*")),
    ("product", re.compile(r".*(?:san pham|ket qua|dau ra).*")),
    ("task", re.compile(r".*(?:nhiem vu|noi dung|cong viec|giai phap|hoat dong|chi tieu).*")),
)
_BOTH = re.compile(r"(?:chủ trì|phối hợp)\b\s*:|\bphối hợp\b", re.IGNORECASE)
"""Words by which one cell names who leads and who supports; only a person can part them."""
_MOST_HEADS = 3


@dataclass(slots=True)
class Reading:
    """A table read as an assignment table: what each column shows, its headings, its rows."""

    shows: list[str]
    titles: list[str]
    rows: list[list[str]]
    merged: bool = False
    counted: bool = False
    unfit: bool = False
    dropped: list[str] = field(default_factory=list)


def read_duties(table: Table) -> Reading | None:
    """Return a table as an assignment table; None where its columns are not those of one.

    It is `unfit` where one cell names lead and support, or two columns have no place in a plan.
    """
    heads, body, merged = _laid_out(table)
    shows = _shows(heads)
    if "task" not in shows or "lead" not in shows or not body:
        return None
    leads = "\n".join(row[shows.index("lead")] for row in body)
    reading = Reading(shows, heads, body, merged, unfit=bool(_BOTH.search(leads)))
    _count(reading)
    for column in reversed([n for n, show in enumerate(shows) if show == ""]):
        if any(row[column] for row in body):
            reading.unfit |= "text" in shows
            shows[column] = "text"
        else:
            reading.dropped.append(heads[column])
            for row in (shows, heads, *body):
                del row[column]
    return reading


def _count(reading: Reading) -> None:
    """Number the rows of a table whose column of numbers is empty."""
    if "index" not in reading.shows:
        return
    index = reading.shows.index("index")
    others = [n for n, show in enumerate(reading.shows) if show not in ("index", "task")]
    if any(row[index] for row in reading.rows):
        return
    rows = [row for row in reading.rows if any(row[n] for n in others)]
    for number, row in enumerate(rows, 1):
        row[index] = str(number)
    reading.counted = True


def _laid_out(table: Table) -> tuple[list[str], list[list[str]], bool]:
    """Return the headings and rows of a table, what is merged downwards written in every row."""
    placed = placed_cells(table)
    width = max((c + cell.columns for row in placed for c, cell in row), default=0)
    grid = [[""] * width for _ in placed]
    merged = False
    count = _head_rows(placed, table)
    for r, row in enumerate(placed):
        for column, cell in row:
            last = r if r < count else min(r + cell.rows, len(grid)) - 1
            merged |= last > r and bool(cell_text(cell))
            for below in range(r, last + 1):
                grid[below][column] = cell_text(cell)
    heads = [" ".join(" ".join(grid[r][c] for r in range(count)).split()) for c in range(width)]
    return heads, grid[count:], merged


def _head_rows(placed: list[list[tuple[int, Any]]], table: Table) -> int:
    """Return how many rows the headings take: those that cells of the first reach into."""
    if not placed:
        return 0
    reach = max((cell.rows for _, cell in placed[0]), default=1)
    return min(max(reach, table.header_rows, 1), _MOST_HEADS, len(placed))


def _shows(heads: Sequence[str]) -> list[str]:
    """Return what each column shows, each thing once."""
    shows: list[str] = []
    for head in heads:
        key = folded(head)
        fits = [name for name, pattern in _FIELDS if pattern.fullmatch(key)]
        if "lead" in fits and "support" in fits:
            fits = ["lead"]
        shows.append(next((name for name in fits if name not in shows), ""))
    return shows
