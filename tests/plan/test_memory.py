"""What is remembered from plan to plan never shows: every plan reads as if it were the first."""

import pickle
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.change.cascade import cascade_of, cascade_plans
from generator.plan.composition import compose
from generator.plan.memory import Memory
from generator.plan.model import Plan, ReportRule
from generator.plan.rules import examine
from generator.plan.source import parse_plan
from tests.change.test_masters import MASTERS, read_master, rows
from tests.sample import PLAN

Change = Callable[[Plan], dict[str, Any]]

CITED_LATER = "Theo {{ basis('kh-huyen') }} và {{ basis('kh-huyen') }}."
CONDITIONAL = "{% if issuer.name == 'Quang Khải' %}{{ basis('kh-huyen') }}{% else %}Có{% endif %}."
REPORT = ReportRule.model_validate(
    {"id": "nam", "name": "Báo cáo", "frequency": "yearly", "from": "all", "to": "UBND huyện",
     "due": {"before": "9/12"}}
)  # fmt: skip
CHANGES: dict[str, Change] = {
    "nothing": lambda _: {},
    "another name": lambda p: {"issuer": p.issuer.model_copy(update={"name": "Minh Tiến"})},
    "another kind": lambda p: {"issuer": p.issuer.model_copy(update={"kind": "phường"})},
    "no superior": lambda p: {"issuer": p.issuer.model_copy(update={"parent": None})},
    "another year": lambda p: {"period": p.period.model_copy(update={"first": 2024, "last": 2024})},
    "another figure": lambda p: {"targets": (p.targets[0].model_copy(update={"end": None}),)},
    "no target": lambda _: {"targets": ()},
    "two targets": lambda p: {"targets": (p.targets[0].model_copy(update={"id": "a"}), *p.targets)},
    "no lead": lambda p: {"tasks": (p.tasks[0].model_copy(update={"lead": ()}), *p.tasks[1:])},
    "tasks turned": lambda p: {"tasks": p.tasks[::-1]},
    "an agency less": lambda p: {"agencies": p.agencies[:-1]},
    "an agency renamed": lambda p: {
        "agencies": (p.agencies[0].model_copy(update={"name": "Văn phòng"}), *p.agencies[1:])
    },
    "no basis": lambda _: {"bases": ()},
    "nothing cited": lambda p: {"opening": p.opening.model_copy(update={"text": "Như sau:"})},
    "cited later": lambda _: {"closing": CITED_LATER},
    "cited by some": lambda _: {"subject": CONDITIONAL, "closing": CITED_LATER},
    "another section": lambda p: {"sections": p.sections[1:]},
    "a gap": lambda _: {"closing": "Còn … hộ năm 2023 tại mục 2 phần I trên địa bàn huyện."},
    "an agency misspelt": lambda _: {"closing": "Giao Đài Truyền Thanh xã."},
    "the unit misspelt": lambda _: {"closing": "Giao Đài xã Quang khải."},
    "a report": lambda _: {"reports": (REPORT,), "closing": "Gửi {{ deadline('nam') }}."},
    "another report": lambda _: {
        "reports": (REPORT.model_copy(update={"frequency": "monthly"}),),
        "closing": "Gửi {{ deadline('nam') }}.",
    },
    "a fault": lambda _: {"subject": "{{ period.label }} {{ nobody }}"},
    "a programme": lambda _: {"programme": None},
    "other words": lambda p: {
        "wording": p.wording.model_copy(update={"task_heading": "{{ title }} ({{ period }})"})
    },
}


@cache
def first() -> Plan:
    return parse_plan(PLAN.encode(), "a.yaml").plan


def told(plan: Plan, memory: Memory | None) -> tuple[Any, ...]:
    """Return all that comes of a plan."""
    composition = compose(plan, memory)
    return composition, examine(plan, composition, memory)


FAMILIES = st.lists(
    st.sets(st.sampled_from(sorted(CHANGES)), max_size=3), min_size=2, max_size=6
).map(lambda family: [changed(names) for names in family])


