"""The running text: Phụ lục I, mục II.6.e and V.6; its end mark in the forms of Phụ lục III."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from generator.check.form.beside import addressed
from generator.check.form.view import (
    BODY,
    TWIPS_PER_POINT,
    at,
    has_upper_only,
    laid_out,
    letters,
    millimetres,
    number,
    permits,
    points,
    present,
    printed,
    span,
    sure,
)
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import TWIPS_PER_MM, Paragraph

CLAUSE = "Phụ lục I, mục II.6.e"
FLOWING = (*BODY, Role.BULLET, Role.HEADING, Role.BASIS)
END = "./."
SINGLE = 240
NOT_TEXT = (Role.RULE, Role.PAGE_NUMBER, Role.NOTICE)
AFTER_TEXT = (Role.RECIPIENTS, Role.RECIPIENT, Role.ARCHIVE, Role.AUTHORITY, Role.SIGNER)


@rule("nd30.pl1.ii.6.e.size", Severity.ERROR, f"{CLAUSE} và V.6", words="look.size")
def size(case: Case) -> Iterator[Fault]:
    """The text has 13 to 14 points."""
    form = case.form["elements"]["body"]
    allowed = form["allow"]["size"]
    for part in _text(case, *BODY, Role.BULLET):
        wrong = [r.look.size for r in letters(part) if r.look.size and not r.look.raised]
        found = next((one for one in wrong if not permits(allowed, one / 2)), 0)
        if found:
            yield at(part, element=form["name"], found=points(found), allowed=span(allowed))


@rule("nd30.pl1.ii.6.e.upright", Severity.WARNING, f"{CLAUSE} và V.6")
def upright(case: Case) -> Iterator[Fault]:
    """A paragraph of the text is not all bold or all italic.

    Lines in capitals say who decides and that he does: `QUYẾT ĐỊNH:` (Phụ lục III, mẫu 1.2).
    """
    for part in _text(case, *BODY):
        runs = [] if has_upper_only(printed(part)) else list(letters(part))
        if runs and (all(r.look.bold for r in runs) or all(r.look.italic for r in runs)):
            yield at(part)


@rule("nd30.pl1.ii.6.e.align", Severity.ERROR, CLAUSE)
def align(case: Case) -> Iterator[Fault]:
    """The text is justified."""
    for part in _text(case, *BODY, Role.BASIS):
        if any(p.align in ("left", "right") for p in part.paragraphs if p.text.strip()):
            yield at(part)


@rule("nd30.pl1.ii.6.e.indent", Severity.ERROR, CLAUSE)
def indent(case: Case) -> Iterator[Fault]:
    """A paragraph begins 1 cm or 1.27 cm in."""
    allowed = case.form["elements"]["body"]["allow"]["first_line"]
    slack = case.form["check"]["tolerance"]["indent"]
    for part in _text(case, *BODY, Role.BASIS):
        found = _begins(part)
        if found is not None and not permits(allowed, found, slack):
            yield at(part, found=millimetres(found), allowed=span(allowed, 1 / TWIPS_PER_MM))


@rule("practice.indent-uniform", Severity.WARNING, f"Thông lệ; {CLAUSE}")
def indent_uniform(case: Case) -> Iterator[Fault]:
    """All paragraphs begin equally far in."""
    allowed = case.form["elements"]["body"]["allow"]["first_line"]
    slack = case.form["check"]["tolerance"]["indent"]
    parts = [(part, _begins(part)) for part in _text(case, *BODY)]
    proper = [(p, f) for p, f in parts if f is not None and permits(allowed, f, slack)]
    if not proper:
        raise not_applicable("absent")
    ((usual, _),) = Counter(f for _, f in proper).most_common(1)
    for part, found in proper:
        if abs(found - usual) > slack:
            yield at(part, found=millimetres(found), wanted=millimetres(usual))


@rule("nd30.pl1.ii.6.e.gap", Severity.ERROR, CLAUSE)
def gap(case: Case) -> Iterator[Fault]:
    """Between paragraphs are 6 points at least."""
    allowed = case.form["elements"]["body"]["allow"]["gap"]
    slack = case.form["check"]["tolerance"]["spacing"]
    _text(case, *FLOWING)
    for before, after in _neighbours(case):
        found = before.spacing.after + after[1].spacing.before
        if not permits(allowed, found, slack):
            yield at(
                after[0],
                found=number(found / TWIPS_PER_POINT),
                allowed=span(allowed, 1 / TWIPS_PER_POINT),
            )


@rule("nd30.pl1.ii.6.e.line", Severity.ERROR, CLAUSE)
def line(case: Case) -> Iterator[Fault]:
    """Lines are one to one and a half lines apart."""
    allowed = case.form["elements"]["body"]["allow"]["line"]
    slack = case.form["check"]["tolerance"]["spacing"]
    single = case.form["check"]["single_line"]
    for part in _text(case, *FLOWING):
        for paragraph in part.paragraphs:
            found = _lines_apart(paragraph, single)
            if found and not permits(allowed, found, slack):
                yield at(part, found=number(found / SINGLE), allowed=span(allowed, 1 / SINGLE))
                break


@rule("practice.line-cut", Severity.WARNING, f"Thông lệ; {CLAUSE}")
def line_cut(case: Case) -> Iterator[Fault]:
    """A line of a fixed height leaves room for the marks above capital letters."""
    least, single = (case.form["check"][key] for key in ("marks_need", "single_line"))
    for part in _text(case, *FLOWING):
        for paragraph in part.paragraphs:
            size = max((run.look.size for run in paragraph.runs), default=0) / 2
            fixed = paragraph.spacing.rule == "exact" and _lines_apart(paragraph, single) >= SINGLE
            if fixed and paragraph.spacing.line < size * least * TWIPS_PER_POINT:
                yield at(
                    part,
                    found=number(paragraph.spacing.line / TWIPS_PER_POINT),
                    wanted=number(round(size * least)),
                )
                break


@rule("nd30.pl3.end-mark", Severity.WARNING, "Phụ lục III, các mẫu trình bày văn bản")
def end_mark(case: Case) -> Iterator[Fault]:
    """The text ends with ./."""
    last = _last(case)
    if END not in last.text:
        yield at(last)


@rule("nd30.pl3.end-mark-once", Severity.WARNING, "Phụ lục III, các mẫu trình bày văn bản")
def end_mark_once(case: Case) -> Iterator[Fault]:
    """The mark stands at the end only, close to the last word."""
    last = _last(case)
    marked = [part for part in present(case, *FLOWING) if END in part.text]
    if not marked:
        raise not_applicable("absent")
    for part in marked:
        text = part.text.rstrip()
        if part is not last or not text.endswith(END) or text.removesuffix(END)[-1:] in " .;":
            yield at(part)


def _text(case: Case, *roles: Role) -> tuple[Located, ...]:
    """Return the parts of the text whose look can be judged."""
    laid_out(case)
    to = addressed(case)
    return tuple(
        part
        for part in present(case, *roles)
        if sure(part) and part.text.strip() and not any(part is one for one in to)
    )


def _begins(part: Located) -> int | None:
    """Return how far in the first line of a part begins; None where a tab or the middle sets it."""
    first = next((p for p in part.paragraphs if p.text.strip()), None)
    if first is None or first.align == "center" or first.text.startswith("\t"):
        return None
    return first.left_indent + first.first_indent


def _neighbours(case: Case) -> Iterator[tuple[Paragraph, tuple[Located, Paragraph]]]:
    """Yield each paragraph of the text with the one before it, if nothing stands between."""
    flowing = [
        (part, paragraph)
        for part in case.anatomy.parts
        for paragraph in (part.paragraphs if part.table is None else (Paragraph(),))
    ]
    for (one, before), (other, after) in pairwise(flowing):
        both = one.role in FLOWING and other.role in FLOWING
        if both and not (one.appendix or other.appendix) and not one.table and not other.table:
            yield before, (other, after)


def _lines_apart(paragraph: Paragraph, single: float) -> float:
    """Return the distance of lines in 240ths of a line, 0 where nothing tells it."""
    spacing = paragraph.spacing
    if spacing.rule == "multiple":
        return spacing.line
    size = max((run.look.size for run in paragraph.runs), default=0) / 2
    if not size:
        return 0
    lines = SINGLE * spacing.line / (size * single * TWIPS_PER_POINT)
    return max(lines, SINGLE) if spacing.rule == "at-least" else lines


def _last(case: Case) -> Located:
    """Return the last part of the text, before recipients and signature."""
    found = [
        part
        for part in case.anatomy.parts
        if not part.appendix
        and part.role not in NOT_TEXT + AFTER_TEXT
        and (part.text.strip() or part.table)
    ]
    if not found or found[-1].role not in (*FLOWING, Role.TABLE):
        raise not_applicable("absent")
    return found[-1]
