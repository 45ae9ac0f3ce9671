"""What a run was made from, as its manifest names it: files by their way from the folder."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.bulk.digest import digest, file_digest

MASTER, SHEET, OVERLAYS = "master", "sheet", "overlays"


@dataclass(frozen=True, slots=True)
class Source:
    """A file or a folder: where it lies, seen from the run's folder, and the sum of what it held.

    The sum of what was not there is empty.
    """

    path: str
    sum: str

    def located(self, folder: Path) -> Path:
        """Return where it lies now; the run's folder and its sources may have moved together."""
        return Path(os.path.normpath(folder / self.path))

    def changed(self, folder: Path) -> bool:
        """Return whether it holds something else than the run was made from."""
        return _sum(self.located(folder)) != self.sum


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a run was made from: master, sheet, overlays, and the level of its units."""

    files: Mapping[str, Source] = field(default_factory=dict)
    level: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the sources as JSON writes them."""
        return {name: [file.path, file.sum] for name, file in self.files.items()} | {
            "level": self.level
        }


NO_SOURCES = Sources()


def sources_of(folder: Path, files: Mapping[str, Path], level: str | None) -> Sources:
    """Return files and folders as the manifest of a folder names them."""
    found = {
        name: Source(_seen_from(folder, path), _sum(path.resolve())) for name, path in files.items()
    }
    return Sources(found, level or "")


def sources_from(values: Mapping[str, object]) -> Sources:
    """Return the sources that JSON holds; raises ValueError for another value."""
    level = values.get("level", "")
    if not isinstance(level, str):
        raise ValueError(level)
    files = {name: _source_from(pair) for name, pair in values.items() if name != "level"}
    return Sources(files, level)


def _source_from(pair: object) -> Source:
    match pair:
        case [str(path), str(sum_)] if "\0" not in path:
            return Source(path, sum_)
        case _:
            raise ValueError(pair)


def _seen_from(folder: Path, path: Path) -> str:
    """Return the way from a folder to a file, whole where they lie on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _sum(path: Path) -> str:
    """Return the sha256 of a file, or of the names and sums of a folder's files."""
    if not path.is_dir():
        return file_digest(path) or ""
    sums = [f"{file_digest(file)} {file.name}" for file in sorted(path.iterdir())]
    return digest("\n".join(sums).encode("utf-8"))
