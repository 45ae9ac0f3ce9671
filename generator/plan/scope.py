"""What the plan's text can name: its period, units, bases, targets, tasks, deadlines, numbers."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from generator.diagnostics import Diagnostic, Refused, suggestion
from generator.plan.deadline_text import DeadlineText, deadline_text
from generator.plan.due import Schedule
from generator.plan.expansion import expand, task_label, task_tree
from generator.plan.fields import Path
from generator.plan.leading import is_leaderless, led_tasks
from generator.plan.memory import Memory
from generator.plan.model import Plan, Programme, ReportRule, Target, Task
from generator.plan.outline import Entry, Outline, number
from generator.plan.phrasing import (
    BasisText,
    LedText,
    NamedText,
    ProgrammeText,
    TargetText,
    appendix_label,
    basis_text,
    period_text,
    unit_text,
)
from generator.plan.review import open_names
from generator.plan.text import Phrase, TextFault, diagnostic, render
from generator.plan.watched import watched_ids, watched_issuer, watched_targets
from generator.vietnamese import lower_first

R = TypeVar("R")


@dataclass(slots=True)
class Mentions:
    """What the text has named so far."""

    bases: list[str] = field(default_factory=list)
    appendices: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


class _Names(Mapping[str, object]):
    """The names that every text may use, each looked up when it is used."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._makers: dict[str, Callable[[], object]] = {}

    def give(self, name: str, make: Callable[[], object]) -> None:
        """Add a name."""
        self._makers[name] = make

    def __getitem__(self, name: str) -> object:
        return self._makers[name]()

    def __contains__(self, name: object) -> bool:
        # Whether there is a superior or a programme is read from the plan.
        return name in self._makers or not (self._plan.issuer, self._plan.programme)

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class Scope:
    """The names a plan's text may use; remembers what was mentioned, in document order."""

    def __init__(self, plan: Plan, memory: Memory | None = None) -> None:
        """Number the plan and look up everything the text can name."""
        self.plan, self.memory = plan, memory or Memory()
        self.memory.remembered("outline", lambda: number(expand(plan), plan.ladder))
        self.memory.remembered("schedule", lambda: Schedule(plan))
        self.mentions = Mentions()
        self.diagnostics: list[Diagnostic] = []
        self._rendering: list[tuple[Path, str]] = []
        self._registers: dict[str, tuple[object, Mapping[str, Any]]] = {}
        self._issuer = watched_issuer(plan, self.memory)
        self._targets = watched_targets(plan, self.memory)
        self._ids = watched_ids(plan, self.memory)
        self._names = _Names(plan)
        self._give()

    @property
    def outline(self) -> Outline:
        """The numbered tree of the sections."""
        outline: Outline = self.memory.again("outline")
        return outline

    @property
    def schedule(self) -> Schedule:
        """The dates of the reports, worked out once for all plans that share them."""
        schedule: Schedule = self.memory.again("schedule")
        return schedule

    def remembered(self, key: Hashable, make: Callable[[], R], owner: object = None) -> R:
        """Return what is made for the text, mentions and findings included; see `Memory`."""
        return self.memory.remembered(key, make, owner=owner, trace=self)

    def mark(self) -> tuple[int, ...]:
        """Return how much was mentioned and found so far."""
        return tuple(map(len, self._traces()))

    def since(self, mark: tuple[int, ...]) -> tuple[list[Any], ...]:
        """Return what was mentioned and found since a mark."""
        return tuple(t[start:] for t, start in zip(self._traces(), mark, strict=True))

    def leave(self, left: tuple[list[Any], ...]) -> None:
        """Mention and find the same once more."""
        for trace, more in zip(self._traces(), left, strict=True):
            trace.extend(more)

    def holds(self, question: Hashable, answer: object) -> bool:
        """Return whether a basis is named for the first time now as then."""
        return (question not in self.mentions.bases) is answer

    def _traces(self) -> tuple[list[Any], ...]:
        mentions = self.mentions
        return mentions.bases, mentions.appendices, mentions.targets, self.diagnostics

    def text(self, phrase: Phrase | None) -> str:
        """Return the finished text of a phrase; a fault becomes a diagnostic and an empty text."""
        if phrase is None:
            return ""
        return self.said(phrase.path, lambda: self._rendered(phrase))

    def said(self, path: Path, words: Callable[[], str]) -> str:
        """Return what a function words; a fault becomes a diagnostic and an empty text."""
        try:
            return words()
        except TextFault as fault:
            self.diagnostics.append(diagnostic(fault, path))
            return ""

    def _rendered(self, phrase: Phrase) -> str:
        key = (phrase.path, phrase.template)
        if key in self._rendering and phrase.path[:1] != ("wording",):
            raise TextFault("text.circular")
        self._rendering.append(key)
        try:
            return render(phrase, self._names, self)
        finally:
            self._rendering.pop()

    def _give(self) -> None:
        """Add the names that every text may use; those given first may be used by the later."""
        plan, issuer, give = self.plan, self._issuer, self._names.give
        functions = (
            self.basis, self.agency, self.target, self.task, self.term, self.deadline, self.ref,
            self.locate, self.appendix,
        )  # fmt: skip
        for function in functions:
            give(function.__name__, partial(_itself, function))
        give("period", lambda: period_text(plan.period))
        give("issuer", lambda: unit_text(issuer))
        if issuer.parent:
            give("superior", lambda: issuer.parent and unit_text(issuer.parent))
        if plan.programme:
            self.remembered("programme", lambda: plan.programme and self._programme(plan.programme))
            give("programme", lambda: self.memory.again("programme"))

    def _programme(self, programme: Programme) -> ProgrammeText:
        name = self.text(Phrase(programme.name, ("programme", "name")))
        short = self.text(Phrase(programme.short or programme.name, ("programme", "short")))
        return ProgrammeText(name, short, period_text(programme.period))

    def _by_id(self, register: str) -> Mapping[str, Any]:
        """Return the records of a register of the plan by id, the last of those that share one."""
        records = getattr(self.plan, register)
        known = self._registers.get(register)
        if known is None or known[0] is not records:
            found = (
                {chain[-1].id: (path, chain[-1]) for path, chain in task_tree(self.plan)}
                if register == "tasks"
                else {record.id: record for record in records}
            )
            known = self._registers[register] = (records, found)
        return known[1]

    def basis(self, id: str) -> BasisText:
        """Return a legal basis, in full where it is named for the first time."""
        basis = _found("bases", id, self._by_id("bases"))
        first = id not in self.mentions.bases
        self.memory.asked(id, first)
        if first:
            self.mentions.bases.append(id)
        return basis_text(basis, first_mention=first)

    def agency(self, id: str) -> NamedText:
        """Return an agency of the register."""
        agency = _found("agencies", id, self._by_id("agencies"))
        return NamedText(agency.name, agency.short or agency.name)

    def agency_list(self, ids: Sequence[str]) -> str:
        """Return the names of agencies, joined as in a sentence.

        An id that no agency carries is left out: a content rule tells it, once, at its place.
        """
        agencies = self._by_id("agencies")
        return ", ".join(agencies[id].name for id in ids if id in agencies)

    def senders(self, report: ReportRule) -> str:
        """Return who sends a report, in words."""
        if report.sender == "all":
            return self.text(Phrase(self.plan.wording.everyone, ("wording", "everyone")))
        return self.agency_list(report.sender)

    def target(self, id: str) -> TargetText:
        """Return a target with its figures."""
        target: Target | None = getattr(self._targets, id, None)
        if target is None:
            target = _found("targets", id, self._by_id("targets"))
        self.mentions.targets.append(id)
        period = self.plan.period
        index = self._ids.targets.index(id)
        name = self.text(Phrase(target.name, ("targets", index, "name")))
        year = target.baseline_year or period.first - 1
        return TargetText(name, target, year, period.last, open_names(self.plan, target))

    def task(self, id: str) -> NamedText:
        """Return a task: its heading, title and label."""
        path, task = _found("tasks", id, self._by_id("tasks"))
        title = self.text(Phrase(task.title, (*path, "title")))
        return NamedText(self.task_heading(task, title), title=title, label=task_label(task))

    def task_heading(self, task: Task, title: str) -> str:
        """Return a task's heading as the plan words headings."""
        names = {"label": lambda _: task_label(task), "title": lambda _: title}
        return self.text(Phrase(self.plan.wording.task_heading, ("wording", "task_heading"), names))

    def term(self, id: str) -> str:
        """Return a phrase that is used in several places."""
        return str(_found("terms", id, self._by_id("terms")).text)

    def deadline(self, id: str) -> DeadlineText:
        """Return when a report is due."""
        return self.remembered(("deadline", id), lambda: self._deadline(id))

    def _deadline(self, id: str) -> DeadlineText:
        report = _found("reports", id, self._by_id("reports"))
        place: Path = ("reports", self._ids.reports.index(id))
        after = report.due.after if report.due else None
        upper = self.schedule.upper(report)
        try:
            return deadline_text(
                report,
                self.schedule,
                event=lambda: self.text(Phrase(str(after), (*place, "due", "after"))),
                upper=lambda: lower_first(self._report_name(upper)) if upper else "",
            )
        except Refused as refused:
            year = refused.diagnostics[0].parameters.get("year", "")
            raise TextFault("text.no-working-days", id=id, year=year) from None

    def _report_name(self, report: ReportRule) -> str:
        index = self._ids.reports.index(report.id)
        return self.text(Phrase(report.name, ("reports", index, "name")))

    def due(self, id: str, path: Path) -> str:
        """Return when a report is due, for a table; a day the year lacks is told at its place."""
        return self.said(path, lambda: self.deadline(id).short)

    def ref(self, id: str) -> str:
        """Return the number of a part of the plan: `2.1`, `IV`."""
        return self._entry(id).number

    def locate(self, id: str) -> str:
        """Return the full reference to a part of the plan: `điểm a khoản 2 mục IV`."""
        return self._entry(id).location

    def appendix(self, id: str) -> str:
        """Return how the text calls an appendix: `Phụ lục`, or `Phụ lục II` among several."""
        ids = [appendix.id for appendix in self.plan.appendices]
        _found("appendices", id, dict.fromkeys(ids))
        self.mentions.appendices.append(id)
        return appendix_label(ids.index(id), len(ids))

    def led(self, agency: str) -> LedText:
        """Return the tasks an agency leads, outermost first, in the order of the document."""
        led = led_tasks(self.plan, agency)
        if not led and not is_leaderless(self.plan):
            raise TextFault("text.leads-nothing", agency=agency)
        entries = [self.outline.by_id.get(chain[-1].id) for chain in led]
        numbered = [entry for entry in entries if entry and entry.number]
        return LedText(
            _numbers(numbered) if len(numbered) == len(led) else None,
            "; ".join(self._full_name(chain) for chain in led),
            "; ".join(self._label(chain) for chain in led),
        )

    def _full_name(self, chain: tuple[Task, ...]) -> str:
        names = [self.task(task.id).name for task in reversed(chain)]
        return " thuộc ".join(names)

    def _label(self, chain: tuple[Task, ...]) -> str:
        labels = [task_label(task) for task in reversed(chain)]
        title = self.task(chain[-1].id).title
        return f"{' thuộc '.join(labels)}: {title}" if all(labels) else title

    def _entry(self, id: str) -> Entry:
        entry = self.outline.by_id.get(id)
        if entry is None or not entry.number:
            numbered = [name for name, other in self.outline.by_id.items() if other.number]
            near = suggestion(id, numbered)
            raise TextFault("text.dangling-reference", id, id=id, near=near)
        return entry


