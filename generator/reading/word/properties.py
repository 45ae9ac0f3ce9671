"""What one place of a Word file says of letters and paragraphs: a layer of the look.

A layer holds only what is said there; layers are laid over each other from the defaults to what is
set directly.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.reading.word.names import VAL, Element, W, child, is_on, measure, whole
from generator.reading.word.theme import Theme

Layer = dict[str, Any]
Edges = dict[str, bool]

# Switches that turn round when a second kind of style says them again (ISO 29500-1, 17.7.3).
TOGGLES = ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish")
_SWITCHES = {W + name: name for name in (*TOGGLES, "dstrike", "cs", "rtl")}
_FONTS = (("ascii", "ascii"), ("hansi", "hAnsi"), ("complex", "cs"), ("asian", "eastAsia"))
_AUTOMATIC = 280  # the space of HTML around a paragraph, 14 points
_RULES = {"exact": "exact", "atLeast": "at-least"}
_ALIGN = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "both": "both", "distribute": "both", "thaiDistribute": "both", "lowKashida": "both",
    "mediumKashida": "both", "highKashida": "both",
}  # fmt: skip
_NO_LINE = {None, "none", "nil"}
_BODY_LEVEL = 9


def letters_layer(element: Element | None, theme: Theme) -> Layer:
    """Return what an element `w:rPr` says."""
    layer: Layer = {}
    for node in said(element):
        tag = node.tag
        if tag in _SWITCHES:
            layer[_SWITCHES[tag]] = is_on(node)
        elif tag in _LETTERS:
            _LETTERS[tag](layer, node, theme)
    return layer


def said(element: Element | None) -> Iterator[Element]:
    """Yield what stands in an element of properties."""
    return iter(()) if element is None else element.iterchildren("*")


def _fonts(layer: Layer, node: Element, theme: Theme) -> None:
    for name, attribute in _FONTS:
        themed = node.get(f"{W}{attribute}Theme") or (
            node.get(f"{W}cstheme") if attribute == "cs" else None
        )
        font = (theme.font(themed) if themed else "") or node.get(W + attribute)
        if font:
            layer[name] = font
    if hint := node.get(f"{W}hint"):
        layer["hinted"] = hint == "eastAsia"


def _size(layer: Layer, node: Element, _: Theme) -> None:
    layer["size"] = _half_points(node)


def _size_complex(layer: Layer, node: Element, _: Theme) -> None:
    layer["size-complex"] = _half_points(node)


def _half_points(node: Element) -> int:
    return (measure(node.get(VAL), per=10) or 0) // 10


def _underline(layer: Layer, node: Element, _: Theme) -> None:
    layer["underline"] = node.get(VAL) not in _NO_LINE


def _raised(layer: Layer, node: Element, _: Theme) -> None:
    layer["raised"] = node.get(VAL) == "superscript"


def _character_style(layer: Layer, node: Element, _: Theme) -> None:
    layer["style"] = node.get(VAL)


def _color(layer: Layer, node: Element, theme: Theme) -> None:
    """Set the colour; Word has written a shade of the theme out beside its name."""
    named, shaded = (
        node.get(f"{W}themeColor"),
        node.get(f"{W}themeShade", node.get(f"{W}themeTint")),
    )
    written = (node.get(VAL) or "auto").upper()
    if named and (shaded is None or written == "AUTO"):
        written = theme.color(named) or written
    layer["color"] = "auto" if written == "AUTO" else written


_LETTERS: dict[str, Callable[[Layer, Element, Theme], None]] = {
    f"{W}rFonts": _fonts,
    f"{W}sz": _size,
    f"{W}szCs": _size_complex,
    f"{W}u": _underline,
    f"{W}vertAlign": _raised,
    f"{W}rStyle": _character_style,
    f"{W}color": _color,
}


def paragraph_layer(element: Element | None) -> Layer:
    """Return what an element `w:pPr` says."""
    layer: Layer = {}
    for node in said(element):
        if node.tag in _PARAGRAPHS:
            _PARAGRAPHS[node.tag](layer, node)
    return layer


def _aligned(layer: Layer, node: Element) -> None:
    layer["align"] = _ALIGN.get(node.get(VAL) or "", "left")


def _framed(layer: Layer, node: Element) -> None:
    """Keep where a frame as wide as its text stands: page numbers are put in the middle so."""
    layer["frame"] = None if node.get(f"{W}w") else _ALIGN.get(node.get(f"{W}xAlign") or "")


def _indented(layer: Layer, node: Element) -> None:
    for name, attributes in (("left", ("start", "left")), ("right", ("end", "right"))):
        for attribute in attributes:
            if (length := measure(node.get(W + attribute))) is not None:
                layer[name] = length
                break
    hanging, first = measure(node.get(f"{W}hanging")), measure(node.get(f"{W}firstLine"))
    if hanging is not None:
        layer["first"] = -hanging
    elif first is not None:
        layer["first"] = first


def _spaced(layer: Layer, node: Element) -> None:
    for name in ("before", "after"):
        automatic = node.get(f"{W}{name}Autospacing")
        if automatic is not None:
            layer[f"{name}-automatic"] = automatic.lower() in {"1", "true", "on"}
        if (length := measure(node.get(W + name))) is not None:
            layer[name] = length
    if (line := measure(node.get(f"{W}line"))) is not None:
        layer["line"] = abs(line)
        layer["rule"] = "multiple"
    if rule := node.get(f"{W}lineRule"):
        layer["rule"] = _RULES.get(rule, "multiple")


def _numbered(layer: Layer, node: Element) -> None:
    for name, key in (("numId", "list"), ("ilvl", "level")):
        if (found := child(node, name)) is not None:
            layer[key] = whole(found.get(VAL))


def _bordered(layer: Layer, node: Element) -> None:
    for name in ("top", "bottom"):
        edge = child(node, name)
        if edge is not None:
            kind = edge.get(VAL)
            layer[f"border-{name}"] = "" if kind in _NO_LINE else kind


def _outlined(layer: Layer, node: Element) -> None:
    level = whole(node.get(VAL), _BODY_LEVEL)
    layer["outline"] = level + 1 if 0 <= level < _BODY_LEVEL else 0


def _style(layer: Layer, node: Element) -> None:
    layer["style"] = node.get(VAL)


_PARAGRAPHS: dict[str, Callable[[Layer, Element], None]] = {
    f"{W}jc": _aligned,
    f"{W}framePr": _framed,
    f"{W}ind": _indented,
    f"{W}spacing": _spaced,
    f"{W}numPr": _numbered,
    f"{W}pBdr": _bordered,
    f"{W}outlineLvl": _outlined,
    f"{W}pStyle": _style,
    f"{W}keepNext": lambda layer, node: layer.update(keep=is_on(node)),
    f"{W}pageBreakBefore": lambda layer, node: layer.update(breaks=is_on(node)),
    f"{W}contextualSpacing": lambda layer, node: layer.update(contextual=is_on(node)),
}


def space(layer: Mapping[str, Any], name: str) -> int:
    """Return the space before or after a paragraph, in twips."""
    return _AUTOMATIC if layer.get(f"{name}-automatic") else int(layer.get(name, 0))


def edges_of(borders: Element | None) -> Edges:
    """Return which edges are drawn and which are said not to be."""
    found = {}
    for node in said(borders):
        name = node.tag.removeprefix(W)
        name = {"start": "left", "end": "right"}.get(name, name)
        found[name] = node.get(VAL) not in _NO_LINE
    return found
