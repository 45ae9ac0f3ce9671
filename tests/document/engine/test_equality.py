"""The engine's documents are docxtpl's: part by part, tag by tag, whatever the values."""

from collections.abc import Callable
from functools import partial

import pytest
from jinja2 import DebugUndefined, DictLoader, Environment, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from tests.document.engine.cases import Case, cases
from tests.document.engine.contexts import CONTEXTS
from tests.document.engine.differential import differing
from tests.document.word import body, paragraph, word_file

CASES = cases()
OTHER = "[{{ text }}]{% macro m(a) %}({{ a }}){% endmacro %}"


def _extended(environment: Environment) -> Environment:
    """Return an environment with a loader, extensions, a filter and a test of its own."""
    environment.loader = DictLoader({"khac": OTHER})
    environment.add_extension("jinja2.ext.do")
    environment.add_extension("jinja2.ext.loopcontrols")
    environment.filters["shout"] = lambda value: f"{value}!<"
    environment.tests["big"] = lambda value: value > 5
    return environment


ENVIRONMENTS: tuple[Callable[[], Environment], ...] = (
    lambda: Environment(autoescape=False),
    lambda: Environment(autoescape=True),
    lambda: SandboxedEnvironment(autoescape=True, undefined=StrictUndefined),
    lambda: Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True),
    lambda: Environment(autoescape=False, undefined=DebugUndefined),
    lambda: Environment(autoescape=True, finalize=lambda value: "" if value is None else value),
    lambda: Environment(autoescape=lambda _name: True, line_statement_prefix="%%"),
)


def _extended_one(which: int) -> Environment:
    return _extended(ENVIRONMENTS[which]())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_parts_equal_those_of_docxtpl(case: Case) -> None:
    # Each context with one environment; over the cases every pair comes up many times.
    turn = CASES.index(case)
    for number, (name, context) in enumerate(CONTEXTS.items()):
        which = (turn + number) % len(ENVIRONMENTS)
        found, _ = differing(case.template, context, partial(_extended_one, which))
        assert found == [], f"{name}, environment {which}"


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("name", ["ordinary", "hostile"])
def test_the_parts_equal_in_a_strict_sandbox(case: Case, name: str) -> None:
    found, _ = differing(case.template, CONTEXTS[name], partial(_extended_one, 2))
    assert found == []


@pytest.mark.parametrize(
    "name",
    ["a value", "paragraph loop", "run value", "paragraph value", "inline branch", "rows",
     "rows in branches", "vertical merge", "horizontal merge", "colspan", "cellbg", "cells",
     "branch over paragraphs", "loop over paragraphs", "macros", "set", "drawings", "text box",
     "grid too wide", "nested tables", "merge before", "split runs", "title: {{ text }}"],
)  # fmt: skip
def test_a_common_tag_needs_no_parsing_of_the_document(name: str) -> None:
    (case,) = (case for case in CASES if case.name == name)
    _, compiled = differing(case.template, CONTEXTS["hostile"], ENVIRONMENTS[2])
    assert compiled is not None
    assert (compiled.fallback, compiled.parsed) == (None, None)


def test_another_pair_of_delimiters_is_that_of_the_environment() -> None:
    template = word_file(body(paragraph("a [[ text ]] {{ x }}")), "[[ number ]]")
    found, _ = differing(
        template,
        CONTEXTS["hostile"],
        lambda: Environment(autoescape=True, variable_start_string="[[", variable_end_string="]]"),
    )
    assert found == []
