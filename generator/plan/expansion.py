"""The plan as one tree: what is derived from tasks, agencies, funding and reports takes its place.

One fact, many places: a task's lead is stated once, and the sentences that repeat it are made here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.plan.fields import Path
from generator.plan.model import (
    Agency,
    Appendix,
    Block,
    FundingSource,
    Heading,
    Item,
    Plan,
    ReportRule,
    Section,
    Table,
    Task,
)
from generator.plan.text import Phrase, TextFault

Names = Mapping[str, Callable[[Any], object]]
TABLE_BLOCKS = ("assignment-table", "target-table", "report-table")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the text: title, paragraphs, children; nothing of it is numbered or finished."""

    path: Path
    id: str | None = None
    title: Phrase | None = None
    text: Phrase | None = None
    heading: Heading = "own-line"
    numbering: str | None = None
    children: tuple["Node", ...] = ()
    table: Table | Block | None = None
    entry: bool = False
    hollow: bool = False  # a derived list stands here and has no entries

    @property
    def entitled(self) -> bool:
        """Whether the node takes a number among its siblings, title or not."""
        return self.entry or self.title is not None


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose text is being expanded: a task's, an agency's, or the plan's own."""

    task: Task | None = None
    agency: Agency | None = None
    source: FundingSource | None = None
    names: Names = field(default_factory=dict)

    @property
    def inner(self) -> bool:
        """Whether a list made here would hold itself; a content rule tells so."""
        return any((self.task, self.agency, self.source))


def expand(plan: Plan) -> tuple[Node, ...]:
    """Return the sections as one tree, every derived block in the place the plan gives it."""
    expander = _Expander(plan)
    return tuple(
        expander.part(section, ("sections", index)) for index, section in enumerate(plan.sections)
    )


def expand_appendix(plan: Plan, index: int) -> Node:
    """Return an appendix as a tree of its own."""
    return _Expander(plan).part(plan.appendices[index], ("appendices", index))


def expand_duties(plan: Plan) -> Iterable[tuple[Agency, Node]]:
    """Return each agency that has duties, with its duties as a tree."""
    expander = _Expander(plan)
    for index, agency in enumerate(plan.agencies):
        if has_duties(agency):
            yield agency, expander.agency(agency, ("agencies", index), "own-line")


def placed_blocks(plan: Plan) -> list[Block]:
    """Return the derived blocks that the plan's sections and appendices place."""
    found: list[Block] = []

    def walk(part: Any) -> None:
        if part.derived is not None:
            found.append(part.derived)
        for item in part.items:
            walk(item)

    for part in (*plan.sections, *plan.appendices):
        walk(part)
    return found


