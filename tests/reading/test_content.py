"""What stands in a Word document: letters, fields, tables, sections, changes, boxes, notes."""

import pytest

from generator.diagnostics import Place
from generator.reading.plain import read_text
from generator.reading.sheet import Cell, Page, Paragraph, Run, Sheet, Table, paragraphs
from tests.reading.documents import codes, lines, p, r, read, style

BOX = f"<w:txbxContent>{p('Trong hộp')}</w:txbxContent>"
SHAPE = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
    "<a:graphicData><wps:wsp><wps:spPr>{spPr}</wps:spPr>{box}</wps:wsp></a:graphicData></a:graphic>"
    "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>{fallback}</w:pict></mc:Fallback>"
    "</mc:AlternateContent>"
)


def text(body: str) -> str:
    """Return the text of a document, a line for each paragraph."""
    return "\n".join(line.text for line in lines(read(body)))


def field(instruction: str, result: str) -> str:
    """Return a complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/>", "a\tb\nc\n"),
        ("<w:t>Nghị</w:t><w:noBreakHyphen/><w:t>quyết</w:t><w:softHyphen/>", "Nghị\u2011quyết\xad"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/><w:sym w:font="x" w:char="0041"/>', "•A"),
        ('<w:sym w:char="D800"/><w:sym w:char="-1"/><w:sym w:char="zz"/><w:sym/>', ""),
        ("<w:t>  a  </w:t>", "a"),
        ('<w:t xml:space="preserve">  a \n b</w:t>', "  a   b"),
        ("<w:t>a<!-- không --></w:t>", "a"),
        ("<w:t>a<!-- không -->b</w:t>", "ab"),
        ('<w:br w:type="page"/><w:t>a</w:t>', "a"),
        ("<w:footnoteReference w:id=\"2\"/><w:t>a</w:t>", "a"),
    ],
)  # fmt: skip
def test_letters_are_what_the_reader_sees(inside: str, expected: str) -> None:
    assert text(p(f"<w:r>{inside}</w:r>")) == expected


@pytest.mark.parametrize(
    "around",
    [
        '<w:hyperlink r:id="x">{}</w:hyperlink>',
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:customXml><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:customXml>",
        '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        '<mc:AlternateContent><mc:Choice Requires="strange"><w:r><w:t>sai</w:t></w:r></mc:Choice>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_letters_in_wrappers_are_read_once(around: str) -> None:
    wrapped = around.replace("{}", r("giữa "))
    assert text(p(r("trước ") + wrapped + r("sau"))) == "trước giữa sau"


def test_paragraphs_in_content_controls_are_paragraphs() -> None:
    body = f"{p('a')}<w:sdt><w:sdtContent>{p('b')}{p('c')}</w:sdtContent></w:sdt>{p('d')}"
    assert [line.part for line in lines(read(body))] == [(("paragraph", n),) for n in (1, 2, 3, 4)]
    assert text(body) == "a\nb\nc\nd"


def test_a_field_shows_its_result_and_says_what_it_is() -> None:
    (line,) = lines(read(p(r("Trang ") + field(r" PAGE  \* MERGEFORMAT ", r("2")) + r(" hết"))))
    assert [(run.text, run.field) for run in line.runs] == [
        ("Trang ", ""), ("2", r"PAGE \* MERGEFORMAT"), (" hết", ""),
    ]  # fmt: skip


def test_a_simple_field_is_like_another() -> None:
    (line,) = lines(read(p(f'<w:fldSimple w:instr=" DATE ">{r("1/1/2027")}</w:fldSimple>')))
    assert line.runs == (Run("1/1/2027", line.runs[0].look, "DATE"),)


@pytest.mark.parametrize(
    "inside", [field("PAGE", ""), '<w:fldSimple w:instr="PAGE"/>', "<w:r><w:pgNum/></w:r>"]
)
def test_a_page_number_that_was_never_shown_is_still_there(inside: str) -> None:
    (line,) = lines(read(p(inside)))
    assert [(run.text, run.field) for run in line.runs] == [("", "PAGE")]


def test_fields_in_instructions_are_not_shown_and_those_in_results_are() -> None:
    asked = field(f"IF {field('DATE', r('ẩn'))} = 1", r("kết quả"))
    toc = field("TOC", field("HYPERLINK", r("Mục I ")) + r("3"))
    assert text(p(asked)) == "kết quả"
    assert [(run.text, run.field) for run in lines(read(p(toc)))[0].runs] == [
        ("Mục I ", "HYPERLINK"), ("3", "TOC"),
    ]  # fmt: skip


def test_a_field_goes_on_over_paragraphs() -> None:
    begin, end = field("TOC", "|").split("|")
    body = p(begin + r("Mục I")) + p(r("Mục II") + end) + p(r("sau"))
    assert [line.runs[0].field for line in lines(read(body))] == ["TOC", "TOC", ""]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert text(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("còn")) + p("đây")) == (
        "còn\nđây"
    )
    assert text(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("còn"))) == "còn"


@pytest.mark.parametrize("word", ["DDEAUTO", "INCLUDETEXT", "IncludePicture", "link"])
def test_fields_that_fetch_are_told_and_only_read(word: str) -> None:
    sheet = read(p(field(f'{word} "http://x/y"', r("cũ"))))
    assert codes(sheet) == ["read.fetching"]
    assert sheet.diagnostics[0].parameters == {"fields": word.upper()}
    assert lines(sheet)[0].text == "cũ"


def test_changes_are_read_as_accepted_and_counted() -> None:
    gone = "<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
    sheet = read(
        p(r("giữ ") + f"<w:ins>{r('thêm')}</w:ins>" + gone + "<w:moveFrom><w:r><w:t>đi</w:t></w:r>"
          "</w:moveFrom>")
        + p(r("đậm", "<w:b/><w:rPrChange><w:rPr/></w:rPrChange>"))
    )  # fmt: skip
    assert [line.text for line in lines(sheet)] == ["giữ thêm", "đậm"]
    (told,) = sheet.diagnostics
    assert told.code == "read.tracked"
    assert told.parameters == {"inserted": "1", "deleted": "2", "reformatted": "1"}


def test_a_deleted_end_joins_a_paragraph_to_the_next() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    styles = style("B", '<w:pPr><w:jc w:val="right"/></w:pPr>')
    first, last = lines(read(
        p("một ", mark) + p("hai", '<w:pStyle w:val="B"/>') + p("ba", mark), styles=styles
    ))  # fmt: skip
    assert (first.text, first.align, last.text) == ("một hai", "right", "ba")


def test_a_paragraph_deleted_whole_is_gone() -> None:
    gone = p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "<w:rPr><w:del/></w:rPr>")
    assert text(p("a") + gone + p("b") + gone) == "a\nb"


def cell(inside: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row of a table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    """Return a table with three columns."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1000, 2000, 3000))
    grid = f"<w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{''.join(rows)}</w:tbl>"


