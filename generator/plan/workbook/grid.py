"""The cells of an Excel file: opened with bounds, with what its reading library does not tell."""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from generator.diagnostics import Diagnostic, Place, Refused
from generator.plan.workbook.columns import HEADING_ROWS, MAX_ROWS
from generator.plan.workbook.marks import (
    WORKBOOK,
    DamagedSheetError,
    Marks,
    marks_of,
    needed_members,
    sheet_members,
)
from generator.plan.workbook.old import OldFileError, old_sheets
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
T = TypeVar("T")
Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its cells from A1 on, its merged ranges, its errors; counted from 0."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merged, ...] = ()
    marks: Marks = field(default_factory=Marks)


class Book:
    """An Excel file whose visible sheets are read when they are asked for."""

    def __init__(self, data: bytes, file: str) -> None:
        """Open the file; raises Refused when it is none, has a password, or is too large."""
        self._file = file
        self._cause = _cause(data)
        self._grids: dict[str, Grid] = {}
        if len(data) > MAX_BYTES:
            raise Refused([Diagnostic("workbook.too-large", place=Place(file))])
        if data.startswith(_OLE):
            self._grids = {grid.name: grid for grid in self._trusted(lambda: _old_grids(data))}
            self.names = tuple(self._grids)
        else:
            self._members = _members(data, file)
            self._xml = self._trusted(lambda: sheet_members(self._members))
            self._book = self._trusted(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
            self.names = tuple(
                sheet.name
                for sheet in self._book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
                and sheet.visible == SheetVisibleEnum.Visible
            )

    def grid(self, name: str) -> Grid:
        """Return the cells of a sheet; raises Refused when it is damaged or reaches too far."""
        if name in self._grids:
            self._refuse_vast(name, *self._grids[name].marks.extent)
            return self._grids[name]
        marks = self._trusted(lambda: marks_of(self._members, self._xml.get(name, "")))
        self._refuse_vast(name, *marks.extent)
        sheet = self._trusted(lambda: self._book.get_sheet_by_name(name))
        rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        return Grid(name, rows, tuple(sheet.merged_cell_ranges or ()), marks)

    def _trusted(self, read: Callable[[], T]) -> T:
        """Return what reading gives; raises Refused when the file turns out to be damaged."""
        try:
            return read()
        except PasswordError:
            code = "workbook.password"
        except OldFileError as error:
            code = "workbook.password" if error.password else self._cause
        except (CalamineError, DamagedSheetError, ValueError, OSError):
            code = self._cause
        raise Refused([Diagnostic(code, place=Place(self._file))])

    def _refuse_vast(self, name: str, height: int, width: int) -> None:
        """Refuse a sheet with a cell so far out that all before it would fill the memory."""
        if height > MAX_HEIGHT:
            place = Place(self._file, sheet=name, part=(("row", height),))
            raise Refused([too_many_rows(place)])
        if width > MAX_COLUMNS:
            place = Place(self._file, sheet=name, part=(("column", width),))
            raise Refused(
                [Diagnostic("workbook.too-wide", {"limit": str(MAX_COLUMNS)}, place=place)]
            )


def too_many_rows(place: Place) -> Diagnostic:
    """Return what is said about a sheet of too many rows."""
    return Diagnostic("workbook.too-many-rows", {"limit": format_number(MAX_ROWS)}, place=place)


def _old_grids(data: bytes) -> list[Grid]:
    """Return the sheets of an .xls, whose errors look like empty cells."""
    return [
        Grid(name, rows, tuple(merged), Marks(extent=[height, width]))
        for name, height, width, rows, merged in old_sheets(data)
    ]


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
