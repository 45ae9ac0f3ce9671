"""Checking a clerk's own Word template: placeholders, syntax, styles, by paragraph or cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from generator.diagnostics import Diagnostic, Place, Severity, suggestion
from generator.document.context import FIELDS
from generator.document.engine import environment
from generator.document.package import parser, read_members

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"(\{\{|\{%-?)(?:p|tr|tc|r)(?=\s)")
_STORIES = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_STYLE_TAGS = ("pStyle", "rStyle", "tblStyle")
_MAX_ROUNDS = 50

_CELLS = (
    "kind index title task lead support due product name unit baseline change end note"
    " sender recipient frequency close"
)
_ROW = dict.fromkeys(_CELLS.split())
_BLOCK: dict[str, object] = {
    "kind": None,
    "number": None,
    "title": None,
    "text": None,
    "rows": [_ROW],
    "columns": [{"title": None}],
    "baseline_title": None,
    "change_title": None,
    "end_title": None,
    "has_baseline": None,
    "has_change": None,
    "has_note": None,
}
_PART = {
    "label": None,
    "title": None,
    "attached": None,
    "rule": None,
    "blocks": [_BLOCK],
    "signed": None,
    "ends": None,
}
_SHAPES: Mapping[str, object] = {
    **dict.fromkeys(FIELDS),
    "issuer_lines": [None],
    "bases": [None],
    "opening": [None],
    "recipients": [None],
    "parts": [_PART],
    "sections": {"*": [_BLOCK]},
    "signature": {"lines": [None], "name": None},
    "document": {"title": None, "subject": None, "author": None},
}
_ANY = {"*": [_BLOCK]}
_LOOP = {
    "index": None,
    "index0": None,
    "first": None,
    "last": None,
    "length": None,
    "revindex": None,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """The tags of one paragraph, and where the paragraph stands."""

    text: str
    part: tuple[tuple[str, int], ...]


def check_template(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a Word template; raises Refused when it is no DOCX at all."""
    members = read_members(data, file)
    found: list[Diagnostic] = []
    for name in sorted(members):
        if _STORIES.fullmatch(name):
            root = _parsed(members[name])
            if root is None:
                found.append(Diagnostic("template.damaged", {"part": name}, place=Place(file)))
                continue
            lines = list(_lines(root))
            found += _Check(file, lines).run()
            found += _styles(root, members, file)
    return tuple(found)


