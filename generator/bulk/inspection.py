"""What the checker says of a run: once of what all units of a kind share, then of each unit."""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.bulk.line import Line
from generator.change.cascade import Child
from generator.check.brought import texts
from generator.check.finished import looked_at
from generator.diagnostics import Diagnostic, Place, Refused, Severity, has_errors
from generator.document.context import build_context
from generator.plan.composition import compose

_SAMPLES = 2  # what is in both comes from master or template


def shared_texts(line: Line) -> dict[str, frozenset[str]]:
    """Return the texts that units of a kind share, by kind: those of its first two units.

    A unit that is alone of its kind shares nothing.
    """
    found: dict[str, frozenset[str]] = {}
    for kind, samples in _samples(line).items():
        own = [texts(_context(child, line)) for child in samples]
        found[kind] = frozenset.intersection(*own) if len(own) == _SAMPLES else frozenset()
    return found


def whole(line: Line, wanted: Iterable[int]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the first document of each kind, judged whole, each fault once.

    Raises Refused where two documents of a kind have the same error: then every one has it.
    """
    kinds = {line.units[index].kind for index in wanted}
    told: dict[tuple[str, str], Diagnostic] = {}
    common: list[Diagnostic] = []
    for kind, samples in _samples(line).items():
        judged = (found for child in samples if (found := _found(child, line)) is not None)
        first = next(judged, ()) if kind in kinds else ()
        if has_errors(first):
            codes = {one.code for one in next(judged, ()) if one.severity is Severity.ERROR}
            common += [one for one in first if one.code in codes]
        told |= {(one.code, one.message()): one for one in first}
    if common:
        raise Refused(common)
    return tuple(told.values())


def _samples(line: Line) -> dict[str, list[Child]]:
    """Return the first two units of each kind."""
    found: dict[str, list[int]] = {}
    for index, unit in enumerate(line.units):
        found.setdefault(unit.kind, []).append(index)
    return {kind: [line.children[i] for i in own[:_SAMPLES]] for kind, own in found.items()}


def _found(child: Child, line: Line) -> tuple[Diagnostic, ...] | None:
    """Return what the checker says of a unit's whole document, None where none was made.

    What is wrong with its own texts is told with the unit itself.
    """
    (made,) = line.documents([child.plan])
    if made.document is None:
        return None
    unit = child.unit.full_name
    own = {one.code for one in made.diagnostics}
    found = looked_at(made.document, unit, made.diagnostics, draft=line.draft)
    return tuple(one.at(Place(unit, part=one.place.part)) for one in found if one.code not in own)


def _context(child: Child, line: Line) -> Mapping[str, Any]:
    memory = line.memory(child.plan)
    return build_context(child.plan, compose(child.plan, memory), draft=line.draft, memory=memory)
