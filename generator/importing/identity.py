"""Who issues a plan, at which level, for which years; its number, place and day."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.diagnostics import Diagnostic, Place, Refused
from generator.importing.remarks import Kind, Remarks
from generator.importing.units import Named, above_of, registered, unit_values
from generator.importing.words import clean
from generator.plan.fields import FIRST_YEAR, LAST_YEAR
from generator.plan.model import KINDS
from generator.reading.anatomy import Anatomy, Confidence, Role
from generator.vietnamese import folded
from generator.vietnamese.alphabet import UPPER

GAP = "…"
_KIND = r"(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)"
_NAME = rf"((?:[{UPPER}][\w'’-]*)(?: +[{UPPER}][\w'’-]*){{0,4}})"
_COMMITTEE = re.compile(r"^(?:uy ban nhan dan|ubnd)\b\W*")
_UNIT = re.compile(rf"\b{_KIND} (?:(?P<figure>\d{{1,2}})\b|{_NAME})", re.IGNORECASE)
_EXACT_UNIT = re.compile(rf"\b(?i:{_KIND}) {_NAME}")
_ACTS = re.compile(
    rf"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND) {_KIND}(?: {_NAME})?"
    r"(?= (?:ban hành|xây dựng|yêu cầu|đề nghị|triển khai|lập kế hoạch))"
)
_BARE_ACTS = re.compile(
    r"ub[nm]d (xa|x4|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh)\b"
    r"(?: (\w+(?: \w+){0,2}?))? (?:ban hanh|xay dung|x4y dung|yeu cau|de nghi)"
)
_FOLDED_KINDS = {folded(kind): kind for kinds in KINDS.values() for kind in kinds} | {"x4": "xã"}
_NUMBER = re.compile(
    r"(?:số|so)\W*\s*(\d{1,5})?[\s.…_]*/\s*([\w-]+(?:\s*[-&]\s*\w+)*)", re.IGNORECASE
)
_DAY = re.compile(
    r"^(?P<place>.+?)\s*,\s*ngày\W*(?P<d>\d{1,2})?\W*(?:tháng\W*(?P<m>\d{1,2})?)?"
    r"\W*(?:năm\W*(?P<y>\d{4})?)?", re.IGNORECASE
)  # fmt: skip
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b(?!\s*[-–]\s*20\d\d)", re.IGNORECASE)
_SPAN = re.compile(r"\b(20\d\d)\s*[-–]\s*(20\d\d)\b")
_ANY_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?![\d/])")


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who imports says about the document."""

    level: str = ""
    period: str = ""
    issuer: str = ""


def identity(anatomy: Anatomy, given: Given, remarks: Remarks) -> dict[str, Any]:
    """Return level, issuer, number, place, day and period as a plan file states them.

    Raises Refused where the years or the unit that were given are none.
    """
    issued = _issued(anatomy, remarks)
    period = _period(anatomy, given, issued.get("issued_on"), remarks)
    day = issued.get("issued_on") or date(period[0], 1, 1)
    named = _issuer(anatomy, given, remarks)
    unit = registered(named, above_of(anatomy, named), day)
    values: dict[str, Any] = {"level": _level(unit, given), "issuer": unit_values(unit)}
    _say_unit(unit, named, remarks)
    place = issued.pop("place", "")
    if place and clean(place) != unit.name:
        values["place"] = clean(place)
    issued_on = issued.pop("issued_on", None)
    values |= issued
    if issued_on:
        values["issued_on"] = f"{issued_on:%d/%m/%Y}"
    first, last = period
    values["period"] = first if first == last else {"from": first, "to": last}
    return values


