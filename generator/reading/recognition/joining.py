"""Paragraphs from lines: what a fixed width, a page or a scanner has broken is joined again."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.reading.recognition.lines import Line, is_capitals
from generator.reading.recognition.markers import (
    Marker,
    first_value,
    follows,
    marker_of,
    word_marker,
)
from generator.reading.sheet import Paragraph

_ENDS = ".:;!?…"
_CONNECTORS = re.compile(
    r"(?:[-–,&/(“\"]|\b(?:và|của|với|tại|về|các|số|theo|cho|là|hoặc|do|từ|đến|trong|trên|ngày|tháng"
    r"|năm|những|được|bởi|để|ở|va|cua|voi|tai|ve|cac|tren|den|nhung|duoc))$"
)
_LABEL = re.compile(
    r"(?:[Dd]ự án|[Nn]ội dung|[Mm]ục tiêu|[Nn]hiệm vụ|[Tt]iêu chí|[Cc]hỉ tiêu) \d{1,2}:$"
)
_DOCUMENT = re.compile(
    r"(?:Kế hoạch|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kết luận|Công văn|Chương trình"
    r"|Hướng dẫn|Thông báo|Luật) (?:số\b|[A-ZĐ])"
)
_REMARK = re.compile(r"\([^()]*\)[.;]?")
_PAGE_GAP = 3
_BLANK_DATE = re.compile(r"ngày\s{2,}tháng|tháng\s{2,}năm|số:?\s{2,}/", re.IGNORECASE)
_YEARS = re.compile(r"\d{4}\s?[-–]$")
_SPLIT_NAMES = re.compile(
    r"(?:Lao động|Văn hóa|Văn hoá|Tài chính|Kinh tế|Thi đua|Kế hoạch|Giáo dục|Tư pháp|Địa chính"
    r"|Hành chính|Dân số|Nông nghiệp|Khoa học|kinh tế|chính trị|văn hóa|Trung tâm \w+)$"
)
_SECOND_NAMES = re.compile(
    r"[-–] ?(?:Thương binh|Xã hội|xã hội|Thông tin|Kế hoạch|Khen thưởng|Đào tạo|Hộ tịch|Nông nghiệp"
    r"|Xây dựng|Kỹ thuật|Hạ tầng|TB|Thể thao|Gia đình|Công nghệ|Pháp chế|\d{4}\b)"
)
_FEW = 8
_FEWEST_BROKEN = 3
_SELDOM, _MOSTLY, _ALWAYS = 0.3, 0.5, 0.98
_WHOLE = 40
_WIDEST = 400
_DEEPEST = 16
_LONG_LINE = 140


@dataclass(frozen=True, slots=True)
class Setting:
    """How the lines of a text are set.

    `width` is the usual length of a full line, 0 where lines are whole paragraphs. `parted` says
    that empty lines stand between paragraphs, and hardly any within them; `apart` that they stand
    before every number and bullet too, so that nothing else begins a paragraph.
    """

    width: int = 0
    parted: bool = False
    apart: bool = False
    laid_out: bool = True

    def full(self, line: Line) -> bool:
        """Return whether a line is as long as those that were broken by the width."""
        return bool(self.width) and _extent(line) >= 0.82 * self.width

    def nearly_full(self, line: Line) -> bool:
        """Return whether a line can have been broken by the width, indented or loosely set."""
        return bool(self.width) and _extent(line) >= 0.68 * self.width


@dataclass(slots=True)
class Passage:
    """A paragraph as it was meant: its lines, its marker and the text after it."""

    lines: list[Line]
    marker: Marker | None = None
    parts: list[str] = field(default_factory=list)
    mended: bool = False

    @property
    def text(self) -> str:
        """The text after the marker, broken lines joined."""
        return joined(self.parts)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs it consists of."""
        return tuple(line.paragraph for line in self.lines)

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]


