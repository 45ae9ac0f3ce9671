"""The rules under letterhead, title and appendix: lines of the length that the standard asks."""

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from generator.document.standard import TWIPS_PER_POINT, letter_widths, standard

EMU_PER_POINT = 12700
# The namespaces stand in the line itself: a clerk's own template need not declare them. docxtpl
# numbers the drawings of a document anew, so every line may bring the same id.
_STROKE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{length}" cy="0"/>'
    '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="1" name="Nét kẻ"/>'
    "<wp:cNvGraphicFramePr/>"
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{length}" cy="0"/></a:xfrm>'
    '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
    '<a:ln w="{weight}"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln></wps:spPr>'
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def rule_under(key: str, text: str, measure: int) -> Markup:
    """Return the rule under the text of an element that wraps at a measure in twips.

    It is as long as the last line of the text, or a share of it (NĐ 30/2020 Phụ lục I mục II.1,
    II.2, II.5): a share in whole points, so that the documents of a run share lines of one length.
    """
    *_, last = wrapped(key, text, measure / TWIPS_PER_POINT)
    share = standard().rule_share(key)
    return stroke(last if share == 1 else round(last * share))


def stroke(points: float) -> Markup:
    """Return a run with a horizontal line of a length in points."""
    line = standard().tree["lines"]
    text = _STROKE.format(
        length=round(points * EMU_PER_POINT),
        weight=round(line["weight"] * EMU_PER_POINT),
        color=line["color"],
    )
    return Markup(text)


def wrapped(key: str, text: str, measure: float) -> Iterator[float]:
    """Yield the width of each line of an element's text, in points; a line break is a new line."""
    for paragraph in text.split("\n"):
        # Only a plain space lets a line end: `split()` would also part at a hard one.
        words = [_width(key, word) for word in paragraph.strip(" ").split(" ")]
        yield from _lines(words, _width(key, " "), measure)


@lru_cache(maxsize=1024)
def _width(key: str, word: str) -> float:
    """Return the width of a word in the style of an element; italics count as upright."""
    look = standard().emitted(key)
    letters = letter_widths()["bold" if look["bold"] else "regular"]
    other, size = letters["n"], look["size"]
    return float(sum(letters.get(letter, other) for letter in word) * size / 1000)


def _lines(words: list[float], space: float, measure: float) -> Iterator[float]:
    """Yield the width of each line that words of some widths fill, one space between them."""
    line = words[0]
    for word in words[1:]:
        if line + space + word > measure:
            yield line
            line = word
        else:
            line += space + word
    yield line
