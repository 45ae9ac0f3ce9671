"""Reading Excel in a process of its own: a hostile file ends that process, and not the program.

The library reserves memory for whatever counts and extents a file claims, and gives up the whole
process when there is not so much. This file is also that process's script: it imports no code of
ours.
"""

import contextlib
import io
import pickle
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

SECONDS = 60
_MEMORY = 3_000_000_000
_MAX_CELLS = 8_000_000
_DAMAGED, _LOCKED = "damaged", "locked"

RawSheet = tuple[str, int, int, list[list[Any]], list[Any]]


class UnreadableError(ValueError):
    """A file that cannot be read; `locked` tells whether it is for the lack of a password."""

    def __init__(self, *, locked: bool = False) -> None:
        """Keep the reason."""
        super().__init__(_LOCKED if locked else _DAMAGED)
        self.locked = locked


def read_sheets(data: bytes, *, skipped: Iterable[str] = ()) -> list[RawSheet]:
    """Return the visible sheets of an Excel file: name, height, width, cells, merged ranges.

    The cells of skipped sheets and of those too vast to be ours are left out.
    Raises UnreadableError.
    """
    command = [sys.executable, "-P", __file__]
    question = pickle.dumps((data, frozenset(skipped)))
    try:
        done = subprocess.run(
            command, input=question, capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        raise UnreadableError from None
    answer: list[RawSheet] | str = pickle.loads(done.stdout)
    if isinstance(answer, str):
        raise UnreadableError(locked=answer == _LOCKED)
    return answer


def _answer(data: bytes, skipped: frozenset[str]) -> list[RawSheet] | str:
    """Return the sheets, or why there are none."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _sheet(book, metadata.name, skipped)
            for metadata in book.sheets_metadata
            if metadata.visible == SheetVisibleEnum.Visible
            and metadata.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        return _LOCKED
    except (CalamineError, ValueError, OSError):
        return _DAMAGED


def _sheet(book: CalamineWorkbook, name: str, skipped: frozenset[str]) -> RawSheet:
    """Return one sheet; an empty one has no height."""
    if name in skipped:
        return name, 0, 0, [], []
    sheet = book.get_sheet_by_name(name)
    bottom, right = sheet.end or (-1, -1)
    height, width = bottom + 1, right + 1
    rows = sheet.to_python(skip_empty_area=False) if height * width <= _MAX_CELLS else []
    return name, height, width, rows, list(sheet.merged_cell_ranges or [])


def _bound_memory() -> None:
    """Let the system refuse more memory than a real file needs, where it can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _bound_memory()
    sys.stdout.buffer.write(pickle.dumps(_answer(*pickle.load(sys.stdin.buffer))))
