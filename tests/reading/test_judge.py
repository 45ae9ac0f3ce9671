"""The look that applies, judged by another program: what LibreOffice puts on the page."""

import itertools
import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from generator.pipeline import render
from generator.reading.sheet import Look, paragraphs
from generator.reading.word import read_docx
from tests.command import ROOT
from tests.reading.documents import docx, p, r, style
from tests.reading.test_numbering import PLAN, item, num

pytestmark = pytest.mark.usefixtures("requires_libreoffice")

Shown = dict[str, tuple[bool, bool, int]]  # a word -> bold, italic, size in half-points

DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif"'
    ' w:hAnsi="Liberation Serif"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
)
PARAGRAPHS = {
    "Plain": ("", ""),
    "Bold": ("<w:b/>", ""),
    "Large": ('<w:sz w:val="40"/>', "Bold"),
    "Slanted": ('<w:i/><w:b w:val="0"/>', "Large"),
    "Upright": ('<w:i w:val="0"/><w:sz w:val="30"/>', "Slanted"),
}
LETTERS = {
    "None": ("", ""),
    "Emphasis": ("<w:i/>", ""),
    "Mark": ('<w:b/><w:sz w:val="34"/>', "Emphasis"),
}
# Both switch on the same: Word turns it off then (ISO 29500-1, 17.7.3), LibreOffice does not.
TURNED = {("Bold", "Mark"), ("Large", "Mark"), ("Slanted", "Emphasis"), ("Slanted", "Mark")}
DIRECT = ("", "<w:b/>", '<w:b w:val="0"/><w:i w:val="0"/>', '<w:sz w:val="26"/><w:i/>')


def styles() -> str:
    """Return styles that inherit from each other."""
    return DEFAULTS + "".join(
        style(name, f"<w:rPr>{inside}</w:rPr>", based=based, kind=kind)
        for kind, all_of_kind in (("paragraph", PARAGRAPHS), ("character", LETTERS))
        for name, (inside, based) in all_of_kind.items()
    )


def every_way() -> bytes:
    """Return a document with a word for each way in which styles and direct letters can meet."""
    ways = [way for way in itertools.product(PARAGRAPHS, LETTERS, DIRECT) if way[:2] not in TURNED]
    return docx("".join(
        p(r(f"w{number}x", f'<w:rStyle w:val="{letters}"/>{direct}'),
          f'<w:pStyle w:val="{paragraph}"/>')
        for number, (paragraph, letters, direct) in enumerate(ways)
    ) + "<w:sectPr/>", styles=styles())  # fmt: skip


def laid_out(document: bytes, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a document."""
    (folder / "thu.docx").write_bytes(document)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "thu.docx")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "thu.pdf"


def shown_in(pdf: Path) -> Shown:
    """Return how each word of a PDF is drawn; a word that is drawn in two ways is left out."""
    done = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-zoom", "1", "-fontfullname", "-stdout", str(pdf)],
        check=True, capture_output=True,
    )  # fmt: skip
    root = etree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", done.stdout))
    fonts = {
        font.get("id"): (font.get("family", ""), int(font.get("size", "0")))
        for font in root.iter("fontspec")
    }
    found: dict[str, set[tuple[bool, bool, int]]] = {}
    for line in root.iter("text"):
        family, size = fonts[line.get("font")]
        for word in "".join(map(str, line.itertext())).split():
            look = ("Bold" in family, "Italic" in family, size * 2)
            found.setdefault(word, set()).add(look)
    return {word: looks.pop() for word, looks in found.items() if len(looks) == 1}


def read_as(look: Look) -> tuple[bool, bool, int]:
    """Return what can be compared of a look."""
    return look.bold, look.italic, look.size


def test_styles_apply_as_libreoffice_applies_them(tmp_path: Path) -> None:
    document = every_way()
    shown = shown_in(laid_out(document, tmp_path))
    runs = [run for line in paragraphs(read_docx(document, "a").blocks) for run in line.runs]
    assert len(runs) == (len(PARAGRAPHS) * len(LETTERS) - len(TURNED)) * len(DIRECT)
    wrong = {
        run.text: (read_as(run.look), shown.get(run.text))
        for run in runs
        if read_as(run.look) != shown.get(run.text)
    }
    assert wrong == {}


def test_a_shipped_plan_is_drawn_as_it_is_read(tmp_path: Path) -> None:
    document = render(ROOT / "data" / "plans" / "hai-hau-2022.yaml", None, draft=False).document
    shown = shown_in(laid_out(document, tmp_path))
    read: dict[str, set[tuple[bool, bool, int]]] = {}
    for line in paragraphs(read_docx(document, "a").blocks):
        for run in line.runs:
            for word in run.text.split():
                read.setdefault(word, set()).add(read_as(run.look))
    both = {word for word, looks in read.items() if len(looks) == 1} & shown.keys()
    assert len(both) > 300
    assert {word: (read[word], shown[word]) for word in both if read[word] != {shown[word]}} == {}


def test_numbers_are_printed_as_libreoffice_prints_them(tmp_path: Path) -> None:
    depths = (0, 1, 2, 2, 3, 3, 1, 2, 0, 1, 2, 3, 2, 0)
    body = "".join(item(depth).replace(">x<", f">w{n}x<") for n, depth in enumerate(depths))
    document = docx(body + "<w:sectPr/>", numbering=PLAN + num(1), styles=DEFAULTS)
    pdf = laid_out(document, tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    printed = [tuple(line.split()) for line in text.splitlines() if line.strip()]
    found = [(line.marker, line.text) for line in paragraphs(read_docx(document, "a").blocks)]
    assert found == printed
