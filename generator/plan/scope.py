"""What the plan's text can name: its period, units, bases, targets, tasks, deadlines, numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.diagnostics import Diagnostic, suggestion
from generator.plan.expansion import inherited, task_label, task_tree
from generator.plan.fields import Range
from generator.plan.model import (
    Agency,
    LegalBasis,
    Period,
    Plan,
    Programme,
    ReportRule,
    Target,
    Task,
    Unit,
)
from generator.plan.outline import Entry, Outline
from generator.plan.text import Phrase, TextFault, diagnostic, render
from generator.vietnamese import (
    DayMonth,
    format_date,
    format_date_words,
    format_day_month,
    format_number,
    lower_first,
    roman,
)

BY_REGULATION = "theo quy định"
_OPERATORS = {"before": "trước ngày", "by": "chậm nhất ngày", "until": "đến hết ngày"}


@dataclass(frozen=True, slots=True)
class PeriodText:
    """The plan's years in words."""

    first: int
    last: int

    @property
    def label(self) -> str:
        """`năm 2022` or `giai đoạn 2022-2025`."""
        return f"{'năm' if self.first == self.last else 'giai đoạn'} {self}"

    @property
    def previous(self) -> int:
        """The year before the plan begins."""
        return self.first - 1

    @property
    def next(self) -> int:
        """The year after the plan ends."""
        return self.last + 1

    def __str__(self) -> str:
        """Return `2022` or `2022-2025`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class UnitText:
    """An administrative unit and its People's Committee in words."""

    kind: str
    name: str
    full: str

    @property
    def authority(self) -> str:
        """`Ủy ban nhân dân huyện Hải Hậu`."""
        return f"Ủy ban nhân dân {self.full}"

    @property
    def long(self) -> str:
        """`Ủy ban nhân dân huyện`."""
        return f"Ủy ban nhân dân {self.kind}"

    @property
    def short(self) -> str:
        """`UBND huyện`."""
        return f"UBND {self.kind}"

    def __str__(self) -> str:
        """Return `huyện Hải Hậu`."""
        return self.full


@dataclass(frozen=True, slots=True)
class ProgrammeText:
    """The programme in words."""

    name: str
    short: str
    period: PeriodText

    def __str__(self) -> str:
        """Return the full name."""
        return self.name


@dataclass(frozen=True, slots=True)
class BasisText:
    """A legal basis in words: in full, dated, and short (NĐ 30/2020 Phụ lục I mục II.6.b)."""

    full: str
    dated: str
    short: str
    number: str
    first_mention: bool

    def __str__(self) -> str:
        """Return the full form at first mention, the short one afterwards."""
        return self.full if self.first_mention else self.short


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure of a target in words, with and without its unit."""

    number: str
    unit: str

    def __str__(self) -> str:
        """Return `1,95%` or `30 mô hình`."""
        return f"{self.number}%" if self.unit == "%" else f"{self.number} {self.unit}"


@dataclass(frozen=True, slots=True)
class NamedText:
    """An agency or a task in words: its name, and its other names."""

    name: str
    short: str = ""
    title: str = ""
    label: str = ""

    def __str__(self) -> str:
        """Return the full name."""
        return self.name


@dataclass(frozen=True, slots=True)
class DeadlineText:
    """A report's deadline in words."""

    short: str
    words: str

    def __str__(self) -> str:
        """Return `trước ngày 09/12/2022`, or that it is set by regulation."""
        return self.short


@dataclass(frozen=True, slots=True)
class TargetText:
    """A target in words; a figure the plan leaves out is a fault where it is printed."""

    name: str
    figures: Mapping[str, FigureText]
    baseline_year: int
    end_year: int
    id: str

    @property
    def baseline(self) -> FigureText:
        """The figure at the start."""
        return self._figure("baseline")

    @property
    def change(self) -> FigureText:
        """How much it changes, without sign."""
        return self._figure("change")

    @property
    def end(self) -> FigureText:
        """The figure at the end."""
        return self._figure("end")

    def _figure(self, name: str) -> FigureText:
        if name not in self.figures:
            raise TextFault("text.no-figure", self.id, id=self.id, figure=name)
        return self.figures[name]


