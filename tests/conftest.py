"""Fixtures of all tests, and what a skipped test means: named everywhere, a failure in CI."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.command import ROOT, Run, run_kehoach
from tests.system import missing

settings.register_profile("kehoach", deadline=None, derandomize=True, database=None)
settings.load_profile("kehoach")

Kehoach = Callable[..., Run]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def plans(root: Path) -> Path:
    """Return the folder of the shipped plans."""
    return root / "data" / "plans"


@pytest.fixture
def kehoach(tmp_path: Path) -> Kehoach:
    """Return a function that runs `kehoach` with some arguments in the test's own folder."""

    def run(*arguments: str | Path, cwd: Path = tmp_path) -> Run:
        return run_kehoach(*arguments, cwd=cwd)

    return run


@pytest.fixture(scope="session")
def requires_libreoffice() -> None:
    """Skip the test where no page can be laid out, and say which part is missing."""
    if absent := missing():
        parts = ", ".join(f"{part.name} (Debian: {part.package})" for part in absent)
        pytest.skip(f"not on this machine: {parts}")


def _skipped(reporter: pytest.TerminalReporter) -> list[str]:
    """Return the skipped tests with their reasons."""
    return [
        f"{report.nodeid}: {report.longrepr[2] if isinstance(report.longrepr, tuple) else ''}"
        for report in reporter.stats.get("skipped", [])
    ]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every skipped test."""
    if names := _skipped(terminalreporter):
        verdict = "failures, since CI is set" if os.environ.get("CI") else "not judged here"
        terminalreporter.section(f"skipped tests: {verdict}")
        for name in names:
            terminalreporter.line(name)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let skipped tests fail the run in CI, where nothing may go unjudged."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and _skipped(reporter) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
