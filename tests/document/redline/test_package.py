"""What the earlier document needs comes with what is deleted; nothing of the later is lost."""

import zipfile
from io import BytesIO

from lxml import etree

from tests.document.redline.test_redline import compared
from tests.document.redline.tracked import main_part, settled, w
from tests.document.word import body, paragraph, word_file, zipped

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = f'<w:p><w:r><w:pict xmlns:r="{R}"><r:mark r:embed="logo"/></w:pict></w:r></w:p>'
LINK = (
    f'<w:p><w:hyperlink xmlns:r="{R}" r:id="site"><w:r><w:t>trang tin</w:t></w:r></w:hyperlink>'
    "</w:p>"
)
RELATION = '<Relationship Id="{}" Type="{}/{}" Target="{}"{}/>'


def members(document: bytes) -> dict[str, bytes]:
    """Return the members of a document."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_relation(document: bytes, relation: str, picture: bytes = b"") -> bytes:
    """Return a document whose main part has another relation, and the picture it leads to."""
    parts = members(document)
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    if picture:
        parts["word/media/logo.png"] = picture
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"<Default", b'<Default Extension="png" ContentType="image/png"/><Default', 1
        )
    return zipped(parts)


def logo(picture: bytes) -> bytes:
    """Return a document with a picture."""
    relation = RELATION.format("logo", R, "image", "media/logo.png", "")
    return with_relation(word_file(body(PICTURE, paragraph("cuối"))), relation, picture)


def targets(document: bytes) -> dict[str, str]:
    """Return where the relations of the main part lead."""
    root = etree.fromstring(members(document)["word/_rels/document.xml.rels"])
    return {str(r.get("Id")): str(r.get("Target")) for r in root}


def test_a_deleted_picture_keeps_its_own_bytes() -> None:
    made = compared(logo(b"old"), word_file(body(paragraph("cuối"))))
    (mark,) = main_part(made).iter(f"{{{R}}}mark")
    target = targets(made)[str(mark.get(f"{{{R}}}embed"))]
    assert members(made)[f"word/{target}"] == b"old"
    assert b'Extension="png"' in members(made)["[Content_Types].xml"]


def test_two_pictures_of_one_name_are_both_kept() -> None:
    made = compared(logo(b"old"), logo(b"new"))
    found = [
        members(made)[f"word/{targets(made)[str(mark.get(f'{{{R}}}embed'))]}"]
        for mark in main_part(made).iter(f"{{{R}}}mark")
    ]
    assert found == [b"old", b"new"]


def test_the_same_picture_is_no_change_and_comes_once() -> None:
    made = compared(logo(b"same"), logo(b"same"))
    assert [name for name in members(made) if "media" in name] == ["word/media/logo.png"]
    assert list(main_part(made).iter(w("ins"), w("del"))) == []


def test_a_deleted_link_has_its_mark_inside() -> None:
    outside = ' TargetMode="External"'
    relation = RELATION.format("site", R, "hyperlink", "https://example.vn", outside)
    before = with_relation(word_file(body(LINK, paragraph("cuối"))), relation)
    made = compared(before, word_file(body(paragraph("cuối"))))
    (link,) = main_part(made).iter(w("hyperlink"))
    assert [child.tag for child in link] == [w("del")]
    assert targets(made)[str(link.get(f"{{{R}}}id"))] == "https://example.vn"
    assert settled(made, "reject") == [": trang tin", "Normal: cuối"]


def test_a_style_that_only_the_earlier_document_has_comes_with_its_paragraphs() -> None:
    old = members(word_file(body(paragraph("mất", "Rieng"), paragraph("cuối"))))
    style = b'<w:style w:type="paragraph" w:default="1" w:styleId="Rieng"/></w:styles>'
    old["word/styles.xml"] = old["word/styles.xml"].replace(b"</w:styles>", style)
    made = compared(zipped(old), word_file(body(paragraph("cuối"))))
    styles = etree.fromstring(members(made)["word/styles.xml"])
    (came,) = [s for s in styles if s.get(w("styleId")) == "Rieng"]
    assert came.get(w("default")) is None


def test_content_controls_are_compared_by_what_they_hold() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    before = word_file(body(control.format(paragraph("một hai ba")), paragraph("cuối")))
    after = word_file(body(control.format(paragraph("một ba")), paragraph("cuối")))
    made = compared(before, after)
    assert settled(made, "reject") == ["Normal: một hai ba", "Normal: cuối"]
    assert settled(made, "accept") == ["Normal: một ba", "Normal: cuối"]
