"""The list of changes: each change of the data once, what follows from it never."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.change.correspondence import Node, tree
from generator.change.difference import Change, Kind, difference
from generator.comparing.wording import sentence
from generator.plan.fields import Path as FieldPath
from generator.plan.model import Plan, Record
from generator.plan.source import parse_plan
from tests.command import ROOT
from tests.conftest import Kehoach
from tests.sample import PLAN, changed

HAI_HAU = ROOT / "data" / "plans" / "hai-hau-2022.yaml"


def plan(text: str) -> Plan:
    """Return the plan in a text."""
    return parse_plan(text.encode("utf-8"), "plan.yaml").plan


def told(before: str, after: str) -> list[str]:
    """Return the changes between two plans in words."""
    return [sentence(change) for change in difference(plan(before), plan(after))]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ([("period: 2023", "period: 2024")], ["Năm, giai đoạn: 2023 → 2024"]),
        ([("period: 2023", "period: {from: 2023, to: 2025}")],
         ["Năm, giai đoạn: 2023 → 2023-2025"]),
        ([("period: 2023", "period: 2023\nnumber: 5\nissued_on: 05/01/2023")],
         ["Số: (trống) → 5", "Ngày ban hành: (trống) → 05/01/2023"]),
        ([('end: "1,95"', 'end: "1,5"')], ["Chỉ tiêu 'Tỷ lệ hộ nghèo' · Cuối kỳ: 1,95 → 1,5"]),
        ([('baseline: "2,5"', 'baseline: "2,50"')],
         ["Chỉ tiêu 'Tỷ lệ hộ nghèo' · Đầu kỳ: 2,5 → 2,50"]),
        ([("lead: labour", "lead: culture")],
         ["Nhiệm vụ 'Đa dạng hóa sinh kế' · Chủ trì: Công chức Văn hóa - Xã hội → "
          "Đài truyền thanh xã"]),
        ([("lead: labour", "lead: [labour]")], []),
        ([("name: Đài truyền thanh xã", "name: Trung tâm Dịch vụ xã")],
         ["Cơ quan 'Đài truyền thanh xã' · Tên: Đài truyền thanh xã → Trung tâm Dịch vụ xã"]),
        ([("due: 30/9/2023", "due: quý IV")],
         ["Nhiệm vụ 'Đa dạng hóa sinh kế' · Thời hạn: 30/9/2023 → quý IV"]),
        ([("name: Công chức Văn hóa - Xã hội", "name: Công chức Văn hóa")],
         ["Cơ quan 'Công chức Văn hóa - Xã hội' · Tên: Công chức Văn hóa - Xã hội → "
          "Công chức Văn hóa"]),
        ([("{name: UBND huyện, purpose: để b/c}", "{name: UBND huyện, purpose: báo cáo}")],
         ["Nơi nhận 'UBND huyện' · Mục đích: để b/c → báo cáo"]),
        ([("  - {name: UBND huyện, purpose: để b/c}\n", "")],
         ["Bỏ Nơi nhận 'UBND huyện' (vị trí 1)"]),
        ([("recipients:\n", "recipients:\n  - Báo Hải Dương\n")],
         ["Thêm Nơi nhận 'Báo Hải Dương' (vị trí 1)"]),
        ([("name: Nguyễn Văn An", "name: Trần Thị Bình")],
         ["Chữ ký · Họ tên: Nguyễn Văn An → Trần Thị Bình"]),
        ([("archive: [VT]", "archive: [VT, LĐ]")], ["Lưu: VT → VT, LĐ"]),
        ([("- from: led-tasks", "- from: {block: led-tasks, only: [sinh-ke]}")],
         ["Cơ quan 'Công chức Văn hóa - Xã hội' / Nội dung '' · Lập từ dữ liệu: led-tasks → "
          "led-tasks (Chỉ gồm sinh-ke)"]),
    ],
)  # fmt: skip
def test_a_change_is_one_line(change: Sequence[tuple[str, str]], lines: list[str]) -> None:
    assert told(PLAN, changed(*change)) == lines


def test_a_long_text_is_shown_around_what_changed_and_nothing_changed_is_left_out() -> None:
    one, other = "đầu " * 30, " cuối" * 30
    was, now = "cũ " * 40 + "cũ", "mới " * 40 + "mới"
    old = changed(("Tỷ lệ hộ nghèo còn", f"{one}{was}{other}"))
    (line,) = told(old, old.replace(was, now))
    ends = "cuối cuối cuối cuối …"
    assert f"… đầu đầu đầu đầu {was} {ends} → … đầu đầu đầu đầu {now} {ends}" in line


def test_a_moved_task_is_one_line_though_every_number_changes() -> None:
    start, end = PLAN.index("  - id: sinh-ke"), PLAN.index("  - id: truyen-thong")
    task, rest = PLAN[start:end], PLAN[:start] + PLAN[end:]
    moved = rest.replace("agencies:\n  - id: labour", f"{task}agencies:\n  - id: labour")
    (line,) = told(PLAN, moved)
    assert line == "Chuyển Nhiệm vụ 'Truyền thông': vị trí 2 → 1"


def test_an_item_that_changes_its_section_is_moved_and_not_lost() -> None:
    item = "      - Tỷ lệ hộ nghèo còn {{ target('ho-ngheo').end }}.\n"
    moved = changed(
        (f"    items:\n{item}", ""), ("    from: tasks\n", f"    items:\n{item}    from: tasks\n")
    )
    (line,) = told(PLAN, moved)
    assert line == (
        "Chuyển Nội dung 'Tỷ lệ hộ nghèo còn {{ target('ho-ngheo').end }}.': vị trí 1 trong "
        "Mục 'Mục tiêu' → vị trí 1 trong Mục 'Nội dung thực hiện'"
    )


def test_a_renamed_id_is_no_change_of_what_refers_to_it() -> None:
    renamed = PLAN.replace("id: culture", "id: radio").replace("lead: culture", "lead: radio")
    renamed = renamed.replace("[labour, culture,", "[labour, radio,")
    assert told(PLAN, renamed) == ["Cơ quan 'Đài truyền thanh xã' · Mã: culture → radio"]


TABLE = (
    "    table:\n      columns: [{title: TT}, {title: Việc}]\n"
    "      rows: [['1', Rà soát hộ nghèo], ['2', Cho vay vốn], ['3', Dạy nghề]]\n"
)
WITH_TABLE = changed(("    title: Mục tiêu\n", f"    title: Mục tiêu\n{TABLE}"))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Cho vay vốn", "Cho vay vốn ưu đãi",
         "Mục 'Mục tiêu' / Bảng · Các dòng: 2 | Cho vay vốn → 2 | Cho vay vốn ưu đãi"),
        ("['2', Cho vay vốn], ", "",
         "Mục 'Mục tiêu' / Bảng · Các dòng: 2 | Cho vay vốn → (trống)"),
        ("['2', Cho vay vốn], ['3', Dạy nghề]", "['3', Dạy nghề], ['2', Cho vay vốn]",
         "Chuyển Mục 'Mục tiêu' / Bảng / Dòng '3 | Dạy nghề': vị trí 3 → 2"),
        ("title: Việc}", "title: Việc làm}",
         "Mục 'Mục tiêu' / Bảng · Các cột: Việc (left) → Việc làm (left)"),
    ],
)  # fmt: skip
def test_a_table_is_compared_row_by_row(old: str, new: str, line: str) -> None:
    assert told(WITH_TABLE, changed((old, new), plan=WITH_TABLE)) in (
        [line], [line.replace("3 | Dạy nghề': vị trí 3 → 2", "2 | Cho vay vốn': vị trí 2 → 3")],
    )  # fmt: skip


def test_a_plan_does_not_differ_from_itself() -> None:
    for path in sorted((ROOT / "data" / "plans").glob("*.yaml")):
        data = path.read_bytes()
        assert difference(parse_plan(data, "a").plan, parse_plan(data, "b").plan) == ()


@cache
def hai_hau() -> Plan:
    """Return a real plan with records of every kind."""
    return parse_plan(HAI_HAU.read_bytes(), str(HAI_HAU)).plan


def edited(record: Any, path: FieldPath, value: Any) -> Any:
    """Return a record with another value at a path of the plan file; `...` takes a member out."""
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        inner = edited(record[step], tuple(rest), value)
        return (*record[:step], *(() if inner is ... else (inner,)), *record[step + 1 :])
    name = next(n for n, i in type(record).model_fields.items() if step in (n, i.alias))
    return record.model_copy(update={name: edited(getattr(record, name), tuple(rest), value)})


NODES = list(tree(hai_hau()).below)
TEXTS = [
    (node, name)
    for node in NODES
    for name in ("title", "name", "text", "about", "product", "note", "purpose")
    if isinstance(getattr(node.record, name, None), str)
]
LISTS = [
    (owner, path)
    for owner in [tree(hai_hau()), *NODES]
    for path, nodes in owner.lists.items()
    if len(nodes) > 1
]


@settings(max_examples=60)
@given(
    place=st.sampled_from(TEXTS),
    text=st.sampled_from(["{} thêm chữ", "Chữ khác hẳn không còn gì", "Nay: {}", "{}{}"]),
)
def test_any_text_that_changes_is_exactly_one_change(place: tuple[Node, str], text: str) -> None:
    node, name = place
    old = getattr(node.record, name)
    new = text.format(old, old)
    after = edited(hai_hau(), (*node.path, name), new)
    (change,) = difference(hai_hau(), after)
    assert (change.kind, change.before, change.after) == (Kind.CHANGED, old, new)
    assert change.before_path == change.after_path == (*node.path, name)


@settings(max_examples=60)
@given(node=st.sampled_from(NODES))
def test_any_record_that_goes_or_comes_is_exactly_one_change(node: Node) -> None:
    without = edited(hai_hau(), node.path, ...)
    assert kinds(difference(hai_hau(), without)) == [Kind.REMOVED]
    assert kinds(difference(without, hai_hau())) == [Kind.ADDED]


@settings(max_examples=60)
@given(place=st.sampled_from(LISTS), data=st.data())
def test_any_record_that_moves_is_exactly_one_change(
    place: tuple[Node, FieldPath], data: st.DataObject
) -> None:
    owner, path = place
    records: list[Record] = [node.record for node in owner.lists[path]]
    one, other = data.draw(st.permutations(range(len(records))))[:2]
    records.insert(other, records.pop(one))
    after = edited(hai_hau(), (*owner.path, *path), tuple(records))
    assert kinds(difference(hai_hau(), after)) == [Kind.MOVED]


OUTER = list({id(node): (node, name) for node, name in TEXTS if len(node.path) == 2}.values())


@settings(max_examples=30)
@given(numbers=st.sets(st.sampled_from(range(len(OUTER))), min_size=2))
def test_changes_add_up(numbers: set[int]) -> None:
    after = hai_hau()
    for node, name in (OUTER[number] for number in numbers):
        after = edited(after, (*node.path, name), f"{getattr(node.record, name)} đã sửa")
    assert kinds(difference(hai_hau(), after)) == [Kind.CHANGED] * len(numbers)


def kinds(changes: Sequence[Change]) -> list[Kind]:
    """Return the kinds of some changes."""
    return [change.kind for change in changes]


def test_the_command_lists_changes_with_both_places_and_ends_as_diff_does(
    kehoach: Kehoach, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        changed(("period: 2023\n", 'period: 2023\nplace: Tứ Kỳ\n'), ('end: "1,95"', 'end: "1,5"')),
        encoding="utf-8",
    )  # fmt: skip
    ended = kehoach("diff", "a.yaml", "b.yaml")
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "Địa danh: (trống) → Tứ Kỳ [a.yaml:1 → b.yaml:4]",
        "Chỉ tiêu 'Tỷ lệ hộ nghèo' · Cuối kỳ: 1,95 → 1,5 [a.yaml:32 → b.yaml:33]",
        "2 thay đổi.",
    ]
    same = kehoach("diff", "a.yaml", "a.yaml")
    assert (same.code, same.out) == (0, "Hai bản kế hoạch không khác nhau.\n")
