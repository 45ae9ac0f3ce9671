"""Proving from a template that every document made of it is well-formed and needs no repair.

The walk follows the XML between the tags of Jinja with a stack of open elements. A branch or a
loop that ends with other elements open than it began with could give broken XML; then nothing is
proven, and every document of the template is parsed and repaired as docxtpl does it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from generator.document.engine.jinja import IN_ATTRIBUTE
from generator.document.engine.writing import DOCPR, WP, W

TABLE_START, TABLE_END = "\x01", "\x02"  # around a table whose grid docxtpl may have to repair
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)"
    r"\s*(?P<empty>/?)>"
)
_TEXT = re.compile(r"(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)*")
_OPEN_QUOTE = re.compile(r"=\s*(?:\"[^\"<]*|'[^'<]*)$")
_ATTRIBUTE = re.compile(r"\s([\w:.-]+)\s*=")
_DECLARED = re.compile(r"""\s(xmlns(?::[\w.-]+)?)\s*=\s*["']([^"']*)["']""")
_NAMESPACES = {"xmlns:w": W, "xmlns:wp": WP}
_QUOTED = re.compile(r"\"[^\"]*\"?|'[^']*'?")
_SPAN = re.compile(r'\sw:val="(\d+)"')
_SILENT = (nodes.Assign, nodes.AssignBlock, nodes.Macro, nodes.Import, nodes.FromImport,
           nodes.ExprStmt)  # fmt: skip
_INSIDE = ("w:p", "w:r", "w:t", "w:instrText")  # no paragraph starts right after a value in these
_TABLE_PARTS = ("w:tbl", "w:tr", "w:tc")


class UnprovenError(Exception):
    """The XML of a template cannot be proven; the message says why."""


@dataclass(slots=True)
class _Row:
    cells: int = 0
    span: int = 0
    spanned: bool = False


@dataclass(slots=True, eq=False)
class _Table:
    """A table of the template: where it starts and ends, and whether its grid always fits."""

    start: tuple[nodes.TemplateData, int]
    depth: int
    outermost: bool
    end: tuple[nodes.TemplateData, int] | None = None
    columns: int = 0
    grids: int = 0
    widest: int = 0
    sure: int = 0
    varies: bool = False

    def fits(self) -> bool:
        """Return whether docxtpl would leave the grid alone in every document."""
        return (not self.varies and self.grids == 1
                and self.widest <= self.columns <= self.sure)  # fmt: skip


@dataclass(slots=True)
class _Walk:
    """The state of the walk: open elements, an unfinished tag, tables and rows."""

    prefixes: Mapping[str, str]  # of the namespaces of the document
    stack: list[str] = field(default_factory=list)
    partial: str = ""
    depth: int = 0
    floor: int = 0
    open_tables: list[_Table] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    loose: bool = False

    def state(self) -> tuple[list[str], str]:
        """Return what two ends of a branch must agree in."""
        return list(self.stack), _QUOTED.sub('"', self.partial)

    def body(self, statements: Iterable[nodes.Node]) -> None:
        """Walk through statements in their order."""
        for statement in statements:
            if isinstance(statement, nodes.Output):
                self._output(statement)
            elif isinstance(statement, nodes.If):
                self._branches([statement.body, *(e.body for e in statement.elif_),
                                statement.else_])  # fmt: skip
            elif isinstance(statement, nodes.For):
                self._branches([statement.body, statement.else_])
            elif isinstance(statement, nodes.With):
                self._branches([statement.body])
            elif isinstance(statement, nodes.Scope):
                self.body(statement.body)
            elif not isinstance(statement, _SILENT):
                raise UnprovenError(f"the tag {type(statement).__name__} writes what it likes")

    def _branches(self, bodies: list[list[nodes.Node]]) -> None:
        """Walk through alternatives, each of which must end as it began."""
        self._note_tag_between_cells()
        before, partial, floor = self.state(), self.partial, self.floor
        self.depth, self.floor = self.depth + 1, len(self.stack)
        for body in bodies:
            self.partial = partial
            self.body(body)
            if self.state() != before:
                raise UnprovenError("a branch or a loop opens elements that it does not close")
        self.depth, self.floor, self.partial = self.depth - 1, floor, partial

    def _output(self, output: nodes.Output) -> None:
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                self._data(node)
            elif self.partial:
                if not _OPEN_QUOTE.search(self.partial):
                    raise UnprovenError("a value stands in a tag, outside its attributes")
                setattr(node, IN_ATTRIBUTE, True)
                if self.partial.startswith(("<w:gridSpan", "<w:gridCol")):
                    self._vary()
            elif not self.stack or self.stack[-1] not in _INSIDE:
                self.loose = True

    def _data(self, node: nodes.TemplateData) -> None:
        held = len(self.partial)
        text, self.partial = self.partial + node.data, ""
        position = 0
        while position < len(text):
            if text[position] != "<":
                position = self._characters(text, position)
                continue
            tag = _TAG.match(text, position)
            if tag is None:
                rest = text[position:]
                if rest.startswith(("<!", "<?")) or ">" in _QUOTED.sub("", rest):
                    raise UnprovenError("the XML holds more than elements")
                self.partial = rest
                return
            self._tag(tag, (node, tag.start() - held), (node, tag.end() - held))
            position = tag.end()

    def _characters(self, text: str, position: int) -> int:
        end = text.find("<", position)
        end = len(text) if end < 0 else end
        if not _TEXT.fullmatch(text, position, end) or "]]>" in text[position:end]:
            raise UnprovenError("the XML holds an entity or a bare mark")
        return end

    def _tag(
        self,
        tag: re.Match[str],
        start: tuple[nodes.TemplateData, int],
        end: tuple[nodes.TemplateData, int],
    ) -> None:
        name = tag["name"]
        if tag["end"]:
            self._close(name, end)
            return
        names = _ATTRIBUTE.findall(_QUOTED.sub("", tag["attributes"]))
        if len(set(names)) != len(names):
            raise UnprovenError(f"an attribute stands twice in {name}")
        declared = _DECLARED.findall(tag["attributes"])
        if any(self._renames(prefix, uri) for prefix, uri in declared):
            raise UnprovenError(f"{name} has namespaces of its own")
        if name.endswith(":docPr") and not DOCPR.match(tag[0]):
            raise UnprovenError("a drawing is numbered another way")
        self._open(name, tag, start)
        if tag["empty"]:
            self._close(name, end)

    def _renames(self, prefix: str, uri: str) -> bool:
        """Return whether a declaration changes what is looked for as text, or what docxtpl writes.

        Where the document knows the namespace by another prefix, lxml takes that one.
        """
        if prefix in ("xmlns", *_NAMESPACES):
            return _NAMESPACES.get(prefix) != uri
        return self.prefixes.get(uri, prefix) != prefix

    def _open(self, name: str, tag: re.Match[str], start: tuple[nodes.TemplateData, int]) -> None:
        parent = self.stack[-1] if self.stack else ""
        if name == "w:tbl":
            if tag[0] != "<w:tbl>" or start[1] < 0:
                raise UnprovenError("a table is written another way")
            table = _Table(start, self.depth, not self.open_tables)
            self.open_tables.append(table)
            self.tables.append(table)
        elif name == "w:tr":
            self.rows.append(_Row())
        elif name == "w:tc" and parent == "w:tr":
            self.rows[-1].cells += 1
            self.rows[-1].span += 1
            self.rows[-1].spanned = False
        elif name == "w:tblGrid" and parent == "w:tbl":
            self.open_tables[-1].grids += 1
        elif name == "w:gridCol" and self.stack[-2:] == ["w:tbl", "w:tblGrid"]:
            self.open_tables[-1].columns += 1
        elif name == "w:gridSpan" and self.stack[-3:] == ["w:tr", "w:tc", "w:tcPr"]:
            self._span(tag)
        self.stack.append(name)

    def _span(self, tag: re.Match[str]) -> None:
        value, row = _SPAN.search(tag["attributes"]), self.rows[-1]
        if value is None or row.spanned:
            self._vary()
            return
        row.span, row.spanned = row.span + int(value[1]) - 1, True

    def _close(self, name: str, end: tuple[nodes.TemplateData, int]) -> None:
        if not self.stack or self.stack[-1] != name:
            raise UnprovenError(f"an element {name} ends that was not the last to begin")
        self.stack.pop()
        if len(self.stack) < self.floor:
            if name in _TABLE_PARTS:
                raise UnprovenError(f"a branch or a loop ends an element {name} from outside")
            self.floor = len(self.stack)
        if name == "w:tbl":
            self.open_tables.pop().end = end
        elif name == "w:tr" and self.rows:
            row = self.rows.pop()
            for table in self.open_tables:
                table.widest = max(table.widest, row.cells)
                if self.depth == table.depth:
                    table.sure = max(table.sure, row.span)

    def _note_tag_between_cells(self) -> None:
        """Note a tag where it decides how many cells or columns there are."""
        if self.partial.startswith(("<w:gridSpan", "<w:gridCol")):
            self._vary()
        known = ("w:tbl", "w:tc", "w:tr", "w:tblGrid", "w:tcPr")
        nearest = next((name for name in reversed(self.stack) if name in known), "w:tbl")
        if nearest in ("w:tr", "w:tblGrid", "w:tcPr"):
            self._vary()

    def _vary(self) -> None:
        for table in self.open_tables:
            table.varies = True


def prove(tree: nodes.Template, namespaces: Mapping[str | None, str]) -> bool:
    """Return whether values stand between paragraphs; every document is well-formed.

    The namespaces are those of the document by their prefixes.
    Its odd tables are marked, and for the code generator the expressions inside attributes.
    Raises UnprovenError when a document may be no XML or may need docxtpl's repairs.
    """
    walk = _Walk({uri: f"xmlns:{key}" for key, uri in namespaces.items()})
    walk.body(tree.body)
    if walk.stack or walk.partial:
        raise UnprovenError("the XML does not end as it began")
    odd = _odd(walk.tables)
    marks = [(*table.start, TABLE_START) for table in odd]
    marks += [(*table.end, TABLE_END) for table in odd if table.end]
    for node, offset, mark in sorted(marks, key=lambda one: -one[1]):
        node.data = node.data[:offset] + mark + node.data[offset:]
    return walk.loose


def _odd(tables: list[_Table]) -> list[_Table]:
    """Return the outermost tables that hold a table whose grid may not fit."""
    found: list[_Table] = []
    last: _Table | None = None
    for table in tables:
        last = table if table.outermost else last
        if last is not None and not table.fits() and last not in found:
            found.append(last)
    return found
