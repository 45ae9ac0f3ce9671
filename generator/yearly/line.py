"""The order of the steps: read last year's file, roll it over, edit it, judge it, list the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.change.rollover import RolledOver, Wish, rollover
from generator.diagnostics import Diagnostic, Place, Refused, has_errors
from generator.pipeline import Validated, examined, validate
from generator.plan.editing import Edit, edited
from generator.plan.model import Plan
from generator.plan.review import UNDECIDED, values_of
from generator.plan.source import Source, parse_plan
from generator.plan.workbook import actuals_workbook, read_actuals
from generator.plan.yaml_tree import dump_yaml
from generator.yearly.report import review_text
from generator.yearly.rows import Row, items_of, rows_of, told
from generator.yearly.sheet import review_sheet

_LIST = "review"


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
    data = path.read_bytes() if path.is_file() else b""
    validated = validate(path)
    if has_errors(validated.diagnostics):
        raise Refused(validated.diagnostics)
    source = validated.source
    try:
        rolled = rollover(source.plan, Wish(to, _figures(actuals, source.plan), two_tier))
    except Refused as refused:
        raise Refused(source.locate(d) if d.path else d for d in refused.diagnostics) from None
    return _made(data, source, rolled, target)


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


def _made(data: bytes, source: Source, rolled: RolledOver, target: Path) -> NextYear:
    """Return the files of a rollover and what is to be said about the new plan."""
    values = values_of(rolled.plan)
    items = items_of(rolled.entries, values)
    edits = list(rolled.edits)
    if (_LIST,) in source.tree.spans:
        edits.append(Edit((_LIST,), None, action="remove"))
    plan = edited(data, source.tree.file, edits, _listed(items))
    checked = examined(parse_plan(plan, target.name))
    rows = rows_of(rolled.entries, values, checked.source.tree)
    stem = target.with_suffix("").name
    title = told("rollover.review.title", {"period": str(rolled.plan.period)})
    files = {
        target: plan,
        target.with_name(f"{stem}.review.md"): review_text(rows, target.name, title).encode(
            "utf-8"
        ),
        target.with_name(f"{stem}.review.xlsx"): review_sheet(rows, target.name),
    }
    return NextYear(files, rows, _besides(checked))


def _listed(items: list[dict[str, str]]) -> str:
    """Return the list of open items as the last lines of a plan file."""
    if not items:
        return ""
    text = dump_yaml({_LIST: items}).decode("utf-8")
    return text.replace(f"{_LIST}:\n", f"{_LIST}:  # {told('rollover.review.in-file')}\n", 1)


def _besides(checked: Validated) -> tuple[Diagnostic, ...]:
    """Return the findings about the new plan that are no items of the list."""
    own = (UNDECIDED, "plan.review-unconfirmed")
    return tuple(d for d in checked.diagnostics if d.code not in own)