def setting_of(lines: Sequence[Line], *, laid_out: bool) -> Setting:
    """Return how lines are set, judged by their lengths and by the empty lines between them."""
    if laid_out:
        return Setting()
    lengths = sorted(_extent(line) for line in lines if line.text and len(line.columns) == 1)
    if len(lengths) < _FEW:
        return Setting(laid_out=False)
    width, longest = lengths[len(lengths) * 9 // 10], lengths[len(lengths) * 98 // 100]
    if not _WHOLE <= width <= _LONG_LINE or longest > 1.25 * width:
        return Setting(laid_out=False)
    seen = [line for line in lines if line.text]
    within = [b.blanks > 0 for a, b in itertools.pairwise(seen) if _surely_broken(a, b)]
    if len(within) < max(_FEWEST_BROKEN, len(seen) // 20):
        return Setting(laid_out=False)
    between = [
        b.blanks > 0
        for a, b in itertools.pairwise(seen)
        if a.text[-1] in _ENDS and not b.text[0].islower()
    ]
    parted = _share(within) < _SELDOM and _share(between) > _MOSTLY
    marked = [line.blanks > 0 for line in seen if marker_of(line.text) and not line.rule]
    always = len(marked) > _FEW and _share(marked) >= _ALWAYS and _share(within) <= 1 - _ALWAYS
    return Setting(width, parted, parted and always, laid_out=False)


def _surely_broken(before: Line, line: Line) -> bool:
    """Return whether a line is the middle of a sentence by its first letter."""
    figure = line.text[0].isdigit() and unfinished(before.text) and marker_of(line.text) is None
    return line.text[0].islower() or figure


def passages(lines: Sequence[Line], setting: Setting) -> list[Passage]:
    """Return the paragraphs of lines, in order; tables and lines of columns stay by themselves."""
    found: list[Passage] = []
    counted: dict[str, int] = {}
    for line in lines:
        if line.blank:
            continue
        before = found[-1] if found and found[-1].last.table is None else None
        marker = _marker(line)
        if before is not None and _continues(before, line, marker, setting, counted):
            usual = line.soft or _waits(before) or (setting.width and line.blanks <= 1)
            before.mended |= not usual
            before.lines.append(line)
            before.parts.append(line.text)
            continue
        marker = _believed(marker, line)
        if marker and marker.value:
            counted[marker.rung] = marker.value
        text = marker.rest if marker else line.text
        found.append(Passage([line], marker, [text]))
    return found


def joined(parts: Sequence[str]) -> str:
    """Return lines as one text: a span of years broken after its dash is closed up."""
    if len(parts) == 1:
        return parts[0]
    pieces: list[str] = []
    for part in parts:
        closed = bool(pieces) and bool(_YEARS.search(pieces[-1][-8:])) and part[:4].isdigit()
        if pieces and pieces[-1] and not closed:
            pieces.append(" ")
        pieces.append(part)
    return "".join(pieces).strip()


def tabular(line: Line) -> bool:
    """Return whether a line of plain text is the row of a table that spaces make."""
    if len(line.text) > _WIDEST or len(line.columns) <= 2:  # noqa: PLR2004 - two may be a slip
        return False
    return not _BLANK_DATE.search(line.paragraph.text)


def unfinished(text: str) -> bool:
    """Return whether a text does not end as a sentence, an item or a heading with colon does."""
    bare = text.rstrip("”\"’') ")
    return bool(bare) and bare[-1] not in _ENDS and not text.endswith((")", "./."))


def _marker(line: Line) -> Marker | None:
    """Return the marker of a line, Word's own before a typed one."""
    if line.table is not None:
        return None
    if line.paragraph.marker.strip():
        return word_marker(line.paragraph.marker, line.text)
    return marker_of(line.text)


def _believed(marker: Marker | None, line: Line) -> Marker | None:
    """Return the marker of a line that begins a paragraph; not what only looks like one."""
    if marker is None or not marker.weak:
        return marker
    if marker.rung in {"-", "+", "*"}:
        return marker if marker.rest else None
    usual = marker.value <= 60 and bool(marker.rest) and marker.rung not in {"Điều 1."}  # noqa: PLR2004
    alone = marker.rung in {"Phần I", "Chương I", "Mục 1", "Điều 1."} and not marker.rest
    return marker if usual or alone or line.paragraph.marker else None


def _continues(
    before: Passage, line: Line, marker: Marker | None, setting: Setting, counted: dict[str, int]
) -> bool:
    """Return whether a line goes on with the paragraph before it."""
    if line.table is not None or line.rule or before.last.rule or line.paragraph.marker.strip():
        return False
    if tabular(line) or tabular(before.last):
        return False
    if _waits(before):
        return marker is None
    if marker is not None:
        return _in_sentence(before.last, line, marker, setting, counted)
    if line.soft:
        return not _own_line(before.last.text, line)
    return _broken(before, line, setting)


def _broken(before: Passage, line: Line, setting: Setting) -> bool:
    """Return whether a line without a marker goes on with the paragraph before it."""
    if line.region != before.last.region and not line.text[0].islower():
        return False
    if setting.laid_out:
        return _broken_in_word(before, line)
    if setting.width:
        return _broken_by_width(before, line, setting)
    long = max(len(before.last.text), len(line.text)) > _WHOLE
    return line.text[0].islower() and unfinished(before.last.text) and long


def _waits(before: Passage) -> bool:
    """Return whether a paragraph is a bare number whose text must follow: `I.`, `Phần II`, `-`."""
    return before.marker is not None and not before.marker.rest and len(before.lines) == 1


def _in_sentence(
    before: Line, line: Line, marker: Marker, setting: Setting, counted: dict[str, int]
) -> bool:
    """Return whether what looks like a marker is the middle of a sentence."""
    last = before.text
    if setting.laid_out or not unfinished(last):
        return False
    if marker.rung in {"-", "+", "*"}:
        if _SPLIT_NAMES.search(last[-30:]) and _SECOND_NAMES.match(line.text):
            return True
        quoted = last.rfind("“") > last.rfind("”") or last.count('"') % 2 == 1
        return marker.weak and bool(marker.rest) and (quoted or setting.full(before))
    if marker.value and (
        follows(marker, counted.get(marker.rung, -9)) or marker.value == first_value(marker)
    ):
        return marker.weak and bool(_CONNECTORS.search(last[-12:]))
    return marker.weak or bool(_CONNECTORS.search(last[-12:]))


def _own_line(last: str, line: Line) -> bool:
    """Return whether a line break inside a paragraph was meant as a new paragraph."""
    return not unfinished(last) or (is_capitals(last) != is_capitals(line.text))


def _broken_in_word(before: Passage, line: Line) -> bool:
    """Return whether a paragraph of a laid-out document goes on in the next one."""
    last = before.last
    return (
        line.text[0].islower()
        and unfinished(last.text)
        and len(last.text) > _WHOLE
        and "center" not in (line.paragraph.align, last.paragraph.align)
        and line.bold == last.bold
    )


def _broken_by_width(before: Passage, line: Line, setting: Setting) -> bool:
    """Return whether a line of a text with lines of one length goes on with the one before."""
    last = before.last.text
    full = setting.full(before.last)
    if _CONNECTORS.search(last[-12:]) or (full and _LABEL.search(last[-30:])):
        return True
    if not unfinished(last):
        return full and last[-1] != ":" and _same_paragraph(before.last, line, setting)
    if line.text[0].islower():
        return line.blanks < _PAGE_GAP or full
    if is_capitals(last) or is_capitals(line.text):
        both = is_capitals(last) and is_capitals(line.text)
        return both and before.marker is not None and line.blanks <= 1
    return (setting.apart and line.blanks == 0) or _runs_on(before, line, setting)


def _same_paragraph(before: Line, line: Line, setting: Setting) -> bool:
    """Return whether a sentence or item that ends with a full line has more after it."""
    if line.text[0].islower():
        return True
    if line.indent - before.indent > 2:  # noqa: PLR2004 - more than a slip of the scanner
        return False
    if before.text[-1] == ";":
        return bool(_DOCUMENT.match(line.text))
    near = line.blanks == 0 and setting.parted
    return near and not line.text.startswith(("Căn cứ", "Thực hiện"))


def _runs_on(before: Passage, line: Line, setting: Setting) -> bool:
    """Return whether an unfinished line goes on in one that begins with a capital or a sign."""
    if _REMARK.fullmatch(line.text):
        return False
    heading = before.marker is not None and before.marker.value and len(before.lines) == 1
    if not (setting.full(before.last) if heading else setting.nearly_full(before.last)):
        return len(before.lines) > 1 and not line.text[0].isupper() and line.text[0] != "("
    return not (heading and line.text[0].isupper())


def _extent(line: Line) -> int:
    """Return how far a line reaches, in letters; a deep indent is no paragraph's."""
    text = line.paragraph.text.strip()
    return len(text) + (line.indent if line.indent <= _DEEPEST else 0)


def _share(found: Sequence[bool]) -> float:
    """Return which share of the cases is true, none of nothing."""
    return sum(found) / len(found) if found else 0.0
