"""The wheel, installed into an empty environment, does the whole job from any folder."""

import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator import __version__

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment that holds the wheel and its dependencies, and nothing of the checkout."""

    folder: Path

    def kehoach(self, *arguments: str | Path, cwd: Path) -> str:
        """Return what the installed command prints; it must succeed."""
        return _run(self.folder / "bin" / "kehoach", *arguments, cwd=cwd)


def _run(*command: str | Path, cwd: Path) -> str:
    """Return what a command prints, away from the checkout's own modules; it must succeed."""
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    ended = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def _built(target: str, source: Path, folder: Path) -> Path:
    """Return the wheel or sdist that hatchling builds of a folder."""
    _run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=source)
    (path,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return path


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    return _built("wheel", root, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return an empty environment into which the wheel was installed, with pinned dependencies."""
    folder = tmp_path_factory.mktemp("environment")
    _run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet")
    _run(*pip, "--constraint", root / "constraints.txt", wheel, cwd=folder)
    return Installed(folder)


def test_the_wheel_holds_every_template_and_all_data_and_no_tools(root: Path, wheel: Path) -> None:
    templates = {f"generator/templates/{path.name}" for path in root.glob("templates/*.docx")}
    data = {
        f"generator/{path.relative_to(root).as_posix()}"
        for path in root.glob("data/**/*")
        if path.is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = ("generator/templates/", "generator/data/")
    carried = {name for name in names if name.startswith(shipped)}
    assert carried == templates | data
    assert {name.partition("/")[0] for name in names} == {
        "generator",
        f"kehoach-{__version__}.dist-info",
    }


def test_the_sdist_builds_the_same_wheel(root: Path, wheel: Path, tmp_path: Path) -> None:
    _run("tar", "-xzf", _built("sdist", root, tmp_path / "sdist"), cwd=tmp_path)
    again = _built("wheel", tmp_path / f"kehoach-{__version__}", tmp_path / "again")
    assert again.read_bytes() == wheel.read_bytes()


def test_the_installed_command_renders_a_plan_from_another_folder(
    installed: Installed, plans: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes((plans / "hai-hau-2022.yaml").read_bytes())
    printed = installed.kehoach("render", plan.name, cwd=tmp_path)
    document = tmp_path / "output" / "plan.docx"
    assert "output/plan.docx" in printed
    with zipfile.ZipFile(document) as archive:
        assert archive.testzip() is None
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    text = "".join(node.text or "" for node in body.iter(TEXT))
    assert "HUYỆN HẢI HẬU" in text
    assert "Lưu Thị Nghiêm" in text
    assert "{{" not in text


def test_the_installed_command_finds_its_own_templates(
    installed: Installed, root: Path, tmp_path: Path
) -> None:
    printed = installed.kehoach("template", "list", cwd=tmp_path)
    listed = [Path(line.split(maxsplit=1)[1]) for line in printed.splitlines()]
    assert {path.name for path in listed} == {path.name for path in root.glob("templates/*.docx")}
    assert all(path.is_file() and path.is_relative_to(installed.folder) for path in listed)


@pytest.mark.parametrize(
    ("level", "period"), [("province", "2027"), ("district", "2024"), ("commune", "2026-2030")]
)
def test_the_installed_command_starts_a_plan_that_it_can_render(
    installed: Installed, tmp_path: Path, level: str, period: str
) -> None:
    installed.kehoach("new", "--level", level, "--period", period, "-o", "new.yaml", cwd=tmp_path)
    installed.kehoach("render", "new.yaml", "--draft", "-o", "new.docx", cwd=tmp_path)
    assert zipfile.is_zipfile(tmp_path / "new.docx")


def test_the_installed_command_says_its_version(installed: Installed, tmp_path: Path) -> None:
    assert __version__ in installed.kehoach("--version", cwd=tmp_path)
