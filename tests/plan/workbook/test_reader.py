"""Reading a workbook back: whatever Excel and a clerk did to it that leaves its meaning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from generator.plan.fields import FIRST_YEAR, LAST_YEAR
from generator.plan.model import Plan
from generator.plan.workbook import UnitRow, read_workbook, register_units, write_workbook
from generator.vietnamese import nfc
from tests.plan.workbook.sheets import (
    CASCADE,
    FILE,
    FIRST,
    HEADING,
    MASTER,
    OLD_FILE,
    ROWS,
    altered,
    column,
    opened,
    put,
    read,
    saved,
    written,
)

UNITS = register_units(MASTER, CASCADE)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
COUNTS = st.integers(0, 10**9).map(Decimal)
RATES = st.decimals(0, 100, places=2)
FIGURES = {
    name: st.fixed_dictionaries({}, optional={"baseline": values, "end": values})
    for name, values in (("poor-rate", RATES), ("jobs", COUNTS))
}


def plain(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """Return the rows without the places where they stood."""
    return [replace(row, sheet="", row=0) for row in rows]


@st.composite
def unit_rows(draw: st.DrawFn) -> list[UnitRow]:
    """Draw rows of some communes of the register."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, unique_by=lambda u: u.code))
    weights = st.tuples(COUNTS, COUNTS, COUNTS).map(sorted)
    return [
        replace(
            unit,
            poor_households=draw(st.sampled_from([None, poor])),
            households=draw(st.sampled_from([None, all_])),
            population=draw(st.sampled_from([None, people])),
            figures={name: figures for name in FIGURES if (figures := draw(FIGURES[name]))},
            signer=draw(WORDS),
            position=draw(WORDS),
            seat=draw(WORDS),
            number=draw(st.none() | st.integers(1, 99_999)),
            issued_on=draw(st.none() | st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))),
        )
        for unit in units
        for poor, all_, people in [draw(weights)]
    ]


@given(unit_rows())
def test_what_was_written_is_read_back(rows: list[UnitRow]) -> None:
    composed = [
        replace(r, signer=nfc(r.signer), position=nfc(r.position), seat=nfc(r.seat)) for r in rows
    ]
    assert plain(read(written(*rows))) == composed


def test_a_row_knows_its_sheet_and_its_number_in_excel() -> None:
    assert [(row.sheet, row.row) for row in read(written())] == [("Xã", 6), ("Xã", 7)]


def test_another_program_may_save_the_file() -> None:
    assert plain(read(altered())) == list(ROWS)


def test_columns_may_stand_in_another_order_under_restyled_headings() -> None:
    def mirrored(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=HEADING):
            values = [(cell.value, cell.number_format) for cell in row]
            for cell, (value, form) in zip(row, reversed(values), strict=True):
                cell.value, cell.number_format = value, form
        for cell in sheet[HEADING]:
            cell.value = f"  {str(cell.value).upper().replace(' ', chr(10))} "
            cell.fill = PatternFill("solid", "FFFF00")

    assert plain(read(altered(mirrored))) == list(ROWS)


def test_headings_without_accents_are_found() -> None:
    data = altered(put("Số hộ nghèo", "SO HO NGHEO", row=HEADING))
    assert read(data)[0].poor_households == 60


def test_the_headings_may_begin_in_the_twentieth_row() -> None:
    assert [r.row for r in read(altered(lambda sheet: sheet.insert_rows(1, 15)))] == [21, 22]


def test_a_clerks_own_column_is_not_read() -> None:
    def noted(sheet: Worksheet) -> None:
        sheet.insert_cols(1)
        sheet["A5"], sheet["A6"], sheet["A30"] = "Ghi chú", "đã gọi điện", "xong"

    assert plain(read(altered(noted))) == list(ROWS)


def test_a_renamed_sheet_among_others_is_found() -> None:
    book = opened(written())
    book.worksheets[0].title = "Số liệu"
    book.create_sheet("Nháp", 0)["A1"] = "nháp"
    assert [row.sheet for row in read(saved(book))] == ["Số liệu", "Số liệu"]


def test_empty_rows_and_sums_are_no_units() -> None:
    def summed(sheet: Worksheet) -> None:
        sheet.insert_rows(FIRST + 1, 3)
        sheet.cell(20, 3).value, sheet.cell(20, 4).value = "TỔNG CỘNG", 3600
        sheet.cell(21, 1).value, sheet.cell(21, 4).value = "Cộng", 3600

    assert [row.name for row in read(altered(summed))] == ["Yên Định", "Hải Nam"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.234", 1234), ("1 234", 1234), ("1\u00a0234", 1234), (1234.0, 1234), ("02500", 2500),
     (0.1 + 1233.9, 1234)],
)  # fmt: skip
def test_a_number_of_households_is_read_as_excel_or_a_vietnamese_writes_it(
    typed: object, value: int
) -> None:
    assert read(altered(put("Số hộ", typed)))[0].households == value


