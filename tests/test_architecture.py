"""The rooms of the program: who may import whom, where each library lives, how long things are."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.command import ROOT

PACKAGE = "generator"
ARCHITECTURE = ROOT / "docs" / "architecture.md"

# Room -> what it may import of ours. A room is a module or a package with all that is in it; the
# longest name wins. Its own room and the version in generator/__init__.py are open to every room.
ROOMS: dict[str, set[str]] = {
    "generator": set(),
    "generator.__main__": {"generator.cli"},
    "generator.vietnamese": set(),
    "generator.messages": set(),
    "generator.resources": set(),
    "generator.alignment": set(),
    "generator.excel": {"generator.output"},
    "generator.diagnostics": {"generator.messages"},
    "generator.registers": {"generator.diagnostics", "generator.vietnamese", "generator.resources"},
    "generator.plan": {
        "generator.diagnostics",
        "generator.vietnamese",
        "generator.registers",
        "generator.resources",
    },
    "generator.document": {
        "generator.alignment",
        "generator.diagnostics",
        "generator.plan",
        "generator.vietnamese",
        "generator.resources",
    },
    "generator.reading": {
        "generator.diagnostics",
        "generator.vietnamese",
        "generator.document.package",  # the one safe way to open a zip and its XML
    },
    "generator.change": {
        "generator.alignment",
        "generator.diagnostics",
        "generator.plan",
        "generator.registers",
        "generator.vietnamese",
    },
    # From documents to plans; nothing of Word is known here but what reading tells.
    "generator.importing": {
        "generator.diagnostics",
        "generator.messages",
        "generator.plan",
        "generator.reading",
        "generator.registers",
        "generator.vietnamese",
    },
    "generator.output": {"generator.diagnostics"},
    "generator.pipeline": {
        "generator.plan",
        "generator.document",
        "generator.registers",
        "generator.diagnostics",
        "generator.marking",  # a draft has remarks in its margin
    },
    "generator.bulk": {
        "generator.excel",
        "generator.check",
        "generator.pipeline",
        "generator.change",
        "generator.deadlines",
        "generator.output",
        "generator.diagnostics",
        # The pipeline's stages: a bulk run takes plans through them without a file between.
        "generator.plan",
        "generator.document",
        "generator.registers",
        "generator.vietnamese",
        "generator.messages",
        "generator.resources",
    },
    # Who owes which report, when: values, words, and the papers made of them.
    "generator.deadlines": {
        "generator.diagnostics",
        "generator.excel",
        "generator.messages",
        "generator.plan",
        "generator.registers",
        "generator.vietnamese",
    },
    "generator.deadlines.receipts": {
        "generator.deadlines",
        "generator.diagnostics",
        "generator.output",
        "generator.vietnamese",
    },
    # The plans that paths mean, from whatever they come.
    "generator.gathering": {
        "generator.bulk",
        "generator.deadlines",
        "generator.diagnostics",
        "generator.pipeline",
        "generator.plan",
    },
    # Two plan files against each other, in the words of a clerk.
    "generator.comparing": {
        "generator.alignment",
        "generator.change",
        "generator.diagnostics",
        "generator.document.redline",
        "generator.excel",
        "generator.messages",
        "generator.pipeline",
        "generator.plan",
        "generator.vietnamese",
    },
    # Remarks and repairs in Word files that others made: their parts, as the reader has them.
    "generator.marking": {
        "generator.reading",
        "generator.vietnamese",
        "generator.diagnostics",
        "generator.document.package",
    },
    "generator.check": {
        "generator.excel",
        "generator.marking",
        "generator.messages",
        "generator.reading",
        "generator.diagnostics",
        "generator.vietnamese",
        "generator.registers",
        "generator.resources",
        "generator.document.standard",
        # A house file is YAML, read as strictly as a plan; a plan file is rendered to be checked;
        # what the documents of one master share is looked at once.
        "generator.plan.yaml_tree",
        "generator.plan.memory",
        "generator.pipeline",
    },
    # A rollover: a plan file in, a plan file and its lists out.
    "generator.yearly": {
        "generator.pipeline",
        "generator.change",
        "generator.plan",
        "generator.diagnostics",
        "generator.excel",
        "generator.messages",
    },
    "generator.cli": {
        "generator.check",
        "generator.pipeline",
        "generator.comparing",
        "generator.yearly",
        "generator.importing",
        "generator.bulk",
        "generator.deadlines",
        "generator.gathering",
        "generator.diagnostics",
        "generator.messages",
        "generator.output",
        "generator.plan.schema",
        "generator.plan.starter",
        "generator.document.catalogue",
        "generator.document.context",
        "generator.vietnamese",
    },
}

# Library -> the modules that know it. A library that is not named here is known nowhere.
LIBRARIES: dict[str, set[str]] = {
    "babel": {"generator.vietnamese"},
    "click": {"generator.cli"},
    "distributed": {"generator.bulk.cluster"},
    "docx": {"generator.document.engine"},
    "docxtpl": {"generator.document.engine"},
    "holidays": {"generator.registers.working_days"},
    "icalendar": {"generator.deadlines.calendar"},
    "isal": {"generator.document.engine.archive"},
    "jinja2": {
        "generator.plan.text",
        "generator.document.engine",
        "generator.document.lint",
        "generator.check.reporting.page",
    },
    "lxml": {
        "generator.check.repair",
        "generator.document.engine",
        "generator.document.lint",
        "generator.document.package",
        "generator.document.redline",
        "generator.marking",
        "generator.reading.word",
    },
    "markupsafe": {"generator.document.engine", "generator.document.strokes"},
    "platformdirs": {"generator.deadlines.receipts"},
    "pydantic": {"generator.plan"},
    "pydantic_core": {"generator.plan"},
    "pypdfium2": {"generator.reading.pdf"},
    "python_calamine": {"generator.plan.workbook"},
    "rich": {"generator.bulk.progress"},
    # Sheets that clerks fill in, and lists that they read.
    "xlsxwriter": {"generator.plan.workbook", "generator.excel"},
    "yaml": {"generator.plan.yaml_tree"},
}

HEAVY = {
    "babel", "dask", "distributed", "docx", "docxtpl", "holidays", "icalendar", "isal", "lxml",
    "pydantic", "pypdfium2", "python_calamine", "rich", "xlsxwriter", "yaml",
}  # fmt: skip
FUNCTION_LINES = 45
MODULE_LINES = 400


def module_name(path: Path) -> str:
    """Return the dotted name of a source file of the checkout."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(path): path for path in sorted((ROOT / PACKAGE).rglob("*.py"))}
