"""Rules about tasks and targets: who leads, when it ends, whether the figures add up."""

from collections.abc import Iterable
from decimal import Decimal

from generator.diagnostics import Severity
from generator.plan.expansion import has_duties, placed_blocks, task_tree
from generator.plan.fields import Range
from generator.plan.model import Block
from generator.plan.review import open_names
from generator.plan.rules.registry import Case, Finding, rule
from generator.vietnamese import format_date, format_number


@rule("task-without-lead", Severity.ERROR)
def task_without_lead(case: Case) -> Iterable[Finding]:
    """Find tasks in scope that neither state a lead agency nor inherit one."""
    for path, chain in task_tree(case.plan):
        task = chain[-1]
        led = any(t.lead for t in chain)
        if all(t.in_scope for t in chain) and not task.tasks and not led:
            yield Finding(path, {"task": case.printed(task.title), "id": task.id})


@rule("task-beyond-period", Severity.ERROR)
def task_beyond_period(case: Case) -> Iterable[Finding]:
    """Find tasks that are due outside the years of the plan."""
    for path, chain in task_tree(case.plan):
        due = chain[-1].due
        if due is not None and not isinstance(due, str) and due.year not in case.period:
            yield Finding(
                (*path, "due"),
                {
                    "task": case.printed(chain[-1].title),
                    "due": format_date(due),
                    "period": str(case.plan.period),
                },
            )


@rule("tasks-not-placed", Severity.ERROR)
def tasks_not_placed(case: Case) -> Iterable[Finding]:
    """Find tasks that no section and no table shows."""
    blocks = placed_blocks(case.plan)
    for index, task in enumerate(case.plan.tasks):
        if not any(_shows(block, task.id, "tasks", "assignment-table") for block in blocks):
            yield Finding(("tasks", index), {"task": case.printed(task.title)})


_DUTY_BLOCKS = {True: ("assignments",), False: ("assignments", "assignment-table")}


@rule("duties-not-placed", Severity.ERROR)
def duties_not_placed(case: Case) -> Iterable[Finding]:
    """Find agencies whose duties no section prints."""
    blocks, names = placed_blocks(case.plan), _DUTY_BLOCKS[bool(case.plan.tasks)]
    for index, agency in enumerate(case.plan.agencies):
        shown = any(_shows(block, agency.id, *names) for block in blocks)
        if has_duties(agency) and not shown:
            yield Finding(("agencies", index), {"agency": agency.name})


def _shows(block: Block, id_: str, *names: str) -> bool:
    return block.block in names and (not block.only or id_ in block.only)


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
                "target": case.printed(target.name),
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
        given = (target.baseline, target.change, target.end)
        if given == (None, None, None) and not open_names(case.plan, target):
            yield Finding(("targets", index), {"target": case.printed(target.name)})


def _exact(figure: Range | None) -> Decimal | None:
    return figure.exact if figure else None
