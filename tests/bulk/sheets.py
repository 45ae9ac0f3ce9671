"""Sheets of units with made-up figures, and masters, for the tests of bulk runs."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generator.bulk.folder import LOCK
from generator.change.cascade import cascade_of
from generator.plan.source import read_plan
from generator.plan.workbook import UnitRow, register_units, write_workbook
from tests.command import ROOT

MASTER = ROOT / "data" / "plans" / "hai-hau-2022.yaml"
COMMUNES = 34


def rows(master: Path = MASTER) -> list[UnitRow]:
    """Return the units of the register under a master with made-up figures."""
    plan = read_plan(master).plan
    cascade = cascade_of(plan)
    given = [share.id for share in cascade.targets if share.by == "sheet"]
    return [
        replace(
            unit,
            households=Decimal(1000 + 10 * index),
            poor_households=Decimal(20 + index),
            population=Decimal(4000 + index),
            figures={id_: {"baseline": Decimal("2.5"), "end": Decimal("1.9")} for id_ in given},
        )
        for index, unit in enumerate(register_units(plan, cascade))
    ]


def sheet(path: Path, units: list[UnitRow], master: Path = MASTER) -> Path:
    """Return the path of a workbook written for some units of a master."""
    plan = read_plan(master).plan
    path.write_bytes(write_workbook(plan, cascade_of(plan), units, note="made up"))
    return path


def with_fault(path: Path, unit: str) -> Path:
    """Return the path of a master whose plan for one unit calls a name that does not exist."""
    text = MASTER.read_text("utf-8")
    mark = "            reworded:\n              - for: [thị trấn]\n"
    fault = (
        f"            reworded:\n              - {{for: [{unit}], text: '{{{{ khong_co }}}}'}}\n"
        "              - for: [thị trấn]\n"
    )
    assert mark in text
    path.write_text(text.replace(mark, fault, 1), "utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a run's folder, the lock left out."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != LOCK}
