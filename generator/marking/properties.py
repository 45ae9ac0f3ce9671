"""Properties of runs, paragraphs and sections in a Word file, set where the schema wants them."""

from lxml import etree

from generator.reading.word.names import Element, child, w

# The order of ISO 29500-1, 17.3.1.26, 17.3.2.28 and 17.6.18; Word refuses some files without it.
_ORDER = {
    "rPr": """
        rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint
        noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u
        effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath
        rPrChange
    """,
    "pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers
        pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct
        autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
        mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
        divId cnfStyle rPr sectPr pPrChange
    """,
    "sectPr": """
        headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
        lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
        docGrid printerSettings sectPrChange
    """,
}
_PLACES = {
    kind: {w(name): number for number, name in enumerate(names.split())}
    for kind, names in _ORDER.items()
}


def properties(parent: Element, kind: str) -> Element:
    """Return the properties of a run (`rPr`) or paragraph (`pPr`), new ones where it has none."""
    found = child(parent, kind)
    if found is None:
        found = etree.Element(w(kind))
        parent.insert(0, found)
    return found


def put(holder: Element, kind: str, name: str, **values: str) -> Element:
    """Set attributes of one property; it is made, at its place, where it is missing."""
    found = child(holder, name)
    if found is None:
        found = etree.Element(w(name))
        place(holder, kind, found)
    for attribute, value in values.items():
        found.set(w(attribute), value)
    return found


def place(holder: Element, kind: str, added: Element) -> None:
    """Add a property after all that the schema has before it."""
    places = _PLACES[kind]
    own = places[str(added.tag)]
    later = (one for one in holder.iterchildren("*") if places.get(str(one.tag), 0) > own)
    following = next(later, None)
    if following is None:
        holder.append(added)
    else:
        following.addprevious(added)
