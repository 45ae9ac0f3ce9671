"""Documents for the rules of content, made of lines: each line says what it is by how it begins."""

import re
from datetime import date
from typing import Any

import generator.check.content  # noqa: F401 - the rules enter the registry
from generator.check.registry import RULES, Case, Fault, Unjudged
from generator.reading.anatomy import Anatomy, Located, Role
from generator.reading.sheet import Cell, Look, Paragraph, Run, Sheet, Table
from generator.vietnamese import nfc

ROLES = {role.value: role for role in Role}
_MARKED = re.compile(
    r"(?P<marker>[IVX]+\.|\d+(?:\.\d+)+\.|\d+\.|[a-zđ]\)|[-+*])\s*(?P<text>.*)", re.DOTALL
)
_SAID = re.compile(r"(?P<role>[a-z-]+)> ?(?P<text>.*)", re.DOTALL)
_DEPTHS = {"I.": 1, "1.": 2, "1.1.": 3, "a)": 3, "-": 4, "+": 5, "*": 4}


def document(*lines: str | Table | Paragraph, laid_out: bool = True) -> Anatomy:
    """Return the anatomy of lines: `recipient> - Sở Y tế;`, `I. MỤC TIÊU`, `- một việc`, or text.

    A line `appendix> Phụ lục I` begins an appendix.
    """
    parts: list[Located] = []
    appendix = 0
    for number, line in enumerate(lines, 1):
        located = _located(line, number, appendix)
        if located.role is Role.APPENDIX:
            appendix += 1
            located = _located(line, number, appendix)
        parts.append(located)
    return Anatomy(Sheet("mau.docx", laid_out=laid_out), tuple(parts))


def table(*rows: tuple[str, ...]) -> Table:
    """Return a table of texts; the first row is its heading."""
    cells = tuple(
        tuple(
            Cell((Paragraph((Run(text),), (("table", 1), ("row", r), ("cell", c))),))
            for c, text in enumerate(row, 1)
        )
        for r, row in enumerate(rows, 1)
    )
    return Table(cells, (("table", 1),), bordered=True, header_rows=1)


def in_font(text: str, font: str) -> Paragraph:
    """Return a paragraph in a font."""
    return Paragraph((Run(text, Look(ascii=font, hansi=font)),), (("paragraph", 1),))


def judged(
    rule: str, *lines: str | Table | Paragraph, day: date | None = None, laid_out: bool = True
) -> list[Fault] | str:
    """Return the faults that a rule finds in lines, or the reason why it did not judge."""
    case = Case(document(*lines, laid_out=laid_out), {}, day)
    try:
        return list(RULES[rule].judge(case))
    except Unjudged as unjudged:
        return unjudged.reason


def _located(line: str | Table | Paragraph, number: int, appendix: int) -> Located:
    if isinstance(line, Table):
        return Located(Role.TABLE, "", table=line, appendix=appendix)
    if isinstance(line, Paragraph):
        return Located(Role.TEXT, nfc(line.text), (line,), appendix=appendix)
    said = _SAID.fullmatch(line)
    text = said["text"] if said else line
    paragraph = Paragraph((Run(text),), (("paragraph", number),))
    fields: dict[str, Any] = {"paragraphs": (paragraph,), "appendix": appendix}
    if said:
        return Located(ROLES[said["role"]], nfc(text).lstrip("- "), **fields)
    match = _MARKED.fullmatch(line)
    if not match:
        return Located(Role.TEXT, nfc(text), **fields)
    rung = re.sub(
        r"\d+", "1", re.sub(r"^[IVX]+", "I", re.sub(r"^[a-zđ](?=\))", "a", match["marker"]))
    )
    role = Role.BULLET if rung in "-+*" else Role.HEADING if len(text) < 90 else Role.CLAUSE
    return Located(
        role,
        nfc(match["text"]),
        marker=match["marker"],
        rung=rung,
        depth=_DEPTHS.get(rung, 3),
        **fields,
    )
