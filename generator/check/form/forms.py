"""The forms of number and date as they are typed (Phụ lục I, mục II.3 and II.4)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.check.registry import Case
from generator.reading.anatomy import Role
from generator.reading.recognition.phrases import LETTER_SUBJECT

LONGEST = 300  # letters of a line of the letterhead; what is longer is none
BLANK = r"[\s._…]*"
NUMBER = re.compile(
    rf"(?P<label>[^\d/:]*?)(?P<colon>\s*:)?(?P<gap>\s*)(?P<digits>\d+[a-zA-Z]?|{BLANK})"
    r"(?P<slash>\s*/\s*)(?P<symbol>.*)"
)
DAY = re.compile(
    rf"(?P<place>.*?)(?P<comma>,?)\s*ngày\s*(?P<day>\d+|{BLANK})\s*tháng\s*(?P<month>\d+|{BLANK})"
    rf"\s*năm\s*(?P<year>\d+|{BLANK})\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a document by its pieces, as typed; `digits` is empty where not yet given."""

    label: str
    colon: bool
    digits: str
    tight: bool
    symbol: str


@dataclass(frozen=True, slots=True)
class Day:
    """Place and day of a document by their pieces, as typed; blank ones are empty."""

    place: str
    comma: bool
    day: str
    month: str
    year: str

    @property
    def date(self) -> date | None:
        """The day, where it is whole and exists."""
        if not (self.day and self.month and self.year):
            return None
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None


def number_of(text: str) -> Number | None:
    """Return the pieces of `Số: 05/KH-UBND`, or None where it is no number."""
    found = NUMBER.fullmatch(" ".join(text[:LONGEST].split()))
    if not found:
        return None
    return Number(
        found["label"].strip(),
        found["colon"] is not None,
        _typed(found["digits"]),
        found["slash"] == "/" or not _typed(found["digits"]),
        found["symbol"].strip(),
    )


def day_of(text: str) -> Day | None:
    """Return the pieces of `Hải Hậu, ngày 05 tháng 01 năm 2022`, or None for another form."""
    return _day_of(text[:LONGEST])


@lru_cache(maxsize=1024)
def _day_of(text: str) -> Day | None:
    found = DAY.fullmatch(" ".join(text.split()))
    if not found:
        return None
    return Day(
        found["place"].strip(),
        bool(found["comma"]),
        _typed(found["day"]),
        _typed(found["month"]),
        _typed(found["year"]),
    )


def is_padded(day: str, month: str) -> bool:
    """Return whether a day < 10 and January and February, and no other month, begin with 0.

    Phụ lục I, mục II.4.b.
    """
    return (day, month) == padded(day, month)


def padded(day: str, month: str) -> tuple[str, str]:
    """Return day and month as they should be written."""
    january_or_february = int(month) <= 2  # noqa: PLR2004 - the second month
    return f"{int(day):02d}", f"{int(month):02d}" if january_or_february else str(int(month))


def is_blank(case: Case) -> bool:
    """Return whether the document awaits its number: it is not issued yet."""
    number = number_of(case.anatomy.text(Role.NUMBER))
    return number is not None and not number.digits


def is_letter(case: Case) -> bool:
    """Return whether the document is a Công văn, which prints no type (Phụ lục III, mẫu 1.5).

    It is addressed or has a subject `V/v …`, and the symbol of its number begins with no type.
    """
    anatomy = case.anatomy
    if any(part.text.strip() and not part.appendix for part in anatomy.of(Role.TYPE)):
        return False
    number = number_of(anatomy.text(Role.NUMBER))
    group = re.split(r"[/-]", number.symbol)[0].strip() if number else ""
    about = LETTER_SUBJECT.match(anatomy.text(Role.SUBJECT))
    return group not in case.form["check"]["types"] and bool(about or anatomy.of(Role.ADDRESSEE))


def date_of(text: str) -> date | None:
    """Return the day that stands in a line of place and day."""
    found = day_of(text)
    return found.date if found else None


def _typed(text: str) -> str:
    """Return digits as typed, or nothing for a gap."""
    return text.strip() if any(c.isalnum() for c in text) else ""
