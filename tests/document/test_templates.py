"""The shipped templates: what the standard builds, and what a rendered document shows of it."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from generator.document.catalogue import template_names
from generator.document.lint import check_template
from generator.document.standard import letter_widths, standard
from generator.document.strokes import rule_under, stroke
from generator.pipeline import render
from tests.command import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
SUBJECT = "Trồng rừng & nuôi cá\nnăm 2027, tỷ lệ hao hụt < 5%"
PLACE = "A & <B> 5%"
PLAN = """\
level: commune
issuer: {kind: xã, name: Cẩm Bình, parent: {kind: tỉnh, name: Hà Tĩnh}}
place: A & <B> 5%
period: 2027
subject: |-
  Trồng rừng & nuôi cá
  {{ period.label }}, tỷ lệ hao hụt < 5%
ladder: [I., "1.", "1.1.", "a)", "*", "-", "+"]
bases:
  - {id: ke-hoach, type: Kế hoạch, number: 5/KH-UBND, date: 05/01/2027, issuer: UBND tỉnh,
     about: trồng rừng, superior: true}
opening:
  style: lines
  bases: [ke-hoach]
  text: "{{ issuer.authority }} ban hành Kế hoạch như sau:"
sections:
  - id: muc-dich
    title: Mục đích
    items:
      - title: Khoản
        items:
          - title: Tiểu khoản
            items:
              - title: Điểm
                items:
                  - {title: Hoa thị, items: [Gạch đầu dòng]}
      - title: Khoản liền dòng
        heading: run-in
        text: >-
          Chi tiết tại {{ appendix('du') }}, {{ appendix('thieu') }}, {{ appendix('viec') }},
          {{ appendix('gui') }}, {{ appendix('rong') }}.
  - {id: nhiem-vu, title: Nhiệm vụ, from: tasks}
  - {id: to-chuc, title: Tổ chức thực hiện, from: assignments}
targets:
  - {id: ho-ngheo, name: Tỷ lệ hộ nghèo, unit: "%", group: Giảm nghèo, baseline: "3", change: "-1",
     end: "2", note: cả xã}
  - {id: nha-o, name: Nhà ở được sửa, unit: nhà, group: Nhà ở, end: "5"}
tasks:
  - {id: trong-rung, title: Trồng rừng, lead: economy, support: culture, due: Quý III,
     product: Rừng}
agencies:
  - {id: economy, name: Phòng Kinh tế, items: [from: led-tasks]}
  - {id: culture, name: Phòng Văn hóa - Xã hội, items: [Tuyên truyền]}
  - {id: committee, name: Ủy ban nhân dân xã}
reports:
  - {id: nam, name: Báo cáo năm, frequency: yearly, from: committee, to: "{{ superior.long }}",
     close: 14/12, due: {by: 17/12}}
closing: Trên đây là Kế hoạch.
appendices:
  - {id: du, title: Đủ cột, from: target-table}
  - {id: thieu, title: Thiếu cột, from: {block: target-table, only: [nha-o]}}
  - {id: viec, title: Phân công, from: assignment-table}
  - {id: gui, title: Báo cáo, from: report-table}
  - id: rong
    title: Bảng tự lập
    orientation: landscape
    items:
      - text: Bảng
        table:
          columns: [{title: Một}, {title: Hai, align: center}, {title: Ba, align: right}]
          rows: [["1", "2", "3"]]
recipients:
  - {name: "{{ superior.short }}", purpose: để b/c}
  - {name: Các phòng, agencies: [economy, culture, committee]}
