"""`kehoach bulk --also deadlines`: calendar and sheet beside the documents, as current as they."""

import json
import shutil
from pathlib import Path

import pytest

from tests.bulk.sheets import MASTER, contents, rows, sheet, with_fault
from tests.command import run_kehoach
from tests.deadlines import rfc5545
from tests.deadlines.conftest import Typed

CALENDARS = {"deadlines.ics", "deadlines.xlsx"}


@pytest.fixture(scope="session")
def few_with(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with master, sheet of three communes, and their run with a calendar."""
    place = tmp_path_factory.mktemp("beside")
    shutil.copy(MASTER, place / "master.yaml")
    sheet(place / "units.xlsx", rows()[3:6])
    ended = run_kehoach(
        "bulk", "master.yaml", "units.xlsx", "-o", "out", "--jobs", "1", "--also", "deadlines",
        cwd=place,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    return place


@pytest.fixture
def place(few_with: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return shutil.copytree(few_with, tmp_path / "place")


def bulk(typed: Typed, place: Path, *options: str) -> tuple[int, str]:
    ended = typed(
        "bulk", place / "master.yaml", place / "units.xlsx", "-o", place / "out", "--jobs", "1",
        *options,
    )  # fmt: skip
    return ended.code, ended.out + ended.err


def days(place: Path) -> list[str]:
    events = rfc5545.read((place / "out" / "deadlines.ics").read_bytes()).inside
    return [event.day("DTSTART").isoformat() for event in events]


def test_a_second_run_has_nothing_to_do(place: Path, typed: Typed) -> None:
    before = contents(place / "out")
    times = {p.name: p.stat().st_mtime_ns for p in (place / "out").iterdir()}
    for options in ((), ("--also", "deadlines")):
        code, told = bulk(typed, place, *options)
        assert (code, told.startswith("Không có gì phải làm")) == (0, True)
    assert contents(place / "out") == before
    assert {n: (place / "out" / n).stat().st_mtime_ns for n in CALENDARS} == {
        n: times[n] for n in CALENDARS
    }


def test_a_later_run_renews_the_calendar_without_being_asked(place: Path, typed: Typed) -> None:
    """A calendar beside newer plans would be wrong."""
    assert days(place) == ["2022-12-05"] * 3 + ["2022-12-08"] * 3
    master = place / "master.yaml"
    text = master.read_text("utf-8")
    assert text.count("{before: 9/12}") == 1
    master.write_text(text.replace("{before: 9/12}", "{before: 16/12}"), encoding="utf-8")
    code, told = bulk(typed, place)
    assert code == 0, told
    assert "[bulk.set-aside]" not in told
    assert days(place) == ["2022-12-12"] * 3 + ["2022-12-15"] * 3


def test_a_calendar_is_only_written_where_it_was_asked_for(place: Path, typed: Typed) -> None:
    for name in CALENDARS:
        (place / "out" / name).unlink()
    assert bulk(typed, place)[0] == 0
    assert CALENDARS & contents(place / "out").keys() == set()
    assert bulk(typed, place, "--also", "deadlines")[0] == 0
    assert contents(place / "out").keys() >= CALENDARS


def test_a_calendar_that_was_never_ours_is_kept(place: Path, typed: Typed) -> None:
    shutil.rmtree(place / "out")
    (place / "out").mkdir()
    (place / "out" / "deadlines.ics").write_bytes(b"mine")
    code, told = bulk(typed, place, "--also", "deadlines")
    assert code == 1
    assert "[bulk.not-ours]" in told
    assert (place / "out" / "deadlines.ics").read_bytes() == b"mine"
    assert "deadlines.xlsx" not in contents(place / "out")
    assert len(list((place / "out").glob("*.docx"))) == 3


def test_a_sheet_that_a_clerk_changed_is_set_aside(place: Path, typed: Typed) -> None:
    before = contents(place / "out")
    (place / "out" / "deadlines.xlsx").write_bytes(b"typed by a clerk")
    code, told = bulk(typed, place)
    assert (code, "[bulk.set-aside]" in told) == (0, True)
    after = contents(place / "out")
    (aside,) = after.keys() - before.keys()
    assert after[aside] == b"typed by a clerk"
    assert {name: after[name] for name in before} == before


def test_a_run_that_ends_before_the_calendar_is_in_place_is_mended(
    place: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(place / "out")
    master = place / "master.yaml"
    text = master.read_text("utf-8")
    master.write_text(text.replace("{before: 9/12}", "{before: 16/12}"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("generator.bulk.calendars.lay", _killed)
        with pytest.raises(RuntimeError, match="killed"):
            bulk(typed, place)
    assert (place / "out" / "deadlines.ics").read_bytes() == before["deadlines.ics"]
    code, told = bulk(typed, place)
    assert (code, "set-aside" in told) == (0, False)
    assert days(place) == ["2022-12-12"] * 3 + ["2022-12-15"] * 3


def _killed(*_: object) -> str:
    raise RuntimeError("killed")


def test_a_chosen_unit_renews_the_calendar_of_all(place: Path, typed: Typed) -> None:
    before = contents(place / "out")
    assert bulk(typed, place, "--only", rows()[3].name, "--also", "deadlines")[0] == 0
    assert contents(place / "out") == before


def test_a_unit_without_a_document_is_left_out_and_told(
    place: Path, typed: Typed, tmp_path: Path
) -> None:
    failed = rows()[4].name
    shutil.copy(with_fault(tmp_path / "faulty.yaml", failed), place / "master.yaml")
    assert bulk(typed, place)[0] == 1
    assert len(days(place)) == 4
    ended = typed("deadlines", place / "out", "--format", "json")
    told = json.loads(ended.out)
    assert failed not in {line["unit"].partition(" ")[2] for line in told["deadlines"]}
    (finding,) = told["diagnostics"]
    assert (finding["code"], failed in finding["message"]) == ("deadlines.unit-failed", True)


def test_the_overlay_of_a_unit_moves_its_deadline_only(place: Path, typed: Typed) -> None:
    """The list follows the overlays that the run was made from, wherever they lie."""
    own = place / "own"
    own.mkdir()
    unit = rows()[3].full_name
    (own / f"{unit}.yaml").write_text(
        "by: UBND xã\nchange:\n  reports:\n    - {id: ket-qua-up, due: {before: 2/12}}\n",
        encoding="utf-8",
    )
    code, told = bulk(typed, place, "--overlays", str(own), "--level", "commune")
    assert code == 0, told
    ended = typed("deadlines", place / "out", "-o", place / "again.ics")
    assert (ended.code, ended.err) == (0, "")
    assert (place / "again.ics").read_bytes() == (place / "out" / "deadlines.ics").read_bytes()
    assert sorted(days(place)) == [
        "2022-12-01", "2022-12-05", "2022-12-05", "2022-12-05", "2022-12-08", "2022-12-08",
    ]  # fmt: skip
    (own / f"{unit}.yaml").unlink()
    assert "'../own' đã đổi" in typed("deadlines", place / "out").err


def test_a_unit_that_left_the_sheet_is_told(place: Path, typed: Typed) -> None:
    sheet(place / "units.xlsx", rows()[3:5])
    ended = typed("deadlines", place / "out")
    assert ended.code == 0
    assert "[deadlines.unit-gone]" in ended.err
    assert "'../units.xlsx' đã đổi" in ended.err
