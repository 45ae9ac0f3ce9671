"""A plan file as a Plan, with the place of every field, or all that is wrong with it."""

import types
import typing
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from generator.diagnostics import Diagnostic, Place, Refused, has_errors, suggestion
from generator.plan.fields import Path
from generator.plan.model import Plan, Record
from generator.plan.yaml_tree import (
    MAX_BYTES,
    Tree,
    dump_yaml,
    path_text,
    read_tree,
    too_large,
)

_CODES = {
    "missing": "load.missing-field",
    "extra_forbidden": "load.unknown-field",
    "literal_error": "load.not-one-of",
    "enum": "load.not-one-of",
    "number": "load.number",
    "span": "load.span",
    "whole": "load.whole",
    "date": "load.date",
    "impossible_date": "load.impossible-date",
    "day_month": "load.day-month",
    "ragged_table": "load.ragged-table",
    "one_operator": "load.one-operator",
    "deadline_parts": "load.deadline-parts",
    "one_position": "load.one-position",
    "no_position": "load.no-position",
    "period_order": "load.period-order",
    "period": "load.period",
    "string_pattern_mismatch": "load.identifier",
    "string_too_long": "load.too-long",
    "string_too_short": "load.empty",
    "too_short": "load.empty-list",
    "too_long": "load.too-many",
    "greater_than_equal": "load.out-of-range",
    "less_than_equal": "load.out-of-range",
    "bool_type": "load.true-false",
}


_SHOWN = 60
R = TypeVar("R", bound=Record)
Root = type[Record]
"""What a file as a whole is: a plan, or a unit's overlay."""