class _Expander:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def part(self, part: Section | Appendix, path: Path) -> Node:
        """Return a section or an appendix as a node."""
        place = _Place()
        node = Node(
            path,
            part.id,
            Phrase(part.title, (*path, "title")),
            _phrase(part.text, (*path, "text"), place),
            numbering=part.numbering,
            children=self.items(part.items, (*path, "items"), place),
            table=part.table,
        )
        return self.with_block(node, part.derived)

    def items(self, items: Sequence[Item], path: Path, place: _Place) -> tuple[Node, ...]:
        return tuple(self.item(item, (*path, index), place) for index, item in enumerate(items))

    def item(self, item: Item, path: Path, place: _Place) -> Node:
        """Return an item as a node, its derived sentence or list included."""
        derived = item.derived
        if derived and derived.block == "assignment" and place.task:
            return self.assignment(item, path, place)
        if derived and derived.block == "led-tasks" and place.agency:
            return self.led_tasks(item, path, place)
        if derived and derived.block == "funding" and place.task:
            return self.task_funding(item, path, place)
        node = self.plain(item, path, place)
        return node if place.inner else self.with_block(node, derived)

    def plain(self, item: Item, path: Path, place: _Place) -> Node:
        return Node(
            path,
            item.id,
            _phrase(item.title, (*path, "title"), place),
            _phrase(item.text, (*path, "text"), place),
            item.heading,
            item.numbering,
            self.items(item.items, (*path, "items"), place),
            item.table,
        )

    def with_block(self, node: Node, block: Block | None) -> Node:
        """Return the node with a derived list after its children, or a derived table."""
        if block is None:
            return node
        if block.block in TABLE_BLOCKS:
            return replace(node, table=block)
        lists: dict[str, Callable[[], Iterable[Node]]] = {
            "tasks": lambda: self.tasks(block),
            "assignments": lambda: self.assignments(block),
            "funding": lambda: self.sources(block),
            "reports": lambda: self.reports(block),
        }
        made = tuple(lists[block.block]()) if block.block in lists else ()
        hollow = block.block in lists and not made
        return replace(node, children=(*node.children, *made), hollow=hollow)

    def tasks(self, block: Block) -> Iterable[Node]:
        """Return the task tree, or the named tasks of it."""
        for index, task in enumerate(self.plan.tasks):
            if not block.only or task.id in block.only:
                yield self.task(task, ("tasks", index))

    def task(self, task: Task, path: Path) -> Node:
        """Return a task with its heading, its parts and its sub-tasks."""
        names: Names = {
            "label": lambda _: task_label(task),
            "title": lambda scope: scope.text(Phrase(task.title, (*path, "title"))),
            "lead": lambda scope: scope.agency_list(self.lead(task)),
            "support": lambda scope: scope.agency_list(self.support(task)),
        }
        place = _Place(task=task, names=names)
        children: tuple[Node, ...] = ()
        if task.in_scope:
            children = (
                *self.items(task.items, (*path, "items"), place),
                *(self.task(sub, (*path, "tasks", i)) for i, sub in enumerate(task.tasks)),
            )
        text = _phrase(task.text, (*path, "text"), place)
        if not task.in_scope:
            note = self.plan.wording.out_of_scope
            text = text or Phrase(note, ("wording", "out_of_scope"))
        heading = Phrase(self.plan.wording.task_heading, ("wording", "task_heading"), names)
        return Node(path, task.id, heading, text, "own-line", task.numbering, children)

    def assignment(self, item: Item, path: Path, place: _Place) -> Node:
        """Return the sentence that says who leads a task (Phân công thực hiện)."""
        wording = self.plan.wording.assignment
        default = self.plain(wording, ("wording", "assignment"), place)
        return _overridden(default, self.plain(item, path, place))

    def task_funding(self, item: Item, path: Path, place: _Place) -> Node:
        """Return the sentence that says what pays for a task, from sources stated once."""
        task = place.task
        sources = [s for s in self.plan.funding if task and _pays(s, task)]
        place = replace(
            place, names={**place.names, "funding": lambda scope: _paid_by(sources, scope)}
        )
        default = Node(
            path, text=Phrase(self.plan.wording.funding, ("wording", "funding"), place.names)
        )
        return _overridden(default, self.plain(item, path, place))

    def led_tasks(self, item: Item, path: Path, place: _Place) -> Node:
        """Return the sentence that names what an agency leads, by number or by name."""
        wording = Phrase(self.plan.wording.led_tasks, ("wording", "led_tasks"), place.names)
        return _overridden(Node(path, text=wording), self.plain(item, path, place))

    def assignments(self, block: Block) -> Iterable[Node]:
        """Return the duties of every agency that has some, in the order of the register."""
        for index, agency in enumerate(self.plan.agencies):
            if has_duties(agency) and (not block.only or agency.id in block.only):
                yield self.agency(agency, ("agencies", index), agency.heading or block.heading)

    def agency(self, agency: Agency, path: Path, heading: Heading) -> Node:
        """Return the duties of one agency under its name, or under none in a sentence."""
        name: Names = {"name": lambda _: agency.name}
        wording = self.plan.wording.requested if agency.requested else "{{ name | capital }}"
        title = Phrase(wording, (*path, "name"), name) if heading != "sentence" else None
        place = _Place(agency=agency, names={"led": lambda scope: scope.led(agency.id)})
        return Node(
            path,
            None,
            title,
            _phrase(agency.text, (*path, "text"), place),
            heading,
            agency.numbering,
            self.items(agency.items, (*path, "items"), place),
            entry=True,
        )

    def sources(self, block: Block) -> Iterable[Node]:
        """Return the funding sources as items."""
        for index, source in enumerate(self.plan.funding):
            if not block.only or source.id in block.only:
                path: Path = ("funding", index)
                yield Node(
                    path,
                    None,
                    _phrase(source.title, (*path, "title"), _Place()),
                    _source_text(source, path),
                    source.heading,
                    source.numbering,
                    self.items(source.items, (*path, "items"), _Place(source=source)),
                )

    def reports(self, block: Block) -> Iterable[Node]:
        """Return one sentence per report."""
        for index, report in enumerate(self.plan.reports):
            if not block.only or report.id in block.only:
                path: Path = ("reports", index)
                names = report_names(report, path)
                sentence = report.text or self.plan.wording.report
                source = (*path, "text") if report.text else ("wording", "report")
                yield Node(path, text=Phrase(sentence, source, names))

    def lead(self, task: Task) -> tuple[str, ...]:
        return inherited(self.plan, task, "lead")

    def support(self, task: Task) -> tuple[str, ...]:
        return inherited(self.plan, task, "support")


