"""Documents that were made to break the check: every rule comes to an end and none breaks down."""

from pathlib import Path

import pytest

from generator.check.desk import Checked, Paper, with_remarks, with_repairs
from generator.check.examination import CRASHED, examined
from generator.check.profile import base_profile
from generator.reading.letters import legible
from generator.reading.recognition import recognised
from generator.reading.word import read_docx
from tests.reading.documents import docx, p, r

HEAD = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Số: 5/KH-UBND") + p("KẾ HOẠCH")
NUMBERED = '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>'
WIDE = '<w:tcPr><w:gridSpan w:val="2000000000"/><w:tcW w:w="-7" w:type="dxa"/></w:tcPr>'
BODIES = {
    "lengths": p("a", '<w:ind w:left="99999999999999999999" w:firstLine="-1e9"/><w:jc w:val="z"/>'),
    "spacing": p("a", '<w:spacing w:line="0" w:lineRule="exact" w:before="-5"/>'),
    "sizes": p(r("a", '<w:sz w:val="0"/>') + r("b", '<w:sz w:val="99999999999"/>')),
    "colour": p(r("a", '<w:color w:val="zzz"/>')),
    "paper": p("a") + '<w:sectPr><w:pgSz w:w="0" w:h="-1"/><w:pgMar w:top="x"/></w:sectPr>',
    "span": f"<w:tbl><w:tr><w:tc>{WIDE}{p('a')}</w:tc></w:tr></w:tbl>",
    "empty table": "<w:tbl/><w:tbl><w:tr/></w:tbl>",
    "tables": f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc></w:tr></w:tbl>" * 300,
    "numbering": p("a", NUMBERED) * 3,
    "sections": p("a", "<w:sectPr/>") * 50,
    "endings": (p("Nơi nhận:") + p("- A;") + p("CHỦ TỊCH") + p("Nguyễn Văn A")) * 50,
    "letterheads": HEAD * 50,
    "appendices": (p("Phụ lục I") + p("DANH MỤC")) * 50,
    "romans": p("I. MỤC TIÊU") * 300,
    "addressees": p("Kính gửi:") * 50 + p("- A;") * 50,
    "articles": (p("Điều 1. A:") + p("I. B")) * 100,
}
LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="2147483647"/><w:lvlText w:val="%1.%9."/></w:lvl>'
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="N"/>{LEVEL}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="A" w:default="1"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    '<w:style w:type="numbering" w:styleId="N"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_no_rule_breaks_down_and_copies_are_written(kind: str) -> None:
    data = docx(HEAD + BODIES[kind], numbering=NUMBERING, styles=STYLES)
    sheet = read_docx(data, "a.docx")
    report = examined(recognised(legible(sheet)), base_profile())
    assert [one.rule.id for one in report.judgements if one.reason == CRASHED] == []
    checked = Checked(Paper(Path("a.docx"), data, sheet), report)
    for copy in (with_remarks(checked), with_repairs(checked, base_profile()).paper.data):
        assert read_docx(copy, "b.docx").regions
