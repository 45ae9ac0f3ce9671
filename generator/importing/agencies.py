"""Agencies with their duties, from `Tổ chức thực hiện`; agencies by name, from anywhere."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from generator.importing.draft import Draft
from generator.importing.remarks import Kind
from generator.importing.texts import at, nodes_of
from generator.plan.fields import Path
from generator.reading.anatomy import Confidence
from generator.registers.spoken import AGENCY_HEADS
from generator.vietnamese import folded, lower_first

_LONGEST = 220
# Besides agencies: bodies of other kinds, people and offices that a plan gives duties to.
_HEADS = (
    f"{AGENCY_HEADS}|UB MTTQ|Công chức|Cán bộ|VP|Trường|Mặt trận|Bộ|NHCSXH|Bảo hiểm|BHXH|Thuế"
    "|Tòa án|Toà án|Viện|Đảng|HĐND|Hội đồng|Thường trực|Thôn|Xóm|Bản|Tổ|Hợp tác xã|HTX|Báo"
    "|Điện lực|Hạt|Đội|Đồn|Bưu điện|Tư pháp|Tài chính|Địa chính|Văn hóa|Lao động|Chủ tịch"
    "|Thủ trưởng|Kế toán|Cơ quan|Đơn vị|Quỹ|Bệnh viện|Trưởng|Khối|Ngành|Bí thư|Chi bộ|Đồng chí"
    "|Phó Chủ tịch|Lãnh đạo|Nhà trường|Doanh nghiệp|Đề nghị"
)
_GROUPS = (
    "phòng|ban|sở|cơ quan|đơn vị|thôn|xóm|xã|phường|huyện|trường|tổ|tổ chức|đoàn thể|ngành|hội"
    "|địa phương|doanh nghiệp|nhà|khu|chủ|công chức|bộ|thành viên|cấp|đồng chí|hộ|bản|cán bộ|khối"
)
AGENCY = re.compile(rf"(?:(?:{_HEADS})\b|(?:C|c)ác (?:{_GROUPS})\b)")
_DUTIES = ("to chuc thuc hien", "phan cong", "trach nhiem", "to chuc trien khai")
_REQUESTED = re.compile(r"^Đề nghị\s+")
_SENTENCE = re.compile(
    rf"^(?:Giao |Đề nghị |Yêu cầu )?(?P<name>(?:{_HEADS}|Các (?:{_GROUPS}))\b[^:;.]{{0,150}}?)"
    r"[:,]? (?=(?:có trách nhiệm|chủ trì|phối hợp|tham mưu|chịu trách nhiệm|chủ động|căn cứ"
    r"|theo chức năng|theo nhiệm vụ|tập trung|tổ chức|thực hiện|xây dựng|chỉ đạo|hướng dẫn|bố trí"
    r"|tiếp tục|đẩy mạnh|lồng ghép|tăng cường|triển khai|tuyên truyền|vận động|bám sát)\b)"
)
_COLON = re.compile(
    rf"^(?P<name>(?:{_HEADS}|Các (?:{_GROUPS}))\b"
    r"(?:(?!chủ trì|phối hợp|thực hiện)[^:;.\n]){0,150}):\s+(?=\S)"
)
_OTHER = re.compile(
    r"báo cáo|chế độ|kinh phí|kiểm tra|công tác|thời gian|giải pháp|nhiệm vụ|phân công|sơ kết"
    r"|tổng kết|triển khai|tổ chức|thực hiện|yêu cầu|nguồn|giám sát|điều khoản|khen thưởng",
    re.IGNORECASE,
)
_MOST_PLAIN = 0.4
"""How many names of a list of agencies may be none that is known as such."""


def agencies_step(draft: Draft) -> None:
    """Make agencies of a list of duties, if the plan then prints the same words."""
    for path, node in nodes_of(draft.values):
        if path[0] != "sections" or not _about_duties(draft, path):
            continue
        start = _first_agency(node.get("items", ()))
        if start is None:
            continue
        if _made(draft, path, start):
            return


def _about_duties(draft: Draft, path: Path) -> bool:
    """Return whether a node or one above it is titled as the place of duties."""
    for end in range(2, len(path) + 1, 2):
        title = folded(str(at(draft.values, path[:end]).get("title", "")))
        if any(words in title for words in _DUTIES):
            return True
    return False


def _first_agency(items: Sequence[Any]) -> int | None:
    """Return where the agencies begin that end a list; None where it does not end with them."""
    start = len(items)
    while start and _agency_name(items[start - 1]):
        start -= 1
    count = len(items) - start
    sure = sum(bool(AGENCY.match(_agency_name(item))) for item in items[start:])
    return start if count > 1 and sure >= count * (1 - _MOST_PLAIN) else None


def _agency_name(item: Any) -> str:
    """Return the agency that an item is about."""
    if isinstance(item, dict) and item.get("title"):
        name = str(item["title"]).rstrip(" :.")
        known = AGENCY.match(name) is not None or _OTHER.match(name) is None
        fits = known and len(name) <= _LONGEST and "{{" not in name
        return name if fits and _has_duties(item) else ""
    text = item if isinstance(item, str) else str(item.get("text", ""))
    match = _COLON.match(text) or _SENTENCE.match(text)
    return match["name"].strip() if match and "{{" not in match["name"] else ""


def _has_duties(item: dict[str, Any]) -> bool:
    return bool(item.get("text") or item.get("items")) and not item.get("table")


def _made(draft: Draft, path: Path, start: int) -> bool:
    values, before = deepcopy(draft.values), set(draft.material.slugs.taken)
    node = at(values, path)
    items, taken = node["items"][:start], node["items"][start:]
    agencies = [_record(draft, item) for item in taken]
    run_in = sum(a.get("heading") == "run-in" for a in agencies) * 2 > len(agencies)
    for agency in agencies:
        if run_in and agency.get("heading") == "run-in":
            del agency["heading"]
        elif run_in and "heading" not in agency:
            agency["heading"] = "own-line"
    node["items"] = items
    if not items:
        del node["items"]
    node["from"] = {"block": "assignments", "heading": "run-in"} if run_in else "assignments"
    values["agencies"] = agencies
    if not draft.restructured(values):
        draft.material.slugs.taken = before
        draft.material.remarks.say(
            Kind.LOOK, "import.agencies-kept", section=str(node.get("title", ""))
        )
        return False
    for agency in agencies:
        draft.material.remarks.say(
            Kind.RECOGNISED,
            "import.agency",
            Confidence.LIKELY,
            name=agency["name"],
            id=agency["id"],
        )
    return True


def _record(draft: Draft, item: Any) -> dict[str, Any]:
    """Return an agency with its duties."""
    slugs = draft.material.slugs
    head: dict[str, Any]
    own: dict[str, Any] = {"text": item} if isinstance(item, str) else item
    if (label := _COLON.match(str(own.get("text", "")))) and not own.get("title"):
        rest = str(own["text"])[label.end() :]
        item = own | {"title": label["name"], "text": rest, "heading": "run-in"}
    if isinstance(item, str) or not item.get("title"):
        name = _agency_name(item)
        head = {"id": slugs.of(name, "co-quan"), "name": natural(name)}
        head["heading"] = "sentence"
    else:
        name = _agency_name(item)
        requested = bool(_REQUESTED.match(name))
        name = _REQUESTED.sub("", name)
        id_ = slugs.of(name, "co-quan") if requested or "id" not in item else item["id"]
        head = {"id": id_, "name": name if requested else natural(name)}
        if requested:
            head["requested"] = True
        if item.get("heading") == "run-in":
            head["heading"] = "run-in"
        own = item
    return head | {k: own[k] for k in ("text", "numbering", "items") if k in own}


def natural(name: str) -> str:
    """Return a name as it stands inside a sentence: `các phòng`, `Phòng Nội vụ`."""
    return lower_first(name) if name.startswith(("Các ", "Công chức ", "Cán bộ ")) else name
