"""The units of a day: the map of 2022, that of 1 July 2025, and what changed in between."""

import time
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.registers.units import (
    REFORM,
    RegisteredUnit,
    find_unit,
    load_units,
    unit_by_code,
    units_on,
)

LAST_DAY_OF_DISTRICTS = REFORM - timedelta(days=1)
UNITS = load_units().entries
SECONDS_TO_LOAD = 0.25  # 0.05 on a quiet machine


def test_two_tiers_begin_with_34_provinces_and_3321_communes() -> None:
    communes = Counter(unit.kind for unit in units_on(REFORM, level="commune"))
    provinces = Counter(unit.kind for unit in units_on(REFORM, level="province"))
    assert communes == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert provinces == {"tỉnh": 28, "thành phố": 6}
    assert units_on(REFORM, level="district") == ()


def test_the_day_before_the_reform_has_63_provinces_and_no_new_commune() -> None:
    assert len(units_on(LAST_DAY_OF_DISTRICTS, level="province")) == 63
    assert not {u for u in units_on(LAST_DAY_OF_DISTRICTS) if u.valid_from == REFORM}


def test_in_2026_three_provinces_became_cities_and_22_communes_became_wards() -> None:
    day = date(2026, 9, 20)
    assert Counter(u.kind for u in units_on(day, level="province")) == {"tỉnh": 25, "thành phố": 9}
    communes = Counter(u.kind for u in units_on(day, level="commune"))
    assert communes == {"xã": 2599, "phường": 709, "đặc khu": 13}


@pytest.mark.parametrize(
    ("parent", "name", "day", "count"),
    [
        ("366", "Hải Hậu", date(2022, 1, 5), 34),
        ("366", "Hải Hậu", date(2024, 8, 31), 34),
        ("366", "Hải Hậu", date(2024, 9, 1), 24),
        ("350", "Kim Bảng", date(2023, 5, 1), 18),
        ("298", "Tứ Kỳ", date(2023, 4, 25), 23),
        ("333", "Phù Cừ", date(2022, 8, 1), 14),
        ("42", "Hà Tĩnh", date(2027, 1, 1), 69),
        ("01", "Hà Nội", date(2025, 7, 1), 126),
        ("79", "Hồ Chí Minh", date(2025, 7, 1), 168),
        ("38", "Thanh Hóa", date(2025, 7, 1), 166),
    ],
)
def test_a_unit_has_the_communes_of_the_day(parent: str, name: str, day: date, count: int) -> None:
    unit = unit_by_code(parent, day)
    assert unit is not None
    assert unit.name == name
    assert len(units_on(day, parent=parent, level="commune")) == count


@pytest.mark.parametrize(
    ("code", "old", "successor"),
    [
        ("36", "Nam Định", "Ninh Bình"),
        ("35", "Hà Nam", "Ninh Bình"),
        ("30", "Hải Dương", "Hải Phòng"),
        ("33", "Hưng Yên", "Hưng Yên"),
        ("34", "Thái Bình", "Hưng Yên"),
        ("42", "Hà Tĩnh", "Hà Tĩnh"),
    ],
)
def test_a_former_province_knows_its_successor(code: str, old: str, successor: str) -> None:
    before = unit_by_code(code, LAST_DAY_OF_DISTRICTS)
    assert before is not None
    assert before.name == old
    after = [unit_by_code(successor_code, REFORM) for successor_code in before.successors]
    assert [unit.name for unit in after if unit] == [successor]


def follow(code: str, day: date, end: date) -> set[str]:
    """Return the names of the units that a unit of a day has become."""
    unit = unit_by_code(code, day)
    assert unit is not None
    if unit.valid_to is None or unit.valid_to >= end:
        return {f"{unit.kind} {unit.name}"}
    after = unit.valid_to + timedelta(days=1)
    return {name for successor in unit.successors for name in follow(successor, after, end)}


