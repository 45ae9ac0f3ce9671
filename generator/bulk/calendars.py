"""`deadlines.ics` and `deadlines.xlsx` beside the documents of a run: what all its units owe."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.bulk.digest import digest
from generator.bulk.disk import lay, standing
from generator.bulk.manifest import Memory, fold
from generator.bulk.preparation import Batch
from generator.bulk.records import Status
from generator.deadlines.listing import Line
from generator.deadlines.owed import Owed, in_order, owed_reports
from generator.plan import memory as plan_memory
from generator.plan.model import Plan

DEADLINES = "deadlines"
CALENDAR, SHEET = "deadlines.ics", "deadlines.xlsx"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the documents of a run, and the files that were set aside for it."""

    files: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def write_calendars(batch: Batch, memory: Memory) -> Beside:
    """Write calendar and sheet of all units that have a document; return what stands there now.

    They are written when asked for, and renewed by every later run as long as they lie there: a
    calendar beside newer plans would be wrong. Raises Refused for a file that was never ours.
    """
    kept = any(memory.owned(name) and (batch.folder / name).exists() for name in (CALENDAR, SHEET))
    if DEADLINES not in batch.also and not kept:
        return Beside()
    made = _made(_plans(batch, memory))
    places = {name: batch.folder / name for name in made}
    sums = {name: digest(data) for name, data in made.items()}
    owned = {name: memory.owned(name) for name in made}
    for name, path in places.items():
        standing(path, sums[name], owned[name])  # refused before anything is written
    new = {name: output for name, output in sums.items() if output not in owned[name]}
    if new:
        fold(batch.folder, batch.keys, also=new)
    aside = [lay(places[name], data, sums[name], owned[name]).put() for name, data in made.items()]
    return Beside(tuple(made), tuple(filter(None, aside)))


def _plans(batch: Batch, memory: Memory) -> Iterator[Plan]:
    """Yield the plans of the units whose document is finished."""
    for key, child in zip(batch.keys, batch.line.children, strict=True):
        record = memory.records.get(key)
        if record and record.status is Status.DONE:
            yield child.plan


def owed_by_family(plans: Iterable[Plan]) -> tuple[Owed, ...]:
    """Return the reports of plans of one master, by day."""
    memories: dict[str, plan_memory.Memory] = {}
    return in_order(
        owed
        for plan in plans
        for owed in owed_reports(plan, memories.setdefault(plan.issuer.kind, plan_memory.Memory()))
    )


def _made(plans: Iterable[Plan]) -> dict[str, bytes]:
    from generator.deadlines.calendar import calendar  # noqa: PLC0415 - where one is asked for
    from generator.deadlines.sheet import sheet  # noqa: PLC0415

    reports = owed_by_family(plans)
    return {CALENDAR: calendar(reports), SHEET: sheet([Line(owed) for owed in reports])}
