"""What is derived from tasks, agencies, funding and reports takes its place in the tree."""

from typing import Any

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.plan.composition import Composition, compose
from generator.plan.expansion import (
    Node,
    expand,
    expand_appendix,
    inherited,
    placed_blocks,
    task_tree,
)
from generator.plan.model import Plan
from generator.plan.rules import examine
from tests.plan.rules.samples import Fields, plan_fields

AGENCIES: list[Fields] = [
    {"id": "labour", "name": "Phòng Lao động", "short": "Phòng LĐ", "items": ["Theo dõi."]},
    {"id": "health", "name": "Phòng Y tế", "text": "Khám bệnh.\n\nPhát thuốc."},
    {"id": "villages", "name": "các thôn", "collective": True},
]
PROJECTS: list[Fields] = [
    {
        "id": "da-3",
        "kind": "project",
        "number": "3",
        "title": "Hỗ trợ sản xuất",
        "lead": "labour",
        "support": ["villages"],
        "items": ["Nội dung chung."],
        "tasks": [
            {"id": "tda-1", "kind": "subproject", "number": "1", "title": "Nông nghiệp"},
            {
                "id": "tda-2",
                "kind": "subproject",
                "number": "2",
                "title": "Dinh dưỡng",
                "lead": "health",
            },
        ],
    },
    {"id": "giam-sat", "title": "Giám sát", "lead": ["labour", "health"]},
]


def _plan(**changes: Any) -> Plan:
    """Return a plan with two agencies that have duties, and two projects."""
    fields = {"agencies": AGENCIES, "tasks": PROJECTS, **changes}
    return Plan.model_validate(plan_fields(**fields))


def _lines(composition: Composition, section: str) -> list[str]:
    """Return the paragraphs of a section as `number title: text`."""
    return [
        " ".join(part for part in (block.number, block.title, block.text) if part)
        for block in composition.sections[section]
    ]


def _errors(plan: Plan) -> list[Diagnostic]:
    """Return what stops a plan from being printed."""
    composition = compose(plan)
    found = (*composition.diagnostics, *examine(plan, composition))
    return [one for one in found if one.severity is Severity.ERROR]


def _section(block: Any, **fields: Any) -> list[Fields]:
    """Return a plan's sections: one with a derived block, and one to end the text."""
    derived = {"id": "phan", "title": "Phần", "from": block, **fields}
    return [derived, {"id": "cuoi", "title": "Cuối", "text": "Hết."}]


def _paths(nodes: tuple[Node, ...]) -> list[tuple[str | int, ...]]:
    found = []
    for node in nodes:
        found += [node.path, *_paths(node.children)]
    return found


def test_a_plan_becomes_its_sections_in_order_and_nothing_is_finished_yet() -> None:
    plan = _plan()
    sections = expand(plan)
    assert [node.id for node in sections] == ["noi-dung", "to-chuc"]
    heading = sections[0].children[0].title
    assert heading is not None
    assert heading.template == plan.wording.task_heading


def test_every_node_keeps_the_path_of_the_field_it_comes_from() -> None:
    assert _paths(expand(_plan())) == [
        ("sections", 0),
        ("tasks", 0),
        ("tasks", 0, "items", 0),
        ("tasks", 0, "tasks", 0),
        ("tasks", 0, "tasks", 1),
        ("tasks", 1),
        ("sections", 1),
        ("agencies", 0),
        ("agencies", 0, "items", 0),
        ("agencies", 1),
    ]


def test_a_derived_list_stands_after_the_items_typed_beside_it() -> None:
    sections = _section("tasks", items=[{"title": "Trước"}])
    assert _lines(compose(_plan(sections=sections)), "phan") == [
        "I. PHẦN",
        "1. Trước",
        "2. Dự án 3: Hỗ trợ sản xuất",
        "2.1. Nội dung chung.",
        "2.2. Tiểu dự án 1: Nông nghiệp",
        "2.3. Tiểu dự án 2: Dinh dưỡng",
        "3. Giám sát",
    ]


def test_the_plan_words_the_headings_of_its_tasks() -> None:
    wording = {"task_heading": "{{ title }}{% if label %} ({{ label }}){% endif %}"}
    lines = _lines(compose(_plan(wording=wording)), "noi-dung")
    assert lines[1] == "1. Hỗ trợ sản xuất (Dự án 3)"
    assert lines[-1] == "2. Giám sát"


