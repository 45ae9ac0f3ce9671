"""Files that strangers made to break a reader: refused in words, or read; nothing else."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Refused
from generator.reading.files import read_bytes
from generator.reading.word import blocks, parts, read_docx
from tests.document.word import zipped
from tests.reading.documents import codes, docx, lines, p, r, read, relation, style, xml

GOOD = docx(
    p("Kế hoạch", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    + f"<w:tbl><w:tr><w:tc>{p('ô')}</w:tc></w:tr></w:tbl><w:sectPr/>",
    styles=style("A", "<w:rPr><w:b/></w:rPr>"),
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)


def code(data: bytes) -> str:
    """Return the one code with which a file is refused, its words found in the catalogue."""
    with pytest.raises(Refused) as refused:
        read_docx(data, "thu.docx")
    (found,) = refused.value.diagnostics
    assert found.place.file == "thu.docx"
    assert found.message()
    assert found.hint()
    return found.code


def with_part(name: str, data: bytes) -> bytes:
    """Return the good file with a part put in or replaced."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        members = {entry: archive.read(entry) for entry in archive.namelist()}
    return zipped({**members, name: data})


def document(text: str) -> bytes:
    """Return a file whose main part is some text."""
    return with_part("word/document.xml", text.encode("utf-8"))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>' + xml(
    "w:document", f"<w:body>{p('&l9;')}</w:body>"
).removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
OUTSIDE = BOMB.replace('"ha"', 'SYSTEM "file:///etc/passwd"').replace("&l9;", "&l0;")


BAD = [
    (b"", "read.damaged"),
    (b"PK\x03\x04", "read.damaged"),
    (GOOD[:-30], "read.damaged"),
    (GOOD[: len(GOOD) // 2], "read.damaged"),
    (zipped({"a.txt": b"a"}), "read.not-word"),
    (zipped({"word/document.xml": b"<a/>"}), "read.not-word"),
    (document("<w:document"), "read.damaged"),
    (document(""), "read.damaged"),
    (document(xml("w:document", "")), "read.not-word"),
    (document(xml("w:styles", "<w:body/>")), "read.not-word"),
    (document(BOMB), "read.entities"),
    (document(OUTSIDE), "read.entities"),
    (with_part("word/document.xml", BOMB.replace('"1.0"', '"1.0" encoding="UTF-16"', 1)
               .encode("utf-16")), "read.entities"),
    (with_part("word/styles.xml", BOMB.encode()), "read.entities"),
    (with_part("word/_rels/document.xml.rels", b"<a"), "read.damaged"),
    (document('<?xml version="1.0" encoding="unheard-of"?><a/>'), "read.damaged"),
    (docx("<w:sdt><w:sdtContent>" * 50), "read.damaged"),
    (docx("<w:sdt><w:sdtContent>" * 150 + "</w:sdtContent></w:sdt>" * 150), "read.too-deep"),
    (docx("<w:tbl><w:tr><w:tc>" * 30 + p("x") + "</w:tc></w:tr></w:tbl>" * 30),
     "read.too-deep"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(BAD)))
def test_a_bad_file_is_refused_in_words(number: int) -> None:
    data, expected = BAD[number]
    assert code(data) == expected


def test_a_file_that_unpacks_to_much_more_is_refused() -> None:
    data = document(xml("w:document", f"<w:body>{p('a')}{' ' * 40_000_000}</w:body>"))
    assert len(data) < 100_000
    assert code(data) == "read.too-large"


def test_a_large_part_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_PART", 300)
    assert code(GOOD) == "read.too-large"


def test_a_part_of_many_elements_is_refused_before_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "MAX_TAGS", 10)
    assert code(GOOD) == "read.too-large"


def test_a_document_of_many_paragraphs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MAX_PARAGRAPHS", 5)
    assert code(docx(f"<w:tbl><w:tr>{'<w:tc/>' * 3}</w:tr></w:tbl>" + "<w:p/>" * 3)) == (
        "read.too-large"
    )


def test_many_members_are_refused() -> None:
    assert code(zipped({f"word/{n}.xml": b"" for n in range(2_001)})) == "read.too-large"


def test_a_locked_zip_is_refused() -> None:
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(data)) == "read.locked"


