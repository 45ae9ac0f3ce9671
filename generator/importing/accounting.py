"""Every word of a document is in the plan or in a list: this is where they are counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.importing.grid import grid_of
from generator.importing.words import missing_runs, words
from generator.plan.composition import Block, Composition
from generator.plan.fields import Path
from generator.plan.model import Plan
from generator.reading.anatomy import Anatomy, Located, Role
from generator.vietnamese import format_date_words

_BODY = {
    Role.SUBJECT, Role.BASIS, Role.OPENING, Role.HEADING, Role.CLAUSE, Role.BULLET, Role.TEXT,
    Role.TABLE, Role.CLOSING,
}  # fmt: skip
_FRAME = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc Kế hoạch Nơi nhận"
"""Words that every printed plan carries (NĐ 30/2020 Phụ lục I mục II.1, II.5, II.9)."""
STANDARD = (
    ("index", "TT"), ("task", "Nhiệm vụ"), ("lead", "Cơ quan chủ trì"),
    ("support", "Cơ quan phối hợp"), ("due", "Thời hạn"), ("product", "Sản phẩm"),
)  # fmt: skip
"""The columns of the assignment table that the shipped templates print (data/standards)."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of a part of the document that the plan does not print."""

    part: Located
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What of a document is not in the plan, and what the plan prints besides."""

    left: tuple[Unplaced, ...]
    added: Counter[str]
    total: int


def account(anatomy: Anatomy, plan: Plan, composition: Composition) -> Account:
    """Return where every word of a document went.

    The words of the document are those of the plan, without `added`, and those `left`.
    """
    body = [part for part in anatomy.parts if part.role in _BODY]
    frame = [part for part in anatomy.parts if part.role not in _BODY]
    lines = [line for part in body for line in _source(part)]
    owner = [part for part in body for _ in _source(part)]
    left, added = _aligned(lines, owner, [tuple(words(line)) for line in body_lines(composition)])
    spare = Counter(words(" ".join(frame_lines(plan, composition))))
    for part in frame:
        own = [word for line in _source(part) for word in line]
        lacking = _taken(own, spare)
        if lacking:
            left.append(Unplaced(part, tuple(lacking)))
    added += spare
    kept, added = _moved(left, added)
    total = sum(map(len, lines)) + sum(len(w) for part in frame for w in _source(part))
    return Account(tuple(kept), added, total)


def body_lines(
    composition: Composition, swaps: Mapping[Path, Sequence[str]] | None = None
) -> list[str]:
    """Return the lines of a plan from subject to closing, then those of its appendices.

    `swaps` are lines to give in place of those of the tables at some places of the plan.
    """
    found = [composition.subject, *composition.bases, *composition.opening]
    parts = [composition.body, *(attachment.blocks for attachment in composition.appendices)]
    for block in (block for blocks in parts for block in blocks):
        table = block.table is not None or bool(block.rows)
        path = block.path[:-1] if block.path[-1:] == ("table",) else block.path
        swapped = swaps.get(path) if swaps and table else None
        found += block_lines(block) if swapped is None else swapped
    return found


def frame_lines(plan: Plan, composition: Composition) -> list[str]:
    """Return the lines around the text of a plan: letterhead, ending, labels of appendices."""
    issuer = f"Ủy ban nhân dân {plan.issuer.full_name}"
    number = f"{plan.number:02d}/{plan.symbol}" if plan.number else plan.symbol
    day = format_date_words(plan.issued_on) if plan.issued_on else "ngày tháng năm"
    year = "" if plan.issued_on else str(plan.period.first)
    found = [_FRAME, issuer, f"Số: {number}", f"{plan.place or plan.issuer.name}, {day} {year}"]
    found += [composition.notice, *composition.recipients, *composition.signature]
    found.append(plan.signature.name or "")
    for attachment in composition.appendices:
        found += [attachment.label, attachment.title]
        found.append(f"(Kèm theo Kế hoạch số {number} {day} {year} của {issuer})")
    return found


def block_lines(block: Block) -> Iterable[str]:
    """Yield the lines of a block: its paragraph, or its rows cell by cell."""
    if block.table is None and not block.rows:
        yield " ".join(text for text in (block.number, block.title, block.text) if text)
    for row in block.cells:
        yield " ".join(row)
    if block.kind == "assignment_table":
        yield " ".join(title for _, title in STANDARD)
    for made in block.rows:
        index = made.cells.get("index", "")
        yield " ".join([index, *(text for name, text in made.cells.items() if name != "index")])


def _source(part: Located) -> list[tuple[str, ...]]:
    """Return the words of a part, line by line."""
    if part.table is not None:
        return [tuple(words(" ".join(row))) for row in grid_of(part.table)]
    first, *rest = part.text.split("\n")
    return [tuple(words(line)) for line in (f"{part.marker} {first}", *rest)]


def _aligned(
    source: Sequence[tuple[str, ...]], owner: Sequence[Located], made: Sequence[tuple[str, ...]]
) -> tuple[list[Unplaced], Counter[str]]:
    """Return the words of source lines that are not made, and the words that are made besides."""
    left: list[Unplaced] = []
    added: Counter[str] = Counter()
    matcher = SequenceMatcher(a=source, b=made, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        flat = [(word, owner[n]) for n in range(a, b) for word in source[n]]
        other = [word for line in made[c:d] for word in line]
        one = [word for word, _ in flat]
        runs = missing_runs(one, other)
        added.update(other)
        added.subtract(one)
        for start, end in runs:
            added.update(one[start:end])
            left += _by_part(flat[start:end])
    return left, +added


def _by_part(run: Sequence[tuple[str, Located]]) -> Iterable[Unplaced]:
    """Yield a run of words cut where one part ends and the next begins."""
    start = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or run[end][1] is not run[start][1]:
            yield Unplaced(run[start][1], tuple(word for word, _ in run[start:end]))
            start = end


def _taken(own: Sequence[str], spare: Counter[str]) -> list[str]:
    """Take words from those that are there; return those that are not."""
    lacking = []
    for word in own:
        if spare[word] > 0:
            spare[word] -= 1
        else:
            lacking.append(word)
    return lacking


def _moved(left: list[Unplaced], added: Counter[str]) -> tuple[list[Unplaced], Counter[str]]:
    """Leave out the words that stand elsewhere in the plan."""
    kept = []
    added = +added
    for unplaced in left:
        wanted = Counter(unplaced.words)
        if all(added[word] >= count for word, count in wanted.items()):
            added -= wanted
        else:
            kept.append(unplaced)
    return kept, added
