"""The finished text of a plan, block by block in document order, still free of any layout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostic
from generator.plan.ending import recipient_lines, signature_lines
from generator.plan.expansion import Node, expand_appendix
from generator.plan.fields import Path
from generator.plan.memory import Memory
from generator.plan.model import Block as Derived
from generator.plan.model import Column, Plan, Table
from generator.plan.outline import Entry, Outline, number
from generator.plan.phrasing import appendix_label, paragraphs
from generator.plan.scope import Mentions, Scope
from generator.plan.tables import (
    Row,
    assignment_cells,
    assignment_rows,
    column_titles,
    report_rows,
    target_rows,
)
from generator.plan.text import Phrase
from generator.plan.watched import watched_plan

END_MARK = "./."
_HEADINGS = {"I.": "section", "1.": "clause", "1.1.": "subclause", "a)": "point", "*": "star"}
_CENTRED = {"index", "due"}
_BULLETS = {"-": "dash", "+": "plus", "none": "paragraph"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table of the body: its kind, number, title and text."""

    kind: str
    path: Path = ()
    number: str = ""
    title: str = ""
    text: str = ""
    rows: tuple[Row, ...] = ()
    table: Table | None = None
    cells: tuple[tuple[str, ...], ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attachment:
    """An appendix, finished."""

    id: str
    label: str
    title: str
    blocks: tuple[Block, ...]
    orientation: str


@dataclass(frozen=True, slots=True)
class Composition:
    """All the text of a plan, in the order of the page; and what was named on the way."""

    subject: str
    notice: str
    bases: tuple[str, ...]
    opening: tuple[str, ...]
    sections: Mapping[str, tuple[Block, ...]]
    closing: tuple[Block, ...]
    appendices: tuple[Attachment, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    mentions: Mentions
    opening_bases: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks from section I to the closing paragraph."""
        blocks = [block for part in self.sections.values() for block in part]
        return (*blocks, *self.closing)


def compose(plan: Plan, memory: Memory | None = None) -> Composition:
    """Return the finished text of a plan, evaluated in document order, with what is wrong in it.

    Plans of one master share a memory: what nothing has changed for is not made again.
    """
    memory = memory or Memory()
    plan = watched_plan(plan, memory)
    scope = Scope(plan, memory)
    writer = _Writer(plan, scope)
    subject, notice = scope.remembered("names", writer.names)
    bases, opening = scope.remembered("opening", writer.opening)
    opening_bases = tuple(scope.mentions.bases)
    sections = scope.remembered("sections", writer.sections)
    closing = scope.remembered("closing", writer.closing)
    sections, closing = _with_end_mark(sections, closing)
    return Composition(
        subject,
        notice,
        bases,
        opening,
        sections,
        closing,
        tuple(writer.remembered_appendix(index) for index in range(len(plan.appendices))),
        scope.remembered("recipients", lambda: recipient_lines(plan, scope)),
        signature_lines(plan.signature),
        scope.mentions,
        opening_bases,
        (*scope.outline.diagnostics, *scope.diagnostics),
    )


class _Writer:
    """Turns numbered entries into finished blocks."""

    def __init__(self, plan: Plan, scope: Scope) -> None:
        self.plan, self.scope = plan, scope

    def sections(self) -> dict[str, tuple[Block, ...]]:
        """Return the blocks of each section by its id."""
        return {root.node.id or "": self.entry(root) for root in self.scope.outline.roots}

    def names(self) -> tuple[str, str]:
        """Return what the plan is about, and the notice above it where it has one."""
        subject, notice = self.plan.subject, self.plan.notice
        return (
            self.scope.text(Phrase(subject, ("subject",))),
            self.scope.text(Phrase(notice, ("notice",)) if notice else None),
        )

    def closing(self) -> tuple[Block, ...]:
        """Return the paragraphs after the last section."""
        texts = paragraphs(self.scope.text(Phrase(self.plan.closing or "", ("closing",))))
        return tuple(Block("closing", ("closing",), text=text) for text in texts)

    def opening(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the căn cứ lines (`;` after each, `.` after the last) and the opening text."""
        opening = self.plan.opening
        lines: list[str] = []
        if opening.style == "lines":
            for index, id_ in enumerate(opening.bases):
                template = f"Căn cứ {{{{ basis('{id_}') }}}}"
                lines.append(self.scope.text(Phrase(template, ("opening", "bases", index))))
        ends = [";"] * (len(lines) - 1) + ["."]
        bases = tuple(line + end for line, end in zip(lines, ends, strict=False))
        text = self.scope.text(Phrase(opening.text, ("opening", "text")))
        return bases, tuple(paragraphs(text))

    def entry(self, entry: Entry) -> tuple[Block, ...]:
        """Return the blocks of an entry and of all below it, in order."""
        return self.scope.remembered(id(entry), lambda: tuple(self._blocks(entry)), entry)

    def _blocks(self, entry: Entry) -> Iterable[Block]:
        title = self.scope.text(entry.node.title)
        texts = paragraphs(self.scope.text(entry.node.text))
        if entry.node.hollow:
            self._find("plan.empty-block", entry.node.path)
        yield from self._head(entry, title, texts)
        yield from self._table(entry.node)
        for child in entry.children:
            yield from self.entry(child)

    def _head(self, entry: Entry, title: str, texts: list[str]) -> Iterable[Block]:
        """Return the entry's own paragraphs: heading and text, or both run in on one line."""
        rung, path = entry.rung.format, entry.node.path
        if rung in _BULLETS:
            first = _bullet(title, texts[:1], more=bool(entry.children))
            if first:
                yield Block(_bullet_kind(entry), path, entry.marker, "", first)
            rest = texts[1:]
        elif title and (entry.node.heading == "own-line" or not texts):
            shown = title.upper() if rung == "I." else title
            yield Block(_HEADINGS[rung], path, entry.marker, shown)
            rest = texts
        else:
            kind = f"{_HEADINGS[rung]}_text"
            yield Block(kind, path, entry.marker, title, "".join(texts[:1]))
            rest = texts[1:]
        yield from (Block("paragraph", path, text=text) for text in rest)

    def _table(self, node: Node) -> Iterable[Block]:
        """Return the table of a node, if it has one."""
        if isinstance(node.table, Derived):
            yield self._derived_table(node.table, node.path)
        elif node.table is not None:
            path = (*node.path, "table")
            cells = [
                [self.scope.text(Phrase(cell, (*path, "rows", r, c))) for c, cell in enumerate(row)]
                for r, row in enumerate(node.table.rows)
            ]
            titles = [
                self.scope.text(Phrase(column.title, (*path, "columns", c, "title")))
                for c, column in enumerate(node.table.columns)
            ]
            yield Block(
                "table", path, table=node.table, cells=tuple(tuple(row) for row in [titles, *cells])
            )

    def _derived_table(self, block: Derived, path: Path) -> Block:
        if block.columns and block.block == "assignment-table":
            return self._own_columns(block, path)
        rows = {
            "assignment-table": assignment_rows,
            "target-table": target_rows,
            "report-table": report_rows,
        }[block.block](self.plan, self.scope, block)
        if not rows:
            self._find("plan.empty-block", (*path, "from"))
        return Block(
            block.block.replace("-", "_"), path, rows=rows, headings=column_titles(self.plan, block)
        )

    def _own_columns(self, block: Derived, path: Path) -> Block:
        """Return an assignment table with the columns that the plan gives it."""
        rows = assignment_cells(self.plan, self.scope, block)
        place = (*path, "from", "columns")
        titles = [
            self.scope.text(Phrase(column.title, (*place, index, "title")))
            for index, column in enumerate(block.columns)
        ]
        columns = tuple(
            Column(title=column.title, align="center" if column.show in _CENTRED else "left")
            for column in block.columns
        )
        if not rows:
            self._find("plan.empty-block", (*path, "from"))
        return Block(
            "table", path, table=Table(columns=columns, rows=()), cells=(tuple(titles), *rows)
        )

    def _find(self, code: str, path: Path) -> None:
        self.scope.diagnostics.append(Diagnostic(code, path=path))

    def remembered_appendix(self, index: int) -> Attachment:
        """Return an appendix, from memory where nothing in it has changed."""
        return self.scope.remembered(("appendix", index), lambda: self.appendix(index))

    def appendix(self, index: int) -> Attachment:
        """Return an appendix, numbered inside by itself and closed with the end mark."""
        appendix, (node, outline) = self.plan.appendices[index], self._appendix_outline(index)
        label = appendix_label(index, len(self.plan.appendices))
        title = self.scope.text(node.title).upper()
        body = outline.roots[0].node
        blocks = [
            Block("paragraph", node.path, text=text)
            for text in paragraphs(self.scope.text(body.text))
        ]
        blocks += self._table(body)
        for child in outline.roots[0].children:
            blocks += self.entry(child)
        self.scope.diagnostics += outline.diagnostics
        if blocks and not blocks[-1].rows and not blocks[-1].table:
            blocks[-1] = _ended(blocks[-1])
        return Attachment(appendix.id, label, title, tuple(blocks), appendix.orientation)

    def _appendix_outline(self, index: int) -> tuple[Node, Outline]:
        """Return an appendix as a tree, and the same numbered inside, without its title."""

        def make() -> tuple[Node, Outline]:
            node = expand_appendix(self.plan, index)
            return node, number([replace(node, title=None)], self.plan.ladder)

        return self.scope.remembered("outline", make)


def _bullet_kind(entry: Entry) -> str:
    """Return the kind of a bullet; one with bullets of its own stays on their page."""
    kind = _BULLETS[entry.rung.format]
    return f"{kind}_head" if entry.children and kind != "paragraph" else kind


def _bullet(title: str, first: Sequence[str], *, more: bool) -> str:
    """Return a bullet's first paragraph: `Title: text`, or `Title:` above its own bullets."""
    text = "".join(first)
    if not title:
        return text
    if text:
        return f"{title}: {text}"
    return f"{title}:" if more else title


def _with_end_mark(
    sections: Mapping[str, tuple[Block, ...]], closing: tuple[Block, ...]
) -> tuple[dict[str, tuple[Block, ...]], tuple[Block, ...]]:
    """Return the body with `./.` at its very end, in place of the last full stop."""
    parts = dict(sections)
    if closing:
        return parts, (*closing[:-1], _ended(closing[-1]))
    last = next((id_ for id_ in reversed(parts) if parts[id_]), None)
    if last is not None and not (parts[last][-1].rows or parts[last][-1].table):
        *head, final = parts[last]
        kind = "closing" if final.kind == "paragraph" else final.kind
        parts[last] = (*head, replace(_ended(final), kind=kind))
    return parts, closing


def _ended(block: Block) -> Block:
    if block.text:
        return replace(block, text=_with_mark(block.text))
    return replace(block, title=_with_mark(block.title))


def _with_mark(text: str) -> str:
    return text.rstrip().removesuffix(END_MARK).rstrip(" .;:,") + END_MARK
