"""The shipped templates through the engine: equal to docxtpl, proven, escaped everywhere."""

import ast
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from generator.document.catalogue import read_template, template_names, template_path
from generator.document.context import build_context
from generator.document.engine import compile_template, environment, render_template
from generator.document.engine.jinja import parsed
from generator.document.engine.opening import Opened
from generator.pipeline import validate
from tests.command import ROOT
from tests.document.engine.differential import by_docxtpl, parts
from tests.document.word import body, paragraph, settled, word_file

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
HOSTILE = (
    "Sở A & <B> \"C\" 'D' {{ x }} {% y %} {# z #} ]]> &amp; </w:t></w:r></w:p> {%p if %} $1 \\1"
)


def _context(plan: Path, *, draft: bool) -> dict[str, Any]:
    validated = validate(plan)
    return build_context(validated.plan, validated.composition, draft=draft)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
@pytest.mark.parametrize("name", template_names())
def test_every_plan_in_every_template_equals_docxtpl(name: str, plan: Path) -> None:
    template = read_template(template_path(name))
    compiled = compile_template(template, environment=environment())
    for draft in (True, False):
        context = _context(plan, draft=draft)
        assert parts(compiled.render(context)) == by_docxtpl(template, context, environment())


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_a_settled_plan_equals_docxtpls_settled_as_a_whole(plan: Path) -> None:
    template = read_template(template_path("district"))
    context = _context(plan, draft=False)
    document = DocxTemplate(io.BytesIO(template))
    document.render(context, jinja_env=environment())
    buffer = io.BytesIO()
    document.save(buffer)
    assert parts(render_template(template, context, "")) == parts(settled(buffer.getvalue()))


@pytest.mark.parametrize("name", template_names())
def test_a_shipped_template_is_compiled_and_proven(name: str) -> None:
    compiled = compile_template(template_path(name), environment=environment())
    assert (compiled.fallback, compiled.parsed) == (None, None)


def _placeholders() -> list[str]:
    """Return every expression that a shipped template prints in its body."""
    found: set[str] = set()
    for name in template_names():
        found |= set(re.findall(r"{{(.*?)}}", Opened(read_template(template_path(name))).body))
    return sorted(found)


class _Everything(dict[str, Any]):
    """A value of the context that has the hostile text under every name."""

    def __missing__(self, key: str) -> str:
        return HOSTILE


def test_there_are_placeholders_to_try() -> None:
    assert len(_placeholders()) > 40


@pytest.mark.parametrize("expression", _placeholders())
def test_a_placeholder_of_a_shipped_template_prints_hostile_text_as_it_is(expression: str) -> None:
    first, dot, _ = expression.strip().partition(".")
    context: Mapping[str, Any] = {first: _Everything() if dot else HOSTILE}
    template = word_file(body(paragraph(f"{{{{{expression}}}}}")))
    filled = compile_template(template, environment=environment()).render(context)
    assert [p.text for p in docx.Document(io.BytesIO(filled)).paragraphs] == [HOSTILE]


@pytest.mark.parametrize("name", template_names())
def test_no_value_of_a_shipped_template_reaches_the_xml_but_through_the_writer(name: str) -> None:
    compiled = compile_template(template_path(name), environment=environment())
    assert compiled._body is not None
    made: Environment = compiled._body.template.environment
    tree = parsed(made, Opened(read_template(template_path(name))).body)
    written = [
        node.value
        for node in ast.walk(ast.parse(str(made.compile(tree, raw=True))))
        if isinstance(node, ast.Yield)
    ]
    values = [value for value in written if not isinstance(value, ast.Constant)]
    names = {ast.unparse(value.func) for value in values if isinstance(value, ast.Call)}
    assert len(values) > 40
    assert all(isinstance(value, ast.Call) for value in values)
    assert names == {"write_content"}
