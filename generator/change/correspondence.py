"""Which record of one plan is which record of another: by id, else by what it says."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.alignment import Pair, gaps, increasing, likeness, matches, paired, weights
from generator.plan.fields import Path
from generator.plan.model import Cascade, Plan, Record, Rewording, Rung, Table

_ALIKE = 0.5  # the share of common words that makes two records at one place the same
_MOVED = 0.75  # and in different places
_MOST_COMPARED = 200  # records of a class that are compared each with each
_VALUES = (Table, Rung)  # lists of these, and tables, are compared as values


@dataclass(eq=False)
class Node:
    """A record of a list of a plan, where it stands, and what stands in it."""

    record: Record = field(repr=False)
    path: Path
    owner: "Node | None" = field(default=None, repr=False)
    lists: dict[Path, list["Node"]] = field(default_factory=dict, repr=False)
    twin: "Node | None" = field(default=None, repr=False)

    @property
    def list_path(self) -> Path:
        """Return the path of its list, from its owner's record."""
        return self.path[len(self.owner.path) if self.owner else 0 : -1]

    @property
    def children(self) -> Iterator["Node"]:
        """Return the records in its lists, in order."""
        return (child for children in self.lists.values() for child in children)

    @property
    def below(self) -> Iterator["Node"]:
        """Return every record in it, those of its records included."""
        for child in self.children:
            yield child
            yield from child.below

    @property
    def key(self) -> Hashable:
        """Return what a record is called, apart from what it says; None: it has no name."""
        match self.record:
            case Cascade():
                return self.record.level
            case Rewording():
                return self.record.audience
        return getattr(self.record, "id", None)

    @cached_property
    def said(self) -> str:
        """Return all that the record says, as one text."""
        return self.record.model_dump_json(by_alias=True)

    @cached_property
    def words(self) -> Any:
        """Return the words of its texts, counted."""
        return weights(" ".join(_texts(self.record)))


def record_lists(record: Record, path: Path = ()) -> Iterator[tuple[Path, tuple[Record, ...]]]:
    """Yield the lists of records in a record, also those of records that are no list's."""
    for name, info in type(record).model_fields.items():
        value, at = getattr(record, name), (*path, info.alias or name)
        if isinstance(value, tuple) and any(isinstance(part, Record) for part in value):
            if not isinstance(value[0], _VALUES):
                yield at, value
        elif isinstance(value, Record) and not isinstance(value, _VALUES):
            yield from record_lists(value, at)


def tree(plan: Plan) -> Node:
    """Return a plan as a tree of the records in its lists."""
    root = Node(plan, ())
    _grow(root)
    return root


def match(one: Node, other: Node) -> None:
    """Give each record of two trees its twin in the other one, where it has one."""
    _pair(one, other)
    names = _shared_names(one, other)
    _match_lists(one, other, names)
    while _match_left_over(one, other, names):
        pass


def _grow(node: Node) -> None:
    for path, records in record_lists(node.record):
        node.lists[path] = [
            Node(record, (*node.path, *path, n), node) for n, record in enumerate(records)
        ]
        for child in node.lists[path]:
            _grow(child)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in value.model_fields_set:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


def _pair(one: Node, other: Node) -> None:
    one.twin, other.twin = other, one


def _named(root: Node) -> dict[Hashable, Node]:
    """Return the records by class and name, those that share a name left out."""
    found: dict[Hashable, list[Node]] = defaultdict(list)
    for node in root.below:
        if node.key is not None:
            found[type(node.record), node.key].append(node)
    return {name: nodes[0] for name, nodes in found.items() if len(nodes) == 1}


def _shared_names(one: Node, other: Node) -> Mapping[Hashable, tuple[Node, Node]]:
    """Return the records that both plans have under one name."""
    left, right = _named(one), _named(other)
    return {name: (left[name], right[name]) for name in left if name in right}


Names = Mapping[Hashable, tuple[Node, Node]]


