"""What docxtpl does to rendered XML, done only where the document has something to be done to.

Where the work is more than a replacement of text, docxtpl itself does it, on the paragraph or the
table concerned; a document that is in doubt it repairs as a whole.
"""

import re
from collections.abc import Iterator
from itertools import count

from docxtpl import DocxTemplate
from lxml import etree

from generator.document.engine.proof import TABLE_END, TABLE_START
from generator.document.engine.writing import DOCPR

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>")
_PARAGRAPH_END = "</w:p>"
_ELEMENT = re.compile(r"""<(/?)([\w:.-]+)(?:[^>"']|"[^"]*"|'[^']*')*?(/?)>""")
_BREAKS = re.compile("[\t\n\a\f]")
_BODY = "<w:body>"
_TABLE = re.compile(f"{TABLE_START}(.*?){TABLE_END}", re.DOTALL)
_DECLARING = re.compile(r"^<w:tbl[^>]*>")
_DOCXTPL = DocxTemplate("")  # for its functions that need no template
_FIRST_DRAWING = 1001  # docxtpl numbers the drawings of a document from here


def without_line_starts(xml: str) -> str:
    """Return the XML without the line break that docxtpl puts before each paragraph."""
    return xml.replace("\n<w:p>", "<w:p>").replace("\n<w:p ", "<w:p ")


def unmasked(xml: str) -> str:
    """Return the XML with `{_{` and its like as the marks of tags that they stand for."""
    if "{" in xml or "}" in xml:  # a single letter is found much faster than two
        xml = xml.replace("{_{", "{{").replace("}_}", "}}")
        xml = xml.replace("{_%", "{%").replace("%_}", "%}")
    return xml


def has_breaks(xml: str) -> bool:
    """Return whether XML has a character that docxtpl turns into a break or a tab."""
    return "\n" in xml or "\t" in xml or "\a" in xml or "\f" in xml


def with_breaks(xml: str) -> tuple[str, bool]:
    """Return well-formed XML with its breaks and tabs as Word's own, and whether it still is so.

    docxtpl goes from the start of a paragraph to the next end of one, whatever lies between; after
    an end it always looks for a start. So each break can be found its paragraph from there. It
    ends a run, or a paragraph, where the break stands, though a link or a content control around
    it is still open: then the XML is no longer whole.
    """
    done, pieces, whole = 0, [], True
    while found := _BREAKS.search(xml, done):
        after_last = xml.rfind(_PARAGRAPH_END, done, found.start())
        from_here = done if after_last < 0 else after_last + len(_PARAGRAPH_END)
        start = _PARAGRAPH.search(xml, from_here)
        if start is None:
            break
        end = xml.find(_PARAGRAPH_END, max(start.end(), found.start()))
        if end < 0:
            break
        if start.start() > found.start():
            pieces.append(xml[done : start.start()])
            done = start.start()
            continue
        end += len(_PARAGRAPH_END)
        before = xml[start.start() : end]
        after = _DOCXTPL.resolve_listing(before)
        whole = whole and _left_open(before) == _left_open(after)
        pieces += (xml[done : start.start()], after)
        done = end
    return "".join((*pieces, xml[done:])), whole


def _left_open(xml: str) -> tuple[list[str], list[str]] | None:
    """Return the elements a piece of XML ends, and those it leaves open; None if it mixes them."""
    ended: list[str] = []
    opened: list[str] = []
    for end, name, empty in _ELEMENT.findall(xml):
        if empty:
            continue
        if not end:
            opened.append(name)
        elif not opened:
            ended.append(name)
        elif opened.pop() != name:
            return None
    return ended, opened


def with_tables_repaired(xml: str, opening: str) -> str:
    """Return the XML with the grids of its marked tables as docxtpl repairs them."""

    def repaired(found: re.Match[str]) -> str:
        tree = _DOCXTPL.fix_tables(f"{opening}{found[1]}</w:body>")
        tables = (etree.tostring(table, encoding="unicode") for table in tree)
        return "".join(_DECLARING.sub("<w:tbl>", table) for table in tables)

    return _TABLE.sub(repaired, xml)


def with_drawings_numbered(xml: str) -> str:
    """Return the XML with the ids of its drawings counted through, as docxtpl counts them."""
    numbers: Iterator[int] = count(_FIRST_DRAWING)
    return DOCPR.sub(lambda found: f'{found[1]}{next(numbers)}"', xml)


def without_marks(xml: str) -> str:
    """Return the XML without the marks around its odd tables."""
    return xml.replace(f"{TABLE_START}<w:tbl>", "<w:tbl>").replace(
        f"</w:tbl>{TABLE_END}", "</w:tbl>"
    )


def repaired_as_a_whole(xml: str, opening: str) -> etree._Element:
    """Return the body as docxtpl repairs it: parsed, its tables and drawings mended."""
    reference = DocxTemplate("")
    reference.docx_ids_index = _FIRST_DRAWING - 1
    tree: etree._Element = reference.fix_tables(with_namespaces(xml, opening))
    reference.fix_docpr_ids(tree)
    return tree


def listed(xml: str) -> str:
    """Return any XML with its breaks and tabs as docxtpl makes them."""
    return str(_DOCXTPL.resolve_listing(xml)) if has_breaks(xml) else xml


def with_namespaces(xml: str, opening: str) -> str:
    """Return the XML of a body that can stand alone."""
    return opening + xml[len(_BODY) :] if xml.startswith(_BODY) else xml
