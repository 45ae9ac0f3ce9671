"""Small Word files made for a test: a body, and parts beside it."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from generator.document.package import last_section_lifted, read_members, write_members

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '</w:style><w:style w:type="table" w:styleId="Khung"><w:name w:val="Khung"/></w:style>'
    "</w:styles>"
)
_STORIES = ("header", "footer", "footnotes")


def paragraph(text: str, style: str = "Normal") -> str:
    """Return a paragraph of one run; the text is XML already."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of rows of cells, each cell the XML of its paragraphs."""
    grid = "<w:gridCol w:w='1000'/>" * max(len(row) for row in rows)
    lines = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    style = "<w:tblPr><w:tblStyle w:val='Khung'/></w:tblPr>"
    return f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def section(orientation: str = "portrait") -> str:
    """Return the properties of a section."""
    size = 'w:w="16838" w:h="11906"' if orientation == "landscape" else 'w:w="11906" w:h="16838"'
    return f'<w:sectPr><w:pgSz {size} w:orient="{orientation}"/></w:sectPr>'


def body(*parts: str, last: str = "") -> str:
    """Return the main part of a document."""
    content = "".join(parts) + (last or section())
    return f'<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>'


def story(kind: str, *parts: str) -> str:
    """Return a header, a footer or the footnotes."""
    tag = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}[kind]
    inner = "".join(parts)
    if kind == "footnotes":
        inner = f'<w:footnote w:id="1">{inner}</w:footnote>'
    return f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>'


def word_file(document: str, title: str = "", stories: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file: its main part, the title among its properties, its other stories."""
    stories = stories or {}
    shown = "".join(
        f'<w:{kind}Reference xmlns:r="{_OFFICE}" w:type="default" r:id="{kind}"/>'
        for kind in stories
        if kind != "footnotes"
    )
    document = document.replace("<w:sectPr>", f"<w:sectPr>{shown}")
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f"><dc:title>{title}</dc:title></cp:coreProperties>"
    )
    members = {
        "[Content_Types].xml": _content_types(stories),
        "_rels/.rels": _relations(
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core,
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{_OFFICE}/styles", "styles.xml"),
            *((kind, f"{_OFFICE}/{kind}", f"{kind}1.xml") for kind in stories),
        ),
        **{f"word/{kind}1.xml": text for kind, text in stories.items()},
    }
    return zipped({name: text.encode("utf-8") for name, text in members.items()})


def as_libreoffice_saves(file: bytes) -> bytes:
    """Return a Word file whose properties hang on the relation that LibreOffice writes."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    right, written = f"{_PACKAGE}/relationships", "officedocument/2006/relationships"
    wrong = f"http://schemas.openxmlformats.org/{written}"
    relations = members["_rels/.rels"].decode("utf-8")
    members["_rels/.rels"] = relations.replace(
        f"{right}/metadata/core-properties", f"{wrong}/metadata/core-properties"
    ).encode("utf-8")
    return zipped(members)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file of members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def settled(data: bytes) -> bytes:
    """Return a document with its last section as the body's own, through the whole tree."""
    members = read_members(data, "")
    main = "word/document.xml"
    return write_members({**members, main: last_section_lifted(members[main])})


def _content_types(stories: Mapping[str, str]) -> str:
    overrides = {
        "/docProps/core.xml": _CORE,
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        **{f"/word/{kind}1.xml": f"{_MAIN}.{kind}+xml" for kind in stories},
    }
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>'
            for name, kind in overrides.items()
        )
        + "</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
