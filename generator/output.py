"""Writing a result: whole or not at all, never over a good file unless told so."""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from generator.diagnostics import Diagnostic, Place, Refused

_CODES = {
    errno.EACCES: "output.denied",
    errno.EPERM: "output.denied",
    errno.EROFS: "output.denied",
    errno.EEXIST: "output.not-folder",
    errno.ENOTDIR: "output.not-folder",
    errno.ENOSPC: "output.full",
    errno.ENAMETOOLONG: "output.name-too-long",
}


def write_output(path: Path, data: bytes, *, force: bool, made_of: Iterable[Path] = ()) -> None:
    """Write a file in one step, through a temporary file beside it.

    Raises Refused when the folder is missing or closed, when the file exists and `force` is off,
    or when it is one of those that the data was made of.
    """
    write_chunks(path, (data,), force=force, made_of=made_of)


def write_chunks(
    path: Path, chunks: Iterable[bytes], *, force: bool, made_of: Iterable[Path] = ()
) -> None:
    """Write a file that is too long to be held at once, as `write_output` writes others.

    What making the chunks raises leaves the file as it was.
    """
    with refusing(path):
        _refuse_source(path, made_of)
        _refuse_unfit(path, force=force)
        _replace(path, chunks, force=force)


class Laid:
    """A file written beside its place, which it takes in one step.

    Between the two the system brings it to the disk, so that of several files none has to be
    waited for: lay all, settle all, put all. What fails raises OSError and leaves nothing behind.
    """

    def __init__(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Write the file under another name."""
        self._path = path
        self._temporary = f"{path.parent}{os.sep}.kehoach-{secrets.token_hex(8)}"
        self._stream = open(self._temporary, "xb", buffering=0)  # noqa: PTH123, SIM115 - see settle
        with self._swept():
            for chunk in chunks:
                _write_whole(self._stream, chunk)
            if sys.platform == "linux":
                with contextlib.suppress(OSError):  # to begin now is a wish, no more
                    os.posix_fadvise(self._stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def settle(self) -> None:
        """Bring the file to the disk, where it outlives a power cut; once is enough."""
        if not self._stream.closed:
            with self._swept(), self._stream:
                os.fsync(self._stream.fileno())

    def put(self, *, force: bool) -> None:
        """Put the file in its place, settled; without `force` one that came meanwhile is kept."""
        self.settle()
        with self._swept():
            if not force and os.path.lexists(self._path):
                raise FileExistsError(errno.EEXIST, str(self._path))
            os.replace(self._temporary, self._path)  # noqa: PTH105 - no Path is made for it

    def drop(self) -> None:
        """Take the file away; where it is gone already, nothing happens."""
        self._stream.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._temporary)  # noqa: PTH108

    @contextlib.contextmanager
    def _swept(self) -> Iterator[None]:
        """Take the file away where what is done with it fails."""
        try:
            yield
        except BaseException:
            self.drop()
            raise


def _write_whole(stream: IO[bytes], data: bytes) -> None:
    """Write all bytes: a full disk may take some of them before it says so."""
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]


def check_outputs(paths: Iterable[Path], *, force: bool, made_of: Iterable[Path] = ()) -> None:
    """Raise Refused, with every file that is at fault, where `write_outputs` would.

    For the time before a long work.
    """
    sources = tuple(made_of)
    refused = [d for path in paths for d in _faults(path, sources, force=force)]
    if refused:
        raise Refused(refused)


def write_outputs(
    files: Mapping[Path, bytes], *, force: bool, made_of: Iterable[Path] = ()
) -> None:
    """Write several files, all or none: where one cannot be, those before it are taken back.

    Raises Refused as `write_output` does, with every file that is at fault.
    """
    sources = tuple(made_of)
    check_outputs(files, force=force, made_of=sources)
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    written: list[Path] = []
    try:
        for path, data in files.items():
            write_output(path, data, force=force, made_of=sources)
            written.append(path)
    except Refused:
        for path in written:
            _put_back(path, before[path])
        raise


def _faults(path: Path, sources: tuple[Path, ...], *, force: bool) -> tuple[Diagnostic, ...]:
    """Return why a target can take no file."""
    try:
        _refuse_source(path, sources)
        _refuse_unfit(path, force=force)
    except Refused as refused:
        return refused.diagnostics
    return ()


def _put_back(path: Path, data: bytes | None) -> None:
    """Leave a target as it was before."""
    if data is None:
        path.unlink(missing_ok=True)
    else:
        _replace(path, (data,), force=True)


@contextlib.contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Raise Refused with the reason where the system refuses a file or a folder."""
    try:
        yield
    except FileExistsError:
        raise Refused([Diagnostic("output.exists", place=Place(str(path)))]) from None
    except OSError as error:
        raise refusal(path, error) from None


def refusal(path: Path, error: OSError) -> Refused:
    """Return why the system would not write a file or a folder, as what to raise."""
    code = _CODES.get(error.errno or 0, "output.failed")
    parameters = {"number": str(error.errno)} if code == "output.failed" else {}
    return Refused([Diagnostic(code, parameters, place=Place(str(path)))])


def _refuse_source(path: Path, made_of: Iterable[Path]) -> None:
    """Raise Refused for a target that is one of the sources, by whatever name."""
    if path.exists() and any(source.exists() and path.samefile(source) for source in made_of):
        raise Refused([Diagnostic("output.is-source", place=Place(str(path)))])


def _refuse_unfit(path: Path, *, force: bool) -> None:
    """Raise Refused for a target that can take no file."""
    place = Place(str(path))
    if path.is_dir():
        raise Refused([Diagnostic("output.is-folder", place=place)])
    if path.exists() and not force:
        raise Refused([Diagnostic("output.exists", place=place)])
    if not path.parent.is_dir():
        folder = {"folder": str(path.parent)}
        raise Refused([Diagnostic("output.no-folder", folder, place=place)])


def _replace(path: Path, chunks: Iterable[bytes], *, force: bool) -> None:
    """Put the bytes in place atomically; without `force` a file that came meanwhile is kept."""
    Laid(path, chunks).put(force=force)


def made_folder(folder: Path) -> None:
    """Make a folder where it is missing; raises Refused where the system will not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(folder, error) from None


def default_output(plan: Path) -> Path:
    """Return `output/<plan>.docx` under the working folder, which is made when it is missing."""
    return _own_folder() / f"{plan.stem}.docx"


def new_plan_output(level: str, period: str) -> Path:
    """Return `output/ke-hoach-<level>-<period>.yaml` under the working folder."""
    return _own_folder() / f"ke-hoach-{level}-{period}.yaml"


def _own_folder() -> Path:
    folder = Path("output")
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    return folder
