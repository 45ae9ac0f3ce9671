"""The sheet of actual figures: written for a clerk, read back without guessing."""

import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.diagnostics import Diagnostic, Refused
from generator.plan.workbook import actuals_workbook, read_actuals
from tests.plan.workbook.sheets import MASTER

FILE = "thuc-hien.xlsx"


def altered(change: Callable[[Worksheet], object]) -> bytes:
    """Return the written sheet as a clerk leaves it."""
    book = openpyxl.load_workbook(io.BytesIO(actuals_workbook(MASTER)))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(**cells: str | float) -> Callable[[Worksheet], object]:
    """Return a change that types values into cells."""

    def change(sheet: Worksheet) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return change


def faults(change: Callable[[Worksheet], object]) -> list[Diagnostic]:
    """Return what is wrong with a sheet."""
    with pytest.raises(Refused) as caught:
        read_actuals(altered(change), FILE, MASTER)
    return list(caught.value.diagnostics)


def test_the_sheet_has_one_row_per_target_with_what_was_planned() -> None:
    book = openpyxl.load_workbook(io.BytesIO(actuals_workbook(MASTER)))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(3, 6, 1, 5, values_only=True)]
    assert rows == [
        ["Mã", "Tên chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện"],
        ["poor-rate", "Tỷ lệ hộ nghèo", "%", "1,95", ""],
        ["jobs", "Lao động được đào tạo", "người", "1.000", ""],
        ["insured", "Người có thẻ bảo hiểm y tế", "%", "100", ""],
    ]
    assert not sheet["E4"].protection.locked
    assert sheet["A4"].protection.locked
    assert actuals_workbook(MASTER) == actuals_workbook(MASTER)


def test_figures_are_read_as_a_vietnamese_reader_reads_them() -> None:
    read = read_actuals(altered(put(E4="2,10%", E5="1.050", E6=99.5)), FILE, MASTER)
    assert read == {"poor-rate": Decimal("2.10"), "jobs": Decimal(1050), "insured": Decimal("99.5")}


def test_a_percentage_typed_as_excel_keeps_it_is_a_percentage() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["E4"] = 0.021
        sheet["E4"].number_format = "0.00%"

    assert read_actuals(altered(change), FILE, MASTER) == {"poor-rate": Decimal("2.1")}


def test_an_empty_cell_is_no_figure() -> None:
    assert read_actuals(actuals_workbook(MASTER), FILE, MASTER) == {}


def test_rows_and_columns_may_be_moved() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_cols(1)
        sheet["F4"], sheet["B4"], sheet["B5"] = 7, "jobs", "poor-rate"

    assert read_actuals(altered(change), FILE, MASTER) == {"jobs": Decimal(7)}


def test_every_fault_is_told_with_sheet_row_and_column() -> None:
    found = faults(put(A4="poor-rates", E4="=1/0", E5="nhiều", A6="jobs", E6=-1, E7=5))
    told = [(d.code, d.place.text()) for d in found]
    assert told == [
        ("workbook.not-calculated", f"{FILE}, Sheet Thực hiện, dòng 4, cột E"),
        ("workbook.unknown-target", f"{FILE}, Sheet Thực hiện, dòng 4, cột A"),
        ("workbook.not-number", f"{FILE}, Sheet Thực hiện, dòng 5, cột E"),
        ("workbook.negative", f"{FILE}, Sheet Thực hiện, dòng 6, cột E"),
        ("workbook.repeated-target", f"{FILE}, Sheet Thực hiện, dòng 6, cột A"),
        ("workbook.actual-without-id", f"{FILE}, Sheet Thực hiện, dòng 7, cột A"),
    ]
    assert all(d.message() and d.hint() for d in found)


def test_a_sheet_without_its_headings_is_refused() -> None:
    assert [d.code for d in faults(put(A3="STT"))] == ["workbook.missing-column"]
    assert [d.code for d in faults(lambda sheet: sheet.delete_rows(3))] == ["workbook.no-headings"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"ma;ten"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_actuals(data, FILE, MASTER)
