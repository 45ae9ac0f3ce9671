"""Years in a plan: those typed in prose, and what each year of the finished text comes from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from generator.plan.composition import Block, Composition, compose
from generator.plan.conditions import for_issuer
from generator.plan.fields import Path
from generator.plan.model import Deadline, Plan, Task
from generator.plan.rules.texts import outside_expressions

PROSE = "prose"
_NUMBER = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?(?![\d/]|[.,]\d)")
_UNTIL = re.compile(r"(?:đến|hết)(?: hết)? năm $")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_SHOWN = 240
_STAND_IN = 1111


@dataclass(frozen=True, slots=True)
class YearUse:
    """A year in the finished text: in which block, with the words around it, and whence it comes.

    The source is period, bases, programme, terms, targets, deadlines, or prose: typed by hand.
    """

    path: Path
    year: int
    source: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Named:
    """Years named in a text: one year, or the first and last of a span; a year may be an end."""

    first: int
    last: int
    until: bool


def named_years(text: str) -> list[Named]:
    """Return the years a text names, outside dates, numbers of documents and expressions."""
    words = outside_expressions(text)
    return [
        Named(int(m[1]), int(m[2] or m[1]), bool(m[2] or _UNTIL.search(words[: m.start()])))
        for m in _SPAN.finditer(words)
    ]


def sentence_of(text: str, start: int) -> str:
    """Return the sentence around a place in a text, cut to what a list can show."""
    ends = _ends(text)
    after = bisect_right(ends, start)
    first, last = ends[after - 1], ends[after] if after < len(ends) else len(text)
    if last - first > _SHOWN:
        first = max(first, start - _SHOWN // 2)
        last = min(last, first + _SHOWN)
    return " ".join(text[first:last].split())


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    """Return where the sentences of a text begin."""
    return (0, *(match.end() for match in _SENTENCE_END.finditer(text)))


def years_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the years typed in a text, each with its sentence, a sentence once."""
    told = set()
    for match in _SPAN.finditer(outside_expressions(text)):
        sentence = sentence_of(text, match.start())
        if sentence not in told:
            told.add(sentence)
            yield match.group(), sentence


def year_uses(plan: Plan) -> tuple[YearUse, ...]:
    """Return every year of the finished text with what it comes from.

    The plan is composed again with the years of one part of the model changed at a time: what then
    reads otherwise comes from that part, what never does was typed by hand.
    """
    decided = for_issuer(plan).plan
    lines = list(_lines(compose(decided)))
    numbers = [_NUMBER.findall(text) for _, text in lines]
    sources = [[PROSE] * len(found) for found in numbers]
    for name, change in _PARTS.items():
        for index, (_, text) in enumerate(_lines(compose(change(decided)))):
            other = _NUMBER.findall(text)
            for position, number in enumerate(numbers[index]):
                if other[position : position + 1] != [number]:
                    sources[index][position] = name
    return tuple(_uses(lines, sources))


def _uses(lines: list[tuple[Path, str]], sources: list[list[str]]) -> Iterator[YearUse]:
    for (path, text), names in zip(lines, sources, strict=True):
        for match, name in zip(_NUMBER.finditer(text), names, strict=True):
            if _YEAR.fullmatch(match.group()):
                around = text[max(0, match.start() - 30) : match.end() + 12]
                yield YearUse(path, int(match.group()), name, " ".join(around.split()))


def _lines(composition: Composition) -> Iterator[tuple[Path, str]]:
    """Yield the paragraphs and cells of a finished plan in order."""
    yield ("subject",), composition.subject
    yield ("notice",), composition.notice
    for text in (*composition.bases, *composition.opening):
        yield ("opening",), text
    for block in composition.body:
        yield from _block(block)
    for index, appendix in enumerate(composition.appendices):
        yield ("appendices", index, "title"), appendix.title
        for block in appendix.blocks:
            yield from _block(block)
    for text in composition.recipients:
        yield ("recipients",), text


def _block(block: Block) -> Iterator[tuple[Path, str]]:
    for text in (block.title, block.text):
        yield block.path, text
    for row in block.rows:
        for text in row.cells.values():
            yield block.path, text
    for cells in block.cells:
        for text in cells:
            yield block.path, text


def _masked(text: str | None) -> str | None:
    return text and _NUMBER.sub(str(_STAND_IN), text)


def _shifted(day: Any) -> Any:
    """Return a date in the stand-in year; a day without a year follows the period."""
    return date(_STAND_IN, day.month, min(day.day, 28)) if isinstance(day, date) else day


def _with(record: Any, **changes: Any) -> Any:
    return record.model_copy(update=changes)


def _period(plan: Plan) -> Plan:
    years = plan.period
    return _with(plan, period=_with(years, first=years.first + 1, last=years.last + 1))  # type: ignore[no-any-return]


def _bases(plan: Plan) -> Plan:
    masked = tuple(
        _with(b, number=_masked(b.number), about=_masked(b.about), date=_shifted(b.date))
        for b in plan.bases
    )
    return _with(plan, bases=masked)  # type: ignore[no-any-return]


def _programme(plan: Plan) -> Plan:
    if plan.programme is None:
        return plan
    period = _with(plan.programme.period, first=_STAND_IN, last=_STAND_IN + 1)
    name, short = _masked(plan.programme.name), _masked(plan.programme.short)
    return _with(plan, programme=_with(plan.programme, name=name, short=short, period=period))  # type: ignore[no-any-return]


def _terms(plan: Plan) -> Plan:
    return _with(plan, terms=tuple(_with(t, text=_masked(t.text)) for t in plan.terms))  # type: ignore[no-any-return]


def _targets(plan: Plan) -> Plan:
    dated = tuple(_with(t, baseline_year=_STAND_IN) if t.baseline_year else t for t in plan.targets)
    return _with(plan, targets=dated)  # type: ignore[no-any-return]


def _deadlines(plan: Plan) -> Plan:
    reports = tuple(_with(r, close=_shifted(r.close), due=_due(r.due)) for r in plan.reports)
    return _with(plan, reports=reports, tasks=tuple(map(_task, plan.tasks)))  # type: ignore[no-any-return]


def _due(due: Deadline | None) -> Deadline | None:
    names = ("before", "by", "until", "after")
    return due and _with(due, **{name: _shifted(getattr(due, name)) for name in names})


def _task(task: Task) -> Task:
    return _with(task, due=_shifted(task.due), tasks=tuple(map(_task, task.tasks)))  # type: ignore[no-any-return]


_PARTS: dict[str, Callable[[Plan], Plan]] = {
    "period": _period,
    "bases": _bases,
    "programme": _programme,
    "terms": _terms,
    "targets": _targets,
    "deadlines": _deadlines,
}
