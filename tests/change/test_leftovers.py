"""Sentences of a master that a unit's plan keeps by mistake, and sentences that it may keep."""

import pytest

from generator.change.cascade import cascade_of, cascade_plans
from generator.plan.composition import compose
from generator.plan.model import Plan
from generator.plan.rules import examine
from generator.plan.source import parse_plan
from generator.plan.workbook import UnitRow

LEVELS = {
    "commune": ("district", "{kind: huyện, name: Hải Hậu, parent: {kind: tỉnh, name: Nam Định}}"),
    "district": ("province", "{kind: tỉnh, name: Nam Định}"),
}
PLAN = """\
level: %(level)s
issuer: %(issuer)s
period: 2022
subject: Giảm nghèo
opening: Thực hiện như sau
sections:
  - {id: muc-tieu, title: Mục tiêu, items: [%(text)s]}
recipients: [Nơi trên]
signature: {position: CHỦ TỊCH}
cascade:
  - {level: %(below)s, recipients: ["{{ superior.short }}"]}
"""


def child(text: str, below: str = "commune", kind: str = "xã") -> Plan:
    """Return the plan of a unit whose master has a text."""
    level, issuer = LEVELS[below]
    typed = PLAN % {"level": level, "issuer": issuer, "text": f'"{text}"', "below": below}
    master = parse_plan(typed.encode(), "plan.yaml").plan
    (made,) = cascade_plans(master, cascade_of(master), [UnitRow(kind, "Hải An")]).children
    return made.plan


def left_over(text: str, below: str = "commune", kind: str = "xã") -> list[str]:
    """Return the words of an upper level that are found in a unit's plan."""
    plan = child(text, below, kind)
    found = examine(plan, compose(plan))
    return [d.parameters["text"] for d in found if d.code == "content.upper-level-left"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Người nghèo trên địa bàn huyện được hỗ trợ.", "trên địa bàn huyện"),
        ("Toàn huyện phấn đấu giảm nghèo.", "Toàn huyện"),
        ("Hỗ trợ trong phạm vi tỉnh.", "trong phạm vi tỉnh"),
        ("Rà soát. Huyện thành lập đoàn kiểm tra.", "Huyện thành"),
        ("Tỉnh đầu tư trung tâm dữ liệu.", "Tỉnh đầu"),
        ("Ủy ban nhân dân các xã, thị trấn triển khai.", "Ủy ban nhân dân các xã, thị trấn"),
        ("Giao UBND các xã rà soát.", "UBND các xã"),
        ("Hướng dẫn UBND cấp xã lập danh mục.", "UBND cấp xã"),
        ("Các xã, thị trấn kiện toàn ban chỉ huy.", "Các xã, thị trấn"),
        ("Phối hợp với các sở, ban, ngành.", "các sở, ban, ngành"),
    ],
)
def test_words_of_the_master_are_found_in_a_communes_plan(text: str, words: str) -> None:
    assert left_over(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Người nghèo trên địa bàn huyện Hải Hậu được hỗ trợ.",
        "Thực hiện theo Nghị quyết của Hội đồng nhân dân tỉnh quy định mức thu trên địa bàn tỉnh.",
        "Phối hợp với các xã giáp ranh.",
        "Báo cáo Ủy ban nhân dân huyện xem xét.",
        "Theo hướng dẫn của các sở, ngành của tỉnh.",
        "Huyện ủy, Hội đồng nhân dân huyện lãnh đạo, giám sát.",
        "Ngân sách huyện hỗ trợ; cán bộ, công chức cấp xã được tập huấn.",
        "Kết nối việc làm trong và ngoài tỉnh.",
    ],
)
def test_a_commune_may_name_who_stands_above_and_beside_it(text: str) -> None:
    assert left_over(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("UBND các huyện, thành phố chỉ đạo.", ["UBND các huyện, thành phố"]),
        ("Toàn tỉnh thống nhất.", ["Toàn tỉnh"]),
        ("Ủy ban nhân dân các xã, thị trấn triển khai.", []),
        ("Phối hợp với các sở, ngành của tỉnh.", []),
    ],
)
def test_a_district_speaks_to_its_communes_and_not_to_districts(
    text: str, words: list[str]
) -> None:
    assert left_over(text, "district", "huyện") == words


@pytest.mark.parametrize(
    ("kind", "name", "full"),
    [
        ("phường", "1", "Phường 1"),
        ("phường", "Trần Hưng Đạo", "Phường Trần Hưng Đạo"),
        ("phường", "Hải Hậu", "phường Hải Hậu"),
        ("đặc khu", "Côn Đảo", "đặc khu Côn Đảo"),
        ("thành phố", "Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_the_kind_has_a_capital_before_a_number_or_a_person(
    kind: str, name: str, full: str
) -> None:
    issuer = child("Như nhau.").issuer
    assert issuer.model_copy(update={"kind": kind, "name": name}).full_name == full


@pytest.mark.parametrize(
    ("subject", "cited", "issued"),
    [
        ("Thực hiện Chương trình", "tỉnh Nam Định thực hiện Chương trình", "thực hiện Chương"),
        ("Chuyển đổi số", "tỉnh Nam Định về chuyển đổi số", "Kế hoạch chuyển đổi số"),
        ("UBND các cấp vì dân", "Nam Định về UBND các cấp", "Kế hoạch UBND các cấp vì dân"),
        ("Hà Nội xanh", "tỉnh Nam Định về Hà Nội xanh", "ban hành Kế hoạch Hà Nội xanh"),
        ("Về phòng bệnh", "tỉnh Nam Định về phòng bệnh", "Kế hoạch về phòng bệnh"),
    ],
)
def test_a_subject_is_said_inside_a_sentence_with_its_own_capitals(
    subject: str, cited: str, issued: str
) -> None:
    typed = PLAN % {
        **dict(zip(("level", "issuer"), LEVELS["district"], strict=True)),
        "text": "Có.",
        "below": "district",
    }
    plan = typed.replace("subject: Giảm nghèo", f"subject: {subject}")
    master = parse_plan(plan.encode(), "plan.yaml").plan
    (made,) = cascade_plans(master, cascade_of(master), [UnitRow("huyện", "Hải Hậu")]).children
    (opening,) = compose(made.plan).opening
    assert cited in opening
    assert issued in opening
