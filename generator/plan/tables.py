"""The three derived tables: who does what, which figures, which reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.plan.deadline_text import close_text, frequency_text
from generator.plan.expansion import Node, expand_duties, stated, task_tree
from generator.plan.fields import Path, Range
from generator.plan.model import Agency, Block, Plan, Target, Task
from generator.plan.phrasing import figure_number, paragraphs, period_text
from generator.plan.review import GAP, open_names
from generator.plan.scope import Scope
from generator.plan.text import Phrase
from generator.vietnamese import capital, format_date, format_number


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a derived table: a group line with a title, or numbered cells by name."""

    kind: Literal["group", "row"]
    cells: Mapping[str, str]


def assignment_rows(plan: Plan, scope: Scope, block: Block) -> tuple[Row, ...]:
    """Return the rows of the assignment table, grouped by task or by lead agency.

    A plan without tasks gets them from the duties that stand under its agencies.
    """
    if not plan.tasks:
        return _numbered(_duty_rows(plan, scope))
    if block.group == "lead":
        return _numbered(_rows_by_lead(plan, scope, block))
    return _numbered(_rows_by_task(plan, scope, block))


def _rows_by_task(plan: Plan, scope: Scope, block: Block) -> Iterable[Row]:
    for path, chain in _wanted(plan, block):
        if any(sub.in_scope for sub in chain[-1].tasks):
            yield Row("group", {"title": _whole(scope, path, chain[-1]), **_own(block, chain[-1])})
        elif chain[-1].in_scope:
            row = _task_row(plan, scope, path, chain)
            text = {"text": scope.text(_maybe(chain[-1].text, (*path, "text")))}
            own = {**_own(block, chain[-1]), **text} if block.columns else {}
            yield replace(row, cells={**row.cells, **own})


def _own(block: Block, task: Task) -> dict[str, str]:
    """Return the number that a task carries itself, for a table with columns of its own."""
    return {"number": task.number or ""} if block.columns else {}


def assignment_cells(plan: Plan, scope: Scope, block: Block) -> tuple[tuple[str, ...], ...]:
    """Return the rows of an assignment table with columns of its own, cell by cell.

    A group line stands in the column of the task; a number of its own stands before the counted.
    """
    rows = assignment_rows(plan, scope, block)
    return tuple(tuple(_cell(row, column.show) for column in block.columns) for row in rows)


def _cell(row: Row, show: str) -> str:
    if show == "index":
        return row.cells.get("number") or row.cells.get("index", "")
    group = row.kind == "group" and show == "task"
    return row.cells.get("title" if group else show, "")


def _whole(scope: Scope, path: Path, task: Task) -> str:
    """Return the line above the parts of a task: its heading, and what is due for all of it."""
    due = (
        format_date(task.due)
        if isinstance(task.due, date)
        else (scope.text(_maybe(task.due, (*path, "due"))))
    )
    product = scope.text(_maybe(task.product, (*path, "product")))
    said = [f"thời hạn: {due}" if due else "", f"sản phẩm: {product}" if product else ""]
    whole = "; ".join(text for text in said if text)
    return scope.task(task.id).name + (f" ({whole})" if whole else "")


def _rows_by_lead(plan: Plan, scope: Scope, block: Block) -> Iterable[Row]:
    done: dict[tuple[str, ...], list[tuple[Path, tuple[Task, ...]]]] = {}
    for path, chain in _wanted(plan, block):
        if chain[-1].in_scope and not any(sub.in_scope for sub in chain[-1].tasks):
            done.setdefault(stated(chain, "lead"), []).append((path, chain))
    for lead, led in done.items():
        yield Row("group", {"title": capital(scope.agency_list(lead))})
        for path, chain in led:
            yield _task_row(plan, scope, path, chain)


def _wanted(plan: Plan, block: Block) -> Iterable[tuple[Path, tuple[Task, ...]]]:
    """Return the tasks a block wants, each with its chain from the outermost."""
    for path, chain in task_tree(plan):
        if all(task.in_scope for task in chain) and (
            not block.only or any(task.id in block.only for task in chain)
        ):
            yield path, chain


def _task_row(plan: Plan, scope: Scope, path: Path, chain: tuple[Task, ...]) -> Row:
    task = chain[-1]
    return Row(
        "row",
        {
            "task": scope.task(task.id).name,
            "lead": capital(scope.agency_list(stated(chain, "lead"))),
            "support": capital(scope.agency_list(stated(chain, "support"))),
            "due": _due(plan, scope, path, chain),
            "product": scope.text(_maybe(task.product, (*path, "product"))),
        },
    )


def _due(plan: Plan, scope: Scope, path: Path, chain: tuple[Task, ...]) -> str:
    """Return when a task is due: by its own date, that of the whole, or within the plan's time."""
    due = next((task.due for task in reversed(chain) if task.due), None)
    if isinstance(due, date):
        return format_date(due)
    if due:
        return scope.text(Phrase(due, (*path, "due")))
    return capital(period_text(plan.period).label)


