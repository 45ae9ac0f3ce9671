"""What the context of a template holds: which names each value of it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Optional

from generator.document.context import FIELDS


@dataclass(frozen=True, slots=True)
class Shape:
    """A value of the context: its kind, its members, and what a loop over it gives.

    The kind `object` says that nothing is known about the value. `other` is the shape of the
    members whose names only a plan knows.
    """

    kind: type = object
    members: Mapping[str, "Shape"] = field(default_factory=dict)
    each: Optional["Shape"] = None
    other: Optional["Shape"] = None

    def member(self, name: str) -> Optional["Shape"]:
        """Return the member or method of a name, or None when there is none."""
        if self.kind is object or (self.kind is not dict and hasattr(self.kind, name)):
            return ANY
        return self.members.get(name) or self.other or (ANY if hasattr(self.kind, name) else None)

    def element(self) -> "Shape":
        """Return what a loop over the value gives."""
        return self.each or (TEXT if self.kind is dict else ANY)


ANY = Shape()
WRONG = Shape()  # what was reported already
TEXT = Shape(str)


def _record(names: str, **others: Shape) -> Shape:
    return Shape(dict, {**dict.fromkeys(names.split(), TEXT), **others})


def _many(each: Shape) -> Shape:
    return Shape(list, each=each)


_CELL = _record("text align")
_ROW = Shape(
    dict,
    _record(
        "kind index title task lead support due product name unit baseline change end note"
        " sender recipient frequency close"
    ).members,
    each=_CELL,
)
_BLOCK = _record(
    "kind number title text baseline_title change_title end_title",
    rows=_many(_ROW),
    columns=_many(_record("title")),
    has_baseline=ANY,
    has_change=ANY,
    has_note=ANY,
)
_PART = _record("label title attached ends", rule=ANY, signed=ANY, blocks=_many(_BLOCK))

CONTEXT: Mapping[str, Shape] = {
    **dict.fromkeys(FIELDS, TEXT),
    "issuer_lines": _many(TEXT),
    "issuer_rule": ANY,
    "subject_rule": ANY,
    "bases": _many(TEXT),
    "opening": _many(TEXT),
    "recipients": _many(TEXT),
    "parts": _many(_PART),
    "sections": Shape(dict, other=_many(_BLOCK)),
    "signature": _record("name", lines=_many(TEXT)),
    "document": _record("title subject author"),
}


def loop_over(each: Shape) -> Shape:
    """Return what `loop` offers inside a loop over such values."""
    names = "index index0 revindex revindex0 first last length depth depth0 cycle changed"
    return Shape(dict, {**dict.fromkeys(names.split(), ANY), "previtem": each, "nextitem": each})
