"""Small templates with every form of tag that docxtpl documents."""

from dataclasses import dataclass

from tests.document.engine.contexts import WP
from tests.document.word import W, body, paragraph, section, story, word_file


@dataclass(frozen=True)
class Case:
    """A template that shows one form of tag."""

    name: str
    template: bytes

    def __str__(self) -> str:
        """Return the name, for pytest."""
        return self.name


def runs(*texts: str, properties: str = "") -> str:
    """Return a paragraph of several runs, as Word leaves a tag that was edited."""
    made = "".join(f"<w:r>{properties}<w:t>{text}</w:t></w:r>" for text in texts)
    return f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{made}</w:p>"


def cell(*contents: str, properties: str = "") -> str:
    """Return a cell with properties, as Word writes it."""
    inner = "".join(contents) or "<w:p/>"
    return f"<w:tc><w:tcPr><w:tcW w:w='1000' w:type='dxa'/>{properties}</w:tcPr>{inner}</w:tc>"


def grid(*rows: tuple[str, ...], columns: int, properties: str = "<w:tblPr/>") -> str:
    """Return a table of ready cells with so many columns in its grid."""
    columns_xml = "<w:gridCol w:w='1000'/>" * columns
    rows_xml = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl>{properties}<w:tblGrid>{columns_xml}</w:tblGrid>{rows_xml}</w:tbl>"


def c(text: str, properties: str = "") -> str:
    """Return a cell of one paragraph."""
    return cell(paragraph(text), properties=properties)


