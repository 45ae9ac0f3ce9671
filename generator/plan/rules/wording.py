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
    Typed,
    outside_expressions,
    rule,
    text_rule,
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


@text_rule("number-by-hand", Severity.WARNING)
def number_by_hand(_case: Case, texts: Sequence[Typed]) -> Iterable[Finding]:
    """Find numbers of the plan's own parts typed in prose, where `ref` would follow the tree."""
    for typed in texts:
        for reference in _references(typed.text) if typed.template else ():
            yield Finding(typed.path, {"text": reference}, reference.split()[0])


@lru_cache(maxsize=8192)
def _references(text: str) -> tuple[str, ...]:
    """Return the references to the plan's own parts; the units of a master share texts."""
    words = outside_expressions(text)
    return tuple(
        match.group()
        for match in _REFERENCE.finditer(words)
        if not ELSEWHERE.match(words[match.end() :])
    )


@text_rule("gap-left", Severity.WARNING)
def gap_left(_case: Case, texts: Sequence[Typed]) -> Iterable[Finding]:
    """Find places that a person still has to fill in."""
    for typed in texts:
        if gap := _gap(typed.text):
            yield Finding(typed.path, {"text": gap})


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


@text_rule("unit-spelling", Severity.WARNING)
def unit_spelling(case: Case, texts: Sequence[Typed]) -> Iterable[Finding]:
    """Find names of units and agencies that the text spells otherwise than the register."""
    agencies = case.memory.remembered(
        "agencies", lambda: tuple(_misspelt(texts, dict(_agency_names(case.plan))))
    )
    yield from _misspelt(texts, dict(_unit_names(case.plan)))
    yield from agencies


def _misspelt(texts: Sequence[Typed], names: dict[tuple[str, ...], str]) -> Iterator[Finding]:
    """Yield the names that texts spell otherwise; `names` are by their folded words."""
    lengths = sorted({len(key) for key in names if len(key) > 1})
    first = frozenset(key[0] for key in names if key)
    for typed in texts:
        for spelling, name in (
            _variants(typed.text, names, lengths, first) if typed.template else ()
        ):
            yield Finding(typed.path, {"spelling": spelling, "name": name}, spelling.split()[0])


def _unit_names(plan: Plan) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the names of the issuer and the units above it by their folded words."""
    unit: Unit | None = plan.issuer
    while unit is not None:
        yield _key(unit.name), unit.name
        unit = unit.parent


def _agency_names(plan: Plan) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the names of agencies that have one of their own by their folded words."""
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
