"""A plan file changed at places: every line that is not changed stays as its author typed it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.plan.fields import Path
from generator.plan.yaml_tree import Span, Tree, dump_yaml, read_tree
from generator.vietnamese import nfc

_BOM = b"\xef\xbb\xbf"
_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")
_DOCUMENT_END = re.compile(r"^\.\.\.(?:\s.*)?\Z", re.MULTILINE | re.DOTALL)
_CONSTANTS = {"", "~", "null", "true", "false"}
_UNPLAIN = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: |:$| #|\s$|[\x00-\x1f]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_PLAIN_DASH = re.compile(r"-[^\s]")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a plan file: a value put at a path, blanked (None), or removed with its key.

    A key that the file does not have yet is put after the key named `after`.
    """

    path: Path
    value: str | None
    after: str = ""
    action: Literal["put", "remove"] = "put"


@dataclass(frozen=True, slots=True)
class _Patch:
    """Text that takes the place of what stands between two offsets."""

    start: int
    end: int
    text: str


def edited(
    data: bytes,
    file: str,
    edits: Iterable[Edit],
    appended: Mapping[str, Any] | None = None,
    remark: str = "",
) -> bytes:
    """Return a plan file with its edits made, and top-level fields appended after a blank line.

    A remark stands as a comment behind the first of these.

    Comments, order, quotes and folds of all other lines stay. Raises Refused for a file that is no
    YAML, and KeyError for an edit of a place that the file does not have.
    """
    tree = read_tree(data, file)
    text = nfc(data.decode("utf-8-sig"))
    editor = _Editor(tree, text)
    patches = dict.fromkeys(editor.patch(edit) for edit in edits)  # a short form takes both parts
    ordered = sorted(patches, key=lambda p: (p.start, p.end))
    made, last = [], 0
    for patch in ordered:
        made += [text[last : patch.start], patch.text]
        last = patch.end
    whole = "".join([*made, text[last:]])
    if appended:
        whole = editor.appended(whole, appended, remark)
    return (_BOM if data.startswith(_BOM) else b"") + whole.encode("utf-8")


