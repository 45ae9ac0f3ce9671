"""The number of the page: Phụ lục I, mục I.7 and III.1.đ, its look in mục V.14."""

from collections.abc import Iterator

from generator.check.form.view import laid_out, permits, points, short, span, where
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Block, Paragraph, Region, Run, paragraphs

CLAUSE = "Phụ lục I, mục I.7"
LOOK = "Phụ lục I, mục I.7 và mục V.14"
FIELDS = ("PAGE",)
FIRST = "first"


@rule("nd30.pl1.i.7.number", Severity.ERROR, CLAUSE)
def is_numbered(case: Case) -> Iterator[Fault]:
    """Pages are numbered where there is more than one."""
    laid_out(case)
    regions = _pages(case)
    if any(_numbers(region.headers) or _numbers(region.footers) for region in regions):
        return
    text = sum(len(part.text) for part in case.anatomy.parts)
    if len(regions) <= 1 and text < case.form["check"]["one_page"]["letters"]:
        raise not_applicable("one-page")
    yield Fault()


@rule("nd30.pl1.i.7.number-place", Severity.ERROR, CLAUSE)
def is_above(case: Case) -> Iterator[Fault]:
    """The number stands in the top margin, not at the foot."""
    _numbered(case)
    if any(_numbers(region.footers) for region in _pages(case)):
        yield Fault()


@rule("nd30.pl1.i.7.number-centred", Severity.ERROR, CLAUSE)
def is_centred(case: Case) -> Iterator[Fault]:
    """The number stands in the middle."""
    if any(_off_centre(paragraph) for paragraph, _ in _numbered(case)):
        yield Fault()


@rule("nd30.pl1.i.7.number-size", Severity.ERROR, LOOK)
def has_size(case: Case) -> Iterator[Fault]:
    """The number has the size of the text."""
    allowed = case.form["elements"]["page-number"]["allow"]["size"]
    for size in {run.look.size for _, run in _numbered(case)} - {0}:
        if not permits(allowed, size / 2):
            yield Fault({"found": points(size), "allowed": span(allowed)})


@rule("nd30.pl1.i.7.number-upright", Severity.ERROR, LOOK)
def is_upright(case: Case) -> Iterator[Fault]:
    """The number is neither bold nor italic."""
    if any(run.look.bold or run.look.italic for _, run in _numbered(case)):
        yield Fault()


@rule("nd30.pl1.i.7.number-digits", Severity.ERROR, CLAUSE)
def is_arabic(case: Case) -> Iterator[Fault]:
    """The number is written in Arabic digits."""
    _numbered(case)
    if any(region.page.number_format not in ("decimal", "") for region in _pages(case)):
        yield Fault()


@rule("nd30.pl1.i.7.number-bare", Severity.WARNING, CLAUSE)
def is_bare(case: Case) -> Iterator[Fault]:
    """The number stands alone: no word, dash or count of pages beside it."""
    for paragraph, number in _numbered(case):
        others = "".join(run.text for run in paragraph.runs if run.field != number.field)
        if others.strip():
            yield Fault({"found": short(paragraph.text)})
            return


@rule("nd30.pl1.i.7.number-start", Severity.ERROR, CLAUSE)
def starts_with_one(case: Case) -> Iterator[Fault]:
    """Pages count from 1."""
    _numbered(case)
    start = _pages(case)[0].page.starts
    if start not in (None, 1):
        yield Fault({"found": str(start)})


@rule("nd30.pl1.i.7.number-first-page", Severity.ERROR, CLAUSE)
def is_not_on_first_page(case: Case) -> Iterator[Fault]:
    """The first page shows no number."""
    _numbered(case)
    region = _pages(case)[0]
    kinds = {FIRST} if region.page.first_differs else {"default"}
    if any(_numbers(heads, kinds) for heads in (region.headers, region.footers)):
        yield Fault()


@rule("nd30.pl1.iii.1.dd.pages", Severity.ERROR, "Phụ lục I, mục III.1.đ")
def appendices_count_anew(case: Case) -> Iterator[Fault]:
    """Each appendix numbers its own pages from 1."""
    _numbered(case)
    heads = [part for part in case.anatomy.of(Role.APPENDIX) if part.paragraphs]
    if not heads:
        raise not_applicable("absent")
    for head in heads:
        region = _begun_by(case, head)
        if region is None or region.page.starts != 1:
            yield Fault(part=where(head), near=head.text)


def _begun_by(case: Case, head: Located) -> Region | None:
    """Return the region that begins with a heading, where one does."""
    for region in _pages(case):
        start = next((p for p in paragraphs(region.blocks) if p.text.strip()), None)
        if start is not None and start.part == where(head):
            return region
    return None


def _pages(case: Case) -> tuple[Region, ...]:
    """Return the regions that hold something."""
    return tuple(
        region
        for region in case.anatomy.sheet.regions
        if any(p.text.strip() for p in paragraphs(region.blocks))
    )


def _numbered(case: Case) -> tuple[tuple[Paragraph, Run], ...]:
    """Return the page numbers of the running heads with their paragraphs; raises for none."""
    laid_out(case)
    found = tuple(
        one
        for region in _pages(case)
        for heads in (region.headers, region.footers)
        for one in _numbers(heads)
    )
    if not found:
        raise not_applicable("absent")
    return found


def _numbers(
    heads: dict[str, tuple[Block, ...]], kinds: set[str] | None = None
) -> list[tuple[Paragraph, Run]]:
    """Return the page numbers in running heads, those of some kinds or of all."""
    return [
        (paragraph, run)
        for kind, blocks in heads.items()
        if kinds is None or kind in kinds
        for paragraph in paragraphs(blocks)
        for run in paragraph.runs
        if run.field.split()[:1] and run.field.split()[0].upper() in FIELDS and not run.look.hidden
    ]


def _off_centre(paragraph: Paragraph) -> bool:
    """Return whether a number stands elsewhere than in the middle, tabs counting as a middle."""
    return paragraph.align != "center" and "\t" not in paragraph.text
