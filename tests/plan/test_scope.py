"""What a text may name, and what each name prints."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.plan.composition import compose
from generator.plan.expansion import task_tree
from generator.plan.model import Block, Plan
from generator.plan.scope import Scope
from generator.plan.tables import assignment_rows
from generator.plan.text import Phrase, TextFault
from tests.plan.rules.samples import Fields, plan_fields

PROGRAMME: Fields = {
    "name": "Chương trình mục tiêu quốc gia giảm nghèo bền vững",
    "short": "Chương trình",
    "period": {"from": "2021", "to": "2025"},
}
BASES: list[Fields] = [
    {
        "id": "qd-90",
        "type": "Quyết định",
        "number": "90/QĐ-TTg",
        "date": "18/01/2022",
        "issuer": "Thủ tướng Chính phủ",
        "about": "phê duyệt Chương trình",
    },
    {"id": "luat-dd", "type": "Luật", "date": "18/01/2024", "about": "Đất đai"},
    {"id": "luat-yt", "type": "Luật", "about": "Bảo hiểm y tế"},
    {"id": "tt-09", "type": "Thông tư", "number": "09/2022/TT-BLĐTBXH", "date": "25/5/2022"},
    {
        "id": "kh-tinh",
        "type": "Kế hoạch",
        "issuer": "UBND tỉnh",
        "about": "giảm nghèo",
        "superior": True,
    },
]
TARGETS: list[Fields] = [
    {"id": "ty-le", "name": "Tỷ lệ hộ nghèo", "unit": "%", "baseline": "2,50", "change": "-0,55",
     "end": "1,95"},
    {"id": "mo-hinh", "name": "Mô hình", "unit": "mô hình", "end": "> 1.030"},
    {"id": "giam", "name": "Mức giảm", "unit": "%", "change": "-0,6 - 0,7"},
    {"id": "di-hoc", "name": "Đi học", "unit": "%", "baseline": "98,41", "baseline_year": "2019",
     "end": "99"},
]  # fmt: skip
AGENCIES: list[Fields] = [
    {"id": "labour", "name": "Phòng Lao động", "short": "Phòng LĐ", "text": "Theo dõi."},
    {"id": "health", "name": "Phòng Y tế", "text": "Khám bệnh."},
    {"id": "villages", "name": "các thôn", "collective": True},
]
REPORTS: list[Fields] = [
    {"id": "truoc", "name": "A", "from": "labour", "to": "B", "due": {"before": "9/12"}},
    {"id": "cham", "name": "A", "from": "labour", "to": "B", "due": {"by": "15/3"}},
    {"id": "het", "name": "A", "from": "labour", "to": "B", "due": {"until": "05/01/2023"}},
    {"id": "khong", "name": "A", "from": "labour", "to": "B"},
]


def _scope(**changes: Any) -> Scope:
    """Return the scope of a plan that has one of everything."""
    fields = {
        "programme": PROGRAMME,
        "bases": BASES,
        "targets": TARGETS,
        "agencies": AGENCIES,
        "reports": REPORTS,
        "terms": [{"id": "chuan", "text": "chuẩn nghèo giai đoạn 2022-2025"}],
        **changes,
    }
    plan = Plan.model_validate(plan_fields(**fields))
    return Scope(plan)


def _text(template: str, **changes: Any) -> str:
    """Return a finished text, which must have no fault."""
    scope = _scope(**changes)
    text = scope.text(Phrase(template, ("closing",)))
    assert scope.diagnostics == []
    return text


def _fault(template: str, **changes: Any) -> Diagnostic:
    """Return the one fault of a text, which must print nothing."""
    scope = _scope(**changes)
    assert scope.text(Phrase(template, ("closing",))) == ""
    (found,) = scope.diagnostics
    assert found.path == ("closing",)
    return found


@pytest.mark.parametrize(
    ("period", "texts"),
    [
        ("2022", ["2022", "năm 2022", "2022", "2022", "2021", "2023"]),
        (
            {"from": "2022", "to": "2025"},
            ["2022-2025", "giai đoạn 2022-2025", "2022", "2025", "2021", "2026"],
        ),
    ],
)
def test_the_period_prints_one_year_or_several(period: Any, texts: list[str]) -> None:
    names = ("", ".label", ".first", ".last", ".previous", ".next")
    assert [_text(f"{{{{ period{name} }}}}", period=period) for name in names] == texts


def test_a_unit_prints_its_name_and_its_committee() -> None:
    names = ("", ".name", ".kind", ".authority", ".long", ".short")
    assert [_text(f"{{{{ issuer{name} }}}}") for name in names] == [
        "huyện Hải Hậu",
        "Hải Hậu",
        "huyện",
        "Ủy ban nhân dân huyện Hải Hậu",
        "Ủy ban nhân dân huyện",
        "UBND huyện",
    ]
    assert _text("{{ superior }}, {{ superior.short }}") == "tỉnh Nam Định, UBND tỉnh"
    city = {"kind": "thành phố", "name": "Hồ Chí Minh"}
    assert _text("{{ issuer.authority }}", issuer=city) == ("Ủy ban nhân dân Thành phố Hồ Chí Minh")


def test_the_programme_keeps_its_own_years_and_names() -> None:
    assert _text("{{ programme }}") == PROGRAMME["name"]
    assert _text("{{ programme.short }} {{ programme.period.label }}") == (
        "Chương trình giai đoạn 2021-2025"
    )
    unnamed = {name: value for name, value in PROGRAMME.items() if name != "short"}
    assert _text("{{ programme.short }}", programme=unnamed) == PROGRAMME["name"]


def test_what_a_plan_does_not_have_cannot_be_named() -> None:
    issuer = {"kind": "huyện", "name": "Hải Hậu"}
    for template, changes in (
        ("{{ superior }}", {"issuer": issuer}),
        ("{{ programme }}", {"programme": None}),
        ("{{ led.numbers }}", {}),
        ("{{ lead }}", {}),
        ("{{ due }}", {}),
    ):
        found = _fault(template, **changes)
        assert (found.code, found.near) == ("text.undefined", template.strip("{} ").split(".")[0])


def test_a_basis_is_named_in_full_once_and_in_short_afterwards() -> None:
    full = "Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ phê duyệt Chương trình"
    assert _text("{{ basis('qd-90') }}; {{ basis('qd-90') }}; {{ basis('qd-90') }}") == (
        f"{full}; Quyết định số 90/QĐ-TTg; Quyết định số 90/QĐ-TTg"
    )


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("full", "Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ phê duyệt"
                 " Chương trình"),
        ("dated", "Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ"),
        ("short", "Quyết định số 90/QĐ-TTg"),
        ("number", "90/QĐ-TTg"),
    ],
)  # fmt: skip
def test_a_text_may_ask_for_one_form_of_a_basis_at_any_mention(form: str, text: str) -> None:
    expression = f"{{{{ basis('qd-90').{form} }}}}"
    assert _text(f"{expression} | {expression}") == f"{text} | {text}"


def test_a_law_is_named_without_number_or_issuer() -> None:
    law = "Luật Đất đai ngày 18 tháng 01 năm 2024"
    assert _text("{{ basis('luat-dd') }}; {{ basis('luat-dd') }}") == f"{law}; Luật Đất đai"
    assert _text("{{ basis('luat-yt') }}; {{ basis('luat-yt').full }}") == (
        "Luật Bảo hiểm y tế; Luật Bảo hiểm y tế"
    )


def test_a_basis_without_issuer_or_subject_prints_what_is_known() -> None:
    assert _text("{{ basis('tt-09') }}") == "Thông tư số 09/2022/TT-BLĐTBXH ngày 25/5/2022"


def test_a_superior_plan_not_yet_numbered_leaves_room_for_the_pen() -> None:
    full = _text("{{ basis('kh-tinh') }}")
    assert full.split() == [
        "Kế", "hoạch", "số", "/KH-UBND", "ngày", "tháng", "năm", "của", "UBND", "tỉnh", "giảm",
        "nghèo",
    ]  # fmt: skip
    assert "số      /KH-UBND" in full
    assert "ngày      tháng      năm " in full


def test_bases_are_remembered_in_the_order_of_their_first_mention() -> None:
    scope = _scope()
    scope.text(Phrase("{{ basis('tt-09') }} {{ basis('qd-90') }} {{ basis('tt-09') }}", ()))
    assert scope.mentions.bases == ["tt-09", "qd-90"]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("target('ty-le').baseline", "2,50%"),
        ("target('ty-le').change", "0,55%"),
        ("target('ty-le').end", "1,95%"),
        ("target('ty-le').end.number", "1,95"),
        ("target('ty-le').name", "Tỷ lệ hộ nghèo"),
        ("target('ty-le').baseline_year", "2021"),
        ("target('ty-le').end_year", "2022"),
        ("target('mo-hinh').end", "1.030 mô hình"),
        ("target('giam').change", "0,6 - 0,7%"),
        ("target('di-hoc').baseline_year", "2019"),
        ("agency('labour')", "Phòng Lao động"),
        ("agency('labour').short", "Phòng LĐ"),
        ("agency('health').short", "Phòng Y tế"),
        ("agency('villages') | capital", "Các thôn"),
        ("term('chuan')", "chuẩn nghèo giai đoạn 2022-2025"),
        ("deadline('truoc')", "trước ngày 09/12/2022"),
        ("deadline('cham')", "chậm nhất ngày 15/3/2022"),
        ("deadline('het')", "đến hết ngày 05/01/2023"),
        ("deadline('khong')", "theo quy định"),
        ("deadline('truoc').words", "trước ngày 09 tháng 12 năm 2022"),
        ("deadline('khong').words", "theo quy định"),
        ("ref('sinh-ke')", "1"),
        ("locate('sinh-ke')", "khoản 1 mục I"),
        ("ref('to-chuc')", "II"),
        ("task('sinh-ke')", "Đa dạng hóa sinh kế"),
    ],
)
def test_a_name_prints_the_fact_behind_it(expression: str, text: str) -> None:
    assert _text(f"{{{{ {expression} }}}}") == text


def test_a_yearly_day_in_a_plan_of_several_years_names_no_year() -> None:
    period = {"from": "2022", "to": "2025"}
    assert _text("{{ deadline('truoc') }}", period=period) == "trước ngày 09/12 hằng năm"
    assert _text("{{ deadline('het') }}", period=period) == "đến hết ngày 05/01/2023"


@pytest.mark.parametrize("place", ["text", "list", "table"])
def test_a_day_that_the_plan_year_does_not_have_is_one_error_and_no_crash(place: str) -> None:
    sections = plan_fields()["sections"]
    derived = {"id": "bao-cao", "title": "Báo cáo"}
    places: dict[str, Fields] = {
        "text": {"closing": "Gửi {{ deadline('nhuan') }}."},
        "list": {"sections": [*sections, derived | {"from": "reports"}]},
        "table": {"sections": [*sections, derived | {"from": "report-table"}]},
    }
    report = {"id": "nhuan", "name": "A", "from": "labour", "to": "B", "due": {"before": "29/2"}}
    for year, errors in (("2024", 0), ("2023", 1)):
        fields = plan_fields(period=year, reports=[report], **places[place])
        found = compose(Plan.model_validate(fields)).diagnostics
        assert len(found) == errors, year


@pytest.mark.parametrize(
    ("expression", "registry", "near"),
    [
        ("basis('qd-09')", "bases", "qd-90"),
        ("target('tyle')", "targets", "ty-le"),
        ("agency('labor')", "agencies", "labour"),
        ("task('sinhke')", "tasks", "sinh-ke"),
        ("term('chuan-2')", "terms", "chuan"),
        ("deadline('truoc-2')", "reports", "truoc"),
        ("appendix('phu-luc')", "appendices", ""),
    ],
)
def test_an_unknown_id_is_an_error_with_the_nearest_one(
    expression: str, registry: str, near: str
) -> None:
    found = _fault(f"Theo {{{{ {expression} }}}}.")
    assert found.code == "text.unknown-id"
    assert found.parameters == {"id": found.near, "registry": registry, "near": near}
    assert repr(found.near) in expression
    assert (near in found.hint()) if near else ("appendices" in found.hint())


def test_a_figure_that_the_target_does_not_give_is_an_error() -> None:
    found = _fault("Còn {{ target('giam').end }}.")
    assert (found.code, found.parameters) == ("text.no-figure", {"id": "giam", "figure": "end"})


@pytest.mark.parametrize("expression", ["target('ty-le')", "basis",
                                        "target"])  # fmt: skip
def test_what_has_no_one_text_cannot_be_printed(expression: str) -> None:
    assert _fault(f"Còn {{{{ {expression} }}}}.").code == "text.unprintable"


NAMED = "Chương trình {{ period.label }}"


@pytest.mark.parametrize(
    ("expression", "changes"),
    [
        ("programme", {"programme": PROGRAMME | {"name": NAMED}}),
        ("programme.short", {"programme": PROGRAMME | {"short": NAMED}}),
        ("target('x').name", {"targets": [TARGETS[0] | {"id": "x", "name": NAMED}]}),
        ("task('x').title", {"tasks": [{"id": "x", "title": NAMED, "lead": "labour"}]}),
    ],
)
def test_a_text_inside_a_name_is_finished_too(expression: str, changes: Fields) -> None:
    assert _text(f"{{{{ {expression} }}}}", **changes) == "Chương trình năm 2022"


def test_a_task_whose_title_names_itself_is_an_error_and_no_crash() -> None:
    tasks = [{"id": "x", "title": "Như {{ task('x').title }}", "lead": "labour"}]
    found = compose(Plan.model_validate(plan_fields(tasks=tasks))).diagnostics
    assert ("tasks", 0, "title") in {one.path for one in found}


def test_one_faulty_text_does_not_hide_the_next() -> None:
    scope = _scope()
    assert scope.text(Phrase("{{ mot }}", ("a",))) == ""
    assert scope.text(Phrase("{{ hai", ("b",))) == ""
    assert scope.text(Phrase("{{ period }}", ("c",))) == "2022"
    assert [(one.code, one.path) for one in scope.diagnostics] == [
        ("text.undefined", ("a",)),
        ("text.unclosed", ("b",)),
    ]


def test_no_phrase_is_an_empty_text() -> None:
    assert _scope().text(None) == ""


PROJECTS: list[Fields] = [
    {
        "id": "p3",
        "kind": "project",
        "number": "3",
        "title": "Sản xuất",
        "tasks": [
            {"id": "s1", "kind": "subproject", "number": "1", "title": "Trồng", "lead": "labour"},
            {"id": "s2", "kind": "subproject", "number": "2", "title": "Nuôi", "lead": "health"},
            {"id": "s3", "kind": "subproject", "number": "3", "title": "Bán", "lead": "labour"},
        ],
    },
    {
        "id": "p7",
        "kind": "project",
        "number": "7",
        "title": "Giám sát",
        "lead": "labour",
        "tasks": [
            {"id": "s4", "title": "Kiểm tra"},
            {"id": "s5", "title": "Xa", "in_scope": False},
        ],
    },
]


def test_led_tasks_are_named_by_number_by_name_and_by_label() -> None:
    led = _scope(tasks=PROJECTS).led("labour")
    assert led.numbers == "tiểu mục 1.1, 1.3 thuộc khoản 1 mục I; khoản 2 thuộc mục I"
    assert led.names == (
        "Tiểu dự án 1: Trồng thuộc Dự án 3: Sản xuất; Tiểu dự án 3: Bán thuộc Dự án 3: Sản xuất;"
        " Dự án 7: Giám sát"
    )
    assert led.labels == (
        "Tiểu dự án 1 thuộc Dự án 3: Trồng; Tiểu dự án 3 thuộc Dự án 3: Bán; Dự án 7: Giám sát"
    )
    assert str(led) == led.numbers


def test_an_agency_that_leads_nothing_cannot_say_that_it_leads() -> None:
    agencies = [*AGENCIES[:2], {"id": "army", "name": "Quân sự", "items": [{"from": "led-tasks"}]}]
    plan = Plan.model_validate(plan_fields(agencies=agencies, tasks=PROJECTS))
    (found,) = compose(plan).diagnostics
    assert (found.code, found.parameters) == ("text.leads-nothing", {"agency": "army"})


def test_led_tasks_without_a_number_cannot_be_named_by_number() -> None:
    scope = _scope(tasks=PROJECTS, ladder=["I.", "1.", "*", "-", "+"])
    assert scope.led("labour").names.startswith("Tiểu dự án 1: Trồng")
    text = scope.text(Phrase("Tại {{ led.numbers }}.", (), {"led": lambda s: s.led("health")}))
    assert (text, len(scope.diagnostics)) == ("", 1)


def test_led_tasks_that_stand_in_a_table_alone_can_be_named() -> None:
    sections = [{"id": "bang", "title": "Phân công", "from": "assignment-table"}]
    assert _scope(tasks=PROJECTS, sections=sections).led("health").names == (
        "Tiểu dự án 2: Nuôi thuộc Dự án 3: Sản xuất"
    )


def test_nothing_below_a_task_out_of_scope_is_led() -> None:
    inner = {"id": "trong", "title": "Trong", "lead": "labour"}
    outer = {"id": "ngoai", "title": "Ngoài", "in_scope": False, "tasks": [inner]}
    other = {"id": "khac", "title": "Khác", "lead": "labour"}
    assert _scope(tasks=[outer, other]).led("labour").names == "Khác"


LEADS = st.lists(st.sampled_from(["labour", "health"]), unique=True, max_size=2)


@st.composite
def _tasks(draw: st.DrawFn, path: str = "t", depth: int = 0, scope: bool = True) -> list[Fields]:
    """Return a tree of tasks: the outermost have a lead, and none below out of scope is in it."""
    tasks = []
    for index in range(draw(st.integers(0 if depth else 1, 3))):
        id_ = f"{path}{index}"
        inside = scope and draw(st.integers(0, 4)) > 0
        lead = draw(LEADS) or ([] if depth else ["labour"])
        tasks.append({
            "id": id_, "title": id_, "lead": lead, "in_scope": inside,
            "tasks": draw(_tasks(id_, depth + 1, inside)) if depth < 2 else [],
        })  # fmt: skip
    return tasks


@given(_tasks())
def test_the_sentence_on_led_tasks_and_the_assignment_table_say_the_same(
    tasks: list[Fields],
) -> None:
    scope = _scope(tasks=tasks)
    rows = assignment_rows(scope.plan, scope, Block(block="assignment-table"))
    for agency, name in (("labour", "Phòng Lao động"), ("health", "Phòng Y tế")):
        in_table = {row.cells["task"] for row in rows if name in row.cells.get("lead", "")}
        led = _led_names(scope, agency)
        assert {leaf for id_ in led for leaf in _leaves(scope.plan, id_)} == in_table


def _led_names(scope: Scope, agency: str) -> list[str]:
    """Return the tasks an agency says it leads, by their ids, which are their titles too."""
    try:
        names = scope.led(agency).names
    except TextFault as fault:
        if fault.code == "text.leads-nothing":
            return []
        raise
    return [name.split(" ")[0] for name in names.split("; ")]


def _leaves(plan: Plan, id_: str) -> set[str]:
    """Return the tasks in scope at or below a task that have none in scope below them."""
    return {
        chain[-1].id
        for _, chain in task_tree(plan)
        if id_ in [task.id for task in chain]
        and chain[-1].in_scope
        and not any(sub.in_scope for sub in chain[-1].tasks)
    }


def test_an_appendix_is_numbered_only_among_several() -> None:
    several = [{"id": "a", "title": "A", "text": "X"}, {"id": "b", "title": "B", "text": "X"}]
    assert _text("{{ appendix('b') }}", appendices=several) == "Phụ lục II"
    assert _text("{{ appendix('b') }}", appendices=several[1:]) == "Phụ lục"
