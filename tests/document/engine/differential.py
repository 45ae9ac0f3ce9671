"""One template and context through docxtpl and through the engine, and what differs."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateSyntaxError
from lxml import etree

from generator.document.engine import CompiledTemplate, compile_template

Context = Callable[[], Mapping[str, Any]]
Parts = dict[str, bytes]


def parts(document: bytes) -> Parts:
    """Return the members of a document, XML in its canonical form."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        return {name: canonical(name, archive.read(name)) for name in archive.namelist()}


def canonical(name: str, data: bytes) -> bytes:
    """Return XML in its canonical form; what is no XML stays as it is."""
    if not name.endswith((".xml", ".rels")):
        return data
    try:
        return bytes(etree.tostring(etree.fromstring(data), method="c14n"))
    except etree.XMLSyntaxError:
        return data


def by_docxtpl(template: bytes, context: Mapping[str, Any], environment: Environment) -> Parts:
    """Return the parts of the document that docxtpl makes."""
    tpl = DocxTemplate(io.BytesIO(template))
    tpl.render(dict(context), jinja_env=environment)
    buffer = io.BytesIO()
    tpl.save(buffer)
    return parts(buffer.getvalue())


def outcome(make: Callable[[], Parts]) -> Parts | type[Exception]:
    """Return the parts, or the type of what was raised instead: that has to be equal too."""
    try:
        return make()
    except Exception as error:
        return type(error)


def differing(
    template: bytes, context: Context, environment: Callable[[], Environment]
) -> tuple[list[str], CompiledTemplate | None]:
    """Return what differs between the two documents, and the compiled template.

    The context is made for each rendering: a value may be used up by the first. The engine renders
    twice, so that what it keeps from the first document is judged too.
    """
    expected = outcome(lambda: by_docxtpl(template, context(), environment()))
    try:
        compiled = compile_template(template, environment=environment())
    except Exception as error:
        return ([] if _as_early(error, expected) else [repr(error)]), None
    found: list[str] = []
    for _ in range(2):
        made = outcome(lambda: parts(compiled.render(context())))
        found += _differences(expected, made)
    return found, compiled


def _as_early(error: Exception, expected: Parts | type[Exception]) -> bool:
    """Return whether compiling may raise an error: docxtpl comes to a faulty tag later."""
    early = isinstance(error, TemplateSyntaxError) and isinstance(expected, type)
    return early or type(error) is expected


def _differences(expected: Parts | type[Exception], made: Parts | type[Exception]) -> list[str]:
    if isinstance(expected, type) or isinstance(made, type):
        return [] if expected is made else [f"{_named(expected)} became {_named(made)}"]
    names = sorted(expected.keys() | made.keys())
    return [name for name in names if expected.get(name) != made.get(name)]


def _named(result: Parts | type[Exception]) -> str:
    return result.__name__ if isinstance(result, type) else "a document"
