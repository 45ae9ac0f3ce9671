"""What a report says: who judged, who could not, and why; nothing unjudged counts as right."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator.check.examination import CRASHED, Judgement, examined
from generator.check.profile import base_profile
from generator.check.registry import RULES, Case, Fault, Rule, Verdict
from generator.diagnostics import Severity
from generator.reading.anatomy import Anatomy, Role
from generator.reading.plain import read_text
from generator.reading.recognition import recognised
from generator.reading.sheet import paragraphs
from generator.reading.word import read_docx
from tests.check.paper import FORM, correct, edited, report_of, swap

LOOKS = ("-size", "-bold", "-italic", "-align", "margin-", "font", "colour", "gap", "indent")


def judged(anatomy: Anatomy) -> dict[str, Judgement]:
    """Return the judgement of every rule by its id."""
    return {one.rule.id: one for one in examined(anatomy, base_profile()).judgements}


def _is_look(id: str) -> bool:
    return id.startswith(FORM) and any(word in id for word in LOOKS)


def plain() -> Anatomy:
    """Return the correct document as bare text."""
    document = read_docx(correct(), "van-ban.docx")
    text = "\n".join(p.text for p in paragraphs(document.blocks))
    return recognised(read_text(text.encode(), "van-ban.txt"))


def test_plain_text_is_never_right_in_its_looks() -> None:
    judgements = judged(plain())
    looks = [one for id, one in judgements.items() if _is_look(id)]
    assert len(looks) > 60
    assert {one.verdict for one in looks} <= {Verdict.NOT_EVALUATED, Verdict.NOT_APPLICABLE}


def test_what_is_absent_is_one_fault_and_not_a_fault_of_its_looks() -> None:
    judgements = judged(recognised(read_text("KẾ HOẠCH".encode(), "trong.txt")))
    assert judgements["nd30.d8.elements"].verdict is Verdict.FAIL
    failed = [id for id, one in judgements.items() if one.verdict is Verdict.FAIL]
    assert [id for id in failed if id.startswith(FORM)] == ["nd30.d8.elements"]


def test_a_rule_that_breaks_down_has_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(case: Case) -> Iterator[Fault]:
        if case.day is None or case.day.year:
            raise IndexError
        yield Fault()

    monkeypatch.setitem(RULES, "x.broken", Rule("x.broken", Severity.ERROR, "", broken))
    judgement = judged(recognised(read_docx(correct(), "a.docx")))["x.broken"]
    assert (judgement.verdict, judgement.reason) == (Verdict.NOT_EVALUATED, CRASHED)


def test_what_was_found_before_a_breakdown_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(case: Case) -> Iterator[Fault]:
        yield Fault(near=case.anatomy.text(Role.TYPE))
        raise IndexError

    monkeypatch.setitem(RULES, "x.broken", Rule("x.broken", Severity.ERROR, "", broken))
    judgement = judged(recognised(read_docx(correct(), "a.docx")))["x.broken"]
    assert judgement.verdict is Verdict.FAIL
    assert [fault.near for fault in judgement.faults] == ["KẾ HOẠCH"]


def test_coverage_counts_every_rule_once() -> None:
    coverage = report_of(correct()).coverage
    assert coverage.total + coverage.beside == len(RULES)
    assert coverage.failed == 0 < coverage.judged


def test_findings_come_in_the_order_of_the_document() -> None:
    data = edited(
        swap("- Lưu: VT, KT.", "- Lưu VT, KT."),
        swap("II. NỘI DUNG", "III. NỘI DUNG"),
        swap("Số: 05/KH-UBND", "Số: 5/KH-UBND"),
    )
    ids = [finding.rule.id.rpartition(".")[2] for finding in report_of(data).findings]
    order = ["number-zero", "order", "archive-colon"]
    assert [id for id in ids if id in order] == order


def test_each_finding_has_words_a_place_and_a_clause() -> None:
    report = report_of(edited(swap("- Lưu: VT, KT.", "- Lưu VT, KT.")))
    (finding,) = [one for one in report.findings if one.rule.id.startswith(FORM)]
    assert finding.diagnostic.message()
    assert finding.diagnostic.hint("en")
    assert "II.9.d" in finding.rule.clause
    assert finding.diagnostic.place.text().startswith("van-ban.docx, ")
    assert finding.fault.near == "- Lưu VT, KT."


@pytest.mark.parametrize("role", list(Role))
def test_a_document_whose_parts_are_all_of_one_kind_breaks_no_rule_down(role: Role) -> None:
    anatomy = recognised(read_docx(correct(), "a.docx"))
    parts = tuple(replace(part, role=role) for part in anatomy.parts)
    report = examined(replace(anatomy, parts=parts), base_profile())
    assert [one.rule.id for one in report.judgements if one.reason == CRASHED] == []


def test_parts_without_text_and_paragraphs_break_no_rule_down() -> None:
    anatomy = recognised(read_docx(correct(), "a.docx"))
    for empty in (
        [replace(part, text="") for part in anatomy.parts],
        [replace(part, paragraphs=()) for part in anatomy.parts],
        [replace(part, marker="?", rung="?") for part in anatomy.parts],
        [replace(part, appendix=1) for part in anatomy.parts],
    ):
        report = examined(replace(anatomy, parts=tuple(empty)), base_profile())
        assert [one.rule.id for one in report.judgements if one.reason == CRASHED] == []
