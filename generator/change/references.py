"""What an overlay names: the parts of a unit's plan, and whether each name means exactly one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Diagnostic, suggestion
from generator.plan.fields import Path
from generator.plan.model import Overlay, Plan

Key = tuple[str, str]
"""A part of a plan: the name of its list in the plan file, and its id."""

KINDS = (
    "sections", "items", "tasks", "targets", "agencies", "funding", "reports", "recipients",
    "appendices", "bases",
)  # fmt: skip
OMITTED = tuple(kind for kind in KINDS if kind not in ("targets", "bases"))
HOLDERS = {
    "items": ("sections", "items", "tasks", "agencies", "funding", "appendices"),
    "tasks": ("tasks",),
}
"""The kinds of part that hold parts of a kind."""


@dataclass(frozen=True, slots=True)
class Named:
    """The parts that an overlay names, and what is wrong with the names."""

    omitted: Mapping[Key, Path]
    places: Mapping[Path, Key | None]
    diagnostics: tuple[Diagnostic, ...]


def parts_of(plan: Plan) -> dict[str, dict[str, Any]]:
    """Return every part of a plan that has an id, by kind and id."""
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}

    def walk(kind: str, parts: tuple[Any, ...]) -> None:
        for part in parts:
            if part.id:
                found[kind].setdefault(part.id, part)
            for inner, holders in HOLDERS.items():
                if kind in holders:
                    walk(inner, getattr(part, inner, ()))

    for kind in KINDS:
        if kind != "items":
            walk(kind, getattr(plan, kind))
    return found


def additions(overlay: Overlay) -> Iterator[tuple[str, Any, Path]]:
    """Yield each added part with its kind and its path in the overlay."""
    yield from _listed(overlay.add, "add")


def changes(overlay: Overlay) -> Iterator[tuple[str, Any, Path]]:
    """Yield each part that changes by id, with its kind and its path in the overlay."""
    for kind, record, path in _listed(overlay.change, "change"):
        if kind != "recipients":  # they are replaced as a whole
            yield kind, record, path


def _listed(lists: Any, name: str) -> Iterator[tuple[str, Any, Path]]:
    for kind in KINDS:
        for index, record in enumerate(getattr(lists, kind, ())):
            yield kind, record, (name, kind, index)


def named_parts(plan: Plan, overlay: Overlay) -> Named:
    """Return what an overlay names in a plan, with a finding for each name that means nothing."""
    return _Names(parts_of(plan), overlay).named()


class _Names:
    def __init__(self, parts: dict[str, dict[str, Any]], overlay: Overlay) -> None:
        self.parts = parts
        self.overlay = overlay
        self.found: list[Diagnostic] = []

    def named(self) -> Named:
        """Return all names looked up."""
        omitted: dict[Key, Path] = {}
        for index, reference in enumerate(self.overlay.omit):
            path: Path = ("omit", index)
            if key := self.meant(reference, OMITTED, path):
                self.refuse_second(key, omitted, path)
                omitted[key] = path
        self.check_changes(omitted)
        return Named(omitted, self.positions(omitted), tuple(self.found))

    def meant(self, reference: str, kinds: tuple[str, ...], path: Path) -> Key | None:
        """Return the one part that a reference (`id`, or `kind.id`) means."""
        only, _, id_ = reference.rpartition(".")
        fitting = [kind for kind in kinds if only in ("", kind) and id_ in self.parts[kind]]
        if len(fitting) == 1:
            return fitting[0], id_
        if fitting:
            ways = ", ".join(f"{kind}.{id_}" for kind in fitting)
            self.refuse("overlay.ambiguous", path, id=id_, ways=ways)
            return None
        others = [kind for kind in KINDS if only in ("", kind) and id_ in self.parts[kind]]
        if others:
            told = {"id": id_, "kinds": ", ".join(others), "wanted": ", ".join(kinds)}
            self.refuse("overlay.other-kind", path, **told)
            return None
        wanted = [kind for kind in kinds if only in ("", kind)] or list(kinds)
        known = [other for kind in wanted for other in self.parts[kind]]
        self.refuse("overlay.unknown-id", path, id=reference, near=suggestion(id_, known))
        return None

    def check_changes(self, omitted: Mapping[Key, Path]) -> None:
        """Refuse changes of what is not there, is omitted, changes twice, or in nothing."""
        met: dict[Key, Path] = dict(omitted)
        for kind, record, path in changes(self.overlay):
            if record.model_fields_set == {"id"}:
                self.refuse("overlay.nothing-changed", (*path, "id"), id=record.id)
            if key := self.meant(record.id, (kind,), (*path, "id")):
                self.refuse_second(key, met, (*path, "id"))
                met[key] = path

    def positions(self, omitted: Mapping[Key, Path]) -> dict[Path, Key | None]:
        """Return for each added part the part that it stands by or in; None: at the end."""
        places: dict[Path, Key | None] = {}
        added = Counter((kind, record.id) for kind, record, _ in additions(self.overlay))
        for kind, record, path in additions(self.overlay):
            key = (kind, record.id)
            taken = record.id in self.parts[kind] and key not in omitted
            if record.id and (taken or added[key] > 1):
                self.refuse("overlay.id-taken", (*path, "id"), id=record.id)
            places[path] = self.position(kind, record, path)
        return places

    def position(self, kind: str, record: Any, path: Path) -> Key | None:
        """Return the part that an added part is placed by."""
        for name in ("before", "after", "within"):
            if reference := getattr(record, name, None):
                kinds = HOLDERS[kind] if name == "within" else (kind,)
                return self.meant(reference, kinds, (*path, name))
        return None

    def refuse_second(self, key: Key, met: Mapping[Key, Path], path: Path) -> None:
        if key in met:
            self.refuse("overlay.twice", path, id=key[1])

    def refuse(self, code: str, path: Path, **parameters: str) -> None:
        self.found.append(Diagnostic(code, parameters, path=path))
