"""What a clerk does to the sheet that could end in a wrong figure: refused, or at least told."""

import contextlib
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from generator.diagnostics import Diagnostic, Refused
from generator.messages import LANGUAGES
from generator.plan.model import TargetShare
from generator.plan.source import parse_plan
from generator.plan.workbook import UnitRow, read_workbook, write_workbook
from generator.plan.workbook.columns import Content, is_rate, is_sum, sheet_columns
from generator.plan.workbook.marks import DamagedSheetError
from generator.plan.workbook.old_marks import old_marks
from tests.plan.workbook.sheets import (
    CASCADE,
    FILE,
    FIRST,
    MASTER,
    PLAN,
    ROWS,
    Change,
    altered,
    column,
    opened,
    put,
    read,
    refused,
    saved,
    told,
    with_targets,
    written,
)

FOLDER = Path(__file__).parent
POOR, JOBS = "Tỷ lệ hộ nghèo – cuối", "Lao động được đào tạo – cuối"
MONEY = '  - {id: money, name: Vốn vay, unit: triệu đồng, end: "2.000"}\nrecipients:'
LENDING = parse_plan(PLAN.replace("recipients:", MONEY, 1).encode(), "plan.yaml").plan
LOANS = with_targets(TargetShare(id="money"), plan=LENDING)


def warnings(data: bytes) -> list[Diagnostic]:
    """Return what is told about a sheet that is read, without the units that it lacks."""
    found = read_workbook(data, FILE, MASTER, CASCADE).diagnostics
    return [d for d in found if d.code != "workbook.units-lacking"]


def labelled(place: int, label: str) -> Change:
    """Return a change that writes a sum under the table, its label in a column."""

    def change(sheet: Worksheet) -> None:
        sheet.cell(20, place, label)
        sheet.cell(20, 4, 3600)

    return change


def loan(typed: object) -> Decimal | str:
    """Return what is read from a cell of money, or why it is refused."""
    data = altered(put("Vốn vay – cuối", typed), data=write_workbook(LENDING, LOANS, ROWS))
    try:
        return read_workbook(data, FILE, LENDING, LOANS).rows[0].figures["money"]["end"]
    except Refused as refusal:
        return refusal.diagnostics[0].code


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", Decimal("1234.5")),
        ("1 234 567", Decimal(1234567)),
        ("1\u00a0234,5", Decimal("1234.5")),
        ("0,550", Decimal("0.550")),
        ("1,2345", Decimal("1.2345")),
        ("1,234", "workbook.doubtful-number"),
        ("12,500", "workbook.doubtful-number"),
        ("1,234.5", "workbook.not-number"),
        ("1,234,567", "workbook.not-number"),
        ("1000 1200", "workbook.not-number"),
        ("12 34", "workbook.not-number"),
        ("1 2345", "workbook.not-number"),
    ],
)
def test_a_number_that_two_readers_read_differently_is_refused(
    typed: str, value: Decimal | str
) -> None:
    assert loan(typed) == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1.950", "doubtful-number"), ("12.345", "doubtful-number"), (195, "over-hundred"),
     ("195", "over-hundred"), (1950.0, "over-hundred"), ("1.95", "not-number")],
)  # fmt: skip
def test_a_percentage_is_never_read_as_thousands(typed: object, code: str) -> None:
    assert told(altered(put(POOR, typed))) == [f"{code}: Sheet Xã, dòng 6, cột H"]


def test_a_percentage_may_exceed_a_hundred_where_the_masters_does() -> None:
    plan = parse_plan(PLAN.replace('end: "100"', 'end: "120"').encode(), "plan.yaml").plan
    cascade = with_targets(TargetShare(id="insured"), plan=plan)
    rows = [UnitRow("xã", "Hải Nam", "14224", figures={"insured": {"end": Decimal(130)}})]
    read_back = read_workbook(write_workbook(plan, cascade, rows), FILE, plan, cascade).rows
    assert read_back[0].figures == rows[0].figures


def test_people_are_whole_and_money_is_not() -> None:
    for typed in (1.234, "12,5", 0.5):
        assert told(altered(put(JOBS, typed))) == ["not-whole: Sheet Xã, dòng 6, cột J"]
    assert loan(1.25) == Decimal("1.25")


def test_a_number_shown_with_a_percent_sign_is_no_count() -> None:
    def shown(sheet: Worksheet) -> None:
        for heading in ("Số hộ", JOBS):
            cell = sheet.cell(FIRST, column(sheet, heading))
            cell.value, cell.number_format = 20, "0%"

    assert told(altered(shown)) == [
        "percent-in-number: Sheet Xã, dòng 6, cột D",
        "percent-in-number: Sheet Xã, dòng 6, cột J",
    ]


