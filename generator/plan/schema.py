"""The JSON Schema of a plan file, for editors: completion and explanations in Vietnamese."""

import json
from typing import Any

from generator.plan.model import Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> str:
    """Return the schema as JSON text, Vietnamese letters as they are."""
    schema = Plan.model_json_schema(mode="validation", by_alias=True)
    _accept_short_forms(schema)
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


_SHORT_FORMS = ("Item", "Opening", "Recipient", "Rung", "Block", "Period")


def _accept_short_forms(schema: dict[str, Any]) -> None:
    """Let a record be typed in its short form (`period: 2022`, an item as bare text)."""
    definitions = schema["$defs"]
    for name in _SHORT_FORMS:
        full = definitions.pop(name)
        short: list[dict[str, Any]] = [{"type": "string"}]
        if name == "Period":
            short.append({"type": "integer"})
        definitions[name] = {
            "title": full.get("title", name),
            "description": full.get("description", ""),
            "anyOf": [*short, {**full}],
        }
