"""Paper, orientation and margins: Phụ lục I, mục I.1-I.3."""

from collections.abc import Iterator

from generator.check.form.view import laid_out, millimetres, permits, span
from generator.check.registry import Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.sheet import TWIPS_PER_MM, Page, Part, Region, Table, paragraphs


@rule("nd30.pl1.i.1.paper", Severity.ERROR, "Phụ lục I, mục I.1")
def paper(case: Case) -> Iterator[Fault]:
    """Paper is A4."""
    form = case.form["page"]
    sides = sorted((form["size"]["width"], form["size"]["height"]))
    for region in _regions(case):
        found = sorted((region.page.width, region.page.height))
        if any(abs(a - b) > TWIPS_PER_MM for a, b in zip(sides, found, strict=True)):
            yield Fault(
                {
                    "width": millimetres(region.page.width),
                    "height": millimetres(region.page.height),
                },
                _start(region),
            )


@rule("nd30.pl1.i.2.orientation", Severity.ERROR, "Phụ lục I, mục I.2")
def orientation(case: Case) -> Iterator[Fault]:
    """A page lies on its side only for tables."""
    for region in _regions(case):
        if _lies(region.page) and not any(
            isinstance(b, Table) and b.bordered for b in region.blocks
        ):
            yield Fault(part=_start(region))


def _margin(side: str) -> None:
    """Enter the rule of one margin."""

    @rule(f"nd30.pl1.i.3.margin-{side}", Severity.ERROR, "Phụ lục I, mục I.3")
    def margin(case: Case) -> Iterator[Fault]:
        form = case.form["page"]
        for region in _regions(case):
            allowed = form["margins"][side]["allow"]
            if _lies(region.page):
                allowed = case.form["check"]["landscape"].get(side, allowed)
            found = getattr(region.page, side)
            if not permits(allowed, found, form["tolerance"]):
                yield Fault(
                    {"found": millimetres(found), "allowed": _round_span(allowed)}, _start(region)
                )


def _round_span(allowed: object) -> str:
    """Return the allowed margin in whole millimetres, as the decree states it."""
    if isinstance(allowed, dict):
        allowed = {key: round(value / TWIPS_PER_MM) for key, value in allowed.items()}
        return span(allowed)
    return millimetres(float(str(allowed)))


for _side in ("top", "bottom", "left", "right"):
    _margin(_side)


def _regions(case: Case) -> tuple[Region, ...]:
    """Return the regions that have pages of their own."""
    laid_out(case)
    return tuple(region for region in case.anatomy.sheet.regions if region.blocks)


def _lies(page: Page) -> bool:
    """Return whether a page lies on its side."""
    return page.landscape or page.width > page.height


def _start(region: Region) -> Part:
    """Return the place where a region begins."""
    return next((p.part for p in paragraphs(region.blocks) if p.text.strip()), ())
