"""The commands about deadlines: the list, the calendar, and what has come.

`deadlines` asked what is due (`--due`, `--outstanding`) exits with 0: nothing; 3: something is due;
4: something is late. 1: errors; 2: wrong use. Heavy modules are imported inside the commands.
"""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from generator import messages
from generator.cli import options, show
from generator.cli.translated import Command, argument, option, with_language
from generator.diagnostics import Diagnostic, Place, Refused

if TYPE_CHECKING:
    from generator.deadlines.listing import Line, Listing, Receipts, Wish
    from generator.gathering import Gathered

_FORMATS = ("text", "json", "xlsx", "ics")
_ENDINGS = {"": "text", ".txt": "text", ".json": "json", ".xlsx": "xlsx", ".ics": "ics"}
DUE, LATE = 3, 4

_register = option("--register", type=options.PATH, metavar="cli.metavar.file",
                   help="cli.deadlines.register")  # fmt: skip


class Wanted(TypedDict):
    """The options of the list, as typed."""

    first: str | None
    last: str | None
    names: tuple[str, ...]
    within: int | None
    outstanding: bool
    today: str | None
    format_: str | None
    alarms: str | None
    register: Path | None
    output: Path | None
    force: bool


class Mark(TypedDict):
    """The options of a note that a report came, as typed."""

    turn: str | None
    units: tuple[str, ...]
    on: str | None
    by: str
    undo: bool
    today: str | None
    register: Path | None
    format_: str


@click.command("deadlines", cls=Command, help="cli.deadlines.help")
@argument("paths", "plan", type=options.PATH, nargs=-1, required=True)
@option("--from", "first", metavar="cli.metavar.day", help="cli.deadlines.from")
@option("--to", "last", metavar="cli.metavar.day", help="cli.deadlines.to")
@option("--for", "names", multiple=True, metavar="cli.metavar.unit", help="cli.deadlines.for")
@option("--due", "within", type=click.IntRange(0, 3660), metavar="cli.metavar.number",
        help="cli.deadlines.due")  # fmt: skip
@option("--outstanding", is_flag=True, help="cli.deadlines.outstanding")
@option("--today", metavar="cli.metavar.day", help="cli.deadlines.today")
@option("--format", "format_", type=click.Choice(_FORMATS), help="cli.deadlines.format")
@option("--alarm", "alarms", metavar="cli.metavar.number", help="cli.deadlines.alarm")
@_register
@options.output("cli.option.output-or-screen")
@options.force
@with_language
def deadlines(paths: tuple[Path, ...], **wanted: Unpack[Wanted]) -> None:
    """List the deadlines of plans, or write them as a sheet or a calendar."""
    from generator.deadlines.listing import listed
    from generator.gathering import gather

    format_ = _format_of(wanted["format_"], wanted["output"])
    today = _day("--today", wanted["today"]) or _system_day()
    wish, receipts = _wish(wanted), _receipts(wanted)
    gathered = gather(paths)
    listing = listed(gathered.reports, wish, today, receipts)
    _deliver(listing, gathered, format_, wanted)
    asked = wish.within is not None or wish.outstanding
    sys.exit(_exit_code(listing.lines) if asked else 0)


def _format_of(asked: str | None, output: Path | None) -> str:
    """Return the format asked for, or that of the file's ending.

    Raises Refused for an ending that says nothing, and for a sheet or calendar without a file.
    """
    ending = output.suffix.lower() if output else ""
    if asked is None and ending not in _ENDINGS:
        place = Place(str(output))
        raise Refused([Diagnostic("deadlines.unknown-kind", {"suffix": ending}, place=place)])
    format_ = asked or _ENDINGS[ending]
    if format_ in ("xlsx", "ics") and output is None:
        raise Refused([Diagnostic("deadlines.needs-file", {"format": format_})])
    return format_


def _wish(wanted: Wanted) -> "Wish":
    from generator.deadlines.listing import Wish

    if wanted["within"] is not None and (wanted["first"] or wanted["last"]):
        raise Refused([Diagnostic("deadlines.due-and-days")])
    return Wish(
        _day("--from", wanted["first"]),
        _day("--to", wanted["last"]),
        wanted["names"],
        wanted["within"],
        wanted["outstanding"],
    )


def _receipts(wanted: Wanted) -> "Receipts | None":
    """Return what came; without a register that is not known, unless what is open is asked for.

    Raises Refused for a register that is named and not there.
    """
    from generator.deadlines.receipts import default_register, known_receipts

    register = wanted["register"] or default_register()
    receipts = known_receipts(register)
    if receipts is None and wanted["register"]:
        raise Refused([Diagnostic("receipts.not-found", place=Place(str(register)))])
    return {} if receipts is None and wanted["outstanding"] else receipts


