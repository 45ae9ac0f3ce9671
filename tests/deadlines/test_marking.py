"""Which reports a note is about: one report of one unit, unless more are named."""

from datetime import date

import pytest

from generator.deadlines.listing import State, Wish, listed
from generator.deadlines.marking import chosen_reports
from generator.deadlines.owed import Key, Owed
from generator.deadlines.table import table
from generator.diagnostics import Refused
from tests.deadlines.plans import owed


def of(code: str, name: str, plan: str = "a 2027") -> Owed:
    names = ((code, code), (name, name))
    key = Key(code, plan, "nam", "2027")
    return owed(key=key, unit=f"xã {name}", title=plan, unit_names=names, names=names)


REPORTS = (of("1", "hai anh"), of("2", "tan lap"), of("3", "tan lap"))


def test_a_name_that_two_units_bear_is_not_enough() -> None:
    with pytest.raises(Refused, match="several-units") as refused:
        chosen_reports(REPORTS, "nam", None, ("Tân Lập",))
    assert "2 (xã tan lap), 3 (xã tan lap)" in refused.value.diagnostics[0].message()
    assert chosen_reports(REPORTS, "nam", None, ("2", "hai anh")) == REPORTS[:2]


def test_two_plans_of_a_unit_with_the_same_report_are_told_apart_by_their_files() -> None:
    both = (of("1", "hai anh"), of("1", "hai anh", "b 2027"))
    for units in ((), ("hai anh",)):
        with pytest.raises(Refused, match="several-plans") as refused:
            chosen_reports(both, "nam", None, units)
        assert "'a 2027'; 'b 2027'" in refused.value.diagnostics[0].message()


def test_units_of_one_name_are_counted_apart() -> None:
    listing = listed(REPORTS, Wish(outstanding=True), date(2027, 12, 20), {})
    assert listing.counts[("xã tan lap", "3")] == {State.LATE: 1}
    assert table(listing, by_unit=True).splitlines()[:3] == [
        "xã hai anh: trễ 1",
        "xã tan lap (2): trễ 1",
        "xã tan lap (3): trễ 1",
    ]
