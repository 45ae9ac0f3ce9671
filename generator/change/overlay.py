"""One unit's own additions, omissions and changes laid over its plan: Plan -> Plan.

Where each part of the new plan was typed is kept, so that a finding about it names the overlay.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.change.references import HOLDERS, KINDS, Key, additions, changes, named_parts
from generator.diagnostics import Diagnostic
from generator.plan.conditions import Resolved
from generator.plan.fields import Path, Range
from generator.plan.model import Overlay, Plan, Record, Target
from generator.plan.model.overlay import POSITIONS

_WHOLE = ("subject", "notice", "opening", "closing", "recipients", "archive")
_SHOWN = 60
_REWRITTEN = "…"


@dataclass(frozen=True, slots=True)
class UnitOverlay:
    """A unit's overlay, the file it stands in, and the sum of that file's bytes."""

    overlay: Overlay
    file: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that an overlay does: `omit`, `add` or `change`, to a part or field of the plan.

    `kind` is the list of the part, empty for a field of the plan itself; `title` is how a reader
    knows the part, `details` hold field, old and new value of what changes.
    """

    action: str
    kind: str
    id: str
    title: str
    details: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A unit's plan with its overlay, what was done, and what is wrong with the overlay.

    `origins` maps paths of the plan to paths of the overlay; findings have paths of the overlay.
    `resolved` says what was left out of the plan after that, `source` where the overlay stands.
    """

    plan: Plan
    edits: tuple[Edit, ...]
    origins: Mapping[Path, Path]
    diagnostics: tuple[Diagnostic, ...] = ()
    source: UnitOverlay | None = None
    resolved: Resolved | None = None

    def typed_path(self, path: Path) -> Path | None:
        """Return where a part of the plan was typed in the overlay; None: in the master."""
        path = self.resolved.typed_path(path) if self.resolved else path
        for length in range(len(path), 0, -1):
            typed = self.origins.get(path[:length])
            if typed is not None:
                inherited = typed[0] == "change" and _is_record(typed) and length < len(path)
                return None if inherited else (*typed, *path[length:])
        return None


def _is_record(typed: Path) -> bool:
    """Return whether a path of an overlay is that of a changed part, not of one of its fields."""
    return isinstance(typed[-1], int)


def overlaid(plan: Plan, overlay: Overlay) -> Overlaid:
    """Return a plan with a unit's overlay; with findings it is the plan as far as it could go.

    Findings: names that mean no part or several, parts named twice, ids that are taken, changes
    inside a part that is left out or replaced as a whole.
    """
    named = named_parts(plan, overlay)
    if named.diagnostics:
        return Overlaid(plan, (), {}, named.diagnostics)
    laying = _Laying(overlay, named.omitted, named.places)
    made = laying.laid(plan)
    return Overlaid(made, tuple(laying.edits), laying.origins, tuple(laying.without_effect()))


@dataclass(slots=True)
class _Laying:
    """An overlay while it is laid over a plan."""

    overlay: Overlay
    omitted: Mapping[Key, Path]
    places: Mapping[Path, Key | None]
    edits: list[Edit] = field(default_factory=list)
    origins: dict[Path, Path] = field(default_factory=dict)
    pending: set[Path] = field(default_factory=set)
    changed: dict[Key, tuple[Any, Path]] = field(default_factory=dict)
    added: dict[tuple[str, str, Key | None], list[tuple[Any, Path]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        """Sort what is to be done by the part that it is done to."""
        self.pending |= set(self.omitted.values())
        for kind, record, path in changes(self.overlay):
            self.changed[kind, record.id] = (record, path)
            self.pending.add(path)
        for kind, record, path in additions(self.overlay):
            where = next((n for n in POSITIONS if getattr(record, n, None)), "within")
            self.added[kind, where, self.places[path]].append((record, path))
            self.pending.add(path)

    def laid(self, plan: Plan) -> Plan:
        """Return the plan with everything in its place."""
        fields = self.whole_fields(plan)
        for kind in KINDS:
            if kind != "items" and kind not in fields:
                fields[kind] = self.parts(kind, getattr(plan, kind), (kind,), None)
        given = {name: value for name, value in fields.items() if value != getattr(plan, name)}
        return plan.model_copy(update=given)

    def parts(
        self, kind: str, parts: tuple[Any, ...], path: Path, owner: Key | None
    ) -> tuple[Any, ...]:
        """Return a list of parts with the added ones, without the omitted ones."""
        made: list[Any] = []
        for part in parts:
            key = (kind, part.id or "")
            self.add(made, kind, "before", key, path)
            if key in self.omitted:
                self.pending.discard(self.omitted[key])
                self.edits.append(Edit("omit", *key, _title(part)))
            else:
                made.append(self.part(kind, part, (*path, len(made))))
            self.add(made, kind, "after", key, path)
        self.add(made, kind, "within", owner, path)
        return tuple(made)

    def add(self, made: list[Any], kind: str, where: str, key: Key | None, path: Path) -> None:
        """Put the parts that are added at a place there."""
        for record, typed in self.added.get((kind, where, key), ()):
            self.pending.discard(typed)
            self.origins[*path, len(made)] = typed
            made.append(_plain(record))
            self.edits.append(Edit("add", kind, record.id or "", _title(record)))

    def part(self, kind: str, part: Any, path: Path) -> Any:
        """Return a part with its own changes and those of the parts below it."""
        record, typed = self.changed.get((kind, part.id or ""), (None, ()))
        given: dict[str, Any] = {}
        if record is not None:
            self.pending.discard(typed)
            given = _given(record)
            self.note(kind, part, record, path, typed)
            if kind == "targets":
                given = {"change": _settled_change(part.model_copy(update=given)), **given}
        for inner, holders in HOLDERS.items():
            if kind in holders and hasattr(part, inner) and inner not in given:
                owner = (kind, part.id) if part.id else (kind, "")
                below = self.parts(inner, getattr(part, inner), (*path, inner), owner)
                if below != getattr(part, inner):
                    given[inner] = below
        return part.model_copy(update=given) if given else part

    def note(self, kind: str, part: Any, record: Record, path: Path, typed: Path) -> None:
        """Keep where the changed fields were typed, and what they were before."""
        given = _given(record)
        self.origins[path] = typed
        for name in given:
            key = type(record).model_fields[name].alias or name
            self.origins[*path, key] = (*typed, key)
        details = tuple(_detail(part, record, name) for name in given)
        self.edits.append(Edit("change", kind, part.id, _title(part), details))

    def whole_fields(self, plan: Plan) -> dict[str, Any]:
        """Return the fields of the plan itself that the overlay gives."""
        change = self.overlay.change
        fields: dict[str, Any] = {}
        for name in _WHOLE:
            if name in change.model_fields_set:
                fields[name] = getattr(change, name)
                self.origins[name,] = ("change", name)
                self.field_edit(plan, change, name)
        if change.signature is not None:
            given = _given(change.signature)
            fields["signature"] = plan.signature.model_copy(update=given)
            for name in given:
                self.origins["signature", name] = ("change", "signature", name)
                self.field_edit(plan.signature, change.signature, name)
        return fields

    def field_edit(self, record: Record, change: Record, name: str) -> None:
        title, old, new = _detail(record, change, name)
        self.edits.append(Edit("change", "", name, title, ((title, old, new),)))

    def without_effect(self) -> Iterator[Diagnostic]:
        """Yield a finding for each thing that could not be done where it was to be done."""
        for path in sorted(self.pending, key=str):
            yield Diagnostic("overlay.no-effect", path=path)


def _given(record: Record) -> dict[str, Any]:
    """Return the fields that a change gives, in the order of the model."""
    names = (name for name in type(record).model_fields if name in record.model_fields_set)
    return {name: getattr(record, name) for name in names if name not in ("id", *POSITIONS)}


def _plain(record: Record) -> Record:
    """Return an added part as the record of the plan that it is."""
    classes = type(record).__mro__
    base: Any = next(c for c in classes if c.__module__ != type(record).__module__)
    given = {n: getattr(record, n) for n in record.model_fields_set if n not in POSITIONS}
    rest = {n: getattr(record, n) for n in base.model_fields if n not in given}
    made: Record = base.model_construct(set(given), **given, **rest)
    return made


def _title(part: Any) -> str:
    """Return the words by which a reader knows a part."""
    words = next(
        (value for name in ("title", "name", "about", "text", "id")
         if (value := getattr(part, name, None))), "",
    )  # fmt: skip
    return _short(" ".join(str(words).split()))


def _detail(old: Record, new: Record, name: str) -> tuple[str, str, str]:
    """Return the title of a field, its old and its new value."""
    return str(type(new).model_fields[name].title), _value(old, name), _value(new, name)


def _value(record: Record, name: str) -> str:
    """Return a field as it is typed in a plan file, on one line; a list of parts is not shown."""
    value = record.model_dump(mode="json", include={name})[name]
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return _short(", ".join(value))
    if isinstance(value, (dict, list, tuple)):
        return _REWRITTEN
    return "" if value is None else _short(" ".join(str(value).split()))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _settled_change(target: Target) -> Range | None:
    """Return the change that follows from exact figures at start and end, else the stated one."""
    first, last = (figure.exact if figure else None for figure in (target.baseline, target.end))
    if target.change is None or first is None or last is None:
        return target.change
    return Range(last - first, last - first)
