"""Rules about agencies: duties of those that Nơi nhận forgets, names of those that are no more."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

from generator.check.content.facts import Issuer, issuer, moment
from generator.check.content.passages import CITED, PROSE, Passage, passages, tells_history
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.registers.agencies import agency_keys, find_agency, load_agencies, successors
from generator.registers.dated import holds_on, last_day
from generator.registers.names import agency_key
from generator.registers.spoken import AGENCY_HEADS, FORMER_AGENCY
from generator.vietnamese import folded

_ORGANISATION = re.compile(
    r"to chuc thuc hien|phan cong (?:nhiem vu|trach nhiem|thuc hien)|trach nhiem"
)
_AGENCY = re.compile(rf"(?:{AGENCY_HEADS})\b.*", re.DOTALL)
_NAME_END = re.compile(
    r":|\.\s|\.$|;| (?:chủ trì|có trách nhiệm|phối hợp|tăng cường|căn cứ|theo chức năng|tham mưu"
    r"|hướng dẫn|tổ chức (?!chính trị|đoàn thể|xã hội)|chịu trách nhiệm|tiếp tục|chỉ đạo|đẩy mạnh"
    r"|rà soát|thực hiện|là cơ quan|thường xuyên|chủ động|bố trí|xây dựng|triển khai)\b"
)
_REQUEST = re.compile(r"^(?:Đề nghị|Giao|Yêu cầu)\s+", re.IGNORECASE)
_NEXT_NAME = re.compile(rf"(?:, | và |; )(?=(?:{AGENCY_HEADS})\b)")
_PURPOSE = re.compile(r"\(.*?\)|\bđể [^;,]*|[;./]+\s*$")
_AS_ABOVE = r"\bnhu (?:muc|phan|tren|dieu|kinh gui)"
_GENERAL = re.compile(
    r"\bcac (?:co quan|don vi|phong|so|ban|nganh|to chuc|thanh vien|cong chuc|bo phan)|\bcac,? ban"
    rf"|phong, ban|phong chuyen mon|\bban, nganh|{_AS_ABOVE}"
)
_UNIONS = re.compile(rf"doan the|to chuc chinh tri|mttq|mat tran|\bhoi\b|{_AS_ABOVE}")
_LOWER = re.compile(
    rf"(?:ubnd|uy ban nhan dan) (?:cac|xa|phuong|\d)|\bcac xa|\bcac huyen|\bthon\b|dia phuong"
    rf"|to dan pho|\d xa|{_AS_ABOVE}"
)
_IS_UNION = re.compile(r"mttq|mat tran|\bhoi\b|\bdoan\b|tinh doan|huyen doan|lien doan|cong doan")
_IS_LOWER = re.compile(r"^(?:ubnd|uy ban nhan dan) cac|^ubnd \w+, ")
_WORD = re.compile(r"[\w&]+")
_LONGEST_NAME = 18
_SHORTEST_KEY = 9
_MOST_SUCCESSORS = 3


@rule("content.duty-without-copy", Severity.WARNING, "Phụ lục I, mục II.9")
def duty_without_copy(case: Case) -> Iterable[Fault]:
    """Find agencies with duties under Tổ chức thực hiện that no line of Nơi nhận reaches."""
    recipients = [_PURPOSE.sub(" ", part.text) for part in case.anatomy.of(Role.RECIPIENT)]
    if not recipients:
        raise not_applicable("no-recipients")
    duties = list(_duties(case))
    if not duties:
        raise not_applicable("no-duties")
    day = moment(case) or date.max
    lines = [folded(line) for line in recipients]
    known = {key for line in recipients for key in _keys(line, day)}
    seen: set[str] = set()
    for part, name in duties:
        if name not in seen and not _is_reached(name, lines, known, day):
            seen.add(name)
            yield Passage(part.text, part, part.paragraphs).fault(name)


@rule("content.agency-former", Severity.WARNING, "Nghị định 45/2025, 150/2025")
def agency_former(case: Case) -> Iterable[Fault]:
    """Find agencies that were no more on the day of the document; history and citations apart."""
    day = moment(case)
    if day is None:
        raise not_evaluated("no-day")
    unit = issuer(case)
    seen: set[str] = set()
    for passage in passages(case, PROSE | {Role.RECIPIENT, Role.ADDRESSEE}):
        for near in _former(passage.text, day):
            if near not in seen:
                seen.add(near)
                yield passage.fault(near, near=_successors(near, day, unit))


def _duties(case: Case) -> Iterator[tuple[Located, str]]:
    """Yield every numbered part under Tổ chức thực hiện that begins with an agency's name."""
    section = 0
    for part in case.anatomy.parts:
        if part.role not in (Role.HEADING, Role.CLAUSE) or part.appendix:
            continue
        if section and part.depth > section:
            for name in _names(part.text):
                yield part, name
        elif _ORGANISATION.search(folded(part.text)) and part.role is Role.HEADING:
            section = part.depth
        else:
            section = 0


