"""Agencies and units that are no more on the first day of a new plan, and who followed them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.change.ledger import Ledger
from generator.change.progress import Years
from generator.change.years import sentence_of
from generator.plan.fields import Path
from generator.plan.model import Plan, Unit
from generator.plan.rules.texts import all_texts, outside_expressions
from generator.registers.agencies import Agency, find_agency, successors
from generator.registers.dated import holds_on
from generator.registers.spoken import FORMER_AGENCY
from generator.registers.units import RegisteredUnit, find_unit, unit_by_code
from generator.vietnamese import nfc

REFORM_YEAR = 2025
LAST_DISTRICT_DAY = "30/6/2025"
_DISTRICT = re.compile(
    r"\b(?:[Hh]uyện|[Tt]hị trấn|[Tt]hị xã|(?<!cơ )(?<!Cơ )[Qq]uận)\b(?! ủy viên)"
)
_MOST_WORDS = 14
_LONGEST_MENTION = 160
_MOST_MENTIONS = 5_000
_MINISTRY, _DEPARTMENT = "Bộ ", "Sở "
_RENAMED = "rollover.agency-renamed"
_APART = ("bases", "issuer", "review")


@dataclass(frozen=True, slots=True)
class Gone:
    """An agency that was and is no more, and the names of those that have its work now."""

    agency: Agency
    followers: tuple[Agency, ...]

    def names(self, unit_kind: str) -> str:
        """Return who has its work now, each name once."""
        return "; ".join(dict.fromkeys(a.named(unit_kind) for a in self.followers))


def gone_agency(name: str, plan: Plan, years: Years, by: date | None = None) -> Gone | None:
    """Return what became of an agency that held in last year's plan and holds no more by a day.

    The day is the first of the new years where none is given.
    """
    before, day = date(years.old.first, 1, 1), by or date(years.new.first, 1, 1)
    level = plan.level.value
    known = find_agency(name, before, level=level) or find_agency(name, before)
    if known is None or holds_on(known, day):
        return None
    if any(find_agency(name, day, level=other) for other in (level, known.level)):
        return None
    return Gone(known, tuple(agency for agency, _ in successors(name, day)))


def registered_unit(unit: Unit, day: date) -> RegisteredUnit | None:
    """Return a unit of the plan in the register on a day, by its code or by its name."""
    found = unit_by_code(unit.code, day) if unit.code else None
    if found and nfc(found.name) == nfc(unit.name):
        return found
    above = registered_unit(unit.parent, day) if unit.parent else None
    inside = find_unit(unit.kind, unit.name, day, parent=above.code) if above else None
    return inside or find_unit(unit.kind, unit.name, day) or found


def followers(unit: RegisteredUnit, day: date) -> tuple[RegisteredUnit, ...]:
    """Return the units that took the place of one by a day."""
    found = (unit_by_code(code, day) for code in unit.successors)
    return tuple(one for one in found if one)


def examined_agencies(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Tell of each agency of the plan that is no more on the first day."""
    last = date(years.new.last, 12, 31)
    for index, agency in enumerate(plan.agencies):
        place: Path = ("agencies", index, "name")
        if gone := gone_agency(agency.name, plan, years):
            ledger.note(
                place, "decide", "rollover.agency-gone", new=agency.name,
                suggestion=gone.names(plan.issuer.kind), parameters=_words(agency.name, gone),
            )  # fmt: skip
        elif ending := gone_agency(agency.name, plan, years, last):
            ledger.note(
                place, "confirm", "rollover.agency-ending", new=agency.name,
                suggestion=ending.names(plan.issuer.kind), parameters=_words(agency.name, ending),
            )  # fmt: skip


