"""What comes to be checked: Word documents, plan files, folders; each gets its report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator import pipeline
from generator.check.examination import Finding, Report, examined
from generator.check.form.remarks import OWN_REMARKS, remarked_rule
from generator.check.profile import Profile, base_profile, house_profile
from generator.check.repair.repairing import repaired
from generator.diagnostics import Diagnostic, Place, Refused
from generator.marking.comments import Comment, with_comments
from generator.marking.removal import without_own
from generator.plan.yaml_tree import MAX_BYTES, too_large
from generator.reading.files import file_bytes, kind_of, read_bytes
from generator.reading.letters import legible
from generator.reading.recognition import recognised
from generator.reading.sheet import Sheet

PLANS = (".yaml", ".yml")
WORD = "*.docx"
LOCK = "~$"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was read: its file, its bytes (of a plan those it would become)."""

    path: Path
    data: bytes
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Checked:
    """A document with its report; `mended` is what repairs have put right in it."""

    paper: Paper
    report: Report
    mended: tuple[Finding, ...] = ()


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


def checked(path: Path, profile: Profile) -> Checked:
    """Return a file with what every rule says of it; a plan file is rendered first, in memory.

    Raises Refused when there is no document to judge.
    """
    if path.suffix.lower() in PLANS:
        data = pipeline.render(path, None, draft=False).document
        sheet = replace(read_bytes(data, f"{path}.docx"), file=str(path))
    else:
        data = file_bytes(path)
        sheet = read_bytes(data, str(path))
    return Checked(Paper(path, data, sheet), examined(recognised(legible(sheet)), profile))


def with_repairs(one: Checked, profile: Profile) -> Checked:
    """Return a document with its safe repairs, judged again; raises Refused where it is no DOCX.

    Earlier remarks of ours on what is no more at fault are taken out.
    """
    done = repaired(_word(one.paper), one.report, profile)
    left = {finding.rule.id for finding in done.after.findings}
    document = without_own(done.document, lambda text: remarked_rule(text) not in {None, *left})
    paper = replace(one.paper, data=document)
    if document == done.document:
        return Checked(paper, done.after, done.mended)
    sheet = legible(read_bytes(document, done.after.file))
    return Checked(paper, examined(recognised(sheet), profile), done.mended)


def with_remarks(one: Checked) -> bytes:
    """Return a document with each finding as a remark beside its words.

    They take the place of our earlier ones; those of other people stay. Raises Refused where it is
    no DOCX.
    """
    remarks = [
        Comment(_remark(finding), finding.fault.part, finding.fault.near)
        for finding in one.report.findings
        if finding.rule.id != OWN_REMARKS
    ]
    bare = without_own(_word(one.paper), lambda text: remarked_rule(text) is not None)
    try:
        return with_comments(bare, remarks)
    except Refused as failure:
        place = Place(str(one.paper.path))
        told = [said if said.place.file else said.at(place) for said in failure.diagnostics]
        raise Refused(told) from None


def copies(output: Path, files: Iterable[Path]) -> dict[Path, Path]:
    """Return where the copy of each file goes: into a folder, or, for a single one, to a file.

    Raises Refused where several copies would go to one file.
    """
    all_of = tuple(files)
    if not all_of:
        return {}
    if len(all_of) == 1 and not output.is_dir():
        return {all_of[0]: output}
    if output.suffix.lower() == ".docx" and not output.is_dir():
        raise Refused([Diagnostic("check.one-copy", place=Place(str(output)))])
    found: dict[Path, Path] = {}
    for file in all_of:
        name, number = file.stem, 1
        while output / f"{name}.docx" in found.values():
            number += 1
            name = f"{file.stem} ({number})"
        found[file] = output / f"{name}.docx"
    return found


def _word(paper: Paper) -> bytes:
    """Return the bytes of a Word document without macros; raises Refused for any other paper."""
    place = Place(str(paper.path))
    if kind_of(paper.data, str(paper.path)) != "docx":
        raise Refused([Diagnostic("check.not-word", place=place)])
    if any(remark.code == "read.macros" for remark in paper.sheet.diagnostics):
        raise Refused([Diagnostic("check.macros", place=place)])
    return paper.data


def _remark(finding: Finding) -> str:
    diagnostic = finding.diagnostic
    head = f"[{finding.rule.id}] {finding.rule.clause}"
    return "\n".join((head, diagnostic.message(), f"→ {diagnostic.hint()}"))


def _files(path: Path) -> Iterator[Path]:
    """Yield a file, or the Word documents of a folder in the order of their names."""
    if not path.is_dir():
        yield path
        return
    found = [file for file in sorted(path.rglob(WORD)) if not file.name.startswith(LOCK)]
    if not found:
        raise Refused([Diagnostic("check.no-documents", place=Place(str(path)))])
    yield from found
