"""The memory of a folder: `manifest.json`, a line for each unit, and the journal since.

Of each unit only what a run asks of it is kept in mind; its whole record stays on its line and is
read when it is wanted, so that a run over thousands of units takes no more memory than a small one.
"""

import contextlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from generator.bulk.digest import file_digest
from generator.bulk.journal import JOURNAL
from generator.bulk.records import Record, Status, record_from, unit_key
from generator.bulk.sources import NO_SOURCES, Sources, sources_from
from generator.diagnostics import Diagnostic, Place, Refused
from generator.output import refusal, write_chunks

MANIFEST = "manifest.json"
FORM = 1
_HEAD = f'{{"form": {FORM}, "units": [\n'.encode()
_STRANGE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What looking into JSON that is not ours raises."""
_BETWEEN, _END = b",\n", b"\n],\n"


@dataclass(frozen=True, slots=True)
class Line:
    """Where the whole record of a unit stands: in which file of the folder, and from byte to byte.

    Without a file it stands in the text of a manifest that another program has laid out anew.
    """

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a run asks of a unit's document; `remarked` says whether there are findings about it."""

    unit: str
    status: Status
    file: str
    inputs: str
    output: str
    remarked: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of each unit, by key, the sums of all files known to be ours, and what the
    last run was made from.

    Records are read from the folder: once it has another manifest, recall anew.
    """

    folder: Path
    records: Mapping[str, Known] = field(default_factory=dict)
    ours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: Sources = NO_SOURCES
    text: bytes = field(default=b"", repr=False)

    def owned(self, file: str) -> tuple[str, ...]:
        """Return the sums of the documents that were made under a file name."""
        return self.ours.get(file, ())

    def whole(self, keys: Iterable[str] | None = None) -> Iterator[Record]:
        """Yield the whole records of some units, of all where none is named."""
        for text in self.lines(self.records if keys is None else keys):
            yield record_from(json.loads(text))

    def lines(self, keys: Iterable[str]) -> Iterator[bytes]:
        """Yield the records of some units as they are written."""
        with ExitStack() as stack:
            streams: dict[str, BinaryIO] = {"": io.BytesIO(self.text)}
            for key in keys:
                line = self.records[key].line
                if line.file not in streams:
                    streams[line.file] = stack.enter_context((self.folder / line.file).open("rb"))
                streams[line.file].seek(line.start)
                yield streams[line.file].read(line.end - line.start)


def recall(folder: Path) -> Memory:
    """Return what the manifest and the journal know together; nothing is written.

    Raises Refused when the manifest is not one of ours.
    """
    told = _read_manifest(folder)
    records = dict(told.records)
    ours: dict[str, set[str]] = defaultdict(set)
    for file, sums in told.ours.items():
        ours[file].update(sums)
    for known in records.values():
        _own(ours, known)
    for key, known in _read_journal(folder):
        if known.status is Status.FAILED or file_digest(folder / known.file) == known.output:
            records[key] = known
            _own(ours, known)
    return replace(told, records=records, ours={f: tuple(sums) for f, sums in ours.items()})


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
        ours[file] = tuple({*ours.get(file, ()), output})
    known = [key for key in order if key in memory.records]
    keys = [*known, *sorted(memory.records.keys() - set(known))]
    memory = replace(
        memory,
        records={key: memory.records[key] for key in keys},
        ours=ours,
        sources=memory.sources if sources is None else sources,
    )
    if memory.records:
        if not _stands(folder, memory):
            write_chunks(folder / MANIFEST, _chunks(memory), force=True)
        memory = _settled(memory)
    with contextlib.suppress(FileNotFoundError):
        (folder / JOURNAL).unlink()
    return memory


def _stands(folder: Path, memory: Memory) -> bool:
    """Return whether the manifest there says the same already."""
    try:
        with (folder / MANIFEST).open("rb") as stream:
            same = all(stream.read(len(chunk)) == chunk for chunk in _chunks(memory))
            return same and not stream.read(1)
    except FileNotFoundError:
        return False


def _chunks(memory: Memory) -> Iterator[bytes]:
    """Yield the manifest as JSON, a line for each unit: the same records, the same bytes."""
    yield _HEAD
    for number, line in enumerate(memory.lines(memory.records)):
        yield _BETWEEN + line if number else line
    yield _END + _tail(memory)


def _tail(memory: Memory) -> bytes:
    """Return what the manifest says after its units."""
    current = {known.file for known in memory.records.values()}
    left_over = {
        file: sorted(sums) for file, sums in sorted(memory.ours.items()) if file not in current
    }
    parts = {"left_over": left_over, "sources": memory.sources.as_json()}
    text = ",\n".join(f'"{name}": {json.dumps(v, ensure_ascii=False)}' for name, v in parts.items())
    return f"{text}}}\n".encode()


def _settled(memory: Memory) -> Memory:
    """Return a memory whose records stand in the manifest that was just written."""
    records, start = {}, len(_HEAD)
    for key, known in memory.records.items():
        end = start + known.line.end - known.line.start
        records[key] = replace(known, line=Line(MANIFEST, start, end))
        start = end + len(_BETWEEN)
    return replace(memory, records=records, text=b"")


def _own(ours: dict[str, set[str]], known: Known) -> None:
    if known.file:
        ours[known.file].add(known.output)


def _known(values: Mapping[str, Any], line: Line) -> tuple[str, Known]:
    """Return the key of a record that JSON holds, and what a run asks of it.

    Raises what looking into another value raises.
    """
    record = record_from(values)
    known = Known(
        record.unit, record.status, record.file, record.inputs, record.output,
        bool(record.remarks), line,
    )  # fmt: skip
    return unit_key(record.unit, record.code), known


def _read_manifest(folder: Path) -> Memory:
    """Return what the manifest says; one of before has no sources."""
    path = folder / MANIFEST
    try:
        with path.open("rb") as stream:
            with contextlib.suppress(*_STRANGE):
                return _read(stream, Memory(folder), MANIFEST)
            stream.seek(0)
            text = _laid_out(json.load(stream))
            return _read(io.BytesIO(text), Memory(folder, text=text), "")
    except FileNotFoundError:
        return Memory(folder)
    except OSError as error:
        raise refusal(path, error) from None
    except _STRANGE:
        raise Refused([Diagnostic("bulk.manifest-unreadable", place=Place(str(path)))]) from None


def _laid_out(whole: Mapping[str, Any]) -> bytes:
    """Return a manifest that another program has laid out anew, a line for each unit again.

    Raises ValueError for a manifest of another form, KeyError for what is none.
    """
    if whole["form"] != FORM:
        raise ValueError(whole["form"])
    lines = (json.dumps(values, ensure_ascii=False).encode() for values in whole["units"])
    rest = {name: whole[name] for name in ("left_over", "sources") if name in whole}
    tail = json.dumps(rest, ensure_ascii=False).removeprefix("{").encode()
    return _HEAD + _BETWEEN.join(lines) + _END + tail


def _read(stream: BinaryIO, memory: Memory, file: str) -> Memory:
    """Return a memory with what a manifest says; raises ValueError for one laid out otherwise."""
    if stream.read(len(_HEAD)) != _HEAD:
        raise ValueError(stream)
    records: dict[str, Known] = {}
    start = len(_HEAD)
    for text in stream:
        if text == _END.lstrip(b"\n"):
            break
        line = text.rstrip(b"\n").removesuffix(b",")
        if line:  # of no unit at all, an empty one
            key, known = _known(json.loads(line), Line(file, start, start + len(line)))
            records[key] = known
        start += len(text)
    tail = json.loads(b"{" + stream.read())
    ours = {file: tuple(sums) for file, sums in tail["left_over"].items()}
    sources = sources_from(tail.get("sources", {}))
    return replace(memory, records=records, ours=ours, sources=sources)


def _read_journal(folder: Path) -> Iterator[tuple[str, Known]]:
    """Yield the keys and records of the journal in order; a torn line says nothing."""
    try:
        with (folder / JOURNAL).open("rb") as stream:
            start = 0
            for text in stream:
                line = text.rstrip(b"\n")
                with contextlib.suppress(*_STRANGE):
                    yield _known(json.loads(line), Line(JOURNAL, start, start + len(line)))
                start += len(text)
    except FileNotFoundError:
        return
