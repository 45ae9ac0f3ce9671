"""Any file a clerk has, told by what is in it and not by its name, as a sheet."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Refused, Severity
from generator.document.package import BadPackageError, member, opened
from generator.reading import office, pdf
from generator.reading.plain import line_paragraph, read_text
from generator.reading.sheet import Paragraph, Region, Sheet, paragraphs
from generator.reading.word import read_docx

MAX_FILE = 50_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SECTOR = 512
_START_SECTOR = slice(116, 120)  # in an entry of the directory of an OLE file
_WORD_MARK = b"\xec\xa5"
_FLAGS = 11
_IS_ENCRYPTED = 0x01
_HEAD = 4096
_ODT = b"application/vnd.oasis.opendocument.text"
# What a file of a kind may be called; another ending was given to it by hand.
_ENDINGS = {
    "docx": {".docx", ".docm", ".dotx", ".dotm"},
    "doc": {".doc", ".dot"},
    "odt": {".odt", ".ott"},
    "rtf": {".rtf"},
    "html": {".html", ".htm"},
    "pdf": {".pdf"},
}
_FOREIGN = {  # endings that say that a file is no plain text
    ending for endings in _ENDINGS.values() for ending in endings
}


def read_file(path: Path) -> Sheet:
    """Return a document from a file: Word, PDF, OpenDocument, RTF or plain text.

    What it is called does not matter and is told where it misleads. Raises Refused when the file
    cannot be read, whole, safely and with bounds.
    """
    return read_bytes(file_bytes(path), str(path))


def read_bytes(data: bytes, file: str) -> Sheet:
    """Return a document from its bytes; `file` is what a person calls it. Raises Refused."""
    if not data.strip(b"\0 \t\r\n"):
        raise _refused("read.empty", file)
    if len(data) > MAX_FILE:
        raise _refused("read.too-large", file)
    kind = kind_of(data, file)
    sheet = _READERS[kind](data, file)
    if not any(p.text.strip() or p.marker for p in _all(sheet)):
        raise _refused("read.no-text", file)
    ending = Path(file).suffix.lower()
    named_so = ending in _ENDINGS[kind] if kind in _ENDINGS else ending not in _FOREIGN
    if named_so:
        return sheet
    renamed = _warning("read.renamed", file, kind=kind.upper(), ending=ending or "?")
    return replace(sheet, diagnostics=(renamed, *sheet.diagnostics))


def file_bytes(path: Path) -> bytes:
    """Return what is in a file, within bounds; raises Refused where it cannot be read."""
    try:
        if not path.exists():
            raise _refused("read.not-found", str(path))
        if not path.is_file():
            raise _refused("read.unreadable", str(path))
        with path.open("rb") as handle:
            return handle.read(MAX_FILE + 1)
    except (OSError, ValueError):  # a name that the system cannot have
        raise _refused("read.unreadable", str(path)) from None


def kind_of(data: bytes, file: str) -> str:
    """Return what a file is by its first bytes; raises Refused where it is nothing we read."""
    head = data[:_HEAD]
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(_ZIPS):
        return _kind_of_zip(data, file)
    if head.startswith(_OLE):
        return _kind_of_ole(data, file)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if bare.startswith(b"{\\rtf"):
        return "rtf"
    if bare.startswith((b"<!doctype html", b"<html")) or (bare[:1] == b"<" and b"<html" in bare):
        return "html"
    return "txt"


def _kind_of_zip(data: bytes, file: str) -> str:
    """Return whether a zip is Word's or OpenDocument's; raises Refused when it is neither."""
    try:
        archive = opened(data)
        names = {name.replace("\\", "/").lower() for name in archive.namelist()}
        if any(name.startswith("word/") for name in names):
            return "docx"
        if "mimetype" in names and _is_odt(archive):
            return "odt"
    except BadPackageError:
        return "docx"  # whose reader says what is wrong with it
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise _refused("read.other-office", file)
    raise _refused("read.not-word", file)


def _is_odt(archive: zipfile.ZipFile) -> bool:
    return member(archive, "mimetype").startswith(_ODT)


def _kind_of_ole(data: bytes, file: str) -> str:
    """Return whether a file of the old Office is Word's; raises Refused when it is not, or locked.

    A DOCX with a password is such a file, too.
    """
    if _wide("EncryptedPackage") in data:
        raise _refused("read.locked", file)
    entry = data.find(_wide("WordDocument"))
    if entry < 0:
        known = any(_wide(name) in data for name in ("Workbook", "Book", "PowerPoint Document"))
        raise _refused("read.other-office" if known else "read.not-word", file)
    sector = int.from_bytes(data[entry:][_START_SECTOR], "little")
    start = (sector + 1) * _SECTOR
    head = data[start : start + _FLAGS + 1]
    if head[:2] == _WORD_MARK and head[_FLAGS:] and head[_FLAGS] & _IS_ENCRYPTED:
        raise _refused("read.locked", file)
    return "doc"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _read_pdf(data: bytes, file: str) -> Sheet:
    """Return the text of a PDF by lines; raises Refused."""
    try:
        pages = pdf.pages_of(data)
    except pdf.UnreadableError as error:
        raise _refused(_PDF_REASONS[error.reason], file) from None
    found = [
        line_paragraph(line, (("page", p), ("line", n)), breaks=n == 1 and p > 1)
        for p, lines in enumerate(pages, 1)
        for n, line in enumerate(lines, 1)
    ]
    if not any(paragraph.text.strip() for paragraph in found):
        raise _refused("read.scanned", file)
    told = (_warning("read.pdf", file),)
    return Sheet(file, (Region(tuple(found)),), laid_out=False, diagnostics=told)


def _by_office(kind: str) -> Callable[[bytes, str], Sheet]:
    """Return the reader of a kind that LibreOffice turns into DOCX first."""

    def read(data: bytes, file: str) -> Sheet:
        try:
            converted = office.as_docx(data, kind)
        except office.UnreadableError as error:
            code = "read.no-office" if error.reason == "no-office" else "read.not-converted"
            raise _refused(code, file, kind=kind.upper()) from None
        sheet = read_docx(converted, file)
        told = [_warning("read.converted", file, kind=kind.upper())]
        if kind == "doc" and _wide("_VBA_PROJECT") in data:
            told.append(_warning("read.macros", file))
        return replace(sheet, diagnostics=(*told, *sheet.diagnostics))

    return read


_READERS: dict[str, Callable[[bytes, str], Sheet]] = {
    "docx": read_docx,
    "pdf": _read_pdf,
    "txt": read_text,
    **{kind: _by_office(kind) for kind in ("doc", "odt", "rtf", "html")},
}
_PDF_REASONS = {
    "damaged": "read.damaged-pdf",
    "locked": "read.locked",
    "too-large": "read.too-large",
    "no-library": "read.no-pdf",
}


def _all(sheet: Sheet) -> list[Paragraph]:
    return [*paragraphs(sheet.blocks), *sheet.boxes]


def _refused(code: str, file: str, **parameters: str) -> Refused:
    return Refused([Diagnostic(code, parameters, place=Place(file))])


def _warning(code: str, file: str, **parameters: str) -> Diagnostic:
    return Diagnostic(code, parameters, Severity.WARNING, Place(file))
