"""Word's own numbering: what it prints before each paragraph."""

import pytest

from generator.reading.word.numbering import figure
from tests.reading.documents import lines, p, read, style


def level(
    depth: int,
    text: str,
    form: str = "decimal",
    inside: str = "",
    letters: str = "",
    start: int = 1,
) -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{inside}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (depth + 1)}" w:hanging="360"/>'
        f"</w:pPr><w:rPr>{letters}</w:rPr></w:lvl>"
    )


PLAN = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "%1.", "upperRoman")}{level(1, "%2.")}'
    f"{level(2, '%2.%3.')}{level(3, '%4)', 'lowerLetter')}</w:abstractNum>"
)


def num(number: int, abstract: int = 0, inside: str = "") -> str:
    """Return a list of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inside}</w:num>'


def item(depth: int, number: int = 1, more: str = "") -> str:
    """Return a paragraph of a list."""
    return p("x", (
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>{more}'
    ))  # fmt: skip


def markers(body: str, numbering: str, styles: str = "") -> list[str]:
    """Return what is printed before each paragraph."""
    return [line.marker for line in lines(read(body, numbering=numbering, styles=styles))]


def test_levels_count_and_begin_again_under_a_new_head() -> None:
    body = "".join(map(item, (0, 1, 2, 2, 3, 3, 1, 2, 0, 1, 2)))
    assert markers(body, PLAN + num(1)) == [
        "I.", "1.", "1.1.", "1.2.", "a)", "b)", "2.", "2.1.", "II.", "1.", "1.1.",
    ]  # fmt: skip


def test_a_level_may_count_on_under_a_new_head() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "%1.", "upperRoman")}'
        f"{level(1, '%2.', inside='<w:lvlRestart w:val=' + chr(34) + '0' + chr(34) + '/>')}"
        "</w:abstractNum>"
    )
    body = "".join(map(item, (0, 1, 1, 0, 1)))
    assert markers(body, numbering + num(1)) == ["I.", "1.", "2.", "II.", "3."]


def test_lists_of_one_definition_count_on_unless_told_to_begin() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item(0) + item(0, 2) + item(0, 3) + item(0, 3) + item(0, 1)
    found = markers(body, PLAN + num(1) + num(2) + num(3, inside=again))
    assert found == ["I.", "II.", "V.", "VI.", "VII."]


def test_a_list_may_write_a_level_its_own_way() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "Điều %1.")}</w:lvlOverride>'
    assert markers(item(0, 2), PLAN + num(2, inside=own)) == ["Điều 1."]


def test_a_head_that_was_skipped_counts_as_begun() -> None:
    assert markers(item(2) + item(2), PLAN + num(1)) == ["1.1.", "1.2."]


def test_decimals_may_be_asked_for_in_all_places() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "%1.", "upperRoman")}'
        f"{level(1, '%1.%2.', 'lowerLetter', '<w:isLgl/>')}</w:abstractNum>"
    )
    assert markers(item(0) + item(1), numbering + num(1)) == ["I.", "1.1."]


def test_styles_number_their_paragraphs() -> None:
    linked = '<w:pStyle w:val="Muc2"/>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "%1.", "upperRoman")}'
        f"{level(1, '%2.', inside=linked)}</w:abstractNum>" + num(4)
    )
    styles = style(
        "Muc1", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:ind w:left="10"/></w:pPr>'
    ) + style("Muc2", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>')
    first, second, third = lines(read(
        p("a", '<w:pStyle w:val="Muc1"/>') + p("b", '<w:pStyle w:val="Muc2"/>')
        + p("c", '<w:pStyle w:val="Muc2"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbering=numbering, styles=styles,
    ))  # fmt: skip
    assert [first.marker, second.marker, third.marker] == ["I.", "1.", ""]
    assert [first.left_indent, second.left_indent, third.left_indent] == [10, 1440, 0]


def test_a_list_may_stand_for_the_list_of_a_style() -> None:
    numbering = (
        PLAN
        + '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Ladder"/></w:abstractNum>'
        + num(1) + num(2, 7)
    )  # fmt: skip
    styles = style(
        "Ladder", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering"
    )
    assert markers(item(0, 2) + item(1, 2), numbering, styles) == ["I.", "1."]


def test_the_indent_of_a_list_gives_way_to_that_of_the_paragraph() -> None:
    body = item(0) + item(0, more='<w:ind w:left="55"/>')
    found = lines(read(body, numbering=PLAN + num(1)))
    assert [(x.left_indent, x.first_indent) for x in found] == [(720, -360), (55, -360)]


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("-", "Times New Roman", "-"),
        ("+", "", "+"),
        ("\uf02d", "Symbol", "-"),
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "•"),
        ("o", "Courier New", "•"),
        ("–", "Times New Roman", "–"),
        ("*", "Times New Roman", "*"),
    ],
)
def test_bullets_are_signs_a_person_types(sign: str, font: str, shown: str) -> None:
    letters = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, sign, "bullet", letters=letters)}'
        "</w:abstractNum>"
    )
    assert markers(item(0), numbering + num(1)) == [shown]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (3, "decimal", "3"), (3, "decimalZero", "03"), (4, "upperRoman", "IV"),
        (4, "lowerRoman", "iv"), (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"),
        (1, "none", ""), (0, "upperRoman", "0"), (5000, "upperRoman", "5000"), (7, "chicago", "7"),
        (11, "vietnameseCounting", "mười một"),
    ],
)  # fmt: skip
def test_figures_are_written_in_their_form(number: int, form: str, shown: str) -> None:
    assert figure(number, form) == shown


def test_a_list_that_is_not_there_prints_nothing() -> None:
    assert markers(item(0, 9) + item(8), PLAN + num(1) + num(3, 44)) == ["", ""]
    assert markers(item(0, 3), PLAN + num(3, 44)) == [""]


def test_a_deleted_paragraph_is_not_counted() -> None:
    gone = item(0, more="<w:rPr><w:del/></w:rPr>").replace("<w:r>", "<w:del><w:r>").replace(
        "</w:r></w:p>", "</w:r></w:del></w:p>"
    )  # fmt: skip
    assert markers(item(0) + gone + item(0), PLAN + num(1)) == ["I.", "II."]
