"""`kehoach deadlines` and `kehoach received` as a clerk types them."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, run_kehoach
from tests.deadlines.conftest import Typed
from tests.deadlines.plans import REPORTS, text

GOLDENS = ROOT / "tests" / "deadlines" / "goldens"
PHUONG = """\
reports:
  - id: phuong
    only_for: [phường]
    name: Báo cáo phường
    from: all
    to: UBND huyện
"""


def holds(name: str, told: str) -> None:
    """Compare with a golden file; `KEHOACH_ACCEPT=1` renews it."""
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("KEHOACH_ACCEPT"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text("utf-8")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a plan of a commune with quarterly, yearly and undated reports."""
    (tmp_path / "xa.yaml").write_text(text(), encoding="utf-8")
    return tmp_path / "xa.yaml"


def test_the_list_of_a_plan_reads_well(sample: Path, typed: Typed) -> None:
    ended = typed("deadlines", sample, "--today", "1/6/2023")
    assert (ended.code, ended.err) == (0, "")
    holds("xa", ended.out)


def test_the_list_of_a_folder_of_plans_and_of_a_run_reads_well(
    plans: Path, communes: Path, typed: Typed
) -> None:
    ended = typed(
        "deadlines", plans, communes, "--today", "1/11/2022", "--from", "1/11/2022", "--to",
        "31/12/2027", "--for", "xã Hải Anh", "--for", "Cẩm Bình", "--for", "366",
    )  # fmt: skip
    assert (ended.code, ended.err) == (0, "")
    holds("folder", ended.out)


def test_what_is_missing_reads_well_by_unit(communes: Path, typed: Typed) -> None:
    for unit in ("Hải Anh", "Hải Vân"):
        mark = ("received", communes, "ket-qua-up", "--unit", unit, "--on", "7/12/2022")
        assert typed(*mark, "--today", "8/12/2022", "--by", "Lan").code == 0
    ended = typed(
        "deadlines", communes, "--outstanding", "--today", "8/12/2022",
        *("--for", "Hải Anh", "--for", "Hải Bắc"),
    )  # fmt: skip
    assert (ended.code, ended.err) == (4, "")
    holds("outstanding", ended.out)


def test_the_list_speaks_english_where_it_is_asked(sample: Path, typed: Typed) -> None:
    ended = typed("--lang", "en", "deadlines", sample, "--from", "20/3/2023", "--to", "31/3/2023")
    assert "27/3/2023 (Monday) · xã Quang Khải · Báo cáo quý (quý I năm 2023)" in ended.out
    assert "25/3/2023 - 26/3/2023" not in ended.out
    assert "25/3/2023 off (thứ Bảy); 26/3/2023 off (Chủ nhật)" in ended.out


def test_a_machine_reads_days_in_iso_order(sample: Path, typed: Typed) -> None:
    told = json.loads(typed("deadlines", sample, "--format", "json", "--today", "1/6/2023").out)
    first = told["deadlines"][0]
    assert (first["report"], first["turn"]) == ("quy", "2023-Q1")
    assert (first["close"], first["nominal"], first["effective"]) == (
        "2023-03-14", "2023-03-25", "2023-03-27",
    )  # fmt: skip
    assert (first["state"], told["deadlines"][-1]["state"]) == ("passed", "undated")
    assert told["diagnostics"] == []


@pytest.mark.parametrize(
    ("name", "reports"),
    [
        ("Quang Khải", {"quy", "nam", "dot-xuat"}),
        ("xa quang khai", {"quy", "nam", "dot-xuat"}),
        ("11116", {"quy", "nam", "dot-xuat"}),
        ("các thôn", {"quy", "nam"}),  # `nam` is from all
        ("Đài truyền thanh xã", {"nam", "dot-xuat"}),
        ("culture", {"nam", "dot-xuat"}),
        ("UBND huyện", {"nam"}),
        ("labour", {"quy", "nam", "dot-xuat"}),  # `quy` goes through it
    ],
)
def test_a_unit_or_agency_sees_what_it_owes_and_what_comes_to_it_or_goes_through_it(
    name: str, reports: set[str], sample: Path, typed: Typed
) -> None:
    ended = typed("deadlines", sample, "--for", name, "--format", "json")
    assert {line["report"] for line in json.loads(ended.out)["deadlines"]} == reports


@pytest.mark.parametrize(
    ("today", "due", "code"),
    [
        ("18/4/2023", "14", 0),
        ("13/6/2023", "14", 3),  # 26/6, the last of the fourteen days counts
        ("12/6/2023", "13", 0),
        ("26/6/2023", "0", 3),
        ("27/6/2023", "0", 0),
        ("27/6/2030", "3660", 0),
        ("31/12/9999", "3660", 0),
        ("1/1/0001", "3660", 0),
    ],
)
def test_the_exit_code_tells_what_is_due(
    today: str, due: str, code: int, sample: Path, typed: Typed
) -> None:
    assert typed("deadlines", sample, "--today", today, "--due", due).code == code


