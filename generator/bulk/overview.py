"""`manifest.xlsx`: the manifest as clerks read it."""

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from generator import messages
from generator.bulk.records import MANIFEST_LANGUAGE, Record, Status, change_texts, overlay_head
from generator.change.allocation import FIGURES, Origin
from generator.diagnostics import Severity
from generator.output import refusal, write_output

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
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_overview(folder: Path, records: Iterable[Record], names: Mapping[str, str]) -> None:
    """Write the sheet of a run's units, unless it stands there already.

    `names` are those of the targets, by id. Raises Refused when a disk is full.
    """
    path = folder / OVERVIEW
    try:
        data = overview(records, names)
    except OSError as error:
        raise refusal(path, error) from None
    except FileCreateError as error:  # carries what the system said
        raise refusal(path, error.args[0]) from None
    if not (path.is_file() and path.read_bytes() == data):
        write_output(path, data, force=True)


def overview(records: Iterable[Record], names: Mapping[str, str]) -> bytes:
    """Return the workbook of the records; text that looks like a formula stays text.

    `names` are those of the targets, by id; one that is not named is told by its id. Rows wait in a
    temporary file, so that many units take no more memory than few.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, **_PLAIN}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(_text("bulk.sheet.sheet"))
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        failed = book.add_format({"bg_color": "#F8CBAD", "text_wrap": True, "valign": "top"})
        usual = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, _text(name), head)
        row = 1
        for row, record in enumerate(records, start=1):
            style = failed if record.status is Status.FAILED else usual
            for column, cell in enumerate(_cells(record, names)):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, style)
                else:
                    sheet.write_string(row, column, cell, style)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, row, len(_COLUMNS) - 1)
    return buffer.getvalue()


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
