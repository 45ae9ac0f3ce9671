"""The kinds of value a plan field can hold, read from Vietnamese text without guessing."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

from generator.vietnamese import (
    DayMonth,
    format_date,
    format_day_month,
    format_number,
    parse_date,
    parse_day_month,
    parse_number,
)
from generator.vietnamese.dates import looks_like_date

Path = tuple[str | int, ...]


Sign = Literal["", "<", "≤", ">", "≥"]


FIRST_YEAR, LAST_YEAR = 1945, 2100
LAST_DAY = 31


class Template:
    """Marks a text field as a template over the plan (`{{ period }}`)."""


class Range(NamedTuple):
    """A figure with the words that bound it: `≥ 90`, `< 1,2`, `0,6 - 0,7`."""

    low: Decimal
    high: Decimal
    sign: Sign = ""

    @property
    def exact(self) -> Decimal | None:
        """The one value, when the figure is neither bounded nor a span."""
        return self.low if self.low == self.high and not self.sign else None

    def __str__(self) -> str:
        """Return the figure as it is typed in a plan file."""
        span = format_number(self.low)
        if self.high != self.low:
            span += f" - {format_number(self.high)}"
        return f"{self.sign} {span}".strip()


_RANGE = re.compile(r"(<=|>=|<|>|≤|≥)?\s*([-\u2212+]?[\d.,]+)(?:\s*[–-]\s*([-\u2212]?[\d.,]+))?")
_SIGNS: dict[str | None, Sign] = {
    None: "",
    "<": "<",
    "<=": "≤",
    "≤": "≤",
    ">": ">",
    ">=": "≥",
    "≥": "≥",
}


def _number(value: Any) -> Any:
    """Return the Decimal a Vietnamese reader sees in the text."""
    if isinstance(value, (bool, tuple, list, dict)):
        raise PydanticCustomError("number", "not a number", {"value": str(value)})
    if not isinstance(value, str):
        return value
    try:
        return parse_number(value)
    except ValueError:
        raise PydanticCustomError("number", "not a number", {"value": value}) from None


def _whole(value: Any) -> Any:
    """Return the whole number in the text (`1.000` is a thousand)."""
    number = _number(value)
    if isinstance(number, Decimal):
        if number != number.to_integral_value():
            raise PydanticCustomError("whole", "not a whole number", {"value": str(value)})
        return int(number)
    return number


def _range(value: Any) -> Any:
    """Return the figure, its span and its bound."""
    if not isinstance(value, str):
        return value
    match = _RANGE.fullmatch(value.strip())
    if not match:
        raise PydanticCustomError("number", "not a number", {"value": value})
    sign, low, high = match.groups()
    first = _number(low)
    last = _number(high) if high else first
    if first < 0 < last:
        last = -last  # `-0,6 - 0,7`: the minus of a decrease holds for the whole span
    if first == last or (not sign and abs(first) < abs(last)):
        return Range(first, last, _SIGNS[sign])
    raise PydanticCustomError("span", "a span backwards or bounded", {"value": value})


def _date(value: Any) -> Any:
    """Return the date in the text, day first."""
    if isinstance(value, (bool, int, tuple, list, dict)):
        raise PydanticCustomError("date", "not a date", {"value": str(value)})
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except ValueError:
        code = "impossible_date" if looks_like_date(value) else "date"
        raise PydanticCustomError(code, "not a date", {"value": value}) from None


def _due(value: Any) -> Any:
    """Return a date where the text has the form of one, else the text (`thường xuyên`)."""
    return _date(value) if isinstance(value, str) and looks_like_date(value) else value


def _day_month(value: Any) -> Any:
    """Return a yearly day `9/12` or a full date `09/12/2022`."""
    if not isinstance(value, str) or looks_like_date(value):
        return _date(value)
    try:
        return parse_day_month(value)
    except ValueError:
        code = "impossible_date" if re.fullmatch(r"\d+/\d+", value) else "day_month"
        raise PydanticCustomError(code, "not a day of the year", {"value": value}) from None


_DAYS = {text for day in range(1, LAST_DAY + 1) for text in (str(day), f"{day:02d}")}


def _day_of_month(value: Any) -> Any:
    """Return the number of a day in a month that the period decides, else a day as above."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        if value not in _DAYS:
            raise PydanticCustomError("impossible_date", "not a day", {"value": value})
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and str(value) in _DAYS:
        return value
    return _day_month(value)


def _close_day(value: Any) -> Any:
    """Return a day as above, or that the decree on reports sets it."""
    return value if value == "decree" else _day_of_month(value)


def _anchor(value: Any) -> Any:
    """Return a day where the text has the form of one, else the text (`có kết quả rà soát`)."""
    if not isinstance(value, str):
        return _day_month(value)
    typed = looks_like_date(value) or re.fullmatch(r"\d+/\d+", value.strip())
    return _day_month(value) if typed else value


def _listed(value: Any) -> Any:
    """Return one value as a list of one, so that `lead: labour` needs no brackets."""
    return (value,) if isinstance(value, (str, int)) else value


def _typed_day(value: date | DayMonth | int | str) -> str:
    """Return the day, or what stands for one, as it is typed in a plan file."""
    if isinstance(value, date):
        return format_date(value)
    return format_day_month(value) if isinstance(value, DayMonth) else str(value)


def _typed_due(value: date | str) -> str:
    """Return the date, or the words in its place, as typed in a plan file."""
    return format_date(value) if isinstance(value, date) else value


_NUMBER_SCHEMA = {"type": ["string", "number"]}

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Flag = Annotated[bool, Field(strict=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000), Template()]
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    PlainSerializer(format_number, return_type=str, when_used="json"),
    Field(json_schema_extra=_NUMBER_SCHEMA),
]
Year = Annotated[int, BeforeValidator(_whole), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=99_999)]
Figure = Annotated[
    Range,
    BeforeValidator(_range, json_schema_input_type=str),
    PlainSerializer(str, return_type=str, when_used="json"),
]
Date = Annotated[
    date,
    BeforeValidator(_date, json_schema_input_type=str),
    PlainSerializer(format_date, return_type=str, when_used="json"),
]
Due = Annotated[
    date | Text,
    BeforeValidator(_due, json_schema_input_type=str),
    PlainSerializer(_typed_due, return_type=str, when_used="json"),
]
DayOfPeriod = Annotated[
    date | DayMonth | int,
    BeforeValidator(_day_of_month, json_schema_input_type=str | int),
    PlainSerializer(_typed_day, return_type=str, when_used="json"),
]
CloseDay = Annotated[
    Literal["decree"] | date | DayMonth | int,
    BeforeValidator(_close_day, json_schema_input_type=str | int),
    PlainSerializer(_typed_day, return_type=str, when_used="json"),
]
Anchor = Annotated[
    date | DayMonth | Text,
    BeforeValidator(_anchor, json_schema_input_type=str),
    PlainSerializer(_typed_day, return_type=str, when_used="json"),
]
Wholes = Annotated[
    tuple[Whole, ...],
    BeforeValidator(_listed, json_schema_input_type=str | int | list[str | int]),
]
AgencyIds = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(_listed, json_schema_input_type=str | list[str]),
]