def _is_named(node: Node, names: Names) -> bool:
    """Return whether the other plan has a record of this name, wherever it stands."""
    return node.key is not None and (type(node.record), node.key) in names


def _match_lists(one: Node, other: Node, names: Names) -> None:
    """Match the records in the lists of two that are the same one, and all below."""
    for path, left in one.lists.items():
        right = other.lists.get(path, [])
        _match_list([n for n in left if not n.twin], [n for n in right if not n.twin], names)
    for child in one.children:
        if child.twin and child.twin.owner is other:
            _match_lists(child, child.twin, names)


def _match_list(left: Sequence[Node], right: Sequence[Node], names: Names) -> None:
    """Match the records of two lists: same words, same name, then like words at one place."""
    for i, j in matches([node.said for node in left], [node.said for node in right]):
        _pair(left[i], right[j])
    called: dict[Hashable, list[Node]] = defaultdict(list)
    for node in right:
        if not node.twin and node.key is not None:
            called[node.key].append(node)
    for node in left:
        if not node.twin and called[node.key]:
            _pair(node, called[node.key].pop(0))
    for rows, columns in gaps(_in_order(left, right), len(left), len(right)):
        _match_gap(
            [left[i] for i in rows if not left[i].twin and not _is_named(left[i], names)],
            [right[j] for j in columns if not right[j].twin and not _is_named(right[j], names)],
        )


def _in_order(left: Sequence[Node], right: Sequence[Node]) -> list[Pair]:
    """Return the places of the matched records that kept their order."""
    places = {id(node): j for j, node in enumerate(right)}
    pairs = [(i, places[id(n.twin)]) for i, n in enumerate(left) if id(n.twin) in places]
    kept = increasing([j for _, j in pairs])
    return [pair for number, pair in enumerate(pairs) if number in kept]


def _match_gap(left: Sequence[Node], right: Sequence[Node]) -> None:
    pairs = paired(lambda i, j: _score(left[i], right[j], _ALIKE), len(left), len(right))
    for i, j in pairs:
        _pair(left[i], right[j])
    if len(left) == len(right) == 1 and not pairs and _one_change(left[0], right[0]):
        _pair(left[0], right[0])


def _score(one: Node, other: Node, least: float) -> float:
    """Return how much two records say the same; 0: too little, or both have names."""
    if type(one.record) is not type(other.record):
        return 0.0
    share = likeness(one.words, other.words)
    return share if share >= (least if None in (one.key, other.key) else _MOVED) else 0.0


def _one_change(one: Node, other: Node) -> bool:
    """Return whether two records at the same place differ in one field only."""
    names = type(one.record).model_fields
    differing = [n for n in names if getattr(one.record, n) != getattr(other.record, n)]
    return type(one.record) is type(other.record) and len(differing) == 1


def _match_left_over(one: Node, other: Node, names: Names) -> bool:
    """Match records that changed their list; tell whether there was one."""
    found = False
    left = [node for node in one.below if not node.twin]
    right = [node for node in other.below if not node.twin]
    for old, new in _moved(left, right, names):
        if not old.twin and not new.twin:
            _pair(old, new)
            _match_lists(old, new, names)
            found = True
    return found


def _moved(
    left: Sequence[Node], right: Sequence[Node], names: Names
) -> Iterator[tuple[Node, Node]]:
    """Yield the records of two plans that are the same at another place, the surest first."""
    yield from (names[type(n.record), n.key] for n in left if _is_named(n, names))
    said = {node.said: node for node in reversed(right)}
    yield from ((node, said[node.said]) for node in left if node.said in said)
    if max(len(left), len(right)) > _MOST_COMPARED:
        return
    scored = [
        (score, -i, -j)
        for i, old in enumerate(left)
        for j, new in enumerate(right)
        if (score := _score(old, new, _MOVED))
    ]
    yield from ((left[-i], right[-j]) for _, i, j in sorted(scored, reverse=True))
