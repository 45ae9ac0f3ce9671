"""The register of agencies by level: names, successors, and who does their work a level below."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator.registers.dated import holds_on, last_day
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
from generator.registers.units import KINDS
from generator.vietnamese.alphabet import UPPER

LEVELS = tuple(KINDS)
KIND_SIGN = "{kind}"
_NOUNS = "|".join(sorted({kind for kinds in KINDS.values() for kind in kinds}, key=len)[::-1])
_OF_A_UNIT = re.compile(rf"\s+({_NOUNS})(?:\s+[{UPPER}]\w*)*$")


@dataclass(frozen=True, slots=True)
class Successor:
    """Whom the work of an agency passed to: all of it, or one field such as poverty."""

    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency in its time; `{kind}` in a name stands for the kind of its unit (xã, phường …).

    `kinds` are the kinds of units that have it, none for all of the level; `counterpart` is the
    code of who does its work at the next level below.
    """

    code: str
    level: str
    kinds: tuple[str, ...]
    name: str
    short: str
    aliases: tuple[str, ...]
    fields: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    successors: tuple[Successor, ...]
    counterpart: str
    confidence: str
    source: str

    def named(self, unit_kind: str = "") -> str:
        """Return the full name in a unit of that kind: Trạm Y tế phường."""
        return _filled(self.name, unit_kind)

    def named_short(self, unit_kind: str = "") -> str:
        """Return the short name in a unit of that kind, the full one where there is no other."""
        return _filled(self.short or self.name, unit_kind)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Who does an agency's work at a level below, and how sure that is: high, medium or low."""

    code: str
    name: str
    short: str
    confidence: str
    source: str


def find_agency(
    name: str, day: date, *, level: str | None = None, overlay: Path | None = None
) -> Agency | None:
    """Return the agency that a name means on a day, or None.

    The name may be short, abbreviated, or followed by its unit (Phòng LĐTBXH huyện Hải Hậu).
    Where several levels have one of that name, the highest is returned; give the level.
    """
    by_key = _index(overlay_folder(overlay)).by_key
    for key, levels in _keys_of_mention(name):
        for agency in by_key.get(key, ()):
            if agency.level in levels and level in (None, agency.level) and holds_on(agency, day):
                return agency
    return None


def counterpart(
    name: str,
    *,
    from_level: str,
    to_level: str,
    unit_kind: str,
    day: date,
    overlay: Path | None = None,
) -> Counterpart | None:
    """Return who does an agency's work in a unit of a lower level, or None where nobody does.

    `unit_kind` is that of the lower unit: a xã has a Phòng Kinh tế, a phường a Phòng Kinh tế,
    Hạ tầng và Đô thị (NĐ 150/2025/NĐ-CP). As sure as the least sure step on the way.
    """
    agency = find_agency(name, day, level=from_level, overlay=overlay)
    confidence = agency.confidence if agency else ""
    while agency and agency.level != to_level:
        agency = _in_unit(agency.counterpart, to_level, unit_kind, day, overlay)
        if agency:
            confidence = min(confidence, agency.confidence, key=CONFIDENCES.index)
    if not agency:
        return None
    short = agency.named_short(unit_kind)
    return Counterpart(agency.code, agency.named(unit_kind), short, confidence, agency.source)


def successor(
    name: str,
    day: date,
    *,
    level: str | None = None,
    field: str | None = None,
    unit_kind: str = "",
    overlay: Path | None = None,
) -> Agency | None:
    """Return who has the work of a former agency on a day, or None for a name never known.

    An agency that still holds on that day is its own successor. Where the work was divided, the
    first is that of the register's main field, poverty reduction; `level`, `field` and the kind
    of the unit pick another.
    """
    for agency, its_field in successors(name, day, overlay=overlay):
        in_unit = not unit_kind or not agency.kinds or unit_kind in agency.kinds
        if in_unit and level in (None, agency.level) and field in (None, its_field or field):
            return agency
    return None


def successors(
    name: str, day: date, *, overlay: Path | None = None
) -> tuple[tuple[Agency, str], ...]:
    """Return all who have the work of a former agency on a day, each with its field or ''."""
    index = _index(overlay_folder(overlay))
    for key, levels in _keys_of_mention(name):
        named = [agency for agency in index.by_key.get(key, ()) if agency.level in levels]
        followed = (pair for agency in named for pair in _now(agency, "", day, index))
        if found := tuple(dict.fromkeys(followed)):
            return found
    return ()


