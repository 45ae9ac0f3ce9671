"""Reports one level down: who owes them to whom, through whom, and always in time."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from generator.change.cascade import Child, cascade_of, cascade_plans
from generator.plan.composition import compose
from generator.plan.due import Occurrence
from generator.plan.model import Plan, ReportRule
from generator.plan.rules import examine
from generator.plan.workbook.rows import UnitRow
from generator.registers.units import RegisteredUnit, units_on
from tests.plan.occurrences import occurrences
from tests.plan.rules.samples import Fields, plan_fields

YEAR = 2027
AGENCIES: list[Fields] = [
    {
        "id": "so",
        "name": "Sở Nông nghiệp và Môi trường",
        "short": "Sở NN&MT",
        "items": ["Theo dõi."],
    },
    {"id": "xa", "name": "Ủy ban nhân dân các xã, phường, đặc khu", "collective": True},
]
# Every form a deadline can have; the last is the province's own, which nobody below owes.
REPORTS: dict[str, Fields] = {
    "truoc": {"frequency": "yearly", "due": {"before": "15/11"}},
    "thu-bay": {"frequency": "yearly", "due": {"by": "25/12"}},
    "het": {"frequency": "half-year", "close": "14/6", "due": {"until": "27/6"}},
    "nghi": {"frequency": "yearly", "due": {"by": "25/12"}, "working_day": "none"},
    "thang": {"frequency": "monthly", "close": "decree", "due": {"by": "25"}},
    "quy": {"frequency": "quarterly", "due": {"within": "15", "after": "period"}},
    "dem": {"frequency": "yearly", "close": "decree", "due": {"within": "5", "after": "close"}},
    "theo": {"due": {"of": "tong-hop", "earlier": "5"}},
    "tet": {"frequency": "once", "due": {"by": "06/02/2027"}},
    "khong": {"frequency": "yearly"},
}
OWN: Fields = {"frequency": "quarterly", "due": {"by": "25"}, "from": "so", "to": "Bộ"}


def master(province: RegisteredUnit | None = None, *, lead: int = 3, **changes: Any) -> Plan:
    """Return a province's plan with a report of every form, and how its communes' are made."""
    name = province.name if province else "Hà Tĩnh"
    kind = province.kind if province else "tỉnh"
    common = {"from": "all", "to": "{{ issuer.short }}", "via": "so"}
    reports = [
        {"id": id_, "name": f"Báo cáo {id_}", **common, **rule} for id_, rule in REPORTS.items()
    ]
    cascade: Fields = {
        "level": "commune",
        "recipients": ["UBND tỉnh"],
        "lead_days": str(lead),
        "agencies": [{"id": "xa", "name": "các thôn"}],
    }
    fields: Fields = {
        "level": "province",
        "issuer": {"kind": kind, "name": name},
        "period": str(YEAR),
        "bases": [],
        "opening": "Như sau:",
        "agencies": AGENCIES,
        "tasks": [{"id": "viec", "title": "Rà soát", "lead": "so", "due": "25/12/2027"}],
        "reports": [*reports, OWN | {"id": "tong-hop", "name": "Báo cáo tổng hợp"}],
        "recipients": [{"name": "Các đơn vị", "agencies": ["so", "xa"]}],
        "cascade": [cascade],
    }
    return Plan.model_validate(plan_fields(**fields | changes))


def child_of(plan: Plan, kind: str = "xã") -> Child:
    row = UnitRow(kind=kind, name="Nơi Này", households=Decimal(100))
    (child,) = cascade_plans(plan, cascade_of(plan), [row]).children
    return child


def report_of(plan: Plan, id_: str) -> ReportRule:
    return next(report for report in plan.reports if report.id == id_)


def by_turn(made: tuple[Occurrence, ...]) -> dict[tuple[str, str], date]:
    return {(one.report, one.turn): one.effective for one in made if one.effective}


@cache
def units() -> dict[RegisteredUnit, list[UnitRow]]:
    """Return the provinces of the two-tier world, each with a row for every commune."""
    day = date(YEAR, 1, 1)
    provinces = units_on(day, level="province")
    return {
        province: [
            UnitRow(kind=unit.kind, name=unit.name, code=unit.code, households=Decimal(100))
            for unit in units_on(day, parent=province.code)
        ]
        for province in provinces
    }


def test_every_commune_of_the_country_reports_before_its_province_must() -> None:
    seen = 0
    for province, rows in units().items():
        plan = master(province)
        above = by_turn(occurrences(plan))
        judged: dict[int, tuple[tuple[ReportRule, ...], dict[tuple[str, str], date]]] = {}
        for child in cascade_plans(plan, cascade_of(plan), rows).children:
            # Units of a kind share their reports: what is the same object is judged once.
            reports = child.plan.reports
            if id(reports) not in judged:
                judged[id(reports)] = reports, by_turn(occurrences(child.plan))
            _, below = judged[id(reports)]
            for (id_, turn), day in above.items():
                if id_ != "tong-hop":
                    assert below[id_, turn] < below[f"{id_}-up", turn] <= day, child.unit.full_name
            seen += 1
    assert seen == 3321


@pytest.mark.parametrize("lead", [1, 2, 5, 10])
def test_the_order_holds_however_early_the_units_must_be(lead: int) -> None:
    common = {"from": "all", "to": "{{ issuer.short }}"}
    open_rules = {id_: rule for id_, rule in REPORTS.items() if "close" not in rule}
    reports = [
        {"id": id_, "name": id_, **common, **rule}
        for id_, rule in open_rules.items()
        if id_ != "theo"
    ]
    plan = master(lead=lead, reports=reports)
    below = by_turn(occurrences(child_of(plan).plan))
    for (id_, turn), day in by_turn(occurrences(plan)).items():
        assert below[id_, turn] < day


def test_a_unit_reports_to_its_superior_through_the_agency_that_the_master_names() -> None:
    plan = master(sections=[{"id": "bc", "title": "Báo cáo", "from": "reports"}])
    texts = [block.text for block in compose(child_of(plan).plan).body]
    assert (
        "Ủy ban nhân dân xã gửi báo cáo thu-bay về UBND tỉnh (qua Sở Nông nghiệp và Môi trường)"
        " chậm nhất ngày 25/12/2027." in texts
    )
    assert (
        "Các cơ quan, đơn vị liên quan gửi báo cáo thu-bay về UBND xã (qua Phòng Kinh tế)"
        " chậm nhất ngày 21/12/2027." in texts
    )


def test_only_what_the_units_send_goes_up() -> None:
    reports = [
        {"id": id_, "name": id_, "from": sender, "to": "{{ issuer.short }}", "due": {"by": "20/12"}}
        for id_, sender in (("moi", "all"), ("xa", "xa"), ("so", "so"), ("hai", ["so", "xa"]))
    ]
    ids = [report.id for report in child_of(master(reports=reports)).plan.reports]
    assert ids == ["moi", "moi-up", "xa", "xa-up", "so", "hai", "hai-up"]


def test_a_report_owed_to_an_agency_goes_up_to_that_agency() -> None:
    report = {"id": "a", "name": "A", "from": "xa", "to": "{{ agency('so') }}"}
    child = child_of(master(reports=[report])).plan
    assert report_of(child, "a").recipient == "{{ agency('so') }}"  # now the commune's own office
    assert report_of(child, "a-up").recipient == "{{ agency('so-above') }}"
    names = {agency.id: agency.name for agency in child.agencies}
    assert (names["so"], names["so-above"]) == ("Phòng Kinh tế", "Sở Nông nghiệp và Môi trường")


def test_a_tie_to_a_report_that_stays_above_becomes_a_day_of_its_own() -> None:
    child = child_of(master()).plan
    for id_, earlier in (("theo-up", 5), ("theo", 8)):
        report = report_of(child, id_)
        assert report.due is not None
        assert (report.frequency, report.due.of, report.due.by, report.due.earlier) == (
            "quarterly", None, 25, earlier,
        )  # fmt: skip


def test_a_day_of_a_task_moves_as_the_reports_do_and_words_stay() -> None:
    tasks = [
        {"id": "ngay", "title": "A", "lead": "so", "due": "25/12/2027"},
        {"id": "loi", "title": "B", "lead": "so", "due": "thường xuyên"},
    ]
    child = child_of(master(tasks=tasks)).plan
    assert [task.due for task in child.tasks] == [date(2027, 12, 22), "thường xuyên"]


def test_where_no_day_is_left_the_master_and_the_unit_both_say_so() -> None:
    report = {"id": "a", "name": "A", "from": "all", "to": "{{ issuer.short }}", "close": "14/12",
              "due": {"by": "15/12"}}  # fmt: skip
    plan = master(reports=[report])
    found = [d.code for d in examine(plan, compose(plan))]
    assert "content.no-day-for-units" in found
    child = child_of(plan).plan
    assert "content.deadline-order" in [d.code for d in examine(child, compose(child))]