def test_without_a_register_nothing_is_called_late(sample: Path, typed: Typed) -> None:
    ended = typed("deadlines", sample, "--today", "1/7/2023", "--due", "14")
    assert (ended.code, ended.out.splitlines()[0]) == (0, "0 hạn báo cáo, 0 đơn vị.")
    assert "chưa rõ đã nhận hay chưa" in typed("deadlines", sample, "--today", "1/7/2023").out


def test_with_a_register_what_did_not_come_is_late_until_it_comes(
    sample: Path, typed: Typed
) -> None:
    def due() -> int:
        return typed("deadlines", sample, "--today", "1/7/2023", "--due", "14").code

    def received(*options: str) -> int:
        return typed("received", sample, "quy", "--today", "1/7/2023", *options).code

    assert received("--turn", "2023-Q1") == 0
    assert due() == 4
    assert received("--turn", "2023-Q2") == 0
    assert due() == 0
    assert received("--turn", "2023-Q2", "--undo") == 0
    assert due() == 4
    ended = typed("deadlines", sample, "--today", "1/7/2023", "--due", "14")
    assert "Báo cáo quý (quý II năm 2023) · TRỄ HẠN" in ended.out


def test_a_register_of_ones_own_place_is_used_by_both_commands(
    sample: Path, typed: Typed, data_folder: Path
) -> None:
    mark = ("received", sample, "nam", "--register", "so.sqlite3", "--today", "20/12/2023")
    assert typed(*mark).code == 0
    ended = typed(
        "deadlines", sample, "--today", "20/12/2023", "--register", "so.sqlite3", "--for", "nam"
    )
    assert "[deadlines.unknown-name]" in ended.err
    ended = typed("deadlines", sample, "--today", "20/12/2023", "--register", "so.sqlite3")
    assert "đã nhận ngày 20/12/2023" in ended.out
    assert not data_folder.exists()


def test_a_note_is_about_one_unit_and_turn_unless_more_are_named(
    communes: Path, typed: Typed
) -> None:
    mark = ("received", communes, "ket-qua-up", "--today", "8/12/2022")
    assert "[receipts.which-unit]" in typed(*mark).err
    assert "[deadlines.unknown-name]" in typed(*mark, "--unit", "communes").err
    two = typed(*mark, "--unit", "Hải Anh", "--unit", "hai van", "--format", "json")
    assert json.loads(two.out)["changed"] == 2
    again = typed(*mark, "--unit", "Hải Anh", "--format", "json")
    assert json.loads(again.out)["changed"] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "near"),
    [
        (("deadlines", "none.yaml"), "load.not-found", "none.yaml"),
        (("deadlines", "empty"), "deadlines.no-plans", "empty"),
        (("deadlines", "xa.yaml", "--for", "Quang Khả"), "deadlines.unknown-name", "Quang Khải"),
        (("deadlines", "xa.yaml", "--for", "zzz"), "deadlines.unknown-name", "tên, mã đơn vị"),
        (("deadlines", "xa.yaml", "--from", "2/1/2023", "--to", "1/1/2023"),
         "deadlines.from-after-to", "--from"),
        (("deadlines", "xa.yaml", "--from", "31/02/2023"), "deadlines.bad-day", "31/02/2023"),
        (("deadlines", "xa.yaml", "--today", "hôm nay"), "deadlines.bad-day", "--today"),
        (("deadlines", "xa.yaml", "--due", "3", "--to", "1/1/2023"), "deadlines.due-and-days",
         "--due"),
        (("deadlines", "xa.yaml", "--format", "ics"), "deadlines.needs-file", "-o"),
        (("deadlines", "xa.yaml", "-o", "han.docx"), "deadlines.unknown-kind", "han.docx"),
        (("deadlines", "unknown.yaml"), "text.undefined", "reports[3].name"),
        (("deadlines", "xa.yaml", "--register", "none.sqlite3"), "receipts.not-found", "none"),
        (("deadlines", "xa.yaml", "--register", "xa.yaml"), "receipts.damaged", "xa.yaml"),
        (("deadlines", "broken/manifest.json"), "bulk.manifest-unreadable", "manifest.json"),
        (("deadlines", "old/manifest.json"), "deadlines.no-sources", "manifest.json"),
        (("deadlines", "other.json"), "deadlines.no-manifest", "other.json"),
        (("deadlines", "gone/manifest.json"), "load.not-found", "manifest.json"),
        (("deadlines", "moved"), "load.not-found", "master.yaml"),
        (("deadlines", "xa.yaml", "twice.yaml"), "deadlines.told-twice", "xa.yaml"),
        (("received", "xa.yaml", "qui", "--turn", "2023-Q1"), "receipts.unknown-report", "quy"),
        (("received", "xa.yaml", "quy"), "receipts.which-turn", "2023-Q1, 2023-Q2"),
        (("received", "xa.yaml", "quy", "--turn", "2024-Q1"), "receipts.unknown-turn", "2023-Q4"),
        (("received", "xa.yaml", "nam", "--on", "2/1/2023", "--today", "1/1/2023"),
         "receipts.day-ahead", "--on"),
        (("received", "xa.yaml", "nam", "--register", "xa.yaml"), "receipts.damaged", "xa.yaml"),
    ],
)  # fmt: skip
def test_bad_input_is_told_with_place_and_hint_and_nothing_is_written(
    arguments: tuple[str, ...], code: str, near: str, sample: Path, typed: Typed
) -> None:
    folder = sample.parent
    for name, content in {
        "broken/manifest.json": '{"form": 1, "units": [',
        "old/manifest.json": '{"form": 1, "units": [], "left_over": {}}',
        "moved/manifest.json": '{"form": 1, "units": [], "left_over": {}, "sources":'
        ' {"master": ["../master.yaml", "0"], "sheet": ["../units.xlsx", "0"],'
        ' "overlays": ["../o", ""]}}',
        "other.json": "{}",
        "unknown.yaml": text(
            PHUONG + REPORTS.removeprefix("reports:\n").replace("Báo cáo năm", "'{{ khong_co }}'")
        ),
        "twice.yaml": text(REPORTS.replace("{by: 25}", "{by: 24}")),
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "empty").mkdir()
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    ended = typed(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert f"[{code}]" in ended.err
    assert "→" in ended.err
    assert near in ended.err
    assert "Traceback" not in ended.err
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    "sources",
    ['[]', '{"master": [1, 2]}', '{"master": "ab"}', '{"master": ["a"]}',
     '{"master": ["\\u0000", ""]}', 'null',
     '{"master": {"path": "a", "sum": "b"}}', '{"level": 1}'],
)  # fmt: skip
def test_a_manifest_with_foreign_sources_is_none_of_ours(
    sources: str, tmp_path: Path, typed: Typed
) -> None:
    text_ = f'{{"form": 1, "units": [], "left_over": {{}}, "sources": {sources}}}'
    (tmp_path / "manifest.json").write_text(text_, encoding="utf-8")
    ended = typed("deadlines", tmp_path)
    assert (ended.code, "[bulk.manifest-unreadable]" in ended.err) == (1, True)


