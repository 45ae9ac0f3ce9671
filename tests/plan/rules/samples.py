"""The smallest plan without findings; and for every content rule how to break and to keep it."""

import copy
from dataclasses import dataclass
from typing import Any

import yaml

from generator.plan.fields import Path

Fields = dict[str, Any]

_TASKS: Fields = {"id": "noi-dung", "title": "Nội dung thực hiện", "from": "tasks"}
_DUTIES: Fields = {"id": "to-chuc", "title": "Tổ chức thực hiện", "from": "assignments"}
_LABOUR: Fields = {
    "id": "labour",
    "name": "Phòng Lao động - Thương binh và Xã hội",
    "items": ["Tham mưu, theo dõi, đôn đốc việc thực hiện."],
}
_PLAN_OF_PROVINCE: Fields = {
    "id": "kh-tinh",
    "type": "Kế hoạch",
    "number": "15/KH-UBND",
    "date": "10/02/2022",
    "issuer": "UBND tỉnh",
    "about": "giảm nghèo bền vững",
    "superior": True,
}
_DECREE: Fields = {
    "id": "nd-27",
    "type": "Nghị định",
    "number": "27/2022/NĐ-CP",
    "date": "19/4/2022",
    "issuer": "Chính phủ",
}
_POOR: Fields = {"id": "ho-ngheo", "name": "Tỷ lệ hộ nghèo", "unit": "%"}
_TARGETS: Fields = {"id": "chi-tieu", "title": "Chỉ tiêu", "from": "target-table"}
_COMMUNE: Fields = {
    "kind": "xã",
    "name": "Minh Tiến",
    "parent": {"kind": "tỉnh", "name": "Hưng Yên"},
}
_RECIPIENT: Fields = {"name": "Các phòng, ban", "agencies": ["labour"]}

BASE: Fields = {
    "level": "district",
    "issuer": {
        "kind": "huyện",
        "name": "Hải Hậu",
        "parent": {"kind": "tỉnh", "name": "Nam Định"},
    },
    "period": "2022",
    "subject": "Giảm nghèo bền vững năm {{ period }}",
    "bases": [_PLAN_OF_PROVINCE],
    "opening": "Thực hiện {{ basis('kh-tinh') }}, {{ issuer.short }} ban hành Kế hoạch như sau:",
    "ladder": ["I.", "1.", "1.1.", "a)", "-", "+"],
    "sections": [_TASKS, _DUTIES],
    "tasks": [{"id": "sinh-ke", "title": "Đa dạng hóa sinh kế", "lead": "labour"}],
    "agencies": [_LABOUR],
    "closing": "Yêu cầu các cơ quan, đơn vị triển khai thực hiện.",
    "recipients": ["UBND tỉnh", _RECIPIENT],
    "signature": {"name": "Nguyễn Văn A"},
}


class _Typed(yaml.SafeDumper):
    """Writes a plan file as a person types it: nothing is referred to by an anchor."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that no value stands for another one."""
        return data is not self


def plan_fields(**changes: Any) -> Fields:
    """Return the fields of the smallest plan, some of them replaced, as a plan file has them."""
    return copy.deepcopy(BASE | changes)


