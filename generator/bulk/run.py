"""A run from start to end: what is finished is kept, the rest is made, all is remembered."""

import gc
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from generator.bulk.calendars import write_calendars
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
class Summary:
    """What a run did: the units made, kept and failed, files set aside, files beside them.

    `warned` is how many of those made or kept have findings, `diagnostics` what the checker found
    in the first document of each kind of unit.
    """

    made: tuple[Planned, ...]
    kept: tuple[Planned, ...]
    failed: tuple[Record, ...]
    warned: int
    aside: tuple[str, ...] = ()
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
    with held(batch.folder), _left_alone():
        memory = fold(batch.folder, batch.keys)
        todo = steps(batch, memory)
        items = [_item(step.planned, memory) for step in todo if step.action is not Action.KEEP]
        batch, found = _inspected(batch, items)
        try:
            aside = _set_aside(batch, items, told, _Crew(jobs, cluster))
        finally:
            memory = fold(batch.folder, batch.keys, sources=batch.sources)
            write_overview(batch.folder, memory, batch.target_names())
        summary = _summary(todo, memory)
        beside = write_calendars(batch, memory)
    aside = tuple(sorted((*aside, *beside.aside)))
    return replace(summary, aside=aside, beside=beside.files, diagnostics=found)


@contextmanager
def _left_alone() -> Iterator[None]:
    """Keep the collector from all that stands already: it would look through it for nothing.

    Workers that are forked then share its pages, which the collector would write to.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


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


def _set_aside(batch: Batch, items: Sequence[Item], told: Told, crew: _Crew) -> tuple[str, ...]:
    """Do the work, its records left to the journal; return the files that were set aside.

    Raises Refused at the first fatal outcome.
    """
    aside: list[str] = []
    # Closed before anything is folded: no worker may still be writing then.
    with closing(crew.outcomes(Workman(batch.line, batch.folder), items)) as arriving:
        for done, outcome in enumerate(arriving, start=1):
            if outcome.fatal:
                raise Refused(outcome.fatal)
            if outcome.aside:
                aside.append(outcome.aside)
            told(done, len(items))
    return tuple(aside)


def _summary(todo: Sequence[Step], memory: Memory) -> Summary:
    """Return what was done about the units, once their records are in the manifest."""
    done = {step.planned.key for step in todo if _is_done(step, memory)}
    kept = tuple(s.planned for s in todo if s.action is Action.KEEP)
    made = tuple(s.planned for s in todo if s.action is not Action.KEEP and s.planned.key in done)
    failed = memory.whole(s.planned.key for s in todo if s.planned.key not in done)
    warned = sum(memory.records[planned.key].remarked for planned in (*made, *kept))
    return Summary(made, kept, tuple(failed), warned)


def _is_done(step: Step, memory: Memory) -> bool:
    return memory.records[step.planned.key].status is Status.DONE
