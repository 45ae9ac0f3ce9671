"""What one row of the units' sheet says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the lower level with its figures, as a clerk typed them.

    `figures` holds, by target id, the figures given: `baseline`, `end`. A figure not given is
    absent. `place` names the row for messages: sheet, row.
    """

    kind: str
    name: str
    code: str = ""
    households: Decimal | None = None
    poor_households: Decimal | None = None
    population: Decimal | None = None
    figures: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    signer: str = ""
    position: str = ""
    number: int | None = None
    issued_on: date | None = None
    seat: str = ""
    sheet: str = ""
    row: int = 0

    @property
    def full_name(self) -> str:
        """The kind with the proper name."""
        return f"{self.kind} {self.name}"

    def weight(self, name: str) -> Decimal | None:
        """Return the figure by which targets are shared, by the name of its field."""
        value: Decimal | None = getattr(self, name)
        return value
