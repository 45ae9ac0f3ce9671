"""Work items through one process or several; no item waits for a slow or failing one."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from generator.bulk.work import Item, Outcome, Workman
from generator.diagnostics import Diagnostic, Refused

T = TypeVar("T")
_LARGEST_BATCH = 64  # what is made step by step together, and waits for the disk once
_BATCHES = 4  # per process, at least, so that no process idles at the end
_AHEAD = 3  # batches per process that are handed out before an answer is there
# Forked workers find the master's plans made and cost nothing to start.
_START = "fork" if sys.platform == "linux" else "spawn"


def outcomes(
    workman: Workman, items: Sequence[Item], jobs: int, *, start: str = _START
) -> Generator[Outcome, None, None]:
    """Yield what came of each item as it ends; with one job in this process, in order.

    Closing it ends the work: batches under way are finished, the others are not begun.
    Raises Refused when a worker was killed from outside.
    """
    if jobs == 1 or len(items) <= 1:
        for batch in _batches(items, 1):
            yield from workman.finish_all(batch)
        return
    pool = ProcessPoolExecutor(
        min(jobs, len(items)),
        mp_context=multiprocessing.get_context(start),
        initializer=_begin,
        initargs=(workman,),
    )
    try:
        yield from answers(lambda batch: pool.submit(_finish, batch), items, jobs)
    except BrokenProcessPool:
        raise Refused([Diagnostic("bulk.worker-died")]) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def answers(
    hand_out: Callable[[Sequence[Item]], Future[list[T]]],
    items: Sequence[Item],
    jobs: int,
    *,
    look: Callable[[], None] = lambda: None,
    pause: float | None = None,
) -> Iterator[T]:
    """Yield the answers of workers, which are given a few batches ahead and never all.

    When no answer came for `pause` seconds, `look` may raise why none will come.
    """
    batches = _batches(items, jobs)
    running: set[Future[list[T]]] = set()
    while True:
        for batch in islice(batches, max(0, jobs * _AHEAD - len(running))):
            running.add(hand_out(batch))
        if not running:
            return
        done, running = wait(running, timeout=pause, return_when=FIRST_COMPLETED)
        if not done:
            look()
        for future in done:
            yield from future.result()


def _batches(items: Sequence[Item], jobs: int) -> Iterator[Sequence[Item]]:
    """Yield the items in batches: a few where there are few, so that no process idles."""
    size = max(1, min(_LARGEST_BATCH, len(items) // (jobs * _BATCHES)))
    for start in range(0, len(items), size):
        yield items[start : start + size]


_workman: list[Workman] = []
"""The workman of this process, when it is a worker."""


def _begin(workman: Workman) -> None:
    """Make this process a worker that leaves Ctrl-C to its parent and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _workman[:] = [workman]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent is gone, so that no orphan goes on writing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _finish(items: Sequence[Item]) -> list[Outcome]:
    (workman,) = _workman
    return workman.finish_all(items)