@pytest.mark.parametrize("typed", ["1,95", "1,95%", "1,95 %", 1.95, "\u20091,95"])
def test_a_percentage_is_read_with_or_without_its_sign(typed: object) -> None:
    row = read(altered(put("Tỷ lệ hộ nghèo – cuối", typed)))[0]
    assert row.figures["poor-rate"]["end"] == Decimal("1.95")


def test_a_percentage_that_excel_keeps_as_hundredths_is_read_as_it_is_seen() -> None:
    def percent(sheet: Worksheet) -> None:
        cell = sheet.cell(FIRST, column(sheet, "Tỷ lệ hộ nghèo – cuối"))
        cell.value, cell.number_format = 0.0195, "0.00%"

    assert read(altered(percent))[0].figures["poor-rate"]["end"] == Decimal("1.95")


def test_the_noise_of_binary_fractions_is_not_read() -> None:
    row = read(altered(put("Tỷ lệ hộ nghèo – cuối", 0.1 + 0.2)))[0]
    assert str(row.figures["poor-rate"]["end"]) == "0.3"


@pytest.mark.parametrize("typed", [14215, 14215.0, " 14215 ", "14215"])
def test_a_code_may_have_become_a_number(typed: object) -> None:
    assert read(altered(put("Mã đơn vị", typed)))[0].code == "14215"


def test_a_code_gets_back_the_zeros_that_excel_took() -> None:
    units = (UnitRow("xã", "Ba Đình", "00123"),)
    issuer = MASTER.issuer.model_copy(update={"name": "Không Có", "code": None})
    master: Plan = MASTER.model_copy(update={"issuer": issuer})
    data = altered(put("Mã đơn vị", 123), data=write_workbook(master, CASCADE, units))
    (row,) = read_workbook(data, FILE, master, CASCADE, units=units).rows
    assert row.code == "00123"


def test_a_unit_without_its_code_is_known_by_kind_and_name() -> None:
    changes = (put("Mã", None), put("Loại", "TT."), put("Tên", "  yên  ĐỊNH "))
    row = read(altered(*changes))[0]
    assert (row.code, row.kind, row.name) == ("14215", "thị trấn", "Yên Định")


@pytest.mark.parametrize("kind", ["xã", "Xã", "X.", None])
def test_a_kind_may_be_short_or_stand_before_the_name(kind: str | None) -> None:
    changes = (put("Mã", None), put("Loại", kind), put("Tên", "Xã Hải Hưng"))
    assert read(altered(*changes))[0].full_name == "xã Hải Hưng"


def test_units_that_no_register_knows_are_taken_as_they_are_typed() -> None:
    issuer = MASTER.issuer.model_copy(update={"name": "Không Có", "code": None})
    master: Plan = MASTER.model_copy(update={"issuer": issuer})
    rows = (UnitRow("phường", "Phương Liên"), UnitRow("xã", "Phường Đông", "007"))
    data = write_workbook(master, CASCADE, rows)
    assert [r.name for r in read_workbook(data, FILE, master, CASCADE).rows] == [
        "Phương Liên",
        "Phường Đông",
    ]


@pytest.mark.parametrize(
    "typed", [datetime(2022, 8, 9, 14, 30), date(2022, 8, 9), "09/8/2022", "9-8-2022", "2022-08-09"]
)
def test_a_day_may_be_a_date_with_its_hour_or_a_text(typed: object) -> None:
    assert read(altered(put("Ngày ban hành", typed)))[0].issued_on == date(2022, 8, 9)


@pytest.mark.parametrize("typed", [5, 5.0, "5", "05", "05/KH-UBND"])
def test_the_number_of_a_plan_may_carry_its_zero_and_symbol(typed: object) -> None:
    assert read(altered(put("Số kế hoạch", typed)))[0].number == 5


def test_names_are_composed_and_on_one_line() -> None:
    typed = "Nguye\u0302\u0303n\nVăn  An"
    assert read(altered(put("Người ký", typed)))[0].signer == "Nguyễn Văn An"


def test_an_old_xls_file_is_read() -> None:
    assert plain(read(OLD_FILE.read_bytes())) == list(ROWS)
