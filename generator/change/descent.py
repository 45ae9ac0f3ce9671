"""What becomes of agencies and tasks one level down."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.diagnostics import Diagnostic, suggestion
from generator.plan.model import (
    KINDS,
    Agency,
    Cascade,
    Conditional,
    Counterpart,
    Item,
    Level,
    Plan,
    Task,
)
from generator.registers.agencies import counterpart
from generator.registers.working_days import add_working_days
from generator.vietnamese import folded

COMMITTEE = "own-committee"
_EXPRESSION = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Descended:
    """The agencies of the lower level; which id now stands for which."""

    agencies: tuple[Agency, ...]
    renamed: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]

    def ids(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return ids of the master as ids of the lower level, each once."""
        return tuple(dict.fromkeys(self.renamed[id_] for id_ in ids if id_ in self.renamed))


def descended_agencies(master: Plan, cascade: Cascade, kind: str, day: date) -> Descended:
    """Return who does each agency's work in a unit of a kind, agencies of one name joined.

    The master's own decision comes first, then the register of agencies (NĐ 150/2025/NĐ-CP for
    the two-tier world). An agency that has neither is a finding that says how to decide it.
    """
    decisions = {c.id: c for c in cascade.agencies if _reads(c, cascade, kind)}
    agencies: list[Agency] = []
    renamed: dict[str, str] = {}
    words = {"issuer.kind": kind, "superior.kind": master.issuer.kind}
    found = [*_unknown_decisions(master, cascade), *_unknown_words(master, cascade, words)]
    for index, agency in enumerate(master.agencies):
        decision = decisions.get(agency.id)
        if (decision and decision.drop) or agency.id == COMMITTEE:
            continue  # a middle level's own committee stays there
        if not _reads(agency, cascade, kind):
            if _is_for_further(agency, master, cascade):
                _join(agency, agencies, renamed)
            continue
        lower = (
            _decided(agency, decision, words)
            if decision
            else _registered(agency, master, cascade, kind, day)
        )
        if lower is None:
            parameters = {"agency": agency.name, "id": agency.id, "kind": kind}
            found.append(Diagnostic("cascade.no-counterpart", parameters, path=("agencies", index)))
            lower = agency
        _join(lower, agencies, renamed)
    own = Agency(id=COMMITTEE, name=f"Ủy ban nhân dân {kind}", short=f"UBND {kind}")
    return Descended((*agencies, own), renamed, tuple(found))


def _reads(part: Conditional, cascade: Cascade, kind: str) -> bool:
    """Return whether a part may be for units of a kind; units by name are decided one by one."""
    own = {folded(kind), cascade.level.value}
    general = {folded(k) for kinds in KINDS.values() for k in kinds} | {v.value for v in Level}
    audience = {folded(name) for name in part.audience}
    excluded = {folded(name) for name in part.excluded}
    wanted = not audience or bool(audience & own) or bool(audience - general)
    return wanted and not excluded & own


def _is_for_further(agency: Agency, master: Plan, cascade: Cascade) -> bool:
    """Return whether an agency is for units below those of a cascade, to be handed down to them."""
    levels = list(Level)
    below = [c.level for c in master.cascade if levels.index(c.level) > levels.index(cascade.level)]
    names = {folded(name) for level in below for name in (level.value, *KINDS[level])}
    return any(folded(name) in names for name in agency.audience)


def _unknown_decisions(master: Plan, cascade: Cascade) -> list[Diagnostic]:
    known = {agency.id for agency in master.agencies}
    unknown = [c.id for c in cascade.agencies if c.id not in known]
    return [
        Diagnostic(
            "cascade.unknown-agency", {"id": id_, "near": suggestion(id_, known)}, path=("cascade",)
        )
        for id_ in unknown
    ]


