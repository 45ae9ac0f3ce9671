"""The calendar file: what RFC 5545 asks, what survives, what stays the same."""

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines.calendar import calendar
from generator.deadlines.owed import Owed
from tests.deadlines import rfc5545
from tests.deadlines.conftest import Typed
from tests.deadlines.plans import off, owed

LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"))


def test_an_event_says_who_owes_what_and_why_on_that_day() -> None:
    (event,) = rfc5545.read(calendar([moved()])).inside
    assert event.text("SUMMARY") == "xã 0: Báo cáo năm (năm 2027)"
    assert event.text("DESCRIPTION").splitlines() == [
        "UBND xã 0 → UBND tỉnh (qua Sở Nông nghiệp và Môi trường)",
        "Hạn trong kế hoạch: chậm nhất ngày 15/12/2027",
        "Ngày chốt số liệu: 10/12/2027",
        "Vì sao gửi ngày này: 18/12/2027 - 19/12/2027 nghỉ (nghỉ bù)",
        "Kế hoạch: Kế hoạch",
    ]
    assert (event.day("DTSTART"), event.day("DTEND")) == (date(2027, 12, 17), date(2027, 12, 18))
    assert event.raw("DTSTAMP") == "20270101T000000Z"
    assert event.raw("TRANSP") == "TRANSPARENT"


def moved() -> Owed:
    return owed(
        nominal=date(2027, 12, 19),
        effective=date(2027, 12, 17),
        close=date(2027, 12, 10),
        days_off=(off(date(2027, 12, 18), date(2027, 12, 19), "nghỉ bù"),),
    )


def test_reminders_ring_in_the_morning_of_the_days_asked_for() -> None:
    def triggers(alarms: tuple[int, ...]) -> list[str]:
        (event,) = rfc5545.read(calendar([owed()], alarms)).inside
        return [alarm.raw("TRIGGER") for alarm in event.inside]

    assert triggers((7, 1)) == ["-P6DT16H", "-PT16H"]
    assert triggers((1, 7, 1)) == triggers((7, 1))
    assert triggers((0,)) == ["PT8H"]
    assert triggers(()) == []


def test_reports_without_a_day_are_left_out() -> None:
    assert rfc5545.read(calendar([owed(day=None)])).inside == []


REPORTS = [owed(number, date(2027, 1, 1) + timedelta(days=number % 3)) for number in range(12)]


@given(st.permutations(REPORTS))
def test_any_order_gives_the_same_bytes(shuffled: list[Owed]) -> None:
    assert calendar(shuffled) == calendar(REPORTS)


def test_another_library_reads_back_what_was_written() -> None:
    made = calendar([moved(), owed(1)])
    read = icalendar.Calendar.from_ical(made)
    assert read.to_ical() == made
    assert read.errors == []
    ours = rfc5545.read(made).inside
    theirs = read.walk("VEVENT")
    assert [str(e["SUMMARY"]) for e in theirs] == [e.text("SUMMARY") for e in ours]
    assert [str(e["DESCRIPTION"]) for e in theirs] == [e.text("DESCRIPTION") for e in ours]


@given(st.text(LETTERS, min_size=1, max_size=300), st.text(LETTERS, max_size=120))
def test_every_text_survives_folding_and_escapes(name: str, via: str) -> None:
    name, via = " ".join(name.split()), " ".join(via.split())
    (event,) = rfc5545.read(calendar([owed(name=name, via=via, label="kỳ")])).inside
    assert event.text("SUMMARY").startswith(f"xã 0: {name}")
    if via:
        assert f"(qua {via})" in event.text("DESCRIPTION")


def test_the_calendar_of_a_run_holds_all_communes_and_imports_twice_without_doubles(
    communes: Path, typed: Typed, tmp_path: Path
) -> None:
    ended = typed("deadlines", communes / "manifest.json", "-o", "again.ics")
    assert ended.code == 0, ended.err
    first, again = (communes / "deadlines.ics").read_bytes(), (tmp_path / "again.ics").read_bytes()
    assert first == again
    events = rfc5545.read(first).inside
    shelf = {event.raw("UID"): event for event in events}
    shelf |= {event.raw("UID"): event for event in rfc5545.read(again).inside}
    assert len(shelf) == len(events) == 68
    assert len({event.raw("CATEGORIES") for event in events}) == 34


@pytest.mark.parametrize("alarms", ["7;1", "x", "-1", "91", "1.5", "٣"])
def test_alarms_that_are_none_are_refused(alarms: str, typed: Typed, plans: Path) -> None:
    plan = plans / "cam-binh-2027.yaml"
    ended = typed("deadlines", plan, "-o", "a.ics", "--alarm", alarms)
    assert (ended.code, "[deadlines.bad-alarm]" in ended.err) == (1, True)
    assert not Path("a.ics").exists()