def test_macros_and_what_lies_outside_are_told_and_left() -> None:
    relations = relation("image", "http://x.example/a.png", external=True) + relation(
        "image", "http://x.example/b.png", external=True
    ).replace('"x"', '"y"')
    more = {"word/vbaProject.bin": b"x"}
    sheet = read_docx(docx(p("a"), more, relations), "thu.docm")
    assert codes(sheet) == ["read.macros", "read.external"]
    assert sheet.diagnostics[1].parameters == {"count": "2", "target": "http://x.example/a.png"}
    assert lines(sheet)[0].text == "a"


def test_a_template_of_the_document_outside_is_told() -> None:
    rels = relation("attachedTemplate", "http://x.example/a.dotm", external=True)
    more = {
        "word/_rels/settings.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{rels}</Relationships>"
        ).encode()
    }
    assert codes(read_docx(docx(p("a"), more, settings=""), "a")) == ["read.external"]


def test_embedded_files_are_told() -> None:
    rels = relation("package", "embeddings/a.xlsx")
    assert codes(read_docx(docx(p("a"), relations=rels), "a")) == ["read.embedded"]


def test_links_to_pages_are_no_danger() -> None:
    rels = relation("hyperlink", "https://chinhphu.vn", external=True)
    assert codes(read_docx(docx(p("a"), relations=rels), "a")) == []


def test_a_head_that_points_outside_is_empty() -> None:
    refs = '<w:sectPr><w:headerReference w:type="default" r:id="x"/></w:sectPr>'
    for target in ("http://x.example/h.xml", "file:///etc/passwd"):
        data = docx(p("a") + refs, relations=relation("header", target, external=True))
        assert read_docx(data, "a").regions[0].headers == {"default": ()}


@pytest.mark.parametrize(
    "body",
    [
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>',
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr><w:tc/></w:tr></w:tbl>',
        p("a", '<w:numPr><w:ilvl w:val="-3"/><w:numId w:val="1"/></w:numPr>'),
        p("a", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="99999999999999999999"/></w:numPr>'),
        p("a", '<w:ind w:left="NaN"/><w:jc w:val="x"/><w:outlineLvl w:val="-7"/>'),
        p(r("a", '<w:sz w:val="9e99"/><w:color/><w:rFonts/><w:rStyle/><w:u/><w:vertAlign/>')),
        p(r("a", '<w:sz w:val="-4"/>')),
        "<w:tbl><w:tblPr><w:tblLook w:val='zzzz'/></w:tblPr></w:tbl>",
        p("<w:r><w:drawing/></w:r><w:hyperlink/><w:sdt/><mc:AlternateContent/>"),
        '<w:sectPr><w:pgSz/><w:pgMar w:top="x"/><w:pgNumType w:start="-9"/></w:sectPr>',
        "<w:p><w:p><w:p/></w:p></w:p>",
        "<w:tr/><w:tc/><w:r/><w:t/>",
    ],
)
def test_strange_values_are_read_as_something(body: str) -> None:
    sheet = read(body, numbering="<w:num/><w:abstractNum/>", styles="<w:style/><w:docDefaults/>")
    assert all(cell.columns <= 63 for block in sheet.blocks if not hasattr(block, "runs")
               for row in block.rows for cell in row)  # fmt: skip


def test_a_file_of_the_strict_kind_is_read() -> None:
    body = p(r("a", "<w:b/>"), '<w:spacing w:after="6pt"/>')
    strict = xml("w:document", f"<w:body>{body}</w:body>")
    strict = strict.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    (line,) = lines(read_docx(document(strict), "a"))
    assert (line.text, line.runs[0].look.bold, line.spacing.after) == ("a", True, 120)


REPEATED: dict[str, Callable[[int], str]] = {
    "fields": lambda n: p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * n + r("a") * n),
    "runs": lambda n: p(r("ab") * n),
    "looks": lambda n: p("".join(r("a", f'<w:sz w:val="{size}"/>') for size in range(n))),
    "paragraphs": lambda n: p("a") * n,
    "numbers": lambda n: p("a", '<w:numPr><w:numId w:val="1"/></w:numPr>') * n,
    "cells": lambda n: "<w:tbl><w:tr>" + f"<w:tc>{p('a')}</w:tc>" * n + "</w:tr></w:tbl>",
    "rows": lambda n: (
        "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr>" * n + "</w:tbl>"
    ),
    "tables": lambda n: "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>" * n,
    "deleted": lambda n: p("a", "<w:rPr><w:del/></w:rPr>") * n,
    "boxes": lambda n: (
        p(f"<w:r><w:pict><w:txbxContent>{p('a')}</w:txbxContent></w:pict></w:r>" * n)
    ),
    "sections": lambda n: (
        p("a", '<w:sectPr><w:headerReference r:id="header1"/><w:titlePg/></w:sectPr>') * n
    ),
}  # fmt: skip
FEW, MANY = 250, 8


