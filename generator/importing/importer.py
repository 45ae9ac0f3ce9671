"""The order of an import: read, recognise, literal plan, what is known, account, write."""

from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.importing.accounting import Account, account
from generator.importing.draft import Draft
from generator.importing.identity import Given
from generator.importing.literal import literal_plan, say_parts
from generator.importing.remarks import Kind, Remark, Remarks, place_of, role_name
from generator.importing.report import report_text
from generator.importing.steps import STEPS
from generator.importing.writing import plan_text
from generator.plan.model import Plan
from generator.plan.source import parse_plan
from generator.reading.files import read_file
from generator.reading.letters import in_unicode
from generator.reading.recognition import recognised
from generator.reading.sheet import Sheet

Wish = Given
"""What the person who imports says about the document: level, years, issuer."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A plan made of a document: its file, the report, what is to be said, and how it adds up."""

    text: str
    report: str
    plan: Plan
    remarks: tuple[Remark, ...]
    account: Account
    diagnostics: tuple[Diagnostic, ...]


def imported(path: Path, wish: Wish | None = None, output: Path | None = None) -> Imported:
    """Return the plan that a document holds, as a file for people, with a report.

    Raises Refused for a file that cannot be read, that is no plan, or whose years are not found.
    """
    return imported_sheet(read_file(path), wish or Wish(), output or path.with_suffix(".yaml"))


def imported_sheet(sheet: Sheet, wish: Wish, output: Path) -> Imported:
    """Return the plan that a document holds that was read already. Raises Refused."""
    anatomy = recognised(in_unicode(sheet))
    remarks = Remarks(sheet.file)
    material = literal_plan(anatomy, wish, remarks)
    draft = Draft(material)
    for step in STEPS:
        step(draft)
    say_parts(material)
    remarks.made += [Remark(Kind.LOOK, found) for found in draft.faults.values()]
    counted = account(anatomy, draft.plan, draft.composition)
    _say_left(counted, remarks)
    _say_notes(anatomy.sheet, remarks)
    for found in (*anatomy.sheet.diagnostics, *anatomy.diagnostics):
        remarks.made.append(Remark(Kind.REPAIRED, found))
    text = plan_text(draft.values, remarks)
    parse_plan(text.encode("utf-8"), str(output))  # what cannot be loaded again is refused
    told = _told(remarks)
    report = report_text(Path(sheet.file).name, output.name, remarks, counted)
    return Imported(text, report, draft.plan, tuple(remarks.made), counted, told)


def _say_left(counted: Account, remarks: Remarks) -> None:
    """List the words that the plan does not print, with the part they stand in."""
    for unplaced in counted.left:
        words = " ".join(unplaced.words)
        part = unplaced.part
        place = place_of(part, remarks.file)
        remarks.say(
            Kind.LEFT, "import.not-placed", part.confidence, place,
            role=role_name(part), text=words,
        )  # fmt: skip


def _say_notes(sheet: Sheet, remarks: Remarks) -> None:
    """List what stands beside the text: footnotes and remarks in the margin."""
    for note in sheet.notes:
        if note.text.strip():
            remarks.say(Kind.LEFT, "import.footnote", text=note.text.strip())
    for comment in sheet.comments:
        if comment.text.strip():
            remarks.say(Kind.LEFT, "import.comment", text=comment.text.strip())


def _told(remarks: Remarks) -> tuple[Diagnostic, ...]:
    """Return what is said at once: what a person must look at; the report has the rest."""
    return tuple(remark.diagnostic for remark in remarks.of(Kind.LOOK))
