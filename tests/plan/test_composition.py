"""The finished text of a plan: every block in document order, the end mark, Nơi nhận, signature."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.composition import Block, Composition, compose
from generator.plan.model import Plan
from generator.plan.rules import examine
from tests.plan.rules.samples import Fields, plan_fields

DECREE: Fields = {"id": "nd-27", "type": "Nghị định", "number": "27/2022/NĐ-CP", "about": "quản lý"}
FULL, SHORT = "Nghị định số 27/2022/NĐ-CP quản lý", "Nghị định số 27/2022/NĐ-CP"


def _plan(**changes: Any) -> Plan:
    return Plan.model_validate(plan_fields(**changes))


def _composed(**changes: Any) -> Composition:
    """Return the finished text of the smallest plan with changes, which must be without fault."""
    composition = compose(_plan(**changes))
    assert composition.diagnostics == ()
    return composition


def _body(*items: Any, **changes: Any) -> list[tuple[str, str, str, str]]:
    """Return what a section with these items prints: kind, number, title, text of each block."""
    sections = [{"id": "phan", "title": "Đường về", "items": list(items)}]
    composition = _composed(**{"tasks": [], "sections": sections, **changes})
    return [(b.kind, b.number, b.title, b.text) for b in composition.sections["phan"]][1:]


def test_a_section_heading_is_printed_in_capitals() -> None:
    sections = [{"id": "x", "title": "Mục đích, đối tượng và ưu đãi", "text": "Có."}]
    assert _composed(tasks=[], sections=sections).sections["x"] == (
        Block("section", ("sections", 0), "I.", "MỤC ĐÍCH, ĐỐI TƯỢNG VÀ ƯU ĐÃI"),
        Block("paragraph", ("sections", 0), text="Có."),
    )


def test_every_rung_is_a_kind_of_block_of_its_own() -> None:
    ladder = ["I.", "1.", "1.1.", "a)", "*", "-", "+"]
    deepest: Fields = {"title": "G", "text": "Hết."}
    for title in "FEDCB":
        deepest = {"title": title, "items": [deepest]}
    assert _body(deepest, ladder=ladder) == [
        ("clause", "1.", "B", ""),
        ("subclause", "1.1.", "C", ""),
        ("point", "a)", "D", ""),
        ("star", "*", "E", ""),
        ("dash_head", "-", "", "F:"),
        ("plus", "+", "", "G: Hết."),
    ]


def test_a_title_stands_on_its_own_line_or_runs_into_its_text() -> None:
    item = {"title": "Phạm vi", "text": "Toàn huyện.\n\nMọi xã."}
    assert _body(item) == [
        ("clause", "1.", "Phạm vi", ""),
        ("paragraph", "", "", "Toàn huyện."),
        ("paragraph", "", "", "Mọi xã."),
    ]
    assert _body(item | {"heading": "run-in"}) == [
        ("clause_text", "1.", "Phạm vi", "Toàn huyện."),
        ("paragraph", "", "", "Mọi xã."),
    ]
    assert _body({"title": "Phạm vi", "heading": "run-in"}) == [("clause", "1.", "Phạm vi", "")]


def test_an_item_without_title_among_titled_ones_runs_behind_its_number() -> None:
    assert _body({"title": "Một"}, "Hai.") == [
        ("clause", "1.", "Một", ""),
        ("clause_text", "2.", "", "Hai."),
    ]


def test_a_bullet_runs_its_title_in_with_a_colon() -> None:
    items = [
        {"title": "Y tế", "text": "Khám bệnh."},
        {"title": "Giáo dục", "items": ["Dạy.", "Học."]},
        {"title": "Nhà ở"},
        {"text": "Nước\n\nsạch."},
    ]
    assert _body({"title": "A", "numbering": "-", "items": items})[1:] == [
        ("dash", "-", "", "Y tế: Khám bệnh."),
        ("dash_head", "-", "", "Giáo dục:"),
        ("plus", "+", "", "Dạy."),
        ("plus", "+", "", "Học."),
        ("dash", "-", "", "Nhà ở"),
        ("dash", "-", "", "Nước"),
        ("paragraph", "", "", "sạch."),
    ]


def test_items_without_numbering_are_plain_paragraphs() -> None:
    assert _body({"title": "A", "numbering": "none", "items": ["Một.", "Hai."]})[1:] == [
        ("paragraph", "", "", "Một."),
        ("paragraph", "", "", "Hai."),
    ]


def test_a_line_break_in_a_text_is_a_new_paragraph_and_stays_one_in_a_title() -> None:
    assert [block[3] for block in _body("Một\nhai\n\n\n  ba  \n")] == ["Một", "hai", "ba"]
    assert _composed(subject="Dòng một\ndòng hai").subject == "Dòng một\ndòng hai"


@pytest.mark.parametrize("text", ["A & B", "a < b > c", "100%", "“nháy”", "C:\\tệp", "½ — …x"])
def test_signs_pass_through_the_text_unchanged(text: str) -> None:
    assert _body(text) == [("dash", "-", "", text)]
    assert _composed(subject=text).subject == text


def test_an_item_with_nothing_to_print_is_an_error_and_no_bare_number() -> None:
    sections = [{"id": "x", "title": "X", "numbering": "a)", "items": [{"id": "trong"}, "Có."]}]
    plan = _plan(tasks=[], agencies=[], recipients=["UBND tỉnh"], sections=sections)
    composition = compose(plan)
    assert len((*composition.diagnostics, *examine(plan, composition))) == 1


@pytest.mark.parametrize("block", ["tasks", "assignments", "funding", "reports"])
def test_a_derived_list_without_entries_is_found_like_a_table_without_rows(block: str) -> None:
    sections = [{"id": "x", "title": "X", "from": block}]
    plan = _plan(tasks=[], agencies=[], recipients=["UBND tỉnh"], sections=sections)
    composition = compose(plan)
    found = (*composition.diagnostics, *examine(plan, composition))
    assert [one.path[:2] for one in found] == [("sections", 0)]


def test_a_paragraph_opening_names_its_bases_in_the_text() -> None:
    opening = "Căn cứ {{ basis('nd-27') }}; {{ issuer.short }} ban hành:\n\nNhư sau:"
    bases = [*plan_fields()["bases"], DECREE]
    composition = _composed(opening=opening, bases=bases)
    assert composition.bases == ()
    assert composition.opening == (f"Căn cứ {FULL}; UBND huyện ban hành:", "Như sau:")
    assert composition.opening_bases == ("nd-27",)


def test_bases_on_lines_end_with_a_semicolon_and_the_last_with_a_full_stop() -> None:
    opening = {
        "style": "lines",
        "bases": ["kh-tinh", "nd-27"],
        "text": "Theo {{ basis('nd-27') }}:",
    }
    composition = _composed(opening=opening, bases=[*plan_fields()["bases"], DECREE])
    assert composition.bases == (
        "Căn cứ Kế hoạch số 15/KH-UBND ngày 10/02/2022 của UBND tỉnh giảm nghèo bền vững;",
        f"Căn cứ {FULL}.",
    )
    assert composition.opening == (f"Theo {SHORT}:",)
    alone = _composed(opening=opening | {"bases": ["nd-27"]}, bases=[DECREE])
    assert alone.bases == (f"Căn cứ {FULL}.",)


def test_text_is_finished_in_the_order_of_the_page() -> None:
    cite = "Theo {{ basis('nd-27') }}"
    appendix = {"id": "p", "title": "Biểu", "text": cite}
    changes: Fields = {
        "bases": [*plan_fields()["bases"], DECREE],
        "appendices": [appendix],
        "sections": [
            {
                "id": "mot",
                "title": "Một",
                "text": cite,
                "items": [cite, {"title": "T", "text": cite}],
            },
            {"id": "hai", "title": "Hai", "text": cite},
        ],
        "tasks": [],
        "closing": cite,
    }
    composition = _composed(**changes)
    texts = [block.text for block in composition.body if block.text]
    assert texts == [
        f"Theo {FULL}", f"Theo {SHORT}", f"Theo {SHORT}", f"Theo {SHORT}", f"Theo {SHORT}./.",
    ]  # fmt: skip
    assert composition.appendices[0].blocks[0].text == f"Theo {SHORT}./."
    in_subject = _composed(**changes | {"subject": cite})
    assert in_subject.subject == f"Theo {FULL}"
    assert in_subject.sections["mot"][1].text == f"Theo {SHORT}"


def test_only_bases_named_before_the_first_section_are_bases_of_the_opening() -> None:
    changes = {"bases": [*plan_fields()["bases"], DECREE], "closing": "Theo {{ basis('nd-27') }}."}
    composition = _composed(**changes)
    assert composition.opening_bases == ("kh-tinh",)
    assert composition.mentions.bases == ["kh-tinh", "nd-27"]


@pytest.mark.parametrize(
    ("closing", "ended"),
    [
        ("Xong.", "Xong./."),
        ("Xong", "Xong./."),
        ("Xong;", "Xong./."),
        ("Xong./.", "Xong./."),
        ("Xong ./.", "Xong./."),
        ("(Xong).", "(Xong)./."),
        ("Quỹ “Vì người nghèo”.", "Quỹ “Vì người nghèo”./."),
    ],
)
def test_the_text_ends_with_the_end_mark_in_place_of_its_full_stop(
    closing: str, ended: str
) -> None:
    assert [block.text for block in _composed(closing=closing).closing] == [ended]


@given(st.lists(st.text("ab .,;:\n", min_size=1).filter(str.strip), min_size=1, max_size=3))
def test_the_end_mark_stands_once_and_last(paragraphs: list[str]) -> None:
    composition = _composed(closing="\n".join(paragraphs))
    texts = [block.text for block in composition.body]
    assert texts[-1].endswith("./.")
    assert sum(text.count("./.") for text in texts) == 1
    assert {block.kind for block in composition.closing} == {"closing"}


def test_without_a_closing_paragraph_the_last_section_ends_the_text() -> None:
    composition = _composed(closing=None)
    assert composition.closing == ()
    assert composition.body[-1].kind == "dash"
    assert composition.body[-1].text == "Tham mưu, theo dõi, đôn đốc việc thực hiện./."
    paragraph = _composed(
        closing=None, tasks=[], sections=[{"id": "x", "title": "X", "text": "A."}]
    )
    assert (paragraph.body[-1].kind, paragraph.body[-1].text) == ("closing", "A./.")


@pytest.mark.parametrize("derived", [True, False])
def test_a_table_at_the_end_of_the_text_is_no_place_for_the_end_mark(derived: bool) -> None:
    table: Fields = (
        {"from": "assignment-table"} if derived
        else {"table": {"columns": [{"title": "Cột"}], "rows": [["Ô"]]}}
    )  # fmt: skip
    sections = [*plan_fields()["sections"], {"id": "x", "title": "X", **table}]
    last = _composed(closing=None, sections=sections).body[-1]
    assert (last.text, last.title) == ("", "")


def test_an_appendix_ends_with_the_end_mark_of_its_own_unless_it_ends_with_a_table() -> None:
    table = {"columns": [{"title": "Cột"}], "rows": [["Ô"]]}
    appendices = [
        {"id": "a", "title": "Một", "items": ["Một.", "Hai."]},
        {"id": "b", "title": "Hai", "text": "Trước bảng.", "table": table},
        {"id": "c", "title": "Ba", "text": "Trước bảng.", "from": "assignment-table"},
    ]
    found = _composed(appendices=appendices).appendices
    assert [block.text for block in found[0].blocks] == ["Một.", "Hai./."]
    for appendix in found[1:]:
        assert [block.text for block in appendix.blocks] == ["Trước bảng.", ""]


def test_an_appendix_is_numbered_by_itself_under_a_label_and_a_title_in_capitals() -> None:
    items = [{"title": "Việc một", "items": ["Làm."]}, {"title": "Việc hai"}]
    appendices = [{"id": "a", "title": "Nội dung", "items": items}]
    (found,) = _composed(appendices=appendices).appendices
    assert (found.id, found.label, found.title) == ("a", "Phụ lục", "NỘI DUNG")
    assert [(block.kind, block.number, block.title, block.text) for block in found.blocks] == [
        ("clause", "1.", "Việc một", ""),
        ("dash", "-", "", "Làm."),
        ("clause", "2.", "Việc hai./.", ""),
    ]
    second = _composed(appendices=[*appendices, {"id": "b", "title": "B", "items": items}])
    assert [appendix.label for appendix in second.appendices] == ["Phụ lục I", "Phụ lục II"]
    assert second.appendices[1].blocks[0].number == "1."


def test_a_table_of_the_author_has_finished_titles_and_cells() -> None:
    table = {
        "columns": [{"title": "Năm {{ period }}"}, {"title": "Số", "align": "right"}],
        "rows": [["{{ issuer }}", "1"], ["Cả năm {{ period }}", ""]],
    }
    section = {"id": "x", "title": "X", "text": "Trước.", "table": table, "items": ["Sau."]}
    blocks = _composed(tasks=[], sections=[section]).sections["x"]
    assert [block.kind for block in blocks] == ["section", "paragraph", "table", "dash"]
    assert blocks[2].cells == (
        ("Năm 2022", "Số"), ("huyện Hải Hậu", "1"), ("Cả năm 2022", ""),
    )  # fmt: skip


def test_every_fault_of_the_text_is_told_in_one_run_with_its_path() -> None:
    fault = "Theo {{ la }}."
    plan = _plan(
        subject=fault,
        notice=fault,
        opening=fault,
        sections=[{"id": "x", "title": fault, "text": fault, "items": [{"title": fault}]}],
        tasks=[],
        closing=fault,
        appendices=[{"id": "p", "title": "P", "text": fault}],
        recipients=[fault, {"agencies": "labour"}],
    )
    found = compose(plan).diagnostics
    assert {one.code for one in found} == {"text.undefined"}
    assert sorted(one.path for one in found) == [
        ("appendices", 0, "text"),
        ("closing",),
        ("notice",),
        ("opening", "text"),
        ("recipients", 0, "name"),
        ("sections", 0, "items", 0, "title"),
        ("sections", 0, "text"),
        ("sections", 0, "title"),
        ("subject",),
    ]


def test_the_notice_is_finished_text_and_empty_when_there_is_none() -> None:
    assert _composed(notice="Số liệu năm {{ period }}").notice == "Số liệu năm 2022"
    assert _composed().notice == ""


def test_the_same_plan_gives_the_same_text() -> None:
    assert _composed() == _composed()


def test_recipients_stand_one_a_line_and_the_archive_last_with_a_full_stop() -> None:
    agencies = [
        {"id": "labour", "name": "Phòng Lao động", "short": "Phòng LĐ", "text": "Làm."},
        {"id": "health", "name": "Trạm y tế", "text": "Làm."},
        {"id": "villages", "name": "các thôn", "short": "Các thôn", "collective": True},
    ]
    recipients = [
        {"name": "{{ superior.short }}", "purpose": "để b/c"},
        "lãnh đạo {{ issuer.short }}",
        {"agencies": ["labour", "health", "villages"]},
        {"name": "Như trên", "agencies": "labour"},
    ]
    composition = _composed(agencies=agencies, recipients=recipients, archive=["VT", "LĐ"])
    assert composition.recipients == (
        "- UBND tỉnh (để b/c);",
        "- Lãnh đạo UBND huyện;",
        "- Phòng LĐ, Trạm y tế, các thôn;",
        "- Như trên;",
        "- Lưu: VT, LĐ.",
    )
    assert _composed(recipients=["X"]).recipients == ("- X;", "- Lưu: VT.")


def test_recipients_may_be_completed_from_the_agencies_not_yet_reached() -> None:
    agencies = [
        {"id": "labour", "name": "Phòng Lao động", "text": "Làm."},
        {"id": "health", "name": "Phòng Y tế", "short": "Phòng YT", "text": "Làm."},
        {"id": "police", "name": "Công an", "text": "Làm."},
        {"id": "silent", "name": "Bưu điện"},
        {"id": "group", "name": "các phòng", "collective": True, "members": ["labour"]},
        {"id": "both", "name": "hai ngành", "text": "Làm.", "members": ["labour", "police"]},
    ]
    recipients = [{"agencies": "group"}, {"name": "Công an", "agencies": "police"}]
    composition = _composed(agencies=agencies, recipients=[*recipients, {"from": "agencies"}])
    assert composition.recipients == (
        "- Các phòng;", "- Công an;", "- Phòng YT;", "- Lưu: VT.",
    )  # fmt: skip


def test_a_line_of_recipients_that_names_nobody_is_an_error() -> None:
    plan = _plan(recipients=[{"agencies": "labour"}, {"purpose": "để b/c"}])
    composition = compose(plan)
    found = (*composition.diagnostics, *examine(plan, composition))
    assert [one.path[:2] for one in found] == [("recipients", 1)]


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        ({}, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ({"collective": False}, ["CHỦ TỊCH"]),
        (
            {"authority": "KT", "position": "Phó Chủ tịch thường trực"},
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"],
        ),
        (
            {"authority": "KT", "position": "PHÓ CHỦ TỊCH", "collective": False},
            ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        ({"authority": "Q"}, ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        (
            {"authority": "TL", "position": "Trưởng phòng"},
            ["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG"],
        ),
        (
            {"authority": "TL", "position": "Chánh Văn phòng", "deputy_position": "Phó Chánh VP"},
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VP"],
        ),
        (
            {"authority": "TUQ", "position": "Giám đốc"},
            ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC"],
        ),
    ],
)
def test_the_signature_is_printed_in_the_form_of_its_authority(
    signature: Fields, lines: list[str]
) -> None:
    assert list(_composed(signature=signature).signature) == lines
