"""What changed in a table that an author made: its headings and rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.alignment import Pair, gaps, likeness, matches, paired, weights
from generator.plan.model import Column, Table

_ALIKE = 0.3  # the share of common words that makes two rows the same one
_COLUMNS, _ROWS = (str(Table.model_fields[name].title) for name in ("columns", "rows"))
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """A heading or row that changed, came or went (one side empty), or stands elsewhere."""

    title: str
    before: str
    after: str
    old: int | None = None
    new: int | None = None
    moved: bool = False


def table_changes(old: Table, new: Table) -> Iterator[TableChange]:
    """Yield what changed in a table; where columns came or went, the table as a whole."""
    if len(old.columns) != len(new.columns):
        yield TableChange("", _whole(old), _whole(new))
        return
    for before, after in zip(old.columns, new.columns, strict=True):
        if before != after:
            yield TableChange(_COLUMNS, _heading(before), _heading(after))
    yield from _row_changes(old.rows, new.rows)


def _whole(table: Table) -> str:
    lines = [tuple(column.title for column in table.columns), *table.rows]
    return "\n".join(map(_line, lines))


def _heading(column: Column) -> str:
    return f"{column.title} ({column.align})"


def _line(row: Row) -> str:
    return " | ".join(row)


def _row_changes(old: Sequence[Row], new: Sequence[Row]) -> Iterator[TableChange]:
    pairs = _pairs(old, new)
    gone = [i for i in range(len(old)) if i not in {i for i, _ in pairs}]
    came = [j for j in range(len(new)) if j not in {j for _, j in pairs}]
    for i, j in pairs:
        if old[i] != new[j]:
            yield TableChange(_ROWS, _line(old[i]), _line(new[j]), i, j)
    for j in came:
        same = next((i for i in gone if old[i] == new[j]), None)
        if same is None:
            yield TableChange(_ROWS, "", _line(new[j]), None, j)
        else:
            gone.remove(same)
            yield TableChange(_ROWS, _line(old[same]), _line(new[j]), same, j, moved=True)
    for i in gone:
        yield TableChange(_ROWS, _line(old[i]), "", i)


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """Return the rows that are the same one, in order: equal, alike, or one in place of one."""
    equal = matches(old, new)
    found = list(equal)
    for rows, columns in gaps(equal, len(old), len(new)):
        left = [i for i in rows if old[i] not in new]
        right = [j for j in columns if new[j] not in old]
        if len(left) == len(right) == 1:
            found.append((left[0], right[0]))
        else:
            found += _alike(old, new, left, right)
    return sorted(found)


def _alike(
    old: Sequence[Row], new: Sequence[Row], left: Sequence[int], right: Sequence[int]
) -> list[Pair]:
    """Return the rows at some places that have words in common."""
    one, other = ([weights(_line(rows[n])) for n in places]
                  for rows, places in ((old, left), (new, right)))  # fmt: skip

    def score(i: int, j: int) -> float:
        share = likeness(one[i], other[j])
        return share if share >= _ALIKE else 0.0

    return [(left[i], right[j]) for i, j in paired(score, len(left), len(right))]
