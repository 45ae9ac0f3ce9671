"""The number of the page: in the middle of the top margin, from the second page on."""

from lxml import etree

from generator.check.registry import Fault
from generator.check.repair.letters import SLOTS, nearest, set_size
from generator.check.repair.pages import sections
from generator.check.repair.site import Site
from generator.marking.letters import pieces
from generator.marking.properties import properties, put
from generator.reading.word.names import Element, R, W, child, is_on, w

_DEFAULT, _FIRST = "default", "first"
_DRAWN = (w("drawing"), w("pict"), w("object"), w("tbl"))


def add(site: Site, _: Fault) -> None:
    """Put a number at the top of every page but the first; heads keep what they say."""
    first, *others = sections(site)
    _hide_on_first(site, first)
    if not _named(first, "header", _DEFAULT):
        head = etree.Element(w("hdr"), nsmap={"w": W[1:-1]})
        _refer(first, "header", _DEFAULT, site.file.add("header", head))
    names = dict.fromkeys(
        name for one in (first, *others) if (name := _target(site, one, "header", _DEFAULT))
    )
    for name in names:
        site.file.root(name).insert(0, _number(site))


def hide_on_first(site: Site, _: Fault) -> None:
    """Hide the number on the first page; what else stands there stays."""
    _hide_on_first(site, sections(site)[0])


def centre(site: Site, _: Fault) -> None:
    """Put the numbers into the middle."""
    for paragraph in _numbered(site):
        layout = properties(paragraph, "pPr")
        frame = child(layout, "framePr")
        if frame is not None:
            frame.set(w("xAlign"), "center")
        put(layout, "pPr", "jc", val="center")


def size(site: Site, fault: Fault) -> None:
    """Set the numbers in the nearest size that is allowed."""
    allowed = site.form["elements"]["page-number"]["allow"]["size"]
    points = nearest(allowed, float(fault.parameters["found"].replace(",", ".")))
    for paragraph in _numbered(site):
        for run in paragraph.iter(w("r")):
            set_size(run, points)


def upright(site: Site, _: Fault) -> None:
    """Set the numbers neither bold nor italic."""
    for paragraph in _numbered(site):
        for run in paragraph.iter(w("r")):
            for name in ("b", "bCs", "i", "iCs"):
                put(properties(run, "rPr"), "rPr", name, val="0")


def _hide_on_first(site: Site, section: Element) -> None:
    """Give the first page its own heads: what stands on the others, without the number."""
    if is_on(child(section, "titlePg")):
        return
    put(section, "sectPr", "titlePg").attrib.pop(w("val"), "")
    for kind in ("header", "footer"):
        for stale in _references(section, kind, _FIRST):
            section.remove(stale)
        name = _target(site, section, kind, _DEFAULT)
        if name and _says_more(site.file.root(name)):
            relation = site.file.copied(name, kind)
            _refer(section, kind, _FIRST, relation)
            for paragraph in _only_numbers(site.file.root(site.file.target(relation))):
                for child_ in list(paragraph):
                    if child_.tag != w("pPr"):
                        paragraph.remove(child_)


def _number(site: Site) -> Element:
    """Return a paragraph with the number of its page, in the look of the standard."""
    paragraph = etree.Element(w("p"))
    put(properties(paragraph, "pPr"), "pPr", "jc", val="center")
    points = site.form["elements"]["page-number"]["emit"]["size"]
    allowed = site.form["elements"]["page-number"]["allow"]["size"]
    for kind in ("begin", "", "separate", "1", "end"):
        run = etree.SubElement(paragraph, w("r"))
        letters = properties(run, "rPr")
        name = str(site.form["fonts"]["name"])
        put(letters, "rPr", "rFonts", **dict.fromkeys(SLOTS, name))
        for switch in ("b", "i"):
            put(letters, "rPr", switch, val="0")
        put(letters, "rPr", "color", val=str(site.form["fonts"]["color"]))
        set_size(run, nearest(allowed, float(points)))
        if kind == "":
            etree.SubElement(run, w("instrText")).text = "PAGE"
        elif kind == "1":
            etree.SubElement(run, w("t")).text = kind
        else:
            etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
    return paragraph


def _numbered(site: Site) -> list[Element]:
    """Return the paragraphs of heads and feet that hold a page number."""
    return [p for root in site.heads() for p in root.iter(w("p")) if _has_number(p)]


def _has_number(paragraph: Element) -> bool:
    asked = [node.text or "" for node in paragraph.iter(w("instrText"))]
    simple = [node.get(w("instr"), "") for node in paragraph.iter(w("fldSimple"))]
    words = "".join(asked).split()
    return "PAGE" in [word.upper() for word in words] or any(
        one.split()[:1] == ["PAGE"] for one in simple
    )


def _only_numbers(root: Element) -> list[Element]:
    """Return the paragraphs that hold a page number and no word beside it."""
    return [
        paragraph
        for paragraph in root.iter(w("p"))
        if _has_number(paragraph)
        and not any(char.isalpha() for piece in pieces(paragraph) for char in piece.text)
    ]


def _says_more(root: Element) -> bool:
    """Return whether a head holds more than a page number."""
    numbers = _only_numbers(root)
    return next(root.iter(*_DRAWN), "") is not None or any(
        piece.text.strip() for p in root.iter(w("p")) if p not in numbers for piece in pieces(p)
    )


def _references(section: Element, kind: str, page: str) -> list[Element]:
    found = section.iterchildren(w(f"{kind}Reference"))
    return [one for one in found if one.get(w("type"), _DEFAULT) == page]


def _named(section: Element, kind: str, page: str) -> str:
    return next((one.get(f"{R}id", "") for one in _references(section, kind, page)), "")


def _target(site: Site, section: Element, kind: str, page: str) -> str:
    """Return the part that is a section's own head or foot on some pages, or nothing."""
    return site.file.target(_named(section, kind, page))


def _refer(section: Element, kind: str, page: str, relation: str) -> None:
    """Let a section have a part as head or foot of some pages; such references come first."""
    reference = etree.Element(w(f"{kind}Reference"))
    reference.set(w("type"), page)
    reference.set(f"{R}id", relation)
    section.insert(0, reference)
