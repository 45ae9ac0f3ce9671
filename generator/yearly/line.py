"""The order of the steps: read last year's file, roll it over, edit it, judge it, list the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from generator.change.rollover import RolledOver, Wish, rollover
from generator.diagnostics import Diagnostic, Place, Refused, has_errors
from generator.pipeline import Validated, examined, validate
from generator.plan.editing import Edit, edited
from generator.plan.model import Plan
from generator.plan.review import UNDECIDED, typed_at, values_of
from generator.plan.source import Source, parse_plan
from generator.plan.workbook import actuals_workbook, read_actuals
from generator.yearly.report import review_text
from generator.yearly.rows import Row, items_of, offers_of, rows_of, told
from generator.yearly.sheet import review_sheet

_LIST = "review"
_UNCONFIRMED = "plan.review-unconfirmed"
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NextYear:
    """The plan file of the new years, its lists, how much is left, and findings about the plan."""

    files: Mapping[Path, bytes]
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...]

    def count(self, status: str) -> int:
        """Return how many entries are to be decided, confirmed, or changed by themselves."""
        return sum(row.status == status for row in self.rows)


def next_year(
    path: Path, target: Path, to: str, *, actuals: Path | None = None, two_tier: bool = False
) -> NextYear:
    """Return last year's plan file as that of the years `to`, with the lists that go beside it.

    Raises Refused when last year's plan or the sheet of actual figures has an error, and when the
    plan cannot be of those years.
    """
    validated = validate(path)
    if has_errors(validated.diagnostics):
        raise Refused(validated.diagnostics)
    source = validated.source
    try:
        rolled = rollover(source.plan, Wish(to, _figures(actuals, source.plan), two_tier))
    except Refused as refused:
        raise Refused(source.locate(d) if d.path else d for d in refused.diagnostics) from None
    return _made(path.read_bytes(), validated, rolled, target)


def actuals_of(path: Path) -> tuple[bytes, int, tuple[Diagnostic, ...]]:
    """Return the sheet for the actual figures of a plan, its rows, and findings about the plan.

    Raises Refused when the plan has an error, or no targets.
    """
    validated = validate(path)
    plan = validated.source.plan
    found = validated.diagnostics
    if not plan.targets:
        found = (*found, Diagnostic("rollover.no-targets", place=Place(str(path))))
    if has_errors(found):
        raise Refused(found)
    return actuals_workbook(plan), len(plan.targets), found


def _figures(actuals: Path | None, plan: Plan) -> Mapping[str, Decimal]:
    """Return the actual figures in a sheet, none without a sheet."""
    if actuals is None:
        return {}
    try:
        data = actuals.read_bytes()
    except OSError as error:
        code = "load.not-found" if isinstance(error, FileNotFoundError) else "load.unreadable"
        raise Refused([Diagnostic(code, place=Place(str(actuals)))]) from None
    return read_actuals(data, str(actuals), plan)


def _made(data: bytes, last: Validated, rolled: RolledOver, target: Path) -> NextYear:
    """Return the files of a rollover and what is to be said about the new plan.

    What nobody looked at in last year's list is told once more: the list itself is made anew.
    """
    source = last.source
    values = values_of(rolled.plan)
    items = items_of(rolled.entries, values)
    edits = [_as_typed(edit, source) for edit in rolled.edits]
    if (_LIST,) in source.tree.spans:
        edits.append(Edit((_LIST,), None, action="remove"))
    listed = {_LIST: items} if items else {}
    plan = edited(data, source.tree.file, edits, listed, told("rollover.review.in-file"))
    checked = examined(parse_plan(plan, target.name))
    rows = rows_of(rolled.entries, values, checked.source.tree)
    stem = target.with_suffix("").name
    title = told("rollover.review.title", {"period": str(rolled.plan.period)})
    text = review_text(rows, target.name, title, offers_of(rolled.entries))
    files = {
        target: plan,
        target.with_name(f"{stem}.review.md"): text.encode("utf-8"),
        target.with_name(f"{stem}.review.xlsx"): review_sheet(rows, target.name),
    }
    left = (d for d in last.diagnostics if d.code == _UNCONFIRMED)
    return NextYear(files, rows, (*left, *_besides(checked)))


def _as_typed(edit: Edit, source: Source) -> Edit:
    """Return an edit of a date with the zeros that its author typed: 31/08/2027, 9/12."""
    old = typed_at(source.tree.value, edit.path)
    before = _DATE.fullmatch(old) if isinstance(old, str) else None
    after = _DATE.fullmatch(edit.value or "")
    if not before or not after:
        return edit
    typed = zip(before.groups()[:2], after.groups()[:2], strict=True)
    day, month = (_padded(int(new), old_part) for old_part, new in typed)
    return replace(edit, value="/".join(filter(None, (day, month, after.group(3)))))


def _padded(number: int, like: str) -> str:
    """Return a day or month with a zero where one of its kind was typed with, or without, it."""
    return f"{number:02d}" if like.startswith("0") or len(like) > 1 else str(number)


def _besides(checked: Validated) -> tuple[Diagnostic, ...]:
    """Return the findings about the new plan that are no items of the list."""
    return tuple(d for d in checked.diagnostics if d.code not in (UNDECIDED, _UNCONFIRMED))
