"""The numbers and bullets that headings and items begin with, as people really type them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.reading.recognition.lines import is_capitals
from generator.vietnamese import folded, roman

LONGEST = 120
"""How many letters from its beginning on a line is searched for a number."""
SEPARATE = ("Phần I", "Chương I", "Mục 1", "Tiểu mục 1", "A.", "I.")
"""Rungs that always stand on a line of their own."""
BULLETS = ("-", "+")
RANKS = {
    "Phần I": 0, "Chương I": 10, "Mục 1": 20, "Tiểu mục 1": 25, "A.": 26, "I.": 30, "Điều 1.": 40,
    "1.": 50, "1.1.": 60, "1.1.1.": 61, "1.1.1.1.": 62, "1.1.1.1.1.": 63, "*": 69, "a)": 70,
    "a1)": 72, "1)": 74, "(1)": 74, "(a)": 75, "i)": 76, "-": 80, "+": 90,
}  # fmt: skip
"""The usual order of rungs, outer first; documents leave out and exchange some of them."""

_ROMANS = {roman(number): number for number in range(1, 61)}
_LETTERS = {letter: 2 * n for n, letter in enumerate("abcdđeghiklmnopqrstuvxy", 1)}
_LETTERS |= {"f": _LETTERS["e"] + 1, "j": _LETTERS["i"] + 1}
_LETTERS |= {"w": _LETTERS["v"] + 1, "z": _LETTERS["y"] + 1}
_DASHES = "-–—−‐‑‒―"  # noqa: RUF001 - every dash that Word and people put there
_DOTS = "•·●▪■◆►➢✓✔▫○◦"
_WORDS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}

_DIVISION = re.compile(
    r"(phần|chương|mục|tiểu mục|điều)\s+(thứ\s+\w+|[IVXL]+|\d{1,3})(?![\w/])\s*([.:)–-]?)\s*",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"([IVXL1l|]{1,7})(\s?)([./):]|\s?[-–])(?![\dIVX])")
_CAPITAL = re.compile(r"([A-HK])(\s?)([./])(?=\s*\S)")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(\s?)([.)]?)(?![\d.,%])")
_NUMBER = re.compile(r"(\d{1,3})(\s?)([./)])(?![\d.])")
_BRACED = re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{2,4})\)()()")
_LETTER = re.compile(r"([a-zđ])(\s?)([).])(?![).])")
_SMALL_ROMAN = re.compile(r"([ivx]{2,5})(\s?)(\))")
_LETTER_NUMBER = re.compile(r"([a-zđ])\.?(\d{1,2})(\s?)([).])")
_BULLET = re.compile(rf"([{_DASHES}{_DOTS}]|\++|\*{{1,3}})(\s*)([+*](?=\s))?")
_SECTIONED = re.compile(r"([IVX]{1,5})\.(\d{1,2})(\s?)([.)]?)(?=\s)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number or bullet before a text.

    `shown` is what stands there, `rung` its form, `value` its number (letters count in twos, so
    that `f` finds a place), `prefix` the numbers before it (`2` of `2.1.`); `rest` is the text
    after it. `weak` marks what may as well be the middle of a sentence, `odd` what is misspelt:
    `numeral`, `spacing` or `doubled`.
    """

    shown: str
    rung: str
    rest: str
    value: int = 0
    prefix: tuple[int, ...] = ()
    weak: bool = False
    odd: str = ""


def marker_of(text: str) -> Marker | None:
    """Return the number or bullet that a text with single spaces begins with, or None."""
    head = text[:LONGEST]
    if not head or head[0].isspace():
        return None
    for read in _READERS:
        found = read(head, text)
        if found:
            return found
    return None


def word_marker(shown: str, text: str) -> Marker:
    """Return the marker that Word's own numbering prints before a text."""
    shown = shown.strip()
    found = marker_of(f"{shown} X") or marker_of(f"{shown}. X")
    if found is None or not found.value:
        rung = found.rung if found else "-"
        return Marker(shown, rung, text)
    return Marker(shown, found.rung, text, found.value, found.prefix)


