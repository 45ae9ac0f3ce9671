"""Rules about tasks and targets: who leads, when it ends, whether the figures add up."""

from collections.abc import Iterable
from decimal import Decimal

from generator.diagnostics import Severity
from generator.plan.expansion import placed_blocks, task_tree
from generator.plan.fields import Range
from generator.plan.rules.registry import Case, Finding, rule
from generator.vietnamese import format_date, format_number


@rule("task-without-lead", Severity.ERROR)
def task_without_lead(case: Case) -> Iterable[Finding]:
    """Find tasks in scope that neither state a lead agency nor inherit one."""
    for path, chain in task_tree(case.plan):
        task = chain[-1]
        led = any(t.lead for t in chain)
        if all(t.in_scope for t in chain) and not task.tasks and not led:
            yield Finding(path, {"task": task.title, "id": task.id})


@rule("task-beyond-period", Severity.ERROR)
def task_beyond_period(case: Case) -> Iterable[Finding]:
    """Find tasks that are due outside the years of the plan."""
    for path, chain in task_tree(case.plan):
        due = chain[-1].due
        if due is not None and not isinstance(due, str) and due.year not in case.period:
            yield Finding(
                (*path, "due"),
                {"task": chain[-1].title, "due": format_date(due), "period": str(case.plan.period)},
            )


@rule("tasks-not-placed", Severity.ERROR)
def tasks_not_placed(case: Case) -> Iterable[Finding]:
    """Find tasks that no section shows."""
    placed = placed_blocks(case.plan) & {"tasks", "assignment-table"}
    if case.plan.tasks and not placed:
        yield Finding(("tasks",))


@rule("target-arithmetic", Severity.ERROR)
def target_arithmetic(case: Case) -> Iterable[Finding]:
    """Find targets whose figure at the start plus the change is not the figure at the end."""
    for index, target in enumerate(case.plan.targets):
        start, change, end = map(_exact, (target.baseline, target.change, target.end))
        if start is None or change is None or end is None or start + change == end:
            continue
        yield Finding(
            ("targets", index),
            {
                "target": target.name,
                "baseline": format_number(start),
                "change": format_number(change),
                "sum": format_number(start + change),
                "end": format_number(end),
            },
        )


@rule("target-without-figure", Severity.ERROR)
def target_without_figure(case: Case) -> Iterable[Finding]:
    """Find targets that give no figure at all."""
    for index, target in enumerate(case.plan.targets):
        if target.baseline is None and target.change is None and target.end is None:
            yield Finding(("targets", index), {"target": target.name})


def _exact(figure: Range | None) -> Decimal | None:
    return figure.exact if figure else None
