"""Whatever stands in a document, the rules of content neither break down nor lose their place."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.examination import examined
from generator.check.profile import base_profile
from generator.check.registry import RULES, Case, Unjudged
from generator.reading.recognition import recognised
from generator.reading.sheet import Paragraph, Region, Run, Sheet
from generator.vietnamese import nfc
from tests.check.content.documents import document, table

IDS = sorted(id for id in RULES if id.startswith("content."))
_HEAD = ("issuer> ỦY BAN NHÂN DÂN XÃ MINH TIẾN", "subject> Giảm nghèo bền vững năm 2023")
_PIECES = st.sampled_from(
    [
        "giảm",
        "từ",
        "2,5%",
        "xuống",
        "1.950",
        "(tăng",
        "%)",
        ";",
        ".",
        ",",
        ":",
        "“",
        "”",
        '"',
        "(",
        ")",
        "…",
        "...",
        "___",
        "[",
        "]",
        "{{",
        "}}",
        "31/02/2023",
        "30/120",
        "hộ",
        "0",
        "ngày",
        "tháng",
        "13",
        "năm",
        "2022",
        "trước",
        "chậm_nhất",
        "báo_cáo",
        "mục",
        "IV",
        "khoản",
        "a)",
        "điểm",
        "phần",
        "Phụ_lục",
        "kèm_theo",
        "Bảng",
        "2",
        "Nghị_định",
        "số",
        "27/2022/NĐ-CP",
        "99/9999/TT-BTC",
        "của",
        "và",
        "các",
        "các",
        "xã",
        "Minh",
        "Tiên",
        "huyện",
        "UBND",
        "Phòng",
        "Sở",
        "LĐTBXH",
        "thuc",
        "uỷ",
        "hòa",
        "hoà",
        "́",
        "ẹ",
        ".",
        "-",
        "-a",
        "a-",
        "năm2023",
        "0khích",
        "I.",
        "1.",
        "1.1.",
        "Tổng_cộng",
        "½",
        "٣",
        "²",
        "Ⅳ",
        "\U0001d7d3",
        "ß",
        "İ",
    ]
)
_LINE = st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=14).map(
    lambda pieces: " ".join(pieces).replace("_", " ")
)
_DAYS = st.sampled_from(
    [None, date(2023, 3, 1), date(2027, 1, 4), date(1, 1, 1), date(9999, 12, 31)]
)


@given(st.lists(_LINE, max_size=5), _DAYS)
def test_no_text_makes_a_rule_break_down(lines: list[str], day: date | None) -> None:
    plain = [line.replace(">", "") for line in lines]
    grid = table(("TT", "Số"), *(("1", line) for line in plain), ("Tổng cộng", "3"))
    case = Case(document(*_HEAD, *plain, grid, "recipient> - Sở Y tế;"), {}, day)
    places = {p.part for part in case.anatomy.parts for p in part.paragraphs}
    places |= {p.part for r in grid.rows for c in r for p in c.blocks}
    for id in IDS:
        try:
            faults = list(RULES[id].judge(case))
        except Unjudged:
            continue
        for fault in faults:
            assert fault.part in places
            assert fault.near


@given(st.lists(_LINE, min_size=1, max_size=3))
def test_the_words_shown_stand_in_the_document(lines: list[str]) -> None:
    plain = [line.replace(">", "") for line in lines]
    case = Case(document(*_HEAD, *plain), {}, date(2027, 1, 4))
    everything = nfc("\n".join(p.text for part in case.anatomy.parts for p in part.paragraphs))
    for id in sorted(set(IDS) - {"content.issuer-former"}):
        try:
            faults = list(RULES[id].judge(case))
        except Unjudged:
            continue
        assert all(nfc(fault.near) in everything for fault in faults), id


@pytest.mark.parametrize(
    "piece", ["a", " ", "(", "1", ".", "a,", "từ 1 ", "mục 1, ", "3/5 hộ ", "“", "X"]
)
def test_a_long_text_of_one_piece_is_judged_to_its_end(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    case = Case(document(*_HEAD, "I. MỤC TIÊU", text), {}, date(2027, 1, 4))
    for id in IDS:
        try:
            assert all(fault.near for fault in RULES[id].judge(case))
        except Unjudged:
            continue


@pytest.mark.parametrize(
    "line",
    [
        "- Giảm từ 1.234.567.890.123.456.789.012.345.678.901.234.567.890,1 xuống 1, giảm 5.",
        "- Có 30/٣ hộ, đạt 5%; từ ٣% xuống 1%, giảm ٣%; giảm 0.5% từ 2.5% xuống 1.95%.",
        "- Ngày ٣٣/٣/2023; số 99999999999999999999/2022/NĐ-CP ngày 0/0/0000.",
    ],
)
def test_figures_that_nobody_writes_are_no_figures(line: str) -> None:
    case = Case(document(*_HEAD, line), {}, date(2027, 1, 4))
    for id in ("content.change-wrong", "content.change-direction", "content.share-wrong"):
        assert list(RULES[id].judge(case)) == []


@pytest.mark.parametrize("piece", ["UBND ", "theo mục I, ", "ngày 1", "a- b ", "a  b ", "a ,"])
def test_time_grows_with_a_line_and_no_faster(piece: str) -> None:
    """A line of eight times the length takes eight times as long, and not sixty-four."""
    assert time_of(piece, 24_000) < 3.5 * 8 * time_of(piece, 3_000)


def time_of(piece: str, letters: int) -> float:
    """Return the least of some measurements of all rules on a line of one piece."""
    text = (piece * letters)[:letters]
    measured = []
    for number in range(3):
        fresh = f"{number} {text}"  # what was judged before is remembered
        case = Case(document(*_HEAD, "I. MỤC TIÊU", fresh), {}, date(2027, 1, 4))
        start = time.process_time()
        for id in IDS:
            with suppress(Unjudged):
                assert all(fault.near for fault in RULES[id].judge(case))
        measured.append(time.process_time() - start)
    return min(measured)


def test_a_paragraph_that_nobody_writes_is_read_in_part_and_told() -> None:
    long = Paragraph((Run("việc cần làm " * 5_000),), (("paragraph", 2),))
    title = Paragraph((Run("KẾ HOẠCH"),), (("paragraph", 1),), align="center")
    sheet = Sheet("a.docx", (Region((title, long)),))
    report = examined(recognised(sheet), base_profile())
    assert [remark.code for remark in report.remarks] == ["check.too-long"]
