"""The sections of a Word document: paper, margins, page numbers, heads and feet."""

from collections.abc import Callable

from generator.reading.sheet import Block, Page, Region
from generator.reading.word.blocks import Placed
from generator.reading.word.names import Element, R, child, children, is_on, measure, w, whole

_KINDS = ("default", "first", "even")
_MARGINS = ("top", "bottom", "left", "right", "header", "footer")
_MOST_PAGES = 1_000_000


class Sections:
    """Turns sections into regions, each with what it takes over from the one before."""

    def __init__(self, read: Callable[[str], tuple[Block, ...]], *, even: bool) -> None:
        """Read heads and feet by relation with `read`; `even` says that even pages differ."""
        self._read, self._even = read, even
        self._headers: dict[str, str] = {}
        self._footers: dict[str, str] = {}

    def regions(self, placed: list[Placed], last: Element | None) -> tuple[Region, ...]:
        """Return the body by regions; `last` is the section of the body itself."""
        regions: list[Region] = []
        blocks: list[Block] = []
        for one in placed:
            blocks.append(one.block)
            if one.section is not None:
                regions.append(self._region(tuple(blocks), one.section))
                blocks = []
        if blocks or last is not None or not regions:
            regions.append(self._region(tuple(blocks), last))
        return tuple(regions)

    def _region(self, blocks: tuple[Block, ...], section: Element | None) -> Region:
        page = page_of(section)
        for name, known in (("headerReference", self._headers), ("footerReference", self._footers)):
            for reference in children(section, name):
                known[reference.get(w("type"), "default")] = reference.get(f"{R}id", "")
        kinds = [
            kind
            for kind in _KINDS
            if (kind != "first" or page.first_differs) and (kind != "even" or self._even)
        ]
        headers, footers = (
            {kind: self._read(known[kind]) for kind in kinds if kind in known}
            for known in (self._headers, self._footers)
        )
        return Region(blocks, page, headers, footers)


def page_of(section: Element | None) -> Page:
    """Return the paper of a section; US Letter with Word's margins where it says nothing."""
    size, margins, numbers = (child(section, name) for name in ("pgSz", "pgMar", "pgNumType"))
    width, height = (
        12240 if size is None else _length(size, "w", 12240),
        15840 if size is None else _length(size, "h", 15840),
    )
    found = {name: 0 if margins is None else _length(margins, name, 0) for name in _MARGINS}
    gutter = 0 if margins is None else _length(margins, "gutter", 0)
    start = None if numbers is None else numbers.get(w("start"))
    turned = size is not None and size.get(w("orient")) == "landscape"
    return Page(
        width=width,
        height=height,
        top=abs(found["top"]),
        bottom=abs(found["bottom"]),
        left=found["left"] + gutter,
        right=found["right"],
        header=found["header"],
        footer=found["footer"],
        landscape=turned or width > height,
        first_differs=is_on(child(section, "titlePg")),
        starts=None if start is None else min(whole(start), _MOST_PAGES),
        number_format=(numbers.get(w("fmt")) if numbers is not None else None) or "decimal",
    )


def _length(element: Element, name: str, otherwise: int) -> int:
    found = measure(element.get(w(name)))
    return otherwise if found is None else found