def _issued(anatomy: Anatomy, remarks: Remarks) -> dict[str, Any]:
    """Return number, symbol, place and day of issue, as far as the letterhead states them."""
    values: dict[str, Any] = {}
    number = _NUMBER.search(_head(anatomy, Role.NUMBER))
    if number:
        if number[1] and int(number[1]):
            values["number"] = int(number[1])
        symbol = re.sub(r"\s+", "", number[2])
        if symbol != "KH-UBND":
            values["symbol"] = symbol
        remarks.say(Kind.RECOGNISED, "import.number", text=_head(anatomy, Role.NUMBER))
    day = _DAY.match(_head(anatomy, Role.PLACE_DATE))
    if day:
        values["place"] = day["place"]
        if day["d"] and day["m"] and day["y"]:
            try:
                values["issued_on"] = date(int(day["y"]), int(day["m"]), int(day["d"]))
            except ValueError:
                remarks.say(Kind.LOOK, "import.impossible-day", text=day[0])
        remarks.say(Kind.RECOGNISED, "import.place-date", text=_head(anatomy, Role.PLACE_DATE))
    return values


def _head(anatomy: Anatomy, role: Role) -> str:
    """Return the text of a part of the document's own letterhead."""
    return next((p.text for p in anatomy.of(role) if not p.appendix), "")


def _period(
    anatomy: Anatomy, given: Given, issued_on: date | None, remarks: Remarks
) -> tuple[int, int]:
    """Return the years of the plan: given, of the subject, of the text, of the day of issue."""
    if given.period:
        return _given_period(given.period)
    subject = _head(anatomy, Role.SUBJECT)
    opening = " ".join(p.text for p in anatomy.of(Role.OPENING, Role.CLOSING) if not p.appendix)
    sources = (
        (_in_subject(subject), Confidence.SURE),
        (_in_text(opening), Confidence.LIKELY),
        (_last(_ANY_YEAR, subject), Confidence.GUESSED),
        ((issued_on.year, issued_on.year) if issued_on else None, Confidence.GUESSED),
        (_last(_ANY_YEAR, opening), Confidence.GUESSED),
    )
    for years, sure in sources:
        if years and FIRST_YEAR <= years[0] <= years[1] <= LAST_YEAR:
            shown = str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
            remarks.say(Kind.RECOGNISED, "import.period", sure, period=shown)
            if sure is Confidence.GUESSED:
                remarks.say(Kind.LOOK, "import.period-guessed", period=shown)
            return years
    raise Refused([Diagnostic("import.no-period", place=Place(remarks.file))])


