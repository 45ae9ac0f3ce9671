"""The unit that issues a plan and those above it, completed from the register of its day."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.plan.model import KINDS
from generator.reading.anatomy import Anatomy, Role
from generator.registers.units import RegisteredUnit, find_unit, unit_by_code, units_on
from generator.vietnamese import folded
from generator.vietnamese.alphabet import UPPER

_ABOVE = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|địa bàn) (huyện|quận|thị xã|thành phố|tỉnh) "
    rf"((?:[{UPPER}][\w'’-]*)(?:\s+[{UPPER}][\w'’-]*){{0,3}})"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A unit by kind and name, where that was read, and what the register adds."""

    kind: str
    name: str
    source: str = ""
    code: str = ""
    parent: "Named | None" = None


def above_of(anatomy: Anatomy, unit: Named) -> tuple[Named, ...]:
    """Return the units that the document names and that may lie above a unit, likeliest first."""
    head = "\n".join(p.text for p in anatomy.of(Role.SUPERIOR))
    text = "\n".join(part.text for part in anatomy.parts if not part.appendix)
    found = [Named(kind.lower(), name) for kind, name in _ABOVE.findall(f"{head}\n{text}")]
    return tuple(dict.fromkeys(n for n in found if _may_hold(n.kind, unit.kind)))


def registered(unit: Named, above: tuple[Named, ...], day: date) -> Named:
    """Return a unit with its code and the units above it, as far as the register knows them."""
    found = _found(unit, above, day) or _found(unit, above, date(day.year, 12, 31))
    if found is None:
        parent = above[0] if above else Named("tỉnh", "…") if unit.kind != "tỉnh" else None
        return replace(unit, parent=_completed(parent, day) if parent else None)
    return _chain(found, day, unit.source)


def unit_values(unit: Named) -> dict[str, Any]:
    """Return a unit as a plan file states it."""
    values: dict[str, Any] = {"kind": unit.kind, "name": unit.name}
    if unit.code:
        values["code"] = unit.code
    if unit.parent:
        values["parent"] = unit_values(unit.parent)
    return values


def _may_hold(kind: str, below: str) -> bool:
    """Return whether a unit of a kind may lie above one of another kind."""
    ranks = {k: rank for rank, kinds in enumerate(KINDS.values()) for k in reversed(kinds)}
    return ranks[kind] < ranks[below] or (kind in {"thành phố", "tỉnh"} and below != "tỉnh")


def _found(unit: Named, above: tuple[Named, ...], day: date) -> RegisteredUnit | None:
    """Return the one unit of a name on a day, told from others by the units above it."""
    for parent in above:
        upper = find_unit(parent.kind, parent.name, day) or _below_provinces(parent, above, day)
        if upper is None:
            continue
        found = find_unit(unit.kind, unit.name, day, parent=upper.code)
        if found:
            return found
        for middle in units_on(day, parent=upper.code):
            found = find_unit(unit.kind, unit.name, day, parent=middle.code)
            if found:
                return found
    return find_unit(unit.kind, unit.name, day)


def _below_provinces(parent: Named, above: tuple[Named, ...], day: date) -> RegisteredUnit | None:
    """Return a district of a name that several provinces have, in a province the text names."""
    for province in (find_unit(n.kind, n.name, day) for n in above if n != parent):
        if province and (found := find_unit(parent.kind, parent.name, day, parent=province.code)):
            return found
    return None


def _completed(parent: Named, day: date) -> Named:
    found = find_unit(parent.kind, parent.name, day)
    return _chain(found, day, parent.source) if found else parent


def _chain(unit: RegisteredUnit, day: date, source: str) -> Named:
    above = unit_by_code(unit.parent_code, day) if unit.parent_code else None
    if above is None and unit.parent_code:
        above = unit_by_code(unit.parent_code, date(day.year, 12, 31))
    parent = _chain(above, day, source) if above else None
    return Named(unit.kind, unit.name, source, unit.code, parent)


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same but for case and accents."""
    return folded(one) == folded(other)
