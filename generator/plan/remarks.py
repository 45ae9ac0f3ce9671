"""Where on the page an open item of a plan stands, and what to say there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.plan.composition import Block, Composition
from generator.plan.conditions import Resolved
from generator.plan.fields import Path
from generator.plan.model import Plan, Target
from generator.plan.phrasing import basis_text
from generator.plan.review import GAP, Open, open_items
from generator.plan.rules.texts import all_texts

_CALL = re.compile(r"\btarget\(\s*['\"]([\w-]+)['\"]\s*\)")


@dataclass(frozen=True, slots=True)
class Remark:
    """The words about an open item, and texts of the page beside which they belong, best first."""

    anchors: tuple[str, ...]
    words: tuple[str, ...]


def remarks(typed: Plan, resolved: Resolved, composition: Composition) -> tuple[Remark, ...]:
    """Return a remark for each open item; one whose place is not printed stands at the subject."""
    page = _Page(typed, resolved, composition)
    return tuple(
        Remark((*page.anchors(one), composition.subject), tuple(_words(one)))
        for one in open_items(typed)
    )


def _words(one: Open) -> Iterator[str]:
    yield one.item.why or one.item.kind
    if one.item.suggestion:
        yield one.item.suggestion
    yield one.item.at


class _Page:
    """The finished texts of a plan by where they were typed."""

    def __init__(self, typed: Plan, resolved: Resolved, composition: Composition) -> None:
        """Note the blocks in order, and which typed texts name which targets."""
        self.plan = typed
        self.opening = composition.opening
        self.blocks = list(_placed(resolved, composition))
        self.calls = [(t.path, set(_CALL.findall(t.text))) for t in all_texts(typed) if t.template]

    def anchors(self, one: Open) -> Iterator[str]:
        """Yield texts beside which the remark of an item belongs."""
        match one.path:
            case ("targets", int(index), *_):
                yield from self._target(self.plan.targets[index])
            case ("bases", int(index), *_):
                text = basis_text(self.plan.bases[index], first_mention=True)
                yield from (text.full, text.dated, text.short)
            case ("agencies", int(index), "id" | "name"):
                yield self.plan.agencies[index].name
            case ("terms", int(index), *_):
                yield self.plan.terms[index].text
            case ("reports", int(index), *_):
                yield self.plan.reports[index].name.partition("{")[0]
            case ("signature", *_):
                yield self.plan.signature.name or ""
            case _:
                yield from self._texts(one.path)

    def _target(self, target: Target) -> Iterator[str]:
        """Yield the sentences that name a target, those with a gap first, then its row."""
        paths = [path for path, ids in self.calls if target.id in ids]
        found = [text for path in paths for text in self._texts(path)]
        yield from (text for text in found if GAP in text)
        yield from (target.name, *found)

    def _texts(self, path: Path) -> Iterator[str]:
        """Yield the finished texts that a typed text became."""
        if path[0] == "opening":
            yield from self.opening
        for place, text in self.blocks:
            if place == path[: len(place)] and len(path) - len(place) <= 1:
                yield text


def _placed(resolved: Resolved, composition: Composition) -> Iterator[tuple[Path, str]]:
    """Yield the texts of all blocks with the places where they were typed."""
    appended = (block for appendix in composition.appendices for block in appendix.blocks)
    for block in (*composition.body, *appended):
        for text in _block_texts(block):
            yield resolved.typed_path(block.path), text


def _block_texts(block: Block) -> Iterator[str]:
    yield from (text for text in (block.text, block.title) if text)
    for row in block.rows:
        yield from row.cells.values()