def only_table(sheet: Sheet) -> Table:
    """Return the one table of a document."""
    (found,) = (block for block in sheet.blocks if isinstance(block, Table))
    return found


def test_cells_say_how_far_they_reach() -> None:
    found = only_table(read(table(
        row(cell(p("A"), '<w:gridSpan w:val="2"/>'), cell(p("B"), '<w:vMerge w:val="restart"/>')),
        row(cell(p("C"), '<w:tcW w:w="1234" w:type="dxa"/>'), cell(p("D")),
            cell(p(), "<w:vMerge/>")),
        row(cell(p("E")), cell(p("F")), cell(p("thừa"), '<w:vMerge w:val="continue"/>')),
        row(cell(p("G")), cell(p("H")), cell(p("I"), "<w:vMerge/>")),
    )))  # fmt: skip
    shown = [[(c.text, c.columns, c.rows, c.width) for c in one] for one in found.rows]
    assert shown == [
        [("A", 2, 1, 3000), ("B\nthừa\nI", 1, 4, 3000)],
        [("C", 1, 1, 1234), ("D", 1, 1, 2000)],
        [("E", 1, 1, 1000), ("F", 1, 1, 2000)],
        [("G", 1, 1, 1000), ("H", 1, 1, 2000)],
    ]


def test_paragraphs_of_tables_have_their_place() -> None:
    inner = table(row(cell(p("trong"))))
    sheet = read(p("a") + table(row(cell(p("x")), cell(p("y") + inner + p()))))
    places = {line.text: line.part for line in lines(sheet)}
    assert places["y"] == (("table", 1), ("row", 1), ("cell", 2), ("paragraph", 1))
    assert places["trong"][3:] == (("table", 1), ("row", 1), ("cell", 1), ("paragraph", 1))


def test_heads_and_splitting_of_rows_are_told() -> None:
    head, whole = "<w:tblHeader/><w:cantSplit/>", "<w:cantSplit/>"
    found = only_table(read(table(
        row(cell(p("STT")), properties=head), row(cell(p("1")), properties=whole)
    )))  # fmt: skip
    assert (found.header_rows, found.splits) == (1, False)
    plain = only_table(read(table(row(cell(p("1"))), row(cell(p("2")), properties=head))))
    assert (plain.header_rows, plain.splits) == (0, True)


