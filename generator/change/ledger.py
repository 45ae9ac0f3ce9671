"""What a rollover does to a plan: edits of its file, and an entry for each that a person reads."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.plan.editing import Edit
from generator.plan.fields import Path
from generator.plan.model import LegalBasis, Plan
from generator.plan.review import address, typed_at, values_of

Status = Literal["decide", "confirm", "changed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to decide, to confirm, or changed by itself; its words stand under its code.

    `old` is what last year's plan had, `new` what stands there now (None: left blank), `sentence`
    the words to look at. `suggestion` is a value, `reason` the code of where it comes from. An
    `offer` is a basis that could take the place of the one that is over.
    """

    path: Path
    status: Status
    code: str
    old: str = ""
    new: str | None = None
    suggestion: str = ""
    reason: str = ""
    sentence: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    offer: LegalBasis | None = None


@dataclass(slots=True)
class Ledger:
    """The edits and entries while they are collected; `values` is the plan as typed."""

    values: Any
    edits: list[Edit] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def put(self, path: Path, value: str | None, after: str = "") -> None:
        """Put a value at a path, or blank it; a new key stands after its sibling `after`."""
        self.edits.append(Edit(path, value, after))

    def remove(self, path: Path) -> None:
        """Take a key away."""
        self.edits.append(Edit(path, None, action="remove"))

    def note(self, path: Path, status: Status, code: str, **words: Any) -> None:
        """Keep an entry; the old value is that of the plan where it is not said."""
        old = words.pop("old", None)
        self.entries.append(
            Entry(path, status, code, self.typed(path) if old is None else old, **words)
        )

    def has(self, path: Path) -> bool:
        """Return whether the plan has a key, be it blank."""
        above = typed_at(self.values, path[:-1])
        return isinstance(above, dict) and path[-1] in above

    def typed(self, path: Path) -> str:
        """Return what stands at a path, empty where there is nothing."""
        value = typed_at(self.values, path)
        return "" if value is None else str(value)

    def plan(self) -> Plan:
        """Return the plan with all edits made, and its open items, so that gaps show as gaps."""
        changed = applied(self.values, self.edits)
        items = [
            {"at": address(changed, e.path), "status": e.status, "kind": kind_of(e)}
            for e in self.entries
            if e.status != "changed"
        ]
        return Plan.model_validate({**changed, "review": items})


def kind_of(entry: Entry) -> str:
    """Return the kind of an entry, as the plan file names it."""
    return entry.code.rpartition(".")[2]


def ledger_of(plan: Plan) -> Ledger:
    """Return an empty ledger of a plan; what it still had to review is not carried over."""
    values = values_of(plan)
    values.pop("review", None)
    return Ledger(values)


def applied(values: Any, edits: Iterable[Edit]) -> Any:
    """Return the values of a plan with edits made."""
    changed = copy.deepcopy(values)
    for edit in edits:
        owner = typed_at(changed, edit.path[:-1])
        if edit.action == "remove":
            owner.pop(edit.path[-1])
        else:
            owner[edit.path[-1]] = edit.value
    return changed