def time_of(kind: str, times: int) -> float:
    """Return the least of some measurements: the others carry what else the machine does."""
    level = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>'
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    data = docx(
        REPEATED[kind](times),
        numbering=f'<w:abstractNum w:abstractNumId="0">{level * times}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override * times}</w:num>',
        styles=style("T", '<w:tblStylePr w:type="firstRow"/>' * times, kind="table"),
        header1=p("đầu") * times,
    )
    measured = []
    for _ in range(3):
        start = time.process_time()
        assert read_docx(data, "a").regions
        measured.append(time.process_time() - start)
    return min(measured)


@pytest.mark.parametrize("kind", sorted(REPEATED))
def test_time_grows_with_length_and_no_faster(kind: str) -> None:
    """A file of eight times the length takes eight times as long, and not sixty-four."""
    assert time_of(kind, FEW * MANY) < 3.5 * MANY * time_of(kind, FEW)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:hyperlink>" * 240, "</w:hyperlink>" * 240),
        ("<w:sdt><w:sdtContent>" * 120, "</w:sdtContent></w:sdt>" * 120),
        ("<mc:AlternateContent><mc:Fallback>" * 120,
         "</mc:Fallback></mc:AlternateContent>" * 120),
        ("<w:fldSimple w:instr='PAGE'>" * 240, "</w:fldSimple>" * 240),
    ],
    ids=["links", "controls", "alternatives", "fields"],
)  # fmt: skip
def test_what_is_nested_as_deep_as_xml_may_be_is_read(opening: str, closing: str) -> None:
    assert lines(read(p(opening + r("a") + closing)))[0].text == "a"


def test_a_long_chain_of_styles_is_read() -> None:
    chain = "".join(style(f"S{n}", "", based=f"S{n + 1}") for n in range(3_000))
    body = "".join(p("a", f'<w:pStyle w:val="S{n}"/>') for n in range(3_000))
    assert len(lines(read(body, styles=chain))) == 3_000


@settings(max_examples=150)
@given(st.data())
def test_flipped_bytes_give_a_sheet_or_a_refusal(data: st.DataObject) -> None:
    flipped = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        flipped[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    whole_or_refused(bytes(flipped))


PARTS = {
    "word/document.xml": xml("w:document", f"<w:body>{p(r('a', '<w:b/>'))}</w:body>").encode(),
    "word/styles.xml": xml("w:styles", style("A", "<w:rPr><w:b/></w:rPr>", based="A")).encode(),
    "word/_rels/document.xml.rels": relation("styles", "styles.xml").encode(),
}


@settings(max_examples=150)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_flipped_letters_of_the_xml_give_a_sheet_or_a_refusal(
    name: str, data: st.DataObject
) -> None:
    flipped = bytearray(PARTS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        flipped[data.draw(st.integers(0, len(flipped) - 1))] = data.draw(st.integers(0, 255))
    whole_or_refused(with_part(name, bytes(flipped)))


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_give_a_sheet_or_a_refusal(data: bytes, head: bytes) -> None:
    whole_or_refused(head + data)


def whole_or_refused(data: bytes) -> None:
    """Read bytes; anything but a sheet or a refusal in words fails the test."""
    refused: tuple[Diagnostic, ...] = ()
    try:
        read_bytes(data, "thu.docx")
    except Refused as error:
        refused = error.diagnostics
    assert all(found.message() and found.hint() for found in refused)
