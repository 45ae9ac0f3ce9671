"""What a document is filled with, as the checker reads it: lines around the text, and texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Cell, Paragraph, Part, Run, Table
from generator.vietnamese import nfc

Context = Mapping[str, Any]
Said = tuple[Role, str]
_NOT_PRINTED = {"kind", "align"}


def texts(context: Context) -> frozenset[str]:
    """Return every text that a template is filled with, by its context."""
    return frozenset(text for _, text in (*block_texts(context), *lines(context)))


def lines(context: Context) -> Iterator[Said]:
    """Yield the lines around the text with their roles."""
    yield Role.ISSUER, " ".join(context["issuer_lines"])
    yield Role.NUMBER, context["number_line"]
    yield Role.PLACE_DATE, context["place_date"]
    yield Role.TYPE, context["type_name"]
    yield Role.SUBJECT, context["subject"]
    yield from ((Role.BASIS, text) for text in context["bases"])
    yield from ((Role.OPENING, text) for text in context["opening"])
    yield from ((Role.RECIPIENT, text) for text in context["recipients"])
    yield from ((Role.AUTHORITY, text) for text in context["signature"]["lines"])
    if context["signature"]["name"]:
        yield Role.SIGNER, context["signature"]["name"]


def block_texts(context: Context) -> Iterator[Said]:
    """Yield the texts of the document and its appendices, those of cells too."""
    for part in context["parts"]:
        for block in part["blocks"]:
            if block["title"]:
                yield Role.TEXT, block["title"]
            if block["text"]:
                yield Role.TEXT, block["text"]
            for row in block.get("rows", ()):
                yield from _cells(row)


def _cells(row: Any) -> Iterator[Said]:
    for name, cell in row.items() if isinstance(row, dict) else enumerate(row):
        text = cell["text"] if isinstance(cell, dict) else cell
        if text and name not in _NOT_PRINTED and isinstance(text, str):
            yield Role.TABLE, text


def located(said: Said, number: int) -> Located:
    """Return a text as a part of a document."""
    role, text = said
    part: Part = (("paragraph", number),)
    paragraph = Paragraph((Run(text),), part)
    if role is Role.TABLE:
        return Located(role, "", table=Table(((Cell((paragraph,)),),), part))
    return Located(role, nfc(text), (paragraph,))
