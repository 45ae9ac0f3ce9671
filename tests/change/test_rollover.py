"""Last year's plan as this year's: what moves, what stands, what is left to a person."""

import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.change.ledger import Entry
from generator.change.rollover import RolledOver, Wish, rollover
from generator.change.years import year_uses
from generator.diagnostics import Refused, Severity
from generator.pipeline import examined
from generator.plan.composition import compose
from generator.plan.conditions import for_issuer
from generator.plan.model import Plan
from generator.plan.source import parse_plan, read_plan, written_plan
from tests.command import ROOT
from tests.plan.rules.samples import BASE
from tests.sample import PLAN

PLANS = tuple(sorted((ROOT / "data" / "plans").glob("*.yaml")))
COMMUNES_OF_DISTRICTS = {"quang-khai-2023", "minh-tien-2022-2025"}


@cache
def plan_of(name: str) -> Plan:
    """Return a shipped plan."""
    return read_plan(ROOT / "data" / "plans" / f"{name}.yaml").plan


def rolled(name: str, to: str, **wish: Any) -> RolledOver:
    """Return a shipped plan rolled over."""
    return rollover(plan_of(name), Wish(to, **wish))


def sample(**fields: Any) -> Plan:
    """Return the small district plan of 2022 with some fields of its own."""
    text = json.dumps({**BASE, **fields})
    return parse_plan(text.encode("utf-8"), "plan.yaml").plan


def entry(made: RolledOver, code: str) -> Entry:
    """Return the one entry of a code."""
    found = [e for e in made.entries if e.code == f"rollover.{code}"]
    assert len(found) == 1, [e.code for e in made.entries]
    return found[0]


def codes(made: RolledOver) -> set[str]:
    """Return the codes of all entries."""
    return {e.code.removeprefix("rollover.") for e in made.entries}


def refused(plan: Plan, wish: Wish) -> str:
    """Return the code with which a rollover is refused."""
    with pytest.raises(Refused) as caught:
        rollover(plan, wish)
    return caught.value.diagnostics[0].code


def test_each_2022_of_hai_hau_is_explained_and_exactly_twelve_follow_the_year() -> None:
    """29 times 2022: 12 follow the plan; 14 stand in dates and numbers of bases and 1 in a term;
    2 are in titles of documents about 2022 alone, which a person has to replace."""
    uses = [use for use in year_uses(plan_of("hai-hau-2022")) if use.year == 2022]
    assert Counter(use.source for use in uses) == {"period": 12, "bases": 16, "terms": 1}
    titles = [u.excerpt for u in uses if u.source == "bases" and "năm 2022" in u.excerpt]
    assert [re.sub(r".*bền vững", "…", text) for text in titles] == [
        "… năm 2022 trên địa bà",
        "… năm 2022.",
    ]


def test_after_the_rollover_of_hai_hau_the_twelve_are_2023_and_the_fifteen_stand() -> None:
    made = rolled("hai-hau-2022", "2023")
    before = [u for u in year_uses(plan_of("hai-hau-2022")) if u.year == 2022]
    after = year_uses(made.plan)
    stood = Counter(u.excerpt for u in before if u.source != "period")
    blanked = {e for e in stood if "101/KH-UBND" in e or "trên địa bà" in e}
    assert sum(u.year == 2023 and u.source == "period" for u in after) == 12
    left = Counter(u.excerpt for u in after if u.year == 2022)
    assert sum(left.values()) == 15
    assert sum((stood - left).values()) == 2, "only the superior plan's date and title go"
    assert set(stood - left) <= blanked


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_every_year_of_a_shipped_plan_is_explained_or_told(plan: Any) -> None:
    years = plan_of(plan.stem).period
    span = years.last - years.first
    to = f"{years.last + 1}-{years.last + 1 + span}" if span else str(years.last + 1)
    two_tier = plan.stem in COMMUNES_OF_DISTRICTS and years.last >= 2025
    made = rolled(plan.stem, to, two_tier=two_tier)
    prose = {u.year for u in year_uses(made.plan) if u.source == "prose"}
    told = " ".join(e.parameters.get("year", "") for e in made.entries if e.sentence)
    assert [year for year in prose if str(year) not in told] == []


def test_bases_programme_terms_and_typed_years_do_not_move() -> None:
    for name, to in (("hai-hau-2022", "2023"), ("cam-binh-2027", "2028"), ("ha-tinh-2023", "2024")):
        old, new = plan_of(name), rolled(name, to).plan
        assert [b for b in new.bases if not b.superior] == [b for b in old.bases if not b.superior]
        assert (new.programme, new.terms) == (old.programme, old.terms)
        assert new.cascade == old.cascade
    minh_tien = rolled("minh-tien-2022-2025", "2026", two_tier=True).plan
    years = [t.baseline_year for t in minh_tien.targets]
    assert years == [t.baseline_year for t in plan_of("minh-tien-2022-2025").targets]


