"""A run on a cluster of real processes: the bytes of a local run; what is told when it fails."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest

from generator.bulk import cluster as cluster_module
from generator.bulk.cluster import Cluster, identity, joined
from generator.bulk.executor import outcomes
from generator.bulk.line import Line, Made
from generator.bulk.names import PATTERN
from generator.bulk.preparation import Batch, Wish, prepare
from generator.bulk.run import run
from generator.bulk.work import Item, Outcome, Workman
from generator.diagnostics import Refused
from generator.plan.model import Plan
from tests.bulk.sheets import MASTER, contents, rows
from tests.command import ROOT, run_kehoach

PATIENCE = 60.0
LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")


def silent(_done: int, _total: int) -> None:
    """Be told, and say nothing."""


@contextmanager
def process(*arguments: str | Path, cwd: Path, path: Path = ROOT) -> Iterator[None]:
    """Run a command of distributed beside the test, the program on its path, and end it."""
    started = subprocess.Popen(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        started.terminate()
        started.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """Yield the address of a scheduler on the loopback."""
    file = folder / "scheduler.json"
    command = ("distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", file)
    with process(*command, *LOOPBACK, cwd=folder):
        until = time.monotonic() + PATIENCE
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        yield json.loads(file.read_text("utf-8"))["address"]


@contextmanager
def workers(address: str, folder: Path, count: int = 2, path: Path = ROOT) -> Iterator[None]:
    """Run workers of a scheduler, each a process that stays dead when it dies."""
    with ExitStack() as stack:
        for number in range(count):
            own = folder / f"worker-{number}"
            own.mkdir()
            command = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny")
            stack.enter_context(
                process(*command, *LOOPBACK, "--local-directory", own, cwd=own, path=path)
            )
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a scheduler with two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as address, workers(address, folder):
        yield address


@pytest.fixture
def batch(few: Path, tmp_path: Path) -> Batch:
    """Return a run of six communes, one with an overlay, ready to start."""
    overlays = tmp_path / "overlays"
    overlays.mkdir()
    text = "by: A\nadd:\n  items:\n    - {text: Của riêng mình., within: kinh-phi}\n"
    (overlays / f"{rows()[0].code}.yaml").write_text(text, "utf-8")
    return prepare(Wish(MASTER, few, tmp_path / "out", PATTERN, overlays=overlays))


def test_a_cluster_makes_the_bytes_of_a_local_run(
    batch: Batch, address: str, tmp_path: Path
) -> None:
    with joined(address) as cluster:
        far = run(batch, 1, silent, cluster)
    near = run(replace(batch, folder=tmp_path / "near"), 1, silent)
    assert (len(far.made), far.made) == (6, near.made)
    assert contents(tmp_path / "out") == contents(tmp_path / "near")


def test_the_command_resumes_what_a_local_run_began(
    address: str, few: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    command = ("bulk", MASTER, few, "-o", "out")
    some = ",".join(row.code for row in rows()[:3])
    assert run_kehoach(*command, "--only", some, cwd=tmp_path).code == 0
    ended = run_kehoach(*command, "--cluster", address, cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert ended.out.startswith("Đã lập 3 kế hoạch, giữ 3, lỗi 0")
    made = {name: data for name, data in contents(tmp_path / "out").items() if "docx" in name}
    assert made.items() <= undisturbed.items()


def test_a_unit_with_an_error_stops_no_other(batch: Batch, address: str) -> None:
    faulty = replace(batch, line=Faulty(**parts(batch.line)))
    with joined(address) as cluster:
        summary = run(faulty, 1, silent, cluster)
    assert (len(summary.made), len(summary.failed)) == (5, 1)
    assert summary.failed[0].unit == rows()[1].full_name


def test_jobs_and_cluster_exclude_each_other(few: Path, tmp_path: Path) -> None:
    ended = run_kehoach("bulk", MASTER, few, "-o", "out", "--jobs", "2",
                        "--cluster", "tcp://127.0.0.1:1", cwd=tmp_path)  # fmt: skip
    assert ended.code == 2
    assert "--cluster" in ended.err


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://a:1", "tcp://a", "tcp://a:b", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Refused, match=r"cluster\.bad-address"), joined(address):
        pytest.fail("joined")


def test_a_scheduler_that_cannot_be_reached_is_told_before_anything_is_written(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_PATIENCE", 0.5)
    with pytest.raises(Refused, match=r"cluster\.unreachable"), joined("tcp://127.0.0.1:9"):
        pytest.fail("joined")
    assert not batch.folder.exists()


def test_without_the_extra_the_message_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused) as refused, joined("tcp://127.0.0.1:8786"):
        pytest.fail("joined")
    (found,) = refused.value.diagnostics
    assert "pip install 'kehoach[cluster]'" in found.hint()


def differing(address: str) -> tuple[str, str]:
    """Return what is told to differ, and how it is here."""
    with pytest.raises(Refused) as refused, joined(address):
        pytest.fail("joined")
    (found,) = refused.value.diagnostics
    assert found.code == "cluster.differs"
    return found.parameters["part"], found.parameters["here"]


def test_workers_of_another_version_are_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "__version__", "99.0")
    assert differing(address) == ("kehoach", "99.0")


def test_workers_with_other_registers_are_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "working-days.csv").write_text("date\n", "utf-8")
    identity.cache_clear()
    with monkeypatch.context() as patched:
        patched.setenv("KEHOACH_REGISTERS", str(tmp_path))
        assert differing(address)[0] == "registers"
    identity.cache_clear()


def test_work_goes_on_when_a_worker_dies_and_ends_with_a_finding_when_all_do(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "near").mkdir()
    alone = list(outcomes(Workman(batch.line, tmp_path / "near"), items(batch), 1))
    with scheduler(tmp_path) as address:
        monkeypatch.setattr(cluster_module, "_PATIENCE", 0.5)
        with pytest.raises(Refused, match=r"cluster\.no-workers"), joined(address):
            pytest.fail("joined")
        monkeypatch.setattr(cluster_module, "_PATIENCE", PATIENCE)
        with workers(address, tmp_path), joined(address) as cluster:
            cluster.client.wait_for_workers(2, timeout=PATIENCE)
            once = Deadly(**parts(batch.line), mark=tmp_path / "died")
            made = work(cluster, batch, once)
            assert len(cluster.client.nthreads()) == 1
            assert sorted(o.record.unit for o in made) == sorted(o.record.unit for o in alone)
            fake = tmp_path / "fake" / "generator"
            fake.mkdir(parents=True)
            (fake / "__init__.py").write_text("__version__ = '0'\n", "utf-8")
            with workers(address, fake, 1, fake.parent):
                cluster.client.wait_for_workers(2, timeout=PATIENCE)
                with pytest.raises(Refused, match=r"cluster\.differs"):
                    work(cluster, batch, batch.line)
            monkeypatch.setattr(cluster_module, "_PATIENCE", 0.5)
            with pytest.raises(Refused, match=r"cluster\.(?:no-workers|lost|worker-died)"):
                work(cluster, batch, Deadly(**parts(batch.line), mark=tmp_path / "none" / "x"))


def work(cluster: Cluster, batch: Batch, line: Line) -> list[Outcome]:
    batch.folder.mkdir(exist_ok=True)
    return list(cluster.outcomes(Workman(line, batch.folder), items(batch)))


def items(batch: Batch) -> list[Item]:
    return [Item(p.index, p.file, p.inputs) for p in batch.planned]


def parts(line: Line) -> dict[str, Any]:
    return {field.name: getattr(line, field.name) for field in fields(line)}


@dataclass(frozen=True, slots=True)
class Faulty(Line):
    """A line that finds fault with the second unit."""

    def documents(self, plans: Iterable[Plan]) -> list[Made]:
        """Return no document for the second unit."""
        plans, second = list(plans), self.children[1].plan.issuer
        made = Line.documents(self, plans)
        return [
            Made(None, ()) if plan.issuer == second else one
            for plan, one in zip(plans, made, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Deadly(Line):
    """A line that ends its process, once where it can leave a mark."""

    mark: Path = Path()

    def documents(self, plans: Iterable[Plan]) -> list[Made]:
        """End the process, or return the documents where another ended before."""
        if self.mark.exists():
            return Line.documents(self, plans)
        if self.mark.parent.exists():
            self.mark.touch()
        os._exit(1)


def test_a_scheduler_that_ends_is_a_finding_and_what_is_finished_is_kept(
    batch: Batch, tmp_path: Path
) -> None:
    with ExitStack() as beside:
        address = beside.enter_context(scheduler(tmp_path))
        beside.enter_context(workers(address, tmp_path, 1))

        def end(done: int, _total: int) -> None:
            if done == 2:
                beside.close()

        with joined(address) as cluster, pytest.raises(Refused, match=r"cluster\.lost"):
            run(replace(batch, line=Slow(**parts(batch.line))), 1, end, cluster)
    assert 2 <= len(run(batch, 1, silent).kept) < 6


@dataclass(frozen=True, slots=True)
class Slow(Line):
    """A line that takes its time."""

    def documents(self, plans: Iterable[Plan]) -> list[Made]:
        """Return the documents after a while."""
        plans = list(plans)
        time.sleep(0.3 * len(plans))
        return Line.documents(self, plans)
