"""Two rows of paragraphs and tables merged into one, every difference marked."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document.redline.blocks import Step, aligned
from generator.document.redline.marks import Change, Marks
from generator.document.redline.names import Element, essence, w
from generator.document.redline.pieces import all_of, content, merged, pieces

BLOCKS = (w("p"), w("tbl"))


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph to write: its two contents, what became of its end, its properties."""

    before: Element | None
    after: Element | None
    end: Change
    old: Element | None
    new: Element | None


class Merger:
    """Merges the blocks of an earlier document into those of a later one."""

    def __init__(self, marks: Marks) -> None:
        """Take what makes the marks."""
        self._marks = marks

    def blocks(self, before: Sequence[Element], after: Sequence[Element]) -> list[Element]:
        """Return the paragraphs and tables of both, those that did not change as they are."""
        steps = _closed(aligned(before, after))
        shifted = _shifted(steps)
        done: list[Element] = []
        for number, step in enumerate(steps):
            line = shifted.get(number)
            if line is None and step.same and step.after is not None:
                done.append(copy.deepcopy(step.after))
            elif step.kind == w("tbl"):
                done.append(self._table(step))
            else:
                done.append(self._line(line or _line(step)))
        return done

    def _line(self, line: _Line) -> Element:
        if line.before is None or line.after is None:
            own = line.after if line.before is None else line.before
            change = Change.INSERTED if line.before is None else Change.DELETED
            steps = [] if own is None else all_of(pieces(own), change)
        else:
            steps = merged(pieces(line.before), pieces(line.after))
        made = self._marks.paragraph(
            content(steps, self._marks), line.end, _properties(line.old), _properties(line.new)
        )
        self._section(made, line)
        return made

    def _section(self, made: Element, line: _Line) -> None:
        """Put the earlier properties beside those of a section that ends in both documents."""
        path = f"{w('pPr')}/{w('sectPr')}"
        old = line.old.find(path) if line.old is not None else None
        new = line.new.find(path) if line.new is not None else None
        shown = made.find(path)
        if old is None or new is None or shown is None or essence(old) == essence(new):
            return
        parent = shown.getparent()
        if parent is not None:
            parent.replace(shown, self._marks.section(old, new))

    def _table(self, step: Step) -> Element:
        """Return a table with its rows merged, or all of them marked."""
        if step.before is None or step.after is None:
            own = step.after if step.before is None else step.before
            change = Change.INSERTED if step.before is None else Change.DELETED
            made = copy.deepcopy(own)
            if made is None:
                raise ValueError(step)
            for row in made.findall(w("tr")):
                self._whole_row(row, change)
            return made
        made = copy.deepcopy(step.after)
        for row in made.findall(w("tr")):
            made.remove(row)
        made.extend(self._rows(step.before.findall(w("tr")), step.after.findall(w("tr"))))
        return made

    def _rows(self, before: Sequence[Element], after: Sequence[Element]) -> Iterator[Element]:
        for step in aligned(before, after):
            if step.before is not None and step.after is not None:
                yield self._cells(step.before, step.after, same=step.same)
                continue
            row = copy.deepcopy(step.after if step.before is None else step.before)
            if row is not None:
                change = Change.INSERTED if step.before is None else Change.DELETED
                self._whole_row(row, change)
                yield row

    def _cells(self, before: Element, after: Element, *, same: bool) -> Element:
        made = copy.deepcopy(after)
        if same:
            return made
        for old, new in zip(before.findall(w("tc")), made.findall(w("tc")), strict=True):
            self.inside(old, new)
        return made

    def inside(self, before: Element, after: Element) -> None:
        """Put the merged blocks of two cells, or bodies, into the later one."""
        old, new = list(before.iterchildren(*BLOCKS)), list(after.iterchildren(*BLOCKS))
        place = after.index(new[0]) if new else 0
        blocks = self.blocks(old, new)
        for block in new:
            after.remove(block)
        after[place:place] = blocks

    def _whole_row(self, row: Element, change: Change) -> None:
        """Mark a row and all in it."""
        self._marks.row(row, change)
        for cell in row.iterchildren(w("tc")):
            for block in list(cell.iterchildren(*BLOCKS)):
                step = Step(block, None) if change is Change.DELETED else Step(None, block)
                made = self._table(step) if step.kind == w("tbl") else self._line(_line(step))
                cell.replace(block, made)


def _line(step: Step) -> _Line:
    """Return a paragraph whose end goes or comes with its text."""
    end = Change.KEPT
    if step.before is None:
        end = Change.INSERTED
    elif step.after is None:
        end = Change.DELETED
    return _Line(step.before, step.after, end, step.before, step.after)


def _closed(steps: list[Step]) -> list[Step]:
    """Return the steps of a cell or body with the last paragraphs of both in one.

    The end of the last paragraph is that of the cell: it can neither go nor come.
    """
    tail = _tail(steps)
    old = [n for n in tail if steps[n].after is None]
    new = [n for n in tail if steps[n].before is None]
    if not old or not new:
        return steps
    last = Step(steps[old[-1]].before, steps[new[-1]].after)
    return [*(s for n, s in enumerate(steps) if n not in (old[-1], new[-1])), last]


def _tail(steps: Sequence[Step]) -> list[int]:
    """Return the numbers of the paragraphs at the end that stand in one document only."""
    tail: list[int] = []
    for number in range(len(steps) - 1, -1, -1):
        step = steps[number]
        if step.kind != w("p") or (step.before is not None and step.after is not None):
            break
        tail.insert(0, number)
    return tail


def _shifted(steps: Sequence[Step]) -> dict[int, _Line]:
    """Return the paragraphs whose ends are marked one earlier, by their number.

    Where paragraphs only go, or only come, after the last that is kept, it is the end of that one
    which goes or comes, and the last one's stays: a cell has one paragraph at least.
    """
    tail = _tail(steps)
    first = tail[0] - 1 if tail else -1
    if first < 0 or steps[first].kind != w("p"):
        return {}
    kept = steps[first]
    gone = steps[tail[0]].after is None
    change = Change.DELETED if gone else Change.INSERTED
    ends = [kept, *(steps[n] for n in tail)]
    lines = {
        first + n: _Line(
            s.before, s.after, change, s.before if gone else None, None if gone else s.after
        )
        for n, s in enumerate(ends[:-1])
    }
    last = ends[-1]
    old, new = (last.before, kept.after) if gone else (kept.before, last.after)
    return lines | {tail[-1]: _Line(last.before, last.after, Change.KEPT, old, new)}


def _properties(paragraph: Element | None) -> Element | None:
    """Return the properties of a paragraph; none where there is no paragraph."""
    if paragraph is None:
        return None
    found = paragraph.find(w("pPr"))
    return paragraph.makeelement(w("pPr")) if found is None else found
