"""The memory of a folder: a journal that grows line by line, folded into `manifest.json`.

A line of the journal is written before its document is put in place and counts only while the
document there has the sum the line names; so whatever moment a run is killed at, what is finished
is known, and what is not is made again.
"""

import contextlib
import errno
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.bulk.digest import file_digest
from generator.bulk.records import Record, Status, record_from
from generator.bulk.sources import NO_SOURCES, Sources, sources_from
from generator.diagnostics import Diagnostic, Place, Refused
from generator.output import refusal, write_output

MANIFEST, JOURNAL = "manifest.json", "manifest.journal"
FORM = 1


@dataclass(frozen=True, slots=True)
class Memory:
    """The last record of each unit, by key, the sums of all files known to be ours, and what the
    last run was made from.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    ours: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sources: Sources = NO_SOURCES

    def owned(self, file: str) -> frozenset[str]:
        """Return the sums of the documents that were made under a file name."""
        return self.ours.get(file, frozenset())


class Journal:
    """The journal of a run: a line outlives this process when `add` returns.

    It outlives a power cut when `settle` returns; a document whose line a power cut took is known
    again by its bytes.
    """

    def __init__(self, folder: Path) -> None:
        """Remember the folder; the file is made with the first line."""
        self._path = folder / JOURNAL

    def add(self, record: Record) -> None:
        """Append a record in one step; raises Refused when the disk is full."""
        line = _json(record.as_json()).encode("utf-8") + b"\n"
        with self._opened() as handle:
            if os.write(handle, line) < len(line):  # torn: the disk took no more
                raise OSError(errno.ENOSPC, str(self._path))

    def settle(self) -> None:
        """Bring every line to the disk; raises Refused when the disk is full."""
        with self._opened() as handle:
            os.fsync(handle)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                yield handle
            finally:
                os.close(handle)
        except OSError as error:
            raise refusal(self._path, error) from None


def recall(folder: Path) -> Memory:
    """Return what the manifest and the journal know together; nothing is written.

    Raises Refused when the manifest is not one of ours.
    """
    told = _read_manifest(folder)
    records = dict(told.records)
    ours: dict[str, set[str]] = defaultdict(set)
    for file, sums in told.ours.items():
        ours[file].update(sums)
    for record in records.values():
        _own(ours, record)
    for record in _read_journal(folder):
        if record.status is Status.FAILED or file_digest(folder / record.file) == record.output:
            records[record.key] = record
            _own(ours, record)
    return Memory(records, {file: frozenset(sums) for file, sums in ours.items()}, told.sources)


def fold(
    folder: Path,
    order: Iterable[str] = (),
    *,
    sources: Sources | None = None,
    also: Mapping[str, str] | None = None,
) -> Memory:
    """Write manifest and journal together as the manifest; return what they know.

    Units come in the given order of keys, others after them. The journal goes when the manifest
    is whole; a kill between the two changes nothing. `sources` are what the run is made from,
    `also` the sums of files that are about to stand beside the documents.
    """
    memory = recall(folder)
    ours = dict(memory.ours)
    for file, output in (also or {}).items():
        ours[file] = memory.owned(file) | {output}
    known = [key for key in order if key in memory.records]
    keys = [*known, *sorted(memory.records.keys() - set(known))]
    records = {key: memory.records[key] for key in keys}
    memory = Memory(records, ours, memory.sources if sources is None else sources)
    data = _manifest_bytes(memory)
    path = folder / MANIFEST
    if memory.records and (not path.exists() or path.read_bytes() != data):
        write_output(path, data, force=True)
    with contextlib.suppress(FileNotFoundError):
        (folder / JOURNAL).unlink()
    return memory


def _manifest_bytes(memory: Memory) -> bytes:
    """Return the manifest as JSON: the same records, the same bytes."""
    kept = list(memory.records.values())
    current = {record.file for record in kept}
    left_over = {
        file: sorted(sums) for file, sums in sorted(memory.ours.items()) if file not in current
    }
    units = ",\n".join(_json(record.as_json()) for record in kept)
    tail = f'"left_over": {_json(left_over)},\n"sources": {_json(memory.sources.as_json())}'
    text = f'{{"form": {FORM}, "units": [\n{units}\n],\n{tail}}}\n'
    return text.encode("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _own(ours: dict[str, set[str]], record: Record) -> None:
    if record.file:
        ours[record.file].add(record.output)


def _read_manifest(folder: Path) -> Memory:
    """Return what the manifest says; one of before has no sources."""
    path = folder / MANIFEST
    try:
        whole: dict[str, Any] = json.loads(path.read_bytes())
        if whole["form"] != FORM:
            raise ValueError(whole["form"])
        records = [record_from(values) for values in whole["units"]]
        return Memory(
            {record.key: record for record in records},
            {file: frozenset(sums) for file, sums in whole["left_over"].items()},
            sources_from(whole.get("sources", {})),
        )
    except FileNotFoundError:
        return Memory()
    except OSError as error:
        raise refusal(path, error) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused([Diagnostic("bulk.manifest-unreadable", place=Place(str(path)))]) from None


def _read_journal(folder: Path) -> Iterator[Record]:
    """Yield the records of the journal in order; a line torn by a full disk says nothing."""
    try:
        lines = (folder / JOURNAL).read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            yield record_from(json.loads(line))
