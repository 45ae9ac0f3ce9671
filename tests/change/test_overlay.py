"""A unit's own changes laid over its plan: what they do, what is told of them, what they leave."""

from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.change.allocation import Origin
from generator.change.cascade import Child, cascade_of, cascade_plans
from generator.change.overlay import Overlaid, UnitOverlay, overlaid
from generator.change.references import KINDS, parts_of
from generator.plan.composition import compose
from generator.plan.model import Overlay, Plan
from generator.plan.rules import examine
from generator.plan.source import parse_plan, read_plan, written_plan
from generator.plan.workbook.rows import UnitRow
from tests.command import ROOT

POOR = {"ty-le-ngheo": {"baseline": Decimal("2.20"), "end": Decimal("1.70")}}
NOWHERE = UnitRow("xã", "Nơi Này", "1", Decimal(2000), Decimal(40), Decimal(7000), POOR)


@cache
def master() -> Plan:
    return read_plan(ROOT / "data" / "plans" / "ha-tinh-2027.yaml").plan


def made(**fields: Any) -> Child:
    """Return a commune's plan with an overlay."""
    overlay = Overlay.model_validate({"by": "A", **fields})
    own = {0: UnitOverlay(overlay)}
    (child,) = cascade_plans(master(), cascade_of(master()), [NOWHERE], own).children
    return child


def laid(**fields: Any) -> Overlaid:
    """Return an overlay laid over a commune's plan."""
    found = made(**fields).overlaid
    assert found is not None
    return found


def codes(**fields: Any) -> list[tuple[str, tuple[str | int, ...], str]]:
    """Return what is wrong with an overlay: code, path in it, the nearest name."""
    return [(d.code, d.path, d.parameters.get("near", "-")) for d in laid(**fields).diagnostics]


def ids(plan: Plan, kind: str) -> list[str]:
    return list(parts_of(plan)[kind])


def test_an_empty_overlay_changes_nothing() -> None:
    plain = cascade_plans(master(), cascade_of(master()), [NOWHERE]).children[0].plan
    assert made().plan == plain
    assert laid().edits == ()


TASK = {"id": "cho-phien", "title": "Mở chợ phiên", "lead": "agriculture", "due": "Quý III",
        "product": "Chợ"}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "neighbours"),
    [
        ({"after": "y-te-dinh-duong"}, ("y-te-dinh-duong", "cho-phien", "ho-tro-nha-o")),
        ({"before": "y-te-dinh-duong"}, ("dich-vu", "cho-phien", "y-te-dinh-duong")),
        ({"within": "dich-vu"}, ("thu-tuc", "cho-phien", "truyen-thong-giam-sat")),
        ({}, ("ra-soat", "cho-phien")),
    ],
)
def test_a_task_is_added_where_it_is_to_stand(
    place: dict[str, str], neighbours: tuple[str, ...]
) -> None:
    child = made(add={"tasks": [{**TASK, **place}]})
    tasks = ids(child.plan, "tasks")
    index = tasks.index("cho-phien")
    assert tuple(tasks[index - 1 : index + 2]) == neighbours
    assert not examine(child.plan, composition := compose(child.plan))
    assert not composition.diagnostics


def test_two_parts_added_at_one_place_keep_their_order() -> None:
    tasks = [{**TASK, "id": name, "after": "dich-vu"} for name in ("b", "a")]
    order = ids(made(add={"tasks": tasks}).plan, "tasks")
    assert order.index("a") == order.index("b") + 1


def test_items_go_into_sections_tasks_and_agencies() -> None:
    items = [{"text": f"Trong {holder}.", "within": holder}
             for holder in ("kinh-phi", "tasks.tin-dung", "agriculture")]  # fmt: skip
    plan = made(add={"items": items}).plan
    assert plan.sections[4].items[-1].text == "Trong kinh-phi."
    assert parts_of(plan)["tasks"]["tin-dung"].items[-1].text == "Trong tasks.tin-dung."
    assert plan.agencies[0].items[-1].text == "Trong agriculture."


def test_a_part_may_be_replaced_by_one_of_its_id() -> None:
    child = made(omit=["xa-hoi-hoa"], add={"funding": [{"id": "xa-hoi-hoa", "text": "Xã tự lo."}]})
    assert child.plan.funding[-1].text == "Xã tự lo."
    assert len(child.plan.funding) == len(master().funding)


def test_fields_given_are_replaced_and_the_others_stay() -> None:
    before = parts_of(made().plan)["tasks"]["nang-luc"]
    task = {"id": "nang-luc", "due": "15/8/2027", "support": []}
    after = parts_of(made(change={"tasks": [task]}).plan)["tasks"]["nang-luc"]
    assert after.title == before.title
    assert after.items == before.items
    assert (str(after.due), after.support) == ("2027-08-15", ())
    (edit,) = laid(change={"tasks": [task]}).edits
    assert ("Thời hạn", "27/8/2027", "15/8/2027") in edit.details


def test_a_changed_figure_is_the_units_own_and_the_change_follows() -> None:
    child = made(change={"targets": [{"id": "so-ho-ngheo", "end": "1"}]})
    target = parts_of(child.plan)["targets"]["so-ho-ngheo"]
    assert target.change.exact == 1 - target.baseline.exact
    assert child.origins["so-ho-ngheo"] is Origin.OVERLAY
    assert child.origins["mo-hinh"] is Origin.ALLOCATED


def test_a_basis_that_only_the_added_text_cites_is_there() -> None:
    dropped = next(b.id for b in master().bases if b.id not in ids(made().plan, "bases"))
    item = {"text": f"Theo {{{{ basis('{dropped}') }}}}.", "within": "kinh-phi"}
    assert dropped in ids(made(add={"items": [item]}).plan, "bases")


