"""One work item: make a unit's document, note it in the journal, put it in place."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.bulk.digest import digest
from generator.bulk.disk import put, standing
from generator.bulk.line import Line
from generator.bulk.manifest import Journal
from generator.bulk.records import Record, Status, figures, own_changes, remark
from generator.change.cascade import Child
from generator.diagnostics import Diagnostic, Refused

FATAL = {"output.full", "output.denied", "output.failed", "output.no-folder"}


@dataclass(frozen=True, slots=True)
class Item:
    """A unit to make: where it stands in the line, its file, and what is known of that file."""

    index: int
    file: str
    inputs: str
    owned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item; `fatal` says why no other item can succeed either."""

    record: Record
    aside: str = ""
    fatal: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Workman:
    """Does the work of a run's items, in whatever process."""

    line: Line
    folder: Path

    def finish_all(self, items: Iterable[Item]) -> list[Outcome]:
        """Return what came of a few items, their journal on the disk."""
        ended = [self.finish(item) for item in items]
        with contextlib.suppress(Refused):  # a full disk was said with the items themselves
            Journal(self.folder).settle()
        return ended

    def finish(self, item: Item) -> Outcome:
        """Return what came of an item; its document is in place when this returns."""
        child = self.line.children[item.index]
        made = self.line.document(child.plan)
        if made.document is None:
            return self._failed(child, item, made.diagnostics)
        output = digest(made.document)
        record = _record(child, item, Status.DONE, output, made.diagnostics)
        path = self.folder / item.file
        try:
            found = standing(path, output, item.owned)
            Journal(self.folder).add(record)
            return Outcome(record, put(path, made.document, found))
        except Refused as refused:
            return self._failed(child, item, (*made.diagnostics, *refused.diagnostics))

    def _failed(self, child: Child, item: Item, found: tuple[Diagnostic, ...]) -> Outcome:
        """Return the failure of an item, noted in the journal as far as the disk allows."""
        record = _record(child, item, Status.FAILED, "", found)
        fatal = tuple(d for d in found if d.code in FATAL)
        if not fatal:
            try:
                Journal(self.folder).add(record)
            except Refused as refused:
                fatal = refused.diagnostics
        return Outcome(record, fatal=fatal)


def _record(
    child: Child, item: Item, status: Status, output: str, found: Iterable[Diagnostic]
) -> Record:
    return Record(
        child.unit.full_name,
        child.unit.code,
        status,
        item.file if output else "",
        item.inputs,
        output,
        tuple(remark(d) for d in found),
        figures(child),
        own_changes(child),
    )
