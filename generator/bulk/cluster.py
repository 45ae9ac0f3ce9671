"""The same work items on the workers of a dask cluster; documents come back and are written here.

What all items share travels once to each worker, an item is a few values, its document comes back
as bytes: no worker needs the folder. `distributed` is an extra and imported only on demand.
"""

import logging
import platform
import pydoc
import threading
import time
import warnings
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from generator import __version__
from generator.bulk.digest import registers_digest
from generator.bulk.executor import answers
from generator.bulk.line import Line
from generator.bulk.work import Draft, Item, Outcome, Workman, drafted
from generator.diagnostics import Diagnostic, Refused

_SCHEMES = ("tcp://", "tls://")
_PATIENCE = 20.0  # seconds until a scheduler answers, or a cluster has a worker (again)
_LOSSES = 5  # times that what the workers share may be lost without a document in between
_PAUSE = 1.0  # seconds between two looks at a cluster that sends no answer
# What the bytes of a document depend on besides the plan: the same here and on every worker.
_LIBRARIES = ("docxtpl", "python-docx", "jinja2", "lxml", "markupsafe", "pydantic", "isal")
_TRANSPORT = ("dask", "distributed")
_one_at_a_time = threading.Lock()
"""A worker may have several threads; the line is worked by one, as in a process of our own."""


class Stranger(Exception):  # noqa: N818 - it says who a worker is
    """A worker whose program, libraries or registers are not those of the run."""

    def __init__(self, part: str, here: str, there: str) -> None:
        """Keep the part that differs, and what it is here and there."""
        super().__init__(part, here, there)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that answers, whose workers are what they have to be."""

    client: Any
    address: str

    def outcomes(self, workman: Workman, items: Sequence[Item]) -> Generator[Outcome, None, None]:
        """Yield what came of each item as it ends, its document in place.

        What a worker that died held is sent again to the others. Raises Refused when the cluster
        is lost, a worker is not what it has to be, or an item ends every worker that takes it.
        """
        left = {item.index: item for item in items}
        losses = 0
        while left:
            try:
                for draft in self._drafts(workman.line, list(left.values())):
                    del left[draft.item.index]
                    losses = 0
                    yield workman.place(draft)
            except (CancelledError, OSError):
                losses += 1
                if losses > _LOSSES or self.client.status != "running":
                    raise Refused([Diagnostic("cluster.lost", {"address": self.address})]) from None
            except Stranger as stranger:
                raise Refused([_differs(self.address, *stranger.args)]) from None
            except _killed_worker():
                raise Refused([Diagnostic("cluster.worker-died")]) from None
        workman.settle()

    def _drafts(self, line: Line, items: Sequence[Item]) -> Iterator[Draft]:
        """Yield the drafts of items; CancelledError when what the workers share died with one."""
        _await_worker(self.client, self.address)
        shared = self.client.scatter(line, broadcast=True, hash=False)
        jobs = max(1, sum(self.client.nthreads().values()))
        pool = self.client.get_executor(pure=False)

        def hand_out(batch: Sequence[Item]) -> "Future[list[Draft]]":
            made: Future[list[Draft]] = pool.submit(_drafts, shared, tuple(batch), identity())
            return made

        try:
            yield from answers(hand_out, items, jobs, look=_Watch(self).look, pause=_PAUSE)
        finally:
            pool.shutdown(wait=False)


@dataclass(slots=True)
class _Watch:
    """Looks whether a cluster that sends no answer still has a scheduler and workers."""

    cluster: Cluster
    since: float = 0.0

    def look(self) -> None:
        """Raise Refused when there was no worker for a while; OSError without a scheduler."""
        if self.cluster.client.status != "running":
            raise OSError(self.cluster.address)
        if self.cluster.client.nthreads():
            self.since = 0.0
            return
        now = time.monotonic()
        self.since = self.since or now
        if now - self.since > _PATIENCE:
            raise Refused([Diagnostic("cluster.no-workers", {"address": self.cluster.address})])


@contextmanager
def joined(address: str) -> Iterator[Cluster]:
    """Yield the cluster of a scheduler's address, `tcp://host:port` or `tls://host:port`.

    Raises Refused without the extra `cluster`, when the address is none, when no scheduler answers
    or no worker is there, and when one of them is of another version. What `distributed` would
    log is told by findings instead.
    """
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise Refused([Diagnostic("cluster.not-installed")]) from None
    parameters = {"address": address}
    if not address.startswith(_SCHEMES) or not address.rpartition(":")[2].isdecimal():
        raise Refused([Diagnostic("cluster.bad-address", parameters)])
    logging.disable(logging.CRITICAL)
    client = None
    try:
        client = _connected(distributed, address)
        _await_worker(client, address)
        _check(client, address)
        yield Cluster(client, address)
    finally:
        if client is not None:
            client.close(timeout=_PAUSE)
        logging.disable(logging.NOTSET)


def _connected(distributed: Any, address: str) -> Any:
    """Return a client of a scheduler; raises Refused when none answers."""
    parameters = {"address": address}
    with warnings.catch_warnings():
        # What differs is a finding of ours, with a hint.
        warnings.simplefilter("ignore", distributed.versions.VersionMismatchWarning)
        try:
            client = distributed.Client(
                address, timeout=_PATIENCE, set_as_default=False, name="kehoach"
            )
        except (OSError, TimeoutError, ValueError):
            raise Refused([Diagnostic("cluster.unreachable", parameters)]) from None
    return client


def _await_worker(client: Any, address: str) -> None:
    """Wait a while for a worker; raises Refused when none comes."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise Refused([Diagnostic("cluster.no-workers", {"address": address})]) from None


