"""Letterheads as clerks make them in Word: their lines are found, told apart and measured."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from generator.check.registry import Verdict
from tests.check.paper import report_of

NAMESPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
# As Word stores it: a connector that floats, and for older Word a line of another length.
LINE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor layoutInCell="1">'
    '<wp:positionH relativeFrom="column"><wp:posOffset>{across}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{length}" cy="0"/><a:graphic><a:graphicData uri="wps"><wps:wsp><wps:cNvCnPr/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{length}" cy="0"/></a:xfrm>'
    '<a:prstGeom prst="straightConnector1"/><a:noFill/><a:ln w="9525"/></wps:spPr></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:line from="1pt,1pt" to="9pt,1pt"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
)
UNIT, NATION = "XÃ CẨM BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
COMMITTEE, MOTTO = "ỦY BAN NHÂN DÂN", "Độc lập - Tự do - Hạnh phúc"
Cell = list[str]


def line(across: float, down: float, length: float) -> str:
    """Return a line that floats, in mm."""
    across, down, length = (round(x * 36000) for x in (across, down, length))
    return LINE.format(across=across, down=down, length=length)


def text(words: str, *drawn: str, size: int = 13, bold: bool = True) -> str:
    """Return a paragraph in the middle; `|` is a soft line break."""
    look = f'<w:rPr>{"<w:b/>" * bold}<w:sz w:val="{size * 2}"/></w:rPr>'
    runs = "<w:r><w:br/></w:r>".join(
        f"<w:r>{look}<w:t>{piece}</w:t></w:r>" for piece in words.split("|")
    )
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}{"".join(drawn)}</w:p>'


def letterhead(left: Cell, right: Cell) -> bytes:
    """Return a document that begins with a letterhead of two rows."""
    document = docx.Document()
    section, normal = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.paragraph_format.space_after = Pt(0)
    number = [text("Số: 12/KH-UBND", bold=False)]
    day = [text("Cẩm Bình, ngày 12 tháng 3 năm 2026", size=14, bold=False)]
    rows = "".join(
        f"<w:tr>{_cell(3348, one)}{_cell(5940, other)}</w:tr>"
        for one, other in ((left, right), (number, day))
    )
    grid = '<w:tblGrid><w:gridCol w:w="3348"/><w:gridCol w:w="5940"/></w:tblGrid>'
    table = f"<w:tbl {NAMESPACES}><w:tblPr/>{grid}{rows}</w:tbl>"
    document.element.body.insert(0, parse_xml(table))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cell(width: int, paragraphs: Cell) -> str:
    size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
    return f"<w:tc>{size}{''.join(paragraphs)}</w:tc>"


SHORT, LONG = line(19, 5.5, 14), line(20, 6, 60)
FIRST = [text(NATION), text(MOTTO, LONG, size=14)]
MADE: dict[str, tuple[Cell, Cell]] = {
    "hung on the text": ([text(COMMITTEE), text(UNIT, SHORT)], FIRST),
    "hung on empty lines": (
        [text(COMMITTEE), text(UNIT), text("", line(19, 0.6, 14))],
        [text(NATION), text(MOTTO, size=14), text("", line(20, 0.8, 60))],
    ),
    "hung on the first lines": (
        [text(COMMITTEE, line(19, 11, 14)), text(UNIT)],
        [text(NATION, line(20, 11.3, 60)), text(MOTTO, size=14)],
    ),
    "soft line breaks": (
        [text(f"{COMMITTEE}|{UNIT}", line(19, 11, 14))],
        [text(f"{NATION}|{MOTTO}", line(21, 11, 57))],
    ),
    "both hung on the left": (
        [text(COMMITTEE), text(UNIT, SHORT, line(80, 6, 60))],
        [text(NATION), text(MOTTO, size=14)],
    ),
    "an office": (
        [
            text("UBND TỈNH HÀ TĨNH", bold=False),
            text("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", line(19, 11.5, 16)),
        ],
        FIRST,
    ),
}


def verdicts(data: bytes) -> dict[str, Verdict]:
    """Return what the rules about the lines of a letterhead say."""
    return {
        judgement.rule.id.rpartition(".")[2]: judgement.verdict
        for judgement in report_of(data).judgements
        if judgement.rule.id.rpartition(".")[2].startswith(("motto-line", "issuer-line"))
    }


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_lines_that_are_right_pass_wherever_they_hang(made: tuple[Cell, Cell]) -> None:
    said = verdicts(letterhead(*made))
    assert Verdict.FAIL not in said.values(), said
    assert said["motto-line-length"] is said["issuer-line-length"] is Verdict.PASS


def test_what_cannot_be_told_is_not_judged() -> None:
    said = verdicts(letterhead(*MADE["both hung on the left"]))
    assert said["motto-line-near"] is Verdict.NOT_EVALUATED


def test_a_line_that_nobody_sees_is_none() -> None:
    left, right = ([one.replace("<a:ln w=\"9525\"/>", "<a:ln><a:noFill/></a:ln>") for one in cell]
                   for cell in MADE["hung on the text"])  # fmt: skip
    assert verdicts(letterhead(left, right))["motto-line"] is Verdict.FAIL


def test_lines_of_signs_are_told_as_such() -> None:
    left = [text(f"{COMMITTEE}|{UNIT}|-------")]
    right = [text(f"{NATION}|{MOTTO}|-----------------------------------")]
    said = verdicts(letterhead(left, right))
    failed = {id for id, verdict in said.items() if verdict is Verdict.FAIL}
    assert failed == {"motto-line-drawn", "issuer-line-drawn"}
