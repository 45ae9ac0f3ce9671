"""Rules about ids: every id that is used exists, and exists once; facts are not worded away."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from generator.diagnostics import Severity, suggestion
from generator.plan.expansion import task_tree
from generator.plan.fields import Path
from generator.plan.model import Item, Plan
from generator.plan.rules.registry import Case, Finding, rule
from generator.plan.text import uses
from generator.plan.watched import Ids

_TEXTS = ("sections", "appendices")
_FORBIDDEN = {
    "assignment": (*_TEXTS, "agencies", "funding"),
    "led-tasks": (*_TEXTS, "tasks", "funding"),
    "tasks": ("tasks", "agencies", "funding"),
    "assignments": ("tasks", "agencies", "funding"),
    "funding": ("funding", "agencies"),
    "assignment-table": ("tasks", "agencies", "funding"),
    "target-table": ("tasks", "agencies", "funding"),
    "report-table": ("tasks", "agencies", "funding"),
}
_TASK_BLOCKS = {"assignment": "lead", "funding": "funding"}


@rule("unknown-id", Severity.ERROR)
def unknown_id(case: Case) -> Iterable[Finding]:
    """Find ids of agencies, bases, funding, tasks and reports that no record carries."""
    for path, id_, known in _used_ids(case.plan, case.ids):
        if id_ not in known:
            yield Finding(path, {"id": id_, "near": suggestion(id_, known)}, id_)


@rule("duplicate-id", Severity.ERROR)
def duplicate_id(case: Case) -> Iterable[Finding]:
    """Find records of one register that carry the same id."""
    plan = case.plan
    for name in ("bases", "targets", "agencies", "funding", "reports", "terms", "appendices"):
        seen: set[str] = set()
        for index, record in enumerate(getattr(plan, name)):
            if record.id in seen:
                yield Finding((name, index, "id"), {"id": record.id})
            seen.add(record.id)


@rule("fact-worded-away", Severity.ERROR)
def fact_worded_away(case: Case) -> Iterable[Finding]:
    """Find overriding sentences that leave out the fact they are derived from."""
    wording = case.plan.wording
    if not _mentions(wording.assignment, "lead"):
        yield Finding(("wording", "assignment"), {"name": "lead"})
    if not uses(wording.led_tasks, "led"):
        yield Finding(("wording", "led_tasks"), {"name": "led"})
    for path, item, owner in owned_items(case.plan):
        name = _fact(item, owner)
        if name and item.text and not _mentions(item, name):
            yield Finding(path, {"name": name})


@rule("block-out-of-place", Severity.ERROR)
def block_out_of_place(case: Case) -> Iterable[Finding]:
    """Find blocks where they cannot be made: `assignment` outside a task, and the like."""
    holders: list[tuple[Path, Any, str]] = [*owned_items(case.plan)]
    for name in ("sections", "appendices"):
        holders += [((name, i), part, name) for i, part in enumerate(getattr(case.plan, name))]
    for path, holder, owner in holders:
        block = holder.derived.block if holder.derived else ""
        if block and owner in _FORBIDDEN.get(block, ()):
            yield Finding(path, {"block": block})


def _fact(item: Item, owner: str) -> str:
    """Return the name that a derived sentence must print."""
    block = item.derived.block if item.derived else ""
    if owner == "tasks":
        return _TASK_BLOCKS.get(block, "")
    return "led" if block == "led-tasks" and owner == "agencies" else ""


def _mentions(item: Item, name: str) -> bool:
    """Return whether an item or one below it prints a name."""
    own = any(uses(text, name) for text in (item.title, item.text) if text)
    return own or any(_mentions(child, name) for child in item.items)


def owned_items(plan: Plan) -> Iterator[tuple[Path, Item, str]]:
    """Return every item with its path and the register it belongs to."""
    for path, chain in task_tree(plan):
        yield from _below(chain[-1].items, (*path, "items"), "tasks")
    for name in ("sections", "agencies", "funding", "appendices"):
        for index, record in enumerate(getattr(plan, name)):
            yield from _below(record.items, (name, index, "items"), name)


def _below(items: tuple[Item, ...], path: Path, owner: str) -> Iterator[tuple[Path, Item, str]]:
    for index, item in enumerate(items):
        yield (*path, index), item, owner
        yield from _below(item.items, (*path, index, "items"), owner)


def _used_ids(plan: Plan, ids: Ids) -> Iterator[tuple[Path, str, Collection[str]]]:
    """Return every use of an id: where, which, and the ids there are."""
    agencies, bases, reports = map(frozenset, (ids.agencies, ids.bases, ids.reports))
    for path, chain in task_tree(plan):
        task = chain[-1]
        yield from _each((*path, "lead"), task.lead, agencies)
        yield from _each((*path, "support"), task.support, agencies)
        yield from _each((*path, "funding"), task.funding, ids.funding)
    for i, agency in enumerate(plan.agencies):
        yield from _each(("agencies", i, "members"), agency.members, agencies)
    for i, report in enumerate(plan.reports):
        sender = () if report.sender == "all" else report.sender
        yield from _each(("reports", i, "from"), sender, agencies)
        yield from _each(("reports", i, "via"), (report.via,) if report.via else (), agencies)
        upper = (report.due.of,) if report.due and report.due.of else ()
        yield from _each(("reports", i, "due", "of"), upper, reports)
        yield from _each(("reports", i, "feeds"), (report.feeds,) if report.feeds else (), reports)
    for i, recipient in enumerate(plan.recipients):
        yield from _each(("recipients", i, "agencies"), recipient.agencies, agencies)
    for i, basis in enumerate(plan.bases):
        successor = (basis.superseded_by,) if basis.superseded_by else ()
        yield from _each(("bases", i, "superseded_by"), successor, bases)
    yield from _each(("opening", "bases"), plan.opening.bases, bases)
    yield from _block_ids(plan, ids)


def _block_ids(plan: Plan, ids: Ids) -> Iterator[tuple[Path, str, Collection[str]]]:
    """Return the ids that blocks pick with `only`."""
    tasks = {chain[-1].id for _, chain in task_tree(plan)}
    picked: dict[str, Collection[str]] = {
        "tasks": {task.id for task in plan.tasks},
        "assignment-table": tasks,
        "assignments": ids.agencies,
        "funding": ids.funding,
        "reports": ids.reports,
        "report-table": ids.reports,
        "target-table": ids.targets,
    }
    holders: list[tuple[Path, Any]] = [(path, item) for path, item, _ in owned_items(plan)]
    for name in ("sections", "appendices"):
        holders += [((name, i), part) for i, part in enumerate(getattr(plan, name))]
    for path, holder in holders:
        if holder.derived:
            known = picked.get(holder.derived.block, ())
            yield from _each((*path, "from", "only"), holder.derived.only, known)


def _each(
    path: Path, ids: Iterable[str], known: Collection[str]
) -> Iterator[tuple[Path, str, Collection[str]]]:
    for index, id_ in enumerate(ids):
        yield (*path, index), id_, known
