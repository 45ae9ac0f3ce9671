"""Working days, checked by hand against the notices of each year, and what always holds."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Refused
from generator.registers.working_days import (
    FIRST_YEAR,
    LAST_YEAR,
    add_working_days,
    is_working,
    load_special_days,
    next_working,
    previous_working,
    why_off,
)
from generator.vietnamese import parse_date
from tests.command import ROOT

DAYS = st.dates(date(FIRST_YEAR, 1, 15), date(LAST_YEAR, 12, 1))
COUNTS = st.integers(-40, 40)

# day, weekday (2 = Monday … 8 = Sunday, as Vietnamese counts), worked?, what it is
BY_HAND = [
    ("05/01/2019", 7, True, "worked for 31/12/2018"),
    ("04/05/2019", 7, True, "worked for 29/4"),
    ("29/01/2020", 4, False, "last day of Tết 2020"),
    ("16/02/2021", 3, False, "in lieu of the Sunday of Tết"),
    ("03/05/2021", 2, False, "in lieu of 1/5, a Saturday"),
    ("03/09/2021", 6, False, "the day beside Quốc khánh"),
    ("03/01/2022", 2, False, "in lieu of 1/1, a Saturday"),
    ("09/12/2022", 6, True, "the deadline of the plan of Hải Hậu"),
    ("02/01/2023", 2, False, "in lieu of 1/1, a Sunday"),
    ("03/05/2023", 4, False, "in lieu of 30/4, a Sunday"),
    ("04/09/2023", 2, False, "in lieu of 2/9, a Saturday"),
    ("29/02/2024", 5, True, "a leap day"),
    ("29/04/2024", 2, False, "swapped with 4/5"),
    ("04/05/2024", 7, True, "worked for 29/4"),
    ("26/04/2025", 7, True, "worked for 2/5"),
    ("02/05/2025", 6, False, "swapped with 26/4"),
    ("24/11/2025", 2, True, "no holiday yet"),
    ("31/12/2025", 4, True, ""),
    ("01/01/2026", 5, False, "Tết Dương lịch"),
    ("02/01/2026", 6, False, "swapped with 10/1"),
    ("03/01/2026", 7, False, "Saturday"),
    ("05/01/2026", 2, True, ""),
    ("10/01/2026", 7, True, "worked for 2/1"),
    ("11/01/2026", 8, False, "Sunday"),
    ("13/02/2026", 6, True, "the last day before Tết"),
    ("16/02/2026", 2, False, "29 tháng Chạp"),
    ("17/02/2026", 3, False, "mùng 1 Tết"),
    ("20/02/2026", 6, False, "mùng 4 Tết"),
    ("23/02/2026", 2, True, "the first day after Tết"),
    ("26/04/2026", 8, False, "Giỗ Tổ, a Sunday"),
    ("27/04/2026", 2, False, "in lieu of Giỗ Tổ"),
    ("29/04/2026", 4, True, ""),
    ("30/04/2026", 5, False, ""),
    ("01/05/2026", 6, False, ""),
    ("04/05/2026", 2, True, ""),
    ("22/08/2026", 7, True, "worked for 31/8"),
    ("31/08/2026", 2, False, "swapped with 22/8"),
    ("01/09/2026", 3, False, "the day beside Quốc khánh"),
    ("02/09/2026", 4, False, "Quốc khánh"),
    ("03/09/2026", 5, True, ""),
    ("23/11/2026", 2, True, "a swap was proposed, not decided"),
    ("24/11/2026", 3, False, "Ngày Văn hóa Việt Nam"),
    ("28/11/2026", 7, False, "Saturday"),
    ("01/01/2027", 6, False, "Tết Dương lịch"),
    ("03/02/2027", 4, True, "the last day before Tết"),
    ("04/02/2027", 5, False, "28 tháng Chạp"),
    ("06/02/2027", 7, False, "mùng 1 Tết, a Saturday"),
    ("10/02/2027", 4, False, "in lieu of the Sunday of Tết"),
    ("11/02/2027", 5, True, "the first day after Tết"),
    ("16/04/2027", 6, False, "Giỗ Tổ"),
    ("30/04/2027", 6, False, ""),
    ("01/05/2027", 7, False, ""),
    ("03/05/2027", 2, False, "in lieu of 1/5, a Saturday"),
    ("04/05/2027", 3, True, ""),
    ("02/09/2027", 5, False, "Quốc khánh"),
    ("03/09/2027", 6, False, "the day beside Quốc khánh"),
    ("24/11/2027", 4, False, "Ngày Văn hóa Việt Nam"),
    ("25/12/2027", 7, False, "Saturday"),
    ("29/02/2028", 3, True, "a leap day"),
    ("26/11/2029", 2, True, "in lieu of 24/11, a Saturday: not sure, so it is worked"),
]

# Every weekday off and every weekend day worked of the years with notices.
WHOLE_YEARS = {
    2021: ("1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9", ""),
    2022: ("3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9", ""),
    2023: ("2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9", ""),
    2024: ("1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9", "4/5"),
    2025: ("1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9", "26/4"),
    2026: (
        "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
        "10/1 22/8",
    ),
    2027: ("1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11", ""),
}


@pytest.mark.parametrize(("text", "weekday", "worked", "what"), BY_HAND)
def test_a_day_is_worked_or_not_as_checked_by_hand(
    text: str, weekday: int, worked: bool, what: str
) -> None:
    day = parse_date(text)
    assert day.isoweekday() + 1 == weekday
    assert is_working(day) is worked, what


@pytest.mark.parametrize("year", WHOLE_YEARS)
def test_a_whole_year_is_as_its_notices_say(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]
    weekdays_off = [f"{d.day}/{d.month}" for d in days if d.weekday() < 5 and not is_working(d)]
    weekends_worked = [f"{d.day}/{d.month}" for d in days if d.weekday() > 4 and is_working(d)]
    assert (" ".join(weekdays_off), " ".join(weekends_worked)) == WHOLE_YEARS[year]


@pytest.mark.parametrize(
    ("day", "after", "before"),
    [
        ("25/12/2027", "27/12/2027", "24/12/2027"),
        ("14/02/2026", "23/02/2026", "13/02/2026"),
        ("06/02/2027", "11/02/2027", "03/02/2027"),
        ("30/4/2027", "04/5/2027", "29/4/2027"),
        ("31/8/2026", "03/9/2026", "28/8/2026"),
        ("24/11/2026", "25/11/2026", "23/11/2026"),
        ("01/01/2026", "05/01/2026", "31/12/2025"),
        ("11/01/2026", "12/01/2026", "10/01/2026"),
        ("15/12/2026", "15/12/2026", "15/12/2026"),
    ],
)
def test_a_day_off_rolls_to_the_working_day_beside_it(day: str, after: str, before: str) -> None:
    assert next_working(parse_date(day)) == parse_date(after)
    assert previous_working(parse_date(day)) == parse_date(before)


@pytest.mark.parametrize(
    ("day", "count", "result", "what"),
    [
        ("30/6/2026", 15, "21/7/2026", "TT 10/2022 after a half year"),
        ("31/12/2026", 15, "22/01/2027", "over Tết Dương lịch"),
        ("01/02/2027", 15, "01/3/2027", "over Tết"),
        ("13/02/2026", 1, "23/02/2026", "over Tết"),
        ("23/02/2026", -1, "13/02/2026", "back over Tết"),
        ("08/01/2026", 3, "12/01/2026", "a worked Saturday counts"),
        ("12/12/2026", 1, "14/12/2026", "from a Saturday"),
        ("09/12/2022", 0, "09/12/2022", "no day is added"),
        ("10/12/2022", 0, "10/12/2022", "no day is added, not even to roll"),
    ],
)
def test_working_days_are_counted_from_the_day_after(
    day: str, count: int, result: str, what: str
) -> None:
    assert add_working_days(parse_date(day), count) == parse_date(result), what


@pytest.mark.parametrize(
    ("day", "reason", "status", "source"),
    [
        ("12/12/2026", "thứ Bảy", "announced", "45/2019/QH14"),
        ("13/12/2026", "Chủ nhật", "announced", "45/2019/QH14"),
        ("02/01/2026", "làm bù 10/01/2026", "announced", "12729/VPCP-KGVX"),
        ("17/02/2026", "Tết Nguyên đán", "announced", "9441/TB-BNV"),
        ("08/02/2027", "dự kiến", "computed", "chưa có thông báo"),
        ("16/4/2027", "Giỗ Tổ", "computed", "45/2019/QH14"),
        ("24/11/2026", "Ngày Văn hóa Việt Nam", "announced", "28/2026/QH16"),
        ("24/11/2029", "Ngày Văn hóa Việt Nam", "computed", "45/2019/QH14"),
    ],
)
def test_a_day_off_says_why_and_how_sure_that_is(
    day: str, reason: str, status: str, source: str
) -> None:
    off = why_off(parse_date(day))
    assert off is not None
    assert reason in off.reason
    assert off.status == status
    assert source in off.source


def test_what_is_not_sure_never_makes_a_deadline_later() -> None:
    unsure = [s for s in load_special_days().entries if s.status == "unconfirmed"]
    assert unsure
    assert {special.kind for special in unsure} == {"working"}


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2036, 1, 1)])
def test_a_year_that_is_not_known_is_refused(day: date) -> None:
    with pytest.raises(Refused) as refused:
        is_working(day)
    assert [d.code for d in refused.value.diagnostics] == ["register.year-outside"]
    assert str(day.year) in refused.value.diagnostics[0].message("en")


def test_the_library_of_holidays_is_loaded_only_when_it_is_asked() -> None:
    program = (
        "import sys\n"
        "from datetime import date\n"
        "from generator.registers.working_days import is_working\n"
        "assert 'holidays' not in sys.modules\n"
        "assert not is_working(date(2026, 1, 1))\n"
        "assert 'holidays' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


@given(DAYS)
def test_rolling_never_ends_on_a_day_off_and_passes_no_working_day(day: date) -> None:
    after, before = next_working(day), previous_working(day)
    assert is_working(after)
    assert is_working(before)
    assert before <= day <= after
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert not any(is_working(other) for other in between)


@given(DAYS)
def test_rolling_a_working_day_leaves_it(day: date) -> None:
    assert (next_working(day) == day) is is_working(day)
    assert (previous_working(day) == day) is is_working(day)


@given(DAYS, DAYS)
def test_rolling_keeps_the_order_of_days(one: date, other: date) -> None:
    one, other = sorted((one, other))
    assert next_working(one) <= next_working(other)
    assert previous_working(one) <= previous_working(other)


@given(DAYS.filter(lambda day: date(2020, 1, 1) < day < date(2035, 1, 1)), COUNTS)
def test_counting_there_and_back_ends_where_it_began(day: date, count: int) -> None:
    start = next_working(day)
    assert add_working_days(add_working_days(start, count), -count) == start


@given(DAYS.filter(lambda day: day < date(2035, 1, 1)), st.integers(0, 30), st.integers(0, 30))
def test_counting_in_two_steps_is_counting_once(day: date, one: int, other: int) -> None:
    start = next_working(day)
    assert add_working_days(add_working_days(start, one), other) == add_working_days(
        start, one + other
    )


@given(DAYS.filter(lambda day: day < date(2035, 1, 1)), st.integers(1, 30))
def test_counting_passes_exactly_that_many_working_days(day: date, count: int) -> None:
    end = add_working_days(day, count)
    passed = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert is_working(end)
    assert sum(is_working(other) for other in passed) == count
