"""Word files for the tests of reading, made of raw XML: a body and the parts beside it."""

from collections.abc import Mapping

from generator.reading.sheet import Paragraph, Sheet, paragraphs
from generator.reading.word import read_docx
from tests.document.word import zipped

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = {"document": "document.main"}
_ROOTS = {
    "styles": "w:styles", "numbering": "w:numbering", "settings": "w:settings",
    "footnotes": "w:footnotes", "endnotes": "w:endnotes", "comments": "w:comments",
    "header": "w:hdr", "footer": "w:ftr", "theme": "a:theme",
}  # fmt: skip


def docx(
    body: str, extra: Mapping[str, bytes] | None = None, relations: str = "", **parts: str
) -> bytes:
    """Return a DOCX of a body; a part is named by its kind (`styles`, `header2`)."""
    rows = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/{_kind(name)}" Target="{name}.xml"/>'
        for name in parts
    ]
    members = {
        "[Content_Types].xml": _content_types(["document", *parts]),
        "_rels/.rels": _relations(
            f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations("".join(rows) + relations),
        "word/document.xml": xml("w:document", f"<w:body>{body}</w:body>"),
        **{f"word/{name}.xml": xml(_ROOTS[_kind(name)], text) for name, text in parts.items()},
    }
    return zipped({name: text.encode() for name, text in members.items()} | dict(extra or {}))


def relation(kind: str, target: str, *, external: bool = False) -> str:
    """Return a relation of the main part."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="x" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def xml(root: str, text: str) -> str:
    """Return a part with all namespaces that Word uses."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {NAMESPACES}>{text}</{root}>'


def p(content: str = "", properties: str = "") -> str:
    """Return a paragraph; content that is no XML is the text of a run."""
    inside = content if content.startswith("<") or not content else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str, inside: str, *, based: str = "", kind: str = "paragraph") -> str:
    """Return a style; its id is its name without spaces."""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{parent}{inside}</w:style>'
    )


def read(body: str, extra: Mapping[str, bytes] | None = None, **parts: str) -> Sheet:
    """Return the sheet of a DOCX of a body."""
    return read_docx(docx(body, extra, **parts), "thu.docx")


def lines(sheet: Sheet) -> list[Paragraph]:
    """Return all paragraphs of the body."""
    return list(paragraphs(sheet.blocks))


def codes(sheet: Sheet) -> list[str]:
    """Return the codes of what was noticed."""
    return [diagnostic.code for diagnostic in sheet.diagnostics]


def _content_types(names: list[str]) -> str:
    usual = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    theme = "application/vnd.openxmlformats-officedocument.theme+xml"
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="'
        f'{theme if name == "theme" else f"{usual}.{_MAIN.get(name) or _kind(name)}+xml"}"/>'
        for name in names
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _relations(rows: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'
