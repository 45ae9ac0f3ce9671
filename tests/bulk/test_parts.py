"""The parts of a bulk run: disk, journal, manifest, executor, progress, overview."""

import errno
import io
import json
import os
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.bulk import disk, progress
from generator.bulk.digest import digest
from generator.bulk.disk import Standing, lay, standing
from generator.bulk.executor import outcomes
from generator.bulk.folder import TEMPORARY, held
from generator.bulk.journal import JOURNAL, Journal
from generator.bulk.manifest import MANIFEST, Memory, fold, recall
from generator.bulk.names import PATTERN
from generator.bulk.overview import overview, write_overview
from generator.bulk.preparation import Batch, Wish, prepare
from generator.bulk.records import Record, Remark, Status, record_from, record_line
from generator.bulk.run import run
from generator.bulk.work import Draft, Item, Outcome, Workman
from generator.diagnostics import Refused
from generator.output import Laid
from tests.bulk.sheets import MASTER, contents

RECORD = Record(
    "xã Hải Anh",
    "14218",
    Status.DONE,
    "a.docx",
    "inputs",
    digest(b"document"),
    (Remark("warning", "content.gap-left", "message", "sections[1]", {"text": "…"}),),
    {"t": {"origin": "given", "end": "1,9"}},
)


def silent(_done: int, _total: int) -> None:
    """Be told, and say nothing."""


@pytest.fixture
def batch(few: Path, tmp_path: Path) -> Batch:
    """Return a run of six communes, ready to start."""
    return prepare(Wish(MASTER, few, tmp_path / "out", PATTERN))


def items(batch: Batch) -> list[Item]:
    return [Item(p.index, p.file, p.inputs) for p in batch.planned]


def known(memory: Memory) -> dict[str, Record]:
    """Return the whole records of a memory by their keys."""
    return dict(zip(memory.records, memory.whole(), strict=True))


def test_a_record_survives_json() -> None:
    assert record_from(RECORD.as_json()) == RECORD


def test_a_line_counts_only_while_its_document_is_there(tmp_path: Path) -> None:
    Journal(tmp_path).add([RECORD])
    assert recall(tmp_path).records == {}
    (tmp_path / "a.docx").write_bytes(b"document")
    assert known(recall(tmp_path)) == {RECORD.key: RECORD}
    assert recall(tmp_path).owned("a.docx") == (RECORD.output,)
    assert known(fold(tmp_path)) == {RECORD.key: RECORD}
    assert not (tmp_path / JOURNAL).exists()
    assert known(recall(tmp_path)) == {RECORD.key: RECORD}


def test_an_older_document_stays_known_while_its_successor_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"document")
    Journal(tmp_path).add([RECORD])
    fold(tmp_path)
    Journal(tmp_path).add([replace(RECORD, output=digest(b"newer"))])
    assert known(fold(tmp_path)) == {RECORD.key: RECORD}


def test_a_torn_line_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"document")
    Journal(tmp_path).add([RECORD])
    with (tmp_path / JOURNAL).open("ab") as stream:
        stream.write(b'{"unit": "x')
    assert list(recall(tmp_path).records) == [RECORD.key]


def test_a_document_of_a_unit_that_now_fails_stays_ours(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"document")
    Journal(tmp_path).add([RECORD])
    fold(tmp_path)
    Journal(tmp_path).add([replace(RECORD, status=Status.FAILED, file="", output="")])
    fold(tmp_path)
    memory = recall(tmp_path)
    assert memory.records[RECORD.key].status is Status.FAILED
    assert memory.owned("a.docx") == (RECORD.output,)


def test_units_stand_in_the_order_asked_for_and_strangers_after_them(tmp_path: Path) -> None:
    for unit in ("b", "c", "a", "d"):
        Journal(tmp_path).add([replace(RECORD, unit=unit, code="", status=Status.FAILED, file="")])
    assert list(fold(tmp_path, ["d", "a"]).records) == ["d", "a", "b", "c"]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_manifest_laid_out_by_another_program_says_the_same(
    tmp_path: Path, indent: int | None
) -> None:
    (tmp_path / "a.docx").write_bytes(b"document")
    for unit in ("xã Hải Anh", "xã Hải An"):
        Journal(tmp_path).add([replace(RECORD, unit=unit)])
    fold(tmp_path)
    manifest = tmp_path / MANIFEST
    ours = manifest.read_bytes()
    manifest.write_text(json.dumps(json.loads(ours), indent=indent), "utf-8")
    assert [record.unit for record in recall(tmp_path).whole()] == ["xã Hải An", "xã Hải Anh"]
    fold(tmp_path)
    assert manifest.read_bytes() == ours


