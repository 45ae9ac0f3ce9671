"""Field values are read from Vietnamese text without guessing, and written back as typed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.plan.fields import (
    AgencyIds,
    Date,
    DayOfPeriod,
    Due,
    Figure,
    Flag,
    Identifier,
    Line,
    Number,
    Range,
    Text,
    Whole,
    Year,
)
from generator.vietnamese import DayMonth, format_number

amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2,
                      min_value=-(10**9), max_value=10**9)  # fmt: skip


def read(kind: Any, typed: object) -> Any:
    """Return what a field of a kind makes of what was typed."""
    return TypeAdapter(kind).validate_python(typed)


def fault(kind: Any, typed: object) -> str:
    """Return the first kind of fault that a field finds in what was typed."""
    with pytest.raises(ValidationError) as refusal:
        read(kind, typed)
    return refusal.value.errors()[0]["type"]


def written(kind: Any, value: object) -> object:
    """Return a value as a plan file would state it again."""
    return TypeAdapter(kind).dump_python(value, mode="json")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Number, "1.500.000", Decimal(1_500_000)),
        (Number, "1,95", Decimal("1.95")),
        (Number, "-0,55", Decimal("-0.55")),
        (Whole, "05", 5),
        (Whole, "1.012", 1012),
        (Whole, "7,00", 7),
        (Year, "2027", 2027),
        (Date, "09/12/2022", date(2022, 12, 9)),
        (Date, "2022-12-09", date(2022, 12, 9)),
        (DayOfPeriod, "14/12", DayMonth(14, 12)),
        (DayOfPeriod, "9/1/2027", date(2027, 1, 9)),
        (Due, "30/9/2027", date(2027, 9, 30)),
        (Due, "quý IV", "quý IV"),
        (Due, "thường xuyên", "thường xuyên"),
        (Due, "14/12", "14/12"),
        (AgencyIds, "labour", ("labour",)),
        (AgencyIds, ["labour", "finance"], ("labour", "finance")),
        (Flag, True, True),
        (Line, "05", "05"),
        (Text, "1.000", "1.000"),
        (Identifier, "da-2_a", "da-2_a"),
    ],
)
def test_a_value_is_what_a_vietnamese_reader_sees(kind: Any, typed: object, value: object) -> None:
    assert read(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (Number, "1.5", "number"),
        (Number, "1,000.5", "number"),
        (Number, "năm", "number"),
        (Number, "NaN", "number"),
        (Number, "1e5", "number"),
        (Whole, "1,5", "whole"),
        (Whole, "0", "greater_than_equal"),
        (Whole, "-3", "greater_than_equal"),
        (Whole, "100.000", "less_than_equal"),
        (Year, "1900", "greater_than_equal"),
        (Year, "20270", "less_than_equal"),
        (Year, "2022-2025", "number"),
        (Date, "31/02/2022", "impossible_date"),
        (Date, "2023-02-29", "impossible_date"),
        (Date, "9/12", "date"),
        (Date, "09/12/22", "date"),
        (Date, "1640995200", "date"),
        (DayOfPeriod, "31/11", "impossible_date"),
        (DayOfPeriod, "31/11/2022", "impossible_date"),
        (DayOfPeriod, "14-12", "day_month"),
        (DayOfPeriod, "ngày mai", "day_month"),
        (Due, "31/02/2027", "impossible_date"),
        (Flag, "true", "bool_type"),
        (Flag, "yes", "bool_type"),
        (Flag, "1", "bool_type"),
        (Line, "", "string_too_short"),
        (Line, "x" * 2_001, "string_too_long"),
        (Text, "x" * 20_001, "string_too_long"),
        (Line, True, "string_type"),
        (Text, None, "string_type"),
        (AgencyIds, "Phòng Lao động", "string_pattern_mismatch"),
    ],
)
def test_what_cannot_be_read_has_its_own_kind_of_fault(kind: Any, typed: object, code: str) -> None:
    assert fault(kind, typed) == code


@pytest.mark.parametrize("kind", [Number, Whole, Year, Figure, Date, DayOfPeriod])
@pytest.mark.parametrize("typed", [True, False, [], {}])
def test_true_and_false_and_groups_are_no_number_and_no_day(kind: Any, typed: object) -> None:
    assert fault(kind, typed)


@pytest.mark.parametrize("typed", ["a", "0", "sinh-ke", "qd-90", "x" * 64])
def test_an_identifier_is_small_letters_digits_and_dashes(typed: str) -> None:
    assert read(Identifier, typed) == typed


@pytest.mark.parametrize("typed", ["", "Sinh-ke", "sinh kế", "-a", "_a", "x" * 65, "a.b", "a\n",
                                   "\u0663", "á"])  # fmt: skip
def test_anything_else_is_no_identifier(typed: str) -> None:
    assert fault(Identifier, typed) == "string_pattern_mismatch"


@pytest.mark.parametrize(
    ("typed", "low", "high", "sign", "again"),
    [
        ("90", "90", "90", "", "90"),
        ("1,95", "1.95", "1.95", "", "1,95"),
        ("2,50", "2.50", "2.50", "", "2,50"),
        ("1.012", "1012", "1012", "", "1.012"),
        ("-0,55", "-0.55", "-0.55", "", "-0,55"),
        ("\u22120,55", "-0.55", "-0.55", "", "-0,55"),
        ("≥ 90", "90", "90", "≥", "≥ 90"),
        (">=90", "90", "90", "≥", "≥ 90"),
        ("< 1,2", "1.2", "1.2", "<", "< 1,2"),
        ("<= 1,2", "1.2", "1.2", "≤", "≤ 1,2"),
        ("> 5", "5", "5", ">", "> 5"),
        ("0,6 - 0,7", "0.6", "0.7", "", "0,6 - 0,7"),
        ("0,6 – 0,7", "0.6", "0.7", "", "0,6 - 0,7"),
        ("-0,6 - 0,7", "-0.6", "-0.7", "", "-0,6 - -0,7"),
    ],
)
def test_a_figure_keeps_its_bound_its_span_and_its_decimals(
    typed: str, low: str, high: str, sign: str, again: str
) -> None:
    figure = read(Figure, typed)
    assert (str(figure.low), str(figure.high), figure.sign) == (low, high, sign)
    assert str(figure) == written(Figure, figure) == again


@pytest.mark.parametrize("typed", ["", "≥", "khoảng 5", "5%", "5 -", "- 5", "5 - 6 - 7", "1.5",
                                   "≥ 1.5", "0,6 - x", "= 5", "≈ 5"])  # fmt: skip
def test_a_figure_that_is_not_understood_is_no_number(typed: str) -> None:
    assert fault(Figure, typed) == "number"


@pytest.mark.parametrize("typed", ["0,6-0,7", "0,6–0,7", "15-20"])
def test_a_span_typed_without_spaces_is_the_same_span(typed: str) -> None:
    low, high = typed.replace("–", "-").split("-")
    assert str(read(Figure, typed)) == f"{low} - {high}"


@given(amounts, amounts, st.sampled_from(["", "<", "≤", ">", "≥"]))
def test_a_figure_survives_being_written_and_read_again(
    low: Decimal, high: Decimal, sign: str
) -> None:
    assume((low < 0) == (high < 0) and abs(low) != abs(high))
    low, high = sorted((low, high), key=abs)
    assert read(Figure, str(Range(low, high))) == Range(low, high)
    bound = read(Figure, f"{sign} {format_number(low)}".strip())
    assert read(Figure, str(bound)) == bound
    assert bound.exact == (None if sign else low)


@given(st.one_of(amounts.map(format_number), st.text(max_size=15)))
def test_any_text_is_a_figure_or_is_refused(typed: str) -> None:
    try:
        figure = read(Figure, typed)
    except ValidationError:
        assert fault(Figure, typed) == "number"
    else:
        assert read(Figure, str(figure)) == figure


@pytest.mark.parametrize(
    ("kind", "typed", "again"),
    [
        (Number, "1500000", "1.500.000"),
        (Number, "1,950", "1,950"),
        (Date, "9-1-2027", "09/01/2027"),
        (DayOfPeriod, "9/1", "09/01"),
        (DayOfPeriod, "2027-12-09", "09/12/2027"),
        (Figure, ">= 1000", "≥ 1.000"),
    ],
)
def test_a_value_is_written_back_in_vietnamese_and_reads_the_same(
    kind: Any, typed: str, again: str
) -> None:
    value = read(kind, typed)
    assert written(kind, value) == again
    assert read(kind, again) == value


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_written_back_as_that_day(day: date) -> None:
    for kind in (Date, DayOfPeriod, Due):
        again = written(kind, read(kind, day.isoformat()))
        assert read(kind, again) == day


def test_a_due_date_is_written_back_day_first_as_every_date_is() -> None:
    assert written(Due, read(Due, "09/12/2027")) == "09/12/2027"
