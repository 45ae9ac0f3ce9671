"""Deadlines in words: what `{{ deadline('annual') }}` and the table of reports print."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from generator.plan.due import Occurrence, Schedule, in_year, named_day, operator_of
from generator.plan.fields import LAST_DAY
from generator.plan.model import Deadline, ReportRule
from generator.plan.text import TextFault
from generator.plan.turns import CLOSING_DAY, MONTHS, Turn, fixed_day, turn_count, turns_a_year
from generator.vietnamese import (
    DayMonth,
    format_date,
    format_date_words,
    format_day_month,
    format_number,
    roman,
)

BY_REGULATION = "theo quy định"
FREQUENCIES = {
    "once": "Một lần",
    "monthly": "Hằng tháng",
    "quarterly": "Hằng quý",
    "half-year": "6 tháng",
    "nine-month": "9 tháng",
    "yearly": "Hằng năm",
    "ad-hoc": "Đột xuất",
    "by-regulation": "Theo quy định",
}
MOST_LISTED = 4
_LENGTHS = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}
_OPERATORS = {"before": "trước", "by": "chậm nhất", "until": "đến hết"}
_ENDS = {
    "monthly": "tháng",
    "quarterly": "quý",
    "half-year": "kỳ 6 tháng",
    "nine-month": "kỳ 9 tháng",
    "yearly": "năm",
}
_IN_MONTH = {
    ("monthly", "last"): "hằng tháng",
    ("some months", "last"): "của tháng",
    ("some months", "next"): "của tháng sau",
    ("monthly", "next"): "của tháng sau",
    ("quarterly", "last"): "của tháng cuối quý",
    ("quarterly", "next"): "của tháng đầu quý sau",
    ("half-year", "last"): "của tháng cuối kỳ",
    ("half-year", "next"): "của tháng đầu sau kỳ",
}

Words = Callable[[], str]


@dataclass(frozen=True, slots=True)
class DeadlineText:
    """A report's deadline in words; its dates where the text asks for them."""

    short: str
    words: str
    id: str
    dates: Callable[[], tuple[Occurrence, ...]]

    @property
    def nominal(self) -> date:
        """The day as the rule says it."""
        return self._only("nominal")

    @property
    def effective(self) -> date:
        """The last day to send: a working day, unless the rule says none."""
        return self._only("effective")

    @property
    def close(self) -> date:
        """The day on which the figures are closed."""
        return self._only("close")

    def __str__(self) -> str:
        """Return `trước ngày 09/12/2022`, or that it is set by regulation."""
        return self.short

    def _only(self, name: str) -> date:
        """Return the one date of that name; a fault where there is none or there are several."""
        days = {getattr(one, name) for one in self.dates()}
        if len(days) != 1 or None in days:
            raise TextFault("text.no-one-day", self.id, id=self.id, name=name)
        return cast("date", days.pop())


def deadline_text(
    report: ReportRule, schedule: Schedule, *, event: Words, upper: Words
) -> DeadlineText:
    """Return a deadline in words: as a date where it is due once, else as the rule says it.

    `event` words what a number of days is counted from, `upper` the name of the report it is tied
    to. Raises Refused outside the years of working days.
    """
    due = report.due
    if due is None:
        text = words = BY_REGULATION
    elif due.within:
        text = words = _counted(report, due, schedule, event)
    elif day := _one_day(report, due, schedule):
        operator = _OPERATORS[operator_of(due)]
        text = f"{operator} ngày {format_date(day)}"
        words = f"{operator} {format_date_words(day)}"
    elif listed := _listed(report, due, schedule):
        text = words = listed
    else:
        leading = schedule.leading(report)
        text = words = _general(report, due, upper) + _which(leading)
    return DeadlineText(text, words, report.id, lambda: schedule.of(report))


def _one_day(report: ReportRule, due: Deadline, schedule: Schedule) -> date | None:
    """Return the day of a report that is due once, without the calendar where it needs none."""
    turns = schedule.turns(report)
    if len(turns) != 1:
        return None
    if due.earlier:
        return schedule.of(report)[0].nominal
    day = named_day(due, turns[0])
    if day is None:
        raise TextFault("text.no-such-day", id=report.id, year=str(turns[0].end.year))
    return day


def _listed(report: ReportRule, due: Deadline, schedule: Schedule) -> str:
    """Return the days of a rule that only a calendar can tell, where they are few enough to say."""
    if not due.earlier or len(schedule.turns(report)) > MOST_LISTED:
        return ""
    made = schedule.of(report)
    if any(one.nominal is None for one in made):
        return ""
    days = (f"{format_date(one.nominal)} ({_short(one)})" for one in made if one.nominal)
    return f"{_OPERATORS[operator_of(due)]} ngày {', '.join(days)}"


def _short(one: Occurrence) -> str:
    """Return what a report is on without its year, which the day shows: `quý I`."""
    return one.label.rpartition(" năm ")[0] or one.label


