"""Opening a template by docxtpl: the XML that has tags, and all the rest."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docxtpl import DocxTemplate, __version__
from lxml import etree

from generator.document.engine.archive import members_of, saved
from generator.document.engine.reference import targets_of
from generator.document.engine.writing import relations_in

BODY_TAG = "kehoach-body"
BODY_MARK = f"<{BODY_TAG}/>".encode()
_COMPARED_WITH = ("0.20.2",)  # versions of docxtpl; the tests compare with the one installed
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# docxtpl stamps the moment into the properties of a template that has none; here it is the zip's.
_NEVER = datetime(1980, 1, 1)
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


@dataclass(frozen=True, slots=True)
class Story:
    """A part beside the body: a header, a footer or the footnotes, as it is and patched."""

    key: str  # of its relationship; the footnotes need none
    part: Any
    raw: str
    xml: str

    @property
    def name(self) -> str:
        """Return the name of the part in the zip."""
        return _member(self.part)


class Opened:
    """A template as docxtpl opens it, its XML patched and nothing rendered."""

    def __init__(self, data: bytes) -> None:
        """Open the bytes of a template; raises what python-docx raises when they are none."""
        self._tpl = DocxTemplate(io.BytesIO(data))
        self._tpl.render_init()
        self._docx = self._tpl.docx
        body = self._docx._element.body
        self.namespaces: Mapping[str | None, str] = body.nsmap
        self.raw = str(self._tpl.get_xml())
        self.opening = self.raw[: self.raw.index(">") + 1]
        self.body = self._patched_body(body)
        self.stories = (
            *self._along(DocxTemplate.HEADER_URI),
            *self._along(DocxTemplate.FOOTER_URI),
        )
        self.footnotes = tuple(
            Story("", part, raw := part.blob.decode("utf-8"), self._tpl.patch_xml(raw))
            for part in self._docx.part.package.parts
            if part.content_type == _FOOTNOTES
        )
        self.core = self._core()
        self.properties = {name: str(getattr(self.core, name)) for name in _PROPERTIES}
        self.targets = targets_of(self._tpl)
        self.relations = frozenset(self._docx._part.rels) | relations_in(body)

    def unsupported(self) -> str:
        """Return why the engine cannot stand in for docxtpl with this template, or nothing."""
        if __version__ not in _COMPARED_WITH:
            return f"the engine was not compared with docxtpl {__version__}"
        names = [story.name for story in self.stories]
        if len(set(names)) < len(names):
            return "a header or a footer is there twice under one name"
        return ""

    def set_story(self, story: Story, xml: str) -> None:
        """Give a header or a footer its finished XML."""
        self._tpl.map_headers_footers_xml(story.key, xml.encode("utf-8"))

    def core_name(self) -> str:
        """Return the name of the properties in the zip."""
        return _member(self._core_part())

    def core_xml(self) -> bytes:
        """Return the properties as they stand now."""
        return bytes(self._core_part().blob)

    def document_name(self) -> str:
        """Return the name of the main part in the zip."""
        return _member(self._docx.part)

    def members(self) -> dict[str, bytes]:
        """Return the members of the template as it stands now, with a mark for its body."""
        root = self._docx._element
        root.replace(root.body, etree.fromstring(BODY_MARK))
        return members_of(saved(self._docx))

    def _patched_body(self, body: Any) -> str:
        """Return the patched body; without its namespaces, where they are those of the document."""
        patched = str(self._tpl.patch_xml(self.raw))
        same = body.nsmap == self._docx._element.nsmap and not body.attrib
        if same and patched.startswith(self.opening) and not self.opening.endswith("/>"):
            return "<w:body>" + patched[len(self.opening) :]
        return patched

    def _along(self, uri: str) -> tuple[Story, ...]:
        return tuple(
            Story(key, part, raw := self._tpl.get_part_xml(part), self._tpl.patch_xml(raw))
            for key, part in self._tpl.get_headers_footers(uri)
        )

    def _core_part(self) -> Any:
        return self._docx.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)

    def _core(self) -> Any:
        try:
            self._core_part()
        except KeyError:
            self._docx.core_properties.modified = _NEVER
        return self._docx.core_properties


def _member(part: Any) -> str:
    return str(part.partname).lstrip("/")


def story_written(story: Story, xml: str) -> bytes:
    """Return a header or a footer as python-docx reads and writes it; raises XMLSyntaxError."""
    part = story.part
    return bytes(
        XmlPart.load(part.partname, part.content_type, xml.encode("utf-8"), part.package).blob
    )