def test_nothing_approved_carries_over() -> None:
    plan = sample(
        number=5, issued_on="10/02/2022",
        funding=[{"id": "a", "title": "Ngân sách", "amount": "1.500.000", "general": True}],
    )  # fmt: skip
    made = rollover(plan, Wish("2023"))
    new = made.plan
    assert (new.number, new.issued_on, new.funding[0].amount) == (None, None, None)
    assert (new.bases[0].number, new.bases[0].date) == (None, None)
    assert (
        entry(made, "superior-number").old == "Kế hoạch số 15/KH-UBND ngày 10/02/2022 của UBND tỉnh"
    )
    assert entry(made, "amount").status == "decide"
    assert entry(made, "signer").status == "confirm"
    assert Counter(e.code for e in made.entries)["rollover.cleared"] == 2


def targets(*records: dict[str, Any], **wish: Any) -> RolledOver:
    """Return a plan of 2022 with some targets, rolled over."""
    full = [{"id": f"t{i}", "name": "Tỷ lệ", "unit": "%", **r} for i, r in enumerate(records)]
    return rollover(sample(targets=full), Wish(wish.pop("to", "2023"), **wish))


def test_last_years_end_is_this_years_start_and_the_new_end_is_blank() -> None:
    made = targets({"baseline": "2,5", "change": "-0,55", "end": "1,95"})
    (target,) = made.plan.targets
    assert (str(target.baseline), target.change, target.end) == ("1,95", None, None)
    assert entry(made, "target-planned").status == "confirm"
    assert entry(made, "target-end").suggestion == "1,40"
    assert entry(made, "target-end").reason == "rollover.reason.by-step"


def test_an_entry_calls_a_target_as_the_new_plans_page_does() -> None:
    made = targets({"name": "Hộ nghèo cuối {{ period.label }}", "end": "1,95"})
    assert entry(made, "target-end").parameters["target"] == "Hộ nghèo cuối năm 2023"


def test_an_actual_figure_goes_before_the_planned_one() -> None:
    made = targets({"end": "1,95"}, {"end": "5"}, actuals={"t0": Decimal("2.10")})
    assert [str(t.baseline) for t in made.plan.targets] == ["2,10", "5"]
    assert entry(made, "target-actual").status == "changed"
    assert entry(made, "target-planned").path == ("targets", 1, "baseline")


def test_the_path_of_the_programme_is_a_suggestion_and_never_a_value() -> None:
    path = [
        {"year": 2022, "end": "1,9"},
        {"year": 2023, "end": "≤ 1,5"},
        {"year": 2024, "end": "1"},
    ]
    made = targets(
        {"end": "1,95", "path": path}, {"change": "-1", "baseline": "5", "path": path[2:]}
    )
    assert [t.end for t in made.plan.targets] == [None, None]
    assert entry(made, "target-end").suggestion == "≤ 1,5"
    assert entry(made, "target-end").reason == "rollover.reason.by-path"
    assert entry(made, "target-change").suggestion == "-1"


def test_a_bound_is_no_figure_to_start_from() -> None:
    made = targets({"end": "≥ 80"}, {"baseline": "3", "end": "0,6 - 0,7"})
    assert [t.baseline for t in made.plan.targets] == [None, None]
    assert entry(made, "target-baseline").path == ("targets", 1, "baseline")


def test_a_start_of_years_ago_says_its_year() -> None:
    made = targets({"end": "5"}, to="2024")
    assert made.plan.targets[0].baseline_year == 2022


def test_a_year_typed_for_the_start_stands_with_its_figure() -> None:
    made = targets(
        {"baseline": "9", "baseline_year": "2020", "end": "5"}, actuals={"t0": Decimal(6)}
    )
    assert (str(made.plan.targets[0].baseline), made.plan.targets[0].baseline_year) == ("9", 2020)
    told = entry(made, "baseline-year")
    assert (told.suggestion, told.reason) == ("6", "rollover.reason.as-counted")


def reports(to: str, due: dict[str, str], close: str | None = None) -> RolledOver:
    """Return a plan of 2022 with one report, rolled over."""
    report = {"id": "nam", "name": "Báo cáo năm", "from": "labour", "to": "UBND huyện", "due": due}
    return rollover(sample(reports=[{**report, **({"close": close} if close else {})}]), Wish(to))


