"""Numbers come from the tree and its ladder; references print what the headings print."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.composition import Composition, compose
from generator.plan.expansion import Node
from generator.plan.model import Plan, Rung
from generator.plan.outline import HEADS, Entry, Outline, number
from generator.plan.text import Phrase
from tests.plan.rules.samples import Fields, plan_fields

FORMATS = ("I.", "1.", "1.1.", "a)", "*", "-", "+")
LADDERS = {
    "kim-bang": ("I.", "1.", "1.1.", "*", "a)", "-", "+"),
    "minh-tien": ("I.", "1.", "a)", "*", "-", "+"),
    "hai-hau": ("I.", "1.", "1.1.", "-", "+"),
    "quang-khai": ("I.", "1.", "-", "+"),
    "ha-tinh": ("I.", "1.", "a)", "-", "+"),
}
TITLE = Phrase("Tên", ("title",))


def _rungs(*formats: str) -> tuple[Rung, ...]:
    """Return a ladder of these formats."""
    return tuple(Rung.model_validate(format_) for format_ in formats)


def _node(name: str, *children: Node, numbering: str | None = None) -> Node:
    """Return a titled node; a name in small letters only has no title."""
    title = TITLE if name[:1].isupper() else None
    return Node((name,), name.lower(), title=title, numbering=numbering, children=children)


def _walk(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _walk(entry.children)


def _markers(outline: Outline) -> dict[str, str]:
    """Return the number before each node, by the node's id."""
    return {entry.node.id or "": entry.marker for entry in _walk(outline.roots)}


def _siblings(outline: Outline) -> list[list[Entry]]:
    """Return every list of siblings of a tree."""
    return [list(outline.roots), *(entry.children for entry in _walk(outline.roots))]


