"""Authority, title and name of who signs: Phụ lục I, mục II.7; Điều 13."""

import re
from collections.abc import Iterator

from generator.check.form.metrics import beside, height
from generator.check.form.view import (
    TWIPS_PER_POINT,
    at,
    laid_out,
    number,
    permits,
    present,
    printed,
    span,
)
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Paragraph
from generator.vietnamese import folded

CLAUSE = "Phụ lục I, mục II.7"
PREFIX = re.compile(r"(TM|KT|TL|TUQ|Q)\b(\.?)(\s*)(.*)")
ODD = re.compile(r"(?:T/M|K/T|T/L|TUQ/|T\.M|K\.T|T\.L|T\.U\.Q)\b", re.IGNORECASE)


@rule("nd30.pl1.ii.7.a.authority-form", Severity.ERROR, f"{CLAUSE}.a")
def authority_form(case: Case) -> Iterator[Fault]:
    """TM., KT., TL., TUQ. and Q. are written with a full stop and a space."""
    for part, line in _lines(case):
        found = PREFIX.fullmatch(line)
        bad = found is not None and (not found[2] or len(found[3]) != 1 or not found[4])
        if bad or ODD.match(line):
            yield at(part, found=line)


@rule("nd30.pl1.ii.7.authority-order", Severity.ERROR, CLAUSE)
def authority_order(case: Case) -> Iterator[Fault]:
    """TM. stands above KT.; under KT. stands the deputy's title."""
    lines = list(_lines(case))
    kinds = [_kind(line) for _, line in lines]
    for index, (part, line) in enumerate(lines):
        follows = lines[index + 1][1] if index + 1 < len(lines) else ""
        late = kinds[index] == "TM" and index > 0
        alone = kinds[index] in ("KT", "TL", "TUQ") and not follows
        same = kinds[index] == "KT" and follows and not _is_deputy(line, follows)
        if late or alone or same:
            yield at(part, found=line)


@rule("nd30.pl1.ii.7.title", Severity.ERROR, CLAUSE)
def title(case: Case) -> Iterator[Fault]:
    """Under TM. stands the title of who signs."""
    lines = list(_lines(case))
    if _kind(lines[0][1]) != "TM":
        raise not_applicable("not-collective")
    if len(lines) == 1:
        yield at(lines[0][0], found=lines[0][1])


@rule("nd30.pl1.ii.7.b.collective", Severity.WARNING, f"{CLAUSE}.b")
def collective(case: Case) -> Iterator[Fault]:
    """A plan of the Committee is signed on its behalf."""
    committee = case.form["check"]["committee"]
    issuer = " ".join(printed(part) for part in present(case, Role.ISSUER))
    if not folded(issuer).startswith(folded(committee["issuer"])):
        raise not_applicable("no-committee")
    if folded(case.anatomy.text(Role.TYPE)) not in map(folded, committee["signs_for"]):
        raise not_applicable("other-type")
    part, line = next(iter(_lines(case)))
    if _kind(line) in ("", "KT", "Q"):
        yield at(part, wanted=committee["authority"])


@rule("nd30.pl1.ii.7.c.undefined-title", Severity.WARNING, f"{CLAUSE}.c")
def undefined_title(case: Case) -> Iterator[Fault]:
    """Titles that the State does not define are not printed."""
    for part, line in _lines(case):
        for word in case.form["check"]["signature"]["undefined_titles"]:
            if word in line.upper():
                yield at(part, found=line, word=word)


@rule("nd30.pl1.ii.7.c.honours", Severity.ERROR, f"{CLAUSE}.c")
def honours(case: Case) -> Iterator[Fault]:
    """No degree, rank or form of address stands before the name."""
    words = sorted(case.form["check"]["signature"]["honours"], key=len, reverse=True)
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?:[.\s]|$)")
    for part in present(case, Role.SIGNER):
        found = pattern.match(part.text.strip())
        if found:
            yield at(part, found=found[0].strip())


