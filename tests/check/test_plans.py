"""What the program writes itself keeps to the form, but for what the papers it copies have."""

from functools import cache
from pathlib import Path

import pytest

from generator import pipeline
from generator.bulk.line import Line
from generator.bulk.lineage import descend
from generator.document.catalogue import read_template, template_path
from tests.check.paper import form_found, report_of
from tests.command import ROOT

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
MASTERS = ("hai-hau-2022", "ha-tinh-2027")
STATE = "nd30.pl2.v.1.state"
LATER = "nd30.pl1.ii.6.b.later"
DRAFTER = "nd30.pl1.ii.9.d.archive-drafter"
COLLECTIVE = "nd30.pl1.ii.7.b.collective"
# Five plans are copies of issued papers, with the words and signatures that these have.
ORIGINALS: dict[str, set[str]] = {
    "ha-tinh-2023": {LATER},
    "hai-hau-2022": {STATE, LATER, DRAFTER, "nd30.pl1.ii.7.c.undefined-title"},
    "kim-bang-2023": {STATE, COLLECTIVE},
    "minh-tien-2022-2025": {STATE, DRAFTER},
    "quang-khai-2023": {STATE, DRAFTER, COLLECTIVE, "nd30.pl1.ii.9.d.archive-office"},
}


@cache
def children(master: str) -> list[bytes]:
    """Return the documents of the first unit and of two in the middle of a master."""
    plan = ROOT / "data" / "plans" / f"{master}.yaml"
    lineage = descend(plan, ROOT / "data" / "units" / f"{master}.xlsx")
    path = template_path(lineage.cascade.level.value)
    line = Line(lineage.units, lineage.family.children, read_template(path), str(path), draft=False)
    units = lineage.family.children
    chosen = (0, len(units) // 3, len(units) // 2)
    made = [one.document for one in line.documents(units[n].plan for n in chosen)]
    return [document for document in made if document is not None]


@pytest.mark.parametrize("draft", [False, True], ids=["issued", "draft"])
@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_a_shipped_plan_keeps_to_the_form(plan: Path, *, draft: bool) -> None:
    report = report_of(pipeline.render(plan, None, draft=draft).document)
    assert set(form_found(report)) == ORIGINALS.get(plan.stem, set())
    assert not report.has_errors
    assert report.coverage.judged > 120


@pytest.mark.parametrize("master", MASTERS)
def test_the_documents_of_a_bulk_run_keep_to_the_form(master: str) -> None:
    documents = children(master)
    assert len(documents) == 3
    for document in documents:
        assert set(form_found(report_of(document))) <= ORIGINALS.get(master, set())
