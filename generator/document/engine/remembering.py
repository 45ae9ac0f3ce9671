"""What a loop made of an item, kept for the next document that brings the very same item.

The documents of one master share most of their parts as the same objects. A loop whose body reads
nothing but its item writes the same for the same item, as long as nobody changes it.
"""

import threading
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import Environment, meta, nodes

from generator.document.engine.writing import Ledger

REMEMBERED = "kehoach_remembered"
_PURE = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.If, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Filter, nodes.Test,
)  # fmt: skip
_PURE_FILTERS = frozenset({"length", "count", "upper", "lower", "trim", "escape", "e"})


SPAN = 16
"""What so many documents wrote is kept while as many others are written, then forgotten."""


class _Kept(NamedTuple):
    """What was written for an item, and what that brought to the document's ledger."""

    item: object
    text: str
    doubt: str
    paragraphs: bool


class _Documents(threading.local):
    """What the documents rendered in this thread wrote lately, and those before them."""

    def __init__(self) -> None:
        self.count = 0
        self.before: dict[tuple[int, int], _Kept] = {}
        self.now: dict[tuple[int, int], _Kept] = {}


@dataclass(frozen=True, slots=True)
class Remembered:
    """The memory of a template's loops: as much as a few documents hold, for each thread."""

    ledger: Ledger
    _documents: _Documents = field(default_factory=_Documents)

    def next_document(self) -> None:
        """Begin a document; what no document of late has used is forgotten from time to time."""
        documents = self._documents
        documents.count += 1
        if documents.count % SPAN == 0:
            documents.before, documents.now = documents.now, {}

    def recall(self, loop: int, item: object) -> str | None:
        """Return what a loop wrote for an item; None where that is not known."""
        documents, key = self._documents, (loop, id(item))  # kept with its item: no id comes twice
        kept = documents.now.get(key)
        if kept is None:
            kept = documents.before.get(key)
            if kept is None:
                return None
            documents.now[key] = kept
        if kept.doubt or kept.paragraphs:
            self._bring(kept.doubt, paragraphs=kept.paragraphs)
        return kept.text

    def begin(self) -> tuple[str, bool]:
        """Return what the ledger holds, which is set aside while an item is written."""
        ledger = self.ledger
        held = ledger.doubt, ledger.paragraphs
        ledger.doubt, ledger.paragraphs = "", False
        return held

    def keep(self, loop: int, item: object, text: str, held: tuple[str, bool]) -> str:
        """Return what a loop wrote for an item, kept unless it belongs to one document only."""
        ledger = self.ledger
        kept = _Kept(item, text, ledger.doubt, ledger.paragraphs)
        if ledger.reference is None:
            self._documents.now[loop, id(item)] = kept
        ledger.doubt, ledger.paragraphs = held
        self._bring(kept.doubt, paragraphs=kept.paragraphs)
        return text

    def _bring(self, doubt: str, *, paragraphs: bool) -> None:
        ledger = self.ledger
        ledger.doubt = ledger.doubt or doubt
        ledger.paragraphs = ledger.paragraphs or paragraphs


def mark_loops(environment: Environment, tree: nodes.Template) -> None:
    """Mark the outermost loops of a template that may be remembered, each by a number."""
    marked = 0
    stack: list[nodes.Node] = list(tree.body)
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.For) and _is_pure(environment, node):
            setattr(node, REMEMBERED, marked)
            marked += 1
        else:
            stack += node.iter_child_nodes()


def _is_pure(environment: Environment, loop: nodes.For) -> bool:
    """Return whether the body of a loop reads its item only, and changes nothing."""
    if not isinstance(loop.target, nodes.Name) or loop.test or loop.else_ or loop.recursive:
        return False
    body = nodes.Template(loop.body, lineno=1)
    body.set_environment(environment)
    if any(not isinstance(node, _PURE) for node in body.find_all(nodes.Node)):
        return False
    if any(node.name not in _PURE_FILTERS for node in body.find_all(nodes.Filter)):
        return False
    return meta.find_undeclared_variables(body) <= {loop.target.name}