SOURCES = {name: path.read_text("utf-8") for name, path in FILES.items()}
CHECKED = [
    *FILES.values(),
    *sorted((ROOT / "templates").rglob("*.py")),
    *sorted((ROOT / "tests").rglob("*.py")),
]


def imports(source: str, known: Iterable[str]) -> set[str]:
    """Return what a module imports, wherever in it, as the names of the modules that are meant."""
    known = set(known)
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            for alias in node.names:
                inner = f"{start}.{alias.name}"
                found.add(inner if inner in known else start)
    return found


def within(module: str, places: Iterable[str]) -> bool:
    """Return whether a module is one of the places or lies in one of them."""
    return any(module == place or module.startswith(f"{place}.") for place in places)


def room(module: str, rooms: Iterable[str]) -> str:
    """Return the room of a module; the package itself is a room only for its `__init__`."""
    homes = [name for name in rooms if within(module, [name]) and name != PACKAGE]
    return max(homes, key=len, default=PACKAGE if module == PACKAGE else "")


def stray_imports(sources: Mapping[str, str]) -> Iterator[str]:
    """Yield every import that the tables above do not allow."""
    for module, source in sources.items():
        home = room(module, ROOMS)
        for name in sorted(imports(source, SOURCES)):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names:
                continue
            if top == PACKAGE:
                allowed = name == PACKAGE or within(name, {home, *ROOMS.get(home, set())})
            else:
                allowed = within(module, LIBRARIES.get(top, set()))
            if not allowed:
                yield f"{module} imports {name}"


def cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return modules that import each other in a ring, or nothing."""
    left = {name: targets & graph.keys() for name, targets in graph.items()}
    while free := {name for name, targets in left.items() if not targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in free}
    path: list[str] = []
    name = min(left, default="")
    while name and name not in path:
        path.append(name)
        name = min(left[name] & left.keys())
    return path[path.index(name) :] if path else []


def long_functions(path: Path) -> Iterator[str]:
    """Yield every function of a file that is longer than the house allows."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {lines} lines"


def test_every_module_has_a_room_and_every_room_has_modules() -> None:
    assert [module for module in SOURCES if not room(module, ROOMS)] == []
    assert set(ROOMS) - {room(module, ROOMS) for module in SOURCES} == set()


def test_every_place_named_in_the_tables_exists() -> None:
    named = set().union(*ROOMS.values(), *LIBRARIES.values())
    assert named - SOURCES.keys() == set()


def test_no_module_imports_what_its_room_may_not() -> None:
    assert list(stray_imports(SOURCES)) == []


@pytest.mark.parametrize(
    ("module", "source", "stray"),
    [
        ("generator.plan.model", "import click", "click"),
        ("generator.plan.model", "import yaml.nodes", "yaml.nodes"),
        ("generator.plan.model", "def f():\n    import requests", "requests"),
        ("generator.plan.model", "from generator import document", "generator.document"),
        ("generator.plan.model", "from generator.document.engine import x",
         "generator.document.engine"),
        ("generator.document.context", "from docxtpl import DocxTemplate", "docxtpl"),
        ("generator.diagnostics", "from generator.vietnamese import nfc", "generator.vietnamese"),
        ("generator.cli", "import generator.plan.model", "generator.plan.model"),
        ("generator.cli", "from . import plan", "."),
        ("generator.new_room", "import generator.plan", "generator.plan"),
        ("generator.change.cascade", "import generator.document", "generator.document"),
        ("generator.bulk", "from generator.cli import show", "generator.cli.show"),
        ("generator.registers.check", "import holidays", "holidays"),
        ("generator.plan.tables", "import xlsxwriter", "xlsxwriter"),
        ("generator.plan.workbook.grid", "import openpyxl", "openpyxl"),
    ],
)  # fmt: skip
def test_a_stray_import_is_seen(module: str, source: str, stray: str) -> None:
    assert list(stray_imports({module: source})) == [f"{module} imports {stray}"]


def test_no_module_is_in_an_import_cycle() -> None:
    assert cycle({module: imports(source, SOURCES) for module, source in SOURCES.items()}) == []


def test_the_table_of_rooms_in_the_docs_is_whole_and_imports_point_up_it() -> None:
    rows = re.findall(r"^\| `(generator/[\w./]+)`", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    packages = {f"{path.parent.relative_to(ROOT)}/" for path in FILES.values()}
    modules = {str(path.relative_to(ROOT)) for path in FILES.values()}
    alone = {name for name in modules if name.count("/") == 1 and "__" not in name}
    assert sorted(rows) == sorted((packages | alone) - {"generator/"})
    order = list(dict.fromkeys(row.split("/")[1].removesuffix(".py") for row in rows))
    down = [
        f"{module} imports {name}"
        for module, source in SOURCES.items()
        for name in imports(source, SOURCES)
        for above, below in [(name.split(".")[1:2], module.split(".")[1:2])]
        if name in SOURCES and above and below and not {*above, *below} & {"__main__"}
        if order.index(above[0]) > order.index(below[0])
    ]
    assert down == []


def test_an_import_cycle_is_seen() -> None:
    assert cycle({"a": {"b"}, "b": {"c", "json"}, "c": {"b"}, "d": {"a"}}) == ["b", "c"]


def test_help_loads_no_heavy_library() -> None:
    program = (
        "import contextlib, sys\n"
        "sys.argv = ['kehoach', '--help']\n"
        "from generator.cli import main\n"
        "with contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert "kehoach" in ended.stdout
    assert HEAVY & set(ended.stderr.split()) == set()


def test_functions_are_short() -> None:
    assert [line for path in CHECKED for line in long_functions(path)] == []


def test_modules_are_short() -> None:
    lengths = {module: source.count("\n") for module, source in SOURCES.items()}
    assert {module: lines for module, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
    assert [str(path) for path in CHECKED if mark.search(path.read_text("utf-8"))] == []
