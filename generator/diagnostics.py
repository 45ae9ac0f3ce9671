"""What every stage says: a diagnostic has a severity, a code, a place, a message and a hint."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from generator import messages


class Severity(StrEnum):
    """How much a finding weighs: an error stops the writing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: file:line:column, the path of a field, or a part of a document.

    A part is named outside in: `(("table", 1), ("row", 2), ("cell", 3))`. In a workbook it stands
    on a sheet, and a column is counted from 1 and told by its letter.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    part: tuple[tuple[str, int], ...] = ()
    sheet: str = ""

    def text(self, language: str = "") -> str:
        """Return `file:line:column`, then the path or part where there is one."""
        position = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [
            messages.text(f"part.{name}", language, number=_counted(name, number))
            for name, number in self.part
        ]
        if self.sheet:
            parts.insert(0, messages.text("part.sheet", language, name=self.sheet))
        return ", ".join(text for text in (position, ", ".join(parts) or self.path) if text)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding; its message and hint are looked up by code in the message catalogue."""

    code: str
    parameters: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    place: Place = Place()
    path: tuple[str | int, ...] = ()
    near: str = ""
    hint_code: str = ""

    def message(self, language: str = "") -> str:
        """Return what is wrong, in a language of the catalogue."""
        return messages.text(f"{self.code}.message", language, **self.parameters)

    def hint(self, language: str = "") -> str:
        """Return what a person can do about it, in a language of the catalogue.

        A finding that looked for a near word and found none (`near` is empty) has another hint.
        """
        code = self.hint_code or self.code
        if self.parameters.get("near") == "":
            code = f"{code}-far"
        return messages.text(f"{code}.hint", language, **self.parameters)

    def at(self, place: Place) -> "Diagnostic":
        """Return the same finding at a place in a file."""
        return replace(self, place=place)


class Refused(Exception):  # noqa: N818 - it says what happened to the input, not that we erred
    """Input that cannot become what was asked for; carries every diagnostic of the run."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep all findings; the text of the exception is for programmers."""
        self.diagnostics = tuple(diagnostics)
        super().__init__(
            "; ".join(f"{d.code} {d.place.file}:{d.place.line}" for d in self.diagnostics)
        )


def column_letters(number: int) -> str:
    """Return the letters of a sheet's column, counted from 1: D is 4, AA is 27."""
    head, rest = divmod(number - 1, 26)
    return (column_letters(head) if head else "") + chr(ord("A") + rest)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether one of the findings is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to a misspelt one, or an empty text."""
    near = difflib.get_close_matches(word, sorted(known), n=3, cutoff=0.6)
    return next((other for other in near if other[:1] == word[:1]), "".join(near[:1]))


def _counted(name: str, number: int) -> str:
    """Return the number of a part as a reader sees it."""
    return column_letters(number) if name == "column" else str(number)
