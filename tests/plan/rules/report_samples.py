"""For every rule about reports how to break and to keep it."""

from typing import Any

from tests.plan.rules.samples import Fields, Sample

_REPORT: Fields = {"id": "nam", "name": "Báo cáo năm", "from": "labour", "to": "UBND huyện"}

_YEARS: Fields = {"period": {"from": "2022", "to": "2025"}}


def _reports(**fields: Any) -> Fields:
    return {"reports": [_REPORT | fields]}


def _master(**fields: Any) -> Fields:
    cascade = {"level": "commune", "recipients": ["UBND huyện"]}
    return _reports(**fields) | {"cascade": [cascade]}


def _two_reports(first: Fields, second: Fields) -> Fields:
    """Return two reports: the year's, and one of the units that goes into it."""
    lower = {"id": "xa", "name": "Báo cáo của xã", "from": "labour", "to": "UBND huyện"}
    return {"reports": [_REPORT | first, lower | second]}


REPORT_SAMPLES: dict[str, Sample] = {
    "content.deadline-outside-period": Sample(
        failing=_reports(due={"before": "09/12/2023"}),
        path=("reports", 0, "due"),
        word="09/12/2023",
        passing=(
            _reports(due={"before": "09/12/2022"}),
            _reports(due={"before": "31/3/2023"}),
            _reports(due={"before": "9/12"}),
            _reports(),
        ),
    ),
    "content.close-after-deadline": Sample(
        failing=_reports(close="14/12", due={"by": "12/12"}),
        path=("reports", 0, "close"),
        word="14/12",
        passing=(
            _reports(close="14/12", due={"by": "17/12"}),
            _reports(close="14/12/2022", due={"by": "05/01/2023"}),
        ),
    ),
    "content.no-day-after-close": Sample(
        failing=_reports(close="14/12", due={"before": "15/12"}),
        path=("reports", 0, "close"),
        word="14/12",
        passing=(
            _reports(close="14/12", due={"by": "15/12"}),
            _reports(close="14/12", due={"before": "16/12"}),
            _reports(frequency="monthly", close="decree", due={"by": "25"}),
        ),
    ),
    "content.impossible-day": Sample(
        failing=_reports(due={"by": "29/02"}),
        path=("reports", 0, "due"),
        word="29/02",
        passing=(
            _reports(due={"by": "28/02"}),
            _reports(frequency="monthly", due={"by": "31"}),
        ),
    ),
    "content.report-without-frequency": Sample(
        failing=_reports(due={"before": "15"}),
        path=("reports", 0, "due"),
        word="15",
        passing=(
            _reports(frequency="monthly", due={"before": "15"}),
            _reports(frequency="quarterly", close="decree", turns=["1", "3"]),
        ),
    ),
    "content.unknown-turn": Sample(
        failing=_reports(frequency="quarterly", turns=["1", "5"]),
        path=("reports", 0, "turns", 1),
        word="5",
        passing=(
            _reports(frequency="quarterly", turns=["1", "4"]),
            _reports(frequency="half-year", turns="2"),
        ),
    ),
    "content.one-day-for-many": Sample(
        failing=_reports(frequency="quarterly", due={"by": "20/3"}),
        path=("reports", 0, "due"),
        word="20/3",
        passing=(
            _reports(frequency="quarterly", due={"by": "20"}),
            _reports(frequency="quarterly", turns=["1"], due={"by": "21/3"}),
            _reports(frequency="half-year", due={"by": "20/6"}),
        ),
    ),
    "content.once-without-year": Sample(
        failing=_reports(frequency="once", due={"by": "20/6"}) | _YEARS,
        path=("reports", 0, "due"),
        word="20/6",
        passing=(
            _reports(frequency="once", due={"by": "20/6/2024"}) | _YEARS,
            _reports(frequency="yearly", due={"by": "20/6"}) | _YEARS,
            _reports(frequency="once", due={"by": "20/6"}),
        ),
    ),
    "content.nothing-to-count-from": Sample(
        failing=_reports(frequency="yearly", due={"within": "3", "after": "close"}),
        path=("reports", 0, "due", "after"),
        word="close",
        passing=(
            _reports(frequency="yearly", close="decree", due={"within": "3", "after": "close"}),
            _reports(frequency="yearly", due={"within": "15", "after": "period"}),
            _reports(due={"within": "5", "after": "có kết quả rà soát"}),
        ),
    ),
    "content.circular-deadline": Sample(
        failing=_reports(due={"of": "nam", "earlier": "3"}),
        path=("reports", 0, "due", "of"),
        word="nam",
        passing=(_two_reports({"due": {"by": "20/12"}}, {"due": {"of": "nam", "earlier": "3"}}),),
    ),
    "content.tie-without-turn": Sample(
        failing=_two_reports(
            {"frequency": "yearly", "due": {"by": "20/12"}},
            {"frequency": "quarterly", "due": {"of": "nam", "earlier": "3"}},
        ),
        path=("reports", 1, "due", "of"),
        word="nam",
        passing=(
            _two_reports(
                {"frequency": "quarterly", "due": {"by": "20"}},
                {"frequency": "quarterly", "due": {"of": "nam", "earlier": "3"}},
            ),
        ),
    ),
    "content.deadline-order": Sample(
        failing=_two_reports({"due": {"by": "20/12"}}, {"due": {"by": "20/12"}, "feeds": "nam"}),
        path=("reports", 1, "due"),
        word="20/12",
        passing=(
            _two_reports({"due": {"by": "20/12"}}, {"due": {"before": "20/12"}, "feeds": "nam"}),
            _two_reports({"due": {"by": "20/12"}}, {"feeds": "nam"}),
        ),
    ),
    "content.no-day-for-units": Sample(
        failing=_master(close="14/12", due={"by": "15/12"}),
        path=("reports", 0, "due"),
        word="15/12",
        passing=(
            _master(close="14/12", due={"by": "16/12"}),
            _reports(close="14/12", due={"by": "15/12"}),
        ),
    ),
    "content.deadline-on-day-off": Sample(
        failing=_reports(due={"by": "10/12"}, working_day="none"),
        path=("reports", 0, "due"),
        word="10/12",
        passing=(
            _reports(due={"by": "10/12"}),
            _reports(due={"by": "09/12"}, working_day="none"),
            _reports(due={"by": "10/12"}, working_day="previous"),
        ),
    ),
    "content.deadline-not-judged": Sample(
        failing=_reports(due={"within": "9999", "after": "10/12/2022"}),
        path=("reports", 0, "due"),
        word="9999",
        passing=(_reports(due={"within": "9", "after": "10/12/2022"}),),
    ),
}
