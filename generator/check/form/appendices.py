"""Appendices: Phụ lục I, mục III.1."""

import re
from collections.abc import Iterator

from generator.check.form.forms import number_of
from generator.check.form.view import appendices, at, short
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import paragraphs
from generator.vietnamese import folded, nfc, roman

CLAUSE = "Phụ lục I, mục III.1"
LABEL = re.compile(r"(phụ lục)(?:\s+(?:số\s*:?\s*)?([\w.]+))?", re.IGNORECASE)
ATTACHED = re.compile(
    r"\(\s*(?P<issued>ban hành\s+)?kèm theo\s+(?P<type>.+?)\s+số\s*:?\s*(?P<rest>.*)\)",
    re.IGNORECASE,
)
LONGEST = 1000  # letters of the line, with a long name of an agency
DIGITS = re.compile(r"\s*(\d+)\s*/")


@rule("nd30.pl1.iii.1.a.pointed-to", Severity.ERROR, f"{CLAUSE}.a")
def is_pointed_to(case: Case) -> Iterator[Fault]:
    """The document points to its appendices."""
    found = appendices(case)
    if not any(
        re.search(r"phụ lục", part.text, re.IGNORECASE)
        for part in case.anatomy.parts
        if not part.appendix
    ):
        yield at(found[0][0])


@rule("nd30.pl1.iii.1.a.numerals", Severity.ERROR, f"{CLAUSE}.a")
def has_numerals(case: Case) -> Iterator[Fault]:
    """Two appendices or more are numbered in Roman numerals, from I."""
    labels = _of(case, Role.APPENDIX)
    if len(labels) < 2:  # noqa: PLR2004 - one needs no number
        raise not_applicable("one-appendix")
    for position, part in enumerate(labels, 1):
        found = LABEL.match(part.text.strip())
        own = (found[2] or "").rstrip(".:") if found else ""
        if own != roman(position):
            yield at(part, wanted=roman(position))


@rule("nd30.pl1.iii.1.b.label-own-line", Severity.ERROR, f"{CLAUSE}.b")
def label_own_line(case: Case) -> Iterator[Fault]:
    """The word Phụ lục and its number have a line of their own."""
    found = _of(case, Role.APPENDIX)
    labels = {part.paragraphs[0].part: part for part in found if part.paragraphs}
    for paragraph in paragraphs(case.anatomy.sheet.blocks):
        label = labels.get(paragraph.part)
        if label is not None:
            lines = [nfc(" ".join(line.split())) for line in paragraph.text.split("\n")]
            if next(filter(None, lines), "") != " ".join(label.text.split()):
                yield at(label)


@rule("nd30.pl3.appendix-end-mark", Severity.WARNING, "Phụ lục III, mẫu 2.1")
def appendix_end_mark(case: Case) -> Iterator[Fault]:
    """The text of an appendix ends with ./.; a table or form does not."""
    spoken = [
        last
        for parts in appendices(case)
        if (last := _end(parts)) is not None and not any(part.table for part in parts)
    ]
    if not spoken:
        raise not_applicable("absent")
    for part in spoken:
        if not part.text.rstrip().endswith("./."):
            yield at(part)


@rule("nd30.pl1.iii.1.b.title-missing", Severity.ERROR, f"{CLAUSE}.b")
def has_title(case: Case) -> Iterator[Fault]:
    """Each appendix has a title."""
    for parts in appendices(case):
        if not any(part.role is Role.APPENDIX_TITLE and part.text.strip() for part in parts):
            yield at(parts[0])


@rule("nd30.pl1.iii.1.c.attached-missing", Severity.ERROR, f"{CLAUSE}.c")
def has_attached(case: Case) -> Iterator[Fault]:
    """Each appendix says which document it belongs to."""
    for parts in appendices(case):
        if not any(part.role is Role.APPENDIX_OF and part.text.strip() for part in parts):
            yield at(parts[0])


@rule("nd30.pl1.iii.1.c.attached-form", Severity.ERROR, f"{CLAUSE}.c")
def attached_form(case: Case) -> Iterator[Fault]:
    """It is said in brackets: type, number, day and agency."""
    kind = folded(case.anatomy.text(Role.TYPE))
    for part in _of(case, Role.APPENDIX_OF):
        found = _attached(part)
        right = found is not None and all(word in found["rest"] for word in ("ngày", "của"))
        if not right or (found is not None and kind and folded(found["type"]) != kind):
            yield at(part)


@rule("nd30.pl1.iii.1.c.attached-words", Severity.WARNING, f"{CLAUSE}.c")
def attached_words(case: Case) -> Iterator[Fault]:
    """The words are Kèm theo, not Ban hành kèm theo."""
    for part in _of(case, Role.APPENDIX_OF):
        found = _attached(part)
        if found and found["issued"]:
            yield at(part)


@rule("nd30.pl1.iii.1.c.attached-number", Severity.ERROR, f"{CLAUSE}.c")
def attached_number(case: Case) -> Iterator[Fault]:
    """The number is that of the document, where both are given."""
    number = number_of(case.anatomy.text(Role.NUMBER))
    if number is None or not number.digits.isdigit():
        raise not_evaluated("blank")
    for part in _of(case, Role.APPENDIX_OF):
        found = _attached(part)
        own = DIGITS.match(found["rest"]) if found else None
        if own and int(own[1]) != int(number.digits):
            yield at(part, found=own[1], wanted=short(number.digits))


def _end(parts: tuple[Located, ...]) -> Located | None:
    """Return the last part of an appendix that says something, its head left out."""
    head = (Role.APPENDIX, Role.APPENDIX_TITLE, Role.APPENDIX_OF, Role.RULE, Role.PAGE_NUMBER)
    said = [part for part in parts if part.role not in head and (part.text.strip() or part.table)]
    return said[-1] if said else None


def _attached(part: Located) -> re.Match[str] | None:
    """Return the pieces of the line that says which document an appendix belongs to."""
    return ATTACHED.fullmatch(" ".join(part.text[:LONGEST].split()))


def _of(case: Case, role: Role) -> tuple[Located, ...]:
    """Return the parts of a role in all appendices; raises for none."""
    found = tuple(
        p for parts in appendices(case) for p in parts if p.role is role and p.text.strip()
    )
    if not found:
        raise not_applicable("absent")
    return found