archive: [VT]
signature: {position: CHỦ TỊCH, name: Nguyễn Văn A}
"""
ORIENTATIONS = ["portrait", "portrait", "portrait", "landscape", "landscape", "landscape"]
ELEMENTS = [key for key, entry in standard().tree["elements"].items() if "style" in entry]
RUNS = {
    entry["run"]["style"]: entry["run"]["name"]
    for entry in standard().tree["elements"].values()
    if "run" in entry
}

# What a property of a style is called in the standard, and how its value is read.
LOOKS: dict[str, tuple[str, Callable[[str], Any]]] = {
    f"{W}b": ("bold", lambda word: word != "0"),
    f"{W}i": ("italic", lambda word: word != "0"),
    f"{W}sz": ("size", lambda word: int(word) / 2),
    f"{W}outlineLvl": ("outline", lambda word: int(word) + 1),
    f"{W}jc": ("align", lambda word: word.replace("both", "justify")),
}


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a rendered document, as XML."""

    parts: Mapping[str, Element]

    @property
    def body(self) -> Element:
        """The body of the main part."""
        return one(self.parts["word/document.xml"], "body")

    @property
    def styles(self) -> dict[str, Element]:
        """The styles by id."""
        found = self.parts["word/styles.xml"].iter(f"{W}style")
        return {value(style, "styleId"): style for style in found}

    def looks(self, key: str) -> dict[str, Any]:
        """Return what Word makes of the style of an element, in the words of the standard."""
        defaults = one(self.parts["word/styles.xml"], "docDefaults")
        seen = {"bold": False, "italic": False, "align": "left", "first_line": 0}
        return {**seen, **said(defaults), **self._style(standard().style(key))}

    def _style(self, name: str) -> dict[str, Any]:
        style = self.styles[name]
        parent = style.find(f"{W}basedOn")
        inherited = {} if parent is None else self._style(value(parent))
        return {**inherited, **said(style)}


def said(owner: Element) -> dict[str, Any]:
    """Return what one style says of its paragraphs and letters, in the words of the standard."""
    found: dict[str, Any] = {}
    numbers = {"before": "before", "after": "after", "line": "line", "firstLine": "first_line"}
    for node in (*owner.iter(f"{W}spacing"), *owner.iter(f"{W}ind")):
        found |= {ours: int(value(node, word)) for word, ours in numbers.items()
                  if node.get(W + word)}  # fmt: skip
    found |= {LOOKS[node.tag][0]: LOOKS[node.tag][1](node.get(f"{W}val", ""))
              for node in owner.iter() if node.tag in LOOKS}  # fmt: skip
    return found


def value(node: Element, name: str = "val") -> str:
    """Return an attribute that must be there."""
    return node.attrib[W + name]


def one(owner: Element, path: str) -> Element:
    """Return the one element at a path of WordprocessingML."""
    (found,) = owner.findall("/".join(W + name for name in path.split("/")))
    return found


def text(node: Element) -> str:
    """Return the text of a paragraph or cell, a line break as a line break."""
    signs = {f"{W}t": None, f"{W}br": "\n"}
    return "".join(signs[part.tag] or part.text or "" for part in node.iter() if part.tag in signs)


def style_of(paragraph: Element) -> str:
    """Return the id of a paragraph's style."""
    return value(one(paragraph, "pPr/pStyle"))


def paragraphs(document: Document, key: str) -> list[Element]:
    """Return the paragraphs that stand in the style of an element, in document order."""
    wanted = standard().style(key)
    return [node for node in document.body.iter(f"{W}p") if style_of(node) == wanted]


def tables(document: Document, kind: str) -> list[Element]:
    """Return the tables in the body that are `ruled` or `bare`."""
    wanted = standard().tree["table_styles"][kind]["style"]
    found = document.body.iter(f"{W}tbl")
    return [table for table in found if value(one(table, "tblPr/tblStyle")) == wanted]


def sections(document: Document) -> list[Element]:
    """Return the sections of pages in document order."""
    return list(document.body.iter(f"{W}sectPr"))


def grid(table: Element) -> list[int]:
    """Return the widths of the columns, in twips."""
    return [int(value(column, "w")) for column in one(table, "tblGrid")]


def titles(table: Element) -> list[str]:
    """Return the column titles of a table."""
    return [text(cell) for cell in table.findall(f"{W}tr")[0].findall(f"{W}tc")]


