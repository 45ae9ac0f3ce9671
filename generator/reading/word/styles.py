"""The look that applies: defaults, styles of table, paragraph and letters, and what is direct."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.reading.sheet import Look
from generator.reading.word.names import Element, W, child, children, value
from generator.reading.word.numbering import Numbering
from generator.reading.word.properties import (
    TOGGLES,
    Edges,
    Layer,
    edges_of,
    letters_layer,
    paragraph_layer,
)
from generator.reading.word.theme import Theme

LONGEST_CHAIN = 40  # Word itself stops at eleven
_APPLICATION_FONT = "Times New Roman"  # what Word takes where a file names none
_APPLICATION_SIZE = 20
_HEADING = "heading "


@dataclass(frozen=True, slots=True)
class Condition:
    """What the style of a table says for some of its cells."""

    letters: Layer
    paragraph: Layer
    edges: Edges


@dataclass(frozen=True, slots=True)
class Style:
    """A style as it is written: its id, name, kind, parent, and what it says itself."""

    id: str
    name: str
    kind: str
    parent: str
    letters: Layer
    paragraph: Layer
    edges: Edges
    conditions: Mapping[str, Condition]


@dataclass(frozen=True, slots=True)
class Around:
    """What the style of a table says for the text of one of its cells; `key` tells them apart."""

    key: tuple[str, ...] = ()
    letters: Mapping[str, Any] | None = None
    paragraph: Mapping[str, Any] | None = None


class Styles:
    """The styles of a document, resolved: what is asked twice is worked out once."""

    def __init__(self, root: Element | None, numbering: Numbering, theme: Theme) -> None:
        """Read the styles; a document without any has Word's own defaults."""
        self._numbering, self._theme = numbering, theme
        self.all: dict[str, Style] = {}
        self._default: dict[str, str] = {}
        for element in children(root, "style"):
            self._enter(element)
        defaults = child(root, "docDefaults")
        self._letters = letters_layer(child(defaults, "rPrDefault", "rPr"), theme)
        self._paragraph = paragraph_layer(child(defaults, "pPrDefault", "pPr"))
        self._letters_of: dict[str, Layer] = {}
        self._paragraphs_of: dict[tuple[str, bool], Layer] = {}
        self._looks: dict[tuple[Any, ...], Look] = {}

    def named(self, style: str | None, kind: str = "paragraph") -> str:
        """Return the id of a style, that of the kind's default where there is no such style."""
        found = self.all.get(style or "")
        return style or "" if found and found.kind == kind else self._default.get(kind, "")

    def chain(self, style: str) -> list[Style]:
        """Return a style and those it is based on, the farthest first."""
        found: dict[str, Style] = {}
        while style in self.all and style not in found and len(found) < LONGEST_CHAIN:
            found[style] = self.all[style]
            style = found[style].parent
        return list(found.values())[::-1]

    def shown(self, style: str) -> str:
        """Return the name of a style as Word shows it."""
        name = self.all[style].name if style in self.all else ""
        return name.capitalize() if name.startswith(_HEADING) else name

    def layer(self, element: Element | None) -> Layer:
        """Return what is said of letters directly."""
        return letters_layer(element, self._theme)

    def look(self, style: str, around: Around, direct: Layer) -> Look:
        """Return the look of letters in a paragraph of a style, in a table or not."""
        key = (style, around.key, *sorted(direct.items(), key=lambda item: item[0]))
        if key not in self._looks:
            self._looks[key] = self._resolved(style, around, direct)
        return self._looks[key]

    def paragraph(self, style: str, around: Around, direct: Layer) -> Layer:
        """Return what applies to a paragraph of a style, in a table or not."""
        numbered = direct.get("list") != 0
        layer = {**self._paragraph, **(around.paragraph or {}), **self._styled(style, numbered)}
        if numbered and ("list" in direct or "level" in direct):
            layer |= {name: direct[name] for name in ("list", "level") if name in direct}
            layer |= self._numbering.layer(layer.get("list"), layer.get("level", 0))
        layer |= direct
        if not layer.get("outline") and "outline" not in layer:
            layer["outline"] = self._heading(style)
        return layer

    def _enter(self, element: Element) -> None:
        style, kind = element.get(f"{W}styleId", ""), element.get(f"{W}type", "paragraph")
        if element.get(f"{W}default") in {"1", "true", "on"}:
            self._default.setdefault(kind, style)
        conditions = {
            part.get(f"{W}type", ""): Condition(
                self.layer(child(part, "rPr")),
                paragraph_layer(child(part, "pPr")),
                edges_of(child(part, "tcPr", "tcBorders")),
            )
            for part in children(element, "tblStylePr")
        }
        self.all.setdefault(style, Style(
            style, value(element, "name") or "", kind, value(element, "basedOn") or "",
            self.layer(child(element, "rPr")), paragraph_layer(child(element, "pPr")),
            edges_of(child(element, "tblPr", "tblBorders")), conditions,
        ))  # fmt: skip

    def _heading(self, style: str) -> int:
        """Return the level of a style that is named `heading 1` and does not say its level."""
        name = self.all[style].name.lower() if style in self.all else ""
        level = name.removeprefix(_HEADING)
        return int(level) if name != level and level in set("123456789") else 0

    def _styled(self, style: str, numbered: bool) -> Layer:
        """Return what a style and its parents say of paragraphs, the indents of lists below it."""
        key = (style, numbered)
        if key not in self._paragraphs_of:
            layer: Layer = {}
            for link in self.chain(style):
                own = link.paragraph
                if numbered and ("list" in own or "level" in own):
                    layer |= {name: own[name] for name in ("list", "level") if name in own}
                    layer["level"] = self._level_of(link, layer)
                    layer |= self._numbering.layer(layer.get("list"), layer["level"])
                    own = {**own, "level": layer["level"]}
                layer |= own
            self._paragraphs_of[key] = layer
        return self._paragraphs_of[key]

    def _level_of(self, style: Style, layer: Layer) -> int:
        """Return the level of a list that a style stands on: said by it, or by the list."""
        linked = self._numbering.linked(layer.get("list"), style.id)
        return int(style.paragraph.get("level", linked if linked is not None else 0))

    def _lettered(self, style: str) -> Layer:
        if style not in self._letters_of:
            layer: Layer = {}
            for link in self.chain(style):
                layer |= link.letters
            layer.pop("style", None)
            self._letters_of[style] = layer
        return self._letters_of[style]

    def _resolved(self, style: str, around: Around, direct: Layer) -> Look:
        named = str(direct.get("style") or "")
        own = self._lettered(named) if self.named(named, "character") == named else {}
        levels = [dict(around.letters or {}), self._lettered(style), own]
        layer = dict(self._letters)
        for level in levels:
            layer |= level
        for name in TOGGLES:
            said = sum(bool(level.get(name)) for level in levels)
            layer[name] = bool(self._letters.get(name)) or said % 2 == 1
        return _look({**layer, **direct})


def _look(layer: Layer) -> Look:
    """Return the look that a whole stack of layers comes to."""
    complex_script = layer.get("cs") or layer.get("rtl")
    size = layer.get("size-complex" if complex_script else "size", _APPLICATION_SIZE)
    return Look(
        ascii=layer.get("ascii", _APPLICATION_FONT),
        hansi=layer.get("hansi", _APPLICATION_FONT),
        complex=layer.get("complex", _APPLICATION_FONT),
        asian=layer.get("asian", ""),
        hinted=bool(layer.get("hinted")),
        size=size,
        bold=bool(layer["bCs" if complex_script else "b"]),
        italic=bool(layer["iCs" if complex_script else "i"]),
        underline=bool(layer.get("underline")),
        strike=bool(layer["strike"] or layer.get("dstrike")),
        capitals=bool(layer["caps"] or layer["smallCaps"]),
        color=layer.get("color", "auto"),
        hidden=bool(layer["vanish"]),
        raised=bool(layer.get("raised")),
    )
