"""The register of names that units have from persons and events, and what follows for documents."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generator.registers.names import spelling_key
from generator.registers.table import Form, Register, Row, load, overlay_folder, parts

NAMESAKES = ("person", "event", "neither")


@dataclass(frozen=True, slots=True)
class Namesake:
    """A person or an event that units are named after; `neither` takes a shipped name back."""

    name: str
    kind: str
    about: str
    source: str


def seat_name(kind: str, name: str, *, overlay: Path | None = None) -> str:
    """Return what a unit prints before the date of its documents.

    That is its proper name; with the kind before it where the unit is named by a number, after a
    person or an event, and for Thành phố Hồ Chí Minh (NĐ 30/2020 Phụ lục I mục II.4).
    """
    return _seat_name(kind, name, overlay_folder(overlay))


@lru_cache(maxsize=1024)
def _seat_name(kind: str, name: str, folder: Path | None) -> str:
    if name.isdecimal() or spelling_key(name) in _names(folder):
        return f"{kind[:1].upper()}{kind[1:]} {name}"
    return name


def load_namesakes(overlay: Path | None = None) -> Register[Namesake]:
    """Return the whole register with the place of each name and all that is wrong."""
    return load(FORM, overlay_folder(overlay))


@cache
def _names(folder: Path | None) -> frozenset[str]:
    """Return the keys of the names of a folder's register."""
    found = load(FORM, folder).trusted()
    return frozenset(spelling_key(one.name) for one in found if one.kind != "neither")


def _read(row: Row) -> Namesake:
    return Namesake(
        row.needed("name"), row.choice("kind", NAMESAKES), row.text("about"), row.needed("source")
    )


def _key(one: Namesake) -> str:
    return spelling_key(one.name)


FORM = Form("namesakes.csv", parts("name|kind|about|source"), ("name", "kind", "source"),
            _read, _key)  # fmt: skip
