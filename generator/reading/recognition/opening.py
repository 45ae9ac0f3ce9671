"""From the letterhead to the first heading: type, subject, bases, the words that lead in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.reading.anatomy import Confidence, Role
from generator.reading.recognition import phrases
from generator.reading.recognition.joining import Passage, Setting, unfinished
from generator.reading.recognition.letterhead import (
    NEAR,
    has_letterhead,
    letterhead_parts,
    letterhead_table,
    notice,
)
from generator.reading.recognition.lines import Line, cut, is_capitals, normal_text
from generator.reading.recognition.markers import marker_of
from generator.reading.recognition.parts import Placed, empty_parts, part, passage_part

_SUBJECT_LINES = 8
_SUBJECT_LENGTH = 500


@dataclass(slots=True)
class Head:
    """The parts up to the subject, the lines after it, and whether a type was found."""

    parts: list[Placed] = field(default_factory=list)
    rest: Sequence[Line] = ()
    typed: bool = False


def head_of(lines: Sequence[Line], setting: Setting) -> Head:
    """Return the letterhead, type and subject of a document."""
    lines = list(lines)
    place = _type_place(lines)
    before = _letterhead_end(lines, place)
    head = Head(letterhead_parts(lines[:before]))
    if place is None:
        head.rest = lines[before:]
        if not any(found.role is Role.SUBJECT for _, found in head.parts):
            _take_subject(head, setting, confidence=Confidence.GUESSED)
        _take_addressee(head)
        return head
    head.typed = True
    first, *more = _type_lines(lines[place])
    head.parts.append(part(Role.TYPE, [first]))
    head.rest = [*more, *lines[place + 1 :]]
    _take_subject(head, setting, confidence=Confidence.SURE if not more else Confidence.LIKELY)
    _take_addressee(head)
    return head


def opening_parts(found: Sequence[Passage], appendix: int = 0) -> tuple[list[Placed], int]:
    """Return the bases and the opening, and how many paragraphs they take.

    They end before the first heading, and after the paragraph that ends `như sau:`.
    """
    end = next((n for n, p in enumerate(found) if _structural(p)), len(found))
    led = next(
        (n for n in range(end) if not _basis(found[n]) and phrases.opens(found[n].text)), None
    )
    if led is not None:
        end = led + 1
    elif end == len(found):
        end = next((n for n, p in enumerate(found) if not _basis(p)), end)
    parts = [_opening_part(passage, appendix) for passage in found[:end]]
    return parts, end


def _opening_part(passage: Passage, appendix: int) -> Placed:
    """Return one paragraph before the first heading."""
    if phrases.APPENDIX_OF.match(passage.text) and passage.marker is None:
        return passage_part(Role.APPENDIX_OF, passage, appendix)
    if _basis(passage):
        return passage_part(Role.BASIS, passage, appendix)
    sure = phrases.opens(passage.text) or phrases.opener(passage.text)
    return passage_part(
        Role.OPENING, passage, appendix, Confidence.SURE if sure else Confidence.LIKELY
    )


def _structural(passage: Passage) -> bool:
    """Return whether a paragraph belongs to the tree of headings or is a table."""
    if passage.last.table is not None:
        return True
    return passage.marker is not None and not _basis(passage)


def _basis(passage: Passage) -> bool:
    """Return whether a paragraph is one basis: `Căn cứ …;`, not the one that leads in."""
    text = passage.text
    if not phrases.opener(text) or phrases.opens(text):
        return False
    return phrases.basis(text) or text.endswith((";", ","))


def _type_place(lines: Sequence[Line]) -> int | None:
    """Return the line of the document's type: one alone, else one with the subject on it."""
    near = [n for n, line in enumerate(lines) if line.text][:NEAR]
    started = next((n for n in near if _numbered(lines[n])), len(lines))
    near = [n for n in near if n < started]
    alone = (n for n in near if _alone(lines[n]))
    first = next(alone, None)
    if first is not None:
        return first
    return next((n for n in near if phrases.type_of(lines[n].text)), None)


def _alone(line: Line) -> bool:
    """Return whether a line is the name of a type and nothing else."""
    shown = line.capitals or line.bold or line.paragraph.align == "center"
    return shown and phrases.type_of(line.text) == len(line.text)


def _numbered(line: Line) -> bool:
    """Return whether a line begins as a section does."""
    marker = marker_of(line.text)
    return marker is not None and marker.rung in {"I.", "Phần I", "Chương I", "Điều 1.", "1."}


def _letterhead_end(lines: Sequence[Line], place: int | None) -> int:
    """Return where the letterhead ends; 0 where there is none."""
    seen = [n for n, line in enumerate(lines) if not line.blank][:NEAR]
    table = next((n for n in seen[:6] if letterhead_table(lines[n])), None)
    if place is not None:
        return place
    if table is not None:
        return table + 1
    started = next((n for n in seen if _numbered(lines[n]) or phrases.opener(lines[n].text)), None)
    head = [n for n in seen if started is None or n < started][:15]
    signs = [n for n in head if lines[n].table is None and has_letterhead([lines[n]])]
    return signs[-1] + 1 if signs else 0


