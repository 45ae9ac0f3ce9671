"""docxtpl itself: what a DocxTemplate brings along, and the documents that are left to it."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from generator.document.engine.archive import saved

# docxcompose counts them through, and joins sections, where a file becomes a subdocument.
_NUMBERED = re.compile(
    r'(<w:bookmark(?:Start|End)\b[^>]*?\sw:id|<(?:wp:docPr|pic:cNvPr)\b[^>]*?\sid)="[^"]*"'
    r'|<w:type w:val="[^"]*"/>'
)
_REFERENCE = re.compile(r'\sr:\w+="[^"]')
_PACKED_ALONE = ("word/media/", "word/embeddings/")  # no tag is ever rendered in these members


class HandedOverError(Exception):
    """A document that docxtpl has to make from the start, on the template named."""

    def __init__(self, tpl: DocxTemplate) -> None:
        """Name the template."""
        super().__init__("a document has to be made by docxtpl")
        self.tpl = tpl


@dataclass(frozen=True, slots=True)
class Replacements:
    """What a DocxTemplate replaces when it saves: by checksum, by name, pictures by their name."""

    media: Mapping[int, bytes]
    embedded: Mapping[int, bytes]
    members: Mapping[str, bytes]
    pictures: Mapping[str, bytes]
    missing_allowed: bool

    def late(self) -> bool:
        """Return whether docxtpl looks for what it replaces in what was rendered."""
        return bool(self.pictures) or any(
            not name.startswith(_PACKED_ALONE) for name in self.members
        )

    def give_to(self, tpl: DocxTemplate) -> None:
        """Let another DocxTemplate replace the same."""
        tpl.crc_to_new_media, tpl.crc_to_new_embedded = dict(self.media), dict(self.embedded)
        tpl.zipname_to_replace, tpl.pics_to_replace = dict(self.members), dict(self.pictures)
        tpl.allow_missing_pics = self.missing_allowed


@dataclass(frozen=True, slots=True)
class Given:
    """A template as it was given: its bytes, and what a DocxTemplate would replace in them."""

    data: bytes
    replacements: Replacements | None = None

    def fresh(self) -> DocxTemplate:
        """Return a DocxTemplate of it that was not used yet."""
        tpl = DocxTemplate(io.BytesIO(self.data))
        if self.replacements is not None and self.replacements.late():
            self.replacements.give_to(tpl)
        return tpl

    def unsupported(self) -> str:
        """Return why docxtpl has to make its documents, or nothing."""
        if self.replacements is not None and self.replacements.late():
            return "docxtpl replaces pictures or members by their name, after it has rendered"
        return ""


def given(source: str | Path | bytes | DocxTemplate) -> Given:
    """Return a template as it was given; a DocxTemplate brings its URLs and replacements along.

    Raises ValueError for a DocxTemplate that was rendered already.
    """
    if isinstance(source, bytes):
        return Given(source)
    if not isinstance(source, DocxTemplate):
        return Given(Path(source).read_bytes())
    source.init_docx(reload=False)
    if source.is_rendered:
        raise ValueError(f"the template is rendered already: {source.template_file!r}")
    replacements = replacements_of(source)
    buffer = io.BytesIO(saved(source.docx))
    if not replacements.late():
        source.post_processing(buffer)
    return Given(buffer.getvalue(), replacements)


def replacements_of(tpl: DocxTemplate) -> Replacements:
    """Return what a DocxTemplate is to replace now."""
    return Replacements(
        dict(tpl.crc_to_new_media), dict(tpl.crc_to_new_embedded), dict(tpl.zipname_to_replace),
        dict(tpl.pics_to_replace), tpl.allow_missing_pics,
    )  # fmt: skip


def targets_of(tpl: DocxTemplate) -> dict[str, str]:
    """Return what the relationships of a template's main part lead to, by their ids."""
    return {key: str(one.target_ref) for key, one in tpl.docx._part.rels.items()}


def same_text(one: str, other: str) -> bool:
    """Return whether two bodies are those of one template, whatever the ids in them."""
    return one == other or _NUMBERED.sub(r"\1", one) == _NUMBERED.sub(r"\1", other)


def is_composed(subdoc: Any) -> bool:
    """Return whether a subdocument was read from a file: it has changed its template then."""
    return subdoc.subdocx._part is not subdoc.docx._part


def is_outdated(subdoc: Any) -> bool:
    """Return whether a subdocument refers to what it brought to a document that is gone.

    docxtpl opens its template again for the second document; what the subdocument added to the
    first one (pictures, links) is not there, and its references would mean something else.
    """
    gone = subdoc.tpl.is_rendered or subdoc.docx is not subdoc.tpl.docx
    return gone and bool(_REFERENCE.search(str(subdoc)))


def holds_iterators(value: object) -> bool:
    """Return whether plain data holds something that can be gone through only once."""
    if isinstance(value, Iterator):
        return True
    if isinstance(value, Mapping):
        return any(holds_iterators(part) for part in value.values())
    return isinstance(value, (list, tuple, set)) and any(holds_iterators(part) for part in value)
