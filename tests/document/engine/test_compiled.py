"""The compiled template: what it takes, what it passes to docxtpl, what it keeps in memory."""

import gc
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from jinja2 import Environment, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.nativetypes import NativeEnvironment

from generator.document.engine import CompiledTemplate, compile_template, environment, opening
from generator.document.engine.archive import deflaters
from tests.document.engine.differential import by_docxtpl, parts
from tests.document.word import as_libreoffice_saves, body, paragraph, story, word_file

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STORIES = {
    "header": story("header", paragraph("{{ top }} ở đầu")),
    "footer": story("footer", paragraph("không đổi")),
    "footnotes": story("footnotes", paragraph("{{ note }}")),
}
TEMPLATE = word_file(
    body(
        paragraph("{{ text }}"),
        paragraph("{%p for line in lines %}"),
        paragraph("{{ line }}"),
        paragraph("{%p endfor %}"),
    ).replace("<w:document ", f'<w:document xmlns:r="{OFFICE}" '),
    "{{ title }}",
    STORIES,
)


_CONTEXT = {"text": "Nội dung", "top": "đầu", "title": "Tên", "note": "chú", "lines": ["một"]}


def escaping() -> Environment:
    """Return the environment that most callers of docxtpl use."""
    return Environment(autoescape=True)


def _context(**values: Any) -> dict[str, Any]:
    return {**_CONTEXT, **values}


def _png(red: int) -> bytes:
    """Return a picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0))
    picture = chunk(b"IDAT", zlib.compress(b"\0" + bytes([red, 0, 0])))
    return b"\x89PNG\r\n\x1a\n" + head + picture + chunk(b"IEND", b"")


def _image(tpl: DocxTemplate, red: int, **options: Any) -> InlineImage:
    return InlineImage(tpl, io.BytesIO(_png(red)), width=Mm(5), **options)


def _with_a_picture() -> bytes:
    """Return a template as python-docx's Word saves it, with a picture in body and header."""
    document = docx.Document()
    document.add_paragraph("{{ text }}")
    document.add_picture(io.BytesIO(_png(1)))
    document.sections[0].header.paragraphs[0].add_run("{{ text }}").add_picture(io.BytesIO(_png(1)))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _tpl() -> DocxTemplate:
    return DocxTemplate(io.BytesIO(TEMPLATE))


def _rendered_by_docxtpl(tpl: DocxTemplate, context: dict[str, Any]) -> dict[str, bytes]:
    tpl.render(context, jinja_env=escaping())
    buffer = io.BytesIO()
    tpl.save(buffer)
    return parts(buffer.getvalue())


