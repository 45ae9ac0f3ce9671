"""A paragraph as pieces that can be compared: words, and what is not text as a whole."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from generator.alignment import matches, words
from generator.document.redline.marks import Change, Marks
from generator.document.redline.names import SPACE, Element, canonical, essence, w

# What marks a place and prints nothing: the later document's stays, the earlier one's is dropped.
_PLACES = frozenset(
    w(name)
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd",
                 "commentRangeStart", "commentRangeEnd")
)  # fmt: skip
_IGNORED = {w("lastRenderedPageBreak"), w("rPr")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a run, or something else with what tells it from others."""

    key: str
    text: str = ""
    look: Element | None = None
    whole: tuple[Element, ...] = ()
    place: bool = False


Step = tuple[Change, Piece]


def pieces(paragraph: Element) -> list[Piece]:
    """Return the pieces of a paragraph."""
    return list(_pieces(paragraph))


def merged(before: Sequence[Piece], after: Sequence[Piece]) -> list[Step]:
    """Return the pieces of two paragraphs in one row, what changed at a stretch first deleted."""
    old = [piece for piece in before if not piece.place]
    new = list(after)
    pairs = matches([piece.key for piece in old], [piece.key for piece in new])
    stretches: list[list[Step]] = []
    i = j = 0
    for row, column in (*pairs, (len(old), len(new))):
        stretches.append([(Change.DELETED, piece) for piece in old[i:row]])
        stretches.append([(Change.INSERTED, piece) for piece in new[j:column]])
        if column < len(new):
            stretches.append([(Change.KEPT, new[column])])
        i, j = row + 1, column + 1
    return _readable([step for stretch in stretches for step in stretch])


def content(steps: Sequence[Step], marks: Marks) -> list[Element]:
    """Return the content of a paragraph with its changes marked."""
    done: list[Element] = []
    for (change, place), group in groupby(steps, key=lambda step: (step[0], step[1].place)):
        runs = _runs([piece for _, piece in group])
        done += runs if place else marks.runs(runs, change)
    return done


def all_of(found: Sequence[Piece], change: Change) -> list[Step]:
    """Return the pieces of a paragraph that is new or gone as a whole."""
    return [(change, p) for p in found if not (p.place and change is Change.DELETED)]


def _pieces(paragraph: Element) -> Iterator[Piece]:
    field: list[Element] = []
    depth = 0
    for child in paragraph:
        if child.tag == w("pPr") or not isinstance(child.tag, str):
            continue
        ends = [mark.get(w("fldCharType")) for mark in child.iter(w("fldChar"))]
        depth += ends.count("begin") - ends.count("end")
        if depth > 0 or field:
            field.append(child)
            if depth <= 0:
                yield _whole(field)
                field = []
        elif child.tag in _PLACES:
            yield Piece(canonical(child), whole=(child,), place=True)
        elif child.tag == w("r") and not ends:
            yield from _of_run(child)
        else:
            yield _whole([child])
    if field:
        yield _whole(field)


def _whole(elements: Sequence[Element]) -> Piece:
    return Piece("".join(map(essence, elements)), whole=tuple(elements))


def _of_run(run: Element) -> Iterator[Piece]:
    """Yield the words of a run, and each of its breaks, tabs and drawings."""
    look = run.find(w("rPr"))
    style = canonical(look)
    for child in run:
        if child.tag == w("t"):
            for word in words(child.text or ""):
                yield Piece(f"{style}\0{word}", word, look)
        elif child.tag not in _IGNORED and isinstance(child.tag, str):
            alone = etree.Element(w("r"))
            alone.extend([copy.deepcopy(part) for part in (look, child) if part is not None])
            yield _whole([alone])


def _runs(found: Sequence[Piece]) -> list[Element]:
    """Return pieces as runs, neighbouring words of one look in one run."""
    done: list[Element] = []
    for look, group in groupby(found, key=lambda p: None if p.whole else canonical(p.look)):
        same = list(group)
        if look is None:
            done += [copy.deepcopy(element) for piece in same for element in piece.whole]
            continue
        run, text = etree.Element(w("r")), etree.Element(w("t"))
        if same[0].look is not None:
            run.append(copy.deepcopy(same[0].look))
        text.text = "".join(piece.text for piece in same)
        text.set(SPACE, "preserve")
        run.append(text)
        done.append(run)
    return done


def _readable(steps: list[Step]) -> list[Step]:
    """Return the steps without words that only happen to be equal within a change.

    A kept stretch that is shorter than the changes on both its sides is part of the change, so
    that one reads a phrase for a phrase and not single words among others.
    """
    while True:
        stretches = [
            list(group) for _, group in groupby(steps, key=lambda step: step[0] is Change.KEPT)
        ]
        folded = [
            _changed(stretch) if _accidental(stretches, n) else stretch
            for n, stretch in enumerate(stretches)
        ]
        joined = [step for stretch in folded for step in stretch]
        if joined == steps:
            return _ordered(steps)
        steps = joined


def _accidental(stretches: Sequence[list[Step]], n: int) -> bool:
    """Return whether a stretch is kept text that is less than the change on either side."""
    if not 0 < n < len(stretches) - 1 or stretches[n][0][0] is not Change.KEPT:
        return False
    if any(piece.whole for _, piece in stretches[n]):
        return False
    around = {change for change, _ in (*stretches[n - 1], *stretches[n + 1])}
    if around != {Change.DELETED, Change.INSERTED}:
        return False
    size = _size(stretches[n])
    return size <= _size(stretches[n - 1]) and size <= _size(stretches[n + 1])


def _size(stretch: Sequence[Step]) -> int:
    """Return the letters of kept text, or of the longer side of a change."""
    letters = dict.fromkeys(Change, 0)
    for change, piece in stretch:
        letters[change] += len(piece.text.strip())
    return max(letters.values())


def _changed(stretch: Sequence[Step]) -> list[Step]:
    """Return kept pieces as deleted and inserted again."""
    found = [piece for _, piece in stretch]
    return [*((Change.DELETED, p) for p in found), *((Change.INSERTED, p) for p in found)]


def _ordered(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with what is deleted before what is inserted in each change."""
    done: list[Step] = []
    for kept, group in groupby(steps, key=lambda step: step[0] is Change.KEPT):
        stretch = list(group)
        if not kept:
            stretch.sort(key=lambda step: step[0] is Change.INSERTED)
        done += stretch
    return done