class Printed:
    """Texts of a plan as the page shows them, for messages: nothing is mentioned by asking."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan; it is numbered only when a text names something."""
        self._plan = plan
        self._scope: Scope | None = None

    def text(self, template: str) -> str:
        """Return a text on one line; as typed where it cannot be finished, told at its place."""
        if "{" not in template:
            return template
        self._scope = scope = self._scope or Scope(self._plan)
        known = len(scope.diagnostics)
        finished = scope.text(Phrase(template, ()))
        return template if len(scope.diagnostics) > known else " ".join(finished.split())


def _itself(function: Callable[..., object]) -> Callable[..., object]:
    return function


def _found(registry: str, id: str, known: Mapping[str, Any]) -> Any:
    """Return the record with an id; raises TextFault with the nearest id there is."""
    if id not in known:
        raise TextFault("text.unknown-id", id, id=id, registry=registry, near=suggestion(id, known))
    return known[id]


def _numbers(entries: Sequence[Entry]) -> str:
    """Return `tiểu mục 2.1, 2.3 thuộc mục 2 phần IV`, the entries of one parent together."""
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(id(entry.parent), []).append(entry)
    return "; ".join(_group_text(group) for group in groups.values())


def _group_text(group: Sequence[Entry]) -> str:
    first = group[0]
    own = f"{first.term} {', '.join(entry.number for entry in group)}"
    above = first.parent.location if first.parent else ""
    return f"{own} thuộc {above}" if above else own
