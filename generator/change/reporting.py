"""What becomes of the reports one level down: inside the unit, and from the unit upwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.change.descent import COMMITTEE, Descended
from generator.plan.due import rolling
from generator.plan.model import KINDS, Agency, Cascade, Deadline, Level, Plan, ReportRule
from generator.plan.turns import PERIODIC

_AGENCY = re.compile(r"\s*\{\{\s*agency\(\s*['\"]([\w-]+)['\"]\s*\)\s*\}\}\s*")


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reports of the lower level, and its agencies with those that stand above it."""

    reports: tuple[ReportRule, ...]
    agencies: tuple[Agency, ...]


def descended_reports(master: Plan, cascade: Cascade, agencies: Descended) -> Reporting:
    """Return the reports inside the unit, due earlier, and the unit's own reports upwards.

    The unit's agencies report `lead_days` working days before the unit itself must. A report that
    the units owe the master becomes two; one that only its own agencies send stays inside, and one
    that nobody sends there is left out.
    """
    above = _Above(master, cascade, [*agencies.agencies])
    made: list[ReportRule] = []
    for report in master.reports:
        untied = _untied(report, {one.id: one for one in reversed(master.reports)})
        owed = _owed_by_units(report, master, cascade)
        senders = ("all",) if report.sender == "all" else agencies.ids(report.sender)
        if senders:
            made.append(_inside(untied, cascade.lead_days, agencies, owed=owed))
        if owed:
            made.append(_upwards(untied, above))
    return Reporting(tuple(made), tuple(above.agencies))


def _inside(report: ReportRule, lead: int, agencies: Descended, *, owed: bool) -> ReportRule:
    """Return a report as the unit's agencies send it."""
    inner: dict[str, Any] = {
        "due": _earlier(report.due, lead),
        "working_day": _kept(report),
        "feeds": f"{report.id}-up" if owed else None,
        "via": agencies.renamed.get(report.via) if report.via else None,
    }
    if report.sender != "all":
        inner["sender"] = agencies.ids(report.sender)
    return report.model_copy(update=inner)


def _upwards(report: ReportRule, above: "_Above") -> ReportRule:
    """Return a report as the unit sends it, through the agency the master names."""
    asked = _AGENCY.fullmatch(report.recipient)
    named = above.id(asked[1]) if asked else None
    recipient = f"{{{{ agency('{named}') }}}}" if named else "{{ superior.short }}"
    return report.model_copy(
        update={
            "id": f"{report.id}-up",
            "sender": (COMMITTEE,),
            "recipient": recipient,
            "via": above.id(report.via) if report.via else None,
            "working_day": _kept(report),
            "feeds": None,
            "text": None,
        }
    )


def _kept(report: ReportRule) -> str:
    """Return what the lower level does on a day off: it sends before, so that the day is kept."""
    return "none" if rolling(report) == "none" else "previous"


def _untied(report: ReportRule, reports: Mapping[str, ReportRule]) -> ReportRule:
    """Return a report whose deadline names its own day: the one it is tied to may stay above."""
    days, root, seen = 0, report, {report.id}
    while root.due and root.due.of:
        days += root.due.earlier or 0
        upper = reports.get(root.due.of)
        if upper is None or upper.id in seen:
            return report.model_copy(update={"due": None})
        seen.add(upper.id)
        root = upper
    if root is report:
        return report
    changes: dict[str, Any] = {"due": _earlier(root.due, days)}
    if report.frequency not in PERIODIC:
        changes |= {"frequency": root.frequency, "turns": root.turns}
    return report.model_copy(update=changes)


def _earlier(due: Deadline | None, days: int) -> Deadline | None:
    """Return a deadline some working days earlier; what is counted is counted shorter."""
    if due is None:
        return None
    if due.within:
        return due.model_copy(update={"within": max(due.within - days, 1)})
    return due.model_copy(update={"earlier": (due.earlier or 0) + days})


def _owed_by_units(report: ReportRule, master: Plan, cascade: Cascade) -> bool:
    """Return whether the units of the lower level send a report: all do, or a name that is theirs.

    Such a name is a collective one with their kind in it (các xã, phường), or their committees'.
    """
    if report.sender == "all":
        return True
    kinds = f"(?:cấp )?(?:{'|'.join(KINDS[cascade.level])}|địa phương)"
    kind = re.compile(rf"(?<!\w){kinds}(?!\w)", re.IGNORECASE)
    committees = re.compile(rf"(?:ủy ban nhân dân|ubnd) (?:các )?{kinds}(?!\w)", re.IGNORECASE)
    known = {agency.id: agency for agency in master.agencies}
    named = [known[id_] for id_ in report.sender if id_ in known]
    named += [known[id_] for agency in named for id_ in agency.members if id_ in known]
    return any(
        committees.search(agency.name) or (agency.collective and kind.search(agency.name))
        for agency in named
    )


@dataclass(slots=True)
class _Above:
    """The agencies of a unit's plan, those of the master's level added when a report names them."""

    master: Plan
    cascade: Cascade
    agencies: list[Agency]

    def id(self, id_: str) -> str | None:
        """Return the id, in the unit's plan, of an agency of the master's level."""
        agency = next((a for a in self.master.agencies if a.id == id_), None)
        if agency is None:
            return None
        name = self._name(agency.name)
        for known in self.agencies:
            if known.name == name:
                return known.id
        silent = {"text": None, "items": (), "members": (), "collective": False, "requested": False}
        names = {"name": name, "short": agency.short and self._name(agency.short)}
        upper = agency.model_copy(
            update={"id": self._free(f"{id_}-above"), "superior": True, **names, **silent}
        )
        self.agencies.append(upper)
        return upper.id

    def _free(self, id_: str) -> str:
        """Return an id that no agency has: in a chain of three levels the second one is taken."""
        taken = {agency.id for agency in self.agencies}
        while id_ in taken:
            id_ = f"{id_}-2"
        return id_

    def _name(self, name: str) -> str:
        """Return a name as a level below says it: a district's Phòng is called by its district."""
        kind = self.master.issuer.kind
        said = self.master.level is not Level.DISTRICT or name.endswith(kind)
        return name if said else f"{name} {kind}"
