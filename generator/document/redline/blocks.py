"""The paragraphs and tables of two documents in one row, and which of them are the same ones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.alignment import gaps, likeness, matches, paired, weights
from generator.document.redline.names import Element, canonical, essence, text_of, w

_LEAST = 0.5  # the share of common words that makes two paragraphs, or rows, the same one
_LEAST_TABLE = 0.3
_SAME_STYLE = 0.05


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, table or row: what kind it is, what it says, and what makes it comparable."""

    element: Element
    kind: str
    key: str
    shape: str
    style: str = ""
    words: Counter[str] = field(default_factory=Counter)


class Step(NamedTuple):
    """A block of the earlier document, the later one, or both."""

    before: Element | None
    after: Element | None
    same: bool = False

    @property
    def kind(self) -> str:
        """Whether it is a paragraph or a table."""
        element = self.after if self.before is None else self.before
        return "" if element is None else str(element.tag)


def aligned(before: Sequence[Element], after: Sequence[Element]) -> list[Step]:
    """Return two rows of blocks as one; between what both have, first what is gone."""
    old, new = [_block(e) for e in before], [_block(e) for e in after]
    same = matches([b.key for b in old], [b.key for b in new])
    steps: list[Step] = []
    for number, (rows, columns) in enumerate(gaps(same, len(old), len(new))):
        steps += _between([old[i] for i in rows], [new[j] for j in columns])
        if number < len(same):
            i, j = same[number]
            steps.append(Step(old[i].element, new[j].element, same=True))
    return _tables_apart(steps)


def _between(old: Sequence[Block], new: Sequence[Block]) -> list[Step]:
    """Return the blocks of a gap between equal ones, like ones together."""
    pairs = paired(lambda i, j: _score(old[i], new[j]), len(old), len(new))
    found = gaps(pairs, len(old), len(new))
    alone = [(r[0], c[0]) for r, c in found if len(r) == len(c) == 1]
    pairs = sorted([*pairs, *(p for p in alone if _in_place(old[p[0]], new[p[1]]))])
    steps: list[Step] = []
    for number, (rows, columns) in enumerate(gaps(pairs, len(old), len(new))):
        steps += [Step(old[i].element, None) for i in rows]
        steps += [Step(None, new[j].element) for j in columns]
        if number < len(pairs):
            i, j = pairs[number]
            steps.append(Step(old[i].element, new[j].element))
    return steps


def _score(old: Block, new: Block) -> float:
    """Return how much two blocks are the same one; 0: they are not."""
    if old.kind != new.kind or old.shape != new.shape:
        return 0.0
    share = likeness(old.words, new.words)
    if share < (_LEAST_TABLE if old.kind == w("tbl") else _LEAST):
        return 0.0
    return share + (_SAME_STYLE if old.style == new.style else 0.0)


def _in_place(old: Block, new: Block) -> bool:
    """Return whether one block that stands for one other is a new wording of it."""
    if old.kind == w("tbl"):
        return False
    return (old.kind, old.shape, old.style) == (new.kind, new.shape, new.style)


def _tables_apart(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with a paragraph between a table that goes and the one that comes for it.

    Word joins tables that touch. So the paragraph before them goes and comes with them.
    """
    done: list[Step] = []
    for step in steps:
        gone = done[-1] if done else None
        if step.kind == w("tbl") and step.before is None and gone and gone.after is None:
            place = len(done) - 1
            if gone.kind == w("tbl") and place and _is_kept_paragraph(done[place - 1]):
                lead = done[place - 1]
                done[place - 1] = Step(lead.before, None)
                done.append(Step(None, lead.after))
        done.append(step)
    return done


def _is_kept_paragraph(step: Step) -> bool:
    return step.kind == w("p") and step.before is not None and step.after is not None


def _block(element: Element) -> Block:
    kind, key = str(element.tag), essence(element)
    if kind == w("p"):
        style = canonical(element.find(f"{w('pPr')}/{w('pStyle')}"))
        ends_section = element.find(f"{w('pPr')}/{w('sectPr')}") is not None
        return Block(element, kind, key, str(ends_section), style, weights(text_of(element)))
    return Block(element, kind, key, _shape(element), "", weights(text_of(element)))


def _shape(element: Element) -> str:
    """Return what two tables, or two rows, must have in common to be merged cell by cell."""
    if element.tag == w("tbl"):
        return canonical(element.find(w("tblPr"))) + canonical(element.find(w("tblGrid")))
    own = canonical(element.find(w("tblPrEx"))) + canonical(element.find(w("trPr")))
    return own + "".join(
        canonical(cell.find(w("tcPr"))) if cell.tag == w("tc") else str(cell.tag)
        for cell in element
        if cell.tag not in {w("tblPrEx"), w("trPr")}
    )
