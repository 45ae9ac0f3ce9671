"""The form that the decree asks for, read once from `data/standards/`: no size stands in code."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.resources import resource

Entry = Mapping[str, Any]
TWIPS_PER_POINT = 20


@dataclass(frozen=True, slots=True)
class Standard:
    """A form specification; the head of its file says what each key means and in which unit."""

    tree: Entry

    def element(self, key: str) -> Entry:
        """Return the entry of an element of the document."""
        entry: Entry = self.tree["elements"][key]
        return entry

    def style(self, key: str) -> str:
        """Return the id of the style that an element stands in."""
        return str(self.element(key)["style"])

    def emitted(self, key: str) -> dict[str, Any]:
        """Return every value that the templates set for an element, the inherited ones included."""
        entry = self.element(key)
        parent = entry.get("based_on")
        inherited = self.emitted(parent) if parent else self.tree["defaults"]["emit"]
        return {**inherited, **entry.get("emit", {})}

    def rule_share(self, key: str) -> float:
        """Return the length of the rule under an element, as a share of its last line of text."""
        return float(self.element(key)["rule"]["emit"])

    def margins(self, orientation: str) -> dict[str, int]:
        """Return the margins of a page, in twips, by side."""
        name = "landscape" if orientation == "landscape" else "emit"
        sides = ("top", "right", "bottom", "left")
        return {side: self.tree["page"]["margins"][side][name] for side in sides}

    def page_size(self, orientation: str) -> tuple[int, int]:
        """Return width and height of a page, in twips."""
        size = self.tree["page"]["size"]
        sides = (size["width"], size["height"])
        return (sides[1], sides[0]) if orientation == "landscape" else sides

    def text_width(self, orientation: str) -> int:
        """Return the width of the text on a page, in twips."""
        margins = self.margins(orientation)
        return self.page_size(orientation)[0] - margins["left"] - margins["right"]

    def half_width(self, frame: str, side: str) -> int:
        """Return the width of the left or right half of letterhead or signature, in twips."""
        width: int = self.tree["frames"][frame][side]
        return width


@cache
def standard() -> Standard:
    """Return the form of Nghị định 30/2020/NĐ-CP.

    The YAML file is its source. templates/build.py makes the JSON file, which is read in a
    fiftieth of the time.
    """
    return Standard(json.loads(resource("data", "standards", "nd30-2020.json").read_text("utf-8")))


@cache
def letter_widths() -> Mapping[str, Mapping[str, int]]:
    """Return the widths of bold and regular letters, in thousandths of the letter size."""
    path = resource("data", "standards", standard().tree["fonts"]["widths"])
    widths: Mapping[str, Mapping[str, int]] = json.loads(path.read_text("utf-8"))
    return widths
