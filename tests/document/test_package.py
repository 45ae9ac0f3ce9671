"""The zip around a document: what is let in, and how it is written."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.diagnostics import Refused
from generator.document.package import (
    MAX_MEMBERS,
    MAX_UNPACKED,
    parser,
    read_members,
    write_members,
)
from tests.document.word import body, paragraph, section, settled, table, word_file, zipped

GOOD = word_file(body(paragraph("Nội dung")))


def _code(data: bytes) -> str:
    """Return the code with which the bytes are refused."""
    with pytest.raises(Refused) as refused:
        read_members(data, "mau.docx")
    (found,) = refused.value.diagnostics
    assert found.place.file == "mau.docx"
    assert found.message()
    assert found.hint()
    return found.code


def _with(name: str, data: bytes) -> bytes:
    """Return the good file with one member more."""
    return zipped({**read_members(GOOD, ""), name: data})


def _bomb() -> bytes:
    """Return a small zip that says it unpacks to more than is allowed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in read_members(GOOD, "").items():
            archive.writestr(name, data)
        archive.getinfo("word/document.xml").file_size = MAX_UNPACKED + 1
    return buffer.getvalue()


def _encrypted() -> bytes:
    """Return the good file with every member marked as encrypted."""
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 1)
    return bytes(data)


def _damaged() -> bytes:
    """Return the good file with the packed bytes of its main part overwritten."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        info = archive.getinfo("word/document.xml")
    start = info.header_offset + 30 + len(info.filename)
    return GOOD[:start] + b"\xff" * 20 + GOOD[start + 20 :]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        "Kế hoạch".encode(),
        b"%PDF-1.7",
        GOOD[: len(GOOD) // 2],
        zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<a/>"}),
        zipped({"word/document.xml": b"<a/>"}),
    ],
    ids=["empty", "zip head only", "text", "pdf", "half a file", "slides", "no content types"],
)
def test_a_file_that_is_no_word_document_is_refused(data: bytes) -> None:
    assert _code(data) == "package.not-docx"


def test_a_word_document_locked_by_a_password_is_refused() -> None:
    assert _code(_encrypted()) == "package.not-docx"


def test_a_word_document_with_damaged_bytes_is_refused() -> None:
    assert _code(_damaged()) == "package.not-docx"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "vbaProject.bin"])
def test_a_document_with_macros_is_refused(name: str) -> None:
    assert _code(_with(name, b"macro")) == "package.macros"


def test_a_document_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    assert _code(_bomb()) == "package.too-large"


def test_a_document_of_too_many_members_is_refused() -> None:
    extra = {f"word/media/{number}": b"" for number in range(MAX_MEMBERS)}
    assert _code(zipped({**read_members(GOOD, ""), **extra})) == "package.too-large"


@given(st.data())
def test_damage_anywhere_in_a_file_is_refused_or_harmless(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(damaged) - 1))
        damaged[position] = data.draw(st.integers(0, 255))
    members, codes = {"word/document.xml": b""}, {"package.not-docx"}
    try:
        members = read_members(bytes(damaged), "mau.docx")
    except Refused as refused:
        codes = {found.code for found in refused.diagnostics}
    assert "word/document.xml" in members
    assert codes <= {"package.not-docx", "package.too-large", "package.macros"}


@given(st.dictionaries(st.text("abc/.", min_size=1), st.binary(), max_size=5))
def test_the_same_members_in_any_order_give_the_same_bytes(members: dict[str, bytes]) -> None:
    first = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>", **members}
    assert write_members(first) == write_members(dict(reversed(first.items())))


def test_a_written_zip_holds_every_member_with_a_fixed_time_the_content_types_first() -> None:
    members = read_members(GOOD, "")
    with zipfile.ZipFile(io.BytesIO(write_members(members))) as archive:
        names = archive.namelist()
        times = {info.date_time for info in archive.infolist()}
        assert {name: archive.read(name) for name in names} == members
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert times == {(1980, 1, 1, 0, 0, 0)}


def _ending(orientation: str, text: str = "") -> str:
    """Return a paragraph that ends a section."""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{section(orientation)}</w:pPr>{run}</w:p>"


def _settled(*parts: str) -> Document:
    """Return the document after settling, as python-docx reads it."""
    return docx.Document(io.BytesIO(settled(word_file(body(*parts)))))


def _landscape(document: Document) -> list[bool]:
    """Return for each section whether its pages lie across."""
    return [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]


def test_the_section_of_the_last_appendix_becomes_the_documents_own() -> None:
    document = _settled(
        paragraph("Thân"), _ending("portrait"), paragraph("Phụ lục"), _ending("landscape")
    )
    assert _landscape(document) == [False, True]
    assert [p.text for p in document.paragraphs] == ["Thân", "", "Phụ lục"]


def test_a_section_that_ends_after_a_table_is_lifted_too() -> None:
    document = _settled(table((paragraph("ô"),)), _ending("landscape"))
    assert _landscape(document) == [True]
    assert document.paragraphs == []


def test_a_document_whose_sections_end_earlier_stays_as_it_is() -> None:
    data = word_file(body(paragraph("Thân"), _ending("landscape"), paragraph("Cuối")))
    before, after = read_members(data, ""), read_members(settled(data), "")
    assert after == before


def test_lifting_the_last_section_loses_no_text() -> None:
    document = _settled(paragraph("Thân"), _ending("landscape", "Dòng cuối"))
    assert [p.text for p in document.paragraphs] == ["Thân", "Dòng cuối"]


@given(st.lists(st.sampled_from(["paragraph", "portrait", "landscape", "table"]), max_size=6))
def test_settling_keeps_every_line_of_every_section(kinds: list[str]) -> None:
    make: dict[str, Callable[[int], str]] = {
        "paragraph": lambda n: paragraph(f"dòng {n}"),
        "table": lambda n: table((paragraph(f"dòng {n}"),)),
        "portrait": lambda n: _ending("portrait", f"dòng {n}"),
        "landscape": lambda n: _ending("landscape", f"dòng {n}"),
    }
    data = word_file(body(*(make[kind](number) for number, kind in enumerate(kinds))))
    xml = read_members(settled(data), "")["word/document.xml"].decode("utf-8")
    assert [f"dòng {number}" in xml for number in range(len(kinds))] == [True] * len(kinds)


def test_an_entity_is_neither_expanded_nor_fetched(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("BÍ MẬT", encoding="utf-8")
    xml = (
        f'<!DOCTYPE a [<!ENTITY tep SYSTEM "{secret.as_uri()}"><!ENTITY lap "lặp lặp">]>'
        "<a>&tep;&lap;</a>"
    )
    root = etree.fromstring(xml.encode("utf-8"), parser())
    text = "".join(str(piece) for piece in root.itertext(etree.Element))
    assert "BÍ MẬT" not in text
    assert "lặp" not in text
