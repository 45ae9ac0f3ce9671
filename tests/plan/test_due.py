"""When reports are due: rules as dates, checked by hand, and what always holds."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Refused
from generator.plan.composition import compose
from generator.plan.due import Occurrence
from generator.plan.model import Plan
from generator.plan.source import parse_plan, read_plan
from generator.registers.working_days import is_working, next_working, previous_working
from generator.vietnamese import format_date, parse_date
from tests.command import ROOT
from tests.plan.occurrences import occurrences
from tests.plan.rules.samples import Fields, plan_fields

UPPER: Fields = {"id": "tren", "name": "Báo cáo tổng hợp", "from": "labour", "to": "UBND tỉnh"}
LOWER: Fields = {"id": "a", "name": "Báo cáo kết quả", "from": "labour", "to": "UBND huyện"}


def plan_of(period: object, *reports: Fields, **changes: Any) -> Plan:
    """Return the smallest plan with some reports, in another year."""
    return Plan.model_validate(plan_fields(period=period, reports=list(reports), **changes))


def dates(period: object, *reports: Fields, id: str = "a") -> list[Occurrence]:
    """Return when one report is due."""
    return [one for one in occurrences(plan_of(period, *reports)) if one.report == id]


def read_rule(rule: str) -> Fields:
    """Return the fields of a report from `frequency | due | more`, as a table row writes them."""
    frequency, due, *more = (part.strip() for part in rule.split("|"))
    fields = {"frequency": frequency, "due": _pairs(due)}
    return fields | (_pairs(more[0]) if more and more[0] else {})


def _pairs(text: str) -> Fields:
    pairs = (pair.split(":") for pair in text.split(";"))
    return {key.strip(): value.strip() for key, value in pairs}


# rule (frequency | due | more), turn, day as the rule says it, last day to send, what it is about
BY_HAND = [
    # the three operators on working days, and a leap year
    ("yearly | before: 9/12", "2022", "09/12/2022", "08/12/2022", "Hải Hậu: a Friday, Thursday"),
    ("yearly | by: 9/12", "2022", "09/12/2022", "09/12/2022", "the day itself counts"),
    ("yearly | until: 9/12", "2022", "09/12/2022", "09/12/2022", "the day itself counts"),
    ("once | by: 29/02", "2024", "29/02/2024", "29/02/2024", "a leap day, a Thursday"),
    # weekends, all operators and directions
    ("yearly | by: 25/12", "2027", "25/12/2027", "27/12/2027", "Saturday rolls to Monday"),
    ("yearly | until: 25/12", "2027", "25/12/2027", "27/12/2027", "Saturday rolls to Monday"),
    ("yearly | by: 25/12 | working_day: previous", "2027", "25/12/2027", "24/12/2027", "back"),
    ("yearly | until: 25/12 | working_day: previous", "2027", "25/12/2027", "24/12/2027", "back"),
    ("yearly | by: 25/12 | working_day: none", "2027", "25/12/2027", "25/12/2027", "as it is"),
    ("yearly | before: 25/12", "2027", "25/12/2027", "24/12/2027", "before Saturday: Friday"),
    ("yearly | before: 26/12", "2027", "26/12/2027", "24/12/2027", "before Sunday: Friday"),
    ("yearly | before: 27/12", "2027", "27/12/2027", "24/12/2027", "before Monday: never Monday"),
    ("yearly | before: 27/12 | working_day: none", "2027", "27/12/2027", "26/12/2027", "Sunday"),
    ("yearly | by: 25/12 | to: \"{{ superior.short }}\"", "2027", "25/12/2027", "24/12/2027",
     "a report to the superior keeps the superior's day"),
    # Tết 2026 (14-22/2 off, 23/2 worked) and 2027 (4-10/2 off, 11/2 worked)
    ("once | by: 17/02", "2026", "17/02/2026", "23/02/2026", "mùng 1 rolls past all of Tết"),
    ("once | by: 14/02", "2026", "14/02/2026", "23/02/2026", "the Saturday before Tết"),
    ("once | by: 22/02 | working_day: previous", "2026", "22/02/2026", "13/02/2026", "back"),
    ("once | before: 23/02", "2026", "23/02/2026", "13/02/2026", "the first day after Tết"),
    ("once | by: 06/02", "2027", "06/02/2027", "11/02/2027", "mùng 1, a Saturday"),
    ("once | by: 04/02 | working_day: previous", "2027", "04/02/2027", "03/02/2027", "back"),
    ("once | before: 11/02", "2027", "11/02/2027", "03/02/2027", "the first day after Tết"),
    ("monthly | by: 5; month: next | turns: 1", "2027-01", "05/02/2027", "11/02/2027", "Tết"),
    # 30/4 - 1/5, Giỗ Tổ, Quốc khánh, 24/11
    ("once | by: 30/4", "2026", "30/04/2026", "04/05/2026", "Thursday, Friday, weekend"),
    ("once | by: 1/5", "2027", "01/05/2027", "04/05/2027", "a Saturday: 3/5 in lieu"),
    ("once | by: 30/4 | working_day: previous", "2027", "30/04/2027", "29/04/2027", "back"),
    ("once | by: 26/4", "2026", "26/04/2026", "28/04/2026", "Giỗ Tổ, a Sunday: 27/4 in lieu"),
    ("once | by: 16/4", "2027", "16/04/2027", "19/04/2027", "Giỗ Tổ, a Friday"),
    ("once | by: 2/9", "2026", "02/09/2026", "03/09/2026", "Quốc khánh, a Wednesday"),
    ("once | by: 24/11", "2026", "24/11/2026", "25/11/2026", "Ngày Văn hóa Việt Nam"),
    ("once | by: 24/11 | working_day: previous", "2026", "24/11/2026", "23/11/2026", "back"),
    # swapped days
    ("once | by: 10/01", "2026", "10/01/2026", "10/01/2026", "a Saturday worked for 2/1"),
    ("once | by: 02/01", "2026", "02/01/2026", "05/01/2026", "a Friday off for 10/1"),
    ("once | by: 22/8", "2026", "22/08/2026", "22/08/2026", "a Saturday worked for 31/8"),
    ("once | before: 31/8", "2026", "31/08/2026", "28/08/2026", "swapped: the Friday before"),
    ("once | by: 31/8", "2026", "31/08/2026", "03/09/2026", "31/8, 1/9 and 2/9 are off"),
    # days of a period
    ("monthly | before: 15", "2027-03", "15/03/2027", "12/03/2027", "a Monday: Friday before"),
    ("monthly | by: 25", "2027-04", "25/04/2027", "26/04/2027", "a Sunday"),
    ("monthly | by: 31", "2027-02", "28/02/2027", "01/03/2027", "February ends on a Sunday"),
    ("monthly | by: 30", "2028-02", "29/02/2028", "29/02/2028", "of a leap year"),
    ("monthly | by: 31", "2027-06", "30/06/2027", "30/06/2027", "June ends on the 30th"),
    ("monthly | by: 5; month: next", "2027-12", "05/01/2028", "05/01/2028", "into next year"),
    ("quarterly | by: 25", "2027-Q2", "25/06/2027", "25/06/2027", "of the last month"),
    ("quarterly | by: 10; month: next", "2027-Q3", "10/10/2027", "11/10/2027", "a Sunday"),
    ("half-year | by: 25", "2027-H1", "25/06/2027", "25/06/2027", "first half"),
    ("half-year | by: 25 | turns: 2", "2027-H2", "25/12/2027", "27/12/2027", "second half"),
    ("nine-month | before: 20", "2027-9M", "20/09/2027", "17/09/2027", "a Monday"),
    ("yearly | by: 5; month: next", "2027", "05/01/2028", "05/01/2028", "after the year"),
    # counted: the first day is the one after (Điều 147)
    ("yearly | within: 15; after: period", "2022", "30/01/2023", "30/01/2023",
     "TT 10/2022: 3-19/1 are 13, Tết 20-26/1, 27 and 30/1"),
    ("quarterly | within: 15; after: period", "2027-Q1", "22/04/2027", "22/04/2027",
     "1-21/4 without Giỗ Tổ are 14"),
    ("yearly | within: 1; after: close | close: 14/12", "2027", "15/12/2027", "15/12/2027", ""),
    ("monthly | within: 3; after: close | close: decree", "2027-05", "19/05/2027", "19/05/2027",
     "14/5 a Friday: 17, 18, 19"),
    ("once | within: 5; after: 28/4", "2027", "07/05/2027", "07/05/2027", "29/4, 4, 5, 6, 7/5"),
    ("once | within: 1; after: 13/02/2026", "2026", "23/02/2026", "23/02/2026", "over Tết"),
    # earlier than a day of its own
    ("yearly | before: 9/12; earlier: 3", "2022", "06/12/2022", "05/12/2022", "4 before 9/12"),
    ("yearly | by: 25/12; earlier: 1", "2027", "24/12/2027", "24/12/2027", "counted from 27/12"),
    ("yearly | by: 17/12; earlier: 9 | close: 14/12", "2027", "15/12/2027", "15/12/2027",
     "never before the figures are closed"),
    ("yearly | before: 17/12; earlier: 9 | close: 14/12", "2027", "16/12/2027", "15/12/2027",
     "the same with 'before'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "turn", "nominal", "effective"),
    [pytest.param(*c[:4], id=f"{c[0]}-{c[1]}") for c in BY_HAND],
)
def test_a_rule_gives_the_days_that_a_clerk_counts(
    rule: str, turn: str, nominal: str, effective: str
) -> None:
    fields = {key: value.strip('"') if isinstance(value, str) else value
              for key, value in read_rule(rule).items()}  # fmt: skip
    (one,) = [one for one in dates(turn[:4], LOWER | fields) if one.turn == turn]
    assert (one.nominal, one.effective) == (parse_date(nominal), parse_date(effective))


@pytest.mark.parametrize(
    ("frequency", "close", "turns"),
    [
        ("monthly", "14/02/2027", ["2027-01", "2027-02", "2027-12"]),
        ("quarterly", "14/6/2027", ["2027-Q1", "2027-Q2", "2027-Q4"]),
        ("half-year", "14/6/2027", ["2027-H1"]),
        ("nine-month", "14/9/2027", ["2027-9M"]),
        ("yearly", "14/12/2027", ["2027"]),
    ],
)
def test_figures_close_on_the_fourteenth_of_the_last_month_by_the_decree(
    frequency: str, close: str, turns: list[str]
) -> None:
    made = dates("2027", LOWER | {"frequency": frequency, "close": "decree"})
    assert {one.turn for one in made} >= set(turns)
    assert close in [format_date(one.close) for one in made if one.close]


def test_each_turn_has_a_label_for_a_reader() -> None:
    labels = {
        "monthly": "tháng 3 năm 2027", "quarterly": "quý I năm 2027",
        "half-year": "6 tháng đầu năm 2027", "nine-month": "9 tháng năm 2027",
        "yearly": "năm 2027", "once": "năm 2027",
    }  # fmt: skip
    for frequency, label in labels.items():
        assert label in [one.label for one in dates("2027", LOWER | {"frequency": frequency})]
    assert dates({"from": "2026", "to": "2030"}, LOWER)[0].label == "giai đoạn 2026-2030"


@pytest.mark.parametrize(
    ("due", "turn"),
    [
        ("01/12/2023", "2023"), ("15/12/2024", "2024"), ("05/01/2023", "2022"),
        ("10/02/2024", "2023"), ("05/01/2026", "2025"),
    ],
)  # fmt: skip
def test_a_full_date_reports_on_the_year_whose_figures_close_nearest(due: str, turn: str) -> None:
    years = {"from": "2022", "to": "2025"}
    (one,) = dates(years, LOWER | {"frequency": "yearly", "due": {"by": due}})
    assert one.turn == turn


def test_a_yearly_day_returns_in_every_year_of_the_plan_and_moves_with_its_weekday() -> None:
    years = {"from": "2022", "to": "2025"}
    made = dates(years, LOWER | {"frequency": "yearly", "due": {"by": "20/12"}})
    assert [format_date(one.effective) for one in made if one.effective] == [
        "20/12/2022", "20/12/2023", "20/12/2024", "22/12/2025",
    ]  # fmt: skip


def test_a_report_tied_to_another_is_due_working_days_before_its_last_day() -> None:
    lower = LOWER | {"due": {"of": "tren", "earlier": "3"}}
    for due, last in (
        ({"by": "25/12"}, "22/12/2027"),  # Monday 27/12 - 3
        ({"before": "25/12"}, "21/12/2027"),  # Friday 24/12 - 3
        ({"within": "2", "after": "25/12"}, "23/12/2027"),  # 28/12 - 3
    ):
        (one,) = dates("2027", UPPER | {"frequency": "yearly", "due": due}, lower)
        assert (one.turn, one.operator, one.effective) == ("2027", "by", parse_date(last))


def test_a_chain_of_ties_counts_from_the_ministry_down_to_the_commune() -> None:
    levels = [UPPER | {"id": "tinh", "frequency": "quarterly", "due": {"by": "25"}}]
    for id, above in (("so", "tinh"), ("xa", "so"), ("thon", "xa")):
        levels.append(LOWER | {"id": id, "due": {"of": above, "earlier": "2"}})
    made = occurrences(plan_of("2027", *reversed(levels)))
    second = {one.report: one.effective for one in made if one.turn == "2027-Q2"}
    assert [format_date(second[id] or date.min) for id in ("thon", "xa", "so", "tinh")] == [
        "17/6/2027", "21/6/2027", "23/6/2027", "25/6/2027",
    ]  # fmt: skip


def test_reports_are_in_the_order_of_their_days_and_those_without_a_day_are_last() -> None:
    event = {"within": "5", "after": "có kết quả rà soát"}
    made = occurrences(
        plan_of(
            "2027",
            LOWER | {"id": "khong"},
            LOWER | {"id": "su-kien", "due": event},
            LOWER | {"id": "cuoi", "due": {"by": "20/12"}},
            LOWER | {"id": "dau", "due": {"by": "20/6"}},
        )
    )
    assert [one.report for one in made] == ["dau", "cuoi", "khong", "su-kien"]
    assert [one.effective for one in made[2:]] == [None, None]


@pytest.mark.parametrize("due", [{"of": "a", "earlier": "1"}, {"of": "khong-co", "earlier": "1"}])
def test_a_tie_that_leads_nowhere_has_no_day_and_does_not_crash(due: Fields) -> None:
    assert [one.effective for one in dates("2027", LOWER | {"due": due})] == [None]


def test_years_without_a_calendar_are_refused_not_guessed() -> None:
    with pytest.raises(Refused):
        occurrences(plan_of("2040", LOWER | {"due": {"by": "20/12"}}))


# What the five plans say of their reports (their own words), from rules.
SENTENCES = [
    ("hai-hau-2022", "ket-qua", "trước ngày 09/12/2022"),  # the source: trước ngày 9/12/2022
    ("minh-tien-2022-2025", "to-district", "theo quy định"),
    ("kim-bang-2023", "half-year", "theo quy định"),
    ("kim-bang-2023", "annual", "theo quy định"),
    ("quang-khai-2023", "ket-qua", "theo quy định"),
    ("quang-khai-2023", "bien-dong", "theo quy định"),
    ("ha-tinh-2023", "hang-nam", "theo quy định"),
    ("ha-tinh-2023", "tong-hop", "theo quy định"),
]


@pytest.mark.parametrize(("name", "id", "words"), SENTENCES)
def test_the_deadlines_of_the_five_plans_are_rules(name: str, id: str, words: str) -> None:
    text = (ROOT / "data" / "plans" / f"{name}.yaml").read_text("utf-8")
    plan = parse_plan(text.encode(), name).plan
    said = f"Hạn: {{{{ deadline('{id}') }}}}"
    closing = plan.model_copy(update={"closing": said})
    assert [block.text for block in compose(closing).body][-1].startswith(f"Hạn: {words}")


def test_the_five_plans_print_their_sentences_on_reports() -> None:
    printed = {
        "hai-hau-2022": "báo cáo kết quả thực hiện về UBND huyện (qua Phòng Lao động - Thương binh"
        " và Xã hội) trước ngày 09/12/2022 để tổng hợp báo cáo UBND tỉnh và Sở Lao động - Thương"
        " binh và Xã hội",
        "minh-tien-2022-2025": "UBND xã báo cáo Phòng Lao động - Thương binh và Xã hội huyện để"
        " tổng hợp báo cáo UBND huyện theo quy định",
        "kim-bang-2023": "báo cáo định kỳ kết quả giảm nghèo 6 tháng, 1 năm về UBND huyện (qua",
        "quang-khai-2023": "tổng hợp báo cáo UBND huyện và Phòng Lao động",
        "ha-tinh-2023": "ịnh kỳ hàng năm gửi kết quả thực hiện về Sở Lao động - Thương binh và",
    }
    for name, sentence in printed.items():
        composition = compose(read_plan(ROOT / "data" / "plans" / f"{name}.yaml").plan)
        assert any(sentence in block.text for block in composition.body), name


DAYS = st.dates(date(2022, 1, 10), date(2034, 12, 1))
OPERATORS = st.sampled_from(["before", "by", "until"])
DIRECTIONS = st.sampled_from(["next", "previous"])


def _effective(day: date, operator: str, direction: str, earlier: int = 0) -> date:
    due = {operator: format_date(day)} | ({"earlier": str(earlier)} if earlier else {})
    (one,) = dates(str(day.year), LOWER | {"due": due, "working_day": direction})
    assert one.effective is not None
    return one.effective


@given(DAYS, OPERATORS, DIRECTIONS, st.integers(0, 10))
def test_the_last_day_to_send_is_always_a_working_day(
    day: date, operator: str, direction: str, earlier: int
) -> None:
    assert is_working(_effective(day, operator, direction, earlier))


@given(DAYS, st.integers(0, 30), OPERATORS, DIRECTIONS, st.integers(0, 10))
def test_a_later_day_is_never_due_earlier(
    day: date, more: int, operator: str, direction: str, earlier: int
) -> None:
    later = day + timedelta(days=more)
    first = _effective(day, operator, direction, earlier)
    assert first <= _effective(later, operator, direction, earlier)


@given(DAYS, DIRECTIONS)
def test_before_a_day_never_reaches_the_day_and_loses_no_working_day(
    day: date, direction: str
) -> None:
    last = _effective(day, "before", direction)
    assert last == previous_working(day - timedelta(days=1))
    assert next_working(last + timedelta(days=1)) >= day


@given(st.integers(1, 40), DAYS)
def test_counted_days_are_all_worked_and_as_many_as_the_rule_says(count: int, day: date) -> None:
    due = {"within": str(count), "after": format_date(day)}
    (one,) = dates(str(day.year), LOWER | {"due": due})
    assert one.effective is not None
    span = (day + timedelta(days=n) for n in range(1, (one.effective - day).days + 1))
    assert sum(map(is_working, span)) == count


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("due: {by: 31/02}", "reports[1].due.by load.impossible-date"),
        ("due: {by: 32}", "reports[1].due.by load.impossible-date"),
        ("due: {by: 0}", "reports[1].due.by load.impossible-date"),
        ("due: {by: 20/12, within: 3}", "reports[1].due load.one-operator"),
        ("due: {earlier: 3}", "reports[1].due load.one-operator"),
        ("due: {within: 3}", "reports[1].due load.deadline-parts"),
        ("due: {by: 20, after: period}", "reports[1].due load.deadline-parts"),
        ("due: {of: b}", "reports[1].due load.deadline-parts"),
        ("due: {within: 5, after: close, earlier: 1}", "reports[1].due load.deadline-parts"),
        ("due: {by: 20/12, month: next}", "reports[1].due load.deadline-parts"),
        ("due: {within: 3, after: 31/02}", "reports[1].due.after load.impossible-date"),
        ("due: {by: 20, mouth: next}", "reports[1].due.mouth load.unknown-field"),
        ("close: 30/02", "reports[1].close load.impossible-date"),
        ("close: decre", "reports[1].close load.day-month"),
        ("working_day: tomorrow", "reports[1].working_day load.not-one-of"),
    ],
)
def test_a_bad_rule_is_told_at_its_place_with_a_hint(fields: str, found: str) -> None:
    text = (ROOT / "data" / "plans" / "hai-hau-2022.yaml").read_text("utf-8")
    report = f"reports: [{{id: a, name: A, from: all, to: B, {fields}}}]\n"
    start, end = text.index("reports:\n"), text.index("\nclosing:")
    with pytest.raises(Refused) as refused:
        parse_plan((text[:start] + report + text[end:]).encode(), "plan.yaml")
    (one,) = refused.value.diagnostics
    assert f"{one.place.path} {one.code}" == found
    assert one.hint("vi")
    assert one.place.line == text[:start].count("\n") + 1


def test_a_long_chain_of_ties_has_its_day_without_going_deep() -> None:
    ties = ({"of": f"r{n + 1}", "earlier": "1"} for n in range(5000))
    chain = [LOWER | {"id": f"r{n}", "due": due} for n, due in enumerate(ties)]
    chain.append(LOWER | {"id": "r5000", "due": {"by": "20/12"}})
    made = occurrences(plan_of("2034", *chain[4900:]))
    assert made[-1].effective == date(2034, 12, 20)
    assert len(made) == 101
    plan = plan_of("2034", *chain)
    with pytest.raises(Refused):  # 5,000 working days before is a year without a calendar
        occurrences(plan)
