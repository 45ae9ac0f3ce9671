"""The deadlines as a calendar file (RFC 5545): a whole day for each, with reminders before it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from generator import messages
from generator.deadlines.owed import Owed
from generator.deadlines.wording import LANGUAGE, reason, route, subject
from generator.vietnamese import format_date

ALARMS = (7, 1)
LAST_ALARM = 90
_MORNING = timedelta(hours=8)
_DAY = timedelta(days=1)
_PRODUCT = "-//kehoach//deadlines//VI"


def calendar(reports: Iterable[Owed], alarms: Sequence[int] = ALARMS) -> bytes:
    """Return the calendar of all reports that have a day; the same reports give the same bytes.

    `alarms` are days before the last day to send; they ring at eight in the morning. An event keeps
    its UID as long as unit, plan, report and turn are the same, so that a second import renews it;
    it is stamped with the day of its plan. Events come in the order of their days.
    """
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", messages.text("cli.deadlines.calendar", LANGUAGE))
    dated = (owed for owed in reports if owed.effective)
    for owed in sorted(dated, key=lambda one: (one.effective, one.key.uid)):
        made.add_component(_event(owed, alarms))
    data: bytes = made.to_ical()
    return data


def _event(owed: Owed, alarms: Sequence[int]) -> Event:
    assert owed.effective
    event = Event()
    title = f"{owed.unit}: {subject(owed)}"
    event.add("uid", owed.key.uid)
    event.add("dtstamp", datetime.combine(owed.stamp, time(), UTC))
    event.add("dtstart", owed.effective)
    event.add("dtend", owed.effective + _DAY)
    event.add("summary", title)
    event.add("description", _description(owed))
    event.add("categories", [owed.unit])
    event.add("transp", "TRANSPARENT")
    for days in sorted(set(alarms), reverse=True):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", _MORNING - days * _DAY)
        event.add_component(alarm)
    return event


def _description(owed: Owed) -> str:
    lines = [route(owed, LANGUAGE), messages.text("cli.deadlines.rule", LANGUAGE, rule=owed.rule)]
    if owed.close:
        day = format_date(owed.close)
        lines.append(messages.text("cli.deadlines.close-line", LANGUAGE, day=day))
    if why := reason(owed, LANGUAGE):
        lines.append(messages.text("cli.deadlines.why-line", LANGUAGE, reason=why))
    lines.append(messages.text("cli.deadlines.plan-line", LANGUAGE, title=owed.title))
    return "\n".join(lines)
