"""Remarks of our own taken out of a Word file again; those of other people are never touched."""

from collections.abc import Callable

from generator.marking.comments import AUTHOR, INITIALS
from generator.marking.package import WordFile
from generator.reading.word.names import Element, child, w

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_EXTENDED = ("commentsExtended", "commentsIds")
_MARKS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))


def without_own(data: bytes, goes: Callable[[str], bool]) -> bytes:
    """Return a Word file without those remarks of the program whose text is to go.

    A remark that somebody has answered stays. The same bytes where there is none; raises Refused
    for what is no Word file.
    """
    file = WordFile(data)
    extended = tuple(file.related(*_EXTENDED).values())
    answered = {node.get(f"{_W15}paraIdParent") for root in extended for node in root} - {None}
    gone: list[Element] = []
    for root in file.related("comments").values():
        for remark in list(root.iterchildren(w("comment"))):
            if _is_own(remark) and goes(_text(remark)) and not _names(remark) & answered:
                root.remove(remark)
                gone.append(remark)
    if not gone:
        return data
    _unmark(file.document, {remark.get(w("id"), "") for remark in gone})
    names = {name for remark in gone for name in _names(remark)}
    for root in extended:
        for node in list(root):
            if names & set(node.attrib.values()):
                root.remove(node)
    return file.written()


def _is_own(remark: Element) -> bool:
    return (remark.get(w("author")), remark.get(w("initials"))) == (AUTHOR, INITIALS)


def _text(remark: Element) -> str:
    return "".join(node.text or "" for node in remark.iter(w("t")))


def _names(remark: Element) -> set[str | None]:
    """Return the names by which other parts know the paragraphs of a remark."""
    return {node.get(f"{_W14}paraId") for node in remark.iter(w("p"))} - {None}


def _unmark(document: Element, ids: set[str]) -> None:
    """Take the marks of remarks out, with the runs that hold nothing else."""
    for mark in list(document.iter(*_MARKS)):
        parent = mark.getparent()
        if mark.get(w("id")) not in ids or parent is None:
            continue
        parent.remove(mark)
        above = parent.getparent()
        rest = [node for node in parent if node is not child(parent, "rPr")]
        if parent.tag == w("r") and not rest and above is not None:
            above.remove(parent)
