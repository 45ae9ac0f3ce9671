"""What becomes of agencies and tasks one level down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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
    found = _unknown_decisions(master, cascade)
    for index, agency in enumerate(master.agencies):
        decision = decisions.get(agency.id)
        if (decision and decision.drop) or not _reads(agency, cascade, kind):
            continue
        lower = (
            _decided(agency, decision)
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


def _unknown_decisions(master: Plan, cascade: Cascade) -> list[Diagnostic]:
    known = {agency.id for agency in master.agencies}
    unknown = [c.id for c in cascade.agencies if c.id not in known]
    return [
        Diagnostic(
            "cascade.unknown-agency", {"id": id_, "near": suggestion(id_, known)}, path=("cascade",)
        )
        for id_ in unknown
    ]


def _decided(agency: Agency, decision: Counterpart) -> Agency:
    """Return the agency as the master decides it for all units."""
    if decision.superior:
        silent = {"superior": True, "text": None, "items": (), "collective": False}
        agency = agency.model_copy(update=silent)
    return agency.model_copy(
        update={"name": decision.name or agency.name, "short": decision.short or decision.name}
    )


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
            texts = [text for text in (other.text, lower.text) if text]
            items = (*other.items, *(i for i in lower.items if not _says_led(i, other.items)))
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

    A unit's result goes into the master's, so that a day moves by the same working days as the
    reports; words (`quý IV`) stay as they are.
    """
    return tuple(
        task.model_copy(
            update={
                "lead": (lead := agencies.ids(task.lead)),
                "support": tuple(id_ for id_ in agencies.ids(task.support) if id_ not in lead),
                "tasks": descended_tasks(task.tasks, agencies, lead_days),
                "due": _due_earlier(task.due, lead_days),
            }
        )
        for task in tasks
    )


def _due_earlier(due: date | str | None, days: int) -> date | str | None:
    return add_working_days(due, -days) if isinstance(due, date) else due
