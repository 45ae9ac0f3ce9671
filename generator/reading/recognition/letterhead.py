"""The letterhead: who issues a document, its number, place and day, in a table or as lines."""

import re
from collections.abc import Callable, Iterable, Sequence

from generator.reading.anatomy import Confidence, Role
from generator.reading.recognition import phrases
from generator.reading.recognition.lines import (
    Line,
    cell_lines,
    cut,
    cut_at_gaps,
    is_capitals,
    normal_text,
)
from generator.reading.recognition.parts import Placed, empty_parts, part
from generator.vietnamese import folded
from generator.vietnamese.alphabet import UPPER

NEAR = 40
"""In how many lines from the beginning a letterhead and the type are looked for."""
_SIGNS = {Role.NATION, Role.MOTTO, Role.NUMBER, Role.PLACE_DATE}
_RIGHT = re.compile(
    r"C[ỘO]NG\s+H[ÒO]?[AÀ]\s+X|(?<!^)Độc\s+lập\s*[-–]"
    r"|(?:(?<=\s)|(?<![\s\S]))(?:(?:Thành|Thị|Đặc)[ \u00a0](?:phố|xã|trấn|khu)[ \u00a0]+)?"
    rf"[{UPPER}][\w.-]*(?:[ \u00a0]+[{UPPER}][\w.-]*){{0,5}}"
    r"(?:[ \u00a0]+\d{1,2})?,\s*ngày\s"
)
_ORGANISATION = re.compile(
    r"(?:SỞ|PHÒNG|BAN|VĂN PHÒNG|TRUNG TÂM|CHI CỤC|CỤC|ỦY BAN|UỶ BAN|UBND|TRƯỜNG|BỆNH VIỆN|TRẠM|ĐẢNG"
    r"|HỘI|ĐOÀN|LIÊN|BAN CHỈ|CÔNG AN|TÒA|VIỆN|HỘI ĐỒNG|TỔ)\b"
)
_BLANK_NUMBER = re.compile(r"số\s*:?\s*[\d.…_]{0,8}\s*[/-].{1,40}", re.IGNORECASE)
_COLLECTIVE = ("uy ban nhan dan", "hoi dong nhan dan", "uy ban mat tran to quoc viet nam")


def letterhead_table(line: Line) -> bool:
    """Return whether a table is a letterhead: it holds quốc hiệu, number or day, and no borders."""
    if line.table is None or len(line.table.rows) > 8:  # noqa: PLR2004 - rows of a letterhead
        return False
    roles = {_role(found) for cell in cell_lines(line)[:24] for found in cell if found.text}
    return Role.NATION in roles or len(roles & _SIGNS) > 1


def has_letterhead(lines: Sequence[Line]) -> bool:
    """Return whether some lines hold a sign of a letterhead."""
    pieces = (piece for line in lines if line.text for piece in _pieces(line))
    return any(_role(piece) in _SIGNS for piece in pieces)


def letterhead_parts(lines: Sequence[Line], appendix: int = 0) -> list[Placed]:
    """Return the parts of a letterhead, from its tables, lines and columns of lines."""
    found: list[Placed] = []
    whole: dict[Role, list[Line]] = {role: [] for role in (*_SIGNS, Role.ISSUER)}
    blanks: list[Line] = []
    for line in lines:
        for piece in _all_pieces(line):
            if piece.blank or piece.rule:
                blanks.append(piece)
                continue
            role = _role(piece)
            if role in whole:
                whole[role].append(piece)
                continue
            sure = Confidence.GUESSED if role is Role.UNKNOWN else Confidence.SURE
            found.append(part(role, [piece], appendix, sure))
    names = whole.pop(Role.ISSUER)
    found += [part(role, pieces, appendix) for role, pieces in whole.items() if pieces]
    return [*found, *_issuer(names, appendix), *empty_parts(blanks, appendix)]


def notice(text: str) -> bool:
    """Return whether a text is a notice outside the text: DỰ THẢO, HỎA TỐC, a signature's stamp."""
    return len(text) < phrases.SHORT and bool(
        phrases.DRAFT.fullmatch(text)
        or phrases.URGENCY.fullmatch(text)
        or phrases.STAMP.fullmatch(text)
    )


def _all_pieces(line: Line) -> Iterable[Line]:
    """Yield the pieces of a line; of a table those of all its cells, cell by cell."""
    if line.table is None:
        yield from _pieces(line)
        return
    for cell in cell_lines(line):
        for found in cell:
            yield from _pieces(found)


def _pieces(line: Line) -> list[Line]:
    """Return the columns of a line of a letterhead, where both stand on it."""
    if line.blank or len(line.text) > phrases.SHORT:
        return [line]
    text = normal_text(line)
    match = _RIGHT.search(text, len(text) - len(text.lstrip()))
    if match and text[: match.start()].strip():
        left, *right = cut(line, match.start())
        return [*_pieces(left), *right]
    if _BLANK_NUMBER.fullmatch(line.text) or phrases.PLACE_DATE.fullmatch(line.text):
        return [line]
    return cut_at_gaps(line) or [line]


def _role(line: Line) -> Role:
    """Return what a line of a letterhead is."""
    text = line.text
    if len(text) >= phrases.SHORT:
        return Role.UNKNOWN
    found = next((role for role, tells in _TELLS if tells(text)), None)
    return found or (Role.ISSUER if is_capitals(text) else Role.UNKNOWN)


def _issuer(names: Sequence[Line], appendix: int) -> list[Placed]:
    """Return the names above the number: the superior body, where there is one, and the issuer."""
    if not names:
        return []
    start = _where_issuer_starts(names)
    found = [part(Role.ISSUER, names[start:], appendix)]
    if start:
        found.insert(0, part(Role.SUPERIOR, names[:start], appendix))
    return found


def _where_issuer_starts(names: Sequence[Line]) -> int:
    """Return with which line the name of the issuer begins.

    `ỦY BAN NHÂN DÂN` alone goes on with the name of its unit, and has nobody above it; nor has
    the head of an agency who issues in his own name: `CHỦ TỊCH` above `ỦY BAN NHÂN DÂN …`.
    """
    first = names[0].text
    if len(names) == 1 or folded(first) in _COLLECTIVE or phrases.office(first):
        return 0
    for place, line in enumerate(names[1:], 1):
        bolder = line.bold and not names[0].bold
        if bolder or _ORGANISATION.match(line.text):
            return place
    return 0


_TELLS: Sequence[tuple[Role, Callable[[str], object]]] = (
    (Role.NATION, phrases.nation),
    (Role.MOTTO, phrases.motto),
    (Role.PLACE_DATE, phrases.PLACE_DATE.fullmatch),
    (Role.NUMBER, phrases.NUMBER.match),
    (Role.NOTICE, notice),
    (Role.NOTICE, phrases.DRAFT.match),
    (Role.SUBJECT, phrases.LETTER_SUBJECT.match),
    (Role.ADDRESSEE, phrases.ADDRESSED.match),
)
