"""A template in words, one line per paragraph, style, row or section, for review."""

from collections.abc import Iterator
from xml.etree import ElementTree

from templates.builder.archive import Parts

# Dumped one child per line; everything else stays on the line of its parent.
OPENED = {
    *("Types", "Relationships", "coreProperties", "Properties"),
    *("document", "body", "tbl", "tr", "tc", "hdr"),
    *("styles", "docDefaults", "settings", "compat", "fonts"),
}


def dump(parts: Parts) -> str:
    """Return the parts in words, one line per paragraph, style, row or section."""
    lines: list[str] = []
    for name, content in parts.items():
        lines += [f"[{name}]", *outlined(ElementTree.fromstring(content), 0), ""]
    return "\n".join(lines)


def outlined(element: ElementTree.Element, depth: int) -> Iterator[str]:
    """Yield an element and, where it is opened, its children below it."""
    indent = "  " * depth
    if local(element.tag) not in OPENED:
        yield indent + in_words(element)
        return
    yield indent + " ".join((local(element.tag), *attributes(element)))
    for child in element:
        yield from outlined(child, depth + 1)


def in_words(element: ElementTree.Element) -> str:
    """Return an element with all that it holds on one line: `pPr(keepNext jc=center)`."""
    name, text = local(element.tag), element.text
    inner = [*attributes(element), *([f'"{text}"'] if text else []), *map(in_words, element)]
    if len(inner) == 1 and inner[0].startswith("val="):
        return name + inner[0].removeprefix("val")
    return f"{name}({' '.join(inner)})" if inner else name


def attributes(element: ElementTree.Element) -> list[str]:
    """Return the attributes of an element; xml:space says nothing to a reader."""
    pairs = ((local(key), value) for key, value in element.items())
    return [f"{key}={value}" for key, value in pairs if key != "space" or value != "preserve"]


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]
