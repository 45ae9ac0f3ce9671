"""What comes down from a master: names by kind, support that is left out, a change alone."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generator.change.cascade import Family, cascade_of, cascade_plans
from generator.plan.expansion import inherited
from generator.plan.model import Plan, Unit
from generator.plan.source import parse_plan, written_plan
from generator.plan.workbook import UnitRow, read_workbook, register_units, write_workbook
from tests.plan.rules.samples import plan_fields

HAI_HAU = Unit(kind="huyện", name="Hải Hậu", code="366")
XA = UnitRow("xã", "Hải Anh", "14218")
THI_TRAN = UnitRow("thị trấn", "Cồn", "14218")


def master(decisions: list[dict[str, Any]], **fields: Any) -> Plan:
    """Return a district's plan that decides for some agencies of its communes."""
    below = {
        "level": "commune",
        "recipients": ["UBND huyện", {"from": "agencies"}],
        "targets": [{"id": t["id"], "by": "sheet"} for t in fields.get("targets", ())],
        "agencies": decisions,
    }
    return Plan.model_validate(plan_fields(cascade=[below], **fields))


def family(unit: UnitRow, decisions: list[dict[str, Any]], **fields: Any) -> Family:
    plan = master(decisions, **fields)
    return cascade_plans(plan, cascade_of(plan), [unit])


@pytest.mark.parametrize(("unit", "kind"), [(XA, "xã"), (THI_TRAN, "thị trấn")])
def test_a_counterparts_name_takes_the_kind_of_the_unit_and_of_the_one_above(
    unit: UnitRow, kind: str
) -> None:
    first = plan_fields()["agencies"][0]["id"]
    decision = {"id": first, "name": "Ban Giảm nghèo {{ issuer.kind }}, {{superior.kind}}",
                "short": "BGN {{ issuer.kind }}"}  # fmt: skip
    made = family(unit, [decision])
    agency = made.children[0].plan.agencies[0]
    assert (agency.name, agency.short) == (f"Ban Giảm nghèo {kind}, huyện", f"BGN {kind}")


def test_a_name_that_asks_for_more_is_told_at_its_place() -> None:
    first = plan_fields()["agencies"][0]["id"]
    made = family(XA, [{"id": first, "name": "Ban {{ period }}"}])
    (found,) = [d for d in made.diagnostics if d.code == "cascade.bad-name"]
    assert found.path == ("cascade", 0, "agencies", 0, "name")


TASKS = [{"id": "me", "title": "Việc lớn", "lead": "a", "support": ["b"], "tasks": [
    {"id": "con", "title": "Việc nhỏ", "support": ["c"]},
    {"id": "em", "title": "Việc khác"},
]}]  # fmt: skip
AGENCIES = [{"id": id_, "name": f"Phòng {id_.upper()}"} for id_ in "abc"]


def test_support_that_is_all_left_out_below_does_not_come_back_from_the_task_above() -> None:
    decisions: list[dict[str, Any]] = [{"id": "a", "name": "Ban A"}, {"id": "b", "name": "Ban B"},
                 {"id": "c", "drop": True}]  # fmt: skip
    plan = family(XA, decisions, agencies=AGENCIES, tasks=TASKS).children[0].plan
    small, other = plan.tasks[0].tasks
    assert inherited(plan, small, "support") == ()
    assert inherited(plan, other, "support") == ("b",)
    assert inherited(plan, small, "lead") == ("a",)
    again = parse_plan(written_plan(plan), "xa.yaml").plan
    assert inherited(again, again.tasks[0].tasks[0], "support") == ()


CHANGE = {"id": "giam", "name": "Tỷ lệ hộ nghèo", "unit": "%", "change": "≥ -1"}
COUNT = {"id": "ho", "name": "Số hộ nghèo", "unit": "hộ", "change": "-30"}


def figures(target: dict[str, str], **given: str) -> list[str]:
    """Return what a commune's figures become: start, change, end; or what is told."""
    unit = replace(XA, figures={target["id"]: {n: Decimal(v) for n, v in given.items()}})
    made = family(unit, [{"id": "labour", "name": "Ban A"}], targets=[target])
    if made.diagnostics:
        return [d.code for d in made.diagnostics]
    (own,) = made.children[0].plan.targets
    return [str(getattr(own, name) or "") for name in ("baseline", "change", "end")]


@pytest.mark.parametrize(
    ("target", "given", "printed"),
    [
        (CHANGE, {"change": "-1.5"}, ["", "≥ -1,5", ""]),
        (CHANGE, {"change": "-1.5", "baseline": "4.0"}, ["4,0", "≥ -1,5", "2,5"]),
        (CHANGE, {"baseline": "4.0", "end": "2.5"}, ["4,0", "-1,5", "2,5"]),
        (CHANGE, {"end": "2.5"}, ["", "≥ -1", "2,5"]),
        (CHANGE, {"baseline": "4.0"}, ["cascade.figure-missing"]),
        (CHANGE, {}, ["cascade.figure-missing"]),
        (COUNT, {"change": "-30"}, ["", "-30", ""]),
        (COUNT, {"change": "-29"}, ["cascade.sum"]),
    ],
)
def test_a_target_that_says_only_how_much_changes_takes_the_change_of_each_unit(
    target: dict[str, str], given: dict[str, str], printed: list[str]
) -> None:
    assert figures(target, **given) == printed


def test_the_sheet_has_a_column_for_the_change_and_may_lack_it() -> None:
    plan = master([{"id": "labour", "name": "Ban A"}], targets=[CHANGE])
    cascade = cascade_of(plan)
    (unit, *_) = register_units(plan.model_copy(update={"issuer": HAI_HAU}), cascade)
    row = replace(unit, figures={"giam": {"change": Decimal("-1.5")}})
    data = write_workbook(plan, cascade, [row])
    (read,) = read_workbook(data, "x.xlsx", plan, cascade, units=[unit]).rows
    assert read.figures == row.figures
    stated = plan.model_copy(update={"targets": (plan.targets[0].model_copy(
        update={"end": plan.targets[0].change, "change": None}),)})  # fmt: skip
    older = write_workbook(stated, cascade, [replace(unit, figures={"giam": {"end": Decimal(2)}})])
    (read,) = read_workbook(older, "x.xlsx", plan, cascade, units=[unit]).rows
    assert read.figures == {"giam": {"end": Decimal(2)}}


def test_two_agencies_that_become_one_have_a_common_duty_once() -> None:
    agencies = [
        {"id": "a", "name": "Phòng A", "items": ["Tham mưu.", "Tổng hợp."]},
        {"id": "b", "name": "Phòng B", "items": ["Tham mưu.", "Kiểm tra."]},
    ]
    decisions = [{"id": id_, "name": "Phòng Kinh tế"} for id_ in "ab"]
    tasks = [{"id": "x", "title": "Việc", "lead": "a"}]
    made = family(XA, decisions, agencies=agencies, tasks=tasks)
    first = made.children[0].plan.agencies[0]
    assert [item.text for item in first.items] == ["Tham mưu.", "Tổng hợp.", "Kiểm tra."]