def _check(client: Any, address: str) -> None:
    """Raise Refused when scheduler or workers are of other versions than this program."""
    told = client.get_versions()
    ours = _transport(told["client"])
    for place, found in {address: told["scheduler"], **told["workers"]}.items():
        _same(place, ours, _transport(found))
    program = client.run(pydoc.locate, "generator.__version__")
    for place, found in program.items():
        _same(place, {"kehoach": __version__}, {"kehoach": str(found or "")})
    for place, theirs in client.run(identity).items():
        _same(place, identity(), theirs)


def _transport(told: Mapping[str, Any]) -> dict[str, str]:
    """Return the versions by which two ends understand each other."""
    python = ".".join(str(told["host"]["python"]).split(".")[:2])
    return {"python": python, **{name: str(told["packages"][name]) for name in _TRANSPORT}}


def _same(place: str, ours: Mapping[str, str], theirs: Mapping[str, str]) -> None:
    """Raise Refused naming the first part that differs."""
    for part, here in ours.items():
        if theirs.get(part) != here:
            raise Refused([_differs(place, part, here, theirs.get(part, ""))])


def _differs(place: str, part: str, here: str, there: str) -> Diagnostic:
    parameters = {"worker": place, "part": part, "here": here or "-", "there": there or "-"}
    return Diagnostic("cluster.differs", parameters)


@cache
def identity() -> dict[str, str]:
    """Return the versions, and the sum of the registers, that a document depends on."""
    libraries = {name: _version(name) for name in _LIBRARIES}
    python = ".".join(platform.python_version_tuple()[:2])
    return {"kehoach": __version__, "python": python, **libraries, "registers": registers_digest()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _drafts(line: Line, items: Sequence[Item], wanted: Mapping[str, str]) -> list[Draft]:
    """Return the drafts of a few items, on a worker; one that came late is checked here too."""
    mine = identity()
    for part, here in wanted.items():
        if mine.get(part) != here:
            raise Stranger(part, here, mine.get(part, ""))
    with _one_at_a_time:
        return [drafted(line, item) for item in items]


def _killed_worker() -> type[Exception]:
    """Return what `distributed` raises for an item that ended several workers."""
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - an extra

    killed: type[Exception] = KilledWorker
    return killed
