"""Numbers: what a Vietnamese reader writes is read without guessing and printed without loss."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.vietnamese import (
    format_money,
    format_number,
    format_percent,
    number_words,
    parse_number,
)

WORDS = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    999: "chín trăm chín mươi chín",
    1_000: "một nghìn",
    1_005: "một nghìn không trăm linh năm",
    1_010: "một nghìn không trăm mười",
    1_105: "một nghìn một trăm linh năm",
    10_000: "mười nghìn",
    15_000: "mười lăm nghìn",
    21_021: "hai mươi mốt nghìn không trăm hai mươi mốt",
    100_001: "một trăm nghìn không trăm linh một",
    1_000_000: "một triệu",
    2_000_005: "hai triệu không trăm linh năm",
    2_005_000: "hai triệu không trăm linh năm nghìn",
    1_000_000_000: "một tỷ",
    1_000_000_005: "một tỷ không trăm linh năm",
    1_234_567_891: "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm"
    " chín mươi mốt",
    15_000_000_000: "mười lăm tỷ",
    10**12: "một nghìn tỷ",
    10**15: "một triệu tỷ",
}
_DIGITS = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
           "tám": 8, "chín": 9, "mốt": 1, "tư": 4, "lăm": 5}  # fmt: skip
_SCALES = {"nghìn": 10**3, "triệu": 10**6}

exact = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12),
                    max_value=10**12)  # fmt: skip
whole = st.integers(min_value=0, max_value=10**18 - 1)


def heard(words: str) -> int:
    """Return the number that someone hears who is told these words."""
    total = group = 0
    for word in words.split():
        if word in _SCALES:
            total, group = total + group * _SCALES[word], 0
        elif word == "tỷ":
            total, group = (total + group) * 10**9, 0
            return total + heard(words.split("tỷ", 1)[1])
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group += group % 100 % 10 * 9
        elif word == "mười":
            group += 10
        elif word != "linh":
            group += _DIGITS[word]
    return total + group


@pytest.mark.parametrize(("number", "words"), WORDS.items())
def test_a_whole_number_is_read_out_as_a_vietnamese_reads_it(number: int, words: str) -> None:
    assert number_words(number) == words
    assert number_words(Decimal(number)) == words


@given(whole)
def test_the_words_of_a_number_are_heard_as_that_number(number: int) -> None:
    assert heard(number_words(number)) == number


@given(whole)
def test_number_words_are_composed_letters_without_doubled_spaces(number: int) -> None:
    words = number_words(number)
    assert words == unicodedata.normalize("NFC", " ".join(words.split()))


def test_a_negative_number_is_read_with_am_and_a_whole_decimal_without_its_zeros() -> None:
    assert number_words(-15) == "âm mười lăm"
    assert number_words(Decimal("5.00")) == "năm"
    assert number_words(Decimal("1E+3")) == "một nghìn"


@pytest.mark.parametrize("value", [Decimal("1.5"), Decimal("0.1"), 10**18, -(10**18),
                                   Decimal("NaN"), Decimal("Infinity")])  # fmt: skip
def test_what_has_no_words_is_refused(value: Decimal | int) -> None:
    with pytest.raises(ValueError, match=r".+"):
        number_words(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("5", "5"),
        ("05", "5"),
        ("366", "366"),
        ("1000", "1000"),
        ("1.000", "1000"),
        ("1.012", "1012"),
        ("12.345.678", "12345678"),
        ("1,95", "1.95"),
        ("0,10", "0.10"),
        ("1.234,50", "1234.50"),
        ("-0,55", "-0.55"),
        ("\u22120,55", "-0.55"),
        ("+3", "3"),
        ("  7 ", "7"),
    ],
)
def test_a_number_in_vietnamese_writing_keeps_its_value_and_its_decimals(
    text: str, value: str
) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", ",", ".", "1.5", "1,000.5", "1.00", "1.0000", "1..000", "10.00.000", "1,", ",5",
     "1.", "1,2,3", "1e5", "0x10", "1_000", "1 000", "1/2", "5%", "nan", "NaN", "inf", "Infinity",
     "--5", "năm", "1\n2"],
)  # fmt: skip
def test_what_two_readers_could_read_in_two_ways_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_number(text)


@pytest.mark.parametrize("text", ["0.500", "0.001", "00.500", "007.000", "-0.550"])
def test_thousands_do_not_begin_with_a_zero_so_that_a_fraction_is_not_taken_for_them(
    text: str,
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_number(text)


@pytest.mark.parametrize("text", ["1\u00a05", "12\u00a034", "1,5\u00a00"])
def test_two_numbers_beside_each_other_are_not_joined_into_one(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_number(text)


@pytest.mark.parametrize("text", ["\u0663", "\uff15", "\u0967\u0968"])
def test_the_digits_of_other_scripts_are_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_number(text)


def test_a_number_longer_than_any_plan_needs_is_refused_and_not_computed() -> None:
    with pytest.raises(ValueError, match=r"9+"):
        parse_number("9" * 100_000)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1.000"),
        (-1_234_567, "-1.234.567"),
        (Decimal("1.95"), "1,95"),
        (Decimal("2.50"), "2,50"),
        (Decimal("5.000"), "5,000"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("1E-7"), "0,0000001"),
        (Decimal("0.1") + Decimal("0.2"), "0,3"),
    ],
)
def test_a_number_is_printed_with_dots_for_thousands_and_a_comma_for_decimals(
    value: Decimal | int, text: str
) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize("text", ["0.5", "1.5", "2.5", "2.675", "0.125", "1.005", "9.995"])
def test_printing_never_rounds_a_half_up_or_down(text: str) -> None:
    assert format_number(Decimal(text)) == text.replace(".", ",")


@given(exact)
def test_a_number_survives_being_printed_and_read_again_with_all_its_decimals(
    value: Decimal,
) -> None:
    again = parse_number(format_number(value))
    assert again == value
    assert again.as_tuple().exponent == value.as_tuple().exponent


@given(st.text("0123456789", min_size=1, max_size=30), st.integers(0, 10))
def test_every_number_that_can_be_read_can_be_printed_exactly(digits: str, decimals: int) -> None:
    written = (f"{digits},{'7' * decimals}" if decimals else digits)[-30:].strip(",")
    printed = format_number(parse_number(written))
    head, _, tail = written.partition(",")
    assert printed.replace(".", "") == (head.lstrip("0") or "0") + (f",{tail}" if tail else "")


@pytest.mark.parametrize("write", [format_number, format_percent, format_money, number_words])
@pytest.mark.parametrize("value", [1.95, 0.1 + 0.2, True, "5", None])
def test_what_is_no_exact_number_is_never_printed(write: Callable[..., str], value: object) -> None:
    with pytest.raises(TypeError):
        write(value)


@pytest.mark.parametrize("write", [format_number, format_percent, format_money])
@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")])
def test_nan_and_infinity_are_never_printed(write: Callable[..., str], value: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        write(value)


def test_a_percentage_and_an_amount_carry_their_unit() -> None:
    assert format_percent(Decimal("1.95")) == "1,95%"
    assert format_percent(100) == "100%"
    assert format_money(1_500_000) == "1.500.000 đồng"
    assert format_money(Decimal("12.5"), "triệu đồng") == "12,5 triệu đồng"
