"""Rules about units: those that are no more, another unit's name or level left in the text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

from generator.check.content.facts import KIND_WORDS, NAME, PLACE, Issuer, issuer, moment, subject
from generator.check.content.passages import BODY, CITED, PROSE, Passage, passages, tells_history
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.registers.dated import holds_on
from generator.registers.names import name_key, spelling_key
from generator.registers.units import REFORM, RegisteredUnit, load_units
from generator.vietnamese import format_date
from generator.vietnamese.alphabet import UPPER

_LAW = "Luật 72/2025/QH15; Nghị quyết 202/2025/QH15"
_NAMED = re.compile(rf"\b(?P<kind>{KIND_WORDS}|TP\.?|TX\.?)\s+(?P<name>{NAME})")
_DISTRICT = re.compile(
    r"\b(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|trên địa bàn|địa bàn|toàn"
    r"|cấp|các|Phòng [^,.;]{3,40}|của)\s+(?P<kind>huyện|quận|thị xã|thị trấn)\b"
    r"|\b(?:các )?xã, (?:phường, )?(?P<town>thị trấn)\b"
)
_PLACED = "trên địa bàn|toàn|trong phạm vi|ngoài|trong và ngoài|cán bộ, công chức"
_ABOVE = {"commune": ("huyện", "quận", "thị xã"), "district": ("tỉnh",), "province": ()}
_LOWER_GROUP = re.compile(
    r"\b(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+các\s+(?:xã|phường|thị trấn)\b", re.IGNORECASE
)
_SEPARATE = re.compile(r"[.;\n]")
_NEIGHBOUR = re.compile(
    r"giáp|liền kề|lân cận|tiếp giáp|so với|học tập|kinh nghiệm|liên kết|kết nghĩa|tuyến|đường|đi "
    r"|quê|sinh năm|trú tại|nguyên là|gồm|bao gồm|liên xã|liên huyện|thuộc địa phận|cùng với|với ",
    re.IGNORECASE,
)
# A subject that carries out what another body decided names that body.
_OF_OTHERS = re.compile(
    r"UBND|HĐND|[ỦU]y ban nhân dân|Uỷ ban|Hội đồng nhân dân|Đảng bộ|[Tt]ỉnh ủy|[Hh]uyện ủy|Đại hội"
    r"|Nghị quyết|Chỉ thị|Kết luận|Quyết định|Kế hoạch số|Đề án|Đoàn kiểm tra|Thanh tra"
)
_LEVELS = ("province", "district", "commune")


@rule("content.unit-former", Severity.WARNING, _LAW)
def unit_former(case: Case) -> Iterable[Fault]:
    """Find districts and townships after the reform, and units that were merged before the day."""
    day = moment(case)
    if day is None:
        raise not_evaluated("no-day")
    seen: set[str] = set()
    for passage in passages(case, PROSE | {Role.RECIPIENT, Role.ADDRESSEE, Role.CLOSING}):
        for near in _former(passage.text, day):
            if near not in seen:
                seen.add(near)
                yield passage.fault(near, day=format_date(day))


@rule("content.issuer-former", Severity.ERROR, _LAW)
def issuer_former(case: Case) -> Iterable[Fault]:
    """Find documents of districts and townships dated after the reform of 1 July 2025."""
    unit = issuer(case)
    if unit is None:
        raise not_evaluated("no-issuer")
    if not case.day:
        raise not_evaluated("no-day")
    if case.day >= REFORM and unit.kind in ("huyện", "quận", "thị xã", "thị trấn"):
        found = case.anatomy.of(Role.ISSUER, Role.SUBJECT)
        part = found[0].paragraphs[0].part if found and found[0].paragraphs else ()
        near = f"{unit.kind} {unit.name}"
        yield Fault({"text": near, "day": format_date(case.day)}, part, near)


@rule("content.unit-other", Severity.WARNING, "đơn vị hành chính")
def unit_other(case: Case) -> Iterable[Fault]:
    """Find names of units of the issuer's own level that are not the issuer; citations apart."""
    unit = issuer(case)
    if unit is None or not unit.level:
        raise not_evaluated("no-issuer")
    known = _by_name(unit.level)
    provinces = _provinces(unit)
    day = moment(case)
    for passage in _own_text(case):
        for match, sentence in _named(passage.text):
            kind, name = match["kind"].lower(), match["name"]
            others = known.get((kind, name_key(name)), ())
            same = name_key(name).startswith(unit.key)
            placed = any(not provinces or _province(other) in provinces for other in others)
            if day and _is_former(kind, name, day):
                continue  # that it is no more is another rule's
            if placed and not same and not _NEIGHBOUR.search(sentence):
                yield passage.fault(match.group(), issuer=f"{unit.kind} {unit.name}")


@rule("content.subject-other", Severity.WARNING, "đơn vị hành chính")
def subject_other(case: Case) -> Iterable[Fault]:
    """Find subjects that name another unit than the one that issues the document."""
    unit = issuer(case)
    words = subject(case)
    named = [match.groups() for match in PLACE.finditer(words)]
    if unit is None:
        raise not_evaluated("no-issuer")
    own = any(name_key(name) == unit.key for _, name in named)
    if named and not own and not _OF_OTHERS.search(words):
        part = case.anatomy.of(Role.SUBJECT)[0]
        near = " ".join(named[0])
        issuing = f"{unit.kind} {unit.name}"
        yield Passage(part.text, part, part.paragraphs).fault(near, issuer=issuing)


