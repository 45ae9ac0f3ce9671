"""The command that checks documents: what is wrong, by which clause, where, and how to mend it.

Heavy modules are imported inside the command, so that `--help` answers at once.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from generator import messages
from generator.cli import options, show
from generator.cli.translated import Command, argument, option, with_language
from generator.diagnostics import Diagnostic, Refused

if TYPE_CHECKING:
    from generator.check.desk import Checked
    from generator.check.profile import Profile

_FILES = ("html", "xlsx")
_DEFAULT = "nd30-2020"


class Wanted(TypedDict):
    """The options of a check, as typed."""

    output: Path | None
    annotate: Path | None
    fix: Path | None
    force: bool
    format_: str


@click.command("check", cls=Command, help="cli.check.help")
@argument("papers", "file", type=options.PATH, nargs=-1, required=True)
@option("--profile", default=_DEFAULT, metavar="cli.metavar.file", help="cli.check.profile")
@option(
    "--annotate", type=options.PATH, metavar="cli.metavar.file", help="cli.check.option.annotate"
)
@option("--fix", type=options.PATH, metavar="cli.metavar.file", help="cli.check.option.fix")
@options.output("cli.check.option.output")
@options.force
@option("--format", "format_", type=click.Choice(["text", "json", *_FILES]), default="text",
        help="cli.check.option.format")  # fmt: skip
@with_language
def check(papers: tuple[Path, ...], profile: str, **wanted: Unpack[Wanted]) -> None:
    """Check documents by every rule of form and content."""
    from generator.check.desk import checked, documents, profile_named

    if wanted["format_"] in _FILES and wanted["output"] is None:
        raise Refused([Diagnostic("check.no-output", {"format": wanted["format_"]})])
    held_to = profile_named(profile)
    session = _Session(wanted["force"])
    for file in documents(papers):
        with session.attempt():
            session.results.append(checked(file, held_to))
    if wanted["fix"]:
        session.fix(held_to, wanted["fix"])
    if wanted["annotate"]:
        session.annotate(wanted["annotate"])
    _tell(session, wanted["format_"], wanted["output"])
    if session.refused or any(one.report.has_errors for one in session.results):
        sys.exit(1)


CHECKING = (check,)


@dataclass(slots=True)
class _Session:
    """What a check has come to: reports, what was refused, the files that were written."""

    force: bool
    results: "list[Checked]" = field(default_factory=list)
    refused: list[Diagnostic] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Keep why some work was refused; one document never stops the others."""
        try:
            yield
        except Refused as failure:
            self.refused += failure.diagnostics

    def fix(self, profile: "Profile", output: Path) -> None:
        """Write a copy of each document with its repairs; what is left is reported then."""
        from generator.check.desk import with_repairs

        for number, path in enumerate(self._paths(output)):
            with self.attempt():
                mended = with_repairs(self.results[number], profile)
                self._write(mended, path, mended.paper.data)
                self.results[number] = mended

    def annotate(self, output: Path) -> None:
        """Write a copy of each document with its findings in the margin."""
        from generator.check.desk import with_remarks

        for one, path in zip(self.results, self._paths(output), strict=True):
            with self.attempt():
                self._write(one, path, with_remarks(one))

    def _paths(self, output: Path) -> list[Path]:
        from generator.check.desk import copies

        files = [one.paper.path for one in self.results]
        targets = copies(output, files)
        return [targets[file] for file in files]

    def _write(self, one: "Checked", path: Path, data: bytes) -> None:
        """Write a copy, never over a file that was checked."""
        from generator.output import made_folder, write_output

        made_folder(path.parent)
        sources = [other.paper.path for other in self.results]
        write_output(path, data, force=self.force, made_of=[one.paper.path, *sources])
        self.written.append(path)


def _tell(session: _Session, format_: str, output: Path | None) -> None:
    """Print or write all reports: what is wrong with documents, and on stderr what was refused."""
    from generator.output import write_output

    report = _report(session, format_)
    if output is None:
        click.echo(report.decode("utf-8"), nl=False)
    else:
        papers = [one.paper.path for one in session.results]
        write_output(output, report, force=session.force, made_of=papers)
    if format_ == "json" and output is None:
        return
    show.findings(session.refused)
    for path in (*session.written, *([output] if output else ())):
        click.echo(messages.text("cli.render.done", output=str(path)))
    click.echo(_done(session))


def _report(session: _Session, format_: str) -> bytes:
    """Return all reports in a format."""
    from generator.cli.checked import counts, lines, record

    if format_ == "html":
        from generator.check.reporting.page import page

        return page(session.results, session.refused)
    if format_ == "xlsx":
        from generator.check.reporting.sheet import sheet

        return sheet(session.results)
    if format_ == "json":
        result = {
            **counts(session.results, session.refused),
            "files": [record(one) for one in session.results],
            "written": [str(path) for path in session.written],
            "diagnostics": [show.as_record(one) for one in session.refused],
        }
        return (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    text = "".join(f"{line}\n" for one in session.results for line in lines(one))
    return text.encode("utf-8", errors="replace")


def _done(session: _Session) -> str:
    """Return the last line: how many documents, errors and warnings."""
    from generator.cli.checked import counts

    figures = counts(session.results, session.refused)
    return messages.text("cli.check.done", **{name: str(n) for name, n in figures.items()})