def permits(limit: Any, emitted: Any) -> bool:
    """Return whether an `allow` of the standard has room for a value."""
    if not isinstance(limit, dict):
        return bool(limit == emitted)
    if "one_of" in limit:
        return emitted in limit["one_of"]
    return bool(limit.get("min", emitted) <= emitted <= limit.get("max", emitted))


def members(file: Path | io.BytesIO) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parsed(data: bytes) -> Document:
    """Return a document from its bytes."""
    parts = members(io.BytesIO(data))
    return Document({name: ElementTree.fromstring(part) for name, part in parts.items()})


@pytest.fixture(scope="module", params=template_names())
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the plan rendered through the template of each level."""
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return parsed(render(path, request.param, draft=False).document)


# --- What is built ----------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of all that the templates are built from, and of the templates."""
    for name in ("generator", "templates", "data/standards"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def build(checkout: Path, *options: str) -> tuple[int, list[str]]:
    """Return how templates/build.py ends, run from a folder that is not the checkout."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-B", checkout / "templates" / "build.py", *options],
        cwd=Path(__file__).parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return ended.returncode, ended.stderr.splitlines()


def change_a_byte_of_a_part(folder: Path) -> None:
    """Write a template again with one letter of its styles changed."""
    path = folder / "templates" / "commune.docx"
    parts = members(path)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:val="28"', b'w:val="27"', 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what replaces a piece of text that stands once in a file."""

    def change(folder: Path) -> None:
        path = folder / file
        whole = path.read_text(encoding="utf-8")
        assert whole.count(old) == 1
        path.write_text(whole.replace(old, new), encoding="utf-8")

    return change


def test_the_templates_are_what_the_standard_builds() -> None:
    assert build(ROOT, "--check") == (0, [])


@pytest.mark.parametrize(
    ("change", "file"),
    [
        (change_a_byte_of_a_part, "commune.docx"),
        (edit("templates/district.dump.txt", "[word/document.xml]", "[word/x.xml]"),
         "district.dump.txt"),
        (edit("data/standards/nd30-2020.yaml", "top: {emit: 1134", "top: {emit: 1135"),
         "nd30-2020.json"),
        (lambda folder: (folder / "templates" / "province.docx").unlink(), "province.docx"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_would_be_built_is_named(
    copy: Path, change: Callable[[Path], None], file: str
) -> None:
    assert build(copy, "--check") == (0, [])
    change(copy)
    assert build(copy, "--check") == (1, [f"{file}: run templates/build.py"])


def test_building_anew_gives_the_same_bytes(copy: Path) -> None:
    files = [path for path in (copy / "templates").iterdir() if path.is_file()]
    before = {path.name: path.read_bytes() for path in files}
    for path in files:
        if path.suffix in {".docx", ".txt"}:
            path.unlink()
    assert build(copy) == (0, [])
    assert {path.name: path.read_bytes() for path in files} == before


def test_a_value_that_the_decree_does_not_allow_is_not_built(copy: Path) -> None:
    edit("data/standards/nd30-2020.yaml", "top: {emit: 1134", "top: {emit: 1000")(copy)
    place = "standard.page.margins.top.emit: 1000"
    assert build(copy) == (1, [f"{place} is not {{'min': 1134, 'max': 1417}}"])


@pytest.mark.parametrize("level", template_names())
def test_the_templates_pass_the_check_of_a_clerks_own(level: str) -> None:
    path = ROOT / "templates" / f"{level}.docx"
    assert check_template(path.read_bytes(), path.name) == ()


# --- Styles -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ELEMENTS)
def test_every_element_of_the_standard_has_its_named_style(document: Document, key: str) -> None:
    entry = standard().element(key)
    style = document.styles[entry["style"]]
    assert value(one(style, "name")) == entry["name"]
    assert entry["style"].isascii()


def test_every_style_that_the_text_uses_is_one_of_the_standard(document: Document) -> None:
    used = {
        value(node)
        for name, part in document.parts.items()
        if name.startswith("word/") and name != "word/styles.xml"
        for tag in ("pStyle", "rStyle", "tblStyle")
        for node in part.iter(W + tag)
    }
    entries = standard().tree["table_styles"].values()
    named = {*map(standard().style, ELEMENTS), *RUNS, *(entry["style"] for entry in entries)}
    assert used <= named
    assert named <= document.styles.keys()


def test_paragraphs_and_letters_are_formatted_by_styles_only(document: Document) -> None:
    inner = {child.tag.removeprefix(W) for tag in ("pPr", "rPr")
             for node in document.body.iter(W + tag) for child in node}  # fmt: skip
    assert inner <= {"pStyle", "rStyle", "sectPr"}


@pytest.mark.parametrize("key", ELEMENTS)
def test_a_style_shows_what_the_standard_emits_and_the_decree_allows(
    document: Document, key: str
) -> None:
    looks, emitted = document.looks(key), standard().emitted(key)
    assert {name: looks[name] for name in looks.keys() & emitted.keys()} == {
        name: emitted[name] for name in looks.keys() & emitted.keys()
    }
    looks["gap"] = looks["before"] + looks["after"]
    limits = standard().element(key).get("allow", {})
    assert [name for name, limit in limits.items()
            if name != "case" and not permits(limit, looks[name])] == []  # fmt: skip


def test_all_text_is_black_times_new_roman_in_vietnamese(document: Document) -> None:
    letters = one(document.parts["word/styles.xml"], "docDefaults/rPrDefault/rPr")
    fonts = one(letters, "rFonts").attrib
    assert fonts == {f"{W}{slot}": "Times New Roman"
                     for slot in ("ascii", "hAnsi", "cs", "eastAsia")}  # fmt: skip
    assert set(one(letters, "lang").attrib.values()) == {"vi-VN"}
    assert value(one(letters, "color")) == "000000"
    elsewhere = [tag for name, part in document.parts.items() for tag in ("rFonts", "lang", "color")
                 for node in part.iter(W + tag) if node not in list(letters)]  # fmt: skip
    assert elsewhere == []


def test_headings_have_levels_in_the_navigation_pane(document: Document) -> None:
    wanted = {"section": 1, "clause": 2, "subclause": 3, "point": 4, "star": 5, "appendix-label": 1}
    assert {key: document.looks(key)["outline"] for key in wanted} == wanted
    assert all(paragraphs(document, key) for key in wanted)
    assert not any("outline" in document.looks(key) for key in ("body", "clause-text", "dash"))


# --- Pages ------------------------------------------------------------------------------------


def test_every_page_has_the_size_and_margins_of_the_standard(document: Document) -> None:
    page = standard().tree["page"]
    for section, orientation in zip(sections(document), ORIENTATIONS, strict=True):
        size, margins = one(section, "pgSz"), one(section, "pgMar")
        sides = sorted((int(value(size, "w")), int(value(size, "h"))))
        assert sides == [page["size"]["width"], page["size"]["height"]]
        assert size.get(f"{W}orient", "portrait") == orientation
        assert (value(size, "w") > value(size, "h")) == (orientation == "landscape")
        name = "landscape" if orientation == "landscape" else "emit"
        for side in ("top", "right", "bottom", "left"):
            width = int(value(margins, side))
            assert width == page["margins"][side][name]
            assert permits(page["margins"][side]["allow"], width)
        assert int(value(margins, "header")) == page["header_distance"]["emit"]


def test_every_part_counts_its_pages_from_one_and_hides_the_first_number(
    document: Document,
) -> None:
    assert len(sections(document)) == 1 + 5
    for section in sections(document):
        assert value(one(section, "pgNumType"), "start") == "1"
        assert one(section, "titlePg").attrib == {}
        assert value(one(section, "type")) == "nextPage"
        kinds = [value(node, "type") for node in section.findall(f"{W}headerReference")]
        assert kinds == ["default", "first"]


def test_the_page_number_stands_in_the_middle_of_the_header(document: Document) -> None:
    (shown,) = document.parts["word/header1.xml"]
    assert value(one(shown, "fldSimple"), "instr").split() == ["PAGE"]
    assert style_of(shown) == standard().style("page-number")
    assert document.looks("page-number")["align"] == "center"
    (first,) = document.parts["word/header2.xml"]
    assert text(first) == ""


def test_the_last_appendix_leaves_no_empty_page(document: Document) -> None:
    *_, last = document.body
    assert last.tag == f"{W}sectPr"
    *_, paragraph, _ = document.body
    assert paragraph.find(f"{W}pPr/{W}sectPr") is None


# --- Tables -----------------------------------------------------------------------------------


def test_the_header_row_of_a_table_is_repeated_and_no_row_is_split(document: Document) -> None:
    ruled = tables(document, "ruled")
    assert len(ruled) == 5
    for table in ruled:
        head, *rows = table.findall(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None] == []
        assert [row for row in (head, *rows) if row.find(f"{W}trPr/{W}cantSplit") is None] == []


def test_a_table_takes_the_whole_width_and_its_columns_share_it(document: Document) -> None:
    for table in tables(document, "ruled"):
        assert one(table, "tblPr/tblW").attrib == {f"{W}w": "5000", f"{W}type": "pct"}
        portrait = standard().text_width("portrait")
        assert portrait - len(grid(table)) <= sum(grid(table)) <= portrait
        for row in table.findall(f"{W}tr"):
            spans = [node.find(f"{W}tcPr/{W}gridSpan") for node in row.findall(f"{W}tc")]
            columns = sum(1 if span is None else int(value(span)) for span in spans)
            assert columns == len(grid(table))


def test_the_cells_of_a_derived_table_fill_its_width(document: Document) -> None:
    for table in tables(document, "ruled")[:-1]:
        for row in table.findall(f"{W}tr"):
            widths = [one(cell, "tcPr/tcW") for cell in row.findall(f"{W}tc")]
            assert {value(width, "type") for width in widths} == {"pct"}
            assert sum(int(value(width, "w")) for width in widths) == 5000


def test_a_column_of_targets_without_a_value_is_left_out_and_the_names_get_its_room(
    document: Document,
) -> None:
    full, short, *_ = tables(document, "ruled")
    numbers = ["Năm 2026", "Tăng, giảm", "Năm 2027"]
    assert titles(full) == ["TT", "Chỉ tiêu", "Đơn vị tính", *numbers, "Ghi chú"]
    assert titles(short) == ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2027"]
    assert [grid(short)[0], *grid(short)[2:]] == [grid(full)[0], grid(full)[2], grid(full)[5]]
    assert grid(short)[1] > sum(grid(full)[1:2] + grid(full)[3:5])
    assert [text(row) for row in short.findall(f"{W}tr")][1:] == ["Nhà ở", "1Nhà ở được sửanhà5"]


def _without(*values: str) -> str:
    """Return the plan whose first target lacks some of its values."""
    plan = PLAN
    for entry in values:
        assert plan.count(entry) == 1
        plan = plan.replace(entry, "")
    return plan


@pytest.mark.parametrize(
    ("missing", "columns"),
    [
        ((), ["Năm 2026", "Tăng, giảm", "Năm 2027", "Ghi chú"]),
        ((", note: cả xã",), ["Năm 2026", "Tăng, giảm", "Năm 2027"]),
        ((' change: "-1",',), ["Năm 2026", "Năm 2027", "Ghi chú"]),
        ((' baseline: "3",',), ["Tăng, giảm", "Năm 2027", "Ghi chú"]),
        ((' change: "-1",', ", note: cả xã"), ["Năm 2026", "Năm 2027"]),
        ((' baseline: "3",', ", note: cả xã"), ["Tăng, giảm", "Năm 2027"]),
        ((' baseline: "3",', ' change: "-1",'), ["Năm 2027", "Ghi chú"]),
    ],
)
def test_each_choice_of_columns_has_its_table(
    tmp_path: Path, missing: tuple[str, ...], columns: list[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(_without(*missing), encoding="utf-8")
    table = tables(parsed(render(path, None, draft=False).document), "ruled")[0]
    assert titles(table)[3:] == columns
    assert len(grid(table)) == 3 + len(columns)


# --- Letterhead and signature -----------------------------------------------------------------


def test_the_signature_is_never_split(document: Document) -> None:
    *_, signature = tables(document, "bare")
    (row,) = signature.findall(f"{W}tr")
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
    left, right = row.findall(f"{W}tc")
    assert text(left).startswith("Nơi nhận:")
    assert text(right).endswith("Nguyễn Văn A")
    gap = [style_of(node) for node in right.findall(f"{W}p")].count(standard().style("sign-space"))
    assert gap == standard().element("sign-space")["count"]["emit"]


def rules(document: Document) -> list[float]:
    """Return the lengths of the drawn lines in points, in document order."""
    return [int(node.attrib["cx"]) / 12700 for node in document.body.iter(f"{WP}extent")]


def width(letters: str, key: str) -> float:
    """Return the width in points of a line in the style of an element."""
    look = standard().emitted(key)
    table = letter_widths()["bold" if look["bold"] else "regular"]
    return float(sum(table[letter] for letter in letters) * look["size"] / 1000)


def test_the_rules_are_as_long_as_the_decree_asks_of_the_line_above(document: Document) -> None:
    issuer, motto, subject, *appendices = rules(document)
    (_, name), (words,) = paragraphs(document, "issuer"), paragraphs(document, "motto")
    assert 1 / 3 <= issuer / width(text(name), "issuer") <= 1 / 2
    assert motto == pytest.approx(width(text(words), "motto"), abs=0.001)
    assert 1 / 3 <= subject / width(SUBJECT.splitlines()[-1], "subject") <= 1 / 2
    assert len(appendices) == 5


def test_drawn_lines_have_numbers_of_their_own(document: Document) -> None:
    numbers = [node.attrib["id"] for node in document.body.iter(f"{WP}docPr")]
    assert len(set(numbers)) == len(numbers) == 8


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Một dòng", "Một dòng"),
        ("Dòng một\nDòng hai", "Dòng hai"),
        (f"{'a' * 30} {'b' * 30} cuối", "cuối"),
        (f"{'a' * 30} {'b' * 20}\u00a0cuối", f"{'b' * 20}\u00a0cuối"),
        (f"{'a' * 30}\n{'b' * 30} hai từ", "hai từ"),
        ("a" * 90, "a" * 90),
    ],
)
def test_a_rule_is_a_share_of_the_last_line_as_it_wraps(words: str, last: str) -> None:
    measure = round(20 * width("a" * 30, "subject")) + 1
    share = standard().rule_share("subject")
    assert rule_under("subject", words, measure) == stroke(round(width(last, "subject") * share))


def test_a_text_without_letters_has_a_rule_of_no_length() -> None:
    assert rule_under("subject", "", 100) == stroke(0)


# --- Marks of XML and of Jinja ----------------------------------------------------------------


def test_marks_of_xml_arrive_once_in_title_letterhead_and_properties(document: Document) -> None:
    assert [text(node) for node in paragraphs(document, "subject")] == [SUBJECT]
    (day,) = paragraphs(document, "place-date")
    assert text(day).startswith(f"{PLACE}, ngày")
    core = document.parts["docProps/core.xml"]
    subject = SUBJECT.replace("\n", " ")
    assert core.findtext(f"{DC}subject") == subject
    assert core.findtext(f"{DC}title") == f"Kế hoạch {subject}"
    assert (core.findtext(f"{DC}creator") or "").startswith("Ủy ban nhân dân ")


def test_a_clerks_own_template_may_print_the_properties_in_its_body(tmp_path: Path) -> None:
    own, plan = tmp_path / "mau.docx", tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    with zipfile.ZipFile(own, "w") as archive:
        for name, part in members(ROOT / "templates" / "commune.docx").items():
            archive.writestr(name, part.replace(b"{{ type_name }}", b"{{ document.title }}"))
    printed = paragraphs(parsed(render(plan, str(own), draft=False).document), "type-name")
    assert [text(node) for node in printed] == ["Kế hoạch " + SUBJECT.replace("\n", " ")]
