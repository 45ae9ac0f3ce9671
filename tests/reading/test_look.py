"""The look that applies: defaults, styles, themes, switches that turn round, direct formatting."""

import pytest

from generator.reading.sheet import Look, Spacing
from tests.reading.documents import lines, p, r, read, style

DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/>'
    "</w:rPr></w:style>"
)
BOLD = style("Bold", "<w:rPr><w:b/></w:rPr>", based="Normal")
STRONG = style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
THEME = (
    '<a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/>'
    '</a:dk1><a:accent1><a:srgbClr val="4472c4"/></a:accent1></a:clrScheme><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/><a:cs typeface=""/></a:majorFont><a:minorFont>'
    '<a:latin typeface="Calibri"/><a:cs typeface="Arial"/></a:minorFont></a:fontScheme>'
    "</a:themeElements>"
)


def look(run: str, paragraph: str = "", styles: str = DEFAULTS + NORMAL + BOLD + STRONG) -> Look:
    """Return the look of the first run of a paragraph."""
    sheet = read(p(run, paragraph), styles=styles, theme=THEME)
    return lines(sheet)[0].runs[0].look


def test_a_file_that_says_nothing_has_the_defaults_of_word() -> None:
    found = lines(read(p("a")))[0].runs[0].look
    assert (found.hansi, found.size, found.color) == ("Times New Roman", 20, "auto")


def test_fonts_of_the_theme_are_named() -> None:
    found = look(r("a"), styles=DEFAULTS)
    assert (found.ascii, found.hansi, found.complex) == ("Calibri", "Calibri", "Arial")
    assert found.size == 22


def test_a_style_covers_the_defaults_slot_by_slot() -> None:
    found = look(r("a"))
    assert (found.hansi, found.complex, found.size) == ("Times New Roman", "Arial", 28)


def test_a_font_of_the_theme_beats_one_named_beside_it() -> None:
    found = look(r("a", '<w:rFonts w:ascii="Arial" w:asciiTheme="majorHAnsi" w:hAnsi="Arial"/>'))
    assert (found.ascii, found.hansi) == ("Cambria", "Arial")


@pytest.mark.parametrize(
    ("paragraph", "run", "bold"),
    [
        ("", "", False),
        ("Bold", "", True),
        ("", '<w:rStyle w:val="Strong"/>', True),
        ("Bold", '<w:rStyle w:val="Strong"/>', False),
        ("Bold", '<w:rStyle w:val="Strong"/><w:b/>', True),
        ("Bold", '<w:b w:val="0"/>', False),
        ("Bold", '<w:b w:val="false"/>', False),
        ("Missing", "", False),
    ],
)
def test_bold_of_two_kinds_of_style_turns_round(paragraph: str, run: str, bold: bool) -> None:
    assert look(r("a", run), f'<w:pStyle w:val="{paragraph}"/>').bold is bold


def test_bold_of_a_style_and_its_parent_does_not_turn_round() -> None:
    child = style("Child", "<w:rPr><w:b/><w:i/></w:rPr>", based="Bold")
    found = look(r("a"), '<w:pStyle w:val="Child"/>', NORMAL + BOLD + child)
    assert (found.bold, found.italic) == (True, True)


def test_bold_by_default_stays_bold_through_styles() -> None:
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert look(r("a"), '<w:pStyle w:val="Bold"/>', defaults + BOLD).bold


def test_styles_that_are_based_on_each_other_in_a_ring_end() -> None:
    ring = style("A", "<w:rPr><w:b/></w:rPr>", based="B") + style("B", "", based="A")
    assert look(r("a"), '<w:pStyle w:val="B"/>', ring).bold


def test_other_properties_of_letters_are_read() -> None:
    found = look(r("a", (
        '<w:u w:val="single"/><w:strike/><w:smallCaps/><w:vertAlign w:val="superscript"/>'
        '<w:color w:val="ff0000"/><w:vanish/>'
    )))  # fmt: skip
    assert (found.underline, found.strike, found.capitals, found.raised) == (True,) * 4
    assert (found.color, found.hidden) == ("FF0000", True)


