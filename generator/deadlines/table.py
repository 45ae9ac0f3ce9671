"""The list of deadlines as a person reads it on a screen, and as a machine reads it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator import messages
from generator.deadlines.listing import Line, Listing, State
from generator.deadlines.wording import day_text, reason, route, state_text, subject
from generator.vietnamese import format_date

_COUNTED = (State.LATE, State.PASSED, State.OPEN, State.UNDATED, State.RECEIVED)
_COUNT_WORDS = {
    State.LATE: "cli.deadlines.count.late",
    State.PASSED: "cli.deadlines.count.passed",
    State.OPEN: "cli.deadlines.count.open",
    State.UNDATED: "cli.deadlines.count.undated",
    State.RECEIVED: "cli.deadlines.count.received",
}


def table(listing: Listing, *, by_unit: bool = False) -> str:
    """Return the list: a line for the day, unit and report, one for the way it goes and why.

    `by_unit` puts how many reports stand how before it, unit by unit.
    """
    lines = list(_unit_lines(listing)) if by_unit else []
    for line in listing.lines:
        lines += _entry(line)
    units = len({line.owed.key.unit for line in listing.lines})
    numbers = {"count": str(len(listing.lines)), "units": str(units)}
    lines.append(messages.text("cli.deadlines.done", **numbers))
    if listing.undated:
        lines.append(messages.text("cli.deadlines.undated", count=str(listing.undated)))
    return "\n".join(lines)


def _unit_lines(listing: Listing) -> Iterator[str]:
    names = [name for name, _ in listing.counts]
    for (name, code), counts in listing.counts.items():
        unit = name if names.count(name) == 1 else f"{name} ({code})"
        words = [
            messages.text(_COUNT_WORDS[state], count=str(counts[state]))
            for state in _COUNTED
            if state in counts
        ]
        yield f"{unit}: {', '.join(words)}"
    if listing.counts:
        yield ""


def _entry(line: Line) -> Iterator[str]:
    owed = line.owed
    state = state_text(line)
    yield f"{day_text(owed)} · {owed.unit} · {subject(owed)}" + (f" · {state}" if state else "")
    more = [route(owed)]
    if owed.close:
        more.append(messages.text("cli.deadlines.close", day=format_date(owed.close)))
    yield f"    {'; '.join(more)}"
    if why := reason(owed):
        yield f"    {messages.text('cli.deadlines.why', rule=owed.rule, reason=why)}"


def record_text(listing: Listing, found: Iterable[Mapping[str, Any]] = ()) -> str:
    """Return the list for a machine as JSON, dates in ISO order, with what was found wrong."""
    record = {
        "deadlines": [_record(line) for line in listing.lines],
        "undated_left_out": listing.undated,
        "units": [
            {"unit": name, "unit_key": code, **counts}
            for (name, code), counts in listing.counts.items()
        ],
        "diagnostics": list(found),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(line: Line) -> dict[str, Any]:
    owed, receipt = line.owed, line.receipt
    return {
        "uid": owed.key.uid,
        "unit": owed.unit,
        "unit_key": owed.key.unit,
        "plan": owed.title,
        "report": owed.key.report,
        "turn": owed.key.turn,
        "name": owed.name,
        "on": owed.label,
        "owed_by": owed.owed_by,
        "recipient": owed.recipient,
        "via": owed.via,
        "rule": owed.rule,
        "operator": owed.operator,
        "close": owed.close and owed.close.isoformat(),
        "nominal": owed.nominal and owed.nominal.isoformat(),
        "effective": owed.effective and owed.effective.isoformat(),
        "why": reason(owed),
        "state": line.state and line.state.value,
        "received_on": receipt and receipt.day.isoformat(),
        "received_by": receipt.by if receipt else "",
    }
