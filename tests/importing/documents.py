"""Plans as offices really type them in Word, irregular on purpose; made with python-docx."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

GROUPS = ("HOÀN THIỆN THỂ CHẾ", "PHÁT TRIỂN HẠ TẦNG SỐ", "PHÁT TRIỂN NHÂN LỰC", "DỊCH VỤ CÔNG")
LEADS = (
    "Phòng Văn hóa - Xã hội",
    "Văn phòng HĐND và UBND",
    "Phòng Kinh tế",
    "Trung tâm Phục vụ hành chính công",
    "Công an xã",
)
SUPPORTS = (
    "Các cơ quan, đơn vị liên quan",
    "Phòng Kinh tế; Công an xã",
    "Văn phòng HĐND và UBND, Phòng Kinh tế",
    "UBMTTQ Việt Nam xã và các tổ chức chính trị - xã hội",
)
DUES = ("Quý I/2026", "Thường xuyên", "30/6/2026", "Tháng 9/2026", "31/12/2026")
PRODUCTS = ("Kế hoạch của UBND xã", "Báo cáo", "Quyết định được ban hành", "")


def saved(word: Word) -> bytes:
    """Return the bytes of a document."""
    held = BytesIO()
    word.save(held)
    return held.getvalue()


def line(
    word: Word, text: str, *, bold: bool = False, italic: bool = False, centre: bool = False
) -> Paragraph:
    """Add a paragraph of one look."""
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def run_in(word: Word, label: str, text: str) -> None:
    """Add a paragraph that opens with a bold label."""
    paragraph = word.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run(text)


def letterhead(word: Word, unit: str, number: str, day: str) -> None:
    """Add the two columns of a letterhead."""
    table = word.add_table(rows=2, cols=2)
    texts = (
        (
            f"ỦY BAN NHÂN DÂN\n{unit}",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ),
        (number, day),
    )
    for row, pair in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, pair, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].add_run(first).bold = True
            for other in more:
                cell.add_paragraph().add_run(other).bold = True
    line(word, "KẾ HOẠCH", bold=True, centre=True)


def numbered(word: Word, levels: Sequence[tuple[str, str]]) -> int:
    """Add a list numbered by Word, one level for each format and text; return its number."""
    numbering = word.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for place, (form, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(place))
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "77")
    number.append(reference)
    numbering.append(number)
    return 77


def at_level(paragraph: Paragraph, number: int, level: int) -> None:
    """Let Word number a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    chosen = OxmlElement("w:numPr")
    for name, value in (("ilvl", level), ("numId", number)):
        child = OxmlElement(f"w:{name}")
        child.set(qn("w:val"), str(value))
        chosen.append(child)
    properties.append(chosen)


def filled(table: Table, rows: Sequence[Sequence[str]]) -> None:
    """Fill a table, a list of paragraphs to a cell."""
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for other in more:
                cell.add_paragraph(other)


