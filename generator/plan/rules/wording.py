"""Rules about the words: numbers typed by hand, gaps left open, names spelt in several ways."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from generator.diagnostics import Severity
from generator.plan.model import Plan, Unit
from generator.plan.rules.references import owned_items
from generator.plan.rules.registry import (
    ELSEWHERE,
    Case,
    Finding,
    outside_expressions,
    rule,
)
from generator.vietnamese import folded

_NOT_A_PART = "".join(
    f"(?<!{word} )"
    for word in ("cao", "thời", "quan", "địa", "danh", "tài", "một", "mỗi", "các", "những", "hạng")
)
_REFERENCE = re.compile(
    rf"(?i:\b{_NOT_A_PART}(?:tiểu mục|mục|khoản|điểm|phần)) "
    r"(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])\b(?![%/]| (?:triệu|tỷ|nghìn|đồng))"
    r"(?:,? (?:và |thuộc |tiểu mục |mục |khoản |điểm |phần )*(?:\d+(?:\.\d+)*|[IVX]+)\b)*"
)
_GAP = re.compile(r"(?<![\w.,])…|\.{4,}|_{3,}|\[[^\]]*\]")
_TOKEN = re.compile(r"[^\W_]+")


@rule("number-by-hand", Severity.WARNING)
def number_by_hand(case: Case) -> Iterable[Finding]:
    """Find numbers of the plan's own parts typed in prose, where `ref` would follow the tree."""
    for path, text in case.typed:
        for reference in _references(text):
            yield Finding(path, {"text": reference}, reference.split()[0])


@lru_cache(maxsize=8192)
def _references(text: str) -> tuple[str, ...]:
    """Return the references to the plan's own parts; the units of a master share texts."""
    words = outside_expressions(text)
    return tuple(
        match.group()
        for match in _REFERENCE.finditer(words)
        if not ELSEWHERE.match(words[match.end() :])
    )


@rule("gap-left", Severity.WARNING)
def gap_left(case: Case) -> Iterable[Finding]:
    """Find places that a person still has to fill in."""
    for text in case.texts:
        if gap := _gap(text.text):
            yield Finding(text.path, {"text": gap})


@lru_cache(maxsize=8192)
def _gap(text: str) -> str:
    match = _GAP.search(outside_expressions(text))
    return match.group() if match else ""


@rule("item-empty", Severity.ERROR)
def item_empty(case: Case) -> Iterable[Finding]:
    """Find items that would print a number or a dash and nothing else."""
    for path, item, _ in owned_items(case.plan):
        if not (item.title or item.text or item.items or item.derived or item.table):
            yield Finding(path)


@rule("unit-spelling", Severity.WARNING)
def unit_spelling(case: Case) -> Iterable[Finding]:
    """Find names of units and agencies that the text spells otherwise than the register."""
    names = dict(_names(case.plan))
    lengths = sorted({len(key) for key in names if len(key) > 1})
    first = frozenset(key[0] for key in names if key)
    for path, text in case.typed:
        for spelling, name in _variants(text, names, lengths, first):
            yield Finding(path, {"spelling": spelling, "name": name}, spelling.split()[0])


def _names(plan: Plan) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return the proper names of the plan by their folded words, two words and more."""
    unit: Unit | None = plan.issuer
    while unit is not None:
        yield _key(unit.name), unit.name
        unit = unit.parent
    for agency in plan.agencies:
        if not agency.collective:
            for name in (agency.name, agency.short or ""):
                yield _key(name), name


def _key(name: str) -> tuple[str, ...]:
    return tuple(map(folded, _TOKEN.findall(name)))


def _variants(
    text: str, names: dict[tuple[str, ...], str], lengths: Sequence[int], first: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Return (spelling, name) where the words of a name are written with other letters or signs."""
    words, keys, spans = _words(text)
    if first.isdisjoint(keys):
        return
    for start in range(len(keys)):
        for length in lengths if keys[start] in first else ():
            name = names.get(keys[start : start + length])
            if name is None or start + length > len(keys):
                continue
            spelling = words[spans[start][0] : spans[start + length - 1][1]]
            if _differs(spelling, name) and "\n" not in spelling:
                yield spelling, name


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Return a text outside its expressions, its words folded, and where each stands."""
    words = outside_expressions(text)
    tokens = list(_TOKEN.finditer(words))
    return words, tuple(folded(t.group()) for t in tokens), tuple(t.span() for t in tokens)


def _differs(spelling: str, name: str) -> bool:
    """Return whether a spelling is another than the register's; capitals of a heading are not."""
    same = (name, name.upper(), name[:1].lower() + name[1:], name[:1].upper() + name[1:])
    return (
        spelling[:1].isupper()
        and spelling not in same
        and any(
            a[:1].isupper() != b[:1].isupper() or a.lower() != b.lower()
            for a, b in zip(spelling.split(), name.split(), strict=False)
        )
    )
