"""YAML as text, without guesses: values stay what was typed, and each keeps its place."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Place, Refused, Severity, has_errors
from generator.plan.fields import Path
from generator.vietnamese import nfc

MAX_BYTES = 5_000_000
MAX_VALUES = 100_000
MAX_DEPTH = 60
_WIDTH = 100
_CONSTANTS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_STANDARD_TAGS = (
    None,
    "!",
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:map",
    "tag:yaml.org,2002:seq",
)
_STYLES = {"'": "single", '"': "double", "|": "text", ">": "text"}
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CUT = re.compile(r"[ \t]+#\S.*")
_REAL_COMMENT = re.compile(r"[ \t]+#(?:[ \t].*)?$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_PROBLEMS = (
    ("\\t", "yaml-tab"),
    ("mapping values are not allowed", "yaml-colon"),
    ("unexpected end of stream", "yaml-quote"),
    ("',' or '}'", "yaml-braces"),
    ("',' or ']'", "yaml-brackets"),
    ("special characters are not allowed", "yaml-control"),
    ("control characters are not allowed", "yaml-control"),
    ("did not find expected", "yaml-indent"),
    ("could not find expected ':'", "yaml-indent"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands, first line to last, counted from 1; and where its key stands.

    `style` is how it is written: plain, single or double (quotes), text (`|`, `>`), flow
    (`{…}`, `[…]`) or block. `end_column` is the first column after it, on its last line; it means
    nothing for a text or a block, which ends with its last line.
    """

    line: int
    column: int
    last_line: int
    key_line: int
    key_column: int
    end_column: int = 0
    style: str = "plain"


@dataclass(slots=True)
class Tree:
    """The values of a YAML text, the place of each, and what was noticed on the way."""

    file: str
    lines: list[str]
    value: Any = None
    spans: dict[Path, Span] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def place(self, path: Path, near: str = "") -> Place:
        """Return the place of a field, or of the nearest part above it that was typed.

        `near` is a piece of text to look for inside the value, for a closer line and column.
        """
        typed = path
        while typed and typed not in self.spans:
            typed = typed[:-1]
        span = self.spans.get(typed)
        if span is None:
            return Place(self.file, 1, 1, path_text(path))
        line, column = (
            (span.line, span.column) if typed == path else (span.key_line, span.key_column)
        )
        return Place(self.file, *self._near(span, near, line, column), path_text(path))

    def _near(self, span: Span, near: str, line: int, column: int) -> tuple[int, int]:
        if not near:
            return line, column
        word = re.compile(rf"(?<![\w-]){re.escape(near)}(?![\w-])")
        for number in range(span.line, span.last_line + 1):
            start = span.column - 1 if number == span.line else 0
            if match := word.search(self.lines[number - 1], start):
                return number, match.start() + 1
        return line, column


def dump_yaml(values: Any) -> bytes:
    """Return values as YAML in UTF-8, keys in the order given, Vietnamese letters as they are."""
    text: str = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text.encode("utf-8")


