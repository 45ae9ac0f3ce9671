"""The JSON Schema of a plan file, for editors: completion and explanations in Vietnamese."""

import json
from typing import Any

from generator.plan.model import Overlay, Plan, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> str:
    """Return the schema of a plan file as JSON text, Vietnamese letters as they are."""
    return _schema(Plan)


def overlay_schema() -> str:
    """Return the schema of a unit's overlay as JSON text."""
    return _schema(Overlay)


def _schema(record: type[Record]) -> str:
    schema = record.model_json_schema(mode="validation", by_alias=True)
    _accept_short_forms(schema)
    _accept_typed_scalars(schema)
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


_SHORT_FORMS = ("Item", "Opening", "Recipient", "Rung", "Block", "Period", "AddedRecipient")


def _accept_short_forms(schema: dict[str, Any]) -> None:
    """Let a record be typed in its short form (`period: 2022`, an item as bare text)."""
    definitions = schema["$defs"]
    for name in (name for name in _SHORT_FORMS if name in definitions):
        full = definitions.pop(name)
        short: list[dict[str, Any]] = [{"type": "string"}]
        if name == "Period":
            short.append({"type": "integer"})
        definitions[name] = {
            "title": full.get("title", name),
            "description": full.get("description", ""),
            "anyOf": [*short, {**full}],
        }


def _accept_typed_scalars(node: Any) -> None:
    """Let an editor that guesses types see `number: 2` and `number: "05"` as what they are: text.

    The loader reads every value as text, so that `05` stays 05; only an editor's YAML guesses.
    """
    if isinstance(node, dict):
        if node.get("type") in ("string", "integer") and not {"enum", "const"} & node.keys():
            node["type"] = ["string", "number"]
        if "1." in node.get("enum", ()):
            node["enum"] = [*node["enum"], 1.0]
            node["type"] = ["string", "number"]
        for value in node.values():
            _accept_typed_scalars(value)
    elif isinstance(node, list):
        for value in node:
            _accept_typed_scalars(value)