@pytest.mark.parametrize(
    ("kind", "number", "heading"),
    [("project", "2", "Dự án 2: Tên"), ("subproject", "1", "Tiểu dự án 1: Tên"),
     ("task", "4", "Nhiệm vụ 4: Tên"), ("project", None, "Tên")],
)  # fmt: skip
def test_a_task_is_labelled_by_its_kind_and_number(
    kind: str, number: str | None, heading: str
) -> None:
    task = {"id": "x", "kind": kind, "title": "Tên", "lead": "labour"}
    plan = _plan(tasks=[task | ({"number": number} if number else {})])
    assert _lines(compose(plan), "noi-dung")[1] == f"1. {heading}"


def test_a_block_shows_only_the_tasks_it_names() -> None:
    sections = _section({"block": "tasks", "only": ["giam-sat"]})
    lines = _lines(compose(_plan(sections=sections)), "phan")
    assert lines == ["I. PHẦN", "1. Giám sát"]


def test_a_sub_task_inherits_lead_and_support_unless_it_states_its_own() -> None:
    plan = _plan()
    found = {
        chain[-1].id: (inherited(plan, chain[-1], "lead"), inherited(plan, chain[-1], "support"))
        for _, chain in task_tree(plan)
    }
    assert found == {
        "da-3": (("labour",), ("villages",)),
        "tda-1": (("labour",), ("villages",)),
        "tda-2": (("health",), ("villages",)),
        "giam-sat": (("labour", "health"), ()),
    }


def _assigned(item: Fields, **changes: Any) -> list[str]:
    """Return what the tasks of the plan print when one item says who leads them."""
    tasks = [{"id": "x", "title": "Tên", "lead": "labour", "support": ["health", "villages"],
              "numbering": "-", "items": [{"from": "assignment", **item}]}]  # fmt: skip
    return _lines(compose(_plan(tasks=tasks, **changes)), "noi-dung")[2:]


def test_the_sentence_of_assignment_prints_lead_and_support() -> None:
    assert _assigned({}) == [
        "- Phân công thực hiện: Phòng Lao động chủ trì, phối hợp với Phòng Y tế, các thôn tổ chức"
        " triển khai thực hiện."
    ]


def test_a_task_without_support_says_nothing_of_it() -> None:
    tasks = [{"id": "x", "title": "Tên", "lead": "labour", "items": [{"from": "assignment"}]}]
    assert _lines(compose(_plan(tasks=tasks)), "noi-dung")[2:] == [
        "- Phân công thực hiện: Phòng Lao động chủ trì tổ chức triển khai thực hiện."
    ]


def test_one_task_may_word_its_assignment_otherwise() -> None:
    assert _assigned({"text": "{{ lead }} tham mưu."}) == ["- Phòng Lao động tham mưu."]


def test_a_worded_assignment_keeps_the_title_of_all_and_takes_none_of_its_words() -> None:
    wording = {"assignment": {"title": "Đơn vị thực hiện", "text": "{{ lead }} chủ trì.",
                              "items": ["{{ support | capital }} phối hợp."]}}  # fmt: skip
    assert _assigned({}, wording=wording) == [
        "- Đơn vị thực hiện: Phòng Lao động chủ trì.",
        "+ Phòng Y tế, các thôn phối hợp.",
    ]
    items = {"items": ["{{ lead }} và {{ support }}."]}
    assert _assigned(items, wording=wording) == [
        "- Đơn vị thực hiện:",
        "+ Phòng Lao động và Phòng Y tế, các thôn.",
    ]
    assert _assigned({"title": "Giao", "text": "{{ lead }}."}, wording=wording) == [
        "- Giao: Phòng Lao động."
    ]


def test_items_below_an_assignment_may_name_lead_and_support_too() -> None:
    assert _assigned({"text": "{{ lead }}:", "items": ["{{ support }}"]}) == [
        "- Phòng Lao động:",
        "+ Phòng Y tế, các thôn",
    ]


def test_a_task_out_of_scope_says_so_in_the_words_of_the_plan() -> None:
    task = {"id": "x", "title": "Tên", "in_scope": False}
    assert _lines(compose(_plan(tasks=[task])), "noi-dung")[2:] == [
        "(Không thuộc phạm vi thực hiện)"
    ]
    wording = {"out_of_scope": "(Xã không thực hiện)"}
    assert _lines(compose(_plan(tasks=[task], wording=wording)), "noi-dung")[2:] == [
        "(Xã không thực hiện)"
    ]
    worded = _plan(tasks=[task | {"text": "Do cấp trên thực hiện."}])
    assert _lines(compose(worded), "noi-dung")[2:] == ["Do cấp trên thực hiện."]


