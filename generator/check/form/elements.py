"""The look of each element: size, weight, slope, case and alignment (Phụ lục I, mục II, III, V).

What is allowed stands in the standard; here stands which part of a document it is asked of.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.check.form.beside import addressed, drafter_marks, stamps
from generator.check.form.forms import is_letter
from generator.check.form.view import (
    at,
    has_upper_only,
    laid_out,
    letters,
    permits,
    points,
    printed,
    span,
)
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role

Allowed = dict[str, Any]
Judge = Callable[[Located, Allowed], dict[str, str] | None]


@dataclass(frozen=True, slots=True)
class Element:
    """An element: the stem of its rules' ids, its part, its entry in the standard, its clause.

    `find` returns its parts where the reader has no role for it.
    """

    id: str
    role: Role
    key: str
    clause: str
    aspects: tuple[str, ...]
    find: Callable[[Case], Iterable[Located]] | None = None


_BANNER = ("size", "bold", "not-italic", "centre")
_CAPITALS = (*_BANNER, "upper")
_NAME = (*_BANNER, "sentence")
_PLAIN = ("size", "not-bold", "not-italic")

ELEMENTS = (
    Element("nd30.pl1.ii.1.a.nation", Role.NATION, "national-name", "mục II.1.a và V.1", _BANNER),
    Element("nd30.pl1.ii.1.b.motto", Role.MOTTO, "motto", "mục II.1.b và V.1", _BANNER),
    Element("nd30.pl1.ii.2.b.superior", Role.SUPERIOR, "parent-agency", "mục II.2.b và V.2",
            (*_PLAIN, "centre", "upper")),
    Element("nd30.pl1.ii.2.b.issuer", Role.ISSUER, "issuer", "mục II.2.b và V.2", _CAPITALS),
    Element("nd30.pl1.ii.3.c.number", Role.NUMBER, "number", "mục II.3.c và V.3",
            (*_PLAIN, "centre")),
    Element("nd30.pl1.ii.4.c.date", Role.PLACE_DATE, "place-date", "mục II.4.c và V.4",
            ("size", "not-bold", "italic", "centre", "sentence")),
    Element("nd30.pl1.ii.5.b.type", Role.TYPE, "type-name", "mục II.5.b và V.5.a", _CAPITALS),
    Element("nd30.pl1.ii.5.b.subject", Role.SUBJECT, "subject", "mục II.5.b và V.5.a", _NAME),
    Element("nd30.pl1.ii.7.dd.authority", Role.AUTHORITY, "authority", "mục II.7.đ và V.7",
            _CAPITALS),
    Element("nd30.pl1.ii.7.dd.signer", Role.SIGNER, "signer", "mục II.7.đ và V.7", _NAME),
    Element("nd30.pl1.ii.9.d.label", Role.RECIPIENTS, "recipients-label", "mục II.9.d và V.8.b",
            ("size", "bold", "italic", "sentence", "left")),
    Element("nd30.pl1.ii.9.d.list", Role.RECIPIENT, "recipient", "mục II.9.d và V.8.b",
            (*_PLAIN, "left")),
    Element("nd30.pl1.ii.9.d.archive", Role.ARCHIVE, "recipient", "mục II.9.d và V.8.b",
            (*_PLAIN, "left")),
    Element("nd30.pl1.iii.1.b.label", Role.APPENDIX, "appendix-label", "mục III.1.b và V.9", _NAME),
    Element("nd30.pl1.iii.1.b.title", Role.APPENDIX_TITLE, "appendix-title", "mục III.1.b và V.9",
            _CAPITALS),
    Element("nd30.pl1.iii.1.c.attached", Role.APPENDIX_OF, "appendix-attached", "mục III.1.c",
            ("size", "not-bold", "italic", "sentence", "centre")),
    Element("nd30.pl1.ii.9.d.addressee", Role.ADDRESSEE, "addressee", "mục II.9.d và V.8.a",
            (*_PLAIN, "sentence"), addressed),
    Element("nd30.pl1.iii.2.b.urgency", Role.NOTICE, "urgency", "mục III.2.b và V.10",
            ("size", "bold", "not-italic", "upper"), partial(stamps, key="urgency")),
    Element("nd30.pl1.iii.2.c.circulation", Role.NOTICE, "circulation", "mục III.2.c và V.13",
            ("size", "bold", "not-italic", "upper"), partial(stamps, key="circulation")),
    Element("nd30.pl1.iii.3.drafter", Role.UNKNOWN, "drafter", "mục III.3 và V.11",
            (*_PLAIN, "upper"), drafter_marks),
)  # fmt: skip


def _size(part: Located, allowed: Allowed) -> dict[str, str] | None:
    for run in letters(part):
        if run.look.size and not permits(allowed["size"], run.look.size / 2):
            return {"found": points(run.look.size), "allowed": span(allowed["size"])}
    return None


def _weight(part: Located, allowed: Allowed) -> dict[str, str] | None:
    return {} if any(run.look.bold is not allowed["bold"] for run in letters(part)) else None


def _slope(part: Located, allowed: Allowed) -> dict[str, str] | None:
    return {} if any(run.look.italic is not allowed["italic"] for run in letters(part)) else None


def _case(part: Located, allowed: Allowed) -> dict[str, str] | None:
    return {} if has_upper_only(printed(part)) is not (allowed["case"] == "upper") else None


def _align(part: Located, allowed: Allowed) -> dict[str, str] | None:
    """Return nothing wrong, too, where a tab sets the line: where it leads to is not judged."""
    fit = ("left", "both") if allowed["align"] == "left" else (allowed["align"],)
    judged = (p for p in part.paragraphs if p.text.strip() and not p.text.startswith("\t"))
    return {} if any(p.align not in fit for p in judged) else None


def _alone(case: Case, parts: list[Located]) -> list[Located]:
    """Return the parts that do not share their line with another: there tabs set them."""
    places = Counter(
        one for part in case.anatomy.parts for one in {p.part for p in part.paragraphs}
    )
    alone = [part for part in parts if all(places[p.part] == 1 for p in part.paragraphs)]
    if not alone:
        raise not_evaluated("shared-line")
    return alone


# Issued papers print these in 13.5 points: told, but no reason to send a paper back.
OFTEN = ("nd30.pl1.ii.1.a.nation-size", "nd30.pl1.ii.2.b.issuer-size")
# The aspect names the words of the message; its property is what the id ends with.
ASPECTS: dict[str, tuple[str, Judge]] = {
    "size": ("size", _size),
    "bold": ("bold", _weight),
    "not-bold": ("bold", _weight),
    "italic": ("italic", _slope),
    "not-italic": ("italic", _slope),
    "upper": ("case", _case),
    "sentence": ("case", _case),
    "centre": ("align", _align),
    "left": ("align", _align),
}


def _enter(element: Element, aspect: str) -> None:
    """Enter the rule that judges one aspect of an element."""
    property_, judge = ASPECTS[aspect]
    clause = f"Phụ lục I, {element.clause}"

    severity = Severity.WARNING if f"{element.id}-{property_}" in OFTEN else Severity.ERROR

    @rule(f"{element.id}-{property_}", severity, clause, words=f"look.{aspect}")
    def look(case: Case) -> Iterator[Fault]:
        if property_ != "case":
            laid_out(case)
        form = _form(case, element, aspect)
        found = element.find(case) if element.find else case.anatomy.of(element.role)
        parts = [part for part in found if part.text.strip()]
        if not parts:
            raise not_applicable("absent")
        if property_ == "align":
            parts = _alone(case, parts)
        for part in parts:
            wrong = judge(part, form["allow"])
            if wrong is not None:
                yield at(part, element=form["name"], **wrong)


def _form(case: Case, element: Element, aspect: str) -> dict[str, Any]:
    """Return what the standard says of an element; the subject of a Công văn is `V/v …`, light."""
    if element.role is not Role.SUBJECT or not is_letter(case):
        return dict(case.form["elements"][element.key])
    if aspect == "bold":
        raise not_applicable("letter")
    return dict(case.form["elements"]["letter-subject"])


for _element in ELEMENTS:
    for _aspect in _element.aspects:
        _enter(_element, _aspect)
