"""Remarks in the margin of a Word file, beside the words they are about."""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from lxml import etree

from generator.marking.letters import Piece, found_at, pieces, type_in, typed
from generator.marking.package import WordFile
from generator.marking.places import nearest, places
from generator.reading.sheet import Part
from generator.reading.word.names import Element, W, child, w
from generator.vietnamese import nfc

AUTHOR, INITIALS = "kehoach", "KH"
_MARKED = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark: what it says, and what it is about.

    That is the paragraph at a place, or some words in it; or, where the place is not known, the
    first paragraph that holds one of the texts `beside`, best first. What is nowhere in the body
    stands at the first paragraph with letters. Each line of `text` is a paragraph.
    """

    text: str
    part: Part = ()
    words: str = ""
    beside: tuple[str, ...] = ()


def with_comments(data: bytes, comments: Sequence[Comment], *, day: date | None = None) -> bytes:
    """Return a Word file with remarks in its margin; those that it has are kept.

    Nothing else changes, and the words read the same. Without a day the remarks carry none. Raises
    Refused for what is no Word file, carries macros, or has no paragraph.
    """
    file = WordFile(data)
    if not comments:
        return data
    known = places(file.document)
    lines = (
        [(nodes, _line(nodes)) for nodes in known.values()]
        if any(one.beside for one in comments)
        else []
    )
    remarks = _remarks(file)
    for comment, id in zip(comments, _free(file, remarks), strict=False):
        remarks.append(_remark(comment.text, id, day))
        paragraphs, exact = nearest(known, comment.part)
        if comment.beside:
            paragraphs = _beside(comment.beside, lines) or paragraphs
        _mark(paragraphs, comment.words if exact else "", id)
    return file.written()


def _beside(
    texts: Sequence[str], lines: Sequence[tuple[tuple[Element, ...], str]]
) -> tuple[Element, ...]:
    """Return the first paragraph with the best text that is anywhere; none where none is."""
    for text in (" ".join(nfc(one).split()) for one in texts):
        for nodes, line in lines:
            if text and text in line:
                return nodes
    return ()


def _line(nodes: Sequence[Element]) -> str:
    return " ".join(nfc("".join(piece.text for piece in pieces(*nodes))).split())


def _remarks(file: WordFile) -> Element:
    """Return the part of the remarks, a new one where the file has none."""
    for root in file.related("comments").values():
        return root
    root = etree.Element(w("comments"), nsmap={"w": W[1:-1]})
    file.add("comments", root)
    return root


def _free(file: WordFile, remarks: Element) -> Iterator[str]:
    """Yield the numbers that no remark of the file has."""
    marks = [w(name) for name in _MARKED]
    taken = {mark.get(w("id")) for root in (file.document, remarks) for mark in root.iter(*marks)}
    return (str(number) for number in count() if str(number) not in taken)


def _remark(text: str, id: str, day: date | None) -> Element:
    remark = etree.Element(w("comment"))
    for name, value in (("id", id), ("author", AUTHOR), ("initials", INITIALS)):
        remark.set(w(name), value)
    if day:
        remark.set(w("date"), f"{day.isoformat()}T00:00:00Z")
    for line in _NOT_XML.sub("\ufffd", text).splitlines() or [""]:
        run = etree.SubElement(etree.SubElement(remark, w("p")), w("r"))
        type_in(etree.SubElement(run, w("t")), line)
    return remark


def _mark(paragraphs: Sequence[Element], words: str, id: str) -> None:
    """Set the marks of a remark around some words, or around all that stands in the paragraphs."""
    if not paragraphs:
        return
    first, last = paragraphs[0], paragraphs[-1]
    letters = pieces(*paragraphs)
    span = found_at(letters, words)
    begin, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
    for mark in (begin, end):
        mark.set(w("id"), id)
    if span is None:
        properties = child(first, "pPr")
        first.insert(0 if properties is None else first.index(properties) + 1, begin)
        last.append(end)
    else:
        _top(_cut(letters, span[0])[1]).addprevious(begin)
        _top(_cut(pieces(*paragraphs), span[1])[0]).addnext(end)
    reference = etree.Element(w("r"))
    etree.SubElement(reference, w("commentReference")).set(w("id"), id)
    end.addnext(reference)


def _top(run: Element) -> Element:
    """Return what holds a run among the children of its paragraph: itself, or a link, a change."""
    node = run
    while (parent := node.getparent()) is not None and parent.tag != w("p"):
        node = parent
    return node


def _cut(letters: Sequence[Piece], at: int) -> tuple[Element, Element]:
    """Return the runs before and after a place in letters, a run that it lies in cut in two."""
    position = 0
    for number, piece in enumerate(letters):
        end = position + len(piece.text)
        if position < at < end:
            return _halves(piece, at - position)
        if at == position:
            before = letters[number - 1] if number else piece
            if before.run is piece.run and number:
                return _halves(piece, 0)
            return before.run, piece.run
        position = end
    return letters[-1].run, letters[-1].run


def _halves(piece: Piece, at: int) -> tuple[Element, Element]:
    """Return the two runs that a run becomes when it is cut in one of its texts."""
    run, node = piece.run, piece.node
    if node.getparent() is not run:
        return run, run
    before, index = copy.copy(run), run.index(node)
    for inner in list(before):
        before.remove(inner)
    properties = child(run, "rPr")
    if properties is not None:
        before.append(copy.deepcopy(properties))
    before.extend([inner for inner in list(run)[:index] if inner is not properties])
    if at:
        text = typed(node)
        half = etree.SubElement(before, w("t"))
        type_in(half, text[:at])
        type_in(node, text[at:])
    run.addprevious(before)
    return before, run
