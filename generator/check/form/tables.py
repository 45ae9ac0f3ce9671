"""Tables: the decree is silent on them; what hinders reading is told as practice."""

from collections.abc import Iterator

from generator.check.form.view import laid_out, permits, points, seen, short, span
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.reading.sheet import Table, paragraphs

CLAUSE = "Thông lệ"


@rule("practice.table-size", Severity.WARNING, CLAUSE)
def size(case: Case) -> Iterator[Fault]:
    """What stands in a table can be read."""
    allowed = case.form["check"]["table"]["size"]
    for table in _tables(case):
        runs = [run for p in paragraphs((table,)) for run in seen(p) if not run.look.raised]
        wrong = next(
            (r for r in runs if r.look.size and not permits(allowed, r.look.size / 2)), None
        )
        if wrong:
            words = {"found": points(wrong.look.size), "allowed": span(allowed)}
            yield Fault(words, table.part, short(wrong.text))


@rule("practice.table-header", Severity.WARNING, CLAUSE)
def header(case: Case) -> Iterator[Fault]:
    """A long table repeats its heading on each page."""
    long = [t for t in _tables(case) if len(t.rows) >= case.form["check"]["table"]["header_from"]]
    if not long:
        raise not_applicable("short-table")
    for table in long:
        if not table.header_rows:
            yield Fault({"rows": str(len(table.rows))}, table.part, _first_words(table))


def _tables(case: Case) -> tuple[Table, ...]:
    laid_out(case)
    found = tuple(p.table for p in case.anatomy.of(Role.TABLE) if p.table is not None)
    if not found:
        raise not_applicable("absent")
    return found


def _first_words(table: Table) -> str:
    return short(" | ".join(cell.text for row in table.rows[:1] for cell in row))
