"""A new plan to start from: complete, renderable, with every gap marked for the clerk."""

from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Refused
from generator.plan.model import KINDS, Level
from generator.plan.rules.agencies import REFORM_YEAR
from generator.resources import resource

GAP = "…"


@dataclass(frozen=True, slots=True)
class Start:
    """What a new plan is for."""

    level: Level
    first: int
    last: int
    kind: str = ""
    name: str = ""
    parent_kind: str = ""
    parent_name: str = ""


def starting_plan(start: Start, schema: str) -> str:
    """Return the text of a new plan file for a level and its years.

    Raises Refused for a district after the reform of 1 July 2025, and for a unit whose kind
    does not belong to the level.
    """
    problems = list(_problems(start))
    if problems:
        raise Refused(problems)
    text = resource("data", "starters", f"{start.level.value}.yaml").read_text("utf-8")
    period = str(start.first) if start.first == start.last else (
        f"{{from: {start.first}, to: {start.last}}}"
    )
    fields = {
        "SCHEMA": schema,
        "PERIOD": period,
        "KIND": start.kind or KINDS[start.level][0],
        "NAME": start.name or GAP,
        "PARENT_KIND": start.parent_kind or "tỉnh",
        "PARENT_NAME": start.parent_name or GAP,
    }
    for name, value in fields.items():
        text = text.replace(f"@{name}@", value)
    return text


def split_unit(text: str, level: Level) -> tuple[str, str]:
    """Return the kind and the proper name of a unit typed as `xã Cẩm Bình`.

    Raises Refused when the text does not begin with a kind of that level.
    """
    for kind in KINDS[level]:
        if text.lower().startswith(f"{kind} ") and text[len(kind) :].strip():
            return kind, text[len(kind) :].strip()
    parameters = {"unit": text, "kinds": ", ".join(KINDS[level])}
    raise Refused([Diagnostic("new.unit", parameters)])


def _problems(start: Start) -> list[Diagnostic]:
    found = []
    if start.last < start.first:
        found.append(Diagnostic("load.period-order", {"field": "period", "value": ""}))
    if start.level is Level.DISTRICT and start.first > REFORM_YEAR:
        found.append(Diagnostic("new.no-district", {"period": str(start.first)}))
    return found