def test_an_agency_mistyped_as_lead_is_one_error_at_the_task() -> None:
    tasks = [{"id": "x", "title": "Tên", "lead": "labor", "items": [{"from": "assignment"}]}]
    assert [(one.code, one.path) for one in _errors(_plan(tasks=tasks))] == [
        ("content.unknown-id", ("tasks", 0, "lead", 0))
    ]


SOURCES: list[Fields] = [
    {"id": "nha-nuoc", "text": "Ngân sách năm {{ period }}", "general": True},
    {"id": "xa-hoi", "title": "Vốn huy động", "general": True},
    {"id": "rieng", "text": "Vốn vay"},
]


def _paid(**task: Any) -> str:
    """Return the sentence that says what pays for a task."""
    tasks = [{"id": "x", "title": "Tên", "lead": "labour", "items": [{"from": "funding"}], **task}]
    return _lines(compose(_plan(tasks=tasks, funding=SOURCES)), "noi-dung")[2]


def test_general_sources_pay_for_a_task_that_names_none() -> None:
    assert _paid() == "- Nguồn kinh phí thực hiện: Ngân sách năm 2022; Vốn huy động"


def test_a_task_that_names_its_sources_is_paid_by_them_alone() -> None:
    assert _paid(funding=["rieng"]) == "- Nguồn kinh phí thực hiện: Vốn vay"


def test_a_funding_sentence_may_be_worded_otherwise() -> None:
    assert _paid(items=[{"from": "funding", "text": "Chi từ {{ funding | lower_first }}."}]) == (
        "- Chi từ ngân sách năm 2022; Vốn huy động."
    )


def test_a_funding_sentence_without_any_source_is_an_error_and_no_hole() -> None:
    tasks = [{"id": "x", "title": "Tên", "lead": "labour", "items": [{"from": "funding"}]}]
    assert len(_errors(_plan(tasks=tasks, funding=[]))) == 1


def test_funding_sources_become_the_items_of_a_section() -> None:
    sources = [
        {"id": "a", "title": "Trung ương", "numbering": "a)", "items": ["Một.", "Hai."]},
        {"id": "b", "title": "Địa phương", "heading": "run-in", "text": "Đối ứng."},
        {"id": "c", "text": "Vốn khác."},
    ]
    plan = _plan(sections=_section("funding"), funding=sources)
    assert _lines(compose(plan), "phan") == [
        "I. PHẦN",
        "1. Trung ương",
        "a) Một.",
        "b) Hai.",
        "2. Địa phương Đối ứng.",
        "3. Vốn khác.",
    ]
    only = _plan(sections=_section({"block": "funding", "only": ["c"]}), funding=sources)
    assert _lines(compose(only), "phan") == ["I. PHẦN", "- Vốn khác."]


def test_the_amount_of_a_funding_source_reaches_the_page() -> None:
    sources = [{"id": "a", "text": "Ngân sách huyện", "amount": "1.500.000"}]
    lines = _lines(compose(_plan(sections=_section("funding"), funding=sources)), "phan")
    assert "1.500.000" in lines[1]


def test_agencies_with_duties_stand_in_the_order_of_the_register() -> None:
    assert _lines(compose(_plan(closing="Hết.")), "to-chuc") == [
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Lao động",
        "- Theo dõi.",
        "2. Phòng Y tế",
        "Khám bệnh.",
        "Phát thuốc.",
    ]


def test_an_agency_may_be_named_on_its_own_line_in_line_or_in_its_sentence() -> None:
    agencies = [
        AGENCIES[0] | {"heading": "own-line"},
        AGENCIES[1],
        {"id": "c", "name": "Công an", "heading": "sentence", "text": "{{ agency('c') }} gác."},
    ]
    block = {"block": "assignments", "heading": "run-in"}
    plan = _plan(agencies=agencies, sections=_section(block), tasks=[])
    assert _lines(compose(plan), "phan") == [
        "I. PHẦN",
        "1. Phòng Lao động",
        "- Theo dõi.",
        "2. Phòng Y tế Khám bệnh.",
        "Phát thuốc.",
        "3. Công an gác.",
    ]


def test_an_agency_that_is_only_requested_is_named_with_a_request() -> None:
    front = {"id": "f", "name": "Ủy ban Mặt trận", "requested": True, "text": "Giám sát."}
    named = _lines(compose(_plan(agencies=[front], tasks=[])), "to-chuc")
    assert named[1] == "1. Đề nghị Ủy ban Mặt trận"
    wording = {"requested": "Kính đề nghị {{ name }}"}
    worded = _lines(compose(_plan(agencies=[front], tasks=[], wording=wording)), "to-chuc")
    assert worded[1] == "1. Kính đề nghị Ủy ban Mặt trận"


