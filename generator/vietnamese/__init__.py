"""Numbers, dates, words and letters as a Vietnamese official document writes them."""

from generator.vietnamese.dates import (
    DayMonth,
    format_date,
    format_date_words,
    format_day_month,
    parse_date,
    parse_day_month,
)
from generator.vietnamese.letters import (
    capital,
    collation_key,
    folded,
    lower_first,
    nfc,
    point_letter,
    roman,
)
from generator.vietnamese.numbers import (
    format_money,
    format_number,
    format_percent,
    number_words,
    parse_number,
)

__all__ = [
    "DayMonth",
    "capital",
    "collation_key",
    "folded",
    "format_date",
    "format_date_words",
    "format_day_month",
    "format_money",
    "format_number",
    "format_percent",
    "lower_first",
    "nfc",
    "number_words",
    "parse_date",
    "parse_day_month",
    "parse_number",
    "point_letter",
    "roman",
]
