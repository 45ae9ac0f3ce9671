"""The workbook of deadlines, as Excel's own format says it."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from generator.deadlines.listing import Line, Receipt, State
from generator.deadlines.sheet import MOST_SHEETS, sheet
from tests.deadlines.plans import line, owed


def book(lines: list[Line]) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(sheet(lines)))


def test_a_sheet_has_fixed_heads_a_filter_and_real_dates() -> None:
    page = book([line(owed()), line(owed(1, None))])["Tất cả"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:N3"
    assert page["A2"].value == datetime(2027, 12, 15)
    assert page["A2"].number_format == "dd/mm/yyyy"
    assert page["B2"].value == "thứ Tư"
    assert (page["A3"].value, page["J3"].value) == (None, "chậm nhất ngày 15/12/2027")


def test_every_unit_has_its_own_sheet_after_that_of_all() -> None:
    made = book([line(owed(2)), line(owed(1)), line(owed(2, date(2027, 12, 20)))])
    assert made.sheetnames == ["Tất cả", "xã 1", "xã 2"]
    assert [page.max_row for page in made] == [4, 2, 3]
    assert book([line(owed())]).sheetnames == ["Tất cả"]
    many = [line(owed(number)) for number in range(MOST_SHEETS + 1)]
    assert book(many).sheetnames == ["Tất cả"]


def test_names_that_excel_refuses_or_takes_for_the_same_are_changed() -> None:
    names = ["xã A/B:C*?[d]", "XÃ A-B-C--- -D-", "'", "tất cả", "x" * 40, "X" * 40]
    made = book([line(owed(number, unit=name)) for number, name in enumerate(names)])
    folded = {name.casefold() for name in made.sheetnames}
    assert len(folded) == len(made.sheetnames) == len(names) + 1
    same = [line(owed(1, unit="xã Đông")), line(owed(2, unit="xã Đông"))]
    assert book(same).sheetnames == ["Tất cả", "xã Đông 00001", "xã Đông 00002"]


def test_what_looks_like_a_formula_stays_text() -> None:
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "http://x.vn"]
    page = book([line(owed(n, name=text)) for n, text in enumerate(hostile)])["Tất cả"]
    cells = [page.cell(row, 4) for row in range(2, len(hostile) + 2)]
    assert [cell.value for cell in cells] == hostile
    assert {cell.data_type for cell in cells} == {"s"}
    assert [bool(cell.quotePrefix) for cell in cells] == [True] * 5 + [False]
    assert [cell.hyperlink for cell in cells] == [None] * 6


def test_what_came_is_told_with_its_day() -> None:
    receipt = Receipt(date(2027, 12, 14), "Lan")
    page = book([Line(owed(), State.RECEIVED, receipt), Line(owed(1), State.LATE)])["Tất cả"]
    assert [page["M2"].value, page["M3"].value] == ["đã nhận ngày 14/12/2027 (Lan)", "TRỄ HẠN"]


def test_the_same_deadlines_give_the_same_bytes() -> None:
    lines = [line(owed(number)) for number in range(5)]
    assert sheet(lines) == sheet(lines)


def test_the_sheet_of_a_run_holds_all_communes(communes: Path) -> None:
    made = openpyxl.load_workbook(communes / "deadlines.xlsx")
    assert len(made.sheetnames) == 35
    assert made["Tất cả"].max_row == 69
    assert {page.max_row for page in made.worksheets[1:]} == {3}