def test_conditions_of_added_parts_are_decided() -> None:
    items = [{"text": "Của xã.", "within": "kinh-phi", "only_for": ["xã"]},
             {"text": "Của phường.", "within": "kinh-phi", "only_for": ["phường"]}]  # fmt: skip
    texts = [item.text for item in made(add={"items": items}).plan.sections[4].items]
    assert "Của xã." in texts
    assert "Của phường." not in texts


def test_fields_of_the_plan_itself_change() -> None:
    change = {"closing": "Hết", "notice": None, "recipients": ["UBND tỉnh", {"from": "agencies"}],
              "signature": {"authority": "KT", "position": "PHÓ CHỦ TỊCH"}}  # fmt: skip
    plan = made(change=change).plan
    assert (plan.closing, plan.notice, plan.recipients[0].name) == ("Hết", None, "UBND tỉnh")
    assert (plan.signature.authority, plan.signature.head) == ("KT", "CHỦ TỊCH")


@pytest.mark.parametrize(
    ("fields", "code", "path", "near"),
    [
        ({"omit": ["nang-lu"]}, "unknown-id", ("omit", 0), "nang-luc"),
        ({"omit": ["so-ho-ngheo"]}, "other-kind", ("omit", 0), "-"),
        ({"omit": ["sections.nang-luc"]}, "unknown-id", ("omit", 0), ""),
        ({"omit": ["bao-cao"]}, "ambiguous", ("omit", 0), "-"),
        ({"omit": ["nang-luc", "nang-luc"]}, "twice", ("omit", 1), "-"),
        ({"omit": ["nang-luc"], "change": {"tasks": [{"id": "nang-luc", "due": "Quý I"}]}},
         "twice", ("change", "tasks", 0, "id"), "-"),
        ({"change": {"tasks": [{"id": "nang-luc"}]}}, "nothing-changed",
         ("change", "tasks", 0, "id"), "-"),
        ({"change": {"targets": [{"id": "nang-luc", "end": "1"}]}}, "other-kind",
         ("change", "targets", 0, "id"), "-"),
        ({"add": {"tasks": [{**TASK, "after": "nang-lu"}]}}, "unknown-id",
         ("add", "tasks", 0, "after"), "nang-luc"),
        ({"add": {"tasks": [{**TASK, "within": "kinh-phi"}]}}, "other-kind",
         ("add", "tasks", 0, "within"), "-"),
        ({"add": {"tasks": [{**TASK, "id": "nang-luc"}]}}, "id-taken",
         ("add", "tasks", 0, "id"), "-"),
        ({"omit": ["dich-vu", "thu-tuc"]}, "no-effect", ("omit", 1), "-"),
        ({"omit": ["dich-vu"], "add": {"tasks": [{**TASK, "after": "thu-tuc"}]}}, "no-effect",
         ("add", "tasks", 0), "-"),
    ],
)  # fmt: skip
def test_a_name_that_means_nothing_is_told(
    fields: dict[str, Any], code: str, path: tuple[str | int, ...], near: str
) -> None:
    assert codes(**fields) == [(f"overlay.{code}", path, near)]


def test_every_fault_of_an_overlay_is_told_at_once() -> None:
    change = {"tasks": [{"id": "y", "due": "Quý I"}], "sections": [{"id": "z", "text": "Z"}]}
    found = codes(omit=["x"], change=change, add={"items": [{"text": "A", "within": "w"}]})
    assert [path for _, path, _ in found] == [
        ("omit", 0), ("change", "sections", 0, "id"), ("change", "tasks", 0, "id"),
        ("add", "items", 0, "within"),
    ]  # fmt: skip


def test_a_part_of_the_plan_knows_where_it_was_typed() -> None:
    task = {"id": "nang-luc", "product": "Báo cáo"}
    found = laid(
        add={"tasks": [{**TASK, "before": "dich-vu", "items": ["A"]}]}, change={"tasks": [task]}
    )
    assert found.typed_path(("tasks", 2, "items", 0, "text")) == (
        "add", "tasks", 0, "items", 0, "text",
    )  # fmt: skip
    assert found.typed_path(("tasks", 4, "tasks", 1, "product")) == (
        "change", "tasks", 0, "product",
    )  # fmt: skip
    assert found.typed_path(("tasks", 4, "tasks", 1, "title")) is None
    assert found.typed_path(("tasks", 3, "title")) is None


OMITTABLE = [f"{kind}.{id_}" for kind in KINDS if kind not in ("targets", "bases")
             for id_ in parts_of(master())[kind]]  # fmt: skip


@given(st.lists(st.sampled_from(OMITTABLE), unique=True, max_size=4))
def test_what_is_omitted_is_gone_and_all_else_stays(omit: list[str]) -> None:
    found = overlaid(master(), Overlay.model_validate({"by": "A", "omit": omit}))
    gone = {tuple(name.split(".")) for name in omit}
    for kind in KINDS:
        assert not {id_ for k, id_ in gone if k == kind} & set(ids(found.plan, kind))
    effective = len(omit) - len(found.diagnostics)
    assert len([edit for edit in found.edits if edit.action == "omit"]) == effective
    if not omit:
        assert found.plan == master()


def test_a_plan_with_an_overlay_can_be_written_and_loads_as_the_same_plan() -> None:
    plan = made(
        omit=["xa-hoi-hoa"],
        add={"tasks": [{**TASK, "after": "tin-dung", "items": [{"from": "assignment"}]}]},
        change={"tasks": [{"id": "nang-luc", "due": "15/8/2027", "support": []}]},
    ).plan
    again = parse_plan(written_plan(plan), "xa.yaml").plan
    assert compose(again) == compose(plan)
    assert again.tasks == plan.tasks
