"""Documents the program makes itself: the rules of content have nothing false to say of them."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.bulk.line import Line
from generator.change.cascade import cascade_of, cascade_plans
from generator.check.registry import RULES, Case, Unjudged
from generator.diagnostics import Severity
from generator.pipeline import render
from generator.plan.source import read_plan
from generator.plan.workbook.rows import UnitRow
from generator.reading.recognition.recogniser import recognised
from generator.reading.word.reader import read_docx
from tests.command import ROOT

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
# What the real plans say themselves and the shipped ones keep: words of the level above, and one
# `uỷ` among many `ủy`.
KEPT = {
    "minh-tien-2022-2025": {"content.level-left", "content.tone-mixed"},
    "quang-khai-2023": {"content.tone-mixed"},
}
CHILDREN = (("hai-hau-2022", "xã", "Hải Anh"), ("ha-tinh-2027", "phường", "Thành Sen"))


def broken(document: bytes) -> dict[str, list[str]]:
    """Return the rules that a document breaks, with the words of each place."""
    case = Case(recognised(read_docx(document, "mau.docx")), {})
    result: dict[str, list[str]] = {}
    for id, rule in RULES.items():
        if id.startswith("content."):
            try:
                words = [fault.near for fault in rule.judge(case)]
            except Unjudged:
                continue
            if words:
                result[id] = words
    return result


@cache
def child(master: str, kind: str, name: str) -> bytes:
    """Return the document of one unit of a shipped master."""
    path = ROOT / "data" / "plans" / f"{master}.yaml"
    plan = read_plan(path).plan
    figures = {
        share.id: {"baseline": Decimal("2.20"), "end": Decimal("1.70")}
        for share in cascade_of(plan).targets
        if share.by == "sheet"
    }
    row = UnitRow(
        kind=kind,
        name=name,
        households=Decimal(2000),
        poor_households=Decimal(60),
        population=Decimal(7000),
        figures=figures,
    )
    made = cascade_plans(plan, cascade_of(plan), [row]).children
    template = (ROOT / "templates" / "commune.docx").read_bytes()
    line = Line([row], made, template, "commune.docx", draft=True)
    (finished,) = line.documents([made[0].plan])
    assert finished.document is not None
    return finished.document


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_a_shipped_plan_breaks_no_rule_that_it_does_not_break_on_paper(plan: Path) -> None:
    found = broken(render(plan, None, draft=False).document)
    assert not {id for id in found if RULES[id].severity is Severity.ERROR}
    assert set(found) == KEPT.get(plan.stem, set())


@pytest.mark.parametrize("unit", CHILDREN, ids=lambda unit: unit[2])
def test_the_plan_of_a_unit_below_breaks_no_rule(unit: tuple[str, str, str]) -> None:
    assert broken(child(*unit)) == {}
