"""Remarks are set beside the words they are about, and nothing else of a file changes."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.diagnostics import Refused
from generator.marking.comments import Comment, with_comments
from generator.reading.sheet import Sheet
from generator.reading.word import read_docx
from tests.check.paper import correct

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = ["Kế", "hoạch", "năm", "2027", "xã", "của", " ", "  ", "\t", "."]


def written(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paper(*lines: Sequence[str]) -> bytes:
    """Return a document of paragraphs, each of some runs in turn thin and bold."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for number, text in enumerate(line):
            paragraph.add_run(text).bold = bool(number % 2)
    return written(document)


def said(sheet: Sheet) -> list[object]:
    """Return all that a sheet says, with its look, without its remarks."""
    return [sheet.regions, sheet.boxes, sheet.notes, sheet.diagnostics]


def marked(data: bytes) -> dict[str, str]:
    """Return the words that each remark is set around, by its number."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found: dict[str, str] = {}
    open_: set[str] = set()
    for node in root.iter():
        id = node.get(f"{W}id", "")
        if node.tag == f"{W}commentRangeStart":
            open_.add(id)
            found[id] = ""
        elif node.tag == f"{W}commentRangeEnd":
            open_.remove(id)
        elif node.tag in (f"{W}t", f"{W}tab"):
            for one in open_:
                found[one] += node.text or "\t"
    assert not open_
    assert sorted(n.get(f"{W}id", "") for n in root.iter(f"{W}commentReference")) == sorted(found)
    return found


def test_a_remark_stands_around_its_words_in_one_run_or_several() -> None:
    data = paper(["Thực hiện kế", " hoạch năm", " 2026."], ["Đoạn hai"])
    remarks = [
        Comment("Sai năm", (("paragraph", 1),), "kế hoạch năm 2026"),
        Comment("Đầu đoạn", (("paragraph", 1),), "Thực"),
        Comment("Cuối đoạn", (("paragraph", 1),), "2026."),
        Comment("Cả đoạn", (("paragraph", 2),), "không có"),
        Comment("Trang", (), ""),
    ]
    done = with_comments(data, remarks)
    assert marked(done) == {
        "0": "kế hoạch năm 2026",
        "1": "Thực",
        "2": "2026.",
        "3": "Đoạn hai",
        "4": "Thực hiện kế hoạch năm 2026.",
    }
    sheet = read_docx(done, "a.docx")
    assert said(sheet) == said(read_docx(data, "a.docx"))
    assert [p.text for p in sheet.comments] == [one.text for one in remarks]


def test_words_are_found_however_their_letters_are_composed() -> None:
    data = paper(["Ke", "\u0302\u0301 hoa\u0323ch  na\u0306m"])
    done = with_comments(data, [Comment("x", (("paragraph", 1),), "Kế hoạch")])
    assert marked(done) == {"0": "Ke\u0302\u0301 hoa\u0323ch"}


def test_remarks_of_the_file_are_kept_and_numbers_do_not_clash() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Một hai ba")
    document.add_comment(paragraph.runs, text="Của lãnh đạo", author="A", initials="A")
    done = with_comments(written(document), [Comment("Mới\nHai dòng", (("paragraph", 1),), "hai")])
    xml = zipfile.ZipFile(io.BytesIO(done)).read("word/comments.xml").decode()
    assert re.findall(r'w:id="(\d+)"', xml) == ["0", "1"]
    assert [p.text for p in read_docx(done, "a").comments] == ["Của lãnh đạo", "Mới", "Hai dòng"]
    assert 'w:author="kehoach"' in xml
    assert "w:date" not in xml.partition('w:author="kehoach"')[2]


def test_a_day_is_stamped_where_one_is_given() -> None:
    done = with_comments(paper(["a"]), [Comment("x", (), "")], day=date(2027, 1, 5))
    assert b'w:date="2027-01-05T00:00:00Z"' in zipfile.ZipFile(io.BytesIO(done)).read(
        "word/comments.xml"
    )


def test_cells_links_fields_and_changes_take_remarks() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 1).paragraphs[0].add_run("Ô hai")
    paragraph = document.add_paragraph("Trước ")
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "7")
    inserted.append(Paragraph(paragraph._p, paragraph._parent).add_run("đã thêm")._r)
    paragraph._p.append(inserted)
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "đã xóa"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    data = written(document)
    part = (("table", 1), ("row", 1), ("cell", 2), ("paragraph", 1))
    done = with_comments(
        data,
        [
            Comment("x", part, "hai"),
            Comment("bảng", (("table", 1),), ""),
            Comment("y", (("paragraph", 1),), "thêm"),
        ],
    )
    assert sorted(marked(done).values()) == ["", "hai", "đã thêm"]
    assert said(read_docx(done, "a")) == said(read_docx(data, "a"))
    assert b"\xc4\x91\xc3\xa3 x\xc3\xb3a" in zipfile.ZipFile(io.BytesIO(done)).read(
        "word/document.xml"
    )


def test_signs_that_no_file_can_hold_are_replaced() -> None:
    done = with_comments(paper(["a"]), [Comment("<b> & \x00 \uffff ]]>", (), "")])
    assert read_docx(done, "a").comments[0].text == "<b> & \ufffd \ufffd ]]>"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{\\rtf1}"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        with_comments(data, [Comment("x", (), "")])


def test_without_remarks_the_file_is_the_same() -> None:
    assert with_comments(correct(), []) == correct()


@given(
    lines=st.lists(st.lists(st.sampled_from(WORDS), min_size=1), min_size=1, max_size=4),
    asked=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9), st.integers(1, 9)), max_size=6),
)
def test_whatever_is_remarked_the_document_reads_the_same(
    lines: list[list[str]], asked: list[tuple[int, int, int]]
) -> None:
    data = paper(*lines)
    remarks = []
    for number, start, length in asked:
        text = "".join(lines[number - 1]) if number <= len(lines) else "ngoài"
        words = text[start : start + length]
        remarks.append(Comment(f"Nhận xét {number}", (("paragraph", number),), words))
    done = with_comments(data, remarks)
    sheet = read_docx(done, "a")
    assert said(sheet) == said(read_docx(data, "a"))
    assert [p.text for p in sheet.comments] == [one.text for one in remarks]
    assert len(marked(done)) == len(remarks)
