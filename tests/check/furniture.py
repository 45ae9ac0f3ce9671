"""What stands beside the usual elements: stamps, the mark of who drafted, addresses, Kính gửi."""

from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from tests.check.mutations import ASPECTS, Mutation, borders, font, said, small, upper
from tests.check.paper import Edit, drop, every, saying, styled, type_in

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NUMBER, ARCHIVE = "Số và ký hiệu", "Danh sách nơi nhận"
STAMP, PASSED_ON, MARK, ADDRESS = (
    "KHẨN",
    "LƯU HÀNH NỘI BỘ",
    "PL.(300)",
    "Địa chỉ: số 5 đường Lê Lợi",
)
RED, CENTRE = RGBColor(255, 0, 0), WD_ALIGN_PARAGRAPH.CENTER
BOX = (
    '<w:r xmlns:w="{w}"><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
    'style="position:absolute;width:{width}mm;height:8mm"><v:textbox><w:txbxContent><w:p><w:r>'
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/>'
    '<w:color w:val="FF0000"/><w:sz w:val="26"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
)


def stamped(document: Document, text: str = STAMP, style: str = NUMBER) -> None:
    """Put a red stamp in a frame under the number."""
    below = styled(document, style)[0]._p
    element = deepcopy(below)
    below.addnext(element)
    paragraph = Paragraph(element, document)
    run = type_in(paragraph, text)
    run.font.bold, run.font.size, run.font.color.rgb = True, Pt(13), RED
    borders(paragraph, "top", "left", "bottom", "right")


def stamped_aside(document: Document) -> None:
    """Put the stamp on the right."""
    stamped(document, style="Địa danh và thời gian")
    saying(document, STAMP).runs[0].font.italic = False


def boxed(text: str, width: float) -> Edit:
    """Return the edit that puts a stamp into a text box, so many mm wide and 8 mm high."""

    def edit(document: Document) -> None:
        box = parse_xml(BOX.format(w=W, width=width, text=text))
        styled(document, NUMBER)[0]._p.append(box)

    return edit


def passed_on(document: Document) -> None:
    """Say above the letterhead that the document stays inside the agency."""
    first = next(every(document))
    element = deepcopy(first._p)
    document.tables[0]._tbl.addprevious(element)
    paragraph = Paragraph(element, document)
    type_in(paragraph, PASSED_ON).font.bold = True
    borders(paragraph, "top", "left", "bottom", "right")


def secret(document: Document) -> None:
    """Print a mark of secrecy."""
    stamped(document, "MẬT")


def marked(document: Document) -> None:
    """Put the mark of who drafted under the list of recipients."""
    last = styled(document, ARCHIVE)[-1]._p
    element = deepcopy(last)
    last.addnext(element)
    type_in(Paragraph(element, document), MARK)


def addressed(document: Document) -> None:
    """Put the address of the agency at the foot of the first page, under a line."""
    foot = document.sections[0].first_page_footer
    foot.is_linked_to_previous = False
    paragraph = foot.paragraphs[0]
    run = paragraph.add_run(ADDRESS)
    run.font.size, run.font.name = Pt(12), "Times New Roman"
    borders(paragraph, "top")


def furnished(document: Document) -> None:
    """Put in all that may stand beside the usual elements."""
    stamped(document)
    passed_on(document)
    marked(document)
    addressed(document)


def address_of(document: Document) -> Paragraph:
    """Return the paragraph of the address."""
    found: Paragraph = document.sections[0].first_page_footer.paragraphs[0]
    return found


def on_every_page(document: Document) -> None:
    """Repeat the address on every page."""
    foot = document.sections[0].footer
    foot.is_linked_to_previous = False
    foot.paragraphs[0]._p.addnext(deepcopy(address_of(document)._p))
    drop(foot.paragraphs[0])


def without_borders(paragraph: Paragraph) -> None:
    """Take the borders of a paragraph away."""
    properties = paragraph._p.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def turned(paragraph: Paragraph) -> None:
    """Make bold letters thin, and thin ones bold."""
    font(bold=not paragraph.runs[0].font.bold)(paragraph)


def furniture(ids: Iterator[str]) -> Iterator[Mutation]:
    """Yield a fault for every rule on the look of what stands beside the usual elements."""
    for id in ids:
        stem, _, aspect = id.rpartition("-")
        if stem in WORDS and aspect in (*ASPECTS, "case"):
            words, from_ = WORDS[stem]
            changes = {**ASPECTS, "bold": turned, "case": upper if from_ is submission else small}
            edit = said(words, changes[aspect])
            yield Mutation(id, aspect, edit, from_=(from_,))


def submission(document: Document) -> None:
    """Make it a submission, which is addressed to somebody."""
    type_in(styled(document, "Tên loại văn bản")[0], "TỜ TRÌNH")
    for paragraph in every(document):
        if "/KH-UBND ngày 05" in paragraph.text:
            text = paragraph.text.replace("Kế hoạch số 05/KH", "Tờ trình số 05/TTr")
            type_in(paragraph, text)
    type_in(styled(document, NUMBER)[0], "Số: 05/TTr-UBND")
    before = saying(document, "Căn cứ Luật")
    style = document.styles["Nội dung"]
    before.insert_paragraph_before("Kính gửi: Ủy ban nhân dân tỉnh Hà Tĩnh.", style)


# Element of the rules -> the words it is found by, and the document that has it.
WORDS: dict[str, tuple[str, Edit]] = {
    "nd30.pl1.ii.9.d.addressee": ("Kính gửi", submission),
    "nd30.pl1.iii.2.b.urgency": (STAMP, furnished),
    "nd30.pl1.iii.2.c.circulation": (PASSED_ON, furnished),
    "nd30.pl1.iii.3.drafter": (MARK, furnished),
}