def _counted(report: ReportRule, due: Deadline, schedule: Schedule, event: Words) -> str:
    """Return `trong 15 ngày làm việc sau khi kết thúc quý`."""
    head = f"trong {format_number(due.within or 0)} ngày làm việc sau"
    if due.after == "close":
        return f"{head} ngày chốt số liệu{_which(report)}"
    if due.after == "period":
        turns = schedule.turns(report)
        end = turns[0].label if len(turns) == 1 else _ENDS.get(report.frequency, "kỳ báo cáo")
        return f"{head} khi kết thúc {end}{_which(report) if len(turns) > 1 else ''}"
    if isinstance(due.after, str):
        return f"{head} khi {event()}"
    return f"{head} ngày {_day_text(report, due.after, schedule.turns(report))}"


def _general(report: ReportRule, due: Deadline, upper: Words) -> str:
    """Return a deadline that returns, in words: `trước ngày 15 hằng tháng`."""
    if due.of:
        return f"ít nhất {due.earlier} ngày làm việc trước hạn gửi {upper()}"
    day = fixed_day(due)
    said = _day_of_period(report, day, due.month) if isinstance(day, int) else _yearly(day)
    if due.earlier:
        # The day itself does not count as `before`: one more working day lies between.
        return f"ít nhất {due.earlier + bool(due.before)} ngày làm việc trước ngày {said}"
    return f"{_OPERATORS[operator_of(due)]} ngày {said}"


def _yearly(day: date | DayMonth | None) -> str:
    return f"{format_day_month(day)} hằng năm" if isinstance(day, DayMonth) else ""


def _day_of_period(report: ReportRule, day: int, month: str) -> str:
    """Return `15 hằng tháng`, `05 của tháng đầu quý sau`, `20/12 hằng năm`."""
    if turns_a_year(report) == 1:
        return _once_a_year(report, day, month)
    written = f"{day:02d}" if day < LAST_DAY else "cuối cùng"
    some = report.frequency == "monthly" and _turn_names(report)
    return f"{written} {_IN_MONTH['some months' if some else report.frequency, month]}"


def _once_a_year(report: ReportRule, day: int, month: str) -> str:
    number = report.turns[0] if report.turns else 1
    last = number * MONTHS.get(report.frequency, 12)
    ahead, place = divmod(last + (month == "next") - 1, 12)
    after, place = "năm sau" if ahead else "hằng năm", place + 1
    if day > _LENGTHS.get(place, LAST_DAY):
        return f"cuối cùng của tháng {place} {after}"
    return f"{format_day_month(DayMonth(day, place))} {after}"


def _day_text(report: ReportRule, day: date | DayMonth | None, turns: tuple[Turn, ...]) -> str:
    """Return a day of the data as the page shows it, with its year where there is one year."""
    if isinstance(day, DayMonth):
        if len(turns) != 1:
            return f"{format_day_month(day)} hằng năm"
        year = turns[0].end.year
        placed = in_year(day, year)
        if placed is None:
            raise TextFault("text.no-such-day", id=report.id, year=str(year))
        day = placed
    return format_date(day) if day else ""


def close_text(report: ReportRule, schedule: Schedule) -> str:
    """Return the day on which figures are closed, for the table; empty where there is none."""
    turns = schedule.turns(report)
    closes = schedule.closes(report)
    if not closes or report.close is None:
        return ""
    if len(turns) == 1:
        return format_date(closes[0])
    if isinstance(report.close, DayMonth):
        return format_day_month(report.close)
    if isinstance(report.close, date):
        return format_date(report.close)
    day = CLOSING_DAY if report.close == "decree" else report.close
    return f"Ngày {_day_of_period(schedule.leading(report), day, 'last')}"


def frequency_text(report: ReportRule, schedule: Schedule) -> str:
    """Return how often a report is due, in a cell: `Hằng quý`, `Quý I, quý III`."""
    report = schedule.leading(report)
    names = _turn_names(report)
    return names[:1].upper() + names[1:] if names else FREQUENCIES[report.frequency]


def _which(report: ReportRule) -> str:
    """Return which turns of the year are meant, where not all are: ` (quý I, quý III)`."""
    names = _turn_names(report) if len(report.turns) > 1 else ""
    return f" ({names})" if names else ""


def _turn_names(report: ReportRule) -> str:
    numbers = sorted(set(report.turns))
    count = turn_count(report.frequency)
    every = len(numbers) == count and report.frequency != "half-year"
    if not numbers or numbers[-1] > count or every:
        return ""
    match report.frequency:
        case "monthly":
            return f"tháng {', '.join(map(str, numbers))}"
        case "quarterly":
            return ", ".join(f"quý {roman(n)}" for n in numbers)
        case "half-year":
            return ", ".join(("6 tháng đầu năm", "6 tháng cuối năm")[n - 1] for n in numbers)
        case _:
            return ""