def test_all_problems_of_all_plans_are_told_at_once(sample: Path, typed: Typed) -> None:
    for name in ("a", "b"):
        (sample.parent / f"{name}.yaml").write_text(f"level: {name}\n", encoding="utf-8")
    ended = typed("deadlines", sample.parent)
    assert ended.code == 1
    assert "a.yaml:1" in ended.err
    assert "b.yaml:1" in ended.err


def test_the_same_plan_twice_is_one(sample: Path, typed: Typed) -> None:
    (sample.parent / "copy.yaml").write_bytes(sample.read_bytes())
    once = typed("deadlines", sample, "--today", "1/6/2023").out
    assert typed("deadlines", sample.parent, sample, "--today", "1/6/2023").out == once


def test_a_written_file_is_not_replaced_without_force(sample: Path, typed: Typed) -> None:
    write = ("deadlines", sample, "-o", "han.xlsx", "--today", "1/6/2023")
    assert typed(*write).code == 0
    first = Path("han.xlsx").read_bytes()
    assert "[output.exists]" in typed(*write).err
    assert typed(*write, "--force").code == 0
    assert Path("han.xlsx").read_bytes() == first
    ended = typed("deadlines", sample, "-o", sample, "--format", "ics", "--force")
    assert "[output.is-source]" in ended.err


def test_the_folder_of_a_run_may_move_with_its_sources(tmp_path: Path, typed: Typed) -> None:
    place = tmp_path / "one"
    place.mkdir()
    shutil.copy(ROOT / "data" / "plans" / "ha-tinh-2027.yaml", place / "master.yaml")
    shutil.copy(ROOT / "data" / "units" / "ha-tinh-2027.xlsx", place / "units.xlsx")
    bulk = ("bulk", "master.yaml", "units.xlsx", "-o", "out", "--only", "18685,18073")
    assert run_kehoach(*bulk, cwd=place).code == 0
    place.rename(tmp_path / "two")
    ended = typed("deadlines", "two/out", "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    assert {line["unit_key"] for line in json.loads(ended.out)["deadlines"]} == {"18685", "18073"}
    with (tmp_path / "two" / "master.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# changed since\n")
    ended = typed("deadlines", "two/out")
    assert ended.code == 0
    assert "'../master.yaml' đã đổi" in ended.err


def test_a_plan_taken_out_of_a_run_owes_the_same(
    communes: Path, typed: Typed, tmp_path: Path
) -> None:
    master = ROOT / "data" / "plans" / "hai-hau-2022.yaml"
    sheet = communes.parent / "units.xlsx"
    assert typed("cascade", master, sheet, "--unit", "Hải Anh", "-o", "ha.yaml").code == 0
    alone = typed("deadlines", tmp_path / "ha.yaml", "--format", "json").out
    whole = typed("deadlines", communes, "--format", "json", "--for", "Hải Anh").out
    assert json.loads(alone)["deadlines"] == json.loads(whole)["deadlines"]
    assert typed("deadlines", tmp_path / "ha.yaml", communes).code == 0
