"""Citations of legal documents in a text: type, number, day, issuer, about, and where they end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.importing.slugs import slugged
from generator.vietnamese import format_date
from generator.vietnamese.alphabet import UPPER

_TYPES = (
    "Thông tư liên tịch|Nghị quyết liên tịch|Quyết định|Nghị định|Nghị quyết|Thông tư|Chỉ thị"
    "|Kế hoạch|Công văn|Hướng dẫn|Chương trình hành động|Chương trình|Đề án|Kết luận|Thông báo"
    "|Quy định|Văn bản|Tờ trình|Báo cáo|Công điện|Quy chế|Pháp lệnh|Bộ luật|Luật"
)
_NUMBER = r"\d{1,5}[A-Za-z]?(?:/\d{4})?\s?[/-]\s?[A-ZĐ][\w&Đ]*(?:\s?[-/.&]\s?[A-ZĐ][\w&Đ]*)*"
_CITED = re.compile(
    rf"\b(?P<type>{_TYPES})(?P<name>(?:(?<=[Ll]uật)(?: (?!số\b)[^\s;.,()]+){{1,16}}?)?) "
    rf"số:?\s*(?P<number>{_NUMBER})"
)
_LAW = re.compile(
    rf"\b(?P<type>Bộ luật|Luật|Pháp lệnh) (?P<name>[{UPPER}][^;.,()]{{2,120}}?)"
    r"(?= (?:ngày \d|năm \d{4}|số \d)|[;.,)]|$)"
)
_OPEN = re.compile(
    r"\b(?P<type>Kế hoạch) số[\s.…_]*/KH-UBND ngày[\s.…_]*tháng[\s.…_]*năm[\s.…_]*(?= của )"
)
_DAY = re.compile(
    r",?\s*(?P<word>ngày)\s+(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})\s?[/-]\s?(?P<y>\d{4})"
)
_DAY_WORDS = re.compile(r",?\s*ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})")
_ABOUT = (
    "về|phê duyệt|quy định|ban hành|hướng dẫn|sửa đổi|triển khai|thực hiện|đẩy mạnh|tăng cường"
    "|giao|công bố|công nhận|bổ sung|điều chỉnh|thông qua|kiện toàn|thành lập|bãi bỏ|tổ chức"
    "|phát động|đối với|thí điểm|xây dựng|nâng cao|v/v|hợp nhất|phân bổ|phân công|cho|của|tiếp tục"
)
_OF = re.compile(
    rf"\s*,?\s*của\s+(?P<issuer>[{UPPER}].{{1,120}}?)"
    rf"(?=\s+(?:{_ABOUT})\b|\s+(?:và\s+)?(?:{_TYPES})\b|\s+số\b|[;.,:()\d]|$)"
)
_END = re.compile(
    r";|\.(?=\s|$)|:(?=\s|$)"
    r"|,\s+(?=(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Chủ tịch|căn cứ|thực hiện)\b)"
    rf"|,?\s+(?:và\s+)?(?=(?:{_TYPES}) số\b)|$",
    re.IGNORECASE,
)
_SHORT_TYPES = {
    "Quyết định": "qd", "Nghị định": "nd", "Nghị quyết": "nq", "Thông tư": "tt", "Chỉ thị": "ct",
    "Kế hoạch": "kh", "Công văn": "cv", "Hướng dẫn": "hd", "Thông báo": "tb", "Luật": "luat",
}  # fmt: skip
_MOST_ABOUT = 600


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a text cites, and how far the words about it go."""

    start: int
    end: int
    type: str
    number: str = ""
    day: date | None = None
    issuer: str = ""
    about: str = ""

    def record(self, id_: str) -> dict[str, str]:
        """Return the basis as a plan file states it."""
        values = {"id": id_, "type": self.type}
        if self.number:
            values["number"] = self.number
        if self.day:
            values["date"] = format_date(self.day)
        if self.issuer:
            values["issuer"] = self.issuer
        if self.about:
            values["about"] = self.about
        return values

    @property
    def slug(self) -> str:
        """An id that a person reads: `qd-90`, `luat-to-chuc-chinh-quyen`."""
        head = next((s for t, s in _SHORT_TYPES.items() if self.type.startswith(t)), "")
        if not self.number:
            return slugged(f"{self.type} {self.about}")
        return f"{head or slugged(self.type)}-{slugged(self.number).split('-')[0]}"


def citations(text: str, *, whole: bool) -> Iterator[Citation]:
    """Yield the documents that a text cites; with `whole`, what they are about goes to `;`."""
    at = 0
    while match := _first(text, at):
        found = _read(text, match, whole=whole)
        yield found
        at = max(found.end, match.end())


def cited_line(text: str) -> Citation | None:
    """Return what a line of bases cites, all that it says being what that is about."""
    match = _first(text, 0)
    if match is None or match.start():
        return None
    found = _read(text, match, whole=False)
    said = text[found.end :].strip()
    if found.about or not said:
        return found
    return replace(found, about=said, end=len(text))


def _first(text: str, at: int) -> re.Match[str] | None:
    found = [m for m in (p.search(text, at) for p in (_CITED, _OPEN, _LAW)) if m]
    return min(found, key=lambda m: (m.start(), -m.end()), default=None)


def _read(text: str, match: re.Match[str], *, whole: bool) -> Citation:
    """Return what a citation says, field by field."""
    law = match.re is _LAW
    number = match["number"] if match.re is _CITED else ""
    name = "" if match.re is _OPEN else match["name"].strip()
    type_ = f"{match['type']} {name}".strip() if not law else match["type"]
    at = match.end()
    day, at = _day(text, at)
    of = _OF.match(text, at)
    issuer = of["issuer"].strip() if of else ""
    at = of.end() if of else at
    about = name if law else ""
    if not law and whole and (day or of):
        end = _END.search(text, at)
        stop = end.start() if end else len(text)
        said = text[at:stop].strip()
        if said and len(said) <= _MOST_ABOUT and not said.startswith(("(", ",", "và ")):
            about, at = said, stop
    return Citation(match.start(), at, type_, number, day, issuer, about)


def _day(text: str, at: int) -> tuple[date | None, int]:
    match = _DAY.match(text, at) or _DAY_WORDS.match(text, at)
    if match is None:
        return None, at
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])), match.end()
    except ValueError:
        return None, at
