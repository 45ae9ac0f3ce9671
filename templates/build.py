"""Build the Word templates of a plan from the form specification of Nghị định 30/2020/NĐ-CP.

    python templates/build.py                     write the templates and their text dumps
    python templates/build.py --check             exit 1 when one of them is not what would be built
    python templates/build.py --widths DIRECTORY  measure the letters of Liberation Serif again

A dump is the template in words, one line per paragraph, style or section, for review.
"""

import argparse
import io
import json
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import yaml

HERE = Path(__file__).resolve().parent
STANDARDS = HERE.parent / "data" / "standards"
STANDARD = STANDARDS / "nd30-2020.yaml"
TITLES = {
    "province": "Kế hoạch của Ủy ban nhân dân cấp tỉnh",
    "district": "Kế hoạch của Ủy ban nhân dân cấp huyện",
    "commune": "Kế hoạch của Ủy ban nhân dân cấp xã",
}

Standard = Mapping[str, Any]
Emit = Mapping[str, Any]
Parts = Mapping[str, bytes]

EMU_PER_POINT = 12700
PLACE_DATE_LETTERS = 44  # more of them do not fit on one line at the larger size
EPOCH = (1980, 1, 1, 0, 0, 0)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{OFFICE}/relationships",
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "a": f"{DRAWING}/main",
    "wps": SHAPE,
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PART_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "word/document.xml": f"{WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{WORD_TYPE}.settings+xml",
    "word/fontTable.xml": f"{WORD_TYPE}.fontTable+xml",
    "word/header1.xml": f"{WORD_TYPE}.header+xml",
    "word/header2.xml": f"{WORD_TYPE}.header+xml",
}
PACKAGE_RELATIONS = {
    "document": (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
    "core": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    "app": (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
}
DOCUMENT_RELATIONS = {
    "styles": (f"{OFFICE}/relationships/styles", "styles.xml"),
    "settings": (f"{OFFICE}/relationships/settings", "settings.xml"),
    "fonts": (f"{OFFICE}/relationships/fontTable", "fontTable.xml"),
    "numbered": (f"{OFFICE}/relationships/header", "header1.xml"),
    "unnumbered": (f"{OFFICE}/relationships/header", "header2.xml"),
}
COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}
HEADINGS = ("section", "clause", "subclause", "point", "star")
RUN_IN = ("clause", "subclause", "point", "star")
BULLETS = ("dash", "plus")
# Dumped one child per line; everything else stays on the line of its parent.
OPENED = {
    *("Types", "Relationships", "coreProperties", "Properties"),
    *("document", "body", "tbl", "tr", "tc", "hdr"),
    *("styles", "docDefaults", "settings", "compat", "fonts"),
}


def main() -> int:
    """Return the exit code of one call from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--widths", type=Path, metavar="DIRECTORY", help="folder of the fonts")
    options = parser.parse_args()
    standard = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))
    if options.widths:
        write_widths(options.widths, STANDARDS / standard["fonts"]["widths"])
    faults = breaches(standard) or (stale(standard) if options.check else [])
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    if not faults and not options.check:
        write(standard)
    return 1 if faults else 0


def write(standard: Standard) -> None:
    """Write every template and its dump beside this script."""
    for level, parts in built(standard):
        (HERE / f"{level}.docx").write_bytes(packed(parts))
        (HERE / f"{level}.dump.txt").write_text(dump(parts), encoding="utf-8")


def stale(standard: Standard) -> list[str]:
    """Return a line for each template or dump that is not what would be built.

    Parts are compared, not archives: another zlib packs the same parts into other bytes.
    """
    faults = []
    for level, parts in built(standard):
        template, text = HERE / f"{level}.docx", HERE / f"{level}.dump.txt"
        if not template.exists() or unpacked(template) != parts:
            faults.append(f"{template.name}: run templates/build.py")
        if not text.exists() or text.read_text(encoding="utf-8") != dump(parts):
            faults.append(f"{text.name}: run templates/build.py")
    return faults


def built(standard: Standard) -> Iterator[tuple[str, Parts]]:
    """Yield each level with the parts of its template, in the order of the package."""
    widths = json.loads((STANDARDS / standard["fonts"]["widths"]).read_text(encoding="utf-8"))
    form = Form(standard, widths)
    for level, title in TITLES.items():
        yield level, {name: text.encode() for name, text in package_parts(form, title).items()}


# --- The standard -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """The form specification, answering in WordprocessingML."""

    standard: Standard
    widths: Mapping[str, Mapping[str, int]]

    def element(self, key: str) -> Standard:
        """Return the entry of an element of the document."""
        entry: Standard = self.standard["elements"][key]
        return entry

    def style(self, key: str) -> str:
        """Return the style id of an element."""
        return str(self.element(key)["style"])

    def line(self, key: str, *runs: str) -> str:
        """Return a paragraph in the style of an element."""
        return node("p", node("pPr", node("pStyle", val=self.style(key))), *runs)

    def tag(self, command: str, scope: str = "p") -> str:
        """Return the paragraph of a docxtpl tag that acts on its paragraph, row or cell."""
        return self.line("tag", run(f"{{%{scope} {command} %}}"))

    def when(self, condition: str, *content: str) -> str:
        """Return content that is printed only when a condition holds."""
        return self.tag(f"if {condition}") + "".join(content) + self.tag("endif")

    def each(self, loop: str, *content: str) -> str:
        """Return content that is printed once for each value of a loop."""
        return self.tag(f"for {loop}") + "".join(content) + self.tag("endfor")

    def choose(self, cases: Mapping[str, str], otherwise: str) -> str:
        """Return the content of the first case that holds."""
        commands = ["if", *["elif"] * (len(cases) - 1)]
        chain = "".join(
            self.tag(f"{command} {condition}") + content
            for command, (condition, content) in zip(commands, cases.items(), strict=True)
        )
        return chain + self.tag("else") + otherwise + self.tag("endif")

    def text_width(self) -> int:
        """Return the width of the text on a portrait page, in twips."""
        margins = self.standard["page"]["margins"]
        width: int = self.standard["page"]["size"]["width"]
        return width - int(margins["left"]["emit"]) - int(margins["right"]["emit"])


def breaches(standard: Standard) -> list[str]:
    """Return a line for each emitted value outside of what the decree allows."""
    return [
        f"{place}: {value} is not {limit}"
        for place, value, limit in (*element_limits(standard), *single_limits(standard, "standard"))
        if not permitted(value, limit)
    ]


def element_limits(standard: Standard) -> Iterator[tuple[str, Any, Any]]:
    """Yield place, value and limit of every regulated property of a style."""
    for key, entry in standard["elements"].items():
        if "style" not in entry:
            continue
        emit = effective(standard, key)
        emit["gap"] = emit["before"] + emit["after"]
        for name, limit in entry.get("allow", {}).items():
            if name in emit:
                yield f"{key}.{name}", emit[name], limit


def single_limits(tree: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield place, value and limit where one value is regulated: a margin, a rule, a count."""
    if not isinstance(tree, dict):
        return
    if "allow" in tree and isinstance(tree.get("emit"), int | float | str):
        for name in ("emit", "landscape"):
            if name in tree:
                yield f"{place}.{name}", tree[name], tree["allow"]
    for key, branch in tree.items():
        yield from single_limits(branch, f"{place}.{key}")


def effective(standard: Standard, key: str) -> dict[str, Any]:
    """Return all emitted values of an element, the inherited ones included."""
    entry = standard["elements"][key]
    parent = entry.get("based_on")
    inherited = effective(standard, parent) if parent else standard["defaults"]["emit"]
    return {**inherited, **entry.get("emit", {})}


def permitted(value: Any, limit: Any) -> bool:
    """Return whether a value keeps to an `allow` of the standard."""
    if not isinstance(limit, dict):
        return bool(value == limit)
    if "one_of" in limit:
        return value in limit["one_of"]
    return bool(limit.get("min", value) <= value <= limit.get("max", value))


# --- WordprocessingML -------------------------------------------------------------------------


def node(name: str, /, *content: str, **attributes: object) -> str:
    """Return an element of WordprocessingML; attributes are in the same namespace."""
    pairs = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    inner = "".join(content)
    return f"<w:{name}{pairs}>{inner}</w:{name}>" if inner else f"<w:{name}{pairs}/>"


def run(text: str, style: str = "") -> str:
    """Return a run of text, in a character style if one is named."""
    look = node("rPr", node("rStyle", val=style)) if style else ""
    return node("r", look, f'<w:t xml:space="preserve">{escape(text)}</w:t>')


def toggle(name: str, value: bool | None) -> str:
    """Return an on/off property; nothing where the value is left to the parent style."""
    if value is None:
        return ""
    return node(name) if value else node(name, val=0)


def given(emit: Emit, **names: str) -> dict[str, Any]:
    """Return the values of an `emit` that are there, under their WordprocessingML names."""
    return {word: emit[name] for word, name in names.items() if name in emit}


def paragraph_properties(emit: Emit) -> str:
    """Return the properties of a paragraph, in the order of the schema."""
    spacing = given(emit, before="before", after="after", line="line", lineRule="line_rule")
    indent = given(emit, left="left", right="right", firstLine="first_line")
    return "".join((
        toggle("keepNext", emit.get("keep_next")),
        toggle("keepLines", emit.get("keep_lines")),
        box(emit["box"]) if "box" in emit else "",
        node("spacing", **spacing) if spacing else "",
        node("ind", **indent) if indent else "",
        node("jc", val=ALIGNMENTS[emit["align"]]) if "align" in emit else "",
        node("outlineLvl", val=emit["outline"] - 1) if "outline" in emit else "",
    ))  # fmt: skip


def box(distance: int) -> str:
    """Return a thin border around a paragraph, `distance` points from its text."""
    sides = ("top", "left", "bottom", "right")
    return node("pBdr", *(border(side, 6, space=distance) for side in sides))


def border(side: str, eighths: int, *, space: int = 0) -> str:
    """Return a single black line of so many eighths of a point."""
    return node(side, val="single", sz=eighths, space=space, color="000000")


def run_properties(emit: Emit) -> str:
    """Return the properties of letters, in the order of the schema."""
    bold, italic = emit.get("bold"), emit.get("italic")
    half_points = {"val": round(2 * emit["size"])} if "size" in emit else {}
    return "".join((
        toggle("b", bold),
        toggle("bCs", bold),
        toggle("i", italic),
        toggle("iCs", italic),
        *(node(name, **half_points) for name in ("sz", "szCs") if half_points),
    ))  # fmt: skip


def wrapped(name: str, content: str) -> str:
    """Return the content in its element, or nothing around nothing."""
    return node(name, content) if content else ""


# --- Styles -----------------------------------------------------------------------------------


def styles_part(form: Form) -> str:
    """Return the styles: Word's own defaults, one style per element, and the tables."""
    elements = [entry for entry in form.standard["elements"].values() if "style" in entry]
    runs = [entry["run"] for entry in elements if "run" in entry]
    return root(
        "styles",
        document_defaults(form),
        default_style("paragraph", "Normal", "Normal"),
        default_style("character", "DefaultParagraphFont", "Default Paragraph Font"),
        default_style("table", "TableNormal", "Normal Table", table_indent()),
        *(paragraph_style(form, entry) for entry in elements),
        *(named_style("character", entry, "DefaultParagraphFont",
                      wrapped("rPr", run_properties(entry["emit"]))) for entry in runs),
        *(table_style(entry) for entry in form.standard["table_styles"].values()),
    )  # fmt: skip


def document_defaults(form: Form) -> str:
    """Return the font, colour, language and spacing that every style starts from."""
    fonts, emit = form.standard["fonts"], form.standard["defaults"]["emit"]
    language = fonts["language"]
    letters = node(
        "rPr",
        node("rFonts", **dict.fromkeys(fonts["slots"], fonts["name"])),
        node("color", val=fonts["color"]),
        run_properties(given(emit, size="size")),
        node("lang", val=language, eastAsia=language, bidi=language),
    )
    spacing = given(emit, before="before", after="after", line="line", line_rule="line_rule")
    paragraphs = node("pPr", node("widowControl"), paragraph_properties(spacing))
    return node("docDefaults", node("rPrDefault", letters), node("pPrDefault", paragraphs))


def default_style(kind: str, style: str, name: str, *properties: str) -> str:
    """Return a style that Word expects to find, by its English name."""
    return node("style", node("name", val=name), *properties, type=kind, default=1, styleId=style)


def named_style(kind: str, entry: Standard, parent: str, *properties: str) -> str:
    """Return one of our styles: ASCII id, Vietnamese name, shown in Word's gallery."""
    return node(
        "style",
        node("name", val=entry["name"]),
        node("basedOn", val=parent),
        node("qFormat"),
        *properties,
        type=kind, customStyle=1, styleId=entry["style"],
    )  # fmt: skip


def paragraph_style(form: Form, entry: Standard) -> str:
    """Return the paragraph style of an element, with only what differs from its parent."""
    parent = form.style(entry["based_on"]) if "based_on" in entry else "Normal"
    emit = entry.get("emit", {})
    properties = (
        wrapped("pPr", paragraph_properties(emit)),
        wrapped("rPr", run_properties(emit)),
    )
    return named_style("paragraph", entry, parent, *properties)


def table_style(entry: Standard) -> str:
    """Return a table style: its lines and the margins of its cells."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(border(side, entry["border"]) for side in sides if entry["border"])
    margins = (node(side, w=width, type="dxa") for side, width in entry["cell_margins"].items())
    look = node("tblPr", wrapped("tblBorders", lines), node("tblCellMar", *margins))
    return named_style("table", entry, "TableNormal", look)


def table_indent() -> str:
    """Return the table properties of Word's own default table."""
    sides = {"top": 0, "left": 108, "bottom": 0, "right": 108}
    margins = (node(side, w=width, type="dxa") for side, width in sides.items())
    return node("tblPr", node("tblInd", w=0, type="dxa"), node("tblCellMar", *margins))


# --- Tables -----------------------------------------------------------------------------------


def cell(content: str, *, width: str, span: int = 1, middle: bool = False) -> str:
    """Return a cell; its width is twips (`5640`), a share (`17%`) or nothing (`auto`)."""
    properties = node(
        "tcPr",
        node("tcW", **measure(width)),
        node("gridSpan", val=span) if span > 1 else "",
        node("vAlign", val="center") if middle else "",
    )
    return node("tc", properties, content)


def measure(width: str) -> dict[str, object]:
    """Return a width as Word's pair of number and unit."""
    if width == "auto":
        return {"w": 0, "type": "auto"}
    if width.endswith("%"):
        return {"w": 50 * int(width[:-1]), "type": "pct"}
    return {"w": int(width), "type": "dxa"}


def row(*cells: str, heading: bool = False) -> str:
    """Return a row that no page break splits; a heading is repeated on every page."""
    return node("tr", node("trPr", node("cantSplit"), node("tblHeader") if heading else ""), *cells)


def row_tag(form: Form, command: str, columns: int) -> str:
    """Return the row of a docxtpl tag that acts on rows."""
    return row(cell(form.tag(command, "tr"), width="100%", span=columns))


def table(style: str, grid: Iterable[int], *rows: str, width: str, layout: str = "fixed") -> str:
    """Return a table in the middle of the text; `grid` holds the columns in twips."""
    properties = node(
        "tblPr",
        node("tblStyle", val=style),
        node("tblW", **measure(width)),
        node("jc", val="center"),
        node("tblLayout", type=layout),
    )
    columns = node("tblGrid", *(node("gridCol", w=column) for column in grid))
    return node("tbl", properties, columns, *rows)


def frame(form: Form, name: str, *rows: tuple[str, str]) -> str:
    """Return a table without lines that holds two halves of the page side by side."""
    left, right = (form.standard["frames"][name][side] for side in ("left", "right"))
    lines = (
        row(cell(first, width=str(left)), cell(second, width=str(right))) for first, second in rows
    )
    style = form.standard["table_styles"]["bare"]["style"]
    return table(style, (left, right), *lines, width=str(left + right))


def ruled_table(form: Form, grid: Iterable[int], *rows: str, layout: str = "fixed") -> str:
    """Return a table with lines over the whole text width, set off from the text around it."""
    style = form.standard["table_styles"]["ruled"]["style"]
    body = table(style, grid, *rows, width="100%", layout=layout)
    return form.line("before-table") + body + form.line("joint")


def derived_table(form: Form, kind: str) -> str:
    """Return a table whose columns the standard names, one row per row of the block."""
    entry = form.standard["tables"][kind]
    columns = entry["columns"]
    titles = (
        cell(form.line("table-heading", run(column["title"])),
             width=f"{column['width']}%", middle=True) for column in columns
    )  # fmt: skip
    values = row(*(
        cell(form.line(f"table-{column['align']}", run(f"{{{{ row.{column['field']} }}}}")),
             width=f"{column['width']}%", middle=True) for column in columns
    ))  # fmt: skip
    body = grouped(form, values, len(columns)) if entry["groups"] else values
    return ruled_table(
        form,
        (form.text_width() * column["width"] // 100 for column in columns),
        row(*titles, heading=True),
        row_tag(form, "for row in block.rows", len(columns)),
        body,
        row_tag(form, "endfor", len(columns)),
    )


def grouped(form: Form, values: str, columns: int) -> str:
    """Return the row of values, or in its place the line of a group across all columns."""
    title = form.line("table-group", run("{{ row.title }}"))
    return "".join((
        row_tag(form, "if row.kind == 'group'", columns),
        row(cell(title, width="100%", span=columns, middle=True)),
        row_tag(form, "else", columns),
        values,
        row_tag(form, "endif", columns),
    ))  # fmt: skip


def free_table(form: Form) -> str:
    """Return a table of any number of columns, which Word fits to their content."""
    value = run("{{ cell.text }}")
    aligned = form.choose(
        {f"cell.align == '{side}'": form.line(f"table-{side}", value)
         for side in ("center", "right")},
        form.line("table-left", value),
    )  # fmt: skip
    title = form.line("table-heading", run("{{ column.title }}"))
    width = form.text_width() // 3
    return ruled_table(
        form,
        (width, width, width),
        row(*cell_loop(form, "column in block.columns", title), heading=True),
        row_tag(form, "for row in block.rows", 3),
        row(*cell_loop(form, "cell in row", aligned)),
        row_tag(form, "endfor", 3),
        layout="autofit",
    )


def cell_loop(form: Form, loop: str, content: str) -> Iterator[str]:
    """Yield the cells of a row that has one cell for each value of a loop."""
    yield cell(form.tag(f"for {loop}", "tc"), width="auto")
    yield cell(content, width="auto", middle=True)
    yield cell(form.tag("endfor", "tc"), width="auto")


# --- The document -----------------------------------------------------------------------------


def document_part(form: Form) -> str:
    """Return the body of the plan: letterhead, title, opening, and the stream of parts."""
    return root(
        "document",
        node(
            "body",
            form.when("notice", form.line("notice", run("{{ notice }}"))),
            letterhead(form),
            title_block(form),
            form.each("line in bases", form.line("basis", run("{{ line }}"))),
            form.each("paragraph in opening", form.line("body", run("{{ paragraph }}"))),
            form.each("part in parts", part(form)),
            section(form, "portrait"),
        ),
    )


def letterhead(form: Form) -> str:
    """Return issuer and national name side by side, number and date on one line below."""
    issuer = (
        form.when("parent_line", form.line("parent-agency", run("{{ parent_line }}")))
        + form.each("line in issuer_lines", form.line("issuer", run("{{ line }}")))
        + drawn_rule(form, "issuer_rule")
    )
    nation = (
        form.line("national-name", run(form.element("national-name")["text"]))
        + form.line("motto", run(form.element("motto")["text"]))
        + form.line("rule", motto_rule(form))
    )
    number = form.line("number", run("{{ number_line }}")) + form.when(
        "draft", form.line("draft", run("{{ draft }}"))
    )
    day = form.choose(
        {f"place_date|length > {PLACE_DATE_LETTERS}":
         form.line("place-date-long", run("{{ place_date }}"))},
        form.line("place-date", run("{{ place_date }}")),
    )  # fmt: skip
    return frame(form, "letterhead", (issuer, nation), (number, day))


def drawn_rule(form: Form, name: str) -> str:
    """Return the paragraph that takes a line drawn by the program, as run XML."""
    return form.line("rule", run(f"{{{{r {name} }}}}"))


def motto_rule(form: Form) -> str:
    """Return the solid line under the Tiêu ngữ, as long as its text (PL1 II.1.b)."""
    entry = form.element("motto")
    letters = form.widths["bold" if entry["emit"]["bold"] else "regular"]
    points = sum(letters[letter] for letter in entry["text"]) * entry["emit"]["size"] / 1000
    weight = round(form.standard["lines"]["weight"] * EMU_PER_POINT)
    length = round(points * entry["rule"]["emit"] * EMU_PER_POINT)
    return drawn_line(length, weight, form.standard["lines"]["color"])


def drawn_line(length: int, weight: int, color: str) -> str:
    """Return a run with a straight line in the text; lengths in EMU."""
    shape = (
        "<wps:wsp><wps:cNvCnPr/><wps:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{length}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{weight}"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln>'
        "</wps:spPr><wps:bodyPr/></wps:wsp>"
    )
    return node("r", node("drawing", (
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{length}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:docPr id="1" name="Nét kẻ"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{SHAPE}">{shape}</a:graphicData></a:graphic>'
        "</wp:inline>"
    )))  # fmt: skip


def title_block(form: Form) -> str:
    """Return tên loại and trích yếu over their line."""
    return (
        form.line("type-name", run("{{ type_name }}"))
        + form.line("subject", run("{{ subject }}"))
        + drawn_rule(form, "subject_rule")
    )


def part(form: Form) -> str:
    """Return the plan proper or an appendix; it ends its pages where another part follows."""
    breaks = (
        form.when(f"part.ends == '{way}'", section_break(form, way))
        for way in ("portrait", "landscape")
    )
    return "".join((
        form.when("part.label", appendix_head(form)),
        form.each("block in part.blocks", blocks(form)),
        form.when("part.signed", form.line("before-table"), signature(form), form.line("joint")),
        *breaks,
    ))  # fmt: skip


def appendix_head(form: Form) -> str:
    """Return label, title and reference to the plan over their line (PL1 III.1)."""
    return (
        form.line("appendix-label", run("{{ part.label }}"))
        + form.line("appendix-title", run("{{ part.title }}"))
        + form.line("appendix-attached", run("{{ part.attached }}"))
        + drawn_rule(form, "part.rule")
    )


def blocks(form: Form) -> str:
    """Return the paragraph or table of each kind of block; other text is a plain paragraph."""
    numbered = run("{{ block.number }} {{ block.title }}")
    bullet = run("{{ block.number }} {{ block.text }}")
    text = run("{{ block.text }}")
    kinds = {
        **{kind: form.line(kind, numbered) for kind in HEADINGS},
        **{f"{kind}_text": run_in(form, f"{kind}-text") for kind in RUN_IN},
        **{kind: form.line(kind, bullet) for kind in BULLETS},
        **{kind: derived_table(form, kind) for kind in form.standard["tables"]},
        "table": free_table(form),
        "closing": form.line("closing", text),
    }
    cases = {f"block.kind == '{kind}'": content for kind, content in kinds.items()}
    return form.choose(cases, form.line("body", text))


def run_in(form: Form, key: str) -> str:
    """Return a paragraph that opens with its heading, in the look of a heading, if it has one."""
    return form.line(
        key,
        run("{% if block.title %}{{ block.number }} {{ block.title }}: {% endif %}",
            form.element(key)["run"]["style"]),
        run("{% if not block.title %}{{ block.number }} {% endif %}{{ block.text }}"),
    )  # fmt: skip


def signature(form: Form) -> str:
    """Return Nơi nhận and the signature side by side, never split by a page break."""
    recipients = form.line(
        "recipients-label", run(form.element("recipients-label")["text"])
    ) + form.each("line in recipients", form.line("recipient", run("{{ line }}")))
    signer = (
        form.each("line in signature.lines", form.line("authority", run("{{ line }}")))
        + form.line("sign-space") * form.element("sign-space")["count"]["emit"]
        + form.line("signer", run("{{ signature.name }}"))
    )
    return frame(form, "signature", (recipients, signer))


def section_break(form: Form, orientation: str) -> str:
    """Return the paragraph at which the pages of a part end."""
    style = node("pStyle", val=form.style("joint"))
    return node("p", node("pPr", style, section(form, orientation)))


def section(form: Form, orientation: str) -> str:
    """Return page size, margins and numbering: from 1, not shown on the first page (PL1 I)."""
    page = form.standard["page"]
    landscape = orientation == "landscape"
    sides = (page["size"]["width"], page["size"]["height"])
    width, height = reversed(sides) if landscape else sides
    margins = {
        side: page["margins"][side]["landscape" if landscape else "emit"]
        for side in ("top", "right", "bottom", "left")
    }
    turned = {"orient": "landscape"} if landscape else {}
    return node(
        "sectPr",
        '<w:headerReference w:type="default" r:id="numbered"/>',
        '<w:headerReference w:type="first" r:id="unnumbered"/>',
        node("type", val="nextPage"),
        node("pgSz", w=width, h=height, **turned),
        node("pgMar", **margins, header=page["header_distance"]["emit"],
             footer=page["footer_distance"]["emit"], gutter=0),
        node("pgNumType", start=page["page_number"]["first"]),
        node("cols", space=720),
        node("titlePg"),
    )  # fmt: skip


# --- The other parts --------------------------------------------------------------------------


def package_parts(form: Form, title: str) -> dict[str, str]:
    """Return every part of a template as XML, by its name in the package."""
    return {
        "[Content_Types].xml": content_types_part(),
        "_rels/.rels": relations_part(PACKAGE_RELATIONS),
        "docProps/core.xml": core_part(form, title),
        "docProps/app.xml": app_part(form),
        "word/document.xml": document_part(form),
        "word/_rels/document.xml.rels": relations_part(DOCUMENT_RELATIONS),
        "word/styles.xml": styles_part(form),
        "word/settings.xml": settings_part(form),
        "word/fontTable.xml": fonts_part(form),
        "word/header1.xml": header_part(form, node("fldSimple", run("2"), instr=" PAGE ")),
        "word/header2.xml": header_part(form),
    }


def root(name: str, *content: str) -> str:
    """Return a part of WordprocessingML."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return f"{DECLARATION}<w:{name}{spaces}>{''.join(content)}</w:{name}>"


def content_types_part() -> str:
    """Return the type of every part."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in PART_TYPES.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS_TYPE}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )


def relations_part(relations: Mapping[str, tuple[str, str]]) -> str:
    """Return the relationships of a part; a value is the type and the target."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in relations.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def core_part(form: Form, title: str) -> str:
    """Return the properties of the document, to be filled in with each plan."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ document.title }}</dc:title>"
        "<dc:subject>{{ document.subject }}</dc:subject>"
        "<dc:creator>{{ document.author }}</dc:creator>"
        "<dc:description/><dc:identifier/>"
        f"<dc:language>{form.standard['fonts']['language']}</dc:language>"
        f"<cp:category>{title}</cp:category></cp:coreProperties>"
    )


def app_part(form: Form) -> str:
    """Return the name of the program and the standard that the template follows."""
    return (
        f'{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties">'
        f"<Template>{form.standard['id']}</Template><Application>kehoach</Application></Properties>"
    )


def settings_part(form: Form) -> str:
    """Return the settings: the layout rules of Word 2013 and later, the decimal comma."""
    uri = "http://schemas.microsoft.com/office/word"
    rules = (node("compatSetting", name=name, uri=uri, val=value)
             for name, value in COMPATIBILITY.items())  # fmt: skip
    return root(
        "settings",
        node("zoom", percent=100),
        node("defaultTabStop", val=720),
        node("characterSpacingControl", val="doNotCompress"),
        node("compat", *rules),
        node("themeFontLang", val=form.standard["fonts"]["language"]),
        node("decimalSymbol", val=","),
        node("listSeparator", val=";"),
    )


def fonts_part(form: Form) -> str:
    """Return the font table; 163 is the Vietnamese character set."""
    entry = node(
        "font",
        node("panose1", val="02020603050405020304"),
        node("charset", val="A3"),
        node("family", val="roman"),
        node("pitch", val="variable"),
        name=form.standard["fonts"]["name"],
    )
    return root("fonts", entry)


def header_part(form: Form, *runs: str) -> str:
    """Return a header of one line."""
    return root("hdr", form.line("page-number", *runs))


# --- Package, dump, widths --------------------------------------------------------------------


def packed(parts: Parts) -> bytes:
    """Return the template as a zip archive that does not know when or where it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, content)
    return buffer.getvalue()


def unpacked(template: Path) -> Parts:
    """Return the parts of a template on disk; a file that is no archive has none."""
    if not zipfile.is_zipfile(template):
        return {}
    with zipfile.ZipFile(template) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def dump(parts: Parts) -> str:
    """Return the parts in words, one line per paragraph, style, row or section."""
    lines: list[str] = []
    for name, content in parts.items():
        lines += [f"[{name}]", *outlined(ElementTree.fromstring(content), 0), ""]
    return "\n".join(lines)


def outlined(element: ElementTree.Element, depth: int) -> Iterator[str]:
    """Yield an element and, where it is opened, its children below it."""
    indent = "  " * depth
    if local(element.tag) not in OPENED:
        yield indent + in_words(element)
        return
    yield indent + " ".join((local(element.tag), *attributes(element)))
    for child in element:
        yield from outlined(child, depth + 1)


def in_words(element: ElementTree.Element) -> str:
    """Return an element with all that it holds on one line: `pPr(keepNext jc=center)`."""
    name, text = local(element.tag), element.text
    inner = [*attributes(element), *([f'"{text}"'] if text else []), *map(in_words, element)]
    if len(inner) == 1 and inner[0].startswith("val="):
        return name + inner[0].removeprefix("val")
    return f"{name}({' '.join(inner)})" if inner else name


def attributes(element: ElementTree.Element) -> list[str]:
    """Return the attributes of an element; xml:space says nothing to a reader."""
    pairs = ((local(key), value) for key, value in element.items())
    return [f"{key}={value}" for key, value in pairs if key != "space" or value != "preserve"]


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def write_widths(fonts: Path, target: Path) -> None:
    """Write the advance widths of Times New Roman, read from Liberation Serif (same metrics)."""
    # A tool of the workshop, not a dependency of the program.
    library = import_module("fontTools.ttLib")
    tables = {}
    for weight in ("Bold", "Regular"):
        font = library.TTFont(fonts / f"LiberationSerif-{weight}.ttf")
        glyphs, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        tables[weight.lower()] = {
            letter: round(advances[glyphs[ord(letter)]][0] * 1000 / em) for letter in repertoire()
        }
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")


def repertoire() -> list[str]:
    """Return the letters and signs that a Vietnamese document uses, in code order."""
    vowels = [
        unicodedata.normalize("NFC", letter + tone)
        for letter in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    ]
    letters = {*vowels, "đ"}
    ascii_signs = map(chr, range(0x20, 0x7F))
    other_signs = "\u00a0§°±²³·½×÷–—‘’“”•…₫€−≤≥"  # noqa: RUF001 - the signs themselves
    return sorted({*ascii_signs, *other_signs, *letters, *(letter.upper() for letter in letters)})


if __name__ == "__main__":
    sys.exit(main())