@pytest.mark.parametrize(
    ("color", "shown"),
    [
        ('<w:color w:val="auto"/>', "auto"),
        ('<w:color w:val="FF0000" w:themeColor="accent1"/>', "4472C4"),
        ('<w:color w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"/>', "2F5496"),
        ('<w:color w:val="123456" w:themeColor="text1"/>', "000000"),
        ('<w:color w:val="123456" w:themeColor="unknown"/>', "123456"),
    ],
)
def test_colours_of_the_theme_are_resolved(color: str, shown: str) -> None:
    assert look(r("a", color)).color == shown


def test_hidden_letters_are_kept_and_not_shown() -> None:
    (line,) = lines(read(p(r("thấy") + r("ẩn", "<w:vanish/>"))))
    assert line.text == "thấy"
    assert [run.text for run in line.runs] == ["thấy", "ẩn"]


def test_runs_of_one_look_are_one_run() -> None:
    (line,) = lines(read(p(r("Nghị ") + r("quyết") + r("!", "<w:b/>"))))
    assert [run.text for run in line.runs] == ["Nghị quyết", "!"]


def test_a_paragraph_is_set_by_defaults_style_and_itself() -> None:
    styles = DEFAULTS + style(
        "Body",
        '<w:pPr><w:jc w:val="both"/><w:spacing w:before="120"/><w:ind w:firstLine="720"/>'
        '<w:keepNext/><w:outlineLvl w:val="2"/></w:pPr>',
    )
    sheet = read(p("a", '<w:pStyle w:val="Body"/><w:ind w:left="100"/>'), styles=styles)
    (line,) = lines(sheet)
    assert line.style == "Body"
    assert (line.align, line.first_indent, line.left_indent) == ("both", 720, 100)
    assert line.spacing == Spacing(120, 160, 259, "multiple")
    assert (line.keep_next, line.outline) == (True, 3)


@pytest.mark.parametrize(
    ("spacing", "expected"),
    [
        ('w:line="360" w:lineRule="exact"', Spacing(0, 0, 360, "exact")),
        ('w:line="300" w:lineRule="atLeast"', Spacing(0, 0, 300, "at-least")),
        ('w:line="360"', Spacing(0, 0, 360, "multiple")),
        ('w:before="0" w:beforeAutospacing="1"', Spacing(280, 0)),
        ('w:before="6pt" w:after="0.5cm"', Spacing(120, 283)),
        ('w:before="x" w:after="99999999999"', Spacing()),
    ],
)
def test_spacing_is_read_with_its_rule(spacing: str, expected: Spacing) -> None:
    (line,) = lines(read(p("a", f"<w:spacing {spacing}/>")))
    assert line.spacing == expected


def test_hanging_indents_are_negative() -> None:
    (line,) = lines(read(p("a", '<w:ind w:start="720" w:hanging="360" w:firstLine="100"/>')))
    assert (line.left_indent, line.first_indent) == (720, -360)


def test_space_between_paragraphs_of_one_style_is_left_out_where_asked() -> None:
    styles = style(
        "List", '<w:pPr><w:spacing w:before="60" w:after="80"/><w:contextualSpacing/></w:pPr>'
    )
    item = p("a", '<w:pStyle w:val="List"/>')
    spaces = [(x.spacing.before, x.spacing.after) for x in lines(read(
        p("trước") + item + item + item + p("sau"), styles=styles
    ))]  # fmt: skip
    assert spaces == [(0, 0), (60, 0), (0, 0), (0, 80), (0, 0)]


def test_headings_have_their_level_by_name_too() -> None:
    styles = style("heading 2", "")
    (line,) = lines(read(p("a", '<w:pStyle w:val="heading2"/>'), styles=styles))
    assert (line.style, line.outline) == ("Heading 2", 2)


def test_borders_below_and_page_breaks_are_told() -> None:
    border = '<w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr>'
    first, second, third, fourth = lines(read(
        p("a", border) + p("b", "<w:pageBreakBefore/>") + p('<w:r><w:br w:type="page"/></w:r>')
        + p("<w:r><w:lastRenderedPageBreak/><w:t>c</w:t></w:r>")
    ))  # fmt: skip
    assert (first.border_below, second.breaks, third.breaks, fourth.breaks) == (True,) * 3 + (
        False,
    )
