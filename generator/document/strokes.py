"""The rules under the letterhead and the title, drawn as lines of the length the decree asks."""

import json
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup

from generator.resources import resource

EMU_PER_POINT = 12700
_STROKE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{length}" cy="0"/>'
    '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{id}" name="{name}"/>'
    '<wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{length}" cy="0"/></a:xfrm>'
    '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
    '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def stroke(points: float, id_: int, name: str) -> Markup:
    """Return a run with a horizontal line of a length in points, 0.75 pt black."""
    return Markup(_STROKE).format(length=round(points * EMU_PER_POINT), id=id_, name=name)


def text_width(text: str, size: float) -> float:
    """Return the width in points of a line of bold Times New Roman."""
    widths = _widths()
    return sum(widths.get(c, widths["n"]) for c in text) * size / 1000


def longest_line(text: str, size: float, measure: float) -> float:
    """Return the width in points of the longest line when the text wraps at a measure."""
    longest = 0.0
    for paragraph in text.splitlines():
        longest = max([longest, *_lines(paragraph.split(), size, measure)])
    return longest


def _lines(words: Iterable[str], size: float, measure: float) -> Iterable[float]:
    space, line = text_width(" ", size), 0.0
    for word in words:
        width = text_width(word, size)
        if line and line + space + width > measure:
            yield line
            line = width
        else:
            line += width + (space if line else 0)
    yield line


@cache
def _widths() -> dict[str, float]:
    path = resource("data", "standards", "times-new-roman.json")
    widths: dict[str, float] = json.loads(path.read_text("utf-8"))["bold"]
    return widths
