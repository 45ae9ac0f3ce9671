"""Legal bases: found by number or name, in force or not on a day, none of the plans' unknown."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.registers.dated import holds_on
from generator.registers.legal import expired, find_instrument, load_instruments
from tests.command import ROOT

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
IN_2023, IN_2027 = date(2023, 1, 1), date(2027, 1, 1)


def full_issuer(issuer: str, unit: dict[str, Any]) -> str:
    """Return the issuer of a basis with the name of its unit: UBND tỉnh -> UBND tỉnh Nam Định."""
    above: dict[str, Any] | None = unit
    while above:
        if issuer.endswith(f" {above['kind']}"):
            return f"{issuer} {above['name']}"
        above = above.get("parent")
    return issuer


def cited(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the bases of a plan that have a number or a name, each with its full issuer."""
    plan: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    for basis in plan["bases"]:
        if basis.get("number") or "Luật" in basis["type"]:
            yield basis, full_issuer(basis.get("issuer", ""), plan["issuer"])


def held(type_: str, number: str, day: date) -> bool:
    """Return whether a registered instrument was in force on a day."""
    found = find_instrument(type_, number)
    assert found is not None
    return holds_on(found, day)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_basis_of_the_shipped_plans_is_registered_with_its_date(path: Path) -> None:
    for basis, issuer in cited(path):
        about = str(basis.get("about", ""))
        found = find_instrument(basis["type"], basis.get("number", ""), issuer=issuer, about=about)
        assert found is not None, basis
        if basis.get("date"):
            day, month, year = map(int, basis["date"].split("/"))
            assert found.issued_on == date(year, month, day), basis


@pytest.mark.parametrize(
    ("type_", "number", "day", "replaced_by"),
    [
        ("Quyết định", "90/QĐ-TTg", IN_2027, "Quyết định 417/QĐ-BNNMT"),
        ("quyết định", "90/qđ-ttg", IN_2027, "Quyết định 417/QĐ-BNNMT"),
        ("Nghị định", "07/2021/NĐ-CP", IN_2027, "Nghị định 351/2025/NĐ-CP"),
        ("Nghị định", "7/2021/NĐ-CP", IN_2027, "Nghị định 351/2025/NĐ-CP"),
        ("Luật", "65/2025/QH15", IN_2027, "Luật 72/2025/QH15"),
    ],
)
def test_what_is_no_longer_in_force_says_what_replaced_it(
    type_: str, number: str, day: date, replaced_by: str
) -> None:
    instrument = expired(type_, number, day)
    assert instrument is not None
    assert instrument.replaced_by == replaced_by
    assert not held(type_, number, day)


@pytest.mark.parametrize(
    ("type_", "number", "day"),
    [
        ("Quyết định", "90/QĐ-TTg", IN_2023),
        ("Nghị định", "07/2021/NĐ-CP", date(2026, 12, 31)),
        ("Nghị định", "30/2020/NĐ-CP", IN_2027),
        ("Nghị quyết", "257/2025/QH15", IN_2027),
    ],
)
def test_what_is_in_force_has_not_expired(type_: str, number: str, day: date) -> None:
    assert expired(type_, number, day) is None
    assert held(type_, number, day)


def test_what_is_not_registered_has_not_expired() -> None:
    assert find_instrument("Nghị định", "1/1990/HĐBT") is None
    assert expired("Nghị định", "1/1990/HĐBT", IN_2027) is None


def test_a_decree_is_not_in_force_before_its_first_day() -> None:
    assert not held("Nghị định", "150/2025/NĐ-CP", date(2025, 6, 30))
    assert expired("Nghị định", "150/2025/NĐ-CP", date(2025, 6, 30)) is None


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2022, 5, 1), "77/2015/QH13"),
        (date(2025, 4, 1), "65/2025/QH15"),
        (IN_2027, "72/2025/QH15"),
    ],
)
def test_a_law_is_found_by_its_name_on_a_day(day: date, number: str) -> None:
    law = find_instrument("Luật", "", about="Tổ chức chính quyền địa phương", on=day)
    assert law is not None
    assert law.number == number


def test_a_law_without_a_number_never_counts_as_expired() -> None:
    assert expired("Luật", "", IN_2027) is None


def test_the_number_of_one_province_is_not_taken_for_that_of_another() -> None:
    number = "101/KH-UBND"
    assert expired("Kế hoạch", number, IN_2027) is None
    assert expired("Kế hoạch", number, IN_2027, issuer="UBND tỉnh Hà Tĩnh") is None
    assert expired("Kế hoạch", number, IN_2027, issuer="UBND tỉnh Nam Định") is not None


def test_a_decision_and_a_decree_of_one_number_are_two() -> None:
    assert find_instrument("Nghị định", "90/QĐ-TTg") is None


def test_what_replaces_or_amends_is_registered_where_the_programme_depends_on_it() -> None:
    known = {f"{one.type} {one.number}" for one in load_instruments().entries}
    named = {name for one in load_instruments().entries for name in one.replaced_by.split("; ")}
    outside_the_programme = {"Nghị định 238/2025/NĐ-CP", ""}
    assert named - known == outside_the_programme
