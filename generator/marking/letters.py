"""The letters of a paragraph in a Word file: which run and which element each stands in."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.reading.word.drawings import ALTERNATE, chosen
from generator.reading.word.inline import BLANKS, LETTERS, WRAPPERS, XML_SPACE
from generator.reading.word.names import Element, child, w

_R, _T = w("r"), w("t")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a paragraph: the run they stand in, and the element that holds them."""

    run: Element
    node: Element
    text: str

    @property
    def is_typed(self) -> bool:
        """Whether the letters are text that can be changed, and no tab, break or sign."""
        return self.node.tag == _T


def pieces(*paragraphs: Element) -> list[Piece]:
    """Return the letters of paragraphs in order; deleted ones and instructions are left out."""
    found: list[Piece] = []
    for paragraph in paragraphs:
        asking = 0
        for run, node in _inside(paragraph):
            if node.tag == w("fldChar"):
                kind = node.get(w("fldCharType"))
                asking = max(0, asking + {"begin": 1, "separate": -1}.get(kind or "", 0))
            elif not asking and (text := _text(node)):
                found.append(Piece(run, node, text))
    return found


def typed(node: Element) -> str:
    """Return what an element of text says, as Word shows it."""
    text = "".join(map(str, node.itertext()))
    if node.get(XML_SPACE) != "preserve":
        text = text.strip(BLANKS)
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def type_in(node: Element, text: str) -> None:
    """Let an element of text say something else."""
    for inner in list(node):
        node.remove(inner)
    node.text = text
    node.set(XML_SPACE, "preserve")


def found_at(parts: Sequence[Piece], words: str) -> tuple[int, int] | None:
    """Return where some words stand in letters, from and to; None where they do not.

    Spaces and the composition of letters do not matter. Words that were cut off (`…`) or that all
    of the letters say mean the whole.
    """
    text = "".join(piece.text for piece in parts)
    wanted = unicodedata.normalize("NFC", words).split()
    if not wanted or not text.strip() or words.endswith("…"):
        return None
    composed, starts = _composed(text)
    match = re.search(r"\s+".join(map(re.escape, wanted)), composed)
    if match is None or not (composed[: match.start()] + composed[match.end() :]).strip():
        return None
    return starts[match.start()], starts[match.end()]


def _composed(text: str) -> tuple[str, list[int]]:
    """Return a text in NFC, and for each of its letters and its end where they stand in it."""
    numbers: list[int] = []
    count = -1
    for letter in text:
        count += not unicodedata.combining(letter) or count < 0
        numbers.append(count)
    composed: list[str] = []
    starts: list[int] = []
    at = 0
    for _, group in groupby(range(len(text)), key=lambda index: numbers[index]):
        length = len(list(group))
        letters = unicodedata.normalize("NFC", text[at : at + length])
        composed.append(letters)
        starts += [at] * len(letters)
        at += length
    return "".join(composed), [*starts, len(text)]


def _inside(parent: Element) -> Iterator[tuple[Element, Element]]:
    """Yield what stands in the runs of a paragraph with its run, drawings left out."""
    for node in parent.iterchildren("*"):
        if node.tag == _R:
            yield from ((node, inner) for inner in _in_run(node))
        elif node.tag in WRAPPERS or node.tag == w("fldSimple"):
            yield from _inside(node)
        elif node.tag == w("sdt"):
            content = child(node, "sdtContent")
            yield from () if content is None else _inside(content)
        elif node.tag == ALTERNATE and (branch := chosen(node)) is not None:
            yield from _inside(branch)


def _in_run(run: Element) -> Iterator[Element]:
    for node in run.iterchildren("*"):
        if node.tag == ALTERNATE and (branch := chosen(node)) is not None:
            yield from branch.iterchildren(_T)
        else:
            yield node


def _text(node: Element) -> str:
    if node.tag == _T:
        return typed(node)
    if node.tag == w("br"):
        return "" if node.get(w("type")) == "page" else "\n"
    return LETTERS.get(str(node.tag), "")
