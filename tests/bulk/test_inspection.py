"""Every document of a run is judged: what all share once, what is a unit's own with the unit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.bulk.inspection import shared_texts, whole
from generator.bulk.line import Line, Made
from generator.bulk.lineage import descend
from generator.change.cascade import Child
from generator.diagnostics import Refused, has_errors
from generator.document.catalogue import read_template, template_path
from generator.plan.model import Plan
from tests.bulk.conftest import Bulk
from tests.command import ROOT
from tests.document.word import body, paragraph, word_file

MASTERS = ("hai-hau-2022", "ha-tinh-2027")
FEW = 6
Change = Callable[[Plan], Plan]


def line_of(master: str, count: int | None = None) -> Line:
    """Return the judged line of a shipped master's units, the first few or all."""
    plan, units = (ROOT / "data" / d for d in (f"plans/{master}.yaml", f"units/{master}.xlsx"))
    lineage = descend(plan, units)
    path = template_path(lineage.cascade.level.value)
    children = [lineage.family.children[n] for n in range(len(lineage.units))][:count]
    line = Line(lineage.units[:count], children, read_template(path), str(path), draft=False)
    return replace(line, shared=shared_texts(line))


def with_change(line: Line, number: int, change: Change) -> Line:
    """Return a line one of whose units has a plan that was changed."""
    children: list[Child] = list(line.children)
    children[number] = replace(children[number], plan=change(children[number].plan))
    changed = replace(line, children=children, shared=None, memories={})
    return replace(changed, shared=shared_texts(changed))


def signed_by(name: str) -> Change:
    return lambda plan: plan.model_copy(
        update={"signature": plan.signature.model_copy(update={"name": name})}
    )


def placed(place: str) -> Change:
    return lambda plan: plan.model_copy(update={"place": place})


def made(line: Line) -> list[Made]:
    return line.documents(child.plan for child in line.children)


@pytest.mark.parametrize("master", MASTERS)
def test_no_unit_of_a_shipped_master_is_doubted(master: str) -> None:
    line = line_of(master)
    assert [one.diagnostics for one in made(line) if one.diagnostics] == []
    assert not has_errors(whole(line, range(len(line.children))))


@pytest.mark.parametrize(
    ("rule", "change", "stops"),
    [
        ("check.content.letter-lost", signed_by("Nguy\ufffdn Văn A"), True),
        ("check.nd30.pl1.ii.7.c.honours", signed_by("TS. Nguyễn Văn A"), True),
        ("check.nd30.pl2.ii.1.signer-capitals", signed_by("nguyễn Văn A"), True),
        ("check.content.space-doubled", signed_by("Nguyễn  Văn A"), False),
        ("check.nd30.pl1.ii.4.a.place", placed("Thạch Khê"), False),
        ("check.nd30.pl1.ii.4.a.place-name", placed("xã Thạch Khê"), True),
    ],
)
@pytest.mark.parametrize("number", [0, 3])
def test_a_fault_of_one_unit_is_told_of_that_unit_only(
    rule: str, change: Change, number: int, *, stops: bool
) -> None:
    line = with_change(line_of("hai-hau-2022", FEW), number, change)
    found = [{one.code for one in document.diagnostics} for document in made(line)]
    assert rule in found[number]
    assert [codes for n, codes in enumerate(found) if n != number] == [set()] * (FEW - 1)
    assert (made(line)[number].document is None) == stops


def test_what_is_told_of_a_unit_does_not_depend_on_the_others() -> None:
    line = with_change(line_of("hai-hau-2022", FEW), 2, signed_by("TS. Nguyễn  Văn A"))
    alone = replace(line, memories={})
    (last,) = alone.documents([line.children[2].plan])
    assert last.diagnostics == made(line)[2].diagnostics


def test_a_draft_is_only_warned_about() -> None:
    line = replace(line_of("hai-hau-2022", FEW), draft=True)
    document = made(with_change(line, 1, signed_by("TS. Nguyễn Văn A")))[1]
    assert document.diagnostics
    assert not has_errors(document.diagnostics)
    assert document.document is not None


def test_a_template_that_breaks_the_form_stops_the_run() -> None:
    line = line_of("hai-hau-2022", FEW)
    bare = replace(line, template=word_file(body(paragraph("{{ subject }}"))), memories={})
    with pytest.raises(Refused) as refused:
        whole(bare, range(FEW))
    assert "check.nd30.d8.administrative" in {one.code for one in refused.value.diagnostics}


def test_a_run_tells_what_its_documents_share_and_can_leave_it(
    bulk: Bulk, few: Path, tmp_path: Path
) -> None:
    ended = bulk(few, "--jobs", "1")
    assert ended.code == 0, ended.err
    assert ended.err.count("[check.nd30.pl2.v.1.state]") == 1
    again = bulk(few, "--jobs", "1")
    assert "pl2.v.1.state" not in again.err  # nothing was made, nothing to be judged
    own = tmp_path / "mau.docx"
    own.write_bytes(word_file(body(paragraph("{{ subject }}"))))
    assert bulk(few, "--template", str(own), "--only", "xã Hải Nam").code == 1
    assert bulk(few, "--template", str(own), "--only", "xã Hải Nam", "--no-check").code == 0
