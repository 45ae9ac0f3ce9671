"""`manifest.xlsx`: the manifest as clerks read it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator import messages
from generator.bulk.manifest import Memory
from generator.bulk.records import MANIFEST_LANGUAGE, Record, Status, change_texts, overlay_head
from generator.change.allocation import FIGURES, Origin
from generator.diagnostics import Severity
from generator.excel import Page, Row, workbook
from generator.output import write_output

OVERVIEW = "manifest.xlsx"
_COLUMNS = (
    ("bulk.sheet.unit", 28),
    ("bulk.sheet.code", 9),
    ("bulk.sheet.status", 12),
    ("bulk.sheet.file", 44),
    ("bulk.sheet.errors", 8),
    ("bulk.sheet.warnings", 11),
    ("bulk.sheet.first", 70),
    ("bulk.sheet.origins", 60),
    ("bulk.sheet.overlay", 70),
)
_WORDS = {
    Status.DONE: "bulk.sheet.done",
    Status.FAILED: "bulk.sheet.failed",
    Origin.GIVEN: "bulk.sheet.given",
    Origin.ALLOCATED: "bulk.sheet.allocated",
    Origin.OVERLAY: "bulk.sheet.own",
}
_RED = "#F8CBAD"
_LONG = 500  # units, more than any province has


def write_overview(folder: Path, memory: Memory, names: Mapping[str, str]) -> None:
    """Write the sheet of a run's units, unless it stands there already or there are none.

    `names` are those of the targets, by id. Raises Refused when a disk is full.
    """
    if not memory.records:
        return
    path = folder / OVERVIEW
    data = overview(memory.whole(), names, long=len(memory.records) > _LONG)
    if not (path.is_file() and path.read_bytes() == data):
        write_output(path, data, force=True)


def overview(records: Iterable[Record], names: Mapping[str, str], *, long: bool = False) -> bytes:
    """Return the workbook of the records, those that failed in red; a long one row by row.

    `names` are those of the targets, by id; one that is not named is told by its id.
    """
    headings = [(_text(name), width) for name, width in _COLUMNS]
    rows = (Row(_cells(r, names), _RED if r.status is Status.FAILED else "") for r in records)
    return workbook(Page(_text("bulk.sheet.sheet"), headings, rows, kept=1, long=long))


def _cells(record: Record, names: Mapping[str, str]) -> list[str | int]:
    errors = [r for r in record.remarks if r.severity == Severity.ERROR]
    first = next(iter(errors or record.remarks), None)
    return [
        record.unit,
        record.code,
        _text(_WORDS[record.status]),
        record.file,
        record.count(Severity.ERROR),
        record.count(Severity.WARNING),
        first.message if first else "",
        "\n".join(_origins(record.figures, names)),
        _overlay(record),
    ]


def _origins(figures: Mapping[str, Mapping[str, str]], names: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each target whose figures are the unit's own, and how many are the master's.

    Those of the unit come first, with their figures: they are what a clerk has to compare.
    """
    above = 0
    for id_, figure in figures.items():
        origin = Origin(figure["origin"])
        if origin is Origin.INHERITED:
            above += 1
            continue
        steps = [figure[name] for name in FIGURES if name in figure] or [figure.get("change", "")]
        words = {"name": names.get(id_, id_), "figures": " → ".join(steps)}
        yield _text("bulk.sheet.figure", **words, origin=_text(_WORDS[origin]))
    if above:
        yield _text("bulk.sheet.above", count=str(above))


def _overlay(record: Record) -> str:
    """Return who changed what in the unit's plan, a line for each change."""
    if not record.overlay:
        return ""
    head = overlay_head(record.overlay, MANIFEST_LANGUAGE)
    return "\n".join((head, *change_texts(record.overlay, MANIFEST_LANGUAGE)))


def _text(key: str, **words: str) -> str:
    return messages.text(key, MANIFEST_LANGUAGE, **words)
