"""The texts of a plan's values, in the order in which the page shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.plan.fields import Path


def texts_of(values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the texts that may call data, with their places, in the order of the page."""
    yield ("subject",), values["subject"]
    yield ("opening", "text"), values["opening"]["text"]
    for index, section in enumerate(values["sections"]):
        yield from _part(section, ("sections", index), values)
    if "closing" in values:
        yield ("closing",), values["closing"]
    for index, appendix in enumerate(values.get("appendices", ())):
        yield from _part(appendix, ("appendices", index), values)


def _part(part: Any, path: Path, values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a section, an item or an agency."""
    if isinstance(part, str):
        yield path, part
        return
    for name in ("title", "text"):
        if part.get(name):
            yield (*path, name), part[name]
    yield from _cells(part.get("table"), (*path, "table"))
    for index, item in enumerate(part.get("items", ())):
        yield from _part(item, (*path, "items", index), values)
    if _block(part) == "assignments":
        for index, agency in enumerate(values.get("agencies", ())):
            yield from _part(agency, ("agencies", index), values)
    if _block(part) == "assignment-table":
        for index, task in enumerate(values.get("tasks", ())):
            yield from _task(task, ("tasks", index))


def _task(task: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    for name in ("title", "text", "due", "product"):
        if task.get(name):
            yield (*path, name), task[name]
    for index, below in enumerate(task.get("tasks", ())):
        yield from _task(below, (*path, "tasks", index))


def _cells(table: Mapping[str, Any] | None, path: Path) -> Iterator[tuple[Path, str]]:
    if table is None:
        return
    for index, column in enumerate(table["columns"]):
        yield (*path, "columns", index, "title"), column["title"]
    for r, row in enumerate(table["rows"]):
        for c, cell in enumerate(row):
            if cell:
                yield (*path, "rows", r, c), cell


def _block(part: Mapping[str, Any]) -> str:
    block = part.get("from", "")
    return block if isinstance(block, str) else str(block.get("block", ""))


def nodes_of(values: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield sections, items and appendices that are more than a bare text, with their places."""
    for name in ("sections", "appendices"):
        for index, part in enumerate(values.get(name, ())):
            yield from _nodes(part, (name, index))


def _nodes(part: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if not isinstance(part, dict):
        return
    yield path, part
    for index, item in enumerate(part.get("items", ())):
        yield from _nodes(item, (*path, "items", index))


def at(values: Any, path: Path) -> Any:
    """Return what stands at a place."""
    for step in path:
        values = values[step]
    return values
