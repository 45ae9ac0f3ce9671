"""Why a report must go on another day than its rule names."""

from dataclasses import dataclass
from datetime import date, timedelta

from generator.registers.working_days import why_off


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days off in a row with one reason; `sure` where they are announced, not only foreseen."""

    first: date
    last: date
    reason: str
    sure: bool


def days_off_between(nominal: date | None, effective: date | None) -> tuple[DayOff, ...]:
    """Return the days off from the nominal day to the effective one, in time order, those alike
    in a row together; nothing where a report has no day or keeps it.
    """
    if nominal is None or effective is None:
        return ()
    first, last = sorted((nominal, effective))
    days: list[DayOff] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        off = why_off(day) if day != effective else None
        if off is None:
            continue
        sure = off.status == "announced"
        before = days[-1] if days else None
        joined = before and before.last + timedelta(days=1) == day
        if before and joined and (before.reason, before.sure) == (off.reason, sure):
            days[-1] = DayOff(before.first, day, off.reason, sure)
        else:
            days.append(DayOff(day, day, off.reason, sure))
    return tuple(days)
