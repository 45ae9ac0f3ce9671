"""Checking a clerk's own template: every fault in one run, each with its paragraph or cell."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Refused, Severity
from generator.document.catalogue import read_template, template_names, template_path
from generator.document.context import FIELDS, build_context
from generator.document.engine import render_template
from generator.document.lint import check_template
from generator.document.lint.shapes import ANY, CONTEXT, TEXT, WRONG, Shape
from generator.document.package import read_members
from generator.pipeline import validate
from generator.plan.composition import compose
from generator.plan.source import parse_plan
from tests.command import ROOT
from tests.document.word import body, paragraph, story, table, word_file, zipped
from tests.sample import PLAN

Part = tuple[tuple[str, int], ...]

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))


def _found(*parts: str, title: str = "", stories: dict[str, str] | None = None) -> list[Diagnostic]:
    """Return what is wrong with a template of some paragraphs and tables."""
    found = check_template(word_file(body(*parts), title, stories), "mau.docx")
    for diagnostic in found:
        assert diagnostic.severity is Severity.ERROR
        assert diagnostic.place.file == "mau.docx"
        assert diagnostic.message()
        assert diagnostic.hint()
    return list(found)


def _codes(*parts: str) -> list[str]:
    """Return the codes of what is wrong with a template of some paragraphs and tables."""
    return [diagnostic.code for diagnostic in _found(*parts)]


THREE_FAULTS = (
    paragraph("{{ type_name }}"),
    paragraph("{%p if draft %}"),
    table(
        (paragraph("Số"), paragraph("{{ number_line }}")),
        (paragraph("{{ place_date }}"), paragraph("Tên") + paragraph("{{ subjetc }}")),
    ),
    paragraph("Cuối", style="KieuLa"),
)


def test_three_planted_faults_are_told_in_one_run_each_with_its_place() -> None:
    places: dict[str, Part] = {d.code: d.place.part for d in _found(*THREE_FAULTS)}
    assert places == {
        "template.syntax": (("paragraph", 2),),
        "template.unknown-field": (("table", 1), ("row", 2), ("cell", 2), ("paragraph", 2)),
        "template.missing-style": (("paragraph", 3),),
    }


def test_a_clerk_reads_the_place_in_vietnamese_and_the_likely_name_as_hint() -> None:
    (found,) = _found(table((paragraph("Số"), paragraph("{{ subjetc }}"))))
    assert found.place.text() == "mau.docx, bảng 1, dòng 1, ô 2, đoạn 1"
    assert "'subjetc'" in found.message()
    assert "'subject'" in found.hint()


@pytest.mark.parametrize("name", template_names())
def test_the_shipped_templates_are_clean(name: str) -> None:
    assert check_template(read_template(template_path(name)), name) == ()


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_the_list_may_be_used(field: str) -> None:
    assert (
        _codes(paragraph(f"{{%p if {field} %}}"), paragraph("x"), paragraph("{%p endif %}")) == []
    )


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("{{ khong_co }}", "khong_co"),
        ("{{ signature.nam }}", "nam"),
        ("{{ document.tilte }}", "tilte"),
        ("{% if khong_co %}x{% endif %}", "khong_co"),
        ("{% if draft %}x{% elif khong_co %}y{% endif %}", "khong_co"),
        ("{% for a in khong_co %}{{ a }}{% endfor %}", "khong_co"),
        ("{% for a in parts %}{{ a.labell }}{% endfor %}", "labell"),
        ("{% for a in parts %}{% for b in a.blocks %}{{ b.txt }}{% endfor %}{% endfor %}", "txt"),
        ("{% for b in sections.muc %}{{ b.txt }}{% endfor %}", "txt"),
        ("{% for a in parts %}{% endfor %}{{ a }}", "a"),
        ("{{ subject ~ khong_co }}", "khong_co"),
        ("{{ khong_co | upper }}", "khong_co"),
        ("{{ khong_co.a.b }}", "khong_co"),
        ("{{ range(3) }}", "range"),
        ("{% set ten = khong_co %}{{ ten }}", "khong_co"),
        ("{{ parts[0].labell }}", "labell"),
        ("{{ (parts | first).labell }}", "labell"),
        ("{{ sections['muc'][0].txt }}", "txt"),
        ("{{ subject.uper() }}", "uper"),
        ("{{ loop.index }}", "loop"),
        ("{% for a in bases %}{{ loop.indx }}{% endfor %}", "indx"),
        ("{% for a in bases if khong_co %}{{ a }}{% endfor %}", "khong_co"),
        ("{% macro m(a) %}{{ a }}{{ khong_co }}{% endmacro %}{{ m(subject) }}", "khong_co"),
        ("{% with a = subject %}{{ a }}{% endwith %}{{ a }}", "a"),
    ],
)
def test_a_name_that_is_not_known_in_its_place_is_reported(tag: str, name: str) -> None:
    (found,) = _found(paragraph("x"), paragraph(tag))
    assert found.code == "template.unknown-field"
    assert found.parameters["name"] == name
    assert found.place.part == (("paragraph", 2),)


@pytest.mark.parametrize(
    "tags",
    [
        "{% for line in recipients %}{{ loop.index }}. {{ line }}{% endfor %}",
        "{% for line in recipients %}{{ loop.revindex0 }}{{ loop.previtem }}{% endfor %}",
        "{% set ten = subject %}{{ ten }}",
        "{% for b in sections['muc-tieu'] %}{{ b.text }}{% endfor %}",
        "{{ parts[0].label }}",
        "{{ subject.upper() }}",
        "{{ subject | upper }}",
        "{{ subject[:10] }}",
        "{% if place_date | length &gt; 44 and not draft %}x{% else %}y{% endif %}",
        "{% if notice is defined %}x{% endif %}",
        "{# chú thích của người soạn #}",
        "{%- if draft -%}x{%- endif -%}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(subject) }}",
        "{% with a = subject %}{{ a }}{% endwith %}",
        "{% set a %}{{ subject }}{% endset %}{{ a | upper }}",
        "{% raw %}{% if %}{{ khong_co }}{% endraw %}",
        "{% for a, b in sections.items() %}{{ a }}{{ b }}{% endfor %}",
        "{% for p in parts %}{% for b in p.blocks %}{% for r in b.rows %}{{ r.task }}"
        "{% for c in r %}{{ c.text }}{{ c.align }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_what_the_engine_can_render_is_no_fault(tags: str) -> None:
    assert _codes(paragraph(tags)) == []


@pytest.mark.parametrize(
    "parts",
    [
        [paragraph("{%p if draft %}"), paragraph("x"), paragraph("{%p endif %}")],
        [
            paragraph("{%p for line in bases %}"),
            paragraph("{{ line }}"),
            paragraph("{%p endfor %}"),
        ],
        [
            table(
                (paragraph("{%tr for line in bases %}"),),
                (paragraph("{{ line }}"),),
                (paragraph("{%tr endfor %}"),),
            )
        ],
        [
            table(
                (
                    paragraph("{%tc for line in bases %}"),
                    paragraph("{{ line }}"),
                    paragraph("{%tc endfor %}"),
                )
            )
        ],
        [paragraph("{{r issuer_rule }}")],
        [paragraph("{%r if draft %}"), paragraph("{%r endif %}")],
        [paragraph("{#p chú thích #}")],
    ],
    ids=["p if", "p for", "tr", "tc", "r value", "r if", "comment"],
)
def test_the_prefixed_tags_of_docxtpl_are_read_as_what_they_mean(parts: list[str]) -> None:
    assert _codes(*parts) == []


@pytest.mark.parametrize("prefix", ["p", "tr", "tc", "r"])
def test_an_unknown_name_in_a_prefixed_tag_is_reported(prefix: str) -> None:
    cell = paragraph(f"{{%{prefix} if khong_co %}}"), paragraph(f"{{%{prefix} endif %}}")
    rows = (cell,) if prefix == "tc" else ((cell[0],), (cell[1],))
    (found,) = _found(table(*rows))
    assert found.parameters["name"] == "khong_co"
    assert found.place.part == (("table", 1), ("row", 1), ("cell", 1), ("paragraph", 1))


@pytest.mark.parametrize(
    ("parts", "at"),
    [
        (["{%p if draft %}", "x"], 1),
        (["x", "{%p endif %}"], 2),
        (["x", "{%p khong_co %}"], 2),
        (["x", "{% if draft = 1 %}y{% endif %}"], 2),
        (["{{ subject | }}"], 1),
        (["x", "{{ subject | khong_co }}"], 2),
        (["x", "{% if subject is khong_co %}y{% endif %}"], 2),
    ],
)
def test_a_tag_that_is_wrong_is_reported_where_it_stands(parts: list[str], at: int) -> None:
    found = _found(*map(paragraph, parts))
    assert [(d.code, d.place.part) for d in found] == [("template.syntax", (("paragraph", at),))]


def test_a_loop_left_open_inside_a_condition_is_reported_where_it_opens() -> None:
    tags = ("{%p if draft %}", "{%p for a in parts %}", "x", "{%p endif %}")
    (found,) = _found(*map(paragraph, tags))
    assert found.place.part == (("paragraph", 2),)


@pytest.mark.parametrize(
    "tag", ["{{ subject", "subject }}", "{% if draft", "{{ subject }", "{{ a %}"]
)
def test_a_bracket_left_open_is_reported_where_it_stands(tag: str) -> None:
    (found,) = _found(paragraph("x"), paragraph(tag))
    assert found.code in {"template.unclosed", "template.syntax"}
    assert found.place.part == (("paragraph", 2),)


def test_a_fault_hides_no_other_fault() -> None:
    found = _found(
        paragraph("{{ mot }}"),
        paragraph("{% if %}"),
        paragraph("{{ subject"),
        paragraph("{{ hai }}"),
        paragraph("{%p for a in parts %}"),
        paragraph("{{ ba }}"),
    )
    assert {d.parameters["name"] for d in found if "name" in d.parameters} == {"mot", "hai", "ba"}
    places = {d.place.part for d in found}
    assert places == {(("paragraph", number),) for number in range(1, 7)}


def test_the_same_fault_in_two_places_is_told_twice() -> None:
    found = _found(paragraph("{{ la }}"), table((paragraph("{{ la }}"),)))
    assert [d.place.part[0][0] for d in found] == ["paragraph", "table"]


def test_a_tag_that_word_split_over_several_runs_is_read_as_one() -> None:
    split = paragraph("{{ subj").replace("</w:p>", "") + paragraph("ect }}").replace("<w:p>", "")
    split = split.replace('<w:pPr><w:pStyle w:val="Normal"/></w:pPr>', "")
    assert _codes(split) == []


def test_the_curly_quotes_that_word_makes_are_no_fault() -> None:
    tags = "{% for b in sections.muc %}{% if b.kind == ‘dash’ or b.kind == “plus” %}x{% endif %}"
    assert _codes(paragraph(tags + "{% endfor %}")) == []


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_a_fault_in_a_header_or_footer_is_told_apart_from_one_in_the_body(kind: str) -> None:
    fault = paragraph("{{ khong_co }}")
    in_body, in_story = _found(fault, stories={kind: story(kind, fault)})
    assert in_body.parameters["name"] == in_story.parameters["name"] == "khong_co"
    assert in_body.place.text() != in_story.place.text()


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_a_missing_style_and_a_broken_tag_in_a_header_are_found(kind: str) -> None:
    found = _found(
        paragraph("x"),
        stories={kind: story(kind, paragraph("x", "KieuLa"), paragraph("{%p if draft %}"))},
    )
    assert {d.code for d in found} == {"template.missing-style", "template.syntax"}


def test_unknown_names_in_footnotes_and_properties_are_found_as_they_are_filled_too() -> None:
    fault = paragraph("{{ trong_chu_thich }}")
    found = _found(
        paragraph("x"),
        title="{{ trong_thuoc_tinh }}",
        stories={"footnotes": story("footnotes", fault)},
    )
    names = {diagnostic.parameters.get("name") for diagnostic in found}
    assert names == {"trong_chu_thich", "trong_thuoc_tinh"}


@pytest.mark.parametrize(
    ("part", "style", "place"),
    [
        (paragraph("x", "KieuLa"), "KieuLa", (("paragraph", 2),)),
        (
            table((paragraph("x"), paragraph("x", "KieuLa"))),
            "KieuLa",
            (("table", 1), ("row", 1), ("cell", 2), ("paragraph", 1)),
        ),
        (table((paragraph("x"),)).replace("Khung", "BangLa"), "BangLa", (("table", 1),)),
        (
            paragraph("x").replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="ChuLa"/></w:rPr>'),
            "ChuLa",
            (("paragraph", 2),),
        ),
    ],
    ids=["paragraph", "cell", "table", "run"],
)
def test_a_style_that_is_not_defined_is_reported_where_it_is_used(
    part: str, style: str, place: Part
) -> None:
    (found,) = _found(paragraph("x"), part)
    assert (found.code, found.parameters["style"]) == ("template.missing-style", style)
    assert found.place.part == place


def test_a_content_control_is_looked_into_even_an_empty_one() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('{{ khong_co }}')}</w:sdtContent></w:sdt>"
    assert _codes("<w:sdt/>", control) == ["template.unknown-field"]


@pytest.mark.parametrize(
    "parts",
    [
        ["Lời văn {%p if draft %}", "x", "{%p endif %}"],
        ["{%p if draft %} lời văn", "x", "{%p endif %}"],
        ["{%p if draft %}{%p if notice %}", "x", "{%p endif %}", "{%p endif %}"],
    ],
)
def test_text_that_a_paragraph_tag_would_swallow_is_reported(parts: list[str]) -> None:
    (found,) = _found(*map(paragraph, parts))
    assert found.code == "template.swallowed"
    assert found.place.part == (("paragraph", 1),)


@pytest.mark.parametrize("prefix", ["tr", "tc"])
def test_text_beside_a_tag_of_its_row_or_cell_is_reported(prefix: str) -> None:
    opening, end = (paragraph(f"{{%{prefix} {tag} %}}") for tag in ("if draft", "endif"))
    lost = paragraph("Nội dung")
    rows = [(opening, lost), (end, "")] if prefix == "tr" else [(opening + lost, end)]
    (found,) = _found(table(*rows))
    assert (found.code, found.parameters["lost"]) == ("template.swallowed", "Nội dung")


@pytest.mark.parametrize("prefix", ["tr", "tc"])
def test_a_tag_of_rows_or_cells_outside_a_table_is_reported(prefix: str) -> None:
    found = _found(paragraph(f"{{%{prefix} if draft %}}"), paragraph(f"{{%{prefix} endif %}}"))
    assert {diagnostic.place.part[0][0] for diagnostic in found} == {"paragraph"}


@pytest.mark.parametrize(
    "tag",
    [
        "{{ subject.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ subject['__class__'] }}",
        "{{ bases | map(attribute='__class__') | join }}",
    ],
)
def test_a_template_that_reaches_into_the_program_is_reported(tag: str) -> None:
    (found,) = _found(paragraph("x"), paragraph(tag))
    assert found.place.part == (("paragraph", 2),)


def test_a_file_that_is_no_word_document_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check_template(b"khong phai docx", "mau.docx")
    assert [found.code for found in refused.value.diagnostics] == ["package.not-docx"]


PARTS = ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"]


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_no_xml_is_reported_by_name(name: str) -> None:
    members = {**read_members(word_file(body(paragraph("x"))), ""), name: b"<w:document"}
    found = check_template(zipped(members), "mau.docx")
    assert [(d.code, d.parameters.get("part")) for d in found][:1] == [("template.damaged", name)]


SHIPPED = read_members(read_template(template_path("commune")), "")


def _complaints(data: bytes) -> list[str]:
    """Return the codes of what the check says of a template."""
    try:
        return [found.code for found in check_template(data, "mau.docx")]
    except Refused as refused:
        return [found.code for found in refused.diagnostics]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_template_without_one_of_its_parts_is_reported_or_can_be_filled(name: str) -> None:
    data = zipped({key: part for key, part in SHIPPED.items() if key != name})
    plan = parse_plan(PLAN.encode("utf-8"), "plan.yaml").plan
    context = build_context(plan, compose(plan), draft=False)
    assert _complaints(data) or render_template(data, context, "mau.docx")


def _strange(value: object, shape: Shape, name: str) -> list[str]:
    """Return what a context holds and the check would report, or take for something else."""
    if isinstance(value, dict):
        return [
            one
            for key, inner in value.items()
            for one in _strange(inner, shape.member(key) or WRONG, f"{name}.{key}")
        ]
    if isinstance(value, list):
        return [one for inner in value for one in _strange(inner, shape.element(), f"{name}[]")]
    known = shape is ANY or shape is TEXT
    return [] if known else [name]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_the_check_knows_all_that_a_document_is_filled_with(plan: Path) -> None:
    validated = validate(plan)
    context = build_context(validated.plan, validated.composition, draft=True)
    assert set(context) == set(CONTEXT) == set(FIELDS)
    assert [one for key in context for one in _strange(context[key], CONTEXT[key], key)] == []


PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "p ", "tr ", "if ", "for ", "endif", "endfor", "else",
     "elif ", "in ", "set ", "x", "parts", "subject", ".", "|", "(", ")", "[", "]", "'", '"', " ",
     "\n", "=", "==", "-", "raw", "endraw", "block b", "macro m()", "call", "filter upper"]
)  # fmt: skip


@given(st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=5))
def test_no_template_however_wrong_stops_the_check(texts: list[str]) -> None:
    data = word_file(body(*map(paragraph, texts)))
    assert all(found.place.file for found in check_template(data, "mau.docx"))
