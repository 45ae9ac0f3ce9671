"""Quốc hiệu, tiêu ngữ and the name of the agency: Phụ lục I, mục II.1 and II.2."""

from collections.abc import Iterator

from generator.check.form.view import at, present, printed
from generator.check.registry import Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.vietnamese import folded

DASHES = str.maketrans("–—\u2212\u2011", "----")


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
