"""What changed from one plan to another, as a list: each change of the data once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from generator.alignment import increasing
from generator.change.correspondence import Node, match, tree
from generator.change.display import label, names_of, shortened, shown
from generator.change.tables import TableChange, table_changes
from generator.plan.fields import Path
from generator.plan.model import Block, Deadline, Period, Plan, Record, Table

_WHOLE = (Block, Deadline, Period)  # records that are one value to a reader


class Kind(StrEnum):
    """What became of a part of a plan."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a plan on the way to a change: a record of a list by its kind and name.

    A part that stands alone has no kind, and the title of its field for a name.
    """

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of what, in which field, from which value to which, and where both stand.

    A whole record that was added, removed or moved has no field; its values are its position in
    its list, and `former` leads to the record in which it stood before.
    """

    kind: Kind
    subject: tuple[Step, ...]
    field: str
    before: str
    after: str
    before_path: Path
    after_path: Path
    former: tuple[Step, ...] = ()


def difference(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return what changed in the data of a plan, in the order of the later one.

    Records are matched by id, others by what they say. What follows from the data (numbers,
    sentences made from tasks, a year in a text) is no change.
    """
    one, other = tree(before), tree(after)
    match(one, other)
    renamed = {str(n.key): str(n.twin.key) for n in one.below if n.twin and n.key != n.twin.key}
    return tuple(_Comparison(before, after, renamed).twins(one, other))


@dataclass(frozen=True, slots=True)
class _At:
    """Where two records stand: the nodes they belong to, and the fields from there to them."""

    one: Node
    other: Node
    fields: Path = ()
    titles: tuple[Step, ...] = ()

    @property
    def subject(self) -> tuple[Step, ...]:
        return (*_chain(self.one), *self.titles)

    def change(self, field: str, before: str, after: str, path: Path) -> Change:
        return Change(
            Kind.CHANGED,
            self.subject,
            field,
            before,
            after,
            (*self.one.path, *self.fields, *path),
            (*self.other.path, *self.fields, *path),
        )


class _Comparison:
    """Lists what differs in records that are the same one."""

    def __init__(self, before: Plan, after: Plan, renamed: Mapping[str, str]) -> None:
        self._old, self._new = names_of(before), names_of(after)
        self._renamed = renamed

    def twins(self, one: Node, other: Node) -> Iterator[Change]:
        """Yield what differs in two records and all below them."""
        yield from self._record(one.record, other.record, _At(one, other))

    def _record(self, old: Record, new: Record, at: _At) -> Iterator[Change]:
        for name, info in type(new).model_fields.items():
            step, title = info.alias or name, info.title or name
            path = (*at.fields, step)
            was, now = getattr(old, name), getattr(new, name)
            if path in at.one.lists or path in at.other.lists:
                yield from self._list(at.one, at.other, path)
            elif isinstance(was, Table) and isinstance(now, Table):
                inner = _into(at, step, title)
                yield from (_of_table(change, inner) for change in table_changes(was, now))
            elif _in_parts(was) and _in_parts(now):
                yield from self._record(was, now, _into(at, step, title))
            elif self._differ(old, new, name):
                before = shown(old, name, self._old.get(name, {}))
                after = shown(new, name, self._new.get(name, {}))
                yield at.change(title, before, after, (step,))

    def _differ(self, old: Record, new: Record, name: str) -> bool:
        """Return whether a field is typed otherwise; an id that was renamed is the same id."""
        was, now = (r.model_dump_json(include={name}, by_alias=True) for r in (old, new))
        if was == now:
            return False
        value: Any = getattr(old, name)
        if name not in self._old:
            return True
        if isinstance(value, tuple):
            value = tuple(self._renamed.get(id_, id_) for id_ in value)
        elif value is not None:
            value = self._renamed.get(value, value)
        other: Any = getattr(new, name)
        return bool(value != other)

    def _list(self, one: Node, other: Node, path: Path) -> Iterator[Change]:
        """Yield what became of the records of a list, those that are gone last."""
        left, right = one.lists.get(path, []), other.lists.get(path, [])
        places = {id(node): place for place, node in enumerate(left)}
        stayed = [node for node in right if id(node.twin) in places]
        kept = increasing([places[id(node.twin)] for node in stayed])
        in_place = {id(stayed[k]) for k in kept}
        for node in right:
            yield from self._came(node, in_place=id(node) in in_place)
        for node in left:
            if not node.twin:
                yield _removed(node, other, path)

    def _came(self, node: Node, *, in_place: bool) -> Iterator[Change]:
        """Yield what there is to say of a record of the later plan."""
        if node.twin is None:
            yield _added(node)
            for child in node.children:
                yield from self._below_added(child)
            return
        if not in_place:
            yield _moved(node.twin, node)
        yield from self.twins(node.twin, node)

    def _below_added(self, node: Node) -> Iterator[Change]:
        """Yield only what came into a new record from elsewhere."""
        if node.twin:
            yield from self._came(node, in_place=False)
            return
        for child in node.children:
            yield from self._below_added(child)


def _in_parts(value: Any) -> bool:
    """Return whether a value is a record that is compared field by field."""
    return isinstance(value, Record) and not isinstance(value, (*_WHOLE, Table))


def _into(at: _At, step: str, title: str) -> _At:
    return _At(at.one, at.other, (*at.fields, step), (*at.titles, Step("", title)))


def _chain(node: Node) -> tuple[Step, ...]:
    """Return the records around a node and itself, from the outermost."""
    if node.owner is None:
        return ()
    own = Step(type(node.record).__name__.lower(), label(node.record))
    return (*_chain(node.owner), own)


def _position(node: Node) -> str:
    return str(int(node.path[-1]) + 1)


def _added(node: Node) -> Change:
    twin = node.owner.twin if node.owner else None
    absent = (*twin.path, *node.list_path) if twin else ()
    return Change(Kind.ADDED, _chain(node), "", "", _position(node), absent, node.path)


def _removed(node: Node, owner: Node, path: Path) -> Change:
    absent = (*owner.path, *path)
    return Change(Kind.REMOVED, _chain(node), "", _position(node), "", node.path, absent)


def _moved(old: Node, new: Node) -> Change:
    return Change(
        Kind.MOVED,
        _chain(new),
        "",
        _position(old),
        _position(new),
        old.path,
        new.path,
        former=_chain(old.owner) if old.owner else (),
    )


def _of_table(found: TableChange, at: _At) -> Change:
    """Return a change of a table as one of the plan; a row that only moved is named."""
    rows = [("rows", n) if n is not None else () for n in (found.old, found.new)]
    change = at.change(found.title, found.before, found.after, ())
    change = replace(
        change,
        before_path=(*change.before_path, *rows[0]),
        after_path=(*change.after_path, *rows[1]),
    )
    if not found.moved or found.old is None or found.new is None:
        return change
    return replace(
        change,
        kind=Kind.MOVED,
        subject=(*change.subject, Step("row", shortened(found.after))),
        field="",
        before=str(found.old + 1),
        after=str(found.new + 1),
        former=change.subject,
    )