def test_many_records_are_never_held_at_once(tmp_path: Path) -> None:
    """What is kept of a record is what a run asks of it, however much there is to say."""
    remarks = tuple(replace(RECORD.remarks[0], message=f"{n} " * 1000) for n in range(5))
    with (tmp_path / JOURNAL).open("wb") as journal:
        for number in range(1000):
            unit = replace(RECORD, unit=f"xã {number}", file="", status=Status.FAILED)
            journal.write(record_line(replace(unit, remarks=remarks)) + b"\n")
    size = (tmp_path / JOURNAL).stat().st_size
    overview([], {})  # the catalogue of messages is read once, however many records there are
    tracemalloc.start()
    try:
        memory = fold(tmp_path)
        fold(tmp_path)
        write_overview(tmp_path, memory, {})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(memory.records) == 1000
    assert peak < size / 5


def test_nothing_known_leaves_no_manifest(tmp_path: Path) -> None:
    fold(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_stands_in_the_way_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    ours = frozenset({digest(b"old")})
    assert standing(path, digest(b"new"), ours) is Standing.ABSENT
    path.write_bytes(b"old")
    assert standing(path, digest(b"old"), frozenset()) is Standing.SAME
    assert standing(path, digest(b"new"), ours) is Standing.OURS
    path.write_bytes(b"by hand")
    assert standing(path, digest(b"new"), ours) is Standing.CHANGED
    for owned in (frozenset[str](), ours):
        path.unlink()
        path.mkdir()
        with pytest.raises(Refused, match=r"bulk\.not-ours"):
            standing(path, digest(b"new"), owned)
        path.rmdir()
        path.write_bytes(b"x")


def test_a_changed_document_is_renamed_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"by hand")
    aside = lay(path, b"new", digest(b"new"), {digest(b"old")}).put()
    assert path.read_bytes() == b"new"
    assert (tmp_path / aside).read_bytes() == b"by hand"


@pytest.mark.parametrize("below", ["", "xa"])
def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "a").write_bytes(b"by hand")
    with pytest.raises(Refused, match=r"output\.not-folder"), held(tmp_path / "a" / below):
        pass
    assert contents(tmp_path) == {"a": b"by hand"}


def test_temporary_files_of_a_killed_run_are_swept_away(tmp_path: Path) -> None:
    (tmp_path / f"{TEMPORARY}abc").write_bytes(b"half")
    (tmp_path / "kehoach-mine").write_bytes(b"whole")
    with held(tmp_path):
        pass
    assert contents(tmp_path) == {"kehoach-mine": b"whole"}


