"""Conditions that name units are decided for each unit, all others once for their kind."""

import pytest

from generator.change.cascade import cascade_of, cascade_plans
from generator.plan.composition import compose
from generator.plan.model import Plan
from generator.plan.workbook.rows import UnitRow
from tests.plan.rules.samples import plan_fields

UNITS = [UnitRow("xã", "Hải An"), UnitRow("xã", "Hải Lý"), UnitRow("thị trấn", "Cồn")]


def _texts(item: dict[str, object]) -> list[list[str]]:
    """Return, unit by unit, the bullets of a section that a master gives to its communes."""
    section = {"id": "rieng", "title": "Nội dung riêng", "items": [item, "Chung."]}
    cascade = [{"level": "commune", "recipients": ["UBND huyện", {"from": "agencies"}]}]
    fields = plan_fields(cascade=cascade, sections=[*plan_fields()["sections"], section])
    master = Plan.model_validate(fields)
    children = cascade_plans(master, cascade_of(master), UNITS).children
    return [[block.text for block in compose(child.plan).sections["rieng"][1:]]
            for child in children]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, [True, True, True]),
        ({"only_for": ["commune"]}, [True, True, True]),
        ({"only_for": ["district"]}, [False, False, False]),
        ({"only_for": ["thị trấn"]}, [False, False, True]),
        ({"only_for": ["Hải Lý"]}, [False, True, False]),
        ({"only_for": ["xã Hải An", "Cồn"]}, [True, False, True]),
        ({"not_for": ["Hải An"]}, [False, True, True]),
        ({"not_for": ["xã"]}, [False, False, True]),
    ],
)
def test_a_part_is_printed_by_the_units_it_is_for(
    condition: dict[str, list[str]], expected: list[bool]
) -> None:
    printed = _texts({"text": "Riêng.", **condition})
    assert printed == [["Riêng.", "Chung."] if shown else ["Chung."] for shown in expected]


def test_a_part_is_reworded_for_one_unit_by_name() -> None:
    reworded = [{"for": ["Hải Lý"], "text": "Làm muối."}]
    assert [texts[0] for texts in _texts({"text": "Trồng lúa.", "reworded": reworded})] == [
        "Trồng lúa.", "Làm muối.", "Trồng lúa.",
    ]  # fmt: skip
