"""`kehoach check` as a clerk runs it."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

from docx.shared import Mm

from generator.reading.files import read_file
from tests.check.mutations import margin
from tests.check.paper import PLAN, correct, edited, swap
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


def test_a_copy_has_the_findings_in_its_margin(kehoach: Kehoach, tmp_path: Path) -> None:
    data = edited(swap("- Phòng Kinh tế;", "- Phòng Kinh tế,"))
    (tmp_path / "a.docx").write_bytes(data)
    ended = kehoach("check", "a.docx", "--annotate", "b.docx")
    assert ended.code == 1
    assert "Đã ghi b.docx" in ended.out
    assert (tmp_path / "a.docx").read_bytes() == data
    (first, *_) = read_file(tmp_path / "b.docx").comments
    assert first.text == "[nd30.pl1.ii.9.d.semicolon] Phụ lục I, mục II.9.d"
    assert kehoach("check", "a.docx", "--annotate", "b.docx").code == 1  # it is there already
    for option in ("--annotate", "--fix", "-o"):
        again = kehoach("check", "a.docx", option, "a.docx", "--force")
        assert "[output.is-source]" in again.err
    assert (tmp_path / "a.docx").read_bytes() == data


def test_a_copy_is_mended_and_the_report_tells_what_is_left(
    kehoach: Kehoach, tmp_path: Path
) -> None:
    data = edited(swap("- Phòng Kinh tế;", "- Phòng Kinh tế,"), margin("left", Mm(25)))
    (tmp_path / "a.docx").write_bytes(data)
    ended = kehoach("check", "a.docx", "--fix", "b.docx", "--annotate", "c.docx")
    assert ended.code == 1
    assert "Đã sửa 1 chỗ:" in ended.out
    assert "Còn lại 1 chỗ phải tự sửa:" in ended.out
    assert "1 lỗi, 0 cảnh báo" in ended.out
    again = json.loads(kehoach("check", "b.docx", "--format", "json").out)
    assert [one["code"] for one in again["files"][0]["findings"]] == ["nd30.pl1.ii.9.d.semicolon"]
    assert len(read_file(tmp_path / "c.docx").comments) == 3


def test_copies_of_several_documents_go_to_a_folder(kehoach: Kehoach, tmp_path: Path) -> None:
    for name in ("một", "hai"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kh.docx").write_bytes(edited(margin("left", Mm(25))))
    (tmp_path / "chữ.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    refused = kehoach("check", "một", "hai", "--fix", "ra.docx")
    assert "[check.one-copy]" in refused.err
    ended = kehoach("check", "một", "hai", "chữ.txt", "--fix", "ra", "--format", "json")
    told = json.loads(ended.out)
    assert sorted(p.name for p in (tmp_path / "ra").iterdir()) == ["kh (2).docx", "kh.docx"]
    assert [one["code"] for one in told["diagnostics"]] == ["check.not-word"]
    assert [len(one["mended"]) for one in told["files"]] == [1, 1, 0]
    assert ended.code == 1


def test_reports_are_written_whole_or_refused(kehoach: Kehoach, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(correct())
    assert "[check.no-output]" in kehoach("check", "a.docx", "--format", "html").err
    for kind, start in (
        ("html", b"<!DOCTYPE html>"),
        ("xlsx", b"PK"),
        ("json", b"{"),
        ("text", b"a"),
    ):
        ended = kehoach("check", "a.docx", "--format", kind, "-o", f"r.{kind}")
        assert (ended.code, ended.err) == (0, "")
        assert f"Đã ghi r.{kind}" in ended.out
        assert (tmp_path / f"r.{kind}").read_bytes().startswith(start)


def test_a_document_with_errors_is_not_written(kehoach: Kehoach, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        PLAN.replace("name: Nguyễn Văn An", "name: TS. Nguyễn Văn An"), encoding="utf-8"
    )
    ended = kehoach("render", "p.yaml", "-o", "p.docx")
    assert ended.code == 1
    assert "[check.nd30.pl1.ii.7.c.honours]" in ended.err
    assert "--no-check" in ended.err
    assert not (tmp_path / "p.docx").exists()
    assert kehoach("render", "p.yaml", "-o", "p.docx", "--draft").code == 0
    assert kehoach("render", "p.yaml", "-o", "q.docx", "--no-check").code == 0


def test_what_cannot_be_read_is_told_and_no_copy_is_missed(
    kehoach: Kehoach, tmp_path: Path
) -> None:
    (tmp_path / "hỏng.docx").write_bytes(correct()[:2000])
    ended = kehoach("check", "hỏng.docx", "--fix", "b.docx", "--annotate", "c.docx")
    assert "[read.damaged]" in ended.err
    assert "[check.one-copy]" not in ended.err
    assert ended.code == 1


def test_macros_stop_a_copy_and_not_the_check(kehoach: Kehoach, tmp_path: Path) -> None:
    held = BytesIO(correct())
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    (tmp_path / "a.docm").write_bytes(held.getvalue())
    ended = kehoach("check", "a.docm", "--annotate", "c.docx")
    assert "a.docm: " in ended.err
    assert "[check.macros]" in ended.err
    assert "Đã kiểm tra 1 văn bản" in ended.out
