"""The body of a plan: letterhead, title, opening, the stream of parts, signature, pages."""

from generator.document.strokes import rule_under
from templates.builder.form import Form
from templates.builder.tables import derived_table, frame, free_table
from templates.builder.wordml import node, root, run

HEADINGS = ("section", "clause", "subclause", "point", "star")
RUN_IN = ("clause", "subclause", "point", "star")
BULLETS = ("dash", "plus")


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
    name = "letterhead"
    issuer = (
        form.when("parent_line", form.line("parent-agency", run("{{ parent_line }}")))
        + form.each("line in issuer_lines", form.line("issuer", run("{{ line }}")))
        + drawn_rule(form, "issuer_rule")
    )
    motto = form.standard.element("motto")["text"]
    nation = (
        form.fixed("national-name")
        + form.fixed("motto")
        + form.line("rule", rule_under("motto", motto, form.standard.half_width(name, "right")))
    )
    number = form.line("number", run("{{ number_line }}")) + form.when(
        "draft", form.line("draft", run("{{ draft }}"))
    )
    most = form.standard.element("place-date")["letters"]["max"]
    day = form.choose(
        {f"place_date|length > {most}": form.line("place-date-long", run("{{ place_date }}"))},
        form.line("place-date", run("{{ place_date }}")),
    )
    return frame(form, name, (issuer, nation), (number, day))


def drawn_rule(form: Form, name: str) -> str:
    """Return the paragraph that takes a line drawn by the program, as run XML."""
    return form.line("rule", run(f"{{{{r {name} }}}}"))


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
        **{f"{kind}_head": form.line(f"{kind}-head", bullet) for kind in BULLETS},
        **{kind: derived_table(form, kind) for kind in form.tree["tables"]},
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
            form.standard.element(key)["run"]["style"]),
        run("{% if not block.title %}{{ block.number }} {% endif %}{{ block.text }}"),
    )  # fmt: skip


def signature(form: Form) -> str:
    """Return Nơi nhận and the signature side by side, never split by a page break."""
    recipients = form.fixed("recipients-label") + form.each(
        "line in recipients", form.line("recipient", run("{{ line }}"))
    )
    signer = (
        form.each("line in signature.lines", form.line("authority", run("{{ line }}")))
        + form.line("sign-space") * form.standard.element("sign-space")["count"]["emit"]
        + form.line("signer", run("{{ signature.name }}"))
    )
    return frame(form, "signature", (recipients, signer))


def section_break(form: Form, orientation: str) -> str:
    """Return the paragraph at which the pages of a part end."""
    style = node("pStyle", val=form.standard.style("joint"))
    return node("p", node("pPr", style, section(form, orientation)))


def section(form: Form, orientation: str) -> str:
    """Return page size, margins and numbering: from 1, not shown on the first page (PL1 I)."""
    page = form.tree["page"]
    width, height = form.standard.page_size(orientation)
    turned = {"orient": "landscape"} if orientation == "landscape" else {}
    return node(
        "sectPr",
        '<w:headerReference w:type="default" r:id="numbered"/>',
        '<w:headerReference w:type="first" r:id="unnumbered"/>',
        node("type", val="nextPage"),
        node("pgSz", w=width, h=height, **turned),
        node("pgMar", **form.standard.margins(orientation), header=page["header_distance"]["emit"],
             footer=page["footer_distance"]["emit"], gutter=0),
        node("pgNumType", start=page["page_number"]["first"]),
        node("cols", space=720),
        node("titlePg"),
    )  # fmt: skip
