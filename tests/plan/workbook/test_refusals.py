"""Bad sheets: everything that is wrong with one is said at once, by sheet, row and column."""

import io
import time
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from generator.messages import LANGUAGES
from generator.plan.workbook import UnitRow, read_workbook, write_workbook
from generator.plan.workbook.columns import MAX_ROWS, sheet_columns
from tests.plan.workbook.sheets import (
    CASCADE,
    FILE,
    FIRST,
    HEADING,
    MASTER,
    OLD_FILE,
    ROWS,
    Change,
    altered,
    column,
    opened,
    put,
    refused,
    replaced,
    saved,
    template,
    told,
    written,
)

SHEET_XML = "xl/worksheets/sheet1.xml"
OLD = OLD_FILE.read_bytes()
POOR = "Tỷ lệ hộ nghèo – cuối"


def ole(stream: str) -> bytes:
    """Return an OLE container whose one stream has another name than Excel's."""
    data = bytearray(OLD)
    at = data.index("Workbook".encode("utf-16-le"))
    name = stream.encode("utf-16-le")
    data[at : at + 64] = name.ljust(64, b"\0")
    data[at + 64] = len(name) + 2
    return bytes(data)


def zipped(**members: str) -> bytes:
    """Return a zip of some members, their dots and slashes written as `_` and `__`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


def removed(heading: str) -> Change:
    """Return a change that deletes a column."""
    return lambda sheet: sheet.delete_cols(column(sheet, heading))


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_rows() -> None:
    changes = (
        removed("Dân số"),
        put("Số hộ nghèo", "ba mươi"),
        put(POOR, -1),
        put("Ngày ban hành", "31/02/2022"),
        put("Tên", "Hải Lam", row=FIRST + 1),
        put("Mã", None, row=FIRST + 1),
    )
    assert told(altered(*changes)) == [
        "missing-column: Sheet Xã, dòng 5",
        "not-number: Sheet Xã, dòng 6, cột E",
        "negative: Sheet Xã, dòng 6, cột G",
        "bad-date: Sheet Xã, dòng 6, cột K",
        "unknown-unit: Sheet Xã, dòng 7, cột C",
    ]


@pytest.mark.parametrize("heading", [c.heading for c in sheet_columns(MASTER, CASCADE)])
def test_each_column_that_is_missing_is_named(heading: str) -> None:
    found = [d for d in refused(altered(removed(heading))) if d.code == "workbook.missing-column"]
    assert [d.parameters["heading"] for d in found] == [heading]


def test_a_misspelt_heading_is_suggested() -> None:
    (found,) = refused(altered(put("Dân số", "Dân sô người", row=HEADING)))
    assert (found.parameters["near"], found.hint("vi")) == (
        "Dân sô người",
        "Có phải cột 'Dân sô người'? Ghi lại đúng tiêu đề.",
    )


def test_a_column_that_is_there_twice_is_refused() -> None:
    data = altered(lambda sheet: sheet.cell(HEADING, 30, "SỐ HỘ"))
    assert told(data) == ["repeated-column: Sheet Xã, dòng 5, cột AD"]


@pytest.mark.parametrize(
    ("area", "findings"),
    [
        ("D5:E5", ["merged-heading: Sheet Xã, dòng 5, cột D", "missing-column: Sheet Xã, dòng 5"]),
        ("D4:D5", ["merged-heading: Sheet Xã, dòng 4, cột D", "missing-column: Sheet Xã, dòng 5"]),
        ("B6:B7", ["merged-cells: Sheet Xã, dòng 6, cột B"]),
        ("A1:F1", []),
    ],
)
def test_merged_headings_and_cells_are_refused_but_not_a_title(
    area: str, findings: Sequence[str]
) -> None:
    data = altered(lambda sheet: sheet.merge_cells(area))
    if findings:
        assert told(data) == findings
    else:
        assert len(read_workbook(data, FILE, MASTER, CASCADE).rows) == 2


@pytest.mark.parametrize(
    ("heading", "value", "code", "letter"),
    [
        ("Số hộ", "1200 hộ", "not-number", "D"),
        ("Số hộ", "1,234.5", "not-number", "D"),
        ("Số hộ", True, "not-number", "D"),
        ("Số hộ", 1e300, "not-number", "D"),
        ("Số hộ", "9" * 41, "not-number", "D"),
        ("Số hộ", -5, "negative", "D"),
        ("Số hộ", "-5", "negative", "D"),
        ("Số hộ", 1.234, "not-whole", "D"),
        ("Số hộ", "12,5", "not-whole", "D"),
        ("Số hộ", "5%", "not-number", "D"),
        (POOR, "1.95", "not-number", "H"),
        (POOR, datetime(2022, 5, 1), "date-in-number", "H"),
        ("Số kế hoạch", "năm", "bad-plan-number", "K"),
        ("Số kế hoạch", 0, "bad-plan-number", "K"),
        ("Số kế hoạch", 5.5, "bad-plan-number", "K"),
        ("Số kế hoạch", datetime(2022, 5, 1), "bad-plan-number", "K"),
        ("Ngày ban hành", "tháng 5", "bad-date", "L"),
        ("Ngày ban hành", True, "bad-date", "L"),
    ],
)
def test_a_cell_that_holds_something_else_is_refused(
    heading: str, value: object, code: str, letter: str
) -> None:
    assert told(altered(put(heading, value))) == [f"{code}: Sheet Xã, dòng 6, cột {letter}"]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?"])
def test_a_formula_that_ends_in_an_error_is_refused_with_the_error(error: str) -> None:
    def fail(sheet: Worksheet) -> None:
        cell = sheet.cell(FIRST, column(sheet, "Số hộ nghèo"))
        cell.value, cell.data_type = error, "e"

    (found,) = refused(altered(fail))
    assert found.place.text("vi") == f"{FILE}, Sheet Xã, dòng 6, cột E"
    assert found.message("vi") == f"Công thức ở cột 'Số hộ nghèo' báo lỗi {error}."


def test_an_error_outside_the_table_does_not_matter() -> None:
    def fail(sheet: Worksheet) -> None:
        for place in ("D3", "Z9"):
            sheet[place].value, sheet[place].data_type = "#N/A", "e"

    assert len(read_workbook(altered(fail), FILE, MASTER, CASCADE).rows) == 2


def test_a_formula_that_was_never_calculated_is_refused() -> None:
    assert told(altered(put("Số hộ", "=1+1"))) == ["not-calculated: Sheet Xã, dòng 6, cột D"]


@pytest.mark.parametrize(
    ("changes", "code", "near"),
    [
        (
            (put("Mã", None), put("Tên", "Hải Hưn"), put("Loại", "xã")),
            "unknown-unit",
            "xã Hải Hưng",
        ),
        ((put("Mã", None), put("Loại", "xã")), "unknown-unit", "thị trấn Yên Định"),
        ((put("Mã", None), put("Tên", "Zzyzx")), "unknown-unit", ""),
        ((put("Mã", "99999"),), "unknown-code", "14215 (thị trấn Yên Định)"),
        ((put("Mã", "14214"), put("Tên", "Zzyzx")), "unknown-code", ""),
    ],
)
def test_an_unknown_unit_is_refused_with_the_nearest_known_one(
    changes: Sequence[Change], code: str, near: str
) -> None:
    (found,) = refused(altered(*changes))
    assert (found.code, found.parameters["near"]) == (f"workbook.{code}", near)
    assert found.hint("vi")


def test_a_commune_of_another_district_is_unknown() -> None:
    assert told(altered(put("Mã", "13591"))) == ["unknown-code: Sheet Xã, dòng 6, cột A"]


def test_a_code_that_contradicts_the_name_is_refused() -> None:
    (found,) = refused(altered(put("Mã", "14221")))
    assert found.message("vi") == (
        "Mã 14221 là của 'thị trấn Thịnh Long', không phải 'thị trấn Yên Định'."
    )


def test_a_commune_that_is_there_twice_is_refused_by_code_or_name() -> None:
    again = (put("Mã", None, row=7), put("Loại", "TT", row=7), put("Tên", "YÊN ĐỊNH", row=7))
    (found,) = refused(altered(*again))
    assert found.place.text("vi") == f"{FILE}, Sheet Xã, dòng 7, cột C"
    assert found.message("vi") == "'thị trấn Yên Định' đã có ở dòng 6."


def test_a_kind_of_another_level_is_refused() -> None:
    assert told(altered(put("Loại", "huyện"))) == ["bad-kind: Sheet Xã, dòng 6, cột B"]


def test_a_row_without_a_name_is_refused() -> None:
    assert told(altered(put("Mã", None), put("Tên", None))) == ["no-name: Sheet Xã, dòng 6, cột C"]


def test_given_units_are_checked_where_the_register_has_none() -> None:
    issuer = MASTER.issuer.model_copy(update={"name": "Không Có", "code": None})
    master = MASTER.model_copy(update={"issuer": issuer})
    data = write_workbook(master, CASCADE, ROWS)
    given = [UnitRow("xã", "Hải Nam", "14224")]
    with pytest.raises(Exception, match=r"workbook\.unknown-code"):
        read_workbook(data, FILE, master, CASCADE, units=given)


def test_an_empty_sheet_one_without_headings_and_one_without_units_are_told_apart() -> None:
    assert told(altered(lambda sheet: sheet.delete_rows(1, 50))) == ["empty-sheet: Sheet Xã"]
    assert told(altered(lambda sheet: sheet.delete_rows(5, 50))) == ["no-headings: Sheet Xã"]
    assert told(altered(lambda sheet: sheet.delete_rows(6, 50))) == ["no-units: Sheet Xã"]
    assert told(altered(lambda sheet: sheet.insert_rows(1, 30))) == ["no-headings: Sheet Xã"]


def test_a_workbook_of_charts_or_hidden_sheets_has_no_sheet() -> None:
    book = opened(written())
    for sheet in book.worksheets:
        sheet.sheet_state = "hidden"
    book.create_chartsheet("Biểu đồ")
    book.active = len(book.sheetnames) - 1
    assert told(saved(book)) == [f"no-sheet: {FILE}"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-excel"),
        (b"M\xc3\xa3,T\xc3\xaan\r\n", "not-excel"),
        (b"PK\x03\x04", "not-excel"),
        (zipped(mimetype="x"), "not-excel"),
        (zipped(xl__workbook_xml="<a>"), "not-excel"),
        (zipped(xl__workbook_xml="<a/>", XL__WORKBOOK_XML="<a/>"), "not-excel"),
        (written()[:4000], "not-excel"),
        (OLD[:1000], "not-excel"),
        (ole("EncryptedPackage"), "password"),
        (ole("WordDocument"), "word-document"),
        (ole("PowerPoint Document"), "not-excel"),
        (b"\0" * 20_000_001, "too-large"),
    ],
)
def test_a_file_that_is_no_open_excel_workbook_is_refused(data: bytes, code: str) -> None:
    assert told(data) == [f"{code}: {FILE}"]


def test_an_xlsx_that_claims_too_many_texts_does_not_end_the_program() -> None:
    claim = ('uniqueCount="', 'uniqueCount="42949672')
    assert told(replaced(written(), "xl/sharedStrings.xml", claim)) == [f"not-excel: {FILE}"]


@pytest.mark.parametrize(
    ("record", "value"),
    [
        (b"\xfd\x00\x0a\x00", b"\xff\xff\xff\xff"),  # a text in the last cell of all
        (b"\x85\x00\x0a\x00", b"\xff\xff\xff\x7f"),  # a sheet beyond the end of the file
    ],
)
def test_an_xls_that_ends_its_library_does_not_end_the_program(record: bytes, value: bytes) -> None:
    at = OLD.index(record) + len(record)
    assert told(OLD[:at] + value + OLD[at + len(value) :]) == [f"not-excel: {FILE}"]


def test_a_word_document_renamed_to_xlsx_is_refused(root: Path) -> None:
    assert told(template(root)) == [f"word-document: {FILE}"]


def test_a_workbook_with_members_that_need_a_password_is_refused() -> None:
    data = bytearray(written())
    for at in (data.find(b"PK\x01\x02", start) for start in range(0, len(data), 40)):
        if at >= 0:
            data[at + 8] |= 1
    assert told(bytes(data)) == [f"not-excel: {FILE}"]


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    bomb = zipped(xl__workbook_xml="<a/>", xl__media__a_xml="0" * 151_000_000)
    assert len(bomb) < 200_000
    assert told(bomb) == [f"too-large: {FILE}"]


def test_a_member_that_unfolds_to_more_than_it_says_is_refused() -> None:
    data = bytearray(zipped(xl__workbook_xml="<a>" + " " * 100_000 + "</a>"))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (9).to_bytes(4, "little")
    assert told(bytes(data)) == [f"not-excel: {FILE}"]


def test_entities_that_unfold_without_end_are_refused() -> None:
    laugh = '<!DOCTYPE x [<!ENTITY a "ha">]><worksheet'
    assert told(replaced(written(), SHEET_XML, ("<worksheet", laugh))) == [f"not-excel: {FILE}"]


@pytest.mark.parametrize(
    ("reference", "finding"),
    [
        ("XFD6", "too-wide: Sheet Xã, cột XFD"),
        ("A1048576", "too-many-rows: Sheet Xã, dòng 1048576"),
        ("XFD1048576", "too-many-rows: Sheet Xã, dòng 1048576"),
        ("ABCD1", f"not-excel: {FILE}"),
        ('A1"/></row><row r="x"><c r="A1', f"not-excel: {FILE}"),
    ],
)
def test_one_stray_cell_far_out_does_not_fill_the_memory(reference: str, finding: str) -> None:
    cell = f'</sheetData><sheetData><row r="9"><c r="{reference}"><v>1</v></c></row></sheetData>'
    start = time.perf_counter()
    assert told(replaced(written(), SHEET_XML, ("</sheetData>", cell))) == [finding]
    assert time.perf_counter() - start < 5


def test_cells_that_only_have_a_style_may_lie_far_out() -> None:
    cell = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = replaced(written(), SHEET_XML, ("</sheetData>", cell))
    assert len(read_workbook(data, FILE, MASTER, CASCADE).rows) == 2


def test_more_units_than_a_table_holds_are_refused_and_as_many_are_not() -> None:
    def sheet_of(count: int) -> bytes:
        rows = [UnitRow("xã", f"Thôn {n}") for n in range(count)]
        return write_workbook(master, CASCADE, rows)

    issuer = MASTER.issuer.model_copy(update={"name": "Không Có", "code": None})
    master = MASTER.model_copy(update={"issuer": issuer})
    assert len(read_workbook(sheet_of(MAX_ROWS), FILE, master, CASCADE).rows) == MAX_ROWS
    (found,) = refused(sheet_of(MAX_ROWS + 1))
    assert found.code == "workbook.too-many-rows"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_speaks_in_both_languages(language: str) -> None:
    changes = (removed("Dân số"), put("Số hộ", "x"), put("Mã", "1"), put("Loại", "x", row=7))
    for found in refused(altered(*changes)):
        assert found.message(language)
        assert found.hint(language)


def test_a_sheet_that_another_program_left_without_places_is_read_in_order() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Xã").write_row(0, 0, ["Mã", "Tên", "x"])
    data = replaced(buffer.getvalue(), SHEET_XML, (' r="A1"', ""), (' r="B1"', ""))
    assert {d.code for d in refused(data)} == {"workbook.missing-column", "workbook.no-units"}