def report_names(report: ReportRule, path: Path) -> Names:
    """Return the names a report's sentence may use."""
    return {
        "sender": lambda scope: scope.senders(report),
        "report": lambda scope: scope.text(Phrase(report.name, (*path, "name"))),
        "recipient": lambda scope: scope.text(Phrase(report.recipient, (*path, "to"))),
        "via": lambda scope: scope.agency_list((report.via,) if report.via else ()),
        "due": lambda scope: scope.deadline(report.id),
    }


def task_label(task: Task) -> str:
    """Return the number of a task in its programme: `Dự án 2`, `Tiểu dự án 1`, or nothing."""
    kind = {"project": "Dự án", "subproject": "Tiểu dự án", "task": "Nhiệm vụ"}[task.kind]
    return f"{kind} {task.number}" if task.number else ""


def has_duties(agency: Agency) -> bool:
    """Return whether the plan gives the agency something to do in its own name."""
    return bool(agency.text or agency.items)


def task_tree(plan: Plan) -> Iterable[tuple[Path, tuple[Task, ...]]]:
    """Return every task of the plan with its path and its chain from the outermost task."""
    yield from _chains(plan.tasks, ("tasks",), ())


def inherited(plan: Plan, task: Task, name: str) -> tuple[str, ...]:
    """Return a task's lead or support, or that of the nearest task above that states one."""
    for _, chain in task_tree(plan):
        if chain[-1] is task:
            return stated(chain, name)
    return ()


def stated(chain: Sequence[Task], name: str) -> tuple[str, ...]:
    """Return the lead or support that holds for the last task of a chain, outermost first.

    `support: []` states that nobody supports the task; somebody always leads it.
    """
    return next((getattr(task, name) for task in reversed(chain) if _states(task, name)), ())


def _states(task: Task, name: str) -> bool:
    return bool(getattr(task, name)) or (name == "support" and name in task.model_fields_set)


def _chains(
    tasks: Sequence[Task], path: Path, above: tuple[Task, ...]
) -> Iterable[tuple[Path, tuple[Task, ...]]]:
    for index, task in enumerate(tasks):
        here = (*path, index)
        yield here, (*above, task)
        yield from _chains(task.tasks, (*here, "tasks"), (*above, task))


def _pays(source: FundingSource, task: Task) -> bool:
    return source.id in task.funding if task.funding else source.general


def _paid_by(sources: Sequence[FundingSource], scope: Any) -> str:
    """Return the sources of a task in words; none at all is a fault, not a hole."""
    if not sources:
        raise TextFault("text.no-funding")
    texts = (Phrase(s.text or s.title or "", ("funding", s.id)) for s in sources)
    return "; ".join(scope.text(text) for text in texts)


def _source_text(source: FundingSource, path: Path) -> Phrase | None:
    """Return the text of a funding source, its amount at the end."""
    if source.amount is None:
        return _phrase(source.text, (*path, "text"), _Place())
    head = f"{source.text.rstrip(' .;')}: " if source.text else ""
    names: Names = {"amount": lambda _: source.amount}
    return Phrase(f"{head}{{{{ amount | money }}}}.", (*path, "text"), names)


def _phrase(template: str | None, path: Path, place: _Place) -> Phrase | None:
    return None if template is None else Phrase(template, path, place.names)


def _overridden(default: Node, item: Node) -> Node:
    """Return the derived sentence as the plan words it in this place, else as everywhere.

    A place that has words of its own takes none of the default's; the title stays when not given.
    """
    worded = item if item.text or item.children else default
    return replace(
        item,
        title=item.title or default.title,
        text=worded.text,
        numbering=worded.numbering,
        children=worded.children,
    )
