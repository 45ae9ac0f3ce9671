"""The register of administrative units: provinces, districts and communes, each in its time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator.registers.dated import holds_on
from generator.registers.names import name_key, spelling_key
from generator.registers.table import Form, Register, Row, load, overlay_folder, parts
from generator.vietnamese import folded

REFORM = date(2025, 7, 1)
CODE_WIDTHS = {"province": 2, "district": 3, "commune": 5}
KINDS = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "quận", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}
_KIND_ALIASES = {
    "t": "tinh",
    "tp": "thanh pho",
    "h": "huyen",
    "q": "quan",
    "tx": "thi xa",
    "x": "xa",
    "p": "phuong",
    "tt": "thi tran",
    "dk": "dac khu",
}


@dataclass(frozen=True, slots=True)
class RegisteredUnit:
    """A unit as it was called from one day to another; codes are those of the statistics office.

    `successors` are the codes of the units that took its place on the day after its last.
    """

    code: str
    kind: str
    name: str
    level: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Index:
    """The units by their codes and by the codes above them."""

    units: tuple[RegisteredUnit, ...]
    by_code: dict[str, list[RegisteredUnit]]
    by_parent: dict[str, list[RegisteredUnit]]


def units_on(
    day: date, *, parent: str | None = None, level: str | None = None, overlay: Path | None = None
) -> tuple[RegisteredUnit, ...]:
    """Return the units of a day in the order of the code list.

    `parent` is the code of the unit directly above, `level` province, district or commune.
    Raises Refused when a row of the user's own register is wrong.
    """
    index = _index(overlay_folder(overlay))
    units = index.units if parent is None else index.by_parent.get(parent, ())
    return tuple(u for u in units if holds_on(u, day) and level in (None, u.level))


def unit_by_code(code: str, day: date, *, overlay: Path | None = None) -> RegisteredUnit | None:
    """Return the unit that has a code on a day, or None."""
    units = _index(overlay_folder(overlay)).by_code.get(code, ())
    return next((unit for unit in units if holds_on(unit, day)), None)


def find_unit(
    kind: str,
    name: str,
    day: date,
    *,
    parent: str | None = None,
    overlay: Path | None = None,
) -> RegisteredUnit | None:
    """Return the one unit of a kind and name on a day, or None where there is none or several.

    Case, accents and the place of the tone do not count unless they tell two units apart:
    Cẩm Giang and Cẩm Giàng lie in one province. The kind may be short (TP., TT., P.) or empty.
    """
    found = [
        unit
        for unit in _names(overlay_folder(overlay)).get(name_key(name), ())
        if _is_kind(unit, kind) and holds_on(unit, day) and parent in (None, unit.parent_code)
    ]
    if len(found) > 1:
        spelling = spelling_key(name)
        found = [unit for unit in found if spelling_key(unit.name) == spelling]
    return found[0] if len(found) == 1 else None


def load_units(overlay: Path | None = None) -> Register[RegisteredUnit]:
    """Return the whole register with the place of each unit and all that is wrong."""
    return load(FORM, overlay_folder(overlay))


@cache
def _index(folder: Path | None) -> _Index:
    """Return the units of a folder's register, read once in the life of the program."""
    units = load(FORM, folder).trusted()
    by_code: dict[str, list[RegisteredUnit]] = defaultdict(list)
    by_parent: dict[str, list[RegisteredUnit]] = defaultdict(list)
    for unit in units:
        by_code[unit.code].append(unit)
        by_parent[unit.parent_code].append(unit)
    return _Index(units, dict(by_code), dict(by_parent))


@cache
def _names(folder: Path | None) -> dict[str, list[RegisteredUnit]]:
    """Return the units of a folder's register by the key of their names."""
    by_name: dict[str, list[RegisteredUnit]] = defaultdict(list)
    for unit in _index(folder).units:
        by_name[name_key(unit.name)].append(unit)
    return dict(by_name)


def _is_kind(unit: RegisteredUnit, kind: str) -> bool:
    """Return whether a kind as a clerk writes it is that of the unit; an empty one is any."""
    key = folded(kind).replace(".", "").strip()
    return not key or _KIND_ALIASES.get(key, key) == name_key(unit.kind)


def _read(row: Row) -> RegisteredUnit:
    """Return the unit of a row; codes get back the zeros that a spreadsheet takes away."""
    level = row.choice("level", CODE_WIDTHS)
    width = CODE_WIDTHS.get(level, 0)
    start, end = row.span()
    return RegisteredUnit(
        _code(row, "code", row.needed("code"), width),
        row.choice("kind", KINDS.get(level) or (row.text("kind").lower(),)),
        row.needed("name"),
        level,
        _parent(row, level, end),
        start,
        end,
        tuple(_code(row, "successors", code, width) for code in row.items("successors")),
        row.needed("source"),
    )


def _parent(row: Row, level: str, end: date | None) -> str:
    """Return the code of the unit above: none, a province, or a district before the reform."""
    if level == "province":
        return ""
    three_tiers = level == "commune" and end is not None and end < REFORM
    above = "district" if three_tiers else "province"
    return _code(row, "parent_code", row.needed("parent_code"), CODE_WIDTHS[above])


def _code(row: Row, column: str, text: str, width: int) -> str:
    """Return a code padded to its width, refusing what is no number of that length.

    The width is 0 where the level is wrong, which is said already.
    """
    code = text.zfill(width)
    if text and width and not (code.isdecimal() and len(code) == width):
        row.refuse("register.bad-code", column, value=text, width=str(width))
    return code


def _key(unit: RegisteredUnit) -> tuple[str, date | None]:
    return unit.code, unit.valid_from


FORM = Form(
    "units.csv",
    parts("code|kind|name|level|parent_code|valid_from|valid_to|successors|source"),
    ("code", "kind", "name", "level", "valid_from", "source"),
    _read,
    _key,
)
