"""Faults in how elements stand to each other, and documents of parts, chapters and articles."""

from copy import deepcopy

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.check.mutations import number_run, spaced
from tests.check.paper import Edit, saying, styled, take_out, type_in

TITLE = "Trích yếu nội dung"


def crossed(table: int, rows: int) -> Edit:
    """Return the edit that exchanges the two cells of the first rows of a table."""

    def edit(document: Document) -> None:
        found: Table = document.tables[table]
        for row in found._tbl.findall(qn("w:tr"))[:rows]:
            first, second = row.findall(qn("w:tc"))[:2]
            second.addnext(first)

    return edit


def crossed_signature(document: Document) -> None:
    """Put Nơi nhận on the right of the signature."""
    texts = [table.cell(0, 0).text for table in document.tables]
    found = next(n for n, text in enumerate(texts) if "Nơi nhận" in text)
    crossed(found, 1)(document)


def gap_above(style: str, which: int = 0) -> Edit:
    """Return the edit that leaves an empty line above a paragraph of a style."""

    def edit(document: Document) -> None:
        paragraph = styled(document, style)[which]
        paragraph.insert_paragraph_before("", paragraph.style)

    return edit


def narrowed(width: int, first: int = 0) -> Edit:
    """Return the edit of the right column of the letterhead, in twips, from a row on."""

    def edit(document: Document) -> None:
        for row in document.tables[0].rows[first:]:
            cell = row.cells[-1]._tc.get_or_add_tcPr().find(qn("w:tcW"))
            assert cell is not None
            cell.set(qn("w:w"), str(width))

    return edit


def larger(style: str, points: float) -> Edit:
    """Return the edit of the size of an element."""

    def edit(document: Document) -> None:
        for run in styled(document, style)[0].runs:
            run.font.size = Pt(points)

    return edit


def parted(document: Document) -> None:
    """Divide the text into parts."""
    for number, (title, heading) in enumerate(
        (("MỤC TIÊU", "I. MỤC TIÊU"), ("NỘI DUNG", "II. NỘI DUNG")), 1
    ):
        section = saying(document, heading)
        for text in (f"Phần {'I' * number}", title):
            line = section.insert_paragraph_before(text, document.styles[TITLE])
            spaced(space_before=Pt(6))(line)
        type_in(section, section.text.replace("II. ", "I. "))


def articled(document: Document) -> None:
    """Put an article before the first section."""
    section = saying(document, "I. MỤC TIÊU")
    section.insert_paragraph_before("Điều 1. Phạm vi áp dụng", "Khoản có tiêu đề")


def on_one_line(document: Document) -> None:
    """Write the title of a part behind its number."""
    take_out(saying(document, "MỤC TIÊU")._p)
    type_in(saying(document, "Phần I"), "Phần I. MỤC TIÊU")


def joined_label(document: Document) -> None:
    """Write the title of an appendix behind its number."""
    label, title = styled(document, "Phụ lục")[0], styled(document, "Tên phụ lục")[0]
    text = title.text
    take_out(title._p)
    type_in(label, f"{label.text}. {text}")


def spoken_appendix(end: str) -> Edit:
    """Return the edit that puts a sentence in the place of the table of the first appendix."""

    def edit(document: Document) -> None:
        head = styled(document, "Chỉ dẫn kèm theo")[0]
        table = next(head._p.itersiblings(qn("w:tbl")))
        spoken = deepcopy(saying(document, "Trên đây là")._p)
        table.addprevious(spoken)
        take_out(table)
        type_in(Paragraph(spoken, head._parent), f"Các thôn báo cáo kết quả{end}")

    return edit


def dashes_around_number(document: Document) -> None:
    """Write the page number between dashes."""
    paragraph = number_run(document)
    for text, place in (("- ", 1), (" -", len(paragraph._p))):
        run = OxmlElement("w:r")
        inner = OxmlElement("w:t")
        inner.text = text
        inner.set(qn("xml:space"), "preserve")
        run.append(inner)
        paragraph._p.insert(place, run)


def turned_before_signature(document: Document) -> None:
    """Begin a new page right before the signature."""
    label = styled(document, "Nơi nhận")[0]
    table = next(one for one in label._p.iterancestors(qn("w:tbl")))
    empty = deepcopy(saying(document, "Trên đây là")._p)
    table.addprevious(empty)
    paragraph = Paragraph(empty, saying(document, "Trên đây là")._parent)
    type_in(paragraph, "")
    paragraph.paragraph_format.page_break_before = True
