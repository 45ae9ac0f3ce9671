"""Agencies that cells and lines name: one record for each, by the words of its name."""

import re
from typing import Any

from generator.importing.agencies import AGENCY, natural
from generator.importing.slugs import Slugs
from generator.vietnamese import folded

_COLLECTIVE = re.compile(r"^các\b|\bliên quan\b", re.IGNORECASE)


class Agencies:
    """The agencies of a plan, to be found and added to by name."""

    def __init__(self, records: list[dict[str, Any]], slugs: Slugs) -> None:
        """Begin with the agencies that are known; records are added to the list given."""
        self.records, self.slugs = records, slugs
        self.by_key = {name_key(record["name"]): record["id"] for record in records}

    def id_of(self, name: str) -> str:
        """Return the id of an agency, which is added where no record has its name."""
        key = name_key(name)
        if key not in self.by_key:
            record: dict[str, Any] = {"id": self.slugs.of(name, "co-quan"), "name": natural(name)}
            if _COLLECTIVE.search(name) or name == "…":
                record["collective"] = True
            self.records.append(record)
            self.by_key[key] = record["id"]
        return str(self.by_key[key])

    def ids_in(self, cell: str) -> list[str]:
        """Return the ids of the agencies that a cell names."""
        return list(dict.fromkeys(self.id_of(name) for name in names_in(cell)))


def names_in(cell: str) -> list[str]:
    """Return the names in a cell: `;` and lines part them, a comma before the next agency only."""
    found: list[str] = []
    for piece in re.split(r"\s*[;\n]\s*", cell):
        for number, typed in enumerate(re.split(r"\s*,\s*", piece.strip(" -–+.,"))):
            name = typed.strip(" -–+.")
            if not name:
                continue
            if number and found and not AGENCY.match(name):
                found[-1] = f"{found[-1]}, {name}"
            else:
                found.append(name)
    return found


def name_key(name: str) -> str:
    """Return a name for comparing: its letters only."""
    return " ".join(re.findall(r"[a-z0-9]+", folded(name)))
