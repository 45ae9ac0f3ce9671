"""The drawn lines of letterhead and title: Phụ lục I, mục II.1.b, II.2.b and II.5.b."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.check.form.metrics import measured
from generator.check.form.strokes import (
    BORDER,
    TYPED,
    UNDERLINED,
    Line,
    gap_above,
    has_line,
    length_of,
    line_under,
    lined_part,
    off_middle,
)
from generator.check.form.view import at, laid_out, millimetres, permits
from generator.check.registry import Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role

SOLID = ("", "single", "thick", "double")


@dataclass(frozen=True, slots=True)
class Lined:
    """An element with a line under it: the stem of its rules' ids, its part, entry and clause."""

    id: str
    role: Role
    key: str
    clause: str


LINED = (
    Lined("nd30.pl1.ii.1.b.motto", Role.MOTTO, "motto", "Phụ lục I, mục II.1.b"),
    Lined("nd30.pl1.ii.2.b.issuer", Role.ISSUER, "issuer", "Phụ lục I, mục II.2.b"),
    Lined("nd30.pl1.ii.5.b.subject", Role.SUBJECT, "subject", "Phụ lục I, mục II.5.b"),
)
Judge = Callable[[Case, Line, Located, dict[str, Any]], dict[str, str] | None]


def _is_drawn(_: Case, line: Line, __: Located, ___: dict[str, Any]) -> dict[str, str] | None:
    return {} if line.kind in (TYPED, UNDERLINED) else None


def _is_solid(_: Case, line: Line, __: Located, tolerance: dict[str, Any]) -> dict[str, str] | None:
    """Judge whether a line has no gaps and lies level."""
    border = line.kind != BORDER or line.paragraph.border in SOLID
    level = line.stroke.height <= tolerance["line_slope"]
    whole = border and line.stroke.solid and level
    return None if whole else {}


def _length(
    case: Case, line: Line, part: Located, tolerance: dict[str, Any]
) -> dict[str, str] | None:
    """Judge a length against those of all lines of the text: which is meant is left open."""
    widths = measured(case, part)
    allowed = case.form["elements"][_KEYS[part.role]]["rule"]["allow"]
    slack = tolerance["line_length"]
    low, high = min(widths) * allowed["min"], max(widths) * allowed["max"]
    shortest, longest = length_of(case, line)
    if longest >= low * (1 - slack) and shortest <= high * (1 + slack):
        return None
    ends = dict.fromkeys(millimetres(one) for one in (low, high))
    return {"found": millimetres((shortest + longest) / 2), "allowed": " - ".join(ends)}


def _middle(
    case: Case, line: Line, part: Located, tolerance: dict[str, Any]
) -> dict[str, str] | None:
    off = off_middle(case, line, part)
    return {"found": millimetres(off)} if off > tolerance["line_middle"] else None


def _near(
    case: Case, line: Line, part: Located, tolerance: dict[str, Any]
) -> dict[str, str] | None:
    return None if permits(tolerance["line_gap"], gap_above(case, line, part)) else {}


_KEYS = {one.role: one.key for one in LINED}
# How a line is made and what it measures; lengths and places are often a little off by hand.
ASPECTS: dict[str, tuple[Severity, Judge]] = {
    "drawn": (Severity.WARNING, _is_drawn),
    "solid": (Severity.ERROR, _is_solid),
    "length": (Severity.WARNING, _length),
    "centred": (Severity.WARNING, _middle),
    "near": (Severity.WARNING, _near),
}


def _enter(lined: Lined) -> None:
    """Enter the rule that a line is there."""

    @rule(f"{lined.id}-line", Severity.ERROR, lined.clause)
    def is_there(case: Case) -> Iterator[Fault]:
        laid_out(case)
        if not has_line(case, lined.role):
            yield at(lined_part(case, lined.role))


def _enter_aspect(lined: Lined, aspect: str) -> None:
    """Enter the rule that judges one aspect of a line."""
    severity, judge = ASPECTS[aspect]

    @rule(f"{lined.id}-line-{aspect}", severity, lined.clause, words=f"line.{aspect}")
    def judged(case: Case) -> Iterator[Fault]:
        laid_out(case)
        line = line_under(case, lined.role)
        part = lined_part(case, lined.role)
        wrong = judge(case, line, part, case.form["check"]["tolerance"])
        if wrong is not None:
            yield at(part, element=case.form["elements"][lined.key]["name"], **wrong)


for _lined in LINED:
    _enter(_lined)
    for _aspect in ASPECTS:
        _enter_aspect(_lined, _aspect)