def _unknown_words(
    master: Plan, cascade: Cascade, words: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Yield the names that ask for more than a kind: a name is no sentence."""
    for index, decision in enumerate(cascade.agencies):
        for field in ("name", "short"):
            name: str = getattr(decision, field) or ""
            if "{" in _worded(name, words):
                path = ("cascade", master.cascade.index(cascade), "agencies", index, field)
                yield Diagnostic("cascade.bad-name", {"name": name}, path=path)


def _decided(agency: Agency, decision: Counterpart, words: Mapping[str, str]) -> Agency:
    """Return the agency as the master decides it for all units of a kind."""
    if decision.superior:
        silent = {"superior": True, "text": None, "items": (), "collective": False}
        agency = agency.model_copy(update=silent)
    name = _worded(decision.name or agency.name, words)
    short = _worded(decision.short or decision.name or "", words)
    return agency.model_copy(update={"name": name, "short": short or None})


def _worded(name: str, words: Mapping[str, str]) -> str:
    """Return a name with the kinds of the unit and of the one above in their places."""
    return _EXPRESSION.sub(lambda match: words.get(match[1], match[0]), name)


def _registered(
    agency: Agency, master: Plan, cascade: Cascade, kind: str, day: date
) -> Agency | None:
    """Return the agency by the register; a generic name that the register lacks stays as it is."""
    lower = counterpart(
        agency.name,
        from_level=master.level.value,
        to_level=cascade.level.value,
        unit_kind=kind,
        day=day,
    )
    if lower is None:
        return agency if agency.collective or agency.superior else None
    return agency.model_copy(update={"name": lower.name, "short": lower.short or None})


def _join(lower: Agency, agencies: list[Agency], renamed: dict[str, str]) -> None:
    """Add an agency; one whose name is there already gives it its duties and keeps its own id.

    The second id stays a name that text can print; whatever counts agencies uses the first.
    """
    for index, other in enumerate(agencies):
        if other.name == lower.name and renamed.get(other.id) == other.id:
            texts = dict.fromkeys(text for text in (other.text, lower.text) if text)
            new = (i for i in lower.items if i not in other.items)
            items = (*other.items, *(i for i in new if not _says_led(i, other.items)))
            joined = {"text": "\n".join(texts) or None, "items": items}
            agencies[index] = other.model_copy(update=joined)
            agencies.append(lower.model_copy(update={"text": None, "items": ()}))
            renamed[lower.id] = other.id
            return
    agencies.append(lower)
    renamed[lower.id] = lower.id


def _says_led(item: Item, others: tuple[Item, ...]) -> bool:
    """Return whether an item names what the agency leads where another item does so already."""

    def led(one: Item) -> bool:
        return one.derived is not None and one.derived.block == "led-tasks"

    return led(item) and any(led(other) for other in others)


def descended_tasks(
    tasks: tuple[Task, ...], agencies: Descended, lead_days: int
) -> tuple[Task, ...]:
    """Return the tasks with the agencies of the lower level; what is due is due earlier.

    A task states its support below where it does above: nobody, when all of it is left out. A
    unit's result goes into the master's, so that a day moves by the same working days as the
    reports; words (`quý IV`) stay as they are.
    """
    return tuple(
        task.model_copy(
            update=_descended_fields(task, agencies, lead_days)
            | _subtasks(task, agencies, lead_days)
        )
        for task in tasks
    )


def _descended_fields(task: Task, agencies: Descended, lead_days: int) -> dict[str, Any]:
    lead = agencies.ids(task.lead)
    support = tuple(id_ for id_ in agencies.ids(task.support) if id_ not in lead)
    due = add_working_days(task.due, -lead_days) if isinstance(task.due, date) else task.due
    stated = {"lead": lead, "support": support, "due": due}
    return {name: value for name, value in stated.items() if name in task.model_fields_set}


def _subtasks(task: Task, agencies: Descended, lead_days: int) -> dict[str, Any]:
    return {"tasks": descended_tasks(task.tasks, agencies, lead_days)} if task.tasks else {}
