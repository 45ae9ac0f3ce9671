"""Assignment tables become tasks, each where the plan then prints the same words."""

from copy import deepcopy
from typing import Any

from generator.importing.accounting import STANDARD
from generator.importing.draft import Draft
from generator.importing.duty_table import Reading, read_duties
from generator.importing.duty_tasks import TaskMaker
from generator.importing.grid import cell_text
from generator.importing.naming import Agencies
from generator.importing.remarks import Kind
from generator.importing.texts import at, nodes_of
from generator.importing.words import literal, words
from generator.plan.fields import Path
from generator.reading.anatomy import Confidence, Role
from generator.reading.sheet import Table


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


def _take(draft: Draft, path: Path, reading: Reading) -> None:
    """Put tasks in place of a table, or say why the table stays as it is."""
    before = set(draft.material.slugs.taken)
    values = deepcopy(draft.values)
    maker = TaskMaker(
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


def _say(draft: Draft, maker: TaskMaker, reading: Reading) -> None:
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
