"""Lines of every make under Tiêu ngữ, the agency's name and the subject, and faults of each."""

from copy import deepcopy

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.check.paper import Edit, styled, take_out

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EMU_PER_MM, POINTS_PER_MM = 36000, 72 / 25.4
ANCHOR = (
    '<w:r xmlns:w="{w}"><w:drawing><wp:anchor xmlns:wp="{wp}" behindDoc="0">'
    '<wp:positionH relativeFrom="{beside}">{across}</wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{length}" cy="0"/>{graphic}</wp:anchor></w:drawing></w:r>'
)
VML = (
    '<w:r xmlns:w="{w}"><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" '
    'style="position:absolute" from="{left}pt,{top}pt" to="{right}pt,{top}pt"/></w:pict></w:r>'
)


def stroke_of(document: Document, under: str) -> Paragraph:
    """Return the paragraph with the line under the last paragraph of a style."""
    element = styled(document, under)[-1]._p.getnext()
    assert element is not None
    return Paragraph(element, document)  # type: ignore[arg-type]


def drawing_of(document: Document, under: str) -> etree._Element:
    """Return the drawing of the line under a style."""
    return next(stroke_of(document, under)._p.iter(qn("w:drawing")))


def longer(under: str, by: float) -> Edit:
    """Return the edit that makes a line longer or shorter."""

    def edit(document: Document) -> None:
        drawing = drawing_of(document, under)
        for extent in (*drawing.iter(f"{{{WP}}}extent"), *drawing.iter(f"{{{A}}}ext")):
            extent.set("cx", str(round(int(extent.get("cx", "0")) * by)))

    return edit


def dashed(under: str) -> Edit:
    """Return the edit that draws a line with gaps."""

    def edit(document: Document) -> None:
        line = next(drawing_of(document, under).iter(f"{{{A}}}ln"))
        etree.SubElement(line, f"{{{A}}}prstDash").set("val", "sysDash")

    return edit


def slanted(under: str) -> Edit:
    """Return the edit that lets a line rise by 3 mm."""

    def edit(document: Document) -> None:
        drawing = drawing_of(document, under)
        for extent in (*drawing.iter(f"{{{WP}}}extent"), *drawing.iter(f"{{{A}}}ext")):
            extent.set("cy", str(3 * EMU_PER_MM))

    return edit


def aside(under: str) -> Edit:
    """Return the edit that puts a line to the left."""
    left = WD_ALIGN_PARAGRAPH.LEFT
    return lambda document: setattr(stroke_of(document, under), "alignment", left)


def apart(under: str) -> Edit:
    """Return the edit that leaves two empty lines between a text and its line."""

    def edit(document: Document) -> None:
        text = styled(document, under)[-1]._p
        for _ in range(2):
            empty = deepcopy(text)
            for run in empty.findall(qn("w:r")):
                take_out(run)
            text.addnext(empty)

    return edit


def typed_line(under: str, signs: int) -> Edit:
    """Return the edit that types a line with signs of 14 points, 7 points wide each."""

    def edit(document: Document) -> None:
        paragraph = stroke_of(document, under)
        take_out(drawing_of(document, under).getparent())  # type: ignore[arg-type]
        run = paragraph.add_run("_" * signs)
        run.font.size, run.font.bold = Pt(14), False

    return edit


def underlined(under: str) -> Edit:
    """Return the edit that underlines the letters, and draws nothing."""

    def edit(document: Document) -> None:
        take_out(drawing_of(document, under).getparent())  # type: ignore[arg-type]
        for run in styled(document, under)[-1].runs:
            run.font.underline = True

    return edit


def bordered(under: str, left: float, right: float, kind: str = "single") -> Edit:
    """Return the edit that draws a line as a border, from in on the left to in on the right."""

    def edit(document: Document) -> None:
        paragraph = stroke_of(document, under)
        take_out(drawing_of(document, under).getparent())  # type: ignore[arg-type]
        paragraph.paragraph_format.left_indent = Mm(left)
        paragraph.paragraph_format.right_indent = Mm(right)
        border = parse_xml(
            f'<w:pBdr xmlns:w="{W}"><w:bottom w:val="{kind}" w:sz="6" w:space="1"/></w:pBdr>'
        )
        style = paragraph._p.get_or_add_pPr().find(qn("w:pStyle"))
        assert style is not None
        style.addnext(border)

    return edit


def celled(under: str, width: float) -> Edit:
    """Return the edit that draws a line above a cell of a table of its own, so many mm wide."""

    def edit(document: Document) -> None:
        paragraph = stroke_of(document, under)
        take_out(drawing_of(document, under).getparent())  # type: ignore[arg-type]
        twips = round(width * 1440 / 25.4)
        table = (
            f'<w:tbl xmlns:w="{W}"><w:tblPr><w:jc w:val="center"/></w:tblPr><w:tblGrid>'
            f'<w:gridCol w:w="{twips}"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
            f'<w:tcW w:w="{twips}" w:type="dxa"/><w:tcBorders>'
            '<w:top w:val="single" w:sz="6"/></w:tcBorders></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        )
        paragraph._p.addprevious(parse_xml(table))

    return edit


def floating(
    under: str, length: float, *, beside: str = "column", across: float | None = None, down: float
) -> Edit:
    """Return the edit that lets a line float from the text, in mm; in the middle without `across`.

    `down` counts from the top of the last paragraph of the text.
    """
    place = (
        "<wp:align>center</wp:align>"
        if across is None
        else f"<wp:posOffset>{round(across * EMU_PER_MM)}</wp:posOffset>"
    )

    def make(graphic: str) -> str:
        return ANCHOR.format(
            w=W, wp=WP, beside=beside, across=place, graphic=graphic,
            down=round(down * EMU_PER_MM), length=round(length * EMU_PER_MM),
        )  # fmt: skip

    def edit(document: Document) -> None:
        drawing = drawing_of(document, under)
        graphic = drawing.find(f".//{{{A}}}graphic")
        assert graphic is not None
        for extent in graphic.iter(f"{{{A}}}ext"):
            extent.set("cx", str(round(length * EMU_PER_MM)))
        _hang(document, under, make(etree.tostring(graphic, encoding="unicode")))

    return edit


def vml(under: str, length: float, *, across: float, down: float) -> Edit:
    """Return the edit that lets a line of older Word float from the text, in mm."""
    left, right, top = (round(x * POINTS_PER_MM, 2) for x in (across, across + length, down))
    return lambda document: _hang(document, under, VML.format(w=W, left=left, right=right, top=top))


def _hang(document: Document, under: str, run: str) -> None:
    """Hang a drawing on the text itself, in the place of the line below it."""
    below = stroke_of(document, under)
    take_out(below._p)
    styled(document, under)[-1]._p.append(parse_xml(run))
