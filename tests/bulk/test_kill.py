"""A run killed at any moment loses nothing that was finished, and its orphans write no more."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from generator.bulk.folder import LOCK
from generator.bulk.journal import JOURNAL
from tests.bulk.conftest import Bulk
from tests.bulk.sheets import MASTER, contents
from tests.command import ROOT

STEP = 0.001
PATIENCE = 60.0


def started(units: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = ["bulk", MASTER, units, "-o", folder, "--jobs", "2"]
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *map(str, command)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finished(folder: Path) -> dict[str, int]:
    """Return the finished documents with the identity of each file."""
    return {p.name: p.stat().st_ino for p in folder.glob("Kế*.docx")}


def killed(units: Path, folder: Path, *, more: int, after: float) -> dict[str, int]:
    """Return what was finished when a run was killed, `after` seconds beyond `more` documents."""
    goal = len(finished(folder)) + more
    run = started(units, folder)
    until = time.monotonic() + PATIENCE
    while len(finished(folder)) < goal and run.poll() is None and time.monotonic() < until:
        time.sleep(STEP)
    time.sleep(after)
    run.kill()  # SIGKILL; nothing where the run had ended before
    run.wait()
    return settled(folder)


def settled(folder: Path) -> dict[str, int]:
    """Return the finished documents once no orphan holds the lock."""
    import fcntl  # noqa: PLC0415 - as the program does

    lock = folder / LOCK
    if lock.exists():
        with lock.open("a") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
    return finished(folder)


def test_ten_kills_lose_nothing(
    bulk: Bulk, units: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    kept: dict[str, int] = {}
    offsets = (0.0, 0.003, 0.011, 0.001, 0.017, 0.006, 0.029, 0.002, 0.013, 0.037)
    for number, offset in enumerate(offsets):
        now = killed(units, out, more=(0, 1, 3)[number % 3], after=offset)
        assert kept.items() <= now.items()
        assert all((out / name).read_bytes() == undisturbed[name] for name in now)
        kept = now
    assert 0 < len(kept) <= 34
    ended = bulk(units, "--format", "json")
    assert ended.code == 0, ended.err
    result = json.loads(ended.out)
    assert result["made"] + result["kept"] == 34
    assert kept.items() <= finished(out).items()
    assert contents(out) == undisturbed
    assert not (out / JOURNAL).exists()


def test_a_document_in_place_whose_line_was_lost_is_recognised(
    bulk: Bulk, few: Path, tmp_path: Path
) -> None:
    """After a power cut the disk may keep the document and not the journal."""
    out = tmp_path / "out"
    bulk(few)
    before = contents(out)
    for name in ("manifest.json", "manifest.xlsx"):
        (out / name).unlink()
    assert bulk(few).code == 0
    assert contents(out) == before


def test_workers_end_with_a_killed_parent(units: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = killed(units, out, more=2, after=0.0)
    time.sleep(0.3)
    assert finished(out) == before
