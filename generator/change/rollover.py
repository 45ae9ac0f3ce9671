"""Last year's plan as this year's: the period moves, and with it all that is computed from it.

Nothing approved carries over. What a person has to decide or to confirm is told, never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.change.ledger import Entry, Ledger, ledger_of
from generator.change.progress import Years, progressed
from generator.change.schedules import rescheduled
from generator.change.successions import (
    LAST_DISTRICT_DAY,
    REFORM_YEAR,
    examined_agencies,
    examined_mentions,
    examined_units,
)
from generator.change.two_tier import of_districts, refuse_regime, rewritten
from generator.change.validity import examined_bases, examined_time
from generator.change.years import PROSE, sentence_of, year_uses, years_in
from generator.diagnostics import Diagnostic, Refused
from generator.plan.editing import Edit
from generator.plan.fields import FIRST_YEAR, LAST_YEAR, Path
from generator.plan.model import FundingSource, Level, Period, Plan
from generator.plan.rules.texts import all_texts, outside_expressions
from generator.plan.scope import Printed

_PERIOD = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?", re.ASCII)
_MONEY = re.compile(r"\d[\d.,]*\s*(?:(?:tỷ|triệu|nghìn|ngàn)(?: đồng)?|đồng)\b")
_NAMES = {"target", "programme", "source"}
_APART = ("bases", "terms", "review", "programme", "issuer")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a rollover is asked for: the new years, actual figures by target, the two tiers."""

    to: str
    actuals: Mapping[str, Decimal] = field(default_factory=dict)
    two_tier: bool = False


@dataclass(frozen=True, slots=True)
class RolledOver:
    """The plan of the new years, the edits that make its file, and what a person has to see."""

    plan: Plan
    edits: tuple[Edit, ...]
    entries: tuple[Entry, ...]


def rollover(plan: Plan, wish: Wish) -> RolledOver:
    """Return last year's plan as that of the years asked for.

    Raises Refused for years that do not follow, and for a plan that cannot be of those years:
    a district's after 30 June 2025, a commune's of the time with districts without the two tiers.
    """
    years = Years(plan.period, _period(plan.period, wish.to))
    refuse_regime(plan, years, two_tier=wish.two_tier)
    ledger = ledger_of(plan)
    _moved_period(ledger, years)
    _cleared(ledger, plan)
    if wish.two_tier:
        rewritten(ledger, plan, years)
    else:
        examined_units(ledger, plan, years)
        examined_agencies(ledger, plan, years)
    examined_bases(ledger, plan, years)
    examined_time(ledger, plan, years)
    progressed(ledger, plan.targets, years, wish.actuals)
    rescheduled(ledger, plan, years)
    changed = ledger.plan()
    _told_texts(ledger, changed)
    examined_mentions(ledger, plan, years, changed)
    _told_years(ledger, changed, years)
    _told_last_months(ledger, plan, years)
    made = ledger.plan()
    printed = Printed(made)
    entries = tuple(_named(entry, printed) for entry in ledger.entries)
    return RolledOver(made, tuple(ledger.edits), entries)


def _named(entry: Entry, printed: Printed) -> Entry:
    """Return an entry that calls targets, programmes and sources as the new plan's page does."""
    names = {key: printed.text(entry.parameters[key]) for key in _NAMES & entry.parameters.keys()}
    return replace(entry, parameters={**entry.parameters, **names})


def _period(old: Period, text: str) -> Period:
    """Return the new years; one year stands for as many years as the old plan has."""
    match = _PERIOD.fullmatch(text.strip())
    first = int(match[1]) if match else 0
    last = int(match[2]) if match and match[2] else first + old.last - old.first
    code = ""
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        code = "rollover.not-years"
    elif first <= old.last:
        code = "rollover.not-later"
    elif last - first != old.last - old.first:
        code = "rollover.other-length"
    if code:
        raise Refused([Diagnostic(code, {"to": text, "period": str(old)}, path=("period",))])
    return Period.model_validate({"from": first, "to": last})


def _moved_period(ledger: Ledger, years: Years) -> None:
    ledger.put(("period", "from"), str(years.new.first))
    ledger.put(("period", "to"), str(years.new.last))
    ledger.note(("period",), "changed", "rollover.period", old=str(years.old), new=str(years.new))


def _cleared(ledger: Ledger, plan: Plan) -> None:
    """Blank what was approved for last year alone; tell who signed it."""
    for key in ("number", "issued_on"):
        if ledger.typed((key,)):
            ledger.put((key,), None)
            ledger.note((key,), "changed", "rollover.cleared", new=None)
    for index, source in enumerate(plan.funding):
        _amount(ledger, ("funding", index, "amount"), source)
    signers: list[tuple[Path, str | None]] = [(("signature", "name"), plan.signature.name)]
    signers += [
        (("cascade", index, "signature", "name"), cascade.signature.name)
        for index, cascade in enumerate(plan.cascade)
    ]
    for path, name in signers:
        if name:
            words = {"name": name}
            ledger.note(path, "confirm", "rollover.signer", new=name, parameters=words)


def _amount(ledger: Ledger, path: Path, source: FundingSource) -> None:
    if source.amount is not None:
        words = {"source": source.title or source.text or source.id}
        ledger.put(path, None)
        ledger.note(path, "decide", "rollover.amount", parameters=words)


def _told_texts(ledger: Ledger, plan: Plan) -> None:
    """Tell of years and sums of money that are typed in prose, each with its sentence."""
    decided = {entry.path for entry in ledger.entries if entry.status == "decide"}
    for typed in all_texts(plan):
        if typed.path[0] in _APART or typed.path in decided:
            continue
        for year, sentence in years_in(typed.text) if typed.template else ():
            ledger.note(
                typed.path, "confirm", "rollover.year-in-text", old="", sentence=sentence,
                parameters={"year": year},
            )  # fmt: skip
        if match := _MONEY.search(outside_expressions(typed.text)):
            ledger.note(
                typed.path, "confirm", "rollover.money-in-text", old="",
                sentence=sentence_of(typed.text, match.start()),
                parameters={"money": match.group()},
            )  # fmt: skip


def _told_years(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Tell of years in the finished text that nothing of the model explains and nobody told."""
    told = [(e.path, e.parameters.get("year", "")) for e in ledger.entries if e.sentence]
    for use in year_uses(plan):
        own = years.new.first <= use.year <= years.new.last
        known = any(
            str(use.year) in year and path[: len(use.path)] == use.path for path, year in told
        )
        if use.source == PROSE and not own and not known:
            told.append((use.path, str(use.year)))
            ledger.note(
                ("subject",), "confirm", "rollover.year-unexplained", old="", new=plan.subject,
                parameters={"year": str(use.year), "words": use.excerpt},
            )  # fmt: skip


def _told_last_months(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Tell that districts end in the middle of a plan of 2025."""
    if years.new.first == REFORM_YEAR and (plan.level is Level.DISTRICT or of_districts(plan)):
        words = {"day": LAST_DISTRICT_DAY}
        ledger.note(
            ("issuer", "name"), "confirm", "rollover.last-district-year", new=plan.issuer.name,
            parameters=words,
        )  # fmt: skip
