"""Word's own numbering: what it prints before a paragraph, counted through the document."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.reading.word.names import Element, W, child, children, is_on, value, whole
from generator.reading.word.properties import Layer, paragraph_layer
from generator.vietnamese import nfc, number_words, roman

LEVELS = 9
_MOST = 32_767  # Word's own bound of a number
_MOST_ROMAN = 3_999
_MOST_LETTERS = 30 * 26
_FIGURE = re.compile(r"%([1-9])")
_LETTERS = 26
# Signs of the fonts Symbol and Wingdings, which stand in the private area of Unicode.
_SIGNS = {"\uf02d": "-", "\uf0be": "-", "\uf02b": "+", "\uf02a": "*"}
_PRIVATE = range(0xF000, 0xF100)
_BULLET = "•"
_ROUND = {"·", "o", "§", "Ø", "v", "ü", "q", "n"}  # what bullets are in fonts of signs
_SIGN_FONTS = ("symbol", "wingdings", "webdings", "courier new")


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: how its number is written, and what it says of the paragraph."""

    text: str
    form: str
    start: int
    restart: int | None
    decimal: bool
    style: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class _List:
    """A list: its definition, the levels with its own over those, and where it begins anew."""

    abstract: int
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, root: Element | None, styles: Element | None) -> None:
        """Read the lists; `styles` say which list a style of a list stands for."""
        self._lists = _lists(root, styles)
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def layer(self, number: int | None, level: int) -> Layer:
        """Return what a level of a list says of the paragraphs that stand on it."""
        found = self._of(number).get(level)
        return found.layer if found else {}

    def linked(self, number: int | None, style: str) -> int | None:
        """Return the level of a list that belongs to a style, or None."""
        for level, found in self._of(number).items():
            if found.style == style:
                return level
        return None

    def marker(self, number: int | None, level: int) -> str:
        """Return what is printed before the next paragraph of a list, and count it."""
        levels = self._of(number)
        if number is None or level not in levels:
            return ""
        counts = self._counted(number, level, levels)
        own = levels[level]
        if own.form == "bullet":
            return own.text

        def written(match: re.Match[str]) -> str:
            asked = int(match[1]) - 1
            if asked not in levels:
                return ""
            count = counts[asked]
            form = "decimal" if own.decimal else levels[asked].form
            return figure(levels[asked].start if count is None else count, form)

        return _FIGURE.sub(written, own.text)

    def _counted(self, number: int, level: int, levels: Mapping[int, _Level]) -> list[int | None]:
        """Return the counts of a list with its next paragraph counted."""
        counts = self._counts.setdefault(self._lists[number].abstract, [None] * LEVELS)
        start = self._started(number, level)
        if start is not None and (number, level) not in self._begun:
            counts[level] = None
        self._begun.add((number, level))
        before = counts[level]
        first = levels[level].start if start is None else start
        counts[level] = first if before is None else min(before + 1, _MOST)
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                counts[deeper] = None
        for higher in range(level):
            if counts[higher] is None and higher in levels:
                counts[higher] = levels[higher].start
        return counts

    def _started(self, number: int, level: int) -> int | None:
        """Return with which number a list restarts a level of its own, or None."""
        return self._lists[number].starts.get(level)

    def _of(self, number: int | None) -> Mapping[int, _Level]:
        """Return the levels of a list by their depth from 0; none where there is no such list."""
        found = self._lists.get(number) if number is not None else None
        return found.levels if found else {}


def _lists(root: Element | None, styles: Element | None) -> dict[int, _List]:
    """Return the lists of a document by their numbers, each worked out once."""
    definitions = {
        whole(element.get(f"{W}abstractNumId")): element
        for element in children(root, "abstractNum")
    }
    levels = {number: _levels(children(element, "lvl")) for number, element in definitions.items()}
    abstracts = {
        whole(element.get(f"{W}numId")): whole(value(element, "abstractNumId"), -1)
        for element in children(root, "num")
    }
    named = _numbers_of_styles(styles)
    stand_for = {
        number: abstracts.get(named.get(link, 0), -1)
        for number, element in definitions.items()
        if (link := value(element, "numStyleLink"))
    }
    found = {}
    for element in children(root, "num"):
        number = whole(element.get(f"{W}numId"))
        abstract = stand_for.get(abstracts[number], abstracts[number])
        overrides = list(children(element, "lvlOverride"))
        own = _levels(level for override in overrides for level in children(override, "lvl"))
        found[number] = _List(abstract, {**levels.get(abstract, {}), **own}, _starts(overrides))
    return found


def _numbers_of_styles(styles: Element | None) -> dict[str, int]:
    """Return the lists that the styles of lists stand for."""
    return {
        style.get(f"{W}styleId", ""): whole(value(style, "pPr", "numPr", "numId"))
        for style in children(styles, "style")
        if style.get(f"{W}type") == "numbering"
    }


def _levels(elements: Iterable[Element]) -> dict[int, _Level]:
    return {
        depth: _level(element)
        for element in elements
        if 0 <= (depth := whole(element.get(f"{W}ilvl"))) < LEVELS
    }


def _starts(overrides: Iterable[Element]) -> dict[int, int]:
    return {
        whole(override.get(f"{W}ilvl")): _bounded(whole(start))
        for override in overrides
        if (start := value(override, "startOverride")) is not None
    }


def figure(number: int, form: str) -> str:
    """Return a number as a form of Word's numbering writes it."""
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "upperRoman" | "lowerRoman" if 0 < number <= _MOST_ROMAN:
            return roman(number) if form == "upperRoman" else roman(number).lower()
        case "upperLetter" | "lowerLetter" if 0 < number <= _MOST_LETTERS:
            times, place = divmod(number - 1, _LETTERS)
            letter = chr(ord("A" if form == "upperLetter" else "a") + place)
            return letter * (times + 1)
        case "vietnameseCounting":
            return number_words(number)
    return str(number)


def _level(element: Element) -> _Level:
    form = value(element, "numFmt") or "decimal"
    text = value(element, "lvlText") or ""
    restart = child(element, "lvlRestart")
    return _Level(
        text=_bullet(text, element) if form == "bullet" else nfc(text),
        form=form,
        start=_bounded(whole(value(element, "start"))),
        restart=None if restart is None else whole(value(element, "lvlRestart")),
        decimal=is_on(child(element, "isLgl")),
        style=value(element, "pStyle") or "",
        layer=paragraph_layer(child(element, "pPr")),
    )


def _bounded(number: int) -> int:
    return max(0, min(number, _MOST))


def _bullet(text: str, level: Element) -> str:
    """Return the sign of a bullet as a person would type it."""
    sign = text.strip()
    fonts = child(level, "rPr", "rFonts")
    named = "" if fonts is None else (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")
    if sign in _SIGNS:
        return _SIGNS[sign]
    private = len(sign) == 1 and ord(sign) in _PRIVATE
    drawn = sign in _ROUND and named.lower().startswith(_SIGN_FONTS)
    return _BULLET if private or drawn or child(level, "lvlPicBulletId") is not None else nfc(sign)
