"""The zip around a document: read with bounds, written the same way every time."""

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from generator.diagnostics import Diagnostic, Place, Refused

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 300  # text of Word packs to a twentieth, at best to a hundredth
_SURELY_REAL = 8_000_000
_ENCRYPTED = 0x1
_ENTRY = b"PK\x01\x02"
_DAMAGES = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError,
    ValueError, OSError, zlib.error, struct.error, KeyError, lzma.LZMAError,
)  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DOCUMENT = "word/document.xml"
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class BadPackageError(ValueError):
    """Bytes that are no zip to be read; `reason` is damaged, locked or too-large."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the zip, within bounds by what its directory says; raises BadPackageError.

    What the directory says binds: no member gives more than the size stated there.
    """
    if data.count(_ENTRY) > 2 * MAX_MEMBERS:  # a zip in the zip has entries of its own
        raise BadPackageError("too-large")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGES:
        raise BadPackageError("damaged") from None
    infos = archive.infolist()
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise BadPackageError("locked")
    if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_UNPACKED:
        raise BadPackageError("too-large")
    if any(i.file_size > _SURELY_REAL and i.file_size > MAX_RATIO * i.compress_size for i in infos):
        raise BadPackageError("too-large")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the bytes of a member; raises BadPackageError where they are damaged."""
    try:
        return archive.read(name)
    except _DAMAGES:
        raise BadPackageError("damaged") from None


def read_members(data: bytes, file: str) -> dict[str, bytes]:
    """Return the members of a DOCX by name.

    Raises Refused when the bytes are no DOCX, unpack to too much, or carry macros.
    """
    try:
        archive = opened(data)
        members = {name: member(archive, name) for name in archive.namelist()}
    except BadPackageError as bad:
        code = "package.too-large" if bad.reason == "too-large" else "package.not-docx"
        raise Refused([Diagnostic(code, place=Place(file))]) from None
    if _DOCUMENT not in members or _FIRST[0] not in members:
        raise Refused([Diagnostic("package.not-docx", place=Place(file))])
    if any(name.lower().endswith("vbaproject.bin") for name in members):
        raise Refused([Diagnostic("package.macros", place=Place(file))])
    return members


def write_members(members: dict[str, bytes]) -> bytes:
    """Return the zip of the members; fixed times and order, the same bytes for the same input."""
    order = [name for name in _FIRST if name in members]
    order += sorted(name for name in members if name not in _FIRST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in order:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, members[name])
    return buffer.getvalue()


def last_section_lifted(xml: bytes) -> bytes:
    """Return the main part with the section of its last paragraph as the body's own.

    A template ends every appendix with a paragraph that carries a section; when that paragraph is
    the last, Word would show an empty page after it.
    """
    root = etree.fromstring(xml, parser())
    body = root.find(f"{_W}body")
    own = body.find(f"{_W}sectPr") if body is not None else None
    if body is None or own is None:
        return xml
    last = own.getprevious()
    section = last.find(f"{_W}pPr/{_W}sectPr") if last is not None else None
    if last is None or section is None:
        return xml
    if len(last) == 1:
        body.remove(last)
    body.replace(own, section)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def parser() -> etree.XMLParser:
    """Return an XML parser that expands no entity and opens nothing from outside."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
