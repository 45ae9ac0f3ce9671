"""Dates as official documents write them: day first; days < 10 and months 1, 2 padded."""

import re
from datetime import date
from typing import NamedTuple

_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)


class DayMonth(NamedTuple):
    """A day that returns every year, such as 14/12."""

    day: int
    month: int

    def in_year(self, year: int) -> date:
        """Return the date of that day in a year; raises ValueError for 29/02 in a common year."""
        return date(year, self.month, self.day)


def parse_date(text: str) -> date:
    """Return the date written day first (`09/12/2022`, `9-12-2022`) or in ISO order.

    Raises ValueError for another form and for a day that does not exist.
    """
    compact = text.strip()
    if match := _DAY_FIRST.fullmatch(compact):
        day, month, year = map(int, match.groups())
    elif match := _ISO.fullmatch(compact):
        year, month, day = map(int, match.groups())
    else:
        raise ValueError(text)
    return date(year, month, day)


def looks_like_date(text: str) -> bool:
    """Return whether the text has the form of a full date, be the day possible or not."""
    compact = text.strip()
    return bool(_DAY_FIRST.fullmatch(compact) or _ISO.fullmatch(compact))


def parse_day_month(text: str) -> DayMonth:
    """Return the yearly day written `14/12`; raises ValueError when no year has that day."""
    match = _DAY_MONTH.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    day, month = map(int, match.groups())
    date(2000, month, day)
    return DayMonth(day, month)


def format_date(value: date) -> str:
    """Return `09/12/2022`: the short form, zero before a day < 10 and months 1 and 2 only.

    NĐ 30/2020 Phụ lục I mục II.4.b.
    """
    return f"{value.day:02d}/{_month(value.month)}/{value.year}"


def format_date_words(value: date) -> str:
    """Return `ngày 05 tháng 01 năm 2022` (NĐ 30/2020 Phụ lục I mục II.4.b)."""
    return f"ngày {value.day:02d} tháng {_month(value.month)} năm {value.year}"


def format_day_month(value: DayMonth) -> str:
    """Return a yearly day, `14/12`, padded as in a full date."""
    return f"{value.day:02d}/{_month(value.month)}"


def _month(month: int) -> str:
    """Return the month, padded for January and February only, so that no digit can be added."""
    return f"{month:02d}" if month < 3 else str(month)