def next_marker(marker: Marker, value: int) -> str:
    """Return how the marker with another value of the same form is written."""
    if marker.rung == "I.":
        return f"{roman(value)}."
    if marker.rung in {"a)", "(a)"}:
        letter = {v: k for k, v in _LETTERS.items()}.get(value, "")
        return marker.rung.replace("a", letter)
    if marker.prefix:
        return ".".join(map(str, (*marker.prefix, value))) + "."
    return re.sub(r"[1IA]", str(value) if marker.rung != "A." else chr(64 + value), marker.rung)


def follows(marker: Marker, before: int) -> bool:
    """Return whether a marker is the next one after a value of its own series.

    Lists skip `đ` as often as they have it, and have `f` and `j` as Word's own lettering does.
    """
    step = marker.value - before
    if marker.rung in {"a)", "(a)"}:
        return 0 < step <= step_of(marker) or (before, marker.value) == (
            _LETTERS["d"],
            _LETTERS["e"],
        )
    return step == 1


def first_value(marker: Marker) -> int:
    """Return the value with which a series of the form begins."""
    return _LETTERS["a"] if marker.rung in {"a)", "(a)"} else 1


def step_of(marker: Marker) -> int:
    """Return how far apart two values in a row of the form are."""
    return 2 if marker.rung in {"a)", "(a)"} else 1


def _division(head: str, text: str) -> Marker | None:
    """Return `Phần I`, `Chương II`, `Mục 1`, `Điều 3.`: capital, with a stop or alone."""
    match = _DIVISION.match(head)
    if not match or not head[0].isupper():
        return None
    rest = text[match.end() :]
    if rest and not match[3] and not is_capitals(rest):
        return None
    value = _counted(match[2])
    if not value:
        return None
    word = folded(match[1])
    rung = {"phan": "Phần I", "chuong": "Chương I", "muc": "Mục 1", "tieu muc": "Tiểu mục 1"}
    shown = text[: match.end()].strip()
    weak = not rest or rest[:1].islower()
    return Marker(shown, rung.get(word, "Điều 1."), rest, value, weak=weak)


def _counted(text: str) -> int:
    """Return the value of a numeral of any kind, 0 where it is none."""
    if text.isdecimal():
        return int(text)
    return _ROMANS.get(text) or _WORDS.get(folded(text).removeprefix("thu "), 0)


def _roman(head: str, text: str) -> Marker | None:
    """Return `IV.`, also where a scanner read `II1.` or a space stands before the stop."""
    match = _ROMAN.match(head)
    if not match or not set(match[1]) & set("IVX"):
        return None
    value = _ROMANS.get(re.sub(r"[1l|]", "I", match[1]))
    rest = text[match.end() :].lstrip()
    dashed = match[3].strip() in _DASHES
    abbreviated = rest[1:2] == "." and rest[:1].isalpha()
    if not value or abbreviated or rest[:1].islower() or (dashed and not is_capitals(rest)):
        return None
    odd = "" if dashed else _spacing(match, rest, text)
    odd = odd if match[1] in _ROMANS else "numeral"
    return Marker(text[: match.end()].rstrip(), "I.", rest, value, odd=odd)


def _sectioned(head: str, text: str) -> Marker | None:
    """Return `II.1.`, the number of a clause with that of its section before it."""
    match = _SECTIONED.match(head)
    if not match or match[1] not in _ROMANS:
        return None
    rest = text[match.end() :].lstrip()
    prefix = (_ROMANS[match[1]],)
    return Marker(match[0].rstrip(), "1.", rest, int(match[2]), prefix, rest[:1].islower())


def _capital(head: str, text: str) -> Marker | None:
    """Return `A.` before a title in capitals."""
    match = _CAPITAL.match(head)
    rest = text[match.end() :].lstrip() if match else ""
    if not match or not is_capitals(rest):
        return None
    return Marker(text[: match.end()].rstrip(), "A.", rest, ord(match[1]) - 64)


def _decimal(head: str, text: str) -> Marker | None:
    """Return `2.1.` or `2.1`, but not `30.000` or `1.5` before a unit."""
    match = _DECIMAL.match(head)
    if not match:
        return None
    rest = text[match.end() :].lstrip()
    numbers = tuple(map(int, match[1].split(".")))
    bare = not match[3]
    if 0 in numbers or (bare and (not match[2] or not _begins(rest))) or rest[:1] in "%,/":
        return None
    if not rest and bare:
        return None
    rung = "1." * len(numbers)
    odd = _spacing(match, rest, text)
    weak = rest[:1].islower()
    return Marker(match[0].rstrip(), rung, rest, numbers[-1], numbers[:-1], weak, odd)