def load_agencies(overlay: Path | None = None) -> Register[Agency]:
    """Return the whole register with the place of each agency and all that is wrong."""
    return load(FORM, overlay_folder(overlay))


def agency_keys(agency: Agency) -> frozenset[str]:
    """Return the keys of all the names an agency goes by, in units of every kind it is in."""
    kinds = ("", *(agency.kinds or KINDS.get(agency.level, ())))
    names = (agency.name, agency.short, *agency.aliases)
    return frozenset(
        agency_key(_filled(name, kind))
        for name in names
        if name
        for kind in (kinds if KIND_SIGN in name else ("",))
    )


@dataclass(frozen=True, slots=True)
class _Index:
    """The agencies by what they are asked for; the highest level first."""

    by_key: dict[str, list[Agency]]
    by_code: dict[str, list[Agency]]


@cache
def _index(folder: Path | None) -> _Index:
    """Return the agencies of a folder's register, read once in the life of the program."""
    by_key: dict[str, list[Agency]] = defaultdict(list)
    by_code: dict[str, list[Agency]] = defaultdict(list)
    for agency in sorted(load(FORM, folder).trusted(), key=lambda a: LEVELS.index(a.level)):
        by_code[agency.code].append(agency)
        for key in agency_keys(agency):
            by_key[key].append(agency)
    return _Index(dict(by_key), dict(by_code))


def _keys_of_mention(name: str) -> Iterator[tuple[str, Collection[str]]]:
    """Yield the keys a mention may stand for, each with the levels where it may.

    As written; without the name of the unit at its end; without its kind too, which then says
    the level: a Trung tâm … xã is not that of the province.
    """
    yield agency_key(name), LEVELS
    if match := _OF_A_UNIT.search(name):
        bare, kind = name[: match.start()], match.group(1)
        yield agency_key(f"{bare} {kind}"), LEVELS
        yield agency_key(bare), [level for level in LEVELS if kind in KINDS[level]]


def _in_unit(
    code: str, to_level: str, unit_kind: str, day: date, overlay: Path | None
) -> Agency | None:
    """Return the agency of a code that a unit has on a day; the kind counts at its own level."""
    for agency in _index(overlay_folder(overlay)).by_code.get(code, ()):
        fits = agency.level != to_level or not agency.kinds or unit_kind in agency.kinds
        if fits and holds_on(agency, day):
            return agency
    return None


def _now(agency: Agency, field: str, day: date, index: _Index) -> Iterator[tuple[Agency, str]]:
    """Yield an agency that holds on a day, else who followed it, and who followed them."""
    if holds_on(agency, day):
        yield agency, field
    elif last_day(agency) < day:
        for step in agency.successors:
            if field and step.field not in ("", field):
                continue
            for row in index.by_code.get(step.code, ()):
                if last_day(row) > last_day(agency):
                    yield from _now(row, field or step.field, day, index)


def _filled(name: str, unit_kind: str) -> str:
    """Return a name with the kind of the unit in its place, or without it."""
    return " ".join(name.replace(KIND_SIGN, unit_kind).split())


def _read(row: Row) -> Agency:
    level = row.choice("level", LEVELS)
    start, end = row.span()
    kinds = row.items("kinds")
    for kind in kinds:
        if level in KINDS and kind not in KINDS[level]:
            row.refuse("register.bad-value", "kinds", value=kind, known=", ".join(KINDS[level]))
    return Agency(
        code=row.needed("code"),
        level=level,
        kinds=kinds,
        name=row.needed("name"),
        short=row.text("short"),
        aliases=row.items("aliases"),
        fields=row.items("fields"),
        valid_from=start,
        valid_to=end,
        successors=tuple(_successor(item) for item in row.items("successors")),
        counterpart=row.text("counterpart"),
        confidence=row.choice("confidence", CONFIDENCES),
        source=row.needed("source"),
    )


def _successor(item: str) -> Successor:
    """Return the successor of `code` or `code:field`."""
    code, _, field = item.partition(":")
    return Successor(code.strip(), field.strip())


def _key(agency: Agency) -> tuple[str, tuple[str, ...], date | None]:
    return agency.code, agency.kinds, agency.valid_from


FORM = Form(
    "agencies.csv",
    parts(
        "code|level|kinds|name|short|aliases|fields|valid_from|valid_to|successors|counterpart"
        "|confidence|source"
    ),
    ("code", "level", "name", "confidence", "source"),
    _read,
    _key,
)
