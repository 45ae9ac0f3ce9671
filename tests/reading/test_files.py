"""Any file a clerk has: told by what is in it, refused in words, never fetched, never run."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Refused
from generator.reading import files, office, pdf
from generator.reading.files import read_bytes, read_file
from generator.reading.plain import read_text
from generator.reading.sheet import Sheet
from generator.reading.word import read_docx
from tests.document.word import zipped
from tests.reading.documents import codes, docx, lines, p, r, read

LETTER = "Kế hoạch giảm nghèo năm 2027"
WORD = docx(p(r(LETTER, "<w:b/>")) + p("I. MỤC TIÊU"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
XLSX = {"[Content_Types].xml": b"", "xl/workbook.xml": b""}


def wide(name: str) -> bytes:
    """Return a name as the directory of an old Office file writes it."""
    return name.encode("utf-16-le")


def old_word(*, locked: bool) -> bytes:
    """Return the beginning of an old Word file whose text is in its second sector."""
    head = b"\xec\xa5" + b"\0" * 9 + (b"\x01" if locked else b"\0")
    entry = wide("WordDocument").ljust(116, b"\0") + (1).to_bytes(4, "little")
    return (OLE[:512] + entry).ljust(1024, b"\0") + head.ljust(512, b"\0")


def refusal(data: bytes, name: str = "thu.docx") -> str:
    """Return the code with which bytes are refused."""
    with pytest.raises(Refused) as refused:
        read_bytes(data, name)
    (found,) = refused.value.diagnostics
    assert found.place.file == name
    assert found.message()
    assert found.hint()
    return found.code


def text_of(sheet: Sheet) -> list[str]:
    """Return the lines that have text."""
    return [line.text.strip() for line in lines(sheet) if line.text.strip()]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "read.empty"),
        (b"\0\0 \r\n", "read.empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "read.not-text"),
        (OLE, "read.not-word"),
        (OLE + wide("EncryptedPackage"), "read.locked"),
        (OLE + wide("Workbook"), "read.other-office"),
        (old_word(locked=True), "read.locked"),
        (zipped(XLSX), "read.other-office"),
        (zipped({"a": b""}), "read.not-word"),
        (b"PK\x03\x04 rest", "read.damaged"),
        (docx(p() + p("   ")), "read.no-text"),
        (b"%PDF-1.7 rest", "read.damaged-pdf"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, expected: str) -> None:
    assert refusal(data) == expected


def test_missing_files_folders_and_impossible_names_are_refused(tmp_path: Path) -> None:
    names = {
        tmp_path / "x.docx": "read.not-found",
        tmp_path: "read.unreadable",
        Path("a\0b"): "read.unreadable",
        tmp_path / ("x" * 400): "read.unreadable",
    }
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo")
        names[tmp_path / "fifo"] = "read.unreadable"
    for path, expected in names.items():
        with pytest.raises(Refused) as refused:
            read_file(path)
        assert refused.value.diagnostics[0].code in {expected, "read.not-found"}


def test_a_file_beyond_the_bound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_FILE", 50)
    (tmp_path / "a.txt").write_text("a" * 51)
    with pytest.raises(Refused) as refused:
        read_file(tmp_path / "a.txt")
    assert refused.value.diagnostics[0].code == "read.too-large"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.docx", []), ("A.DOCM", []), ("a.doc", ["read.renamed"]), ("a.txt", ["read.renamed"])],
)
def test_the_content_counts_and_a_misleading_name_is_told(name: str, expected: list[str]) -> None:
    sheet = read_bytes(WORD, name)
    assert codes(sheet) == expected
    assert text_of(sheet) == [LETTER, "I. MỤC TIÊU"]


def test_text_that_is_called_word_is_read_and_told() -> None:
    assert codes(read_bytes(LETTER.encode(), "a.docx")) == ["read.renamed"]
    assert codes(read_bytes(LETTER.encode(), "a.txt")) == []
    assert codes(read_bytes(LETTER.encode(), "khong-duoi")) == []


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        LETTER.encode("utf-8-sig"),
        LETTER.encode("utf-16"),
        b"\xfe\xff" + LETTER.encode("utf-16-be"),
    ],
)
def test_text_is_read_in_its_encoding(data: bytes) -> None:
    assert text_of(read_text(data, "a.txt")) == [LETTER]


def test_text_of_the_old_codepage_is_read_and_told() -> None:
    sheet = read_text("Kê\u0301 hoa\u0323ch".encode("cp1258"), "a.txt")
    assert text_of(sheet) == ["Kê\u0301 hoa\u0323ch"]
    assert codes(sheet) == ["read.codepage"]


@pytest.mark.parametrize("data", [b"\xff\xfea", b"a\0b", b"\xef\xbb\xbf\xff", b"\x8a\x8d\xff"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_text(data, "a.txt")
    assert refused.value.diagnostics[0].code == "read.not-text"


def test_each_line_is_a_paragraph_in_its_place() -> None:
    sheet = read_text("a\r\n\r\n\tb\rc\u2028d\x85e\n".encode(), "a.txt")
    assert [(line.text, line.part) for line in lines(sheet)] == [
        ("a", (("line", 1),)), ("", (("line", 2),)), ("\tb", (("line", 3),)),
        ("c\u2028d\x85e", (("line", 4),)),
    ]  # fmt: skip
    assert not sheet.laid_out


def test_a_form_feed_begins_a_page() -> None:
    sheet = read_text(b"a\n\fb\nc\fd", "a.txt")
    assert [(line.text, line.breaks) for line in lines(sheet)] == [
        ("a", False), ("b", True), ("c", False), ("d", True),
    ]  # fmt: skip


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_is_kept_letter_by_letter(text: str) -> None:
    assert "".join(line.text for line in lines(read_text(text.encode(), "a.txt"))) == (
        text.removeprefix("\ufeff")
    )


WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<>&\ufffe\uffff"
    )
)


@given(st.lists(st.lists(WORDS, max_size=4), max_size=6))
def test_any_paragraphs_of_word_keep_their_text(written: list[list[str]]) -> None:
    body = "".join(p("".join(map(r, runs)) or "<w:r/>") for runs in written)
    assert [line.text for line in lines(read(body))] == ["".join(runs) for runs in written]


@pytest.mark.usefixtures("requires_libreoffice")
def test_older_formats_are_read_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "thu.docx").write_bytes(WORD)
    convert(tmp_path / "thu.docx", "doc")
    letters = "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in LETTER)
    rtf = rf"{{\rtf1\ansi {{\b {letters}}}\par I. M\u7908?C TI\u202?U\par}}"
    (tmp_path / "thu.rtf").write_text(rtf, "ascii")
    for name in ("thu.doc", "thu.rtf"):
        sheet = read_file(tmp_path / name)
        assert text_of(sheet) == [LETTER, "I. MỤC TIÊU"]
        assert [line.runs[0].look.bold for line in lines(sheet)[:2]] == [True, False]
        assert codes(sheet) == ["read.converted"]


@pytest.mark.usefixtures("requires_libreoffice")
def test_a_damaged_file_of_libreoffice_is_refused_in_words() -> None:
    assert refusal(old_word(locked=False) + b"\xff" * 5000, "thu.doc") in {
        "read.not-converted", "read.no-text",
    }  # fmt: skip


ODT_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"),
                         ("svg", "svg-compatible"))
)  # fmt: skip


def odt(body: str) -> bytes:
    """Return an OpenDocument text of a body."""
    content = (
        f'<office:document-content {ODT_NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' office:version="1.2"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"))
    )
    return zipped({
        "mimetype": kind.encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": (
            f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>'.encode()
        ),
    })  # fmt: skip


@pytest.fixture
def asked() -> Iterator[tuple[str, list[bytes]]]:
    """Yield the address of a server on this machine, and what it was asked for."""
    requests: list[bytes] = []

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            requests.append(self.request.recv(100))

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", requests
        server.shutdown()


@pytest.mark.usefixtures("requires_libreoffice")
def test_libreoffice_fetches_nothing_and_reads_no_other_file(
    tmp_path: Path, asked: tuple[str, list[bytes]]
) -> None:
    address, requests = asked
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("bí mật", "utf-8")
    section = (
        f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/>'
        "<text:p>cũ</text:p></text:section>"
    )
    frames = "".join(
        f'<draw:frame svg:width="2cm" svg:height="2cm"><draw:{name} xlink:href="{target}"'
        ' xlink:type="simple" xlink:show="embed"/></draw:frame>'
        for name, target in (("image", f"{address}/a.png"), ("object", f"{address}/a.odt"),
                             ("floating-frame", secret.as_uri()))
    )  # fmt: skip
    sheet = read_bytes(odt(f"{section}<text:p>{frames}mới</text:p>"), "thu.odt")
    assert text_of(sheet) == ["cũ", "mới"]
    assert requests == []


def test_without_libreoffice_the_clerk_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_PLACES", ())
    assert refusal(rb"{\rtf1 a}", "thu.rtf") == "read.no-office"


def test_a_conversion_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "soffice"
    endless.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(600)\n")
    endless.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(endless))
    monkeypatch.setattr(office, "SECONDS", 0.2)
    assert refusal(rb"{\rtf1 a}", "thu.rtf") == "read.not-converted"


@pytest.mark.usefixtures("requires_libreoffice")
def test_a_pdf_is_read_word_by_word(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    (tmp_path / "thu.docx").write_bytes(WORD)
    convert(tmp_path / "thu.docx", "pdf")
    sheet = read_file(tmp_path / "thu.pdf")
    assert text_of(sheet) == [LETTER, "I. MỤC TIÊU"]
    assert codes(sheet) == ["read.pdf"]
    assert not sheet.laid_out


EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


def test_a_pdf_without_text_is_a_scan() -> None:
    pytest.importorskip("pypdfium2")
    assert refusal(EMPTY_PDF, "anh.pdf") == "read.scanned"


def test_without_its_library_a_pdf_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    assert refusal(EMPTY_PDF, "a.pdf") == "read.no-pdf"


def test_a_pdf_that_ends_its_process_ends_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    assert refusal(EMPTY_PDF, "a.pdf") == "read.damaged-pdf"


def convert(path: Path, kind: str) -> None:
    """Convert a document by LibreOffice, into the same folder."""
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
         "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip


def test_the_reader_of_word_is_the_one_of_files() -> None:
    assert read_bytes(WORD, "thu.docx") == read_docx(WORD, "thu.docx")
