"""Rules about reports: their deadlines exist, lie in the plan's time, and leave time to report."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.diagnostics import Refused, Severity
from generator.plan.due import Occurrence, in_year
from generator.plan.fields import Path
from generator.plan.model import Deadline, ReportRule
from generator.plan.rules.registry import Case, Finding, rule
from generator.plan.turns import PERIODIC, fixed_day, turn_count
from generator.registers.working_days import add_working_days, why_off
from generator.vietnamese import DayMonth, format_date, format_day_month

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@rule("deadline-outside-period", Severity.ERROR)
def deadline_outside_period(case: Case) -> Iterable[Finding]:
    """Find report deadlines before the plan begins or after the quarter that follows its end."""
    first = date(case.plan.period.first, 1, 1)
    last = date(case.plan.period.last + 1, 3, 31)
    for path, report, made in _dated(case):
        typed = list(_days(report.due))
        for day in typed or [one.nominal for one in made if one.nominal]:
            if not first <= day <= last:
                days = {"due": format_date(day), "period": str(case.plan.period)}
                yield _finding(case, report, (*path, "due"), **days)
                break


@rule("close-after-deadline", Severity.ERROR)
def close_after_deadline(case: Case) -> Iterable[Finding]:
    """Find reports whose figures are closed after the report is due."""
    for path, report, made in _dated(case):
        if any(one.close and one.nominal and one.close >= one.nominal for one in made):
            yield _finding(case, report, (*path, "close"))


@rule("no-day-after-close", Severity.WARNING)
def no_day_after_close(case: Case) -> Iterable[Finding]:
    """Find reports without a working day between close and sending (NĐ 09/2019 Điều 8)."""
    for path, report, made in _dated(case):
        for one in made:
            if one.close and one.nominal and one.effective and one.close < one.nominal:
                if one.effective >= add_working_days(one.close, 1):
                    continue
                days = {"close": format_date(one.close), "due": format_date(one.effective)}
                yield _finding(case, report, (*path, "close"), **days)
                break


@rule("impossible-day", Severity.ERROR)
def impossible_day(case: Case) -> Iterable[Finding]:
    """Find yearly days that a year of the plan does not have, where no text has told so."""
    told = {d.parameters.get("id") for d in case.composition.diagnostics}
    for index, report in enumerate(case.plan.reports):
        due, after = fixed_day(report.due), report.due.after if report.due else None
        days: dict[str, object] = {"due": due, "close": report.close}
        for key, day in {**days, "due": after if isinstance(after, DayMonth) else due}.items():
            if not isinstance(day, DayMonth) or (key == "due" and report.id in told):
                continue
            lacking = [str(year) for year in case.period if in_year(day, year) is None]
            if lacking:
                words = {"day": format_day_month(day), "years": ", ".join(lacking)}
                yield _finding(case, report, ("reports", index, key), **words)


@rule("report-without-frequency", Severity.ERROR)
def report_without_frequency(case: Case) -> Iterable[Finding]:
    """Find days and turns of a period in reports that have no period."""
    for index, report in enumerate(case.plan.reports):
        if report.frequency in PERIODIC:
            continue
        relative = {
            "turns": bool(report.turns),
            "close": report.close == "decree" or isinstance(report.close, int),
            "due": isinstance(fixed_day(report.due), int),
        }
        for key, used in relative.items():
            if used and not (report.due and report.due.of):
                yield _finding(case, report, ("reports", index, key))


@rule("unknown-turn", Severity.ERROR)
def unknown_turn(case: Case) -> Iterable[Finding]:
    """Find turns that a year does not have, such as a fifth quarter."""
    for index, report in enumerate(case.plan.reports):
        count = turn_count(report.frequency)
        for number, turn in enumerate(report.turns):
            if turn > count and report.frequency in PERIODIC:
                place: Path = ("reports", index, "turns", number)
                yield _finding(case, report, place, turn=str(turn), count=str(count))


@rule("one-day-for-many", Severity.WARNING)
def one_day_for_many(case: Case) -> Iterable[Finding]:
    """Find monthly and quarterly reports whose one typed day is that of a single turn."""
    for index, report in enumerate(case.plan.reports):
        typed = isinstance(fixed_day(report.due), (date, DayMonth))
        if typed and report.frequency in ("monthly", "quarterly") and len(report.turns) != 1:
            (turn, *_) = case.schedule.turns(report)
            yield _finding(case, report, ("reports", index, "due"), turn=turn.label)


@rule("once-without-year", Severity.WARNING)
def once_without_year(case: Case) -> Iterable[Finding]:
    """Find reports due once in several years, on a day without its year."""
    for index, report in enumerate(case.plan.reports):
        yearly = isinstance(fixed_day(report.due), DayMonth) and len(case.period) > 1
        if yearly and report.frequency == "once":
            period = str(case.plan.period)
            yield _finding(case, report, ("reports", index, "due"), period=period)


@rule("nothing-to-count-from", Severity.ERROR)
def nothing_to_count_from(case: Case) -> Iterable[Finding]:
    """Find deadlines counted from a closing day that the report does not state."""
    for index, report in enumerate(case.plan.reports):
        if report.due and report.due.after == "close" and not case.schedule.closes(report):
            yield _finding(case, report, ("reports", index, "due", "after"))


@rule("circular-deadline", Severity.ERROR)
def circular_deadline(case: Case) -> Iterable[Finding]:
    """Find reports that, through what they are tied to or feed, wait for themselves."""
    circular = _circular(case)
    for index, report in enumerate(case.plan.reports):
        if report.id in circular:
            key: Path = ("due", "of") if report.due and report.due.of else ("feeds",)
            yield _finding(case, report, ("reports", index, *key), id=report.id)


@rule("tie-without-turn", Severity.ERROR)
def tie_without_turn(case: Case) -> Iterable[Finding]:
    """Find reports tied to one that has no date for the same month, quarter or year."""
    reports = {report.id: report for report in case.plan.reports}
    circular = _circular(case)
    for path, report, made in _dated(case):
        upper = reports.get(report.due.of or "") if report.due else None
        if upper is None or report.id in circular:
            continue
        if lacking := next((one.label for one in made if one.nominal is None), ""):
            words = {"upper": case.printed(upper.name), "turn": lacking}
            yield _finding(case, report, (*path, "due", "of"), **words)


@rule("deadline-order", Severity.WARNING)
def deadline_order(case: Case) -> Iterable[Finding]:
    """Find reports that are not due before the report of the upper level that needs them."""
    reports = {report.id: report for report in case.plan.reports}
    for path, report, made in _dated(case):
        for upper in (reports[id_] for id_ in _uppers(report) if id_ in reports):
            late = _late(made, _occurrences(case, upper))
            if late:
                days = {"due": format_date(late[0]), "before": format_date(late[1])}
                name = case.printed(upper.name)
                yield _finding(case, report, (*path, "due"), upper=name, **days)


@rule("no-day-for-units", Severity.WARNING)
def no_day_for_units(case: Case) -> Iterable[Finding]:
    """Find reports of a master that leave its units no working day to collect their own."""
    if not case.plan.cascade:
        return
    for path, report, made in _dated(case):
        for one in made:
            if one.close and one.effective and one.effective == add_working_days(one.close, 1):
                days = {"close": format_date(one.close), "due": format_date(one.effective)}
                yield _finding(case, report, (*path, "due"), **days)
                break


@rule("deadline-on-day-off", Severity.WARNING)
def deadline_on_day_off(case: Case) -> Iterable[Finding]:
    """Find last days to send on which nobody works, where the rule leaves them there."""
    for path, report, made in _dated(case):
        if report.working_day != "none":
            continue
        for day in (one.effective for one in made):
            if day and (off := why_off(day)):
                weekday = _WEEKDAYS[day.weekday()]
                why = off.reason if off.reason == weekday else f"{weekday}, {off.reason}"
                yield _finding(case, report, (*path, "due"), due=format_date(day), why=why)
                break


@rule("deadline-not-judged", Severity.WARNING)
def deadline_not_judged(case: Case) -> Iterable[Finding]:
    """Find deadlines of years whose working days are not known."""
    for index, report in enumerate(case.plan.reports):
        try:
            case.schedule.of(report)
        except Refused as refused:
            year = refused.diagnostics[0].parameters["year"]
            yield _finding(case, report, ("reports", index, "due"), year=year)


def _finding(case: Case, report: ReportRule, path: Path, **words: str) -> Finding:
    """Return a finding about a report, which is called by its name as it is printed."""
    return Finding(path, {"report": case.printed(report.name), **words})


def _dated(case: Case) -> Iterator[tuple[Path, ReportRule, tuple[Occurrence, ...]]]:
    """Return each report with its path and its dates, where they can be judged."""
    for index, report in enumerate(case.plan.reports):
        yield ("reports", index), report, _occurrences(case, report)


def _occurrences(case: Case, report: ReportRule) -> tuple[Occurrence, ...]:
    try:
        return case.schedule.of(report)
    except Refused:
        return ()


def _days(due: Deadline | None) -> Iterator[date]:
    """Return the full dates that a deadline types."""
    day = fixed_day(due)
    if isinstance(day, date):
        yield day
    if due and isinstance(due.after, date):
        yield due.after


def _uppers(report: ReportRule) -> tuple[str, ...]:
    """Return the reports of the upper level that a report is tied to or feeds."""
    tied = report.due.of if report.due else None
    return tuple(dict.fromkeys(id_ for id_ in (tied, report.feeds) if id_))


def _circular(case: Case) -> set[str]:
    """Return the reports that wait for themselves: what is left without all open ends."""
    above = {report.id: set(_uppers(report)) for report in case.plan.reports}
    below: dict[str, set[str]] = {id_: set() for id_ in above}
    for id_, uppers in above.items():
        for upper in uppers & below.keys():
            below[upper].add(id_)
    return _without_ends(below) & _without_ends(above)


def _without_ends(links: dict[str, set[str]]) -> set[str]:
    """Return the ids from which links lead on without end."""
    left = {id_: len(others & links.keys()) for id_, others in links.items()}
    back: dict[str, list[str]] = {}
    for id_, others in links.items():
        for other in others:
            back.setdefault(other, []).append(id_)
    ends = [id_ for id_, count in left.items() if not count]
    while ends:
        end = ends.pop()
        del left[end]
        for id_ in back.get(end, ()):
            left[id_] -= 1
            if not left[id_]:
                ends.append(id_)
    return set(left)


def _late(lower: tuple[Occurrence, ...], upper: tuple[Occurrence, ...]) -> tuple[date, date] | None:
    """Return the first two days that are out of order, those of the same turn compared."""
    days = {one.turn: one.effective for one in upper}
    for one in lower:
        limit = days.get(one.turn)
        if one.effective and limit and one.effective >= limit:
            return one.effective, limit
    return None
