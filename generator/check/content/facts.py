"""What a document says of itself: its years, its day, who issues it. Taken from its text alone."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.check.content.passages import passages
from generator.check.form.forms import date_of, day_of
from generator.check.registry import Case
from generator.reading.anatomy import Role
from generator.registers.names import name_key
from generator.registers.units import KINDS
from generator.vietnamese import folded
from generator.vietnamese.alphabet import UPPER

_ALL_KINDS = sorted({kind for kinds in KINDS.values() for kind in kinds}, key=len, reverse=True)
KIND_WORDS = "|".join(_ALL_KINDS)
NAME = rf"[{UPPER}][\w'’]*(?:[ -][{UPPER}\d][\w'’]*){{0,4}}"
"""A name in capitals: Hải Hậu, Nghĩa Thắng, Krông Pa, Quận 3."""
_PERIOD = re.compile(r"(?:giai đoạn|thời kỳ|các năm)\s+(20\d\d)\s*[-–]\s*(20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+(20\d\d)(?:\s*[-–]\s*(20\d\d))?\b", re.IGNORECASE)
_LETTERHEAD = re.compile(rf"\b({KIND_WORDS})\s+(.+?)(?=\s*(?:/|\bSố:|$))", re.IGNORECASE)
_ISSUED_BY = re.compile(rf"(?:UBND|[ỦU]y ban nhân dân|Uỷ ban nhân dân)\s+({KIND_WORDS})\s+({NAME})")
_ISSUES = re.compile(rf"{_ISSUED_BY.pattern}\s+(?:ban hành|xây dựng)")
PLACE = re.compile(rf"\b({KIND_WORDS})\s+({NAME})")
_LEVEL_OF = {kind: level for level, kinds in KINDS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Issuer:
    """The unit whose People's Committee issues a document; `level` is empty where two fit."""

    kind: str
    name: str
    level: str

    @property
    def key(self) -> str:
        """Return the name without case and accents."""
        return name_key(self.name)


def subject(case: Case) -> str:
    """Return the trích yếu on one line."""
    return case.once(_subject)


def _subject(case: Case) -> str:
    return " ".join(" ".join(part.text for part in case.anatomy.of(Role.SUBJECT)).split())


def years(case: Case) -> range:
    """Return the years that the subject names, as one span; none where it names no year."""
    return case.once(_years)


def _years(case: Case) -> range:
    words = subject(case)
    found = [match.groups() for match in (*_PERIOD.finditer(words), *_YEAR.finditer(words))]
    named = [int(year) for pair in found for year in pair if year]
    return range(min(named), max(named) + 1) if named else range(0)


def moment(case: Case) -> date | None:
    """Return the day the world is looked at: that of the document, or the first of its years.

    Of a document whose day is left open the month counts: units end and begin within a year.
    """
    return case.once(_moment)


def _moment(case: Case) -> date | None:
    if case.day:
        return case.day
    stated = day_of(case.anatomy.text(Role.PLACE_DATE))
    if stated and stated.month.isdecimal() and stated.year.isdecimal():
        return date_of(f"ngày 1 tháng {stated.month} năm {stated.year}")
    span = years(case)
    return date(span.start, 1, 1) if span else None


def issuer(case: Case) -> Issuer | None:
    """Return who issues the document: by the letterhead, else by the subject, else the opening."""
    return case.once(_found_issuer)


def _found_issuer(case: Case) -> Issuer | None:
    head = " ".join(case.anatomy.text(Role.ISSUER).split())
    if match := _LETTERHEAD.search(head):
        return _issuer(match.group(1), match.group(2).strip(" .,;-"))
    opening = [passage.text for passage in passages(case, frozenset({Role.OPENING, Role.BASIS}))]
    for text in reversed(opening):
        if match := _ISSUES.search(text):
            return _issuer(*match.groups())
    if match := PLACE.search(subject(case)):
        return _issuer(*match.groups())
    named = Counter(match.groups() for text in opening for match in _ISSUED_BY.finditer(text))
    return _issuer(*named.most_common(1)[0][0]) if named else None


def level_of(kind: str) -> str:
    """Return the level of a kind of unit, nothing for a thành phố, which two levels have."""
    return "" if folded(kind) == "thanh pho" else _LEVEL_OF.get(kind.lower(), "")


def _issuer(kind: str, name: str) -> Issuer:
    """Return the issuer with its name as in running text, where it stood in capitals."""
    proper = name.title() if name.isupper() else name
    return Issuer(kind.lower(), " ".join(proper.split()), level_of(kind))
