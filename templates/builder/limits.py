"""What the standard emits, held against what the decree allows."""

from collections.abc import Iterator
from typing import Any

from generator.document.standard import Standard


def breaches(standard: Standard) -> list[str]:
    """Return a line for each emitted value outside of what the decree allows."""
    return [
        f"{place}: {value} is not {limit}"
        for place, value, limit in (
            *element_limits(standard),
            *single_limits(standard.tree, "standard"),
        )
        if not permitted(value, limit)
    ]


def element_limits(standard: Standard) -> Iterator[tuple[str, Any, Any]]:
    """Yield place, value and limit of every regulated property of a style."""
    for key, entry in standard.tree["elements"].items():
        if "style" not in entry:
            continue
        emit = standard.emitted(key)
        emit["gap"] = emit["before"] + emit["after"]
        for name, limit in entry.get("allow", {}).items():
            if name in emit:
                yield f"{key}.{name}", emit[name], limit


def single_limits(tree: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield place, value and limit where one value is regulated: a margin, a rule, a count."""
    if not isinstance(tree, dict):
        return
    if "allow" in tree and isinstance(tree.get("emit"), int | float | str):
        for name in ("emit", "landscape"):
            if name in tree:
                yield f"{place}.{name}", tree[name], tree["allow"]
    for key, branch in tree.items():
        yield from single_limits(branch, f"{place}.{key}")


def permitted(value: Any, limit: Any) -> bool:
    """Return whether a value keeps to an `allow` of the standard."""
    if not isinstance(limit, dict):
        return bool(value == limit)
    if "one_of" in limit:
        return value in limit["one_of"]
    return bool(limit.get("min", value) <= value <= limit.get("max", value))