def lying(word: Word) -> None:
    """Begin pages that lie."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def commune_with_sixty_rows() -> bytes:
    """A xã of 2026: headings numbered by Word, Nơi nhận in a table, 60 tasks on lying pages."""
    word = Document()
    commune_opening(word)
    commune_body(word)
    line(word, "Trên đây là Kế hoạch chuyển đổi số năm 2026, yêu cầu các đơn vị thực hiện./.")
    end = word.add_table(rows=1, cols=2)
    filled(
        end,
        [(
            "Nơi nhận:\n- UBND tỉnh (để b/c);\n- TT Đảng ủy, HĐND xã;\n- Phòng Kinh tế;\n"
            "- Lưu: VT, VHXH.",
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Thị Hồng Nhung",
        )],
    )  # fmt: skip
    lying(word)
    line(word, "PHỤ LỤC", bold=True, centre=True)
    line(word, "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026", bold=True, centre=True)
    line(
        word, "(Kèm theo Kế hoạch số 15/KH-UBND ngày 20/01/2026 của UBND xã)", italic=True,
        centre=True,
    )  # fmt: skip
    sixty_rows(word)
    return saved(word)


def commune_opening(word: Word) -> None:
    """Add letterhead, subject and bases."""
    letterhead(word, "XÃ CẨM BÌNH", "Số: 15/KH-UBND", "Cẩm Bình, ngày 20 tháng 01 năm 2026")
    line(word, "Chuyển đổi số trên địa bàn xã Cẩm Bình năm 2026", bold=True, centre=True)
    line(word, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", italic=True)
    line(
        word,
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 10/01/2026 của UBND tỉnh Hà Tĩnh về chuyển đổi số"
        " năm 2026;",
        italic=True,
    )
    line(word, "Ủy ban nhân dân xã Cẩm Bình ban hành Kế hoạch chuyển đổi số năm 2026 như sau:")


def commune_body(word: Word) -> None:
    """Add sections whose numbers are Word's."""
    number = numbered(
        word, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")]
    )
    for text, level, bold in (
        ("MỤC ĐÍCH, YÊU CẦU", 0, True),
        ("Mục đích", 1, True),
        ("Cụ thể hóa Kế hoạch số 12/KH-UBND trên địa bàn xã & các thôn.", 3, False),
        ("Yêu cầu", 1, True),
        ("Rõ người, rõ việc, rõ thời hạn <đến từng thôn>.", 3, False),
        ("NHIỆM VỤ, GIẢI PHÁP", 0, True),
        ("Nhận thức số", 1, True),
        ("Tuyên truyền trên hệ thống truyền thanh", 2, False),
        ("Tập huấn cho 100% cán bộ, công chức", 2, False),
        ("Nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này.", 1, False),
        ("TỔ CHỨC THỰC HIỆN", 0, True),
        ("Phòng Văn hóa - Xã hội", 1, True),
        ("Chủ trì theo dõi; tổng hợp, báo cáo UBND xã trước ngày 15/12/2026.", 3, False),
        ("Phòng Kinh tế", 1, True),
        ("Cân đối kinh phí năm 2026.", 3, False),
        ("Đề nghị UBMTTQ Việt Nam xã", 1, True),
        ("Phối hợp tuyên truyền, giám sát.", 3, False),
    ):
        at_level(line(word, text, bold=bold), number, level)


