"""What a person has to see of a rollover, in words: rows of its lists, items of the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator import messages
from generator.change.ledger import Entry, kind_of
from generator.plan.review import address, typed_at
from generator.plan.yaml_tree import Tree, dump_yaml

LANGUAGE = "vi"
"""The lists stay with the plan and are read by its clerks, whoever ran the program."""
STATUSES = ("decide", "confirm", "changed")
_LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words: where it stands, what was and is there, why and what to do."""

    status: str
    line: int
    at: str
    old: str
    new: str
    suggestion: str
    why: str
    to_do: str


def rows_of(entries: Iterable[Entry], values: Any, tree: Tree) -> tuple[Row, ...]:
    """Return the entries in words, decisions first, each part in the order of the file."""
    rows = [_row(entry, values, tree.place(entry.path).line) for entry in entries]
    return tuple(sorted(rows, key=lambda row: (STATUSES.index(row.status), row.line)))


def items_of(entries: Iterable[Entry], values: Any) -> list[dict[str, str]]:
    """Return what is still to decide or to confirm, as the plan file lists it."""
    ordered = sorted(
        (entry for entry in entries if entry.status != "changed"),
        key=lambda entry: STATUSES.index(entry.status),
    )
    return [_item(entry, values) for entry in ordered]


def offers_of(entries: Iterable[Entry]) -> str:
    """Return the bases that could take the place of those that are over, as YAML."""
    offers = {entry.offer.id: entry.offer for entry in entries if entry.offer}
    records = [
        offer.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True)
        for offer in offers.values()
    ]
    return dump_yaml(records).decode("utf-8") if records else ""


def told(key: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return a text of the catalogue in the language of the lists."""
    return messages.text(key, LANGUAGE, **(parameters or {}))


def suggested(entry: Entry) -> str:
    """Return a suggestion with where it comes from."""
    if not entry.suggestion or not entry.reason:
        return entry.suggestion
    return f"{entry.suggestion} ({told(entry.reason)})"


def _row(entry: Entry, values: Any, line: int) -> Row:
    return Row(
        entry.status,
        line,
        address(values, entry.path),
        entry.old,
        entry.sentence or entry.new or "",
        suggested(entry),
        told(f"{entry.code}.message", entry.parameters),
        told(f"{entry.code}.hint", entry.parameters),
    )


def _item(entry: Entry, values: Any) -> dict[str, str]:
    typed = typed_at(values, entry.path)
    now = "" if entry.sentence or entry.new is None or isinstance(typed, (dict, list)) else typed
    fields = {
        "at": address(values, entry.path),
        "status": entry.status,
        "kind": kind_of(entry),
        "old": entry.old,
        "now": str(now or ""),
        "sentence": entry.sentence,
        "suggestion": suggested(entry),
        "why": told(f"{entry.code}.message", entry.parameters),
    }
    return {key: text[:_LONGEST] for key, text in fields.items() if text}
