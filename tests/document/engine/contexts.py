"""Contexts for the small templates: ordinary values, hostile ones, and docxtpl's own objects."""

from collections.abc import Callable, Mapping
from typing import Any

from docxtpl import Listing, RichText, RichTextParagraph
from markupsafe import Markup

from tests.document.word import W

ROW_TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='10'/></w:tblGrid><w:tr><w:tc><w:p/></w:tc>"
    "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
)
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DRAWING = (
    f'<w:drawing><wp:inline xmlns:wp="{WP}"><wp:docPr id="1" name="a"/></wp:inline></w:drawing>'
)
ODD_DRAWING = (
    f"<w:drawing><x:inline xmlns:x='{WP}'><x:docPr name='id=\"5\"' id='1'/></x:inline></w:drawing>"
)
OTHER_PREFIX = f'<x:tab xmlns:x="{W}" x:val="1"/>'
HOSTILE = (
    "Sở A & <B> \"C\" 'D' {{ x }} {% y %} {# z #} ]]> &amp; 100% </w:t></w:r> {_{ %_} \r\n \t!"
)
BREAKS = "một\nhai\tba\nbốn"
PAGES = "một\ahai\fba\tbốn\n"
ORDINARY: dict[str, Any] = {
    "text": "Nội dung", "number": 12, "yes": True, "no": False, "none": "",
    "lines": ["một", "hai", "ba"], "rows": [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}],
    "columns": ["A", "B", "C"], "span": 2, "color": "FF0000",
    "items": {"items": "không phải hàm", "keys": 1, "name": "tên"},
}  # fmt: skip


def _with(text: str) -> dict[str, Any]:
    """Return the ordinary context with a text wherever it has one."""
    return ORDINARY | {
        "text": text, "lines": [text, text], "rows": [{"a": text, "b": text}] * 2,
        "columns": [text] * 3,
    }  # fmt: skip


CONTEXTS: dict[str, Callable[[], Mapping[str, Any]]] = {
    "ordinary": lambda: ORDINARY,
    "hostile": lambda: _with(HOSTILE),
    "breaks": lambda: _with(BREAKS),
    "pages": lambda: _with(PAGES),
    "empty": lambda: _with("") | {"lines": [], "rows": [], "columns": []},
    "illegal": lambda: _with("trước\x01\x0b\x1fsau"),
    "bare ampersand": lambda: _with("A & B"),
    "bare tag": lambda: _with("a <b> c"),
    "wide": lambda: ORDINARY | {"columns": list("ABCDEFGH"), "span": 5},
    "one": lambda: ORDINARY | {"columns": ["A"], "rows": [{"a": "1", "b": "2"}]},
    "numbers": lambda: ORDINARY | {"text": 1.5, "lines": [1, None, True, 2.0]},
    "rich": lambda: ORDINARY | {"text": _rich(), "lines": [_rich(), RichText("x\ny\tz\aw\fv")]},
    "listing": lambda: ORDINARY | {"text": Listing("a\nb <c> & d\te\af\fg"), "lines": [Listing(5)]},
    "markup": lambda: ORDINARY | {"text": Markup("a &amp; b"), "lines": [Markup("<w:tab/>")]},
    "markup broken": lambda: ORDINARY | {"text": Markup("a & b <i>"), "lines": [Markup("</w:t>")]},
    "markup across": lambda: (
        ORDINARY
        | {"text": Markup("a</w:t></w:r></w:p>\n<w:p><w:r><w:t>b"), "lines": ["x\n", "y\n"]}
    ),
    "markup tables": lambda: ORDINARY | {"text": Markup(ROW_TABLE), "lines": [Markup(ROW_TABLE)]},
    "markup drawing": lambda: ORDINARY | {"text": Markup(DRAWING), "lines": [Markup(DRAWING)] * 3},
    "markup odd drawing": lambda: (
        ORDINARY | {"text": Markup(ODD_DRAWING), "lines": [Markup(ODD_DRAWING)] * 2}
    ),
    "markup other prefix": lambda: (
        ORDINARY | {"text": Markup(OTHER_PREFIX), "lines": [Markup(OTHER_PREFIX)] * 2}
    ),
    "paragraphs": lambda: (
        ORDINARY | {"text": _paragraphs(), "lines": ["x\n", _paragraphs(), "\n", _paragraphs()]}
    ),
}


def _rich() -> RichText:
    rich = RichText("đậm & <nghiêng>", bold=True, italic=True, color="#ff0000", size=28)
    rich.add("thường\nxuống dòng\ttab", underline="dash", font="eastAsia:Thời")
    rich.add(RichText(" chồng "), style="Normal")
    rich.add(7, superscript=True, highlight="#ffff00", strike=True, lang="vi-VN", rtl=True)
    return rich


def _paragraphs() -> RichTextParagraph:
    made = RichTextParagraph()
    made.add("một & hai", parastyle="Normal")
    made.add(RichText("ba\nbốn", bold=True))
    return made