def test_a_deadline_without_a_year_follows_and_one_with_a_year_is_moved() -> None:
    follows = reports("2023", {"before": "9/12"})
    assert entry(follows, "deadline-follows").new == "09/12/2023"
    moved = reports("2023", {"by": "15/12/2022"}, close="14/12/2022")
    assert str(moved.plan.reports[0].due and moved.plan.reports[0].due.by) == "2023-12-15"
    assert str(moved.plan.reports[0].close) == "2023-12-14"


def test_before_a_day_means_the_day_before_it() -> None:
    """9/12/2023 is a Saturday, so the last day is Friday: nothing to tell."""
    assert "deadline-off" not in codes(reports("2023", {"before": "9/12"}))
    assert entry(reports("2023", {"by": "9/12"}), "deadline-off").suggestion == "08/12/2023"


def test_a_moved_deadline_keeps_to_working_days() -> None:
    """30/9/2022 was a Friday; 30/9/2023 is a Saturday, the days before and after are told."""
    made = reports("2023", {"by": "30/9/2022"})
    told = entry(made, "deadline-earlier")
    assert (told.new, told.parameters) == ("29/9/2023", {"day": "30/9/2023", "after": "02/10/2023"})


def test_a_deadline_that_was_on_a_day_off_already_keeps_its_day() -> None:
    assert entry(reports("2023", {"by": "11/12/2022"}), "deadline-moved").new == "11/12/2023"
    assert entry(reports("2024", {"by": "10/12/2022"}), "deadline-moved").new == "10/12/2024"


def test_the_29th_of_february_becomes_the_28th() -> None:
    plan = sample(period="2024", reports=[
        {"id": "a", "name": "Báo cáo", "from": "labour", "to": "UBND huyện", "due": {"by": "29/2"}}
    ])  # fmt: skip
    made = rollover(plan, Wish("2025"))
    assert entry(made, "deadline-leap").new == "28/02"
    assert not any(d.severity is Severity.ERROR for d in compose(made.plan).diagnostics)


def test_years_beyond_the_calendar_are_moved_without_working_days() -> None:
    province = {"level": "province", "issuer": {"kind": "tỉnh", "name": "Hà Tĩnh"}}
    task = {**BASE["tasks"][0], "due": "30/9/2022"}
    made = rollover(sample(**province, tasks=[task]), Wish("2040"))
    assert entry(made, "deadline-moved").new == "30/9/2040"


def test_a_base_that_is_over_is_told_with_what_replaced_it() -> None:
    made = rolled("ha-tinh-2023", "2027")
    found = {e.path[1]: e for e in made.entries if e.code == "rollover.basis-replaced"}
    told = next(e for e in found.values() if e.old == "90/QĐ-TTg")
    assert told.status == "decide"
    assert told.suggestion.startswith("Quyết định số 417/QĐ-BNNMT ngày 31/01/2026")
    assert told.offer is not None
    assert (told.offer.id, told.offer.number) == ("qd-417", "417/QĐ-BNNMT")
    assert "programme-ended" in codes(made)


def test_a_base_about_last_year_is_to_be_replaced() -> None:
    """All of it: a new number with last year's day and title would be a false citation."""
    made = rolled("hai-hau-2022", "2023")
    found = {e.path[2]: e.old for e in made.entries if e.code == "rollover.basis-old-year"}
    assert found.keys() == {"number", "date", "about"}
    assert (found["number"], found["date"]) == ("1356/QĐ-UBND", "29/7/2022")


def test_a_base_the_register_lacks_is_told_not_judged() -> None:
    base = {"id": "x", "type": "Quyết định", "number": "9999/QĐ-ABC", "about": "về việc khác"}
    assert entry(rollover(sample(bases=[*BASE["bases"], base]), Wish("2023")), "basis-unknown")


def test_prose_with_a_year_or_a_sum_is_told_with_its_sentence() -> None:
    closing = "Câu đầu. Kinh phí năm 2022 là 1.200 triệu đồng. Câu cuối theo {{ period }}."
    made = rollover(sample(closing=closing), Wish("2023"))
    for code in ("year-in-text", "money-in-text"):
        assert entry(made, code).sentence == "Kinh phí năm 2022 là 1.200 triệu đồng."
        assert entry(made, code).status == "confirm"
    assert made.plan.closing == closing


def test_numbers_of_documents_and_dates_are_no_years_of_prose() -> None:
    closing = "Theo Nghị định số 27/2022/NĐ-CP ngày 19/4/2022, có 2022 hộ, 1.2022 và 20221."
    made = rollover(sample(closing=closing), Wish("2023"))
    sentences = [e.parameters["year"] for e in made.entries if e.code == "rollover.year-in-text"]
    assert sentences == ["2022"]


