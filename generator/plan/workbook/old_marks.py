"""The marks of an old Excel file (.xls, BIFF8), which its reading library does not tell either.

Record numbers and layouts are those of [MS-XLS]; the container's are those of [MS-CFB].
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from generator.plan.workbook.marks import DamagedSheetError, Marks, is_percent_format

_HEADER = 512
_FREE = 0xFFFFFFFA  # sector numbers from here on are no sectors
_ENTRY = 128
_NAMES = ("Workbook", "Book")
_SMALL = 4096
_BIFF8 = 0x0600
_BOF, _EOF, _SHEET, _FONT, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x0031, 0x041E, 0x00E0
_ROW, _FORMULA, _BOOL_OR_ERROR, _NUMBER, _RK, _MANY_RK = 0x0208, 6, 0x0205, 0x0203, 0x027E, 0xBD
_TEXTS = (0x00FD, 0x0204, 0x00D6)
_ROW_HIDDEN, _FONT_STRUCK, _WIDE = 0x20, 0x08, 0x01
_ERROR_RESULT = 2
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class _Record(NamedTuple):
    kind: int
    data: bytes

    def number(self, at: int) -> int:
        """Return the 16 bits at a place."""
        return int(struct.unpack_from("<H", self.data, at)[0])


class _Styles(NamedTuple):
    """Numbers of cell styles: those of percentages, and those that cross out."""

    percents: frozenset[int]
    struck: frozenset[int]


def old_marks(data: bytes) -> dict[str, Marks]:
    """Return the marks of each sheet of a file by the sheet's name.

    Raises DamagedSheetError for a file that is not as Excel 97 to 2003 wrote it.
    """
    try:
        stream = _workbook(data)
        globals_ = list(_records(stream, 0))
        if globals_[0].number(0) != _BIFF8:
            raise DamagedSheetError(globals_[0].number(0))
        styles = _styles(globals_)
        return {
            _text(record.data[6:]): _sheet(stream, struct.unpack_from("<I", record.data)[0], styles)
            for record in globals_
            if record.kind == _SHEET
        }
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise DamagedSheetError(str(error)) from None


def _workbook(data: bytes) -> bytes:
    """Return the stream of the workbook, put together from its sectors."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise DamagedSheetError(size)
    sectors = [data[at : at + size] for at in range(_HEADER, len(data), size)]
    table = _table(data, sectors)
    directory = _chain(sectors, table, struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[at : at + _ENTRY]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[: max(length - 2, 0)].decode("utf-16-le") in _NAMES:
            start, stream = struct.unpack_from("<II", entry, 116)
            if stream < _SMALL:  # Excel fills a workbook up to a length that needs no short sectors
                break
            return _chain(sectors, table, start)[:stream]
    raise DamagedSheetError(_NAMES[0])


def _table(data: bytes, sectors: list[bytes]) -> list[int]:
    """Return for each sector the one that follows it."""
    places = [*struct.unpack_from("<109I", data, 76)]
    further = struct.unpack_from("<I", data, 68)[0]
    for _ in sectors:
        if further >= _FREE:
            break
        *more, further = struct.unpack(f"<{len(sectors[further]) // 4}I", sectors[further])
        places += more
    found: list[int] = []
    for place in places:
        if place < _FREE:
            found += struct.unpack(f"<{len(sectors[place]) // 4}I", sectors[place])
    return found


def _chain(sectors: list[bytes], table: list[int], start: int) -> bytes:
    """Return the sectors that follow one another; a chain that comes back to itself is refused."""
    found: list[bytes] = []
    while start < _FREE:
        if len(found) > len(sectors):
            raise DamagedSheetError(start)
        found.append(sectors[start])
        start = table[start]
    return b"".join(found)


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    """Yield the records from a place to the end of what begins there, parts in it left out."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        record = _Record(kind, stream[at + 4 : at + 4 + length])
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1:
            yield record
        if depth <= 0:
            return


def _styles(records: list[_Record]) -> _Styles:
    formats = {
        record.number(0): _text(record.data[2:], wide_length=True)
        for record in records
        if record.kind == _FORMAT
    }
    fonts = [bool(r.number(2) & _FONT_STRUCK) for r in records if r.kind == _FONT]
    fonts.insert(4, False)  # there is no font 4
    cells = [record for record in records if record.kind == _XF]
    return _Styles(
        frozenset(
            i
            for i, cell in enumerate(cells)
            if is_percent_format(str(cell.number(2)), formats.get(cell.number(2), ""))
        ),
        frozenset(i for i, cell in enumerate(cells) if fonts[cell.number(0)]),
    )


def _sheet(stream: bytes, at: int, styles: _Styles) -> Marks:
    """Return the marks of the sheet that begins at a place."""
    marks = Marks()
    for record in _records(stream, at):
        if record.kind == _ROW and record.number(12) & _ROW_HIDDEN:
            marks.hidden.add(record.number(0))
        for row, column, style in _cells(record):
            if style in styles.struck:
                marks.struck.add((row, column))
            if error := _error(record):
                marks.errors[row, column] = error
            elif style in styles.percents and _is_number(record):
                marks.percents.add((row, column))
    return marks


def _cells(record: _Record) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and style of each cell of a record that holds something."""
    if record.kind == _MANY_RK:
        row, first = record.number(0), record.number(2)
        for index, at in enumerate(range(4, len(record.data) - 2, 6)):
            yield row, first + index, record.number(at)
    elif record.kind in (_FORMULA, _BOOL_OR_ERROR, _NUMBER, _RK, *_TEXTS):
        yield record.number(0), record.number(2), record.number(4)


def _is_number(record: _Record) -> bool:
    """Return whether a cell's value is a number; a formula's is, unless it is marked otherwise."""
    if record.kind == _FORMULA:
        return record.data[12:14] != b"\xff\xff"
    return record.kind in (_NUMBER, _RK, _MANY_RK)


def _error(record: _Record) -> str:
    """Return the error that a cell shows, nothing where it shows none."""
    code = None
    if record.kind == _BOOL_OR_ERROR and record.data[7]:
        code = record.data[6]
    elif record.kind == _FORMULA and record.data[6] == _ERROR_RESULT and not _is_number(record):
        code = record.data[8]
    return "" if code is None else _ERRORS.get(code, "#?")


def _text(data: bytes, *, wide_length: bool = False) -> str:
    """Return a text with its length before it, in letters of one byte or two."""
    length = struct.unpack_from("<H", data)[0] if wide_length else data[0]
    at = 2 if wide_length else 1
    if data[at] & _WIDE:
        return data[at + 1 : at + 1 + 2 * length].decode("utf-16-le")
    return data[at + 1 : at + 1 + length].decode("latin-1")
