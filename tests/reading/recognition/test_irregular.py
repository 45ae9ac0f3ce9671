"""Documents as people really make them: letterheads, ladders, numbers, signatures, appendices."""

import time
import unicodedata

import pytest

from generator.reading.anatomy import Anatomy, Confidence, Role
from generator.reading.recognition import recognised
from generator.reading.recognition.markers import marker_of
from generator.reading.sheet import Block, Cell, Page, Paragraph, Region, Sheet, Table
from tests.reading.recognition.outlines import plain, sheet_of
from tests.reading.recognition.test_nothing_lost import assert_whole

HEAD = (
    "KẾ HOẠCH\nGiảm nghèo năm 2027\n\nCăn cứ Luật A;\n"
    "Ủy ban nhân dân xã ban hành Kế hoạch như sau:\n"
)
END = "\nNơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n"


def read(text: str) -> Anatomy:
    """Return the anatomy of plain text; nothing is lost in it."""
    return assert_whole(sheet_of(text))


def texts(anatomy: Anatomy, *roles: Role) -> list[str]:
    """Return the texts of the parts of some roles."""
    return [part.text for part in anatomy.of(*roles)]


def tree(anatomy: Anatomy, appendix: int = 0) -> list[str]:
    """Return the numbers of the body with their depths: `1 I.`, `2 1.`"""
    marked = anatomy.of(Role.HEADING, Role.CLAUSE, Role.BULLET)
    return [f"{p.depth} {p.marker}" for p in marked if p.appendix == appendix]


def codes(anatomy: Anatomy) -> list[str]:
    """Return the codes of what was mended."""
    return [d.code for d in anatomy.diagnostics]


def letterhead(*rows: tuple[str, str], bold: bool = True) -> Table:
    """Return a letterhead in a table: rows of two cells, lines of a cell apart by `|`."""
    number = iter(range(100, 200))

    def cell(text: str) -> Cell:
        return Cell(tuple(plain(t, next(number), bold=bold) for t in text.split("|")))

    return Table(tuple((cell(left), cell(right)) for left, right in rows))


