"""`kehoach check` as a clerk runs it."""

import json
from pathlib import Path

from tests.check.paper import correct, edited, swap
from tests.conftest import Kehoach


def test_a_correct_document_ends_well(kehoach: Kehoach, tmp_path: Path) -> None:
    (tmp_path / "dung.docx").write_bytes(correct())
    ended = kehoach("check", "dung.docx")
    assert (ended.code, ended.err) == (0, "")
    assert "dung.docx" in ended.out
    assert "Đã kiểm tra 1 văn bản: 0 lỗi, 0 cảnh báo." in ended.out


def test_findings_name_rule_clause_place_words_and_hint(kehoach: Kehoach, tmp_path: Path) -> None:
    fault = swap("- Phòng Kinh tế;", "- Phòng Kinh tế,")
    (tmp_path / "sai.docx").write_bytes(edited(fault))
    ended = kehoach("check", "sai.docx")
    assert ended.code == 1
    for words in (
        "bảng 2, dòng 1, ô 1, đoạn 3: LỖI: Cuối mỗi nơi nhận là dấu chấm phẩy.",
        "(Phụ lục I, mục II.9.d) [nd30.pl1.ii.9.d.semicolon]",
        "“- Phòng Kinh tế,”",
        "→ Thêm dấu ; ở cuối dòng.",
    ):
        assert words in ended.out


def test_a_warning_does_not_fail_unless_a_house_says_so(kehoach: Kehoach, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(edited(swap("- Lưu: VT, KT.", "- Lưu: VT.")))
    house = "base: nd30-2020\nrules: {nd30.pl1.ii.9.d.archive-drafter: error}\n"
    (tmp_path / "nha.yaml").write_text(house, encoding="utf-8")
    assert kehoach("check", "a.docx").code == 0
    assert kehoach("check", "a.docx", "--profile", "nha.yaml").code == 1


def test_a_folder_is_checked_whole_and_what_cannot_be_read_is_told(
    kehoach: Kehoach, tmp_path: Path
) -> None:
    folder = tmp_path / "ho-so" / "2027"
    folder.mkdir(parents=True)
    (folder / "b.docx").write_bytes(correct())
    (folder / "a.docx").write_bytes(b"PK\x03\x04 no document")
    (folder / "~$b.docx").write_bytes(b"")
    ended = kehoach("check", "ho-so", "--format", "json")
    told = json.loads(ended.out)
    assert ended.code == 1
    assert [Path(file["file"]).name for file in told["files"]] == ["b.docx"]
    assert [Path(one["file"]).name for one in told["diagnostics"]] == ["a.docx"]
    assert told["count"] == 1


def test_a_plan_file_is_checked_as_it_would_be_written(kehoach: Kehoach, plans: Path) -> None:
    ended = kehoach("check", plans / "cam-binh-2027.yaml", "--format", "json")
    (file,) = json.loads(ended.out)["files"]
    assert ended.code == 0
    assert file["file"].endswith("cam-binh-2027.yaml")
    assert file["coverage"]["judged"] > 120
    assert {rule["verdict"] for rule in file["rules"]} >= {"pass", "not-evaluated"}


def test_an_empty_folder_and_a_missing_profile_are_refused(
    kehoach: Kehoach, tmp_path: Path
) -> None:
    (tmp_path / "trong").mkdir()
    (tmp_path / "a.docx").write_bytes(correct())
    assert "không có tệp Word" in kehoach("check", "trong").err
    assert kehoach("check", "a.docx", "--profile", "khong-co.yaml").code == 1
    assert kehoach("check", "khong-co.docx").code == 1