def test_agencies_that_are_no_more_are_told_with_who_has_their_work() -> None:
    made = rolled("ha-tinh-2023", "2027")
    gone = {e.old: e.suggestion for e in made.entries if e.code == "rollover.agency-gone"}
    assert gone["Sở Lao động - Thương binh và Xã hội"].startswith("Sở Nông nghiệp và Môi trường; ")
    assert gone["Sở Kế hoạch và Đầu tư"] == "Sở Tài chính"
    assert not gone.keys() & {"Sở Tài chính", "Sở Y tế", "Sở Tư pháp"}


def test_a_ministry_is_told_by_what_became_of_its_departments() -> None:
    made = rolled("quang-khai-2023", "2027", two_tier=True)
    told = entry(made, "agency-in-text")
    assert told.sentence.endswith("Bộ Lao động - Thương binh và Xã hội.")
    assert "Bộ Nông nghiệp và Môi trường" in told.parameters["followers"]


def test_a_district_has_no_plan_after_june_2025() -> None:
    assert refused(plan_of("hai-hau-2022"), Wish("2026")) == "rollover.no-district"
    assert (
        refused(plan_of("hai-hau-2022"), Wish("2026", two_tier=True)) == "rollover.regime-commune"
    )
    assert entry(rolled("hai-hau-2022", "2025"), "last-district-year").status == "confirm"


def test_a_communes_plan_of_district_times_needs_the_regime() -> None:
    assert refused(plan_of("quang-khai-2023"), Wish("2027")) == "rollover.needs-regime"
    assert (
        refused(plan_of("quang-khai-2023"), Wish("2024", two_tier=True)) == "rollover.regime-early"
    )


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("2022", "not-later"), ("2021", "not-later"), ("hai", "not-years"), ("20222", "not-years"),
        ("9999", "not-years"), ("2023-2025", "other-length"), ("2025-2023", "not-years"),
        ("", "not-years"), ("\uff12\uff10\uff12\uff13", "not-years"),
    ],
)  # fmt: skip
def test_years_that_do_not_follow_are_refused(to: str, code: str) -> None:
    assert refused(plan_of("hai-hau-2022"), Wish(to)) == f"rollover.{code}"


def test_a_commune_is_rewritten_for_the_two_tiers_by_the_registers() -> None:
    made = rolled("quang-khai-2023", "2027", two_tier=True)
    issuer = made.plan.issuer
    assert (issuer.full_name, issuer.code) == ("xã Tứ Kỳ", "11074")
    assert issuer.parent is not None
    assert (issuer.parent.full_name, issuer.parent.parent) == ("thành phố Hải Phòng", None)
    names = {a.id: a.name for a in made.plan.agencies}
    assert names["social"] == "Phòng Kinh tế"
    assert names["justice"] == "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"
    assert names["labour"] == "Sở Nông nghiệp và Môi trường"
    assert names["front"] == "Ủy ban Mặt trận Tổ quốc và các đoàn thể"
    joined = {e.path[1] for e in made.entries if e.code == "rollover.agencies-joined"}
    assert {made.plan.agencies[int(index)].id for index in joined} == {
        "finance", "agriculture", "party-office", "radio"
    }  # fmt: skip
    text = "\n".join(b.text for b in compose(for_issuer(made.plan).plan).body)
    assert "Quang Khải" not in text


def test_a_township_that_the_register_does_not_know_is_left_to_decide() -> None:
    text = PLAN.replace("kind: xã, name: Quang Khải", "kind: thị trấn, name: Không Có")
    made = rollover(parse_plan(text.encode(), "p").plan, Wish("2026", two_tier=True))
    assert entry(made, "unit-not-found").status == "decide"
    assert made.plan.issuer.kind == "xã"


@settings(max_examples=16)
@given(plan=st.sampled_from(PLANS), years=st.integers(1, 9))
def test_a_plan_rolled_over_has_no_errors_but_its_open_items(plan: Any, years: int) -> None:
    old = plan_of(plan.stem)
    first = old.period.last + years
    two_tier = first > 2025 and plan.stem in COMMUNES_OF_DISTRICTS
    if first > 2025 and old.level.value == "district":
        assert refused(old, Wish(str(first))) == "rollover.no-district"
        return
    made = rolled(plan.stem, str(first), two_tier=two_tier)
    found = examined(parse_plan(written_plan(made.plan), "p")).diagnostics
    errors = [d for d in found if d.severity is Severity.ERROR]
    assert [d for d in errors if d.code != "plan.review-undecided"] == []
    twice = rolled(plan.stem, str(first), two_tier=two_tier)
    assert (twice.edits, twice.entries) == (made.edits, made.entries)


