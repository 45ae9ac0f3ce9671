"""Filling a Word template: nothing of the text is lost, nothing of the program is reached."""

import contextlib
import io
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.diagnostics import Diagnostic, Refused
from generator.document.catalogue import read_template, template_names, template_path
from generator.document.context import build_context
from generator.document.engine import render_template
from generator.document.package import read_members
from generator.plan.composition import compose
from generator.plan.source import parse_plan
from tests.command import ROOT
from tests.document.word import (
    as_libreoffice_saves,
    body,
    paragraph,
    story,
    table,
    word_file,
    zipped,
)
from tests.sample import changed, with_appendix

# Everything that has a meaning in XML, in Jinja, in docxtpl or on a page of Word.
TRAPS = (
    "&", "<", ">", '"', "'", "%", "&amp;", "&#38;", "<w:p>", "</w:t>", "]]>", "<!--", "{{", "}}",
    "{%", "%}", "{#", "{{ x }}", "{%p if %}", "{_{", "}_}", "{_%", "%_}", "\n", "\t", "\n\n",
    " \n ", "  ", "\u00a0", "\u00ad", "\u200b", "–", "“”", "e\u0302\u0323", "ệ", "🏡", "👩‍🌾", "🇻🇳",
    "Kế hoạch", "x" * 400, "1.234,5%", "\\n", "\\", "$1", "\u2028",
)  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXTS = st.lists(st.sampled_from(TRAPS) | LETTERS, min_size=1, max_size=20).map("".join)

# To fill a Word file takes long: an example that fails is told as it was found.
QUICK = (Phase.explicit, Phase.generate)


def _document(template: bytes, context: Mapping[str, Any]) -> Document:
    """Return the filled template as python-docx reads it."""
    return docx.Document(io.BytesIO(render_template(template, context, "mau.docx")))


def _refusal(template: bytes, context: Mapping[str, Any]) -> Diagnostic:
    """Return the finding with which a template is refused."""
    with pytest.raises(Refused) as refused:
        render_template(template, context, "mau.docx")
    (found,) = refused.value.diagnostics
    assert found.place.file == "mau.docx"
    assert found.message()
    assert found.message("en")
    return found


def _paragraphs(owner: Any) -> Iterator[Paragraph]:
    """Return the paragraphs of a story, those in its tables too, in document order."""
    for part in owner.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
        else:
            yield part


EVERYWHERE = word_file(
    body(
        paragraph("{{ text }}"),
        paragraph("{%p for line in lines %}"),
        paragraph("- {{ line }}./."),
        paragraph("{%p endfor %}"),
        table(
            (paragraph("{{ text }}"), table((paragraph("{{ text }}"),)) + paragraph("")),
            (paragraph("{%tr for line in lines %}"), paragraph("")),
            (paragraph("{{ line }}"), paragraph("{{ line }}")),
            (paragraph("{%tr endfor %}"), paragraph("")),
        ),
    ),
    title="{{ title }}",
    stories={
        "header": story("header", table((paragraph("{{ text }}"),)), paragraph("{{ text }}")),
        "footer": story("footer", paragraph("{{ text }}")),
    },
)


@given(TEXTS)
@example('Ủy ban & <Sở> "100%" {{ x }} {% y %}\n\tdòng hai')
@settings(max_examples=40, phases=QUICK)
def test_any_text_survives_in_body_tables_header_footer_and_title(text: str) -> None:
    title = text[:255]  # Word reads no longer one
    document = _document(EVERYWHERE, {"text": text, "title": title, "lines": [text, text]})
    section = document.sections[0]
    body_texts = [p.text for p in _paragraphs(document) if p.text]
    assert body_texts == [text, f"- {text}./.", f"- {text}./.", *[text] * 6]
    assert [p.text for p in _paragraphs(section.header)] == [text, text]
    assert [p.text for p in _paragraphs(section.footer)] == [text]
    assert document.core_properties.title == title


@cache
def _sample_context() -> dict[str, Any]:
    """Return the context of a plan with an appendix and a free table."""
    free = (
        "    title: Mục tiêu\n",
        "    title: Mục tiêu\n    table: {columns: [{title: A}, {title: B}], rows: [[x, y]]}\n",
    )
    plan = parse_plan(changed(free, plan=with_appendix()).encode("utf-8"), "plan.yaml").plan
    return build_context(plan, compose(plan), draft=True)


