"""The turns of a report: the months, quarters, half-years and years that it reports on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from generator.plan.model import Deadline, Period, ReportRule
from generator.vietnamese import DayMonth, roman

CLOSING_DAY = 14
"""The day of a period's last month on which figures are closed (NĐ 09/2019/NĐ-CP Điều 12).

The decree sets it for months, quarters, half-years and years; for nine months it is 14/9 likewise.
"""
PERIODIC = ("monthly", "quarterly", "half-year", "nine-month", "yearly")
MONTHS = {"monthly": 1, "quarterly": 3, "half-year": 6, "nine-month": 9, "yearly": 12}
"""How many months a report of a frequency is on."""
_HALVES = ("6 tháng đầu", "6 tháng cuối")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a report is on: a stable key, the same for a reader, its last day."""

    key: str
    label: str
    end: date

    def day(self, day: int, *, after: int = 0) -> date:
        """Return a day of the last month, or of a month after it; a month's end stands for 31.

        Bộ luật Dân sự 2015 Điều 148 khoản 3: no such day in the month is the month's last day.
        """
        months = self.end.year * 12 + self.end.month - 1 + after
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day, monthrange(year, month)[1]))

    @property
    def closing(self) -> date:
        """The day on which figures are closed by the decree."""
        return self.day(CLOSING_DAY)


def turn_count(frequency: str) -> int:
    """Return how many turns a year has; one for what is no period of a year."""
    return 12 // MONTHS.get(frequency, 12)


def turns_of(report: ReportRule, period: Period) -> tuple[Turn, ...]:
    """Return the turns of a report in a period, in order.

    A half-year report is on the first half unless it says otherwise: the year's report covers the
    second. A day typed with its month belongs to one turn of the year, a full date to one turn.
    """
    day = fixed_day(report.due)
    if report.frequency not in PERIODIC and not isinstance(day, DayMonth):
        return (_whole(period),)
    years = range(period.first, period.last + 1)
    every = [
        turn
        for year in years
        for turn in _in_year(report, year, fixed=isinstance(day, date | DayMonth))
    ]
    if isinstance(day, date):
        return (_reported(every, day),) if every else ()
    if isinstance(day, DayMonth):
        return tuple(_returning(every, day))
    return tuple(every)


def fixed_day(due: Deadline | None) -> date | DayMonth | int | None:
    """Return the day that a deadline names itself, if it names one."""
    return (due.before or due.by or due.until) if due else None


def turns_a_year(report: ReportRule) -> int:
    """Return how many reports of a rule are due in a year."""
    if isinstance(fixed_day(report.due), (date, DayMonth)) or report.frequency == "half-year":
        return len(set(report.turns)) or 1
    return len(set(report.turns)) or turn_count(report.frequency)


def _in_year(report: ReportRule, year: int, *, fixed: bool) -> list[Turn]:
    """Return the turns of a year that a report wants."""
    count = turn_count(report.frequency)
    usual = (1,) if report.frequency == "half-year" and not fixed else range(1, count + 1)
    wanted = sorted({n for n in report.turns if n <= count}) or usual
    return [_turn(report.frequency, year, number) for number in wanted]


def _turn(frequency: str, year: int, number: int) -> Turn:
    month = number * MONTHS.get(frequency, 12)
    end = date(year, month, monthrange(year, month)[1])
    match frequency:
        case "monthly":
            return Turn(f"{year}-{month:02d}", f"tháng {month} năm {year}", end)
        case "quarterly":
            return Turn(f"{year}-Q{number}", f"quý {roman(number)} năm {year}", end)
        case "half-year":
            return Turn(f"{year}-H{number}", f"{_HALVES[number - 1]} năm {year}", end)
        case "nine-month":
            return Turn(f"{year}-9M", f"9 tháng năm {year}", end)
        case _:
            return Turn(str(year), f"năm {year}", end)


def _whole(period: Period) -> Turn:
    """Return the plan's whole time as one turn."""
    kind = "năm" if period.first == period.last else "giai đoạn"
    return Turn(str(period), f"{kind} {period}", date(period.last, 12, 31))


def _reported(turns: list[Turn], day: date) -> Turn:
    """Return the turn that a report of a day is on: the one whose figures close nearest to it."""
    return min(turns, key=lambda turn: abs(turn.closing - day))


def _returning(turns: list[Turn], day: DayMonth) -> list[Turn]:
    """Return the turn of each year that a report of a day of the year is on."""
    years = dict.fromkeys(turn.end.year for turn in turns)
    of_years = ([turn for turn in turns if turn.end.year == year] for year in years)
    return [min(of_year, key=lambda turn: _apart(turn.closing, day)) for of_year in of_years]


def _apart(closing: date, day: DayMonth) -> int:
    """Return about how many days lie between two days of a year, 29/02 included."""
    return abs((closing.month - day.month) * 31 + closing.day - day.day)
