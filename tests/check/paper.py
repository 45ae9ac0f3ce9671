"""A correct document of a commune, small, with every element that the rules of form judge."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from generator import pipeline
from generator.check.examination import Report, examined
from generator.check.profile import Profile, base_profile
from generator.reading.anatomy import Role
from generator.reading.recognition import recognised
from generator.reading.word import read_docx

FORM = ("nd30.", "practice.", "house.")
Edit = Callable[[Document], None]

PLAN = """\
level: commune
issuer: {kind: xã, name: Cẩm Bình, parent: {kind: tỉnh, name: Hà Tĩnh}}
number: "5"
issued_on: 05/01/2027
period: 2027
subject: Giảm nghèo bền vững {{ period.label }} trên địa bàn {{ issuer }}
bases:
  - id: luat
    type: Luật
    date: 16/06/2025
    about: Tổ chức chính quyền địa phương
  - id: nghi-dinh
    type: Nghị định
    number: 351/2025/NĐ-CP
    date: 30/12/2025
    issuer: Chính phủ
    about: quy định chuẩn nghèo đa chiều quốc gia giai đoạn 2026-2030
  - id: ke-hoach
    type: Kế hoạch
    number: 12/KH-UBND
    date: 04/01/2027
    issuer: Ủy ban nhân dân tỉnh Hà Tĩnh
    about: giảm nghèo bền vững năm 2027
    superior: true
  - id: bao-cao
    type: Nghị định
    number: 09/2019/NĐ-CP
    date: 24/01/2019
    issuer: Chính phủ
    about: quy định về chế độ báo cáo của cơ quan hành chính nhà nước
opening:
  style: lines
  bases: [luat, nghi-dinh, ke-hoach]
  text: "Ủy ban nhân dân xã Cẩm Bình ban hành Kế hoạch {{ period.label }} như sau:"
ladder: ["I.", "1.", "1.1.", "a)", "-", "+"]
sections:
  - id: muc-tieu
    title: Mục tiêu, chỉ tiêu
    items:
      - title: Mục tiêu chung
        text: Giảm nghèo theo {{ basis('nghi-dinh') }}, nâng cao thu nhập của người dân.
      - title: Chỉ tiêu cụ thể
        text: Các chỉ tiêu năm 2027 nêu tại {{ appendix('chi-tieu') }} kèm theo.
        items:
          - title: Chỉ tiêu về thu nhập
            items:
              - {title: Thu nhập của hộ, text: Tăng thu nhập của hộ nghèo trên địa bàn xã.}
              - {title: Việc làm của hộ, text: Kết nối việc làm cho lao động của hộ nghèo.}
          - title: Chỉ tiêu về dịch vụ xã hội
            numbering: a)
            items:
              - Mọi người thuộc hộ nghèo có thẻ bảo hiểm y tế trong năm 2027.
              - Trẻ em thuộc hộ nghèo đến trường đúng độ tuổi theo quy định.
              - Hộ nghèo có nhà ở an toàn trước mùa mưa bão hằng năm.
              - Hộ nghèo sử dụng nước sạch và nhà tiêu hợp vệ sinh.
              - Hộ nghèo tiếp cận thông tin về chính sách giảm nghèo.
              - Hộ nghèo được trợ giúp pháp lý khi có yêu cầu.
  - id: noi-dung
    title: Nội dung thực hiện
    items:
      - title: Tuyên truyền
        text: Phân công cụ thể tại {{ appendix('phan-cong') }} kèm theo.
        items:
          - Phổ biến chính sách giảm nghèo đến các thôn.
          - Nêu gương hộ thoát nghèo trên hệ thống truyền thanh.
        numbering: "-"
      - title: Báo cáo
        text: Báo cáo theo {{ basis('bao-cao') }}, gửi trước ngày 09/12/2027.
targets:
  - {id: ho-ngheo, name: Tỷ lệ hộ nghèo, unit: "%", baseline: "2,5", change: "-0,55", end: "1,95"}
tasks:
  - {id: sinh-ke, title: Đa dạng hóa sinh kế, lead: economy, due: 30/9/2027, product: Báo cáo}
agencies:
  - {id: economy, name: Phòng Kinh tế}
closing: Trên đây là Kế hoạch giảm nghèo bền vững {{ period.label }} của xã Cẩm Bình.
appendices:
  - {id: chi-tieu, title: "Chỉ tiêu giảm nghèo {{ period.label }}", from: target-table}
  - {id: phan-cong, title: Phân công nhiệm vụ, from: assignment-table}
recipients:
  - {name: UBND tỉnh, purpose: để b/c}
  - {name: Phòng Kinh tế, agencies: economy}
archive: [VT, KT]
signature: {authority: KT, position: PHÓ CHỦ TỊCH, name: Nguyễn Văn An}
"""


@cache
def correct() -> bytes:
    """Return the document as it should be."""
    with TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.yaml"
        plan.write_text(PLAN, encoding="utf-8")
        return pipeline.render(plan, None, draft=False).document


def edited(*edits: Edit) -> bytes:
    """Return the document after some edits."""
    document = docx.Document(BytesIO(correct()))
    for edit in edits:
        edit(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def report_of(data: bytes, profile: Profile | None = None, is_: Role = Role.UNKNOWN) -> Report:
    """Return what every rule says of a document; its unknown parts are taken for a role."""
    anatomy = recognised(read_docx(data, "van-ban.docx"))
    parts = [
        replace(part, role=is_) if part.role is Role.UNKNOWN and part.text.strip() else part
        for part in anatomy.parts
    ]
    return examined(replace(anatomy, parts=tuple(parts)), profile or base_profile())


def form_found(report: Report) -> list[str]:
    """Return the ids of the rules of form that found something, one for each fault."""
    ids = [finding.rule.id for finding in report.findings]
    return [id for id in ids if id.startswith(FORM)]


def every(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph of the body, those in tables too."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document)


def styled(document: Document, style: str) -> list[Paragraph]:
    """Return the paragraphs of a style, which must be there."""
    named = [p for p in every(document) if p.style is not None and p.style.name == style]
    assert named, style
    return named


def saying(document: Document, text: str) -> Paragraph:
    """Return the first paragraph that holds some words."""
    return next(p for p in every(document) if text in p.text)


def type_in(paragraph: Paragraph, text: str) -> Run:
    """Put a text in the place of a paragraph's own, in the look of its first run."""
    first, *others = paragraph.runs
    for run in others:
        take_out(run._r)
    first.text = text
    return first


def swap(old: str, new: str) -> Edit:
    """Return the edit that replaces some words, which stand in one paragraph at least."""

    def edit(document: Document) -> None:
        paragraph = saying(document, old)
        type_in(paragraph, paragraph.text.replace(old, new))

    return edit


def drop(paragraph: Paragraph) -> None:
    """Take a paragraph out."""
    take_out(paragraph._p)


def take_out(element: etree._Element) -> None:
    """Take an element out of its document."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
