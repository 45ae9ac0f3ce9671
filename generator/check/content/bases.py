"""Rules about the documents that are cited: their dates, and whether they still hold."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.check.content.facts import moment, years
from generator.check.content.passages import PROSE, Passage, passages, sentences, tells_history
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.registers.legal import Instrument, expired, find_instrument, load_instruments
from generator.vietnamese import folded, format_date

_TYPES = (
    "Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị"
    "|Kế hoạch|Chương trình|Hướng dẫn|Kết luận|Công văn|Quy định|Thông báo|Đề án|Văn bản"
)
_CITATION = re.compile(
    rf"\b(?P<type>{_TYPES})(?: số)?:?\s*(?P<number>\d+[\w/&-]*[A-ZĐ][\w/&-]*)"
    r"(?:[,;]?\s+(?:được [^.;]{0,40}? )?ngày\s+(?:(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>\d{4})"
    r"|(?P<dw>\d{1,2}) tháng (?P<mw>\d{1,2}) năm (?P<yw>\d{4})))?",
    re.IGNORECASE,
)
_YEAR_OF_NUMBER = re.compile(r"/(\d{4})/")
_LOCAL = re.compile(r"UBND|HĐND")
_BEFORE_SYMBOL = re.compile(r"^\d+/\d{4}/")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as it is cited: its type, number and day, and the words."""

    type: str
    number: str
    day: date | None
    text: str


@rule("content.basis-later", Severity.ERROR, "viện dẫn")
def basis_later(case: Case) -> Iterable[Fault]:
    """Find citations of documents that are dated after this one, or after its last year."""
    span = years(case)
    limit = case.day or (date(span.stop - 1, 12, 31) if span else None)
    if not limit:
        raise not_evaluated("no-day")
    for passage, cited in _cited(case):
        if cited.day and cited.day > limit:
            yield passage.fault(cited.text, day=format_date(cited.day), limit=format_date(limit))


@rule("content.basis-year", Severity.ERROR, "viện dẫn")
def basis_year(case: Case) -> Iterable[Fault]:
    """Find citations whose number holds another year than their day."""
    for passage, cited in _cited(case):
        year = _YEAR_OF_NUMBER.search(cited.number)
        if year and cited.day and int(year.group(1)) != cited.day.year:
            yield passage.fault(cited.text, year=year.group(1), day=format_date(cited.day))


@rule("content.basis-unlike", Severity.WARNING, "viện dẫn")
def basis_unlike(case: Case) -> Iterable[Fault]:
    """Find citations with another day or symbol than the register of legal bases has."""
    known = False
    for passage, cited in _cited(case):
        instrument = find_instrument(cited.type, cited.number)
        other = _nearly(cited) if instrument is None else None
        known = known or instrument is not None
        meant = instrument if instrument and _other_day(instrument, cited) else other
        if meant and meant.issued_on:
            right = f"{meant.number} ngày {format_date(meant.issued_on)}"
            yield passage.fault(cited.text, meant=right)
    if not known:
        raise not_evaluated("no-known-bases")


@rule("content.basis-expired", Severity.WARNING, "viện dẫn")
def basis_expired(case: Case) -> Iterable[Fault]:
    """Find citations of documents out of force when this one is issued; each once.

    The unknown are not judged; a sentence that speaks of replacement or repeal may cite them.
    """
    day = moment(case)
    if day is None:
        raise not_evaluated("no-day")
    known = False
    seen: set[str] = set()
    for passage, cited in _cited(case):
        known = known or find_instrument(cited.type, cited.number) is not None
        instrument = expired(cited.type, cited.number, day)
        if instrument and instrument.valid_to and cited.number not in seen:
            if tells_history(_sentence_of(passage.text, cited.text)):
                continue
            seen.add(cited.number)
            successor = instrument.replaced_by
            end = format_date(instrument.valid_to)
            yield passage.fault(cited.text, end=end, near=successor)
    if not known:
        raise not_evaluated("no-known-bases")


def _cited(case: Case) -> Iterator[tuple[Passage, Citation]]:
    """Yield every citation; raises Unjudged where nothing is cited."""
    found = False
    for passage in passages(case, PROSE):
        for citation in _citations(passage.text):
            found = True
            yield passage, citation
    if not found:
        raise not_applicable("no-bases")


@lru_cache(maxsize=1024)
def _citations(text: str) -> tuple[Citation, ...]:
    """Return the documents that a text cites by number."""
    found = []
    for match in _CITATION.finditer(text):
        groups = [match[d] or match[w] for d, w in (("d", "dw"), ("m", "mw"), ("y", "yw"))]
        day = None
        if all(groups):
            with suppress(ValueError):  # a day that no calendar has is another rule's
                day = date(int(groups[2]), int(groups[1]), int(groups[0]))
        number = match["number"].rstrip("-/&")
        found.append(Citation(match["type"].capitalize(), number, day, match.group()))
    return tuple(found)


def _other_day(instrument: Instrument, cited: Citation) -> bool:
    return bool(cited.day and instrument.issued_on and cited.day != instrument.issued_on)


def _nearly(cited: Citation) -> Instrument | None:
    """Return the one registered document of that type, running number and day, whatever symbol."""
    start = _BEFORE_SYMBOL.match(cited.number)
    if not start or not cited.day or _LOCAL.search(cited.number):
        return None
    found = [
        placed
        for placed in load_instruments().trusted()
        if placed.issued_on == cited.day
        and folded(placed.type) == folded(cited.type)
        and placed.number.startswith(start.group())
    ]
    return found[0] if len(found) == 1 else None


def _sentence_of(text: str, words: str) -> str:
    """Return the sentence that some words stand in."""
    return next((sentence for sentence in sentences(text) if words in sentence), text)
