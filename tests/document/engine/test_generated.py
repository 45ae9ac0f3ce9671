"""Templates put together at random, runs cut anywhere, any values: equal to docxtpl's documents.

A tag cut by a bookmark or a branch that ends in another cell may make nonsense of a template; then
docxtpl's nonsense, or its error, is what has to come out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from docxtpl import Listing, RichText, RichTextParagraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import ChainableUndefined, Environment, StrictUndefined, Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from tests.document.engine.cases import c, cell, drawing, grid
from tests.document.engine.contexts import DRAWING, ROW_TABLE, WP
from tests.document.engine.differential import differing
from tests.document.word import body, paragraph, story, word_file


class Office:
    """An object of a caller: attributes, methods, a text of its own."""

    name = "Sở A & <B>"
    people = ("một", "hai\tba")

    def upper(self, ending: str = "") -> str:
        """Return a text that is computed."""
        return f"{self.name.upper()}{ending}"

    def __str__(self) -> str:
        """Return what a template prints of it."""
        return "cơ quan\n<w:tab/>"


class Once:
    """What can be gone through only once."""

    def __init__(self, values: Iterable[str]) -> None:
        """Hold the values."""
        self._values = iter(values)

    def __iter__(self) -> Iterator[str]:
        """Return the values that are left."""
        return self._values

    def __str__(self) -> str:
        """Return what a template prints of it."""
        return "một lần"


def _paragraphs() -> RichTextParagraph:
    made = RichTextParagraph("một & hai", parastyle="Normal")
    made.add(RichText("ba\nbốn"))
    return made


TEXTS = ("a", " ", "  b ", "Kế hoạch", "“x”", "‘y’", "&", "<", ">", "%", "}", "{", "{_{", "}_}",
         "{_%", "%_}", "\t", "\n", "}}", "%}", "-", "\u00a0", "\u2028", "é", "#}")  # fmt: skip
VALUES: tuple[Callable[[], object], ...] = (
    lambda: "Nội dung", lambda: "", lambda: "A & B", lambda: "a <b> c", lambda: "x\ny\tz",
    lambda: "p\aq\fr", lambda: "{{ text }} {_{ %_}", lambda: "\x01\x0b", lambda: "]]>",
    lambda: None, lambda: True, lambda: 12, lambda: 1.5, lambda: Decimal("1.10"), lambda: [],
    lambda: ["<", 1, None], lambda: {"a": "&", "b": 2}, lambda: Undefined(name="x"), Office,
    lambda: Markup("a &amp; b"), lambda: Markup("</w:t><w:t>"), lambda: "<w:tab/>",
    lambda: Markup("</w:t></w:r></w:p><w:p><w:r><w:t>"), lambda: "</w:t></w:r><w:r><w:t>",
    lambda: RichText("đậm & <x>\ny\tz", bold=True, color="#ff0000"), lambda: RichText("a\ab\fc"),
    lambda: Listing("a <b>\n\tc\ad\fe"), _paragraphs, lambda: ROW_TABLE,
    lambda: Markup(DRAWING), lambda: escape("<&>"), lambda: Once(("1", "<2>", "3\n")),
    lambda: "a\r\nb\rc", lambda: "&#10;&#9;&lt;", lambda: "<!-- x -->", lambda: "&unknown;",
    lambda: b"bytes & <", lambda: "'\"", lambda: range(3),
)  # fmt: skip
NAMES = ("text", "other", "lines", "office", "rows", "missing")
EXPRESSIONS = (
    "text", "other", "number", "missing", "missing.deeper", "office.name", "office.upper('<')",
    "office.people[1]", "office['name']", "lines[0]", "lines | length", "lines | join(' & ')",
    "rows[0].a", "rows[0]['items']", "rows[0].items()", "text | e", "text | safe", "text | upper",
    "other | default('k')", "text ~ '<' ~ number", "number + 1", "number > 5",
    "'a' if other else text",
    "text | replace('a', '&')", "{'a': 1}.a", "loop.index", "line", "caller", "namespace(a=1).a",
    "text | string | trim | title", "other | escape | upper", "'<w:tab/>' | safe",
    "'&' ~ text | e", "none", "[number, none]", "not text", "text[:2]", "'%d' | format(5)",
)  # fmt: skip
ENVIRONMENTS: tuple[Callable[[], Environment], ...] = (
    Environment,
    lambda: Environment(autoescape=True),
    lambda: SandboxedEnvironment(autoescape=True, undefined=StrictUndefined),
    lambda: Environment(undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True),
    SandboxedEnvironment,
)
PROPERTIES = (
    "",
    "<w:rPr><w:b/></w:rPr>",
    '<w:rPr><w:rFonts w:ascii="A"/><w:lang w:val="vi"/></w:rPr>',
)
BETWEEN = (
    "", "", "", "", '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/>', '<w:bookmarkEnd w:id="0"/>',
    "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "\n  ",
    "<w:r><w:lastRenderedPageBreak/></w:r>",
    '<w:del w:id="1"><w:r><w:delText>{{ x }}</w:delText></w:r></w:del>',
)  # fmt: skip
OPENINGS = ("{{ ",) * 8 + ("{{", "{{", "{{r ", "{{r ", "{{- ", "{{+ ", "{{p ")
TAGS = (
    "if text", "if missing", "if number > 5", "for line in lines", "for line in rows",
    "for line in text", "for line in lines if line", "set k = text", "with text = other",
)  # fmt: skip


def _end(tag: str) -> str:
    first = tag.split(maxsplit=1)[0]
    return "" if first == "set" else f"end{first}"


def _printed(opening: str, expression: str) -> str:
    closing = {"{{- ": " -}}", "{{": "}}"}.get(opening, " }}")
    return f"{opening}{expression}{closing}"


def _around(kind: str, tag: str, inner: str, other: str) -> str:
    """Return text in a branch or a loop, its tags trimmed or not."""
    dash = "-" if kind == "-" else ""
    letter = kind if kind in ("r", "p") else ""
    middle = f"{{% else %}}{other}" if other and not tag.startswith(("set", "with")) else ""
    end = _end(tag)
    closing = f"{{%{letter}{dash} {end} {dash}%}}" if end else ""
    return f"{{%{letter}{dash} {tag} {dash}%}}{inner}{middle}{closing}"


prints = st.builds(_printed, st.sampled_from(OPENINGS), st.sampled_from(EXPRESSIONS))
comments = st.sampled_from(["{# x #}", "{#p x #}", "{#- a {{ b }} -#}", "{#tr x #}"])
words = st.sampled_from(TEXTS)
simple = st.one_of(words, prints, prints)
nested = st.recursive(
    simple,
    lambda inner: st.builds(
        _around,
        st.sampled_from(["", "", "", "", "-", "r"]),
        st.sampled_from(TAGS),
        st.lists(inner, max_size=3).map("".join),
        st.one_of(st.just(""), simple),
    ),
    max_leaves=5,
)
sentences = st.lists(st.one_of(simple, simple, nested, comments), max_size=4).map("".join)


@st.composite
def runs(draw: st.DrawFn, text: st.SearchStrategy[str] = sentences) -> str:
    """Draw a text cut into runs as Word may have left it."""
    whole = draw(text)
    cuts = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    made = []
    for start, stop in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        space = draw(st.sampled_from(["", ' xml:space="preserve"']))
        style = draw(st.sampled_from(PROPERTIES))
        piece = f"<w:r>{style}<w:t{space}>{escape(whole[start:stop])}</w:t></w:r>"
        made.append(piece + draw(st.sampled_from(BETWEEN)))
    return "".join(made)


def _in_paragraph(inner: str, head: str) -> str:
    return f"<w:p{head}{inner}</w:p>"


HEADS = (">", ' w:rsidR="00A1" w:rsidRDefault="00B2">', '><w:pPr><w:jc w:val="center"/></w:pPr>')
paragraphs = st.builds(_in_paragraph, runs(), st.sampled_from(HEADS))


def _alone(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _looped(tag: str, inner: list[str]) -> str:
    """Return blocks between two paragraphs that hold a tag each."""
    end = _end(tag)
    return _alone(f"{{%p {tag} %}}") + "".join(inner) + (_alone(f"{{%p {end} %}}") if end else "")


def _box(inner: list[str]) -> str:
    """Return a text box, once for a Word of today and once for an old one."""
    text = "".join(inner) or "<w:p/>"
    content = f"<w:txbxContent>{text}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f'<w:drawing><wp:anchor><wp:docPr id="1" name="{{{{ text }}}}"/>'
        f"{content}</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _control(inner: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def _held(inner: str) -> str:
    """Return a paragraph whose runs stand in a content control and in an insertion."""
    return f"<w:p>{_control(inner)}<w:ins w:id='3'>{inner}</w:ins></w:p>"


def _link(inner: str) -> str:
    return f'<w:p><w:hyperlink w:anchor="{{{{ number }}}}">{inner}</w:hyperlink></w:p>'


CELLS = ("", "", "", "{{ line }}", "{% cellbg text %}", "{% colspan number %}", "{#tc x #}")
MERGED = ("{% vm %}", "{% hm %}")
SPANS = ("", "", "<w:gridSpan w:val='2'/>", "<w:vMerge/>", "<w:shd w:val='clear' w:fill='FF'/>")


@st.composite
def cells(draw: st.DrawFn, inner: st.SearchStrategy[str], tags: tuple[str, ...] = CELLS) -> str:
    """Draw a cell with properties, a tag of tables, and blocks."""
    tag = draw(st.sampled_from(tags))
    first = f"<w:p><w:r><w:t>{tag}</w:t></w:r>{draw(runs())}</w:p>"
    return cell(first, *draw(st.lists(inner, max_size=1)), properties=draw(st.sampled_from(SPANS)))


@st.composite
def tables(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Draw a table: rows of any cells, or a loop over rows or cells as docxtpl describes it."""
    rows: list[tuple[str, ...]] = [
        tuple(row)
        for row in draw(st.lists(st.lists(cells(inner), min_size=1, max_size=3), max_size=2))
    ]
    kind = draw(st.sampled_from(["free", "rows", "cells", "both"]))
    if kind in ("cells", "both"):
        ends = c("{%tc for line in lines %}"), c("{%tc endfor %}")
        rows.append((ends[0], draw(cells(inner, CELLS + MERGED)), ends[1]))
    if kind in ("rows", "both"):
        rows.append((draw(cells(inner, CELLS + MERGED)),))
        rows = [(c("{%tr for line in rows %}"),), *rows, (c("{%tr endfor %}"),)]
    return grid(*rows, columns=draw(st.integers(1, 4)))