def drawing(number: int, inner: str = "") -> str:
    """Return a paragraph with a drawing."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:docPr name="n > {number}" '
        f'id="{number}" descr="{{{{ text }}}}"/>{inner}</wp:inline></w:drawing></w:r></w:p>'
    )


TEXTBOX = (
    "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{ text }}</w:t></w:r></w:p><w:p><w:r><w:t>"
    "b {{ text }}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r>"
    "<w:t>{{ text }}</w:t></w:r></w:p>"
)
BODIES: dict[str, str] = {
    "no tag": paragraph("chỉ có chữ") + paragraph(""),
    "a value": paragraph("a {{ text }} b") + paragraph("{{text}}{{number}}"),
    "values side by side": paragraph("{{ text }}{{ text }} {{ none }}{{ text }}"),
    "attributes": paragraph("{{ items.name }} {{ items['items'] }} {{ items.keys() | list }}"),
    "item and method of one name": paragraph("{{ items.items() | length }} {{ rows[0].b }}"),
    "missing": paragraph("a {{ missing }} b {{ items.missing }}"),
    "missing and asked for": paragraph("a {{ missing.deeper }} b"),
    "paragraph loop": paragraph("{%p for line in lines %}")
    + paragraph("- {{ line }}")
    + paragraph("{%p endfor %}")
    + paragraph("x"),
    "paragraph branches": paragraph("{%p if yes %}")
    + paragraph("{{ text }}")
    + paragraph("{%p elif no %}")
    + paragraph("k")
    + paragraph("{%p else %}")
    + paragraph("l")
    + paragraph("{%p endif %}"),
    "paragraph value": paragraph("{{p text }}")
    + paragraph("sau")
    + paragraph("{{p text }}")
    + paragraph("{%p for l in lines %}")
    + paragraph("{{p l }}")
    + paragraph("{%p endfor %}")
    + paragraph("cuối"),
    "run value": paragraph("a {{r text }} b")
    + paragraph("{%p for l in lines %}")
    + paragraph("{{r l }}")
    + paragraph("{%p endfor %}"),
    "run tags": runs("a ", "{%r if yes %}", "{{ text }}", "{%r endif %}", " b"),
    "run loop": runs("{%r for l in lines %}", "{{ l }}", "{%r endfor %}"),
    "inline branch": paragraph(
        "a {% if yes %}{{ text }}{% else %}k{% endif %} b {% if no %}x{% endif %}"
    ),
    "inline loop": paragraph(
        "{% for l in lines %}{{ loop.index }} {{ l }}{% if not loop.last"
        " %}, {% endif %}{% else %}không{% endfor %}"
    ),
    "loop with else": paragraph("{%p for l in lines %}")
    + paragraph("{{ l }}")
    + paragraph("{%p else %}")
    + paragraph("không có")
    + paragraph("{%p endfor %}"),
    "branch over paragraphs": paragraph("a{% if yes %}b")
    + paragraph("{{ text }}")
    + paragraph("c{% endif %}d")
    + paragraph("e{% if no %}f")
    + paragraph("g{% endif %}h"),
    "loop over paragraphs": paragraph("a{% for l in lines %}{{ l }}") + paragraph("b{% endfor %}c"),
    "branch that breaks": (
        "<w:p><w:r><w:t>{% if yes %}</w:t></w:r><w:r><w:t>x{% endif %}</w:t></w:r></w:p>"
    ),
    "merge before": paragraph("trước ")
    + paragraph("{%- if yes %} {{ text }} ")
    + paragraph("{%- endif %} sau")
    + paragraph("x"),
    "merge after": paragraph("{% if yes -%}")
    + paragraph("{{ text }}")
    + paragraph("{% endif -%}")
    + paragraph("sau"),
    "trimmed values": paragraph("a {{- text -}} b {{+ text }} {%- if yes -%} c {%- endif -%} d"),
    "comments": paragraph("a {# bỏ #} b")
    + paragraph("{#p cả đoạn #}")
    + paragraph("c {# <x> & #} d")
    + runs("{", "# tách ", "#}", "e"),
    "comments of rows": grid(
        (c("a"), c("{#tc x #}"), c("b")), (c("{#tr x #}"), c("")), (c("1"), c("2")), columns=2
    ),
    "escaped marks": paragraph("{_{ a }_} {_% b %_} {{ text }} {_")
    + paragraph("{% raw %}{{ x }}{% endraw %}"),
    "split runs": runs("a {", "{ te", "xt }", "} b")
    + runs("{% if", " yes %", "}c{", "% endif %}")
    + runs("{{", " text ", "|", "upper", "}}"),
    "split runs with tabs": (
        "<w:p><w:r><w:t>{{ te</w:t></w:r><w:proofErr w:type='spellStart'/>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>xt }}</w:t>"
        "<w:tab/></w:r></w:p>"
    ),
    "smart quotes": paragraph(
        "{{ items[‘name’] }} {% if text == “Nội dung” %}đúng{% endif %}"
        " {{ items[&#8216;name&#8216;] }} “ngoài”"
    ),
    "entities in tags": paragraph(
        "{% if number &gt; 5 and number &lt; 20 %}giữa{% endif %} {{ 1 &lt;"
        " 2 }} &amp; {{ '&amp;' }}"
    ),
    "macros": paragraph(
        "{% macro m(a, b='k') %}[{{ a }}|{{ b }}]{% endmacro %}x {{ m(text) }} {{ m(1, text) }}"
    ),
    "macros of paragraphs": paragraph("{%p macro m(a) %}")
    + paragraph("{{ a }}")
    + paragraph("{%p endmacro %}")
    + paragraph("{{p m(text) }}")
    + paragraph("{%p for l in lines %}")
    + paragraph("{{p m(l) }}")
    + paragraph("{%p endfor %}"),
    "call": paragraph(
        "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}{{ text }}{% endcall %}"
    ),
    "set": paragraph(
        "{% set k = text %}{{ k }} {% set k2 %}{{ text }}!{% endset %}{"
        "{ k2 }} {% set ns = namespace(n=0) %}{% for l in lines %}{% set"
        " ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}"
    ),
    "set of paragraphs": paragraph("{%p set k %}")
    + paragraph("{{ text }}")
    + paragraph("{%p endset %}")
    + paragraph("{{p k }}{{p k }}"),
    "with": paragraph("{% with k = text %}{{ k }}{% endwith %}"),
    "filters": paragraph(
        "{{ text | upper }} {{ lines | join(', ') }} {{ text | default('k')"
        " }} {{ text | e }} {{ text | safe }} {{ text | replace('a', '<b>')"
        " }} {{ text ~ '<' ~ number }}"
    ),
    "filter block": paragraph("{% filter upper %}a {{ text }}{% endfilter %}"),
    "filters from outside": paragraph("{{ text | shout }} {% if number is big %}lớn{% endif %}"),
    "autoescape block": paragraph("{% autoescape false %}{{ text }}{% endautoescape %}"),
    "constants": paragraph(
        "{{ 'a <b> & c' }} {{ '<w:tab/>' | safe }} {{ 'x' }} {{ 5 }} {{ \"\" }} {{ none }}"
    ),
    "include": paragraph("{% include 'khac' %}"),
    "import": paragraph("{% import 'khac' as k %}{{ k.m(text) }}"),
    "block": paragraph("{% block k %}{{ text }}{% endblock %}"),
    "do and break": paragraph(
        "{% for l in lines %}{% if loop.index == 2 %}{% break %}{% endif %}{{ l }}{% endfor %}"
    ),
    "cycle": paragraph(
        "{% for l in lines %}{{ loop.cycle('a', 'b') }}{{ loop.changed(l) }}{% endfor %}"
    ),
    "recursive": paragraph(
        "{% for l in lines recursive %}{{ l }}{% if loop.depth0 &lt; 1 %}"
        "{{ loop(['k']) }}{% endif %}{% endfor %}"
    ),
    "rows": grid(
        (c("A"), c("B")),
        (c("{%tr for row in rows %}"), c("")),
        (c("{{ row.a }}"), c("{{ row.b }}")),
        (c("{%tr endfor %}"), c("")),
        columns=2,
    ),
    "rows only": grid(
        (c("{%tr for row in rows %}"), c("")),
        (c("{{ row.a }}"), c("{{ row.b }}")),
        (c("{%tr endfor %}"), c("")),
        columns=2,
    ),
    "rows in branches": grid(
        (c("A"), c("B")),
        (c("{%tr for row in rows %}"), c("")),
        (c("{%tr if row.a == '1' %}"), c("")),
        (c("{{ row.a }}", "<w:gridSpan w:val='2'/>"),),
        (c("{%tr else %}"), c("")),
        (c("{{ row.a }}"), c("{{ row.b }}")),
        (c("{%tr endif %}"), c("")),
        (c("{%tr endfor %}"), c("")),
        columns=2,
    ),
    "grid too wide": grid((c("{{ text }}"), c("B")), columns=4),
    "grid too narrow": grid((c("{{ text }}"), c("B"), c("C")), columns=2),
    "no grid": "<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "no grid in a branch": paragraph("{%p if no %}")
    + "<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    + paragraph("{%p endif %}"),
    "cells": grid(
        (c("{%tc for k in columns %}"), c("{{ k }}"), c("{%tc endfor %}")),
        (c("{%tc for k in columns %}"), c("{{ k }} {{ text }}"), c("{%tc endfor %}")),
        columns=3,
    ),
    "cells and rows": grid(
        (c("{%tc for k in columns %}"), c("{{ k }}"), c("{%tc endfor %}")),
        (c("{%tr for row in rows %}"),),
        (c("{%tc for k in columns %}"), c("{{ row.a }}"), c("{%tc endfor %}")),
        (c("{%tr endfor %}"),),
        columns=2,
    )
    + paragraph("sau")
    + grid((c("x"), c("{%tc if yes %}"), c("y"), c("{%tc endif %}")), columns=2),
    "cells in a branch": paragraph("{%p if no %}")
    + grid((c("{%tc for k in columns %}"), c("{{ k }}"), c("{%tc endfor %}")), columns=2)
    + paragraph("{%p endif %}")
    + paragraph("{{ text }}"),
    "nested tables": grid(
        (
            cell(
                grid(
                    (c(("{%tc for k in columns %}")), c("{{ k }}"), c("{%tc endfor %}")), columns=2
                ),
                paragraph(""),
            ),
            c("b"),
        ),
        columns=2,
    ),
    "nested tables that fit": grid(
        (cell(grid((c("1"), c("{{ text }}")), columns=2), paragraph("")), c("b")), columns=2
    ),
    "nested wider table": grid(
        (cell(grid((c("1"), c("2"), c("3")), columns=3), paragraph("")),), columns=1
    ),
    "colspan": grid((c("{% colspan span %}{{ text }}"),), (c("a"), c("b")), columns=2),
    "cellbg": grid((c("{% cellbg color %}{{ text }}"), c("{% cellbg columns[0] %}b")), columns=2),
    "vertical merge": grid(
        (c("{%tr for row in rows %}"), c("")),
        (c("{% vm %}{{ text }}"), c("{{ row.a }}")),
        (c("{%tr endfor %}"), c("")),
        columns=2,
    ),
    "horizontal merge": grid(
        (c("{%tc for k in columns %}"), c("{% hm %}{{ text }}"), c("{%tc endfor %}")),
        (c("{%tc for k in columns %}"), c("{{ k }}"), c("{%tc endfor %}")),
        columns=3,
    ),
    "horizontal merge of spans": grid(
        (
            c("{%tc for k in columns %}"),
            c("{% hm %}{{ text }}", '<w:gridSpan w:val="2"/>'),
            c("{%tc endfor %}"),
        ),
        columns=3,
    ),
    "drawings": drawing(3)
    + drawing(3, "<a/>")
    + paragraph("{%p for l in lines %}")
    + drawing(9)
    + paragraph("{%p endfor %}"),
    "text box": TEXTBOX
    + paragraph("{{ text }}")
    + ("<w:p w:rsidR='1'/>")
    + paragraph("{{ text }}"),
    "breaks between elements": (
        "<w:p><w:pPr><w:b/></w:pPr><w:r><w:rPr><w:i/></w:rPr>\n<w:t>a {"
        "{ text }}</w:t>\n</w:r></w:p>"
    ),
    "breaks of the template": paragraph("a\nb\t{{ text }}") + paragraph("c"),
    "break at the end": paragraph("{{ text }}\n") + paragraph("{{ text }}"),
    "instructions and links": (
        "<w:p><w:hyperlink w:anchor='{{ number }}'><w:r><w:t>{{ text }}"
        "</w:t></w:r></w:hyperlink><w:r><w:instrText>DATE {{ text }}</w:instrText>"
        "</w:r></w:p>"
    ),
    "text in attributes": (
        "<w:p><w:bookmarkStart w:id='1' w:name='{{ text }}'/><w:r><w:t>x</w:t></w:r></w:p>"
    ),
    "tag in attributes": (
        "<w:p><w:bookmarkStart w:id='1' w:name='{% if yes %}a{% else %}b{% endif %}'/></w:p>"
    ),
    "runs in a link": (
        "<w:p><w:hyperlink w:anchor='a'><w:r><w:t>{{ text }}</w:t></w:r></w:hyperlink><w:r>"
        "<w:t>{{ text }}</w:t></w:r></w:p>"
    ),
    "runs in a content control": (
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>{{ text }}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    ),
    "inserted runs": (
        "<w:p><w:ins w:id='1'><w:r><w:t>{{ text }}</w:t></w:r></w:ins></w:p>" + paragraph("b")
    ),
    "a changed format": (
        "<w:p><w:pPr><w:jc w:val='left'/><w:pPrChange w:id='1'><w:pPr><w:b/></w:pPr></w:pPrChange>"
        "</w:pPr><w:r><w:rPr><w:b/><w:rPrChange w:id='2'><w:rPr><w:i/></w:rPr></w:rPrChange>"
        "</w:rPr><w:t>{{ text }}</w:t></w:r></w:p>"
    ),
    "brackets and a mark": paragraph("]]{{ '>' }} {{ ']]' }}{{ '>' | safe }} {{ ']' }}{{ ']>' }}"),
    "a namespace by another prefix": (
        f'<w:p><x:r xmlns:x="{W}"><x:t>{{{{ text }}}}</x:t></x:r><w:r><w:t>b</w:t></w:r></w:p>'
    ),
    "a namespace of its own": (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="wps"><w:t>{{ text }}'
        "</w:t></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "a comment of XML": "<w:p><!-- {{ text }} --><w:r><w:t>x</w:t></w:r></w:p>",
    "marks of the engine": paragraph("{{ '\x7f' }}{{ text }}"),
    "a syntax error": paragraph("{% if %}"),
    "an unknown filter": paragraph("{{ text | khong_co }}"),
    "an unclosed branch": paragraph("{% if yes %}"),
    "division": paragraph("{{ 1 / 0 }}"),
    "sandboxed": paragraph("{{ text.__class__.__mro__ }}"),
}


def _story_file(name: str, *inner: str) -> bytes:
    stories = {name: story(name, *inner)}
    return word_file(body(paragraph("{{ text }}"), paragraph("{{ number }}")), "", stories)


STORY_KINDS = ("header", "footer", "footnotes")
IN_STORIES = (
    "a value", "paragraph loop", "rows", "breaks of the template", "no tag", "run value",
    "paragraph value", "escaped marks", "cells", "drawings", "branch that breaks", "filter block",
    "macros of paragraphs",
)  # fmt: skip
TITLES = (
    "{{ text }}", "a {{ number }} &amp; b", "chỉ chữ", "{{ missing }}", "{% if %}",
    "{{ text | safe }}", "x\n", "{{ lines | join }}",
)  # fmt: skip


def cases() -> list[Case]:
    """Return every case."""
    made = [Case(name, word_file(body(xml))) for name, xml in BODIES.items()]
    made += [
        Case(f"{kind}: {name}", _story_file(kind, BODIES[name]))
        for kind in STORY_KINDS
        for name in IN_STORIES
    ]
    made += [Case(f"title: {title}", word_file(body(paragraph("x")), title)) for title in TITLES]
    value = paragraph("{{ text }}")
    everywhere = {kind: story(kind, value) for kind in STORY_KINDS}
    made.append(Case("everywhere", word_file(body(value), "{{ number }}", everywhere)))
    two = body(value, f"<w:p><w:pPr>{section('landscape')}</w:pPr></w:p>")
    made.append(Case("two sections", word_file(two, "", {"header": story("header", value)})))
    return made
