"""The pages show only what works: their plans are good, their commands run, their links lead on."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import pytest

from docs.glossary import GLOSSARY, glossary
from generator import pipeline
from generator.bulk.line import Line
from generator.bulk.lineage import descend
from generator.cli import cli
from generator.document.catalogue import read_template, template_path
from generator.plan.starter import starting_plan
from generator.plan.yaml_tree import parse_yaml
from tests import test_readme
from tests.command import ROOT
from tests.conftest import Kehoach
from tests.test_readme import commands, fault

GUIDE = "docs/huong-dan.md"
MASTER = ROOT / "data" / "plans" / "ha-tinh-2027.yaml"
UNITS = ROOT / "data" / "units" / "ha-tinh-2027.xlsx"
OVERLAY = ROOT / "data" / "overlays" / MASTER.stem / "xa-cam-binh.yaml"
READERS = {"tỉnh": MASTER.stem, "xã": "xã Cẩm Bình", "phường": "phường Thành Sen"}
PAGES = (*test_readme.READMES, *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/*.md")))
PICTURE_BYTES = 200_000
# What an example may leave open: the gaps of the starting plan, a basis that it does not cite yet.
OPEN = {"content.gap-left", "content.basis-not-cited"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")
_PATH = re.compile(r"`((?:generator|data|templates|tests|docs|benchmarks)/[\w./-]*\w/?)`")
_POSITION = re.compile(r":\d+:\d+")

folder = test_readme.folder


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of a page, and the lines of the `text` block after it: what comes of it."""

    page: str
    line: int
    kind: str
    text: str
    printed: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the block begins."""
        return f"{self.page}:{self.line}"


def blocks(page: str, text: str) -> Iterator[Shown]:
    """Yield the fenced blocks of a page, each `text` block joined to the block before it."""
    last: Shown | None = None
    for match in _BLOCK.finditer(text):
        kind, content = match.groups()
        if kind == "text" and last:
            last = replace(last, printed=tuple(filter(None, content.splitlines())))
            continue
        if last:
            yield last
        last = Shown(page, text.count("\n", 0, match.start()) + 1, kind, content)
    if last:
        yield last


def shown(kind: str) -> list[Any]:
    """Return the blocks of a kind on all pages, as parameters of a test."""
    return [
        pytest.param(block, id=block.place)
        for page in PAGES
        for block in blocks(page, (ROOT / page).read_text("utf-8"))
        if block.kind == kind
    ]


def starter() -> str:
    """Return the plan that the guide begins with and that its examples are parts of."""
    return starting_plan("commune", "2027", unit="xã Cẩm Bình", parent="tỉnh Hà Tĩnh")


def base(page: str) -> str:
    """Return the whole plan that the examples of a page belong to."""
    if page == GUIDE:
        return starter()
    return (ROOT / "data" / "plans" / "hai-hau-2022.yaml").read_text("utf-8")


def merged(whole: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return the plan with an example's fields; records with an id take the place of that id."""
    return {**whole, **{key: _merged_value(whole.get(key), new) for key, new in part.items()}}


def _merged_value(old: Any, new: Any) -> Any:
    if not (isinstance(old, list) and isinstance(new, list) and _identified([*old, *new])):
        return new
    return list({record["id"]: record for record in [*old, *new]}.values())


def _identified(records: list[Any]) -> bool:
    return all(isinstance(record, dict) and "id" in record for record in records)


def example_plan(block: Shown, whole: str, path: Path) -> Path:
    """Write a whole plan with an example in it, as JSON, which is YAML too."""
    old, part = (parse_yaml(t.encode("utf-8"), block.place).value for t in (whole, block.text))
    plan = merged(old, part)
    if "cascade" in old:
        plan["cascade"] = [{**old["cascade"][0], **part.get("cascade", [{}])[0]}]
    path.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    return path


def descended(master: Path, overlays: Path | None = None) -> dict[str, list[str]]:
    """Return the paragraphs of a master and of two of its units, by the kind of the reader."""
    rendered = pipeline.render(master, None, draft=False)
    lineage = descend(master, UNITS, overlays)
    assert (*rendered.diagnostics, *lineage.diagnostics) == ()
    path = template_path(lineage.cascade.level.value)
    line = Line(lineage.units, lineage.family.children, read_template(path), str(path), draft=False)
    found = {"tỉnh": paragraphs(rendered.document)}
    for child in lineage.family.children:
        if READERS[child.unit.kind] == child.unit.full_name:
            (made,) = line.documents([child.plan])
            assert made.diagnostics == ()
            assert made.document is not None
            found[child.unit.kind] = paragraphs(made.document)
    return found


