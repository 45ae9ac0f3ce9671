"""What is typed, without a change of any word: composed letters, needless spaces."""

import unicodedata
from collections.abc import Callable, Sequence

from generator.check.content.spaces import before_signs, doubled
from generator.check.registry import Fault
from generator.check.repair.site import Site
from generator.marking.letters import Piece, pieces, type_in
from generator.reading.word.names import w
from generator.vietnamese import nfc

Spans = Callable[[str], list[tuple[int, int]]]
_SPACES = " \u00a0"


def composed(site: Site, _: Fault) -> None:
    """Write every letter with its marks as one letter (TCVN 6909:2001)."""
    for root in site.roots():
        for paragraph in root.iter(w("p")):
            found = [piece for piece in pieces(paragraph) if piece.is_typed]
            if not unicodedata.is_normalized("NFC", "".join(piece.text for piece in found)):
                _compose(found)


def _compose(found: Sequence[Piece]) -> None:
    """Compose the letters of a paragraph; a mark goes to the letter before it, in whatever run."""
    texts = [piece.text for piece in found]
    for number in range(1, len(texts)):
        bare = texts[number].lstrip(_marks(texts[number]))
        marks = texts[number][: len(texts[number]) - len(bare)]
        before = next((n for n in range(number - 1, -1, -1) if texts[n]), None)
        if marks and before is not None:
            texts[before], texts[number] = texts[before] + marks, bare
    for piece, text in zip(found, texts, strict=True):
        if nfc(text) != piece.text:
            type_in(piece.node, nfc(text))


def _marks(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.combining(letter))


def one_space(site: Site, fault: Fault) -> None:
    """Leave one space where two and more stand between words."""
    _take_out(site, fault, lambda text: [(start + 1, end) for start, end in doubled(text)])


def no_space(site: Site, fault: Fault) -> None:
    """Take out the space before a sign, after an opening bracket."""
    _take_out(site, fault, before_signs)


def _take_out(site: Site, fault: Fault, spans: Spans) -> None:
    """Take out the spaces in some places of a paragraph, until there are no more of them."""
    found = [one.piece for one in site.letters(fault.part) if not one.look.raised]
    texts = [piece.text for piece in found]
    while True:
        whole = "".join(texts)
        cut = {at for start, end in spans(whole) for at in range(start, end)}
        cut = {at for at in cut if whole[at] in _SPACES}
        if not cut:
            break
        begin = 0
        for number, text in enumerate(texts):
            kept = (letter for at, letter in enumerate(text, begin) if at not in cut)
            texts[number], begin = "".join(kept), begin + len(text)
    for piece, text in zip(found, texts, strict=True):
        if piece.is_typed and text != piece.text:
            type_in(piece.node, text)