def examined_units(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Tell of the issuer and the units above it where they are no more on the first day."""
    before, day = date(years.old.first, 1, 1), date(years.new.first, 1, 1)
    path: Path = ("issuer",)
    unit: Unit | None = plan.issuer
    while unit is not None:
        place = (*path, "name")
        was, now = registered_unit(unit, before), registered_unit(unit, day)
        words = {"unit": unit.full_name, "day": f"01/01/{years.new.first}"}
        if was and (now is None or (now.kind, now.name) != (was.kind, was.name)):
            names = "; ".join(f"{u.kind} {u.name}" for u in followers(was, day))
            ledger.note(
                place, "decide", "rollover.unit-gone", new=unit.name, suggestion=names,
                parameters=words,
            )  # fmt: skip
        elif now is None:
            ledger.note(place, "confirm", "rollover.unit-unknown", new=unit.name, parameters=words)
        path, unit = (*path, "parent"), unit.parent


def examined_mentions(ledger: Ledger, plan: Plan, years: Years, changed: Plan) -> None:
    """Tell of agencies, districts and old names of units that the new plan's words still name."""
    told = {(e.path, e.sentence) for e in ledger.entries}
    noted = {e.path for e in ledger.entries if e.status == "decide" or e.code == _RENAMED}
    texts = [
        (typed, outside_expressions(typed.text))
        for typed in all_texts(changed)
        if typed.path[0] not in _APART and typed.path not in noted
    ]
    count = sum(len(FORMER_AGENCY.findall(words)) for _, words in texts)
    seeker = _Seeker(plan, years, _gone_unit_names(plan, changed), count <= _MOST_MENTIONS)
    if not seeker.agencies:
        ledger.note(
            ("level",), "confirm", "rollover.mentions-not-examined", new=plan.level.value,
            parameters={"count": str(count)},
        )  # fmt: skip
    for typed, words in texts:
        for start, code, parameters in seeker.found(words):
            sentence = sentence_of(typed.text, start)
            if (typed.path, sentence) not in told:
                told.add((typed.path, sentence))
                ledger.note(
                    typed.path, "confirm", code, old="", sentence=sentence, parameters=parameters
                )


@dataclass(frozen=True, slots=True)
class _Seeker:
    """Finds in a text what is no more: agencies (unless there are too many), districts, units."""

    plan: Plan
    years: Years
    names: tuple[str, ...]
    agencies: bool

    def found(self, words: str) -> Iterator[tuple[int, str, dict[str, str]]]:
        """Yield where a text names what is no more."""
        kind = self.plan.issuer.kind
        for match in FORMER_AGENCY.finditer(words) if self.agencies else ():
            mention = words[match.start() : match.start() + _LONGEST_MENTION]
            name, gone = _longest(mention, self.plan, self.years)
            if gone:
                yield match.start(), "rollover.agency-in-text", _words(name, gone, kind)
        district = _DISTRICT.search(words) if self.years.new.first > REFORM_YEAR else None
        if district:
            yield district.start(), "rollover.district-in-text", {"word": district.group()}
        for name in self.names:
            if named := re.search(rf"\b{re.escape(name)}\b(?! hội| viên)", words):
                yield named.start(), "rollover.unit-in-text", {"unit": name}


def _longest(words: str, plan: Plan, years: Years) -> tuple[str, Gone | None]:
    """Return the longest beginning of a text that names an agency that is no more."""
    found = re.split(r"[,;.:()“”\n]", words, maxsplit=1)[0].split()[:_MOST_WORDS]
    for length in range(len(found), 1, -1):
        name = " ".join(found[:length])
        if gone := gone_agency(name, plan, years) or _gone_ministry(name, plan, years):
            return name, gone
    return "", None


def _gone_ministry(name: str, plan: Plan, years: Years) -> Gone | None:
    """Return what became of a ministry, which the register lacks: what became of its departments.

    Ministries were joined on 1 March 2025 as their departments in the provinces were.
    """
    if not name.startswith(_MINISTRY):
        return None
    gone = gone_agency(f"{_DEPARTMENT}{name.removeprefix(_MINISTRY)}", plan, years)
    if gone is None:
        return None
    above = tuple(
        replace(agency, name=agency.name.replace(_DEPARTMENT, _MINISTRY, 1))
        for agency in gone.followers
    )
    return Gone(gone.agency, above)


def _gone_unit_names(plan: Plan, changed: Plan) -> tuple[str, ...]:
    """Return names of units of last year's plan that the new one has no more, and their kind."""
    now = {*_unit_names(changed.issuer), changed.issuer.kind}
    names = (*_unit_names(plan.issuer), plan.issuer.kind)
    return tuple(name for name in names if name not in now)


def _unit_names(unit: Unit | None) -> tuple[str, ...]:
    """Return the names of a unit and of those above it, with and without their kind."""
    names: list[str] = []
    while unit is not None:
        names += [unit.full_name, unit.name]
        unit = unit.parent
    return tuple(names)


def _words(name: str, gone: Gone, kind: str = "") -> dict[str, str]:
    day = gone.agency.valid_to
    return {
        "agency": name,
        "day": f"{day:%d/%m/%Y}" if day else "",
        "followers": gone.names(kind) or "…",
    }
