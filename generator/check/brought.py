"""What a document is filled with, as the checker reads it: lines around the text, and texts."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Cell, Paragraph, Part, Run, Table
from generator.vietnamese import nfc

Context = Mapping[str, Any]
Block = Mapping[str, Any]
Said = tuple[Role, str]
_NOT_PRINTED = {"kind", "align"}


def texts(context: Context) -> frozenset[str]:
    """Return every text that a template is filled with, by its context."""
    blocks = chain.from_iterable(block_lists(context).values())
    return frozenset(text for _, text in (*block_texts(blocks), *lines(context)))


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


def block_lists(context: Context) -> dict[Hashable, Sequence[Block]]:
    """Return the blocks of each section, of the closing paragraphs and of each appendix.

    What documents share comes as the very same lists.
    """
    main, *appendices = context["parts"]
    sections = context["sections"]
    closing = main["blocks"][sum(map(len, sections.values())) :]
    return {**sections, ("closing",): closing} | {
        ("appendix", number): part["blocks"] for number, part in enumerate(appendices)
    }


def block_texts(blocks: Iterable[Block]) -> Iterator[Said]:
    """Yield the texts of blocks, those of cells too."""
    for block in blocks:
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
