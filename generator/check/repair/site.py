"""A document under repair: its elements beside what the reader made of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.marking.letters import Piece, pieces
from generator.marking.package import WordFile
from generator.marking.places import places
from generator.reading.anatomy import Anatomy, Located, Role
from generator.reading.sheet import Look, Paragraph, Part, paragraphs
from generator.reading.word.names import Element

TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Lettered:
    """Letters of a paragraph with their element and look."""

    piece: Piece
    look: Look


class Site:
    """A Word file, its anatomy, and the form that it is held to."""

    def __init__(self, file: WordFile, anatomy: Anatomy, form: dict[str, Any]) -> None:
        """Set the elements beside the paragraphs that were read of them."""
        self.file, self.anatomy, self.form = file, anatomy, form
        self._places = places(file.document)
        self._read = {p.part: p for p in paragraphs(anatomy.sheet.blocks)}
        self._parts: dict[Part, list[Located]] = {}
        for located in anatomy.parts:
            for paragraph in located.paragraphs:
                self._parts.setdefault(paragraph.part, []).append(located)

    def elements(self, part: Part) -> tuple[Element, ...]:
        """Return the elements of a paragraph of the body; none for what stands elsewhere."""
        return self._places.get(part, ())

    def roots(self) -> Iterator[Element]:
        """Yield the main part, heads, feet and notes."""
        yield self.file.document
        yield from self.file.related(*TEXT_PARTS).values()

    def heads(self) -> tuple[Element, ...]:
        """Return the heads and feet of the pages."""
        return tuple(self.file.related("header", "footer").values())

    def part_at(self, part: Part, *roles: Role) -> Located | None:
        """Return the part of some roles that begins at a place and shares none of its lines."""
        for located in self._parts.get(part, ()):
            alone = all(len(self._parts[p.part]) == 1 for p in located.paragraphs)
            if located.role in roles and alone:
                return located
        return None

    def letters(self, paragraph: Paragraph | Part) -> list[Lettered]:
        """Return the letters of a paragraph of the body with their looks.

        None where the elements do not say what was read: a field that goes over paragraphs.
        """
        part = paragraph.part if isinstance(paragraph, Paragraph) else paragraph
        read = self._read.get(part)
        found = pieces(*self.elements(part))
        if read is None:
            return []
        looks = [run.look for run in read.runs for _ in run.text]
        if "".join(p.text for p in found) != "".join(run.text for run in read.runs):
            return []
        lettered: list[Lettered] = []
        at = 0
        for piece in found:
            lettered.append(Lettered(piece, looks[at]))
            at += len(piece.text)
        return lettered