def plan_file(**changes: Any) -> bytes:
    """Return the smallest plan as a file, some of its fields replaced."""
    fields = plan_fields(**changes)
    text = yaml.dump(fields, Dumper=_Typed, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()


@dataclass(frozen=True, slots=True)
class Sample:
    """Changes of the smallest plan: one that breaks a rule, where, and some that keep to it."""

    failing: Fields
    path: Path
    word: str
    passing: tuple[Fields, ...]


def _closing(text: str) -> Fields:
    return {"closing": text}


def _receives(*lines: Any) -> Fields:
    return {"recipients": [*lines, _RECIPIENT]}


def _targets(**figures: str) -> Fields:
    return {"sections": [_TASKS, _DUTIES, _TARGETS], "targets": [_POOR | figures]}


def _task(**fields: Any) -> Fields:
    return {"tasks": [BASE["tasks"][0] | fields]}


def _bases(*bases: Fields, **more: Any) -> Fields:
    return {"bases": [_PLAN_OF_PROVINCE, *bases], **more}


_CITES_DECREE = _closing("Thực hiện theo {{ basis('nd-27') }}.")
_APPENDIX: Fields = {"id": "bieu", "title": "Biểu số liệu", "text": "Số liệu do các xã tổng hợp."}
_GROUP: Fields = {"id": "group", "name": "các phòng chuyên môn", "collective": True}

SAMPLES: dict[str, Sample] = {
    "content.lead-without-duty": Sample(
        failing={"agencies": [{"id": "labour", "name": "Phòng Lao động"}], "sections": [_TASKS]},
        path=("agencies", 0),
        word="labour",
        passing=(
            {
                "agencies": [{"id": "labour", "name": "các phòng", "collective": True}],
                "sections": [_TASKS],
            },
            {
                "agencies": [{"id": "labour", "name": "Sở Lao động", "superior": True}],
                "sections": [_TASKS],
            },
            {
                "agencies": [
                    {"id": "labour", "name": "Phòng Lao động"},
                    _GROUP | {"text": "Phối hợp thực hiện.", "members": ["labour"]},
                ],
            },
            {
                "agencies": [
                    {"id": "labour", "name": "hai phòng", "members": ["health"]},
                    {"id": "health", "name": "Phòng Y tế", "text": "Phối hợp thực hiện."},
                ],
            },
        ),
    ),
    "content.agency-not-in-recipients": Sample(
        failing={"recipients": ["UBND tỉnh"]},
        path=("agencies", 0),
        word="labour",
        passing=(
            {"recipients": ["UBND tỉnh", {"from": "agencies"}]},
            {
                "agencies": [_LABOUR, _GROUP | {"members": ["labour"]}],
                "recipients": ["UBND tỉnh", {"agencies": "group"}],
            },
        ),
    ),
    "content.person-among-agencies": Sample(
        failing=_receives("Chánh VP, PCVP Trần Tuấn Nghĩa"),
        path=("recipients", 0, "name"),
        word="Trần Tuấn Nghĩa",
        passing=(
            _receives("Trung tâm Công báo - Tin học"),
            _receives("Chủ tịch, các Phó Chủ tịch UBND xã"),
            _receives("Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam"),
            _receives("UBND tỉnh Hà Tĩnh"),
            _receives("UBND Thành phố Hồ Chí Minh"),
            _receives("Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"),
            _receives("UBND phường Trần Hưng Đạo"),
            _receives("Trường THPT Lê Quý Đôn"),
        ),
    ),
    "content.unit-kind": Sample(
        failing={"level": "province"},
        path=("issuer", "kind"),
        word="huyện",
        passing=(
            {"issuer": {"kind": "thị xã", "name": "Hồng Lĩnh"}},
            {"issuer": {"kind": "Huyện", "name": "Hải Hậu"}},
        ),
    ),
    "content.unit-abolished": Sample(
        failing={"period": "2027"},
        path=("issuer",),
        word="Hải Hậu",
        passing=(
            {"period": "2025"},
            {"period": "2027", "level": "commune", "issuer": _COMMUNE},
        ),
    ),
    "content.appendix-not-cited": Sample(
        failing={"appendices": [_APPENDIX]},
        path=("appendices", 0),
        word="bieu",
        passing=(
            {"appendices": [_APPENDIX], **_closing("(Có {{ appendix('bieu') }} kèm theo).")},
        ),
    ),
    "content.appendix-absent": Sample(
        failing=_closing("Các chỉ tiêu được giao (có phụ lục kèm theo)."),
        path=("closing",),
        word="phụ lục",
        passing=(
            _closing("Lập báo cáo theo Phụ lục II Thông tư số 10/2022/TT-BLĐTBXH."),
            _closing("Dùng mẫu tại Phụ lục kèm theo Nghị định số 30/2020/NĐ-CP."),
        ),
    ),
    "content.basis-after-plan": Sample(
        failing=_bases(_DECREE | {"date": "19/4/2023"}, **_CITES_DECREE),
        path=("bases", 1, "date"),
        word="19/4/2023",
        passing=(
            _bases(_DECREE, **_CITES_DECREE),
            _bases(_DECREE | {"date": "05/9/2022"}, issued_on="05/9/2022", **_CITES_DECREE),
        ),
    ),
    "content.basis-superseded": Sample(
        failing=_bases(_DECREE | {"superseded_by": "kh-tinh"}, **_CITES_DECREE),
        path=("bases", 1),
        word="nd-27",
        passing=(_bases(_DECREE, **_CITES_DECREE),),
    ),
    "content.opening-without-superior": Sample(
        failing={
            "opening": "UBND huyện ban hành Kế hoạch như sau:",
            **_closing("Thực hiện theo {{ basis('kh-tinh') }}."),
        },
        path=("opening",),
        word="UBND huyện",
        passing=({"opening": {"style": "lines", "bases": ["kh-tinh"], "text": "Như sau:"}},),
    ),
    "content.basis-not-cited": Sample(
        failing=_bases(_DECREE),
        path=("bases", 1),
        word="nd-27",
        passing=(_bases(_DECREE, **_CITES_DECREE),),
    ),
    "content.year-by-hand": Sample(
        failing=_closing("Hoàn thành các chỉ tiêu năm 2022."),
        path=("closing",),
        word="2022",
        passing=(
            _closing("Hoàn thành các chỉ tiêu {{ period.label }}."),
            _closing("Số liệu tính đến ngày 18/01/2022."),
            _closing("Theo Nghị quyết số 69/2022/QH15."),
            _closing("Số liệu rà soát tháng 12 năm 2021."),
            _closing("Giao cho 2.022 hộ, chiếm 20,22% số hộ."),
            {"terms": [{"id": "chuan", "text": "chuẩn nghèo giai đoạn 2022-2025"}]},
            {"notice": "Số liệu minh họa của năm 2022"},
        ),
    ),
    "content.unknown-id": Sample(
        failing={"recipients": [{"name": "Các phòng", "agencies": ["labour", "labor"]}]},
        path=("recipients", 0, "agencies", 1),
        word="labor",
        passing=({"recipients": [{"name": "Các phòng", "agencies": ["labour"]}]},),
    ),
    "content.duplicate-id": Sample(
        failing={"terms": [{"id": "chuan", "text": "A"}, {"id": "chuan", "text": "B"}]},
        path=("terms", 1, "id"),
        word="chuan",
        passing=({"terms": [{"id": "chuan", "text": "A"}, {"id": "chuan-moi", "text": "B"}]},),
    ),
    "content.fact-worded-away": Sample(
        failing={"wording": {"assignment": "Các phòng chủ trì thực hiện."}},
        path=("wording", "assignment"),
        word="Các phòng",
        passing=(
            {"wording": {"assignment": "{{ lead | capital }} làm đầu mối."}},
            {"wording": {"assignment": {"title": "Chủ trì", "items": ["{{ lead }}"]}}},
        ),
    ),
    "content.block-out-of-place": Sample(
        failing={
            "sections": [
                _TASKS | {"items": [{"text": "Phân công chung.", "from": "assignment"}]},
                _DUTIES,
            ],
        },
        path=("sections", 0, "items", 0),
        word="Phân công",
        passing=(_task(items=[{"from": "assignment"}]),),
    ),
    "content.task-without-lead": Sample(
        failing={"tasks": [{"id": "sinh-ke", "title": "Đa dạng hóa sinh kế"}]},
        path=("tasks", 0),
        word="sinh-ke",
        passing=(
            {"tasks": [{"id": "sinh-ke", "title": "Đa dạng hóa sinh kế", "in_scope": False}]},
            _task(tasks=[{"id": "mo-hinh", "title": "Nhân rộng mô hình"}]),
        ),
    ),
    "content.task-beyond-period": Sample(
        failing=_task(due="31/12/2021"),
        path=("tasks", 0, "due"),
        word="31/12/2021",
        passing=(_task(due="31/12/2022"), _task(due="Thường xuyên")),
    ),
    "content.tasks-not-placed": Sample(
        failing={"sections": [_DUTIES]},
        path=("tasks", 0),
        word="Đa dạng",
        passing=({"sections": [_DUTIES | {"items": [{"title": "Nhiệm vụ", "from": "tasks"}]}]},),
    ),
    "content.duties-not-placed": Sample(
        failing={"sections": [{"id": "x", "title": "Nhiệm vụ", "from": "tasks"}]},
        path=("agencies", 0),
        word="Phòng Lao động",
        passing=({"sections": [_DUTIES | {"items": [{"title": "Nhiệm vụ", "from": "tasks"}]}]},),
    ),
    "content.recipient-empty": Sample(
        failing={"recipients": [{"agencies": "labour"}, {"purpose": "để b/c"}]},
        path=("recipients", 1),
        word="",
        passing=({"recipients": [{"agencies": "labour", "purpose": "để t/h"}]},),
    ),
    "content.item-empty": Sample(
        failing={"sections": [*plan_fields()["sections"],
                              {"id": "x", "title": "X", "items": [{"id": "trong"}, "Có."]}]},
        path=("sections", 2, "items", 0),
        word="",
        passing=({"sections": [*plan_fields()["sections"],
                               {"id": "x", "title": "X", "items": ["Có."]}]},),
    ),
    "content.upper-level-left": Sample(
        failing=_closing("Người nghèo, người dân trên địa bàn tỉnh."),
        path=("closing",),
        word="trên địa bàn",
        passing=(
            _closing("Người nghèo trên địa bàn huyện, toàn xã."),
            _closing("Kế hoạch trên địa bàn tỉnh Nam Định."),
        ),
    ),
    "content.target-arithmetic": Sample(
        failing=_targets(baseline="2,5", change="-0,5", end="1,95"),
        path=("targets", 0),
        word="ho-ngheo",
        passing=(
            _targets(baseline="2,5", change="-0,55", end="1,95"),
            _targets(baseline="2,50", change="-0,5", end="2"),
            _targets(baseline="2,5", change="≥ -0,5", end="< 2"),
            _targets(change="-0,6 - 0,7"),
        ),
    ),
    "content.target-without-figure": Sample(
        failing=_targets(note="Phấn đấu giảm"),
        path=("targets", 0),
        word="ho-ngheo",
        passing=(_targets(end="100"),),
    ),
    "content.number-by-hand": Sample(
        failing=_closing("Thực hiện nội dung tại tiểu mục 2.1 thuộc mục 2 phần IV Kế hoạch này."),
        path=("closing",),
        word="tiểu mục",
        passing=(
            _closing("Thực hiện nội dung tại {{ locate('sinh-ke') }}."),
            _closing("Theo khoản 2 Điều 5 Luật Đất đai."),
            _closing("Theo điểm a, khoản 1, mục II Nghị quyết số 69/2022/QH15."),
            _closing("Phát động Tháng cao điểm “Vì người nghèo”; tháng cao điểm 11."),
            _closing("Góp phần giảm nghèo; mục tiêu, quan điểm, phần lớn các điểm đến."),
            _closing("Số hộ nghèo tại thời điểm 31/12/2021."),
            _closing("Ban hành danh mục 12 dịch vụ công."),
            _closing("Nộp vào tài khoản 3761 của Kho bạc Nhà nước."),
            _closing("Hỗ trợ mỗi hộ một khoản 5 triệu đồng."),
        ),
    ),
    "content.gap-left": Sample(
        failing=_closing("Giảm số hộ nghèo còn … hộ."),
        path=("closing",),
        word="Giảm",
        passing=(
            _closing("Lồng ghép các chương trình, kế hoạch, dự án… về giảm nghèo."),
            _closing("Xử lý rác thải, nước thải..."),
        ),
    ),
    "content.unit-spelling": Sample(
        failing={
            "level": "commune",
            "issuer": _COMMUNE,
            **_closing("Các thôn của xã Minh Tiên triển khai thực hiện."),
        },
        path=("closing",),
        word="Minh",
        passing=(
            {"level": "commune", "issuer": _COMMUNE, **_closing("KẾ HOẠCH CỦA XÃ MINH TIẾN")},
            {"level": "commune", "issuer": _COMMUNE, **_closing("Người dân xã Minh Tiến.")},
            _closing("Nộp phòng Lao động - Thương binh và Xã hội."),
            _closing("Các thôn minh tiên tiến."),
        ),
    ),
}  # fmt: skip
