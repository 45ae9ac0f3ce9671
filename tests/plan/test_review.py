"""The open items of a plan: filling a place in closes its item, a draft shows a gap."""

import io
from pathlib import Path

import docx
import pytest
from lxml import etree

from generator import pipeline
from generator.diagnostics import Diagnostic, Refused, Severity
from generator.document.package import read_members
from generator.pipeline import examined
from generator.plan.review import GAP, address, located, open_items, values_of
from generator.plan.source import parse_plan
from tests.sample import PLAN

DECIDE = """
review:
- {at: "targets[ho-ngheo].end", status: decide, kind: target-end, suggestion: "1,4", why: chưa rõ}
- {at: "targets[ho-ngheo].change", status: decide, kind: target-change}
- {at: "bases[kh-huyen].number", status: confirm, kind: basis, now: 12/KH-UBND, why: xem số}
- {at: "sections[muc-tieu].items[1].text", status: confirm, kind: year, sentence: Tỷ lệ hộ nghèo}
"""
BLANK = PLAN.replace('end: "1,95"', "end:").replace('change: "-0,55"', "change:") + DECIDE


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lines(document: bytes, part: str = "word/document.xml") -> list[str]:
    """Return the text of each paragraph of a part of a document."""
    root = etree.fromstring(read_members(document, "")[part])
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def found(text: str) -> list[Diagnostic]:
    """Return the findings about the open items of a plan."""
    diagnostics = examined(parse_plan(text.encode("utf-8"), "plan.yaml")).diagnostics
    assert {d.code for d in diagnostics} <= {"plan.review-undecided", "plan.review-unconfirmed"}
    return list(diagnostics)


def test_each_open_decision_is_an_error_at_its_place_and_the_rest_one_warning() -> None:
    end, change, rest = sorted(found(BLANK), key=lambda d: d.severity)
    places = {(d.place.path, d.severity) for d in (end, change)}
    assert places == {("targets[1].end", Severity.ERROR), ("targets[1].change", Severity.ERROR)}
    assert rest.severity is Severity.WARNING
    assert rest.parameters == {"count": "2", "first": "xem số"}


def test_a_suggestion_is_in_the_hint() -> None:
    hints = {d.place.path: d.hint() for d in found(BLANK)}
    assert "1,4" in hints["targets[1].end"]
    assert "Gợi ý" not in hints["targets[1].change"]


def test_what_is_filled_in_is_decided_without_a_word_in_the_list() -> None:
    filled = BLANK.replace("end:\n", 'end: "1,5"\n').replace("change:\n", 'change: "-1"\n')
    assert [d.severity for d in found(filled)] == [Severity.WARNING]


def test_what_was_changed_or_done_is_confirmed() -> None:
    filled = BLANK.replace("end:\n", 'end: "1,5"\n').replace("change:\n", 'change: "-1"\n')
    other = filled.replace("number: 12/KH-UBND", "number: 13/KH-UBND")
    assert found(other)[0].parameters["count"] == "1"
    done = other.replace("status: confirm, kind: year", "status: done, kind: year")
    assert found(done) == []


def test_a_sentence_that_was_changed_is_confirmed() -> None:
    filled = BLANK.replace("- Tỷ lệ hộ nghèo còn", "- Hộ nghèo còn")
    rest = [d for d in found(filled) if d.severity is Severity.WARNING]
    assert rest[0].parameters["count"] == "1"


def test_an_item_of_a_place_that_is_gone_is_closed() -> None:
    gone = BLANK + '- {at: "targets[khac].end", status: decide, kind: target-end}\n'
    gone += '- {at: "sections[9].title", status: confirm, kind: year, sentence: x}\n'
    assert len(found(gone)) == len(found(BLANK))


def test_moving_a_record_does_not_open_its_items_again() -> None:
    plan = parse_plan(BLANK.encode("utf-8"), "plan.yaml").plan
    moved = plan.model_copy(update={"targets": (*plan.targets[::-1], plan.targets[0])})
    assert [one.item.at for one in open_items(moved)] == [o.item.at for o in open_items(plan)]


def test_an_address_finds_its_place_again() -> None:
    values = values_of(parse_plan(BLANK.encode("utf-8"), "plan.yaml").plan)
    paths = [("targets", 0, "end"), ("sections", 0, "items", 0, "text"), ("signature", "name")]
    for path in paths:
        assert located(values, address(values, path)) == path
    assert address(values, paths[0]) == "targets[ho-ngheo].end"
    assert located(values, "targets[2].end") is None


def test_a_final_document_is_refused_and_a_draft_shows_gaps(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(BLANK, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        pipeline.render(plan, None, draft=False)
    codes = [d.code for d in caught.value.diagnostics if d.severity is Severity.ERROR]
    assert codes == ["plan.review-undecided"] * 2
    rendered = pipeline.render(plan, None, draft=True)
    assert {d.severity for d in rendered.diagnostics} == {Severity.WARNING}
    assert f"- Tỷ lệ hộ nghèo còn {GAP}%." in lines(rendered.document)


def test_each_open_item_is_a_comment_beside_its_place(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(BLANK, encoding="utf-8")
    document = pipeline.render(plan, None, draft=True).document
    assert pipeline.render(plan, None, draft=True).document == document
    root = etree.fromstring(read_members(document, "")["word/document.xml"])
    beside: dict[str, str] = {}
    for start in root.iter(f"{W}commentRangeStart"):
        paragraph = next(start.iterancestors(f"{W}p"))
        beside[start.get(f"{W}id", "")] = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    gap = f"- Tỷ lệ hộ nghèo còn {GAP}%."
    assert (beside["0"], beside["1"], beside["3"]) == (gap, gap, gap)
    assert "Kế hoạch số 12/KH-UBND" in beside["2"]
    assert lines(document, "word/comments.xml")[:3] == ["chưa rõ", "1,4", "targets[ho-ngheo].end"]
    opened = docx.Document(io.BytesIO(document))
    assert [c.author for c in opened.comments] == ["kehoach"] * 4


def test_a_draft_is_still_refused_for_other_errors(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(BLANK.replace("lead: labour", "lead: nobody"), encoding="utf-8")
    with pytest.raises(Refused):
        pipeline.render(plan, None, draft=True)


def test_a_mistyped_address_closes_nothing() -> None:
    odd = BLANK + '- {at: "mục tiêu [", status: decide, kind: target-end}\n'
    assert "review[5].at" in {d.place.path for d in found(odd)}