@rule("nd30.pl2.ii.1.signer-capitals", Severity.ERROR, "Phụ lục II, mục II.1")
def signer_capitals(case: Case) -> Iterator[Fault]:
    """Each syllable of a name begins with a capital."""
    for part in present(case, Role.SIGNER):
        if any(word[0].islower() for word in part.text.split()):
            yield at(part)


@rule("practice.sign-alone", Severity.WARNING, "Thông lệ; Phụ lục I, mục II.7")
def sign_alone(case: Case) -> Iterator[Fault]:
    """No page begins right before the signature: it does not stand alone on a page."""
    laid_out(case)
    parts = [part for part in case.anatomy.parts if not part.appendix]
    ends = [n for n, part in enumerate(parts) if part.role in (Role.RECIPIENTS, Role.AUTHORITY)]
    if not ends:
        raise not_applicable("absent")
    gap = (*_tail(parts[: ends[0]]), parts[ends[0]])
    if any(p.breaks for part in gap for p in part.paragraphs):
        yield at(parts[ends[0]])


@rule("practice.sign-space", Severity.WARNING, "Thông lệ; Phụ lục I, mục II.7")
def sign_space(case: Case) -> Iterator[Fault]:
    """Between title and name is room to sign and stamp: three to five lines."""
    laid_out(case)
    above, below = present(case, Role.AUTHORITY)[-1], present(case, Role.SIGNER)[0]
    if not (above.paragraphs and below.paragraphs):
        raise not_evaluated("other-form")
    column = beside(case, above.paragraphs[-1].part)
    places = [one.part for one in column]
    ends = (above.paragraphs[-1].part, below.paragraphs[0].part)
    if ends[0] == ends[1] or not set(ends) <= set(places):
        raise not_evaluated("sign-apart")
    between = column[places.index(ends[0]) + 1 : places.index(ends[1])]
    if any(one.text.strip() for one in between):
        raise not_applicable("signed")
    form, single = case.form["elements"]["sign-space"], case.form["check"]["single_line"]
    line = form["emit"]["size"] * single * TWIPS_PER_POINT
    around = column[places.index(ends[0])].spacing.after + below.paragraphs[0].spacing.before
    lines = (around + sum(_tall(one, single) for one in between)) / line
    slack = case.form["check"]["tolerance"]["sign_lines"]
    if not permits(form["count"]["allow"], lines, slack):
        yield at(below, found=number(round(lines, 1)), allowed=span(form["count"]["allow"]))


def _tail(parts: list[Located]) -> list[Located]:
    """Return the empty parts that others end with."""
    found: list[Located] = []
    for part in reversed(parts):
        if part.role is not Role.RULE:
            break
        found.insert(0, part)
    return found


def _tall(paragraph: Paragraph, single: float) -> float:
    """Return how high an empty paragraph is, breaks of lines in it counted."""
    around = paragraph.spacing.before + paragraph.spacing.after
    return around + height(paragraph, 1 + paragraph.text.count("\n"), single)


def _lines(case: Case) -> Iterator[tuple[Located, str]]:
    """Yield the lines above the signature; a part may hold more than one."""
    for part in present(case, Role.AUTHORITY):
        lines = [" ".join(p.text.split()) for p in part.paragraphs if p.text.strip()]
        capitals = printed(part) != part.text
        for line in lines or [part.text]:
            for piece in line.split("\n"):
                yield part, piece.upper() if capitals else piece


def _kind(line: str) -> str:
    """Return the abbreviation that a line begins with, or nothing."""
    found = PREFIX.match(line)
    return found[1] if found else ""


def _is_deputy(line: str, follows: str) -> bool:
    """Return whether the second line is the title of a deputy of the first, or of another rank."""
    principal = line.partition(" ")[2].strip()
    return _kind(follows) != "" or folded(follows) != folded(principal)
