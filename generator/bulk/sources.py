"""What a run was made from, as its manifest names it: files by their way from the folder."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.bulk.digest import file_digest

MASTER, SHEET = "master", "sheet"


@dataclass(frozen=True, slots=True)
class Source:
    """A file: where it lies, seen from the folder of the run, and its sha256 sum."""

    path: str
    sum: str

    def located(self, folder: Path) -> Path:
        """Return where the file lies now; folder and file may have moved together."""
        return Path(os.path.normpath(folder / self.path))

    def changed(self, folder: Path) -> bool:
        """Return whether the file is not what the run was made from."""
        return file_digest(self.located(folder)) != self.sum


Sources = Mapping[str, Source]


def source_from(pair: Sequence[object]) -> Source:
    """Return the source that JSON holds; raises ValueError for another value."""
    match pair:
        case [str(path), str(sum_)] if "\0" not in path:
            return Source(path, sum_)
        case _:
            raise ValueError(pair)


def sources_of(folder: Path, files: Mapping[str, Path]) -> dict[str, Source]:
    """Return files as the manifest of a folder names them."""
    return {
        name: Source(_seen_from(folder, path), file_digest(path.resolve()) or "")
        for name, path in files.items()
    }


def _seen_from(folder: Path, path: Path) -> str:
    """Return the way from a folder to a file, whole where they lie on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()
