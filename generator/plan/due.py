"""When reports are due: the rules of a plan as dates, one for each turn of its period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.plan.model import Deadline, Plan, ReportRule
from generator.plan.text import uses
from generator.plan.turns import PERIODIC, Turn, fixed_day, turns_of
from generator.registers.working_days import add_working_days, next_working, previous_working
from generator.vietnamese import DayMonth

Operator = Literal["before", "by", "until"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A report that is due once.

    `turn` is a stable key of what it reports on (`2027`, `2027-Q1`, `2027-03`, `2027-H1`,
    `2027-9M`; `2022-2025` for one report on several years), `label` the same for a reader.
    `nominal` is the day as the rule says it, `effective` the last day on which it can be sent;
    both are None where the rule names no day (by regulation, after an event without a day).
    `before` D: the last day to send is the working day before D, whatever the rule's `working_day`
    (`none`: the day before D). `by`, `until` D: D itself, moved to a working day as the rule says.
    """

    report: str
    turn: str
    label: str
    operator: Operator
    close: date | None
    nominal: date | None
    effective: date | None


def operator_of(due: Deadline | None) -> Operator:
    """Return the operator of a deadline; what is counted or tied is due by its day."""
    if due and due.before:
        return "before"
    return "until" if due and due.until else "by"


def rolling(report: ReportRule) -> Literal["next", "previous", "none"]:
    """Return what becomes of a day on which nobody works.

    Forward as for a period of time (Bộ luật Dân sự 2015 Điều 148 khoản 5); back for a report to
    the superior, whose own day then is kept.
    """
    return report.working_day or ("previous" if uses(report.recipient, "superior") else "next")


class Schedule:
    """The dates of a plan's reports, each rule worked out once."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan; nothing is worked out before it is asked for."""
        self._period = plan.period
        self._reports = {report.id: report for report in reversed(plan.reports)}
        self._known: dict[int, tuple[Occurrence, ...]] = {}
        self._leading: dict[int, ReportRule] = {}

    def of(self, report: ReportRule) -> tuple[Occurrence, ...]:
        """Return a report of the plan in all its turns; raises Refused outside the known years.

        A day that a year lacks (29/02) and a tie to no report have no date: rules of content tell
        them. The uppermost report comes first, so that no chain of ties is too long.
        """
        waiting = {id(report): report}
        upper = self.upper(report)
        while upper and id(upper) not in self._known and id(upper) not in waiting:
            waiting[id(upper)] = upper
            upper = self.upper(upper)
        for key, one in reversed(waiting.items()):
            if key not in self._known:
                self._known[key] = tuple(self._occurrence(one, t) for t in self.turns(one))
        return self._known[next(iter(waiting))]

    def closes(self, report: ReportRule) -> tuple[date, ...]:
        """Return the days on which the figures for each turn are closed, where they are."""
        days = (self._closing(report, turn) for turn in self.turns(report))
        return tuple(day for day in days if day)

    def upper(self, report: ReportRule) -> ReportRule | None:
        """Return the report whose deadline another one is tied to."""
        return self._reports.get(report.due.of) if report.due and report.due.of else None

    def leading(self, report: ReportRule) -> ReportRule:
        """Return the report that states the period: of a tied one that states none, the upper."""
        passed: dict[int, ReportRule] = {}
        while id(report) not in self._leading and id(report) not in passed:
            passed[id(report)] = report
            upper = self.upper(report)
            if upper is None or report.frequency in PERIODIC:
                break
            report = upper
        found = self._leading.get(id(report), report)
        self._leading |= dict.fromkeys(passed, found)
        return found

    def turns(self, report: ReportRule) -> tuple[Turn, ...]:
        """Return the turns of a report; a tied one that states no period has those of the upper."""
        return turns_of(self.leading(report), self._period)

    def _occurrence(self, report: ReportRule, turn: Turn) -> Occurrence:
        close = self._closing(report, turn)
        nominal = self._nominal(report, turn, close)
        effective = _effective(report, nominal) if nominal else None
        if report.due and report.due.earlier and nominal and effective and close:
            nominal, effective = _not_before_close(report.due, nominal, effective, close)
        return Occurrence(
            report.id, turn.key, turn.label, operator_of(report.due), close, nominal, effective
        )

    def _closing(self, report: ReportRule, turn: Turn) -> date | None:
        """Return the day on which the figures for a turn are closed."""
        close, due = report.close, fixed_day(report.due)
        if close == "decree":
            return turn.closing if self.leading(report).frequency in PERIODIC else None
        if isinstance(close, DayMonth) and isinstance(due, date):
            days = [day for year in (due.year - 1, due.year) if (day := in_year(close, year))]
            return min(days, key=lambda day: abs(day - due), default=None)
        return _placed(close, turn) if not isinstance(close, str) else None

    def _nominal(self, report: ReportRule, turn: Turn, close: date | None) -> date | None:
        """Return the day that a rule names for a turn, moved earlier where it says so."""
        due = report.due
        if due is None:
            return None
        if due.of:
            day = self._tied(report, turn)
        elif due.within:
            start = _start(due, turn, close)
            day = add_working_days(start, due.within) if start else None
        else:
            day = named_day(due, turn)
        if day is None or not due.earlier:
            return day
        return add_working_days(day if due.before else _rolled(report, day), -due.earlier)

    def _tied(self, report: ReportRule, turn: Turn) -> date | None:
        """Return the last day to send the upper report of the same turn."""
        upper = self.upper(report)
        same = (one for one in self._known.get(id(upper), ()) if one.turn == turn.key)
        return next((one.effective for one in same), None)


def in_year(day: DayMonth, year: int) -> date | None:
    """Return a yearly day in a year; None for 29/02 in a common year."""
    try:
        return day.in_year(year)
    except ValueError:
        return None


def _start(due: Deadline, turn: Turn, close: date | None) -> date | None:
    """Return the day after which a number of working days is counted; None for an event."""
    if due.after == "period":
        return turn.end
    if due.after == "close":
        return close
    return None if isinstance(due.after, str) else _placed(due.after, turn)


def named_day(due: Deadline, turn: Turn) -> date | None:
    """Return the day that a deadline names, for a turn; None where the year has no such day."""
    day = fixed_day(due)
    if isinstance(day, int):
        return turn.day(day, after=1 if due.month == "next" else 0)
    return _placed(day, turn)


def _placed(day: date | DayMonth | int | None, turn: Turn) -> date | None:
    """Return a day as a date of a turn; None where the year has no such day."""
    if isinstance(day, int):
        return turn.day(day)
    if isinstance(day, DayMonth):
        return in_year(day, turn.end.year)
    return day


def _effective(report: ReportRule, nominal: date) -> date:
    """Return the last day to send a report."""
    if report.due and report.due.before:
        return nominal - _DAY if rolling(report) == "none" else add_working_days(nominal, -1)
    return _rolled(report, nominal)


def _rolled(report: ReportRule, day: date) -> date:
    match rolling(report):
        case "next":
            return next_working(day)
        case "previous":
            return previous_working(day)
        case _:
            return day


def _not_before_close(
    due: Deadline, nominal: date, effective: date, close: date
) -> tuple[date, date]:
    """Return the dates, held at the first working day after the close that `earlier` would pass."""
    first = add_working_days(close, 1)
    if effective >= first:
        return nominal, effective
    return (add_working_days(first, 1), first) if due.before else (first, first)
