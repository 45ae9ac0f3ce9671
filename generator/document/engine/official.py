"""Filling the templates of plans: in a sandbox, where undefined is loud and nothing is lost."""

import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from jinja2 import StrictUndefined, TemplateError, Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from generator.diagnostics import Diagnostic, Place, Refused
from generator.document.engine.archive import Archive, members_of
from generator.document.engine.compiled import CompiledTemplate
from generator.document.engine.sections import lifted

_RELATIONS = "_rels/.rels"
_MISNAMED = (
    b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
)
_TEMPLATES_KEPT = 8
_LARGE = 1_000_000_000
# XML cannot hold them, or docxtpl would make other paragraphs and pages of them.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAULTS = (
    TemplateError, TypeError, ValueError, ArithmeticError, LookupError, etree.XMLSyntaxError,
    zipfile.BadZipFile,
)  # fmt: skip


class _Sandbox(SandboxedEnvironment):
    """A sandbox in which a template cannot ask for a number or a text without end."""

    intercepted_binops = frozenset({"**", "*"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return a product of small numbers; powers and repeated texts are refused."""
        small = all(type(side) is int and abs(side) < _LARGE for side in (left, right))
        if operator == "**" or not small:
            raise SecurityError(f"unbounded arithmetic: '{operator}'")
        return super().call_binop(context, operator, left, right)


def environment() -> SandboxedEnvironment:
    """Return the environment of Word templates: sandboxed, escaping, strict, without globals."""
    made = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_unmasking)
    made.globals.clear()
    return made


def render_template(template: bytes, context: Mapping[str, Any], file: str) -> bytes:
    """Return the filled document; the same template and context give the same bytes.

    A context, and all in it, is not to be changed once it was given: what documents share is
    written once. Raises Refused when the template asks for what the context does not have.
    """
    try:
        return _compiled(template).render(context)
    except _FAULTS as error:
        name = _last_quoted(str(error))
        raise Refused([Diagnostic("template.failed", {"name": name}, place=Place(file))]) from error


@lru_cache(maxsize=_TEMPLATES_KEPT)
def _compiled(template: bytes) -> CompiledTemplate:
    made = environment()
    plain = made.overlay(autoescape=False, finalize=_printable)
    data = _with_properties(template)
    return CompiledTemplate(data, made, properties=plain, finish=lifted, remembers=True)


def _with_properties(template: bytes) -> bytes:
    """Return a template whose properties python-docx finds: LibreOffice misnames their relation."""
    members = members_of(template)
    relations = members.get(_RELATIONS, b"")
    if _MISNAMED not in relations:
        return template
    members[_RELATIONS] = relations.replace(_MISNAMED, RELATIONSHIP_TYPE.CORE_PROPERTIES.encode())
    return Archive(members).pack([])


def _printable(value: object) -> object:
    """Return finished text or a whole number; anything else never reaches a page."""
    if isinstance(value, str):
        if not value.isprintable() and (found := _UNPRINTABLE.search(value)):
            raise ValueError(f"a character that Word cannot hold: {found[0]!r}")
        return value
    if isinstance(value, Undefined) or type(value) is int:
        return value
    raise TypeError(f"unprintable value: {value!r}")


def _unmasking(value: object) -> object:
    """Return a printable value whose braces stay: docxtpl makes `{{` of `{_{` in any text."""
    value = _printable(value)
    if type(value) is str and ("{" in value or "}" in value):
        text = str(escape(value)).replace("{", "&#123;").replace("}", "&#125;")
        return Markup(text)
    return value


def _last_quoted(message: str) -> str:
    """Return the name that Jinja's message quotes last: the one that is missing."""
    quoted = re.findall(r"'([^']*)'", message)
    return quoted[-1] if quoted else message
