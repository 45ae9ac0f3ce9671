"""The two shipped masters: every unit's plan reads as its own office's, and the whole adds up."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from generator.change.cascade import Child, Family, cascade_of, cascade_plans
from generator.plan.composition import Composition, compose
from generator.plan.model import Plan
from generator.plan.rules import examine
from generator.plan.source import read_plan
from generator.plan.workbook.rows import UnitRow
from generator.registers.units import units_on
from tests.command import ROOT

HAI_HAU, HA_TINH = "hai-hau-2022", "ha-tinh-2027"
MASTERS = (HAI_HAU, HA_TINH)
POOR_NOW, POOR_THEN = Decimal("2.20"), Decimal("1.70")
ALLOCATED = ("so-ho-ngheo", "mo-hinh", "dao-tao-nghe", "viec-lam", "nha-o")
UPPER = {
    HAI_HAU: ("trên địa bàn huyện", "ủy ban nhân dân các xã", "ubnd các xã", "34 xã", "các huyện"),
    HA_TINH: (
        *("trên địa bàn tỉnh", "ủy ban nhân dân các xã", "ubnd các xã", "các xã, phường"),
        *("các sở", "sở, ban, ngành", "huyện"),
    ),
}


@dataclass(frozen=True)
class Case:
    """A child with all its finished text."""

    child: Child
    composition: Composition
    text: str

    @property
    def name(self) -> str:
        return self.child.plan.issuer.full_name


def read_master(name: str) -> Plan:
    return read_plan(ROOT / "data" / "plans" / f"{name}.yaml").plan


def rows(master: Plan) -> list[UnitRow]:
    """Return a row for each unit of the register, with figures that agree with the master's."""
    figures = {
        share.id: {"baseline": POOR_NOW, "end": POOR_THEN}
        for share in cascade_of(master).targets
        if share.by == "sheet"
    }
    return [
        UnitRow(
            kind=unit.kind,
            name=unit.name,
            code=unit.code,
            households=Decimal(2000 + 10 * index),
            poor_households=Decimal(60 + 3 * index),
            population=Decimal(7000 + 100 * index),
            figures=figures,
        )
        for index, unit in enumerate(
            units_on(date(master.period.first, 1, 1), parent=master.issuer.code)
        )
    ]


@cache
def family(name: str) -> Family:
    master = read_master(name)
    return cascade_plans(master, cascade_of(master), rows(master))


@cache
def cases(name: str) -> tuple[Case, ...]:
    return tuple(
        Case(child, composition := compose(child.plan), text(composition))
        for child in family(name).children
    )


def text(composition: Composition) -> str:
    """Return all that the pages show, one paragraph or cell on a line."""
    lines = [composition.subject, *composition.bases, *composition.opening]
    appendix_blocks = [block for part in composition.appendices for block in part.blocks]
    for block in (*composition.body, *appendix_blocks):
        lines += [block.title, block.text, *(" | ".join(r.cells.values()) for r in block.rows)]
    return "\n".join([*lines, *composition.recipients])


def case_of(name: str, unit: str) -> Case:
    return next(case for case in cases(name) if case.name == unit)


def heads(case: Case) -> list[str]:
    """Return the agencies of Tổ chức thực hiện, in order."""
    blocks = case.composition.sections["to-chuc"]
    return [block.title for block in blocks if block.kind.startswith("clause")]


def own_words(case: Case) -> str:
    """Return the text without the line that cites the master, in small letters."""
    cited = re.compile(r"Kế hoạch số +/KH-UBND ngày +tháng +năm +của .*")
    kept = (cited.sub("", line) for line in case.text.splitlines())
    return "\n".join(kept).lower()