class _Editor:
    """Turns edits into patches of the text."""

    def __init__(self, tree: Tree, text: str) -> None:
        """Note where each line begins."""
        self.tree, self.text = tree, text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _LINE.finditer(text):
            self.starts.append(match.start())
            self.ends.append(match.end())

    def patch(self, edit: Edit) -> _Patch:
        """Return the patch of an edit."""
        if edit.action == "remove":
            return self._removed(edit.path)
        if edit.path in self.tree.spans:
            return self._replaced(edit.path, edit.value)
        if edit.path[:-1] in self.tree.spans and not edit.after:
            return self._replaced(edit.path[:-1], edit.value)  # a short form
        return self._inserted(edit)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, both counted from 1."""
        return self.starts[line - 1] + column - 1

    def appended(self, text: str, fields: Mapping[str, Any], remark: str) -> str:
        """Return the text with fields after its last line, in its own way of writing."""
        if self.tree.spans[()].style == "flow":
            pairs = json.dumps(fields, ensure_ascii=False, indent=1).removeprefix("{")
            return text.rstrip().removesuffix("}").rstrip().rstrip(",") + "," + pairs + self.newline
        ended = _DOCUMENT_END.search(text)
        head, tail = (text[: ended.start()], text[ended.start() :]) if ended else (text, "")
        lines = dump_yaml(fields).decode("utf-8")
        lines = lines.replace("\n", f"  # {remark}\n", 1) if remark else lines
        return head.rstrip() + self.newline * 2 + lines.replace("\n", self.newline) + tail

    def _replaced(self, path: Path, value: str | None) -> _Patch:
        span = self.tree.spans[path]
        start, end = self.offset(span.line, span.column), self._end(path)
        text = "" if value is None else self._typed(path, value)
        if span.style == "block":  # the value moves up to its key
            start = self.text.index(":", self.offset(span.key_line, span.key_column)) + 1
            text = f" {text}"
        elif start == end and text and self.text[start - 1 : start] == ":":
            text = f" {text}"
        elif not text and not self._in_flow(path):
            start -= len(self.text[:start]) - len(self.text[:start].rstrip(" "))
        return _Patch(start, end, text)

    def _inserted(self, edit: Edit) -> _Patch:
        """Return the patch that adds a key after its sibling, in the sibling's way of writing."""
        sibling = (*edit.path[:-1], edit.after)
        span = self.tree.spans[sibling]
        value = "" if edit.value is None else self._typed(edit.path, edit.value)
        pair = f"{edit.path[-1]}: {value}".rstrip()
        if self._in_flow(sibling):
            at = self._end(sibling)
            return _Patch(at, at, f", {pair}")
        line = self._last_line(sibling)
        at = self.ends[line - 1]
        before = "" if self.text[at - 1 : at] in "\r\n" else self.newline
        return _Patch(at, at, f"{before}{' ' * (span.key_column - 1)}{pair}{self.newline}")

    def _removed(self, path: Path) -> _Patch:
        """Return the patch that takes a key and its value away, with the lines they fill."""
        span = self.tree.spans[path]
        start, end = self.offset(span.key_line, span.key_column), self._end(path)
        if self._in_flow(path):
            before = re.compile(r",\s*$").search(self.text, 0, start)
            start = before.start() if before else start
            if not before and (after := re.compile(r"\s*,\s*").match(self.text, end)):
                end = after.end()
            return _Patch(start, end, "")
        return _Patch(self.starts[span.key_line - 1], self.ends[self._last_line(path) - 1], "")

    def _in_flow(self, path: Path) -> bool:
        """Return whether a value stands inside brackets."""
        above = (path[:length] for length in range(len(path)))
        return any(self.tree.spans[p].style == "flow" for p in above if p in self.tree.spans)

    def _end(self, path: Path) -> int:
        """Return the offset after the last character of a value."""
        span = self.tree.spans[path]
        if span.style in {"text", "block"}:
            line = self._last_line(path)
            return self.starts[line - 1] + len(self._line(line))
        return self.offset(span.last_line, span.end_column)

    def _last_line(self, path: Path) -> int:
        """Return the last line that a value fills, blank lines and comments after it left out."""
        span = self.tree.spans[path]
        if span.style == "block":
            length = len(path)
            below = [p for p in self.tree.spans if p[:length] == path and len(p) > length]
            return max((self._last_line(p) for p in below if self._is_leaf(p)), default=span.line)
        line = span.last_line
        while span.style == "text" and line > span.line and not self._line(line).strip():
            line -= 1
        return line

    def _is_leaf(self, path: Path) -> bool:
        return self.tree.spans[path].style != "block"

    def _line(self, number: int) -> str:
        """Return a line without its end."""
        return self.text[self.starts[number - 1] : self.ends[number - 1]].rstrip(
            "\r\n\x85\u2028\u2029"
        )

    def _typed(self, path: Path, value: str) -> str:
        """Return a value as it is typed at a path: with the quotes of the value it replaces."""
        span = self._likeness(path)
        style = span.style if span else "plain"
        if style == "single":
            return "'" + value.replace("'", "''") + "'"
        if style == "double" or not _is_plain(value, in_flow=self._in_flow(path)):
            return json.dumps(value, ensure_ascii=False)
        return value

    def _likeness(self, path: Path) -> Span | None:
        """Return the span of the value, or of the sibling whose quotes a new one takes over."""
        siblings = ("end", "change") if path[-1] == "baseline" else ()
        named = (path, *((*path[:-1], key) for key in siblings))
        return next((self.tree.spans[p] for p in named if p in self.tree.spans), None)


def _is_plain(value: str, *, in_flow: bool) -> bool:
    """Return whether a value needs no quotes to be read back as it is."""
    plain = value not in _CONSTANTS and (
        not _UNPLAIN.search(value)
        or (bool(_PLAIN_DASH.match(value)) and not _UNPLAIN.search(value[1:]))
    )
    return plain and not (in_flow and _FLOW_SIGNS.search(value))
