"""Sharing targets: exact for any weights, the same for any order, and every figure's own origin."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.change.allocation import Origin, Shared, share_targets
from generator.change.cascade import cascade_of, cascade_plans
from generator.change.overlay import UnitOverlay
from generator.change.parts import largest_remainder
from generator.plan.fields import Range
from generator.plan.model import Overlay, Plan, Target, TargetShare
from generator.plan.source import parse_plan
from generator.plan.workbook import UnitRow

PLAN = """\
level: district
issuer: {kind: huyện, name: Hải Hậu, parent: {kind: tỉnh, name: Nam Định}}
period: 2022
subject: Giảm nghèo
opening: Thực hiện như sau
sections:
  - {id: muc-tieu, title: Mục tiêu, items: [Giảm nghèo.]}
targets:
  - {id: rate, name: Tỷ lệ hộ nghèo, unit: "%", baseline: "2,50", end: "1,95"}
  - {id: poor, name: Số hộ nghèo, unit: hộ, baseline: "250", change: "-55", end: "195"}
  - {id: jobs, name: Việc làm, unit: người, end: "1.000"}
  - {id: crop, name: Năng suất, unit: tạ/ha, end: "60"}
  - {id: insured, name: Bảo hiểm y tế, unit: "%", end: "100"}
recipients: [UBND tỉnh]
signature: {position: CHỦ TỊCH}
cascade:
  - level: commune
    recipients: [UBND huyện]
    targets:
      - {id: rate}
      - {id: poor, by: poor_households}
      - {id: jobs, by: equal}
      - {id: crop}
