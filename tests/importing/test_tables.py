"""Which tables are tables of assignments, and what of them becomes tasks."""

from collections.abc import Sequence

import pytest
from docx import Document

from generator.document.standard import standard
from generator.importing import Imported, Wish
from generator.importing.accounting import STANDARD
from generator.importing.naming import names_in
from generator.reading.files import read_bytes
from tests.importing.counting import assert_adds_up
from tests.importing.documents import filled, letterhead, line, saved

HEADS = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm")
GROUPED = (
    HEADS,
    ("I. THỂ CHẾ", "", "", "", "", ""),
    ("1", "Việc một", "Phòng Kinh tế", "Công an xã", "Quý I", "Báo cáo"),
    ("2", "Việc hai", "Phòng Kinh tế", "", "", ""),
    ("II. HẠ TẦNG", "", "", "", "", ""),
    ("3", "Việc ba", "Công an xã", "", "31/12/2026", ""),
)
BARE = (
    HEADS,
    ("", "Việc bốn", "Phòng Kinh tế", "", "Quý I", "Báo cáo"),
    ("", "Việc năm", "", "", "Quý II", ""),
)
Rows = Sequence[Sequence[str]]


def made(*tables: Rows) -> Imported:
    """Import a plan with some tables."""
    word = Document()
    letterhead(word, "XÃ CẨM BÌNH", "Số: 15/KH-UBND", "Cẩm Bình, ngày 20 tháng 01 năm 2026")
    line(word, "Chuyển đổi số năm 2026", bold=True, centre=True)
    line(word, "UBND xã ban hành Kế hoạch như sau:")
    for text in ("I. MỤC TIÊU", "II. NHIỆM VỤ"):
        line(word, text, bold=True)
    for rows in tables:
        table = word.add_table(rows=len(rows), cols=len(rows[0]))
        table.style = "Table Grid"
        filled(table, rows)
        line(word, "Đoạn sau bảng.")
    imported = assert_adds_up(read_bytes(saved(word), "plan.docx"), Wish())
    assert imported is not None
    return imported


def codes(imported: Imported) -> set[str]:
    """Return what is told about an import."""
    return {remark.diagnostic.code for remark in imported.remarks}


def test_lines_without_a_lead_are_groups() -> None:
    plan = made(GROUPED).plan
    assert [(task.title, len(task.tasks)) for task in plan.tasks] == [
        ("I. THỂ CHẾ", 2), ("II. HẠ TẦNG", 1),
    ]  # fmt: skip


def test_two_tables_show_each_their_own_tasks() -> None:
    imported = made(GROUPED, BARE)
    plan = imported.plan
    assert [task.title for task in plan.tasks] == [
        "I. THỂ CHẾ",
        "II. HẠ TẦNG",
        "Việc bốn",
        "Việc năm",
    ]
    assert {"import.rows-counted", "import.no-lead", "import.no-due"} <= codes(imported)
    first, second = plan.sections[1], plan.sections[1].items[0]
    shown = [part.derived.only for part in (first, second) if part.derived]
    ids = tuple(task.id for task in plan.tasks)
    assert shown == [ids[:2], ids[2:]]


@pytest.mark.parametrize(
    "rows",
    [
        (("TT", "Nhiệm vụ", "Cơ quan thực hiện"), ("1", "Việc", "- Chủ trì: A\n- Phối hợp: B")),
        (("TT", "Nhiệm vụ", "Chủ trì", "Kinh phí", "Ghi chú"), ("1", "Việc", "Phòng A", "3", "x")),
    ],
)
def test_a_table_that_only_a_person_can_part_stays_and_is_told(rows: Rows) -> None:
    imported = made(rows)
    assert imported.plan.tasks == ()
    assert imported.plan.sections[1].table is not None
    assert "import.table-kept" in codes(imported)


def test_other_tables_stay_tables() -> None:
    imported = made((("Thôn", "Số hộ"), ("Đông", "120"), ("Tây", "98")))
    assert imported.plan.sections[1].table is not None
    assert "import.table-kept" not in codes(imported)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Phòng Kinh tế; Công an xã", ["Phòng Kinh tế", "Công an xã"]),
        ("Phòng Văn hóa, Khoa học và Thông tin", ["Phòng Văn hóa, Khoa học và Thông tin"]),
        ("Văn phòng HĐND và UBND, Phòng Kinh tế", ["Văn phòng HĐND và UBND", "Phòng Kinh tế"]),
        ("Các phòng, ban, ngành liên quan", ["Các phòng, ban, ngành liên quan"]),
        ("- Sở Nội vụ\n- Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ],
)
def test_a_cell_is_parted_between_agencies_only(cell: str, names: list[str]) -> None:
    assert names_in(cell) == names


def test_the_columns_taken_for_the_standard_ones_are_those_of_the_templates() -> None:
    columns = standard().tree["tables"]["assignment_table"]["columns"]
    assert tuple((column["field"], column["title"]) for column in columns) == STANDARD


def test_tables_in_a_row_stand_beside_each_other() -> None:
    rows = (("Tên", "Số"), ("Thôn 1", "5"))
    text = made(*([rows] * 3)).text
    deep = [len(row) - len(row.lstrip()) for row in text.splitlines() if "Đoạn sau bảng" in row]
    assert len(deep) == 3
    assert len(set(deep)) == 1
    assert made(*([rows] * 300)).text.count("Đoạn sau bảng") == 300
