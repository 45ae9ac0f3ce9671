"""Fixtures of the tests of bulk runs: the sheet of all communes, and one undisturbed run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bulk.sheets import MASTER, contents, rows, sheet
from tests.command import Run, run_kehoach

Bulk = Callable[..., Run]


@pytest.fixture(scope="session")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sheet of the 34 communes of Hải Hậu."""
    return sheet(tmp_path_factory.mktemp("sheet") / "units.xlsx", rows())


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sheet of six communes."""
    return sheet(tmp_path_factory.mktemp("few") / "few.xlsx", rows()[:6])


@pytest.fixture(scope="session")
def undisturbed(units: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a run of all communes with one process."""
    folder = tmp_path_factory.mktemp("undisturbed") / "out"
    ended = run_kehoach("bulk", MASTER, units, "-o", folder, "--jobs", "1", cwd=folder.parent)
    assert ended.code == 0, ended.err
    return contents(folder)


@pytest.fixture
def bulk(tmp_path: Path) -> Bulk:
    """Return a function that runs `kehoach bulk` on a sheet, into `out` of the test's folder."""

    def run(sheet_: Path, *options: str, master: Path = MASTER) -> Run:
        folder = tmp_path / "out"
        return run_kehoach("bulk", master, sheet_, "-o", folder, *options, cwd=tmp_path)

    return run
