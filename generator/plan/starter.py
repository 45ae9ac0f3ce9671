"""A new plan to start from: complete, renderable, with every gap marked for the clerk."""

import re

from generator.diagnostics import Diagnostic, Refused
from generator.plan.fields import FIRST_YEAR, LAST_YEAR
from generator.plan.model import KINDS, Level
from generator.plan.rules.agencies import ABOLISHED, REFORM_YEAR
from generator.resources import resource
from generator.vietnamese import nfc

GAP = "…"
_UNFIT = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"\\\\@{}]')
SCHEMA_FILE = "plan.schema.json"
_PERIOD = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


def starting_plan(level: str, period: str, *, unit: str | None, parent: str | None) -> str:
    """Return the text of a new plan file for a level and a period (`2027`, `2026-2030`).

    Units are typed with their kind (`xã Cẩm Bình`). Raises Refused for a period that is none, a
    district after the reform of 1 July 2025, and a unit whose kind does not belong to the level.
    """
    rank = Level(level)
    first, last = _years(period)
    if rank is Level.DISTRICT and first > REFORM_YEAR:
        raise Refused([Diagnostic("new.no-district", {"period": period})])
    kinds = tuple(kind for kind in KINDS[rank] if first <= REFORM_YEAR or kind not in ABOLISHED)
    kind, name = _unit(unit, kinds, "new.unit")
    above = KINDS[Level.PROVINCE] + (KINDS[Level.DISTRICT] if first <= REFORM_YEAR else ())
    parent_kind, parent_name = _unit(parent, above, "new.parent")
    years = str(first) if first == last else f"{{from: {first}, to: {last}}}"
    fields = {
        "SCHEMA": SCHEMA_FILE,
        "PERIOD": years,
        "KIND": kind,
        "NAME": name,
        "PARENT_KIND": parent_kind,
        "PARENT_NAME": parent_name,
    }
    tiers = "two-tier" if first > REFORM_YEAR else "three-tier"
    text = resource("data", "starters", tiers, f"{level}.yaml").read_text("utf-8")
    return re.sub(r"@([A-Z_]+)@", lambda match: fields[match.group(1)], text)


def _years(period: str) -> tuple[int, int]:
    match = _PERIOD.fullmatch(period.strip())
    first = int(match.group(1)) if match else 0
    last = int(match.group(2) or first) if match else 0
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise Refused([Diagnostic("new.period", {"period": period})])
    return first, last


def _unit(text: str | None, kinds: tuple[str, ...], code: str) -> tuple[str, str]:
    """Return the kind and the proper name of a unit; a unit not given is a gap to fill."""
    if text is None:
        return kinds[0], GAP
    text = nfc(text.strip())
    for kind in kinds:
        name = text[len(kind) :].strip()
        if text.lower().startswith(f"{kind} ") and name and not _UNFIT.search(name):
            return kind, name
    raise Refused([Diagnostic(code, {"unit": text, "kinds": ", ".join(dict.fromkeys(kinds))})])
