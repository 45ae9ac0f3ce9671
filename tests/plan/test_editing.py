"""A plan file changed at places: what is put there is read back, and no other line changes."""

import difflib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Refused
from generator.plan.editing import Edit, edited
from generator.plan.fields import Path as Place
from generator.plan.yaml_tree import Tree, read_tree
from tests.command import ROOT

PLANS = tuple(sorted((ROOT / "data" / "plans").glob("*.yaml")))
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))
TEXTS = st.one_of(
    st.sampled_from(
        (
            "-",
            "- a",
            "? a",
            "null",
            "~",
            "true",
            "05",
            "1.000",
            "a: b",
            "a #b",
            "#a",
            "'",
            '"',
            "{a",
            "a}",
            "[a]",
            "a, b",
            "@a",
            "%a",
            "*a",
            "&a",
            "!a",
            "|",
            ">-",
            "\\n",
            "……",
            "≥ 80",
            "-0,5",
            "29/01/2027",
            "a:",
            ":a",
            "`a`",
            "Trần \"A\" 'B'",
        ),
    ),
    st.text(LETTERS, min_size=1, max_size=40),
)


@cache
def read(plan: Path) -> tuple[bytes, Tree, tuple[Place, ...]]:
    """Return a plan's bytes, its tree, and the places of its texts."""
    data = plan.read_bytes()
    tree = read_tree(data, plan.name)
    leaves = tuple(p for p, span in tree.spans.items() if span.style not in {"flow", "block"})
    return data, tree, leaves


def at(value: Any, place: Place) -> Any:
    """Return the value at a place."""
    for step in place:
        value = value[step]
    return value


def changed_lines(old: bytes, new: bytes) -> set[int]:
    """Return the numbers of the lines of an old text that are not in the new one."""
    a, b = old.decode("utf-8").splitlines(), new.decode("utf-8").splitlines()
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return {i + 1 for tag, i1, i2, _, _ in blocks if tag != "equal" for i in range(i1, i2)}


@settings(max_examples=150)
@given(data=st.data())
def test_a_text_put_anywhere_is_read_back_and_all_other_values_stay(data: st.DataObject) -> None:
    plan = data.draw(st.sampled_from(PLANS))
    text, tree, leaves = read(plan)
    place = data.draw(st.sampled_from(leaves))
    value = data.draw(TEXTS)
    made = edited(text, plan.name, [Edit(place, value)])
    after = read_tree(made, plan.name)
    assert after.spans.keys() == tree.spans.keys()
    read_back = at(after.value, place)
    wanted = read_tree(b"x: " + b'"' + _escaped(value) + b'"', "x").value["x"]
    assert read_back == wanted
    others = [p for p in leaves if p != place]
    assert all(at(after.value, p) == at(tree.value, p) for p in others)


def _escaped(value: str) -> bytes:
    return value.replace("\\", "\\\\").replace('"', '\\"').encode("utf-8")


@settings(max_examples=60)
@given(data=st.data())
def test_only_the_lines_of_the_value_change(data: st.DataObject) -> None:
    plan = data.draw(st.sampled_from(PLANS))
    text, tree, leaves = read(plan)
    place = data.draw(st.sampled_from(leaves))
    span = tree.spans[place]
    made = edited(text, plan.name, [Edit(place, data.draw(st.sampled_from(("x", None))))])
    own = set(range(span.line, span.last_line + 1))
    assert changed_lines(text, made) <= own


BLOCK = """\
# head
a:
  - id: x   # first
    end: "1,0"   # why
    more: >-
      two
      lines

  # between
  - {id: y, end: '2,0', group: z}
b: 1
"""


def test_a_new_key_is_written_as_its_sibling_is() -> None:
    edits = [Edit(("a", 0, "baseline"), "3,0", "id"), Edit(("a", 1, "baseline"), "4,0", "group")]
    assert edited(BLOCK.encode(), "f", edits).decode() == BLOCK.replace(
        "id: x   # first\n", 'id: x   # first\n    baseline: "3,0"\n'
    ).replace("group: z}", "group: z, baseline: '4,0'}")


def test_a_blank_value_leaves_key_and_comment() -> None:
    edits = [Edit(("a", 0, "end"), None), Edit(("a", 1, "end"), None)]
    made = edited(BLOCK.encode(), "f", edits)
    assert made.decode() == BLOCK.replace('end: "1,0"   # why', "end:   # why").replace(
        "end: '2,0',", "end: ,"
    )
    assert [r["end"] for r in read_tree(made, "f").value["a"]] == [None, None]
    filled = edited(made, "f", [Edit(("a", 0, "end"), "5"), Edit(("a", 1, "end"), "6")])
    assert [r["end"] for r in read_tree(filled, "f").value["a"]] == ["5", "6"]


def test_a_folded_text_is_replaced_whole_and_the_comment_after_it_stays() -> None:
    made = edited(BLOCK.encode(), "f", [Edit(("a", 0, "more"), "one")]).decode()
    assert made == BLOCK.replace(">-\n      two\n      lines\n", "one\n")


def test_a_key_is_removed_with_its_lines() -> None:
    gone = [
        Edit(("a", 0, "more"), None, action="remove"),
        Edit(("a", 1, "group"), None, action="remove"),
    ]
    made = edited(BLOCK.encode(), "f", gone).decode()
    assert made == BLOCK.replace("    more: >-\n      two\n      lines\n", "").replace(
        ", group: z", ""
    )
    first = edited(BLOCK.encode(), "f", [Edit(("a", 1, "id"), None, action="remove")]).decode()
    assert "- {end: '2,0', group: z}" in first


def test_line_ends_and_the_mark_of_windows_stay() -> None:
    data = b"\xef\xbb\xbf" + BLOCK.replace("\n", "\r\n").encode()
    made = edited(data, "f", [Edit(("b",), "2")], {"c": [{"d": "e"}]}, "note")
    assert made.startswith(b"\xef\xbb\xbf# head\r\n")
    assert made.count(b"\n") == made.count(b"\r\n")
    assert read_tree(made, "f").value["c"] == [{"d": "e"}]
    assert made.endswith(b"b: 2\r\n\r\nc:  # note\r\n- d: e\r\n")


@pytest.mark.parametrize(
    "text",
    ["a: 1\n...\n", "---\na: 1\n...  # end\n", "a: 1", '{"a": "1"}', '{"a": 1,\n}\n', "a: 1\n\n\n"],
)
def test_fields_are_appended_wherever_the_file_ends(text: str) -> None:
    made = edited(
        text.encode(), "f", [Edit(("a",), "2")], {"review": [{"at": "x: y", "why": "“"}]}, "n"
    )
    value = read_tree(made, "f").value
    assert value == {"a": "2", "review": [{"at": "x: y", "why": "“"}]}


def test_appending_and_removing_again_gives_the_same_file() -> None:
    once = edited(BLOCK.encode(), "f", [], {"review": [{"at": "x"}]}, "n")
    removed = Edit(("review",), None, action="remove")
    assert edited(once, "f", [removed], {"review": [{"at": "x"}]}, "n") == once


def test_two_edits_of_a_short_form_are_one() -> None:
    edits = [Edit(("b", "from"), "3"), Edit(("b", "to"), "3")]
    assert read_tree(edited(BLOCK.encode(), "f", edits), "f").value["b"] == "3"


def test_what_is_no_yaml_is_refused() -> None:
    with pytest.raises(Refused):
        edited(b"a: [", "f", [])
