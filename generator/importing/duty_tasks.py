"""The rows of an assignment table as tasks: who leads, who supports, until when, to what result."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from generator.importing.draft import Draft
from generator.importing.duty_table import Reading
from generator.importing.naming import Agencies
from generator.importing.words import literal
from generator.vietnamese import folded, format_date, parse_date
from generator.vietnamese.dates import looks_like_date

_FORMS = (
    ("I", re.compile(r"[IVXL]+\.?")), ("A", re.compile(r"[A-ZĐ]\.?")),
    ("1", re.compile(r"\d+\.?")), ("1.1", re.compile(r"\d+(?:\.\d+)+\.?")),
    ("a", re.compile(r"[a-zđ][.)]?")),
)  # fmt: skip
_GAP = "…"


class TaskMaker:
    """Makes tasks of the rows of a table, group lines above their rows.

    `leaderless`, `dueless` and `typed_days` are the titles or days that a person must look at;
    `numbered` says that the rows have numbers of their own.
    """

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
        groups = [self._group(row) for row in self.reading.rows]
        last = max((number for number, group in enumerate(groups) if not group), default=-1)
        for number, row in enumerate(self.reading.rows):
            cells = self._named(row)
            if groups[number] and number < last:
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
