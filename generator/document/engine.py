"""Filling a Word template with a context, by docxtpl's rules, in a sandbox where undefined is loud.

The one module that knows docxtpl.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from generator.diagnostics import Diagnostic, Place, Refused
from generator.document.package import settled


def environment() -> SandboxedEnvironment:
    """Return the environment of Word templates: sandboxed, escaping, strict, without globals."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_printable)
    made.globals.clear()
    return made


def render_template(template: bytes, context: Mapping[str, Any], file: str) -> bytes:
    """Return the filled document; the same template and context give the same bytes.

    Raises Refused when the template asks for what the context does not have.
    """
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(dict(context), jinja_env=environment())
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        name = _last_quoted(str(error))
        raise Refused([Diagnostic("template.failed", {"name": name}, place=Place(file))]) from error
    buffer = io.BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue())


def _printable(value: object) -> object:
    """Return the value; None and floats never reach a page."""
    if value is None or isinstance(value, float):
        raise TypeError(f"unprintable value: {value!r}")
    return value


def _last_quoted(message: str) -> str:
    """Return the name that Jinja's message quotes last: the one that is missing."""
    quoted = re.findall(r"'([^']*)'", message)
    return quoted[-1] if quoted else message