LINES = "".join(
    f'<w:{side} w:val="single"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
GRID = style("Grid", f"<w:tblPr><w:tblBorders>{LINES}</w:tblBorders></w:tblPr>", kind="table")
NO_LINES = "<w:tblBorders>" + LINES.replace("single", "nil") + "</w:tblBorders>"
BELOW = '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'


@pytest.mark.parametrize(
    ("properties", "own", "bordered"),
    [
        ("", "", False),
        (f"<w:tblBorders>{LINES}</w:tblBorders>", "", True),
        ('<w:tblStyle w:val="Grid"/>', "", True),
        ('<w:tblStyle w:val="Grid"/>' + NO_LINES, "", False),
        ("", BELOW, True),
        (f"<w:tblBorders>{LINES}</w:tblBorders>",
         "<w:tcBorders>" + LINES.replace("single", "none") + "</w:tcBorders>", False),
    ],
)  # fmt: skip
def test_a_table_is_bordered_where_lines_are_drawn(
    properties: str, own: str, bordered: bool
) -> None:
    body = table(row(cell(p("a"), own), cell(p("b"), own)), properties=properties)
    assert only_table(read(body, styles=GRID)).bordered is bordered


def test_one_line_under_one_cell_borders_no_table() -> None:
    body = table(row(cell(p("a"), BELOW), cell(p("b"))), row(cell(p("c")), cell(p("d"))))
    assert not only_table(read(body)).bordered


def test_the_style_of_a_table_dresses_its_first_row() -> None:
    styles = style(
        "Grid", '<w:rPr><w:sz w:val="24"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
        "</w:rPr></w:tblStylePr>", kind="table",
    )  # fmt: skip
    for looked, bold in (('w:firstRow="1"', True), ('w:val="0020"', True), ('w:val="0000"', False)):
        body = table(
            row(cell(p("đầu"))), row(cell(p("sau"))),
            properties=f'<w:tblStyle w:val="Grid"/><w:tblLook {looked}/>',
        )  # fmt: skip
        first, second = (line.runs[0].look for line in lines(read(body, styles=styles)))
        assert (first.bold, second.bold, first.size) == (bold, False, 24)


def test_deleted_rows_are_gone() -> None:
    body = table(row(cell(p("a")), properties="<w:del/>"), row(cell(p("b"))))
    assert [[c.text for c in one] for one in only_table(read(body)).rows] == [["b"]]


def test_a_row_without_cells_and_a_table_without_rows_are_read() -> None:
    assert only_table(read(table())).rows == ()
    assert only_table(read(table(row()))).rows == ((),)
    assert only_table(read(table(row("<w:tc/>")))).rows == ((Cell(width=1000),),)


SECTION = (
    '<w:sectPr>{refs}<w:pgSz w:w="{w}" w:h="{h}"{turned}/><w:pgMar w:top="1134" w:right="850"'
    ' w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="100"/>{more}</w:sectPr>'
)


def section(refs: str = "", more: str = "", *, turned: bool = False) -> str:
    """Return a section of A4."""
    size = {"w": 16838, "h": 11906} if turned else {"w": 11906, "h": 16838}
    orient = ' w:orient="landscape"' if turned else ""
    return SECTION.format(refs=refs, more=more, turned=orient, **size)


def test_regions_have_their_paper_and_take_over_heads() -> None:
    refs = (
        '<w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:headerReference w:type="even" r:id="header2"/>'
        '<w:footerReference r:id="nowhere"/>'
    )
    first_page = '<w:titlePg/><w:pgNumType w:start="1" w:fmt="lowerRoman"/>'
    sheet = read(
        p("một", section(refs)) + p("hai") + section(more=first_page, turned=True),
        header1=p(field("PAGE", "")), header2=p("đầu"),
    )  # fmt: skip
    one, two = sheet.regions
    assert [len(region.blocks) for region in sheet.regions] == [1, 1]
    assert one.page == Page(11906, 16838, 1134, 1134, 1801, 850, 567, 567)
    assert two.page == Page(
        16838, 11906, 1134, 1134, 1801, 850, 567, 567,
        landscape=True, first_differs=True, starts=1, number_format="lowerRoman",
    )  # fmt: skip
    assert (sorted(one.headers), sorted(two.headers)) == (["default"], ["default", "first"])
    assert one.footers == {"default": ()}
    (head,) = one.headers["default"]
    assert isinstance(head, Paragraph)
    assert (head.part, head.runs[0].field) == ((("header", 1), ("paragraph", 1)), "PAGE")


def test_even_pages_have_their_head_where_they_differ() -> None:
    refs = '<w:headerReference w:type="even" r:id="header1"/>'
    sheet = read(p("a") + section(refs), header1=p("chẵn"), settings="<w:evenAndOddHeaders/>")
    assert sorted(sheet.regions[0].headers) == ["even"]


def test_a_document_without_sections_is_one_region() -> None:
    assert len(read(p("a")).regions) == 1
    assert len(read("").regions) == 1


@pytest.mark.parametrize(
    "drawing",
    [
        SHAPE.format(spPr='<a:prstGeom prst="line"/>', box="", fallback="<v:line/>"),
        SHAPE.format(spPr='<a:xfrm><a:ext cx="9" cy="0"/></a:xfrm>', box="", fallback=""),
        "<w:pict><v:line/></w:pict>",
        '<w:pict><v:shape type="#_x0000_t32"/></w:pict>',
        '<w:pict><v:rect o:hr="t"/></w:pict>',
    ],
)
def test_drawn_rules_are_counted_once(drawing: str) -> None:
    (line,) = lines(read(p(f"<w:r>{drawing}</w:r>")))
    assert line.lines == 1


def test_text_boxes_are_read_once_and_apart() -> None:
    shape = SHAPE.format(
        spPr='<a:prstGeom prst="rect"/>', box=f"<wps:txbx>{BOX}</wps:txbx>",
        fallback=f"<v:shape><v:textbox>{BOX}</v:textbox></v:shape>",
    )  # fmt: skip
    sheet = read(p(f"<w:r>{shape}</w:r>" + r("ngoài")))
    assert [(line.text, line.lines) for line in lines(sheet)] == [("ngoài", 0)]
    assert [(box.text, box.part) for box in sheet.boxes] == [
        ("Trong hộp", (("box", 1), ("paragraph", 1)))
    ]
    old = read(p(f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"))
    assert [box.text for box in old.boxes] == ["Trong hộp"]


def test_a_box_in_a_box_is_read() -> None:
    inner = f"<w:txbxContent>{p('trong cùng')}</w:txbxContent>"
    outer = f"<w:txbxContent>{p(f'<w:r><w:pict>{inner}</w:pict></w:r>')}</w:txbxContent>"
    sheet = read(p(f"<w:r><w:pict>{outer}</w:pict></w:r>"))
    assert [box.text for box in sheet.boxes] == ["", "trong cùng"]


def test_pictures_are_told() -> None:
    sheet = read(p('<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'))
    assert codes(sheet) == ["read.pictures"]


def test_every_place_has_words() -> None:
    refs = '<w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/>'
    box = f"<w:r><w:pict>{BOX}</w:pict></w:r>"
    sheet = read(
        table(row(cell(p("ô")))) + p(box) + section(refs), header1=p("đầu"), footer1=p("chân"),
        footnotes=f"<w:footnote>{p('a')}</w:footnote>", endnotes=f"<w:endnote>{p('b')}</w:endnote>",
        comments=f"<w:comment>{p('c')}</w:comment>",
    )  # fmt: skip
    heads = [*sheet.regions[0].headers.values(), *sheet.regions[0].footers.values()]
    everything = [
        *lines(sheet), *(line for head in heads for line in paragraphs(head)),
        *sheet.boxes, *sheet.notes, *sheet.comments, *lines(read_text(b"a", "a.txt")),
    ]  # fmt: skip
    assert [Place(part=line.part).text("vi") for line in everything] == [
        "bảng 1, dòng 1, ô 1, đoạn 1", "đoạn 1", "đầu trang 1, đoạn 1", "chân trang 1, đoạn 1",
        "hộp văn bản 1, đoạn 1", "cước chú 1, đoạn 1", "chú thích cuối 1, đoạn 1",
        "nhận xét 1, đoạn 1", "dòng 1",
    ]  # fmt: skip


def test_notes_and_comments_are_read_apart() -> None:
    sheet = read(
        p("thân"),
        footnotes=f'<w:footnote w:type="separator">{p("---")}</w:footnote>'
        f'<w:footnote w:id="2">{p("chân")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("cuối")}</w:endnote>',
        comments=f'<w:comment w:id="2">{p("nhận xét")}</w:comment>',
    )
    assert [(note.text, note.part[0]) for note in sheet.notes] == [
        ("chân", ("footnote", 1)), ("cuối", ("endnote", 1)),
    ]  # fmt: skip
    assert [(c.text, c.part[0]) for c in sheet.comments] == [("nhận xét", ("comment", 1))]