def sixty_rows(word: Word) -> None:
    """Add the table of 60 tasks in four groups that Roman numbers head, merged across."""
    heads = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm",
             "Thời gian hoàn thành")  # fmt: skip
    table = word.add_table(rows=1, cols=6)
    table.style = "Table Grid"
    filled(table, [heads])
    for index in range(60):
        if index % 15 == 0:
            cells = table.add_row().cells
            cells[0].text = ("I", "II", "III", "IV")[index // 15]
            cells[1].merge(cells[5]).text = GROUPS[index // 15]
        cells = table.add_row().cells
        for cell, text in zip(
            cells,
            (
                str(index % 15 + 1),
                f"Nhiệm vụ số {index + 1} về dữ liệu, hạ tầng và kỹ năng số",
                LEADS[index % 5],
                SUPPORTS[index % 4],
                PRODUCTS[index % 4],
                DUES[index % 5],
            ),
            strict=True,
        ):
            cell.text = text


def ward_with_a_merged_table() -> bytes:
    """A phường: numbers typed, agencies run in, a table with merged cells and notes."""
    word = Document()
    letterhead(
        word, "PHƯỜNG THÀNH SEN", "Số:      /KH-UBND", "Thành Sen, ngày    tháng    năm 2026"
    )
    line(word, "Cải cách hành chính năm 2026", bold=True, centre=True)
    line(
        word,
        "Thực hiện Kế hoạch số 05/KH-UBND ngày 05/01/2026 của UBND tỉnh Hà Tĩnh về cải cách hành"
        " chính năm 2026; UBND phường Thành Sen xây dựng Kế hoạch cải cách hành chính năm 2026,"
        " cụ thể như sau:",
    )
    line(word, "I. MỤC TIÊU", bold=True)
    run_in(word, "1. Mục tiêu chung: ", "Nâng cao chất lượng phục vụ.")
    run_in(word, "2. Mục tiêu cụ thể: ", "Tỷ lệ hồ sơ trễ hạn giảm từ 2,5% xuống 1,95%.")
    line(word, "II. NHIỆM VỤ", bold=True)
    line(word, "Các nhiệm vụ theo bảng sau:")
    merged_table(word)
    line(word, "Ngoài ra, các đơn vị chủ động thực hiện nhiệm vụ phát sinh.")
    line(word, "III. TỔ CHỨC THỰC HIỆN", bold=True)
    run_in(word, "1. Văn phòng HĐND và UBND: ", "Chủ trì tham mưu, theo dõi, đôn đốc.")
    run_in(word, "2. Các phòng, ban: ", "Báo cáo kết quả trước ngày 20 của tháng cuối quý.")
    line(word, "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN")
    line(word, "- UBND tỉnh;\tCHỦ TỊCH")
    line(word, "- Lưu: VT.\tLê Văn Minh")
    return saved(word)


def merged_table(word: Word) -> None:
    """Add a table whose first row spans columns and whose deadline spans rows."""
    table = word.add_table(rows=6, cols=6)
    table.style = "Table Grid"
    filled(
        table,
        [
            ("STT", "Nhiệm vụ", "Phân công", "", "Thời hạn", "Ghi chú"),
            ("", "", "Chủ trì", "Phối hợp", "", ""),
            ("1", "Rà soát thủ tục", "Văn phòng HĐND và UBND", "Các phòng", "Quý I/2026", ""),
            ("2", "Niêm yết thủ tục", "Trung tâm PVHCC", "", "", "Thường kỳ"),
            ("3", "Khảo sát hài lòng", "Phòng Văn hóa - Xã hội", "Đoàn thể", "15/03/2026", ""),
            ("4", "Sơ kết", "Văn phòng HĐND và UBND", "", "Tháng 12/2026", ""),
        ],
    )
    for column in (0, 1, 4, 5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(2, 4).merge(table.cell(3, 4))


def province_of_two_appendices() -> bytes:
    """A tỉnh: sections 1, 2, 3, odd marks, text of templates, a free table, two appendices."""
    word = Document()
    letterhead(word, "TỈNH HÀ TĨNH", "Số: 07/KH-UBND", "Hà Tĩnh, ngày 08 tháng 01 năm 2026")
    line(word, "Phát triển du lịch giai đoạn 2026-2030", bold=True, centre=True)
    line(word, "Căn cứ Quyết định số 147/QĐ-TTg ngày 22/01/2020 của Thủ tướng Chính phủ;",
         italic=True)  # fmt: skip
    line(word, "Theo đề nghị của Sở Văn hóa, Thể thao và Du lịch;", italic=True)
    line(word, "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung như sau:")
    line(word, "1. Mục tiêu", bold=True)
    line(word, "a) Đến năm 2030 đón 5.000.000 lượt khách {{ period }} {% raw %} # không phải mẫu")
    line(word, "(1) Khách quốc tế: 250.000 lượt")
    line(word, "(2) Khách nội địa: 4.750.000 lượt")
    line(word, "b) Doanh thu giai đoạn 2026-2030 tăng 15%/năm")
    line(word, "2. Chỉ tiêu", bold=True)
    table = word.add_table(rows=3, cols=4)
    filled(
        table,
        [
            ("TT", "Tên chỉ tiêu", "ĐVT", "Kế hoạch"),
            ("1", "Lượt khách", "lượt", "5.000.000"),
            ("2", "Lao động", "người", "12.500"),
        ],
    )
    line(word, "Số liệu chi tiết tại Phụ lục 01 và Phụ lục 02.")
    line(word, "3. Tổ chức thực hiện", bold=True)
    line(
        word, "a) Sở Văn hóa, Thể thao và Du lịch chủ trì, báo cáo UBND tỉnh trước ngày 15/12/2028."
    )
    line(word, "b) Sở Tài chính bố trí kinh phí.")
    line(word, "Nơi nhận:")
    line(word, "- Thủ tướng Chính phủ (để b/c);")
    line(word, "- Lưu: VT, VX1.")
    line(word, "TM. ỦY BAN NHÂN DÂN", bold=True)
    line(word, "CHỦ TỊCH", bold=True)
    line(word, "Võ Trọng Hải", bold=True)
    for label, title in (("PHỤ LỤC 01", "DANH MỤC DỰ ÁN"), ("PHỤ LỤC 02", "NHU CẦU VỐN")):
        line(word, label, bold=True, centre=True)
        line(word, title, bold=True, centre=True)
        line(word, "I. Nhóm một", bold=True)
        line(word, "- Dự án A: 30 tỷ đồng;")
        line(word, "- Dự án B: 25,5 tỷ đồng.")
    return saved(word)


DOCUMENTS = {
    "xa": commune_with_sixty_rows,
    "phuong": ward_with_a_merged_table,
    "tinh": province_of_two_appendices,
}
