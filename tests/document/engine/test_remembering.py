"""A template that remembers its loops writes what one without memory writes."""

import gc
import weakref
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.engine import environment
from generator.document.engine.compiled import CompiledTemplate
from generator.document.engine.remembering import SPAN
from tests.document.word import body, paragraph, word_file

TEMPLATE = word_file(
    body(
        *map(
            paragraph,
            (
                "{{ title }}",
                "{%p for block in blocks %}",
                "{%p if block.kind == 'list' %}",
                "{%p for row in block.rows %}",
                "{{ row.text }} {{ row.text|length }}",
                "{%p endfor %}",
                "{%p else %}",
                "{{ block.text }}",
                "{%p endif %}",
                "{%p endfor %}",
                "{%p for block in blocks %}",
                "{{ loop.index }} {{ block.text }} {{ title }}",
                "{%p endfor %}",
            ),
        )
    )
)
TEXTS = st.sampled_from(["a", "b\nc", "x & <y>", "{{ z }}", "một\tdòng", "p\aq", "{_{"])
PLAIN = st.fixed_dictionaries({"kind": st.just("text"), "text": TEXTS})
ROWS = st.lists(st.fixed_dictionaries({"text": TEXTS}), max_size=3)
LISTS = st.fixed_dictionaries({"kind": st.just("list"), "text": TEXTS, "rows": ROWS})
POOL = st.lists(PLAIN | LISTS, min_size=1, max_size=5)


@given(POOL, st.lists(st.tuples(TEXTS, st.lists(st.integers(0, 4), max_size=6)), max_size=6))
def test_documents_that_share_items_are_written_as_alone(
    pool: list[dict[str, Any]], documents: list[tuple[str, list[int]]]
) -> None:
    remembering = CompiledTemplate(TEMPLATE, environment(), remembers=True)
    plain = CompiledTemplate(TEMPLATE, environment())
    for title, chosen in documents:
        context = {"title": title, "blocks": [pool[n % len(pool)] for n in chosen]}
        try:
            expected = plain.render(context)
        except Exception as fault:
            with pytest.raises(type(fault)):
                remembering.render(context)
        else:
            assert remembering.render(context) == expected


def test_an_item_that_faults_is_not_kept() -> None:
    compiled = CompiledTemplate(TEMPLATE, environment(), remembers=True)
    faulty = {"title": "", "blocks": [{"kind": "text", "text": "a"}, {"kind": "text"}]}
    for _ in range(2):
        with pytest.raises(Exception, match="text"):
            compiled.render(faulty)
    whole = {"title": "", "blocks": faulty["blocks"][:1]}
    assert compiled.render(whole) == CompiledTemplate(TEMPLATE, environment()).render(whole)


class Item(dict[str, str]):
    """An item of which it can be told whether anybody still holds it."""


def test_no_more_is_kept_than_a_few_documents_hold() -> None:
    compiled = CompiledTemplate(TEMPLATE, environment(), remembers=True)
    item = Item(kind="text", text="a")
    held = weakref.ref(item)
    compiled.render({"title": "", "blocks": [item]})
    del item
    gc.collect()
    assert held() is not None
    for _ in range(2 * SPAN):
        compiled.render({"title": "", "blocks": []})
    gc.collect()
    assert held() is None
