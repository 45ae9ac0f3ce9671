"""Every rule of form passes a correct document and finds its own fault, and only that."""

import pytest

from generator.check.registry import Verdict
from generator.check.rulebook import RULES
from generator.reading.anatomy import Role
from tests.check.faults import FAULTS
from tests.check.furniture import STAMP, boxed, furnished, furniture, submission
from tests.check.layout import articled, parted, spoken_appendix
from tests.check.mutations import (
    Mutation,
    framed,
    in_header,
    lengthened,
    looks,
    office,
    tabbed,
    typed,
)
from tests.check.paper import correct, edited, form_found, report_of

FORM = [id for id in RULES if id.startswith(("nd30.", "practice."))]
MUTATIONS = (*FAULTS, *looks(iter(FORM)), *furniture(iter(FORM)))
GOOD = (office, lengthened, furnished, submission, parted, articled, spoken_appendix("./."))
IN_A_BOX = edited(boxed(STAMP, 20))
PASSED = {
    judgement.rule.id
    for data in (correct(), *map(edited, GOOD), IN_A_BOX)
    for judgement in report_of(data).judgements
    if judgement.verdict is Verdict.PASS
}


def test_a_correct_document_has_no_fault() -> None:
    assert form_found(report_of(correct())) == []
    for other in (*map(edited, GOOD), IN_A_BOX):
        assert form_found(report_of(other)) == []


@pytest.mark.parametrize("name", ["Phường Trần Phú", "Thành phố Hồ Chí Minh", "Phường 5"])
def test_a_place_named_after_a_person_or_a_number_keeps_its_common_noun(name: str) -> None:
    day = typed("Địa danh và thời gian", f"{name}, ngày 05 tháng 01 năm 2027")
    assert "nd30.pl1.ii.4.a.place-common" not in form_found(report_of(edited(day)))


def test_a_page_number_in_a_frame_in_the_middle_is_in_the_middle() -> None:
    assert form_found(report_of(edited(in_header(framed("center"))))) == []
    assert form_found(report_of(edited(in_header(framed("right"))))) == [
        "nd30.pl1.i.7.number-centred"
    ]


@pytest.mark.parametrize("id", FORM)
def test_every_rule_has_a_sample_that_passes_and_one_that_fails(id: str) -> None:
    assert id in {mutation.rule for mutation in MUTATIONS}
    assert id in PASSED


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.rule}: {m.name}")
def test_a_single_fault_is_found_by_its_rule_alone(mutation: Mutation) -> None:
    data = edited(*mutation.from_, mutation.edit)
    ids = form_found(report_of(data, is_=mutation.is_ or Role.UNKNOWN))
    assert mutation.rule in ids
    assert set(ids) == {mutation.rule, *mutation.also}


def test_a_letterhead_set_by_tabs_raises_no_false_alarm() -> None:
    ids = form_found(report_of(edited(tabbed)))
    assert [id for id in ids if id.endswith("-align")] == []
    assert "nd30.d8.elements" not in ids
