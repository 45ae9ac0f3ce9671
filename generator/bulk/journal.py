"""The journal of a run: a line for each unit that ended, written before its document is in place.

A line counts only while the document there has the sum the line names; so whatever moment a run is
killed at, what is finished is known, and what is not is made again.
"""

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.bulk.records import Record, record_line
from generator.output import refusing

JOURNAL = "manifest.journal"


class Journal:
    """The journal of a run: its lines outlive this process when `add` returns.

    They outlive a power cut when `settle` returns; a document whose line a power cut took is known
    again by its bytes.
    """

    def __init__(self, folder: Path) -> None:
        """Remember the folder; the file is made with the first line."""
        self._path = folder / JOURNAL

    def add(self, records: Iterable[Record]) -> None:
        """Append records in one step; raises Refused when the disk is full."""
        lines = b"".join(record_line(record) + b"\n" for record in records)
        with self._opened() as handle:
            if os.write(handle, lines) < len(lines):  # torn: the disk took no more
                raise OSError(errno.ENOSPC, str(self._path))

    def settle(self) -> None:
        """Bring every line to the disk; raises Refused when the disk is full."""
        with self._opened() as handle:
            os.fsync(handle)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        with refusing(self._path):
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                yield handle
            finally:
                os.close(handle)
