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
    """A document with the sum `output` on its way; `laid` is None where it stands there already."""

    path: Path
    output: str
    owned: Collection[str]
    laid: Laid | None

    def settle(self) -> None:
        """Bring the document to the disk; raises Refused where the disk is full."""
        if self.laid:
            with refusing(self.path):
                self.laid.settle()

    def put(self) -> str:
        """Put the document in its place; return the name of a file that was set aside for it.

        What stands there is looked at again: someone may have saved it since. A document of ours
        that was changed by hand is renamed first, so that nothing is lost. Raises Refused for a
        file that was never ours.
        """
        if self.laid is None:
            return ""
        try:
            return self._put(self.laid)
        except Refused:
            self.drop()
            raise

    def _put(self, laid: Laid) -> str:
        aside = ""
        found = standing(self.path, self.output, self.owned)
        with refusing(self.path):
            if found is Standing.CHANGED:
                sum_ = (file_digest(self.path) or "")[:_SHORT]
                aside = f"{self.path.stem} ({sum_}){self.path.suffix}"
                self.path.replace(self.path.with_name(aside))
            laid.put(force=found in (Standing.OURS, Standing.SAME))
        return aside

    def drop(self) -> None:
        """Leave the place as it is."""
        if self.laid:
            self.laid.drop()


def lay(path: Path, document: bytes, output: str, owned: Collection[str]) -> Landing:
    """Return a document with the sum `output`, written beside the place where it is to go.

    Raises Refused as `standing` does, and where the disk is full or the folder closed.
    """
    found = standing(path, output, owned)
    with refusing(path):
        laid = None if found is Standing.SAME else Laid(path, (document,))
    return Landing(path, output, owned, laid)
