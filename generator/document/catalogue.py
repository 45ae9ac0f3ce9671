"""The shipped Word templates by name, and a clerk's own by path."""

import contextlib
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Refused, suggestion
from generator.plan.model import Level
from generator.resources import resource

MAX_TEMPLATE = 50_000_000


def template_names() -> tuple[str, ...]:
    """Return the names of the shipped templates: one per level."""
    return tuple(level.value for level in Level)


def template_path(name: str) -> Path:
    """Return the path of a shipped template, or of a file a clerk names.

    Raises Refused when there is neither.
    """
    if name in template_names():
        return resource("templates", f"{name}.docx")
    path = Path(name)
    with contextlib.suppress(OSError):  # a name longer than the system takes
        if path.is_file():
            return path
    near = suggestion(name, template_names())
    parameters = {"name": name, "near": near, "known": ", ".join(template_names())}
    raise Refused([Diagnostic("template.not-found", parameters, place=Place(name))])


def read_template(path: Path) -> bytes:
    """Return the bytes of a template; raises Refused when it cannot be read or is too large."""
    try:
        if path.stat().st_size > MAX_TEMPLATE:
            raise Refused([Diagnostic("package.too-large", place=Place(str(path)))])
        return path.read_bytes()
    except OSError:
        raise Refused([Diagnostic("template.unreadable", place=Place(str(path)))]) from None
