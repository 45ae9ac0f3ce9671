"""The rules under letterhead and title: lines as long as a share of the text above them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.document.standard import standard
from generator.document.strokes import EMU_PER_POINT, rule_under, stroke, wrapped

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
POINTS_PER_MM = 72 / 25.4
WIDE = 10_000.0
WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyệữẫỘ-,;0123456789", min_size=1, max_size=12)


def _length(run: str) -> float:
    """Return the length of a drawn line, in points."""
    root = etree.fromstring(str(run).encode("utf-8"))
    (extent,) = root.iter(f"{WP}extent")
    (shape,) = root.iter(f"{A}ext")
    assert extent.get("cx") == shape.get("cx")
    assert extent.get("cy") == shape.get("cy") == "0"
    return int(extent.get("cx", "")) / EMU_PER_POINT


@given(st.floats(0, 500))
def test_a_stroke_is_a_black_line_of_the_length_asked(points: float) -> None:
    run = stroke(points)
    assert _length(run) == pytest.approx(points, abs=0.001)
    root = etree.fromstring(str(run).encode("utf-8"))
    assert [color.get("val") for color in root.iter(f"{A}srgbClr")] == ["000000"]
    assert [geometry.get("prst") for geometry in root.iter(f"{A}prstGeom")] == ["line"]


def test_letters_are_as_wide_as_those_of_times_new_roman() -> None:
    (width,) = wrapped("motto", "Độc lập - Tự do - Hạnh phúc", WIDE)
    assert width / POINTS_PER_MM == pytest.approx(60.5, abs=0.5)


@given(st.lists(WORDS, min_size=1, max_size=30))
def test_a_text_wider_than_the_measure_fills_lines_none_of_which_is_wider(words: list[str]) -> None:
    measure = 150.0
    longest_word = max(next(iter(wrapped("subject", word, WIDE))) for word in words)
    lines = list(wrapped("subject", " ".join(words), measure))
    (whole,) = wrapped("subject", " ".join(words), WIDE)
    (space,) = wrapped("subject", "\u00a0", WIDE)
    assert max(lines) <= max(measure, longest_word)
    assert sum(lines) + space * (len(lines) - 1) == pytest.approx(whole)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_a_line_break_begins_a_new_line_and_spaces_at_the_ends_count_for_nothing(
    words: list[str],
) -> None:
    lines = list(wrapped("subject", "\n".join(f"  {word} " for word in words), WIDE))
    assert lines == [next(iter(wrapped("subject", word, WIDE))) for word in words]


def test_a_hard_space_never_ends_a_line() -> None:
    (wide,) = wrapped("subject", "năm\u00a02027", 10.0)
    assert [*wrapped("subject", "năm 2027", 10.0)] != [wide]


def test_a_letter_of_another_script_has_a_width_too() -> None:
    (width,) = wrapped("subject", "漢🏡", WIDE)
    assert width > 0


@pytest.mark.parametrize("key", ["issuer", "subject", "appendix-attached"])
def test_a_rule_is_the_share_that_the_standard_asks_of_the_last_line_in_whole_points(
    key: str,
) -> None:
    text = "Giảm nghèo bền vững\ntrên địa bàn xã"
    *_, last = wrapped(key, text, WIDE)
    length = _length(rule_under(key, text, 10_000))
    assert length == round(last * standard().rule_share(key))
    assert 0 < length < last