@lru_cache(maxsize=1024)
def _names(text: str) -> tuple[str, ...]:
    """Return the agencies that a numbered part begins with, each by itself."""
    title = _REQUEST.sub("", text.strip())
    if not _AGENCY.fullmatch(title):
        return ()
    end = _NAME_END.search(title)
    whole = title[: end.start() if end else len(title)].strip(" .,;-")
    return tuple(name.strip() for name in _NEXT_NAME.split(whole))


def _keys(line: str, day: date) -> Iterator[str]:
    """Yield the keys of a line of Nơi nhận: the whole, its parts, and the codes of agencies."""
    for name in (line, *re.split(r"[,;]| - ", line)):
        if name.strip():
            yield agency_key(name)
            if agency := find_agency(name.strip(), day):
                yield agency.code.partition(".")[2]


def _is_reached(name: str, lines: list[str], known: set[str], day: date) -> bool:
    """Return whether a line names an agency, its like, or a group that it belongs to."""
    agency = find_agency(name, day)
    if agency_key(name) in known or (agency and agency.code.partition(".")[2] in known):
        return True
    key = folded(name)
    if _IS_LOWER.search(key):
        return any(_LOWER.search(line) for line in lines)
    if any(_GENERAL.search(line) for line in lines):
        return True
    if key.startswith("van phong"):
        return any(re.search(r"\bc?vp\b|van phong|\bvt\b", line) for line in lines)
    return bool(_IS_UNION.search(key)) and any(_UNIONS.search(line) for line in lines)


def _successors(name: str, day: date, unit: Issuer | None) -> str:
    """Return who has the work of an agency now, those of the issuer's own level before others."""
    kind, level = (unit.kind, unit.level) if unit else ("", "")
    found = [one for one, _ in successors(name, day) if not one.kinds or kind in one.kinds]
    own = [one for one in found if one.level == level] or found
    return ", ".join(list(dict.fromkeys(one.named(kind) for one in own))[:_MOST_SUCCESSORS])


@lru_cache(maxsize=1024)
def _former(text: str, day: date) -> tuple[str, ...]:
    """Return the names in a text of agencies that were no more on a day."""
    found = []
    for match in FORMER_AGENCY.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in (";", ". ", "\n")) + 1
        end = text.find(". ", match.end())
        sentence = text[start : end if end >= 0 else len(text)]
        if tells_history(sentence) or CITED.search(text[start : match.start()]):
            continue
        if name := _former_name(text[match.start() : match.start() + 160], day):
            found.append(name)
    return tuple(found)


@lru_cache(maxsize=1024)
def _former_name(text: str, day: date) -> str:
    """Return the longest name of an agency that a text begins with, if it is a former one."""
    former, holding = _keys_on(day)
    longest, is_former = "", False
    for word in list(_WORD.finditer(text))[1:_LONGEST_NAME]:
        key = agency_key(text[: word.end()])
        if key in holding:
            longest, is_former = text[: word.end()], False
        elif key in former:
            longest, is_former = text[: word.end()], True
    return longest if is_former else ""


@cache
def _keys_on(day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of agencies that ended before a day, and of those that hold on it."""
    former: set[str] = set()
    holding: set[str] = set()
    for agency in load_agencies().trusted():
        if holds_on(agency, day):
            holding |= agency_keys(agency)
        elif last_day(agency) < day:
            former |= {key for key in agency_keys(agency) if len(key) >= _SHORTEST_KEY}
    return frozenset(former - holding), frozenset(holding)
