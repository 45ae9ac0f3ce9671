"""The open items of a plan made from last year's: where each stands, and which are still open.

A clerk closes an item by filling in its place. Only what stays as it was needs a word in the list:
`status: done`, or the item taken out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Diagnostic, Severity
from generator.plan.fields import Path
from generator.plan.model import Plan, ReviewItem, Target

GAP = "……"
UNDECIDED = "plan.review-undecided"
_GAPS = re.compile(r"[.…_\s]*")
_ADDRESS = re.compile(r"[a-z_]+(?:\[[^\[\]]+\]|\.[a-z_]+)*")
_STEP = re.compile(r"([a-z_]+)|\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Open:
    """An item that is still open, its number in the list and its place in the file."""

    item: ReviewItem
    index: int
    path: Path


def values_of(plan: Plan) -> dict[str, Any]:
    """Return the plan as it would be typed: texts, lists and mappings under the file's keys."""
    return plan.model_dump(mode="json", by_alias=True, exclude_unset=True)


def address(values: Any, path: Path) -> str:
    """Return a path by ids where there are some: `targets[giam-ngheo].end`, `items[2].text`."""
    text, part = "", values
    for step in path:
        part = _part(part, step)
        if isinstance(step, int):
            name = part.get("id") if isinstance(part, dict) else None
            text += f"[{name or step + 1}]"
        else:
            text += f".{step}" if text else step
    return text


def located(values: Any, at: str) -> Path | None:
    """Return the path that an address means, or None when the plan has no such place any more."""
    path: Path = ()
    part = values
    for name, key in _STEP.findall(at):
        step = name or _position(part, key)
        if step is None:
            return None
        path, part = (*path, step), _part(part, step)
    return path


def typed_at(values: Any, path: Path) -> Any:
    """Return what stands at a path, None where there is nothing."""
    for step in path:
        values = _part(values, step)
    return values


def open_items(plan: Plan) -> tuple[Open, ...]:
    """Return the items that are still open, in the order of the list."""
    return tuple(_open(plan)) if plan.review else ()


def open_names(plan: Plan, target: Target) -> tuple[str, ...]:
    """Return which figures of a target are blank and wait for a decision: end, change."""
    if not plan.review:
        return ()
    decided = {item.at for item in plan.review if item.status == "decide"}
    names = ("baseline", "change", "end")
    blank = (name for name in names if getattr(target, name) is None)
    return tuple(name for name in blank if f"targets[{target.id}].{name}" in decided)


def examine_review(plan: Plan) -> tuple[Diagnostic, ...]:
    """Return an error for each decision that is open, and one warning for all to be confirmed."""
    found = open_items(plan)
    undecided = [_undecided(one) for one in found if one.item.status == "decide"]
    waiting = [one for one in found if one.item.status == "confirm"]
    if not waiting:
        return tuple(undecided)
    first = waiting[0].item
    parameters = {"count": str(len(waiting)), "first": first.why or first.kind}
    path: Path = ("review", waiting[0].index)
    told = Diagnostic("plan.review-unconfirmed", parameters, Severity.WARNING, path=path)
    return (*undecided, told)


def _undecided(one: Open) -> Diagnostic:
    item = one.item
    parameters = {"at": item.at, "why": item.why or item.kind, "near": item.suggestion or ""}
    return Diagnostic(UNDECIDED, parameters, path=one.path)


def _open(plan: Plan) -> Iterator[Open]:
    values = values_of(plan)
    for index, item in enumerate(plan.review):
        if item.status == "done":
            continue
        if not _ADDRESS.fullmatch(item.at):
            yield Open(item, index, ("review", index, "at"))  # mistyped: it may mean anything
            continue
        path = located(values, item.at)
        if path is not None and _is_open(item, typed_at(values, path)):
            yield Open(item, index, path)


def _is_open(item: ReviewItem, current: Any) -> bool:
    """Return whether a place still holds what the rollover left there."""
    text = _plain(current)
    if item.sentence is not None:
        return _plain(item.sentence) in text
    if item.now is not None:
        return _plain(item.now) == text
    return bool(_GAPS.fullmatch(text))


def _plain(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _part(values: Any, step: str | int) -> Any:
    if isinstance(values, dict):
        return values.get(step)
    if isinstance(values, list) and isinstance(step, int) and step < len(values):
        return values[step]
    return None


def _position(values: Any, key: str) -> int | None:
    """Return the position of a record by its id, or by its number counted from 1."""
    if not isinstance(values, list):
        return None
    for index, record in enumerate(values):
        if isinstance(record, dict) and record.get("id") == key:
            return index
    return int(key) - 1 if key.isdecimal() and 0 < int(key) <= len(values) else None