def _duty_rows(plan: Plan, scope: Scope) -> Iterable[Row]:
    for agency, node in expand_duties(plan):
        yield Row("group", {"title": capital(agency.name)})
        for duty in _duties(node, scope):
            yield _duty_row(plan, agency, duty)


def _duty_row(plan: Plan, agency: Agency, duty: str) -> Row:
    return Row(
        "row",
        {
            "task": duty,
            "lead": capital(agency.name),
            "support": "",
            "product": "",
            "due": capital(period_text(plan.period).label),
        },
    )


def _duties(node: Node, scope: Scope) -> Iterable[str]:
    """Return each duty of an agency as one text, its sub-items joined to it."""
    yield from paragraphs(scope.text(node.text))
    for child in node.children:
        parts = [_duty_text(part, scope) for part in _walk((child,))]
        yield " ".join(part for part in parts if part)


def _duty_text(node: Node, scope: Scope) -> str:
    title, text = scope.text(node.title), " ".join(paragraphs(scope.text(node.text)))
    return f"{title}: {text}" if title and text else title or text


def _walk(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def target_rows(plan: Plan, scope: Scope, block: Block) -> tuple[Row, ...]:
    """Return the rows of the target table, a group line where the group changes."""
    return _numbered(_target_rows(plan, scope, block))


def _target_rows(plan: Plan, scope: Scope, block: Block) -> Iterable[Row]:
    group = None
    for index, target in enumerate(plan.targets):
        if block.only and target.id not in block.only:
            continue
        path: Path = ("targets", index)
        if target.group and target.group != group:
            yield Row("group", {"title": scope.text(Phrase(target.group, (*path, "group")))})
        group = target.group
        yield Row(
            "row",
            {
                "name": scope.text(Phrase(target.name, (*path, "name"))),
                "unit": target.unit,
                "baseline": _baseline(target, plan),
                "change": change_words(target.change),
                "end": _figure(target.end),
                "note": scope.text(_maybe(target.note, (*path, "note"))),
                **dict.fromkeys(open_names(plan, target), GAP),
            },
        )


def _figure(figure: Range | None) -> str:
    return f"{figure.sign} {figure_number(figure)}".strip() if figure else ""


def _baseline(target: Target, plan: Plan) -> str:
    """Return the figure at the start, with its year where that is not the column's year."""
    year = target.baseline_year
    if target.baseline is None or year in (None, plan.period.first - 1):
        return _figure(target.baseline)
    return f"{_figure(target.baseline)} (năm {year})"


def change_words(change: Range | None) -> str:
    """Return a change with its direction in words: `Giảm 0,55`."""
    if change is None:
        return ""
    if change.low == change.high == 0:
        return format_number(0)
    word = "Giảm" if change.low < 0 else "Tăng"
    sign = {"<": "dưới ", "≤": "tối đa ", ">": "trên ", "≥": "từ ", "": ""}[change.sign]
    return f"{word} {sign}{figure_number(change)}"


def report_rows(plan: Plan, scope: Scope, block: Block) -> tuple[Row, ...]:
    """Return the rows of the reporting table."""
    return _numbered(_report_rows(plan, scope, block))


def _report_rows(plan: Plan, scope: Scope, block: Block) -> Iterable[Row]:
    for index, report in enumerate(plan.reports):
        if block.only and report.id not in block.only:
            continue
        path: Path = ("reports", index)
        recipient = scope.text(Phrase(report.recipient, (*path, "to")))
        via = f" (qua {scope.agency_list((report.via,))})" if report.via else ""
        name = scope.text(Phrase(report.name, (*path, "name")))
        form = scope.text(_maybe(report.form, (*path, "form")))
        product = scope.text(_maybe(report.product, (*path, "product")))
        enclosed = "; ".join(text for text in (form, product) if text)
        yield Row(
            "row",
            {
                "name": f"{name} ({enclosed})" if enclosed else name,
                "sender": capital(scope.senders(report)),
                "recipient": capital(recipient) + via,
                "frequency": frequency_text(report, scope.schedule),
                "close": close_text(report, scope.schedule),
                "due": capital(scope.due(report.id, (*path, "due"))),
            },
        )


def column_titles(plan: Plan, block: Block) -> dict[str, str]:
    """Return the headings of the target table that depend on the plan's years."""
    if block.block != "target-table":
        return {}
    period = period_text(plan.period)
    return {
        "baseline_title": f"Năm {period.previous}",
        "change_title": "Tăng, giảm",
        "end_title": f"Năm {period.last}",
    }


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows with TT counted through the table, group lines left out."""
    numbered, index = [], 0
    for row in rows:
        index += row.kind == "row"
        cells = {**row.cells, "index": str(index)} if row.kind == "row" else row.cells
        numbered.append(Row(row.kind, cells))
    return tuple(numbered)


def _maybe(template: str | None, path: Path) -> Phrase | None:
    return Phrase(template, path) if template else None
