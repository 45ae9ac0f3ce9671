"""Lines that belong to the page and not to the text: page numbers and running heads."""

import re
from collections import Counter
from collections.abc import Sequence

from generator.reading.recognition.lines import Line
from generator.reading.recognition.markers import marker_of

_NUMBER = re.compile(
    r"[-–—]?\s?(?:trang\s?)?\d{1,3}(?:\s?[/|]\s?\d{1,3})?\s?[-–—]?",
    re.IGNORECASE,
)
_LONGEST = 90
_OFTEN = 3


def page_lines(lines: Sequence[Line]) -> set[int]:
    """Return the positions of the lines that a page adds: its number and what heads every page.

    A number counts where it stands alone between empty lines or pages; words count where they
    stand beside page numbers or page breaks three times or more.
    """
    seen = [n for n, line in enumerate(lines) if not line.blank]
    numbers = {n for place, n in enumerate(seen) if _numbers_page(lines, seen, place) and place > 0}
    return numbers | _running(lines, seen, numbers)


def _numbers_page(lines: Sequence[Line], seen: Sequence[int], place: int) -> bool:
    """Return whether a line is a page's number."""
    line = lines[seen[place]]
    if line.table is not None or line.soft or not _NUMBER.fullmatch(line.text):
        return False
    after = lines[seen[place + 1]] if place + 1 < len(seen) else None
    breaks = line.paragraph.breaks or after is None or after.paragraph.breaks
    alone = line.blanks > 0 and (after is None or after.blanks > 0)
    centred = line.paragraph.align in {"center", "right"} or line.indent > 20  # noqa: PLR2004
    return breaks or alone or centred


def _running(lines: Sequence[Line], seen: Sequence[int], numbers: set[int]) -> set[int]:
    """Return the positions of words that stand at the head or foot of page after page."""
    beside = []
    for place, n in enumerate(seen):
        edge = lines[n].paragraph.breaks or n in numbers
        if edge:
            beside += [seen[p] for p in (place - 1, place, place + 1) if 0 <= p < len(seen)]
    found = [n for n in dict.fromkeys(beside) if n not in numbers and _heads(lines[n])]
    often = Counter(lines[n].text for n in found)
    return {n for n in found if often[lines[n].text] >= _OFTEN}


def _heads(line: Line) -> bool:
    """Return whether a line can be a running head: short, and no item of a list."""
    return 0 < len(line.text) <= _LONGEST and marker_of(line.text) is None