def paragraphs(document: bytes) -> list[str]:
    """Return the text of each paragraph of a Word document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def missing(lines: tuple[str, ...], found: list[str]) -> list[str]:
    """Return the lines that are none of those found; `…` stands for anything."""
    patterns = {line: ".*".join(map(re.escape, line.split("…"))) for line in lines}
    return [
        line
        for line, pattern in patterns.items()
        if not any(re.fullmatch(pattern, other.strip()) for other in found)
    ]


@pytest.mark.parametrize("block", shown("yaml"))
def test_an_example_is_a_good_part_of_a_plan_and_prints_what_stands_below_it(
    block: Shown, tmp_path: Path
) -> None:
    plan = example_plan(block, base(block.page), tmp_path / "plan.yaml")
    rendered = pipeline.render(plan, None, draft=False)
    assert [d for d in rendered.diagnostics if d.code not in OPEN] == []
    assert missing(block.printed, paragraphs(rendered.document)) == []


@pytest.mark.parametrize("block", shown("yml"))
def test_an_example_of_a_master_prints_in_its_units_what_stands_below_it(
    block: Shown, tmp_path: Path
) -> None:
    """A `yml` block is part of the master; the lines below begin with who prints them."""
    found = descended(example_plan(block, MASTER.read_text("utf-8"), tmp_path / "plan.yaml"))
    assert found.keys() == READERS.keys()
    assert block.printed
    for reader, line in (printed.split(": ", 1) for printed in block.printed):
        assert missing((line,), found[reader]) == [], reader


@pytest.mark.parametrize("block", shown("YAML"))
def test_an_overlay_prints_in_its_unit_what_stands_below_it(block: Shown) -> None:
    """A `YAML` block is a file that is shipped."""
    assert block.text == OVERLAY.read_text("utf-8")
    found = descended(MASTER, OVERLAY.parent)
    assert block.printed
    for reader, line in (printed.split(": ", 1) for printed in block.printed):
        assert missing((line,), found[reader]) == [], reader


@pytest.mark.parametrize("block", shown("diff"))
def test_a_mistake_in_the_starting_plan_is_told_as_shown(
    block: Shown, tmp_path: Path, kehoach: Kehoach
) -> None:
    """The lines with `-` are the mistake, those with `+` what the plan should say."""
    wrong, right = (
        "".join(line[1:] for line in block.text.splitlines(keepends=True) if line[0] == sign)
        for sign in "-+"
    )
    plan = starter()
    assert plan.count(right) == 1
    (tmp_path / "xa.yaml").write_text(plan.replace(right, wrong), encoding="utf-8")
    told = kehoach("validate", "xa.yaml").err.splitlines()
    lines = tuple(_POSITION.sub(":…", line.strip()) for line in block.printed)
    assert lines
    assert missing(lines, told) == []


def test_a_fault_in_a_word_template_is_told_as_shown(tmp_path: Path, kehoach: Kehoach) -> None:
    with (
        zipfile.ZipFile(ROOT / "templates" / "commune.docx") as template,
        zipfile.ZipFile(tmp_path / "mau-xa.docx", "w") as copy,
    ):
        for name in template.namelist():
            copy.writestr(name, template.read(name).replace(b"{{ subject }}", b"{{ subjects }}"))
    told = kehoach("template", "check", "mau-xa.docx").err
    assert told
    assert told in (ROOT / GUIDE).read_text("utf-8")


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/")])
def test_every_command_of_a_page_works_in_the_order_shown(page: str, folder: Path) -> None:
    """The lines and columns of a message move with every word of the starting plan."""
    faults = [
        fault(replace(c, printed=tuple(_POSITION.sub(":…", line) for line in c.printed)), folder)
        for c in commands((ROOT / page).read_text("utf-8"))
    ]
    assert [text for text in faults if text] == []


def test_the_guide_names_every_command() -> None:
    assert isinstance(cli, click.Group)
    names = list(cli.commands)
    for name, command in cli.commands.items():
        names += [f"{name} {sub}" for sub in getattr(command, "commands", ())]
    text = (ROOT / GUIDE).read_text("utf-8")
    assert [name for name in names if f"kehoach {name}" not in text] == []


def test_the_glossary_is_what_the_model_says() -> None:
    assert GLOSSARY.read_text("utf-8") == glossary()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_file(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = [link or picture for link, picture in _LINK.findall(text)]
    assert [t for t in targets if not (ROOT / page).parent.joinpath(t).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_exists(page: str) -> None:
    named = _PATH.findall((ROOT / page).read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_picture_is_small_and_shown_somewhere() -> None:
    pictures = sorted((ROOT / "docs" / "img").glob("*"))
    assert [p.name for p in pictures if p.stat().st_size > PICTURE_BYTES] == []
    text = "".join((ROOT / page).read_text("utf-8") for page in PAGES)
    assert [p.name for p in pictures if f"img/{p.name}" not in text] == []


PAGE = """
```yaml
period: 2028
```
```text
Mục tiêu năm 2028
```
```sh
make demo
```
"""


def test_a_block_of_text_belongs_to_the_block_above_it() -> None:
    assert list(blocks("a.md", PAGE)) == [
        Shown("a.md", 2, "yaml", "period: 2028\n", ("Mục tiêu năm 2028",)),
        Shown("a.md", 8, "sh", "make demo\n"),
    ]


def test_a_record_of_an_example_replaces_the_one_with_its_id() -> None:
    whole = {"period": "2027", "tasks": [{"id": "a", "lead": "x"}, {"id": "b"}], "archive": ["VT"]}
    part = {"tasks": [{"id": "c"}, {"id": "a"}], "archive": ["VT", "KT"]}
    assert merged(whole, part) == {
        "period": "2027",
        "tasks": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        "archive": ["VT", "KT"],
    }


def test_a_line_that_is_not_printed_is_named() -> None:
    assert missing(("Một … ba", "bốn"), [" Một hai ba", "bốn năm"]) == ["bốn"]
