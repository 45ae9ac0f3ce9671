"""From the tree of a document to the sections of a plan: ladder, ids, items, tables."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.importing.grid import grid_of
from generator.importing.slugs import Slugs
from generator.importing.tree import FORMATS, Branch
from generator.importing.words import literal
from generator.plan.model import Rung
from generator.plan.outline import next_rung
from generator.vietnamese import capital

Values = dict[str, Any]
GAP = "…"
"""What a clerk has to fill in, as in a starting plan."""
_MOST_COLUMNS = 20
_MOST_LETTERS = 8_000
_WORD = re.compile(r"[^\W\d_]+")
_NAMED_LEVELS = 2  # ids are given to headings as deep as people refer to


@dataclass(slots=True)
class Shaper:
    """Writes branches as the values of a plan file."""

    ladder: tuple[str, ...]
    spelling: "Spelling"
    slugs: Slugs

    @property
    def top(self) -> int:
        """The place on the ladder of a section; before it where sections carry no number."""
        return -1 if self.ladder[0] == "none" else 0

    def section(self, branch: Branch) -> Values:
        """Return a section: its heading, its text and all below it."""
        title, paragraphs = branch.title, branch.paragraphs
        if not title:
            title, paragraphs = " ".join(paragraphs[:1]) or "…", paragraphs[1:]
        shown = self.spelling.calm(title)
        values: Values = {"id": self.slugs.of(shown, "muc"), "title": literal(shown)}
        return values | self.below(branch, paragraphs, self.top)

    def below(self, branch: Branch, paragraphs: Sequence[str], depth: int) -> Values:
        """Return the text, table and items of a branch whose rung is at a depth of the ladder."""
        values: Values = {}
        paragraphs, rest = _fitting(paragraphs)
        if rest:
            branch = _divided(branch, rest)
        if paragraphs:
            values["text"] = literal("\n".join(paragraphs))
        table = branch.table and table_values(branch.table)
        if branch.table is not None and not table:
            rows = [" ".join(filter(None, row)) for row in grid_of(branch.table)]
            lines = [*values.get("text", "").split("\n"), *map(literal, rows)]
            values["text"] = "\n".join(filter(None, lines)) or GAP
        elif table:
            values["table"] = table
        if branch.children:
            numbering = self._numbering(branch, depth)
            if numbering:
                values["numbering"] = numbering
            values["items"] = [self.item(child, depth) for child in branch.children]
        return values

    def item(self, branch: Branch, above: int) -> Any:
        """Return an item: a bare text where it is nothing else."""
        depth = above if branch.rung == "none" else self.ladder.index(branch.rung)
        values: Values = {}
        if branch.title and depth <= _NAMED_LEVELS and branch.rung != "none":
            values["id"] = self.slugs.of(branch.title, "muc")
        if branch.title:
            values["title"] = literal(branch.title)
        if branch.run_in:
            values["heading"] = "run-in"
        values |= self.below(branch, branch.paragraphs, depth)
        if not set(values) - {"id", "heading", "numbering"}:
            values["text"] = GAP
        return values["text"] if set(values) == {"text"} else values

    def _numbering(self, branch: Branch, depth: int) -> str:
        """Return the form of the children where it is not what the ladder would give them."""
        wanted = branch.children[0].rung
        rungs = tuple(Rung.model_validate({"format": form}) for form in self.ladder)
        titled = any(child.title for child in branch.children)
        return "" if next_rung(rungs, depth, titled=titled).format == wanted else wanted


def _fitting(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs that one text of a plan can hold, and those left."""
    pieces = [piece for text in paragraphs for piece in textwrap.wrap(text, _MOST_LETTERS)]
    size = 0
    for number, piece in enumerate(pieces):
        size += len(piece)
        if size > _MOST_LETTERS and number:
            return pieces[:number], pieces[number:]
    return pieces, []


def _divided(branch: Branch, paragraphs: list[str]) -> Branch:
    """Return a branch whose paragraphs go on below it, before all else that stands there."""
    below = Branch(paragraphs=paragraphs, table=branch.table, children=branch.children)
    return Branch(branch.rung, branch.title, children=[below], run_in=branch.run_in)


def ladder_of(trees: Iterable[Branch], first: str) -> tuple[str, ...]:
    """Return the forms of numbers of some trees, outermost first."""
    order: dict[str, int] = {first: 0}
    above: Counter[tuple[str, str]] = Counter()
    for tree in trees:
        for outer, inner in _steps(tree, ""):
            order.setdefault(inner, len(order))
            above[outer, inner] += 1
    numbers = [form for form in order if form not in {"-", "+", "none"} or form == first]
    numbers.sort(key=lambda form: (form != first, FORMATS.index(form) if form in FORMATS else -1))
    if "*" in numbers and above["*", "a)"] > above["a)", "*"]:
        numbers.remove("*")
        numbers.insert(numbers.index("a)"), "*")
    bullets = [form for form in ("-", "+") if form in order and form != first]
    if above["+", "-"] > above["-", "+"]:
        bullets.reverse()
    return (*numbers, *bullets)


def _steps(branch: Branch, outer: str) -> Iterator[tuple[str, str]]:
    """Yield each form with the one it stands under."""
    own = outer if branch.rung == "none" else branch.rung
    if branch.rung != "none":
        yield outer, branch.rung
    for child in branch.children:
        yield from _steps(child, own)


def table_values(table: Any) -> Values | None:
    """Return a table as it is: the first row as headings; None where it is too wide for a plan."""
    rows = grid_of(table)
    if not rows or not 1 <= len(rows[0]) <= _MOST_COLUMNS:
        return None
    titles, *body = rows
    columns = [{"title": literal(title) or "…"} for title in titles]
    return {"columns": columns, "rows": [[literal(cell) for cell in row] for row in body]}


class Spelling:
    """How words are written inside sentences: what is always in capitals stays so."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count the words of the sentences of a document."""
        self.forms: dict[str, Counter[str]] = {}
        for text in texts:
            if text.isupper():
                continue
            for match in _WORD.finditer(text):
                self.forms.setdefault(match[0].lower(), Counter())[match[0]] += 1

    def calm(self, title: str) -> str:
        """Return a title that is all capitals as a sentence writes it, else as it is."""
        if not title.isupper():
            return title
        return capital(_WORD.sub(lambda match: self._word(match[0]), title))

    def _word(self, word: str) -> str:
        seen = self.forms.get(word.lower())
        if not seen:
            return word.lower()
        best = seen.most_common(1)[0][0]
        return word if best.isupper() and len(best) > 1 else word.lower()