@rule("content.level-left", Severity.WARNING, "đơn vị hành chính")
def level_left(case: Case) -> Iterable[Fault]:
    """Find words of the level above where the issuer's own is meant: `trên địa bàn huyện`."""
    unit = issuer(case)
    if unit is None or not unit.level:
        raise not_evaluated("no-issuer")
    pattern = _upper(unit.level)
    if pattern is None:
        raise not_applicable("highest-level")
    for passage in _own_text(case):
        for match in pattern.finditer(passage.text):
            sentence = _sentence(passage.text, match)
            if not CITED.search(sentence) and "cấp trên" not in sentence:
                yield passage.fault(match.group(), issuer=f"{unit.kind} {unit.name}")


@rule("content.unit-misspelt", Severity.WARNING, "đơn vị hành chính")
def unit_misspelt(case: Case) -> Iterable[Fault]:
    """Find the issuer's name with other accents: `xã Minh Tiên` in a plan of xã Minh Tiến."""
    unit = issuer(case)
    if unit is None:
        raise not_evaluated("no-issuer")
    found = [
        (passage, match)
        for passage in passages(case, PROSE | {Role.RECIPIENT})
        for match in _NAMED.finditer(passage.text)
        if match["kind"].lower() == unit.kind and name_key(match["name"]) == unit.key
    ]
    right = _usual([match["name"] for _, match in found], unit)
    for passage, match in found:
        if spelling_key(match["name"]) != spelling_key(right):
            yield passage.fault(match.group(), name=f"{unit.kind} {right}")


def _usual(names: list[str], unit: Issuer) -> str:
    """Return how the issuer is written: as in the register, else as most often."""
    registered = {
        spelling_key(other.name): other.name
        for other in _by_name(unit.level).get((unit.kind, unit.key), ())
    }
    written = [*names, unit.name]
    usual = max(
        written, key=lambda name: sum(spelling_key(n) == spelling_key(name) for n in written)
    )
    known = [name for name in written if spelling_key(name) in registered]
    return usual if not known or spelling_key(usual) in registered else known[0]


def _own_text(case: Case) -> Iterator[Passage]:
    """Yield the paragraphs of the body that speak of the issuer's own doing."""
    for passage in passages(case, BODY):
        if not tells_history(passage.text):
            yield passage


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[tuple[re.Match[str], str], ...]:
    """Return (mention, sentence) for units named outside citations."""
    found = ((match, _sentence(text, match)) for match in _NAMED.finditer(text))
    return tuple((match, sentence) for match, sentence in found if not CITED.search(sentence))


def _sentence(text: str, match: re.Match[str]) -> str:
    """Return the sentence, or the part between semicolons, that a match stands in."""
    start = max(text.rfind(mark, 0, match.start()) for mark in (". ", ";", "\n"))
    end = _SEPARATE.search(text, match.end())
    return text[start + 1 : end.start() if end else len(text)]


@lru_cache(maxsize=1024)
def _former(text: str, day: date) -> tuple[str, ...]:
    """Return the words of a text that name a unit or level that was no more on a day."""
    found: list[re.Match[str]] = []
    if day >= REFORM:
        found += _DISTRICT.finditer(text)
        named = _NAMED.finditer(text)
        found += [m for m in named if m["kind"] in ("huyện", "quận", "thị xã", "thị trấn")]
    found += [m for m in _NAMED.finditer(text) if _is_former(m["kind"], m["name"], day)]
    words = []
    for match in found:
        sentence = _sentence(text, match)
        before = text[max(0, match.start() - 160) : match.start()]
        if not tells_history(sentence) and not CITED.search(before.rpartition(";")[2]):
            words.append(match.group())
    return tuple(words)


@lru_cache(maxsize=1024)
def _is_former(kind: str, name: str, day: date) -> bool:
    """Return whether every registered unit of a kind and name ended before a day."""
    words = name.split()
    for length in range(len(words), 0, -1):
        key = (kind.lower(), name_key(" ".join(words[:length])))
        if units := [unit for level in _LEVELS for unit in _by_name(level).get(key, ())]:
            return not any(holds_on(unit, day) for unit in units)
    return False


@cache
def _upper(level: str) -> re.Pattern[str] | None:
    """Return the words that place something in all of the unit above, without naming it."""
    kinds = "|".join(_ABOVE[level])
    if not kinds:
        return None
    text = rf"\b(?:{_PLACED}) (?:{kinds})\b(?!,? [{UPPER}]| và)"
    return re.compile(f"{text}|{_LOWER_GROUP.pattern}" if level == "commune" else text)


@cache
def _by_name(level: str) -> dict[tuple[str, str], tuple[RegisteredUnit, ...]]:
    """Return the registered units of a level, of all times, by kind and name without accents."""
    found: dict[tuple[str, str], tuple[RegisteredUnit, ...]] = {}
    for unit in load_units().trusted():
        if unit.level == level:
            key = (unit.kind, name_key(unit.name))
            found[key] = (*found.get(key, ()), unit)
    return found


def _provinces(unit: Issuer) -> frozenset[str]:
    """Return the codes of the provinces where a unit of the issuer's kind and name ever was."""
    if unit.level == "province":
        return frozenset()
    return frozenset(_province(one) for one in _by_name(unit.level).get((unit.kind, unit.key), ()))


@cache
def _districts() -> dict[str, str]:
    """Return the province of each district by its code."""
    return {u.code: u.parent_code for u in load_units().trusted() if u.level == "district"}


def _province(unit: RegisteredUnit) -> str:
    """Return the code of the province that a unit lies in."""
    return _districts().get(unit.parent_code, unit.parent_code)
