"""Single faults, each put into the correct document, with the rule that must find it."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import cycle
from typing import cast

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from generator.reading.anatomy import Role
from tests.check.paper import Edit, drop, every, saying, styled, take_out, type_in


@dataclass(frozen=True, slots=True)
class Mutation:
    """A fault: the rule that finds it, what it is called, how it is made, and from what document.

    `also` are rules that must follow from the same fault; `from_` edits come before it. `is_` says
    what a part is that the reader, in doubt, calls unknown.
    """

    rule: str
    name: str
    edit: Edit
    also: frozenset[str] = frozenset()
    from_: tuple[Edit, ...] = ()
    is_: Role | None = None


def office(document: Document) -> None:
    """Make it a document of an office below the committee, which prints the agency above it."""
    above, own = styled(document, "Cơ quan ban hành")[:2]
    type_in(above, "UBND XÃ CẨM BÌNH")
    above.style = document.styles["Cơ quan chủ quản"]
    type_in(own, "PHÒNG KINH TẾ")
    type_in(styled(document, "Số và ký hiệu")[0], "Số: 05/KH-KT")
    for paragraph in styled(document, "Chỉ dẫn kèm theo"):
        type_in(paragraph, paragraph.text.replace("KH-UBND", "KH-KT"))
    lines = styled(document, "Quyền hạn và chức vụ người ký")
    drop(lines[0])
    type_in(lines[1], "KT. TRƯỞNG PHÒNG")
    type_in(lines[2], "PHÓ TRƯỞNG PHÒNG")


def runs_of(style: str, change: Callable[[Paragraph], None], which: int = -1) -> Edit:
    """Return the edit of one paragraph of a style, the last that has text by default."""

    def edit(document: Document) -> None:
        change([p for p in styled(document, style) if p.text.strip()][which])

    return edit


def font(**values: object) -> Callable[[Paragraph], None]:
    """Return a change of the letters of a paragraph."""

    def change(paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            for name, value in values.items():
                setattr(run.font, name, value)

    return change


def aligned(how: WD_ALIGN_PARAGRAPH) -> Callable[[Paragraph], None]:
    """Return a change of the alignment of a paragraph."""
    return lambda paragraph: setattr(paragraph, "alignment", how)


def upper(paragraph: Paragraph) -> None:
    """Write a paragraph in capitals."""
    type_in(paragraph, paragraph.text.upper())


def small(paragraph: Paragraph) -> None:
    """Write a paragraph in small letters."""
    type_in(paragraph, paragraph.text.capitalize())


# Element of the rules -> its style, which of its paragraphs, and what else the fault breaks.
STYLES: dict[str, tuple[str, int]] = {
    "nd30.pl1.ii.1.a.nation": ("Quốc hiệu", 0),
    "nd30.pl1.ii.1.b.motto": ("Tiêu ngữ", 0),
    "nd30.pl1.ii.2.b.superior": ("Cơ quan chủ quản", 0),
    "nd30.pl1.ii.2.b.issuer": ("Cơ quan ban hành", -1),
    "nd30.pl1.ii.3.c.number": ("Số và ký hiệu", 0),
    "nd30.pl1.ii.4.c.date": ("Địa danh và thời gian", 0),
    "nd30.pl1.ii.5.b.type": ("Tên loại văn bản", 0),
    "nd30.pl1.ii.5.b.subject": ("Trích yếu nội dung", 0),
    "nd30.pl1.ii.7.dd.authority": ("Quyền hạn và chức vụ người ký", 0),
    "nd30.pl1.ii.7.dd.signer": ("Họ tên người ký", 0),
    "nd30.pl1.ii.9.d.label": ("Nơi nhận", 0),
    "nd30.pl1.ii.9.d.list": ("Danh sách nơi nhận", 0),
    "nd30.pl1.ii.9.d.archive": ("Danh sách nơi nhận", -1),
    "nd30.pl1.iii.1.b.label": ("Phụ lục", 0),
    "nd30.pl1.iii.1.b.title": ("Tên phụ lục", 0),
    "nd30.pl1.iii.1.c.attached": ("Chỉ dẫn kèm theo", 0),
}
ASPECTS: dict[str, Callable[[Paragraph], None]] = {
    "size": font(size=Pt(15)),
    "bold": lambda p: font(bold=not _now(p, "b"))(p),
    "italic": lambda p: font(italic=not _now(p, "i"))(p),
    "align": aligned(WD_ALIGN_PARAGRAPH.RIGHT),
}
CASES: dict[str, Callable[[Paragraph], None]] = {
    "nd30.pl1.ii.4.c.date": upper,
    "nd30.pl1.ii.5.b.subject": upper,
    "nd30.pl1.ii.7.dd.signer": upper,
    "nd30.pl1.ii.9.d.label": upper,
    "nd30.pl1.iii.1.b.label": upper,
    "nd30.pl1.iii.1.c.attached": upper,
}
# Written in small letters, these are not recognised any more.
UNSURE = {
    "nd30.pl1.ii.2.b.superior": Role.SUPERIOR,
    "nd30.pl1.ii.2.b.issuer": Role.ISSUER,
    "nd30.pl1.ii.7.dd.authority": Role.AUTHORITY,
}
CASE_ALSO = {
    "nd30.pl1.ii.7.dd.authority": {"nd30.pl1.ii.7.b.collective"},
    "nd30.pl1.ii.9.d.label": {"nd30.pl1.ii.9.d.label-text"},
    "nd30.pl1.iii.1.c.attached": {"nd30.pl1.iii.1.c.attached-form"},
}


def _now(paragraph: Paragraph, name: str) -> bool:
    """Return whether the style of a paragraph makes its letters bold or italic."""
    assert paragraph.style is not None
    mark = paragraph.style.element.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def looks(ids: Iterator[str]) -> Iterator[Mutation]:
    """Yield a fault for every rule on the look of an element."""
    for id in ids:
        stem, _, aspect = id.rpartition("-")
        if stem not in STYLES or aspect not in (*ASPECTS, "case"):
            continue
        style, which = STYLES[stem]
        before = (office,) if stem.endswith("superior") else ()
        change = CASES.get(stem, small) if aspect == "case" else ASPECTS[aspect]
        also = frozenset(CASE_ALSO.get(stem, ())) if aspect == "case" else frozenset()
        is_ = UNSURE.get(stem) if aspect == "case" else None
        yield Mutation(id, aspect, runs_of(style, change, which), also, before, is_)


def margin(side: str, width: Mm) -> Edit:
    """Return the edit of one margin of the first pages."""
    return lambda document: setattr(document.sections[0], f"{side}_margin", width)


def paper(document: Document) -> None:
    """Print on Letter."""
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def noted(document: Document) -> None:
    """Leave nothing but a note that is no document."""
    for element in document.element.body.findall(qn("w:p")) + document.element.body.findall(
        qn("w:tbl")
    ):
        take_out(element)
    document.add_paragraph("Danh sách việc cần làm.")


def lying(document: Document) -> None:
    """Lay the first pages on their side."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def fonts(**slots: str) -> Callable[[Paragraph], None]:
    """Return a change of the font of a paragraph in some scripts."""

    def change(paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            element = run._r.get_or_add_rPr().get_or_add_rFonts()
            for slot, name in slots.items():
                element.set(qn(f"w:{slot}"), name)

    return change


def number_run(document: Document) -> Paragraph:
    """Return the paragraph of the page number."""
    heads = [p for section in document.sections for p in section.header.paragraphs]
    numbered = next(p for p in heads if "PAGE" in str(p._p.xml))
    assert isinstance(numbered, Paragraph)
    return numbered


def in_header(change: Callable[[Paragraph], None]) -> Edit:
    """Return the edit of the page number."""
    return lambda document: change(number_run(document))


def framed(where: str) -> Callable[[Paragraph], None]:
    """Return a change that puts a paragraph into a frame, as older Word does page numbers."""

    def change(paragraph: Paragraph) -> None:
        properties = paragraph._p.get_or_add_pPr()
        frame = OxmlElement("w:framePr")
        for name, value in (("wrap", "around"), ("hAnchor", "margin"), ("xAlign", where)):
            frame.set(qn(f"w:{name}"), value)
        properties.insert(1, frame)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    return change


def field_look(**values: object) -> Callable[[Paragraph], None]:
    """Return a change of the letters of a paragraph whose runs may be inside a field."""

    def change(paragraph: Paragraph) -> None:
        for element in paragraph._p.iter(qn("w:r")):
            for name, value in values.items():
                setattr(Run(cast(CT_R, element), paragraph).font, name, value)

    return change


def to_footer(document: Document) -> None:
    """Move the page number to the foot."""
    for section in document.sections:
        for paragraph in section.header.paragraphs:
            if "PAGE" in paragraph._p.xml and not section.header.is_linked_to_previous:
                section.footer.is_linked_to_previous = False
                section.footer.paragraphs[0]._p.addnext(paragraph._p)


def without_number(document: Document) -> None:
    """Take every page number away."""
    for section in document.sections:
        for paragraph in section.header.paragraphs:
            if "PAGE" in paragraph._p.xml:
                drop(paragraph)


def page_type(which: int, name: str, value: str | None) -> Edit:
    """Return the edit of how the pages of a section are numbered."""

    def edit(document: Document) -> None:
        properties = document.sections[which]._sectPr
        element = properties.find(qn("w:pgNumType"))
        if element is None:
            element = OxmlElement("w:pgNumType")
            properties.append(element)
        if value is not None:
            element.set(qn(f"w:{name}"), value)
        elif qn(f"w:{name}") in element.attrib:
            del element.attrib[qn(f"w:{name}")]

    return edit


def shown_on_first(document: Document) -> None:
    """Show the number on the first page, too."""
    document.sections[0].different_first_page_header_footer = False


def without(style: str, which: int = 0) -> Edit:
    """Return the edit that takes a paragraph of a style out."""
    return lambda document: drop(styled(document, style)[which])


def typed(style: str, text: str, which: int = 0) -> Edit:
    """Return the edit that puts a text into a paragraph of a style."""

    def edit(document: Document) -> None:
        type_in(styled(document, style)[which], text)

    return edit


def without_line(under: str) -> Edit:
    """Return the edit that takes the drawn line under a paragraph of a style out."""

    def edit(document: Document) -> None:
        element = styled(document, under)[-1]._p.getnext()
        assert element is not None
        for drawing in list(element.iter(qn("w:r"))):
            take_out(drawing)

    return edit


def own_row(document: Document) -> None:
    """Put place and day into a row below the number."""
    table = document.tables[0]._tbl
    row = table.findall(qn("w:tr"))[-1]
    below = deepcopy(row)
    row.addnext(below)
    for part, cell in ((row, 1), (below, 0)):
        for run in part.findall(qn("w:tc"))[cell].iter(qn("w:r")):
            for text in run.findall(qn("w:t")):
                text.text = ""


def before(text: str, added: str, style: str) -> Edit:
    """Return the edit that adds a paragraph before the one that holds some words."""

    def edit(document: Document) -> None:
        saying(document, text).insert_paragraph_before(added, document.styles[style])

    return edit


def said(text: str, change: Callable[[Paragraph], None]) -> Edit:
    """Return the edit of the paragraph that holds some words."""
    return lambda document: change(saying(document, text))


def moved_archive(document: Document) -> None:
    """Put the line of the archive first."""
    lines = styled(document, "Danh sách nơi nhận")
    lines[0]._p.addprevious(lines[-1]._p)


def all_of(*styles: str, change: Callable[[Paragraph], None]) -> Edit:
    """Return the edit of every paragraph of some styles."""

    def edit(document: Document) -> None:
        for style in styles:
            for paragraph in styled(document, style):
                change(paragraph)

    return edit


def indented(width: Cm) -> Callable[[Paragraph], None]:
    """Return a change of how far in a paragraph begins."""
    return lambda p: setattr(p.paragraph_format, "first_line_indent", width)


def spaced(**values: object) -> Callable[[Paragraph], None]:
    """Return a change of the space around and in a paragraph."""

    def change(paragraph: Paragraph) -> None:
        for name, value in values.items():
            setattr(paragraph.paragraph_format, name, value)

    return change


def same_numbers(document: Document) -> None:
    """Number the appendices in Arabic numerals."""
    for number, paragraph in zip(cycle("12"), styled(document, "Phụ lục"), strict=False):
        type_in(paragraph, f"Phụ lục {number}")


def without_pointers(document: Document) -> None:
    """Let the text point to no appendix."""
    for paragraph in every(document):
        if "nêu tại Phụ lục" in paragraph.text or "tại Phụ lục" in paragraph.text:
            type_in(paragraph, "Thực hiện theo quy định hiện hành.")


def lengthened(document: Document) -> None:
    """Make a table long."""
    row = document.tables[-1].rows[-1]._tr
    for _ in range(20):
        row.addnext(deepcopy(row))


def long_table(document: Document) -> None:
    """Make a table long and take the mark of its heading row away."""
    lengthened(document)
    table = document.tables[-1]
    for mark in list(table._tbl.iter(qn("w:tblHeader"))):
        take_out(mark)


def commented(document: Document) -> None:
    """Leave a remark in the margin."""
    paragraph = saying(document, "Phổ biến chính sách")
    document.add_comment(paragraph.runs, text="Xem lại", author="A", initials="A")


def borders(paragraph: Paragraph, *edges: str) -> None:
    """Draw lines at some sides of a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    holder = OxmlElement("w:pBdr")
    for edge in edges:
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1")):
            line.set(qn(f"w:{name}"), value)
        holder.append(line)
    style = properties.find(qn("w:pStyle"))
    properties.insert(0 if style is None else properties.index(style) + 1, holder)


def room_to_sign(lines: int) -> Edit:
    """Return the edit that leaves so many empty lines for the signature."""

    def edit(document: Document) -> None:
        style = "Khoảng trống để ký"
        first, *others = styled(document, style)
        for paragraph in others:
            drop(paragraph)
        for _ in range(lines - 1):
            first.insert_paragraph_before("", document.styles[style])

    return edit


def remarked(document: Document) -> None:
    """Leave a remark of an earlier check in the margin."""
    paragraph = saying(document, "Phổ biến chính sách")
    text = "[nd30.pl1.ii.6.e.size] Phụ lục I, mục II.6.e"
    document.add_comment(paragraph.runs, text=text, author="kehoach", initials="KH")


EXACT = WD_LINE_SPACING.EXACTLY
BLUE = RGBColor(0, 0, 200)


def tabbed(document: Document) -> None:
    """Set the letterhead with tabs instead of a table."""
    table = document.tables[0]
    rows = (
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ CẨM BÌNH", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 05/KH-UBND", "Cẩm Bình, ngày 05 tháng 01 năm 2027"),
    )
    before_ = styled(document, "Tên loại văn bản")[0]
    for left, right in rows:
        paragraph = before_.insert_paragraph_before()
        for text, bold in ((left, True), ("\t\t", True), (right, True)):
            run = paragraph.add_run(text)
            run.font.size, run.font.bold = Pt(13), bold and "Số" not in left
            run.font.italic = "ngày" in text
    take_out(table._tbl)
