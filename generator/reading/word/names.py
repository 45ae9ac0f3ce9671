"""Names and values of Word's XML: elements, attributes, switches, measures."""

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VAL = f"{W}val"
_OFF = {"0", "false", "off", "none"}
_MEASURE = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(mm|cm|in|pt|pc|pi)?")
_TWIPS = {"mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
_MOST = 1_000_000


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return W + name


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of an element that have a name of WordprocessingML."""
    return iter(()) if parent is None else parent.iterchildren(W + name)


def child(parent: Element | None, *names: str) -> Element | None:
    """Return what is found by a path of names of WordprocessingML, or None."""
    for name in names:
        if parent is None:
            return None
        parent = next(parent.iterchildren(W + name), None)
    return parent


def value(parent: Element | None, *names: str) -> str | None:
    """Return the `w:val` of what is found by a path of names, or None."""
    found = child(parent, *names)
    return None if found is None else found.get(VAL)


def is_on(element: Element | None) -> bool:
    """Return whether a switch is there and not switched off."""
    return element is not None and (element.get(VAL) or "1").lower() not in _OFF


def measure(text: str | None, per: float = 1) -> int | None:
    """Return a length in twips, or None where it is none; `per` twips are meant without a unit.

    Word's strict files write `12pt` where others write a number.
    """
    found = _MEASURE.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    factor = _TWIPS[found[2]] if found[2] else per
    return max(-_MOST, min(_MOST, round(float(found[1]) * factor)))


def whole(text: str | None, otherwise: int = 0) -> int:
    """Return a whole number that is written in a file, or another where it is none."""
    found = _MEASURE.fullmatch(text.strip()) if text else None
    if found is None or found[2] or "." in found[1]:
        return otherwise
    return int(found[1])
