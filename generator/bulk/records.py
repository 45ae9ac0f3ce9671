"""What is known of each unit's document, as values that go to JSON and back unchanged."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any

from generator import messages
from generator.change.cascade import Child
from generator.change.overlay import Edit
from generator.diagnostics import Diagnostic, Place, Severity
from generator.plan.fields import Range
from generator.plan.model import Plan, Section
from generator.plan.yaml_tree import path_text
from generator.vietnamese import lower_first

MANIFEST_LANGUAGE = "vi"
_FIGURES = ("baseline", "end", "change")


class Status(StrEnum):
    """How a unit's document ended."""

    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about a unit's plan, its message in the language of the manifest."""

    severity: str
    code: str
    message: str
    path: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    hint_code: str = ""

    def diagnostic(self, unit: str) -> Diagnostic:
        """Return the finding as it was made, its place the unit."""
        return Diagnostic(
            self.code,
            dict(self.parameters),
            Severity(self.severity),
            Place(unit, path=self.path),
            hint_code=self.hint_code,
        )


@dataclass(frozen=True, slots=True)
class Record:
    """A unit's document: what it was made from, what it is, what is to be said about it.

    `inputs` and `output` are sha256 sums; a failed unit has neither file nor output. `figures`
    holds each target's figures and their origin, `overlay` who changed what in this unit's plan:
    `file`, `by`, `note`, `changes`.
    """

    unit: str
    code: str
    status: Status
    file: str
    inputs: str
    output: str
    remarks: tuple[Remark, ...] = ()
    figures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    overlay: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What names the unit from run to run."""
        return unit_key(self.unit, self.code)

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh as much."""
        return sum(remark.severity == severity for remark in self.remarks)

    def as_json(self) -> dict[str, Any]:
        """Return the record as JSON writes it."""
        remarks = [{name: getattr(remark, name) for name in _REMARK} for remark in self.remarks]
        return {name: getattr(self, name) for name in _RECORD} | {"remarks": remarks}


_REMARK = tuple(f.name for f in fields(Remark))
_RECORD = tuple(f.name for f in fields(Record))


def unit_key(unit: str, code: str) -> str:
    """Return what names a unit from run to run: its code, and its name."""
    return f"{code} {unit}".strip()


def record_line(record: Record) -> bytes:
    """Return the record as a line of JSON, without the end of the line."""
    return json.dumps(record.as_json(), ensure_ascii=False).encode("utf-8")


def record_from(values: Mapping[str, Any]) -> Record:
    """Return the record that JSON holds; another value raises what looking into it raises."""
    typed = {
        "status": Status(values["status"]),
        "remarks": tuple(Remark(**remark) for remark in values["remarks"]),
        "figures": {id_: dict(figure) for id_, figure in values["figures"].items()},
    }
    return Record(**{**values, **typed})


def remark(diagnostic: Diagnostic) -> Remark:
    """Return a finding as the manifest keeps it."""
    return Remark(
        diagnostic.severity.value,
        diagnostic.code,
        diagnostic.message(MANIFEST_LANGUAGE),
        path_text(diagnostic.path),
        diagnostic.parameters,
        diagnostic.hint_code,
    )


def figures(child: Child) -> dict[str, dict[str, str]]:
    """Return each target's figures as they print, with their origin."""
    return {
        target.id: {"origin": child.origins[target.id].value}
        | {name: _shown(value) for name in _FIGURES if (value := getattr(target, name))}
        for target in child.plan.targets
    }


def own_changes(child: Child) -> dict[str, Any]:
    """Return who changed what in a unit's plan, as JSON writes it; nothing without an overlay."""
    laid = child.overlaid
    if laid is None or laid.source is None:
        return {}
    return {
        "file": laid.source.file,
        "by": laid.source.overlay.by,
        "note": laid.source.overlay.note or "",
        "changes": [asdict(edit) | {"kind": _kind(edit)} for edit in laid.edits],
    }


def overlay_head(overlay: Mapping[str, Any], language: str = "") -> str:
    """Return whose changes these are and why, in a line."""
    note = f" ({overlay['note']})" if overlay["note"] else ""
    words = {"file": overlay["file"], "by": overlay["by"], "note": note}
    return messages.text("bulk.change.head", language, **words)


def change_texts(overlay: Mapping[str, Any], language: str = "") -> tuple[str, ...]:
    """Return each change of an overlay as a reader reads it."""
    return tuple(_change_text(change, language) for change in overlay.get("changes", ()))


def _change_text(change: Mapping[str, Any], language: str) -> str:
    details = "; ".join(
        messages.text("bulk.change.detail", language, field=name, old=old or "…", new=new or "…")
        for name, old, new in change["details"]
    )
    words = {"kind": change["kind"], "title": change["title"], "details": details}
    action = change["action"] if change["kind"] else "field"
    return messages.text(f"bulk.change.{action}", language, **words)


def _kind(edit: Edit) -> str:
    """Return the title of the list that a part is in."""
    record = Section if edit.kind == "items" else Plan
    return lower_first(str(record.model_fields[edit.kind].title)) if edit.kind else ""


@lru_cache(maxsize=1024)
def _shown(figure: Range) -> str:
    return str(figure)