def test_an_agency_that_ends_within_the_year_is_told() -> None:
    made = rolled("ha-tinh-2023", "2025")
    ending = {e.old: e.status for e in made.entries if e.code == "rollover.agency-ending"}
    assert ending["Sở Lao động - Thương binh và Xã hội"] == "confirm"
    assert "agency-gone" not in codes(made)


def test_an_amendment_since_last_year_is_told() -> None:
    made = rolled("hai-hau-2022", "2024")
    told = entry(made, "basis-amended")
    assert (told.old, told.parameters["amendments"]) == ("27/2022/NĐ-CP", "Nghị định 38/2023/NĐ-CP")
    assert "basis-amended" not in codes(rolled("hai-hau-2022", "2023"))


def test_a_township_that_became_a_commune_is_told_where_a_sentence_says_so() -> None:
    text = PLAN.replace(
        "{kind: xã, name: Quang Khải, parent: {kind: huyện, name: Tứ Kỳ}}",
        '{kind: thị trấn, name: Tứ Kỳ, code: "11074", parent: {kind: huyện, name: Tứ Kỳ,'
        ' code: "298", parent: {kind: tỉnh, name: Hải Dương, code: "30"}}}',
    ).replace("Trên đây là", "Trên địa bàn thị trấn, an sinh xã hội. Đây là")
    made = rollover(parse_plan(text.encode("utf-8"), "p").plan, Wish("2026", two_tier=True))
    assert made.plan.issuer.full_name == "xã Tứ Kỳ"
    told = {
        e.sentence for e in made.entries if e.code.endswith("-in-text") and e.path == ("closing",)
    }
    assert told == {"Trên địa bàn thị trấn, an sinh xã hội."}


@pytest.mark.parametrize(
    ("unit", "start", "step", "end", "suggested"),
    [
        ("%", "90", "8", "98", "98"),
        ("%", "1", "-0,6", "0,4", "0,4"),
        ("hộ", "90", "20", "110", "130"),
    ],
)
def test_no_step_is_suggested_that_cannot_be(
    unit: str, start: str, step: str, end: str, suggested: str
) -> None:
    made = targets({"unit": unit, "baseline": start, "change": step, "end": end})
    assert entry(made, "target-end").suggestion == suggested


@pytest.mark.parametrize(
    ("about", "day", "told"),
    [
        ("về việc phân bổ vốn sự nghiệp thực hiện Chương trình", "29/7/2022", "basis-old-year"),
        ("về việc giao dự toán ngân sách", "20/12/2021", "basis-old-year"),
        ("về việc giao dự toán ngân sách", "20/12/2020", "basis-unknown"),
        ("quy định nguyên tắc, tiêu chí phân bổ vốn", "29/7/2022", "basis-unknown"),
        ("phê duyệt Đề án năm 2022", "29/7/2022", "basis-old-year"),
        ("phê duyệt Đề án giai đoạn 2021-2025", "29/7/2022", "basis-unknown"),
        ("phê duyệt Đề án đến năm 2022", "29/7/2022", "basis-span"),
    ],
)
def test_documents_of_one_year_are_known_by_their_titles(about: str, day: str, told: str) -> None:
    base = {"id": "x", "type": "Quyết định", "number": "9/QĐ-ABC", "date": day, "about": about}
    made = rollover(sample(bases=[*BASE["bases"], base]), Wish("2023"))
    found = {e.code for e in made.entries if e.path[:2] == ("bases", 1)}
    assert found == {f"rollover.{told}"}


def test_a_plan_of_endless_names_and_years_is_told_in_bounded_time() -> None:
    items = [{"text": f"Năm {1900 + i}. " * 1_000 + "Phòng Lao động " * 300} for i in range(20)]
    section = {"id": "x", "title": "X", "items": items}
    made = rollover(sample(sections=[*BASE["sections"], section]), Wish("2023"))
    assert entry(made, "mentions-not-examined").parameters == {"count": "6001"}
    assert Counter(e.code for e in made.entries)["rollover.year-in-text"] == 20


def test_a_year_in_a_name_is_told_although_no_sentence_types_it() -> None:
    labour = {**BASE["agencies"][0], "name": "Ban Tổ chức Năm du lịch 1999"}
    made = rollover(sample(agencies=[labour]), Wish("2023"))
    assert entry(made, "year-unexplained").parameters["year"] == "1999"
