"""Paper, margins, and how pages count."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from generator.check.form.view import permits
from generator.check.registry import Fault
from generator.check.repair.letters import nearest
from generator.check.repair.site import Site
from generator.marking.properties import put
from generator.reading.sheet import TWIPS_PER_MM, Page
from generator.reading.word.names import Element, child, measure, w
from generator.reading.word.sections import page_of

_SIDES = ("top", "right", "bottom", "left")


def sections(site: Site) -> list[Element]:
    """Return the sections of the document in order; the body has one at least."""
    body = child(site.file.document, "body")
    found = [] if body is None else list(body.iter(w("sectPr")))
    found = [one for one in found if next(one.iterancestors(w("sectPrChange")), None) is None]
    if body is not None and child(body, "sectPr") is None:
        found.append(etree.SubElement(body, w("sectPr")))
    return found


def paper(site: Site, _: Fault) -> None:
    """Print on A4, upright or lying as before."""
    size = site.form["page"]["size"]
    sides = sorted((int(size["width"]), int(size["height"])))
    for section, page in _with_pages(site):
        if any(abs(a - b) > TWIPS_PER_MM for a, b in zip(sides, _sorted(page), strict=True)):
            short, long = (str(side) for side in sides)
            lies = page.width > page.height
            put(section, "sectPr", "pgSz", w=long if lies else short, h=short if lies else long)


def margins(site: Site, _: Fault) -> None:
    """Set margins that are not allowed as near to what they were as is allowed."""
    form = site.form["page"]
    for section, page in _with_pages(site):
        for side in _SIDES:
            allowed = form["margins"][side]["allow"]
            if page.landscape or page.width > page.height:
                allowed = site.form["check"]["landscape"].get(side, allowed)
            now = getattr(page, side)
            if not permits(allowed, now, form["tolerance"]):
                _set_margin(section, side, round(nearest(allowed, now)))


def _set_margin(section: Element, side: str, width: int) -> None:
    """Set a margin; the room for binding counts to the left one."""
    element = put(section, "sectPr", "pgMar")
    if side == "left":
        width -= measure(element.get(w("gutter"))) or 0
    for name in (*_SIDES, "header", "footer", "gutter"):
        if element.get(w(name)) is None:
            element.set(w(name), "0")
    element.set(w(side), str(max(0, width)))


def arabic(site: Site, _: Fault) -> None:
    """Write page numbers in Arabic digits."""
    for section in sections(site):
        numbers = child(section, "pgNumType")
        if numbers is not None:
            numbers.attrib.pop(w("fmt"), "")


def from_one(site: Site, _: Fault) -> None:
    """Count the first pages from 1."""
    put(sections(site)[0], "sectPr", "pgNumType", start="1")


def _with_pages(site: Site) -> Iterator[tuple[Element, Page]]:
    for section in sections(site):
        yield section, page_of(section)


def _sorted(page: Page) -> list[Any]:
    return sorted((page.width, page.height))
