"""The properties of a document that have tags: title, author and their like."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from lxml import etree

_LIMIT = 255  # python-docx refuses more
_OWN_ENTITIES = {"\r": "&#13;"}


def mark(name: str) -> str:
    """Return what stands for a property in the XML of a template."""
    return f"\ue000kehoach {name}\ue001"


def split_at_marks(xml: bytes, names: Iterable[str]) -> list[str]:
    """Return the XML cut at the marks: text, name, text, name, text."""
    pieces = [xml.decode("utf-8")]
    for name in names:
        pieces = [part for piece in pieces for part in _cut(piece, name)]
    return pieces


def _cut(piece: str, name: str) -> list[str]:
    before, found, after = piece.partition(mark(name))
    return [before, name, after] if found else [piece]


def joined(pieces: list[str], values: Mapping[str, str]) -> bytes:
    """Return the XML with the values of its properties.

    Raises ValueError as python-docx does when a value is too long or is no text of XML.
    """
    return "".join(
        escape(_checked(values[piece]), _OWN_ENTITIES) if number % 2 else piece
        for number, piece in enumerate(pieces)
    ).encode("utf-8")


def _checked(value: str) -> str:
    if len(value) > _LIMIT:
        raise ValueError(f"exceeded {_LIMIT} char limit for property, got:\n\n'{value}'")
    if not value.isprintable():
        etree.Element("value").text = value
    return value
