"""Reading a register: the CSV shipped in `data/registers/`, a user's own rows laid over it."""

import csv
import io
import os
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from generator.diagnostics import Diagnostic, Place, Refused, Severity, has_errors, suggestion
from generator.resources import resource
from generator.vietnamese import nfc, parse_date

FOLDER_VARIABLE = "KEHOACH_REGISTERS"
LIST_SIGN = "|"
CONFIDENCES = ("low", "medium", "high")
MAX_BYTES = 20_000_000
_DELIMITERS = ",;\t"

T = TypeVar("T")


class Row:
    """One row while it is read: it hands out its cells and keeps what is wrong with them."""

    __slots__ = ("_cells", "_columns", "faults", "file", "line")

    def __init__(self, file: str, line: int, columns: tuple[str, ...], cells: list[str]) -> None:
        """Keep the cells, without the space around them, by the names of their columns."""
        self.file = file
        self.line = line
        self.faults: list[Diagnostic] = []
        self._columns = columns
        self._cells = dict(zip(columns, map(str.strip, cells), strict=False))

    def text(self, column: str) -> str:
        """Return a cell, empty where the file has no such column."""
        return self._cells.get(column, "")

    def needed(self, column: str) -> str:
        """Return a cell that may not be empty."""
        text = self._cells.get(column, "")
        if not text:
            self.refuse("register.empty", column)
        return text

    def choice(self, column: str, known: Collection[str]) -> str:
        """Return a cell that is one of the known words, in small letters; it may not be empty."""
        text = self.needed(column)
        if text not in known:
            text = text.lower()
            if text and text not in known:
                self.refuse("register.bad-value", column, value=text, known=", ".join(known))
        return text

    def day(self, column: str) -> date | None:
        """Return a cell that is a date, day first, or None for an empty one."""
        text = self.text(column)
        try:
            return _date(text)
        except ValueError:
            self.refuse("register.bad-date", column, value=text)
            return None

    def span(self) -> tuple[date | None, date | None]:
        """Return the first and the last day of the row."""
        start, end = self.day("valid_from"), self.day("valid_to")
        if start and end and end < start:
            values = {"start": self.text("valid_from"), "end": self.text("valid_to")}
            self.refuse("register.dates-order", "valid_to", **values)
        return start, end

    def items(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds a list."""
        return parts(self.text(column))

    def refuse(self, code: str, column: str, **parameters: str) -> None:
        """Keep that a cell is wrong."""
        self.faults.append(
            Diagnostic(code, {"column": column, **parameters}, place=self.at(column))
        )

    def at(self, column: str) -> Place:
        """Return the place of a cell, its column counted from 1."""
        position = self._columns.index(column) if column in self._columns else 0
        return Place(self.file, self.line, position + 1, column)


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """What the file of a register looks like, how a row becomes an entry, what makes two the same.

    A user's row replaces the shipped row of the same key; any other is added.
    """

    file: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    read: Callable[[Row], T]
    key: Callable[[T], Hashable]


@dataclass(frozen=True, slots=True)
class Register(Generic[T]):
    """The entries of a register in order, the file and line of each, and all that was found."""

    entries: tuple[T, ...]
    origins: tuple[tuple[str, int], ...]
    diagnostics: tuple[Diagnostic, ...]

    def placed(self) -> Iterator[tuple[T, Place]]:
        """Yield each entry with the place of its row."""
        for entry, (file, line) in zip(self.entries, self.origins, strict=True):
            yield entry, Place(file, line, 1)

    def trusted(self) -> tuple[T, ...]:
        """Return the entries; raises Refused with every diagnostic when a row is wrong."""
        if has_errors(self.diagnostics):
            raise Refused(self.diagnostics)
        return self.entries


def overlay_folder(overlay: Path | None = None) -> Path | None:
    """Return the folder of the user's own rows: the one given, else that of KEHOACH_REGISTERS."""
    named = os.environ.get(FOLDER_VARIABLE, "")
    return overlay or (Path(named) if named else None)


def shipped_folder() -> Path:
    """Return the folder of the registers as they are shipped."""
    return resource("data", "registers")


def load(form: Form[T], overlay: Path | None) -> Register[T]:
    """Return a register, the user's rows laid over the shipped ones, with all that is wrong."""
    found: list[Diagnostic] = []
    kept: dict[Hashable, tuple[T, str, int]] = {}
    for path in _files(form, overlay, found):
        mine: dict[Hashable, tuple[T, str, int]] = {}
        for row in _rows(path, form, found):
            entry = form.read(row)
            found += row.faults
            if row.faults:
                continue
            key = form.key(entry)
            if key in mine:
                other = {"other": str(mine[key][2])}
                found.append(Diagnostic("register.duplicate", other, place=row.at(form.columns[0])))
            mine[key] = (entry, row.file, row.line)
        kept |= mine
    return Register(
        tuple(entry for entry, _, _ in kept.values()),
        tuple((file, line) for _, file, line in kept.values()),
        tuple(found),
    )


def parts(text: str) -> tuple[str, ...]:
    """Return the parts of a list in a cell, `a|b|c`."""
    return tuple(part.strip() for part in text.split(LIST_SIGN) if part.strip()) if text else ()


def _files(form: Form[T], overlay: Path | None, found: list[Diagnostic]) -> Iterator[Path]:
    """Yield the shipped file, then the user's where there is one."""
    yield shipped_folder() / form.file
    if overlay is None:
        return
    if not overlay.is_dir():
        found.append(Diagnostic("register.no-folder", place=Place(str(overlay))))
    elif (overlay / form.file).exists():
        yield overlay / form.file


def _rows(path: Path, form: Form[T], found: list[Diagnostic]) -> Iterator[Row]:
    """Yield the rows of a file that are not blank, the header read and judged first."""
    text = _text(path, found)
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _header(path, form, next(reader, []), found)
        line = reader.line_num + 1
        for cells in reader if columns else ():
            if any(cells):
                row = Row(str(path), line, columns, cells)
                if len(cells) > len(columns) or reader.line_num > line:
                    _judge_shape(row, len(columns), cells, reader.line_num)
                yield row
            line = reader.line_num + 1
    except csv.Error:
        found.append(Diagnostic("register.syntax", place=Place(str(path), reader.line_num, 1)))


def _text(path: Path, found: list[Diagnostic]) -> str:
    """Return the text of a file in NFC; what cannot be read gives a diagnostic and no text."""
    code, line = "register.unreadable", 0
    try:
        data = path.read_bytes()
        if len(data) <= MAX_BYTES:
            text = data.decode("utf-8-sig")
            found += _decomposed(path, text)
            return nfc(text)
        code = "register.too-large"
    except UnicodeDecodeError as error:
        code, line = "register.encoding", data[: error.start].count(b"\n") + 1
    except OSError:
        pass
    found.append(Diagnostic(code, place=Place(str(path), line, 1 if line else 0)))
    return ""


def _decomposed(path: Path, text: str) -> Iterator[Diagnostic]:
    """Yield a warning for each line whose letters and accents are separate characters."""
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not unicodedata.is_normalized("NFC", line):
            place = Place(str(path), number, 1)
            yield Diagnostic("register.not-nfc", severity=Severity.WARNING, place=place)


def _header(
    path: Path, form: Form[T], cells: list[str], found: list[Diagnostic]
) -> tuple[str, ...]:
    """Return the names of the columns, or nothing when a needed one is missing."""
    columns = tuple(cell.strip().lower() for cell in cells)
    place = Place(str(path), 1, 1)
    for name in dict.fromkeys(name for name in columns if name):
        if name not in form.columns:
            near = suggestion(name, form.columns) or ", ".join(form.columns)
            known = {"column": name, "near": near}
            found.append(Diagnostic("register.unknown-column", known, Severity.WARNING, place))
        if columns.count(name) > 1:
            found.append(Diagnostic("register.repeated-column", {"column": name}, place=place))
    missing = [name for name in form.required if name not in columns]
    if missing and cells:
        parameters = {"columns": ", ".join(missing)}
        found.append(Diagnostic("register.missing-column", parameters, place=place))
    return () if missing else columns


def _judge_shape(row: Row, width: int, cells: list[str], last_line: int) -> None:
    """Keep that a row has more cells than the header, or a cell that runs over several lines."""
    place = Place(row.file, row.line, 1)
    if any(cells[width:]):
        numbers = {"cells": str(len(cells)), "columns": str(width)}
        row.faults.append(Diagnostic("register.ragged", numbers, place=place))
    if last_line > row.line:
        row.faults.append(Diagnostic("register.line-break", place=place))


@cache
def _date(text: str) -> date | None:
    """Return a date typed day first; registers name a few days thousands of times."""
    return parse_date(text) if text else None
