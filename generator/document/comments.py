"""Comments in the margin of a finished document, each beside the paragraph that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from generator.document.package import parser, read_members, write_members

AUTHOR = "kehoach"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_P = f"{{{_W}}}"
_MAIN = "word/document.xml"
_PART = "word/comments.xml"
_TYPES = "[Content_Types].xml"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPE_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATION_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


@dataclass(frozen=True, slots=True)
class Comment:
    """Paragraphs of a comment, and texts of the page beside which it belongs, best first."""

    anchors: tuple[str, ...]
    words: tuple[str, ...]


def commented(document: bytes, comments: Sequence[Comment]) -> bytes:
    """Return a document with comments; the same input gives the same bytes.

    A comment whose anchors are nowhere on the page stands at the first paragraph with text.
    Comments that the template has stay.
    """
    if not comments:
        return document
    members = read_members(document, "")
    root = etree.fromstring(members[_MAIN], parser())
    paragraphs = [(_text(p), p) for p in root.iter(f"{_P}p")]
    written = [(text, p) for text, p in paragraphs if text.strip()]
    part = _part(members.get(_PART))
    first = max((int(own.get(f"{_P}id", "0")) for own in part), default=-1) + 1
    for number, comment in enumerate(comments, first):
        _mark(_beside(comment, written), str(number))
        _add(part, comment, str(number))
    if _PART not in members:
        members[_TYPES] = _with_type(members[_TYPES])
        members[_RELATIONS] = _with_relation(members[_RELATIONS])
    members |= {_MAIN: _bytes(root), _PART: _bytes(part)}
    return write_members(members)


def _beside(comment: Comment, paragraphs: Sequence[tuple[str, etree._Element]]) -> etree._Element:
    """Return the first paragraph with the best anchor that is anywhere."""
    for anchor in (_plain(text) for text in comment.anchors):
        for text, paragraph in paragraphs:
            if anchor and anchor in text:
                return paragraph
    return paragraphs[0][1]


def _mark(paragraph: etree._Element, number: str) -> None:
    """Put a comment's range around all the runs of a paragraph."""
    start = etree.Element(f"{_P}commentRangeStart", {f"{_P}id": number})
    end = etree.SubElement(paragraph, f"{_P}commentRangeEnd", {f"{_P}id": number})
    properties = paragraph.find(f"{_P}pPr")
    paragraph.insert(0 if properties is None else 1, start)
    run = etree.Element(f"{_P}r")
    etree.SubElement(run, f"{_P}commentReference", {f"{_P}id": number})
    end.addnext(run)


def _part(own: bytes | None) -> etree._Element:
    """Return the part with the comments, the template's own in it."""
    if own is not None:
        return etree.fromstring(own, parser())
    return etree.Element(f"{_P}comments", nsmap={"w": _W})


def _add(part: etree._Element, comment: Comment, number: str) -> None:
    marks = {f"{_P}id": number, f"{_P}author": AUTHOR, f"{_P}initials": "KH"}
    element = etree.SubElement(part, f"{_P}comment", marks)
    for words in comment.words:
        run = etree.SubElement(etree.SubElement(element, f"{_P}p"), f"{_P}r")
        etree.SubElement(run, f"{_P}t").text = _plain(words)


def _with_type(data: bytes) -> bytes:
    root = etree.fromstring(data, parser())
    etree.SubElement(
        root, f"{{{_TYPE_NS}}}Override", {"PartName": f"/{_PART}", "ContentType": _CONTENT}
    )
    return _bytes(root)


def _with_relation(data: bytes) -> bytes:
    root = etree.fromstring(data, parser())
    etree.SubElement(
        root, f"{{{_RELATION_NS}}}Relationship",
        {"Id": "rIdComments", "Type": _KIND, "Target": "comments.xml"},
    )  # fmt: skip
    return _bytes(root)


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, that of text boxes in it left out."""
    own = (t for t in paragraph.iter(f"{_P}t") if next(t.iterancestors(f"{_P}p")) is paragraph)
    return _plain("".join(t.text or "" for t in own))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
