"""Who issues a plan, for which years: from the letterhead, else from the text's own words."""

from pathlib import Path

import pytest

from generator.importing import Imported, Wish
from generator.importing.importer import imported_sheet
from tests.reading.recognition.outlines import sheet_of

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = "I. MỤC TIÊU\n1. Một.\n2. Hai.\n"


def made(head: str, subject: str, opening: str) -> Imported:
    """Import a short plan."""
    text = f"{head}\nKẾ HOẠCH\n{subject}\n\n{opening}\n{BODY}"
    return imported_sheet(sheet_of(text), Wish(), Path("plan.yaml"))


def head(issuer: str, number: str, day: str) -> str:
    """Return a letterhead as lines."""
    return f"{issuer}\n{NATION}\n{number}\n{day}"


@pytest.mark.parametrize(
    ("issuer", "year", "level", "units"),
    [
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ TĨNH", 2024, "district", "Hà Tĩnh 436 < Hà Tĩnh 42"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH", 2026, "province", "Hồ Chí Minh 79"),
        ("UBND HUYỆN TỨ KỲ\nUBND XÃ QUANG KHẢI", 2024, "commune",
         "Quang Khải 11116 < Tứ Kỳ 298 < Hải Dương 30"),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG THÀNH SEN", 2026, "commune", "Thành Sen 18073 < Hà Tĩnh 42"),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG 1", 2024, "commune", "1 None < … None"),
    ],
)  # fmt: skip
def test_a_letterhead_names_the_issuer_and_the_register_the_rest(
    issuer: str, year: int, level: str, units: str
) -> None:
    plan = made(
        head(issuer, "Số: 12/KH-UBND", f"Nơi ấy, ngày 5 tháng 3 năm {year}"),
        f"Giảm nghèo năm {year}", "UBND ban hành Kế hoạch như sau:",
    ).plan  # fmt: skip
    chain, unit = [], plan.issuer
    while unit:
        chain.append(f"{unit.name} {unit.code}")
        unit = unit.parent  # type: ignore[assignment]
    assert (plan.level.value, " < ".join(chain)) == (level, units)
    assert (plan.number, str(plan.issued_on), plan.place) == (12, f"{year}-03-05", "Nơi ấy")


@pytest.mark.parametrize(
    ("subject", "opening", "unit", "period"),
    [
        ("Giảm nghèo năm 2026 trên địa bàn xã Cẩm Bình", "UBND xã ban hành Kế hoạch như sau:",
         "xã Cẩm Bình", "2026"),
        ("Phát triển kinh tế 5 năm 2026-2030", "UBND xã Cẩm Bình, tỉnh Hà Tĩnh xây dựng Kế hoạch:",
         "xã Cẩm Bình", "2026-2030"),
        ("Phát triển kinh tế", "UBND huyện Hải Hậu xây dựng Kế hoạch năm 2022 như sau:",
         "huyện Hải Hậu", "2022"),
    ],
)  # fmt: skip
def test_without_a_letterhead_the_words_name_issuer_and_years(
    subject: str, opening: str, unit: str, period: str
) -> None:
    plan = made("", subject, opening).plan
    assert (plan.issuer.full_name, str(plan.period)) == (unit, period)


def test_another_issuer_than_a_committee_is_told() -> None:
    imported = made(
        head("UBND TỈNH HÀ TĨNH\nSỞ NỘI VỤ", "Số: 12/KH-SNV", "Hà Tĩnh, ngày 5 tháng 3 năm 2026"),
        "Cải cách hành chính năm 2026", "Sở Nội vụ ban hành Kế hoạch như sau:",
    )  # fmt: skip
    assert imported.plan.symbol == "KH-SNV"
    assert "import.other-issuer" in {r.diagnostic.code for r in imported.remarks}


def test_the_year_of_the_subject_follows_the_plan_beside_a_citation() -> None:
    subject = "Thực hiện Nghị quyết số 57-NQ/TW năm 2026 trên địa bàn xã Cẩm Bình"
    plan = made("", subject, "UBND xã ban hành Kế hoạch như sau:").plan
    assert plan.subject == (
        "Thực hiện Nghị quyết số 57-NQ/TW năm {{ period }} trên địa bàn {{ issuer }}"
    )


def test_years_of_dates_programmes_and_other_documents_stay() -> None:
    opening = (
        "Căn cứ Kế hoạch số 5/KH-UBND ngày 02/01/2026 của UBND tỉnh Hà Tĩnh về giảm nghèo năm 2026;"
        " UBND xã ban hành Kế hoạch thực hiện năm 2026, giai đoạn 2026-2030, từ năm 2026, trước"
        " ngày 15/12/2026, quý II/2026, ngày 05 tháng 3 năm 2026 như sau:"
    )
    plan = made("", "Giảm nghèo năm 2026 trên địa bàn xã Cẩm Bình", opening).plan
    assert plan.opening.text.count("{{ period }}") == 1
    assert "thực hiện năm {{ period }}, giai đoạn 2026-2030, từ năm 2026" in plan.opening.text
    assert plan.bases[0].about == "về giảm nghèo năm 2026"
    assert plan.bases[0].superior


def test_a_small_letter_with_an_accent_does_not_go_on_with_a_name() -> None:
    opening = "UBND xã ưu tiên hộ nghèo; trên địa bàn xã Quang Khải ấy có 12 thôn."
    letters = head("UBND HUYỆN TỨ KỲ\nUBND XÃ QUANG KHẢI", "Số: 05/KH-UBND",
                   "Quang Khải, ngày 05 tháng 01 năm 2024")  # fmt: skip
    text = made(letters, "Giảm nghèo bền vững năm 2024", opening).text
    assert "{{ issuer.short }} ưu tiên hộ nghèo; trên địa bàn {{ issuer }} ấy có 12 thôn." in text
