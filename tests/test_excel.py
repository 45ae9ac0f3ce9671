"""Lists as sheets of Excel, read back by another library."""

import io
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Refused
from generator.excel import Page, Row, workbook

HEADINGS = (("Đơn vị", 20), ("Ngày", 12), ("Số", 8))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


def _read(*rows: Row) -> Any:
    """Return the sheet of a list with these rows."""
    return openpyxl.load_workbook(io.BytesIO(workbook(Page("Danh sách", HEADINGS, rows)))).active


def test_text_days_and_numbers_are_what_they_are() -> None:
    sheet = _read(Row(("xã Hải Anh", date(2027, 12, 9), 3)), Row(("05", None, 0)))
    first, second = (list(row) for row in sheet.iter_rows(min_row=2))
    assert [cell.value for cell in first[:1] + first[2:]] == ["xã Hải Anh", 3]
    assert first[1].value.date() == date(2027, 12, 9)
    assert first[1].number_format == "dd/mm/yyyy"
    assert [cell.value for cell in second] == ["05", None, 0]
    assert second[0].number_format == "@"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-0,5", "@tên", "=HYPERLINK(\"x\")"])  # fmt: skip
def test_text_that_looks_like_a_formula_is_text_and_marked_as_such(text: str) -> None:
    cell = _read(Row((text,)))["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_text_too_long_for_a_cell_shows_that_it_was_cut() -> None:
    value = _read(Row(("dài " * 10_000,)))["A2"].value
    assert len(value) == 32_767
    assert value.endswith("…")


def test_a_colour_fills_the_whole_row_empty_cells_too() -> None:
    sheet = _read(Row(("xã", None, None), "#F8CBAD"), Row(("xã", None, None)))
    colours = [[cell.fill.start_color.rgb for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert colours == [["FFF8CBAD"] * 3, ["00000000"] * 3]


def test_a_list_without_rows_still_has_its_headings() -> None:
    assert [cell.value for cell in _read()[1]] == [name for name, _ in HEADINGS]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_same_list_gives_the_same_bytes_and_no_text_is_lost(texts: list[str]) -> None:
    rows = [Row((text,)) for text in texts]
    page = Page("Danh sách", HEADINGS, rows)
    assert workbook(page) == workbook(page)
    read = [row[0].value or "" for row in _read(*rows).iter_rows(min_row=2, max_row=len(texts) + 1)]
    assert read == texts


def test_a_long_list_says_the_same_as_a_short_one() -> None:
    rows = [Row(("xã Hải Anh", date(2027, 12, 9), 3), "#F8CBAD"), Row(("=1+1", None, 0))]
    made = [workbook(Page("D", HEADINGS, rows, 1, long=long)) for long in (False, True)]
    sheets: list[Any] = [openpyxl.load_workbook(io.BytesIO(data)).active for data in made]
    short, long = sheets
    assert list(short.values) == list(long.values)
    assert (short.freeze_panes, short.auto_filter.ref) == (long.freeze_panes, long.auto_filter.ref)


def test_a_disk_without_room_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(Refused) as refused:
        workbook(Page("Danh sách", [("Tên", 10)], [Row(["a"])], long=True))
    assert [one.code for one in refused.value.diagnostics] == ["output.failed"]