"""
MASTER = parse_plan(PLAN.encode(), "plan.yaml").plan
CASCADE = cascade_of(MASTER)
COUNTS = st.integers(0, 10**12).map(Decimal)
WEIGHTS = st.lists(st.decimals(0, 10**9, places=3), min_size=1, max_size=40).filter(any)
WHOLES = st.decimals(-(10**15), 10**15, places=2) | st.integers(-(10**20), 10**20).map(Decimal)


def unit(number: int, poor: int = 1, **figures: dict[str, str]) -> UnitRow:
    """Return a unit with as many poor households and some figures."""
    given = {"rate": {"baseline": "2.5", "end": "1.95"}, "crop": {"end": "60"}} | figures
    return UnitRow(
        "xã",
        f"Số {number}",
        code=f"{number:05}",
        households=Decimal(100),
        poor_households=Decimal(poor),
        figures={id_: {n: Decimal(v) for n, v in row.items()} for id_, row in given.items() if row},
    )


def shared(*units: UnitRow, plan: Plan = MASTER) -> Shared:
    return share_targets(plan, cascade_of(plan), units)


def target(result: Shared, index: int, id_: str) -> Target:
    return next(t for t in result.targets[index] if t.id == id_)


def with_target(id_: str, **figures: str | None) -> Plan:
    """Return the master with other figures of a target."""
    ranges = {n: None if v is None else parsed(v) for n, v in figures.items()}
    targets = tuple(t.model_copy(update=ranges) if t.id == id_ else t for t in MASTER.targets)
    return MASTER.model_copy(update={"targets": targets})


def parsed(text: str) -> Range:
    return Target(id="x", name="x", unit="x", end=text).end or Range(Decimal(0), Decimal(0))  # type: ignore[arg-type]


def told(result: Shared) -> list[str]:
    return [d.code.removeprefix("cascade.") for d in result.diagnostics]


@given(WHOLES, WEIGHTS)
def test_the_parts_of_any_whole_add_up_to_it_exactly(
    whole: Decimal, weights: list[Decimal]
) -> None:
    parts = largest_remainder(whole, weights)
    exact = sum(parts, Decimal(0)) if abs(whole) < 10**15 else sum(map(int, parts))
    assert exact == whole
    assert all(part == 0 or (part < 0) is (whole < 0) for part in parts)


@given(st.integers(0, 10**6).map(Decimal), WEIGHTS)
def test_no_part_is_a_whole_step_away_from_its_share(
    whole: Decimal, weights: list[Decimal]
) -> None:
    total = sum(weights)
    for part, weight in zip(largest_remainder(whole, weights), weights, strict=True):
        assert abs(part * total - whole * weight) < total
        assert part == 0 or weight


@given(
    st.integers(0, 300), st.integers(0, 300), st.lists(st.integers(0, 9), min_size=1).filter(any)
)
def test_what_falls_rises_in_no_unit_and_nothing_falls_below_zero(
    start: int, end: int, weights: list[int]
) -> None:
    plan = with_target("poor", baseline=str(start), change=str(end - start), end=str(end))
    units = [unit(i, weight) for i, weight in enumerate(weights)]
    parts = [target(shared(*units, plan=plan), i, "poor") for i in range(len(units))]
    for part in parts:
        assert part.baseline
        assert part.end
        assert part.change
        assert part.end.low - part.baseline.low == part.change.low
        assert (part.change.low > 0) <= (end > start)
        assert (part.change.low < 0) <= (end < start)
        assert min(part.baseline.low, part.end.low) >= 0
    for name, whole in (("baseline", start), ("end", end), ("change", end - start)):
        assert sum(getattr(part, name).low for part in parts) == whole


@given(st.permutations(range(7)))
def test_the_order_of_the_rows_changes_no_units_figures(order: Sequence[int]) -> None:
    units = [unit(i, poor=3) for i in range(7)]
    straight, mixed = shared(*units), shared(*(units[i] for i in order))
    for place, index in enumerate(order):
        assert mixed.targets[place] == straight.targets[index]
    assert mixed.origins == straight.origins


def test_every_figure_of_every_unit_has_its_origin() -> None:
    result = shared(unit(1), unit(2))
    assert result.diagnostics == ()
    for targets in result.targets:
        assert {t.id for t in targets} == result.origins.keys()
    assert dict(result.origins) == {
        "rate": Origin.GIVEN,
        "poor": Origin.ALLOCATED,
        "jobs": Origin.ALLOCATED,
        "crop": Origin.GIVEN,
        "insured": Origin.INHERITED,
    }


def test_a_figure_of_the_master_never_stands_for_one_that_a_unit_lacks() -> None:
    without = [unit(i, rate={"end": "1.95"}) for i in (1, 2)]
    result = shared(*without)
    assert told(result) == []
    rate = target(result, 0, "rate")
    assert (rate.baseline, rate.change, str(rate.end)) == (None, None, "1,95")


def test_a_start_that_only_some_units_give_is_refused_for_the_others() -> None:
    result = shared(unit(1), unit(2, rate={"end": "1.95"}))
    (found,) = result.diagnostics
    assert found.message("vi") == (
        "xã Số 2 chưa có số đầu kỳ của chỉ tiêu 'Tỷ lệ hộ nghèo', còn các đơn vị khác thì có."
    )


def test_a_bound_on_the_change_holds_for_every_unit() -> None:
    plan = with_target("rate", baseline=None, change="≥ -1", end=None)
    rate = target(shared(unit(1, rate={"end": "1.95"}), plan=plan), 0, "rate")
    assert str(rate.change) == "≥ -1"


def test_the_path_of_the_master_over_the_years_is_no_units() -> None:
    text = PLAN.replace(', end: "195"}', ', end: "195", path: [{year: 2023, end: "150"}]}')
    plan = parse_plan(text.encode(), "plan.yaml").plan
    assert next(t for t in plan.targets if t.id == "poor").path
    assert target(shared(unit(1), plan=plan), 0, "poor").path == ()


@pytest.mark.parametrize("figure", ["100 - 200", None])
def test_a_span_cannot_be_shared(figure: str | None) -> None:
    plan = with_target("jobs", end=figure)
    assert told(shared(unit(1), unit(2), plan=plan)) == (["span-allocated"] if figure else [])


@pytest.mark.parametrize(
    ("whole", "sums"), [("≥ 60", True), ("> 60", False), ("≤ 60", True), ("50 - 70", True),
                        ("61 - 70", False), ("61", False)],
)  # fmt: skip
def test_bounds_and_spans_of_the_master_hold_for_what_the_units_come_to(
    whole: str, sums: bool
) -> None:
    result = shared(unit(1), unit(2), plan=with_target("crop", end=whole))
    assert told(result) == ([] if sums else ["average"])


def test_rates_other_than_percentages_are_averaged_too() -> None:
    assert told(shared(unit(1, crop={"end": "50"}), unit(2, crop={"end": "70"}))) == []
    rates = CASCADE.model_copy(update={"targets": (TargetShare(id="crop", by="equal"),)})
    found = share_targets(MASTER, rates, [unit(1)]).diagnostics
    assert [d.code for d in found] == ["cascade.percent-allocated"]


def test_half_a_step_is_rounded_up_as_excel_does() -> None:
    rows = [unit(1, rate={"end": "1.94"}), unit(2, rate={"end": "1.95"})]
    assert told(shared(*rows)) == []


@given(st.integers(0, 4), st.text("abcđ ", min_size=1).filter(str.strip))
def test_an_overlay_of_one_unit_changes_only_that_unit(index: int, subject: str) -> None:
    units = [unit(i) for i in range(5)]
    overlay = Overlay.model_validate({"by": "Văn phòng", "change": {"subject": subject.strip()}})
    plain = cascade_plans(MASTER, CASCADE, units)
    laid = cascade_plans(MASTER, CASCADE, units, {index: UnitOverlay(overlay)})
    for number, (one, other) in enumerate(zip(plain.children, laid.children, strict=True)):
        assert (one.plan == other.plan) is (number != index)
        assert one.origins == other.origins
