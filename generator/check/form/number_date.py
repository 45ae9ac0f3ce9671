"""Number and symbol, place and day: Phụ lục I, mục II.3 and II.4; abbreviations of Phụ lục III."""

import re
from collections.abc import Iterator

from generator.check.form.forms import Day, Number, day_of, is_padded, number_of, padded
from generator.check.form.view import at, present, printed, where
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.registers.namesakes import seat_name
from generator.vietnamese import folded

NUMBER_CLAUSE = "Phụ lục I, mục II.3"
DATE_CLAUSE = "Phụ lục I, mục II.4"


@rule("nd30.pl1.ii.3.number-form", Severity.ERROR, NUMBER_CLAUSE)
def number_form(case: Case) -> Iterator[Fault]:
    """A number is written `Số: 05/KH-UBND`, its groups joined without spaces."""
    for part in present(case, Role.NUMBER):
        found = number_of(part.text)
        if found is None or found.label != "Số" or not found.colon or not _whole(found):
            yield at(part)


@rule("nd30.pl1.ii.3.number-zero", Severity.ERROR, NUMBER_CLAUSE)
def number_zero(case: Case) -> Iterator[Fault]:
    """A number below 10 begins with 0."""
    part, found = _number(case)
    if len(found.digits) == 1 and found.digits.isdigit():
        yield at(part, wanted=f"0{found.digits}")


@rule("nd30.pl1.ii.3.number-zeros", Severity.WARNING, NUMBER_CLAUSE)
def number_zeros(case: Case) -> Iterator[Fault]:
    """No more zeros stand before a number than that."""
    part, found = _number(case)
    if found.digits.isdigit() and len(found.digits) > 2 and found.digits.startswith("0"):  # noqa: PLR2004 - digits
        yield at(part, wanted=f"{int(found.digits):02d}")


@rule("nd30.pl3.i.abbreviation", Severity.ERROR, "Phụ lục III, mục I")
def abbreviation(case: Case) -> Iterator[Fault]:
    """The symbol begins with the abbreviation of the type of document."""
    part, found = _number(case, blank=True)
    types = {folded(name): short for short, name in case.form["check"]["types"].items()}
    wanted = types.get(folded(case.anatomy.text(Role.TYPE)))
    if wanted is None:
        raise not_applicable("unknown-type")
    if found.symbol.split("-")[0].strip() != wanted:
        yield at(part, found=found.symbol.split("-")[0].strip(), wanted=wanted)


@rule("nd30.pl1.ii.3.number-agency", Severity.WARNING, NUMBER_CLAUSE)
def number_agency(case: Case) -> Iterator[Fault]:
    """The symbol of a People's Committee ends with its abbreviation."""
    part, found = _number(case, blank=True)
    committee = case.form["check"]["committee"]
    issuer = " ".join(printed(one) for one in present(case, Role.ISSUER))
    if not folded(issuer).startswith(folded(committee["issuer"])):
        raise not_applicable("no-committee")
    if committee["symbol"] not in re.split(r"\s*-\s*", found.symbol.upper()):
        yield at(part, wanted=committee["symbol"])


@rule("nd30.pl1.ii.4.date-form", Severity.ERROR, DATE_CLAUSE)
def date_form(case: Case) -> Iterator[Fault]:
    """Place and day are written `Hải Hậu, ngày 05 tháng 01 năm 2022`."""
    for part in present(case, Role.PLACE_DATE):
        found = day_of(part.text)
        if found is None or not found.place or not found.comma or not _year(found):
            yield at(part)


@rule("nd30.pl1.ii.4.b.date-zero", Severity.ERROR, "Phụ lục I, mục II.4.b")
def date_zero(case: Case) -> Iterator[Fault]:
    """Days below 10 and months 1 and 2 begin with 0, other months do not."""
    part, found = _day(case)
    day, month = found.day or "10", found.month or "10"
    if not is_padded(day, month) and _possible(day, month):
        wanted = padded(day, month)
        yield at(part, wanted=f"ngày {wanted[0]} tháng {wanted[1]}")


