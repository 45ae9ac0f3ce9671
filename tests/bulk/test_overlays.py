"""Overlays in a run: whose file is whose, what is told before it begins, what is renewed."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.bulk.overlays import read_overlays
from generator.diagnostics import Refused
from generator.plan.source import read_plan
from generator.plan.workbook import UnitRow
from tests.bulk.sheets import MASTER, contents, rows
from tests.command import ROOT, Run, run_kehoach
from tests.test_docs import paragraphs

UNITS = [
    UnitRow("xã", "Cẩm Giang", "1"), UnitRow("xã", "Cẩm Giàng", "2"), UnitRow("xã", "Tân An", "3"),
    UnitRow("thị trấn", "Tân An", "4"), UnitRow("phường", "Trần Phú", "00505"),
]  # fmt: skip
OWN = """\
by: Phòng Kinh tế
note: Công văn số 12
add:
  items:
    - {text: Việc của riêng xã., within: doi-tuong-pham-vi}
"""
Bulk = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "overlays").mkdir()
    return tmp_path / "overlays"


@pytest.fixture
def run(tmp_path: Path, few: Path) -> Bulk:
    """Return a function that runs `kehoach bulk` on a copy of the master beside its overlays."""
    (tmp_path / "master.yaml").write_bytes(MASTER.read_bytes())

    def bulk(*options: str | Path) -> Run:
        return run_kehoach("bulk", "master.yaml", few, "-o", "out", *options, cwd=tmp_path)

    return bulk


def owner(folder: Path, name: str) -> str:
    """Return the code of the unit whose overlay a file is, or what is said of its name."""
    (folder / name).write_text("by: A\n", "utf-8")
    try:
        (index,) = read_overlays(folder, MASTER, UNITS).by_unit
    except Refused as refused:
        (found,) = refused.diagnostics
        return f"{found.code} {found.parameters.get('near', '')}".strip()
    return UNITS[index].code


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("00505.yaml", "00505"),
        ("phuong-tran-phu.yaml", "00505"),
        ("Trần Phú.yml", "00505"),
        ("TRAN_PHU.YAML", "00505"),
        ("cẩm giàng.yaml", "2"),
        ("xã Cẩm Giang.yaml", "1"),
        ("cam-giang.yaml", "overlay.several-units"),
        ("tan-an.yaml", "overlay.several-units"),
        ("thi-tran-tan-an.yaml", "4"),
        ("trn-phu.yaml", "overlay.no-unit phường Trần Phú"),
        ("505.yaml", "overlay.no-unit phường Trần Phú"),
        ("vinh.yaml", "overlay.no-unit"),
    ],
)
def test_a_file_is_its_units_by_code_or_name(folder: Path, name: str, unit: str) -> None:
    assert owner(folder, name) == unit


def test_a_unit_has_one_file_and_all_files_are_judged(folder: Path) -> None:
    (folder / "tran-phu.yaml").write_text("by: A\nomit: chi-tieu\n", "utf-8")
    (folder / "00505.yaml").write_text("bi: A\n", "utf-8")
    (folder / "note.txt").write_text("x", "utf-8")
    (folder / ".hidden.yaml").write_text("x", "utf-8")
    with pytest.raises(Refused) as refused:
        read_overlays(folder, MASTER, UNITS)
    told = [(d.code, Path(d.place.file).name, d.place.line) for d in refused.value.diagnostics]
    assert told == [
        ("load.missing-field", "00505.yaml", 1),
        ("load.unknown-field", "00505.yaml", 1),
        ("overlay.not-yaml", "note.txt", 0),
        ("overlay.second-file", "tran-phu.yaml", 0),
        ("load.wants-list", "tran-phu.yaml", 2),
    ]


def test_no_folder_is_no_overlay_but_a_named_one_must_be_there(tmp_path: Path) -> None:
    assert read_overlays(None, tmp_path / "master.yaml", UNITS).by_unit == {}
    with pytest.raises(Refused, match=r"overlay\.no-folder"):
        read_overlays(tmp_path / "none", MASTER, UNITS)


def test_every_fault_of_every_overlay_is_told_before_anything_is_written(
    run: Bulk, folder: Path, tmp_path: Path
) -> None:
    texts = [
        "by: A\nadd:\n  items:\n    - {text: 'Và {{ khong_co }}', within: kinh-phi}\n",
        "by: A\nomit: [agencies.communes]\n",
        "by: A\nomit: [khong-co]\n",
    ]
    for unit, text in zip(rows(), texts, strict=False):
        (folder / f"{unit.code}.yaml").write_text(text, "utf-8")
    ended = run()
    assert ended.code == 1
    for unit, place in zip(rows(), ("4:21", "2:8", "2:8"), strict=False):
        assert f"{unit.code}.yaml:{place}" in ended.err
    assert not (tmp_path / "out").exists()


def test_a_changed_overlay_renews_only_its_unit_and_the_manifest_names_who_and_what(
    run: Bulk, folder: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    unit = rows()[1]
    assert run().code == 0
    (folder / f"{unit.code}.yaml").write_text(OWN, "utf-8")
    told = json.loads(run("--dry-run", "--format", "json").out)
    assert (told["make"], told["renew"], told["keep"]) == (0, 1, 5)
    plain = run("--dry-run").out
    assert f"{unit.code}.yaml, Phòng Kinh tế (Công văn số 12):" in plain
    assert "- Thêm mục con: Việc của riêng xã." in plain
    assert run().code == 0
    made = contents(tmp_path / "out")
    name = f"Kế hoạch 2022 - {unit.full_name}.docx"
    assert any("Việc của riêng xã." in text for text in paragraphs(made[name]))
    assert {n for n, data in made.items() if undisturbed.get(n) != data} == {
        name, "manifest.json", "manifest.xlsx",
    }  # fmt: skip
    records = {u["unit"]: u["overlay"] for u in json.loads(made["manifest.json"])["units"]}
    (own,) = [overlay for overlay in records.values() if overlay]
    assert (own["file"], own["by"]) == (f"{unit.code}.yaml", "Phòng Kinh tế")
    assert own["changes"][0]["title"] == "Việc của riêng xã."
    sheet = load_workbook(tmp_path / "out" / "manifest.xlsx").active
    assert sheet is not None
    assert "Việc của riêng xã." in str(sheet.cell(3, 9).value)
    assert run().out.startswith("Không có gì phải làm")
    (folder / f"{unit.code}.yaml").unlink()
    assert run().code == 0
    after = contents(tmp_path / "out")
    assert after[name] == undisturbed[name]


def test_the_plan_file_of_a_unit_has_its_overlay(folder: Path, few: Path, tmp_path: Path) -> None:
    unit = rows()[2]
    (folder / "x.yaml").write_text(OWN, "utf-8")
    (folder / "x.yaml").rename(folder / f"{unit.name}.yaml")
    ended = run_kehoach("cascade", MASTER, few, "--unit", unit.name, "-o", "xa.yaml",
                        "--overlays", folder, cwd=tmp_path)  # fmt: skip
    assert ended.code == 0, ended.err
    assert "Phòng Kinh tế (Công văn số 12)" in ended.out
    section = next(s for s in read_plan(tmp_path / "xa.yaml").plan.sections
                   if s.id == "doi-tuong-pham-vi")  # fmt: skip
    assert section.items[-1].text == "Việc của riêng xã."


def test_a_figure_changed_for_one_unit_is_told_with_the_sum(folder: Path, tmp_path: Path) -> None:
    text = "by: A\nchange:\n  targets:\n    - {id: mo-hinh, end: '3'}\n"
    (folder / "cam-binh.yaml").write_text(text, "utf-8")
    data = ROOT / "data"
    ended = run_kehoach("bulk", data / "plans" / "ha-tinh-2027.yaml",
                        data / "units" / "ha-tinh-2027.xlsx", "-o", "out", "--dry-run",
                        "--overlays", folder, cwd=tmp_path)  # fmt: skip
    assert ended.code == 0
    assert "139, không phải 138" in ended.err
    assert "(Cuối kỳ: 2 → 3)" in ended.out


def test_a_unit_known_by_no_code_is_found_by_its_name(folder: Path) -> None:
    (folder / "tran-phu.yaml").write_text("by: A\n", "utf-8")
    units = [replace(unit, code="") for unit in UNITS]
    assert list(read_overlays(folder, MASTER, units).by_unit) == [4]
