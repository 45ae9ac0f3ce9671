"""The journal of a run: a line for each unit that ended, written before its document is in place.

A line counts only while the document there has the sum the line names; so whatever moment a run is
killed at, what is finished is known, and what is not is made again.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from generator.bulk.records import Record, record_line
from generator.output import refusal

JOURNAL = "manifest.journal"


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
        line = record_line(record) + b"\n"
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
