"""An assignment table as tasks: who leads and supports what, until when, with what result."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.importing.accounting import STANDARD
from generator.importing.draft import Draft
from generator.importing.grid import cell_text, placed_cells
from generator.importing.naming import Agencies
from generator.importing.remarks import Kind
from generator.importing.texts import at, nodes_of
from generator.importing.words import literal, words
from generator.plan.fields import Path
from generator.reading.anatomy import Confidence, Role
from generator.reading.sheet import Table
from generator.vietnamese import folded, format_date, parse_date
from generator.vietnamese.dates import looks_like_date

_FIELDS = (
    ("index", re.compile(r"(?:so )?t\s*/?\s*t|stt|so thu tu")),
    ("support", re.compile(r".*phoi hop.*")),
    ("lead", re.compile(r".*(?:chu tri|chiu trach nhiem|(?:don vi|co quan|bo phan) thuc hien).*")),
    ("due", re.compile(r".*(?:thoi han|thoi gian|tien do|hoan thanh).*")),
    ("product", re.compile(r".*(?:san pham|ket qua|dau ra).*")),
    ("task", re.compile(r".*(?:nhiem vu|noi dung|cong viec|giai phap|hoat dong|chi tieu).*")),
)
_FORMS = (
    ("I", re.compile(r"[IVXL]+\.?")), ("A", re.compile(r"[A-ZĐ]\.?")),
    ("1", re.compile(r"\d+\.?")), ("1.1", re.compile(r"\d+(?:\.\d+)+\.?")),
    ("a", re.compile(r"[a-zđ][.)]?")),
)  # fmt: skip
_BOTH = re.compile(r"(?:chủ trì|phối hợp)\b\s*:|\bphối hợp\b", re.IGNORECASE)
"""Words by which one cell names who leads and who supports; only a person can part them."""
_GAP = "…"
_MOST_HEADS = 3


@dataclass(slots=True)
class Reading:
    """A table read as an assignment table: what each column shows, its headings, its rows."""

    shows: list[str]
    titles: list[str]
    rows: list[list[str]]
    merged: bool = False
    counted: bool = False
    unfit: bool = False
    dropped: list[str] = field(default_factory=list)


def duties_step(draft: Draft) -> None:
    """Make tasks of the assignment tables, each where the plan then prints the same words."""
    tables = {_place(table): table for table in _tables(draft)}
    for path, node in list(nodes_of(draft.values)):
        if "table" not in node or "from" in node:
            continue
        table = tables.get(_words_of(node["table"]))
        reading = read_duties(table) if table else None
        if reading and reading.unfit:
            draft.material.remarks.say(Kind.LOOK, "import.table-kept", title=reading.titles[0])
        elif reading:
            _take(draft, path, reading)


def _tables(draft: Draft) -> list[Table]:
    return [p.table for p in draft.material.anatomy.of(Role.TABLE) if p.table is not None]


def _place(table: Table) -> tuple[str, ...]:
    return tuple(words(" ".join(cell_text(cell) for row in table.rows for cell in row)))


def _words_of(values: dict[str, Any]) -> tuple[str, ...]:
    cells = [column["title"] for column in values["columns"]]
    cells += [cell for row in values["rows"] for cell in row]
    return tuple(words(" ".join(cells)))


def read_duties(table: Table) -> Reading | None:
    """Return a table as an assignment table; None where its columns are not those of one.

    It is `unfit` where one cell names lead and support, or two columns have no place in a plan.
    """
    heads, body, merged = _laid_out(table)
    shows = _shows(heads)
    if "task" not in shows or "lead" not in shows or not body:
        return None
    leads = "\n".join(row[shows.index("lead")] for row in body)
    reading = Reading(shows, heads, body, merged, unfit=bool(_BOTH.search(leads)))
    _count(reading)
    for column in reversed([n for n, show in enumerate(shows) if show == ""]):
        if any(row[column] for row in body):
            reading.unfit |= "text" in shows
            shows[column] = "text"
        else:
            reading.dropped.append(heads[column])
            for row in (shows, heads, *body):
                del row[column]
    return reading


def _count(reading: Reading) -> None:
    """Number the rows of a table whose column of numbers is empty."""
    if "index" not in reading.shows:
        return
    index = reading.shows.index("index")
    others = [n for n, show in enumerate(reading.shows) if show not in ("index", "task")]
    if any(row[index] for row in reading.rows):
        return
    rows = [row for row in reading.rows if any(row[n] for n in others)]
    for number, row in enumerate(rows, 1):
        row[index] = str(number)
    reading.counted = True


def _laid_out(table: Table) -> tuple[list[str], list[list[str]], bool]:
    """Return the headings and rows of a table, what is merged downwards written in every row."""
    placed = placed_cells(table)
    width = max((c + cell.columns for row in placed for c, cell in row), default=0)
    grid = [[""] * width for _ in placed]
    merged = False
    count = _head_rows(placed, table)
    for r, row in enumerate(placed):
        for column, cell in row:
            last = r if r < count else min(r + cell.rows, len(grid)) - 1
            merged |= last > r and bool(cell_text(cell))
            for below in range(r, last + 1):
                grid[below][column] = cell_text(cell)
    heads = [" ".join(" ".join(grid[r][c] for r in range(count)).split()) for c in range(width)]
    return heads, grid[count:], merged


def _head_rows(placed: list[list[tuple[int, Any]]], table: Table) -> int:
    """Return how many rows the headings take: those that cells of the first reach into."""
    if not placed:
        return 0
    reach = max((cell.rows for _, cell in placed[0]), default=1)
    return min(max(reach, table.header_rows, 1), _MOST_HEADS, len(placed))


def _shows(heads: Sequence[str]) -> list[str]:
    """Return what each column shows, each thing once."""
    shows: list[str] = []
    for head in heads:
        key = folded(head)
        fits = [name for name, pattern in _FIELDS if pattern.fullmatch(key)]
        if "lead" in fits and "support" in fits:
            fits = ["lead"]
        shows.append(next((name for name in fits if name not in shows), ""))
    return shows


def _take(draft: Draft, path: Path, reading: Reading) -> None:
    """Put tasks in place of a table, or say why the table stays as it is."""
    before = set(draft.material.slugs.taken)
    values = deepcopy(draft.values)
    maker = _Maker(
        draft, reading, Agencies(values.setdefault("agencies", []), draft.material.slugs)
    )
    tasks = maker.tasks()
    node = at(values, path)
    expected = [" ".join(reading.titles), *(" ".join(row) for row in reading.rows)]
    block: dict[str, Any] = {"block": "assignment-table"}
    standard = [*zip(reading.shows, reading.titles, strict=True)] == list(STANDARD)
    if not standard or maker.numbered:
        block["columns"] = [
            {"show": show, "title": literal(title)}
            for show, title in zip(reading.shows, reading.titles, strict=True)
        ]
    if known := [task["id"] for task in values.get("tasks", ())]:
        block["only"] = [task["id"] for task in tasks]
        _keep_apart(values, known)
    derived = block if len(block) > 1 else "assignment-table"
    kept = [("from", derived) if key == "table" else (key, held) for key, held in node.items()]
    node.clear()
    node.update(kept)
    values["tasks"] = [*values.get("tasks", []), *tasks]
    if maker.numbered:
        values["wording"] = {"task_heading": "{{ title }}"}
    if draft.restructured(values, {path: expected}):
        _say(draft, maker, reading)
    else:
        draft.material.slugs.taken = before
        draft.material.remarks.say(Kind.LOOK, "import.table-kept", title=reading.titles[0])


def _keep_apart(values: dict[str, Any], known: list[str]) -> None:
    """Let a table that shows all tasks show those that there are so far."""
    for _, node in nodes_of(values):
        block = node.get("from")
        if block == "assignment-table":
            node["from"] = {"block": block, "only": known}
        elif isinstance(block, dict) and block["block"] == "assignment-table":
            block.setdefault("only", known)


def _say(draft: Draft, maker: "_Maker", reading: Reading) -> None:
    say = draft.material.remarks.say
    say(Kind.RECOGNISED, "import.tasks", Confidence.SURE, count=str(maker.count))
    if reading.merged:
        say(Kind.ASSUMED, "import.merged-cells")
    if reading.counted:
        say(Kind.ASSUMED, "import.rows-counted")
    if reading.dropped:
        say(Kind.ASSUMED, "import.empty-columns", titles=", ".join(reading.dropped))
    gaps = (
        (maker.leaderless, "import.no-lead"),
        (maker.dueless, "import.no-due"),
        (maker.typed_days, "import.day-as-words"),
    )
    for gap, code in gaps:
        if gap:
            say(Kind.LOOK, code, count=str(len(gap)), text=gap[0][:60])


class _Maker:
    """Makes tasks of the rows of a table, group lines above their rows."""

    def __init__(self, draft: Draft, reading: Reading, agencies: Agencies) -> None:
        """Begin with the agencies that are known."""
        self.draft, self.reading, self.agencies = draft, reading, agencies
        self.count = 0
        self.numbered = False
        self.leaderless: list[str] = []
        self.dueless: list[str] = []
        self.typed_days: list[str] = []
        self.default = f"nam {draft.plan.period}"

    def tasks(self) -> list[dict[str, Any]]:
        """Return the tasks, those of a group below it."""
        top: list[dict[str, Any]] = []
        stack: list[tuple[str, dict[str, Any]]] = []
        kinds = [self._group(row) for row in self.reading.rows]
        for number, row in enumerate(self.reading.rows):
            cells = self._named(row)
            if kinds[number] and any(not kind for kind in kinds[number + 1 :]):
                form = self._form(cells)
                while stack and form in [f for f, _ in stack]:
                    stack.pop()
                task = self._head(cells)
                task["tasks"] = []
                (stack[-1][1]["tasks"] if stack else top).append(task)
                stack.append((form, task))
            else:
                (stack[-1][1]["tasks"] if stack else top).append(self._row(cells))
        return top

    def _named(self, row: Sequence[str]) -> dict[str, str]:
        cells = dict(zip(self.reading.shows, row, strict=True))
        if not cells["task"]:  # a group line merged across the table stands in its first cell
            first = next((text for text in row if text), "")
            cells["task"], cells["index"] = first, ""
        return cells

    def _group(self, row: Sequence[str]) -> bool:
        """Return whether a row is a line above others: a name and nothing that is due."""
        cells = dict(zip(self.reading.shows, row, strict=True))
        filled = [show for show, text in cells.items() if text and show != "index"]
        return filled == ["task"] or (not filled and bool(cells.get("index")))

    def _form(self, cells: dict[str, str]) -> str:
        index = cells.get("index", "").strip() or cells["task"].split(" ")[0]
        return next((form for form, pattern in _FORMS if pattern.fullmatch(index)), "")

    def _head(self, cells: dict[str, str]) -> dict[str, Any]:
        title = cells["task"] or _GAP
        task: dict[str, Any] = {"id": self.draft.material.slugs.of(title, "nhiem-vu")}
        if cells.get("index"):
            task["number"] = cells["index"]
            self.numbered = True
        return task | {"title": literal(title)}

    def _row(self, cells: dict[str, str]) -> dict[str, Any]:
        self.count += 1
        title = cells["task"] or _GAP
        task: dict[str, Any] = {"id": self.draft.material.slugs.of(title, "nhiem-vu")}
        index = cells.get("index", "").strip()
        if index and index.rstrip(".") != str(self.count):
            task["number"], self.numbered = index, True
        task["title"] = literal(title)
        leads = self.agencies.ids_in(cells.get("lead", ""))
        if not leads:
            leads = [self.agencies.id_of(_GAP)]
            self.leaderless.append(title)
        task["lead"] = leads[0] if len(leads) == 1 else leads
        support = self.agencies.ids_in(cells.get("support", ""))
        if support:
            task["support"] = support
        self._due(task, cells)
        for name in ("product", "text"):
            if cells.get(name):
                task[name] = literal(cells[name])
        return task

    def _due(self, task: dict[str, Any], cells: dict[str, str]) -> None:
        if "due" not in cells:
            return
        due = " ".join(cells["due"].split())
        if not due:
            task["due"] = _GAP
            self.dueless.append(str(task["title"]))
        elif folded(due) != self.default:
            task["due"] = self._day(due)

    def _day(self, due: str) -> str:
        """Return a day as the plan keeps it; one it would print otherwise stays as words."""
        if not looks_like_date(due):
            return literal(due)
        try:
            day: date = parse_date(due)
        except ValueError:
            day = date.min
        if format_date(day) == due and day.year in range(
            self.draft.plan.period.first, self.draft.plan.period.last + 1
        ):
            return due
        self.typed_days.append(due)
        return f"{{{{ '{due}' }}}}"
