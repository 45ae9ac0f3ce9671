"""The lines under Tiêu ngữ, agency and subject are measured, whatever they are made of."""

import pytest

from generator.check.registry import Verdict
from tests.check.drawing import (
    bordered,
    celled,
    floating,
    longer,
    underlined,
    vml,
)
from tests.check.mutations import tabbed
from tests.check.paper import Edit, edited, form_found, report_of

MOTTO, ISSUER, SUBJECT = "Tiêu ngữ", "Cơ quan ban hành", "Trích yếu nội dung"
# In mm: Tiêu ngữ is 60.5 long in a column of 99.5, XÃ CẨM BÌNH 30.4 in one of 60.5; a line of
# its text is 5.7 high. The page is 160 wide.
RIGHT = {
    "floating in the middle": floating(MOTTO, 60, down=6),
    "floating by a distance": floating(MOTTO, 60, across=19.5, down=6),
    "floating under the agency": floating(ISSUER, 13, across=23.8, down=6),
    "floating under the subject": floating(SUBJECT, 60, beside="margin", down=6),
    "floating from the edge of the page": floating(SUBJECT, 60, beside="page", across=80, down=6),
    "of older Word": vml(MOTTO, 60, across=19.5, down=6),
    "of older Word under the agency": vml(ISSUER, 13, across=23.8, down=6),
    "a border": bordered(ISSUER, 23, 23),
    "a border under the subject": bordered(SUBJECT, 55, 55),
}
WRONG = {
    "floating, too short": (floating(MOTTO, 40, down=6), "motto-line-length"),
    "floating, aside": (floating(MOTTO, 60, across=5, down=6), "motto-line-centred"),
    "floating, through the letters": (floating(MOTTO, 60, down=1), "motto-line-near"),
    "floating, far below": (floating(MOTTO, 60, down=15), "motto-line-near"),
    "of older Word, too long": (vml(ISSUER, 40, across=10, down=6), "issuer-line-length"),
    "a border over the whole column": (bordered(ISSUER, 0, 0), "issuer-line-length"),
    "a border with gaps": (bordered(ISSUER, 23, 23, "dashed"), "issuer-line-solid"),
    "a border aside": (bordered(ISSUER, 10, 36), "issuer-line-centred"),
    "letters underlined": (underlined(MOTTO), "motto-line-drawn"),
    "subject, too long": (longer(SUBJECT, 2), "subject-line-length"),
}


@pytest.mark.parametrize("made", RIGHT.values(), ids=RIGHT)
def test_a_line_that_measures_right_is_right_however_it_is_made(made: Edit) -> None:
    assert form_found(report_of(edited(made))) == []


@pytest.mark.parametrize(("made", "rule"), WRONG.values(), ids=WRONG)
def test_a_line_is_wrong_in_one_way_only(made: Edit, rule: str) -> None:
    assert [id.rpartition(".")[2] for id in form_found(report_of(edited(made)))] == [rule]


def test_a_line_above_a_cell_is_measured_as_far_as_it_can_be() -> None:
    assert form_found(report_of(edited(celled(ISSUER, 13)))) == []
    found = form_found(report_of(edited(celled(ISSUER, 50))))
    assert found == ["nd30.pl1.ii.2.b.issuer-line-length"]


def test_what_is_right_of_a_line_is_judged_and_not_passed_over() -> None:
    for made in RIGHT.values():
        verdicts = {
            judgement.rule.id: judgement.verdict
            for judgement in report_of(edited(made)).judgements
            if "-line-" in judgement.rule.id and judgement.rule.words.startswith("line.")
        }
        assert set(verdicts.values()) == {Verdict.PASS}, verdicts


def test_lines_of_a_letterhead_set_by_tabs_are_told_apart_by_their_length_or_not_judged() -> None:
    judged = {j.rule.id: j.verdict for j in report_of(edited(tabbed)).judgements}
    assert judged["nd30.pl1.ii.1.b.motto-line-centred"] in (
        Verdict.NOT_EVALUATED,
        Verdict.NOT_APPLICABLE,
    )
