"""The end of a document: Nơi nhận and the signature, in a table, in columns or as plain lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.reading.anatomy import Confidence, Role
from generator.reading.recognition import phrases
from generator.reading.recognition.letterhead import notice
from generator.reading.recognition.lines import Line, cell_lines, cut, cut_at_gaps, normal_text
from generator.reading.recognition.markers import marker_of
from generator.reading.recognition.parts import Placed, empty_parts, part

_AUTHORITY_INSIDE = re.compile(
    r"(?<=[\s;:,.)_])(?:TM|KT|TL|TUQ|Q)\s?\.\s?(?=[^\W\d_])|_{2,}\s*(?=[^\W\d_])"
)
_UNITS = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU|ỦY BAN|UỶ BAN|HỘI ĐỒNG"
    r"|BAN CHỈ)\b"
)
_LONGEST = 150
_AROUND = 60
_ROWS = 40
_WRAPPED_WORDS = 4


@dataclass(slots=True)
class Ending:
    """The parts of the end, and between which lines it stands; `start` is None where it is none."""

    start: int | None = None
    end: int = 0
    parts: list[Placed] = field(default_factory=list)
    columns: int = 0

    def has(self, role: Role) -> bool:
        """Return whether a part of a role was found."""
        return any(located.role is role for _, located in self.parts)


def ending_of(lines: Sequence[Line]) -> Ending:
    """Return the end of a document: from Nơi nhận or the line of authority to the last name."""
    start = _start(lines)
    if start is None:
        return Ending(end=len(lines))
    reader = _Reader()
    end = start
    for number in range(start, len(lines)):
        if not reader.take(lines[number]):
            break
        end = number + 1
    return Ending(start, end, reader.finished(), reader.columns)


def _start(lines: Sequence[Line]) -> int | None:
    """Return the first line of the end."""
    seen = [n for n, line in enumerate(lines) if not line.blank]
    found = {n: set(map(_sign, _pieces_of(lines[n]))) - {None} for n in seen}
    lists = [n for n in seen if Role.RECIPIENTS in found[n]]
    if lists:
        return _signature_before(lines, next((n for n in lists if _supported(lines, n)), lists[-1]))
    signs = [n for n in seen if Role.AUTHORITY in found[n]]
    strong = (n for n in signs if any(phrases.authority(p.text) for p in _pieces_of(lines[n])))
    offices = (n for n in signs if n in seen[-12:] and _named(lines, n))
    return next(strong, next(offices, None))


def _signature_before(lines: Sequence[Line], listed: int) -> int:
    """Return where a signature begins that stands right before Nơi nhận, else where that does."""
    start = listed
    for n in range(listed - 1, max(listed - _AROUND, -1), -1):
        line = lines[n]
        if line.blank or line.rule:
            continue
        if any(_sign(piece) for piece in _pieces_of(line)):
            start = n
        elif not (
            phrases.person(line.text) or phrases.signed(line.text) or _UNITS.match(line.text)
        ):
            break
    return start


def _sign(piece: Line) -> Role | None:
    """Return what tells that a line belongs to the end."""
    if phrases.recipients(piece.text):
        return Role.RECIPIENTS
    if phrases.authority(piece.text) or phrases.office(piece.text):
        return Role.AUTHORITY
    return None


def _supported(lines: Sequence[Line], place: int) -> bool:
    """Return whether a list or a signature follows a line `Nơi nhận:`."""
    if lines[place].table is not None:
        pieces = _pieces_of(lines[place])
        return any(_sign(p) is Role.AUTHORITY or p.text[:1] in ("-", "–") for p in pieces)
    following = [line for line in lines[place : place + 24] if line.text][:8]
    return any(
        _sign(piece) is Role.AUTHORITY
        or (n > 0 and (piece.text[:1] in "-–+" or bool(piece.paragraph.marker)))
        for n, line in enumerate(following)
        for piece in _pieces_of(line)
    )


def _named(lines: Sequence[Line], place: int) -> bool:
    """Return whether a name follows a line."""
    following = [line for line in lines[place + 1 : place + 24] if line.text][:4]
    return any(phrases.person(line.text) for line in following)


def _pieces_of(line: Line) -> list[Line]:
    """Return the pieces of a line, of a table with few rows those of all its cells."""
    if line.table is None:
        return _pieces(line)
    if len(line.table.rows) > _ROWS:
        return []
    return [piece for cell in cell_lines(line) for found in cell for piece in _pieces(found)]


def _pieces(line: Line) -> list[Line]:
    """Return the columns of a line, also where one space only stands between them."""
    if line.blank or len(line.text) > 2 * _LONGEST:
        return [line]
    pieces: list[Line] = []
    for piece in cut_at_gaps(line):
        text = normal_text(piece)
        places = [m.start() if text[m.start()] != "_" else m.end() for m in _inside(text)]
        pieces += cut(piece, *places) if places else [piece]
    return pieces or [line]


def _inside(text: str) -> Iterable[re.Match[str]]:
    """Yield where a line of authority begins inside a line."""
    if not text.lstrip().startswith(("-", "–", "+")) and not phrases.recipients(text.strip()):
        return
    for match in _AUTHORITY_INSIDE.finditer(text):
        rest = text[match.end() :].strip()
        if match.start() and rest.isupper() and len(rest) > 3:  # noqa: PLR2004 - a word at least
            yield match


@dataclass(slots=True)
class _Reader:
    """Takes the lines of the end one by one."""

    parts: list[tuple[Role, list[Line], str]] = field(default_factory=list)
    blanks: list[Line] = field(default_factory=list)
    columns: int = 0
    roles: set[Role] = field(default_factory=set)

    def take(self, line: Line) -> bool:
        """Take a line, or say that the end is over before it."""
        if line.blank or line.rule:
            self.blanks.append(line)
            return True
        if line.table is not None:
            return self._take_table(line)
        if self._over(line):
            return False
        pieces = _pieces(line)
        self.columns += len(pieces) > 1
        for number, piece in enumerate(pieces):
            self._take_piece(piece, right=number > 0)
        return True

    def finished(self) -> list[Placed]:
        """Return the parts of what was taken."""
        return [*map(_finished, self.parts), *empty_parts(self.blanks)]

    def _take_table(self, line: Line) -> bool:
        """Take the cells of a table, if it is one of Nơi nhận and signature."""
        if not any(_sign(piece) for piece in _pieces_of(line)) or self._has(Role.SIGNER):
            return False
        for cell in cell_lines(line):
            for number, found in enumerate(cell):
                if found.blank or found.rule:
                    self.blanks.append(found)
                    continue
                for piece in _pieces(found):
                    self._take_piece(piece, right=number == 0)
        return True

    def _over(self, line: Line) -> bool:
        """Return whether a line no longer belongs to the end."""
        text = line.text
        if len(text) > _LONGEST * 2 or (len(text) > _LONGEST and len(_pieces(line)) == 1):
            return True
        if phrases.nation(text) or phrases.APPENDIX_OF.match(text) or appendix_label(line):
            return True
        if not self._has(Role.AUTHORITY) or self._expected(line):
            return False
        short = len(text.split()) <= 4 and (text[:1].islower() or text[:1] == "(")  # noqa: PLR2004
        return not short and (self._has(Role.SIGNER) or self._has(Role.ARCHIVE))

    def _expected(self, line: Line) -> bool:
        """Return whether a line is one that comes before the end is complete."""
        text = line.text
        if any(_sign(piece) for piece in _pieces(line)) or notice(text) or phrases.signed(text):
            return True
        signed = self._has(Role.SIGNER)
        if text[:1] in "-–+*" or line.paragraph.marker:
            return not (signed and self._has(Role.ARCHIVE))
        if self._open_recipient() or (not signed and phrases.person(text)):
            return True
        wrapped = self.parts[-1][0] is Role.AUTHORITY and text.isupper() and line.blanks == 0
        return wrapped and len(text.split()) <= _WRAPPED_WORDS

    def _take_piece(self, piece: Line, *, right: bool) -> None:
        """Take one column of a line."""
        text = piece.text
        role = self._role(piece)
        if role is Role.UNKNOWN and not right and self._open_recipient():
            self.parts[-1][1].append(piece)
            return
        if role is Role.AUTHORITY and _sign(piece) is None:
            self.parts[-1][1].append(piece)
            return
        marker = ""
        if role in {Role.RECIPIENT, Role.ARCHIVE}:
            found = marker_of(text)
            if found and found.rung in {"-", "+", "*"}:
                marker = f"{piece.paragraph.marker} {found.shown}".strip()
                piece = replace(piece, text=found.rest)
        self.parts.append((role, [piece], marker))
        self.roles.add(role)

    def _role(self, piece: Line) -> Role:
        """Return what a column of a line is."""
        text = piece.text
        bare = text.lstrip("-–+* ")
        sign = _sign(piece)
        if sign is not None:
            return sign
        if bare != text or piece.paragraph.marker:
            return Role.ARCHIVE if phrases.archive(bare) else Role.RECIPIENT
        if phrases.signed(text) or notice(text):
            return Role.NOTICE
        return self._signing(text) or self._listed(text)

    def _signing(self, text: str) -> Role | None:
        """Return what a line under the line of authority is, if it belongs to the signature."""
        if not self._has(Role.AUTHORITY):
            return None
        named = phrases.person(text) and not _UNITS.match(text)
        if self.parts[-1][0] is Role.AUTHORITY and text.isupper() and not named:
            return Role.AUTHORITY
        return Role.SIGNER if phrases.person(text) and not self._has(Role.SIGNER) else None

    def _listed(self, text: str) -> Role:
        """Return what a line without a dash is: a recipient where it ends as one."""
        if not self._has(Role.RECIPIENTS) or self._open_recipient():
            return Role.UNKNOWN
        if phrases.archive(text):
            return Role.ARCHIVE
        return Role.RECIPIENT if text.endswith((";", ".")) and text[0].isupper() else Role.UNKNOWN

    def _has(self, role: Role) -> bool:
        """Return whether a part of a role was taken."""
        return role in self.roles

    def _open_recipient(self) -> bool:
        """Return whether the last part is a recipient whose line has not ended."""
        if not self.parts or self.parts[-1][0] not in {Role.RECIPIENT, Role.ARCHIVE}:
            return False
        return not self.parts[-1][1][-1].text.endswith((";", ".", ":", "./."))


def _finished(taken: tuple[Role, list[Line], str]) -> Placed:
    """Return the part of lines that were taken."""
    role, lines, marker = taken
    sure = Confidence.GUESSED if role is Role.UNKNOWN else Confidence.SURE
    place, located = part(role, lines, confidence=sure)
    marker = marker or located.marker
    return place, replace(located, marker=marker, rung=marker and "-")


def appendix_label(line: Line) -> int:
    """Return how many letters of a line are the label of an appendix: `Phụ lục I`; else 0."""
    text = line.text
    match = phrases.APPENDIX.match(text)
    if not match or not text[0].isupper() or len(text) > 2 * phrases.SHORT:
        return 0
    rest = text[match.end() :].strip(" .:–-")
    numbered = match[0][-1:].isdigit() or match[0].split()[-1].isupper()
    if not match[0].lower().startswith("phụ") and not numbered:
        return 0
    if not rest:
        return len(text)
    shown = line.bold or line.paragraph.align == "center" or line.capitals
    if phrases.APPENDIX_OF.match(rest) and (shown or rest.startswith("(")):
        return match.end()
    stopped = text[match.end() : match.end() + 1] in ".:" and rest[0].isupper()
    whole = rest.isupper() or (shown and stopped)
    return match.end() if whole else 0
