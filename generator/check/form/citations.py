"""Documents that the text cites: Phụ lục I, mục II.6.b, the zeros of their days, their symbols."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.form.forms import is_padded, padded
from generator.check.form.view import at, short
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.vietnamese import folded

CLAUSE = "Phụ lục I, mục II.6.b"
DATED = re.compile(r"\bngày\s++(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}\s+tháng|[\s._…]*tháng)")
DAYS = re.compile(r"\bngày\s+(\d{1,2})/(\d{1,2})/(\d{4})\b")
DAYS_IN_WORDS = re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\b")
SYMBOL = r"(\d+[a-z]?/(?:\d{4}/)?[A-ZĐ][\w.]*(?:-[\w.&]+)*|\d+-[A-ZĐ]{1,3}/[\w.]+(?:-[\w.]+)*)"
PARTY = re.compile(r"\d+-")
SILENT = (Role.RECIPIENT, Role.ARCHIVE, Role.NUMBER, Role.PLACE_DATE, Role.APPENDIX_OF)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that is named by type and number, and whether its day follows."""

    part: Located
    type: str
    symbol: str
    dated: bool
    text: str


@rule("nd30.pl1.ii.6.b.first", Severity.ERROR, CLAUSE)
def first_mention(case: Case) -> Iterator[Fault]:
    """The first mention of a document names its day."""
    known: set[str] = set()
    for cited in _citations(case):
        key = folded(cited.symbol)
        if key not in known and not cited.dated and cited.part.role is not Role.BASIS:
            yield at(cited.part, document=cited.text)
        known.add(key)


@rule("nd30.pl1.ii.6.b.later", Severity.WARNING, CLAUSE)
def later_mention(case: Case) -> Iterator[Fault]:
    """Later mentions name type and number only."""
    known: set[str] = set()
    for cited in _citations(case):
        key = folded(cited.symbol)
        repeated = key in known and cited.dated
        if repeated and cited.part.role is not Role.BASIS and not cited.part.appendix:
            yield at(cited.part, document=cited.text)
        known.add(key)


@rule("nd30.pl1.ii.4.b.cited-zero", Severity.WARNING, "Phụ lục I, mục II.4.b")
def cited_zero(case: Case) -> Iterator[Fault]:
    """Days in the text are padded as the day of the document is."""
    found = [
        (part, match)
        for part in _spoken(case)
        for pattern in (DAYS, DAYS_IN_WORDS)
        for match in pattern.finditer(part.text)
    ]
    if not found:
        raise not_applicable("absent")
    for part, match in found:
        day, month = match[1], match[2]
        if not is_padded(day, month):
            right = padded(day, month)
            wanted = match[0].replace(day, right[0], 1)
            head, _, tail = wanted.rpartition(month if match.re is DAYS_IN_WORDS else f"/{month}/")
            slash = "" if match.re is DAYS_IN_WORDS else "/"
            yield at(part, found=match[0], wanted=f"{head}{slash}{right[1]}{slash}{tail}")


@rule("nd30.pl3.i.cited", Severity.WARNING, "Phụ lục III, mục I")
def cited_abbreviation(case: Case) -> Iterator[Fault]:
    """The symbol of a cited document fits its type."""
    types = case.form["check"]["types"]
    for cited in _citations(case):
        group = re.split(r"[/-]", cited.symbol.split("/")[-1])[0]
        named = types.get(group)
        if PARTY.match(cited.symbol) or named is None:
            continue
        if folded(named) != folded(cited.type):
            yield at(cited.part, document=cited.text, type=named)


def _spoken(case: Case) -> Iterator[Located]:
    """Yield the parts whose text is read as prose, in reading order."""
    for part in case.anatomy.parts:
        if part.role not in SILENT and part.table is None:
            yield part


def _citations(case: Case) -> list[Citation]:
    """Return the documents that are named by type and number; raises for none."""
    found = case.once(_all_citations)
    if not found:
        raise not_applicable("absent")
    return found


def _all_citations(case: Case) -> list[Citation]:
    types = sorted(case.form["check"]["cited"], key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(types)})\s+số:?\s*{SYMBOL}")
    found: list[Citation] = []
    for part in _spoken(case):
        for match in pattern.finditer(part.text):
            after = part.text[match.end() : match.end() + 12].lstrip(" ,(")
            symbol = match[2].rstrip(".-")
            dated = bool(DATED.match(after + part.text[match.end() + 12 : match.end() + 60]))
            found.append(Citation(part, match[1], symbol, dated, short(match[0].rstrip(".-"))))
    return found
