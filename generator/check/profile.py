"""The form that documents are held to: a decree, or a house that asks for more than the decree.

A house file names its base, makes warnings errors, figures narrower, and asks for words of its own.
It cannot allow what the decree forbids: each attempt is told with its place.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.check.rulebook import RULES
from generator.diagnostics import Diagnostic, Refused, Severity, suggestion
from generator.document.standard import standard
from generator.plan.yaml_tree import Tree, parse_yaml

KEYS = ("base", "name", "rules", "narrower", "required_words")
QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mm|cm|pt)?", re.ASCII)
TWIPS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "pt": 20.0}
LINE = 240


@dataclass(frozen=True, slots=True)
class Profile:
    """A form as data, by what name, and the severities that a house raised."""

    id: str
    form: dict[str, Any]
    severities: Mapping[str, Severity] = field(default_factory=dict)


def base_profile() -> Profile:
    """Return the form of the decree in force: `nd30-2020`."""
    tree = dict(standard().tree)
    return Profile(str(tree["id"]), tree)


def house_profile(data: bytes, file: str) -> Profile:
    """Return the form of a house file; raises Refused with every fault and its place."""
    tree = parse_yaml(data, file)
    house = _House(tree, deepcopy(base_profile().form))
    profile = house.profile()
    if house.faults:
        raise Refused(house.faults)
    return profile


class _House:
    """Reads a house file over the form of its base, gathering what is wrong with it."""

    def __init__(self, tree: Tree, form: dict[str, Any]) -> None:
        self._tree, self._form = tree, form
        self.faults: list[Diagnostic] = []

    def profile(self) -> Profile:
        values = self._tree.value
        if not isinstance(values, dict):
            self._tell("profile.not-a-profile", ())
            return base_profile()
        for key in values.keys() - set(KEYS):
            near = suggestion(str(key), KEYS)
            self._tell("profile.unknown-key", (key,), key=str(key), near=near)
        if values.get("base") != self._form["id"]:
            self._tell("profile.base", ("base",), known=str(self._form["id"]))
        severities = dict(self._severities(self._mapping(values, "rules")))
        for name, value in self._mapping(values, "narrower").items():
            self._narrow(str(name), value)
        self._form["check"]["required_words"] = self._words(values)
        return Profile(
            str(values.get("name") or Path(self._tree.file).stem), self._form, severities
        )

    def _tell(self, code: str, path: tuple[str | int, ...], **parameters: str) -> None:
        self.faults.append(Diagnostic(code, parameters, place=self._tree.place(path)))

    def _mapping(self, values: dict[str, Any], key: str) -> dict[str, Any]:
        found = values.get(key)
        if found is None or isinstance(found, dict):
            return found or {}
        self._tell("profile.not-a-mapping", (key,), key=key)
        return {}

    def _words(self, values: dict[str, Any]) -> list[str]:
        found = values.get("required_words") or []
        if isinstance(found, list) and all(isinstance(word, str) and word for word in found):
            return found
        self._tell("profile.words", ("required_words",))
        return []

    def _severities(self, rules: dict[str, Any]) -> Iterator[tuple[str, Severity]]:
        """Yield the rules whose weight is told; none may become lighter."""
        for id, value in rules.items():
            path = ("rules", id)
            known = RULES.get(id)
            if known is None:
                self._tell("profile.unknown-rule", path, rule=str(id), near=suggestion(id, RULES))
            elif value not in tuple(Severity):
                self._tell("profile.severity", path, value=str(value))
            elif known.severity is Severity.ERROR and value == Severity.WARNING:
                self._tell("profile.weaker-rule", path, rule=id, clause=known.clause)
            else:
                yield id, Severity(value)

    def _narrow(self, name: str, value: Any) -> None:
        """Put a narrower figure in the place of the decree's."""
        path = ("narrower", name)
        figures = dict(_figures(self._form))
        if name not in figures:
            near = suggestion(name, figures)
            self._tell("profile.unknown-figure", path, figure=name, near=near)
            return
        holder, key = figures[name]
        wanted = _allowed(value, name)
        if wanted is None:
            self._tell("profile.figure", path, figure=name, value=str(value))
        elif not _is_within(wanted, holder[key], _slack(self._form, name)):
            self._tell("profile.weaker-figure", path, figure=name)
        else:
            holder[key] = wanted


def _figures(form: dict[str, Any]) -> Iterator[tuple[str, tuple[dict[str, Any], str]]]:
    """Yield the figures that a house may narrow, with the table and the key that hold them."""
    margins = form["page"]["margins"]
    for side, entry in margins.items():
        if isinstance(entry, dict):
            yield f"page.margins.{side}", (entry, "allow")
    for name, element in form["elements"].items():
        for key, allowed in element.get("allow", {}).items():
            if _is_figure(allowed):
                yield f"{name}.{key}", (element["allow"], key)
    yield "table.size", (form["check"]["table"], "size")


def _is_figure(allowed: Any) -> bool:
    """Return whether a house may choose within what is allowed."""
    return isinstance(allowed, dict) and not any(
        isinstance(one, str) for one in allowed.get("one_of", [])
    )


def _allowed(value: Any, name: str) -> dict[str, Any] | None:
    """Return what a house allows, in the units of the standard; None where it cannot be read."""
    ends = value if isinstance(value, dict) else {"min": value, "max": value}
    if not ends or ends.keys() - {"min", "max"}:
        return None
    figures = {end: _figure(str(text), name) for end, text in ends.items()}
    return None if None in figures.values() else figures


def _figure(text: str, name: str) -> float | None:
    """Return a figure: points for a size, 240ths for lines, else a length in twips."""
    found = QUANTITY.fullmatch(text.strip())
    if not found:
        return None
    figure, unit = float(found[1].replace(",", ".")), found[2]
    if name.endswith(".size"):
        return figure if unit in (None, "pt") else None
    if name.endswith(".line"):
        return figure * LINE if unit is None else None
    return round(figure * TWIPS[unit]) if unit else None


def _slack(form: dict[str, Any], name: str) -> float:
    """Return how far a length may lie off for being rounded: none for sizes and lines."""
    if name.endswith((".size", ".line")):
        return 0
    return float(form["page"]["tolerance"])


def _is_within(wanted: dict[str, Any], allowed: dict[str, Any], slack: float) -> bool:
    """Return whether all that is wanted is allowed."""
    low, high = wanted.get("min"), wanted.get("max")
    if "one_of" in allowed:
        return (
            low is not None
            and low == high
            and any(abs(low - a) <= slack for a in allowed["one_of"])
        )
    least, most = allowed.get("min"), allowed.get("max")
    below = least is not None and (low is None or low < least - slack)
    above = most is not None and (high is None or high > most + slack)
    return not below and not above
