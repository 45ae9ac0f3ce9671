"""Putting documents in place: ours are replaced, all others are kept."""

import os
from collections.abc import Collection
from enum import Enum
from pathlib import Path

from generator.bulk.digest import file_digest
from generator.diagnostics import Diagnostic, Place, Refused
from generator.output import write_output

_SHORT = 8


class Standing(Enum):
    """What stands where a document is to go."""

    ABSENT = "absent"
    SAME = "same"
    OURS = "ours"
    CHANGED = "changed"


def standing(path: Path, output: str, owned: Collection[str]) -> Standing:
    """Return what stands at a path where a document with the sum `output` is to go.

    `owned` holds the sums of all documents this program has put there. Raises Refused for a file
    that was never ours, a folder or a link.
    """
    if not os.path.lexists(path):
        return Standing.ABSENT
    present = file_digest(path)
    if present == output:
        return Standing.SAME
    if present is None or not owned:
        raise Refused([Diagnostic("bulk.not-ours", {"file": path.name}, place=Place(str(path)))])
    return Standing.OURS if present in owned else Standing.CHANGED


def put(path: Path, document: bytes, found: Standing) -> str:
    """Write a document where `found` stands; return the name of a file that was set aside.

    A document of ours that someone changed by hand is renamed first, so that nothing is lost.
    """
    aside = ""
    if found is Standing.SAME:
        return aside
    if found is Standing.CHANGED:
        aside = f"{path.stem} ({(file_digest(path) or '')[:_SHORT]}){path.suffix}"
        path.replace(path.with_name(aside))
    write_output(path, document, force=found is Standing.OURS)
    return aside
