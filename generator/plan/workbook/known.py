"""The units for which plans are made: those of the register on the first day of the plan's year."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from generator.plan.model import Cascade, Plan
from generator.plan.workbook.rows import UnitRow
from generator.registers.names import agrees, name_key, spelling_key
from generator.registers.namesakes import seat_name
from generator.registers.units import CODE_WIDTHS, RegisteredUnit, find_unit, unit_by_code, units_on


def register_units(master: Plan, cascade: Cascade) -> tuple[UnitRow, ...]:
    """Return a row for each unit of the cascade's level directly under the master's issuer.

    There is none where the register does not know the issuer or what lies under it.
    Raises Refused when a row of the user's own register is wrong.
    """
    day, issuer = first_day(master), master.issuer
    above = (issuer.code and unit_by_code(issuer.code, day)) or find_unit(
        issuer.kind, issuer.name, day
    )
    if above is None:
        return ()
    units = units_on(day, parent=above.code, level=cascade.level.value)
    return tuple(UnitRow(unit.kind, unit.name, unit.code, seat=_seat(unit)) for unit in units)


def _seat(unit: RegisteredUnit) -> str:
    """Return the place name of a unit where it is another than its proper name."""
    seat = seat_name(unit.kind, unit.name)
    return "" if seat == unit.name else seat


def first_day(master: Plan) -> date:
    """Return the day whose units count: the first of the plan's first year."""
    return date(master.period.first, 1, 1)


class KnownUnits:
    """The units that a sheet may name, looked up as a clerk writes them; `names` without kinds."""

    __slots__ = ("_by_code", "_by_name", "_width", "names")

    def __init__(self, units: Sequence[UnitRow], *, width: int) -> None:
        """Keep the units by code, filled up to a width, and by the key of the name."""
        self._width = width
        self._by_code = {unit.code: unit for unit in units if unit.code}
        self._by_name: dict[str, list[UnitRow]] = defaultdict(list)
        for unit in units:
            self._by_name[name_key(unit.name)].append(unit)
        self.names = frozenset(unit.name for unit in units)

    def by_code(self, code: str) -> UnitRow | None:
        """Return the unit of a code, the zeros at its start back where Excel took them."""
        return self._by_code.get(code) or self._by_code.get(code.zfill(self._width))

    def by_name(self, kind: str, name: str) -> UnitRow | None:
        """Return the one unit of a kind and name; accents count only between two alike."""
        found = [
            unit for unit in self.named(name) if kind in ("", unit.kind) and agrees(name, unit.name)
        ]
        if len(found) > 1:
            spelling = spelling_key(name)
            found = [unit for unit in found if spelling_key(unit.name) == spelling]
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> tuple[UnitRow, ...]:
        """Return the units of a name, of whatever kind."""
        return tuple(self._by_name.get(name_key(name), ()))


def known_units(master: Plan, cascade: Cascade, given: Sequence[UnitRow]) -> KnownUnits:
    """Return the register's units, or the given ones where the register has none."""
    units = register_units(master, cascade) or given
    return KnownUnits(units, width=CODE_WIDTHS[cascade.level.value])
