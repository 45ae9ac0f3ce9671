"""A redline says both documents: all accepted the later one, all rejected the earlier one."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.diagnostics import Refused
from generator.document.redline import redline
from tests.document.redline.tracked import lines, main_part, settled, w
from tests.document.word import body, paragraph, section, table, word_file

DAY = date(2023, 1, 2)


def compared(before: bytes, after: bytes) -> bytes:
    """Return the redline of two documents."""
    return redline(before, after, author="kehoach", day=DAY)


def holds(before: bytes, after: bytes) -> etree._Element:
    """Assert that a redline gives both documents back, and return its main part."""
    made = compared(before, after)
    assert settled(made, "accept") == lines(main_part(after))
    assert settled(made, "reject") == lines(main_part(before))
    root = main_part(made)
    well_formed(root)
    return root


def well_formed(root: etree._Element) -> None:
    """Assert what Word asks of tracked changes: numbers, authors, places, order of properties."""
    marks = [e for e in root.iter() if e.get(w("author")) is not None]
    numbers = [e.get(w("id")) for e in marks]
    assert len(set(numbers)) == len(numbers)
    assert all(e.get(w("author")) == "kehoach" for e in marks)
    for deleted in root.iter(w("del")):
        assert list(deleted.iter(w("t"), w("instrText"))) == []
        assert list(deleted.iter(w("ins"))) == []
    for text in root.iter(w("delText")):
        assert any(parent.tag == w("del") for parent in text.iterancestors())
    for mark in root.iter(w("ins"), w("del")):
        parent = mark.getparent()
        assert parent is not None
        if parent.tag == w("rPr"):
            assert parent.index(mark) == 0
        elif parent.tag == w("trPr"):
            assert parent.index(mark) == len(parent) - 1
        else:
            assert parent.tag in (w("p"), w("hyperlink"), w("fldSimple"))
            assert len(mark) > 0
    for properties in root.iter(w("pPr")):
        order = [child.tag for child in properties if child.tag in _LAST]
        assert order == sorted(order, key=_LAST.index)
        assert [c.tag for c in properties][len(properties) - len(order) :] == order
        assert properties.getparent().index(properties) == 0  # type: ignore[union-attr]
    for cell in root.iter(w("tc")):
        assert cell[-1].tag == w("p")


_LAST = [w("rPr"), w("sectPr"), w("pPrChange")]


def marked(root: etree._Element) -> list[str]:
    """Return the text of a redline, `[-gone-]` and `{+new+}`; `¶` where the end has a mark."""
    return [_marked(p) for p in root.iter(w("p"))]


def _marked(paragraph: etree._Element) -> str:
    shown = ""
    for child in paragraph:
        text = "".join(t.text or "" for t in child.iter(w("t"), w("delText")))
        frame = {w("del"): "[-{}-]", w("ins"): "{{+{}+}}"}.get(str(child.tag), "{}")
        shown += frame.format(text) if text else ""
    for name, end in (("del", "[-¶-]"), ("ins", "{+¶+}")):
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(name)}") is not None:
            shown += end
    return shown


def pages(*texts: str, style: str = "Normal") -> bytes:
    """Return a document of paragraphs."""
    return word_file(body(*(paragraph(text, style) for text in texts)))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (["Số: 1/KH"], ["Số: 2/KH"], ["Số: [-1-]{+2+}/KH"]),
        (["còn 1,95% hộ"], ["còn 1,5% hộ"], ["còn [-1,95-]{+1,5+}% hộ"]),
        (["một hai ba bốn"], ["một hai bốn"], ["một hai [-ba -]bốn"]),
        (["Phòng Lao động chủ trì việc này"], ["Phòng Nội vụ chủ trì việc này"],
         ["Phòng [-Lao động-]{+Nội vụ+} chủ trì việc này"]),
        (["a", "b", "c"], ["a", "c"], ["a", "[-b-][-¶-]", "c"]),
        (["a", "c"], ["a", "b", "c"], ["a", "{+b+}{+¶+}", "c"]),
        (["a", "mất"], ["a"], ["a[-¶-]", "[-mất-]"]),
        (["a"], ["a", "thêm", "nữa"], ["a{+¶+}", "{+thêm+}{+¶+}", "{+nữa+}"]),
        (["A. Sở Tài chính", "x"], ["A. Sở Y tế", "x"], ["A. Sở [-Tài chính-]{+Y tế+}", "x"]),
        (["x", "Ông An", "y"], ["x", "Bà Bình", "y"], ["x", "[-Ông An-]{+Bà Bình+}", "y"]),
        (["không đổi"], ["không đổi"], ["không đổi"]),
    ],
)  # fmt: skip
def test_a_change_is_marked_in_words(before: list[str], after: list[str], shown: list[str]) -> None:
    assert marked(holds(pages(*before), pages(*after))) == shown


def test_equal_documents_have_no_mark_at_all() -> None:
    assert compared(pages("a", "b"), pages("a", "b")) == compared(pages("a", "b"), pages("a", "b"))
    root = holds(pages("a", "b"), pages("a", "b"))
    assert [e for e in root.iter() if e.get(w("author"))] == []


def test_a_mark_has_author_and_day_and_without_a_day_none() -> None:
    made = main_part(redline(pages("a"), pages("b"), author="kehoach", day=DAY))
    assert {e.get(w("date")) for e in made.iter(w("ins"), w("del"))} == {"2023-01-02T00:00:00Z"}
    undated = main_part(redline(pages("a"), pages("b"), author="kehoach", day=None))
    assert {e.get(w("date")) for e in undated.iter(w("ins"), w("del"))} == {None}


def test_another_style_is_a_change_of_the_paragraph() -> None:
    root = holds(pages("như nhau", style="Khoan"), pages("như nhau", style="Diem"))
    (change,) = root.iter(w("pPrChange"))
    assert change.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == "Khoan"  # type: ignore[union-attr]


def rows(*texts: Sequence[str]) -> str:
    """Return a table of texts."""
    return table(*(tuple(paragraph(text) for text in row) for row in texts))


def test_rows_that_come_and_go_are_marked_as_rows_and_cells_word_by_word() -> None:
    before = word_file(body(rows(("1", "Đa dạng hóa sinh kế"), ("2", "Truyền thông về giảm nghèo"),
                                 ("3", "Giám sát, đánh giá")), paragraph("cuối")))  # fmt: skip
    after = word_file(body(rows(("1", "Đa dạng hóa mọi sinh kế"), ("2", "Giám sát, đánh giá"),
                                ("3", "Hỗ trợ nhà ở")), paragraph("cuối")))  # fmt: skip
    root = holds(before, after)
    assert len(list(root.iter(w("tbl")))) == 1
    marks = [row.find(w("trPr")) for row in root.iter(w("tr"))]
    assert [None if m is None else m[-1].tag for m in marks] == [None, w("del"), None, w("ins")]
    assert marked(root)[:6] == [
        "1", "Đa dạng hóa {+mọi +}sinh kế", "[-2-][-¶-]", "[-Truyền thông về giảm nghèo-][-¶-]",
        "[-3-]{+2+}", "Giám sát, đánh giá",
    ]  # fmt: skip


def test_a_table_of_other_columns_is_replaced_and_does_not_touch_the_old_one() -> None:
    before = word_file(body(paragraph(""), rows(("1", "việc")), paragraph("cuối")))
    after = word_file(body(paragraph(""), rows(("1", "việc", "hạn")), paragraph("cuối")))
    root = holds(before, after)
    kinds = [etree.QName(child).localname for child in root[0]]
    assert kinds == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_a_page_that_comes_with_its_section_goes_when_it_is_rejected() -> None:
    ends = "<w:p><w:pPr>{}</w:pPr></w:p>"
    before = word_file(body(paragraph("chính")))
    after = word_file(
        body(paragraph("chính"), ends.format(section()), paragraph("phụ lục"),
             last=section("landscape"))
    )  # fmt: skip
    root = holds(before, after)
    (change,) = root.iter(w("sectPrChange"))
    assert change[0].find(w("pgSz")).get(w("orient")) == "portrait"  # type: ignore[union-attr]


FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> trang</w:t></w:r>'
    "</w:p>"
)


def test_a_field_goes_and_comes_whole() -> None:
    root = holds(word_file(body(FIELD.format("1"))), word_file(body(FIELD.format("2"))))
    (deleted,), (inserted,) = root.iter(w("del")), root.iter(w("ins"))
    for mark in (deleted, inserted):
        kinds = [f.get(w("fldCharType")) for f in mark.iter(w("fldChar"))]
        assert kinds == ["begin", "separate", "end"]
    assert len(list(deleted.iter(w("delInstrText")))) == 1


def test_a_document_that_is_tracked_already_is_refused() -> None:
    tracked = compared(pages("a"), pages("b"))
    for pair in ((tracked, pages("b")), (pages("b"), tracked)):
        with pytest.raises(Refused) as refused:
            compared(*pair)
        assert [d.code for d in refused.value.diagnostics] == ["package.tracked-changes"]


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        compared(b"PK", pages("b"))
    assert [d.code for d in refused.value.diagnostics] == ["package.not-docx"]


WORDS = st.sampled_from(
    ["Phòng", "Nội vụ", "chủ trì", "1,95", "2023", "-", ".", "a", "b", "&amp;", "&lt;", "  "]
)
TEXT = st.lists(WORDS, max_size=6).map(" ".join)
STYLED = st.builds(paragraph, TEXT, st.sampled_from(["Normal", "Khoan"]))
CELL = st.lists(STYLED, min_size=1, max_size=3).map("".join)
ROW = st.tuples(CELL, CELL)
TABLE = st.lists(ROW, min_size=1, max_size=4).map(lambda cells: table(*cells))
ENDS = st.just(f"<w:p><w:pPr>{section()}</w:pPr></w:p>")
# A body ends with a paragraph; two tables never touch, for Word would join them.
BODY = st.lists(
    st.one_of(STYLED, STYLED, ENDS, st.tuples(TABLE, STYLED).map("".join)), max_size=7
).flatmap(lambda blocks: STYLED.map(lambda last: word_file(body(*blocks, last))))


@settings(max_examples=150)
@given(before=BODY, after=BODY)
def test_any_two_documents_come_back_from_their_redline(before: bytes, after: bytes) -> None:
    holds(before, after)


@settings(max_examples=30)
@given(document=BODY)
def test_a_document_against_itself_has_no_mark(document: bytes) -> None:
    assert [e for e in holds(document, document).iter() if e.get(w("author"))] == []
