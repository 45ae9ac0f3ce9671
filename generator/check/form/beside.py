"""Elements that stand beside the others and have no role of their own: stamps, marks, addresses."""

import re

from generator.check.registry import Case
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Paragraph, paragraphs
from generator.vietnamese import folded

LONGEST = 200  # letters of a line that is looked at
ADDRESS_TO = "kinh gui"
MARK = re.compile(r"[^\W\d_]{1,8}\s?\.?\s?\(?\d{1,4}\)?\.?|\d{1,4}\s[^\W\d_]{1,8}\.?")
CONTACT = re.compile(
    r"\bdia chi\b|\bdien thoai\b|\bdt\s*:|\btel\b|\bfax\b|\be-?mail\b|\bwebsite\b"
    r"|\bcong thong tin dien tu\b|\btrang thong tin dien tu\b"
)


def stamps(case: Case, *, key: str) -> tuple[Located, ...]:
    """Return the stamps of a kind, in whatever letters: `urgency`, `secrecy`, `circulation`."""
    wanted = {folded(word) for word in case.form["elements"][key]["text"]["one_of"]}
    around = case.anatomy.of(Role.NOTICE, Role.UNKNOWN)
    return tuple(part for part in around if folded(part.text[:LONGEST]).strip() in wanted)


def addressed(case: Case) -> tuple[Located, ...]:
    """Return the parts of the document itself that begin with Kính gửi."""
    return case.once(_addressed)


def _addressed(case: Case) -> tuple[Located, ...]:
    return tuple(
        part
        for part in case.anatomy.parts
        if not part.appendix
        and (part.role is Role.ADDRESSEE or folded(part.text[: len(ADDRESS_TO)]) == ADDRESS_TO)
    )


def drafter_marks(case: Case) -> tuple[Located, ...]:
    """Return the marks of who drafted and how many copies there are: `PL.(300)` after the list."""
    listed = [n for n, part in enumerate(case.anatomy.parts) if part.role is Role.ARCHIVE]
    if not listed:
        return ()
    after = case.anatomy.parts[listed[0] + 1 :]
    return tuple(
        part
        for part in after
        if part.role in (Role.UNKNOWN, Role.RECIPIENT)
        and not part.appendix
        and MARK.fullmatch(part.text.strip()[:LONGEST])
    )


def addresses(case: Case) -> dict[str, tuple[Paragraph, ...]]:
    """Return the feet of the first pages that tell an address, by kind, whole."""
    region = next((one for one in case.anatomy.sheet.regions if one.footers), None)
    found = {} if region is None else region.footers
    feet = {kind: tuple(paragraphs(blocks)) for kind, blocks in found.items()}
    return {
        kind: foot
        for kind, foot in feet.items()
        if any(is_contact(paragraph) for paragraph in foot)
    }


def is_contact(paragraph: Paragraph) -> bool:
    """Return whether a paragraph tells where an agency is or how it is reached."""
    return bool(CONTACT.search(folded(paragraph.text[:LONGEST])))
