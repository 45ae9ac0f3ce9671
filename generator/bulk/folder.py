"""The folder of a run: one run at a time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from generator.diagnostics import Diagnostic, Place, Refused
from generator.output import refusal

LOCK = ".kehoach.lock"
TEMPORARY = ".kehoach-"  # how the name of a file begins until it is whole, see generator.output
_PATIENCE = 1.5  # seconds: workers of a killed run end a moment after it
_PAUSE = 0.05


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder where it is missing and keep every other run out of it.

    Raises Refused when another run is at work in the folder, or the folder is closed to us.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / LOCK).open("a+", encoding="ascii")
    except OSError as error:
        raise refusal(folder, error) from None
    with stream:
        _lock(stream, folder)
        for torn in folder.glob(f"{TEMPORARY}*"):
            torn.unlink()
        try:
            yield
        finally:
            stream.truncate(0)


def _lock(stream: IO[str], folder: Path) -> None:
    """Take the lock and write who has it; raises Refused with the holder's process number."""
    patient_until = time.monotonic() + _PATIENCE
    while not _locked(stream):
        if time.monotonic() > patient_until:
            stream.seek(0)
            holder = {"pid": stream.read().strip() or "?"}
            raise Refused([Diagnostic("bulk.folder-busy", holder, place=Place(str(folder)))])
        time.sleep(_PAUSE)
    stream.truncate(0)
    stream.write(str(os.getpid()))
    stream.flush()


def _locked(stream: IO[str]) -> bool:
    """Return whether the lock on an open file is now ours; it ends with the process."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there only

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
