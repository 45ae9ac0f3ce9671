"""Who owes what, to whom, through whom, when, and why on that day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines.calendar import calendar
from generator.deadlines.listing import Wish, listed
from generator.deadlines.owed import Owed, owed_reports
from generator.deadlines.wording import reason
from generator.plan.memory import Memory
from generator.plan.source import parse_plan
from tests.deadlines import rfc5545
from tests.deadlines.plans import REPORTS, plan, text
from tests.plan.occurrences import occurrences


def of(id_: str, reports: str = REPORTS) -> list[Owed]:
    return [owed for owed in owed_reports(plan(reports)) if owed.key.report == id_]


def test_a_report_upwards_is_owed_by_the_unit_whoever_drafts_it() -> None:
    (year,) = of("nam")
    assert (year.owed_by, year.recipient, year.via) == ("UBND xã Quang Khải", "UBND huyện", "")


def test_senders_inside_are_named_and_all_are_called_as_the_plan_calls_them() -> None:
    (sudden,) = of("dot-xuat")
    assert sudden.owed_by == "Công chức Văn hóa - Xã hội, Đài truyền thanh xã"
    everyone = REPORTS.replace("from: [labour, culture]", "from: all")
    (sudden,) = of("dot-xuat", everyone)
    assert sudden.owed_by == "Các cơ quan, đơn vị liên quan"


def test_a_report_to_an_agency_above_is_owed_by_the_unit() -> None:
    above = "  - {id: department, name: Phòng Nội vụ huyện, superior: true}\n"
    typed = text(
        REPORTS.replace('to: "{{ superior.short }}"', "to: \"{{ agency('department') }}\"")
    )
    typed = typed.replace("agencies:\n  - id: labour", f"agencies:\n{above}  - id: labour", 1)
    found = owed_reports(parse_plan(typed.encode("utf-8"), "plan.yaml").plan)
    (year,) = (owed for owed in found if owed.key.report == "nam")
    assert (year.owed_by, year.recipient) == ("UBND xã Quang Khải", "Phòng Nội vụ huyện")


def test_a_report_without_a_day_keeps_its_rule() -> None:
    (sudden,) = of("dot-xuat")
    assert (sudden.rule, sudden.nominal, sudden.effective) == ("theo quy định", None, None)


@pytest.mark.parametrize(
    ("due", "effective", "why"),
    [
        ("{by: 25/3}", date(2023, 3, 27),
         "25/3/2023 nghỉ (thứ Bảy); 26/3/2023 nghỉ (Chủ nhật)"),
        ("{by: 24/3}", date(2023, 3, 24), ""),
        ("{before: 24/3}", date(2023, 3, 23), "ngày 24/3/2023 không tính"),
        ("{before: 27/3}", date(2023, 3, 24),
         "ngày 27/3/2023 không tính; 25/3/2023 nghỉ (thứ Bảy); 26/3/2023 nghỉ (Chủ nhật)"),
    ],
)  # fmt: skip
def test_why_a_report_goes_on_another_day_is_told(due: str, effective: date, why: str) -> None:
    reports = REPORTS.replace('"{{ superior.short }}"', "UBND huyện")
    (year,) = of("nam", reports.replace("{before: 19/12}", due))
    assert (year.effective, reason(year)) == (effective, why)


def test_days_off_that_are_only_foreseen_are_told_as_such() -> None:
    reports = REPORTS.replace('"{{ superior.short }}"', "UBND huyện").replace("19/12", "8/02/2035")
    (year,) = of("nam", reports.replace("before", "by"))
    assert year.effective
    assert "dự kiến nghỉ" in reason(year)


def test_the_key_outlives_number_day_and_wording() -> None:
    before = owed_reports(plan())
    signed = plan().model_copy(update={"number": 12, "issued_on": date(2023, 2, 1)})
    reworded = signed.model_copy(
        update={
            "reports": tuple(
                report.model_copy(update={"name": "Báo cáo khác", "due": None})
                for report in reversed(signed.reports)
            )
        }
    )
    after = {owed.key for owed in owed_reports(reworded)}
    # Without a deadline that names a day, each report keeps its turns.
    assert after == {owed.key for owed in before}


def test_a_code_typed_or_of_the_register_gives_the_same_key() -> None:
    typed = plan()
    coded = typed.model_copy(
        update={"issuer": typed.issuer.model_copy(update={"code": owed_reports(typed)[0].key.unit})}
    )
    assert owed_reports(typed)[0].key.unit.isdecimal()
    assert [o.key for o in owed_reports(coded)] == [o.key for o in owed_reports(typed)]


def test_a_unit_that_no_register_knows_has_a_key_of_its_whole_name() -> None:
    unknown = plan().model_copy(
        update={"issuer": plan().issuer.model_copy(update={"name": "Không Có"})}
    )
    assert owed_reports(unknown)[0].key.unit == "xa khong co, huyen tu ky"


def test_a_memory_shared_by_plans_changes_nothing() -> None:
    memory = Memory()
    other = plan().model_copy(
        update={"issuer": plan().issuer.model_copy(update={"name": "Minh Đức"})}
    )
    plans = [plan(), other, plan()]
    assert [owed_reports(p, memory) for p in plans] == [owed_reports(p) for p in plans]


FREQUENCIES = ("monthly", "quarterly", "half-year", "nine-month", "yearly", "ad-hoc")
DUES = ("{by: 20}", "{before: 5, month: next}", "{within: 7, after: period}", "null",
        "{within: 3, after: có kết quả}", "{until: 31}")  # fmt: skip
DAYS = st.dates(date(2022, 12, 1), date(2024, 3, 1))


@given(
    st.lists(st.tuples(st.sampled_from(FREQUENCIES), st.sampled_from(DUES)), max_size=5),
    DAYS,
    DAYS,
)
def test_every_dated_occurrence_stands_once_in_the_calendar_of_its_time(
    kinds: list[tuple[str, str]], one: date, other: date
) -> None:
    rules = [
        f"  - {{id: r{i}, name: Báo cáo {i}, frequency: {frequency}, from: all,"
        f" to: UBND huyện, due: {due}}}\n"
        for i, (frequency, due) in enumerate(kinds)
        if not ("by:" in due or "before:" in due or "until:" in due) or frequency != "ad-hoc"
    ]
    made = plan("reports:\n" + "".join(rules) if rules else "")
    first, last = sorted((one, other))
    wanted = sorted(
        occurrence.effective
        for occurrence in occurrences(made)
        if occurrence.effective and first <= occurrence.effective <= last
    )
    lines = listed(owed_reports(made), Wish(first, last), None, None).lines
    events = rfc5545.read(calendar(line.owed for line in lines)).inside
    assert [event.day("DTSTART") for event in events] == wanted
    assert len({event.raw("UID") for event in events}) == len(wanted)