def _trees(depth: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return shapes of trees: (has a title, its children)."""
    shape: st.SearchStrategy[Any] = st.tuples(st.booleans(), st.just(()))
    for _ in range(depth):
        shape = st.tuples(st.booleans(), st.lists(shape, max_size=3).map(tuple))
    return st.lists(shape, min_size=1, max_size=3).map(tuple)


def _grown(shapes: tuple[Any, ...], path: tuple[int, ...] = ()) -> tuple[Node, ...]:
    """Return the nodes of a shape, each with an id that tells where it was grown."""
    return tuple(
        Node(
            (*path, index),
            "n" + "-".join(map(str, (*path, index))),
            title=TITLE if titled else None,
            children=_grown(children, (*path, index)),
        )
        for index, (titled, children) in enumerate(shapes)
    )


trees = _trees().map(_grown)
ladders = (
    st.lists(st.sampled_from(FORMATS), min_size=1, unique=True)
    .map(lambda formats: _rungs(*sorted(formats, key=FORMATS.index)))
)  # fmt: skip


@given(trees, ladders)
def test_siblings_stand_on_one_rung_and_no_two_share_a_number(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...]
) -> None:
    for entries in _siblings(number(nodes, ladder)):
        assert len({entry.rung for entry in entries}) <= 1
        numbers = [entry.number for entry in entries if entry.number]
        assert len(set(numbers)) == len(numbers)
        assert len(numbers) in (0, len(entries))


@given(trees, ladders)
def test_the_numbers_of_siblings_run_from_the_first_without_a_gap(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...]
) -> None:
    for entries in _siblings(number(nodes, ladder)):
        assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))


@given(trees, ladders)
def test_every_node_is_numbered_once_and_found_by_its_id(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...]
) -> None:
    outline = number(nodes, ladder)
    entries = list(_walk(outline.roots))
    assert outline.by_id == {entry.node.id: entry for entry in entries}
    assert outline.diagnostics == ()
    assert [entry.node.path for entry in entries] == [node.path for node in _flat(nodes)]


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


@given(trees, ladders)
def test_a_rung_below_stands_further_down_the_ladder_until_the_last_is_reached(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...]
) -> None:
    for entry in _walk(number(nodes, ladder).roots):
        for child in entry.children:
            below = ladder.index(child.rung) > ladder.index(entry.rung)
            assert below or child.rung == ladder[-1]


@given(trees, ladders)
def test_untitled_siblings_take_a_dash_wherever_the_ladder_still_has_one(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...]
) -> None:
    for entry in _walk(number(nodes, ladder).roots):
        bullets = [r for r in ladder[ladder.index(entry.rung) + 1 :] if r.format not in HEADS]
        if entry.children and bullets and not any(c.node.entitled for c in entry.children):
            assert entry.children[0].rung == bullets[0]


@given(trees, ladders)
def test_a_reference_names_the_node_and_all_numbered_ones_above(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...]
) -> None:
    for entry in _walk(number(nodes, ladder).roots):
        above = entry.parent.location if entry.parent else ""
        assert entry.location.endswith(above)
        if entry.number:
            assert entry.location.startswith(f"{entry.term} {entry.number}".strip())
        else:
            assert entry.location == above


@given(trees, ladders, st.data())
def test_moving_siblings_permutes_their_numbers_and_changes_no_other_number(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...], data: st.DataObject
) -> None:
    before = number(nodes, ladder)
    family = data.draw(st.sampled_from([f for f in _siblings(before) if f]))
    order = data.draw(st.permutations([entry.node for entry in family]))
    parent = family[0].parent
    moved = _with_children(nodes, parent.node.path if parent else None, tuple(order))
    after = number(moved, ladder)

    assert [after.by_id[node.id or ""].number for node in order] == [e.number for e in family]
    inside = {entry.node.id for entry in _walk(family)}
    for id_, entry in before.by_id.items():
        if id_ not in inside:
            assert after.by_id[id_].location == entry.location


def _with_children(
    nodes: tuple[Node, ...], path: tuple[Any, ...] | None, children: tuple[Node, ...]
) -> tuple[Node, ...]:
    """Return the tree with other children under the node at a path, or at its root."""
    if path is None:
        return children
    return tuple(
        replace(node, children=children) if node.path == path
        else replace(node, children=_with_children(node.children, path, children))
        for node in nodes
    )  # fmt: skip


@given(trees, ladders, st.data())
def test_moving_a_node_moves_all_below_it_with_the_same_inner_numbers(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(nodes))
    before, after = number(nodes, ladder).by_id, number(order, ladder).by_id
    for id_, entry in before.items():
        moved = after[id_]
        assert (moved.rung, len(moved.children)) == (entry.rung, len(entry.children))
        if entry.parent:
            assert moved.position == entry.position


def _as_items(nodes: Sequence[Node]) -> list[Fields]:
    """Return nodes as the items of a plan file; the title of each is its id."""
    return [
        {"id": node.id, **({"title": f"Mục {node.id}"} if node.title else {"text": "Lời văn."}),
         "items": _as_items(node.children)}
        for node in nodes
    ]  # fmt: skip


def _composed(nodes: Sequence[Node], ladder: Sequence[Rung], asked: Sequence[str]) -> Composition:
    """Return a plan with the tree in its first section, and a paragraph on each asked id."""
    asks = [f"{id_} {{{{ ref('{id_}') }}}} / {{{{ locate('{id_}') }}}}" for id_ in asked]
    sections: list[Fields] = [
        {"id": "tree", "title": "Cây", "items": _as_items(nodes)},
        {"id": "asked", "title": "Viện dẫn", "text": "\n\n".join(asks) or "Không."},
    ]
    fields = plan_fields(sections=sections, ladder=[rung.format for rung in ladder])
    return compose(Plan.model_validate(fields))


@given(trees, ladders.filter(lambda ladder: ladder[0].format in ("I.", "1.", "a)")))
def test_every_reference_prints_the_number_that_its_heading_prints(
    nodes: tuple[Node, ...], ladder: tuple[Rung, ...]
) -> None:
    root = Node((), "tree", title=TITLE, children=nodes)
    entries = number([root], ladder).by_id
    numbered = [id_ for id_, entry in entries.items() if entry.number and entry.node.title]
    composition = _composed(nodes, ladder, [id_ for id_ in numbered if id_ != "tree"])

    printed = {block.title.lower().removeprefix("mục "): block.number
               for block in composition.sections["tree"]}  # fmt: skip
    for block in composition.sections["asked"]:
        id_, _, answer = block.text.partition(" ")
        reference, _, location = answer.partition(" / ")
        if id_ in entries:
            assert reference == printed[id_].rstrip(".)")
            assert location == entries[id_].location
    assert composition.diagnostics == ()


@pytest.mark.parametrize(
    ("plan", "markers"),
    [
        ("kim-bang", ["I.", "1.", "1.1.", "*", "a)", "-"]),
        ("minh-tien", ["I.", "1.", "a)", "*", "-", "+"]),
        ("hai-hau", ["I.", "1.", "1.1.", "-", "+", "+"]),
        ("quang-khai", ["I.", "1.", "-", "+", "+", "+"]),
        ("ha-tinh", ["I.", "1.", "a)", "-", "+", "+"]),
    ],
)
def test_the_ladder_is_a_property_of_the_plan(plan: str, markers: list[str]) -> None:
    deepest = _node("F")
    for name in "EDCBA":
        deepest = _node(name, deepest)
    assert list(_markers(number([deepest], _rungs(*LADDERS[plan]))).values()) == markers


def test_points_follow_the_vietnamese_alphabet() -> None:
    tree = _node("A", *(_node(f"P{index}") for index in range(25)))
    numbers = [entry.number for entry in number([tree], _rungs("I.", "a)")).roots[0].children]
    assert numbers == [*"abcdđeghiklmnopqrstuvxy", "aa", "ab"]


def test_a_decimal_number_repeats_the_number_above_it() -> None:
    tree = [_node("A", _node("B"), _node("C", _node("D"), _node("E")))]
    outline = number(tree, _rungs("I.", "1.", "1.1."))
    assert _markers(outline) == {"a": "I.", "b": "1.", "c": "2.", "d": "2.1.", "e": "2.2."}
    below_roman = number(tree, _rungs("I.", "1.1."))
    assert _markers(below_roman)["c"] == "2."


def test_one_title_among_siblings_numbers_them_all() -> None:
    outline = number([_node("A", _node("b"), _node("C"))], _rungs("I.", "1.", "-"))
    assert _markers(outline) == {"a": "I.", "b": "1.", "c": "2."}


def test_an_agency_without_a_title_takes_a_number_among_its_siblings() -> None:
    sentence = Node(("agencies", 0), "s", text=TITLE, entry=True)
    outline = number([_node("A", sentence)], _rungs("I.", "1.", "-"))
    assert _markers(outline)["s"] == "1."


def test_titled_items_below_the_last_head_become_bullets_with_a_name() -> None:
    outline = number([_node("A", _node("B", _node("C", _node("D"))))], _rungs("I.", "1.", "-", "+"))
    assert _markers(outline) == {"a": "I.", "b": "1.", "c": "-", "d": "+"}


def test_a_list_may_name_its_rung_or_none_at_all() -> None:
    ladder = _rungs("I.", "1.", "a)", "-", "+")
    tree = [
        _node("A", _node("b"), _node("c"), numbering="a)"),
        _node("D", _node("e", _node("f")), numbering="none"),
    ]
    assert _markers(number(tree, ladder)) == {
        "a": "I.", "b": "a)", "c": "b)", "d": "II.", "e": "", "f": "-",
    }  # fmt: skip


def test_a_rung_outside_the_ladder_is_an_error_with_its_place() -> None:
    outline = number([_node("A", _node("B"), numbering="a)")], _rungs("I.", "1.", "-"))
    assert [(d.code, d.parameters, d.path) for d in outline.diagnostics] == [
        ("plan.rung-not-in-ladder", {"rung": "a)", "ladder": "I. 1. -"}, ("A",))
    ]
    assert "a)" in outline.diagnostics[0].message()


def test_an_id_that_stands_twice_is_an_error_at_the_second_place() -> None:
    first, second = _node("A", _node("Same")), Node(("B",), "same", title=TITLE)
    outline = number([first, second], _rungs("I.", "1."))
    assert [(d.code, d.parameters, d.path) for d in outline.diagnostics] == [
        ("plan.duplicate-id", {"id": "same"}, ("B",))
    ]
    assert outline.by_id["same"].number == "1"


def test_a_reference_uses_the_words_of_the_ladder() -> None:
    tree = [_node("A"), _node("B", _node("C"), _node("D", _node("E")))]
    plain = number(tree, _rungs("I.", "1.", "a)")).by_id["e"]
    assert plain.location == "điểm a khoản 2 mục II"
    terms = (("I.", "phần"), ("1.", "mục"), ("1.1.", "tiểu mục"))
    ladder = tuple(Rung.model_validate({"format": f, "term": t}) for f, t in terms)
    assert number(tree, ladder).by_id["d"].location == "mục 2 phần II"
    assert number(tree, ladder).by_id["e"].number == "2.1"


@pytest.mark.parametrize(("id_", "near"), [("tre", "tree"), ("khong-co", "")])
def test_a_reference_to_nothing_is_an_error_with_the_nearest_id(id_: str, near: str) -> None:
    (found,) = _composed([_node("A")], _rungs("I.", "1.", "-"), [id_]).diagnostics
    assert found.code == "text.dangling-reference"
    assert found.parameters == {"id": id_, "near": near}
    assert (found.path, found.near) == (("sections", 1, "text"), id_)


def test_a_reference_to_a_bullet_is_an_error_that_does_not_suggest_the_bullet() -> None:
    tree = [_node("A", _node("gach-dau-dong"))]
    (found,) = _composed(tree, _rungs("I.", "1.", "-"), ["gach-dau-dong"]).diagnostics
    assert found.code == "text.dangling-reference"
    assert "gach-dau-dong" in found.message()
    assert found.parameters["near"] != "gach-dau-dong"