@pytest.mark.parametrize(
    ("code", "name", "today"),
    [
        ("11116", "Quang Khải", {"xã Tứ Kỳ"}),
        ("12424", "Minh Tiến", {"xã Tiên Tiến"}),
        ("14230", "Hải Vân", {"xã Hải Hưng"}),
        ("14308", "Hải Xuân", {"xã Hải Xuân"}),
        ("11086", "Hưng Đạo", {"xã Đại Sơn", "xã Tân Kỳ"}),
        ("13402", "Nhật Tân", {"phường Kim Thanh"}),
    ],
)
def test_a_commune_of_the_real_plans_can_be_followed_to_today(
    code: str, name: str, today: set[str]
) -> None:
    unit = unit_by_code(code, date(2022, 6, 1))
    assert unit is not None
    assert unit.name == name
    assert follow(code, date(2022, 6, 1), date(2027, 1, 1)) == today


def test_every_commune_of_the_four_districts_has_become_one_of_today() -> None:
    for district in ("366", "350", "298", "333"):
        for unit in units_on(date(2022, 11, 1), parent=district):
            assert follow(unit.code, date(2022, 11, 1), date(2027, 1, 1)), unit


@pytest.mark.parametrize(
    ("kind", "name", "parent", "day", "code"),
    [
        ("xã", "Cẩm Bình", "42", REFORM, "18685"),
        ("X.", "CAM BINH", "42", REFORM, "18685"),
        ("TP.", "Ho Chi Minh", None, REFORM, "79"),
        ("Thành phố", "Hồ Chí Minh", None, REFORM, "79"),
        ("huyện", "Hải Hậu", "36", date(2022, 1, 1), "366"),
        ("H.", "Hai Hau", None, date(2022, 1, 1), "366"),
        ("TT.", "Yên Định", "366", date(2022, 1, 1), "14215"),
        ("", "Quang Khải", "298", date(2023, 1, 1), "11116"),
        ("tỉnh", "Khánh Hoà", None, REFORM, "56"),
        ("xã", "Cẩm Giàng", "31", REFORM, "10903"),
        ("xã", "Cẩm Giang", "31", REFORM, "10888"),
        ("tỉnh", "Đồng Nai", None, date(2026, 4, 29), "75"),
        ("thành phố", "Đồng Nai", None, date(2026, 4, 30), "75"),
        ("P.", "Long Thành", "75", date(2026, 5, 1), "26368"),
    ],
)
def test_a_unit_is_found_as_a_clerk_writes_it(
    kind: str, name: str, parent: str | None, day: date, code: str
) -> None:
    unit = find_unit(kind, name, day, parent=parent)
    assert unit is not None
    assert unit.code == code


@pytest.mark.parametrize(
    ("kind", "name", "parent", "day", "reason"),
    [
        ("huyện", "Hải Hậu", None, REFORM, "there are no districts any more"),
        ("tỉnh", "Nam Định", None, REFORM, "it is a part of Ninh Bình"),
        ("xã", "Hải Vân", "366", date(2024, 9, 1), "it was merged the day before"),
        ("phường", "Cẩm Bình", "42", REFORM, "it is a xã"),
        ("xã", "Cam Giang", "31", REFORM, "two differ by their accents only"),
        ("xã", "Tân Thành", None, REFORM, "several provinces have one"),
        ("xã", "Không Có", None, REFORM, "nobody is called so"),
    ],
)
def test_no_unit_is_guessed(
    kind: str, name: str, parent: str | None, day: date, reason: str
) -> None:
    assert find_unit(kind, name, day, parent=parent) is None, reason


def test_proper_names_stay_as_issued() -> None:
    assert {"Hòa", "Hoà"} <= {word for unit in UNITS for word in unit.name.split()}


@given(st.sampled_from(UNITS), st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_a_code_and_a_name_lead_to_the_unit_exactly_in_its_time(
    unit: RegisteredUnit, day: date
) -> None:
    in_time = (unit.valid_from or date.min) <= day <= (unit.valid_to or date.max)
    assert (unit in units_on(day, parent=unit.parent_code)) is in_time
    assert (unit_by_code(unit.code, day) == unit) is in_time
    if in_time:
        assert find_unit(unit.kind, unit.name, day, parent=unit.parent_code) == unit


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_codes_are_unique_on_every_day(day: date) -> None:
    codes = [unit.code for unit in units_on(day)]
    assert len(codes) == len(set(codes))


def test_the_register_is_loaded_in_the_blink_of_an_eye() -> None:
    times = []
    for _ in range(3):
        start = time.process_time()
        load_units()
        times.append(time.process_time() - start)
    assert min(times) < SECONDS_TO_LOAD