def test_a_name_in_small_letters_begins_a_line_with_a_capital() -> None:
    agencies = [{"id": "t", "name": "các thôn", "text": "Họp dân."}]
    assert _lines(compose(_plan(agencies=agencies, tasks=[])), "to-chuc")[1] == "1. Các thôn"


def test_a_block_shows_only_the_agencies_it_names() -> None:
    sections = _section({"block": "assignments", "only": ["health"]})
    lines = _lines(compose(_plan(sections=sections)), "phan")
    assert lines[:2] == ["I. PHẦN", "1. Phòng Y tế"]


def test_led_tasks_are_named_in_the_words_of_the_plan_or_of_one_agency() -> None:
    agencies = [
        AGENCIES[0] | {"items": [{"from": "led-tasks"}]},
        AGENCIES[1] | {"items": [{"from": "led-tasks", "text": "Làm {{ led.names }}."}]},
    ]
    plan = _plan(agencies=agencies, wording={"led_tasks": "Lo {{ led.labels }}."}, closing="Hết.")
    lines = _lines(compose(plan), "to-chuc")
    assert lines[2] == "- Lo Tiểu dự án 1 thuộc Dự án 3: Nông nghiệp; Giám sát."
    assert lines[-1] == "- Làm Tiểu dự án 2: Dinh dưỡng thuộc Dự án 3: Hỗ trợ sản xuất; Giám sát."


def test_led_tasks_in_a_sentence_of_an_agency_need_no_block() -> None:
    agencies = [AGENCIES[0] | {"items": [], "text": "Chủ trì {{ led.numbers }}."}, AGENCIES[1]]
    lines = _lines(compose(_plan(agencies=agencies)), "to-chuc")
    assert lines[2] == "Chủ trì tiểu mục 1.2 thuộc khoản 1 mục I; khoản 2 thuộc mục I."


REPORTS: list[Fields] = [
    {"id": "nam", "name": "Báo cáo năm", "from": "labour", "to": "{{ issuer.short }}",
     "via": "health", "due": {"before": "9/12"}},
    {"id": "quy", "name": "Báo cáo quý", "from": "all", "to": "UBND tỉnh",
     "text": "Hằng quý gửi {{ recipient }} {{ due }}."},
]  # fmt: skip


def test_reports_become_one_sentence_each() -> None:
    plan = _plan(sections=_section("reports"), reports=REPORTS)
    assert _lines(compose(plan), "phan") == [
        "I. PHẦN",
        "- Phòng Lao động gửi báo cáo năm về UBND huyện (qua Phòng Y tế) trước ngày 09/12/2022.",
        "- Hằng quý gửi UBND tỉnh theo quy định.",
    ]
    wording = {"report": "{{ report }}: {{ sender }}.", "everyone": "mọi cơ quan"}
    reports = [REPORTS[1] | {"text": "{{ sender | capital }} báo cáo."}, REPORTS[0]]
    plan = _plan(sections=_section("reports"), reports=reports, wording=wording)
    assert _lines(compose(plan), "phan")[1:] == [
        "- Mọi cơ quan báo cáo.",
        "- Báo cáo năm: Phòng Lao động.",
    ]


def test_a_block_shows_only_the_reports_it_names() -> None:
    sections = _section({"block": "reports", "only": ["quy"]})
    plan = _plan(sections=sections, reports=REPORTS)
    assert len(_lines(compose(plan), "phan")) == 2


def test_an_appendix_is_a_tree_of_its_own_with_its_table() -> None:
    appendix = {"id": "p", "title": "Phân công", "text": "Kèm theo.", "from": "assignment-table"}
    node = expand_appendix(_plan(appendices=[appendix]), 0)
    assert (node.path, node.id, node.children) == (("appendices", 0), "p", ())
    assert node.table is not None


def test_the_blocks_a_plan_places_are_known_wherever_they_stand() -> None:
    sections = _section("reports", items=[{"title": "A", "items": [{"from": "tasks"}]}])
    appendix = {"id": "p", "title": "Phân công", "from": "assignment-table"}
    blocks = placed_blocks(_plan(sections=sections, appendices=[appendix]))
    assert {block.block for block in blocks} == {
        "reports",
        "tasks",
        "assignment-table",
    }


def test_the_task_tree_gives_each_task_with_its_path_and_all_above_it() -> None:
    tree = {path: [task.id for task in chain] for path, chain in task_tree(_plan())}
    assert tree == {
        ("tasks", 0): ["da-3"],
        ("tasks", 0, "tasks", 0): ["da-3", "tda-1"],
        ("tasks", 0, "tasks", 1): ["da-3", "tda-2"],
        ("tasks", 1): ["giam-sat"],
    }
