"""Fixtures of the registers' tests: the shipped registers alone, or with a user's own rows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.registers.table import FOLDER_VARIABLE

Lay = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def _shipped_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge the shipped registers, whatever rows the one who runs the tests keeps."""
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Return a function that writes a user's register and returns the folder it lies in."""

    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write
