"""The elements of a Word file by their places, counted as the reader counts them."""

from collections import Counter
from collections.abc import Iterator

from generator.marking.letters import pieces
from generator.reading.sheet import Part
from generator.reading.word.blocks import is_joined
from generator.reading.word.grid import Grid, inside
from generator.reading.word.names import Element, child, w

_P, _TBL = w("p"), w("tbl")


def places(document: Element) -> dict[Part, tuple[Element, ...]]:
    """Return the paragraphs of the body by place, in reading order.

    A place has more than one paragraph where Word joins them: the end of the first was deleted.
    """
    body = child(document, "body")
    found: dict[Part, tuple[Element, ...]] = {}
    for part, nodes in () if body is None else _inside(body, ()):
        found[part] = (*found.get(part, ()), *nodes)
    return found


def nearest(found: dict[Part, tuple[Element, ...]], part: Part) -> tuple[tuple[Element, ...], bool]:
    """Return the paragraphs at a place and whether they are that very place.

    A table or cell is its first paragraph; what stands nowhere in the body, the first with letters.
    """
    if part in found:
        return found[part], True
    within = (nodes for other, nodes in found.items() if part and other[: len(part)] == part)
    lettered = (nodes for nodes in found.values() if pieces(*nodes))
    first = next(within, None) or next(lettered, None) or next(iter(found.values()), ())
    return first, False


def _inside(parent: Element, head: Part) -> Iterator[tuple[Part, tuple[Element, ...]]]:
    """Yield the paragraphs in an element with their places."""
    numbers: Counter[str] = Counter()
    carried: tuple[Element, ...] = ()
    for node in inside(parent, {_P, _TBL}):
        if node.tag == _TBL:
            yield from _left(carried, head, numbers)
            carried = ()
            numbers["table"] += 1
            yield from _in_table(node, (*head, ("table", numbers["table"])))
        elif is_joined(node):
            carried = (*carried, node)
        else:
            numbers["paragraph"] += 1
            yield (*head, ("paragraph", numbers["paragraph"])), (*carried, node)
            carried = ()
    yield from _left(carried, head, numbers)


def _left(
    carried: tuple[Element, ...], head: Part, numbers: Counter[str]
) -> Iterator[tuple[Part, tuple[Element, ...]]]:
    """Yield paragraphs whose end was deleted and that none follows; they count with letters."""
    if pieces(*carried):
        numbers["paragraph"] += 1
        yield (*head, ("paragraph", numbers["paragraph"])), carried


def _in_table(table: Element, head: Part) -> Iterator[tuple[Part, tuple[Element, ...]]]:
    for row in Grid(table).rows:
        for slot in row:
            where = (*head, ("row", slot.row + 1), ("cell", slot.order))
            yield from _inside(slot.node, where)
            for node in slot.continued:
                yield from _inside(node, where)
