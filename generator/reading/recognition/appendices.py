"""Appendices: where each begins, its label, title and the document it belongs to."""

import itertools
from collections.abc import Sequence

from generator.reading.anatomy import Confidence, Role
from generator.reading.recognition import phrases
from generator.reading.recognition.ending import appendix_label
from generator.reading.recognition.letterhead import letterhead_parts, letterhead_table
from generator.reading.recognition.lines import Line, cut, normal_text
from generator.reading.recognition.markers import marker_of
from generator.reading.recognition.parts import Placed, empty_parts, part

_TITLE_LINES = 8
_TITLE_LENGTH = 300


def titled(line: Line) -> bool:
    """Return whether a line begins an appendix in a document that has no signature to end it."""
    shown = line.capitals or line.bold or line.paragraph.align == "center"
    return bool(appendix_label(line)) and (shown or line.blanks > 0) and not line.soft


def split_appendices(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Return the lines of each appendix; what stands before the first label is one of its own."""
    if all(line.blank for line in lines):
        return [lines] if lines else []
    starts = [n for n, line in enumerate(lines) if appendix_label(line)]
    starts = [_with_letterhead(lines, n) for n in starts]
    if not starts or any(not line.blank for line in lines[: starts[0]]):
        starts.insert(0, 0)
    starts[0] = 0
    bounds = [*starts, len(lines)]
    return [lines[a:b] for a, b in itertools.pairwise(bounds)]


def appendix_head(lines: Sequence[Line], number: int) -> tuple[list[Placed], Sequence[Line]]:
    """Return the parts that head an appendix, and the lines of its body."""
    label = next((n for n, line in enumerate(lines) if appendix_label(line)), None)
    parts: list[Placed] = []
    rest = list(lines)
    if label is not None:
        parts += letterhead_parts(lines[:label], number)
        first, *more = _label_lines(lines[label])
        parts.append(part(Role.APPENDIX, [first], number))
        rest = [*more, *lines[label + 1 :]]
    end = _head_end(rest, labelled=label is not None)
    heading = rest[:end]
    parts += empty_parts((line for line in heading if line.blank or line.rule), number)
    parts += _title_parts([line for line in heading if not line.blank and not line.rule], number)
    return parts, rest[end:]


def _with_letterhead(lines: Sequence[Line], label: int) -> int:
    """Return where an appendix begins whose label stands under a letterhead of its own."""
    before = [n for n in range(max(label - 6, 0), label) if not lines[n].blank]
    if before and letterhead_table(lines[before[-1]]):
        return before[-1]
    return label


def _label_lines(line: Line) -> list[Line]:
    """Return the line of a label, cut where the title stands on it as well."""
    length = appendix_label(line)
    if length >= len(line.text):
        return [line]
    text = normal_text(line)
    start = len(text) - len(text.lstrip())
    stops = len(text[start + length :]) - len(text[start + length :].lstrip(" .:–-"))
    return cut(line, start + length + stops)


def _head_end(lines: Sequence[Line], *, labelled: bool) -> int:
    """Return where the title of an appendix ends: after `(Kèm theo …)`, else after its capitals."""
    seen = [n for n, line in enumerate(lines) if not line.blank and not line.rule][:_TITLE_LINES]
    plain = [n for n in seen if lines[n].table is not None or len(lines[n].text) > _TITLE_LENGTH]
    seen = [n for n in seen if not plain or n < plain[0]]
    refers = next((n for n in seen if phrases.APPENDIX_OF.match(lines[n].text)), None)
    if refers is not None:
        closing = (n for n in seen if n >= refers and lines[n].text.endswith(")"))
        return (next(closing, refers) if lines[refers].text[0] == "(" else refers) + 1
    end = 0
    for place, n in enumerate(seen):
        line = lines[n]
        shown = line.capitals or line.bold or line.paragraph.align == "center"
        first = place == 0 and labelled and not line.text.endswith((".", ";", ":"))
        if not (shown or first) or (marker_of(line.text) and not line.capitals):
            break
        if marker_of(line.text) is not None:
            break
        end = n + 1
    return end


def _title_parts(lines: Sequence[Line], number: int) -> list[Placed]:
    """Return the title of an appendix and the words that say what it belongs to."""
    refers = next(
        (n for n, line in enumerate(lines) if phrases.APPENDIX_OF.match(line.text)), len(lines)
    )
    parts: list[Placed] = []
    if refers:
        parts.append(part(Role.APPENDIX_TITLE, lines[:refers], number, Confidence.LIKELY))
    if refers < len(lines):
        parts.append(part(Role.APPENDIX_OF, lines[refers:], number))
    return parts
