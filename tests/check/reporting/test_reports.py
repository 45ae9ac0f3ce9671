"""Reports are whole, escaped, and need nothing from outside."""

import html
import io
import re
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx.shared import Mm
from python_calamine import CalamineWorkbook

from generator import messages
from generator.check.desk import Checked, Paper, with_remarks
from generator.check.form.remarks import OWN_REMARKS
from generator.check.profile import base_profile
from generator.check.repair.repairing import repaired
from generator.check.reporting.grouping import Group, grouped
from generator.check.reporting.page import page
from generator.check.reporting.sheet import sheet
from generator.diagnostics import Diagnostic, Place
from generator.reading.sheet import paragraphs
from generator.reading.word import read_docx
from tests.check.faults import FAULTS
from tests.check.mutations import Mutation, fonts, margin, said, same_numbers, without_number
from tests.check.paper import Edit, correct, edited, report_of, swap

TOLD = [fault for fault in FAULTS if fault.rule != OWN_REMARKS]
"""The faults that a remark tells; remarks of ours give way to new ones, and are not remarked on."""
HOSTILE = "<script>alert('x')</script>\"&{{ 7*7 }}"
EDITS: tuple[Edit, ...] = (
    margin("left", Mm(25)),
    said("nâng cao thu nhập", fonts(ascii="Arial")),
    swap("16 tháng 6 năm 2025;", "16 tháng 6 năm 2025."),
    swap("- Phòng Kinh tế;", "- Phòng <b>Kinh tế</b>,"),
    swap("Nguyễn Văn An", "TS. Nguyễn Văn An"),
    swap("Số: 05/KH", "Số: 5/KH"),
    said("Tỷ lệ hộ nghèo", fonts(ascii="Arial")),
    swap("Hộ nghèo có nhà ở", f"Hộ nghèo {HOSTILE} có nhà  ở"),
    same_numbers,
)


def checked(*edits: Edit) -> Checked:
    data = edited(*edits)
    report = report_of(data)
    return Checked(Paper(Path(report.file), data, report.anatomy.sheet), report)


class Page(HTMLParser):
    """The elements, attributes and words of a page."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_page_holds_every_finding_in_its_part_and_nothing_from_outside() -> None:
    one = checked(*EDITS)
    text = page([one]).decode("utf-8")
    shown = Page(text)
    assert shown.tags & {"script", "img", "link", "iframe", "object"} == set()
    assert shown.links == []
    assert not re.search(r"url\(|@import|https?:", text)
    assert "default-src 'none'" in text
    for finding in one.report.findings:
        assert finding.rule.id in shown.words
        assert finding.rule.clause in shown.words
        assert finding.diagnostic.hint() in shown.words
    assert "Có lỗi phải sửa" in shown.words
    assert {
        messages.text(f"cli.check.group.{group.value}") in shown.words
        for group in grouped(one.report, one.report.findings)
    } == {True}


def test_findings_stand_in_the_parts_of_the_document() -> None:
    one = checked(*EDITS)
    groups = {
        found[0].rule.id: group
        for group, faults in grouped(one.report, one.report.findings).items()
        for found in faults
    }
    assert groups["nd30.pl1.i.3.margin-left"] is Group.PAGE
    assert groups["nd30.pl1.ii.3.number-zero"] is Group.LETTERHEAD
    assert groups["nd30.pl1.ii.6.a.basis-semicolon"] is Group.BASES
    assert groups["content.space-doubled"] is Group.BODY
    assert groups["nd30.pl1.ii.9.d.semicolon"] is Group.RECIPIENTS
    assert groups["nd30.pl1.ii.7.c.honours"] is Group.SIGNATURE
    assert groups["nd30.pl1.iii.1.a.numerals"] is Group.APPENDICES


def test_words_of_a_document_are_words_and_never_markup() -> None:
    one = checked(*EDITS)
    refused = Diagnostic("read.damaged", place=Place("</li><script>1</script>.docx"))
    text = page([one, one], [refused]).decode("utf-8")
    assert "<script" not in text
    assert "{{ 7*7 }}" in Page(text).words
    assert "- Phòng <b>Kinh tế</b>," in Page(text).words
    assert "<b>" not in text
    assert "</li><script>1</script>.docx" in Page(text).words


def test_a_page_can_hold_whatever_a_document_holds() -> None:
    assert page([checked(swap("Nguyễn Văn An", "TS. Nguyễn \ue123 An"))])


def test_a_correct_document_is_said_to_be_right_in_both_languages() -> None:
    one = checked()
    assert "Không thấy sai sót" in page([one]).decode()
    messages.use("en")
    try:
        text = page([one]).decode()
    finally:
        messages.use("vi")
    assert '<html lang="en">' in text
    assert "Nothing wrong was found" in text


def test_the_sheet_has_a_row_for_each_finding_and_no_formula() -> None:
    one = checked(*EDITS, swap("Tăng thu nhập của hộ", "=1+1  Tăng thu nhập của hộ"))
    done = repaired(one.paper.data, one.report, base_profile())
    both = Checked(one.paper, done.after, done.mended)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet([one, both]))).get_sheet_by_index(0)
    cells = rows.to_python()
    assert len(cells) == 1 + len(one.report.findings) + len(done.after.findings) + len(done.mended)
    assert {row[9] for row in cells[1:]} == {"Còn", "Đã sửa"}
    assert any(str(row[6]).startswith("- Phòng") for row in cells)
    assert sheet([one]) == sheet([one])


@pytest.mark.parametrize("fault", TOLD[::4], ids=lambda m: f"{m.rule}: {m.name}")
def test_every_finding_becomes_a_remark_and_the_words_stay(fault: Mutation) -> None:
    data = edited(*fault.from_, fault.edit)
    report = report_of(data)
    one = Checked(Paper(Path("a.docx"), data, report.anatomy.sheet), report)
    sheet_ = read_docx(with_remarks(one), "van-ban.docx")
    kept = len(report.anatomy.sheet.comments)
    told = "\n".join(p.text for p in sheet_.comments)
    assert sheet_.regions == report.anatomy.sheet.regions
    assert len(sheet_.comments) - kept == 3 * len(report.findings)
    for finding in report.findings:
        assert f"[{finding.rule.id}] {finding.rule.clause}" in told
        assert finding.diagnostic.hint() in told


def test_the_original_is_never_touched() -> None:
    data = correct()
    before = bytes(data)
    one = checked(*EDITS)
    with_remarks(one)
    assert correct() == before


@pytest.mark.usefixtures("requires_libreoffice")
def test_libreoffice_opens_remarks_and_repairs_and_reads_the_same(tmp_path: Path) -> None:
    one = checked(*EDITS, without_number)
    done = repaired(one.paper.data, one.report, base_profile())
    for name, data in (("remarks", with_remarks(one)), ("mended", done.document)):
        (tmp_path / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path),
         str(tmp_path / "remarks.docx"), str(tmp_path / "mended.docx")],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    for name in ("remarks", "mended"):
        with zipfile.ZipFile(tmp_path / f"{name}.odt") as archive:
            text = archive.read("content.xml").decode("utf-8")
        assert text.count("<office:annotation ") == (
            len(one.report.findings) if name == "remarks" else 0
        )
        bare = re.sub(r"<office:annotation .*?</office:annotation>", "", text)
        letters = "".join(html.unescape(re.sub(r"<[^>]*>", "", bare)).split())
        for paragraph in paragraphs(one.report.anatomy.sheet.blocks):
            assert "".join(paragraph.text.split()) in letters
