"""One work item: make a unit's document, note it in the journal, put it in place."""

import contextlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator.bulk.digest import digest
from generator.bulk.disk import put, standing
from generator.bulk.journal import Journal
from generator.bulk.line import Line
from generator.bulk.records import Record, Status, figures, own_changes, remark
from generator.change.cascade import Child
from generator.diagnostics import Diagnostic, Refused

FATAL = {"output.full", "output.denied", "output.failed", "output.no-folder"}
_WRITERS = 2  # documents on their way to the disk at once


@dataclass(frozen=True, slots=True)
class Item:
    """A unit to make: where it stands in the line, its file, and what is known of that file."""

    index: int
    file: str
    inputs: str
    owned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item; `fatal` says why no other item can succeed either."""

    record: Record
    aside: str = ""
    fatal: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is made and not yet in place; none where the unit's plan has errors."""

    item: Item
    record: Record
    document: bytes | None


def drafted(line: Line, item: Item) -> Draft:
    """Return the draft of an item; nothing is read or written."""
    child = line.children[item.index]
    made = line.document(child.plan)
    output = "" if made.document is None else digest(made.document)
    return Draft(item, _record(child, item, output, made.diagnostics), made.document)


@cache
def _writers(_process: int) -> ThreadPoolExecutor:
    """Return the writers of a process; one that was forked has none of its parent's threads."""
    return ThreadPoolExecutor(_WRITERS)


@dataclass(frozen=True, slots=True)
class Workman:
    """Does the work of a run's items, in whatever process."""

    line: Line
    folder: Path

    def finish_all(self, items: Iterable[Item]) -> list[Outcome]:
        """Return what came of a few items, their journal on the disk.

        While the disk is waited for, the next document is made.
        """
        writers = _writers(os.getpid())
        placed = [writers.submit(self.place, drafted(self.line, item)) for item in items]
        wait(placed)
        ended = [future.result() for future in placed]
        self.settle()
        return ended

    def settle(self) -> None:
        """Bring the journal to the disk; a full one was said with the items themselves."""
        with contextlib.suppress(Refused):
            Journal(self.folder).settle()

    def place(self, draft: Draft) -> Outcome:
        """Return what came of a draft, its document noted in the journal and put in place."""
        if draft.document is None:
            return self._failed(draft.record, ())
        path = self.folder / draft.item.file
        try:
            found = standing(path, draft.record.output, draft.item.owned)
            Journal(self.folder).add(draft.record)
            return Outcome(draft.record, put(path, draft.document, found))
        except Refused as refused:
            return self._failed(draft.record, refused.diagnostics)

    def _failed(self, record: Record, found: Sequence[Diagnostic]) -> Outcome:
        """Return the failure of an item, noted in the journal as far as the disk allows."""
        record = replace(
            record,
            status=Status.FAILED,
            file="",
            output="",
            remarks=(*record.remarks, *map(remark, found)),
        )
        fatal = tuple(d for d in found if d.code in FATAL)
        if not fatal:
            try:
                Journal(self.folder).add(record)
            except Refused as refused:
                fatal = tuple(refused.diagnostics)
        return Outcome(record, fatal=fatal)


def _record(child: Child, item: Item, output: str, found: Iterable[Diagnostic]) -> Record:
    """Return what is known of a unit's document; without one it failed."""
    return Record(
        child.unit.full_name,
        child.unit.code,
        Status.DONE if output else Status.FAILED,
        item.file if output else "",
        item.inputs,
        output,
        tuple(remark(d) for d in found),
        figures(child),
        own_changes(child),
    )