def path_text(path: Path) -> str:
    """Return a path as a person reads it: `sections[2].items[1].title`, counted from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".")


def parse_yaml(data: bytes, file: str) -> Tree:
    """Return the tree of a YAML file; raises Refused for keys that stand twice as well."""
    tree = read_tree(data, file)
    if has_errors(tree.diagnostics):
        raise Refused(tree.diagnostics)
    return tree


def read_tree(data: bytes, file: str) -> Tree:
    """Return the tree of a YAML file, its text in NFC; keys that stand twice are in its findings.

    Raises Refused when the text cannot be read as one YAML document of bounded size.
    """
    text = _decoded(data, file)
    tree = Tree(file, _LINE_END.split(text))
    if control := _CONTROL.search(text):
        line = len(_LINE_END.findall(text, 0, control.start())) + 1
        column = control.start() - max(text.rfind(end, 0, control.start()) for end in "\r\n")
        raise Refused([_yaml_fault(tree, line, column, "yaml-control")])
    try:
        _Builder(tree).run(yaml.parse(text, Loader=yaml.CBaseLoader))
    except yaml.YAMLError as error:
        raise Refused([*tree.diagnostics, _syntax(error, tree)]) from None
    return tree


def too_large(file: str) -> Diagnostic:
    """Return what to tell of a file too large to be a plan."""
    return Diagnostic("load.too-large", {"limit": "5 MB"}, place=Place(file))


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise Refused([too_large(file)])
    try:
        return nfc(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused([Diagnostic("load.encoding", place=Place(file, line, 1))]) from None


def _syntax(error: yaml.YAMLError, tree: Tree) -> Diagnostic:
    """Return the diagnostic for a YAML error, with the likeliest cause as its hint."""
    context = str(getattr(error, "context", "") or "")
    begun = "quoted scalar" in context or "simple key" in context
    mark = getattr(error, "context_mark" if begun else "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    line = min(line, len(tree.lines))
    return _yaml_fault(tree, line, column, _cause(error, context, tree.lines, line))


def _cause(error: yaml.YAMLError, context: str, lines: list[str], line: int) -> str:
    """Return which mistake a person most likely made there."""
    near = lines[max(0, line - 2) : line]
    if "quoted scalar" in context:
        return "yaml-quote"
    if any("\t" in text[: len(text) - len(text.lstrip())] for text in near):
        return "yaml-tab"
    if any("{{" in text for text in near):
        return "yaml-braces"
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    return next((code for words, code in _PROBLEMS if words in problem), "yaml-syntax")


def _yaml_fault(tree: Tree, line: int, column: int, cause: str) -> Diagnostic:
    place = Place(tree.file, line, column)
    return Diagnostic("load.yaml-syntax", place=place, hint_code=f"load.{cause}")


@dataclass(slots=True)
class _Frame:
    """A mapping or list being filled; `key` is the mapping key that waits for its value."""

    container: Any
    path: Path
    key: Any = None
    key_mark: Any = None

    def step(self) -> Path:
        """Return the path of the next value."""
        last = len(self.container) if isinstance(self.container, list) else self.key
        return (*self.path, last)


class _Builder:
    """Fills a tree from parse events: one pass, no recursion, no aliases, no tags."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[_Frame] = []
        self.documents = 0

    def run(self, events: Any) -> None:
        """Consume all events of the stream; raise Refused for what cannot go on."""
        for event in events:
            self._check(event)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self._open({}, event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._open([], event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._close(event)

    def _check(self, event: Any) -> None:
        """Refuse what a plan file has no use for: aliases, tags, a second document, depth."""
        code = ""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            code = "load.documents" if self.documents > 1 else ""
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            code = "load.alias"
        elif getattr(event, "tag", None) not in _STANDARD_TAGS:
            code = "load.tag"
        elif len(self.stack) > MAX_DEPTH:
            code = "load.too-deep"
        elif len(self.tree.spans) > MAX_VALUES:
            code = "load.too-many-values"
        if code:
            raise Refused([*self.tree.diagnostics, self._at(code, event.start_mark)])

    def _open(self, container: Any, event: Any) -> None:
        if self._awaits_key():
            raise Refused([*self.tree.diagnostics, self._at("load.braces", event.start_mark)])
        path = self._place_value(container, event)
        self.stack.append(_Frame(container, path))

    def _scalar(self, event: Any) -> None:
        if self._awaits_key():
            self._key(event)
            return
        value: Any = self._shown(event)
        if event.implicit[0]:
            value = self._uncut(value, event)
            value = _CONSTANTS.get(value, value) if isinstance(value, str) else value
        self._place_value(value, event)

    def _shown(self, event: Any) -> str:
        """Return a scalar as the page can show it: NFC, without control characters."""
        if _CONTROL.search(event.value):
            found = self._at("load.yaml-syntax", event.start_mark)
            self.tree.diagnostics.append(replace(found, hint_code="load.yaml-control"))
        return nfc(event.value.strip())

    def _awaits_key(self) -> bool:
        return (
            bool(self.stack)
            and isinstance(self.stack[-1].container, dict)
            and (self.stack[-1].key_mark is None)
        )

    def _key(self, event: Any) -> None:
        frame = self.stack[-1]
        key = self._shown(event)
        frame.key, frame.key_mark = key, event.start_mark
        if key in frame.container:
            first = self.tree.spans[(*frame.path, key)]
            parameters = {"key": key, "line": str(first.key_line)}
            self.tree.diagnostics.append(
                self._at("load.duplicate-key", event.start_mark, parameters)
            )

    def _place_value(self, value: Any, event: Any) -> Path:
        """Put a value into its container and note its span; return its path."""
        if not self.stack:
            path: Path = ()
            self.tree.value = value
            key_mark = event.start_mark
        else:
            frame = self.stack[-1]
            path, key_mark = frame.step(), frame.key_mark or event.start_mark
            if isinstance(frame.container, list):
                frame.container.append(value)
            else:
                frame.container[frame.key] = value
                frame.key_mark = None
        start, end = event.start_mark, event.end_mark
        last = end.line if end.column else max(start.line, end.line - 1)
        self.tree.spans[path] = Span(
            start.line + 1,
            start.column + 1,
            min(last + 1, len(self.tree.lines)),
            key_mark.line + 1,
            key_mark.column + 1,
            end.column + 1,
            _style(event),
        )
        return path

    def _close(self, event: Any) -> None:
        """Note where a mapping or list in brackets ends."""
        path = self.stack.pop().path
        if self.tree.spans[path].style == "flow":
            end = event.end_mark
            self.tree.spans[path] = replace(
                self.tree.spans[path], last_line=end.line + 1, end_column=end.column + 1
            )

    def _uncut(self, value: str, event: Any) -> str:
        """Return a plain value with the `#1` that YAML takes for a comment, and say so."""
        mark = event.end_mark
        if mark.line >= len(self.tree.lines):
            return value
        match = _CUT.match(self.tree.lines[mark.line], mark.column)
        if not match:
            return value
        kept = _REAL_COMMENT.sub("", match.group()).rstrip()
        self.tree.diagnostics.append(
            self._at("load.hash", event.end_mark, {"text": kept.strip()}, Severity.WARNING)
        )
        return (value + kept).strip()

    def _at(
        self,
        code: str,
        mark: Any,
        parameters: dict[str, str] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        place = Place(self.tree.file, mark.line + 1, mark.column + 1)
        return Diagnostic(code, parameters or {}, severity, place)


def _style(event: Any) -> str:
    """Return how a value is written."""
    if isinstance(event, yaml.ScalarEvent):
        return _STYLES.get(event.style or "", "plain")
    return "flow" if event.flow_style else "block"
