"""Small plans with reports, for the tests of deadlines."""

from datetime import date

from generator.deadlines.listing import Line
from generator.deadlines.moved import DayOff
from generator.deadlines.owed import Key, Owed
from generator.plan.model import Plan
from generator.plan.source import parse_plan
from tests.sample import changed

REPORTS = """\
reports:
  - id: quy
    name: Báo cáo quý
    frequency: quarterly
    from: villages
    to: "{{ issuer.short }}"
    via: labour
    close: decree
    due: {by: 25}
  - id: nam
    name: Báo cáo năm
    frequency: yearly
    from: all
    to: "{{ superior.short }}"
    due: {before: 19/12}
  - id: dot-xuat
    name: Báo cáo đột xuất
    frequency: ad-hoc
    from: [labour, culture]
    to: "{{ issuer.short }}"
"""
HEAD = "issuer: {kind: xã, name: Quang Khải, parent: {kind: huyện, name: Tứ Kỳ}}\n"


def text(reports: str = REPORTS, *, unit: str = "Quang Khải") -> str:
    """Return the file of the sample plan with some reports, for a commune of Tứ Kỳ."""
    return changed((HEAD, HEAD.replace("Quang Khải", unit))) + reports


def plan(reports: str = REPORTS) -> Plan:
    """Return the sample plan with some reports."""
    return parse_plan(text(reports).encode("utf-8"), "plan.yaml").plan


def owed(number: int = 0, day: date | None = date(2027, 12, 15), **changes: object) -> Owed:
    """Return a report that some unit owes."""
    values: dict[str, object] = {
        "key": Key(f"{number:05}", "chương trình 2027", "nam", "2027"),
        "unit": f"xã {number}",
        "title": "Kế hoạch",
        "name": "Báo cáo năm",
        "label": "năm 2027",
        "owed_by": f"UBND xã {number}",
        "recipient": "UBND tỉnh",
        "via": "Sở Nông nghiệp và Môi trường",
        "rule": "chậm nhất ngày 15/12/2027",
        "operator": "by",
        "close": None,
        "nominal": day,
        "effective": day,
        "days_off": (),
        "unit_names": ((f"{number:05}", f"{number:05}"),),
        "names": ((f"{number:05}", f"{number:05}"),),
        "stamp": date(2027, 1, 1),
    }
    return Owed(**{**values, **changes})  # type: ignore[arg-type]


def line(report: Owed) -> Line:
    """Return a report that nobody judged."""
    return Line(report)


def off(first: date, last: date, reason: str) -> DayOff:
    """Return announced days off."""
    return DayOff(first, last, reason, sure=True)
