"""The check of a template, part by part: damage, tags, names, styles."""

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from generator.diagnostics import Diagnostic, Place
from generator.document.engine import environment
from generator.document.lint import tags
from generator.document.lint.names import Names
from generator.document.lint.parts import Roots, parts_of
from generator.document.lint.stories import Line, W, lines_of, lines_of_footnotes
from generator.document.package import read_members

_KINDS = ("document", "header", "footer", "footnotes")
_STORY = re.compile(rf"word/({'|'.join(_KINDS)})(\d*)\.xml")
_STYLES = "word/styles.xml"
_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
# The properties that docxtpl fills, by their names in the file and in messages.
_PROPERTIES = {
    "title": "property-title",
    "subject": "property-subject",
    "creator": "property-author",
    "description": "property-comments",
    "identifier": "property-identifier",
    "language": "property-language",
}
_MOST_ROUNDS = 50


def check_template(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a Word template; raises Refused when it is no DOCX at all."""
    roots, damaged = parts_of(read_members(data, file))
    found = [Diagnostic("template.damaged", {"part": p}, place=Place(file)) for p in damaged]
    styles = None if _STYLES in damaged else _defined(roots.get(_STYLES))
    for lines in _stories(roots):
        found += _Check(file, lines).run(styles)
    return tuple(found)


def _defined(root: etree._Element | None) -> set[str]:
    """Return the styles that a template defines."""
    found = () if root is None else root.iter(f"{W}style")
    return {str(style.get(f"{W}styleId")) for style in found}


def _stories(roots: Roots) -> Iterator[list[Line]]:
    """Yield the lines of each part that is filled by itself: the body first."""
    found = {name: match for name in roots if (match := _STORY.fullmatch(name))}
    for name, match in sorted(found.items(), key=lambda pair: (pair[1][1] != "document", pair[0])):
        kind, number = match[1], int(match[2] or 1)
        if kind == "footnotes":
            yield lines_of_footnotes(roots[name])
        else:
            yield lines_of(roots[name], () if kind == "document" else ((kind, number),))
    if _CORE in roots:
        for tag, part in _PROPERTIES.items():
            text = roots[_CORE].findtext(f"{_DC}{tag}")
            yield [Line(text or "", ((part, 1),))]


class _Check:
    """Checks one part of a template line by line; what it finds is in the order of the part."""

    def __init__(self, file: str, lines: list[Line]) -> None:
        self._file, self._lines = file, lines
        self._found: list[tuple[int, Diagnostic]] = []

    def run(self, styles: set[str] | None) -> list[Diagnostic]:
        """Return the findings, each once; `styles` are those defined, None when unknown."""
        for number, line in enumerate(self._lines):
            if tags.is_unclosed(line):
                self._report("template.unclosed", number)
            if wrong := tags.misplaced(line):
                code, tag, lost = wrong
                self._report(code, number, text=tags.excerpt(tag), lost=tags.excerpt(lost))
            for style in line.styles:
                if styles is not None and style not in styles:
                    self._report("template.missing-style", number, style=style)
        tree = self._parsed([tags.jinja_tags(line) for line in self._lines])
        if tree is not None:
            Names(environment(), self._report).judge(tree)
        once: list[Diagnostic] = []
        for _, diagnostic in sorted(self._found, key=lambda pair: pair[0]):
            if diagnostic not in once:
                once.append(diagnostic)
        return once

    def _parsed(self, lines: list[list[str]]) -> nodes.Template | None:
        """Return the syntax tree; a line with an error is reported and left out of it."""
        sources, unbalanced = tags.balanced(lines)
        for number in unbalanced:
            self._report("template.syntax", number)
        for _ in range(_MOST_ROUNDS):
            try:
                return environment().parse("\n".join(sources))
            except TemplateSyntaxError as error:
                number = min(max(error.lineno, 1), len(lines)) - 1
                if not lines[number]:
                    return None
                self._report("template.syntax", number)
                lines[number] = []
                sources, _ = tags.balanced(lines)
        return None

    def _report(self, code: str, number: int, *, hint_code: str = "", **parameters: str) -> None:
        line = self._lines[number]
        place = Place(self._file, part=line.part)
        shown = {"text": tags.excerpt(line.text)} if "text" not in parameters else {}
        found = Diagnostic(code, {**shown, **parameters}, place=place, hint_code=hint_code)
        self._found.append((number, found))
