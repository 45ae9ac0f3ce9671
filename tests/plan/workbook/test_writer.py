"""The workbook as a clerk gets it: prefilled, guarded, adding up, the same bytes every time."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from generator.plan.model import Cascade, Level, Plan
from generator.plan.source import read_plan
from generator.plan.workbook import MADE_UP, UnitRow, register_units, write_workbook
from generator.plan.workbook.columns import sheet_columns
from tests.command import ROOT
from tests.plan.workbook.sheets import (
    CASCADE,
    FIRST,
    HEADING,
    MASTER,
    ROWS,
    column,
    opened,
    written,
)

SHEET = opened(written(note=MADE_UP)).worksheets[0]
HEADINGS = [str(cell.value) for cell in SHEET[HEADING]]
SUM, WHOLE = 3, 4


def checks_of(heading: str) -> DataValidation:
    """Return what Excel checks in the first cell of a column."""
    cell = SHEET.cell(FIRST, column(SHEET, heading)).coordinate
    found: list[DataValidation] = [
        check for check in SHEET.data_validations.dataValidation if cell in check.sqref
    ]
    return found[0]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert written() == written()


def test_the_headings_are_those_of_the_plan_in_vietnamese() -> None:
    assert HEADINGS == [
        "Mã đơn vị", "Loại đơn vị", "Tên đơn vị", "Số hộ", "Số hộ nghèo", "Dân số",
        "Tỷ lệ hộ nghèo – đầu kỳ (%)", "Tỷ lệ hộ nghèo – cuối kỳ (%)",
        "Lao động được đào tạo – đầu kỳ (người)", "Lao động được đào tạo – cuối kỳ (người)",
        "Số kế hoạch", "Ngày ban hành", "Địa danh", "Chức vụ người ký", "Người ký",
    ]  # fmt: skip


def test_two_targets_of_one_name_have_different_headings() -> None:
    targets = [t.model_copy(update={"name": "Số lượng", "unit": "hộ"}) for t in MASTER.targets]
    columns = sheet_columns(MASTER.model_copy(update={"targets": tuple(targets)}), CASCADE)
    assert len({key for c in columns for key in c.keys[:1]}) == len(columns)


def test_the_sheet_is_named_after_the_level_and_followed_by_instructions() -> None:
    assert opened(written()).sheetnames == ["Xã", "Hướng dẫn"]
    districts = CASCADE.model_copy(update={"level": Level.DISTRICT})
    data = write_workbook(MASTER, districts, [UnitRow("huyện", "Hải Hậu")])
    assert opened(data).sheetnames == ["Đơn vị", "Hướng dẫn"]


def test_the_instructions_explain_every_column() -> None:
    guide = opened(written()).worksheets[1]
    told = {str(cell.value) for cell in guide["A"]}
    assert set(HEADINGS) <= told
    assert any("minh họa" in str(cell.value) for cell in guide["B"])


def test_the_note_of_made_up_figures_stands_above_the_table_only_when_asked_for() -> None:
    assert SHEET["A2"].value == MADE_UP
    assert opened(written()).worksheets[0]["A2"].value is None


def test_headings_are_locked_without_a_password_and_data_cells_are_open() -> None:
    assert SHEET.protection.sheet
    assert SHEET.protection.password is None
    assert all(cell.protection.locked for cell in SHEET[HEADING])
    assert not any(cell.protection.locked for cell in SHEET[FIRST])
    assert not SHEET.column_dimensions["A"].protection.locked


def test_what_stands_above_and_left_of_the_figures_stays_in_sight() -> None:
    assert SHEET.freeze_panes == f"D{FIRST}"


def test_codes_are_text_and_dates_are_dates() -> None:
    code, day = SHEET.cell(FIRST, 1), SHEET.cell(FIRST, column(SHEET, "Ngày ban hành"))
    assert (code.value, code.number_format, code.data_type) == ("14215", "@", "s")
    assert (day.data_type, day.number_format) == ("d", "dd/mm/yyyy")


def test_the_kind_is_chosen_from_those_of_the_level() -> None:
    check = checks_of("Loại đơn vị")
    assert (check.type, check.formula1) == ("list", '"xã,phường,thị trấn,đặc khu"')


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Số hộ nghèo", "whole"), ("Tỷ lệ", "decimal"), ("Lao động", "whole"),
     ("Số kế hoạch", "whole"), ("Ngày ban hành", "date")],
)  # fmt: skip
def test_figures_and_dates_are_checked_with_a_message_before_and_after(
    heading: str, kind: str
) -> None:
    check = checks_of(heading)
    assert check.type == kind
    assert check.prompt
    assert check.error


def test_the_sums_stand_over_the_masters_figures_and_turn_red_when_they_differ() -> None:
    rules = {
        str(area.sqref): rule.formula[0]
        for area in SHEET.conditional_formatting
        for rule in area.rules
    }
    jobs = column(SHEET, "Lao động được đào tạo – cuối kỳ")
    cell = SHEET.cell(SUM, jobs)
    assert cell.value == "=SUM(J$6:J$5005)"
    assert SHEET.cell(WHOLE, jobs).value == 1000
    assert rules[cell.coordinate] == ("AND(COUNT(J$6:J$5005)>0,IFERROR(ROUND(J$3-J$4,6)<>0,TRUE))")
    assert set(rules) == {"G3", "H3", "J3"}


def test_a_percentage_is_averaged_by_its_weight_to_the_decimals_of_the_master() -> None:
    cell = SHEET.cell(SUM, column(SHEET, "Tỷ lệ hộ nghèo – cuối kỳ"))
    assert "SUMPRODUCT(H$6:H$5005,D$6:D$5005)/SUM(D$6:D$5005),2)" in str(cell.value)


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    for text in ("=1+1", "+84", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://a.vn"):
        sheet = opened(written(replace(ROWS[0], signer=text))).worksheets[0]
        cell = sheet.cell(FIRST, column(sheet, "Người ký"))
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.hyperlink is None


def test_no_member_of_the_file_carries_the_time_of_its_making() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


@pytest.mark.parametrize(("name", "count"), [("hai-hau-2022", 34), ("ha-tinh-2027", 69)])
def test_the_register_gives_the_units_of_a_shipped_master(name: str, count: int) -> None:
    plan = read_plan(ROOT / "data" / "plans" / f"{name}.yaml").plan
    units = register_units(plan, plan.cascade[0])
    assert len(units) == len({unit.code for unit in units}) == count


def test_the_register_gives_nothing_for_an_issuer_it_does_not_know() -> None:
    issuer = MASTER.issuer.model_copy(update={"name": "Không Có", "code": None})
    assert register_units(MASTER.model_copy(update={"issuer": issuer}), CASCADE) == ()


def test_a_sheet_without_units_can_be_written() -> None:
    plan: Plan = MASTER
    cascade: Cascade = CASCADE
    sheet = opened(write_workbook(plan, cascade, [])).worksheets[0]
    assert sheet.max_row == HEADING


def test_weights_that_are_not_known_yet_leave_the_average_empty() -> None:
    row = replace(ROWS[0], households=None, figures={"poor-rate": {"end": Decimal(2)}})
    assert opened(written(row)).worksheets[0].cell(SUM, 8).data_type == "f"


def test_the_longest_heading_is_seen_whole_and_cells_to_fill_have_lines() -> None:
    height = SHEET.row_dimensions[HEADING].height
    assert height is not None
    assert height >= 3 * 15
    assert SHEET.cell(FIRST, column(SHEET, "Số hộ")).border.bottom.style == "thin"


def test_the_instructions_fit_the_width_of_a_page() -> None:
    guide = opened(written()).worksheets[1]
    assert guide.page_setup.fitToHeight in (0, "0", False)
    assert guide.page_setup.orientation == "landscape"


def test_a_hint_says_what_the_units_have_to_come_to() -> None:
    assert checks_of("Tỷ lệ hộ nghèo – cuối").prompt == (
        "Tính bằng %: ghi 1,95, không gõ dấu %. Bình quân theo số hộ phải bằng 1,95."
    )
    assert checks_of("Lao động được đào tạo – cuối").prompt == (
        "Số nguyên, không âm. Cộng các đơn vị phải bằng 1.000."
    )