def test_a_full_disk_stops_the_run_and_leaves_what_is_finished(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def filling(path: Path, chunks: Iterable[bytes]) -> Laid:
        nonlocal written
        written += 1
        if written > 2:
            raise OSError(errno.ENOSPC, "full")
        return Laid(path, chunks)

    monkeypatch.setattr(disk, "Laid", filling)
    with pytest.raises(Refused, match=r"output\.full"):
        run(batch, 1, silent)
    assert written == 3
    assert len(list(batch.folder.glob("*.docx"))) == 2
    assert len(recall(batch.folder).records) == 2
    monkeypatch.undo()
    summary = run(batch, 1, silent)
    assert (len(summary.made), len(summary.kept)) == (4, 2)


def together(batch: Batch) -> list[Outcome]:
    """Return what came of a run's documents, placed as one batch."""
    batch.folder.mkdir()
    return Workman(batch.line, batch.folder).finish_all(items(batch))


def test_a_disk_that_is_full_when_it_is_waited_for_ends_one_document_of_a_batch(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = iter(range(100))

    def full(_handle: int) -> None:
        if next(settled) == 2:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    ended = together(batch)
    assert [[found.code for found in one.fatal] for one in ended] == [
        [], [], ["output.full"], [], [], [],
    ]  # fmt: skip
    files = {planned.file for planned in batch.planned} - {batch.planned[2].file}
    assert {*contents(batch.folder)} == {*files, JOURNAL}
    assert {one.file for one in recall(batch.folder).records.values()} == files


def test_a_file_that_comes_while_a_batch_is_on_its_way_is_kept(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Journal.add

    def meanwhile(journal: Journal, records: Iterable[Record]) -> None:
        note(journal, records)
        (batch.folder / batch.planned[1].file).write_bytes(b"by hand")

    monkeypatch.setattr(Journal, "add", meanwhile)
    ended = together(batch)
    assert [one.record.status is Status.DONE for one in ended] == [n != 1 for n in range(6)]
    assert [remark.code for remark in ended[1].record.remarks] == ["bulk.not-ours"]
    found = contents(batch.folder)
    assert found[batch.planned[1].file] == b"by hand"
    assert {*found} == {*(planned.file for planned in batch.planned), JOURNAL}


def test_a_document_that_is_saved_by_hand_while_its_successor_is_on_its_way_is_set_aside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    landing = lay(path, b"new", digest(b"new"), {digest(b"old")})
    path.write_bytes(b"by hand")
    aside = landing.put()
    assert contents(tmp_path) == {"a.docx": b"new", aside: b"by hand"}


def test_a_batch_that_is_interrupted_leaves_nothing_half_done(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_journal: Journal, _records: Iterable[Record]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "add", interrupted)
    with pytest.raises(KeyboardInterrupt):
        together(batch)
    assert contents(batch.folder) == {}


def test_a_journal_that_takes_no_line_stops_the_run(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(Refused, match=r"output\.full"):
            run(batch, 1, silent)
    assert list(batch.folder.glob("*.docx")) == []
    assert len(run(batch, 1, silent).made) == 6


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_workers_make_what_one_process_makes(batch: Batch, tmp_path: Path, start: str) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    alone = list(outcomes(Workman(batch.line, folders[0]), items(batch), 1))
    shared = list(outcomes(Workman(batch.line, folders[1]), items(batch), 2, start=start))
    assert sorted(shared, key=unit) == sorted(alone, key=unit)
    assert {n: d for n, d in contents(folders[0]).items() if n != JOURNAL} == {
        n: d for n, d in contents(folders[1]).items() if n != JOURNAL
    }


def unit(outcome: Outcome) -> str:
    return outcome.record.unit


def test_a_worker_ended_by_the_system_is_a_finding(batch: Batch) -> None:
    with pytest.raises(Refused, match=r"bulk\.worker-died"):
        list(outcomes(Deadly(batch.line, batch.folder), items(batch), 2))


class Deadly(Workman):
    """A workman that the system ends."""

    __slots__ = ()

    def place_all(self, drafts: Iterable[Draft]) -> list[Outcome]:
        """End the process."""
        os._exit(len(list(drafts)))


def test_plain_progress_says_each_tenth_once(capsys: pytest.CaptureFixture[str]) -> None:
    lines = progress.PlainLines()
    for done in range(1, 201):
        lines.told(done, 200)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 10
    assert "200/200" in told[-1]


def test_slow_progress_is_told_every_other_second(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 3))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    lines = progress.PlainLines()
    for done in range(1, 4):
        lines.told(done, 1000)
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_terminal_gets_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress.shown() as told:
        told(1, 2)
        told(2, 2)
    assert "2/2" in capsys.readouterr().err


def test_the_overview_shows_no_formula_and_is_reproducible() -> None:
    hostile = replace(RECORD, unit="=1+1", code="+2", file="@a.docx", figures={})
    names = {"t": "Tỷ lệ hộ nghèo"}
    data = overview([RECORD, hostile], names)
    assert data == overview([RECORD, hostile], names)
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.data_type for cell in rows[2][:4]] == ["s"] * 4
    assert rows[2][0].value == "=1+1"
    assert [cell.value for cell in rows[1][:6]] == [
        "xã Hải Anh", "14218", "Đã lập", "a.docx", 0, 1,
    ]  # fmt: skip
    assert rows[1][7].value == "Tỷ lệ hộ nghèo: 1,9 (theo bảng đơn vị)"


def test_an_interrupted_run_remembers_what_is_finished(batch: Batch) -> None:
    def interrupted(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(batch, 2, interrupted)
    finished = {path.name for path in batch.folder.glob("*.docx")}
    assert {r.file for r in recall(batch.folder).records.values()} == finished
    assert not (batch.folder / JOURNAL).exists()
    assert len(finished) >= 2
    summary = run(batch, 2, silent)
    assert len(summary.kept) == len(finished)
    assert len(summary.made) == 6 - len(finished)
