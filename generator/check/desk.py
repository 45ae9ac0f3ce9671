"""What comes to be checked: Word documents, plan files, folders; each gets its report."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator import pipeline
from generator.check.examination import Report, examined
from generator.check.profile import Profile, base_profile, house_profile
from generator.diagnostics import Diagnostic, Place, Refused
from generator.plan.yaml_tree import MAX_BYTES, too_large
from generator.reading.files import read_bytes, read_file
from generator.reading.recognition import recognised

PLANS = (".yaml", ".yml")
WORD = "*.docx"
LOCK = "~$"


def documents(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files to check: those named, and every Word document of a folder, once each.

    Raises Refused for a folder that holds none.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path)))


def profile_named(name: str) -> Profile:
    """Return the form of the decree by its id, or that of a house file.

    Raises Refused when the file cannot be read, or allows what the decree forbids.
    """
    base = base_profile()
    if name == base.id:
        return base
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refused([too_large(name)])
        return house_profile(path.read_bytes(), name)
    except OSError as error:
        code = "load.not-found" if isinstance(error, FileNotFoundError) else "load.unreadable"
        raise Refused([Diagnostic(code, place=Place(name))]) from None


def report(path: Path, profile: Profile) -> Report:
    """Return what every rule says of a file; a plan file is rendered first, in memory.

    Raises Refused when there is no document to judge.
    """
    if path.suffix.lower() in PLANS:
        rendered = pipeline.render(path, None, draft=False)
        sheet = replace(read_bytes(rendered.document, f"{path}.docx"), file=str(path))
    else:
        sheet = read_file(path)
    return examined(recognised(sheet), profile)


def _files(path: Path) -> Iterator[Path]:
    """Yield a file, or the Word documents of a folder in the order of their names."""
    if not path.is_dir():
        yield path
        return
    found = [file for file in sorted(path.rglob(WORD)) if not file.name.startswith(LOCK)]
    if not found:
        raise Refused([Diagnostic("check.no-documents", place=Place(str(path)))])
    yield from found
