"""Working days of the offices of the State: weekends, holidays, and the days announced each year.

The Labour Code (Bộ luật Lao động 45/2019/QH14, Điều 111, 112) leaves Tết, the second day of
Quốc khánh and swapped days to a decision of each year. `data/registers/working-days.csv` holds
them with their sources and goes before what is computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from generator.diagnostics import Diagnostic, Refused
from generator.registers.dated import ONE_DAY
from generator.registers.table import Form, Register, Row, load, overlay_folder, parts

FIRST_YEAR, LAST_YEAR = 2019, 2035
KINDS = ("holiday", "working")
STATUSES = ("announced", "computed", "unconfirmed")
LABOUR_CODE = "Bộ luật Lao động 45/2019/QH14 Điều 111, 112"
_WEEKEND = {5: "thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A row of the register: a day off, or a day worked although it would be off.

    `status` is announced, computed (foreseen, not announced yet) or unconfirmed.
    """

    day: date
    kind: str
    status: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why nobody works on a day: the name of the day, how sure that is, and whence."""

    reason: str
    status: str
    source: str


def is_working(day: date, *, overlay: Path | None = None) -> bool:
    """Return whether offices work on a day; raises Refused outside the years 2019 to 2035."""
    return why_off(day, overlay=overlay) is None


def why_off(day: date, *, overlay: Path | None = None) -> DayOff | None:
    """Return why offices do not work on a day, or None when they do.

    Raises Refused outside the years 2019 to 2035.
    """
    special = _special_days(overlay_folder(overlay)).get(day)
    if special:
        if special.kind == "working":
            return None
        return DayOff(special.note, special.status, special.source)
    if fault := year_fault(day):
        raise Refused([fault])
    computed = _computed(day.year)
    if day in computed.holidays:
        return DayOff(computed.holidays[day], "computed", LABOUR_CODE)
    if day.weekday() in _WEEKEND and day not in computed.worked:
        return DayOff(_WEEKEND[day.weekday()], "announced", LABOUR_CODE)
    return None


def next_working(day: date, *, overlay: Path | None = None) -> date:
    """Return the day itself when it is worked, else the first working day after it."""
    return _first_working(day, ONE_DAY, overlay)


def previous_working(day: date, *, overlay: Path | None = None) -> date:
    """Return the day itself when it is worked, else the last working day before it."""
    return _first_working(day, -ONE_DAY, overlay)


def add_working_days(day: date, count: int, *, overlay: Path | None = None) -> date:
    """Return the working day a number of working days after a day, or before it when negative.

    Counting begins with the day after (Bộ luật Dân sự 2015 Điều 147); zero is the day itself.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day = _first_working(day + step, step, overlay)
    return day


def year_fault(day: date) -> Diagnostic | None:
    """Return the diagnostic for a day of a year that is not computed, or None."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    limits = {"year": str(day.year), "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
    return Diagnostic("register.year-outside", limits)


def load_special_days(overlay: Path | None = None) -> Register[SpecialDay]:
    """Return the whole register with the place of each row and all that is wrong."""
    return load(FORM, overlay_folder(overlay))


@dataclass(frozen=True, slots=True)
class _Computed:
    """What the law and the library give for a year: days off by name, weekend days worked."""

    holidays: Mapping[date, str]
    worked: frozenset[date]


def _first_working(day: date, step: timedelta, overlay: Path | None) -> date:
    while not is_working(day, overlay=overlay):
        day += step
    return day


@cache
def _computed(year: int) -> _Computed:
    """Return the computed days of a year; the library is loaded when the first is asked for."""
    from holidays import country_holidays  # noqa: PLC0415 - a tenth of a second that most runs save

    calendar = country_holidays("VN", years=(year - 1, year), language="vi")
    names = {day: name for day, name in calendar.items() if day.year == year}
    return _Computed(names, frozenset(calendar.weekend_workdays))


@cache
def _special_days(folder: Path | None) -> dict[date, SpecialDay]:
    """Return the special days of a folder's register, read once in the life of the program."""
    return {special.day: special for special in load(FORM, folder).trusted()}


def _read(row: Row) -> SpecialDay:
    row.needed("date")
    return SpecialDay(
        day=row.day("date") or date.min,
        kind=row.choice("kind", KINDS),
        status=row.choice("status", STATUSES) if row.text("status") else STATUSES[0],
        note=row.needed("note"),
        source=row.needed("source"),
    )


def _key(special: SpecialDay) -> date:
    return special.day


FORM = Form(
    "working-days.csv",
    parts("date|kind|status|note|source"),
    ("date", "kind", "note", "source"),
    _read,
    _key,
)
