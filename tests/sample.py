"""A small plan without any finding, whose lines a test changes to plant one."""

PLAN = """\
level: commune
issuer: {kind: xã, name: Quang Khải, parent: {kind: huyện, name: Tứ Kỳ}}
period: 2023
subject: Giảm nghèo bền vững {{ period.label }} trên địa bàn {{ issuer }}
bases:
  - id: kh-huyen
    type: Kế hoạch
    number: 12/KH-UBND
    date: 10/01/2023
    issuer: UBND huyện
    about: giảm nghèo bền vững năm 2023
    superior: true
opening:
  text: "Thực hiện {{ basis('kh-huyen') }}, {{ issuer.short }} ban hành Kế hoạch như sau:"
sections:
  - id: muc-tieu
    title: Mục tiêu
    items:
      - Tỷ lệ hộ nghèo còn {{ target('ho-ngheo').end }}.
  - id: noi-dung
    title: Nội dung thực hiện
    from: tasks
  - id: to-chuc
    title: Tổ chức thực hiện
    from: assignments
targets:
  - id: ho-ngheo
    name: Tỷ lệ hộ nghèo
    unit: "%"
    baseline: "2,5"
    change: "-0,55"
    end: "1,95"
tasks:
  - id: sinh-ke
    title: Đa dạng hóa sinh kế
    lead: labour
    support: [villages]
    due: 30/9/2023
    product: Báo cáo kết quả
    items:
      - from: assignment
  - id: truyen-thong
    title: Truyền thông
    lead: culture
    due: Thường xuyên
    items:
      - from: assignment
agencies:
  - id: labour
    name: Công chức Văn hóa - Xã hội
    items:
      - from: led-tasks
  - id: culture
    name: Đài truyền thanh xã
    items:
      - Chủ trì nội dung tại mục {{ ref('truyen-thong') }} phần {{ ref('noi-dung') }}.
  - {id: villages, name: các thôn, collective: true}
closing: Trên đây là Kế hoạch giảm nghèo bền vững {{ period.label }}.
recipients:
  - {name: UBND huyện, purpose: để b/c}
  - {name: "Như phần {{ ref('to-chuc') }}", agencies: [labour, culture, villages]}
archive: [VT]
signature: {authority: KT, position: PHÓ CHỦ TỊCH, name: Nguyễn Văn An}
"""

APPENDIX = """\
appendices:
  - id: phan-cong
    title: Phân công nhiệm vụ
    from: assignment-table
"""
CITED = (
    "title: Nội dung thực hiện",
    "title: Nội dung thực hiện\n    text: Phân công tại {{ appendix('phan-cong') }} kèm theo.",
)


def changed(*changes: tuple[str, str], plan: str = PLAN) -> str:
    """Return the plan with pieces of its text replaced, each of which must be there once."""
    for old, new in changes:
        assert plan.count(old) == 1, f"{plan.count(old)} times in the sample: {old!r}"
        plan = plan.replace(old, new)
    return plan


def with_appendix(appendix: str = APPENDIX) -> str:
    """Return the plan with an appendix `phan-cong` that its text cites."""
    return changed(CITED) + appendix


def line_of(text: str, plan: str) -> int:
    """Return the number of the one line of a plan in which a text stands, counted from 1."""
    (number,) = (n for n, line in enumerate(plan.splitlines(), 1) if text in line)
    return number
