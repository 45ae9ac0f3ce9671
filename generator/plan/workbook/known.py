"""The units for which plans are made: those of the register on the first day of the plan's year."""

from dataclasses import dataclass
from datetime import date

from generator.plan.model import Cascade, Plan
from generator.plan.workbook.rows import UnitRow
from generator.registers.names import name_key, spelling_key
from generator.registers.units import CODE_WIDTHS, find_unit, unit_by_code, units_on


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
    return tuple(UnitRow(unit.kind, unit.name, unit.code) for unit in units)


def first_day(master: Plan) -> date:
    """Return the day whose units count: the first of the plan's first year."""
    return date(master.period.first, 1, 1)


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The units that a sheet may name, looked up as a clerk writes them."""

    units: tuple[UnitRow, ...]
    width: int

    def by_code(self, code: str) -> UnitRow | None:
        """Return the unit of a code, the zeros at its start back where Excel took them."""
        whole = code.zfill(self.width)
        return next((unit for unit in self.units if code and unit.code == whole), None)

    def by_name(self, kind: str, name: str) -> UnitRow | None:
        """Return the one unit of a kind and name; accents count only between two alike."""
        found = self.named(name)
        found = [unit for unit in found if kind in ("", unit.kind)]
        if len(found) > 1:
            found = [u for u in found if spelling_key(u.name) == spelling_key(name)]
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> list[UnitRow]:
        """Return the units of a name, of whatever kind."""
        return [unit for unit in self.units if name_key(unit.name) == name_key(name)]


def known_units(master: Plan, cascade: Cascade, given: tuple[UnitRow, ...]) -> KnownUnits:
    """Return the register's units, or the given ones where the register has none."""
    units = register_units(master, cascade) or given
    return KnownUnits(units, CODE_WIDTHS[cascade.level.value])
