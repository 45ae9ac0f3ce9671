"""Where the elements stand to each other on the page: Phụ lục I, mục IV and II."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from generator.check.form.metrics import beside, column, unwrapped
from generator.check.form.view import HALF_POINTS, at, laid_out, letters, permits, points, present
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Paragraph, Part

MAP = "Phụ lục I, mục IV.2"
LEFT, RIGHT = (Role.SUPERIOR, Role.ISSUER, Role.NUMBER), (Role.NATION, Role.MOTTO, Role.PLACE_DATE)


@rule("nd30.pl1.iv.head-sides", Severity.ERROR, MAP)
def head_sides(case: Case) -> Iterator[Fault]:
    """The agency and its number stand on the left, Quốc hiệu and the day on the right."""
    laid_out(case)
    nation, issuer = (_first(case, role) for role in (Role.NATION, Role.ISSUER))
    _in_one_table(nation, issuer)
    for part in present(case, *LEFT, *RIGHT):
        own, bound = _cell(part), _cell(nation if part.role in LEFT else issuer)
        if own and (own >= bound if part.role in LEFT else own <= bound):
            yield at(part)


@rule("nd30.pl1.iv.sign-sides", Severity.ERROR, MAP)
def sign_sides(case: Case) -> Iterator[Fault]:
    """Nơi nhận stands on the left, the signature on the right."""
    laid_out(case)
    listed, signed = (_first(case, role) for role in (Role.RECIPIENTS, Role.AUTHORITY))
    _in_one_table(listed, signed)
    if _cell(listed) >= _cell(signed):
        yield at(listed)


@rule("nd30.pl1.ii.9.d.label-level", Severity.ERROR, "Phụ lục I, mục II.9.d")
def label_level(case: Case) -> Iterator[Fault]:
    """The words Nơi nhận stand level with the first line of authority."""
    laid_out(case)
    listed, signed = (_first(case, role) for role in (Role.RECIPIENTS, Role.AUTHORITY))
    _in_one_table(listed, signed)
    if len({(_place(part)[1], _above(case, part)) for part in (listed, signed)}) > 1:
        yield at(listed)


def _enter_spacing(stem: str, clause: str, *roles: Role) -> None:
    """Enter the rule that lines of the letterhead follow each other at single spacing."""

    @rule(f"{stem}.spacing", Severity.WARNING, clause, words="head.spacing")
    def spacing(case: Case) -> Iterator[Fault]:
        laid_out(case)
        found = [(part, p) for part in present(case, *roles) for p in part.paragraphs]
        if len(found) < 2:  # noqa: PLR2004 - one line has no other
            raise not_applicable("one-line")
        limits = case.form["check"]["head"]
        for (part, upper), (_, lower) in pairwise(found):
            if _is_apart(case, upper, lower, limits["line"], limits["gap"]):
                yield at(part)
                return


_enter_spacing("nd30.pl1.ii.1.c", "Phụ lục I, mục II.1.c", Role.NATION, Role.MOTTO)
_enter_spacing("nd30.pl1.ii.2.b", "Phụ lục I, mục II.2.b", Role.SUPERIOR, Role.ISSUER)


def _enter_one_line(stem: str, clause: str, role: Role, key: str) -> None:
    """Enter the rule that an element of the letterhead takes one line."""

    @rule(f"{stem}-one-line", Severity.WARNING, clause, words="head.one-line")
    def one_line(case: Case) -> Iterator[Fault]:
        laid_out(case)
        for part in present(case, role):
            if not part.paragraphs or "table" not in dict(_place(part)):
                raise not_evaluated("no-table")
            if not _is_sized(part, case.form["elements"][key]["allow"]):
                raise not_applicable("size-told")
            room = column(case, _place(part))
            if len(part.paragraphs) > 1 or unwrapped(case, part.paragraphs[0]) > room:
                yield at(part, element=case.form["elements"][key]["name"])


_enter_one_line("nd30.pl1.ii.1.a.nation", "Phụ lục I, mục II.1.a", Role.NATION, "national-name")
_enter_one_line("nd30.pl1.ii.1.b.motto", "Phụ lục I, mục II.1.b", Role.MOTTO, "motto")
_enter_one_line("nd30.pl1.ii.4.c.date", "Phụ lục I, mục II.4.c", Role.PLACE_DATE, "place-date")


@rule("practice.banner-sizes", Severity.WARNING, "Thông lệ; Phụ lục I, mục V.1")
def banner_sizes(case: Case) -> Iterator[Fault]:
    """Quốc hiệu is one point smaller than Tiêu ngữ, as in the sample of the decree."""
    laid_out(case)
    sizes = [{run.look.size for run in letters(_first(case, role))} - {0}
             for role in (Role.NATION, Role.MOTTO)]  # fmt: skip
    if any(len(one) != 1 for one in sizes):
        raise not_evaluated("sizes-mixed")
    keys = ("national-name", "motto")
    allowed = [case.form["elements"][key]["allow"] for key in keys]
    roles = (Role.NATION, Role.MOTTO)
    if not all(_is_sized(_first(case, r), a) for r, a in zip(roles, allowed, strict=True)):
        raise not_applicable("size-told")
    nation, motto = (one.pop() for one in sizes)
    if motto - nation != HALF_POINTS:
        yield at(_first(case, Role.NATION), nation=points(nation), motto=points(motto))


def _first(case: Case, role: Role) -> Located:
    """Return the first part of a role that has paragraphs; raises for none."""
    found = next((part for part in present(case, role) if part.paragraphs), None)
    if found is None:
        raise not_applicable("absent")
    return found


def _place(part: Located) -> Part:
    return part.paragraphs[0].part if part.paragraphs else ()


def _cell(part: Located) -> int:
    """Return which cell of its row a part stands in, that of the outer table; 0 outside tables."""
    return next((number for name, number in _place(part) if name == "cell"), 0)


def _in_one_table(*parts: Located) -> None:
    """Raise where parts do not stand in one table, whose columns tell the sides."""
    tables = {_place(part)[:1] for part in parts}
    if len(tables) > 1 or not all(_cell(part) for part in parts):
        raise not_evaluated("no-table")


def _above(case: Case, part: Located) -> int:
    """Return how many paragraphs stand above a part in its cell."""
    places = [one.part for one in beside(case, _place(part))]
    return places.index(_place(part)) if _place(part) in places else 0


def _is_sized(part: Located, allowed: Mapping[str, Any]) -> bool:
    """Return whether the letters of a part have an allowed size; another rule tells else."""
    return all(permits(allowed["size"], run.look.size / HALF_POINTS) for run in letters(part))


def _is_apart(case: Case, upper: Paragraph, lower: Paragraph, line: int, gap: int) -> bool:
    """Return whether more than single spacing stands between two lines of one column."""
    if upper.part == lower.part:
        return False
    if any(p.spacing.rule == "multiple" and p.spacing.line > line for p in (upper, lower)):
        return True
    around: Sequence[Paragraph] = beside(case, upper.part)
    places = [one.part for one in around]
    if lower.part not in places or upper.part not in places:
        return False
    between = around[places.index(upper.part) + 1 : places.index(lower.part)]
    if between:
        return not any(one.text.strip() for one in between)
    return upper.spacing.after + lower.spacing.before > gap
