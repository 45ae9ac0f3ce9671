"""Sheets made for tests, and anatomies as lines that a person can read and check."""

from pathlib import Path

from generator.reading.anatomy import Anatomy, Role
from generator.reading.sheet import Look, Paragraph, Region, Run, Sheet

SEEDS = Path(__file__).parent / "seeds"
MARKED = {Role.HEADING, Role.CLAUSE, Role.BULLET}
WIDTH = 60


def sheet_of(text: str, *, laid_out: bool = False, file: str = "test.txt") -> Sheet:
    """Return the sheet of plain text: every line a paragraph, as a text file is read."""
    lines = text.split("\n")
    found = tuple(plain(line, number) for number, line in enumerate(lines, 1))
    return Sheet(file, (Region(found),), laid_out=laid_out)


def plain(text: str, number: int = 1, *, bold: bool = False, **values: object) -> Paragraph:
    """Return a paragraph of one run."""
    return Paragraph((Run(text, Look(bold=bold)),), (("paragraph", number),), **values)  # type: ignore[arg-type]


def outline_text(anatomy: Anatomy) -> str:
    """Return the parts of a document, one a line: depth, role, marker, first words … last words."""
    lines = []
    for part in anatomy.parts:
        if part.role is Role.RULE:
            continue
        text = part.text.replace("\n", " | ")
        if len(text) > WIDTH:
            text = f"{text[: WIDTH * 2 // 3]} … {text[-WIDTH // 3 :]}"
        appendix = f"[{part.appendix}] " if part.appendix else ""
        shown = f"{part.marker} " if part.marker else ""
        sure = "" if part.confidence == "sure" else f"  ({part.confidence})"
        indent = "  " * part.depth
        lines.append(f"{indent}{appendix}{part.role}: {shown}{text}{sure}")
    lines += [f"! {d.code} {d.parameters}" for d in anatomy.diagnostics]
    return "\n".join(lines) + "\n"
