"""Safe repairs mend what they may mend, break nothing, and change no word."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from generator.check.profile import base_profile
from generator.check.repair.repairing import REPAIRS, Repaired, repaired
from generator.reading.sheet import paragraphs
from generator.reading.word import read_docx
from generator.vietnamese import nfc
from tests.check.mutations import Mutation, fonts, said
from tests.check.paper import correct, edited, report_of, saying, swap, type_in
from tests.check.test_form import MUTATIONS

# These letters may be in a code of before Unicode: in another font they would be other letters.
LEFT = {("nd30.pl1.i.4.font", "TCVN3")}
MENDED = [
    mutation
    for mutation in MUTATIONS
    if mutation.rule in REPAIRS and (mutation.rule, mutation.name) not in LEFT
]


def decomposed(document: Document) -> None:
    """Split the letters of a paragraph, one of its marks into a run of its own."""
    paragraph = saying(document, "nâng cao thu nhập")
    type_in(paragraph, "Giảm nghe")
    paragraph.add_run("\u0300o, na\u0306ng cao thu nhập của người dân.")


def spaced(old: str, new: str) -> Mutation:
    rule = "content.space-doubled" if "  " in new else "content.space-before-sign"
    return Mutation(rule, new, swap(old, new))


TYPED = [
    Mutation("nd30.pl1.i.4.unicode", "split", decomposed),
    spaced("nâng cao thu nhập", "nâng  cao   thu nhập"),
    spaced("nâng cao thu nhập", "nâng cao ( thu nhập ) , thu nhập"),
    Mutation("nd30.pl1.i.4.font", "theme", lambda d: _themed(saying(d, "nâng cao thu nhập"))),
]


def _themed(paragraph: Paragraph) -> None:
    element = paragraph.runs[0]._r.get_or_add_rPr().get_or_add_rFonts()
    element.attrib.clear()
    element.set(qn("w:asciiTheme"), "minorHAnsi")
    element.set(qn("w:ascii"), "Calibri")


def mended(data: bytes) -> Repaired:
    """Return a document after its repairs."""
    return repaired(data, report_of(data), base_profile())


def words(data: bytes) -> list[str]:
    """Return what a document says, spaces and the composition of letters not counted."""
    sheet = read_docx(data, "a.docx")
    found = (nfc(p.text) for p in paragraphs(sheet.blocks))
    return ["".join(text.split()) for text in found]


def xml(data: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


@pytest.mark.parametrize("mutation", [*MENDED, *TYPED], ids=lambda m: f"{m.rule}: {m.name}")
def test_a_fault_is_mended_and_nothing_else_happens(mutation: Mutation) -> None:
    before = edited(*mutation.from_)
    broken = edited(*mutation.from_, mutation.edit)
    done = mended(broken)
    assert mutation.rule in {finding.rule.id for finding in done.before.findings}
    usual = [finding.rule.id for finding in report_of(before).findings]
    assert [finding.rule.id for finding in done.after.findings] == usual
    assert mutation.rule in {finding.rule.id for finding in done.mended}
    assert words(done.document) == words(broken)
    assert mended(done.document).document == done.document


def test_every_repair_has_a_fault_that_it_mends() -> None:
    tried = {mutation.rule for mutation in (*MENDED, *TYPED)} | {"content.composition-mixed"}
    assert tried >= REPAIRS


def test_a_correct_document_stays_as_it_is() -> None:
    assert mended(correct()).document == correct()


def test_what_is_not_safe_is_left_and_told() -> None:
    done = mended(edited(swap("- Phòng Kinh tế;", "- Phòng Kinh tế,")))
    assert not done.mended
    assert [f.rule.id for f in done.after.findings] == ["nd30.pl1.ii.9.d.semicolon"]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times", "Symbol", "Wingdings"])
def test_letters_that_mean_others_keep_their_font(font: str) -> None:
    done = mended(edited(said("nâng cao thu nhập", fonts(ascii=font, hAnsi=font))))
    assert f'w:ascii="{font}"' in xml(done.document)


def test_letters_that_nobody_sees_stay_unseen() -> None:
    def white(document: Document) -> None:
        saying(document, "Thu nhập của hộ").runs[0].font.color.rgb = RGBColor(255, 255, 255)

    done = mended(edited(white))
    assert "nd30.pl1.i.4.colour" in {finding.rule.id for finding in done.after.findings}


def test_changes_fields_tables_and_remarks_survive() -> None:
    def edit(document: Document) -> None:
        paragraph = saying(document, "nâng cao thu nhập")
        paragraph.runs[0].font.size = Pt(11)
        for name, inner in (("ins", "w:t"), ("del", "w:delText")):
            change = OxmlElement(f"w:{name}")
            change.set(qn("w:id"), "9")
            run, text = OxmlElement("w:r"), OxmlElement(inner)
            text.text = f" {name}"
            run.append(text)
            change.append(run)
            paragraph._p.append(change)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "DATE")
        paragraph._p.append(field)
        document.add_comment(paragraph.runs, text="Xem lại", author="A", initials="A")
        document.sections[0].left_margin = Cm(2)

    broken = edited(edit)
    done = mended(broken)
    after = xml(done.document)
    for mark in ("w:ins ", "w:del ", "<w:delText", 'w:instr="DATE"', "w:commentReference"):
        assert after.count(mark) == xml(broken).count(mark) > 0
    assert after.count("<w:tbl>") == xml(broken).count("<w:tbl>")
    assert {"nd30.pl1.i.3.margin-left", "nd30.pl1.ii.6.e.size"} <= {
        finding.rule.id for finding in done.mended
    }
    assert [p.text for p in read_docx(done.document, "a").comments] == ["Xem lại"]


def test_a_head_with_words_keeps_them_on_every_page() -> None:
    def edit(document: Document) -> None:
        for section in document.sections:
            section.different_first_page_header_footer = False
        number = document.sections[0].header.paragraphs[0]
        number._p.addnext(OxmlElement("w:p"))
        document.sections[0].header.paragraphs[1].add_run("UBND xã Cẩm Bình")

    done = mended(edited(edit))
    sheet = read_docx(done.document, "a.docx")
    heads = {
        kind: " ".join(p.text for p in paragraphs(blocks)).strip()
        for kind, blocks in sheet.regions[0].headers.items()
    }
    assert "UBND xã Cẩm Bình" in heads["first"]
    assert "UBND xã Cẩm Bình" in heads["default"]
    assert [f.rule.id for f in done.mended] == ["nd30.pl1.i.7.number-first-page"]


def test_a_document_made_by_others_from_nothing_is_mended_as_far_as_is_safe() -> None:
    document = docx.Document()
    for text in ("Kính gửi:  Ủy ban nhân dân xã Cẩm Bình", *["Một đoạn văn dài ."] * 200):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    done = mended(out.getvalue())
    left = {finding.rule.id for finding in done.after.findings}
    assert not left & {
        "nd30.pl1.i.1.paper", "nd30.pl1.i.4.font", "nd30.pl1.i.4.font-complex",
        "nd30.pl1.i.7.number", "nd30.pl1.i.7.number-first-page", "nd30.pl1.i.3.margin-left",
    }  # fmt: skip
    assert mended(done.document).document == done.document
