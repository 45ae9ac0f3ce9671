"""The styles of a template: one for each element of the standard, and two for tables."""

from generator.document.standard import Entry
from templates.builder.form import Form
from templates.builder.wordml import (
    border,
    given,
    node,
    paragraph_properties,
    root,
    run_properties,
    wrapped,
)


def styles_part(form: Form) -> str:
    """Return the styles: Word's own defaults, one style per element, and the tables."""
    elements = [entry for entry in form.tree["elements"].values() if "style" in entry]
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
        *(table_style(entry) for entry in form.tree["table_styles"].values()),
    )  # fmt: skip


def document_defaults(form: Form) -> str:
    """Return the font, colour, language and spacing that every style starts from."""
    fonts, emit = form.tree["fonts"], form.tree["defaults"]["emit"]
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


def named_style(kind: str, entry: Entry, parent: str, *properties: str) -> str:
    """Return one of our styles: ASCII id, Vietnamese name, shown in Word's gallery."""
    return node(
        "style",
        node("name", val=entry["name"]),
        node("basedOn", val=parent),
        node("qFormat"),
        *properties,
        type=kind, customStyle=1, styleId=entry["style"],
    )  # fmt: skip


def paragraph_style(form: Form, entry: Entry) -> str:
    """Return the paragraph style of an element, with only what differs from its parent."""
    parent = form.standard.style(entry["based_on"]) if "based_on" in entry else "Normal"
    emit = entry.get("emit", {})
    properties = (
        wrapped("pPr", paragraph_properties(emit)),
        wrapped("rPr", run_properties(emit)),
    )
    return named_style("paragraph", entry, parent, *properties)


def table_style(entry: Entry) -> str:
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
