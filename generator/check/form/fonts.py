"""Letters: Phụ lục I, mục I.4."""

from collections.abc import Callable, Collection, Iterator
from unicodedata import is_normalized

from generator.check.form.view import laid_out, seen, short
from generator.check.registry import Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.reading.sheet import Look, Paragraph, Part, paragraphs
from generator.vietnamese import nfc

CLAUSE = "Phụ lục I, mục I.4"
BLACK = ("", "auto")


@rule("nd30.pl1.i.4.font", Severity.ERROR, CLAUSE)
def font(case: Case) -> Iterator[Fault]:
    """All letters are of the one font."""
    name = case.form["fonts"]["name"]
    yield from _unlike(case, lambda look: _other(name, look.ascii, look.hansi))


@rule("nd30.pl1.i.4.font-complex", Severity.WARNING, CLAUSE)
def font_complex(case: Case) -> Iterator[Fault]:
    """The font that Word keeps for complex scripts is the same: some programs print with it."""
    name = case.form["fonts"]["name"]
    yield from _unlike(case, lambda look: _other(name, look.complex))


@rule("nd30.pl1.i.4.unicode", Severity.WARNING, CLAUSE)
def unicode(case: Case) -> Iterator[Fault]:
    """Letters are whole, with their marks, as TCVN 6909:2001 has them."""
    for paragraph in _everything(case):
        if not is_normalized("NFC", paragraph.text):
            yield Fault({}, paragraph.part, short(nfc(paragraph.text)))


@rule("nd30.pl1.i.4.colour", Severity.ERROR, CLAUSE)
def colour(case: Case) -> Iterator[Fault]:
    """Letters are black; a stamp may be red."""
    black = (*BLACK, case.form["fonts"]["color"].lower())
    stamps = {p.part for part in case.anatomy.of(Role.NOTICE) for p in part.paragraphs}
    yield from _unlike(
        case, lambda look: "" if look.color.lower() in black else f"#{look.color}", stamps
    )


def _unlike(
    case: Case, found: Callable[[Look], str], left_out: Collection[Part] = ()
) -> Iterator[Fault]:
    """Yield a fault for each paragraph with letters that are not as they should be."""
    laid_out(case)
    for paragraph in _everything(case):
        if paragraph.part in left_out:
            continue
        other = next((word for run in seen(paragraph) if (word := found(run.look))), "")
        if other:
            yield Fault({"found": other}, paragraph.part, short(paragraph.text))


def _everything(case: Case) -> Iterator[Paragraph]:
    """Yield every paragraph of body and running heads, each once."""
    sheet = case.anatomy.sheet
    yield from paragraphs(sheet.blocks)
    heads = [
        blocks
        for region in sheet.regions
        for kinds in (region.headers, region.footers)
        for blocks in kinds.values()
    ]
    for blocks in dict.fromkeys(heads):
        yield from paragraphs(blocks)


def _other(name: str, *fonts: str) -> str:
    """Return the first of some fonts that is stated and another than the one asked for."""
    return next((font for font in fonts if font and font.lower() != name.lower()), "")