def test_a_part_that_is_greater_than_its_whole_stands_in_the_wrong_column() -> None:
    swapped = (put("Số hộ", 60), put("Số hộ nghèo", 2400))
    (found,) = refused(altered(*swapped))
    assert found.place.text("vi") == f"{FILE}, Sheet Xã, dòng 6, cột E"
    assert found.message("vi") == "Cột 'Số hộ nghèo' ghi 2.400, lớn hơn cột 'Số hộ' (60)."
    assert told(altered(put("Dân số", 2000))) == ["more-than: Sheet Xã, dòng 6, cột D"]


def test_a_row_that_is_crossed_out_is_neither_read_nor_dropped() -> None:
    def struck(sheet: Worksheet) -> None:
        for cell in sheet[FIRST + 1]:
            cell.font = Font(strike=True)

    assert told(altered(struck)) == ["struck: Sheet Xã, dòng 7, cột A"]


def test_rows_that_a_filter_hides_are_read_and_told() -> None:
    def hidden(sheet: Worksheet) -> None:
        sheet.row_dimensions[FIRST + 1].hidden = True
        sheet.row_dimensions[FIRST + 9].hidden = True

    data = altered(hidden)
    assert len(read(data)) == 2
    (found,) = warnings(data)
    assert found.message("vi") == "Các dòng đang bị ẩn (hoặc bị lọc) vẫn được đọc: 7."


def test_units_of_the_register_without_a_row_are_told() -> None:
    (found,) = read_workbook(written(), FILE, MASTER, CASCADE).diagnostics
    assert found.message("vi").startswith("Bảng thiếu 32 đơn vị trong danh mục: thị trấn Cồn, ")
    assert found.message("vi").endswith(", ….")


def test_a_copy_of_the_sheet_is_told_and_two_of_unknown_name_are_refused() -> None:
    book = opened(written())
    book.copy_worksheet(book.worksheets[0]).title = "Xã (2)"
    (found,) = warnings(saved(book))
    assert found.parameters == {"sheet": "Xã (2)", "read": "Xã"}
    book.worksheets[0].title = "Xã cũ"
    (found,) = refused(saved(book))
    assert (found.code, found.parameters["sheets"]) == ("workbook.several-sheets", "Xã cũ, Xã (2)")


def test_a_sheet_of_last_year_is_told_by_its_title() -> None:
    def aged(sheet: Worksheet) -> None:
        sheet["A1"] = str(sheet["A1"].value).replace("2022", "2021")

    (found,) = warnings(altered(aged))
    assert found.code == "workbook.other-plan"
    assert found.place.text("vi") == f"{FILE}, Sheet Xã, dòng 1, cột A"
    assert warnings(altered(lambda sheet: sheet.insert_rows(1, 3))) == []


@pytest.mark.parametrize("typed", [date(1922, 1, 5), date(1900, 1, 1), "05/01/2210"])
def test_a_day_of_another_century_is_no_day(typed: object) -> None:
    assert told(altered(put("Ngày ban hành", typed))) == ["bad-date: Sheet Xã, dòng 6, cột L"]


@pytest.mark.parametrize(
    "label",
    ["Tổng cộng:", "TỔNG SỐ", "Cộng (34 xã)", "Tổng 34 đơn vị", "Tổng cộng toàn huyện", "Toàn tỉnh",
     "Cộng toàn huyện", "Theo kế hoạch này"],
)  # fmt: skip
def test_rows_of_sums_are_known_by_their_labels_wherever_these_stand(label: str) -> None:
    for place in (1, 2, 3):
        assert len(read(altered(labelled(place, label)))) == 2


@pytest.mark.parametrize("name", ["Cộng Hòa", "Tổng Cọt", "Cộng Hiền", "Toàn Thắng", "Tổng Đội"])
def test_a_commune_whose_name_begins_like_a_sum_is_no_sum(name: str) -> None:
    assert not is_sum(name)


def test_the_label_of_the_sums_may_stand_in_merged_cells() -> None:
    def summed(sheet: Worksheet) -> None:
        sheet["A20"], sheet["D20"] = "Tổng cộng", 3600
        sheet.merge_cells("A20:C20")

    assert len(read(altered(summed))) == 2


@pytest.mark.parametrize(
    ("typed", "name"),
    [("TT Cồn", "Cồn"), ("TT. Cồn", "Cồn"), ("T.T Cồn", "Cồn"), ("TT.Cồn", "Cồn"),
     ("THỊ TRẤN CỒN", "Cồn"), ("X. Hải Hưng", "Hải Hưng"), ("X.Hải Hưng", "Hải Hưng"),
     ("UBND xã Hải Hưng", "Hải Hưng"), ("Hải Hoà", "Hải Hòa"), ("hai hoa", "Hải Hòa"),
     (unicodedata.normalize("NFD", "Hải Hưng"), "Hải Hưng")],
)  # fmt: skip
def test_a_name_may_carry_its_kind_in_short_and_lack_accents(typed: str, name: str) -> None:
    changes = (put("Mã", None), put("Loại", None), put("Tên", typed))
    assert read(altered(*changes))[0].name == name


