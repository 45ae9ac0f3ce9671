"""Deadlines in words, for the list, the sheet and the calendar."""

from datetime import date

from generator import messages
from generator.deadlines.listing import Line, State
from generator.deadlines.moved import DayOff
from generator.deadlines.owed import Owed
from generator.vietnamese import format_date

LANGUAGE = "vi"
"""The language of sheets and calendars: they are papers of the office, as the manifest is."""

_WEEKDAYS = (
    "cli.deadlines.weekday.monday",
    "cli.deadlines.weekday.tuesday",
    "cli.deadlines.weekday.wednesday",
    "cli.deadlines.weekday.thursday",
    "cli.deadlines.weekday.friday",
    "cli.deadlines.weekday.saturday",
    "cli.deadlines.weekday.sunday",
)
_STATES = {
    State.OPEN: "cli.deadlines.state.open",
    State.LATE: "cli.deadlines.state.late",
    State.PASSED: "cli.deadlines.state.passed",
    State.UNDATED: "cli.deadlines.state.undated",
}


def weekday(day: date, language: str = "") -> str:
    """Return `thứ Hai`."""
    return messages.text(_WEEKDAYS[day.weekday()], language)


def day_text(owed: Owed, language: str = "") -> str:
    """Return the last day to send, `16/12/2027 (thứ Năm)`, or the rule that names no day."""
    day = owed.effective
    return f"{format_date(day)} ({weekday(day, language)})" if day else owed.rule


def subject(owed: Owed) -> str:
    """Return a report with what it is on, unless its name says that: `Báo cáo … (quý I năm 2027)`.

    A name ends with what it is on as often as not: `… 6 tháng đầu năm`, `… năm 2027`.
    """
    return owed.name if owed.label in owed.name else f"{owed.name} ({owed.label})"


def route(owed: Owed, language: str = "") -> str:
    """Return who sends it to whom, through whom."""
    via = messages.text("cli.deadlines.via", language, via=owed.via) if owed.via else ""
    return f"{owed.owed_by} → {owed.recipient}" + (f" ({via})" if via else "")


def reason(owed: Owed, language: str = "") -> str:
    """Return why the last day to send is not the nominal day; empty where it is."""
    if owed.nominal is None or owed.effective in (None, owed.nominal):
        return ""
    parts = [_off(off, language) for off in owed.days_off]
    if owed.operator == "before":
        before = messages.text("cli.deadlines.before", language, day=format_date(owed.nominal))
        parts.insert(0, before)
    return "; ".join(parts)


def _off(off: DayOff, language: str) -> str:
    days = format_date(off.first)
    if off.last != off.first:
        days = f"{days} - {format_date(off.last)}"
    code = "cli.deadlines.day-off" if off.sure else "cli.deadlines.day-off-foreseen"
    return messages.text(code, language, days=days, reason=off.reason)


def state_text(line: Line, language: str = "") -> str:
    """Return how a report stands, empty where that was not asked."""
    if line.receipt:
        day = format_date(line.receipt.day)
        if line.receipt.by:
            words = {"day": day, "name": line.receipt.by}
            return messages.text("cli.deadlines.state.received-by", language, **words)
        return messages.text("cli.deadlines.state.received", language, day=day)
    return messages.text(_STATES[line.state], language) if line.state in _STATES else ""
