"""The exported schema explains every field in Vietnamese and judges a plan as the loader does."""

import json
import re
import types
import typing
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.plan.model import Plan, Record
from generator.plan.schema import DIALECT, overlay_schema, plan_schema
from generator.plan.source import parse_plan
from generator.plan.starter import starting_plan

SHIPPED = sorted(Path(__file__).parents[2].joinpath("data", "plans").glob("*.yaml"))
STARTERS = {"province": "2027", "district": "2024", "commune": "2026-2030"}
PLAN = """\
level: commune
issuer: {kind: xã, name: Cẩm Bình}
period: 2027
subject: Thực hiện giảm nghèo
opening: Như sau
sections: [{id: goal, title: Mục tiêu}]
recipients: [UBND tỉnh]
signature: {name: A}
"""
VIETNAMESE = re.compile("[ăâđêôơưàáãèéìíòóõùúýĩũạ-ỹ]", re.IGNORECASE)


@cache
def schema() -> Any:
    """Return the exported schema."""
    return json.loads(plan_schema())


@cache
def validator() -> Draft202012Validator:
    """Return a validator of the exported schema."""
    return Draft202012Validator(schema())


def seen(text: str) -> Any:
    """Return a file as an editor sees it: numbers as numbers, dates as text."""
    return _as_json(yaml.safe_load(text))


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def complaints(document: Any) -> list[str]:
    """Return what an editor would underline."""
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator().iter_errors(document)]  # fmt: skip


def records(annotation: Any) -> Iterator[type[Record]]:
    """Return the record classes inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    elif typing.get_origin(annotation) in (tuple, list, typing.Union, types.UnionType):
        for inner in typing.get_args(annotation):
            yield from records(inner)


def all_records() -> list[type[Record]]:
    """Return every record class that a plan can hold, the plan first."""
    found: list[type[Record]] = [Plan]
    for record in found:
        for info in record.model_fields.values():
            found += [inner for inner in records(info.annotation) if inner not in found]
    return found


FIELDS = [(record, name) for record in all_records() for name in record.model_fields]


def properties(definition: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a definition, be it typed in full only or also in short."""
    for form in (definition, *definition.get("anyOf", [])):
        if "properties" in form:
            return dict(form["properties"])
    return {}


def test_the_schema_is_a_json_schema_of_the_named_dialect() -> None:
    assert schema()["$schema"] == DIALECT == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema())


def test_the_schema_is_the_same_text_each_time_with_vietnamese_letters_as_they_are() -> None:
    assert plan_schema() == plan_schema()
    assert plan_schema().endswith("}\n")
    assert "Đơn vị ban hành" in plan_schema()
    assert "\\u" not in plan_schema()


def test_the_walk_over_the_model_reaches_its_parts() -> None:
    names = {record.__name__ for record in all_records()}
    assert {"Plan", "Unit", "Item", "Block", "Task", "Deadline", "Table", "Column"} <= names


@pytest.mark.parametrize(("record", "name"), FIELDS,
                         ids=[f"{record.__name__}.{name}" for record, name in FIELDS])  # fmt: skip
def test_every_field_is_explained_in_vietnamese(record: type[Record], name: str) -> None:
    info = record.model_fields[name]
    assert info.title
    assert info.description
    assert "\n" not in info.description
    assert VIETNAMESE.search(info.title + info.description)


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
def test_every_part_is_described_in_vietnamese(record: type[Record]) -> None:
    assert VIETNAMESE.search((record.__doc__ or "").partition("\n")[0])


@pytest.mark.parametrize(("record", "name"), FIELDS,
                         ids=[f"{record.__name__}.{name}" for record, name in FIELDS])  # fmt: skip
