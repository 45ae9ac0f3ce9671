"""Every part of the package: the document, and what stands around it."""

from collections.abc import Mapping

from templates.builder.document import document_part
from templates.builder.form import Form
from templates.builder.styles import styles_part
from templates.builder.wordml import DECLARATION, OFFICE, node, root, run

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PART_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "word/document.xml": f"{WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{WORD_TYPE}.settings+xml",
    "word/fontTable.xml": f"{WORD_TYPE}.fontTable+xml",
    "word/header1.xml": f"{WORD_TYPE}.header+xml",
    "word/header2.xml": f"{WORD_TYPE}.header+xml",
}
PACKAGE_RELATIONS = {
    "document": (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
    "core": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    "app": (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
}
DOCUMENT_RELATIONS = {
    "styles": (f"{OFFICE}/relationships/styles", "styles.xml"),
    "settings": (f"{OFFICE}/relationships/settings", "settings.xml"),
    "fonts": (f"{OFFICE}/relationships/fontTable", "fontTable.xml"),
    "numbered": (f"{OFFICE}/relationships/header", "header1.xml"),
    "unnumbered": (f"{OFFICE}/relationships/header", "header2.xml"),
}
COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def package_parts(form: Form, title: str) -> dict[str, str]:
    """Return every part of a template as XML, by its name in the package."""
    return {
        "[Content_Types].xml": content_types_part(),
        "_rels/.rels": relations_part(PACKAGE_RELATIONS),
        "docProps/core.xml": core_part(form, title),
        "docProps/app.xml": app_part(form),
        "word/document.xml": document_part(form),
        "word/_rels/document.xml.rels": relations_part(DOCUMENT_RELATIONS),
        "word/styles.xml": styles_part(form),
        "word/settings.xml": settings_part(form),
        "word/fontTable.xml": fonts_part(form),
        "word/header1.xml": header_part(form, node("fldSimple", run("2"), instr=" PAGE ")),
        "word/header2.xml": header_part(form),
    }


def content_types_part() -> str:
    """Return the type of every part."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in PART_TYPES.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS_TYPE}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )


def relations_part(relations: Mapping[str, tuple[str, str]]) -> str:
    """Return the relationships of a part; a value is the type and the target."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in relations.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def core_part(form: Form, title: str) -> str:
    """Return the properties of the document, to be filled in with each plan.

    `safe`, because docxtpl takes their text out of the XML and puts it back, escaping it itself.
    """
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ document.title|safe }}</dc:title>"
        "<dc:subject>{{ document.subject|safe }}</dc:subject>"
        "<dc:creator>{{ document.author|safe }}</dc:creator>"
        "<dc:description/><dc:identifier/>"
        f"<dc:language>{form.tree['fonts']['language']}</dc:language>"
        f"<cp:category>{title}</cp:category></cp:coreProperties>"
    )


def app_part(form: Form) -> str:
    """Return the name of the program and the standard that the template follows."""
    return (
        f'{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties">'
        f"<Template>{form.tree['id']}</Template><Application>kehoach</Application></Properties>"
    )


def settings_part(form: Form) -> str:
    """Return the settings: the layout rules of Word 2013 and later, the decimal comma."""
    uri = "http://schemas.microsoft.com/office/word"
    rules = (node("compatSetting", name=name, uri=uri, val=value)
             for name, value in COMPATIBILITY.items())  # fmt: skip
    return root(
        "settings",
        node("zoom", percent=100),
        node("defaultTabStop", val=720),
        node("characterSpacingControl", val="doNotCompress"),
        node("compat", *rules),
        node("themeFontLang", val=form.tree["fonts"]["language"]),
        node("decimalSymbol", val=","),
        node("listSeparator", val=";"),
    )


def fonts_part(form: Form) -> str:
    """Return the font table; 163 is the Vietnamese character set."""
    entry = node(
        "font",
        node("panose1", val="02020603050405020304"),
        node("charset", val="A3"),
        node("family", val="roman"),
        node("pitch", val="variable"),
        name=form.tree["fonts"]["name"],
    )
    return root("fonts", entry)


def header_part(form: Form, *runs: str) -> str:
    """Return a header of one line."""
    return root("hdr", form.line("page-number", *runs))
