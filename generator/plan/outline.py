"""Numbers and references, computed from the tree of the plan and its ladder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic
from generator.plan.expansion import Node
from generator.plan.model import Rung
from generator.vietnamese import point_letter, roman

HEADS = ("I.", "1.", "1.1.", "a)", "*")
BULLETS = ("-", "+")
_TERMS = {"I.": "mục", "1.": "khoản", "1.1.": "tiểu mục", "a)": "điểm"}
_NONE = Rung(format="none")


@dataclass(frozen=True, slots=True)
class Entry:
    """A node of the tree with its computed number."""

    node: Node
    rung: Rung
    position: int
    parent: "Entry | None" = None
    children: list["Entry"] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number as a reference prints it: `IV`, `2.1`, `đ`; empty for bullets."""
        match self.rung.format:
            case "I.":
                return roman(self.position)
            case "1.":
                return str(self.position)
            case "a)":
                return point_letter(self.position)
            case "1.1.":
                above = self.parent.number if self.parent else ""
                return f"{above}.{self.position}" if above[:1].isdigit() else str(self.position)
        return ""

    @property
    def marker(self) -> str:
        """The number as it stands before the text: `IV.`, `2.1.`, `đ)`, `-`, or nothing."""
        if self.rung.format == "none":
            return ""
        if self.rung.format in ("*", *BULLETS):
            return str(self.rung.format)
        return self.number + (")" if self.rung.format == "a)" else ".")

    @property
    def term(self) -> str:
        """What the rung is called in a reference: phần, mục, tiểu mục, khoản, điểm."""
        return self.rung.term or _TERMS.get(self.rung.format, "")

    @property
    def location(self) -> str:
        """The full reference, from the inside out: `điểm a khoản 2 mục IV`."""
        own = f"{self.term} {self.number}".strip() if self.number else ""
        above = self.parent.location if self.parent else ""
        return " ".join(text for text in (own, above) if text)


@dataclass(frozen=True, slots=True)
class Outline:
    """The numbered tree, with its entries by id."""

    roots: tuple[Entry, ...]
    by_id: dict[str, Entry]
    diagnostics: tuple[Diagnostic, ...]


def number(nodes: Sequence[Node], ladder: Sequence[Rung]) -> Outline:
    """Return the tree with its numbers; ids that stand twice and unknown rungs are findings."""
    numbering = _Numbering(tuple(ladder))
    roots = tuple(numbering.entries(nodes, None, ladder[0]))
    by_id: dict[str, Entry] = {}
    for entry in _walk(roots):
        if entry.node.id is None:
            continue
        if entry.node.id in by_id:
            numbering.diagnostics.append(
                Diagnostic("plan.duplicate-id", {"id": entry.node.id}, path=entry.node.path)
            )
        by_id.setdefault(entry.node.id, entry)
    return Outline(roots, by_id, tuple(numbering.diagnostics))


def next_rung(ladder: Sequence[Rung], depth: int, *, titled: bool) -> Rung:
    """Return the rung of what stands below a place of the ladder and names no rung itself."""
    wanted = (*HEADS, *BULLETS) if titled else BULLETS
    below = [rung for rung in ladder[depth + 1 :] if rung.format in wanted]
    heads = [rung for rung in below if rung.format in HEADS]
    return (heads or below or [ladder[-1]])[0]


def _walk(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _walk(entry.children)


class _Numbering:
    """Gives each list of siblings its rung of the ladder."""

    def __init__(self, ladder: tuple[Rung, ...]) -> None:
        self.ladder = ladder
        self.formats = [rung.format for rung in ladder]
        self.diagnostics: list[Diagnostic] = []

    def entries(self, nodes: Sequence[Node], parent: Entry | None, rung: Rung) -> list[Entry]:
        """Return the siblings numbered from 1 on one rung, with all that is below them."""
        found = []
        for position, node in enumerate(nodes, 1):
            entry = Entry(node, rung, position, parent)
            if node.children:
                below = self._below(node, entry)
                entry.children.extend(self.entries(node.children, entry, below))
            found.append(entry)
        return found

    def _below(self, node: Node, entry: Entry) -> Rung:
        """Return the rung of a node's children: the one it names, or the next of the ladder."""
        if node.numbering == "none":
            return _NONE
        if node.numbering is not None:
            return self._named(node)
        titled = any(child.entitled for child in node.children)
        return next_rung(self.ladder, self._depth(entry), titled=titled)

    def _named(self, node: Node) -> Rung:
        if node.numbering in self.formats:
            return self.ladder[self.formats.index(node.numbering)]
        parameters = {"rung": str(node.numbering), "ladder": " ".join(self.formats)}
        self.diagnostics.append(Diagnostic("plan.rung-not-in-ladder", parameters, path=node.path))
        return self.ladder[-1]

    def _depth(self, entry: Entry) -> int:
        """Return the place on the ladder of an entry, or of the nearest numbered one above."""
        above: Entry | None = entry
        while above is not None and above.rung.format == "none":
            above = above.parent
        return self.formats.index(above.rung.format) if above else -1
