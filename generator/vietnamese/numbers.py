"""Numbers as a Vietnamese reader writes them: `1.000` is a thousand, `1,95` a fraction."""

import re
from decimal import Decimal, localcontext
from functools import lru_cache

from babel.numbers import format_decimal

MAX_LETTERS = 40
_NUMBER = re.compile(r"[-\u2212+]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ")


def parse_number(text: str) -> Decimal:
    """Return the value of a number in Vietnamese writing, with the decimals it was given.

    `1.000` is a thousand, `1,95` has two decimals. Raises ValueError for anything else,
    `1.5`, `0.550` and `1,000.5` included: they mean different things to different readers.
    """
    compact = text.strip().replace("\u2212", "-")
    if not _NUMBER.fullmatch(compact) or len(compact) > MAX_LETTERS:
        raise ValueError(text)
    return Decimal(compact.replace(".", "").replace(",", "."))


def format_number(value: Decimal | int) -> str:
    """Return the number with Vietnamese separators, keeping every decimal it carries.

    Raises TypeError for a float (its digits are noise) and ValueError for NaN or infinity.
    """
    return _formatted(str(_exact(value)))


@lru_cache(maxsize=1024)
def _formatted(digits: str) -> str:
    """Return a number as it is read; kept by its digits, since 1 and 1.0 are one number to Python.

    Plans of many units print the same few hundred figures.
    """
    number = Decimal(digits)
    decimals = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=2 * MAX_LETTERS):
        return str(format_decimal(number, format=pattern, locale="vi", decimal_quantization=False))


def format_percent(value: Decimal | int) -> str:
    """Return a number that counts per cent, followed by its sign: `1,95%`."""
    return f"{format_number(value)}%"


def format_money(value: Decimal | int, unit: str = "đồng") -> str:
    """Return an amount with its unit: `1.500.000 đồng`."""
    return f"{format_number(value)} {unit}"


def number_words(value: Decimal | int) -> str:
    """Return a whole number below 10^18 in words: 1105 -> `một nghìn một trăm linh năm`.

    Raises ValueError for a number with decimals, NaN, or 19 digits and more.
    """
    number = _exact(value)
    if number != number.to_integral_value() or abs(number) >= 10**18:
        raise ValueError(value)
    if number < 0:
        return f"âm {number_words(-number)}"
    return " ".join(_words(int(number))) or _DIGITS[0]


def _words(number: int) -> list[str]:
    """Return the words of a positive number; billions and above repeat the same reading."""
    if number >= 10**9:
        head, rest = divmod(number, 10**9)
        return [*_words(head), "tỷ", *_groups(rest, inner=True)]
    return _groups(number, inner=False)


def _groups(number: int, *, inner: bool) -> list[str]:
    """Return the words below one billion, group by group of three digits."""
    words: list[str] = []
    for scale in (2, 1, 0):
        group = number // 1000**scale % 1000
        if group:
            words += _group(group, full=inner or bool(words))
            words += [_SCALES[scale]] if scale else []
    return words


def _group(group: int, *, full: bool) -> list[str]:
    """Return the words of three digits; `full` reads the leading zeros of an inner group."""
    hundreds, rest = divmod(group, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    return words + _tens(rest, after_hundred=bool(words))


def _tens(rest: int, *, after_hundred: bool) -> list[str]:
    """Return the words of the last two digits, with linh, mười, mốt, tư and lăm."""
    tens, unit = divmod(rest, 10)
    if not rest:
        return []
    if tens == 0:
        return ["linh", _DIGITS[unit]] if after_hundred else [_DIGITS[unit]]
    head = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return head + ([_unit(unit, tens)] if unit else [])


def _unit(unit: int, tens: int) -> str:
    """Return the unit as it sounds after the tens: mốt, tư, lăm."""
    if unit == 5:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(unit, _DIGITS[unit])
    return _DIGITS[unit]


def _exact(value: Decimal | int) -> Decimal:
    """Return the value as Decimal, refusing what cannot be printed exactly."""
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError(f"not an exact number: {value!r}")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    return number
