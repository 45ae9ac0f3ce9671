"""Writing a result: whole or not at all, never over a good file unless told so."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Refused

_CODES = {
    errno.EACCES: "output.denied",
    errno.EPERM: "output.denied",
    errno.EROFS: "output.denied",
    errno.ENOSPC: "output.full",
    errno.ENAMETOOLONG: "output.name-too-long",
}


def write_output(path: Path, data: bytes, *, force: bool, made_of: Iterable[Path] = ()) -> None:
    """Write a file in one step, through a temporary file beside it.

    Raises Refused when the folder is missing or closed, when the file exists and `force` is off,
    or when it is one of those that the data was made of.
    """
    try:
        _refuse_source(path, made_of)
        _refuse_unfit(path, force=force)
        _replace(path, data, force=force)
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


def _replace(path: Path, data: bytes, *, force: bool) -> None:
    """Put the bytes in place atomically; without `force` a file that came meanwhile is kept."""
    handle, name = tempfile.mkstemp(prefix=".kehoach-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        if not force and path.exists():
            raise FileExistsError(errno.EEXIST, str(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