def _type_lines(line: Line) -> list[Line]:
    """Return the line of the type, cut where the subject stands on the same line."""
    length = phrases.type_of(line.text)
    if length == len(line.text):
        return [line]
    text = normal_text(line)
    start = len(text) - len(text.lstrip())
    return cut(line, start + length)


def _take_subject(head: Head, setting: Setting, confidence: Confidence) -> None:
    """Move the lines of the subject, and what stands between it and the type, into the parts."""
    taken: list[Line] = []
    blanks: list[Line] = []
    issuer = _issuer_of(head)
    end = 0
    for number, line in enumerate(head.rest):
        if line.blank or line.rule:
            blanks.append(line)
            if taken and (line.paragraph.lines or line.rule):
                end = number + 1
                break
            continue
        if phrases.ADDRESSED.match(line.text) or (taken and _names(line, issuer)):
            break
        if taken and not _still_subject(taken, line, setting):
            break
        if not taken and not _may_be_subject(line, head):
            break
        if notice(line.text):
            head.parts.append(part(Role.NOTICE, [line]))
        elif phrases.APPENDIX_OF.match(line.text):
            head.parts.append(part(Role.APPENDIX_OF, [line]))
        else:
            taken.append(line)
        end = number + 1
    head.parts += empty_parts(line for line in head.rest[:end] if line.blank or line.rule)
    head.rest = head.rest[end:]
    if taken:
        head.parts.append(part(Role.SUBJECT, taken, confidence=confidence))


def _issuer_of(head: Head) -> str:
    """Return the name of the issuer without accents and office, nothing where there is none."""
    named = (found.text for _, found in head.parts if found.role is Role.ISSUER)
    return phrases.without_office(next(named, ""))


def _names(line: Line, issuer: str) -> bool:
    """Return whether a line is who decides: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …` over the bases."""
    return bool(issuer) and line.capitals and phrases.without_office(line.text) == issuer


def _take_addressee(head: Head) -> None:
    """Move `Kính gửi: …`, and the list under it, into the parts."""
    seen = [n for n, line in enumerate(head.rest) if not line.blank]
    if not seen or not phrases.ADDRESSED.match(head.rest[seen[0]].text):
        return
    taken = [head.rest[seen[0]]]
    for number in seen[1:]:
        line = head.rest[number]
        if taken[-1].text.endswith(".") or line.table is not None or not _listed(line):
            break
        taken.append(line)
    end = head.rest.index(taken[-1]) + 1
    head.parts += [part(Role.ADDRESSEE, [line]) for line in taken]
    head.parts += empty_parts(line for line in head.rest[:end] if line.blank)
    head.rest = head.rest[end:]


def _listed(line: Line) -> bool:
    """Return whether a line is an item of a list with dashes."""
    return bool(line.paragraph.marker) or line.text[:1] in ("-", "–", "+")


def _may_be_subject(line: Line, head: Head) -> bool:
    """Return whether a line can begin the subject; without a type it is short and no sentence."""
    if line.table is not None or (marker_of(line.text) is not None and not head.typed):
        return False
    if head.typed:
        return not phrases.opens(line.text) and len(line.text) <= _SUBJECT_LENGTH
    bases = phrases.like(line.text, "can cu") or phrases.opens(line.text)
    return not bases and unfinished(line.text) and len(line.text) <= 2 * _SUBJECT_LENGTH // 5


def _still_subject(taken: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Return whether a line goes on with the subject."""
    if line.table is not None or len(line.text) > _SUBJECT_LENGTH:
        return False
    if len(taken) >= _SUBJECT_LINES or sum(len(one.text) for one in taken) > 2 * _SUBJECT_LENGTH:
        return False
    if notice(line.text) or phrases.APPENDIX_OF.match(line.text):
        return True
    goes_on = _styled_alike if setting.laid_out else _reads_on
    return goes_on(taken[-1], line)


def _styled_alike(last: Line, line: Line) -> bool:
    """Return whether a line of a laid-out document stands as the subject before it does."""
    styled = (line.bold, line.paragraph.align) == (last.bold, last.paragraph.align)
    apart = line.bold or line.paragraph.align == "center"
    return styled and apart and not _numbered(line)


def _reads_on(last: Line, line: Line) -> bool:
    """Return whether a line of plain text reads as more of the subject before it."""
    if line.text[0].islower() or (line.text[0] == "(" and unfinished(last.text)):
        return line.blanks < 3  # noqa: PLR2004 - a gap in the page
    if phrases.opener(line.text) or phrases.opens(line.text) or marker_of(line.text):
        return False
    if is_capitals(line.text) and is_capitals(last.text):
        return True
    return unfinished(last.text) and len(line.text) < len(last.text) + 20 and line.blanks <= 1
