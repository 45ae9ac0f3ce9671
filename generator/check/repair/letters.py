"""How letters look: fonts, colour, sizes; and how paragraphs of the text are aligned."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from generator.check.content.letters import OLD_FONT
from generator.check.form.elements import ELEMENTS
from generator.check.form.view import BODY, permits
from generator.check.registry import Fault
from generator.check.repair.site import Site
from generator.marking.properties import properties, put
from generator.reading.anatomy import Role
from generator.reading.word.names import Element, child, value, w

SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_THEMED = {
    "ascii": "asciiTheme",
    "hAnsi": "hAnsiTheme",
    "cs": "cstheme",
    "eastAsia": "eastAsiaTheme",
}
# In these fonts a letter means a sign; in those of before Unicode, another letter.
_SIGNS = re.compile(
    r"symbol|wingdings|webdings|marlett|dingbats|emoji|mt extra|math", re.IGNORECASE
)
_WHITE = "FFFFFF"
_PAPER = {"auto", _WHITE, ""}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIZED = {
    f"{one.id}-size": (one.key, tuple(Role) if one.find else (one.role,)) for one in ELEMENTS
} | {
    "nd30.pl1.ii.6.e.size": ("body", (*BODY, Role.BULLET)),
    "nd30.pl1.ii.6.a.basis-size": ("basis", (Role.BASIS,)),
    "nd30.pl1.v.6.heading-size": ("section", (Role.HEADING,)),
}
"""Rules about a size: the element of the standard, and the roles that the rule is about."""
SIZES = frozenset(_SIZED)


def fonts(site: Site, _: Fault) -> None:
    """Name the one font wherever another is named; fonts of signs and old codes are left."""
    name = str(site.form["fonts"]["name"])
    styles = tuple(site.file.related("styles").values())
    for root in (*site.roots(), *styles, *site.file.related("numbering").values()):
        for element in root.iter(w("rFonts")):
            _name_font(element, name)
    for root in styles:
        _name_default(root, name)
    for root in site.file.related("theme").values():
        for scheme in root.iter(f"{_A}majorFont", f"{_A}minorFont"):
            for latin in scheme.iterchildren(f"{_A}latin"):
                latin.set("typeface", name)


def _name_font(element: Element, name: str) -> None:
    stated = [element.get(w(slot), "") for slot in SLOTS]
    if any(OLD_FONT.match(font) or _SIGNS.search(font) for font in stated):
        return
    for slot in SLOTS:
        themed = element.attrib.pop(w(_THEMED[slot]), "")
        if themed or element.get(w(slot)) is not None:
            element.set(w(slot), name)


def _name_default(styles: Element, name: str) -> None:
    """Name the font of all letters for which no style names one."""
    defaults = child(styles, "docDefaults")
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        styles.insert(0, defaults)
    letters = properties(properties(defaults, "rPrDefault"), "rPr")
    stated = child(letters, "rFonts")
    if stated is not None:
        _name_font(stated, name)
    else:
        put(letters, "rPr", "rFonts")
    named = put(letters, "rPr", "rFonts")
    for slot in SLOTS:
        if named.get(w(slot)) is None:
            named.set(w(slot), name)


def colour(site: Site, fault: Fault) -> None:
    """Print letters black; what nobody sees on the paper, or stands on a ground, is left."""
    black = str(site.form["fonts"]["color"])
    for run, code in _coloured(site, fault):
        if code.upper() not in (_WHITE, "AUTO", black) and not _has_ground(run):
            element = put(properties(run, "rPr"), "rPr", "color", val=black)
            for name in ("themeColor", "themeShade", "themeTint"):
                element.attrib.pop(w(name), "")


def _coloured(site: Site, fault: Fault) -> Iterator[tuple[Element, str]]:
    """Yield the runs at a place with the colour of their letters."""
    for one in site.letters(fault.part):
        yield one.piece.run, one.look.color
    if fault.part and fault.part[0][0] in ("header", "footer"):
        for root in site.heads():
            for run in root.iter(w("r")):
                yield run, value(run, "rPr", "color") or fault.parameters["found"].lstrip("#")


def _has_ground(run: Element) -> bool:
    """Return whether letters stand on a coloured ground, their own, the paragraph's or cell's."""
    for holder in (run, *run.iterancestors(w("p"), w("tc"))):
        for kind in ("rPr", "pPr", "tcPr"):
            ground = child(holder, kind, "shd")
            if (
                ground is not None
                and ground.get(w("fill"), "").upper().replace("AUTO", "auto") not in _PAPER
            ):
                return True
    return False


def size(site: Site, fault: Fault, rule: str) -> None:
    """Set letters of a size that is not allowed in the nearest one that is."""
    key, roles = _SIZED[rule]
    allowed = site.form["elements"][key]["allow"]["size"]
    located = site.part_at(fault.part, *roles)
    for paragraph in located.paragraphs if located else ():
        for one in site.letters(paragraph):
            now = one.look.size / 2
            if not one.look.raised and not permits(allowed, now):
                set_size(one.piece.run, nearest(allowed, now))


def set_size(run: Element, points: float) -> None:
    """Set the size of the letters of a run."""
    letters = properties(run, "rPr")
    for name in ("sz", "szCs"):
        put(letters, "rPr", name, val=str(round(points * 2)))


def nearest(allowed: Any, now: float) -> float:
    """Return the allowed figure that is nearest to another."""
    if not isinstance(allowed, dict):
        return float(allowed)
    if "one_of" in allowed:
        return min((float(one) for one in allowed["one_of"]), key=lambda one: abs(one - now))
    return float(min(max(now, allowed.get("min", now)), allowed.get("max", now)))


def justified(site: Site, fault: Fault) -> None:
    """Justify a paragraph of the text."""
    located = site.part_at(fault.part, *BODY, Role.BASIS)
    for paragraph in located.paragraphs if located else ():
        if paragraph.align in ("left", "right") and paragraph.text.strip():
            for element in site.elements(paragraph.part):
                put(properties(element, "pPr"), "pPr", "jc", val="both")
