"""A commune's plan of the time with districts in the two tiers since 1 July 2025.

What the registers know is rewritten: the unit, who stands above it, agencies, recipients. The rest
is told.
"""

from collections import defaultdict
from datetime import date

from generator.change.ledger import Ledger
from generator.change.progress import Years
from generator.change.successions import (
    LAST_DISTRICT_DAY,
    REFORM_YEAR,
    followers,
    gone_agency,
    registered_unit,
)
from generator.diagnostics import Diagnostic, Refused
from generator.plan.fields import Path
from generator.plan.model import Agency, Level, Plan, Unit
from generator.plan.rules.agencies import ABOLISHED
from generator.registers import agencies as register
from generator.registers.dated import holds_on
from generator.registers.units import RegisteredUnit, unit_by_code

_FIELD = "poverty"
_COMMITTEE = "Ủy ban nhân dân"


def refuse_regime(plan: Plan, years: Years, *, two_tier: bool) -> None:
    """Raise Refused for a plan that cannot be of its new years under the regime asked for."""
    parameters = {"unit": plan.issuer.full_name, "period": str(years.new), "day": LAST_DISTRICT_DAY}
    code = ""
    if two_tier and plan.level is not Level.COMMUNE:
        code = "rollover.regime-commune"
    elif two_tier and years.new.first <= REFORM_YEAR:
        code = "rollover.regime-early"
    elif years.new.first > REFORM_YEAR and plan.level is Level.DISTRICT:
        code = "rollover.no-district"
    elif years.new.first > REFORM_YEAR and not two_tier and of_districts(plan):
        code = "rollover.needs-regime"
    if code:
        raise Refused([Diagnostic(code, parameters, path=("issuer",))])


def of_districts(plan: Plan) -> bool:
    """Return whether a commune's plan is of the time with districts."""
    above = plan.issuer.parent
    return plan.issuer.kind.lower() in ABOLISHED or bool(
        above and (above.parent or above.kind.lower() in ABOLISHED)
    )


def rewritten(ledger: Ledger, plan: Plan, years: Years) -> str:
    """Rewrite a commune's plan for the two tiers; return the kind that its unit has now."""
    day = date(years.new.first, 1, 1)
    kind, province = _unit(ledger, plan, years, day)
    renamed: dict[str, list[int]] = defaultdict(list)
    for index, agency in enumerate(plan.agencies):
        name = _agency(ledger, index, agency, plan, years, kind)
        renamed[name].append(index)
    for name, indexes in renamed.items():
        if len(indexes) > 1:
            _joined(ledger, name, indexes, plan)
    for index, recipient in enumerate(plan.recipients):
        found = _upper_or_own(recipient.name or "", plan, years, kind)
        if found and recipient.name:
            place: Path = ("recipients", index, "name")
            gone = gone_agency(recipient.name, plan, years)
            was_full = gone is not None and len(recipient.name) >= len(gone.agency.name)
            name = found.named(kind) if was_full else found.named_short(kind)
            ledger.put(place, name)
            _renamed(ledger, place, name, found)
    for index, basis in enumerate(plan.bases):
        if basis.superior and province:
            place = ("bases", index, "issuer")
            issuer = f"{_COMMITTEE} {province}"
            ledger.put(place, issuer, "type")
            ledger.note(
                place, "confirm", "rollover.superior-changed", new=issuer,
                parameters={"province": province},
            )  # fmt: skip
    return kind


def _unit(ledger: Ledger, plan: Plan, years: Years, day: date) -> tuple[str, str]:
    """Put the unit and the province of today; return its kind and the name of the province."""
    was = registered_unit(plan.issuer, date(years.old.first, 1, 1))
    new = followers(was, day) if was else ()
    if not new and (same := registered_unit(plan.issuer, day)):
        new = (same,)
    words = {"unit": plan.issuer.full_name}
    place: Path = ("issuer", "name")
    if new:
        _named(ledger, ("issuer",), plan.issuer, new[0])
        names = "; ".join(f"{u.kind} {u.name}" for u in new)
        full = f"{new[0].kind} {new[0].name}"
        code = "rollover.unit-divided" if len(new) > 1 else "rollover.unit-merged"
        ledger.note(
            place, "decide" if len(new) > 1 else "confirm", code, old=plan.issuer.full_name,
            new=new[0].name, suggestion=names if len(new) > 1 else "",
            parameters={**words, "now": full},
        )  # fmt: skip
        _moved_seat(ledger, plan, new[0])
        return new[0].kind, _province(ledger, plan, unit_by_code(new[0].parent_code, day))
    kind = "xã" if plan.issuer.kind.lower() in ABOLISHED else plan.issuer.kind
    if kind != plan.issuer.kind:
        ledger.put(("issuer", "kind"), kind)
    ledger.note(place, "decide", "rollover.unit-not-found", new=plan.issuer.name, parameters=words)
    return kind, _province(ledger, plan, _province_now(plan, years, day))


