"""The parts of a Word file, opened with bounds; nothing outside the file is ever fetched."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.diagnostics import Diagnostic, Place, Refused, Severity
from generator.document.package import BadPackageError, member, opened, parser
from generator.reading.word.names import Element

MAX_PART = 32_000_000
MAX_XML = 64_000_000
MAX_TAGS = 2_000_000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip
_BAD = {"damaged": "read.damaged", "locked": "read.locked", "too-large": "read.too-large"}
_MAIN = "word/document.xml"
_TOO_DEEP = "Excessive depth"
# What a document may point at outside itself without anything being fetched when it is opened.
_HARMLESS = {"hyperlink"}
_EMBEDDED = {"aFChunk", "oleObject", "package", "subDocument", "control"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: its kind (`header`), where it is, and whether outside the file."""

    kind: str
    target: str
    external: bool


class Parts:
    """A Word file: its main part, and what belongs to it."""

    def __init__(self, data: bytes, file: str) -> None:
        """Open the bytes; raises Refused when they are no Word file that can be read."""
        self._file = file
        self.strict: set[str] = set()  # parts in the strict words of ISO 29500, read as usual ones
        try:
            self._archive = opened(data)
        except BadPackageError as bad:
            raise self._refused(_BAD[bad.reason]) from None
        self.names = {
            name.replace("\\", "/").lstrip("/").lower(): name for name in self._archive.namelist()
        }
        self._read, self._tags = 0, 0
        self._relations: dict[str, dict[str, Relation]] = {}
        self.main = self._main()
        if self.names.get(self.main.lower()) is None:
            raise self._refused("read.not-word")
        self.document = self._root(self.main)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by the ids it uses."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = () if root is None else root.iter(_RELATION)
            self._relations[part] = {r.get("Id", ""): _relation(r, folder) for r in found}
        return self._relations[part]

    def related(self, kind: str) -> Element | None:
        """Return the root of the main part's part of a kind (`styles`), or None."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and not relation.external:
                return self.root(relation.target)
        return None

    def root(self, name: str) -> Element | None:
        """Return the root of a part by its name, None where it is missing; raises Refused."""
        return self._root(name) if name.lower() in self.names else None

    def warnings(self) -> Iterator[Diagnostic]:
        """Yield what the file carries or points at that is never carried on or fetched."""
        if any(name.endswith("vbaproject.bin") for name in self.names):
            yield self._warning("read.macros")
        found = [
            relation
            for name in sorted(self.names)
            if name.endswith(".rels")
            for relation in self.relations(_owner(name)).values()
        ]
        outside = {r.target for r in found if r.external and r.kind not in _HARMLESS}
        if outside:
            yield self._warning("read.external", count=str(len(outside)), target=min(outside)[:80])
        if count := sum(r.kind in _EMBEDDED and not r.external for r in found):
            yield self._warning("read.embedded", count=str(count))

    def _main(self) -> str:
        """Return the name of the main part, as the package says it."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        return _MAIN

    def _root(self, name: str) -> Element:
        try:
            stored = self.names[name.lower()]
            size = self._archive.getinfo(stored).file_size
            self._read += size
            if size > MAX_PART or self._read > MAX_XML:
                raise self._refused("read.too-large")
            data = member(self._archive, stored)
        except BadPackageError:
            raise self._refused("read.damaged") from None
        if b"purl.oclc.org/ooxml" in data:
            self.strict.add(name)
            for strict, usual in STRICT:
                data = data.replace(strict, usual)
        bare = data.replace(b"\0", b"")  # so that nothing hides in UTF-16
        self._tags += bare.count(b"<")
        if self._tags > MAX_TAGS:
            raise self._refused("read.too-large")
        if b"<!DOCTYPE" in bare:
            raise self._refused("read.entities")
        try:
            root = etree.fromstring(data, parser())
        except etree.XMLSyntaxError as error:
            code = "read.too-deep" if _TOO_DEEP in str(error) else "read.damaged"
            raise self._refused(code) from None
        except (LookupError, ValueError):  # an encoding that nobody knows
            raise self._refused("read.damaged") from None
        return root

    def _refused(self, code: str) -> Refused:
        return Refused([Diagnostic(code, place=Place(self._file))])

    def _warning(self, code: str, **parameters: str) -> Diagnostic:
        return Diagnostic(code, parameters, Severity.WARNING, Place(self._file))


def _relation(element: Element, folder: str) -> Relation:
    kind = posixpath.basename(element.get("Type", ""))
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relation(kind, target, external=True)
    joined = posixpath.join("/", folder, target.replace("\\", "/"))
    return Relation(kind, posixpath.normpath(joined).lstrip("/"), external=False)


def _owner(rels: str) -> str:
    """Return the name of the part that a part of relationships belongs to."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels")).lstrip("/")