def _number(head: str, text: str) -> Marker | None:
    """Return `2.`, `2)` or `2/`, but no date, no fraction, no year."""
    match = _NUMBER.match(head)
    if not match or match[1].startswith("0"):
        return None
    rest = text[match.end() :].lstrip()
    if match[3] == "/" and not (text[match.end() :].startswith(" ") and _begins(rest)):
        return None
    value = int(match[1])
    rung = "1)" if match[3] == ")" else "1."
    weak = value > 60 or not rest or not _begins(rest)  # noqa: PLR2004 - no plan has so many items
    return Marker(match[0].rstrip(), rung, rest, value, weak=weak, odd=_spacing(match, rest, text))


def _braced(head: str, text: str) -> Marker | None:
    """Return `(1)`, `(a)` or `(ii)`."""
    match = _BRACED.match(head)
    if not match:
        return None
    rest = text[match.end() :].lstrip()
    inner = match[1]
    weak = not _begins(rest)
    if inner.isdecimal():
        return Marker(match[0], "(1)", rest, int(inner), weak=weak)
    if len(inner) > 1:
        return Marker(match[0], "i)", rest, _ROMANS.get(inner.upper(), 1), weak=weak)
    return Marker(match[0], "(a)", rest, _LETTERS[inner], weak=weak)


def _letter(head: str, text: str) -> Marker | None:
    """Return `a)` or `a.`, also where a space stands before or none after."""
    match = _LETTER.match(head)
    if not match:
        return None
    rest = text[match.end() :].lstrip()
    if match[3] == "." and not (text[match.end() :].startswith(" ") and _begins(rest)):
        return None
    weak = not _begins(rest)
    odd = _spacing(match, rest, text)
    return Marker(match[0].rstrip(), "a)", rest, _LETTERS[match[1]], weak=weak, odd=odd)


def _small_roman(head: str, text: str) -> Marker | None:
    """Return `ii)`; a single `i)` is taken for a letter."""
    match = _SMALL_ROMAN.match(head)
    if not match or match[1].upper() not in _ROMANS:
        return None
    rest = text[match.end() :].lstrip()
    return Marker(match[0], "i)", rest, _ROMANS[match[1].upper()], weak=not _begins(rest))


def _letter_number(head: str, text: str) -> Marker | None:
    """Return `a1)` or `a.1)`."""
    match = _LETTER_NUMBER.match(head)
    if not match:
        return None
    rest = text[match.end() :].lstrip()
    prefix = (_LETTERS[match[1]],)
    return Marker(match[0], "a1)", rest, int(match[2]), prefix, weak=not _begins(rest))


def _bullet(head: str, text: str) -> Marker | None:
    """Return `-`, `+`, `*` or a drawn bullet; `- +` counts as what stands last."""
    match = _BULLET.match(head)
    if not match:
        return None
    last = match[3] or match[1][0]
    rest = text[match.end() :].lstrip()
    rung = last if last in "+*" else "-"
    tight = not match[2] and not match[3]
    odd = "doubled" if match[3] else "spacing" if tight and rest else ""
    figure = rest[:1].isdigit() and (tight or bool(re.match(r"(?:19|20)\d\d\b", rest)))
    weak = figure or rest[:1].islower() or not rest
    return Marker(match[0].rstrip(), rung, rest, weak=weak, odd=odd)


def _begins(rest: str) -> bool:
    """Return whether a text begins as a heading or sentence does: a capital, a quote, a figure."""
    return bool(rest) and (rest[0].isupper() or rest[0] in "“\"'‘([*-+" or rest[0].isdigit())


def _spacing(match: re.Match[str], rest: str, text: str) -> str:
    """Return `spacing` where a space is missing after a number or stands inside it."""
    tight = bool(rest) and not text[match.end() : match.end() + 1].isspace()
    return "spacing" if match[2] or tight else ""


Reader = Callable[[str, str], Marker | None]
_READERS: Iterable[Reader] = (
    _division, _sectioned, _roman, _capital, _decimal, _number, _braced, _letter_number,
    _small_roman, _letter, _bullet,
)  # fmt: skip
