"""Every command that a README shows is one that works, and prints what the README says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import messages
from tests.command import ROOT, TIMEOUT

READMES = ("README.md", "README.vi.md")
KEHOACH = {"kehoach", ".venv/bin/kehoach"}
RUN = {*KEHOACH, "cp", "ls"}
# What a reader does before there is a working folder: recognised, not run.
FIRST_STEPS = {"apt", "apt-get", "cd", "git", "sudo"}

_FENCE = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"^([a-z]+):(?!=)", re.MULTILINE)
_DIFFERENT = re.compile(r"\d+ (?:thay đổi|changes)\.")
_ERRORS = {messages.text("severity.error", language) for language in messages.LANGUAGES}


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a README: what to type, and the lines that it is said to print."""

    line: str
    printed: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words of the command, without a comment."""
        return shlex.split(self.line, comments=True)

    @property
    def code(self) -> int:
        """The exit code: 1 where the README shows an error or that plans differ, else 0."""
        told = any(word in line for word in _ERRORS for line in self.printed)
        return int(told or any(map(_DIFFERENT.fullmatch, self.printed)))

    def missing(self, out: str) -> list[str]:
        """Return the lines of the README that are not in the output; `…` stands for anything."""
        patterns = {
            line: ".*".join(map(re.escape, re.split(r"…|\.\.\.", line.strip())))
            for line in self.printed
        }
        return [line for line, pattern in patterns.items() if not re.search(pattern, out)]


def commands(text: str) -> Iterator[Command]:
    """Yield the commands in the fenced `sh` and `console` blocks of a page, in order."""
    for block in _FENCE.findall(text):
        lines = block.replace("\\\n", " ").splitlines()
        if not any(line.startswith("$ ") for line in lines):
            yield from (Command(line) for line in lines if shlex.split(line, comments=True))
            continue
        starts = [index for index, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            printed = (line for line in lines[start + 1 : end] if line.strip())
            yield Command(lines[start].removeprefix("$ "), tuple(printed))


def fault(command: Command, folder: Path) -> str:
    """Return what is wrong with a command in a working folder, or nothing."""
    first, *rest = command.words
    if first == "make":
        return _make(rest, folder)
    if first in FIRST_STEPS:
        return ""
    if first not in RUN:
        return f"{command.line}: a README shows only make, {', '.join(sorted(RUN))}"
    ended = subprocess.run(
        ["bash", "-c", command.line],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{folder / '.venv/bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    if ended.returncode != command.code:
        return f"{command.line}: exit code {ended.returncode}\n{ended.stdout}"
    lost = command.missing(ended.stdout)
    return f"{command.line}: does not print {lost}\n{ended.stdout}" if lost else ""


def _make(words: list[str], folder: Path) -> str:
    """Return which target the Makefile lacks; `make demo` leaves its documents in the folder."""
    targets = {word for word in words if "=" not in word and not word.startswith("-")}
    if "demo" in targets:
        for plan in (folder / "data" / "plans").glob("*.yaml"):
            (folder / "output" / f"{plan.stem}.docx").touch()
    unknown = targets - set(_TARGET.findall((folder / "Makefile").read_text("utf-8")))
    return f"no such target in the Makefile: {', '.join(sorted(unknown))}" if unknown else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of what a reader has in the working folder after `make`."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "output").mkdir()
    program = tmp_path / ".venv" / "bin" / "kehoach"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_a_readme_works_in_the_order_shown(name: str, folder: Path) -> None:
    shown = list(commands((ROOT / name).read_text("utf-8")))
    faults = [fault(command, folder) for command in shown]
    assert [text for text in faults if text] == []
    assert {"make", "kehoach"} <= {Path(command.words[0]).name for command in shown}


PAGE = """
```yaml
kehoach: not a command
```
```sh
make demo   # everything
kehoach new --level commune \\
  --period 2027 -o new.yaml
# only a comment
```
```console
$ kehoach validate new.yaml
Đã kiểm tra 1 kế hoạch: …
$ kehoach render gone.yaml
gone.yaml: LỖI: …
```
"""


def test_the_commands_of_a_page_are_found_with_what_they_print() -> None:
    assert list(commands(PAGE)) == [
        Command("make demo   # everything"),
        Command("kehoach new --level commune    --period 2027 -o new.yaml"),
        Command("kehoach validate new.yaml", ("Đã kiểm tra 1 kế hoạch: …",)),
        Command("kehoach render gone.yaml", ("gone.yaml: LỖI: …",)),
    ]


def test_working_commands_have_no_fault(folder: Path) -> None:
    assert [fault(command, folder) for command in commands(PAGE)] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (Command("make cake"), "cake"),
        (Command("curl somewhere"), "a README shows only"),
        (Command("kehoach render gone.yaml"), "exit code 1"),
        (Command(".venv/bin/kehoach schema", ("no such line",)), "does not print"),
        (Command("kehoach --help", ("LỖI",)), "exit code 0"),
    ],
)
def test_a_command_that_does_not_work_is_named(command: Command, said: str, folder: Path) -> None:
    assert said in fault(command, folder)


def test_what_the_demo_left_behind_is_in_the_way_of_the_next_command(folder: Path) -> None:
    render = Command("kehoach render data/plans/hai-hau-2022.yaml")
    assert fault(render, folder) == ""
    (folder / "output" / "hai-hau-2022.docx").unlink()
    assert fault(Command("make demo"), folder) == ""
    assert "exit code 1" in fault(render, folder)
