"""Rules about the words: numbers typed by hand, gaps left open, names spelt in several ways."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.diagnostics import Severity
from generator.plan.rules.references import owned_items
from generator.plan.rules.registry import Case, Finding, rule, text_rule
from generator.plan.rules.texts import Texts, outside_expressions, words
from generator.registers.spoken import ELSEWHERE

_NOT_A_PART = "".join(
    f"(?<!{word} )"
    for word in ("cao", "thời", "quan", "địa", "danh", "tài", "một", "mỗi", "các", "những", "hạng")
)
_REFERENCE = re.compile(
    rf"(?i:\b{_NOT_A_PART}(?:tiểu mục|mục|khoản|điểm|phần)) "
    r"(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])\b(?![%/]| (?:triệu|tỷ|nghìn|đồng))"
    r"(?:,? (?:và |thuộc |tiểu mục |mục |khoản |điểm |phần )*(?:\d+(?:\.\d+)*|[IVX]+)\b)*"
)
_BREAK = re.compile(r"[:;]|\n")  # two phrases are no name
_GAP = re.compile(r"(?<![\w.,])…|\.{4,}|_{3,}|\[[^\]]*\]")


@text_rule("number-by-hand", Severity.WARNING)
def number_by_hand(_case: Case, texts: Texts) -> Iterable[Finding]:
    """Find numbers of the plan's own parts typed in prose, where `ref` would follow the tree."""
    for typed in texts:
        for reference in _references(typed.text) if typed.template else ():
            yield Finding(typed.path, {"text": reference}, reference.split()[0])


@lru_cache(maxsize=1024)
def _references(text: str) -> tuple[str, ...]:
    """Return the references to the plan's own parts; the units of a master share texts."""
    words = outside_expressions(text)
    return tuple(
        match.group()
        for match in _REFERENCE.finditer(words)
        if not ELSEWHERE.match(words[match.end() :])
    )


@text_rule("gap-left", Severity.WARNING)
def gap_left(_case: Case, texts: Texts) -> Iterable[Finding]:
    """Find places that a person still has to fill in."""
    for typed in texts:
        if gap := _gap(typed.text):
            yield Finding(typed.path, {"text": gap})


@lru_cache(maxsize=1024)
def _gap(text: str) -> str:
    match = _GAP.search(outside_expressions(text))
    return match.group() if match else ""


@rule("item-empty", Severity.ERROR)
def item_empty(case: Case) -> Iterable[Finding]:
    """Find items that would print a number or a dash and nothing else."""
    for path, item, _ in owned_items(case.plan):
        if not (item.title or item.text or item.items or item.derived or item.table):
            yield Finding(path)


Names = dict[str, dict[tuple[str, ...], str]]
"""Proper names by their folded words, under the first of these words."""


@text_rule("unit-spelling", Severity.WARNING)
def shared_spelling(case: Case, texts: Texts) -> Iterable[Finding]:
    """Find names of agencies, and of units above, that the text spells otherwise."""
    names = case.memory.remembered("names", lambda: _named(_shared(case)))
    return _misspelt(texts, names)


@rule("unit-spelling", Severity.WARNING)
def unit_spelling(case: Case) -> Iterable[Finding]:
    """Find the issuer's name where the text spells it otherwise.

    A rule of its own: the units of a master share the other names and nearly all texts.
    """
    own = _named([case.issuer.name])
    for texts in case.texts():
        yield from _misspelt(texts, own)


def _misspelt(texts: Texts, named: Names) -> Iterator[Finding]:
    """Yield the places where texts spell a name otherwise."""
    for first, names in named.items():
        for typed in texts.by_word.get(first, ()):
            for spelling, name in _variants(typed.text, first, names):
                yield Finding(typed.path, {"spelling": spelling, "name": name}, spelling.split()[0])


def _named(names: Iterable[str]) -> Names:
    """Return names of two words and more by their folded words."""
    found: Names = {}
    for name in names:
        key = _key(name)
        if len(key) > 1:
            found.setdefault(key[0], {})[key] = name
    return found


def _shared(case: Case) -> Iterator[str]:
    """Yield the names of the units above the issuer, and of agencies that have one of their own."""
    unit = case.issuer.parent
    while unit is not None:
        yield unit.name
        unit = unit.parent
    for agency in case.plan.agencies:
        if not agency.collective:
            yield from (agency.name, agency.short or "")


def _key(name: str) -> tuple[str, ...]:
    return words(name).folded


def _variants(
    text: str, first: str, names: dict[tuple[str, ...], str]
) -> Iterator[tuple[str, str]]:
    """Yield (spelling, name) where the words of a name are written with other letters or signs."""
    whole = words(text)
    for start in (index for index, word in enumerate(whole.folded) if word == first):
        for key, name in names.items():
            if whole.folded[start : start + len(key)] == key:
                spelling = whole.text[whole.spans[start][0] : whole.spans[start + len(key) - 1][1]]
                if _differs(spelling, name) and not _BREAK.search(spelling):
                    yield spelling, name


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
