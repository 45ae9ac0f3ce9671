"""A Word file whose parts are changed: what is not touched stays as it is, byte for byte."""

import copy
import posixpath
from itertools import count

from lxml import etree

from generator.diagnostics import Diagnostic, Place, Refused
from generator.document.package import BadPackageError, member, opened, write_members
from generator.reading.word.names import Element
from generator.reading.word.parts import STRICT, Parts

_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


class WordFile:
    """The parts of a Word file, read with bounds, changed in place, and written again."""

    def __init__(self, data: bytes, file: str = "") -> None:
        """Open the bytes; raises Refused for what is no Word file, or carries macros."""
        self._parts = Parts(data, file)
        if any(name.lower().endswith("vbaproject.bin") for name in self._parts.names):
            raise Refused([Diagnostic("package.macros", place=Place(file))])
        self._data = data
        self._file = file
        self._roots: dict[str, Element] = {}
        self._before: dict[str, bytes] = {}
        self._new: dict[str, str] = {}
        self._copies: dict[str, bytes] = {}

    @property
    def main(self) -> str:
        """The name of the main part."""
        return self._parts.main

    @property
    def document(self) -> Element:
        """The root of the main part."""
        return self._root(self.main)

    def related(self, *kinds: str) -> dict[str, Element]:
        """Return the roots of the main part's parts of some kinds (`header`), by their names."""
        relations = self._parts.relations(self.main).values()
        names = dict.fromkeys(r.target for r in relations if r.kind in kinds and not r.external)
        return {name: self._root(name) for name in names if self._parts.root(name) is not None}

    def target(self, relation: str) -> str:
        """Return the name of the part that a relation of the main part means, or nothing."""
        if relation in self._new:
            return self._new[relation]
        found = self._parts.relations(self.main).get(relation)
        return "" if found is None or found.external else found.target

    def add(self, kind: str, root: Element) -> str:
        """Add a part of a kind (`comments`, `header`) to the main part; return its relation."""
        folder = posixpath.dirname(self.main)
        taken = {*self._parts.names, *(name.lower() for name in self._roots)}
        names = (posixpath.join(folder, f"{kind}{n or ''}.xml") for n in count())
        name = next(name for name in names if name.lower() not in taken)
        self._roots[name] = root
        etree.SubElement(
            self._root(_TYPES),
            f"{_TYPE}Override",
            PartName=f"/{name}",
            ContentType=f"{_WORD}{kind}+xml",
        )
        return self._relate(kind, name)

    def written(self) -> bytes:
        """Return the file with what was changed; the very same bytes where nothing was."""
        written = {name: etree.tostring(root) for name, root in self._roots.items()}
        changed = {name for name in written if written[name] != self._before.get(name)}
        if not changed and not self._copies:
            return self._data
        try:
            archive = opened(self._data)
            members = {name: member(archive, name) for name in archive.namelist()}
        except BadPackageError:
            raise Refused([Diagnostic("package.not-docx")]) from None
        for name in changed:
            members[self._parts.names.get(name.lower(), name)] = self._xml(name)
        return write_members(members | self._copies)

    def copied(self, name: str, kind: str) -> str:
        """Add a copy of a part, with what it refers to; return the relation of the copy."""
        relation = self.add(kind, copy.deepcopy(self._root(name)))
        source, target = _rels(name), _rels(self._new[relation])
        stored = self._parts.names.get(source.lower())
        if stored is not None:
            self._copies[target] = member(opened(self._data), stored)
        return relation

    def root(self, name: str) -> Element:
        """Return the root of a part that is there."""
        return self._root(name)

    def _root(self, name: str) -> Element:
        if name not in self._roots:
            root = self._parts.root(name)
            if root is None:
                raise Refused([Diagnostic("package.not-docx", place=Place(self._file))])
            self._roots[name] = root
            self._before[name] = etree.tostring(root)
        return self._roots[name]

    def _relate(self, kind: str, name: str) -> str:
        """Let the main part refer to a part; return the relation."""
        rels = _rels(self.main)
        if rels not in self._roots and self._parts.root(rels) is None:
            self._roots[rels] = etree.fromstring(_NO_RELATIONS)
        root = self._root(rels)
        taken = {relation.get("Id") for relation in root}
        relation = next(id for n in count(1) if (id := f"rIdKh{n}") not in taken)
        target = posixpath.relpath(name, posixpath.dirname(self.main) or ".")
        etree.SubElement(
            root, f"{_RELATION}Relationship", Id=relation, Type=_KINDS + kind, Target=target
        )
        self._new[relation] = name
        return relation

    def _xml(self, name: str) -> bytes:
        data = etree.tostring(
            self._roots[name], xml_declaration=True, encoding="UTF-8", standalone=True
        )
        if name in self._parts.strict or (name in self._new.values() and self._is_strict()):
            for strict, usual in STRICT:
                data = data.replace(usual, strict)
        return bytes(data)

    def _is_strict(self) -> bool:
        return self.main in self._parts.strict


def _rels(name: str) -> str:
    """Return the name of the part that holds the relations of a part."""
    folder, own = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{own}.rels")
