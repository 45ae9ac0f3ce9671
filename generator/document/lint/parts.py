"""The parts of a Word file: which can be read, which are damaged or missing."""

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from generator.document.package import parser

Roots = Mapping[str, etree._Element]
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FIRST = "_rels/.rels"


def parts_of(members: Mapping[str, bytes]) -> tuple[Roots, list[str]]:
    """Return the root of every part that is XML, and the names of those damaged or missing."""
    roots: dict[str, etree._Element] = {}
    damaged: list[str] = []
    for name in sorted(members):
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = etree.fromstring(members[name], parser())
            except etree.XMLSyntaxError:
                damaged.append(name)
    needed = dict.fromkeys([_FIRST, *_targets(roots)])
    return roots, [*damaged, *(name for name in needed if name not in members)]


def _targets(roots: Roots) -> Iterator[str]:
    """Yield the names of the members that the parts refer to."""
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in root.iter(_RELATION):
            target = relation.get("Target")
            if target and relation.get("TargetMode") != "External":
                yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
