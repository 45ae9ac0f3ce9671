"""What the rules of form look at: parts that are there, letters that are seen, figures in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.check.registry import Case, Fault, not_applicable, not_evaluated
from generator.reading.anatomy import Confidence, Located, Role
from generator.reading.sheet import TWIPS_PER_MM, Paragraph, Part, Run

SHOWN_LETTERS = 70
LOOKED_AT = 4 * SHOWN_LETTERS
HALF_POINTS = 2
TWIPS_PER_POINT = 20

BODY = (Role.OPENING, Role.TEXT, Role.CLAUSE, Role.CLOSING)
"""The running text of the document, beside its bases."""


def laid_out(case: Case) -> None:
    """Raise where the document is plain text, whose look nobody can judge."""
    if not case.anatomy.sheet.laid_out:
        raise not_evaluated("plain-text")


def present(case: Case, *roles: Role) -> tuple[Located, ...]:
    """Return the parts of some roles in the document itself; raises where there is none."""
    found = case.once(_present, roles)
    if not found:
        raise not_applicable("absent")
    return found


def _present(case: Case, roles: tuple[Role, ...]) -> tuple[Located, ...]:
    return tuple(part for part in case.anatomy.of(*roles) if not part.appendix)


def appendices(case: Case) -> tuple[tuple[Located, ...], ...]:
    """Return the parts of each appendix; raises where the document has none."""
    found: dict[int, list[Located]] = {}
    for part in case.anatomy.parts:
        if part.appendix:
            found.setdefault(part.appendix, []).append(part)
    if not found:
        raise not_applicable("absent")
    return tuple(tuple(found[number]) for number in sorted(found))


def at(part: Located, **parameters: str) -> Fault:
    """Return a fault that stands at a part, with the words that stand there."""
    return Fault(parameters, where(part), short(f"{part.marker} {part.text[:LOOKED_AT]}"))


def where(part: Located) -> Part:
    """Return the place of the first paragraph of a part, or of its table."""
    if part.paragraphs:
        return part.paragraphs[0].part
    return part.table.part if part.table else ()


def short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text[:LOOKED_AT].split())
    return line if len(line) <= SHOWN_LETTERS else f"{line[: SHOWN_LETTERS - 1]}…"


def letters(part: Located) -> Iterator[Run]:
    """Yield the runs of a part that a reader sees."""
    for paragraph in part.paragraphs:
        yield from seen(paragraph)


def seen(paragraph: Paragraph) -> Iterator[Run]:
    """Yield the runs of a paragraph that a reader sees."""
    for run in paragraph.runs:
        if run.text.strip() and not run.look.hidden:
            yield run


def printed(part: Located) -> str:
    """Return the text of a part as it is printed, with the capitals that Word makes."""
    pieces = [
        run.text.upper() if run.look.capitals else run.text
        for paragraph in part.paragraphs
        for run in (*paragraph.runs, Run("\n"))
        if not run.look.hidden
    ]
    joined = " ".join("".join(pieces).split())
    if not joined or joined.lower() == " ".join(part.text.split()).lower():
        return joined or part.text
    capitals = all(run.look.capitals for run in letters(part))
    return part.text.upper() if capitals else part.text


def has_upper_only(text: str) -> bool:
    """Return whether all letters of a text are capitals."""
    return text == text.upper() and text != text.lower()


def sure(part: Located) -> bool:
    """Return whether the reader did not guess what a part is."""
    return part.confidence is not Confidence.GUESSED


def permits(allowed: Any, value: Any, slack: float = 0) -> bool:
    """Return whether a value is what the standard allows (see the head of its file)."""
    if not isinstance(allowed, Mapping):
        return bool(allowed == value) or _near(allowed, value, slack)
    if "one_of" in allowed:
        return any(permits(one, value, slack) for one in allowed["one_of"])
    low, high = allowed.get("min"), allowed.get("max")
    return (low is None or value >= low - slack) and (high is None or value <= high + slack)


def millimetres(twips: float) -> str:
    """Return a length as a clerk reads it, in millimetres without needless digits."""
    return number(round(twips / TWIPS_PER_MM, 1))


def points(half_points: float) -> str:
    """Return a size that Word stores in half-points, in points."""
    return number(half_points / HALF_POINTS)


def number(value: float) -> str:
    """Return a figure with a decimal comma and at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def span(allowed: Any, scale: float = 1) -> str:
    """Return what the standard allows in words: `13 - 14`, `≥ 6`, `10 / 12,7`."""
    if not isinstance(allowed, Mapping):
        return number(allowed * scale)
    if "one_of" in allowed:
        return " / ".join(number(one * scale) for one in allowed["one_of"])
    ends = [number(allowed[end] * scale) for end in ("min", "max") if end in allowed]
    if len(ends) == 1:
        return f"{'≥' if 'min' in allowed else '≤'} {ends[0]}"
    return " - ".join(dict.fromkeys(ends))


def _near(allowed: Any, value: Any, slack: float) -> bool:
    plain = (int, float)
    return (
        isinstance(allowed, plain)
        and isinstance(value, plain)
        and not isinstance(allowed, bool)
        and abs(allowed - value) <= slack
    )