@dataclass(frozen=True, slots=True)
class LedText:
    """The tasks an agency leads, in the three ways plans name them."""

    numbers: str
    names: str
    labels: str

    def __str__(self) -> str:
        """Return the tasks by number."""
        return self.numbers


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
        self._names = self._globals()

    def text(self, phrase: Phrase | None) -> str:
        """Return the finished text of a phrase; a fault becomes a diagnostic and an empty text."""
        if phrase is None:
            return ""
        try:
            return render(phrase, self._names, self)
        except TextFault as fault:
            self.diagnostics.append(diagnostic(fault, phrase.path))
            return ""

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
        if plan.programme:
            names["programme"] = _programme_text(plan.programme)
        return names

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
        """Return the names of agencies, joined as in a sentence."""
        return ", ".join(self.agency(id).name for id in ids)

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
        figures = {
            name: FigureText(figure_number(value), target.unit)
            for name, value in _figures(target).items()
        }
        return TargetText(
            target.name, figures, target.baseline_year or period.first - 1, period.last, id
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
        return deadline_text(report, self.plan.period)

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
        led = [
            path_chain
            for path_chain in task_tree(self.plan)
            if self._leads_whole(agency, path_chain[1])
        ]
        entries = [
            self.outline.by_id[chain[-1].id]
            for _, chain in led
            if chain[-1].id in self.outline.by_id
        ]
        if not entries and not self._leaderless():
            raise TextFault("text.leads-nothing", agency=agency)
        return LedText(
            _numbers(entries),
            "; ".join(self._full_name(c) for _, c in led),
            "; ".join(self._label(c) for _, c in led),
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
            near = suggestion(id, self.outline.by_id)
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


def period_text(period: Period) -> PeriodText:
    """Return a period in words."""
    return PeriodText(period.first, period.last)


def unit_text(unit: Unit) -> UnitText:
    """Return a unit in words."""
    return UnitText(unit.kind, unit.name, unit.full_name)


def _programme_text(programme: Programme) -> ProgrammeText:
    return ProgrammeText(
        programme.name, programme.short or programme.name, period_text(programme.period)
    )


def basis_text(basis: LegalBasis, *, first_mention: bool) -> BasisText:
    """Return a legal basis in words; a number or day not yet known is left open for the pen."""
    if basis.type in {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}:
        name = f"{basis.type} {basis.about or ''}".strip()
        dated = f"{name} {format_date_words(basis.date)}" if basis.date else name
        return BasisText(dated, dated, name, basis.number or "", first_mention)
    open_form = basis.superior and not basis.number
    number = basis.number or ("     /KH-UBND" if open_form else "")
    short = f"{basis.type} số {number}" if number else basis.type
    again = f"{basis.type} của {basis.issuer}" if open_form and basis.issuer else short
    day = (
        f"ngày {format_date(basis.date)}"
        if basis.date
        else ("ngày      tháng      năm       " if open_form else "")
    )
    issuer = f"của {basis.issuer}" if basis.issuer else ""
    dated = " ".join(text for text in (short, day, issuer) if text)
    full = f"{dated} {basis.about}" if basis.about else dated
    return BasisText(full, dated, again, number, first_mention)


def _figures(target: Target) -> dict[str, Range]:
    given = {"baseline": target.baseline, "change": target.change, "end": target.end}
    return {name: value for name, value in given.items() if value is not None}


def figure_number(figure: Range) -> str:
    """Return the magnitude of a figure: `1,95`, `0,6 - 0,7`."""
    low, high = abs(figure.low), abs(figure.high)
    span = format_number(low)
    return span if low == high else f"{span} - {format_number(high)}"


def deadline_text(report: ReportRule, period: Period) -> DeadlineText:
    """Return a deadline in words; a yearly day in a plan of several years stays without year."""
    if report.due is None:
        return DeadlineText(BY_REGULATION, BY_REGULATION)
    name, day = next((n, getattr(report.due, n)) for n in _OPERATORS if getattr(report.due, n))
    operator = _OPERATORS[name]
    fixed = day_in_period(day, period)
    if isinstance(fixed, date):
        words = f"{operator.removesuffix(' ngày')} {format_date_words(fixed)}"
        return DeadlineText(f"{operator} {format_date(fixed)}", words)
    text = f"{operator} {format_day_month(fixed)} hằng năm"
    return DeadlineText(text, text)


def day_in_period(day: date | DayMonth, period: Period) -> date | DayMonth:
    """Return the date of a yearly day in a one-year plan; else the day as it is."""
    if isinstance(day, DayMonth) and period.first == period.last:
        return day.in_year(period.first)
    return day


def appendix_label(index: int, count: int) -> str:
    """Return `Phụ lục`, or `Phụ lục II` when there are several (NĐ 30 Phụ lục I mục III.1.a)."""
    return f"Phụ lục {roman(index + 1)}" if count > 1 else "Phụ lục"


def agency_names(agencies: Sequence[Agency]) -> str:
    """Return the short names of agencies, for a line of Nơi nhận."""
    return ", ".join(
        lower_first(a.short) if a.collective and a.short else a.short or a.name for a in agencies
    )