def test_a_path_and_bytes_give_the_same_documents(tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(TEMPLATE)
    made = [compile_template(source).render(_context()) for source in (path, str(path), TEMPLATE)]
    assert made[0] == made[1] == made[2]


def test_by_default_a_template_is_filled_as_docxtpl_fills_it() -> None:
    compiled = compile_template(TEMPLATE)
    context = {"text": "A & B <w:tab/>", "title": "Tên"}
    assert parts(compiled.render(context)) == by_docxtpl(TEMPLATE, context, Environment())


def test_text_that_docxtpl_may_lose_is_told() -> None:
    compiled = compile_template(TEMPLATE)
    compiled.render(_context())
    assert compiled.doubt is None
    compiled.render(_context(text="A & B"))
    assert compiled.doubt == "markup that is not whole on its own"


def test_the_environment_of_plans_escapes_and_makes_a_missing_name_loud() -> None:
    compiled = compile_template(TEMPLATE, environment=environment())
    assert b"A &amp; B" in parts(compiled.render(_context(text="A & B")))["word/document.xml"]
    with pytest.raises(UndefinedError, match="lines"):
        compiled.render({"text": "", "top": "", "title": "", "note": ""})


@pytest.mark.parametrize(
    "tag", ["''.__class__.__mro__", "text.__class__", "'{0.__class__}'.format(1)"]
)
def test_by_default_what_a_template_may_not_reach_is_told_not_printed_as_nothing(tag: str) -> None:
    compiled = compile_template(word_file(body(paragraph(f"{{{{ {tag} }}}}"))))
    with pytest.raises(SecurityError):
        compiled.render({"text": ""})


@pytest.mark.parametrize("where", ["text", "top", "lines"])
def test_an_image_makes_docxtpl_end_the_document_equal_to_its_own(where: str) -> None:
    def context(tpl: DocxTemplate) -> dict[str, Any]:
        pictures = [_image(tpl, 1), "giữa\n", _image(tpl, 2, anchor="https://example.org")]
        return _context(**{where: pictures if where == "lines" else pictures[0]})

    compiled = compile_template(TEMPLATE, environment=escaping())
    expected = _rendered_by_docxtpl(tpl := _tpl(), context(tpl))
    tpl = _tpl()
    documents = [compiled.render(context(tpl)) for _ in range(3)]
    assert [parts(document) == expected for document in documents] == [True] * 3
    assert len(set(documents)) == 1
    assert compiled.fallback is not None
    assert "image" in compiled.fallback


def test_a_document_after_one_with_an_image_is_the_engines_again() -> None:
    compiled = compile_template(TEMPLATE, environment=escaping())
    before = compiled.render(_context())
    compiled.render(_context(text=_image(_tpl(), 1)))
    assert compiled.render(_context()) == before


def test_an_image_of_another_template_is_refused() -> None:
    other = DocxTemplate(io.BytesIO(word_file(body(paragraph("khác")))))
    with pytest.raises(ValueError, match="another template"):
        compile_template(TEMPLATE).render(_context(text=_image(other, 1)))
    with pytest.raises(ValueError, match="two templates"):
        compile_template(TEMPLATE).render(_context(lines=[_image(_tpl(), 1), _image(_tpl(), 2)]))


def test_a_hyperlink_made_on_a_docxtemplate_is_refused_without_it_and_equal_with_it() -> None:
    tpl = _tpl()
    tpl.init_docx()
    context = _context(text=RichText("trang", url_id=tpl.build_url_id("https://example.org")))
    with pytest.raises(ValueError, match="relationships that the template does not have"):
        compile_template(TEMPLATE, environment=escaping()).render(context)
    made = parts(compile_template(tpl, environment=escaping()).render(context))
    assert made == _rendered_by_docxtpl(tpl, context)


def _replacing(name: str, old: bytes, new: bytes, folder: Path) -> DocxTemplate:
    """Return a DocxTemplate that replaces a picture by its name, its bytes or its member."""
    target = folder / "moi.png"
    target.write_bytes(new)
    tpl = DocxTemplate(io.BytesIO(_with_a_picture()))
    if name == "media":
        tpl.replace_media(io.BytesIO(old), io.BytesIO(new))
    elif name == "picture":
        tpl.replace_pic("image.png", io.BytesIO(new))
    else:
        tpl.replace_zipname(name, str(target))
    return tpl


@pytest.mark.parametrize("name", ["media", "picture", "word/media/image1.png", "word/styles.xml"])
def test_what_a_docxtemplate_replaces_is_replaced_in_every_document(
    name: str, tmp_path: Path
) -> None:
    def replacing() -> DocxTemplate:
        return _replacing(name, _png(1), _png(2), tmp_path)

    compiled = compile_template(replacing(), environment=escaping())
    for text in ("một", "hai & ba"):
        expected = _rendered_by_docxtpl(replacing(), {"text": text})
        assert parts(compiled.render({"text": text})) == expected
    assert (compiled.fallback is None) == (name not in ("picture", "word/styles.xml"))


def test_a_picture_to_replace_that_is_not_there_is_told_as_docxtpl_tells_it() -> None:
    tpl = DocxTemplate(io.BytesIO(_with_a_picture()))
    tpl.replace_pic("khac.png", io.BytesIO(_png(2)))
    with pytest.raises(ValueError, match=r"khac\.png not found"):
        compile_template(tpl).render({"text": ""})


def test_an_image_made_where_other_things_are_replaced_is_refused(tmp_path: Path) -> None:
    compiled = compile_template(_replacing("media", _png(1), _png(2), tmp_path))
    other = DocxTemplate(io.BytesIO(compiled._given.data))
    with pytest.raises(ValueError, match="other things are replaced"):
        compiled.render({"text": _image(other, 3)})


def _composed(tpl: DocxTemplate, folder: Path) -> Any:
    """Return a subdocument of a file with a picture."""
    pytest.importorskip("docxcompose", reason="docxtpl makes subdocuments with docxcompose")
    path = folder / "con.docx"
    path.write_bytes(_with_a_picture())
    return tpl.new_subdoc(str(path))


def _bookmarked() -> bytes:
    marks = "<w:bookmarkStart w:id='7' w:name='_GoBack'/><w:bookmarkEnd w:id='7'/>"
    inner = paragraph("{{p text }}") + f"<w:p>{marks}</w:p>" + paragraph("{{ lines[0] }}")
    return word_file(body(inner), "", {"header": story("header", paragraph("{{ top }}"))})


@pytest.mark.parametrize("nested", [False, True])
def test_a_subdocument_of_a_file_goes_to_docxtpl_and_says_so(nested: bool, tmp_path: Path) -> None:
    def context(tpl: DocxTemplate) -> dict[str, Any]:
        made = _composed(tpl, tmp_path)
        return {"top": "đầu", "text": "", "lines": [made]} if nested else _context(text=made)

    compiled = compile_template(_bookmarked(), environment=escaping())
    tpl = DocxTemplate(io.BytesIO(_bookmarked()))
    expected = _rendered_by_docxtpl(tpl, context(tpl))
    tpl = DocxTemplate(io.BytesIO(_bookmarked()))
    assert parts(compiled.render(context(tpl))) == expected
    assert "subdocument of a file" in str(compiled.fallback)


def test_a_subdocument_serves_one_document_and_one_template(tmp_path: Path) -> None:
    compiled = compile_template(_bookmarked(), environment=escaping())
    tpl = DocxTemplate(io.BytesIO(_bookmarked()))
    context = {"top": "", "text": "", "lines": [_composed(tpl, tmp_path)]}
    compiled.render(context)
    with pytest.raises(ValueError, match="make it again"):
        compiled.render(context)
    with pytest.raises(ValueError, match="another template"):
        compiled.render(_context(text=_composed(_tpl(), tmp_path)))
    fresh = _composed(DocxTemplate(io.BytesIO(_bookmarked())), tmp_path)
    with pytest.raises(ValueError, match="iterator"):
        compiled.render({"top": iter("a"), "text": "", "lines": [fresh]})


def test_a_docxtemplate_that_was_rendered_is_refused() -> None:
    tpl = _tpl()
    tpl.render(_context())
    with pytest.raises(ValueError, match="rendered already"):
        compile_template(tpl)


def test_an_environment_that_the_engine_does_not_know_goes_to_docxtpl_and_says_so() -> None:
    makers: tuple[Callable[[], Environment], ...] = (
        NativeEnvironment,
        lambda: Environment(enable_async=True),
    )
    for made in makers:
        compiled = compile_template(TEMPLATE, environment=made())
        assert compiled.fallback is not None
        assert parts(compiled.render(_context())) == by_docxtpl(TEMPLATE, _context(), made())


class _Memorising(Environment):
    """An environment that keeps the templates it made."""

    def from_string(self, source: Any, *options: Any, **named: Any) -> Any:
        """Return a template; a cache may give an older one."""
        return super().from_string(source.replace("ở đầu", "ở trên"), *options, **named)


def test_an_environment_that_makes_templates_its_own_way_goes_to_docxtpl() -> None:
    compiled = compile_template(TEMPLATE, environment=_Memorising())
    assert compiled.fallback is not None
    assert parts(compiled.render(_context())) == by_docxtpl(TEMPLATE, _context(), _Memorising())


def test_a_template_saved_by_libreoffice_is_rendered_whole_its_properties_once() -> None:
    template = as_libreoffice_saves(TEMPLATE)
    made = parts(compile_template(template).render(_context()))
    with pytest.warns(UserWarning, match="Duplicate name"):
        expected = by_docxtpl(template, _context(), Environment())
    assert made.keys() == expected.keys()
    assert [name for name in made if made[name] != expected[name]] == ["docProps/core.xml"]
    assert b"1980-01-01" in made["docProps/core.xml"]  # docxtpl stamps the moment


def test_a_version_of_docxtpl_that_was_not_compared_goes_to_docxtpl(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "__version__", "9.9")
    compiled = compile_template(TEMPLATE)
    assert compiled.fallback == "the engine was not compared with docxtpl 9.9"
    assert parts(compiled.render(_context()))


def test_a_faulty_tag_is_told_when_compiling_with_the_text_around_it() -> None:
    with pytest.raises(TemplateSyntaxError) as raised:
        compile_template(word_file(body(paragraph("trước"), paragraph("{% if %}"))))
    assert "trước" in "".join(raised.value.docx_context)  # type: ignore[attr-defined]


@pytest.mark.parametrize("library", list(deflaters()))
def test_the_same_context_gives_the_same_bytes_in_every_thread(library: str) -> None:
    compiled = CompiledTemplate(TEMPLATE, escaping(), library=library)
    contexts = [_context(text=f"số {n % 7} & \n <{n % 7}>") for n in range(70)]
    expected = [compiled.render(context) for context in contexts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(compiled.render, contexts)) == expected
    assert len(set(expected)) == 7


def test_the_document_comes_last_the_content_types_first_and_every_time_is_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(compile_template(TEMPLATE).render(_context()))) as archive:
        names = archive.namelist()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[-1] == "word/document.xml"


def test_a_value_may_render_a_document_of_the_same_template() -> None:
    compiled = compile_template(TEMPLATE, environment=escaping())

    class Nested:
        def __str__(self) -> str:
            return str(len(compiled.render(_context(text="\x01"))))

    assert parts(compiled.render(_context(text=Nested())))


def test_a_thousand_documents_leave_no_memory_behind() -> None:
    compiled = compile_template(TEMPLATE, environment=escaping())

    def render(start: int) -> None:
        for number in range(start, start + 3000):
            compiled.render(_context(text=f"số {number} " * 20, lines=[f"dòng {number}"] * 5))

    render(0)
    gc.collect()
    tracemalloc.start()
    try:
        render(3000)
        gc.collect()
        first, _ = tracemalloc.get_traced_memory()
        render(6000)
        gc.collect()
        second, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert second - first < 1_500_000  # what is remembered of values comes and goes; see _KEPT
