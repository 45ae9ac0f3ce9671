"""Rules about agencies: who leads has duties, who has duties receives the plan."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from generator.diagnostics import Severity
from generator.plan.ending import unreached
from generator.plan.expansion import has_duties, task_tree
from generator.plan.model import KINDS, Level, Plan, Unit
from generator.plan.rules.registry import (
    Case,
    Finding,
    rule,
    text_rule,
)
from generator.plan.rules.texts import Texts, outside_expressions
from generator.vietnamese.alphabet import LOWER, UPPER

REFORM_YEAR = 2025
ABOLISHED = frozenset({"huyện", "quận", "thị xã", "thị trấn"})
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Lưu|Mai"
    "|Trương|Lâm|Hà|Cao|Tạ|Đào|Chu|Thái|Tô|Vương|Quách|Tống|Nghiêm|Phùng"
)
_OF_ABOVE = r"(?:của )?(?:tỉnh|thành phố|trung ương|cấp trên|cấp tỉnh)"
_DECIDED = re.compile(
    r"(?:Hội đồng nhân dân|HĐND|[UỦ][yỷ] ban nhân dân|UBND) (?:tỉnh|thành phố|huyện|quận|thị xã)\b"
)
_WORD = rf"[{UPPER}][{LOWER}]+"
_PERSON = re.compile(rf"\b((?:{_SURNAMES})(?: {_WORD}){{2,3}})\b")
_CALLED_AFTER = re.compile(
    r"(?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn|thôn|đường|phố|trường|THPT|THCS"
    r"|tiểu học|mầm non|học viện|bệnh viện|quỹ|giải|cộng sản|thiếu niên tiền phong) $",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b(?:ông|bà|PCVP|CVP|PCT|đồng chí|đ/c)\.? ({_WORD}(?: {_WORD}){{1,3}})\b")


@rule("lead-without-duty", Severity.WARNING)
def lead_without_duty(case: Case) -> Iterable[Finding]:
    """Find agencies that lead a task and have no duty under their name."""
    agencies = {agency.id: (index, agency) for index, agency in enumerate(case.plan.agencies)}
    grouped = {m for a in case.plan.agencies if has_duties(a) for m in a.members}
    leads = dict.fromkeys(id_ for _, chain in task_tree(case.plan) for id_ in chain[-1].lead)
    for id_ in leads:
        if id_ not in agencies or id_ in grouped:
            continue
        index, agency = agencies[id_]
        members = [agencies[m][1] for m in agency.members if m in agencies]
        covered = bool(members) and all(has_duties(member) for member in members)
        excused = agency.collective or agency.superior or covered
        if not has_duties(agency) and not excused:
            yield Finding(("agencies", index), {"agency": agency.name})


@rule("agency-not-in-recipients", Severity.WARNING)
def agency_not_in_recipients(case: Case) -> Iterable[Finding]:
    """Find agencies that have duties and that no line of Nơi nhận reaches."""
    if any(recipient.derived for recipient in case.plan.recipients):
        return
    for agency in unreached(case.plan):
        yield Finding(("agencies", case.plan.agencies.index(agency)), {"agency": agency.name})


@rule("recipient-empty", Severity.ERROR)
def recipient_empty(case: Case) -> Iterable[Finding]:
    """Find lines of Nơi nhận that name nobody."""
    for index, recipient in enumerate(case.plan.recipients):
        if not (recipient.name or recipient.agencies or recipient.derived):
            yield Finding(("recipients", index))


@rule("person-among-agencies", Severity.WARNING)
def person_among_agencies(case: Case) -> Iterable[Finding]:
    """Find personal names where only agencies belong: the register and Nơi nhận."""
    named = [(("agencies", i, "name"), a.name) for i, a in enumerate(case.plan.agencies)]
    named += [(("recipients", i, "name"), r.name or "") for i, r in enumerate(case.plan.recipients)]
    for path, name in named:
        match = _TITLED.search(name) or _unplaced(_PERSON.search(name), name)
        if match:
            yield Finding(path, {"person": match.group(1)})


def _unplaced(match: re.Match[str] | None, name: str) -> re.Match[str] | None:
    """Return a name of a person, unless a place, a school or a union is called after them."""
    return None if match and _CALLED_AFTER.search(name[: match.start()]) else match


@rule("unit-kind", Severity.ERROR)
def unit_kind(case: Case) -> Iterable[Finding]:
    """Find issuers whose kind does not belong to their level."""
    kinds = KINDS[case.plan.level]
    if case.issuer.kind.lower() not in kinds:
        yield Finding(("issuer", "kind"), {"kind": case.issuer.kind, "kinds": ", ".join(kinds)})


@rule("unit-abolished", Severity.ERROR)
def unit_abolished(case: Case) -> Iterable[Finding]:
    """Find districts and townships in plans for years after the two-tier reform.

    Luật Tổ chức chính quyền địa phương 72/2025/QH15, in force from 1 July 2025.
    """
    if case.plan.period.first <= REFORM_YEAR:
        return
    for path, unit, district in _units(case.plan):
        if district or unit.kind.lower() in ABOLISHED:
            yield Finding(path, {"unit": unit.full_name, "period": str(case.plan.period)})


@text_rule("upper-level-left", Severity.WARNING)
def upper_level_left(case: Case, texts: Texts) -> Iterable[Finding]:
    """Find words of an upper level in a lower level's plan: `trên địa bàn huyện` in a commune's.

    A copied sentence keeps the level of the plan it came from: it places something in all of an
    upper unit, lets that unit act (`Huyện thành lập …`), or speaks to many of the issuer's own
    level (`UBND các xã`). One that names the superior unit (`trên địa bàn huyện Phù Cừ`) means it,
    and so does one that tells what its committee or council decides.
    """
    above = tuple(_kinds_above(case.issuer))
    if not above:
        return
    for typed in texts:
        words = _upper(typed.text, above, case.plan.level) if typed.template else ""
        if words:
            yield Finding(typed.path, {"text": words}, words.split()[0])


def _kinds_above(issuer: Unit) -> Iterator[str]:
    """Yield the kinds of the units above an issuer that are other than its own."""
    unit = issuer.parent
    while unit is not None:
        if unit.kind.lower() != issuer.kind.lower():
            yield unit.kind.lower()
        unit = unit.parent


@lru_cache(maxsize=1024)
def _upper(text: str, above: tuple[str, ...], level: Level) -> str:
    """Return words that only a plan of an upper level has in this sense."""
    typed = outside_expressions(text)
    for match in _of_above(above, level).finditer(typed):
        sentence = re.split(r"[.;]", typed[: match.start()])[-1]
        if not _DECIDED.search(sentence):
            return match.group().strip(" .;:")
    return ""


@cache
def _of_above(above: tuple[str, ...], level: Level) -> re.Pattern[str]:
    """Return the pattern of an upper level's words; departments are a province's in any plan."""
    kind = f"(?:{'|'.join(above)})"
    heads = "|".join(name.capitalize() for name in above)
    own = "|".join(KINDS[level])
    below = rf"(?:{own})(?:, (?:{own}))+"
    ways = [
        rf"\b(?:[Tt]rên địa bàn|[Tt]oàn|[Tt]rong phạm vi) {kind}\b(?! [{UPPER}\d])",
        rf"(?:^|[.;:] )(?:{heads}) (?!ủy|đoàn|đội|lộ)[{LOWER}]+",
        rf"\b(?:UBND|[UỦ]y ban nhân dân|[Cc]hính quyền)(?: các| cấp)? {below}",
        rf"\b(?:UBND|[Ủủ]y ban nhân dân) (?:các|cấp) (?:{own})\b",
        rf"\b[Cc]ác {below}\b",
    ]
    if level is Level.COMMUNE:
        ways.append(rf"\b[Cc]ác [Ss]ở, (?:ban, )?ngành\b(?! {_OF_ABOVE})")
    return re.compile("|".join(ways))


def _units(plan: Plan) -> Iterable[tuple[tuple[str, ...], Unit, bool]]:
    """Return the issuer and the units above it; whether each stands on the abolished level."""
    yield ("issuer",), plan.issuer, plan.level is Level.DISTRICT
    path: tuple[str, ...] = ("issuer", "parent")
    unit = plan.issuer.parent
    while unit is not None:
        yield path, unit, unit.parent is not None
        path, unit = (*path, "parent"), unit.parent
