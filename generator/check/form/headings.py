"""The ladder of headings: Phụ lục I, mục II.6.c-đ and V.6."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.check.form.view import (
    at,
    has_upper_only,
    laid_out,
    letters,
    permits,
    points,
    present,
    printed,
    span,
)
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Confidence, Located, Role
from generator.vietnamese import point_letter, roman
from generator.vietnamese.letters import POINT_LETTERS

CLAUSE = "Phụ lục I, mục II.6.đ và V.6.b"
NUMBERED = (Role.HEADING, Role.CLAUSE)
SECTION, CLAUSE_RUNG, SUBCLAUSE, POINT = "I.", "1.", "1.1.", "a)"
LADDER = (SECTION, CLAUSE_RUNG, SUBCLAUSE, POINT)
TOP = ("Phần I", "Chương I", "Mục 1", "Tiểu mục 1")
ARTICLE = "Điều 1."
PARTS = "Phụ lục I, mục II.6.đ và V.6.a"
STAR = "*"
BULLETS = (STAR, "-", "+")
RUN_IN = re.compile(r"[:.]\s+(\w+\s+\w+)")


@rule("nd30.pl1.ii.6.dd.order", Severity.ERROR, CLAUSE)
def order(case: Case) -> Iterator[Fault]:
    """Numbers follow each other from the first, none left out, none twice."""
    for part, wanted in _out_of_order(case):
        if not (part.rung == POINT and _skips_a_letter(part, wanted)):
            yield at(part, found=_mark(part), wanted=wanted)


@rule("nd30.pl1.ii.6.dd.letters", Severity.ERROR, CLAUSE)
def point_letters(case: Case) -> Iterator[Fault]:
    """Points go by the Vietnamese alphabet: a b c d đ e g h i k."""
    if not any(part.rung == POINT for part in _numbered(case)):
        raise not_applicable("absent")
    for part, wanted in _out_of_order(case):
        if part.rung == POINT and _skips_a_letter(part, wanted):
            yield at(part, found=_mark(part), wanted=wanted)


@rule("nd30.pl1.ii.6.dd.prefix", Severity.ERROR, CLAUSE)
def prefix(case: Case) -> Iterator[Fault]:
    """A decimal number begins with the number it stands under."""
    above = ""
    seen = False
    for part in _numbered(case):
        if part.rung == CLAUSE_RUNG:
            above = _mark(part)
        elif part.rung == SECTION:
            above = ""
        elif part.rung == SUBCLAUSE:
            seen = True
            head = _mark(part).rpartition(".")[0]
            if above and head != above:
                yield at(part, found=_mark(part), wanted=above)
    if not seen:
        raise not_applicable("absent")


@rule("nd30.pl1.ii.6.dd.levels", Severity.WARNING, CLAUSE)
def levels(case: Case) -> Iterator[Fault]:
    """No rung is left out: under a section stand clauses, under them points."""
    below = -1
    for part in _numbered(case):
        if part.rung not in LADDER:
            continue
        rung = LADDER.index(part.rung)
        if part.rung == POINT and below == LADDER.index(SECTION):
            yield at(part, found=_mark(part))
        below = rung


@rule("nd30.pl1.ii.6.dd.own-line", Severity.ERROR, CLAUSE)
def own_line(case: Case) -> Iterator[Fault]:
    """A section has its title alone on its line."""
    for part in _on(case, SECTION):
        if _runs_in(part):
            yield at(part)


@rule("nd30.pl1.v.6.section-case", Severity.ERROR, CLAUSE)
def section_case(case: Case) -> Iterator[Fault]:
    """The title of a section is in capitals."""
    for part in _on(case, SECTION):
        if part.text.strip() and not _runs_in(part) and not has_upper_only(printed(part)):
            yield at(part)


@rule("nd30.pl1.v.6.section-bold", Severity.ERROR, CLAUSE)
def section_bold(case: Case) -> Iterator[Fault]:
    """Number and title of a section are bold."""
    laid_out(case)
    for part in _on(case, SECTION):
        if part.role is Role.HEADING and not all(run.look.bold for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.v.6.clause-case", Severity.ERROR, CLAUSE)
def clause_case(case: Case) -> Iterator[Fault]:
    """The title of a clause or point is in small letters."""
    for part in _on(case, CLAUSE_RUNG, SUBCLAUSE, POINT):
        if part.role is Role.HEADING and _words(part) > 1 and has_upper_only(printed(part)):
            yield at(part)


@rule("nd30.pl1.v.6.clause-bold", Severity.ERROR, CLAUSE)
def clause_bold(case: Case) -> Iterator[Fault]:
    """A clause with a title of its own is bold; words that lead to a list may be none."""
    laid_out(case)
    for part in _on(case, CLAUSE_RUNG):
        titled = part.role is Role.HEADING and part.confidence is Confidence.SURE
        if titled and not all(run.look.bold for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.v.6.point-bold", Severity.WARNING, CLAUSE)
def point_bold(case: Case) -> Iterator[Fault]:
    """Points are not bold."""
    laid_out(case)
    for part in _on(case, POINT):
        if all(run.look.bold for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.ii.6.dd.part-order", Severity.ERROR, PARTS)
def part_order(case: Case) -> Iterator[Fault]:
    """Phần, Chương and Điều are numbered from the first, none left out, none twice."""
    counts: Counter[str] = Counter()
    for part in _on(case, *TOP, ARTICLE):
        number = _mark(part).rpartition(" ")[2]
        position = int(number) if number.isdigit() else _position(SECTION, number)
        anew = position == 1 and part.rung not in (TOP[0], ARTICLE)  # in the next Phần or Chương
        if position != counts[part.rung] + 1 and not anew:
            yield at(part, found=_mark(part), wanted=str(counts[part.rung] + 1))
        counts[part.rung] = position or counts[part.rung] + 1


@rule("nd30.pl1.v.6.part-word", Severity.ERROR, PARTS)
def part_word(case: Case) -> Iterator[Fault]:
    """The word Phần, Chương or Mục is in small letters."""
    for part in _on(case, *TOP):
        if has_upper_only(_mark(part).split()[0]):
            yield at(part, found=_mark(part), wanted=_mark(part).capitalize().split()[0])


@rule("nd30.pl1.v.6.part-own-line", Severity.ERROR, PARTS)
def part_own_line(case: Case) -> Iterator[Fault]:
    """Word and number have a line of their own, the title stands on the next."""
    for part in _on(case, *TOP):
        if part.text.strip() and len(part.paragraphs) == 1:
            yield at(part)


@rule("nd30.pl1.v.6.part-case", Severity.ERROR, PARTS)
def part_case(case: Case) -> Iterator[Fault]:
    """The title of a Phần or Chương is in capitals."""
    for part in _on(case, *TOP):
        title = part.text.upper() if all(r.look.capitals for r in letters(part)) else part.text
        if title.strip() and not has_upper_only(title):
            yield at(part)


@rule("nd30.pl1.v.6.part-bold", Severity.ERROR, PARTS)
def part_bold(case: Case) -> Iterator[Fault]:
    """Number and title of a Phần or Chương are bold."""
    laid_out(case)
    for part in _on(case, *TOP):
        if not all(run.look.bold for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.v.6.part-align", Severity.ERROR, PARTS)
def part_align(case: Case) -> Iterator[Fault]:
    """Number and title of a Phần or Chương stand in the middle."""
    laid_out(case)
    for part in _on(case, *TOP):
        if any(p.align != "center" for p in part.paragraphs if p.text.strip()):
            yield at(part)


@rule("nd30.pl1.v.6.article-bold", Severity.ERROR, PARTS)
def article_bold(case: Case) -> Iterator[Fault]:
    """Number and title of a Điều are bold."""
    laid_out(case)
    for part in _on(case, ARTICLE):
        if part.role is Role.HEADING and not all(run.look.bold for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.v.6.heading-italic", Severity.WARNING, CLAUSE)
def heading_italic(case: Case) -> Iterator[Fault]:
    """Sections and clauses are upright."""
    laid_out(case)
    for part in _on(case, SECTION, CLAUSE_RUNG):
        if part.role is Role.HEADING and any(run.look.italic for run in letters(part)):
            yield at(part)


@rule("nd30.pl1.v.6.heading-size", Severity.ERROR, CLAUSE, words="look.size")
def heading_size(case: Case) -> Iterator[Fault]:
    """Headings have the size of the text."""
    laid_out(case)
    form = case.form["elements"]["section"]
    allowed = form["allow"]["size"]
    for part in present(case, Role.HEADING):
        size = next(
            (r.look.size for r in letters(part) if not permits(allowed, r.look.size / 2)), 0
        )
        if size:
            yield at(part, element=_shown_mark(part), found=points(size), allowed=span(allowed))


def _numbered(case: Case) -> tuple[Located, ...]:
    return tuple(part for part in present(case, *NUMBERED) if part.marker)


def _on(case: Case, *rungs: str) -> tuple[Located, ...]:
    """Return the numbered parts of some rungs; raises for none."""
    found = tuple(part for part in _numbered(case) if part.rung in rungs)
    if not found:
        raise not_applicable("absent")
    return found


def _mark(part: Located) -> str:
    """Return the bare number of a part: `IV`, `2.1`, `đ`."""
    return part.marker.strip().rstrip(".)").strip()


def _shown_mark(part: Located) -> str:
    return part.marker.strip()


def _runs_in(part: Located) -> bool:
    """Return whether text follows a title on its line."""
    after = RUN_IN.search(part.text)
    return part.role is Role.CLAUSE or (after is not None and not has_upper_only(after[1]))


def _words(part: Located) -> int:
    return len(part.text.split())


def _out_of_order(case: Case) -> Iterator[tuple[Located, str]]:
    """Yield each number that is not the one awaited, with the one that was.

    After a fault the count goes on from what stands there, so that one gap is told once. Under a
    title with a star the points may begin anew.
    """
    counts: dict[int, int] = {}
    depths: dict[int, int] = {}
    anew = False
    for part in _numbered(case):
        if part.rung not in LADDER:
            anew = anew or part.rung == STAR
            if part.rung not in BULLETS:
                counts = {one: n for one, n in counts.items() if depths[one] < part.depth}
            continue
        level = LADDER.index(part.rung)
        depths[level] = part.depth
        counts = {one: count for one, count in counts.items() if one <= level}
        last = counts.get(level, 0)
        head, _, own = _mark(part).rpartition(".")
        position = _position(part.rung, own)
        if position != last + 1 and not (anew and position == 1 and part.rung == POINT):
            yield part, ".".join(filter(None, (head, _at(part.rung, last + 1))))
        counts[level] = position or last + 1
        anew = False


def _at(rung: str, position: int) -> str:
    """Return the number at a position of a rung."""
    if rung == SECTION:
        return roman(position)
    return point_letter(position) if rung == POINT else str(position)


def _position(rung: str, own: str) -> int:
    """Return the position of a number, 0 where it is none of its rung."""
    if rung == POINT:
        return POINT_LETTERS.find(own) + 1 if len(own) == 1 else 0
    if rung == SECTION:
        return next((n for n in range(1, 100) if roman(n) == own), 0)
    return int(own) if own.isdigit() else 0


def _skips_a_letter(part: Located, wanted: str) -> bool:
    """Return whether a point goes by the English alphabet, where the Vietnamese has another."""
    own = _mark(part)
    if own not in POINT_LETTERS:
        return True
    return wanted == "đ" and own == "e"
