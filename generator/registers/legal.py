"""The register of legal bases: when each is in force, and what replaced it."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.resources import resource
from generator.vietnamese import folded, parse_date


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal document of the register, with its time in force and the source of that."""

    type: str
    number: str
    valid_from: date | None
    valid_to: date | None
    replaced_by: str
    source: str


def expired(type_: str, number: str, on: date) -> Instrument | None:
    """Return the instrument of that number when it was no longer in force on a day."""
    instrument = _register().get((folded(type_), folded(number)))
    if instrument and instrument.valid_to and instrument.valid_to < on:
        return instrument
    return None


@cache
def _register() -> dict[tuple[str, str], Instrument]:
    with resource("data", "registers", "legal-bases.csv").open(encoding="utf-8", newline="") as f:
        rows = [_instrument(row) for row in csv.DictReader(f)]
    return {(folded(row.type), folded(row.number)): row for row in rows}


def _instrument(row: dict[str, str]) -> Instrument:
    return Instrument(
        row["type"],
        row["number"],
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        row["replaced_by"],
        row["source"],
    )


def _day(text: str) -> date | None:
    return parse_date(text) if text else None
