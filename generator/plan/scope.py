"""What the plan's text can name: its period, units, bases, targets, tasks, deadlines, numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Diagnostic, suggestion
from generator.plan.expansion import inherited, task_label, task_tree
from generator.plan.fields import Path
from generator.plan.model import Plan, Programme, ReportRule, Task
from generator.plan.outline import Entry, Outline
from generator.plan.phrasing import (
    BasisText,
    DeadlineText,
    FigureText,
    LedText,
    NamedText,
    ProgrammeText,
    TargetText,
    appendix_label,
    basis_text,
    deadline_text,
    figure_number,
    figures,
    period_text,
    unit_text,
)
from generator.plan.review import GAP, open_names
from generator.plan.text import Phrase, TextFault, diagnostic, render


@dataclass(slots=True)
class Mentions:
    """What the text has named so far."""

    bases: list[str] = field(default_factory=list)
    appendices: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


class Scope:
    """The names a plan's text may use; remembers what was mentioned, in document order."""

    def __init__(self, plan: Plan, outline: Outline) -> None:
        """Look up everything the text can name."""
        self.plan, self.outline = plan, outline
        self.mentions = Mentions()
        self.diagnostics: list[Diagnostic] = []
        self._rendering: list[tuple[Path, str]] = []
        self._names: dict[str, object] = {}
        self._names = self._globals()
        if plan.programme:
            self._names["programme"] = self._programme(plan.programme)

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

    def _globals(self) -> dict[str, object]:
        plan = self.plan
        names: dict[str, object] = {
            "period": period_text(plan.period),
            "issuer": unit_text(plan.issuer),
            "basis": self.basis,
            "agency": self.agency,
            "target": self.target,
            "task": self.task,
            "term": self.term,
            "deadline": self.deadline,
            "ref": self.ref,
            "locate": self.locate,
            "appendix": self.appendix,
        }
        if plan.issuer.parent:
            names["superior"] = unit_text(plan.issuer.parent)
        return names

    def _programme(self, programme: Programme) -> ProgrammeText:
        name = self.text(Phrase(programme.name, ("programme", "name")))
        short = self.text(Phrase(programme.short or programme.name, ("programme", "short")))
        return ProgrammeText(name, short, period_text(programme.period))

    def basis(self, id: str) -> BasisText:
        """Return a legal basis, in full where it is named for the first time."""
        basis = _found("bases", id, {b.id: b for b in self.plan.bases})
        first = id not in self.mentions.bases
        if first:
            self.mentions.bases.append(id)
        return basis_text(basis, first_mention=first)

    def agency(self, id: str) -> NamedText:
        """Return an agency of the register."""
        agency = _found("agencies", id, {a.id: a for a in self.plan.agencies})
        return NamedText(agency.name, agency.short or agency.name)

    def agency_list(self, ids: Sequence[str]) -> str:
        """Return the names of agencies, joined as in a sentence.

        An id that no agency carries is left out: a content rule tells it, once, at its place.
        """
        names = {agency.id: agency.name for agency in self.plan.agencies}
        return ", ".join(names[id] for id in ids if id in names)

    def senders(self, report: ReportRule) -> str:
        """Return who sends a report, in words."""
        if report.sender == "all":
            return self.text(Phrase(self.plan.wording.everyone, ("wording", "everyone")))
        return self.agency_list(report.sender)

    def target(self, id: str) -> TargetText:
        """Return a target with its figures."""
        target = _found("targets", id, {t.id: t for t in self.plan.targets})
        self.mentions.targets.append(id)
        period = self.plan.period
        texts = {
            name: FigureText(figure_number(value), target.unit)
            for name, value in figures(target).items()
        }
        for name in open_names(self.plan, target):
            texts[name] = FigureText(GAP, target.unit)
        index = self.plan.targets.index(target)
        return TargetText(
            self.text(Phrase(target.name, ("targets", index, "name"))),
            texts,
            target.baseline_year or period.first - 1,
            period.last,
            id,
        )

    def task(self, id: str) -> NamedText:
        """Return a task: its heading, title and label."""
        tasks = {chain[-1].id: (path, chain[-1]) for path, chain in task_tree(self.plan)}
        path, task = _found("tasks", id, tasks)
        title = self.text(Phrase(task.title, (*path, "title")))
        return NamedText(self.task_heading(task, title), title=title, label=task_label(task))

    def task_heading(self, task: Task, title: str) -> str:
        """Return a task's heading as the plan words headings."""
        names = {"label": lambda _: task_label(task), "title": lambda _: title}
        return self.text(Phrase(self.plan.wording.task_heading, ("wording", "task_heading"), names))

    def term(self, id: str) -> str:
        """Return a phrase that is used in several places."""
        return str(_found("terms", id, {t.id: t for t in self.plan.terms}).text)

    def deadline(self, id: str) -> DeadlineText:
        """Return when a report is due."""
        report = _found("reports", id, {r.id: r for r in self.plan.reports})
        try:
            return deadline_text(report, self.plan.period)
        except ValueError:
            year = str(self.plan.period.first)
            raise TextFault("text.no-such-day", id=id, year=year) from None

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
        led = [chain for _, chain in task_tree(self.plan) if self._leads_whole(agency, chain)]
        if not led and not self._leaderless():
            raise TextFault("text.leads-nothing", agency=agency)
        entries = [self.outline.by_id.get(chain[-1].id) for chain in led]
        numbered = [entry for entry in entries if entry and entry.number]
        return LedText(
            _numbers(numbered) if len(numbered) == len(led) else None,
            "; ".join(self._full_name(chain) for chain in led),
            "; ".join(self._label(chain) for chain in led),
        )

    def _leaderless(self) -> bool:
        """Return whether a task has no lead: one finding, not one more for each sentence on it."""
        return any(
            not task.tasks and not inherited(self.plan, task, "lead")
            for _, (*_, task) in task_tree(self.plan)
            if task.in_scope
        )

    def _leads_whole(self, agency: str, chain: tuple[Task, ...]) -> bool:
        """Return whether the agency leads all of the task, and not all of the one above."""
        above = chain[:-1]
        if not all(task.in_scope for task in chain):
            return False
        return self._leads(agency, chain[-1]) and not (above and self._leads(agency, above[-1]))

    def _leads(self, agency: str, task: Task) -> bool:
        if not task.in_scope:
            return False
        parts = [sub for sub in task.tasks if sub.in_scope]
        if parts:
            return all(self._leads(agency, sub) for sub in parts)
        return agency in inherited(self.plan, task, "lead")

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