def _day(name: str, text: str | None) -> date | None:
    """Return a day as it is typed after an option; raises Refused for one that does not exist."""
    from generator.vietnamese import parse_date

    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError:
        raise Refused([Diagnostic("deadlines.bad-day", {"option": name, "value": text})]) from None


def _system_day() -> date:
    return date.today()  # noqa: TID251 - a command typed without --today means the day it is typed


def _alarms(text: str | None) -> tuple[int, ...]:
    """Return the days before a deadline on which to remind; raises Refused for what is none."""
    from generator.deadlines.calendar import ALARMS, LAST_ALARM

    if text is None:
        return ALARMS
    known = {str(day): day for day in range(LAST_ALARM + 1)}
    days = [part.strip() for part in text.split(",") if part.strip()]
    if any(day not in known for day in days):
        limit = {"value": text, "most": str(LAST_ALARM)}
        raise Refused([Diagnostic("deadlines.bad-alarm", limit)])
    return tuple(known[day] for day in days)


def _deliver(listing: "Listing", gathered: "Gathered", format_: str, wanted: Wanted) -> None:
    """Print the list, or write it and say where."""
    from generator.output import write_output

    output = wanted["output"]
    made = _made(listing, gathered, format_, wanted)
    if output is None:
        show.findings(() if format_ == "json" else gathered.diagnostics)
        click.echo(made.decode("utf-8"), nl=False)
        return
    write_output(output, made, force=wanted["force"], made_of=gathered.made_of)
    words = {"output": str(output), "count": str(_written(listing, format_))}
    show.findings(gathered.diagnostics)
    click.echo(messages.text("cli.deadlines.written", **words))


def _written(listing: "Listing", format_: str) -> int:
    """Return how many reports a file holds; a calendar holds those that have a day."""
    if format_ != "ics":
        return len(listing.lines)
    return sum(line.owed.effective is not None for line in listing.lines)


def _made(listing: "Listing", gathered: "Gathered", format_: str, wanted: Wanted) -> bytes:
    """Return the bytes of the list in a format."""
    if format_ == "xlsx":
        from generator.deadlines.sheet import sheet

        return sheet(listing.lines)
    if format_ == "ics":
        from generator.deadlines.calendar import calendar

        alarms = _alarms(wanted["alarms"])
        return calendar((line.owed for line in listing.lines), alarms)
    from generator.deadlines.table import record_text, table

    if format_ == "json":
        found = [show.as_record(diagnostic) for diagnostic in gathered.diagnostics]
        return record_text(listing, found).encode("utf-8")
    return (table(listing, by_unit=wanted["outstanding"]) + "\n").encode("utf-8")


def _exit_code(lines: "tuple[Line, ...]") -> int:
    """Return what tells a scheduler whether someone has to look."""
    from generator.deadlines.listing import State

    states = {line.state for line in lines}
    if State.LATE in states:
        return LATE
    return DUE if State.OPEN in states else 0


@click.command("received", cls=Command, help="cli.received.help")
@argument("path", "plan", type=options.PATH)
@argument("report", "report")
@option("--turn", metavar="cli.metavar.turn", help="cli.received.turn")
@option("--unit", "units", multiple=True, metavar="cli.metavar.unit", help="cli.received.unit")
@option("--on", metavar="cli.metavar.day", help="cli.received.on")
@option("--by", default="", metavar="cli.metavar.name", help="cli.received.by")
@option("--undo", is_flag=True, help="cli.received.undo")
@option("--today", metavar="cli.metavar.day", help="cli.received.today")
@_register
@options.format_
@with_language
def received(path: Path, report: str, **mark: Unpack[Mark]) -> None:
    """Note that a report of one or several units came, or take the note back."""
    from generator.deadlines.listing import Receipt
    from generator.deadlines.marking import chosen_reports
    from generator.deadlines.receipts import default_register, receive, unreceive
    from generator.gathering import gather

    today = _day("--today", mark["today"]) or _system_day()
    day = _day("--on", mark["on"]) or today
    if day > today:
        raise Refused([Diagnostic("receipts.day-ahead")])
    gathered = gather([path])
    wanted = chosen_reports(gathered.reports, report, mark["turn"], mark["units"])
    register = mark["register"] or default_register()
    if mark["undo"]:
        count = unreceive(register, wanted)
    else:
        count = receive(register, wanted, Receipt(day, " ".join(mark["by"].split())))
    _say_marked(count, len(wanted), register, gathered.diagnostics, mark)


def _say_marked(
    count: int, asked: int, register: Path, found: tuple[Diagnostic, ...], mark: Mark
) -> None:
    code = "cli.received.undone" if mark["undo"] else "cli.received.done"
    words = {"count": str(count), "same": str(asked - count), "register": str(register)}
    record: dict[str, Any] = {"changed": count, "asked": asked, "register": str(register)}
    show.result(record, messages.text(code, **words), found, mark["format_"])


AGENDA = (deadlines, received)
