"""Workbooks for the tests: written by the program, altered as a clerk or another program would."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.diagnostics import Diagnostic, Refused
from generator.plan.model import Cascade, Plan, TargetShare
from generator.plan.source import parse_plan
from generator.plan.workbook import UnitRow, read_workbook, write_workbook

FILE = "xa.xlsx"
OLD_FILE = Path(__file__).parent / "xa.xls"  # ROWS as Excel 97 keeps them, headings in row 3
HEADING = 5
FIRST = 6
PLAN = """\
level: district
issuer: {kind: huyện, name: Hải Hậu, code: "366", parent: {kind: tỉnh, name: Nam Định}}
period: 2022
subject: Giảm nghèo
opening: Thực hiện như sau
sections:
  - {id: muc-tieu, title: Mục tiêu, items: [Giảm nghèo.]}
targets:
  - {id: poor-rate, name: Tỷ lệ hộ nghèo, unit: "%", baseline: "2,50", end: "1,95"}
  - {id: jobs, name: Lao động được đào tạo, unit: người, end: "1.000"}
  - {id: insured, name: Người có thẻ bảo hiểm y tế, unit: "%", end: "100"}
recipients: [UBND tỉnh]
signature: {position: CHỦ TỊCH}
cascade:
  - level: commune
    recipients: [UBND huyện]
    targets: [{id: poor-rate}, {id: jobs}, {id: insured, by: inherit}]
"""
MASTER = parse_plan(PLAN.encode(), "plan.yaml").plan
(CASCADE,) = MASTER.cascade
ROWS = (
    UnitRow(
        "thị trấn", "Yên Định", "14215", Decimal(2_400), Decimal(60), Decimal(7_310),
        {"poor-rate": {"baseline": Decimal("2.5"), "end": Decimal("1.95")},
         "jobs": {"end": Decimal(400)}},
        "Nguyễn Văn An", "PHÓ CHỦ TỊCH", 5, date(2022, 8, 9), "Yên Định",
    ),
    UnitRow(
        "xã", "Hải Nam", "14224", Decimal(1_200), Decimal(30), Decimal(3_905),
        {"poor-rate": {"end": Decimal("1.95")}, "jobs": {"baseline": Decimal(0),
                                                         "end": Decimal(600)}},
    ),
)  # fmt: skip

Change = Callable[[Worksheet], object]


def written(*rows: UnitRow, note: str = "") -> bytes:
    """Return the workbook of some rows, of the two sample rows where none is given."""
    return write_workbook(MASTER, CASCADE, rows or ROWS, note=note)


def read(data: bytes, *, units: tuple[UnitRow, ...] = ()) -> tuple[UnitRow, ...]:
    """Return the rows of a workbook of the sample plan."""
    return read_workbook(data, FILE, MASTER, CASCADE, units=units).rows


def altered(*changes: Change, data: bytes = b"") -> bytes:
    """Return the sample workbook after changes to its first sheet, saved by another program."""
    book = opened(data or written())
    sheet = book.worksheets[0]
    for change in changes:
        change(sheet)
    return saved(book)


def opened(data: bytes) -> Workbook:
    """Return a workbook as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook of openpyxl."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def column(sheet: Worksheet, heading: str) -> int:
    """Return the number of the column of a heading, from 1."""
    values = [str(cell.value) for cell in sheet[HEADING]]
    return 1 + next(i for i, value in enumerate(values) if value.startswith(heading))


def put(heading: str, value: object, *, row: int = FIRST) -> Change:
    """Return a change that writes a value into a row of a column."""

    def change(sheet: Worksheet) -> None:
        sheet.cell(row, column(sheet, heading)).value = value  # type: ignore[assignment]

    return change


def refused(data: bytes, *, units: tuple[UnitRow, ...] = ()) -> tuple[Diagnostic, ...]:
    """Return all that is said about a workbook that is refused."""
    try:
        rows = read(data, units=units)
    except Refused as refusal:
        return refusal.diagnostics
    raise AssertionError(rows)


def told(data: bytes) -> list[str]:
    """Return each finding about a workbook as its code and place."""
    prefix = f"{FILE}, "
    return [f"{d.code.removeprefix('workbook.')}: {d.place.text('vi').removeprefix(prefix)}"
            for d in refused(data)]  # fmt: skip


def replaced(data: bytes, name: str, *changes: tuple[str, str]) -> bytes:
    """Return the zip with pieces of one member's text replaced, each of which must be there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            if member == name:
                for one, other in changes:
                    assert one.encode() in text, one
                    text = text.replace(one.encode(), other.encode())
            new.writestr(member, text)
    return buffer.getvalue()


def with_targets(*shares: TargetShare, plan: Plan = MASTER) -> Cascade:
    """Return the sample cascade with other shares."""
    return plan.cascade[0].model_copy(update={"targets": shares})


def template(root: Path) -> bytes:
    """Return a real Word document."""
    return (root / "templates" / "commune.docx").read_bytes()
