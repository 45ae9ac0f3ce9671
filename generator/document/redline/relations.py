"""What the earlier document refers to outside its text, brought along with what is deleted."""

import copy
import posixpath
from itertools import count

from lxml import etree

from generator.diagnostics import Diagnostic, Refused
from generator.document.package import parser
from generator.document.redline.names import Element, R, w

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_RELATIONS = "word/_rels/document.xml.rels"
_DEFAULT = f"{{{_PACKAGE}/content-types}}Default"
_TYPES = "[Content_Types].xml"
_STYLES = "word/styles.xml"
_FOLDER = "word"
_HEADS = (w("headerReference"), w("footerReference"))
_REFERENCES = tuple(f"{{{R}}}{name}" for name in ("id", "embed", "link", "pict"))


class Relations:
    """The package of the later document, with what the deleted parts of the earlier one need."""

    def __init__(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Take the members of both packages."""
        self._before, self._after = before, after
        self._old, self._new = _parsed(before, _RELATIONS), _parsed(after, _RELATIONS)
        self._types = _parsed(after, _TYPES)
        self._added: dict[str, bytes] = {}
        self._names: dict[str, str] = {}

    def adapt(self, body: Element) -> None:
        """Let the references in the earlier body be those of the later document's package."""
        for element in list(body.iter()):
            for name in _REFERENCES:
                value = element.get(name)
                if value is not None:
                    self._adapt(element, name, value)

    def members(self) -> dict[str, bytes]:
        """Return the members of the later package that changed, and those that came."""
        styles = self._styles()
        if not self._added and not self._names:
            return styles
        changed = {_RELATIONS: self._new, _TYPES: self._types}
        written = {name: _written(root) for name, root in changed.items() if root is not None}
        return {**styles, **written, **self._added}

    def _adapt(self, element: Element, attribute: str, value: str) -> None:
        """Let a reference name the same thing in the later package.

        A header or footer that the later document does not have goes with its section.
        """
        if element.tag in _HEADS and not self._known(value):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            return
        element.set(attribute, self._name(value))

    def _known(self, name: str) -> bool:
        old = _named(self._old, name)
        return old is not None and self._same(old, _named(self._new, name))

    def _name(self, old: str) -> str:
        """Return the name under which the later document knows what an earlier one referred to."""
        if old not in self._names:
            relation = _named(self._old, old)
            if relation is None or self._new is None or self._known(old):
                return old
            self._names[old] = self._carried(relation)
        return self._names[old]

    def _same(self, old: Element, new: Element | None) -> bool:
        if new is None or _attributes(old) != _attributes(new):
            return False
        member = _member(old)
        return self._before.get(member) == self._after.get(member)

    def _carried(self, old: Element) -> str:
        """Return the name of a relation that was added, its member beside those there are."""
        if self._new is None:
            raise ValueError(old)
        name = _free("kehoach-old", {r.get("Id", "") for r in self._new.iter(_RELATION)})
        relation = etree.SubElement(self._new, _RELATION, _attributes(old))
        relation.set("Id", name)
        member = _member(old)
        if old.get("TargetMode") != "External" and member in self._before:
            folder, file = posixpath.split(old.get("Target", ""))
            relation.set("Target", posixpath.join(folder, f"{name}-{file}"))
            self._added[_member(relation)] = self._before[member]
            self._declare(member, _member(relation))
        return name

    def _declare(self, old: str, new: str) -> None:
        """Say of a member that came what kind it is, as the earlier package did."""
        types = _parsed(self._before, _TYPES)
        if types is None or self._types is None:
            return
        for declared in types:
            extension = declared.get("Extension")
            if declared.get("PartName") == f"/{old}":
                etree.SubElement(self._types, declared.tag, _attributes(declared)).set(
                    "PartName", f"/{new}"
                )
            elif extension and new.endswith(f".{extension}") and not self._has(extension):
                self._types.insert(0, copy.deepcopy(declared))

    def _has(self, extension: str) -> bool:
        return self._types is not None and any(
            found.get("Extension") == extension for found in self._types.iter(_DEFAULT)
        )

    def _styles(self) -> dict[str, bytes]:
        """Return the styles of the later document with those that only the earlier one has."""
        old, new = _parsed(self._before, _STYLES), _parsed(self._after, _STYLES)
        if old is None or new is None:
            return {}
        known = {style.get(w("styleId")) for style in new.iter(w("style"))}
        missing = [s for s in old.iter(w("style")) if s.get(w("styleId")) not in known]
        for style in missing:
            came = copy.deepcopy(style)
            came.attrib.pop(w("default"), "")
            new.append(came)
        return {_STYLES: _written(new)} if missing else {}


def _parsed(members: dict[str, bytes], name: str) -> Element | None:
    """Return a member of a package as a tree; None where there is no such member."""
    try:
        return etree.fromstring(members[name], parser()) if name in members else None
    except etree.XMLSyntaxError:
        raise Refused([Diagnostic("package.not-docx")]) from None


def _written(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _named(relations: Element | None, name: str) -> Element | None:
    """Return the relation of a name."""
    if relations is None:
        return None
    return next((r for r in relations.iter(_RELATION) if r.get("Id") == name), None)


def _member(relation: Element) -> str:
    """Return the name of the member that a relation of the main part leads to."""
    target = relation.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else posixpath.join(_FOLDER, target)


def _free(stem: str, taken: set[str]) -> str:
    return next(name for n in count(1) if (name := f"{stem}-{n}") not in taken)


def _attributes(element: Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}