@pytest.mark.parametrize("typed", ["Hải Hùng", "Hải Hưng (mới)", "Hài Hưng", "Hải Hưng 2"])
def test_a_name_with_other_accents_or_words_is_another_name(typed: str) -> None:
    (found,) = refused(altered(put("Mã", None), put("Loại", "xã"), put("Tên", typed)))
    assert (found.code, found.parameters["near"]) == ("workbook.unknown-unit", "xã Hải Hưng")
    (found,) = refused(altered(put("Mã", "14239"), put("Loại", "xã"), put("Tên", typed)))
    assert found.code == "workbook.code-differs"


def test_a_short_kind_is_taken_off_the_name_of_a_unit_that_no_register_knows() -> None:
    issuer = MASTER.issuer.model_copy(update={"name": "Không Có", "code": None})
    master = MASTER.model_copy(update={"issuer": issuer})
    rows = [
        UnitRow("xã", "X. Đông"),
        UnitRow("phường", "P. Hữu Nghị"),
        UnitRow("thị trấn", "TT Vôi"),
    ]
    data = write_workbook(master, CASCADE, rows)
    found = read_workbook(data, FILE, master, CASCADE).rows
    assert [row.full_name for row in found] == ["xã Đông", "phường Hữu Nghị", "thị trấn Vôi"]


@pytest.mark.parametrize(
    ("unit", "rate"),
    [("%", True), ("‰", True), ("tạ/ha", True), ("triệu đồng/người/năm", True), ("người", False),
     ("m3/ngày đêm", False), ("lượt/năm", False), ("triệu đồng", False)],
)  # fmt: skip
def test_rates_are_averaged_and_quantities_added(unit: str, rate: bool) -> None:
    assert is_rate(unit) is rate


def test_a_rate_that_is_no_percentage_is_averaged_in_the_row_of_sums() -> None:
    plan = parse_plan(PLAN.replace("unit: người", "unit: tạ/ha").encode(), "plan.yaml").plan
    sheet = opened(write_workbook(plan, plan.cascade[0], ROWS)).worksheets[0]
    cell = sheet.cell(3, column(sheet, JOBS))
    assert str(cell.value).startswith("=IF(SUM(D$6")
    assert Content.COUNT not in {
        c.content for c in sheet_columns(plan, plan.cascade[0]) if c.target
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_doubts_are_told_in_both_languages(language: str) -> None:
    changes: Sequence[Change] = (put(POOR, 195), put(JOBS, 1.5), put("Số hộ nghèo", 9000))
    for found in (
        *refused(altered(*changes)),
        *read_workbook(written(), FILE, MASTER, CASCADE).diagnostics,
    ):
        assert found.message(language)
        assert found.hint(language)


def test_an_old_file_keeps_its_percent_signs_and_hidden_rows() -> None:
    data = (FOLDER / "percents.xls").read_bytes()
    assert [row.figures["poor-rate"]["end"] for row in read(data)] == [Decimal("1.95")] * 2
    (found,) = warnings(data)
    assert (found.code, found.parameters["rows"]) == ("workbook.hidden-rows", "7")


def test_errors_of_an_old_file_are_no_empty_cells() -> None:
    assert told((FOLDER / "errors.xls").read_bytes()) == [
        "formula-error: Sheet Xã, dòng 6, cột D",
        "formula-error: Sheet Xã, dòng 6, cột E",
        "percent-in-number: Sheet Xã, dòng 6, cột F",
        "struck: Sheet Xã, dòng 7, cột C",
    ]


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_old_file_is_read_or_refused_and_ends_nothing(at: int, noise: bytes) -> None:
    data = (FOLDER / "errors.xls").read_bytes()
    place = at * len(data) // 2_000
    with contextlib.suppress(DamagedSheetError):
        old_marks(data[:place] + noise + data[place + len(noise) :])


def test_two_units_of_one_name_need_a_code_each_where_no_register_knows_them() -> None:
    issuer = MASTER.issuer.model_copy(update={"name": "Không Có", "code": None})
    master = MASTER.model_copy(update={"issuer": issuer})

    def of(*codes: str) -> bytes:
        return write_workbook(master, CASCADE, [UnitRow("xã", "Tân Lập", code) for code in codes])

    assert len(read_workbook(of("00001", "00002"), FILE, master, CASCADE).rows) == 2
    for codes in (("00001", ""), ("", "00001"), ("", ""), ("00001", "00001")):
        with pytest.raises(Refused) as refusal:
            read_workbook(of(*codes), FILE, master, CASCADE)
        assert [d.code for d in refusal.value.diagnostics] == ["workbook.duplicate-unit"]
