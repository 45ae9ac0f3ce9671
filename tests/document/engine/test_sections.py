"""Lifting the last section as text gives what lifting it in the whole tree gives."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.document.engine.sections import lifted
from generator.document.package import last_section_lifted
from tests.document.word import W, paragraph, section, table

OPENING = f'<w:body xmlns:w="{W}">'
END = f"<w:p><w:pPr><w:jc w:val='left'/>{section('landscape')}</w:pPr></w:p>"
PIECES = st.sampled_from(
    [
        paragraph("dòng"),
        table((paragraph("ô"),)),
        END,
        f'<w:p w:rsidR="1"><w:pPr>{section("landscape")}</w:pPr><w:r><w:t>chữ</w:t></w:r></w:p>',
        f"<w:p><w:pPr>{section()}</w:pPr><w:r><w:txbxContent><w:p/><w:p><w:r/></w:p>"
        "</w:txbxContent></w:r></w:p>",
        "<w:p/>",
        "<w:bookmarkEnd/>",
    ]
)
LASTS = st.sampled_from(
    [
        section(),
        "",
        "<w:sectPr/>",
        section().replace(
            "</w:sectPr>", f"<w:sectPrChange>{section()}</w:sectPrChange></w:sectPr>"
        ),
    ]
)


def _canonical(xml: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(xml), method="c14n"))


@given(st.lists(PIECES, max_size=5), LASTS)
def test_lifting_in_text_equals_lifting_in_the_tree(pieces: list[str], last: str) -> None:
    inner = f"{''.join(pieces)}{last}</w:body>"
    root = OPENING.replace("<w:body", "<w:document")
    made = f"{root}{lifted(f'<w:body>{inner}', OPENING)}</w:document>"
    expected = last_section_lifted(f"{root}<w:body>{inner}</w:document>".encode())
    assert _canonical(made.encode("utf-8")) == _canonical(expected)
