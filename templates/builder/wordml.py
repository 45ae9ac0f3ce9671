"""WordprocessingML as text: elements, runs, and the properties of paragraphs and letters."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Emit = Mapping[str, Any]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{OFFICE}/relationships",
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "a": f"{DRAWING}/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def root(name: str, *content: str) -> str:
    """Return a part of WordprocessingML."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return f"{DECLARATION}<w:{name}{spaces}>{''.join(content)}</w:{name}>"


def node(name: str, /, *content: str, **attributes: object) -> str:
    """Return an element of WordprocessingML; attributes are in the same namespace."""
    pairs = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    inner = "".join(content)
    return f"<w:{name}{pairs}>{inner}</w:{name}>" if inner else f"<w:{name}{pairs}/>"


def run(text: str, style: str = "") -> str:
    """Return a run of text, in a character style if one is named."""
    look = node("rPr", node("rStyle", val=style)) if style else ""
    return node("r", look, f'<w:t xml:space="preserve">{escape(text)}</w:t>')


def toggle(name: str, value: bool | None) -> str:
    """Return an on/off property; nothing where the value is left to the parent style."""
    if value is None:
        return ""
    return node(name) if value else node(name, val=0)


def given(emit: Emit, **names: str) -> dict[str, Any]:
    """Return the values of an `emit` that are there, under their WordprocessingML names."""
    return {word: emit[name] for word, name in names.items() if name in emit}


def paragraph_properties(emit: Emit) -> str:
    """Return the properties of a paragraph, in the order of the schema."""
    spacing = given(emit, before="before", after="after", line="line", lineRule="line_rule")
    indent = given(emit, left="left", right="right", firstLine="first_line")
    return "".join((
        toggle("keepNext", emit.get("keep_next")),
        toggle("keepLines", emit.get("keep_lines")),
        box(emit["box"]) if "box" in emit else "",
        node("spacing", **spacing) if spacing else "",
        node("ind", **indent) if indent else "",
        node("jc", val=ALIGNMENTS[emit["align"]]) if "align" in emit else "",
        node("outlineLvl", val=emit["outline"] - 1) if "outline" in emit else "",
    ))  # fmt: skip


def box(distance: int) -> str:
    """Return a thin border around a paragraph, `distance` points from its text."""
    sides = ("top", "left", "bottom", "right")
    return node("pBdr", *(border(side, 6, space=distance) for side in sides))


def border(side: str, eighths: int, *, space: int = 0) -> str:
    """Return a single black line of so many eighths of a point."""
    return node(side, val="single", sz=eighths, space=space, color="000000")


def run_properties(emit: Emit) -> str:
    """Return the properties of letters, in the order of the schema."""
    bold, italic = emit.get("bold"), emit.get("italic")
    half_points = {"val": round(2 * emit["size"])} if "size" in emit else {}
    return "".join((
        toggle("b", bold),
        toggle("bCs", bold),
        toggle("i", italic),
        toggle("iCs", italic),
        *(node(name, **half_points) for name in ("sz", "szCs") if half_points),
    ))  # fmt: skip


def wrapped(name: str, content: str) -> str:
    """Return the content in its element, or nothing around nothing."""
    return node(name, content) if content else ""
