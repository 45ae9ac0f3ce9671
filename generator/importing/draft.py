"""A plan while it is being made: a change is kept only if the plan still prints the same words."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from generator.diagnostics import Diagnostic, Refused, has_errors
from generator.importing.accounting import body_lines
from generator.importing.literal import Material, Values, in_order
from generator.importing.words import words
from generator.plan.composition import Composition, compose
from generator.plan.fields import Path
from generator.plan.model import Plan
from generator.plan.rules import examine
from generator.plan.source import plan_of

_ROUNDS = 8
Changes = dict[Path, str]
_NONE: Mapping[Path, Sequence[str]] = {}


class Draft:
    """The values of a plan, its finished text, and the two ways to change it."""

    def __init__(self, material: Material) -> None:
        """Begin with the literal plan of a document."""
        self.material = material
        self.values: Values = material.values
        self.plan = plan_of(self.values)
        self.composition = compose(self.plan)
        self.faults = _faults(self.plan, self.composition)

    def restructured(self, values: Values, swaps: Mapping[Path, Sequence[str]] = _NONE) -> bool:
        """Take other values if the plan they make prints the same words in the same order.

        `swaps` are the lines that tables at some places are to print instead of those they do.
        """
        values = in_order(values)
        try:
            plan = plan_of(values)
        except Refused:
            return False
        composition = compose(plan)
        same = _words(composition) == _words(self.composition, swaps)
        if not same or _faults(plan, composition).keys() - self.faults.keys():
            return False
        self._take(values, plan, composition)
        return True

    def adopted(self, values: Values) -> None:
        """Take values whatever they print: what a plan must have and the document lacks."""
        values = in_order(values)
        plan = plan_of(values)
        self._take(values, plan, compose(plan))

    def reworded(
        self, changes: Changes, values: Values | None = None, *, padded: bool = False
    ) -> Changes:
        """Put texts in place of others wherever the page stays as it is; return those kept.

        `values` are those of the plan with records that the new texts need. Where `padded`, a day
        may get the zero before it that NĐ 30/2020 Phụ lục I mục II.4.b wants.
        """
        base = values or self.values
        left = dict(changes)
        for _ in range(_ROUNDS):
            if not left:
                break
            candidate = with_texts(base, left)
            try:
                plan = plan_of(candidate)
            except Refused:
                return {}
            composition = compose(plan)
            wrong = self._differing(composition, left, padded=padded) | _at_fault(composition, left)
            if not wrong:
                if _faults(plan, composition).keys() - self.faults.keys():
                    return {}
                self._take(in_order(candidate), plan, composition)
                return left
            left = {path: text for path, text in left.items() if path not in wrong}
        return {}

    def _take(self, values: Values, plan: Plan, composition: Composition) -> None:
        self.values, self.plan, self.composition = values, plan, composition
        self.faults = _faults(plan, composition)

    def _differing(self, made: Composition, changes: Changes, *, padded: bool) -> set[Path]:
        """Return the changes under which the page is not what it was."""
        wrong: set[Path] = set()
        before, after = _printed(self.composition), _printed(made)
        if len(before) != len(after):
            return set(changes)
        for (path, old), (_, new) in zip(before, after, strict=True):
            if old != new and not (padded and _padded(old) == _padded(new)):
                owned = {p for p in changes if p[: len(path)] == path}
                near = {p for p in owned if len(p) <= len(path) + 1 or "table" in p[len(path) :]}
                wrong |= near or owned or set(changes)
        return wrong


def _padded(shown: tuple[object, ...]) -> str:
    """Return what a page shows with its days in one form."""
    return re.sub(r"\b0(?=\d/)|(?<=/)0(?=\d/)", "", repr(shown))


def with_texts(values: Values, changes: Changes) -> Values:
    """Return values with the texts at some paths replaced."""
    changed = deepcopy(values)
    for path, text in changes.items():
        target: Any = changed
        for step in path[:-1]:
            target = target[step]
        if isinstance(target[path[-1]], dict) and path[-1] != "text":
            target[path[-1]]["text"] = text
        else:
            target[path[-1]] = text
    return changed


def _printed(composition: Composition) -> list[tuple[Path, tuple[object, ...]]]:
    """Return what the page shows, piece by piece, with the place in the plan of each."""
    found: list[tuple[Path, tuple[object, ...]]] = [(("subject",), (composition.subject,))]
    found.append((("opening",), (composition.bases, composition.opening)))
    blocks = [*composition.body]
    for attachment in composition.appendices:
        blocks += attachment.blocks
        found.append((("appendices",), (attachment.label, attachment.title)))
    found += [(b.path, (b.number, b.title, b.text, b.cells, b.rows)) for b in blocks]
    found.append((("recipients",), composition.recipients))
    return [(path, tuple(map(_spaced, shown))) for path, shown in found]


def _spaced(shown: object) -> object:
    """Return what is shown with one space wherever there are several: a gap is a gap."""
    if isinstance(shown, str):
        return " ".join(shown.split())
    return tuple(map(_spaced, shown)) if isinstance(shown, tuple) else shown


def _at_fault(composition: Composition, changes: Changes) -> set[Path]:
    """Return the changes whose text cannot be printed."""
    places = [found.path for found in composition.diagnostics]
    return {
        path
        for path in changes
        if any(place[: len(path)] == path or path[: len(place)] == place for place in places)
    }


def _words(composition: Composition, swaps: Mapping[Path, Sequence[str]] = _NONE) -> list[str]:
    body = words(" ".join(body_lines(composition, swaps)))
    return [*body, *words(" ".join(composition.recipients))]


def _faults(plan: Plan, composition: Composition) -> dict[str, Diagnostic]:
    """Return what would stop the plan from being printed, by what it says."""
    found = (*composition.diagnostics, *examine(plan, composition))
    return {f"{d.code} {sorted(d.parameters.items())}": d for d in found if has_errors([d])}
