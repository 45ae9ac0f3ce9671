"""Fixtures of the tests of deadlines: the command in this process, and a run of all communes."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import messages
from generator.cli import main
from tests.bulk.sheets import MASTER, rows, sheet
from tests.command import Run, run_kehoach

Typed = Callable[..., Run]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the register of each test in its own folder; return that folder."""
    monkeypatch.setenv("KEHOACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """Return a function that runs `kehoach` in this process, in the test's own folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["kehoach", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        finally:
            messages.use(messages.DEFAULT)
        told = capsys.readouterr()
        return Run(int(str(code or 0)), told.out, told.err)

    return run


@pytest.fixture(scope="session")
def communes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of the 34 communes of Hải Hậu, with calendar and sheet."""
    place = tmp_path_factory.mktemp("communes")
    units = sheet(place / "units.xlsx", rows())
    ended = run_kehoach(
        "bulk", MASTER, units, "-o", "out", "--jobs", "1", "--also", "deadlines", cwd=place
    )
    assert ended.code == 0, ended.err
    return place / "out"
