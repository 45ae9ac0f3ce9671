"""The plan as its issuer prints it: parts for others left out, parts reworded for it put in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generator.plan.fields import Path
from generator.plan.model import KINDS, Conditional, Level, Plan, Record, Task
from generator.vietnamese import folded

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan without conditions, and where each of its parts was typed."""

    plan: Plan
    kept: dict[Path, tuple[int, ...]] = field(default_factory=dict)

    def typed_path(self, path: Path) -> Path:
        """Return the path in the file of a part of the resolved plan."""
        typed: Path = ()
        for step in path:
            if isinstance(step, int) and typed in self.kept and step < len(self.kept[typed]):
                typed = (*typed, self.kept[typed][step])
            else:
                typed = (*typed, step)
        return typed


def for_issuer(plan: Plan) -> Resolved:
    """Return the plan with every condition (`only_for`, `not_for`, `reworded` …) decided.

    A condition names a level (`commune`), a kind (`phường`), or a unit by name or code.
    """
    resolver = _Resolver(plan)
    resolved = resolver.record(plan, ())
    return Resolved(resolved, resolver.kept)


def names_units(plan: Plan) -> bool:
    """Return whether a condition means units by name or code, not only levels and kinds."""
    return any(folded(name) not in _GENERAL for name in _audiences(plan))


_GENERAL = frozenset(
    folded(name) for kinds in KINDS.values() for name in (*kinds, *(level.value for level in Level))
)


def _audiences(value: Any) -> Iterator[str]:
    """Return every name that a condition of a plan uses."""
    if isinstance(value, Record):
        for name in ("audience", "excluded", "out_of_scope_for"):
            yield from getattr(value, name, ())
        for name in value.model_fields_set:
            yield from _audiences(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _audiences(part)


class _Resolver:
    def __init__(self, plan: Plan) -> None:
        issuer = plan.issuer
        names = (plan.level.value, issuer.kind, issuer.name, issuer.full_name, issuer.code or "")
        self.names = frozenset(folded(name) for name in names if name)
        self.kept: dict[Path, tuple[int, ...]] = {}

    def means(self, audience: Iterable[str]) -> bool:
        """Return whether one of the names means the issuer."""
        return any(folded(name) in self.names for name in audience)

    def reads(self, part: Any) -> bool:
        """Return whether a part is for the issuer."""
        if not isinstance(part, Conditional):
            return True
        wanted = not part.audience or self.means(part.audience)
        return wanted and not self.means(part.excluded)

    def record(self, record: R, path: Path) -> R:
        """Return the record with its own words and those of all below it decided."""
        changes: dict[str, Any] = {}
        for name in record.model_fields_set:
            value = getattr(record, name)
            key = type(record).model_fields[name].alias or name
            decided = self.value(value, (*path, key))
            if decided is not value:
                changes[name] = decided
        changes |= self.words(record)
        return record.model_copy(update=changes) if changes else record

    def value(self, value: Any, path: Path) -> Any:
        """Return the value of a field, the very same object where nothing in it is decided."""
        if isinstance(value, Record):
            return self.record(value, path)
        if not isinstance(value, tuple) or not any(isinstance(part, Record) for part in value):
            return value
        kept = tuple(index for index, part in enumerate(value) if self.reads(part))
        if len(kept) < len(value):
            self.kept[path] = kept
        parts = tuple(self.value(value[index], (*path, index)) for index in kept)
        same = len(parts) == len(value) and all(a is b for a, b in zip(parts, value, strict=True))
        return value if same else parts

    def words(self, record: Record) -> dict[str, Any]:
        """Return what a record reads for this issuer, where that is not what it reads for all."""
        changes: dict[str, Any] = {}
        if isinstance(record, Conditional):
            worded = next((r for r in record.reworded if self.means(r.audience)), None)
            if worded:
                given = {"title": worded.title, "text": worded.text}
                changes = {name: text for name, text in given.items() if text}
        if isinstance(record, Task) and self.means(record.out_of_scope_for):
            changes["in_scope"] = False
        return changes
