"""Agencies: found under every name the plans use, followed in time, mapped to a lower level."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.registers.agencies import (
    Counterpart,
    counterpart,
    find_agency,
    load_agencies,
    successor,
    successors,
)
from tests.command import ROOT

IN_2022, IN_2023, IN_2027 = date(2022, 6, 1), date(2023, 6, 1), date(2027, 1, 1)
PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))

# Names of the shipped plans that the register leaves out on purpose, with the reason.
DELIBERATELY_UNKNOWN: dict[str, str] = {}


def named_agencies(path: Path) -> Iterator[tuple[str, str, date]]:
    """Yield every agency of a plan that is no collective: name, level of the plan, first day."""
    plan: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    period = plan["period"]
    day = date(int(period["from"] if isinstance(period, dict) else period), 1, 1)
    for agency in plan["agencies"]:
        if not agency.get("collective"):
            for name in (agency["name"], agency.get("short", agency["name"])):
                yield name, plan["level"], day


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_agency_of_the_shipped_plans_is_known_or_left_out_with_a_reason(path: Path) -> None:
    unknown = {
        name
        for name, level, day in named_agencies(path)
        if not find_agency(name, day, level=level) and not find_agency(name, day)
    }
    assert unknown - DELIBERATELY_UNKNOWN.keys() == set()


@pytest.mark.parametrize(
    ("name", "day", "level", "code"),
    [
        ("Sở LĐ-TB&XH", IN_2023, None, "province.labour"),
        ("Phòng LĐTBXH huyện", IN_2023, None, "district.labour"),
        ("Phòng Lao động - TB&XH huyện Hải Hậu", IN_2022, None, "district.labour"),
        ("Sở Nông nghiệp và Môi trường tỉnh Hà Tĩnh", IN_2027, None,
         "province.agriculture-environment"),
        ("Trạm y tế", IN_2023, "commune", "commune.health-station"),
        ("Trạm Y tế phường", IN_2027, None, "commune.health-station"),
        ("UBND xã Cẩm Bình", IN_2027, None, "commune.committee"),
        ("UBND thị xã Kỳ Anh", IN_2023, None, "district.committee"),
        ("Ủy ban MTTQ xã", IN_2023, None, "commune.front"),
        ("Ủy ban MTTQ huyện", IN_2023, None, "district.front"),
        ("UBMTTQ Việt Nam tỉnh", IN_2027, None, "province.front"),
        ("Phòng Kinh tế", IN_2027, None, "commune.economy"),
        ("Phòng Kinh tế", IN_2022, None, "district.agriculture"),
        ("Phòng Văn hóa - Xã hội xã Cẩm Bình", IN_2027, None, "commune.culture-society"),
        ("Ngân hàng Chính sách xã hội", IN_2022, "district", "district.bank"),
    ],
)  # fmt: skip
def test_an_agency_is_found_as_a_clerk_writes_it(
    name: str, day: date, level: str | None, code: str
) -> None:
    agency = find_agency(name, day, level=level)
    assert agency is not None
    assert agency.code == code


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Sở Lao động - Thương binh và Xã hội", IN_2027),
        ("Phòng Tài chính - Kế hoạch", IN_2027),
        ("công chức Tư pháp - Hộ tịch", IN_2027),
        ("Sở Nông nghiệp và Môi trường", IN_2023),
        ("Trung tâm Phục vụ hành chính công xã", IN_2023),
        ("các cơ quan liên quan", IN_2023),
    ],
)
def test_an_agency_is_not_found_outside_its_time(name: str, day: date) -> None:
    assert find_agency(name, day) is None


@pytest.mark.parametrize(
    ("province", "district"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "Phòng Lao động - Thương binh và Xã hội"),
        ("Sở Kế hoạch và Đầu tư", "Phòng Tài chính - Kế hoạch"),
        ("Sở Tài chính", "Phòng Tài chính - Kế hoạch"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("Sở Y tế", "Phòng Y tế"),
        ("Sở Thông tin và Truyền thông", "Phòng Văn hóa và Thông tin"),
        ("Ủy ban Mặt trận Tổ quốc tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Hội Nông dân tỉnh", "Hội Nông dân huyện"),
    ],
)
def test_an_agency_of_the_plan_of_ha_tinh_becomes_one_of_the_district(
    province: str, district: str
) -> None:
    found = down(province, "province", "district", "huyện", IN_2023)
    assert found is not None
    assert found.name == district


@pytest.mark.parametrize(
    ("district", "kind", "commune"),
    [
        ("Phòng Lao động - Thương binh và Xã hội", "xã",
         "công chức Lao động - Thương binh và Xã hội"),
        ("Phòng Tài chính - Kế hoạch", "xã", "công chức Tài chính - Kế toán"),
        ("Phòng Nông nghiệp và Phát triển nông thôn", "xã",
         "công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường"),
        ("Phòng Nông nghiệp và Phát triển nông thôn", "thị trấn",
         "công chức Địa chính - Xây dựng - Đô thị và Môi trường"),
        ("Phòng Văn hóa và Thông tin", "xã", "công chức Văn hóa - Xã hội"),
        ("Phòng Y tế", "xã", "Trạm Y tế xã"),
        ("Phòng Tư pháp", "thị trấn", "công chức Tư pháp - Hộ tịch"),
        ("Phòng Giáo dục và Đào tạo", "xã", "các trường học trên địa bàn xã"),
        ("Ủy ban MTTQ huyện và các tổ chức chính trị - xã hội", "xã",
         "Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội"),
        ("UBND các xã, thị trấn", "thị trấn", "Ủy ban nhân dân thị trấn"),
    ],
)  # fmt: skip
def test_an_agency_of_a_district_becomes_an_actor_of_the_commune(
    district: str, kind: str, commune: str
) -> None:
    found = down(district, "district", "commune", kind, IN_2022)
    assert found is not None
    assert found.name == commune


@pytest.mark.parametrize(
    ("province", "kind", "commune"),
    [
        ("Sở Nông nghiệp và Môi trường", "xã", "Phòng Kinh tế"),
        ("Sở Nông nghiệp và Môi trường", "đặc khu", "Phòng Kinh tế"),
        ("Sở Nông nghiệp và Môi trường", "phường", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Sở Tài chính", "phường", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Sở Nội vụ", "xã", "Phòng Văn hóa - Xã hội"),
        ("Sở Y tế", "xã", "Phòng Văn hóa - Xã hội"),
        ("Sở Giáo dục và Đào tạo", "xã", "Phòng Văn hóa - Xã hội"),
        ("Sở Tư pháp", "xã", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"),
        ("Trung tâm Phục vụ hành chính công tỉnh", "phường",
         "Trung tâm Phục vụ hành chính công phường"),
        ("UBMTTQ Việt Nam tỉnh", "phường", "Ủy ban Mặt trận Tổ quốc Việt Nam phường"),
        ("UBND các xã, phường, đặc khu", "xã", "Ủy ban nhân dân xã"),
    ],
)  # fmt: skip
def test_since_the_reform_a_department_leads_straight_to_the_commune(
    province: str, kind: str, commune: str
) -> None:
    found = down(province, "province", "commune", kind, IN_2027)
    assert found is not None
    assert found.name == commune


def test_before_the_reform_a_province_leads_to_the_commune_through_the_district() -> None:
    found = down("Sở Lao động - Thương binh và Xã hội", "province", "commune", "xã", IN_2023)
    assert found is not None
    assert found.code == "commune.labour"
    assert found.short == "công chức LĐ-TB&XH"


def test_a_counterpart_is_as_sure_as_the_least_sure_step() -> None:
    found = down("Ngân hàng Chính sách xã hội tỉnh", "province", "commune", "xã", IN_2023)
    assert found is not None
    assert found.confidence == "low"


@pytest.mark.parametrize(
    ("name", "from_level", "to_level", "day", "reason"),
    [
        ("Bảo hiểm xã hội", "district", "commune", IN_2022, "no commune has one"),
        ("Thanh tra tỉnh", "province", "commune", IN_2027, "no commune has one"),
        ("Sở Tài chính", "province", "district", IN_2027, "there are no districts"),
        ("Phòng Y tế", "district", "province", IN_2022, "a plan does not lead upwards"),
        ("Sở Lao động - Thương binh và Xã hội", "province", "commune", IN_2027, "it is no more"),
        ("Sở Không Có", "province", "commune", IN_2027, "nobody is called so"),
    ],
)
def test_no_counterpart_is_guessed(
    name: str, from_level: str, to_level: str, day: date, reason: str
) -> None:
    assert down(name, from_level, to_level, "xã", day) is None, reason


@pytest.mark.parametrize("kind", ["xã", "phường", "đặc khu"])
def test_every_department_of_today_leads_somewhere_or_is_known_to_lead_nowhere(kind: str) -> None:
    nowhere = {
        agency.code
        for agency in load_agencies().entries
        if agency.level == "province"
        and find_agency(agency.named("tỉnh"), IN_2027, level="province") == agency
        and not down(agency.named("tỉnh"), "province", "commune", kind, IN_2027)
    }
    assert nowhere == {
        "province.broadcast",
        "province.cooperatives",
        "province.inspectorate",
        "province.treasury",
    }


@pytest.mark.parametrize(
    ("old", "level", "field", "new"),
    [
        ("Sở Lao động - Thương binh và Xã hội", None, None, "Sở Nông nghiệp và Môi trường"),
        ("Sở Lao động - Thương binh và Xã hội", None, "employment", "Sở Nội vụ"),
        ("Sở Lao động - Thương binh và Xã hội", None, "social-protection", "Sở Y tế"),
        ("Sở Lao động - Thương binh và Xã hội", None, "vocational", "Sở Giáo dục và Đào tạo"),
        ("Sở Kế hoạch và Đầu tư", None, None, "Sở Tài chính"),
        ("Sở Giao thông vận tải", None, None, "Sở Xây dựng"),
        ("Sở Thông tin và Truyền thông", None, "information", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Thông tin và Truyền thông", None, "digital", "Sở Khoa học và Công nghệ"),
        ("Phòng LĐTBXH huyện", "commune", None, "Phòng Kinh tế"),
        ("Phòng LĐTBXH huyện", "province", None, "Sở Nông nghiệp và Môi trường"),
        ("Phòng Tư pháp", "commune", None, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("công chức Lao động thương binh và xã hội", None, None, "Phòng Kinh tế"),
        ("công chức Tài chính - Kế hoạch", None, None, "Phòng Kinh tế"),
        ("UBND các huyện, thành phố, thị xã", None, None, "Ủy ban nhân dân các xã, phường"),
        ("Sở Tài chính", None, None, "Sở Tài chính"),
        ("Trạm Y tế xã", None, None, "Trạm Y tế"),
    ],
)
def test_the_work_of_a_former_agency_is_found_today(
    old: str, level: str | None, field: str | None, new: str
) -> None:
    found = successor(old, IN_2027, level=level, field=field)
    assert found is not None
    assert found.named() == new


def test_the_successor_in_a_ward_is_that_of_wards() -> None:
    found = successor("công chức Tài chính - Kế toán", IN_2027, unit_kind="phường")
    assert found is not None
    assert found.name == "Phòng Kinh tế, Hạ tầng và Đô thị"


def test_an_unknown_name_has_no_successor() -> None:
    assert successor("Sở Không Có", IN_2027) is None
    assert successors("Sở Không Có", IN_2027) == ()


def test_a_former_agency_always_leads_to_one_that_holds() -> None:
    for agency in load_agencies().entries:
        for following, _ in successors(agency.named(), IN_2027, overlay=None):
            assert following.valid_to is None


def down(name: str, from_level: str, to_level: str, kind: str, day: date) -> Counterpart | None:
    """Return the counterpart of an agency in a unit of a kind."""
    return counterpart(name, from_level=from_level, to_level=to_level, unit_kind=kind, day=day)