def _replaced(value: Any, text: str) -> Any:
    """Return a context with every finished text in it replaced; kinds and layout stay."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, dict):
        kept = ("kind", "align", "ends")
        return {k: v if k in kept else _replaced(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [_replaced(part, text) for part in value]
    return text if isinstance(value, str) and value else value


@cache
def _lines_of(name: str) -> frozenset[str]:
    """Return the lines of a shipped template in which every text is `…`."""
    template = read_template(template_path(name))
    document = _document(template, _replaced(_sample_context(), "…"))
    return frozenset(p.text for p in _paragraphs(document))


@pytest.mark.parametrize("name", template_names())
@given(text=TEXTS)
@settings(max_examples=5, phases=QUICK)
def test_any_text_survives_in_every_place_of_the_shipped_templates(name: str, text: str) -> None:
    context = _replaced(_sample_context(), text)
    context["document"] = dict.fromkeys(context["document"], text[:255])
    document = _document(read_template(template_path(name)), context)
    expected = {line.replace("…", text) for line in _lines_of(name)}
    assert {p.text for p in _paragraphs(document)} == expected
    core = document.core_properties
    assert {core.title, core.subject, core.author} == {text[:255]}


@pytest.mark.parametrize("style", ["", "DanhSachNoiNhan", "TrichYeu", "HoTenNguoiKy", "OBang"])
def test_the_marks_of_xml_and_templates_stand_on_the_page_as_typed(style: str) -> None:
    text = "Sở A & B <C> > \"D\" 'E' 100% {{ x }}"
    document = _document(
        read_template(template_path("commune")), _replaced(_sample_context(), text)
    )
    found = [
        p.text
        for p in _paragraphs(document)
        if text in p.text and style in ("", p.style.style_id if p.style else "")
    ]
    assert found


def test_a_line_break_and_a_tab_are_those_of_word() -> None:
    xml = read_members(
        render_template(word_file(body(paragraph("{{ text }}"))), {"text": "a\nb\tc"}, ""), ""
    )["word/document.xml"]
    assert xml.count(b"<w:br/>") == 1
    assert xml.count(b"<w:tab/>") == 1


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x0b", "\x0c", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_word_cannot_hold_is_refused_never_dropped(control: str) -> None:
    found = _refusal(word_file(body(paragraph("{{ text }}"))), {"text": f"trước{control}sau"})
    assert found.code == "template.failed"


def test_the_same_input_gives_the_same_bytes() -> None:
    template, context = read_template(template_path("commune")), _sample_context()
    assert render_template(template, context, "a") == render_template(template, context, "b")


def test_two_processes_that_hash_differently_give_the_same_bytes(tmp_path: Path) -> None:
    plan = ROOT / "data" / "plans" / "cam-binh-2027.yaml"
    for seed in ("1", "4711"):
        subprocess.run(
            [sys.executable, "-m", "generator", "render", plan, "-o", tmp_path / f"{seed}.docx"],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": f"UTC-{seed[0]}"},
            check=True,
            capture_output=True,
        )
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "4711.docx").read_bytes()


def test_rendering_changes_nothing_in_the_context() -> None:
    context = _sample_context()
    before = repr(context)
    render_template(read_template(template_path("commune")), context, "")
    assert repr(context) == before


@pytest.mark.parametrize(
    "tag",
    [
        "{{ khong_co }}",
        "{{ plan.khong_co }}",
        "{%p if khong_co %}",
        "{%p for x in khong_co %}",
        "{{ plan['khong_co'] }}",
    ],
)
def test_a_name_that_the_context_does_not_have_is_refused(tag: str) -> None:
    ends = {"{%p if": "{%p endif %}", "{%p fo": "{%p endfor %}"}
    parts = [paragraph(tag), paragraph("x"), paragraph(ends.get(tag[:6], "y"))]
    found = _refusal(word_file(body(*parts)), {"plan": {}})
    assert found.code == "template.failed"


@pytest.mark.parametrize(
    "value",
    [None, 1.5, float("nan"), 0.1 + 0.2, True, ["a"], {"a": "b"}, ("a",), date(2022, 12, 9)],
    ids=repr,
)
def test_what_is_no_finished_text_never_reaches_the_page(value: object) -> None:
    found = _refusal(word_file(body(paragraph("{{ value }}"))), {"value": value})
    assert found.code == "template.failed"


@pytest.mark.parametrize("value", [12, "1,95", Markup("a")])
def test_what_is_written_without_noise_is_printed(value: object) -> None:
    document = _document(word_file(body(paragraph("{{ value }}"))), {"value": value})
    assert document.paragraphs[0].text == str(value)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ text.__class__ }}",
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{{ text.format.__globals__ }}",
        "{{ '{0.__class__}'.format(text) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ lipsum() }}",
        "{{ range(5) }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{{ text | attr('__class__') }}",
        "{{ lines | map(attribute='__class__') | list }}",
        "{{ 9**9**9 }}",
        "{{ 'x' * 10**10 }}",
        "{{ lines * 1000000000 }}",
    ],
)
def test_a_template_that_reaches_into_the_program_is_refused(tag: str) -> None:
    found = _refusal(word_file(body(paragraph(tag))), {"text": "x", "lines": ["x"]})
    assert found.code == "template.failed"


def test_what_a_refused_template_says_names_nothing_of_the_program() -> None:
    found = _refusal(word_file(body(paragraph("{{ ''.__class__.__mro__ }}"))), {})
    assert "generator" not in found.message()
    assert str(ROOT) not in found.message()


@pytest.mark.parametrize("where", ["header", "footer", "footnotes", "title"])
def test_a_fault_outside_the_body_is_refused_too(where: str) -> None:
    tag = "{{ ''.__class__ }}"
    stories = {} if where == "title" else {where: story(where, paragraph(tag))}
    template = word_file(body(paragraph("x")), tag if where == "title" else "", stories)
    assert _refusal(template, {}).code == "template.failed"


def test_a_template_restyled_in_libreoffice_keeps_the_properties_of_its_plan() -> None:
    context = {"text": "Nội dung", "title": "Kế hoạch năm 2027", "lines": []}
    document = _document(as_libreoffice_saves(EVERYWHERE), context)
    assert document.core_properties.title == "Kế hoạch năm 2027"


def _without(name: str) -> bytes:
    """Return a template that lacks one of its parts."""
    members = read_members(EVERYWHERE, "")
    return zipped({key: data for key, data in members.items() if key != name})


@pytest.mark.parametrize("name", ["_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml"])
def test_a_template_with_a_part_missing_is_refused_or_rendered_whole(name: str) -> None:
    context = {"text": "Nội dung", "title": "Tên", "lines": []}
    text, codes = "Nội dung", ["template.failed"]
    try:
        text = _document(_without(name), context).paragraphs[0].text
    except Refused as refused:
        codes = [found.code for found in refused.diagnostics]
    assert (text, codes) == ("Nội dung", ["template.failed"])


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "docProps/core.xml"])
def test_entities_of_a_template_are_not_expanded(part: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("BÍ MẬT", encoding="utf-8")
    members = dict(read_members(EVERYWHERE, ""))
    entities = f'<!DOCTYPE a [<!ENTITY tep SYSTEM "{secret.as_uri()}"><!ENTITY lap "LẶP">]>'
    xml = members[part].decode("utf-8").replace(" }}", " }}&tep;&lap;")
    members[part] = (entities + xml).encode("utf-8")
    filled = EVERYWHERE
    with contextlib.suppress(Refused):
        context = {"text": "x", "title": "x", "lines": []}
        filled = render_template(zipped(members), context, "mau.docx")
    whole = "".join(data.decode("utf-8") for data in read_members(filled, "").values())
    assert "BÍ MẬT" not in whole
    assert "LẶP" not in whole.replace('<!ENTITY lap "LẶP">', "")


def test_a_very_long_document_is_rendered_whole() -> None:
    lines = [f"Dòng {number}" for number in range(3000)]
    document = _document(EVERYWHERE, {"text": "x", "title": "x", "lines": lines})
    texts = [p.text for p in document.paragraphs]
    assert texts[1:3001] == [f"- {line}./." for line in lines]