@dataclass(frozen=True, slots=True)
class Source:
    """A plan and where each of its fields was typed."""

    plan: Plan
    tree: Tree

    def locate(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a diagnostic about the plan with its place in the file."""
        return diagnostic.at(self.tree.place(diagnostic.path, diagnostic.near))


def read_plan(path: FilePath) -> Source:
    """Return the plan in a YAML file; raises Refused with every problem of the file."""
    return parse_plan(file_bytes(path), str(path))


def file_bytes(path: FilePath) -> bytes:
    """Return the bytes of a YAML file; raises Refused where there is none or too many."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise Refused([Diagnostic("load.unreadable", place=Place(str(path)))])
        if path.stat().st_size > MAX_BYTES:
            raise Refused([too_large(str(path))])
        return path.read_bytes()
    except OSError as error:
        code = "load.not-found" if isinstance(error, FileNotFoundError) else "load.unreadable"
        raise Refused([Diagnostic(code, place=Place(str(path)))]) from None


def parse_plan(data: bytes, file: str) -> Source:
    """Return the plan in the bytes of a YAML file; raises Refused with every problem."""
    plan, tree = parse_record(Plan, data, file)
    return Source(plan, tree)


def parse_record(kind: type[R], data: bytes, file: str) -> tuple[R, Tree]:
    """Return the record of a kind in the bytes of a YAML file, and where each field was typed.

    Raises Refused with every problem.
    """
    tree = read_tree(data, file)
    if not isinstance(tree.value, dict):
        code = "load.not-a-plan" if kind is Plan else "load.not-an-overlay"
        raise Refused([*tree.diagnostics, Diagnostic(code, place=Place(file, 1, 1))])
    try:
        record = kind.model_validate(tree.value)
    except ValidationError as error:
        found = [*tree.diagnostics, *_problems(error, tree, kind)]
        raise Refused(sorted(found, key=lambda d: (d.place.line, d.place.column))) from None
    if has_errors(tree.diagnostics):
        raise Refused(tree.diagnostics)
    return record, tree


def plan_of(values: dict[str, Any]) -> Plan:
    """Return values that were never typed as a plan; raises Refused for what no plan can hold."""
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        places = {path_text(tuple(detail["loc"])) for detail in error.errors(include_url=False)}
        raise Refused(
            [Diagnostic("import.unfit", {"field": place}) for place in sorted(places)]
        ) from None


def written_plan(plan: Plan) -> bytes:
    """Return a plan as the YAML file that loads again as an equal plan."""
    return dump_yaml(
        plan.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    )


def _problems(error: ValidationError, tree: Tree, root: Root) -> list[Diagnostic]:
    """Return one diagnostic per field at fault; of two readings of a field the deeper one."""
    found: dict[tuple[Place, str], Diagnostic] = {}
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # the list is not empty as typed: its members have errors of their own
        diagnostic = _problem(detail, tree, root)
        found.setdefault(
            (replace(diagnostic.place, path=""), diagnostic.parameters["field"]), diagnostic
        )
    above = {d.path[:length] for d in found.values() for length in range(len(d.path))}
    return [d for d in found.values() if d.path not in above]


def _problem(detail: Any, tree: Tree, root: Root) -> Diagnostic:
    path = _typed_path(tuple(detail["loc"]), tree, root)
    code = _CODES.get(detail["type"], "load.wrong-type")
    typed = detail.get("input")
    parameters = {key: _shown(str(value)) for key, value in detail.get("ctx", {}).items()}
    parameters |= {"field": _named(path, root), "value": _shown(parameters.get("value", typed))}
    if code == "load.not-one-of" and not isinstance(typed, str):
        code = "load.wants-text"
    if code == "load.unknown-field":
        parameters |= {"key": str(path[-1])}
        return _unknown(parameters, path, tree, root)
    if code == "load.not-one-of":
        return _not_one_of(parameters, path, tree)
    if code == "load.wrong-type":
        code = _wanted(detail["type"])
    return Diagnostic(code, parameters, place=tree.place(path), path=path)


def _unknown(parameters: dict[str, str], path: Path, tree: Tree, root: Root) -> Diagnostic:
    """Return the finding for a key the model does not have, with the nearest key it has."""
    record = _record_at(path[:-1], root)
    known = [info.alias or name for name, info in record.model_fields.items()] if record else []
    near = suggestion(str(path[-1]), known)
    parameters |= {"near": near, "known": ", ".join(known)}
    span = tree.spans[path]
    place = Place(tree.file, span.key_line, span.key_column, path_text(path))
    return Diagnostic("load.unknown-field", parameters, place=place, path=path)


def _not_one_of(parameters: dict[str, str], path: Path, tree: Tree) -> Diagnostic:
    known = [word.strip("' ") for word in parameters["expected"].replace(" or ", ", ").split(",")]
    near = suggestion(parameters["value"], known)
    parameters |= {"near": near, "expected": ", ".join(known)}
    return Diagnostic("load.not-one-of", parameters, place=tree.place(path), path=path)


def _typed_path(loc: Path, tree: Tree, root: Root) -> Path:
    """Return the part of a pydantic location that names a place in the file, plus a missing key.

    Steps that name a branch of a union (`literal['all']`) stand for nothing typed.
    """
    path: Path = ()
    for step in loc:
        if (*path, step) in tree.spans:
            path = (*path, step)
        elif step in _keys(_record_at(path, root)):
            return (*path, step)
    return path


def _keys(record: type[Record] | None) -> set[str]:
    """Return the keys a record may have in the file."""
    fields = record.model_fields.items() if record else ()
    return {info.alias or name for name, info in fields}


def _shown(value: Any) -> str:
    """Return a value as a message can quote it."""
    text = value if isinstance(value, str) else ""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _wanted(kind: str) -> str:
    """Return the code for a value of another shape than the model wants."""
    if kind.startswith("string"):
        return "load.wants-text"
    if kind in {"tuple_type", "list_type"}:
        return "load.wants-list"
    return "load.wants-fields" if kind.startswith("model") else "load.wrong-type"


def _named(path: Path, root: Root) -> str:
    """Return the Vietnamese title of a field, or its key."""
    info = _field_at(path, root)
    return (info.title if info else None) or next(
        (str(step) for step in reversed(path) if isinstance(step, str)), "plan"
    )


def _field_at(path: Path, root: Root) -> FieldInfo | None:
    """Return the model's field at a path of the file, list positions skipped."""
    names = [step for step in path if isinstance(step, str)]
    record: type[Record] | None = root
    info = None
    for name in names:
        info = _field_of(record, name)
        record = _record_in(info.annotation) if info else None
    return info


def _record_at(path: Path, root: Root) -> type[Record] | None:
    """Return the model class that describes the mapping at a path."""
    if not any(isinstance(step, str) for step in path):
        return root
    info = _field_at(path, root)
    return _record_in(info.annotation) if info else None


def _field_of(record: type[Record] | None, name: str) -> FieldInfo | None:
    if record is None:
        return None
    for key, info in record.model_fields.items():
        if name in (info.alias or key, key):
            return info
    return None


def _record_in(annotation: Any) -> type[Record] | None:
    """Return the record class inside an annotation such as `tuple[Item, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    if typing.get_origin(annotation) in (tuple, list, typing.Union, types.UnionType):
        inner = map(_record_in, typing.get_args(annotation))
        return next((record for record in inner if record), None)
    return None
