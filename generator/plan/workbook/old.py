"""Reading .xls in a process of its own: a damaged one ends that process, and not the program.

Its library reserves memory for whatever extent such a file claims. This file is also the script
of that process, so it imports nothing of ours.
"""

import contextlib
import io
import pickle
import subprocess
import sys
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

SECONDS = 60
_MEMORY = 2_000_000_000
_CELLS = 8_000_000

OldSheet = tuple[str, int, int, list[list[Any]], list[Any]]


class OldFileError(ValueError):
    """An .xls that cannot be read; `password` tells whether it is for the lack of one."""

    def __init__(self, *, password: bool = False) -> None:
        """Keep the reason."""
        super().__init__("password" if password else "damaged")
        self.password = password


def old_sheets(data: bytes) -> list[OldSheet]:
    """Return the visible sheets of an .xls: name, height, width, cells, merged ranges.

    The cells of a sheet too vast to be one of ours are left out. Raises OldFileError.
    """
    command = [sys.executable, "-P", __file__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.SubprocessError, OSError):
        raise OldFileError from None
    sheets: list[OldSheet] | None = pickle.loads(done.stdout)
    if sheets is None:
        raise OldFileError(password=True)
    return sheets


def _sheets(data: bytes) -> list[OldSheet] | None:
    """Return the sheets of an .xls, None where it asks for a password."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        return None
    found: list[OldSheet] = []
    for metadata in book.sheets_metadata:
        visible = metadata.visible == SheetVisibleEnum.Visible
        if visible and metadata.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(metadata.name)
            bottom, right = sheet.end or (0, 0)
            height, width = bottom + 1, right + 1
            vast = height * width > _CELLS
            rows = [] if vast else sheet.to_python(skip_empty_area=False)
            found.append((sheet.name, height, width, rows, sheet.merged_cell_ranges or []))
    return found


def _bound_memory() -> None:
    """Let the system refuse more memory than a real file needs, where it can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - only where the system has it

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _bound_memory()
    sys.stdout.buffer.write(pickle.dumps(_sheets(sys.stdin.buffer.read())))
