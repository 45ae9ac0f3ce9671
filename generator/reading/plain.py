"""Plain text as a sheet: each line a paragraph; which lines belong together is not asked."""

import codecs
import re

from generator.diagnostics import Diagnostic, Place, Refused, Severity
from generator.reading.sheet import Paragraph, Part, Region, Run, Sheet

MAX_LINES = 400_000
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What no text has: a file with one of these is another kind of file.
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text(data: bytes, file: str) -> Sheet:
    """Return a text by its lines, blank ones too; a form feed begins a page.

    UTF-8, UTF-16 with its mark, or Windows-1258, which is told. Raises Refused when the bytes are
    no text.
    """
    text, diagnostics = _decoded(data, file)
    if _STRANGE.search(text):
        raise Refused([Diagnostic("read.not-text", place=Place(file))])
    lines = _LINE_END.split(text)
    if lines[-1] == "":
        lines.pop()
    if len(lines) > MAX_LINES:
        raise Refused([Diagnostic("read.too-large", place=Place(file))])
    paragraphs = [
        paragraph for n, line in enumerate(lines, 1) for paragraph in _pieces(line, (("line", n),))
    ]
    return Sheet(file, (Region(tuple(paragraphs)),), laid_out=False, diagnostics=diagnostics)


def line_paragraph(text: str, part: Part, *, breaks: bool = False) -> Paragraph:
    """Return a line of text as a paragraph without a look."""
    return Paragraph((Run(text),) if text else (), part, breaks=breaks)


def _pieces(line: str, part: Part) -> list[Paragraph]:
    """Return a line, in pieces where pages end in it."""
    first, *others = line.split("\f")
    pieces = [] if others and not first else [line_paragraph(first, part)]
    return pieces + [line_paragraph(other, part, breaks=True) for other in others]


def _decoded(data: bytes, file: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text and what is to be said about its encoding."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), ()
            except UnicodeDecodeError:
                raise Refused([Diagnostic("read.not-text", place=Place(file))]) from None
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        raise Refused([Diagnostic("read.not-text", place=Place(file))]) from None
    return text, (Diagnostic("read.codepage", {}, Severity.WARNING, Place(file)),)