def changed(names: set[str]) -> Plan:
    """Return the first plan with some changes."""
    plan = first()
    for name in sorted(names):
        plan = plan.model_copy(update=CHANGES[name](first()))
    return plan


@settings(max_examples=100, deadline=None)
@given(FAMILIES)
def test_any_plan_after_any_other_reads_as_alone(family: list[Plan]) -> None:
    memory = Memory()
    for plan in family:
        assert told(plan, memory) == told(plan, None)


@settings(max_examples=100, deadline=None)
@given(FAMILIES, FAMILIES)
def test_plans_that_are_made_step_by_step_together_read_as_alone(
    family: list[Plan], next_family: list[Plan]
) -> None:
    memory = Memory()
    for plans in (family, next_family):
        composed = [compose(plan, memory) for plan in plans]
        assert composed == [compose(plan) for plan in plans]
        for plan, composition in zip(plans, composed, strict=True):
            assert examine(plan, composition, memory) == examine(plan, composition)


@pytest.mark.parametrize("name", MASTERS)
@pytest.mark.parametrize("step", [1, -1])
def test_the_units_of_a_master_read_as_alone_in_any_order(name: str, step: int) -> None:
    master, memory = read_master(name), Memory()
    children = cascade_plans(master, cascade_of(master), rows(master)).children
    for child in [*children][::step][:25]:
        assert told(child.plan, memory) == told(child.plan, None)


def test_all_masters_may_share_one_memory() -> None:
    memory = Memory()
    for name in (*MASTERS, *MASTERS):
        plan = read_master(name)
        assert told(plan, memory) == told(plan, None)


def test_what_has_not_changed_is_not_made_again() -> None:
    memory, made = Memory(), list[str]()
    plan = first()
    for changed in (plan, plan, plan.model_copy(update={"closing": "Hết."})):
        watched = memory.watch("plan", changed, Plan.model_fields)
        memory.remembered("period", lambda w=watched: made.append(f"{w.period}"))  # type: ignore[misc]
        memory.remembered("closing", lambda w=watched: made.append(f"{w.closing}"))  # type: ignore[misc]
    assert made == ["2023", str(plan.closing), "Hết."]


def test_a_value_that_was_left_out_for_a_while_is_not_taken_for_new() -> None:
    memory, plan = Memory(), first()
    other = plan.model_copy(update={"closing": "Hết."})

    def closing(plan: Plan) -> str:
        watched = memory.watch("plan", plan, Plan.model_fields)
        return memory.remembered("closing", lambda: str(watched.closing))

    assert closing(plan) == plan.closing
    memory.watch("plan", other, Plan.model_fields)
    assert closing(other) == "Hết."
    assert closing(plan) == plan.closing


@pytest.mark.parametrize("others", [1, 40, 200])
def test_what_nobody_asked_for_in_a_long_time_is_right_when_it_is_asked_for(others: int) -> None:
    memory, made, plan = Memory(), list[str](), first()

    def closing(plan: Plan) -> str:
        watched = memory.watch("plan", plan, Plan.model_fields)

        def make() -> str:
            made.append("closing")
            return str(watched.closing)

        return memory.remembered("closing", make)

    closing(plan)
    for number in range(others):
        memory.watch("plan", plan.model_copy(update={"subject": f"{number}"}), Plan.model_fields)
    assert closing(plan) == plan.closing
    assert made == ["closing"]
    for words in ("Hết.", *map(str, range(others))):
        other = plan.model_copy(update={"closing": "Hết.", "subject": words})
        memory.watch("plan", other, Plan.model_fields)
    assert closing(other) == "Hết."
    assert made == ["closing", "closing"]


def test_a_memory_that_goes_to_another_process_begins_anew() -> None:
    memory = Memory()
    told(first(), memory)
    assert told(first(), pickle.loads(pickle.dumps(memory))) == told(first(), None)