def _moved_seat(ledger: Ledger, plan: Plan, new: RegisteredUnit) -> None:
    """Put the new unit's name as the place where it named the old one."""
    if plan.place and plan.place == plan.issuer.name != new.name:
        ledger.put(("place",), new.name)
        ledger.note(("place",), "confirm", "rollover.place", new=new.name)


def _province_now(plan: Plan, years: Years, day: date) -> RegisteredUnit | None:
    """Return the province that took the place of the unit's own."""
    top = plan.issuer
    while top.parent is not None:
        top = top.parent
    was = registered_unit(top, date(years.old.first, 1, 1))
    new = followers(was, day) if was else ()
    return new[0] if new else registered_unit(top, day)


def _province(ledger: Ledger, plan: Plan, province: RegisteredUnit | None) -> str:
    """Put the province directly above the unit; return its full name."""
    path: Path = ("issuer", "parent")
    above = plan.issuer.parent
    if above is None:
        return ""
    if above.parent is not None:
        ledger.remove((*path, "parent"))
    if province is None:
        ledger.note((*path, "name"), "decide", "rollover.superior-unknown", new=above.name)
        return ""
    _named(ledger, path, above, province)
    full = Unit(kind=province.kind, name=province.name).full_name
    ledger.note(
        (*path, "name"), "confirm", "rollover.superior-changed", old=above.full_name,
        new=province.name, parameters={"province": full},
    )  # fmt: skip
    return full


def _named(ledger: Ledger, path: Path, unit: Unit, new: RegisteredUnit) -> None:
    """Put a unit's kind, name and code where they differ."""
    if unit.kind != new.kind:
        ledger.put((*path, "kind"), new.kind)
    if unit.name != new.name:
        ledger.put((*path, "name"), new.name)
    if unit.code != new.code:
        ledger.put((*path, "code"), new.code, "name")


def _agency(ledger: Ledger, index: int, agency: Agency, plan: Plan, years: Years, kind: str) -> str:
    """Give an agency the name of who does its work now; return the name it has."""
    place: Path = ("agencies", index, "name")
    found = _upper_or_own(agency.name, plan, years, kind)
    if found:
        ledger.put(place, found.named(kind))
        if agency.short:
            ledger.put(("agencies", index, "short"), found.named_short(kind))
        _renamed(ledger, place, found.named(kind), found)
        return found.named(kind)
    gone = gone_agency(agency.name, plan, years)
    if gone:
        words = {"agency": agency.name, "day": LAST_DISTRICT_DAY, "followers": "…"}
        ledger.note(
            place, "decide", "rollover.agency-gone", new=agency.name,
            suggestion=gone.names(kind), parameters=words,
        )  # fmt: skip
    elif not agency.collective and not register.find_agency(
        agency.name, date(years.new.first, 1, 1)
    ):
        words = {"agency": agency.name}
        ledger.note(place, "confirm", "rollover.agency-unknown", new=agency.name, parameters=words)
    return agency.name


def _renamed(ledger: Ledger, place: Path, name: str, found: register.Agency) -> None:
    words = {"agency": name, "source": found.source}
    ledger.note(place, "confirm", "rollover.agency-renamed", new=name, parameters=words)


def _upper_or_own(name: str, plan: Plan, years: Years, kind: str) -> register.Agency | None:
    """Return who does an agency's work: in the commune, or in the province for one above it."""
    if not name:
        return None
    gone = gone_agency(name, plan, years)
    if gone is None:
        return None
    day = date(years.new.first, 1, 1)
    if gone.agency.level == Level.COMMUNE.value:
        return register.successor(name, day, level="commune", field=_FIELD, unit_kind=kind) or (
            register.successor(name, day, level="commune", unit_kind=kind)
        )
    if gone.agency.level == Level.PROVINCE.value:
        return register.successor(name, day, level="province", field=_FIELD) or (
            register.successor(name, day, level="province")
        )
    return _of_the_province(gone.agency, date(years.old.first, 1, 1), day)


def _of_the_province(agency: register.Agency, before: date, day: date) -> register.Agency | None:
    """Return who at the province stands above a commune as a district's agency once did."""
    for upper in register.load_agencies().trusted():
        if (
            upper.counterpart == agency.code
            and upper.level == "province"
            and holds_on(upper, before)
        ):
            return register.successor(upper.name, day, level="province")
    return None


def _joined(ledger: Ledger, name: str, indexes: list[int], plan: Plan) -> None:
    """Tell that several agencies of last year are one now, from the second on."""
    ids = ", ".join(plan.agencies[index].id for index in indexes)
    for index in indexes[1:]:
        ledger.note(
            ("agencies", index, "id"), "decide", "rollover.agencies-joined",
            new=plan.agencies[index].id, parameters={"agency": name, "ids": ids},
        )  # fmt: skip
