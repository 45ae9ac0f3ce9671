"""The text of a PDF, line by line as it stands on the page.

The library is written in C++ and reads what strangers made, so it runs in a process of its own with
bounded memory and time. This file is also that process's script: it imports no code of ours there.
"""

import contextlib
import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

SECONDS = 60
MAX_PAGES = 500
_MAX_LETTERS = 4_000_000
_MEMORY = 2_000_000_000
_LIBRARY = "pypdfium2"
_DAMAGED, _LOCKED, _LARGE = "damaged", "locked", "too-large"
_LETTER_WIDTH = 5.5  # points; a column of the text for each
_SAME_LINE = 3.0  # points between the feet of letters that stand on one line
_APART = 1.2  # points between words that stand beside each other
_FAR = 9.0  # points between columns

Piece = tuple[float, float, float, str]  # foot, left, right, letters


class UnreadableError(ValueError):
    """A PDF that cannot be read; `reason` is damaged, locked, too-large or no-library."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def pages_of(data: bytes) -> list[list[str]]:
    """Return the lines of each page, laid out with spaces; raises UnreadableError."""
    if find_spec(_LIBRARY) is None:
        raise UnreadableError("no-library")
    command = [sys.executable, "-P", __file__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise UnreadableError(_DAMAGED) from None
    if isinstance(answer, str):
        raise UnreadableError(answer)
    return [[str(line) for line in page] for page in answer]


def _answer(data: bytes) -> list[list[str]] | str:
    """Return the pages, or why there are none."""
    import pypdfium2  # noqa: PLC0415 - only in the process that may not survive it

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return _LOCKED if "password" in str(error).lower() else _DAMAGED
    pages: list[list[str]] = []
    letters = 0
    try:
        if len(document) > MAX_PAGES:
            return _LARGE
        for page in document:
            text = page.get_textpage()
            letters += text.count_chars()
            if letters > _MAX_LETTERS:
                return _LARGE
            pages.append(_lines(_pieces(text, pypdfium2.raw)))
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        return _DAMAGED
    return pages


def _pieces(text: Any, raw: Any) -> list[Piece]:
    """Return the letters of a page in pieces that stand close together on one line."""
    import ctypes  # noqa: PLC0415 - only in the process of the library

    x, foot, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    pieces: list[Piece] = []
    letters: list[str] = []
    begun, line, end = 0.0, 0.0, 0.0
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter in "\r\n\0" or "\ud800" <= letter <= "\udfff":
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, foot)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        gap = box.left - end
        if not letters or abs(foot.value - line) > _SAME_LINE or not -_FAR < gap < _APART:
            if letters:
                pieces.append((line, begun, end, "".join(letters)))
            begun, line, letters = box.left, foot.value, []
        letters.append(letter)
        end = box.right
    if letters:
        pieces.append((line, begun, end, "".join(letters)))
    return [piece for piece in pieces if piece[3].strip()]


def _lines(pieces: list[Piece]) -> list[str]:
    """Return the lines of a page from top to bottom, columns apart by spaces."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p[0]):
        if rows and abs(rows[-1][0][0] - piece[0]) < _SAME_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(sorted(row, key=lambda p: p[1])) for row in rows]


def _line(row: list[Piece]) -> str:
    """Return one line; a piece far from the one before stands in its own column."""
    line, end = "", 0.0
    for _, left, right, written in row:
        letters = written.strip()
        if not line or left - end > _FAR:
            column = min(max(0, round(left / _LETTER_WIDTH)), 400)
            line += " " * max(column - len(line), 3 if line else 0)
        elif left - end > _APART and not line.endswith(" "):
            line += " "
        line, end = line + letters, right
    return line.rstrip()


def _bound_memory() -> None:
    """Let the system refuse more memory than a real file needs, where it can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _bound_memory()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