def test_the_schema_shows_title_and_description_under_the_key_that_is_typed(
    record: type[Record], name: str
) -> None:
    info = record.model_fields[name]
    definition = schema() if record is Plan else schema()["$defs"][record.__name__]
    shown = properties(definition)[info.alias or name]
    assert (shown["title"], shown["description"]) == (info.title, info.description)
    assert set(properties(definition)) == {
        other.alias or key for key, other in record.model_fields.items()
    }  # fmt: skip


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_editor_underlines_nothing_in_a_shipped_plan(path: Path) -> None:
    assert complaints(seen(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(("level", "period"), STARTERS.items())
def test_an_editor_underlines_nothing_in_a_starting_plan(level: str, period: str) -> None:
    text = starting_plan(level, period, unit=None, parent=None)
    assert complaints(seen(text)) == []


@pytest.mark.parametrize(
    "more",
    [
        "number: 5\n",
        "number: 05\n",
        "number: '05'\n",
        "number: 1.012\n",
        "issued_on: 09/12/2026\n",
        "issued_on: 2026-12-09\n",
        "symbol: 1.000\n",
        "programme: {name: x, period: {from: '2026', to: 2030}}\n",
        "programme: {name: x, period: '2026'}\n",
        "targets: [{id: a, name: x, unit: hộ, baseline: 100, end: '≥ 90'}]\n",
        "targets: [{id: a, name: x, unit: hộ, end: 5, baseline_year: '2026'}]\n",
        "targets: [{id: a, name: x, unit: hộ, baseline: 1.012, change: -5}]\n",
        "funding: [{id: a, title: x, amount: 1.500.000}, {id: b, title: y, amount: 1500000}]\n",
        "tasks: [{id: a, number: 2, title: x, lead: b, support: [c], due: 30/9/2027}]\n",
        "tasks: [{id: a, title: x, due: quý IV}, {id: b, title: y, due: 2027-12-09}]\n",
        "reports: [{id: a, name: x, from: all, to: y, due: {before: 9/12}}]\n",
        "reports: [{id: a, name: x, from: [b], to: y, due: {by: 09/12/2027}}]\n",
        "ladder: [I., 1., 1.1., a), '-', +]\n",
        "ladder: [{format: I., term: phần}, {format: 1., term: mục}]\n",
        "appendices: [{id: p, title: x, numbering: 1., items: [y, {text: z, items: [t]}]}]\n",
        "appendices: [{id: p, title: x, from: target-table}]\n",
        "appendices: [{id: p, title: x, from: {block: tasks, only: [a], group: lead}}]\n",
        "appendices: [{id: p, title: x, table: {columns: [{title: a}], rows: [[5], [x], ['']]}}]\n",
        "closing: 2027\n",
        "closing: ~\n",
    ],
)
def test_what_the_loader_reads_an_editor_does_not_underline(more: str) -> None:
    assert parse_plan((PLAN + more).encode("utf-8"), "kh.yaml").plan
    assert complaints(seen(PLAN + more)) == []


@pytest.mark.parametrize("period", ["2027", "'2027'", "{from: 2026, to: 2030}",
                                    "{from: '2026', to: '2030'}"])  # fmt: skip
def test_a_period_is_a_year_or_two(period: str) -> None:
    text = PLAN.replace("period: 2027", f"period: {period}")
    assert parse_plan(text.encode("utf-8"), "kh.yaml").plan
    assert complaints(seen(text)) == []


def mappings(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Return the path of one mapping of each kind in a document."""
    parts: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, dict):
        yield path
        parts = iter(value.items())
    elif isinstance(value, list):
        parts = iter(enumerate(value))
    for step, part in parts:
        yield from mappings(part, (*path, step))


def test_an_unknown_field_is_underlined_wherever_it_is_typed() -> None:
    [path] = [path for path in SHIPPED if path.stem == "cam-binh-2027"]
    document = seen(path.read_text("utf-8"))
    kinds = {tuple(step for step in place if isinstance(step, str)): place
             for place in mappings(document)}  # fmt: skip
    assert {(), ("issuer",), ("tasks",), ("sections", "items"), ("appendices",)} <= kinds.keys()
    for place in kinds.values():
        part = document
        for step in place:
            part = part[step]
        assert complaints(document) == []
        part["zzz"] = "x"
        assert complaints(document), place
        del part["zzz"]


@pytest.mark.parametrize(
    "change",
    [
        ("level: commune", "level: communes"),
        ("subject: Thực hiện giảm nghèo\n", ""),
        ("subject: Thực hiện giảm nghèo", "subject: ''"),
        ("subject: Thực hiện giảm nghèo", "subjet: Thực hiện giảm nghèo"),
        ("kind: xã, ", ""),
        ("id: goal", "id: Mục tiêu"),
        ("[UBND tỉnh]", "[]"),
        ("[UBND tỉnh]", "UBND tỉnh"),
        ("{name: A}", "{name: A, authority: KTT}"),
        ("period: 2027", "period: {first: 2027, last: 2027}"),
        ("opening: Như sau", "opening: Như sau\nappendices: [{id: p, title: x, derived: tasks}]"),
        ("opening: Như sau", "opening: Như sau\nbases: [{id: a, type: Luật, superior: 'true'}]"),
    ],
)
def test_what_the_loader_refuses_by_form_an_editor_underlines(change: tuple[str, str]) -> None:
    assert PLAN.count(change[0]) == 1
    assert complaints(seen(PLAN)) == []
    assert complaints(seen(PLAN.replace(*change)))


def test_an_overlay_has_a_schema_of_its_own() -> None:
    own = Draft202012Validator(json.loads(overlay_schema()))
    folder = Path(__file__).parents[2] / "data"
    (shipped,) = folder.glob("overlays/*/*.yaml")
    document = seen(shipped.read_text("utf-8"))
    assert list(own.iter_errors(document)) == []
    document["change"]["tasks"][0]["zzz"] = "x"
    assert len(list(own.iter_errors(document))) == 1
    assert (folder / "schema" / "overlay.schema.json").read_text("utf-8") == overlay_schema()
