"""Fingerprints: what a document was made from, and what it is."""

import hashlib
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from generator import __version__
from generator.change.cascade import Children
from generator.plan.workbook.rows import UnitRow
from generator.registers.table import overlay_folder
from generator.resources import resource

_PLACES = {"sheet", "row"}  # where a unit stands in the workbook changes nothing in its plan


def digest(data: bytes) -> str:
    """Return the sha256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str | None:
    """Return the sha256 of an ordinary file; None where there is none."""
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def run_digest(master: bytes, template: bytes, registers: Path | None, *, draft: bool) -> str:
    """Return the sha256 of what all units of a run share: master, template, program, options."""
    own = _register_files(registers)
    shared = {
        "program": __version__,
        "master": digest(master),
        "template": digest(template),
        "registers": {path.name: digest(path.read_bytes()) for path in own},
        "draft": draft,
    }
    return digest(_canonical(shared))


def _register_files(folder: Path | None) -> list[Path]:
    return sorted(folder.glob("*.csv")) if folder else []


def registers_digest() -> str:
    """Return the sha256 of all registers in use, the shipped ones and the user's own."""
    files = [*_register_files(resource("data", "registers")), *_register_files(overlay_folder())]
    return digest(_canonical([(path.name, digest(path.read_bytes())) for path in files]))


def unit_digest(run: str, children: Children, index: int) -> str:
    """Return the sha256 of all that a unit's document is made from, its overlay included.

    The unit's finished figures belong to it: a share changes when another unit's row does.
    """
    figures = [[t.id, t.baseline, t.end, t.change] for t in children.targets(index)]
    inputs = {"run": run, "row": _row(children.units[index]), "figures": figures}
    if index in children.overlays:
        inputs["overlay"] = children.overlays[index].digest
    return digest(_canonical(inputs))


def _row(unit: UnitRow) -> dict[str, Any]:
    return {f.name: getattr(unit, f.name) for f in fields(unit) if f.name not in _PLACES}


def _canonical(value: object) -> bytes:
    """Return the one JSON text of a value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain).encode("utf-8")


def _plain(value: object) -> object:
    """Return a mapping as a dict, anything else (decimal, date) as it prints."""
    return dict(value) if hasattr(value, "keys") else str(value)  # type: ignore[call-overload]
