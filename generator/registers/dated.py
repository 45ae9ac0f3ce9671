"""Time in a register: an entry holds from its first day to its last, either of them unknown."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

ONE_DAY = timedelta(days=1)


class Dated(Protocol):
    """An entry with its first and last day; None is open: before, or after, all that is known."""

    @property
    def valid_from(self) -> date | None:
        """The first day the entry holds."""

    @property
    def valid_to(self) -> date | None:
        """The last day the entry holds."""


def holds_on(entry: Dated, day: date) -> bool:
    """Return whether an entry holds on a day, its first and last day included."""
    return (entry.valid_from is None or entry.valid_from <= day) and (
        entry.valid_to is None or day <= entry.valid_to
    )


def overlap(one: Dated, other: Dated) -> bool:
    """Return whether two entries hold on a common day."""
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


def covered(entry: Dated, others: Iterable[Dated]) -> bool:
    """Return whether one of the others holds on each day of an entry."""
    start, end = first_day(entry), last_day(entry)
    for other in sorted(others, key=first_day):
        if first_day(other) > start:
            return False
        if last_day(other) >= end:
            return True
        start = max(start, last_day(other) + ONE_DAY)
    return False


def first_day(entry: Dated) -> date:
    """Return the first day of an entry, the first of the calendar where it is open."""
    return entry.valid_from or date.min


def last_day(entry: Dated) -> date:
    """Return the last day of an entry, the last of the calendar where it is open."""
    return entry.valid_to or date.max
