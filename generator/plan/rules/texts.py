"""The texts of a plan as typed, field by field, for the rules about words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from itertools import chain
from typing import Any, NamedTuple

from generator.plan.fields import Path, Template
from generator.plan.memory import Memory
from generator.plan.model import Plan, Record
from generator.vietnamese import folded

_LIST = "review"  # what is still to be looked at is about the plan, not part of it
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HOLDING = (str, Record, tuple)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1024)
def outside_expressions(template: str) -> str:
    """Return a template with its expressions blanked out, so that only typed words remain."""
    return _EXPRESSION.sub(lambda match: " " * len(match.group()), template)


class Typed(NamedTuple):
    """A text of a plan as typed, its path in the file, and whether it is a template."""

    path: Path
    text: str
    template: bool


@dataclass(frozen=True)
class Texts:
    """The texts of one field of a plan."""

    typed: tuple[Typed, ...]

    def __iter__(self) -> Iterator[Typed]:
        """Yield each text, in the order of the file."""
        return iter(self.typed)

    @cached_property
    def by_word(self) -> dict[str, list[Typed]]:
        """The templates among them by each folded word that they hold outside expressions."""
        found: dict[str, list[Typed]] = {}
        for typed in self.typed:
            for word in dict.fromkeys(words(typed.text).folded) if typed.template else ():
                found.setdefault(word, []).append(typed)
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """A text outside its expressions, its words folded, and where each stands."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1024)
def words(text: str) -> Words:
    """Return the words of a text; the units of a master share most texts."""
    outside = outside_expressions(text)
    found = list(_WORD.finditer(outside))
    return Words(outside, tuple(folded(w.group()) for w in found), tuple(w.span() for w in found))


def field_texts(plan: Plan, name: str, memory: Memory) -> Texts:
    """Return the texts of one field of a plan; those of a record in it from memory."""
    if name == _LIST:
        return Texts(())
    _, key, marked = next(known for known in _fields(Plan) if known[0] == name)
    value = getattr(plan, name)
    if type(value) is not tuple:
        return Texts(_collected(value, (key,), marked))
    of_parts = (
        memory.remembered(index, partial(_collected, part, (key, index), marked), owner=part)
        for index, part in enumerate(value)
    )
    return Texts(tuple(chain.from_iterable(of_parts)))


def _collected(value: Any, path: Path, template: bool) -> tuple[Typed, ...]:
    found: list[Typed] = []
    _collect(value, path, template, found)
    return tuple(found)


def all_texts(plan: Plan) -> list[Typed]:
    """Return every text of a plan as typed, names and numbers of documents included."""
    found: list[Typed] = []
    _collect(plan, (), False, found)
    return found


def _collect(value: Any, path: Path, template: bool, found: list[Typed]) -> None:
    """Add the texts of a value; a list that is filled costs half of nested generators."""
    if isinstance(value, str):
        found.append(Typed(path, value, template))
    elif isinstance(value, Record):
        given, values = value.model_fields_set, vars(value)
        for name, key, marked in _fields(type(value)):
            part = values[name]
            if isinstance(part, _HOLDING) and name in given and (path or name != _LIST):
                _collect(part, (*path, key), marked, found)
    elif type(value) is tuple:
        for index, part in enumerate(value):
            _collect(part, (*path, index), template, found)


@cache
def _fields(record: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """Return each field of a class: its name, its key in the file, whether it is a template."""
    return tuple(
        (name, info.alias or name, any(isinstance(mark, Template) for mark in _marks(info)))
        for name, info in record.model_fields.items()
    )


def _marks(info: Any) -> Iterator[object]:
    """Return the annotations of a field, those inside unions and tuples included."""
    yield from info.metadata
    stack = [info.annotation]
    while stack:
        annotation = stack.pop()
        yield from getattr(annotation, "__metadata__", ())
        stack += getattr(annotation, "__args__", ())
