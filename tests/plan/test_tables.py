"""The derived tables: who does what, which figures, which reports."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.composition import Block, Composition, compose
from generator.plan.deadline_text import FREQUENCIES
from generator.plan.model import Plan
from generator.plan.rules import examine
from generator.plan.source import parse_plan
from generator.plan.tables import Row
from tests.plan.rules.samples import Fields, plan_fields
from tests.sample import changed

AGENCIES: list[Fields] = [
    {"id": "labour", "name": "Phòng Lao động", "items": ["Theo dõi."]},
    {"id": "health", "name": "Phòng Y tế", "text": "Khám bệnh."},
    {"id": "villages", "name": "các thôn", "collective": True},
]
TASKS: list[Fields] = [
    {
        "id": "da-3",
        "kind": "project",
        "number": "3",
        "title": "Sản xuất",
        "lead": "labour",
        "support": ["villages"],
        "tasks": [
            {"id": "trong", "title": "Trồng", "due": "30/9/2022", "product": "Báo cáo"},
            {"id": "nuoi", "title": "Nuôi", "lead": "health", "due": "Quý IV năm {{ period }}"},
            {"id": "ban", "title": "Bán", "in_scope": False},
        ],
    },
    {"id": "ngoai", "title": "Ngoài phạm vi", "in_scope": False},
    {"id": "giam-sat", "title": "Giám sát", "lead": ["labour", "health"]},
    {"id": "tong-ket", "title": "Tổng kết", "lead": "labour"},
]


def _composed(block: Any, **changes: Any) -> Composition:
    """Return a plan whose last section is a derived table; a list of nothing has no section."""
    fields = {"agencies": AGENCIES, "tasks": TASKS, **changes}
    lists = [
        section
        for section in plan_fields()["sections"]
        if section["from"] != "tasks" or fields["tasks"]
    ]
    sections = [*lists, {"id": "bang", "title": "Bảng", "from": block}]
    return compose(Plan.model_validate(plan_fields(**{"sections": sections, **fields})))


def _table(block: Any, **changes: Any) -> Block:
    """Return the derived table of such a plan, which must be without fault."""
    composition = _composed(block, **changes)
    assert composition.diagnostics == ()
    return composition.sections["bang"][-1]


def _cells(row: Row, *names: str) -> tuple[str, ...]:
    """Return a group line as its title, a row as some of its cells."""
    return (row.cells["title"],) if row.kind == "group" else tuple(row.cells[n] for n in names)


def _rows(block: Any, *names: str, **changes: Any) -> list[tuple[str, ...]]:
    return [_cells(row, *names) for row in _table(block, **changes).rows]


def test_the_assignment_table_follows_the_tree_of_tasks() -> None:
    names = ("index", "task", "lead", "support", "due", "product")
    assert _rows("assignment-table", *names) == [
        ("Dự án 3: Sản xuất",),
        ("1", "Trồng", "Phòng Lao động", "Các thôn", "30/9/2022", "Báo cáo"),
        ("2", "Nuôi", "Phòng Y tế", "Các thôn", "Quý IV năm 2022", ""),
        ("3", "Giám sát", "Phòng Lao động, Phòng Y tế", "", "Năm 2022", ""),
        ("4", "Tổng kết", "Phòng Lao động", "", "Năm 2022", ""),
    ]


def test_the_assignment_table_may_be_grouped_by_lead() -> None:
    block = {"block": "assignment-table", "group": "lead"}
    assert _rows(block, "index", "task") == [
        ("Phòng Lao động",),
        ("1", "Trồng"),
        ("2", "Tổng kết"),
        ("Phòng Y tế",),
        ("3", "Nuôi"),
        ("Phòng Lao động, Phòng Y tế",),
        ("4", "Giám sát"),
    ]


def test_the_assignment_table_may_show_only_some_tasks() -> None:
    whole = {"block": "assignment-table", "only": ["da-3"]}
    assert _rows(whole, "task") == [("Dự án 3: Sản xuất",), ("Trồng",), ("Nuôi",)]
    parts = {"block": "assignment-table", "only": ["nuoi", "tong-ket"]}
    assert _rows(parts, "index", "task") == [("1", "Nuôi"), ("2", "Tổng kết")]


def test_a_task_without_a_date_is_due_within_the_time_of_the_plan() -> None:
    period = {"from": "2022", "to": "2025"}
    rows = _rows("assignment-table", "task", "due", period=period)
    assert rows[-1] == ("Tổng kết", "Giai đoạn 2022-2025")


def test_what_is_stated_for_a_whole_project_is_not_lost_in_its_table() -> None:
    project = TASKS[0] | {"due": "15/8/2022", "product": "Đề án"}
    rows = _table("assignment-table", tasks=[project]).rows
    printed = " ".join(" ".join(row.cells.values()) for row in rows)
    assert ("15/8/2022" in printed and "Đề án" in printed) or (
        _findings([project]) > _findings(TASKS[:1])
    )


def _findings(tasks: list[Fields]) -> int:
    """Return how many findings the rules have on a plan with these tasks."""
    plan = Plan.model_validate(plan_fields(agencies=AGENCIES, tasks=tasks))
    return len(examine(plan, compose(plan)))


def test_a_plan_without_tasks_gets_its_table_from_the_duties_of_its_agencies() -> None:
    agencies = [
        {"id": "a", "name": "công chức Tài chính", "items": ["Dự toán năm {{ period }}.", "Chi."]},
        {"id": "b", "name": "các trường", "text": "Dạy.\n\nHọc."},
        {
            "id": "c",
            "name": "Công an",
            "items": [{"text": "Tuần tra:", "items": ["đêm;", "ngày."]}],
        },
        {"id": "d", "name": "các thôn"},
    ]
    names = ("index", "task", "lead", "due")
    assert _rows("assignment-table", *names, tasks=[], agencies=agencies) == [
        ("Công chức Tài chính",),
        ("1", "Dự toán năm 2022.", "Công chức Tài chính", "Năm 2022"),
        ("2", "Chi.", "Công chức Tài chính", "Năm 2022"),
        ("Các trường",),
        ("3", "Dạy.", "Các trường", "Năm 2022"),
        ("4", "Học.", "Các trường", "Năm 2022"),
        ("Công an",),
        ("5", "Tuần tra: đêm; ngày.", "Công an", "Năm 2022"),
    ]


def test_a_duty_with_a_name_keeps_it_in_the_table() -> None:
    duty = {"title": "Rà soát", "text": "Mỗi năm một lần."}
    agencies = [{"id": "a", "name": "Công an", "items": [duty]}]
    (_, (task,)) = _rows("assignment-table", "task", tasks=[], agencies=agencies)
    assert task == "Rà soát: Mỗi năm một lần."


def test_duties_that_stand_in_the_table_alone_make_its_rows() -> None:
    sections = [{"id": "bang", "title": "Bảng", "from": "assignment-table"}]
    agencies = [{"id": "a", "name": "Công an", "items": ["Tuần tra."]}]
    changes: Fields = {"tasks": [], "agencies": agencies, "sections": sections}
    assert _rows("assignment-table", "task", **changes) == [("Công an",), ("Tuần tra.",)]


@st.composite
def _trees(draw: st.DrawFn, path: str = "t", depth: int = 0) -> list[Fields]:
    """Return a tree of tasks, the outermost ones led."""
    leads = st.lists(st.sampled_from(["labour", "health"]), unique=True, max_size=2)
    return [
        {
            "id": f"{path}{index}",
            "title": f"{path}{index}",
            "lead": draw(leads) or ([] if depth else ["labour"]),
            "in_scope": draw(st.integers(0, 4)) > 0,
            "tasks": draw(_trees(f"{path}{index}", depth + 1)) if depth < 2 else [],
        }
        for index in range(draw(st.integers(0 if depth else 1, 3)))
    ]


@given(_trees())
def test_both_groupings_list_the_same_tasks_and_count_them_without_a_gap(
    tasks: list[Fields],
) -> None:
    found = {}
    for group in ("task", "lead"):
        block = {"block": "assignment-table", "group": group}
        rows = [row for row in _composed(block, tasks=tasks).sections["bang"][-1].rows
                if row.kind == "row"]  # fmt: skip
        assert [row.cells["index"] for row in rows] == [str(n + 1) for n in range(len(rows))]
        found[group] = sorted((row.cells["task"], row.cells["lead"]) for row in rows)
    assert found["task"] == found["lead"]


TARGETS: list[Fields] = [
    {"id": "a", "name": "Hộ nghèo năm {{ period }}", "unit": "%", "group": "Giảm nghèo",
     "baseline": "2,50", "change": "-0,55", "end": "1,95", "note": "Theo chuẩn {{ period }}"},
    {"id": "b", "name": "Hộ cận nghèo", "unit": "hộ", "group": "Giảm nghèo", "baseline": "1.012",
     "baseline_year": "2019", "change": "-46", "end": "966"},
    {"id": "c", "name": "Thu nhập", "unit": "%", "group": "Đời sống", "end": "≥ 90"},
    {"id": "d", "name": "Nước sạch", "unit": "%", "group": "Giảm nghèo", "change": "8"},
]  # fmt: skip


def test_the_target_table_prints_each_figure_with_its_direction() -> None:
    names = ("index", "name", "unit", "baseline", "change", "end", "note")
    assert _rows("target-table", *names, targets=TARGETS) == [
        ("Giảm nghèo",),
        ("1", "Hộ nghèo năm 2022", "%", "2,50", "Giảm 0,55", "1,95", "Theo chuẩn 2022"),
        ("2", "Hộ cận nghèo", "hộ", "1.012 (năm 2019)", "Giảm 46", "966", ""),
        ("Đời sống",),
        ("3", "Thu nhập", "%", "", "", "≥ 90", ""),
        ("Giảm nghèo",),
        ("4", "Nước sạch", "%", "", "Tăng 8", "", ""),
    ]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("-0,55", "Giảm 0,55"),
        ("1.000", "Tăng 1.000"),
        ("0", "0"),
        ("-0,6 - 0,7", "Giảm 0,6 - 0,7"),
        ("≥ -1", "Giảm từ 1"),
        ("> -1", "Giảm trên 1"),
        ("< 2", "Tăng dưới 2"),
        ("≤ 2", "Tăng tối đa 2"),
        ("<= 2", "Tăng tối đa 2"),
    ],
)
def test_a_change_says_whether_it_rises_or_falls(change: str, text: str) -> None:
    targets = [{"id": "a", "name": "A", "unit": "%", "change": change}]
    assert _rows("target-table", "change", targets=targets) == [(text,)]


@pytest.mark.parametrize("end", ["< 1,2", "≥ 90", "0,6 - 0,7", "1.030", "1,0", "0"])
def test_a_figure_stands_in_the_table_as_it_was_typed(end: str) -> None:
    targets = [{"id": "a", "name": "A", "unit": "%", "end": end}]
    assert _rows("target-table", "end", targets=targets) == [(end,)]


def test_the_columns_of_the_target_table_name_the_years_of_the_plan() -> None:
    assert _table("target-table", targets=TARGETS).headings == {
        "baseline_title": "Năm 2021",
        "change_title": "Tăng, giảm",
        "end_title": "Năm 2022",
    }
    several = _table("target-table", targets=TARGETS, period={"from": "2022", "to": "2025"})
    assert (several.headings["baseline_title"], several.headings["end_title"]) == (
        "Năm 2021",
        "Năm 2025",
    )
    assert _table("assignment-table").headings == {}


def test_the_target_table_may_show_only_some_targets() -> None:
    block = {"block": "target-table", "only": ["b", "c"]}
    rows = _rows(block, "index", "name", targets=TARGETS)
    assert rows == [("Giảm nghèo",), ("1", "Hộ cận nghèo"), ("Đời sống",), ("2", "Thu nhập")]


REPORTS: list[Fields] = [
    {"id": "nam", "name": "Báo cáo năm {{ period }}", "frequency": "yearly", "from": "villages",
     "to": "{{ issuer.short }}", "via": "labour", "close": "14/12", "due": {"before": "17/12"}},
    {"id": "quy", "name": "Báo cáo quý", "frequency": "quarterly", "from": ["labour", "health"],
     "to": "UBND tỉnh", "due": {"by": "05/01/2023"}},
    {"id": "khac", "name": "Báo cáo khác", "from": "all", "to": "sở"},
]  # fmt: skip


def test_the_report_table_says_who_sends_what_to_whom_and_when() -> None:
    names = ("index", "name", "sender", "recipient", "frequency", "close", "due")
    assert _rows("report-table", *names, reports=REPORTS) == [
        ("1", "Báo cáo năm 2022", "Các thôn", "UBND huyện (qua Phòng Lao động)", "Hằng năm",
         "14/12/2022", "Trước ngày 17/12/2022"),
        ("2", "Báo cáo quý", "Phòng Lao động, Phòng Y tế", "UBND tỉnh", "Hằng quý", "",
         "Chậm nhất ngày 05/01/2023"),
        ("3", "Báo cáo khác", "Các cơ quan, đơn vị liên quan", "Sở", "Theo quy định", "",
         "Theo quy định"),
    ]  # fmt: skip


def test_a_yearly_day_in_a_plan_of_several_years_stays_without_a_year() -> None:
    period = {"from": "2022", "to": "2025"}
    rows = _rows("report-table", "close", "due", reports=REPORTS[:1], period=period)
    assert rows == [("14/12", "Trước ngày 17/12 hằng năm")]


def test_the_report_table_may_show_only_some_reports() -> None:
    block = {"block": "report-table", "only": ["khac"]}
    assert _rows(block, "index", "name", reports=REPORTS) == [("1", "Báo cáo khác")]


def test_the_form_of_a_report_is_not_lost() -> None:
    reports = [REPORTS[0] | {"form": "Mẫu số 01"}]
    cells = _table("report-table", reports=reports).rows[0].cells
    assert "Mẫu số 01" in " ".join(cells.values())


def test_every_frequency_a_report_may_have_has_its_words() -> None:
    for frequency, words in FREQUENCIES.items():
        reports = [REPORTS[0] | {"frequency": frequency}]
        assert _rows("report-table", "frequency", reports=reports) == [(words,)]


@pytest.mark.parametrize("block", ["target-table", "report-table", "assignment-table"])
def test_a_table_without_rows_is_an_error_at_its_place(block: str) -> None:
    sections = [{"id": "bang", "title": "Bảng", "from": block}]
    agencies = [{"id": "a", "name": "Công an"}]
    (found,) = _composed(block, tasks=[], agencies=agencies, sections=sections).diagnostics
    assert (found.code, found.path) == ("plan.empty-block", ("sections", 0, "from"))


def test_an_assignment_table_has_the_columns_that_the_plan_gives_it() -> None:
    """The number of a task of its own stands before the counted one; a group in its column."""
    typed = changed(
        ("    lead: labour\n", "    number: '2.1'\n    lead: labour\n    text: Ghi chú một.\n"),
        ("    from: tasks\n", "    from:\n      block: assignment-table\n      columns:\n"
         "        - {show: index, title: STT}\n        - {show: lead, title: Chủ trì}\n"
         "        - {show: task, title: Việc}\n        - {show: text, title: Ghi chú}\n"),
    )  # fmt: skip
    composition = compose(parse_plan(typed.encode("utf-8"), "plan.yaml").plan)
    (block,) = (block for block in composition.body if block.table)
    assert block.cells[0] == ("STT", "Chủ trì", "Việc", "Ghi chú")
    assert block.cells[1][0] == "2.1"
    assert block.cells[1][3] == "Ghi chú một."
