"""The register of legal bases: when each is in force, what amends it and what replaced it."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator.registers.dated import holds_on
from generator.registers.names import agency_key
from generator.registers.table import (
    CONFIDENCES,
    Form,
    Register,
    Row,
    load,
    overlay_folder,
    parts,
)
from generator.vietnamese import folded

_LOCAL = re.compile(r"UBND|HĐND", re.IGNORECASE)
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal document with its time in force and the source of that; an open end is unknown."""

    type: str
    number: str
    issued_on: date | None
    issuer: str
    about: str
    valid_from: date | None
    valid_to: date | None
    amended_by: str
    replaced_by: str
    source: str
    confidence: str


def find_instrument(
    type_: str,
    number: str,
    *,
    issuer: str = "",
    about: str = "",
    on: date | None = None,
    overlay: Path | None = None,
) -> Instrument | None:
    """Return the instrument of a number, or a law by its name where no number is given.

    Numbers of People's Committees and Councils return in every province, so those are found only
    with the full name of their issuer. Of several laws of a name, the one in force on a day.
    """
    register = _index(overlay_folder(overlay))
    found = register.get((folded(type_), _number_key(number) or folded(about)), [])
    if _LOCAL.search(number):
        found = [one for one in found if issuer and agency_key(issuer) == agency_key(one.issuer)]
    if on is not None and len(found) > 1:
        found = [one for one in found if holds_on(one, on)] or found[-1:]
    return found[-1] if found else None


def expired(
    type_: str, number: str, on: date, *, issuer: str = "", overlay: Path | None = None
) -> Instrument | None:
    """Return the instrument of that number when it was no longer in force on a day."""
    if not number:
        return None
    instrument = find_instrument(type_, number, issuer=issuer, overlay=overlay)
    if instrument and instrument.valid_to and instrument.valid_to < on:
        return instrument
    return None


def load_instruments(overlay: Path | None = None) -> Register[Instrument]:
    """Return the whole register with the place of each instrument and all that is wrong."""
    return load(FORM, overlay_folder(overlay))


@cache
def _index(folder: Path | None) -> dict[tuple[str, str], list[Instrument]]:
    """Return the instruments of a folder's register by type and number, laws also by name."""
    by_key: dict[tuple[str, str], list[Instrument]] = defaultdict(list)
    for one in load(FORM, folder).trusted():
        by_key[folded(one.type), _number_key(one.number)].append(one)
        if "luat" in folded(one.type):
            by_key[folded(one.type), folded(one.about)].append(one)
    return dict(by_key)


def _number_key(number: str) -> str:
    """Return a number without spaces, accents and leading zeros: 9/2019/NĐ-CP is 09/2019/NĐ-CP."""
    return _LEADING_ZEROS.sub("", folded(number).replace(" ", ""))


def _read(row: Row) -> Instrument:
    start, end = row.span()
    return Instrument(
        type=row.needed("type"),
        number=row.needed("number"),
        issued_on=row.day("date"),
        issuer=row.text("issuer"),
        about=row.text("about"),
        valid_from=start,
        valid_to=end,
        amended_by=row.text("amended_by"),
        replaced_by=row.text("replaced_by"),
        source=row.needed("source"),
        confidence=row.choice("confidence", CONFIDENCES),
    )


def _key(one: Instrument) -> tuple[str, str, str]:
    return folded(one.type), _number_key(one.number), agency_key(one.issuer)


FORM = Form(
    "legal-bases.csv",
    parts(
        "type|number|date|issuer|about|valid_from|valid_to|amended_by|replaced_by|source|confidence"
    ),
    ("type", "number", "valid_from", "valid_to", "source", "confidence"),
    _read,
    _key,
)
