"""Putting documents in place: ours are replaced, all others are kept."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from generator.bulk.digest import file_digest
from generator.diagnostics import Diagnostic, Place, Refused
from generator.output import Laid, refusing

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


@dataclass(frozen=True, slots=True)
class Landing:
    """A document on its way to its place; `laid` is None where it stands there already."""

    path: Path
    found: Standing
    laid: Laid | None

    def settle(self) -> None:
        """Bring the document to the disk; raises Refused where the disk is full."""
        if self.laid:
            with refusing(self.path):
                self.laid.settle()

    def put(self) -> str:
        """Put the document in its place; return the name of a file that was set aside for it.

        A document of ours that someone changed by hand is renamed first, so that nothing is lost.
        Raises Refused where a file came into its place meanwhile.
        """
        aside = ""
        if self.laid is None:
            return aside
        with refusing(self.path):
            if self.found is Standing.CHANGED:
                sum_ = (file_digest(self.path) or "")[:_SHORT]
                aside = f"{self.path.stem} ({sum_}){self.path.suffix}"
                self.path.replace(self.path.with_name(aside))
            self.laid.put(force=self.found is Standing.OURS)
        return aside

    def drop(self) -> None:
        """Leave the place as it is."""
        if self.laid:
            self.laid.drop()


def lay(path: Path, document: bytes, found: Standing) -> Landing:
    """Return a document written beside the place where `found` stands.

    Raises Refused where the disk is full or the folder closed.
    """
    with refusing(path):
        return Landing(path, found, None if found is Standing.SAME else Laid(path, (document,)))
