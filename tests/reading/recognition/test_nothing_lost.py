"""Every word of a document is in exactly one part, whatever the document is like."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading.anatomy import Anatomy, Role
from generator.reading.plain import read_text
from generator.reading.recognition import recognised
from generator.reading.sheet import Cell, Paragraph, Region, Sheet, Table, paragraphs
from tests.reading.recognition.outlines import SEEDS, plain, sheet_of

TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
PHRASES = (
    "", " ", "\t", "KẾ HOẠCH", "QUYẾT ĐỊNH", "Phụ lục I", "PHỤ LỤC 2: DANH MỤC NHIỆM VỤ",
    "Căn cứ Luật;",
    "(Kèm theo Kế hoạch số 5/KH-UBND)", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "Lưu: VT",
    "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A", "(Đã ký)", "báo", "12",
    "Nơi nhận:        TM. ỦY BAN NHÂN DÂN", "- UBND xã;\tCHỦ TỊCH", "- Sở; ___ PHÓ CHỦ TỊCH",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số:   /KH-UBND",
    "ỦY BAN NHÂN DÂN", "XÃ A      Độc lập - Tự do - Hạnh phúc", "A, ngày   tháng   năm 2027",
    "Số: 05/KH-UBND Quang Khải, ngày 05 tháng 01 năm 2027", "DỰ THẢO", "----", "____", "***",
    "I. MỤC TIÊU", "II1. GIẢI PHÁP", "I .", "1. Mục tiêu", "1.1. Nội dung", "a) Nội dung",
    "- + 100%", "-",
    "+ Hỗ trợ", "* Tiểu dự án", "*Tiểu dự án 1", "2022. Kế hoạch", "30.000 hộ",
    "giai đoạn 2021-", "2025",
    "Phần I", "Phần thứ nhất: ĐÁNH GIÁ", "Điều 1. Phạm vi",
    "Trên đây là Kế hoạch./.", "và các đơn vị",
    "dòng một\ndòng hai", "KẾ HOẠCH\nThực hiện", "e\u0301 ba\u0300i", "\ufeff",
    "\u00a0x", "ỦY BAN\u2028NHÂN",
    "V/v thực hiện", "Kính gửi: Sở", "như sau:", "KẾ HOẠCH THỰC HIỆN CHƯƠNG TRÌNH", "K Ế H O Ạ C H",
)  # fmt: skip
LINES = st.lists(st.sampled_from(PHRASES) | st.text(max_size=30), max_size=40)


def tokens(text: str) -> Counter[str]:
    """Return the words of a text, counted; each sign is a word, as markers end in one."""
    return Counter(TOKEN.findall(unicodedata.normalize("NFC", text)))


def words_in(sheet: Sheet) -> Counter[str]:
    """Return what is to be read in a sheet: its paragraphs with Word's numbers, its boxes."""
    found = [*paragraphs(sheet.blocks), *sheet.boxes]
    return tokens(" ".join(f"{p.marker} {p.text}" for p in found))


def words_out(anatomy: Anatomy) -> Counter[str]:
    """Return what is to be read in the parts."""
    shown = []
    for part in anatomy.parts:
        if part.table is None:
            shown.append(f"{part.marker} {part.text}")
        else:
            shown += [f"{p.marker} {p.text}" for p in paragraphs((part.table,))]
    return tokens(" ".join(shown))


def assert_whole(sheet: Sheet) -> Anatomy:
    """Return the anatomy of a sheet; each word and each paragraph is in one part only."""
    anatomy = recognised(sheet)
    assert words_out(anatomy) == words_in(sheet)
    held = tokens(
        " ".join(f"{p.marker} {p.text}" for part in anatomy.parts for p in part.paragraphs)
    )
    assert held == words_in(sheet)
    places = Counter(p.part for p in [*paragraphs(sheet.blocks), *sheet.boxes])
    assert {p.part for part in anatomy.parts for p in part.paragraphs} == set(places)
    return anatomy


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda seed: seed.name[:3])
def test_no_word_of_a_seed_is_lost(seed: object) -> None:
    assert_whole(read_text(seed.read_bytes(), str(seed)))  # type: ignore[attr-defined]


@given(LINES)
def test_no_word_of_any_text_is_lost(lines: list[str]) -> None:
    assert_whole(sheet_of("\n".join(lines)))


@given(LINES, st.lists(st.booleans(), min_size=40, max_size=40))
def test_no_word_of_a_laid_out_document_is_lost(lines: list[str], bold: list[bool]) -> None:
    found = [
        plain(
            line,
            n,
            bold=b,
            marker="1.1." if b and n % 5 == 0 else "",
            align="center" if n % 7 else "left",
        )
        for n, (line, b) in enumerate(zip(lines, bold, strict=False))
    ]
    assert_whole(Sheet("test.docx", (Region(tuple(found)),), boxes=(plain("DỰ THẢO", 99),)))


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.lists(st.sampled_from(PHRASES), max_size=5), max_size=3), max_size=4),
    LINES,
)
def test_no_word_of_a_table_is_lost(rows: list[list[list[str]]], lines: list[str]) -> None:
    number = 0

    def cell(texts: list[str]) -> Cell:
        nonlocal number
        number += len(texts)
        return Cell(tuple(plain(t, 1000 + number - n) for n, t in enumerate(texts)))

    table = Table(tuple(tuple(map(cell, row)) for row in rows))
    before: list[Paragraph] = [plain(line, n) for n, line in enumerate(lines)]
    after = [plain(line, 500 + n) for n, line in enumerate(lines)]
    assert_whole(Sheet("test.docx", (Region((*before, table)), Region(tuple(after)))))


def test_parts_stand_in_the_order_of_the_page() -> None:
    seed = next(SEEDS.glob("004*"))
    anatomy = recognised(read_text(seed.read_bytes(), str(seed)))
    places = [part.paragraphs[0].part for part in anatomy.parts]
    assert places == sorted(places)
    assert anatomy.of(Role.UNKNOWN)
