"""Letters, decisions and submissions are taken apart as well as plans are."""

import pytest

from generator.reading.anatomy import Anatomy, Role
from generator.reading.recognition import recognised
from generator.reading.sheet import Block, Cell, Region, Sheet, Table
from tests.reading.recognition.outlines import plain
from tests.reading.recognition.test_irregular import codes, letterhead, texts, tree
from tests.reading.recognition.test_nothing_lost import assert_whole

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc"
DAY = "Sơn La, ngày 11 tháng 3 năm 2020"
END = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn A")


def laid_out(head: tuple[str, str], *lines: str) -> Anatomy:
    """Return the anatomy of a letterhead and lines; `^` centres a line in bold."""
    blocks: list[Block] = [letterhead((head[0], MOTTO), (head[1], DAY))]
    for number, line in enumerate((*lines, *END)):
        text = line.removeprefix("^")
        shown = text != line
        blocks.append(plain(text, number, bold=shown, align="center" if shown else "both"))
    return assert_whole(Sheet("a.docx", (Region(tuple(blocks)),)))


def test_a_letter_has_its_subject_in_the_letterhead_and_an_addressee() -> None:
    anatomy = laid_out(
        ("ỦY BAN NHÂN DÂN|XÃ A", "Số: 12/UBND-VX|V/v phòng, chống dịch bệnh"),
        "^Kính gửi: Trưởng các thôn trên địa bàn xã",
        "Thực hiện Công văn số 7/UBND-VX của UBND tỉnh, UBND xã yêu cầu:",
        "1. Trạm Y tế xã giám sát dịch bệnh.",
    )
    assert anatomy.of(Role.TYPE) == ()
    assert texts(anatomy, Role.SUBJECT) == ["V/v phòng, chống dịch bệnh"]
    assert texts(anatomy, Role.ADDRESSEE) == ["Kính gửi: Trưởng các thôn trên địa bàn xã"]
    assert tree(anatomy) == ["1 1."]


def test_addressees_are_a_list_that_ends_with_a_full_stop() -> None:
    anatomy = laid_out(
        ("ỦY BAN NHÂN DÂN|XÃ A", "Số: 12/TTr-UBND"),
        "^TỜ TRÌNH",
        "^Về việc phê chuẩn dự toán ngân sách",
        "Kính gửi:",
        "- Thường trực Đảng ủy;",
        "- Thường trực Hội đồng nhân dân.",
        "- Một gạch đầu dòng của nội dung;",
    )
    assert texts(anatomy, Role.SUBJECT) == ["Về việc phê chuẩn dự toán ngân sách"]
    assert len(anatomy.of(Role.ADDRESSEE)) == 3
    assert tree(anatomy) == ["1 -"]


def test_who_decides_stands_neither_above_the_issuer_nor_in_the_subject() -> None:
    anatomy = laid_out(
        ("CHỦ TỊCH|ỦY BAN NHÂN DÂN TỈNH SƠN LA", "Số: 853/QĐ-UBND"),
        "^QUYẾT ĐỊNH",
        "^Về việc phê duyệt Quy hoạch mạng lưới",
        "^CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Xét Tờ trình số 7/TTr-SYT ngày 01 tháng 3 năm 2020 của Giám đốc Sở Y tế.",
        "^QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt Quy hoạch mạng lưới với các nội dung như sau:",
        "I. QUAN ĐIỂM",
        "1. Mạng lưới phù hợp với yêu cầu.",
        "II. MỤC TIÊU",
        "1. Mạng lưới tinh gọn.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
    )
    assert texts(anatomy, Role.ISSUER) == ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA"]
    assert anatomy.of(Role.SUPERIOR) == ()
    assert texts(anatomy, Role.SUBJECT) == ["Về việc phê duyệt Quy hoạch mạng lưới"]
    assert [text[:6] for text in texts(anatomy, Role.BASIS)] == ["Căn cứ", "Xét Tờ"]
    assert tree(anatomy) == ["1 Điều 1.", "2 I.", "3 1.", "2 II.", "3 1.", "1 Điều 2."]
    assert codes(anatomy) == []


def test_a_signature_in_a_text_box_is_a_signature() -> None:
    sheet = Sheet(
        "a.docx",
        (Region(tuple(plain(line, n) for n, line in enumerate(("KẾ HOẠCH", *END[:3])))),),
        boxes=tuple(plain(line, 50 + n) for n, line in enumerate(("DỰ THẢO", *END[3:]))),
    )
    anatomy = assert_whole(sheet)
    assert texts(anatomy, Role.AUTHORITY, Role.SIGNER) == ["CHỦ TỊCH", "Nguyễn Văn A"]
    assert texts(anatomy, Role.NOTICE) == ["DỰ THẢO"]


def test_a_letterhead_at_the_head_of_the_first_page_is_read() -> None:
    head = letterhead(("ỦY BAN NHÂN DÂN|XÃ A|Số: 5/KH-UBND", f"{MOTTO}|{DAY}"))
    body = tuple(plain(line, n) for n, line in enumerate(("KẾ HOẠCH", "Giảm nghèo", *END)))
    anatomy = recognised(Sheet("a.docx", (Region(body, headers={"first": (head,)}),)))
    assert texts(anatomy, Role.ISSUER, Role.NUMBER) == ["ỦY BAN NHÂN DÂN XÃ A", "Số: 5/KH-UBND"]
    assert texts(anatomy, Role.PLACE_DATE) == [DAY]


def test_a_page_inside_one_cell_is_read_as_a_page() -> None:
    head = letterhead(("ỦY BAN NHÂN DÂN|XÃ A|Số: 5/KH-UBND", f"{MOTTO}|{DAY}"))
    body = [plain(line, n) for n, line in enumerate(("KẾ HOẠCH", "Giảm nghèo", *END))]
    page: tuple[Block, ...] = (head, *body)
    anatomy = assert_whole(Sheet("a.docx", (Region((Table(((Cell(page),),)),)),)))
    assert texts(anatomy, Role.NUMBER, Role.TYPE) == ["Số: 5/KH-UBND", "KẾ HOẠCH"]
    assert texts(anatomy, Role.SIGNER) == ["Nguyễn Văn A"]


@pytest.mark.parametrize("place", ["Cát Ngạn", "Thành phố Hồ Chí Minh", "Thị xã Kỳ Anh", "Quận 3"])
@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_the_name_of_a_place_stays_whole(place: str, space: str) -> None:
    day = f"{place}, ngày 4 tháng 8 năm 2025"
    typed = day.replace(" ", space)
    table = letterhead(("ỦY BAN NHÂN DÂN|XÃ A", MOTTO), ("Số: 5/KH-UBND", typed))
    anatomy = assert_whole(Sheet("a.docx", (Region((table, plain("KẾ HOẠCH", 1))),)))
    assert texts(anatomy, Role.PLACE_DATE) == [day]
    assert anatomy.of(Role.UNKNOWN) == ()
