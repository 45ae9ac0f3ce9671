"""Filling the templates of plans: in a sandbox, where undefined is loud and nothing is lost."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from generator.diagnostics import Diagnostic, Place, Refused
from generator.document.engine.compiled import CompiledTemplate
from generator.document.engine.sections import lifted

_TEMPLATES_KEPT = 8


def environment() -> SandboxedEnvironment:
    """Return the environment of Word templates: sandboxed, escaping, strict, without globals."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_printable)
    made.globals.clear()
    return made


def render_template(template: bytes, context: Mapping[str, Any], file: str) -> bytes:
    """Return the filled document; the same template and context give the same bytes.

    Raises Refused when the template asks for what the context does not have.
    """
    try:
        return _compiled(template).render(context)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        name = _last_quoted(str(error))
        raise Refused([Diagnostic("template.failed", {"name": name}, place=Place(file))]) from error


@lru_cache(maxsize=_TEMPLATES_KEPT)
def _compiled(template: bytes) -> CompiledTemplate:
    return CompiledTemplate(template, environment(), finish=lifted)


def _printable(value: object) -> object:
    """Return the value; None and floats never reach a page."""
    if value is None or isinstance(value, float):
        raise TypeError(f"unprintable value: {value!r}")
    return value


def _last_quoted(message: str) -> str:
    """Return the name that Jinja's message quotes last: the one that is missing."""
    quoted = re.findall(r"'([^']*)'", message)
    return quoted[-1] if quoted else message
