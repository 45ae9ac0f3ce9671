"""The context of a template: finished text only, each part where the decree wants it."""

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.document.catalogue import read_template, template_path
from generator.document.context import FIELDS, build_context
from generator.document.engine import render_template
from generator.plan.composition import compose
from generator.plan.source import parse_plan
from tests.command import ROOT
from tests.sample import APPENDIX, PLAN, changed, with_appendix

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
SIGNATURE = "signature: {authority: KT, position: PHÓ CHỦ TỊCH, name: Nguyễn Văn An}\n"
OPENING = """\
opening:
  text: "Thực hiện {{ basis('kh-huyen') }}, {{ issuer.short }} ban hành Kế hoạch như sau:"
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _context(text: str = PLAN, *, draft: bool = False) -> dict[str, Any]:
    """Return the context of a plan, which must have no error of composition."""
    plan = parse_plan(text.encode("utf-8"), "plan.yaml").plan
    composition = compose(plan)
    assert composition.diagnostics == ()
    return build_context(plan, composition, draft=draft)


@cache
def _shipped(path: Path) -> dict[str, Any]:
    """Return the context of a shipped plan."""
    return _context(path.read_text("utf-8"), draft=True)


def _printed(context: dict[str, Any], style: str) -> list[str]:
    """Return the text of the paragraphs of a style in the rendered document, in order."""
    template = read_template(template_path("commune"))
    document = docx.Document(io.BytesIO(render_template(template, context, "commune")))
    return [
        "".join("\n" if n.tag == f"{W}br" else n.text or "" for n in p.iter(f"{W}t", f"{W}br"))
        for p in document.element.body.iter(f"{W}p")
        if [node.get(f"{W}val") for node in p.iter(f"{W}pStyle")] == [style]
    ]


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Return every value inside a context with the path to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, f"{path}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _leaves(part, f"{path}[{index}]")
    else:
        yield path, value


def test_the_context_has_the_listed_fields_and_no_other() -> None:
    assert tuple(_context()) == FIELDS


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_every_value_of_every_shipped_plan_is_finished_text(plan: Path) -> None:
    for path, value in _leaves(_shipped(plan)):
        assert isinstance(value, (str, bool)), path
        if isinstance(value, str) and not isinstance(value, Markup):
            assert not re.search(r"None|\bnan\b|\{\{|\{%|\d{4}-\d\d-\d\d|\d\.\d{6}", value), path


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_a_named_section_holds_the_blocks_that_stand_in_the_body(plan: Path) -> None:
    context = _shipped(plan)
    named = [block for blocks in context["sections"].values() for block in blocks]
    assert context["parts"][0]["blocks"][: len(named)] == named


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("", "Số:       /KH-UBND"),
        ("number: 5\n", "Số: 05/KH-UBND"),
        ("number: 15\n", "Số: 15/KH-UBND"),
        ("number: 1.205\nsymbol: KH-UBND-LĐ\n", "Số: 1205/KH-UBND-LĐ"),
    ],
)
def test_the_number_has_two_figures_at_least_or_is_left_open(line: str, printed: str) -> None:
    context = _context(line + PLAN)
    assert context["number_line"] == printed
    assert _printed(context, "SoKyHieu") == [printed]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("", "Quang Khải, ngày      tháng      năm 2023"),
        ("issued_on: 05/01/2023\n", "Quang Khải, ngày 05 tháng 01 năm 2023"),
        ("issued_on: 09/02/2023\n", "Quang Khải, ngày 09 tháng 02 năm 2023"),
        ("issued_on: 9/3/2023\n", "Quang Khải, ngày 09 tháng 3 năm 2023"),
        ("place: Tứ Kỳ\nissued_on: 31/12/2022\n", "Tứ Kỳ, ngày 31 tháng 12 năm 2022"),
    ],
)
def test_place_and_day_are_written_as_the_decree_asks(line: str, printed: str) -> None:
    assert _context(line + PLAN)["place_date"] == printed


@given(st.dates(date(1945, 9, 2), date(2100, 12, 31)))
def test_no_day_is_printed_as_a_computer_writes_it(day: date) -> None:
    context = _context(f"issued_on: {day.day}/{day.month}/{day.year}\n{PLAN}")
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    assert context["place_date"].endswith(f", ngày {day.day:02d} tháng {month} năm {day.year}")


@pytest.mark.parametrize(
    ("issuer", "lines"),
    [
        ("{kind: xã, name: Quang Khải,", ["ỦY BAN NHÂN DÂN", "XÃ QUANG KHẢI"]),
        ("{kind: phường, name: Đức Xuân,", ["ỦY BAN NHÂN DÂN", "PHƯỜNG ĐỨC XUÂN"]),
        ("{kind: đặc khu, name: Phú Quốc,", ["ỦY BAN NHÂN DÂN", "ĐẶC KHU PHÚ QUỐC"]),
    ],
)
def test_the_issuer_stands_in_capitals_with_no_body_above_it(issuer: str, lines: list[str]) -> None:
    context = _context(changed(("{kind: xã, name: Quang Khải,", issuer)))
    assert context["issuer_lines"] == lines
    assert context["parent_line"] == ""
    assert _printed(context, "CoQuanBanHanh") == lines


def test_a_draft_says_so_and_a_final_document_does_not() -> None:
    assert _printed(_context(draft=True), "DuThao") == ["DỰ THẢO"]
    assert _printed(_context(), "DuThao") == []


def test_a_notice_stands_at_the_head_where_there_is_one() -> None:
    with_notice = _context("notice: Số liệu minh họa năm {{ period }}\n" + PLAN)
    assert _printed(with_notice, "LuuYDauTrang") == ["Số liệu minh họa năm 2023"]
    assert _printed(_context(), "LuuYDauTrang") == []


def test_the_opening_as_a_paragraph_tells_the_basis_in_full() -> None:
    context = _context()
    assert context["bases"] == []
    assert context["opening"] == [
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2023 của UBND huyện giảm nghèo bền vững năm"
        " 2023, UBND xã ban hành Kế hoạch như sau:"
    ]
    assert _printed(context, "CanCu") == []
    assert context["opening"][0] in _printed(context, "NoiDung")


def test_the_opening_as_lines_prints_each_basis_in_italics_and_a_full_stop_after_the_last() -> None:
    lines = (
        "opening:\n  style: lines\n  bases: [luat, kh-huyen]\n"
        '  text: "{{ issuer.authority }} ban hành Kế hoạch như sau:"\n'
    )
    law = "bases:\n  - {id: luat, type: Luật, date: 19/6/2015, about: Ngân sách nhà nước}\n"
    context = _context(changed((OPENING, lines), ("bases:\n", law)))
    assert _printed(context, "CanCu") == [
        "Căn cứ Luật Ngân sách nhà nước ngày 19 tháng 6 năm 2015;",
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 10/01/2023 của UBND huyện giảm nghèo bền vững năm"
        " 2023.",
    ]
    assert _printed(context, "NoiDung")[0] == (
        "Ủy ban nhân dân xã Quang Khải ban hành Kế hoạch như sau:"
    )


TM = "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ("position: CHỦ TỊCH", [TM, "CHỦ TỊCH"]),
        ("authority: KT, position: Phó Chủ tịch", [TM, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("authority: Q, position: CHỦ TỊCH", [TM, "Q. CHỦ TỊCH"]),
        ("authority: TL, position: CHÁNH VĂN PHÒNG", ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (
            "authority: TL, position: CHÁNH VĂN PHÒNG, deputy_position: PHÓ CHÁNH VĂN PHÒNG",
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ),
        ("authority: TUQ, position: GIÁM ĐỐC SỞ", ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ"]),
        ("collective: false, position: CHỦ TỊCH", ["CHỦ TỊCH"]),
        (
            "collective: false, authority: KT, position: PHÓ CHỦ TỊCH",
            ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
    ],
)
def test_the_signature_is_printed_in_all_its_forms(fields: str, lines: list[str]) -> None:
    context = _context(changed((SIGNATURE, f"signature: {{{fields}, name: Trần Thị Bình}}\n")))
    assert _printed(context, "QuyenHanChucVu") == lines
    assert _printed(context, "HoTenNguoiKy") == ["Trần Thị Bình"]


def test_a_signer_not_yet_known_leaves_an_empty_line_for_the_name() -> None:
    context = _context(changed((SIGNATURE, "signature: {position: CHỦ TỊCH}\n")))
    assert _printed(context, "HoTenNguoiKy") == [""]


def test_the_recipients_end_with_the_archive_and_a_full_stop() -> None:
    assert _printed(_context(), "DanhSachNoiNhan") == [
        "- UBND huyện (để b/c);", "- Như phần III;", "- Lưu: VT.",
    ]  # fmt: skip


def test_a_plan_without_appendix_is_one_signed_part() -> None:
    (part,) = _context()["parts"]
    assert (part["signed"], part["label"], part["ends"]) == (True, "", "")


def test_an_appendix_says_to_which_plan_it_belongs_and_is_not_signed() -> None:
    context = _context("number: 5\nissued_on: 05/01/2023\n" + with_appendix())
    _, appendix = context["parts"]
    assert (appendix["label"], appendix["title"]) == ("Phụ lục", "PHÂN CÔNG NHIỆM VỤ")
    assert appendix["attached"] == (
        "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2023"
        " của Ủy ban nhân dân xã Quang Khải)"
    )
    assert not appendix["signed"]
    assert _printed(context, "KemTheo") == [appendix["attached"]]


def test_the_body_ends_portrait_before_an_appendix() -> None:
    body, _ = _context(with_appendix())["parts"]
    assert (body["signed"], body["ends"]) == (True, "portrait")


COLUMNS = "    table: {{columns: [{titles}], rows: [[{cells}]]}}\n"


def _free(columns: int) -> str:
    """Return the lines of a free table of some columns."""
    titles = ", ".join(f"{{title: c{number}}}" for number in range(columns))
    return COLUMNS.format(titles=titles, cells=", ".join(f"ô{n}" for n in range(columns)))


@pytest.mark.parametrize(
    ("block", "ends"),
    [
        ("    from: assignment-table\n", "landscape"),
        ("    from: assignment-table\n    orientation: portrait\n", "portrait"),
        ("    from: target-table\n", "portrait"),
        ("    from: target-table\n    orientation: landscape\n", "landscape"),
        ("    text: Lời văn\n", "portrait"),
        (_free(3), "portrait"),
        (_free(9), "landscape"),
    ],
)
def test_an_appendix_lies_across_when_its_table_is_wide_or_the_plan_says_so(
    block: str, ends: str
) -> None:
    appendix = APPENDIX.replace("    from: assignment-table\n", block)
    assert _context(with_appendix(appendix))["parts"][1]["ends"] == ends


def test_several_appendices_are_numbered_in_roman() -> None:
    second = "  - {id: chi-tieu, title: Chỉ tiêu, from: target-table}\n"
    cited = (
        "appendix('phan-cong') }} kèm theo",
        "appendix('phan-cong') }}, {{ appendix('chi-tieu') }} kèm theo",
    )
    context = _context(changed(cited, plan=with_appendix(APPENDIX + second)))
    assert [part["label"] for part in context["parts"]] == ["", "Phụ lục I", "Phụ lục II"]


def test_the_subject_keeps_its_line_break_and_the_title_of_the_file_has_none() -> None:
    text = changed(("vững {{ period.label }} trên", r"vững\n{{ period.label }} trên"))
    text = text.replace("subject: Giảm", 'subject: "Giảm').replace(
        "bàn {{ issuer }}\n", 'bàn {{ issuer }}"\n'
    )
    context = _context(text)
    assert _printed(context, "TrichYeu") == [
        "Giảm nghèo bền vững\nnăm 2023 trên địa bàn xã Quang Khải"
    ]
    assert context["document"]["title"] == (
        "Kế hoạch Giảm nghèo bền vững năm 2023 trên địa bàn xã Quang Khải"
    )


def test_properties_are_cut_to_what_word_reads() -> None:
    text = changed(("subject: Giảm", f"subject: {'Rất dài ' * 100}Giảm"))
    context = _context(text)
    assert len(context["subject"]) > 255
    assert {len(value) for key, value in context["document"].items() if key != "author"} == {255}
    assert context["document"]["author"] == "Ủy ban nhân dân xã Quang Khải"
