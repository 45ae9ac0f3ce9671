"""The theme of a Word file: which fonts and colours its names stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.reading.word.names import A, Element, W, child

_SLOTS = {
    "HAnsi": "latin", "Ascii": "latin", "Bidi": "cs", "EastAsia": "ea",
}  # fmt: skip
_COLORS = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1",
    "text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_MAPPED = {
    "text1": "t1", "text2": "t2", "background1": "bg1", "background2": "bg2",
    "hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Theme:
    """Fonts by their names in Word (`minorHAnsi`), colours by theirs (`text1`)."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)

    def font(self, name: str) -> str:
        """Return the font that a name of the theme stands for, or nothing."""
        return self.fonts.get(name, "")

    def color(self, name: str) -> str:
        """Return the colour that a name of the theme stands for, or nothing."""
        name = self.mapping.get(_MAPPED.get(name, ""), name)
        return self.colors.get(_COLORS.get(name, name), "")


def theme_of(root: Element | None, settings: Element | None) -> Theme:
    """Return the theme of a document; `settings` say how its colours are mapped."""
    mapped = child(settings, "clrSchemeMapping")
    mapping = {} if mapped is None else {
        str(name).removeprefix(W): str(target) for name, target in mapped.items()
    }  # fmt: skip
    if root is None:
        return Theme(mapping=mapping)
    fonts = {}
    for size in ("major", "minor"):
        scheme = root.find(f".//{A}{size}Font")
        for ending, slot in _SLOTS.items():
            named = None if scheme is None else scheme.find(f"{A}{slot}")
            if named is not None and named.get("typeface"):
                fonts[f"{size}{ending}"] = str(named.get("typeface"))
    colors = {}
    scheme = root.find(f".//{A}clrScheme")
    for entry in () if scheme is None else scheme.iterchildren(f"{{{A[1:-1]}}}*"):
        for shown in entry.iterchildren(f"{{{A[1:-1]}}}*"):
            code = shown.get("lastClr") or shown.get("val") or ""
            colors[entry.tag.removeprefix(A)] = code.upper()
    return Theme(fonts, colors, mapping)
