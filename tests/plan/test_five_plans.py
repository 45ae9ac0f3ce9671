"""The shipped plans: five real ones and a sample for 2027, held to the facts of their sources."""

import re
from functools import cache
from pathlib import Path

import pytest

from generator.diagnostics import Severity
from generator.pipeline import validate
from generator.plan.composition import Block, Composition, compose
from generator.plan.conditions import for_issuer
from generator.plan.model import Plan
from generator.plan.source import parse_plan, read_plan

PLANS = Path(__file__).parents[2] / "data" / "plans"
KIM_BANG, MINH_TIEN, HAI_HAU, QUANG_KHAI, HA_TINH, CAM_BINH = NAMES = (
    "kim-bang-2023",
    "minh-tien-2022-2025",
    "hai-hau-2022",
    "quang-khai-2023",
    "ha-tinh-2023",
    "cam-binh-2027",
)
SECTIONS = {
    KIM_BANG: [
        "I. KHÁI QUÁT VỀ THỰC TRẠNG HỘ NGHÈO",
        "II. CHỈ TIÊU, NHIỆM VỤ",
        "III. GIẢI PHÁP TRỌNG TÂM",
        "IV. KINH PHÍ THỰC HIỆN",
        "V. TỔ CHỨC THỰC HIỆN",
    ],
    MINH_TIEN: [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. MỤC TIÊU",
        "III. ĐỐI TƯỢNG VÀ PHẠM VI",
        "IV. NỘI DUNG THỰC HIỆN",
        "V. NHIỆM VỤ VÀ GIẢI PHÁP",
        "VI. TỔ CHỨC THỰC HIỆN",
        "VII. CHẾ ĐỘ BÁO CÁO",
    ],
    HAI_HAU: [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. MỤC TIÊU",
        "III. ĐỐI TƯỢNG, PHẠM VI VÀ THỜI GIAN THỰC HIỆN",
        "IV. NỘI DUNG THỰC HIỆN",
        "V. KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH",
        "VI. TỔ CHỨC THỰC HIỆN",
    ],
    QUANG_KHAI: ["I. MỤC TIÊU", "II. CÁC GIẢI PHÁP CHỦ YẾU", "III. TỔ CHỨC THỰC HIỆN"],
    HA_TINH: [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. MỤC TIÊU",
        "III. CÁC DỰ ÁN CỦA CHƯƠNG TRÌNH",
        "IV. KINH PHÍ THỰC HIỆN",
        "V. TỔ CHỨC THỰC HIỆN",
    ],
    CAM_BINH: [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. MỤC TIÊU, CHỈ TIÊU",
        "III. ĐỐI TƯỢNG, PHẠM VI, THỜI GIAN THỰC HIỆN",
        "IV. NỘI DUNG THỰC HIỆN",
        "V. KINH PHÍ THỰC HIỆN",
        "VI. TỔ CHỨC THỰC HIỆN",
        "VII. CHẾ ĐỘ BÁO CÁO",
    ],
}
ACTORS = {KIM_BANG: 13, MINH_TIEN: 4, HAI_HAU: 8, QUANG_KHAI: 11, HA_TINH: 10, CAM_BINH: 9}
ORGANISATION = "TỔ CHỨC THỰC HIỆN"
DEADLINES = {
    KIM_BANG: "báo cáo định kỳ kết quả giảm nghèo 6 tháng, 1 năm về UBND huyện (qua Phòng Lao động"
    " - TB&XH huyện tổng hợp)",
    MINH_TIEN: "UBND xã báo cáo Phòng Lao động - Thương binh và Xã hội huyện để tổng hợp báo cáo"
    " UBND huyện theo quy định./.",
    HAI_HAU: "báo cáo kết quả thực hiện về UBND huyện (qua Phòng Lao động - Thương binh và Xã hội)"
    " trước ngày 09/12/2022 để tổng hợp báo cáo UBND tỉnh và Sở Lao động - Thương binh và Xã"
    " hội./.",
    QUANG_KHAI: "báo cáo kịp thời về Ban chỉ đạo giảm nghèo của xã theo quy định",
    HA_TINH: "Định kỳ hàng năm gửi kết quả thực hiện về Sở Lao động - Thương binh và Xã hội để tổng"
    " hợp, báo cáo Bộ Lao động - Thương binh và Xã hội và Ủy ban nhân dân tỉnh theo quy định",
    CAM_BINH: "báo cáo 6 tháng đầu năm chậm nhất ngày 16/6/2027; báo cáo năm chậm nhất ngày"
    " 15/12/2027",
}
RECIPIENTS = {
    KIM_BANG: [
        "- Sở LĐTBXH (để b/c);",
        "- TTHU, TTHĐND huyện (để b/c);",
        "- Lãnh đạo UBND huyện (để chỉ đạo);",
        "- Ủy ban MTTQ huyện (để t/h);",
        "- Các cơ quan, ban, ngành, đoàn thể huyện (để t/h);",
        "- UBND các xã, thị trấn (để t/h);",
        "- Lưu: VT, LĐTBXH.",
    ],
    MINH_TIEN: [
        "- Phòng Lao động - Thương binh và Xã hội;",
        "- Đảng ủy, HĐND xã;",
        "- Chủ tịch, các Phó Chủ tịch UBND xã;",
        "- Các ban, ngành, đoàn thể;",
        "- Lưu: VT.",
    ],
    HAI_HAU: [
        "- UBND tỉnh;",
        "- Sở LĐ-TB và XH;",
        "- Ban TV Huyện ủy;",
        "- TT HĐND huyện;",
        "- Lãnh đạo UBND huyện;",
        "- Các cơ quan, đơn vị;",
        "- UBND các xã, thị trấn;",
        "- Cổng TTĐT huyện;",
        "- Lưu: VT.",
    ],
    QUANG_KHAI: [
        "- Phòng LĐTBXH huyện (để b/c);",
        "- TT Đảng ủy - HĐND xã;",
        "- Chủ tịch, PCT UBND xã;",
        "- UBMTTQ xã và các đoàn thể;",
        "- Các cơ quan, đơn vị liên quan;",
        "- Các thôn;",
        "- Lưu: VP.",
    ],
    HA_TINH: [
        "- Bộ LĐ-TB&XH (để báo cáo);",
        "- Bộ Tài chính (để báo cáo);",
        "- Văn phòng Quốc gia về giảm nghèo (để báo cáo);",
        "- TTr Tỉnh ủy, TTr HĐND tỉnh (để báo cáo);",
        "- Chủ tịch, các PCT UBND tỉnh;",
        "- Ban Thường trực UBMTTQ tỉnh;",
        "- Các sở, ban, ngành, đoàn thể cấp tỉnh;",
        "- UBND các huyện, thành phố, thị xã;",
        "- Chánh VP, PCVP Trần Tuấn Nghĩa;",
        "- Trung tâm Công báo - Tin học;",
        "- Lưu: VT, VX2.",
    ],
}
TM, KT, DEPUTY = "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
SIGNATURES = {
    KIM_BANG: ((KT, DEPUTY), "Phạm Hoàng Tùng"),
    MINH_TIEN: ((TM, "CHỦ TỊCH"), "Ngô Văn Quyên"),
    HAI_HAU: ((TM, KT, "PHÓ CHỦ TỊCH THƯỜNG TRỰC"), "Lưu Thị Nghiêm"),
    QUANG_KHAI: ((KT, DEPUTY), "Nguyễn Hồng Thiêm"),
    HA_TINH: ((TM, KT, DEPUTY), None),
    CAM_BINH: ((TM, "CHỦ TỊCH"), None),
}
WARNINGS = {
    HA_TINH: ["content.person-among-agencies"],
    MINH_TIEN: [
        "content.agency-not-in-recipients",
        "content.lead-without-duty",
        "content.lead-without-duty",
        "content.lead-without-duty",
        "content.upper-level-left",
        "content.upper-level-left",
    ],
}


