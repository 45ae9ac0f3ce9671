"""What Word makes of tracked changes, written again from ECMA-376 and not from our code."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

from lxml import etree

from tests.document.word import W

Verdict = Literal["accept", "reject"]
_GONE = {"accept": "del", "reject": "ins"}
_STAYS = {"accept": "ins", "reject": "del"}


def w(name: str) -> str:
    """Return the full name of an element of WordprocessingML."""
    return f"{{{W}}}{name}"


def main_part(document: bytes) -> etree._Element:
    """Return the main part of a document."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def lines(root: etree._Element) -> list[str]:
    """Return the text of each paragraph, with the style it stands in and the row it is part of."""
    return [
        f"{_row(p)}{_style(p)}: {''.join(_text(p))}" for p in root.iter(w("p"))
    ]  # fmt: skip


def settled(document: bytes, verdict: Verdict) -> list[str]:
    """Return the lines of a document after all its changes were accepted or rejected."""
    root = main_part(document)
    _settle_rows(root, verdict)
    _settle_runs(root, verdict)
    _settle_properties(root, verdict)
    _settle_ends(root, verdict)
    return lines(root)


def _row(paragraph: etree._Element) -> str:
    return "| " if paragraph.getparent().tag == w("tc") else ""  # type: ignore[union-attr]


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else str(style.get(w("val")))


def _text(paragraph: etree._Element) -> Iterator[str]:
    for run in paragraph.iter(w("r")):
        for child in run:
            if child.tag in (w("t"), w("delText")):
                yield child.text or ""
            elif child.tag in (w("br"), w("tab")):
                yield "\n" if child.tag == w("br") else "\t"


def _settle_rows(root: etree._Element, verdict: Verdict) -> None:
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w(_GONE[verdict])}") is not None:
            table = row.getparent()
            assert table is not None
            table.remove(row)
            if table.find(w("tr")) is None:
                table.getparent().remove(table)  # type: ignore[union-attr]
    for mark in list(root.iter(w(_STAYS[verdict]))):
        parent = mark.getparent()
        if parent is not None and parent.tag == w("trPr"):
            parent.remove(mark)


def _settle_runs(root: etree._Element, verdict: Verdict) -> None:
    for mark in list(root.iter(w("ins"), w("del"))):
        parent = mark.getparent()
        if parent is None or parent.tag == w("rPr"):
            continue
        place = parent.index(mark)
        parent[place : place + 1] = [] if mark.tag == w(_GONE[verdict]) else list(mark)


def _settle_properties(root: etree._Element, verdict: Verdict) -> None:
    for change in list(root.iter(w("pPrChange"))):
        own = change.getparent()
        assert own is not None
        own.remove(change)
        if verdict == "reject":
            ends = [part for part in own if part.tag in (w("rPr"), w("sectPr"))]
            (old,) = change
            own[:] = [*old, *ends]


def _settle_ends(root: etree._Element, verdict: Verdict) -> None:
    """Join a paragraph whose end is gone to the next, which keeps its own properties."""
    for paragraph in list(root.iter(w("p"))):
        end = f"{w('pPr')}/{w('rPr')}/{w(_GONE[verdict])}"
        if paragraph.find(end) is None:
            continue
        rest = [child for child in paragraph if child.tag != w("pPr")]
        following = paragraph.getnext()
        if rest:
            assert following is not None
            assert following.tag == w("p")
            place = 1 if following.find(w("pPr")) is not None else 0
            following[place:place] = rest
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]