def called(name: str, words: str) -> bool:
    """Return whether a name stands in a text as a whole: Hải An is not called by Hải Anh."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words))


@pytest.mark.parametrize(("name", "count"), [(HAI_HAU, 34), (HA_TINH, 69)])
def test_every_unit_of_the_register_gets_a_plan(name: str, count: int) -> None:
    assert len(cases(name)) == count
    assert len({case.name for case in cases(name)}) == count


@pytest.mark.parametrize("name", MASTERS)
def test_the_master_has_decided_every_agency_and_target(name: str) -> None:
    assert family(name).diagnostics == ()


@pytest.mark.parametrize("name", MASTERS)
def test_every_plan_passes_all_content_rules_without_a_warning(name: str) -> None:
    found = {
        case.name: [
            (finding.code, finding.path, dict(finding.parameters))
            for finding in (
                *case.composition.diagnostics,
                *examine(case.child.plan, case.composition),
            )
        ]
        for case in cases(name)
    }
    assert {unit: findings for unit, findings in found.items() if findings} == {}


@pytest.mark.parametrize("name", MASTERS)
def test_every_plan_names_its_own_unit_and_no_other_of_the_list(name: str) -> None:
    every = [case.name for case in cases(name)]
    for case in cases(name):
        assert called(case.name, case.composition.subject)
        assert [unit for unit in every if called(unit, case.text)] == [case.name]


@pytest.mark.parametrize("name", MASTERS)
def test_the_proper_name_of_another_unit_never_stands_alone(name: str) -> None:
    # A name such as Cồn or Hà Tĩnh's Hương Khê may be part of the own or the superior unit's name.
    units = [case.child.unit for case in cases(name)]
    for case in cases(name):
        allowed = f"{case.child.unit.name} {read_master(name).issuer.name}"
        strangers = [u.name for u in units if not called(u.name, allowed)]
        assert [other for other in strangers if called(other, case.text)] == []


@pytest.mark.parametrize("name", MASTERS)
def test_the_opening_cites_the_master_with_room_for_its_number_and_day(name: str) -> None:
    master = read_master(name)
    issuer = re.escape(f"của Ủy ban nhân dân {master.issuer.full_name}")
    cited = re.compile(rf"Kế hoạch số +/KH-UBND ngày +tháng +năm +{issuer} thực hiện ")
    for case in cases(name):
        assert cited.search("\n".join((*case.composition.bases, *case.composition.opening)))
        assert [basis.id for basis in case.child.plan.bases if basis.superior] == ["superior-plan"]


@pytest.mark.parametrize("name", MASTERS)
def test_nothing_of_the_upper_level_is_left_over(name: str) -> None:
    for case in cases(name):
        words = own_words(case)
        assert [left for left in UPPER[name] if left in words] == []


def test_a_commune_calls_the_district_only_where_the_district_decides_or_is_told() -> None:
    said = r"(?:ủy ban nhân dân|ubnd|ngân sách|trung tâm gdnn - gdtx|phòng [-a-zà-ỹđ ]+?)"
    for case in cases(HAI_HAU):
        assert "huyện" not in re.sub(rf"{said} huyện", "", own_words(case))


@pytest.mark.parametrize("name", MASTERS)
def test_no_agency_works_with_itself_and_no_line_stands_twice(name: str) -> None:
    for case in cases(name):
        for line in case.text.splitlines():
            match = re.search(r": (.+) chủ trì, phối hợp với (.+?) tổ chức", line)
            assert not (match and called(match[1], match[2]))
        duties = [block.text for block in case.composition.sections["to-chuc"] if block.text]
        leading = [duty for duty in duties if duty.startswith("Chủ trì triển khai")]
        assert len(leading) == len(set(leading))


@pytest.mark.parametrize("name", MASTERS)
def test_every_plan_is_signed_by_the_chairman_for_the_committee(name: str) -> None:
    for case in cases(name):
        assert case.composition.signature == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
        assert case.composition.recipients[0].startswith("- UBND ")
        assert case.composition.recipients[-1].startswith("- Lưu: VT")


def test_the_communes_work_is_done_by_its_own_officials() -> None:
    assert heads(case_of(HAI_HAU, "xã Hải Minh")) == [
        "Công chức Lao động - Thương binh và Xã hội",
        "Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường",
        "Công chức Văn hóa - Xã hội",
        "Công chức Tài chính - Kế toán",
        "Các Tổ tiết kiệm và vay vốn",
        "Đài Truyền thanh xã",
        "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội",
        "Các thôn, xóm",
    ]


def test_a_township_has_wards_and_a_surveyor_of_its_own_kind_and_no_new_rural_area() -> None:
    for case in cases(HAI_HAU):
        township = case.child.unit.kind == "thị trấn"
        assert ("tổ dân phố" in case.text) is township
        assert ("thôn, xóm" in case.text) is not township
        assert ("nông thôn mới" in case.text) is not township
        assert ("Công chức Địa chính - Xây dựng - Đô thị và Môi trường" in case.text) is township


def test_what_the_district_decides_stays_with_the_district() -> None:
    for case in cases(HAI_HAU):
        kind = case.child.unit.kind
        assert f"Chủ tịch UBND {kind} quyết định" not in case.text
        assert "Chủ tịch UBND huyện quyết định phê duyệt" in case.text
        assert "sàn giao dịch việc làm" not in case.text


def test_a_commune_reports_before_the_district_needs_the_reports() -> None:
    for case in cases(HAI_HAU):
        assert "trước ngày 06/12/2022 để tổng hợp báo cáo UBND huyện" in case.text
        assert case.text.count("trước ngày 09/12/2022") == 1


@pytest.mark.parametrize(
    ("kind", "economy", "hamlets"),
    [
        ("xã", "Phòng Kinh tế", "Các thôn"),
        ("phường", "Phòng Kinh tế, Hạ tầng và Đô thị", "Các tổ dân phố"),
        ("đặc khu", "Phòng Kinh tế", "Các thôn, tổ dân phố"),
    ],
)
def test_the_offices_of_a_two_tier_unit_follow_its_kind(
    kind: str, economy: str, hamlets: str
) -> None:
    master = read_master(HA_TINH)
    unit = UnitRow(
        kind=kind,
        name="Nơi Này",
        households=Decimal(2000),
        poor_households=Decimal(40),
        population=Decimal(7000),
        figures={"ty-le-ngheo": {"baseline": POOR_NOW, "end": POOR_THEN}},
    )
    made = cascade_plans(master, cascade_of(master), [unit])
    (child,) = made.children
    composition = compose(child.plan)
    case = Case(child, composition, text(composition))
    assert not [*made.diagnostics, *composition.diagnostics, *examine(child.plan, composition)]
    assert heads(case) == [
        economy,
        "Phòng Văn hóa - Xã hội",
        f"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {kind}",
        f"Trung tâm Phục vụ hành chính công {kind}",
        "Trạm Y tế",
        "Các trường học trên địa bàn",
        "Đề nghị Phòng giao dịch Ngân hàng Chính sách xã hội quản lý địa bàn",
        f"Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam {kind} và các tổ chức chính trị - xã hội",
        hamlets,
    ]


def test_wards_and_communes_of_ha_tinh_differ_where_they_must() -> None:
    for case in cases(HA_TINH):
        ward = case.child.unit.kind == "phường"
        assert ("Phòng Kinh tế, Hạ tầng và Đô thị" in case.text) is ward
        assert ("tổ dân phố" in case.text) is ward
        assert ("các thôn" in case.text) is not ward
        assert ("(Không thuộc phạm vi thực hiện)" in case.text) is ward
        assert ("nông nghiệp đô thị" in case.text) is ward


@pytest.mark.parametrize("target", ALLOCATED)
def test_allocated_targets_add_up_to_the_province(target: str) -> None:
    children = family(HA_TINH).children
    whole = next(t for t in read_master(HA_TINH).targets if t.id == target)
    parts = [next(t for t in child.plan.targets if t.id == target) for child in children]
    for figure in ("baseline", "change", "end"):
        value = getattr(whole, figure)
        if value:
            assert sum(getattr(part, figure).exact for part in parts) == value.exact


def test_a_unit_prints_its_own_share_and_says_that_figures_are_made_up() -> None:
    for case in cases(HA_TINH):
        models = next(t for t in case.child.plan.targets if t.id == "mo-hinh")
        assert models.end is not None
        assert models.end.exact == Decimal(2)
        assert "số liệu chỉ tiêu là minh họa" in case.composition.notice
        assert all(target.note == "số liệu minh họa" for target in case.child.plan.targets)


def test_internal_reports_of_a_unit_are_due_two_working_days_before_its_own() -> None:
    for case in cases(HA_TINH):
        reports = "\n".join(block.text for block in case.composition.sections["bao-cao"])
        days = re.findall(r"(\d+/\d+)/2027", reports)
        # What the quarters owe the province is said as a rule: the 20th of the last month.
        assert days == ["17/3", "16/9", "16/6", "18/6", "13/12", "15/12", "15/12", "17/12"]


def test_a_commune_of_ha_tinh_reports_to_the_province_through_its_department() -> None:
    for case in cases(HA_TINH):
        reports = "\n".join(block.text for block in case.composition.sections["bao-cao"])
        assert reports.count("về UBND tỉnh (qua Sở Nông nghiệp và Môi trường)") == 4
