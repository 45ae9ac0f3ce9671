"""The cells of an Excel file: opened with bounds, with what its reading library does not tell."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from generator.diagnostics import Diagnostic, Place, Refused
from generator.plan.workbook.columns import HEADING_ROWS, MAX_ROWS
from generator.plan.workbook.isolated import RawSheet, UnreadableError, read_sheets
from generator.plan.workbook.marks import (
    WORKBOOK,
    DamagedSheetError,
    Marks,
    marks_of,
    needed_members,
    sheet_members,
)
from generator.plan.workbook.old_marks import old_marks
from generator.vietnamese import format_number

MAX_BYTES = 20_000_000
MAX_MEMBERS = 2_000
MAX_UNPACKED = 150_000_000
MAX_COLUMNS = 1_000
MAX_HEIGHT = HEADING_ROWS + MAX_ROWS + 100

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_WORD = "WordDocument".encode("utf-16-le")
_ZIP_WORD = "word/document.xml"

Cell = str | int | float | bool | date | time | timedelta
Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its cells from A1 on, its merged ranges, its errors; counted from 0."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merged, ...] = ()
    marks: Marks = field(default_factory=Marks)


class Book:
    """An Excel file: its visible sheets, read within bounds."""

    def __init__(self, data: bytes, file: str) -> None:
        """Read the file; raises Refused when it is none, has a password, or is too large."""
        self._file = file
        if len(data) > MAX_BYTES:
            raise Refused([Diagnostic("workbook.too-large", place=Place(file))])
        self._members = {} if data.startswith(_OLE) else _members(data, file)
        try:
            self._marks = {
                name: marks_of(self._members, member)
                for name, member in sheet_members(self._members).items()
            }
            vast = {name for name, marks in self._marks.items() if _is_vast(marks.extent)}
            sheets = read_sheets(data, skipped=vast)
            if data.startswith(_OLE):
                self._marks = _old_marks(data, sheets)
        except UnreadableError as error:
            code = "workbook.password" if error.locked else _cause(data)
            raise Refused([Diagnostic(code, place=Place(file))]) from None
        except ValueError:
            raise Refused([Diagnostic("workbook.not-excel", place=Place(file))]) from None
        self._sheets = {sheet[0]: sheet for sheet in sheets}
        self.names = tuple(self._sheets)

    def grid(self, name: str) -> Grid:
        """Return the cells of a sheet; raises Refused when it reaches too far out."""
        _, height, width, rows, merged = self._sheets[name]
        marks = self._marks.get(name) or Marks(extent=[height, width])
        self._refuse_vast(name, *marks.extent)
        return Grid(name, rows, tuple(merged), marks)

    def is_near(self, name: str) -> bool:
        """Return whether a sheet reaches no farther out than is read."""
        _, height, width, _, _ = self._sheets[name]
        marks = self._marks.get(name)
        return not _is_vast(marks.extent if marks else (height, width))

    def _refuse_vast(self, name: str, height: int, width: int) -> None:
        """Refuse a sheet with a cell so far out that all before it would fill the memory."""
        if height > MAX_HEIGHT:
            place = Place(self._file, sheet=name, part=(("row", height),))
            raise Refused([too_many_rows(place)])
        if width > MAX_COLUMNS:
            place = Place(self._file, sheet=name, part=(("column", width),))
            limit = {"limit": format_number(MAX_COLUMNS)}
            raise Refused([Diagnostic("workbook.too-wide", limit, place=place)])


def _old_marks(data: bytes, sheets: Sequence[RawSheet]) -> dict[str, Marks]:
    """Return the marks of the sheets that were read of an .xls file, each as large as it is."""
    found = old_marks(data)
    if lacking := {sheet[0] for sheet in sheets} - found.keys():
        raise DamagedSheetError(lacking)
    for name, height, width, _, _ in sheets:
        found[name].extent[:] = height, width
    return found


def _is_vast(extent: Sequence[int]) -> bool:
    return extent[0] > MAX_HEIGHT or extent[1] > MAX_COLUMNS


def too_many_rows(place: Place) -> Diagnostic:
    """Return what is said about a sheet of too many rows."""
    return Diagnostic("workbook.too-many-rows", {"limit": format_number(MAX_ROWS)}, place=place)


def _cause(data: bytes) -> str:
    """Return why a file that cannot be read is likely none of Excel's."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return "workbook.password"
    if data.startswith(_OLE) and _OLE_WORD in data:
        return "workbook.word-document"
    return "workbook.not-excel"


def _members(data: bytes, file: str) -> dict[str, bytes]:
    """Return the members that are looked into by name, in small letters.

    Every member is unpacked once within the size it declares, so that none can unfold later.
    """
    code = "workbook.not-excel"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = [info.filename.lower() for info in infos]
            if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_UNPACKED:
                code = "workbook.too-large"
            elif _ZIP_WORD in names:
                code = "workbook.word-document"
            elif WORKBOOK in names and len(set(names)) == len(names) and not archive.testzip():
                wanted = needed_members()
                pairs = zip(names, infos, strict=True)
                return {name: archive.read(info) for name, info in pairs if wanted.fullmatch(name)}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError,
            EOFError, ValueError, OSError, zlib.error):  # fmt: skip
        pass
    raise Refused([Diagnostic(code, place=Place(file))])
