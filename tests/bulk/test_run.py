"""Bulk runs as a clerk sees them: real processes, real files."""

import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.bulk.folder import LOCK, held
from generator.bulk.journal import JOURNAL
from generator.bulk.manifest import MANIFEST
from generator.bulk.overview import OVERVIEW
from generator.diagnostics import Refused
from generator.plan.source import read_plan
from tests.bulk.conftest import Bulk
from tests.bulk.sheets import COMMUNES, MASTER, contents, rows, sheet, with_fault
from tests.command import run_kehoach


def manifest(folder: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return {unit["unit"]: unit for unit in whole["units"]}


def text_of(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def documents(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.endswith(".docx")}


def test_each_commune_gets_its_own_plan(undisturbed: dict[str, bytes]) -> None:
    made = documents(undisturbed)
    assert len(made) == COMMUNES
    names = [unit.name.upper() for unit in rows()]
    for unit in rows():
        text = text_of(made[f"Kế hoạch 2022 - {unit.full_name}.docx"])
        assert unit.full_name.upper() in text
        assert [n for n in names if f">{unit.kind.upper()} {n}<" in text] == [unit.name.upper()]
    assert set(undisturbed) == {*made, MANIFEST, OVERVIEW}


def test_the_number_of_processes_does_not_change_a_byte(
    bulk: Bulk, units: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    ended = bulk(units, "--jobs", "2")
    assert ended.code == 0, ended.err
    assert "34" in ended.out
    assert "34/34" in ended.err
    assert contents(tmp_path / "out") == undisturbed


def test_a_second_run_has_nothing_to_do(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    bulk(few)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("*.*")}
    again = bulk(few)
    assert again.code == 0
    assert again.out.startswith("Không có gì phải làm")
    assert {p: p.stat().st_mtime_ns for p in before if p.name != LOCK} == {
        p: time for p, time in before.items() if p.name != LOCK
    }


def test_only_what_is_missing_or_changed_is_made(bulk: Bulk, tmp_path: Path) -> None:
    given = rows()[:4]
    bulk(sheet(tmp_path / "a.xlsx", given))
    whole = contents(tmp_path / "out")
    names = sorted(documents(whole))
    (tmp_path / "out" / names[0]).unlink()
    changed = [replace(given[0], signer="Trần Văn Bình"), *given[1:]]
    again = bulk(sheet(tmp_path / "b.xlsx", changed), "--format", "json")
    result = json.loads(again.out)
    assert (result["made"], result["kept"], result["failed"]) == (2, 2, 0)
    after = contents(tmp_path / "out")
    assert after[names[0]] == whole[names[0]]
    assert "Trần Văn Bình" in text_of(after[f"Kế hoạch 2022 - {given[0].full_name}.docx"])


def test_a_changed_master_or_option_makes_all_again(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    bulk(few)
    master = tmp_path / "master.yaml"
    master.write_text(MASTER.read_text("utf-8") + "\n# another\n", "utf-8")
    assert json.loads(bulk(few, "--format", "json", master=master).out)["made"] == 6
    draft = bulk(few, "--format", "json", "--draft", master=master)
    assert json.loads(draft.out)["made"] == 6


def test_only_the_named_units_are_made(bulk: Bulk, units: Path, tmp_path: Path) -> None:
    assert bulk(units, "--only", "hải anh", "--only", "thị trấn Cồn").code == 0
    assert set(manifest(tmp_path / "out")) == {"xã Hải Anh", "thị trấn Cồn"}
    assert len(documents(contents(tmp_path / "out"))) == 2


def test_an_unknown_name_is_told_with_a_near_one(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    ended = bulk(few, "--only", "Thịnh Lng", "--only", "Zzz")
    assert ended.code == 1
    assert "Thịnh Long" in ended.err
    assert "Zzz" in ended.err
    assert not (tmp_path / "out").exists()


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(
    bulk: Bulk, few: Path, tmp_path: Path
) -> None:
    first = bulk(few, "--dry-run")
    assert first.code == 0
    assert first.out.count("Lập mới") == 6
    assert not (tmp_path / "out").exists()
    bulk(few)
    gone = next(iter(sorted((tmp_path / "out").glob("*.docx"))))
    gone.unlink()
    before = contents(tmp_path / "out")
    told = json.loads(bulk(few, "--dry-run", "--format", "json").out)
    assert (told["make"], told["renew"], told["keep"]) == (0, 1, 5)
    assert contents(tmp_path / "out") == before


def test_one_failing_unit_stops_no_other(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    bad = rows()[2].name
    master = with_fault(tmp_path / "master.yaml", bad)
    for jobs in ("1", "2"):
        ended = bulk(few, "--jobs", jobs, master=master)
        assert ended.code == 1
        assert bad in ended.err
        assert "khong_co" in ended.err
    told = manifest(tmp_path / "out")
    failed = {name for name, unit in told.items() if unit["status"] == "failed"}
    assert failed == {rows()[2].full_name}
    (remark,) = told[rows()[2].full_name]["remarks"]
    assert (remark["severity"], remark["code"]) == ("error", "text.undefined")
    assert len(documents(contents(tmp_path / "out"))) == 5
    assert bulk(few).code == 0
    assert len(documents(contents(tmp_path / "out"))) == 6


def test_names_that_collide_stop_the_run_before_it_begins(
    bulk: Bulk, few: Path, tmp_path: Path
) -> None:
    ended = bulk(few, "--name", "{period}")
    assert ended.code == 1
    assert "[bulk.same-name]" in ended.err
    assert not (tmp_path / "out").exists()


def test_names_may_be_ascii(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    assert bulk(few, "--name", "kh-{period}-{code}-{ascii}", "--only", "Thịnh Long").code == 0
    (name,) = documents(contents(tmp_path / "out"))
    assert name.isascii()
    assert name.endswith("-thi-tran-thinh-long.docx")


@pytest.mark.parametrize("pattern", ["../{name}", "a/{name}", "a\\{name}"])
def test_no_name_leads_out_of_the_folder(
    bulk: Bulk, few: Path, tmp_path: Path, pattern: str
) -> None:
    ended = bulk(few, "--name", pattern)
    assert ended.code == 1
    assert "[bulk.name-leaves-folder]" in ended.err
    assert sorted(p.name for p in tmp_path.iterdir()) == []


def test_a_link_is_never_written_through(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.docx"
    outside.write_bytes(b"kept")
    out = tmp_path / "out"
    out.mkdir()
    name = f"Kế hoạch 2022 - {rows()[0].full_name}.docx"
    (out / name).symlink_to(outside)
    ended = bulk(few)
    assert ended.code == 1
    assert "[bulk.not-ours]" in ended.err
    assert outside.read_bytes() == b"kept"
    assert (out / name).is_symlink()
    assert len(documents(contents(out))) == 6


def test_files_of_others_are_kept_run_after_run(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    name = f"Kế hoạch 2022 - {rows()[0].full_name}.docx"
    (out / name).write_bytes(b"a clerk's own")
    (out / "notes.txt").write_bytes(b"mine")
    for _ in range(2):
        ended = bulk(few)
        assert ended.code == 1
        assert "[bulk.not-ours]" in ended.err
    assert (out / name).read_bytes() == b"a clerk's own"
    assert (out / "notes.txt").read_bytes() == b"mine"
    (out / name).unlink()
    assert bulk(few).code == 0


def test_a_document_changed_by_hand_is_set_aside(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    bulk(few)
    out = tmp_path / "out"
    before = contents(out)
    name = next(iter(documents(before)))
    (out / name).write_bytes(b"changed in Word")
    ended = bulk(few)
    assert ended.code == 0
    assert "[bulk.set-aside]" in ended.err
    after = contents(out)
    assert {n: after[n] for n in before} == before
    (aside,) = set(after) - set(before)
    assert after[aside] == b"changed in Word"


def test_a_lost_manifest_is_made_again_from_the_documents(
    bulk: Bulk, few: Path, tmp_path: Path
) -> None:
    bulk(few)
    out = tmp_path / "out"
    before = contents(out)
    (out / MANIFEST).unlink()
    times = {p.name: p.stat().st_mtime_ns for p in out.glob("*.docx")}
    assert bulk(few).code == 0
    assert contents(out) == before
    assert {p.name: p.stat().st_mtime_ns for p in out.glob("*.docx")} == times


def test_a_manifest_of_another_kind_is_kept(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text("{}", "utf-8")
    ended = bulk(few)
    assert ended.code == 1
    assert "[bulk.manifest-unreadable]" in ended.err
    assert contents(out) == {MANIFEST: b"{}"}


def test_two_runs_in_one_folder_exclude_each_other(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with held(out):
        holder = (out / LOCK).read_text("ascii")
        ended = bulk(few)
    assert ended.code == 1
    assert "[bulk.folder-busy]" in ended.err
    assert holder in ended.err
    assert contents(out) == {}
    assert bulk(few).code == 0


def test_the_lock_is_free_again_after_its_holder(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(Refused, match="folder-busy"), held(tmp_path):
        pytest.fail("held twice")
    with held(tmp_path):
        pass


def test_a_folder_that_is_a_file_is_refused(bulk: Bulk, few: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    ended = bulk(few)
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_every_problem_of_master_and_sheet_is_told_at_once(bulk: Bulk, tmp_path: Path) -> None:
    short = [replace(unit, figures={}) for unit in rows()[:3]]
    ended = bulk(sheet(tmp_path / "short.xlsx", short))
    assert ended.code == 1
    assert ended.err.count("[cascade.figure-missing]") == 3
    assert not (tmp_path / "out").exists()


def test_a_missing_sheet_is_a_finding(bulk: Bulk, tmp_path: Path) -> None:
    ended = bulk(tmp_path / "none.xlsx")
    assert ended.code == 1
    assert "[load.not-found]" in ended.err


def test_the_journal_is_folded_even_when_it_stands_beside_its_manifest(
    bulk: Bulk, few: Path, tmp_path: Path
) -> None:
    """A kill between the new manifest and the end of the journal changes nothing."""
    bulk(few)
    out = tmp_path / "out"
    before = contents(out)
    units = json.loads(before[MANIFEST])["units"]
    lines = [json.dumps(unit, ensure_ascii=False) for unit in units]
    (out / JOURNAL).write_text("\n".join([*lines, lines[0][:40]]), "utf-8")
    assert bulk(few).out.startswith("Không có gì phải làm")
    assert contents(out) == before


def test_the_workbook_holds_the_units_of_the_register(tmp_path: Path) -> None:
    ended = run_kehoach("workbook", MASTER, "-o", "units.xlsx", cwd=tmp_path)
    assert ended.code == 0
    assert str(COMMUNES) in ended.out
    again = run_kehoach("workbook", MASTER, "-o", "units.xlsx", cwd=tmp_path)
    assert again.code == 1
    assert "[output.exists]" in again.err


def test_the_plan_file_of_a_unit_makes_the_same_document(
    bulk: Bulk, units: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    ended = run_kehoach(
        "cascade", MASTER, units, "--unit", "Hải Anh", "-o", "ha.yaml", cwd=tmp_path
    )
    assert ended.code == 0, ended.err
    assert read_plan(tmp_path / "ha.yaml").plan.issuer.full_name == "xã Hải Anh"
    assert run_kehoach("render", "ha.yaml", "-o", "ha.docx", cwd=tmp_path).code == 0
    whole = undisturbed["Kế hoạch 2022 - xã Hải Anh.docx"]
    assert (tmp_path / "ha.docx").read_bytes() == whole
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    del bulk