@rule("nd30.pl1.ii.4.b.date-exists", Severity.ERROR, "Phụ lục I, mục II.4.b")
def date_exists(case: Case) -> Iterator[Fault]:
    """The day stands in the calendar."""
    part, found = _day(case)
    if not (found.day and found.month and found.year):
        raise not_evaluated("blank")
    if found.date is None:
        yield at(part)


@rule("nd30.pl1.ii.4.a.place", Severity.WARNING, "Phụ lục I, mục II.4.a")
def place(case: Case) -> Iterator[Fault]:
    """The place is the name of the unit where the agency has its seat."""
    part, found = _day(case)
    issuer = " ".join(printed(one) for one in present(case, Role.ISSUER, Role.SUPERIOR))
    if not found.place:
        raise not_applicable("absent")
    if folded(found.place) not in folded(issuer):
        yield at(part, found=found.place)


@rule("nd30.pl1.ii.4.a.place-name", Severity.ERROR, "Phụ lục I, mục II.4.a")
def place_name(case: Case) -> Iterator[Fault]:
    """The place begins with a capital: the proper name, or the common noun written as one."""
    part, found = _day(case)
    beside = [one.text for one in case.anatomy.of(Role.UNKNOWN) if where(one) == where(part)]
    place = " ".join([*beside, found.place]).strip()
    if place and place[0].islower():
        yield at(part, found=place)


@rule("nd30.pl1.ii.4.a.place-common", Severity.WARNING, "Phụ lục I, mục II.4.a")
def place_common(case: Case) -> Iterator[Fault]:
    """The common noun stands only before a number, a person or an event: Phường Điện Biên Phủ."""
    part, found = _day(case)
    units = (*case.form["check"]["capitals"]["units"], "Thành phố")
    match = re.match(rf"({'|'.join(units)})\s+(.+)", found.place)
    if match and seat_name(match[1], match[2]) == match[2]:
        yield at(part, found=found.place, wanted=match[2])


@rule("nd30.pl1.iv.same-line", Severity.ERROR, "Phụ lục I, mục II.4.c")
def same_line(case: Case) -> Iterator[Fault]:
    """Number and day stand on one line."""
    rows = [
        part.paragraphs[0].part
        for role in (Role.NUMBER, Role.PLACE_DATE)
        for part in present(case, role)[:1]
        if part.paragraphs
    ]
    tables = [dict(row).get("table") for row in rows]
    if len(rows) < 2 or None in tables or tables[0] != tables[1]:  # noqa: PLR2004 - both
        raise not_evaluated("no-table")
    if dict(rows[0]).get("row") != dict(rows[1]).get("row"):
        yield Fault(part=rows[1])


def _number(case: Case, *, blank: bool = False) -> tuple[Located, Number]:
    """Return the number with its part; raises where it is none, or blank and not asked for."""
    part = present(case, Role.NUMBER)[0]
    found = number_of(part.text)
    if found is None:
        raise not_evaluated("other-form")
    if not found.digits and not blank:
        raise not_evaluated("blank")
    return part, found


def _day(case: Case) -> tuple[Located, Day]:
    """Return place and day with their part; raises where they have another form."""
    part = present(case, Role.PLACE_DATE)[0]
    found = day_of(part.text)
    if found is None:
        raise not_evaluated("other-form")
    return part, found


def _whole(found: Number) -> bool:
    """Return whether the symbol is in capitals and nothing is loose."""
    head, *rest = found.symbol.split("-")
    tidy = " " not in found.symbol and all((head, *rest)) and found.tight
    return tidy and head[:1].isupper() and all(one == one.upper() for one in rest)


def _year(found: Day) -> bool:
    return not found.year or len(found.year) == len("2026")


def _possible(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12  # noqa: PLR2004 - the calendar
