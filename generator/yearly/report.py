"""The list of a rollover to read: `NEXT.review.md`."""

from collections.abc import Iterable, Sequence

from generator.yearly.rows import STATUSES, Row, told

_COLUMNS = {
    "decide": ("place", "at", "old", "suggestion", "why", "to-do"),
    "confirm": ("place", "at", "old", "new", "suggestion", "why", "to-do"),
    "changed": ("place", "at", "old", "new", "why"),
}


def review_text(rows: Sequence[Row], file: str, title: str, offers: str) -> str:
    """Return the list as Markdown: what to decide, what to confirm, what changed by itself.

    `offers` are new bases as lines of a plan file, to be copied into it.
    """
    counts = {status: str(sum(row.status == status for row in rows)) for status in STATUSES}
    lines = [f"# {title}", "", told("rollover.review.intro", {"file": file, **counts}), ""]
    for status in STATUSES:
        part = [row for row in rows if row.status == status]
        heading = told(f"rollover.review.{status}", {"count": counts[status]})
        lines += [f"## {heading}", "", *_table(status, part, file), ""]
    if offers:
        lines += [f"## {told('rollover.review.offers')}", "", "```yaml", offers + "```", ""]
    return "\n".join(lines)


def _table(status: str, rows: Sequence[Row], file: str) -> Iterable[str]:
    if not rows:
        yield told("rollover.review.nothing")
        return
    columns = _COLUMNS[status]
    yield _line(told(f"rollover.sheet.{column}") for column in columns)
    yield _line("---" for _ in columns)
    for row in rows:
        cells = cells_of(row, file)
        yield _line(cells[column] for column in columns)


def cells_of(row: Row, file: str) -> dict[str, str]:
    """Return the cells of a row by the names of their columns."""
    return {
        "status": told(f"rollover.status.{row.status}"),
        "place": f"{file}:{row.line}",
        "at": row.at,
        "old": row.old,
        "new": row.new,
        "suggestion": row.suggestion,
        "why": row.why,
        "to-do": row.to_do,
    }


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(_escaped, cells)) + " |"


def _escaped(text: str) -> str:
    """Return a cell on one line, no sign of which makes a table or markup of its own."""
    shown = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
    return shown.replace("<", "&lt;").replace("`", "\\`").replace("*", "\\*")