blocks = st.recursive(
    st.one_of(paragraphs, paragraphs, st.just(drawing(5)), runs().map(_link), runs().map(_held)),
    lambda inner: st.one_of(
        st.builds(_looped, st.sampled_from(TAGS), st.lists(inner, max_size=3)),
        tables(inner),
        st.lists(inner, max_size=2).map(_box),
        inner.map(_control),
    ),
    max_leaves=5,
)
notes = st.sampled_from(["{{ text }}", "{% if number %}a{% endif %}", "&amp; \t"]).map(paragraph)
stories = st.fixed_dictionaries(
    {},
    optional={
        "header": blocks.map(lambda one: _declared(story("header", one))),
        "footer": blocks.map(lambda one: _declared(story("footer", one))),
        "footnotes": notes.map(lambda one: story("footnotes", one)),
    },
)


def _declared(xml: str) -> str:
    """Return a part that declares its namespaces at its head, as Word does."""
    return xml.replace(" xmlns:w=", f' xmlns:mc="urn:mc" xmlns:wp="{WP}" xmlns:w=', 1)


titles = st.lists(st.one_of(words, st.sampled_from(["{{ text }}", "{% if number %}x{% endif %}"])))


@st.composite
def templates(draw: st.DrawFn) -> bytes:
    """Draw a Word file; half of them have no more than a body."""
    inner = draw(st.lists(blocks, min_size=1, max_size=4))
    if draw(st.booleans()):
        return word_file(_declared(body(*inner, last=draw(st.sampled_from(["", "<w:sectPr/>"])))))
    return word_file(_declared(body(*inner)), str(escape("".join(draw(titles)))), draw(stories))


@st.composite
def contexts(draw: st.DrawFn) -> Callable[[], Mapping[str, Any]]:
    """Draw what makes a context: every rendering gets values of its own."""
    one = st.sampled_from(VALUES)
    text, other = draw(one), draw(one)
    lines = draw(st.lists(one, max_size=3))
    rows = draw(st.lists(st.sampled_from(["một", "a & b", "<b>", "x\ny", 5, None]), max_size=3))
    number = draw(st.sampled_from([0, 1, 2, 7]))
    return lambda: {
        "text": text(), "other": other(), "number": number, "office": Office(),
        "lines": [value() for value in lines],
        "rows": [{"a": value, "items": 1} for value in rows],
    }  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(templates(), contexts(), st.sampled_from(ENVIRONMENTS))
def test_any_template_with_any_values_gives_docxtpls_document(
    template: bytes,
    context: Callable[[], Mapping[str, Any]],
    environment: Callable[[], Environment],
) -> None:
    found, _ = differing(template, context, environment)
    assert [one for one in found if not _both_refused(one)] == []


def _both_refused(difference: str) -> bool:
    """Return whether both raise, each for another fault: they come to the parts in other orders."""
    return " became " in difference and "a document" not in difference
