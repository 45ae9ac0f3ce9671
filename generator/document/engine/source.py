"""From the patched XML of a part to a template of Jinja that renders it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, Template, nodes

from generator.document.engine import repairs
from generator.document.engine.jinja import compiled, parsed
from generator.document.engine.proof import UnprovenError, prove
from generator.document.engine.remembering import mark_loops

_PARAGRAPH = re.compile("<w:p([ >])")
_LINE_START = re.compile("\n<w:p[ >]")


@dataclass(frozen=True, slots=True)
class Source:
    """A part that can be rendered: its template, and what is known of every rendering."""

    template: Template
    lines_left: bool  # the breaks before paragraphs are to be taken out of what is rendered
    unproven: str  # why what is rendered may be no XML, or may need docxtpl's repairs


def compile_body(
    environment: Environment, xml: str, namespaces: Mapping[str | None, str]
) -> Source:
    """Return the patched body, of a document with such namespaces, ready to be rendered.

    Raises TemplateSyntaxError.
    """
    tree = _tree(environment, xml)
    try:
        loose = prove(tree, namespaces)
    except UnprovenError as reason:
        return Source(compiled(environment, tree), lines_left=True, unproven=str(reason))
    lines_left = loose or not _take_out_line_starts(tree)
    if environment.kehoach_remembered is not None:  # type: ignore[attr-defined]
        mark_loops(environment, tree)
    return Source(compiled(environment, tree), lines_left, unproven="")


def compile_story(environment: Environment, xml: str) -> Template | str:
    """Return a patched part ready to be rendered, or what it always is where it has no tags."""
    tree = _tree(environment, xml)
    template = compiled(environment, tree)
    if _only_text(tree):
        return as_docxtpl_leaves_it(template.render())
    return template


def as_docxtpl_leaves_it(xml: str) -> str:
    """Return rendered XML with all that docxtpl replaces in it as text."""
    return repairs.listed(repairs.unmasked(repairs.without_line_starts(xml)))


def _tree(environment: Environment, xml: str) -> nodes.Template:
    """Return the syntax tree of XML with a break before each paragraph, as docxtpl adds it."""
    return parsed(environment, _PARAGRAPH.sub(r"\n<w:p\1", xml))


def has_tags(environment: Environment, text: str) -> bool:
    """Return whether a text has tags; raises TemplateSyntaxError."""
    return not _only_text(parsed(environment, text))


def _only_text(tree: nodes.Template) -> bool:
    return all(
        isinstance(node, nodes.Output)
        and all(isinstance(part, nodes.TemplateData) for part in node.nodes)
        for node in tree.body
    )


def _take_out_line_starts(tree: nodes.Template) -> bool:
    """Return whether the breaks that docxtpl puts before paragraphs could be taken out at once.

    They cannot where Jinja has trimmed some, or where the XML has breaks of its own at such a
    place: of two breaks docxtpl takes one.
    """
    data = list(tree.find_all(nodes.TemplateData))
    texts = [repairs.without_line_starts(node.data) for node in data]
    if any(_PARAGRAPH.match(node.data) for node in data):
        return False
    if any(_LINE_START.search(text) or text.endswith("\n") for text in texts):
        return False
    for node, text in zip(data, texts, strict=True):
        node.data = text
    return True
