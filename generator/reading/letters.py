"""Letters of old fonts and of split accents turned into whole Unicode letters (NFC).

Before Unicode, fonts such as .VnTime (TCVN3) and VNI-Times drew Vietnamese letters in the places of
other letters. What such a run holds means something only together with its font.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from generator.diagnostics import Diagnostic, Place, Severity
from generator.reading.sheet import Block, Cell, Paragraph, Run, Sheet, Table
from generator.vietnamese import nfc

_UNICODE_FONT = "Times New Roman"
# TCVN 5712:1993, VN3: the place of each letter from 0xA1 on; it has no capitals with tones, which
# a font whose name ends in H draws from small letters.
_TCVN3 = dict(zip(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·\xb8¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ\xd7ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    strict=True,
))  # fmt: skip
# VNI: a letter and a sign after it, and some letters of their own.
_VNI_SIGNS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SIGNS |= {sign.upper(): marks for sign, marks in _VNI_SIGNS.items()}
_VNI_LETTERS = {
    "ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "î": "ỵ", "Î": "Ỵ",
    "í": "í", "Í": "Í", "ì": "ì", "Ì": "Ì", "æ": "ỉ", "Æ": "Ỉ", "ó": "ĩ", "Ó": "Ĩ",
    "ò": "ị", "Ò": "Ị",
}  # fmt: skip
_LAST_OF_LATIN_1 = "\u00ff"
_VNI_BASES = set("aeiouyAEIOUYôöÔÖ")

Encoding = str  # "TCVN3", "VNI" or nothing


def in_unicode(sheet: Sheet) -> Sheet:
    """Return a sheet with every letter in Unicode, NFC; what was turned is told.

    Looks stay as they were, but for the font of runs that were turned, since it says what their
    letters are. Whoever judges fonts looks at the sheet as it was read.
    """
    counted: Counter[str] = Counter()

    def turn(paragraph: Paragraph) -> Paragraph:
        return _paragraph(paragraph, counted)

    return _told(_turned(sheet, turn), counted)


def legible(sheet: Sheet) -> Sheet:
    """Return a sheet with letters of old fonts in Unicode, its looks and all else as they were.

    So whoever judges fonts sees them, and whoever reads the words reads Vietnamese.
    """
    counted: Counter[str] = Counter()

    def turn(paragraph: Paragraph) -> Paragraph:
        if not any(encoding_of(run.look.hansi) for run in paragraph.runs):
            return paragraph
        runs = tuple(_read(run, counted) for run in _whole(paragraph.runs))
        return replace(paragraph, runs=runs)

    return _told(_turned(sheet, turn), counted)


def encoding_of(font: str) -> Encoding:
    """Return how a font of before Unicode places its letters, or nothing."""
    name = font.lower()
    if name.startswith(".vn"):
        return "TCVN3"
    return "VNI" if name.startswith(("vni-", "vni ")) else ""


def from_tcvn3(text: str, font: str = "") -> str:
    """Return the Unicode of letters of TCVN3; a font whose name ends in H draws capitals."""
    turned = "".join(_TCVN3.get(letter, letter) for letter in text)
    return turned.upper() if font.lower().startswith(".vn") and font.endswith("H") else turned


def from_vni(text: str) -> str:
    """Return the Unicode of letters of VNI."""
    turned: list[str] = []
    before = ""
    for letter in text:
        if letter in _VNI_SIGNS and before in _VNI_BASES:
            turned.append(_VNI_SIGNS[letter])
        else:
            turned.append(_VNI_LETTERS.get(letter, letter))
        before = letter
    return nfc("".join(turned))


Turn = Callable[[Paragraph], Paragraph]


def _turned(sheet: Sheet, turn: Turn) -> Sheet:
    """Return a sheet with every paragraph turned."""
    regions = tuple(
        replace(
            region,
            blocks=_blocks(region.blocks, turn),
            headers={kind: _blocks(b, turn) for kind, b in region.headers.items()},
            footers={kind: _blocks(b, turn) for kind, b in region.footers.items()},
        )
        for region in sheet.regions
    )
    return replace(
        sheet,
        regions=regions,
        boxes=tuple(map(turn, sheet.boxes)),
        notes=tuple(map(turn, sheet.notes)),
        comments=tuple(map(turn, sheet.comments)),
    )


def _told(sheet: Sheet, counted: Counter[str]) -> Sheet:
    """Return a sheet that tells what was turned in it."""
    place = Place(sheet.file)
    told = [
        Diagnostic(code, {"count": str(counted[name]), **shown}, Severity.WARNING, place)
        for name, code, shown in (
            ("TCVN3", "read.old-font", {"encoding": "TCVN3 (.VnTime)"}),
            ("VNI", "read.old-font", {"encoding": "VNI"}),
            ("NFD", "read.split-accents", {}),
        )
        if counted[name]
    ]
    return replace(sheet, diagnostics=(*sheet.diagnostics, *told))


def _blocks(blocks: tuple[Block, ...], turn: Turn) -> tuple[Block, ...]:
    return tuple(
        turn(block) if isinstance(block, Paragraph) else _table(block, turn) for block in blocks
    )


def _table(table: Table, turn: Turn) -> Table:
    def cell(one: Cell) -> Cell:
        return replace(one, blocks=_blocks(one.blocks, turn))

    return replace(table, rows=tuple(tuple(cell(one) for one in row) for row in table.rows))


def _paragraph(paragraph: Paragraph, counted: Counter[str]) -> Paragraph:
    """Return a paragraph in Unicode; it stays the same object where nothing had to be turned."""
    runs = _whole(paragraph.runs)
    turned = tuple(_run(run, counted) for run in runs)
    marker = nfc(paragraph.marker)
    if turned == paragraph.runs and marker == paragraph.marker:
        return paragraph
    return replace(paragraph, runs=turned, marker=marker)


def _run(run: Run, counted: Counter[str]) -> Run:
    if _is_old(run):
        look = replace(run.look, ascii=_UNICODE_FONT, hansi=_UNICODE_FONT)
        return replace(_read(run, counted), look=look)
    if unicodedata.is_normalized("NFC", run.text):
        return run
    counted["NFD"] += 1
    return replace(run, text=nfc(run.text))


def _is_old(run: Run) -> bool:
    """Return whether a run holds letters of an old font; Unicode may have been pasted into one."""
    letters = (c for c in run.text if c.isalpha())
    return bool(encoding_of(run.look.hansi)) and all(c <= _LAST_OF_LATIN_1 for c in letters)


def _read(run: Run, counted: Counter[str]) -> Run:
    """Return a run of an old font as it reads, any other as it is."""
    if not _is_old(run):
        return run
    encoding = encoding_of(run.look.hansi)
    counted[encoding] += 1
    return replace(run, text=nfc(_TURN[encoding](run.text, run.look.hansi)))


_TURN: dict[Encoding, Callable[[str, str], str]] = {
    "TCVN3": from_tcvn3,
    "VNI": lambda text, _: from_vni(text),
}


def _whole(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs with an accent that begins one moved to the letter it belongs to."""
    moved: list[Run] = []
    for run in runs:
        text = run.text
        signs = 0
        while moved and moved[-1].text and signs < len(text) and _belongs(moved[-1], run, signs):
            signs += 1
        if signs:
            moved[-1] = replace(moved[-1], text=moved[-1].text + text[:signs])
            run = replace(run, text=text[signs:])  # noqa: PLW2901 - the rest of it
        if run.text or not signs:
            moved.append(run)
    return tuple(moved)


def _belongs(before: Run, run: Run, signs: int) -> bool:
    """Return whether a letter of a run is a sign of the last letter of the run before."""
    letter = run.text[signs]
    if unicodedata.combining(letter):
        return True
    both = encoding_of(before.look.hansi) == encoding_of(run.look.hansi) == "VNI"
    return both and signs == 0 and letter in _VNI_SIGNS and before.text[-1] in _VNI_BASES
