"""The command `kehoach` as a clerk runs it: its own process, its own working folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 120


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def run_kehoach(*arguments: str | Path, cwd: Path) -> Run:
    """Return how `kehoach` of this checkout ends in a folder; its warnings count as errors."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    return Run(ended.returncode, ended.stdout, ended.stderr)
