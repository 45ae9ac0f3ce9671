"""What a placeholder puts into the XML: the one place where values are escaped.

A value of plain text leaves here with every mark of XML escaped. A value that is markup leaves as
it is, after it was parsed on its own; what is not well-formed on its own, or could ask for one of
docxtpl's repairs, is noted as a doubt, and the whole document is then parsed and repaired.
"""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docxtpl import DocxTemplate, InlineImage
from lxml import etree
from markupsafe import escape

try:  # docxtpl leaves its subdocuments out where docxcompose is not installed.
    from docxtpl import Subdoc
except ImportError:  # pragma: no cover
    Subdoc = None

from generator.document.engine.reference import HandedOverError, is_composed, is_outdated

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONS = ("r:", "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}")
_BOUND_TO_DOCUMENT = (InlineImage, Subdoc) if Subdoc else (InlineImage,)
# \a and \f are breaks to docxtpl where they stand in a run; what is left of them is found later.
_NO_XML = re.compile("[^\\a\\f\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_QUOTED = frozenset("<&\"'")  # what an attribute does not hold as it is
_REPAIRED = frozenset(f"{{{W}}}{name}" for name in ("tbl", "tr", "tc", "gridSpan", "gridCol",
                                                    "tblGrid", "sectPr", "body"))  # fmt: skip
DOCPR = re.compile(r'(<wp:docPr(?:\s+(?!id=)[\w:.-]+="[^"]*")*\s+id=")[^"]*"')
_PARAGRAPH = re.compile("<w:p[ >]")
_KEPT = 1024  # texts that are remembered
_KEPT_LENGTH = 1000  # of such a text

Write = Callable[[object], str]


class Ledger(threading.local):
    """What the values of the document now being rendered in this thread brought."""

    doubt: str = ""
    paragraphs: bool = False
    story: str = ""
    reference: DocxTemplate | None = None

    def clear(self) -> None:
        """Forget the document before."""
        self.doubt, self.paragraphs, self.story, self.reference = "", False, "", None


@dataclass(slots=True)
class Writer:
    """The functions that write a value as text or into an attribute of an environment's XML."""

    escaping: bool
    namespaces: Mapping[str | None, str]
    relations: frozenset[str]
    ledger: Ledger
    join: Callable[[DocxTemplate], None]
    _texts: dict[str, str] = field(default_factory=dict)
    _fragments: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def content(self) -> Write:
        """Return what writes a value between tags."""
        texts, other = self._texts, self._other

        def write(value: object) -> str:
            if type(value) is str:
                found = texts.get(value)
                return self._text(value) if found is None else found
            return other(value)

        return write

    def attribute(self) -> Write:
        """Return what writes a value into an attribute."""

        def write(value: object) -> str:
            text = self._string(value)
            plain = self.escaping and type(value) is str
            if _NO_XML.search(text) or not (plain or _NO_QUOTED.isdisjoint(text)):
                self.ledger.doubt = "a value in an attribute"
            return text

        return write

    def escaped(self, value: object) -> str:
        """Write a value where a tag of the template has switched escaping on."""
        return str(escape(self._joined(value)))

    def plain(self, value: object) -> str:
        """Write a value where a tag of the template has switched escaping off."""
        return str(self._joined(value))

    def _joined(self, value: object) -> object:
        """Return the value; what belongs to a document of docxtpl brings that document."""
        if isinstance(value, _BOUND_TO_DOCUMENT):
            if Subdoc is not None and isinstance(value, Subdoc):
                if is_outdated(value):
                    raise ValueError("a subdocument is made for one document; make it again")
                if is_composed(value):
                    raise HandedOverError(value.tpl)
            self.join(value.tpl)
        return value

    def _text(self, value: str) -> str:
        """Return plain text that is not remembered yet."""
        if not self.escaping and ("<" in value or "&" in value or ">" in value):
            return self._markup(value)
        text = str(escape(value)) if self.escaping else value
        if _NO_XML.search(value):
            self.ledger.doubt = "a character that XML cannot hold"
        elif len(value) <= _KEPT_LENGTH:
            _remember(self._texts, value, text)
        return text

    def _other(self, value: object) -> str:
        """Return what a value that is no plain text is written as."""
        text = self._string(value)
        if "<" in text or "&" in text or ">" in text:
            return self._markup(text)
        if _NO_XML.search(text):
            self.ledger.doubt = "a character that XML cannot hold"
        return text

    def _string(self, value: object) -> str:
        return self.escaped(value) if self.escaping else self.plain(value)

    def _markup(self, text: str) -> str:
        """Return markup as it is, noting what has to be done about it."""
        verdict = self._fragments.get(text)
        if verdict is None:
            verdict = self._judged(text)
            if len(text) <= _KEPT_LENGTH * 4:
                _remember(self._fragments, text, verdict)
        doubt, paragraphs = verdict
        self.ledger.doubt = self.ledger.doubt or doubt
        self.ledger.paragraphs = self.ledger.paragraphs or paragraphs
        return text

    def _judged(self, text: str) -> tuple[str, bool]:
        """Return what is doubtful about markup, and whether it holds paragraphs."""
        names = " ".join(
            f'xmlns{":" if key else ""}{key or ""}="{escape(uri)}"'
            for key, uri in self.namespaces.items()
        )
        paragraphs = bool(_PARAGRAPH.search(text))
        if _NO_XML.search(text) or "<!" in text or "<?" in text or "]]>" in text:
            return "markup with more than elements", paragraphs
        if text.startswith((">", "]>")):  # `]]` may stand before it
            return "markup that is not whole on its own", paragraphs
        try:
            root = etree.fromstring(f"<kehoach {names}>{text}</kehoach>")
        except etree.XMLSyntaxError:
            return "markup that is not whole on its own", paragraphs
        return self._needs(root, text), paragraphs

    def _needs(self, root: etree._Element, text: str) -> str:
        """Return which of docxtpl's repairs well-formed markup could need, or nothing."""
        if any(found.tag in _REPAIRED for found in root.iter()):
            return "markup with tables or sections"
        if any(self._redeclares(found) for found in root.iter()):
            return "markup with namespaces of its own"
        if len(root.findall(f".//{{{WP}}}docPr")) != len(DOCPR.findall(text)):
            return "markup with drawings written another way"
        if relations_in(root) - self.relations:
            return "markup with relationships of its own"
        return ""

    def _redeclares(self, found: etree._Element) -> bool:
        """Return whether a prefix that is looked for as text, or a namespace, has another name."""
        if found.nsmap.get("w", W) != W or found.nsmap.get("wp", WP) != WP:
            return True
        own = found.nsmap.items() - self.namespaces.items()
        return any(uri in self.namespaces.values() for _, uri in own)


def is_subdocument_of_a_file(value: object) -> bool:
    """Return whether a value is a subdocument that docxtpl itself has to work into a document."""
    return Subdoc is not None and isinstance(value, Subdoc) and is_composed(value)


def relations_in(root: etree._Element) -> frozenset[str]:
    """Return the ids of relationships that a tree refers to."""
    return frozenset(
        str(value)
        for found in root.iter(etree.Element)
        for name, value in found.items()
        if str(name).startswith(_RELATIONS)
    )


def _remember(texts: dict[str, Any], key: str, value: Any) -> None:
    if len(texts) >= _KEPT:
        texts.clear()
    texts[key] = value