def _given_period(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*(\d{4})(?:\s*[-–]\s*(\d{4}))?\s*", text)
    first = int(match[1]) if match else 0
    last = int(match[2] or first) if match else 0
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise Refused([Diagnostic("new.period", {"period": text})])
    return first, last


def _in_subject(subject: str) -> tuple[int, int] | None:
    """Return the years of a subject: `năm 2023` before `giai đoạn 2022-2025`."""
    if years := _YEAR.findall(subject):
        return int(years[-1]), int(years[-1])
    spans = [(int(a), int(b)) for a, b in _SPAN.findall(subject)]
    return spans[-1] if spans else None


def _in_text(text: str) -> tuple[int, int] | None:
    years = Counter(map(int, _YEAR.findall(text))).most_common(1)
    return (years[0][0], years[0][0]) if years else None


def _last(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    found = pattern.findall(text)
    return (int(found[-1]), int(found[-1])) if found else None


def _issuer(anatomy: Anatomy, given: Given, remarks: Remarks) -> Named:
    """Return kind and name of the issuer: given, of the letterhead, or of the text's own words."""
    if given.issuer:
        return _given_issuer(given, remarks.file)
    head = clean(_head(anatomy, Role.ISSUER))
    committee = _COMMITTEE.match(folded(head))
    match = _UNIT.search(head)
    if match:
        if not committee:
            remarks.say(Kind.LOOK, "import.other-issuer", text=head)
        kind = match[1].lower()
        name = match["figure"] or _written(match[3], kind, anatomy)
        return Named(kind, name, "letterhead")
    if head:
        remarks.say(Kind.LOOK, "import.other-issuer", text=head)
    return _issuer_of_text(anatomy, given)


def _given_issuer(given: Given, file: str) -> Named:
    text = clean(given.issuer)
    kinds = sorted(_FOLDED_KINDS.values(), key=len, reverse=True)
    for kind in kinds:
        name = text[len(kind) :].strip()
        if text.lower().startswith(f"{kind} ") and name:
            return Named(kind, name, "given")
    known = ", ".join(dict.fromkeys(kinds))
    raise Refused([Diagnostic("import.issuer", {"unit": text, "kinds": known}, place=Place(file))])


def _written(name: str, kind: str, anatomy: Anatomy) -> str:
    """Return a name in capitals as the text writes it, else with a capital for each word."""
    if not name.isupper():
        return name
    body = "\n".join(part.text for part in anatomy.parts)
    for match in _EXACT_UNIT.finditer(body):
        if match[1].lower() == kind and not match[2].isupper():
            words, wanted = match[2].split(), len(name.split())
            if folded(" ".join(words[:wanted])) == folded(name):
                return " ".join(words[:wanted])
    return name.title()


def _issuer_of_text(anatomy: Anatomy, given: Given) -> Named:
    """Return the unit of `UBND xã … ban hành`, named by it or by the subject or the text."""
    lead = [*anatomy.of(Role.SUBJECT), *anatomy.of(Role.OPENING), *anatomy.of(Role.CLOSING)]
    text = "\n".join(part.text for part in lead if not part.appendix)
    acts = _ACTS.search(text)
    bare = None if acts else _BARE_ACTS.search(folded(text))
    kind = acts[1] if acts else _FOLDED_KINDS.get(bare[1], "") if bare else ""
    if acts and acts[2]:
        return Named(kind, acts[2], "text")
    if bare and bare[2]:
        return Named(kind, bare[2].title(), "guess")
    subject = anatomy.text(Role.SUBJECT)
    kinds = [kind] if kind else list(KINDS[given.level]) if given.level else []  # type: ignore[index]
    for source in (subject, text, "\n".join(part.text for part in anatomy.parts)):
        units = [(k.lower(), n) for k, n in _EXACT_UNIT.findall(source)]
        fitting = Counter(unit for unit in units if not kinds or unit[0] in kinds)
        if fitting:
            found, name = fitting.most_common(1)[0][0]
            return Named(found, _written(name, found, anatomy), "text")
    return Named(kind or (kinds[0] if kinds else "xã"), GAP, "none")


def _level(unit: Named, given: Given) -> str:
    """Return the level of a unit; a city is what its parent tells."""
    if given.level:
        return given.level
    if unit.kind == "thành phố":
        return "district" if unit.parent else "province"
    return next(str(level) for level, kinds in KINDS.items() if unit.kind in kinds)


def _say_unit(unit: Named, named: Named, remarks: Remarks) -> None:
    """Tell which unit issues, how that is known, and what the register adds."""
    sure = {
        "given": Confidence.SURE, "letterhead": Confidence.SURE, "text": Confidence.LIKELY,
    }.get(named.source, Confidence.GUESSED)  # fmt: skip
    if unit.code and sure is not Confidence.SURE:
        sure = Confidence.LIKELY
    above, chain = unit.parent, [f"{unit.kind} {unit.name}"]
    while above:
        chain.append(f"{above.kind} {above.name}")
        above = above.parent
    remarks.say(Kind.RECOGNISED, "import.issuer-found", sure, unit=", ".join(chain))
    if unit.name == GAP:
        remarks.say(Kind.LOOK, "import.no-issuer")
    elif not unit.code:
        remarks.say(Kind.LOOK, "import.unregistered", unit=chain[0])
    elif named.source != "given" and named.name != unit.name:
        remarks.say(Kind.ASSUMED, "import.unit-spelt", read=named.name, unit=unit.name)