def _parsed(xml: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(xml, parser())
    except etree.XMLSyntaxError:
        return None


def _lines(root: etree._Element) -> Iterator[_Line]:
    """Return the tags of each paragraph that has some, in document order, with its place."""
    body = root.find(f"{_W}body")
    yield from _story(root if body is None else body, ())


def _story(parent: etree._Element, part: tuple[tuple[str, int], ...]) -> Iterator[_Line]:
    paragraphs = tables = 0
    for child in parent:
        if child.tag == f"{_W}p":
            paragraphs += 1
            text = "".join(node.text or "" for node in child.iter(f"{_W}t"))
            if "{{" in text or "{%" in text or "}}" in text or "%}" in text:
                yield _Line(text, (*part, ("paragraph", paragraphs)))
        elif child.tag == f"{_W}tbl":
            tables += 1
            yield from _table(child, (*part, ("table", tables)))
        elif child.tag == f"{_W}sdt":
            for content in child.iterchildren(f"{_W}sdtContent"):
                yield from _story(content, part)


def _table(table: etree._Element, part: tuple[tuple[str, int], ...]) -> Iterator[_Line]:
    for r, row in enumerate(table.iterchildren(f"{_W}tr"), 1):
        for c, cell in enumerate(row.iterchildren(f"{_W}tc"), 1):
            yield from _story(cell, (*part, ("row", r), ("cell", c)))


def _styles(root: etree._Element, members: Mapping[str, bytes], file: str) -> Iterator[Diagnostic]:
    """Return the styles that the text uses and the template does not define."""
    styles = _parsed(members.get("word/styles.xml", b""))
    known = (
        set()
        if styles is None
        else {node.get(f"{_W}styleId") for node in styles.iter(f"{_W}style")}
    )
    used = dict.fromkeys(
        str(node.get(f"{_W}val")) for tag in _STYLE_TAGS for node in root.iter(f"{_W}{tag}")
    )
    for style in used:
        if style not in known:
            yield Diagnostic("template.missing-style", {"style": style}, place=Place(file))


class _Check:
    """Checks the tags of one story, paragraph by paragraph."""

    def __init__(self, file: str, lines: list[_Line]) -> None:
        self.file, self.lines = file, lines
        self.found: list[Diagnostic] = []

    def run(self) -> list[Diagnostic]:
        """Return the findings in document order."""
        sources = [self._tags(number) for number in range(len(self.lines))]
        tree = self._parse(sources)
        if tree is not None:
            self._names(tree.body, dict(_SHAPES))
        return sorted(self.found, key=lambda d: [n for _, n in d.place.part])

    def _tags(self, number: int) -> str:
        """Return the tags of a paragraph as one line of Jinja; report the ones left open."""
        text = self.lines[number].text
        rest = _TAG.sub("", text)
        if any(sign in rest for sign in ("{{", "}}", "{%", "%}")):
            self._report("template.unclosed", number, text=text.strip()[:60])
        tags = (tag.replace("\n", " ") for tag in _TAG.findall(text))
        return " ".join(_PREFIX.sub(r"\1", tag) for tag in tags)

    def _parse(self, sources: list[str]) -> nodes.Template | None:
        """Return the syntax tree; each line with an error is reported, emptied and left out."""
        for _ in range(_MAX_ROUNDS):
            try:
                return environment().parse("\n".join(sources))
            except TemplateSyntaxError as error:
                number = self._culprit(error, sources)
                self._report("template.syntax", number, text=self.lines[number].text.strip()[:60])
                if not sources[number]:
                    return None
                sources[number] = ""
        return None

    def _culprit(self, error: TemplateSyntaxError, sources: list[str]) -> int:
        """Return the line at fault: for a block left open, the line that opens it."""
        number = min(max(error.lineno, 1), len(sources)) - 1
        if "end of template" not in (error.message or ""):
            return number
        stack: list[int] = []
        for index, source in enumerate(sources):
            for word in re.findall(r"\{%-?\s*(\w+)", source):
                if word in {"if", "for"}:
                    stack.append(index)
                elif word in {"endif", "endfor"} and stack:
                    stack.pop()
        return stack[-1] if stack else number

    def _names(self, body: Sequence[nodes.Node], known: dict[str, object]) -> None:
        """Report the names and attributes that the context does not have, scope by scope."""
        for node in body:
            if isinstance(node, nodes.For):
                self._shape(node.iter, known)
                inner = {**known, "loop": _LOOP}
                shape = self._element(self._shape(node.iter, known, silent=True))
                inner.update(
                    {name.name: shape for name in node.target.find_all(nodes.Name)}
                    if not isinstance(node.target, nodes.Name)
                    else {node.target.name: shape}
                )
                self._names(node.body, inner)
                self._names(node.else_, known)
            elif isinstance(node, nodes.If):
                self._shape(node.test, known)
                for branch in (node.body, list(node.elif_), node.else_):
                    self._names(branch, known)
            elif isinstance(node, nodes.Assign):
                self._shape(node.node, known)
                known.update(
                    dict.fromkeys((n.name for n in node.target.find_all(nodes.Name)), _ANY)
                )
                if isinstance(node.target, nodes.Name):
                    known[node.target.name] = _ANY
            else:
                for child in node.iter_child_nodes():
                    self._shape(child, known)

    def _shape(
        self, node: nodes.Node, known: Mapping[str, object], *, silent: bool = False
    ) -> object:
        """Return the shape of an expression; report what the context does not have."""
        if isinstance(node, nodes.Name):
            if node.name not in known and not silent:
                self._unknown(node.name, list(known), node.lineno)
            return known.get(node.name)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, known, silent=silent)
        for child in node.iter_child_nodes():
            self._shape(child, known, silent=silent)
        return None

    def _attribute(
        self, node: nodes.Getattr, known: Mapping[str, object], *, silent: bool
    ) -> object:
        owner = self._shape(node.node, known, silent=silent)
        if not isinstance(owner, dict) or "*" in owner:
            return owner["*"] if isinstance(owner, dict) else None
        if node.attr not in owner and not silent:
            self._unknown(node.attr, list(owner), node.lineno)
        return owner.get(node.attr)

    @staticmethod
    def _element(shape: object) -> object:
        return shape[0] if isinstance(shape, list) else None

    def _unknown(self, name: str, known: list[str], lineno: int) -> None:
        near = suggestion(name, known)
        self._report("template.unknown-field", lineno - 1, name=name, near=near)

    def _report(self, code: str, number: int, **parameters: str) -> None:
        place = Place(self.file, part=self.lines[number].part)
        self.found.append(Diagnostic(code, parameters, Severity.ERROR, place))
