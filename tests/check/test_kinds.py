"""What is no plan is judged as what it is: a letter, a decision, an appendix, or none of it."""

import pytest

from generator.check.examination import Report, examined
from generator.check.profile import base_profile
from generator.check.registry import Verdict
from generator.reading.letters import legible
from generator.reading.recognition import recognised
from generator.reading.word import read_docx
from tests.reading.documents import docx

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
HEAD = ("ỦY BAN NHÂN DÂN XÃ A", NATION, "Độc lập - Tự do - Hạnh phúc")
DAY = "Sơn La, ngày 11 tháng 3 năm 2020"
END = ("Nơi nhận:", "- Như trên;", "- Lưu: VT, VX.", "CHỦ TỊCH", "Nguyễn Văn A")


def report(*lines: str, font: str = "Times New Roman") -> Report:
    """Return the report on lines; `^` centres a line, `*` makes it bold."""
    body = "".join(_paragraph(line, font) for line in lines)
    anatomy = recognised(legible(read_docx(docx(body), "a.docx")))
    return examined(anatomy, base_profile())


def _paragraph(line: str, font: str) -> str:
    text = line.lstrip("^*")
    marks = line[: len(line) - len(text)]
    bold = "<w:b/>" if "*" in marks else ""
    middle = '<w:pPr><w:jc w:val="center"/></w:pPr>' if "^" in marks else ""
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>{bold}</w:rPr>'
    return f'<w:p>{middle}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def found(report: Report) -> list[str]:
    """Return the ids of the rules that found something."""
    return [finding.rule.id for finding in report.findings]


def verdicts(report: Report) -> dict[str, Verdict]:
    """Return what each rule says."""
    return {one.rule.id: one.verdict for one in report.judgements}


@pytest.mark.parametrize(
    "lines",
    [
        ("The quick brown fox", "jumps  over the lazy dog , and that is all."),
        ("Liste des pièces à fournir à la mairie", "1. Un dépôt légal ;"),
        ("Förslag till ändring av stadgarna", "Årsmötet är öppet för alla."),
    ],
)
def test_a_paper_that_is_none_of_ours_is_told_so_once(lines: tuple[str, ...]) -> None:
    whole = report(*lines)
    assert found(whole) == ["nd30.d8.administrative"]
    assert {v for id, v in verdicts(whole).items() if id != "nd30.d8.administrative"} == {
        Verdict.NOT_APPLICABLE
    }


def test_words_of_a_vietnamese_paper_without_form_are_still_read() -> None:
    whole = report("Danh sách các việc cần làm  trong tuần", "Chuẩn bị hội nghị của xã.")
    assert found(whole) == ["nd30.d8.administrative", "content.space-doubled"]


def test_where_nothing_is_said_no_word_of_it_is_right() -> None:
    judged = verdicts(report(*HEAD, "Số: 12/KH-UBND", DAY))
    assert judged["content.date-impossible"] is Verdict.NOT_APPLICABLE
    assert judged["content.word-doubled"] is Verdict.NOT_APPLICABLE
    assert judged["content.font-legacy"] is Verdict.PASS


def test_an_appendix_in_a_file_of_its_own_lacks_no_letterhead() -> None:
    whole = report(
        "^*Phụ lục I", "^*DANH MỤC NHIỆM VỤ", "^(Kèm theo Kế hoạch số 5/KH-UBND)", "1. Rà soát hộ."
    )
    assert verdicts(whole)["nd30.d8.administrative"] is Verdict.PASS
    assert verdicts(whole)["nd30.d8.elements"] is Verdict.NOT_APPLICABLE


def test_a_letter_needs_no_type_and_its_subject_no_weight() -> None:
    whole = report(
        *HEAD, "Số: 12/UBND-VX", "^V/v phòng, chống dịch bệnh", DAY,
        "^Kính gửi: Trưởng các thôn", "UBND xã yêu cầu các thôn thực hiện./.", *END,
    )  # fmt: skip
    judged = verdicts(whole)
    assert judged["nd30.d8.elements"] is Verdict.PASS
    assert judged["nd30.pl1.ii.5.b.subject-line"] is Verdict.NOT_APPLICABLE
    assert judged["nd30.pl1.ii.5.b.subject-bold"] is Verdict.NOT_APPLICABLE
    assert judged["nd30.pl1.ii.9.c.as-above"] is Verdict.NOT_APPLICABLE
    assert judged["nd30.pl1.ii.7.b.collective"] is Verdict.NOT_APPLICABLE


def test_a_plan_whose_type_was_left_out_is_no_letter() -> None:
    whole = report(*HEAD, "Số: 12/KH-UBND", DAY, "^*Giảm nghèo", "I. MỤC TIÊU", "Giảm./.", *END)
    faults = [one.fault.parameters for one in whole.findings if one.rule.id == "nd30.d8.elements"]
    assert {"element": "Tên loại văn bản"} in faults


def test_words_that_decide_may_be_bold_and_what_leads_to_a_list_light() -> None:
    whole = report(
        *HEAD, "Số: 12/QĐ-UBND", DAY, "^*QUYẾT ĐỊNH", "^*Về việc phê duyệt Chương trình",
        "^*ỦY BAN NHÂN DÂN XÃ A", "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016.", "^*QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt Chương trình như sau:", "1. Yêu cầu các thôn thực hiện:",
        "a) Rà soát trẻ em;", "b) Hỗ trợ trẻ em.", "Điều 2. Các thôn thi hành Quyết định này./.",
        *END,
    )  # fmt: skip
    assert "nd30.pl1.ii.6.e.upright" not in found(whole)
    assert "nd30.pl1.v.6.clause-bold" not in found(whole)
    assert "nd30.pl1.ii.7.b.collective" not in found(whole)


def test_numbers_in_brackets_do_not_end_the_count_above_them() -> None:
    tree = ("I. NHIỆM VỤ", "1. Tuyên truyền", "1.1. Nội dung", "(1) Phổ biến luật.",
            "(2) In tài liệu.", "1.2. Cơ quan chủ trì: Phòng A.", "2. Kiểm tra")  # fmt: skip
    whole = report(*HEAD, "Số: 1/KH-UBND", DAY, "^*KẾ HOẠCH", "^*Tuyên truyền", *tree, *END)
    assert "nd30.pl1.ii.6.dd.order" not in found(whole)


def test_letters_of_an_old_font_are_read_and_its_font_is_told() -> None:
    whole = report("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "Ñoäc laäp - Töï do - Haïnh phuùc",
                   font="VNI-Times")  # fmt: skip
    judged = verdicts(whole)
    assert judged["nd30.pl1.ii.1.a.nation-text"] is Verdict.PASS
    assert judged["content.font-legacy"] is Verdict.FAIL
    assert judged["nd30.pl1.i.4.font"] is Verdict.FAIL
    assert [remark.code for remark in whole.remarks] == ["read.old-font"]


def test_a_unit_is_looked_for_in_the_month_that_a_draft_states() -> None:
    lines = ("ỦY BAN NHÂN DÂN XÃ SƠN TỊNH", NATION, "Độc lập - Tự do - Hạnh phúc",
             "Số:      /KH-UBND", "Sơn Tịnh, ngày      tháng 9 năm 2025", "^*KẾ HOẠCH",
             "^*Phổ biến pháp luật năm 2025 trên địa bàn xã Sơn Tịnh", "I. MỤC TIÊU")  # fmt: skip
    assert "content.unit-former" not in found(report(*lines, "Phổ biến luật./.", *END))