@pytest.mark.parametrize(
    "rows",
    [
        [("ỦY BAN NHÂN DÂN|XÃ QUANG KHẢI|___|Số: 05/KH-UBND",
          "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc||"
          "Quang Khải, ngày 05 tháng 01 năm 2027")],
        [("ỦY BAN NHÂN DÂN|XÃ QUANG KHẢI",
          "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA|VIỆT NAM|Độc lập – Tự do – Hạnh phúc"),
         ("Số: 05/KH-UBND", "Quang Khải, ngày 05 tháng 01 năm 2027")],
        [("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
         ("XÃ QUANG KHẢI", "Độc lập - Tự do - Hạnh phúc"), ("", "-------"),
         ("Số: 05/KH-UBND", "Quang Khải, ngày 05 tháng 01 năm 2027")],
    ],
)  # fmt: skip
def test_a_letterhead_in_a_table_of_any_rows_is_read(rows: list[tuple[str, str]]) -> None:
    body = [plain(line, n, align="center") for n, line in enumerate(HEAD.splitlines()[:2])]
    anatomy = assert_whole(Sheet("a.docx", (Region((letterhead(*rows), *body)),)))
    assert anatomy.text(Role.ISSUER) == "ỦY BAN NHÂN DÂN XÃ QUANG KHẢI"
    assert texts(anatomy, Role.SUPERIOR) == []
    assert anatomy.text(Role.NUMBER) == "Số: 05/KH-UBND"
    assert anatomy.text(Role.PLACE_DATE) == "Quang Khải, ngày 05 tháng 01 năm 2027"
    assert anatomy.text(Role.NATION).startswith("CỘNG H")
    assert anatomy.text(Role.MOTTO).endswith("Hạnh phúc")
    assert texts(anatomy, Role.TYPE, Role.SUBJECT) == ["KẾ HOẠCH", "Giảm nghèo năm 2027"]


@pytest.mark.parametrize(
    "lines",
    [
        "ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "  XÃ QUANG KHẢI            Độc lập - Tự do - Hạnh phúc\n"
        "Số:     /KH-UBND          Quang Khải, ngày    tháng 01 năm 2027\n",
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ QUANG KHẢI\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số:     /KH-UBND\tQuang Khải, ngày    tháng 01 năm 2027\n",
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ QUANG KHẢI Độc lập - Tự do - Hạnh phúc\n"
        "Số: /KH-UBND Quang Khải, ngày tháng 01 năm 2027\n",
        "ỦY BAN NHÂN DÂN\nXÃ QUANG KHẢI\nSố: /KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nQuang Khải, ngày tháng 01 năm 2027\n",
    ],
    ids=["spaces", "tabs", "one space", "one after the other"],
)  # fmt: skip
def test_a_letterhead_in_lines_is_read_by_columns(lines: str) -> None:
    anatomy = read(f"{lines}\n{HEAD}I. MỤC TIÊU\n- A.\n{END}")
    assert anatomy.text(Role.ISSUER) == "ỦY BAN NHÂN DÂN XÃ QUANG KHẢI"
    assert anatomy.text(Role.NUMBER) == "Số: /KH-UBND"
    assert anatomy.text(Role.PLACE_DATE) == "Quang Khải, ngày tháng 01 năm 2027"
    assert anatomy.of(Role.UNKNOWN) == ()


def test_the_body_above_the_issuer_is_told_from_it() -> None:
    rows = ("UBND TỈNH LÀO CAI|SỞ CÔNG THƯƠNG|Số: 1/KH-SCT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    anatomy = assert_whole(Sheet("a.docx", (Region((letterhead(rows),)),)))
    assert anatomy.text(Role.SUPERIOR) == "UBND TỈNH LÀO CAI"
    assert anatomy.text(Role.ISSUER) == "SỞ CÔNG THƯƠNG"


@pytest.mark.parametrize(
    ("text", "shown", "rung", "rest"),
    [
        ("I. MỤC TIÊU", "I.", "I.", "MỤC TIÊU"), ("IV/ KINH PHÍ", "IV/", "I.", "KINH PHÍ"),
        ("I . MỤC ĐÍCH", "I .", "I.", "MỤC ĐÍCH"), ("II1. GIẢI PHÁP", "II1.", "I.", "GIẢI PHÁP"),
        ("II - KINH PHÍ", "II -", "I.", "KINH PHÍ"), ("A. ĐÁNH GIÁ", "A.", "A.", "ĐÁNH GIÁ"),
        ("Phần I", "Phần I", "Phần I", ""),
        ("PHẦN THỨ HAI: KINH PHÍ", "PHẦN THỨ HAI:", "Phần I", "KINH PHÍ"),
        ("Mục 1. Kinh phí", "Mục 1.", "Mục 1", "Kinh phí"),
        ("Điều 12. Phạm vi", "Điều 12.", "Điều 1.", "Phạm vi"),
        ("2.Công chức", "2.", "1.", "Công chức"), ("4.3.Ho tro", "4.3.", "1.1.", "Ho tro"),
        ("2.1 Nội dung", "2.1", "1.1.", "Nội dung"),
        ("1.2.3. Nội dung", "1.2.3.", "1.1.1.", "Nội dung"),
        ("a) Mục tiêu", "a)", "a)", "Mục tiêu"), ("đ) Mục tiêu", "đ)", "a)", "Mục tiêu"),
        ("c. Mục tiêu", "c.", "a)", "Mục tiêu"), ("a.1) Mục tiêu", "a.1)", "a1)", "Mục tiêu"),
        ("1) Mục tiêu", "1)", "1)", "Mục tiêu"), ("(2) Mục tiêu", "(2)", "(1)", "Mục tiêu"),
        ("iii) Mục tiêu", "iii)", "i)", "Mục tiêu"), ("II.1. Mục tiêu", "II.1.", "1.", "Mục tiêu"),
        ("- Mục tiêu", "-", "-", "Mục tiêu"), ("– Mục tiêu", "–", "-", "Mục tiêu"),
        ("• Mục tiêu", "•", "-", "Mục tiêu"), ("-Lưu: VT", "-", "-", "Lưu: VT"),
        ("- + 100% trẻ em", "- +", "+", "100% trẻ em"), ("*Tiểu dự án 1", "*", "*", "Tiểu dự án 1"),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(text: str, shown: str, rung: str, rest: str) -> None:
    marker = marker_of(text)
    assert marker is not None
    assert (marker.shown, marker.rung, marker.rest) == (shown, rung, rest)


@pytest.mark.parametrize(
    "text",
    ["30.000 hộ nghèo", "1,95% cuối năm", "09/12/2022 của", "9/12 hằng năm", "2022. Kế",
     "1.012 hộ", "2.5%", "1.5 triệu đồng", "1a co s6", "V/v thực hiện", "b/c Huyện ủy",
     "Điều 4 của Luật",
     "31.12.2022 là", "Mục 2 phần IV Kế hoạch", "phần I", "X4y dung",
     "I", "5", "0. Không", "vi. chất", "V.A.C của hộ"],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    marker = marker_of(text)
    assert marker is None or (marker.weak and marker.value > 60)


def test_ladders_of_other_plans_have_their_depths() -> None:
    body = (
        "Phần I\nĐÁNH GIÁ\nI. KẾT QUẢ\n1. Mặt được\n1.1. Kinh tế\na) Trồng trọt\n- Lúa\n+ Vụ xuân\n"
        "1.2. Xã hội\nPhần II\nNHIỆM VỤ\nI. MỤC TIÊU\n- Một\nA. KHÁC\n1. Hai\n(1) Ba\n"
    )
    anatomy = read(HEAD + body + END)
    assert tree(anatomy) == [
        "1 Phần I", "2 I.", "3 1.", "4 1.1.", "5 a)", "6 -", "7 +", "4 1.2.",
        "1 Phần II", "2 I.", "3 -", "2 A.", "3 1.", "4 (1)",
    ]  # fmt: skip
    assert texts(anatomy, Role.HEADING)[0] == "ĐÁNH GIÁ"
    assert codes(anatomy) == []


def test_word_s_own_numbers_and_styles_make_the_tree() -> None:
    found = [
        plain("KẾ HOẠCH", 1, bold=True, align="center"),
        plain("Giảm nghèo", 2, bold=True, align="center"),
        plain("MỤC TIÊU", 3, bold=True, marker="I."),
        plain("Mục tiêu chung", 4, bold=True, marker="1."),
        plain("Giảm nghèo bền vững.", 5, marker="a)"),
        plain("Một", 6, marker="\uf0b7"),
        plain("Tổ chức thực hiện", 7, bold=True, outline=1),
        plain("Phòng Kinh tế", 8, outline=2),
    ]
    anatomy = assert_whole(Sheet("a.docx", (Region(tuple(found)),)))
    assert tree(anatomy) == ["1 I.", "2 1.", "3 a)", "4 \uf0b7", "1 ", "2 "]
    assert [p.role for p in anatomy.parts[2:5]] == [Role.HEADING, Role.HEADING, Role.CLAUSE]


def test_bold_letters_tell_a_heading_from_a_clause() -> None:
    look = plain("1. Phạm vi", 4, bold=True).runs[0].look
    run_in = Paragraph(
        (*plain("2. Thời gian:", 5, bold=True).runs, *plain(" Năm 2027", 5).runs),
        (("paragraph", 5),),
    )
    found = (
        plain("KẾ HOẠCH", 1, bold=True),
        plain("I. MỤC TIÊU", 2, bold=True),
        plain("1. Phạm vi.", 3, bold=True),
        run_in,
    )
    anatomy = assert_whole(Sheet("a.docx", (Region(found),)))
    assert look.bold
    assert [p.role for p in anatomy.parts[-2:]] == [Role.HEADING, Role.CLAUSE]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("I. A\nII. B\nII. C\nIII. D\n", "read.number-repeated"),
        ("I. A\nII. B\nIV. D\nV. E\n", "read.number-skipped"),
        ("I. A\n1. Một\n2. Hai\n4. Bốn\n5. Năm\n", "read.number-skipped"),
        ("I. A\na) Một\nb) Hai\nd) Bốn\n", "read.number-skipped"),
        ("I. A\na) Một\nc) Ba\nb) Hai\n", "read.number-order"),
        ("I. A\n1. Một\n1.1. Một\n2. Hai\n1.2. Hai\n", "read.number-parent"),
        ("I. A\nII1. B\n", "read.numeral-misread"),
    ],
)
def test_numbers_that_do_not_follow_are_told(body: str, code: str) -> None:
    assert code in codes(read(HEAD + body + END))


@pytest.mark.parametrize(
    "body",
    [
        "I. A\n1. Một\n2. Hai\nII. B\n1. Một\n2. Hai\n",
        "I. A\na) Một\nb) Hai\nc) Ba\nd) Bốn\nđ) Năm\ne) Sáu\n",
        "I. A\na) Một\nb) Hai\nc) Ba\nd) Bốn\ne) Năm\ng) Sáu\n",
        "I. A\n1. Một\n1.1. Một\n1.2. Hai\n2. Hai\n2.1. Một\n",
        "I. I\nII. I\nIII. I\nIV. I\nV. I\nVI. I\nVII. I\nVIII. I\nIX. I\nX. I\nXI. I\n",
    ],
)
def test_numbers_that_follow_are_not_told(body: str) -> None:
    assert codes(read(HEAD + body + END)) == []


def test_a_wrapped_line_that_begins_with_a_number_is_no_heading() -> None:
    wide = "Thực hiện có hiệu quả các chương trình, dự án trên địa bàn xã theo quy định tại"
    lines = [
        "I. MỤC TIÊU", wide, "2022. Bảo đảm",
        *[f"- {wide}", "30.000 hộ nghèo được hỗ trợ trong năm."] * 6,
        f"- {wide}", "5. Kế hoạch của Ủy ban nhân dân tỉnh.",
        f"- {wide[:-4]} Lao động", "- Thương binh và Xã hội.",
        f"- Phong trào “Vì người nghèo {wide[20:]}", "- không để ai bị bỏ lại phía sau”.",
        "II. GIẢI PHÁP", "- Một.",
    ]  # fmt: skip
    anatomy = read(HEAD + "\n".join(lines) + END)
    assert texts(anatomy, Role.HEADING) == ["MỤC TIÊU", "GIẢI PHÁP"]
    assert texts(anatomy, Role.CLAUSE) == []
    assert len(anatomy.of(Role.BULLET)) == 10


def test_years_broken_at_the_end_of_a_line_are_closed_up() -> None:
    wide = "Kế hoạch thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021-"
    anatomy = read(HEAD + "I. MỤC TIÊU\n" + f"- {wide}\n2025 trên địa bàn xã.\n" * 6 + END)
    assert all("2021-2025 trên" in text for text in texts(anatomy, Role.BULLET))


def test_a_page_of_the_web_with_short_first_lines_is_joined() -> None:
    """Where empty lines stand between all paragraphs, nothing else begins one."""
    item = "- Theo dõi, kiểm tra việc chấp\nhành của Ủy ban Mặt trận Tổ quốc Việt Nam {rest}.\n\n"
    heads = "1. Đề nghị Ủy ban Mặt trận\nTổ quốc Việt Nam\n\n2. Sở Nông nghiệp và\nMôi trường\n\n"
    rest = "về kết quả thực hiện các chỉ tiêu của Chương trình theo đúng quy định"
    head = HEAD.replace("xã ban hành", "xã Cẩm\nBình ban hành")
    anatomy = read(f"{head}\nI. MỤC ĐÍCH,\nYÊU CẦU\n\n{heads}{item.format(rest=rest) * 9}{END}")
    titles = ["MỤC ĐÍCH, YÊU CẦU", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam"]
    assert texts(anatomy, Role.HEADING) == [*titles, "Sở Nông nghiệp và Môi trường"]
    assert len(anatomy.of(Role.BULLET)) == 9
    assert anatomy.of(Role.TEXT) == ()
    assert anatomy.text(Role.OPENING) == "Ủy ban nhân dân xã Cẩm Bình ban hành Kế hoạch như sau:"


def test_page_numbers_and_running_heads_are_not_in_the_text() -> None:
    page = (
        "- Thực hiện chính sách đối với hộ nghèo của\n\n{n}\n\nKẾ HOẠCH XÃ QUANG KHẢI\n\n"
        "xã theo quy định hiện hành.\n"
    )
    anatomy = read(HEAD + "I. MỤC TIÊU\n" + "".join(page.format(n=n) for n in range(2, 6)) + END)
    assert len(anatomy.of(Role.PAGE_NUMBER)) == 8
    assert set(texts(anatomy, Role.BULLET)) == {
        "Thực hiện chính sách đối với hộ nghèo của xã theo quy định hiện hành."
    }


@pytest.mark.parametrize(
    "end",
    [
        "Nơi nhận:                     TM. ỦY BAN NHÂN DÂN\n"
        "- UBND tỉnh;                       KT. CHỦ TỊCH\n"
        "- Các thôn;                       PHÓ CHỦ TỊCH\n- Lưu: VT.\n\n\n"
        "                                Nguyễn Văn A\n",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- UBND tỉnh;\tKT. CHỦ TỊCH\n"
        "- Các thôn;\tPHÓ CHỦ TỊCH\n- Lưu: VT.\n\tNguyễn Văn A\n",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nNguyễn Văn A\n"
        "Nơi nhận:\n- UBND tỉnh;\n- Các thôn;\n- Lưu: VT.\n",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- UBND tỉnh; KT. CHỦ TỊCH\n"
        "- Các thôn; ___ PHÓ CHỦ TỊCH\n- Lưu: VT.\nNGUYỄN VĂN A\n",
    ],
    ids=["spaces", "tabs", "signature first", "one space"],
)  # fmt: skip
def test_recipients_and_signature_are_parted_however_they_stand(end: str) -> None:
    anatomy = read(f"{HEAD}I. MỤC TIÊU\n- Một.\nTrên đây là Kế hoạch giảm nghèo./.\n\n{end}")
    assert [t.rstrip(" _") for t in texts(anatomy, Role.RECIPIENT)] == ["UBND tỉnh;", "Các thôn;"]
    assert texts(anatomy, Role.ARCHIVE) == ["Lưu: VT."]
    assert texts(anatomy, Role.AUTHORITY) == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert anatomy.text(Role.SIGNER).casefold() == "nguyễn văn a"
    assert anatomy.text(Role.CLOSING) == "Trên đây là Kế hoạch giảm nghèo./."


def test_a_recipient_over_two_lines_is_one() -> None:
    end = (
        "Nơi nhận:\n- Ban Thường trực Ủy ban Mặt trận Tổ quốc\nViệt Nam xã;\n- Lưu: VT.\n"
        "TM. ỦY BAN NHÂN\nDÂN\nCHỦ TỊCH\nNguyễn Văn A\n"
    )
    anatomy = read(f"{HEAD}I. MỤC TIÊU\n- Một.\n{end}")
    assert texts(anatomy, Role.RECIPIENT) == [
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã;"
    ]
    assert texts(anatomy, Role.AUTHORITY) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_appendices_count_for_themselves() -> None:
    more = (
        "Phụ lục I\nCHỈ TIÊU GIẢM NGHÈO\n"
        "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05/01/2027 của UBND xã)\n"
        "I. NHÓM MỘT\n1. Một\nPHỤ LỤC II: PHÂN CÔNG NHIỆM VỤ\n"
        "(Ban hành kèm theo Kế hoạch số 05/KH-UBND)\n"
        "I. NHÓM HAI\n1. Hai\n"
    )
    anatomy = read(f"{HEAD}I. MỤC TIÊU\n- Theo Phụ lục I kèm theo.\n{END}{more}")
    assert [(p.text.strip(" :"), p.appendix) for p in anatomy.of(Role.APPENDIX)] == [
        ("Phụ lục I", 1),
        ("PHỤ LỤC II", 2),
    ]
    assert texts(anatomy, Role.APPENDIX_TITLE) == ["CHỈ TIÊU GIẢM NGHÈO", "PHÂN CÔNG NHIỆM VỤ"]
    assert len(anatomy.of(Role.APPENDIX_OF)) == 2
    assert tree(anatomy, 1) == tree(anatomy, 2) == ["1 I.", "2 1."]
    assert codes(anatomy) == []


def test_a_table_after_the_signature_is_an_appendix_without_a_label() -> None:
    task = Table(((Cell((plain("TT", 50),)), Cell((plain("Nhiệm vụ", 51),))),), bordered=True)
    lines = [*HEAD.splitlines(), "I. MỤC TIÊU", "- Một.", *END.splitlines(), "DANH MỤC NHIỆM VỤ"]
    body = tuple(plain(line, n) for n, line in enumerate(lines))
    anatomy = assert_whole(Sheet("a.docx", (Region(body), Region((task,), Page(landscape=True)))))
    assert texts(anatomy, Role.APPENDIX_TITLE) == ["DANH MỤC NHIỆM VỤ"]
    (table,) = anatomy.of(Role.TABLE)
    assert (table.appendix, table.table) == (1, task)


def test_a_table_with_a_column_of_receivers_is_not_the_end() -> None:
    table = Table(((Cell((plain("Báo cáo", 50),)), Cell((plain("Nơi nhận", 51),))),), bordered=True)
    before = [*HEAD.splitlines(), "I. CHẾ ĐỘ BÁO CÁO"]
    after = ["II. TỔ CHỨC THỰC HIỆN", "- Một.", *END.splitlines()]
    body: tuple[Block, ...] = (*(plain(t, n) for n, t in enumerate(before)), table)
    more = tuple(plain(t, n) for n, t in enumerate(after, 60))
    anatomy = assert_whole(Sheet("a.docx", (Region((*body, *more)),)))
    assert tree(anatomy) == ["1 I.", "1 II.", "2 -"]
    assert texts(anatomy, Role.RECIPIENT, Role.SIGNER) == ["UBND tỉnh;", "Nguyễn Văn A"]


def test_a_draft_in_a_text_box_and_other_types_are_recognised() -> None:
    found = (
        plain("QUYẾT ĐỊNH", 1, bold=True),
        plain("Về việc giao chỉ tiêu", 2, bold=True),
        plain("Điều 1. Giao chỉ tiêu", 3),
    )
    anatomy = assert_whole(Sheet("a.docx", (Region(found),), boxes=(plain("DỰ THẢO LẦN 2", 9),)))
    assert texts(anatomy, Role.NOTICE, Role.TYPE, Role.SUBJECT) == [
        "DỰ THẢO LẦN 2",
        "QUYẾT ĐỊNH",
        "Về việc giao chỉ tiêu",
    ]
    assert tree(anatomy) == ["1 Điều 1."]


def test_a_document_typed_in_split_accents_is_the_same() -> None:
    text = f"{HEAD}I. MỤC TIÊU\n1. Mục tiêu chung\nĐẩy mạnh giảm nghèo.\n{END}"
    split = read(unicodedata.normalize("NFD", text))
    assert [(p.role, p.marker, p.text, p.depth) for p in split.parts] == [
        (p.role, p.marker, p.text, p.depth) for p in read(text).parts
    ]


def test_what_is_guessed_is_said_to_be() -> None:
    anatomy = read(
        "Thực hiện giảm nghèo\n\n"
        "Thực hiện Kế hoạch số 1/KH-UBND, UBND xã xây dựng Kế hoạch như sau:\nI. MỘT\n"
    )
    (subject,) = anatomy.of(Role.SUBJECT)
    assert subject.confidence is Confidence.GUESSED


@pytest.mark.parametrize(
    "text",
    ["", "\n\n\n", " ", "a", "KẾ HOẠCH", "-", "I.", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "Phụ lục",
     "\t\t\t", "___"],
)  # fmt: skip
def test_nearly_nothing_is_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "unit",
    ["x", " ", "\t", "1.", "I", "- ", "(", "a)", "_", "\n", "1. A\n", "a\n\n", "Nơi nhận:\n",
     "KT. CHỦ TỊCH\n", "Phụ lục I\n", "- Lưu\n", "2\n\n", "I. A\n1. B\n- C\n", "a   b   c\n",
     "“\n- c\n", "CỘNG ",
     "1.1.1.1.1.", "Số: ", "KẾ HOẠCH\n", "Căn cứ A;\n",
     "một dòng chữ thường dài chừng sáu mươi chữ để nối lại với nhau\n"],
)  # fmt: skip
def test_time_grows_with_the_length_only(unit: str) -> None:
    """Four times the text takes about four times as long, and never sixteen times."""

    def least(size: int) -> float:
        sheet = sheet_of(unit * (size // len(unit)))
        times = []
        for _ in range(3):
            start = time.perf_counter()
            recognised(sheet)
            times.append(time.perf_counter() - start)
        return min(times)

    assert least(16_000) < 11 * least(4_000) + 0.02
