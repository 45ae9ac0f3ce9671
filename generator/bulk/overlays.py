"""The units' overlays: one file for each unit that has one, found by its name, read and judged."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.bulk.digest import digest
from generator.change.allocation import apart
from generator.change.cascade import Child, Children, Family
from generator.change.overlay import Overlaid, UnitOverlay
from generator.diagnostics import Diagnostic, Place, Refused, Severity, has_errors, suggestion
from generator.plan import fields
from generator.plan.composition import compose
from generator.plan.model import Cascade, Overlay, Plan
from generator.plan.rules import examine
from generator.plan.source import file_bytes, parse_record
from generator.plan.workbook.rows import UnitRow
from generator.plan.yaml_tree import Tree, path_text
from generator.vietnamese import folded

FOLDER = "overlays"
_SUFFIXES = (".yaml", ".yml")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Overlays:
    """The overlays of a run by the position of their units, and the text that each was typed in."""

    by_unit: Mapping[int, UnitOverlay]
    trees: Mapping[int, Tree]
    diagnostics: tuple[Diagnostic, ...] = ()


NONE = Overlays({}, {})


def read_overlays(folder: Path | None, master: Path, units: Sequence[UnitRow]) -> Overlays:
    """Return the overlays of a folder; without one, those of `overlays` beside the master.

    A file is a unit's by the unit's code, full name or name, with or without accents. Raises
    Refused with all problems of all files: no such unit, several units, a second file for a unit,
    and whatever is wrong inside.
    """
    asked, folder = folder, overlay_place(folder, master)
    if not folder.is_dir():
        if asked is None:
            return NONE
        raise Refused([Diagnostic("overlay.no-folder", place=Place(str(folder)))])
    reading = _Reading(units)
    for path in sorted(folder.iterdir()):
        if not path.name.startswith((".", "~")):
            reading.read(path)
    if has_errors(reading.diagnostics):
        raise Refused(reading.diagnostics)
    return Overlays(reading.found, reading.trees, tuple(reading.diagnostics))


def overlay_place(folder: Path | None, master: Path) -> Path:
    """Return where overlays lie: in the folder that is named, else beside the master."""
    return folder or master.parent / FOLDER


class _Reading:
    """The files of a folder while they are read, and what is wrong with them."""

    def __init__(self, units: Sequence[UnitRow]) -> None:
        """Begin with nothing read."""
        self.units = units
        self.found: dict[int, UnitOverlay] = {}
        self.trees: dict[int, Tree] = {}
        self.files: dict[int, str] = {}
        self.diagnostics: list[Diagnostic] = []
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for index, unit in enumerate(units):
            for key in dict.fromkeys((unit.code, _key(unit.full_name), _key(unit.name))):
                if key:
                    self.by_key[key].append(index)

    def read(self, path: Path) -> None:
        """Read one file, or keep what is wrong with it."""
        if path.suffix.lower() not in _SUFFIXES or not path.is_file():
            self.say(path, "overlay.not-yaml", Severity.WARNING)
            return
        index = self.unit_of(path)
        if index is not None:
            self.keep(path, index)
        try:
            data = file_bytes(path)
            overlay, tree = parse_record(Overlay, data, str(path))
        except Refused as refused:
            self.diagnostics += refused.diagnostics
            return
        self.diagnostics += tree.diagnostics
        if index is not None:
            self.found[index] = UnitOverlay(overlay, path.name, digest(data))
            self.trees[index] = tree

    def keep(self, path: Path, index: int) -> None:
        """Note whose file this is; a unit has one."""
        first = self.files.setdefault(index, path.name)
        if first != path.name:
            unit = self.units[index].full_name
            self.say(path, "overlay.second-file", unit=unit, first=first)

    def unit_of(self, path: Path) -> int | None:
        """Return the unit whose file this is by its name."""
        fitting = self.by_key.get(path.stem) or self.by_key.get(_key(path.stem), [])
        if len(fitting) > 1:
            typed = _spelling(path.stem)
            exact = [
                index
                for index in fitting
                if typed in (_spelling(self.units[index].name), _spelling(self._full(index)))
            ]
            fitting = exact if len(exact) == 1 else fitting
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            ways = ", ".join(f"{self.units[i].code} ({self._full(i)})" for i in fitting)
            self.say(path, "overlay.several-units", units=ways)
        else:
            near = self.by_key.get(suggestion(_key(path.stem), self.by_key), [])
            self.say(path, "overlay.no-unit", near=self._full(near[0]) if near else "")
        return None

    def _full(self, index: int) -> str:
        return self.units[index].full_name

    def say(
        self, path: Path, code: str, severity: Severity = Severity.ERROR, /, **parameters: str
    ) -> None:
        """Keep that something is wrong with a file as a whole."""
        found = Diagnostic(code, {"file": path.name, **parameters}, severity, Place(str(path)))
        self.diagnostics.append(found)


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(folded(text)))


def _spelling(text: str) -> str:
    return " ".join(_WORDS.findall(unicodedata.normalize("NFC", text).casefold()))


def judged_overlays(
    overlays: Overlays, family: Family, master: Plan, cascade: Cascade, units: Sequence[UnitRow]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the overlays and with what they make of the plans.

    A finding about words of an overlay stands there; an error elsewhere in the plan that would not
    be there without the overlay is told as the overlay's.
    """
    children = {index: family.children[index] for index in overlays.by_unit}
    changed: dict[str, Tree] = {}
    for index, child in children.items():
        if child.overlaid is None:
            continue
        yield from _judged(child, child.overlaid, overlays.trees[index], family.children, index)
        for edit in child.overlaid.edits:
            if edit.kind == "targets":
                changed.setdefault(edit.id, overlays.trees[index])
    if changed:
        targets = [family.children.targets(index) for index in range(len(units))]
        for id_, tree in changed.items():
            for found in apart(master, cascade, units, targets, id_):
                yield found.at(Place(tree.file))


def _judged(
    child: Child, laid: Overlaid, tree: Tree, children: Children, index: int
) -> Iterator[Diagnostic]:
    """Yield what is wrong with one overlay, or with its unit's plan because of it."""
    if laid.diagnostics:
        yield from (d.at(tree.place(d.path)) for d in laid.diagnostics)
        return
    elsewhere = []
    for found in _examined(child.plan):
        typed = laid.typed_path(found.path)
        if typed is not None:
            yield found.at(tree.place(typed, found.near))
        elif found.severity is Severity.ERROR:
            elsewhere.append(found)
    if not elsewhere:
        return
    usual = [(d.code, d.parameters) for d in _examined(children.plain(index).plan)]
    broken = [
        _broken(d, laid, child, tree) for d in elsewhere if (d.code, d.parameters) not in usual
    ]
    yield from (one for index, one in enumerate(broken) if one not in broken[:index])


def _examined(plan: Plan) -> tuple[Diagnostic, ...]:
    composition = compose(plan)
    return (*composition.diagnostics, *examine(plan, composition))


def _broken(found: Diagnostic, laid: Overlaid, child: Child, tree: Tree) -> Diagnostic:
    """Return an error in a part of the master as what the overlay makes of it.

    It stands where the part is omitted that the error names, if one is.
    """
    omitted = laid.source.overlay.omit if laid.source else ()
    ids = set(found.parameters.values())
    path: fields.Path = next(
        (("omit", i) for i, name in enumerate(omitted) if name.rpartition(".")[2] in ids), ()
    )
    parameters = {
        "unit": child.unit.full_name,
        "message": found.message(),
        "path": path_text(found.path),
    }
    return Diagnostic("overlay.breaks", parameters, place=tree.place(path), path=path)
