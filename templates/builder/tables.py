"""Tables: the two halves of a page side by side, and the ruled tables of a plan."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from generator.document.standard import Entry
from templates.builder.form import Form
from templates.builder.wordml import node, run


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
    left, right = (form.tree["frames"][name][side] for side in ("left", "right"))
    lines = (
        row(cell(first, width=str(left)), cell(second, width=str(right))) for first, second in rows
    )
    style = form.tree["table_styles"]["bare"]["style"]
    return table(style, (left, right), *lines, width=str(left + right))


def ruled_table(form: Form, grid: Iterable[int], *rows: str, layout: str = "fixed") -> str:
    """Return a table with lines over the whole text width, set off from the text around it."""
    style = form.tree["table_styles"]["ruled"]["style"]
    body = table(style, grid, *rows, width="100%", layout=layout)
    return form.line("before-table") + body + form.line("joint")


def derived_table(form: Form, kind: str) -> str:
    """Return a table whose columns the standard names, less those that the block does without.

    Every choice of columns is a table of its own: where docxtpl leaves out single cells it spreads
    their room over all columns, and a line across the table keeps the old count of columns.
    """
    entry = form.tree["tables"][kind]
    flags = [column["when"] for column in entry["columns"] if "when" in column]
    choices = [kept for count in range(len(flags), 0, -1) for kept in combinations(flags, count)]
    # The fullest choice that holds comes first, so what it does not name is not wanted.
    cases = {
        " and ".join(f"block.{flag}" for flag in kept): table_of(form, entry, kept)
        for kept in choices
    }
    least = table_of(form, entry, ())
    return form.choose(cases, least) if cases else least


def table_of(form: Form, entry: Entry, flags: Iterable[str]) -> str:
    """Return a derived table with the columns that stand always and those of some flags."""
    columns = chosen(entry["columns"], flags)
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
        (form.standard.text_width("portrait") * column["width"] // 100 for column in columns),
        row(*titles, heading=True),
        row_tag(form, "for row in block.rows", len(columns)),
        body,
        row_tag(form, "endfor", len(columns)),
    )


def chosen(columns: Sequence[Entry], flags: Iterable[str]) -> list[Entry]:
    """Return the columns to print; the one that grows has the room of those left out."""
    kept = [column for column in columns if "when" not in column or column["when"] in flags]
    room = 100 - sum(column["width"] for column in kept)
    return [
        {**column, "width": column["width"] + room} if column.get("grows") else column
        for column in kept
    ]


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
    width = form.standard.text_width("portrait") // 3
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
