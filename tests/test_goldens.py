"""The documents of the shipped plans, as a person reads them: `tests/goldens/<plan>.txt`.

A changed document shows as changed lines. When the change is meant, renew the files and read what
git shows of them: `KEHOACH_ACCEPT=1 python -m pytest tests/test_goldens.py`.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from generator.document.package import read_members
from generator.pipeline import render
from tests.command import ROOT

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
GOLDENS = ROOT / "tests" / "goldens"
ACCEPT = "KEHOACH_ACCEPT"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TWIPS_PER_MM, EMU_PER_MM = 1440 / 25.4, 36_000


def dump(document: bytes) -> str:
    """Return a Word file as lines to read: properties, paragraphs, tables, sections, headers."""
    members = {name: etree.fromstring(data) for name, data in read_members(document, "").items()}
    styles = {
        style.get(f"{W}styleId", ""): _value(style, "name")
        for style in members["word/styles.xml"].iter(f"{W}style")
    }
    body = members["word/document.xml"].find(f"{W}body")
    assert body is not None
    lines = [
        *(f"{_local(node)}: {node.text or ''}" for node in members["docProps/core.xml"]),
        "",
        *_story(body, styles),
    ]
    for name in sorted(members):
        if name.startswith(("word/header", "word/footer")):
            lines += ["", f"{name}:", *_story(members[name], styles)]
    return "\n".join(lines) + "\n"


def _story(parent: etree._Element, styles: dict[str, str], indent: str = "") -> Iterator[str]:
    """Yield the lines of the paragraphs, tables and sections of a body, a cell or a header."""
    for child in parent:
        if child.tag == f"{W}p":
            yield f"{indent}[{styles.get(_value(child, 'pStyle'), '?')}] {_text(child)}".rstrip()
        elif child.tag == f"{W}tbl":
            yield from _table(child, styles, indent)
        for section in child.iter(f"{W}sectPr"):
            if section is child or child.tag == f"{W}p":
                yield f"{indent}== {_section(section)}"


def _table(table: etree._Element, styles: dict[str, str], indent: str) -> Iterator[str]:
    widths = [int(column.get(f"{W}w", "0")) for column in table.iter(f"{W}gridCol")]
    shown = " | ".join(f"{width / TWIPS_PER_MM:.1f}" for width in widths)
    yield f"{indent}table [{styles.get(_value(table, 'tblStyle'), '?')}] columns in mm: {shown}"
    for row in table.iterchildren(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        marks = [] if properties is None else [_local(mark) for mark in properties]
        yield f"{indent}  row {' '.join(marks)}".rstrip()
        for cell in row.iterchildren(f"{W}tc"):
            span = _value(cell, "gridSpan")
            head = f"{indent}    cell{f' over {span} columns' if span else ''}:"
            first, *more = _story(cell, styles)
            yield f"{head} {first}"
            yield from (f"{indent}      {line}" for line in more)


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph: `⏎` a line break, `⇥` a tab, `{PAGE}` a field, `—` a line."""
    pieces = []
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            field = next(node.iterancestors(f"{W}fldSimple"), None)
            shown = node.text or ""
            pieces.append(shown if field is None else f"{{{field.get(f'{W}instr', '').strip()}}}")
        elif node.tag == f"{W}br":
            pieces.append("⏎")
        elif node.tag == f"{W}tab" and next(node.iterancestors()).tag == f"{W}r":
            pieces.append("⇥")
        elif node.tag == f"{WP}extent":
            pieces.append(f"— {int(node.get('cx', '0')) / EMU_PER_MM:.1f} mm —")
    return "".join(pieces)


def _section(section: etree._Element) -> str:
    """Return the page of a section: size, margins, page numbers, headers."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    width, height = (int(size.get(f"{W}{side}", "0")) / TWIPS_PER_MM for side in "wh")
    sides = ("top", "right", "bottom", "left", "header", "footer")
    shown = ", ".join(
        f"{side} {int(margins.get(f'{W}{side}', '0')) / TWIPS_PER_MM:.1f}" for side in sides
    )
    start = section.find(f"{W}pgNumType")
    headers = ", ".join(
        f"{node.get(f'{W}type')} {_local(node).removesuffix('Reference')}: {node.get(f'{R}id')}"
        for node in section
        if node.tag.endswith("Reference")
    )
    first = ", first page apart" if section.find(f"{W}titlePg") is not None else ""
    numbers = f", pages from {start.get(f'{W}start')}" if start is not None else ""
    return (
        f"section {_value(section, 'type')}: {width:.0f} x {height:.0f} mm; {shown}"
        f"{first}{numbers}; {headers}"
    )


def _value(owner: etree._Element, name: str) -> str:
    """Return the value of the first property of a name inside an element, or an empty text."""
    node = owner.find(f".//{W}{name}")
    return "" if node is None else str(node.get(f"{W}val", ""))


def _local(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_the_document_of_a_plan_reads_as_accepted(plan: Path) -> None:
    golden = GOLDENS / f"{plan.stem}.txt"
    text = dump(render(plan, None, draft=False).document)
    if os.environ.get(ACCEPT):
        golden.write_text(text, encoding="utf-8")
    assert golden.is_file(), f"no golden file yet: run with {ACCEPT}=1"
    assert text.splitlines() == golden.read_text("utf-8").splitlines()


def test_every_golden_file_is_that_of_a_plan() -> None:
    names = {path.stem for path in GOLDENS.glob("*.txt") if not path.stem.startswith("redline-")}
    assert names == {plan.stem for plan in PLANS}


def test_the_dump_shows_text_style_breaks_lines_and_pages() -> None:
    document = render(ROOT / "data" / "plans" / "cam-binh-2027.yaml", None, draft=True).document
    lines = dump(document).splitlines()
    assert "language: vi-VN" in lines
    assert "      [Cơ quan ban hành] XÃ CẨM BÌNH" in lines
    assert "    cell: [Quốc hiệu] CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines
    assert any(line.startswith("      [Nét kẻ] — ") and line.endswith(" mm —") for line in lines)
    assert any(line.startswith("== section nextPage: 297 x 210 mm; top 20.0") for line in lines)
    assert "[Số trang] {PAGE}" in lines
    assert not any("[?]" in line for line in lines)


def test_the_dump_tells_documents_apart_that_differ_in_one_letter() -> None:
    plan = ROOT / "data" / "plans" / "cam-binh-2027.yaml"
    final, draft = (dump(render(plan, None, draft=flag).document) for flag in (False, True))
    assert set(draft.splitlines()) - set(final.splitlines()) == {"      [Dự thảo] DỰ THẢO"}


def test_a_line_break_and_a_tab_are_shown() -> None:
    xml = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>'
    runs = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>"
    assert _text(etree.fromstring(io.BytesIO((xml + runs).encode("utf-8")).read())) == "a⏎b⇥c"
