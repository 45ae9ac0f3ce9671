"""Dates: day first, written as NĐ 30/2020 writes them, never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.vietnamese import (
    DayMonth,
    format_date,
    format_date_words,
    parse_date,
    parse_day_month,
)
from generator.vietnamese.dates import looks_like_date

FORMS = [
    (date(2022, 1, 5), "05/01/2022", "ngày 05 tháng 01 năm 2022"),
    (date(2022, 2, 10), "10/02/2022", "ngày 10 tháng 02 năm 2022"),
    (date(2022, 3, 9), "09/3/2022", "ngày 09 tháng 3 năm 2022"),
    (date(2022, 9, 30), "30/9/2022", "ngày 30 tháng 9 năm 2022"),
    (date(2022, 10, 1), "01/10/2022", "ngày 01 tháng 10 năm 2022"),
    (date(2022, 12, 9), "09/12/2022", "ngày 09 tháng 12 năm 2022"),
]
days = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(("day", "short", "words"), FORMS)
def test_only_days_below_ten_and_the_first_two_months_are_written_with_a_zero(
    day: date, short: str, words: str
) -> None:
    assert format_date(day) == short
    assert format_date_words(day) == words


@pytest.mark.parametrize(
    "text", ["09/12/2022", "9/12/2022", "9-12-2022", "09-12-2022", "2022-12-09", " 09/12/2022 "]
)
def test_the_ninth_of_december_is_read_from_each_way_a_clerk_types_it(text: str) -> None:
    assert parse_date(text) == date(2022, 12, 9)


@given(days)
def test_a_date_survives_being_printed_and_read_again(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day


@given(days, st.timedeltas(min_value=timedelta(days=1), max_value=timedelta(days=800)))
def test_two_days_are_never_printed_alike(day: date, later: timedelta) -> None:
    other = min(day + later, date.max) if date.max - day >= later else day - later
    assert format_date(day) != format_date(other)
    assert format_date_words(day) != format_date_words(other)


@pytest.mark.parametrize("text", ["31/02/2022", "29/02/2023", "31/4/2022", "13/13/2022", "0/1/2022",
                                  "2022-02-30", "99/99/9999", "00/00/0000"])  # fmt: skip
def test_a_day_that_no_year_has_is_refused_as_a_date_and_not_as_other_text(text: str) -> None:
    assert looks_like_date(text)
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)


@pytest.mark.parametrize("text", ["", "2022", "12/2022", "9/12", "9/12/22", "9.12.2022",
                                  "2022/12/9", "2022-12-9", "20221209", "09/12/2022 10:00",
                                  "9 / 12 / 2022", "ngày 09 tháng 12 năm 2022",
                                  "quý IV"])  # fmt: skip
def test_text_of_another_form_is_no_date(text: str) -> None:
    assert not looks_like_date(text)
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)


@pytest.mark.parametrize("text", ["\u0669/\u0661\u0662/\u0662\u0660\u0662\u0662",
                                  "\uff19/12/2022"])  # fmt: skip
def test_the_digits_of_other_scripts_are_no_date(text: str) -> None:
    assert not looks_like_date(text)
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)


@given(st.text(max_size=12))
def test_any_text_is_either_a_date_or_refused(text: str) -> None:
    try:
        day = parse_date(text)
    except ValueError:
        return
    assert looks_like_date(text)
    assert text.strip() in {day.isoformat(), *_typed(day)}


def _typed(day: date) -> set[str]:
    """Return every way to type a day with the day first."""
    return {f"{d}{sign}{m}{sign}{day.year:04d}" for sign in "/-"
            for d in {str(day.day), f"{day.day:02d}"}
            for m in {str(day.month), f"{day.month:02d}"}}  # fmt: skip


def test_a_day_that_returns_every_year_is_read_and_placed_in_a_year() -> None:
    assert parse_day_month("14/12") == DayMonth(14, 12)
    assert parse_day_month(" 9/1 ").in_year(2027) == date(2027, 1, 9)
    assert parse_day_month("29/02").in_year(2024) == date(2024, 2, 29)


def test_the_29th_of_february_is_refused_in_a_common_year() -> None:
    with pytest.raises(ValueError, match="day"):
        DayMonth(29, 2).in_year(2023)


@pytest.mark.parametrize("text", ["", "31/11", "30/02", "0/1", "1/13", "14-12", "14", "14/12/2022",
                                  "ngày 14/12"])  # fmt: skip
def test_a_day_that_no_year_has_or_of_another_form_is_no_yearly_day(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day_month(text)
