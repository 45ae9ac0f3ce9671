"""The widths of letters, measured from fonts of the same metrics as Times New Roman."""

import json
import unicodedata
from importlib import import_module
from pathlib import Path


def write_widths(fonts: Path, target: Path) -> None:
    """Write the advance widths of Times New Roman, read from Liberation Serif (same metrics)."""
    # A tool of the workshop, not a dependency of the program.
    library = import_module("fontTools.ttLib")
    tables = {}
    for weight in ("Bold", "Regular"):
        font = library.TTFont(fonts / f"LiberationSerif-{weight}.ttf")
        glyphs, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        tables[weight.lower()] = {
            letter: round(advances[glyphs[ord(letter)]][0] * 1000 / em) for letter in repertoire()
        }
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")


def repertoire() -> list[str]:
    """Return the letters and signs that a Vietnamese document uses, in code order."""
    vowels = [
        unicodedata.normalize("NFC", letter + tone)
        for letter in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    ]
    letters = {*vowels, "đ"}
    ascii_signs = map(chr, range(0x20, 0x7F))
    other_signs = "\u00a0§°±²³·½×÷–—‘’“”•…₫€−≤≥"  # noqa: RUF001 - the signs themselves
    return sorted({*ascii_signs, *other_signs, *letters, *(letter.upper() for letter in letters)})
