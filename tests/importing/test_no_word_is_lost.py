"""Every word of a document is in the plan or in the report, whatever the document is like."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading.sheet import Cell, Paragraph, Region, Sheet, Table
from tests.importing.counting import assert_adds_up
from tests.reading.recognition.outlines import plain, sheet_of
from tests.reading.recognition.test_nothing_lost import PHRASES

PARTS = (
    *PHRASES, "II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế", "2. Công an xã:",
    "1. Phòng Kinh tế: Chủ trì thực hiện; báo cáo UBND xã trước ngày 09/12/2026.",
    "Căn cứ Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ về việc X;",
    "theo Quyết định số 90/QĐ-TTg", "Tỷ lệ hộ nghèo giảm từ 2,5% xuống 1,95%", "{{ period }}",
    "{% raw %}", "{# bỏ #}", "}}", "năm 2026", "- Dấu \"ngoặc\": 'và' # dấu thăng", "true", "~",
    "chi tiết tại Phụ lục 1", "phụ lục kèm theo", "UBND xã Quang Khải", "(1) Ý", "A. PHẦN ĐẦU",
    "1.1.1. Nhỏ", "a.1) Nhỏ nữa", "TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Thường xuyên",
)  # fmt: skip
LINES = st.lists(st.sampled_from(PARTS) | st.text(max_size=20), max_size=25)
HEAD = ["KẾ HOẠCH", "Thực hiện năm 2026", "I. MỤC TIÊU"]


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_no_word_of_plain_text_is_lost(lines: list[str]) -> None:
    assert_adds_up(sheet_of("\n".join([*HEAD, *lines])))


@settings(max_examples=60, deadline=None)
@given(LINES, st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4), max_size=5))
def test_no_word_of_a_document_with_a_table_is_lost(
    lines: list[str], rows: list[list[str]]
) -> None:
    found: list[Paragraph | Table] = [
        plain(line, n, bold=n % 3 == 0) for n, line in enumerate([*HEAD, *lines], 1)
    ]
    cells = tuple(
        tuple(Cell((plain(text, 100 + 10 * r + c),)) for c, text in enumerate(row))
        for r, row in enumerate(rows)
    )
    found.insert(len(found) // 2 + 2, Table(cells, (("table", 1),), bordered=True))
    assert_adds_up(Sheet("test.docx", (Region(tuple(found)),)))


HEADS = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
CELLS = (
    "", "", "Phòng Kinh tế", "Công an xã; Phòng Kinh tế", "Quý I", "31/12/2026", "05/3/2026",
    "các phòng, ban, ngành", "1", "2", "I", "II", "1.1", "Xây dựng kế hoạch", "Rà soát\nBáo cáo",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(HEADS),
    st.integers(2, 6),
    st.lists(st.lists(st.sampled_from(CELLS), min_size=6, max_size=6), max_size=8),
)
def test_no_word_of_an_assignment_table_is_lost(
    heads: list[str], width: int, rows: list[list[str]]
) -> None:
    grid = [heads[:width], *(row[:width] for row in rows)]
    cells = tuple(
        tuple(Cell((plain(text, 10 * r + c + 9),)) for c, text in enumerate(row))
        for r, row in enumerate(grid)
    )
    blocks = [plain(line, n) for n, line in enumerate(HEAD, 1)]
    assert_adds_up(
        Sheet("test.docx", (Region((*blocks, Table(cells, (("table", 1),), bordered=True))),))
    )
