"""The reports that plans owe, each in each turn: who owes it, to whom, through whom, when."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.deadlines.moved import DayOff, days_off_between
from generator.diagnostics import Refused, has_errors
from generator.plan.due import Occurrence, Operator
from generator.plan.memory import Memory
from generator.plan.model import Agency, Plan, ReportRule, Unit
from generator.plan.scope import Scope
from generator.plan.text import Phrase, uses
from generator.plan.watched import watched_plan
from generator.registers.units import find_unit
from generator.vietnamese import capital, folded

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://kehoach/deadlines")


@dataclass(frozen=True, slots=True)
class Key:
    """What names a report that is due once, from run to run: the same before and after signing.

    `unit` is the unit's code, or its whole name where the register knows none; `plan` the
    programme it carries out (else its subject) with its years.
    """

    unit: str
    plan: str
    report: str
    turn: str

    @property
    def uid(self) -> str:
        """The key as one stable name for calendars."""
        parts = "\n".join((self.unit, self.plan, self.report, self.turn))
        return f"{uuid.uuid5(_NAMESPACE, parts)}@kehoach"


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is due once, in the words of its plan.

    `close`, `nominal` and `effective` are as in `Occurrence`; `rule` is the deadline as the plan
    prints it, `days_off` why the effective day is not the nominal one, where days off are the
    reason. `unit_names` are the code and names by which the unit is found, `names` these with
    those of senders, `via` and recipients, each folded and as written; `stamp` is the day of the
    plan.
    """

    key: Key
    unit: str
    title: str
    name: str
    label: str
    owed_by: str
    recipient: str
    via: str
    rule: str
    operator: Operator
    close: date | None
    nominal: date | None
    effective: date | None
    days_off: tuple[DayOff, ...]
    unit_names: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    stamp: date


def owed_reports(plan: Plan, memory: Memory | None = None) -> tuple[Owed, ...]:
    """Return all reports of a plan in all turns, in the order of the plan.

    Plans of one master may share a memory. Raises Refused for a text that cannot be finished and
    for years outside the register of working days.
    """
    memory = memory or Memory()
    reader = _Reader(plan, Scope(watched_plan(plan, memory), memory))
    found = tuple(
        reader.owed(index, report, one)
        for index, report in enumerate(plan.reports)
        for one in reader.scope.schedule.of(report)
    )
    if has_errors(reader.scope.diagnostics):
        raise Refused(reader.scope.diagnostics)
    return found


def in_order(reports: Iterable[Owed]) -> tuple[Owed, ...]:
    """Return reports by day, then as they came; those without a day come last."""
    return tuple(sorted(reports, key=lambda one: one.effective or date.max))


class _Reader:
    """A plan whose reports are put into words."""

    def __init__(self, plan: Plan, scope: Scope) -> None:
        """Take a plan and its scope, work out who it is."""
        self.plan, self.scope = plan, scope
        self.stamp = plan.issued_on or date(plan.period.first, 1, 1)
        self.title = plan_title(plan, scope)
        self.unit = unit_key(plan.issuer, self.stamp)
        self.plan_key = f"{folded(self._identity())} {plan.period}"
        self.agencies = {agency.id: agency for agency in plan.agencies}
        issuer = plan.issuer
        own = (self.unit, issuer.name, issuer.full_name, f"UBND {issuer.full_name}")
        self.unit_names = tuple(_folded(own))

    def owed(self, index: int, report: ReportRule, one: Occurrence) -> Owed:
        """Return one occurrence of a report in words."""
        path = ("reports", index)
        recipient = self._text(report.recipient, (*path, "to"))
        return Owed(
            Key(self.unit, self.plan_key, report.id, one.turn),
            self.plan.issuer.full_name,
            self.title,
            self._text(report.name, (*path, "name")),
            one.label,
            self._owed_by(report),
            capital(recipient),
            capital(self.scope.agency_list((report.via,))) if report.via else "",
            self.scope.due(report.id, (*path, "due")),
            one.operator,
            one.close,
            one.nominal,
            one.effective,
            days_off_between(one.nominal, one.effective),
            self.unit_names,
            (*self.unit_names, *_folded((*self._sender_names(report), *recipient.split(", ")))),
            self.stamp,
        )

    def _text(self, text: str, path: tuple[str | int, ...]) -> str:
        return " ".join(self.scope.text(Phrase(text, path)).split())

    def _identity(self) -> str:
        """Return what a plan is about: its programme, which outlives a reworded subject."""
        programme = self.plan.programme
        return " ".join((programme.name if programme else self.plan.subject).split())

    def _owed_by(self, report: ReportRule) -> str:
        """Return who owes a report: a report upwards is the unit's, whoever drafts it."""
        if self._upwards(report):
            return f"UBND {self.plan.issuer.full_name}"
        return capital(self.scope.senders(report))

    def _upwards(self, report: ReportRule) -> bool:
        """Return whether a report leaves the unit for the level above."""
        above = (a.id for a in self.plan.agencies if a.superior)
        return uses(report.recipient, "superior") or any(
            f"'{id_}'" in report.recipient or f'"{id_}"' in report.recipient for id_ in above
        )

    def _sender_names(self, report: ReportRule) -> Iterable[str]:
        for agency in self._senders(report):
            yield from (agency.id, agency.name, agency.short or "")

    def _senders(self, report: ReportRule) -> Sequence[Agency]:
        """Return the agencies a report comes from or goes through, those of collective names too.

        A report from all comes from each agency of the unit; one that goes up, from the unit.
        """
        if report.sender == "all":
            senders = [agency for agency in self.plan.agencies if not agency.superior]
        else:
            senders = [self.agencies[id_] for id_ in report.sender if id_ in self.agencies]
        members = [self.agencies[m] for a in senders for m in a.members if m in self.agencies]
        through = [self.agencies[report.via]] if report.via in self.agencies else []
        return [*senders, *members, *through]


def _folded(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield names as they are looked for, each with the same as it is written."""
    for name in dict.fromkeys(names):
        if name:
            yield folded(" ".join(name.split())), name


def plan_title(plan: Plan, scope: Scope) -> str:
    """Return what a plan is called in a list: its subject."""
    return " ".join(scope.text(Phrase(plan.subject, ("subject",))).split())


def unit_key(unit: Unit, day: date) -> str:
    """Return the code of a unit, typed or of the register on a day; else its whole name."""
    return unit.code or _registered(unit, day) or _whole_name(unit)


def _registered(unit: Unit, day: date) -> str:
    above = unit.parent and (unit.parent.code or _registered(unit.parent, day))
    found = find_unit(unit.kind, unit.name, day, parent=above or None)
    return found.code if found else ""


def _whole_name(unit: Unit) -> str:
    above = f", {_whole_name(unit.parent)}" if unit.parent else ""
    return folded(unit.full_name) + above
