"""Letters: Phụ lục I, mục I.4."""

import re
from collections.abc import Callable, Collection, Iterator
from unicodedata import is_normalized

from generator.check.form.beside import stamps
from generator.check.form.view import laid_out, seen, short
from generator.check.registry import Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.reading.sheet import Look, Paragraph, Part, Run, paragraphs
from generator.vietnamese import nfc

CLAUSE = "Phụ lục I, mục I.4"
BLACK = ("", "auto")
# ISO 29500-1, 17.3.2.26: signs of full width; and those that a hint makes East Asian.
WIDE = re.compile("[\u3000-\u303f\uff00-\uffef]")
HINTED = re.compile("[\u2010-\u27bf\u00a1\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7]")


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


@rule("nd30.pl1.i.4.font-east-asian", Severity.WARNING, CLAUSE)
def font_east_asian(case: Case) -> Iterator[Fault]:
    """No sign is printed in the font of East Asian letters.

    Word prints letters of Vietnamese in the usual font, whatever the East Asian one is; but quotes,
    dashes and dots where the run is hinted at East Asia, and signs of full width always: they
    come out too wide, in another font.
    """
    name = case.form["fonts"]["name"]
    laid_out(case)
    for paragraph in _everything(case):
        runs = (run for run in seen(paragraph) if _other(name, run.look.asian))
        found = next((run for run in runs if _drawn_wide(run)), None)
        if found:
            yield Fault({"found": found.look.asian}, paragraph.part, short(found.text))


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
    red = (*case.anatomy.of(Role.NOTICE), *stamps(case, key="urgency"))
    yield from _unlike(
        case,
        lambda look: "" if look.color.lower() in black else f"#{look.color}",
        {p.part for part in red for p in part.paragraphs},
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


def _drawn_wide(run: Run) -> bool:
    """Return whether a run holds signs that Word takes for East Asian ones."""
    return bool(WIDE.search(run.text) or (run.look.hinted and HINTED.search(run.text)))


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
