"""How far a run is, on stderr: a moving bar for a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator import messages

_SECONDS = 2.0
_PERCENT = 10


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Yield the function that is told how many of how many documents are finished."""
    if quiet:
        yield lambda _done, _total: None
    elif sys.stderr.isatty():
        with _bar() as told:
            yield told
    else:
        yield PlainLines().told


class PlainLines:
    """A line for every tenth of the whole, or when nothing was said for two seconds."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._percent = 0
        self._since = time.monotonic()

    def told(self, done: int, total: int) -> None:
        """Say how far the run is, where that is worth a line."""
        percent = 100 * done // total
        now = time.monotonic()
        due = percent // _PERCENT > self._percent // _PERCENT or now - self._since >= _SECONDS
        if not due and done < total:
            return
        self._percent, self._since = percent, now
        values = {"done": str(done), "total": str(total), "percent": str(percent)}
        sys.stderr.write(messages.text("bulk.progress.line", **values) + "\n")
        sys.stderr.flush()


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Yield what moves a bar; no thread of its own, so that workers can be forked."""
    from rich.console import Console  # noqa: PLC0415 - for a terminal only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False) as progress:
        bar = progress.add_task(messages.text("bulk.progress.bar"), total=None)
        last = 0.0

        def told(done: int, total: int) -> None:
            nonlocal last
            progress.update(bar, completed=done, total=total)
            if done == total or time.monotonic() - last > 1 / 10:
                last = time.monotonic()
                progress.refresh()

        yield told
