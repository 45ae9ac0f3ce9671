"""Two plan files, read and compared; and their documents, one against the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.change.difference import Change, difference
from generator.diagnostics import Diagnostic, Place, Refused
from generator.document.redline import redline
from generator.pipeline import Rendered, render
from generator.plan.model import Plan
from generator.plan.source import Source, read_plan
from generator.vietnamese import parse_date

AUTHOR = "kehoach"


@dataclass(frozen=True, slots=True)
class Located:
    """A change, and where it stands in the earlier and in the later file."""

    change: Change
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two plan files, and the later plan."""

    changes: tuple[Located, ...]
    later: Plan


def compared(before: Path, after: Path) -> Comparison:
    """Return what changed from one plan file to another, each change with its places.

    Raises Refused with every problem of both files when one cannot be read as a plan. The rules
    of content are not asked: a plan with errors can be compared.
    """
    one, other = _both(before, after)
    changes = tuple(
        Located(c, one.tree.place(c.before_path), other.tree.place(c.after_path))
        for c in difference(one.plan, other.plan)
    )
    return Comparison(changes, other.plan)


def redlined(
    before: Path, after: Path, later: Plan, template: str | None, day: str | None
) -> bytes:
    """Return the later plan's document with tracked changes from the earlier one's.

    Both are made with the template of the later plan's level, or a named one. The changes bear a
    day, typed day first, else the later plan's day of issue, else none. Raises Refused with every
    diagnostic when a plan or the template has an error.
    """
    marked = _day(day) if day else later.issued_on
    chosen = template or later.level.value
    documents: list[Rendered] = []
    found: list[Diagnostic] = []
    for path in (before, after):
        try:
            documents.append(render(path, chosen, draft=False))
        except Refused as refused:
            found += refused.diagnostics
    if found:
        raise Refused(found)
    old, new = (made.document for made in documents)
    return redline(old, new, author=AUTHOR, day=marked)


def _both(*paths: Path) -> Sequence[Source]:
    """Return the plans of files; raises Refused with the problems of all."""
    sources: list[Source] = []
    found: list[Diagnostic] = []
    for path in paths:
        try:
            sources.append(read_plan(path))
        except Refused as refused:
            found += refused.diagnostics
    if found:
        raise Refused(found)
    return sources


def _day(typed: str) -> date:
    """Return a day as typed; raises Refused for what is none."""
    try:
        return parse_date(typed)
    except ValueError:
        raise Refused([Diagnostic("load.date", {"field": "--day", "value": typed})]) from None
