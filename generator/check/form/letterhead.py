"""Quốc hiệu, tiêu ngữ and the name of the agency: Phụ lục I, mục II.1 and II.2."""

from collections.abc import Iterator

from generator.check.form.view import at, laid_out, present, printed
from generator.check.registry import Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Part
from generator.vietnamese import folded

DASHES = str.maketrans("–—\u2212\u2011", "----")
LETTERHEAD = (
    Role.NATION, Role.MOTTO, Role.SUPERIOR, Role.ISSUER, Role.NUMBER, Role.PLACE_DATE,
)  # fmt: skip


@rule("nd30.pl1.ii.1.a.nation-text", Severity.ERROR, "Phụ lục I, mục II.1.a")
def nation(case: Case) -> Iterator[Fault]:
    """Quốc hiệu has its exact words, in capitals."""
    wanted = case.form["elements"]["national-name"]["text"]
    for part in present(case, Role.NATION):
        if _plain(printed(part)).replace("HOÀ", "HÒA") != wanted:
            yield at(part, wanted=wanted)


@rule("nd30.pl1.ii.1.b.motto-text", Severity.ERROR, "Phụ lục I, mục II.1.b")
def motto(case: Case) -> Iterator[Fault]:
    """Tiêu ngữ has its exact words and capitals."""
    wanted = case.form["elements"]["motto"]["text"]
    for part in present(case, Role.MOTTO):
        if _plain(printed(part)).translate(DASHES) != wanted:
            yield at(part, wanted=wanted)


@rule("nd30.pl1.ii.1.b.motto-dash", Severity.WARNING, "Phụ lục I, mục II.1.b")
def motto_dash(case: Case) -> Iterator[Fault]:
    """Between its phrases stand hyphens, not dashes."""
    wanted = case.form["elements"]["motto"]["text"]
    for part in present(case, Role.MOTTO):
        text = _plain(printed(part))
        if text != wanted and text.translate(DASHES) == wanted:
            yield at(part)


@rule("nd30.pl1.ii.1.b.motto-line", Severity.ERROR, "Phụ lục I, mục II.1.b")
def motto_line(case: Case) -> Iterator[Fault]:
    """A line is drawn under tiêu ngữ."""
    yield from _without_line(case, Role.MOTTO)


@rule("nd30.pl1.ii.2.b.issuer-line", Severity.ERROR, "Phụ lục I, mục II.2.b")
def issuer_line(case: Case) -> Iterator[Fault]:
    """A line is drawn under the name of the agency."""
    yield from _without_line(case, Role.ISSUER)


@rule("nd30.pl1.ii.2.a.issuer-full", Severity.ERROR, "Phụ lục I, mục II.2.a")
def issuer_is_full(case: Case) -> Iterator[Fault]:
    """The name of the agency itself is not abbreviated."""
    short = case.form["check"]["committee"]["symbol"]
    for part in present(case, Role.ISSUER)[:1]:
        if short in printed(part).upper().split():
            yield at(part, found=short)


@rule("nd30.pl1.ii.2.a.committee-superior", Severity.WARNING, "Phụ lục I, mục II.2.a")
def committee_has_no_superior(case: Case) -> Iterator[Fault]:
    """A People's Committee prints no agency above its own name."""
    committee = case.form["check"]["committee"]["issuer"]
    issuer = " ".join(printed(part) for part in present(case, Role.ISSUER))
    superiors = [part for part in case.anatomy.of(Role.SUPERIOR) if part.text.strip()]
    if folded(issuer).startswith(folded(committee)) and superiors:
        yield at(superiors[0])


def _plain(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def _without_line(case: Case, role: Role) -> Iterator[Fault]:
    """Yield a fault where no line lies under a part.

    A drawn line may hang on any paragraph of the letterhead; two of them leave no doubt.
    """
    laid_out(case)
    part = present(case, role)[-1]
    places = _head(case)
    lined = [p for one in places for p in one.paragraphs if p.lines or p.border_below]
    total = sum(max(p.lines, 1) for p in lined) + _typed_lines(places)
    cell = _cell(part)
    if total >= 2 or any(_cell_of(p.part) == cell for p in lined):  # noqa: PLR2004 - two agree
        return
    yield at(part)


def _head(case: Case) -> list[Located]:
    """Return the parts of the letterhead, and the drawn lines among them."""
    parts = case.anatomy.parts
    named = [n for n, part in enumerate(parts) if part.role in LETTERHEAD and not part.appendix]
    after = next((n for n in range(named[-1] + 1, len(parts)) if parts[n].role is Role.RULE), None)
    last = named[-1] + 2 if after == named[-1] + 1 else named[-1] + 1
    return [part for part in parts[named[0] : last] if part.role in (*LETTERHEAD, Role.RULE)]


def _typed_lines(places: list[Located]) -> int:
    """Return how many lines of the letterhead are typed with signs."""
    return sum(
        1
        for one in places
        for p in one.paragraphs
        if set(p.text.strip()) & set("_-—─") == set(p.text.strip()) != set()
    )


def _cell(part: Located) -> Part:
    return _cell_of(part.paragraphs[0].part) if part.paragraphs else ()


def _cell_of(place: Part) -> Part:
    """Return the place of the cell a paragraph stands in, or of the paragraph itself."""
    return place[:-1] if len(place) > 1 else place
