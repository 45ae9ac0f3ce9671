"""A run from start to end: what is finished is kept, the rest is made, all is remembered."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from generator.bulk.calendars import Beside, write_calendars
from generator.bulk.cluster import Cluster
from generator.bulk.digest import file_digest
from generator.bulk.executor import outcomes
from generator.bulk.folder import held
from generator.bulk.manifest import Memory, fold, recall
from generator.bulk.overview import write_overview
from generator.bulk.preparation import Batch, Planned
from generator.bulk.records import Record, Status
from generator.bulk.work import Item, Outcome, Workman
from generator.diagnostics import Diagnostic, Refused

Told = Callable[[int, int], None]
"""Is told how many of how many documents are finished."""


class Action(StrEnum):
    """What a run does about a unit."""

    MAKE = "make"
    RENEW = "renew"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done about a unit."""

    planned: Planned
    action: Action


@dataclass(frozen=True, slots=True)
class _Ended:
    """An item that ended: which, how, and the file that was set aside for it."""

    key: str
    status: Status
    aside: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: the units made, kept and failed, files set aside, files beside them.

    `diagnostics` tell what the checker found in the first document of each kind of unit.
    """

    made: tuple[Record, ...]
    kept: tuple[Record, ...]
    failed: tuple[Record, ...]
    aside: tuple[str, ...]
    beside: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def steps(batch: Batch, memory: Memory) -> tuple[Step, ...]:
    """Return what is to be done about each chosen unit."""
    return tuple(Step(planned, _action(batch.folder, planned, memory)) for planned in batch.planned)


def _action(folder: Path, planned: Planned, memory: Memory) -> Action:
    record = memory.records.get(planned.key)
    if record is None:
        return Action.MAKE
    same = (record.status, record.inputs, record.file) == (
        Status.DONE,
        planned.inputs,
        planned.file,
    )
    if same and file_digest(folder / record.file) == record.output:
        return Action.KEEP
    return Action.RENEW


def foreseen(batch: Batch) -> tuple[Step, ...]:
    """Return what a run would do; nothing is written, not even the folder."""
    return steps(batch, recall(batch.folder))


def run(batch: Batch, jobs: int, told: Told, cluster: Cluster | None = None) -> Summary:
    """Make what is missing or changed, in processes or on a cluster, and return what was done.

    Raises Refused when another run is at work in the folder or the disk is full; whatever was
    finished until then is in the manifest, as it is after a kill.
    """
    with held(batch.folder):
        memory = fold(batch.folder, batch.keys)
        todo = steps(batch, memory)
        items = [_item(step.planned, memory) for step in todo if step.action is not Action.KEEP]
        batch, found = _inspected(batch, items)
        try:
            ended = _ended(batch, items, told, _Crew(jobs, cluster))
        finally:
            memory = fold(batch.folder, batch.keys, sources=batch.sources)
            write_overview(batch.folder, list(memory.records.values()))
        beside = write_calendars(batch, memory)
    return replace(_summary(todo, ended, memory, beside), diagnostics=found)


def _inspected(batch: Batch, items: Sequence[Item]) -> tuple[Batch, tuple[Diagnostic, ...]]:
    """Return a run whose documents are judged as they are made, and what all of them share."""
    if not batch.checked or not items:
        return batch, ()
    # Heavy, and not for a run that finds everything made.
    from generator.bulk.inspection import shared_texts, whole  # noqa: PLC0415

    line = replace(batch.line, shared=shared_texts(batch.line))
    return replace(batch, line=line), whole(line, (item.index for item in items))


def _item(planned: Planned, memory: Memory) -> Item:
    return Item(planned.index, planned.file, planned.inputs, memory.owned(planned.file))


@dataclass(frozen=True, slots=True)
class _Crew:
    """Who does the work: a cluster, or some processes."""

    jobs: int
    cluster: Cluster | None

    def outcomes(self, workman: Workman, items: Sequence[Item]) -> Generator[Outcome, None, None]:
        """Return what comes of the items, as they end."""
        if self.cluster is not None and items:
            return self.cluster.outcomes(workman, items)
        return outcomes(workman, items, self.jobs)


def _ended(batch: Batch, items: Sequence[Item], told: Told, crew: _Crew) -> list[_Ended]:
    """Return the outcomes, their records left to the journal; Refused at the first fatal one."""
    ended: list[_Ended] = []
    # Closed before anything is folded: no worker may still be writing then.
    with closing(crew.outcomes(Workman(batch.line, batch.folder), items)) as arriving:
        for outcome in arriving:
            if outcome.fatal:
                raise Refused(outcome.fatal)
            ended.append(_Ended(outcome.record.key, outcome.record.status, outcome.aside))
            told(len(ended), len(items))
    return ended


def _summary(
    todo: Sequence[Step], ended: Sequence[_Ended], memory: Memory, beside: Beside
) -> Summary:
    kept = {step.planned.key for step in todo if step.action is Action.KEEP}
    made = {o.key for o in ended if o.status is Status.DONE}
    failed = {o.key for o in ended if o.status is Status.FAILED}
    aside = sorted((*(o.aside for o in ended if o.aside), *beside.aside))

    def of(keys: set[str]) -> tuple[Record, ...]:
        return tuple(memory.records[s.planned.key] for s in todo if s.planned.key in keys)

    return Summary(of(made), of(kept), of(failed), tuple(aside), beside.files)
