"""Which unit a row is about: by its code, or by its kind and name, each unit once."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from generator.diagnostics import suggestion
from generator.plan.workbook.columns import Content
from generator.plan.workbook.known import KnownUnits
from generator.plan.workbook.rows import UnitRow
from generator.registers.names import agrees, spelling_key
from generator.vietnamese import folded


@cache
def _before(kind: str) -> re.Pattern[str]:
    """Return the pattern of a name behind its kind: Xã Hải Nam, X. Hải Nam, TT Cồn, UBND xã …"""
    initials = [re.escape(word[0].upper()) for word in kind.split()]
    short = r"\.?".join(initials) + (r"(?:\.\s*|\s+)" if len(initials) > 1 else r"\.\s*")
    whole = r"\s+".join(re.escape(word) for word in kind.split())
    return re.compile(rf"(?:UBND\s+)?(?:(?i:{whole})\s+|{short})(?P<name>\S.*)")


class IdentityFault(ValueError):  # noqa: N818 - it is what is wrong with a row, not our error
    """A row that names no unit, an unknown one or one twice; `content` tells the column."""

    def __init__(self, code: str, content: Content, /, **parameters: str) -> None:
        """Keep the code of the message, the column and what the message tells."""
        super().__init__(code)
        self.code = code
        self.content = content
        self.parameters = parameters


class Identities:
    """The units met so far in a sheet, and those that it may name."""

    def __init__(self, known: KnownUnits, kinds: Sequence[str]) -> None:
        """Keep the units that may be named and the kinds of their level."""
        self._known = known
        self._kinds = kinds
        self._met: dict[str, int] = {}

    def identified(self, row: UnitRow) -> UnitRow:
        """Return the row with the register's code, kind and name.

        Raises IdentityFault when the unit is unknown, contradicts its code, or came before.
        """
        row = self._with_kind(row)
        if self._known.names:
            unit = self._by_code(row) if row.code else self._by_name(row)
            row = replace(row, code=unit.code, kind=unit.kind, name=unit.name)
        elif not row.name:
            raise IdentityFault("workbook.no-name", Content.NAME)
        elif not row.kind:
            kinds = ", ".join(self._kinds)
            raise IdentityFault("workbook.bad-kind", Content.KIND, value="", kinds=kinds)
        first = self._met_before(row)
        if first:
            parameters = {"unit": row.full_name, "row": str(first)}
            raise IdentityFault("workbook.duplicate-unit", Content.NAME, **parameters)
        return row

    def _met_before(self, row: UnitRow) -> int:
        """Return the row where a unit stood before, 0 where it did not.

        Two of one name are two units only when each has a code of its own.
        """
        name = f"{row.kind} {spelling_key(row.name)}"
        coded, uncoded = f"mã {name}", f"không mã {name}"
        looked_up = (row.code, uncoded) if row.code else (coded, uncoded)
        first = next((self._met[key] for key in looked_up if key in self._met), 0)
        for key in (row.code, coded) if row.code else (uncoded,):
            self._met.setdefault(key, row.row)
        return first

    def _with_kind(self, row: UnitRow) -> UnitRow:
        """Return the row with its kind as the law spells it, taken off the name if it is there."""
        kind, name = self._kind(row.kind), row.name
        for other in self._kinds:
            match = _before(other).fullmatch(name)
            if match and kind in ("", other) and not self._is_name(row.code, name):
                kind, name = other, match["name"]
        return replace(row, kind=kind, name=name)

    def _is_name(self, code: str, name: str) -> bool:
        """Return whether a name is a unit's as it stands: xã Xã Phiên, xã P. …"""
        unit = self._known.by_code(code) if code else self._known.by_name("", name)
        return unit is not None and agrees(name, unit.name)

    def _kind(self, text: str) -> str:
        """Return the kind that a text names, in full or by its initials: TT., P."""
        key = folded(text.replace(".", " "))
        for kind in self._kinds:
            words = folded(kind).split()
            if key in ("".join(words), " ".join(words), "".join(word[0] for word in words)):
                return kind
        if key:
            kinds = ", ".join(self._kinds)
            raise IdentityFault("workbook.bad-kind", Content.KIND, value=text, kinds=kinds)
        return ""

    def _by_code(self, row: UnitRow) -> UnitRow:
        """Return the unit of the row's code; its kind and name may be left out, not contradict."""
        unit = self._known.by_code(row.code)
        if unit is None:
            named = self._known.by_name(row.kind, row.name)
            near = f"{named.code} ({named.full_name})" if named else ""
            raise IdentityFault("workbook.unknown-code", Content.CODE, code=row.code, near=near)
        same_name = not row.name or agrees(row.name, unit.name)
        if not same_name or row.kind not in ("", unit.kind):
            parameters = {"code": unit.code, "unit": unit.full_name, "other": row.full_name.strip()}
            raise IdentityFault("workbook.code-differs", Content.NAME, **parameters)
        return unit

    def _by_name(self, row: UnitRow) -> UnitRow:
        """Return the unit of the row's kind and name."""
        if not row.name:
            raise IdentityFault("workbook.no-name", Content.NAME)
        unit = self._known.by_name(row.kind, row.name)
        if unit is None:
            known = self._known
            alike = known.named(row.name) or known.named(suggestion(row.name, known.names))
            near = alike[0].full_name if alike else ""
            parameters = {"unit": row.full_name.strip(), "near": near}
            raise IdentityFault("workbook.unknown-unit", Content.NAME, **parameters)
        return unit
