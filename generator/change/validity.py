"""What a plan rests on, on the first day of its new years: bases, programme, terms."""

import re
from collections.abc import Iterator
from datetime import date

from generator.change.ledger import Ledger
from generator.change.progress import Years
from generator.change.years import named_years
from generator.plan.fields import Path
from generator.plan.model import LegalBasis, Plan, Unit
from generator.plan.phrasing import basis_text
from generator.plan.review import GAP
from generator.registers.legal import Instrument, find_instrument
from generator.vietnamese import folded

_ALLOTTED = re.compile(r"\b(?:phân bổ|giao) (?:\w+ ){0,3}?(?:vốn|dự toán|kinh phí|ngân sách)\b")
_RULES = re.compile(r"\b(?:nguyên tắc|tiêu chí|định mức|quy định)\b")
_COMMITTEE = "Ủy ban nhân dân"
_SUPERIOR = {"number": "rollover.superior-number", "date": "rollover.superior-date"}


def examined_bases(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Blank the superior plan's number and date; tell of bases that are over or about last year."""
    for index, basis in enumerate(plan.bases):
        path: Path = ("bases", index)
        if basis.superior:
            _superior(ledger, path, basis, years)
        else:
            _basis(ledger, path, basis, plan, years)


def examined_time(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Tell of a programme that has ended, and of terms that name years that are over."""
    first = str(years.new.first)
    if plan.programme and plan.programme.period.last < years.new.first:
        place: Path = ("programme", "period", "to")
        words = {"programme": plan.programme.short or plan.programme.name, "year": first}
        ledger.note(
            place, "decide", "rollover.programme-ended", old=str(plan.programme.period),
            new=ledger.typed(place), parameters=words,
        )  # fmt: skip
    for index, term in enumerate(plan.terms):
        ends = [named.last for named in named_years(term.text)]
        if ends and years.old.first <= max(ends) < years.new.first:
            words = {"id": term.id, "year": first}
            place = ("terms", index, "text")
            ledger.note(place, "confirm", "rollover.term-ended", new=term.text, parameters=words)


def _superior(ledger: Ledger, path: Path, basis: LegalBasis, years: Years) -> None:
    """Leave the superior plan to be filled in: nothing approved last year is carried over."""
    dated = " ".join(basis_text(basis, first_mention=True).dated.split())
    words = {"issuer": basis.issuer or "", "year": str(years.new)}
    for key, given in (("number", basis.number), ("date", basis.date)):
        ledger.put((*path, key), None, "" if ledger.has((*path, key)) else "type")
        ledger.note(
            (*path, key), "decide", _SUPERIOR[key],
            old=dated if given else "", parameters=words,
        )  # fmt: skip
    about = basis.about or ""
    if any(years.old.first <= named.last < years.new.first for named in named_years(about)):
        suggested = about
        for old, new in zip(
            (years.old.first, years.old.last), (years.new.first, years.new.last), strict=True
        ):
            suggested = suggested.replace(str(old), str(new))
        ledger.put((*path, "about"), GAP)
        ledger.note(
            (*path, "about"), "decide", "rollover.superior-about",
            suggestion=" ".join(suggested.split()), reason="rollover.reason.by-year",
            parameters=words,
        )  # fmt: skip


def _basis(ledger: Ledger, path: Path, basis: LegalBasis, plan: Plan, years: Years) -> None:
    """Tell what is to be told of one basis; its date and number never move by themselves."""
    day = date(years.new.first, 1, 1)
    key = "number" if basis.number else "about"
    place = (*path, key)
    words = {"basis": basis_text(basis, first_mention=True).short, "year": str(years.new.first)}
    instrument = registered(basis, plan, day)
    if instrument and instrument.valid_to and instrument.valid_to < day:
        following = _successor(instrument, day)
        cited = (
            " ".join(basis_text(following, first_mention=True).full.split()) if following else ""
        )
        words |= {"day": f"{instrument.valid_to:%d/%m/%Y}", "source": instrument.source}
        code = "rollover.basis-replaced" if instrument.replaced_by else "rollover.basis-expired"
        ledger.note(
            place, "decide", code, new=ledger.typed(place),
            suggestion=cited or instrument.replaced_by, parameters=words, offer=following,
        )  # fmt: skip
    elif _about_old_year(basis, years):
        for typed in ((*path, key) for key in ("number", "date", "about")):
            if ledger.typed(typed):  # a new number with last year's title would be worse than none
                ledger.note(
                    typed, "decide", "rollover.basis-old-year", new=ledger.typed(typed),
                    parameters=words,
                )  # fmt: skip
    elif _span_ended(basis, years):
        ledger.note(
            place, "confirm", "rollover.basis-span", new=ledger.typed(place), parameters=words
        )
    elif instrument and (changed := _amendments(instrument, years)):
        ledger.note(
            place, "confirm", "rollover.basis-amended", new=ledger.typed(place),
            parameters={**words, "amendments": changed},
        )  # fmt: skip
    elif instrument is None or instrument.confidence == "low":
        ledger.note(
            place, "confirm", "rollover.basis-unknown", new=ledger.typed(place), parameters=words
        )


def _amendments(instrument: Instrument, years: Years) -> str:
    """Return what amended an instrument since last year's plan began."""
    since, day = date(years.old.first, 1, 1), date(years.new.first, 1, 1)
    found = []
    for name in filter(None, map(str.strip, instrument.amended_by.split(";"))):
        type_, _, number = name.rpartition(" ")
        amending = find_instrument(type_, number, on=day) if type_ else None
        if amending and amending.issued_on and since <= amending.issued_on < day:
            found.append(name)
    return "; ".join(found)


def registered(basis: LegalBasis, plan: Plan, day: date) -> Instrument | None:
    """Return the basis in the register; a local one by the full name of its issuer."""
    for issuer in _issuers(basis, plan):
        found = find_instrument(
            basis.type, basis.number or "", issuer=issuer, about=basis.about or "", on=day
        )
        if found:
            return found
    return None


def _issuers(basis: LegalBasis, plan: Plan) -> Iterator[str]:
    """Yield the issuer as typed, then in full: UBND tỉnh is that of the issuer's own province."""
    yield basis.issuer or ""
    unit: Unit | None = plan.issuer
    while unit is not None:
        short = {folded(f"UBND {unit.kind}"), folded(f"{_COMMITTEE} {unit.kind}")}
        if folded(basis.issuer or "") in short | {folded(f"UBND {unit.full_name}")}:
            yield f"{_COMMITTEE} {unit.full_name}"
        unit = unit.parent


def _successor(instrument: Instrument, day: date) -> LegalBasis | None:
    """Return what replaced an instrument as a basis to put into the plan; None where unknown."""
    type_, _, number = instrument.replaced_by.rpartition(" ")
    found = find_instrument(type_, number, on=day) if type_ else None
    if not found:
        return None
    initials = "".join(word[0] for word in folded(found.type).split())
    digits = re.match(r"\d*", found.number)
    return LegalBasis.model_validate(
        {
            "id": f"{initials}-{digits.group() if digits else ''}",
            "type": found.type,
            "number": None if "luat" in folded(found.type) else found.number,
            "date": found.issued_on,
            "issuer": found.issuer or None,
            "about": found.about or None,
        }
    )


def _about_old_year(basis: LegalBasis, years: Years) -> bool:
    """Return whether a basis is about one of last year's years: `năm 2022`, phân bổ vốn 2022.

    Money is allotted for a year, be it said or not, by a decision of that year or the end of the
    one before; rules of how to allot it hold for longer.
    """
    about = basis.about or ""
    named = named_years(about)
    if named or basis.date is None:
        return any(years.old.first <= n.first < years.new.first and not n.until for n in named)
    allotted = _ALLOTTED.search(about) and not _RULES.search(about)
    return bool(allotted) and years.old.first - 1 <= basis.date.year <= years.old.last


def _span_ended(basis: LegalBasis, years: Years) -> bool:
    """Return whether a basis is about years that end before the new plan begins."""
    return any(
        named.until and years.old.first <= named.last < years.new.first
        for named in named_years(basis.about or "")
    )
