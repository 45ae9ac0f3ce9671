"""Which tasks an agency leads: whole tasks, whoever states the lead, in the order of the plan."""

from generator.plan.expansion import stated, task_tree
from generator.plan.model import Plan, Task

Chain = tuple[Task, ...]
"""A task and those above it, outermost first."""


def led_tasks(plan: Plan, agency: str) -> list[Chain]:
    """Return the tasks that an agency leads whole; those within one that it leads are left out."""
    return [chain for _, chain in task_tree(plan) if _is_led(agency, chain)]


def is_leaderless(plan: Plan) -> bool:
    """Return whether a task has no lead, which is one finding of its own."""
    return any(
        not chain[-1].tasks and chain[-1].in_scope and not stated(chain, "lead")
        for _, chain in task_tree(plan)
    )


def _is_led(agency: str, chain: Chain) -> bool:
    """Return whether the agency leads all of the task, and not all of the one above."""
    above = chain[:-1]
    if not all(task.in_scope for task in chain):
        return False
    return _leads(agency, chain) and not (above and _leads(agency, above))


def _leads(agency: str, chain: Chain) -> bool:
    task = chain[-1]
    if not task.in_scope:
        return False
    parts = [sub for sub in task.tasks if sub.in_scope]
    if parts:
        return all(_leads(agency, (*chain, sub)) for sub in parts)
    return agency in stated(chain, "lead")
