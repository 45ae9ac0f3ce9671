"""How the words of a document and of the plan made of it are counted by the tests."""

import re
from collections import Counter
from pathlib import Path

from generator.diagnostics import Refused
from generator.importing import Imported, Wish
from generator.importing.accounting import body_lines, frame_lines
from generator.importing.importer import imported_sheet
from generator.plan.composition import compose
from generator.plan.source import parse_plan
from generator.reading.anatomy import Role
from generator.reading.files import read_bytes
from generator.reading.letters import in_unicode
from generator.reading.recognition import recognised
from generator.reading.sheet import Sheet, Table, paragraphs
from generator.vietnamese import nfc

_WORD = re.compile(r"[^\W_]+|%")
_NUMBER = re.compile(r"\s*\d{0,3}\s*")
WISH = Wish(period="2026", issuer="xã Quang Khải")


def counted(text: str) -> Counter[str]:
    """Return the words of a text, counted."""
    return Counter(_WORD.findall(nfc(text).lower()))


def words_of(sheet: Sheet) -> Counter[str]:
    """Return the words of a document, Word's numbers and the markers of joined lines included."""
    anatomy = recognised(in_unicode(sheet))
    found: Counter[str] = Counter()
    for part in anatomy.parts:
        if part.role is Role.TABLE and part.table is not None:
            found += counted(" ".join(_cells(part.table)))
        else:
            found += counted(f"{part.marker} {part.text}")
    return found


def _cells(table: Table) -> list[str]:
    return [f"{p.marker} {p.text}" for p in paragraphs((table,))]


def assert_adds_up(sheet: Sheet, wish: Wish = WISH) -> Imported | None:
    """Import a document; every word of it is in the plan or told, and the file loads again."""
    try:
        made = imported_sheet(sheet, wish, Path("plan.yaml"))
    except Refused as error:
        refused = error
    else:
        return _checked(sheet, made)
    assert refused.diagnostics
    assert all(d.message() and d.hint() for d in refused.diagnostics)
    return None


def _checked(sheet: Sheet, made: Imported) -> Imported:
    again = parse_plan(made.text.encode("utf-8"), "plan.yaml").plan
    assert again == made.plan
    composition = compose(again)
    shown = counted(" ".join([*body_lines(composition), *frame_lines(again, composition)]))
    left = Counter(word for unplaced in made.account.left for word in unplaced.words)
    assert words_of(sheet) + made.account.added == shown + left
    for unplaced in made.account.left:
        assert " ".join(unplaced.words) in made.report
    return made


def plain_words(text: str) -> list[str]:
    """Return the words of a text in order, lines that hold only a page number left out."""
    lines = (line for line in nfc(text).lower().splitlines() if not _NUMBER.fullmatch(line))
    return _WORD.findall("\n".join(lines))


def document_words(document: bytes) -> list[str]:
    """Return the words of a finished document in order."""
    sheet = read_bytes(document, "plan.docx")
    return plain_words("\n".join(paragraph.text for paragraph in paragraphs(sheet.blocks)))