@cache
def _plan(name: str) -> Plan:
    return for_issuer(read_plan(PLANS / f"{name}.yaml").plan).plan


@cache
def _composed(name: str) -> Composition:
    return compose(_plan(name))


def _edited(name: str, *edits: tuple[str, str]) -> Composition:
    """Return a shipped plan composed after changes of its file, each of one place."""
    text = (PLANS / f"{name}.yaml").read_text("utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return compose(parse_plan(text.encode(), name).plan)


def _blocks(composition: Composition, title: str) -> tuple[Block, ...]:
    """Return the blocks of the section with a title in capitals."""
    (found,) = (blocks for blocks in composition.sections.values() if blocks[0].title == title)
    return found


def _texts(composition: Composition) -> list[str]:
    """Return every finished text of a plan, tables included."""
    tables = [block for appendix in composition.appendices for block in appendix.blocks]
    return [
        composition.subject,
        *composition.bases,
        *composition.opening,
        *(text for block in composition.body for text in (block.title, block.text)),
        *(text for block in tables for text in (block.title, block.text)),
        *(cell for block in tables for row in block.rows for cell in row.cells.values()),
        *composition.recipients,
        *composition.signature,
    ]


def _has(composition: Composition, text: str) -> int:
    """Return how many blocks of the body have a text in them."""
    return sum(text in block.text for block in composition.body)


def test_the_shipped_plans_are_the_six_that_are_held_to_their_sources() -> None:
    shipped = {file.stem for file in PLANS.glob("*.yaml")}
    assert shipped == {*NAMES, "ha-tinh-2027"}  # the master of 2027 is held by tests/change


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_plan_has_no_error_and_only_its_known_warnings(name: str) -> None:
    found = validate(PLANS / f"{name}.yaml").diagnostics
    assert [one.code for one in found if one.severity is Severity.ERROR] == []
    assert sorted(one.code for one in found) == WARNINGS.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_the_sections_are_those_of_the_source_numbered_without_a_gap(name: str) -> None:
    headings = [
        f"{block.number} {block.title}" for block in _composed(name).body if block.kind == "section"
    ]
    assert headings == SECTIONS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_actor_of_the_source_has_its_number_in_the_organisation(name: str) -> None:
    blocks = _blocks(_composed(name), ORGANISATION)
    numbers = [block.number for block in blocks if block.kind in ("clause", "clause_text")]
    assert numbers == [f"{n}." for n in range(1, ACTORS[name] + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_the_deadline_is_printed_in_the_words_of_the_source(name: str) -> None:
    assert _has(_composed(name), DEADLINES[name]) == 1


@pytest.mark.parametrize("name", sorted(RECIPIENTS))
def test_the_recipients_are_those_of_the_source(name: str) -> None:
    assert list(_composed(name).recipients) == RECIPIENTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_signature_is_that_of_the_source(name: str) -> None:
    signature = (_composed(name).signature, _plan(name).signature.name)
    assert signature == SIGNATURES[name]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_unfinished_reaches_a_text(name: str) -> None:
    unfinished = re.compile(
        r"\{\{|\}\}|\{%|\bNone\b|\bnan\b|\d{4}-\d\d-\d\d|\d\.\d{5,}|=\w+\(|"
        r" [,;.:]|,,|;;|\(\)|\b(\w+ \w+) \1\b"
    )
    for text in _texts(_composed(name)):
        assert unfinished.search(text) is None, text
        assert text == text.strip()


@pytest.mark.parametrize("name", NAMES)
def test_the_text_ends_once(name: str) -> None:
    texts = [block.title + block.text for block in _composed(name).body]
    assert texts[-1].endswith("./.")
    assert "./." not in "".join(texts[:-1])


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_plan_gives_the_same_text_every_time(name: str) -> None:
    assert compose(_plan(name)) == _composed(name)


def test_kim_bang_cuts_its_poverty_rate_from_one_figure_to_the_next() -> None:
    composition = _composed(KIM_BANG)
    assert (
        _has(composition, "giảm 0,55% (từ 2,5% cuối năm 2022 xuống còn 1,95% cuối năm 2023)") == 1
    )
    assert _has(composition, "Hộ nghèo toàn huyện: 1.012 hộ, tỷ lệ 2,5%") == 1


def test_kim_bang_names_its_projects_before_their_labels() -> None:
    blocks = _blocks(_composed(KIM_BANG), "GIẢI PHÁP TRỌNG TÂM")
    named = [(b.number, b.title) for b in blocks if b.kind in ("subclause", "star")][6:]
    assert named == [
        ("8.1.", "Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo (Dự án 2)"),
        ("8.2.", "Phát triển giáo dục nghề nghiệp, việc làm bền vững (Dự án 4)"),
        ("*", "Hỗ trợ việc làm bền vững (Tiểu dự án 3)"),
        ("8.3.", "Truyền thông và giảm nghèo về thông tin (Dự án 6)"),
        ("*", "Truyền thông về giảm nghèo đa chiều (Tiểu dự án 2)"),
        ("8.4.", "Nâng cao năng lực và giám sát, đánh giá Chương trình (Dự án 7)"),
        ("*", "Nâng cao năng lực thực hiện Chương trình (Tiểu dự án 1)"),
        ("*", "Giám sát, đánh giá (Tiểu dự án 2)"),
    ]


def test_minh_tien_letters_its_projects_in_vietnamese_order() -> None:
    blocks = _blocks(_composed(MINH_TIEN), "NỘI DUNG THỰC HIỆN")
    letters = [block.number for block in blocks if block.kind in ("point", "point_text")]
    assert letters == [
        *("a)", "b)", "c)", "d)", "đ)", "e)", "g)"),
        *("a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"),
    ]
    projects = [block.title[:8] for block in blocks if block.title.startswith("Dự án")]
    assert projects == [f"Dự án {n}:" for n in range(1, 8)]


def test_minh_tien_says_of_four_projects_that_they_are_out_of_its_scope() -> None:
    blocks = _blocks(_composed(MINH_TIEN), "NỘI DUNG THỰC HIỆN")
    titles = [
        blocks[n - 1].title.split(":")[0]
        for n, block in enumerate(blocks)
        if block.text == "(Không thuộc phạm vi thực hiện)"
    ]
    assert titles == ["Dự án 1", "Tiểu dự án 1", "Tiểu dự án 2", "Dự án 5"]


FUNDING = (
    "Nguồn ngân sách nhà nước; nguồn Chương trình mục tiêu quốc gia; nguồn kinh phí lồng ghép thực"
    " hiện các chương trình, dự án khác và nguồn vốn huy động hợp pháp khác."
)


def test_minh_tien_states_its_funding_once_and_prints_it_under_each_project_in_scope() -> None:
    file = " ".join((PLANS / f"{MINH_TIEN}.yaml").read_text("utf-8").split())
    assert file.count(FUNDING) == 1
    blocks = _blocks(_composed(MINH_TIEN), "NỘI DUNG THỰC HIỆN")
    paid, heading = [], ""
    for block in blocks:
        heading = block.title if block.kind in ("point", "star") else heading
        if block.text == f"Nguồn kinh phí thực hiện: {FUNDING}":
            paid.append(heading)
    assert paid == [
        "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo",
        "Tiểu dự án 1: Hỗ trợ phát triển sản xuất trong lĩnh vực nông nghiệp",
        "Tiểu dự án 2: Cải thiện dinh dưỡng",
        "Tiểu dự án 3: Hỗ trợ việc làm bền vững",
        "Tiểu dự án 1: Giảm nghèo về thông tin",
        "Tiểu dự án 2: Truyền thông về giảm nghèo đa chiều",
        "Tiểu dự án 1: Nâng cao năng lực thực hiện Chương trình",
        "Tiểu dự án 2: Giám sát, đánh giá",
    ]


def test_minh_tien_changes_its_funding_everywhere_by_changing_it_once() -> None:
    edited = _edited(MINH_TIEN, ("Nguồn ngân sách nhà nước; nguồn", "Ngân sách xã; nguồn"))
    assert _has(edited, "Nguồn kinh phí thực hiện: Ngân sách xã; nguồn Chương trình") == 8
    assert _has(edited, "Nguồn ngân sách nhà nước; nguồn") == 0


def test_minh_tien_names_who_does_each_project_in_the_words_of_the_source() -> None:
    composition = _composed(MINH_TIEN)
    for text in (
        "Ủy ban nhân dân các xã, các thôn trên địa bàn xã.",
        "Đơn vị thực hiện: Công chức Địa chính nông nghiệp tham mưu thực hiện.",
        "Công chức Văn hóa xã hội phối hợp với các ban, ngành, đoàn thể tổ chức thực hiện.",
        "Trạm y tế xã, các ban, ngành, đoàn thể có liên quan tổ chức thực hiện.",
    ):
        assert _has(composition, text) == 1


def test_minh_tien_has_the_appendix_that_its_text_cites() -> None:
    composition = _composed(MINH_TIEN)
    assert _has(composition, "(có Phụ lục kèm theo)") == 1
    (appendix,) = composition.appendices
    assert appendix.label == "Phụ lục"
    rows = [row.cells for row in appendix.blocks[0].rows if row.kind == "row"]
    assert (rows[0]["end"], rows[3]["baseline"], len(rows)) == ("< 1,2", "98,41", 9)


def test_hai_hau_says_who_leads_what_by_number() -> None:
    texts = [block.text for block in _blocks(_composed(HAI_HAU), ORGANISATION)]
    led = [re.search(r"tại (tiểu mục .*?) Kế hoạch này", text) for text in texts]
    assert [match.group(1) for match in led if match] == [
        "tiểu mục 2.1, 2.3, 2.4, 2.6, 2.7 thuộc mục 2 phần IV",
        "tiểu mục 2.2 thuộc mục 2 phần IV",
        "tiểu mục 2.5 thuộc mục 2 phần IV",
    ]


def test_hai_hau_assigns_each_task_to_the_agency_that_says_it_leads_it() -> None:
    composition = _composed(HAI_HAU)
    leads: dict[str, list[str]] = {}
    number = ""
    for block in _blocks(composition, "NỘI DUNG THỰC HIỆN"):
        number = block.number.rstrip(".") if block.kind == "subclause" else number
        match = re.match(r"Phân công thực hiện: (.*?) chủ trì, phối hợp", block.text)
        if match:
            leads.setdefault(match.group(1), []).append(number)
    assert leads == {
        "Phòng Lao động - Thương binh và Xã hội": ["2.1", "2.3", "2.4", "2.6", "2.7"],
        "Phòng Nông nghiệp và Phát triển nông thôn": ["2.2"],
        "Phòng Văn hóa và Thông tin": ["2.5"],
    }
    assert _has(composition, "các phòng chuyên môn được giao chủ trì thực hiện các Dự án") == 1


def test_quang_khai_gets_an_assignment_table_from_the_duties_of_its_agencies() -> None:
    composition = _edited(
        QUANG_KHAI,
        ("\nclosing: >-\n", "\nclosing: >-\n  (Có {{ appendix('phan-cong') }} kèm theo).\n"),
        (
            "\nrecipients:\n",
            "\nappendices:\n  - {id: phan-cong, title: Phân công, from: assignment-table}\n"
            "\nrecipients:\n",
        ),
    )
    assert composition.diagnostics == ()
    rows = composition.appendices[0].blocks[0].rows
    groups = [row.cells["title"] for row in rows if row.kind == "group"]
    headings = [b.title for b in _blocks(composition, ORGANISATION) if b.kind == "clause"]
    assert groups == [heading.removeprefix("Đề nghị ") for heading in headings]
    duties = [block.text for block in _blocks(composition, ORGANISATION) if block.text]
    assert [row.cells["task"] for row in rows if row.kind == "row"] == duties
    assert {row.cells["due"] for row in rows if row.kind == "row"} == {"Năm 2023"}


def test_ha_tinh_says_who_leads_what_by_name() -> None:
    composition = _composed(HA_TINH)
    led_by_labour = (
        "thực hiện Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo; Dự án 4: Phát triển"
        " giáo dục nghề nghiệp, việc làm bền vững; Tiểu dự án 2: Truyền thông về giảm nghèo đa"
        " chiều thuộc Dự án 6: Truyền thông và giảm nghèo về thông tin; Dự án 7: Nâng cao năng lực"
        " và giám sát, đánh giá Chương trình."
    )
    assert _has(composition, led_by_labour) == 1
    for text in (
        "Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với các sở, ngành, cơ quan, đơn"
        " vị, địa phương liên quan tổ chức thực hiện hiệu quả Tiểu dự án 1 thuộc Dự án 3: Hỗ trợ"
        " phát triển sản xuất trong lĩnh vực nông nghiệp.",
        "hiệu quả Tiểu dự án 2 thuộc Dự án 3: Cải thiện dinh dưỡng.",
        "Chủ trì, hướng dẫn và tổ chức thực hiện hiệu quả Tiểu dự án 1 thuộc Dự án 6: Giảm nghèo về"
        " thông tin.",
    ):
        assert _has(composition, text) == 1


def test_ha_tinh_prints_its_figures_and_the_dates_of_its_funds() -> None:
    composition = _composed(HA_TINH)
    assert _has(composition, "Tỷ lệ hộ nghèo giảm từ 0,6 - 0,7%.") == 1
    assert _has(composition, "giải ngân đến hết 31/12/2023 tại Nghị quyết số 69/2022/QH15") == 1
    assert "Chỉ thị số 05-CT/TW ngày 23/6/2021" in composition.opening[0]


def test_cam_binh_has_three_numbered_appendices_that_its_text_cites() -> None:
    composition = _composed(CAM_BINH)
    assert [appendix.label for appendix in composition.appendices] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
    ]
    for appendix in composition.appendices:
        assert _has(composition, f"tại {appendix.label} kèm theo") == 1
        assert [block.kind for block in appendix.blocks][-1].endswith("_table")


def test_cam_binh_says_the_same_of_each_task_in_the_text_and_in_the_table() -> None:
    composition = _composed(CAM_BINH)
    rows = [row.cells for row in composition.appendices[1].blocks[0].rows if row.kind == "row"]
    blocks = _blocks(composition, "NỘI DUNG THỰC HIỆN")
    said = {
        block.title: blocks[n + 1].text for n, block in enumerate(blocks) if block.kind == "point"
    }
    assert list(said) == [row["task"] for row in rows]
    for row in rows:
        support = row["support"][:1].lower() + row["support"][1:]
        sentence = said[row["task"]]
        assert sentence.startswith(f"{row['lead']} chủ trì, phối hợp với ")
        assert support.lower() in sentence.lower()


def test_cam_binh_promises_reports_for_the_same_days_in_the_text_and_in_the_table() -> None:
    composition = _composed(CAM_BINH)
    rows = [row.cells for row in composition.appendices[2].blocks[0].rows]
    text = " ".join(block.text for block in _blocks(composition, "CHẾ ĐỘ BÁO CÁO"))
    assert len(rows) == 5
    for row in rows:
        assert row["due"][:1].lower() + row["due"][1:] in text
