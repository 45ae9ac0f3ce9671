"""Work items: make the documents of a batch, note them in the journal, put them in place."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.bulk.digest import digest
from generator.bulk.disk import Landing, lay
from generator.bulk.journal import Journal
from generator.bulk.line import Line, Made
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


def drafted(line: Line, items: Sequence[Item]) -> list[Draft]:
    """Return the drafts of some items; nothing is read or written."""
    children = [line.children[item.index] for item in items]
    documents = line.documents(child.plan for child in children)
    return list(map(_draft, items, children, documents))


def _draft(item: Item, child: Child, made: Made) -> Draft:
    output = "" if made.document is None else digest(made.document)
    return Draft(item, _record(child, item, output, made.diagnostics), made.document)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A draft whose document is on its way; without a landing it failed, `found` says why."""

    record: Record
    landing: Landing | None = None
    found: tuple[Diagnostic, ...] = ()

    def drop(self) -> None:
        """Leave its place as it is."""
        if self.landing:
            self.landing.drop()


@dataclass(frozen=True, slots=True)
class Workman:
    """Does the work of a run's items, in whatever process."""

    line: Line
    folder: Path

    def finish_all(self, items: Sequence[Item]) -> list[Outcome]:
        """Return what came of a few items, their documents in place."""
        return self.place_all(drafted(self.line, items))

    def place_all(self, drafts: Iterable[Draft]) -> list[Outcome]:
        """Return what came of a few drafts.

        All documents are written, then brought to the disk, noted in the journal and put in place:
        the disk begins with the first while the others are written, and is waited for once.
        """
        begun: list[_Begun] = []
        try:
            begun.extend(map(self._begun, drafts))
            begun = [_settled(one) for one in begun]
            return self._all_ended(begun)
        except BaseException:
            for one in begun:
                one.drop()
            raise

    def _begun(self, draft: Draft) -> _Begun:
        """Return a draft whose document is written beside its place."""
        if draft.document is None:
            return _Begun(draft.record)
        path = self.folder / draft.item.file
        try:
            landing = lay(path, draft.document, draft.record.output, draft.item.owned)
            return _Begun(draft.record, landing)
        except Refused as refused:
            return _Begun(draft.record, found=refused.diagnostics)

    def _all_ended(self, begun: Sequence[_Begun]) -> list[Outcome]:
        """Return what came of drafts; those that failed are noted after those that are in place."""
        journal = Journal(self.folder)
        full = _noted(journal, [one.record for one in begun if one.landing])
        ended = [_ended(one, full) for one in begun]
        failed = [one for one in ended if one.record.status is Status.FAILED and not one.fatal]
        if full := _noted(journal, [one.record for one in failed]):
            ended = [replace(one, fatal=full) if one in failed else one for one in ended]
        with contextlib.suppress(Refused):  # a full disk was said with the records themselves
            journal.settle()
        return ended


def _noted(journal: Journal, records: Sequence[Record]) -> tuple[Diagnostic, ...]:
    """Return why the journal takes no records; nothing where it took them."""
    try:
        if records:
            journal.add(records)
    except Refused as refused:
        return refused.diagnostics
    return ()


def _settled(begun: _Begun) -> _Begun:
    """Return a draft with its document on the disk."""
    try:
        if begun.landing:
            begun.landing.settle()
    except Refused as refused:
        return _Begun(begun.record, found=refused.diagnostics)
    return begun


def _ended(begun: _Begun, full: tuple[Diagnostic, ...]) -> Outcome:
    """Return what came of a draft, its document put in place unless the journal is full."""
    if begun.landing is None:
        return _failed(begun.record, begun.found)
    if full:
        begun.drop()
        return _failed(begun.record, full)
    try:
        return Outcome(begun.record, begun.landing.put())
    except Refused as refused:
        return _failed(begun.record, refused.diagnostics)


def _failed(record: Record, found: Sequence[Diagnostic]) -> Outcome:
    """Return the failure of an item."""
    record = replace(
        record,
        status=Status.FAILED,
        file="",
        output="",
        remarks=(*record.remarks, *map(remark, found)),
    )
    return Outcome(record, fatal=tuple(d for d in found if d.code in FATAL))


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
