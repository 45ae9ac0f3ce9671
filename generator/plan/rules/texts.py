"""The texts of a plan as typed, field by field, for the rules about words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from generator.plan.fields import Path, Template
from generator.plan.model import Plan, Record
from generator.vietnamese import folded

_LIST = "review"  # what is still to be looked at is about the plan, not part of it
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1024)
def outside_expressions(template: str) -> str:
    """Return a template with its expressions blanked out, so that only typed words remain."""
    return _EXPRESSION.sub(lambda match: " " * len(match.group()), template)


@dataclass(frozen=True, slots=True)
class Typed:
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


def field_texts(plan: Plan, name: str) -> Texts:
    """Return the texts of one field of a plan."""
    found: list[Typed] = []
    if name == _LIST:
        return Texts(())
    _, key, marked = next(known for known in _fields(Plan) if known[0] == name)
    _collect(getattr(plan, name), (key,), marked, found)
    return Texts(tuple(found))


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
        given = value.model_fields_set
        for name, key, marked in _fields(type(value)):
            if name in given and (path or name != _LIST):
                _collect(getattr(value, name), (*path, key), marked, found)
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
