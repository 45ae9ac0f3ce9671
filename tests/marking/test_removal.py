"""Earlier remarks of the program are replaced; those of other people are never touched."""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Mm

from generator.check.desk import Checked, Paper, with_remarks, with_repairs
from generator.check.examination import examined
from generator.check.profile import base_profile
from generator.marking.comments import Comment, with_comments
from generator.marking.removal import without_own
from generator.reading.recognition import recognised
from generator.reading.word import read_docx
from tests.check.mutations import commented, margin
from tests.check.paper import correct, edited, swap

SEMICOLON = swap("- Phòng Kinh tế;", "- Phòng Kinh tế,")


def judged(data: bytes) -> Checked:
    sheet = read_docx(data, "a.docx")
    return Checked(Paper(Path("a.docx"), data, sheet), examined(recognised(sheet), base_profile()))


def said(data: bytes) -> list[str]:
    return [p.text for p in read_docx(data, "a.docx").comments]


def again(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def test_a_second_check_replaces_the_remarks_of_the_first() -> None:
    once = with_remarks(judged(edited(SEMICOLON)))
    twice = with_remarks(judged(once))
    assert said(twice) == said(once) != []
    document = zipfile.ZipFile(io.BytesIO(once)).read("word/document.xml")
    assert zipfile.ZipFile(io.BytesIO(twice)).read("word/document.xml") == document


def test_remarks_on_what_was_put_right_are_gone() -> None:
    once = again(with_remarks(judged(edited(SEMICOLON))))
    swap("- Phòng Kinh tế,", "- Phòng Kinh tế;")(once)
    out = io.BytesIO()
    once.save(out)
    assert said(with_remarks(judged(out.getvalue()))) == []


def test_remarks_of_people_stay_where_they_are() -> None:
    data = with_remarks(judged(edited(SEMICOLON, commented)))
    assert "Xem lại" in said(data)
    twice = with_remarks(judged(data))
    assert said(twice) == said(data)
    assert "Xem lại" in said(without_own(twice, lambda _: True))


def test_remarks_of_a_draft_stay() -> None:
    data = with_comments(edited(SEMICOLON), [Comment("Còn thiếu ngày ký")])
    assert "Còn thiếu ngày ký" in said(with_remarks(judged(data)))


def test_repairs_take_the_remarks_along_that_they_answer() -> None:
    data = with_remarks(judged(edited(SEMICOLON, margin("left", Mm(25)))))
    assert any("margin-left" in line for line in said(data))
    done = with_repairs(judged(data), base_profile())
    left = said(done.paper.data)
    (told,) = (f for f in done.report.findings if f.rule.id == "practice.own-remarks")
    assert told.fault.parameters == {"count": "1"}
    assert not any("margin-left" in line for line in left)
    assert any("semicolon" in line for line in left)


def test_where_there_is_nothing_to_take_out_the_file_is_the_same() -> None:
    assert without_own(correct(), lambda _: True) == correct()
    other = edited(commented)
    assert without_own(other, lambda _: True) == other
