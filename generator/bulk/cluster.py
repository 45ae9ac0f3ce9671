"""The same work items on the workers of a dask cluster; documents come back and are written here.

What all items share travels once to each worker, an item is a few values, its document comes back
as bytes: no worker needs the folder. `distributed` is an extra and imported only on demand.
"""

import logging
import platform
import pydoc
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
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
                for drafts in self._drafts(workman.line, list(left.values())):
                    for draft in drafts:
                        del left[draft.item.index]
                    losses = 0
                    yield from workman.place_all(drafts)
            except (CancelledError, OSError):
                losses += 1
                if losses > _LOSSES or self.client.status != "running":
                    raise Refused([Diagnostic("cluster.lost", {"address": self.address})]) from None
            except _killed_worker():
                raise Refused([Diagnostic("cluster.worker-died")]) from None

    def _drafts(self, line: Line, items: Sequence[Item]) -> Iterator[list[Draft]]:
        """Yield the drafts of items, a few at once.

        Raises CancelledError or OSError when those who make them are lost.

        Only workers that were asked what they are take part; one that comes later waits.
        """
        _await_worker(self.client, self.address)
        checked = _checked(self.client, self.address)
        shared = self.client.scatter(line, workers=checked, broadcast=True, hash=False)
        pool = self.client.get_executor(pure=False, workers=checked)

        def hand_out(batch: Sequence[Item]) -> "Future[list[list[Draft]]]":
            made: Future[list[list[Draft]]] = pool.submit(_drafts, shared, tuple(batch))
            return made

        def look() -> None:
            if self.client.status != "running" or not self._threads(checked):
                raise OSError(self.address)

        try:
            jobs = max(1, self._threads(checked))
            yield from answers(hand_out, items, jobs, look=look, pause=_PAUSE)
        finally:
            pool.shutdown(wait=False)

    def _threads(self, workers: Sequence[str]) -> int:
        """Return how many threads of some workers are still there."""
        there: Mapping[str, int] = self.client.nthreads()
        return sum(there.get(worker, 0) for worker in workers)


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
        _checked(client, address)
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


def _checked(client: Any, address: str) -> list[str]:
    """Return the workers; raises Refused when one, or the scheduler, is of other versions."""
    told = client.get_versions()
    ours = _transport(told["client"])
    for place, found in {address: told["scheduler"], **told["workers"]}.items():
        _same(place, ours, _transport(found))
    for place, found in _everywhere(client, address, pydoc.locate, "generator.__version__"):
        _same(place, {"kehoach": __version__}, {"kehoach": str(found or "")})
    answered = dict(_everywhere(client, address, identity))
    for place, theirs in answered.items():
        _same(place, identity(), theirs)
    return [place for place in answered if place != address]


def _everywhere(
    client: Any, address: str, function: Callable[..., Any], *arguments: str
) -> Iterator[tuple[str, Any]]:
    """Yield what a function returns on the scheduler, which reads all work, and on the workers."""
    yield address, client.run_on_scheduler(function, *arguments)
    yield from client.run(function, *arguments).items()


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


def _drafts(line: Line, items: Sequence[Item]) -> list[list[Draft]]:
    """Return the drafts of a few items, on a worker: one answer, since they are placed together."""
    with _one_at_a_time:
        return [drafted(line, items)]


def _killed_worker() -> type[Exception]:
    """Return what `distributed` raises for an item that ended several workers."""
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - an extra

    killed: type[Exception] = KilledWorker
    return killed
