"""The five real plans: what they say comes back, and what they state is found."""

import difflib
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.importing import Imported, Wish, imported
from generator.pipeline import render
from generator.reading.files import read_file
from tests.importing.counting import assert_adds_up, document_words, plain_words
from tests.reading.recognition.outlines import SEEDS


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person finds in a real plan."""

    level: str
    unit: str
    above: tuple[str, ...]
    period: str
    sections: int
    recipients: int
    signer: str | None
    agencies: int
    bases: tuple[str, ...] = ()


EXPECTED = {
    "000": Expected("district", "Kim Bảng", ("Hà Nam",), "2023", 5, 6, "Pham Hoang Tung", 0),
    "001": Expected(
        "commune", "Minh Tiến", ("Phù Cừ", "Hưng Yên"), "2022-2025", 7, 4, "Ngô Văn Quyên", 4,
        ("103/KH-UBND",),
    ),
    "002": Expected(
        "district", "Hải Hậu", ("Nam Định",), "2022", 6, 8, "Lưu Thị Nghiêm", 8,
        ("90/QĐ-TTg", "27/2022/NĐ-CP", "101/KH-UBND", "62/KH-UBND"),
    ),
    "003": Expected(
        "commune", "Quang Khải", ("Tứ Kỳ", "Hải Dương"), "2023", 3, 6, "Nguyễn Hồng Thiêm", 11,
        ("07/2021/NĐ-CP", "83/KH-UBND"),
    ),
    "004": Expected(
        "province", "Hà Tĩnh", (), "2023", 5, 10, None, 10,
        ("05-CT/TW", "27/2022/NĐ-CP", "90/QĐ-TTg", "400/KH-UBND"),
    ),
}  # fmt: skip
FILES = {path.name[:3]: path for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(scope="module", params=EXPECTED)
def seed(request: pytest.FixtureRequest) -> tuple[Expected, Path, Imported]:
    """Each real plan with what was made of it."""
    path = FILES[request.param]
    return EXPECTED[request.param], path, imported(path)


def test_what_a_real_plan_states_is_found(seed: tuple[Expected, Path, Imported]) -> None:
    expected, _, made = seed
    plan = made.plan
    unit, above = plan.issuer, []
    while unit.parent:
        unit = unit.parent
        above.append(unit.name)
    assert (plan.level.value, plan.issuer.name, tuple(above)) == (
        expected.level, expected.unit, expected.above,
    )  # fmt: skip
    assert str(plan.period) == expected.period
    assert len(plan.sections) == expected.sections
    assert len(plan.recipients) == expected.recipients
    assert plan.signature.name == expected.signer
    assert sum(bool(a.text or a.items) for a in plan.agencies) == expected.agencies
    numbers = tuple(basis.number for basis in plan.bases)
    assert numbers[: len(expected.bases)] == expected.bases


def test_the_document_has_the_words_of_the_real_plan(
    seed: tuple[Expected, Path, Imported], tmp_path: Path
) -> None:
    _, path, made = seed
    file = tmp_path / "plan.yaml"
    file.write_text(made.text, "utf-8")
    source = plain_words(path.read_text("utf-8"))
    printed = document_words(render(file, None, draft=False).document)
    matcher = difflib.SequenceMatcher(a=source, b=printed, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    assert matched / len(source) >= (0.98 if path.name.startswith("000") else 0.995)


def test_every_word_of_a_real_plan_is_in_its_plan_or_told(
    seed: tuple[Expected, Path, Imported],
) -> None:
    _, path, _ = seed
    assert assert_adds_up(read_file(path), Wish()) is not None


def test_the_deadline_of_a_real_plan_is_a_rule_that_follows_its_year() -> None:
    plan = imported(FILES["002"]).plan
    (report,) = plan.reports
    assert str(report.due and report.due.before) == "DayMonth(day=9, month=12)"
    assert report.recipient == "UBND huyện"
    assert report.via == plan.agencies[0].id


def test_the_years_of_other_documents_stay_as_they_are() -> None:
    text = imported(FILES["002"]).text
    assert "giai đoạn 2021-2025" in text
    assert "năm 2022 trên địa bàn tỉnh Nam" in " ".join(text.split())
    assert "năm {{ period }} trên địa bàn {{ issuer }}" in " ".join(text.split())
