"""Keys of names, for matching only: what a clerk may write differently and still mean the same."""

import re
import unicodedata
from collections import Counter
from functools import cache

from generator.vietnamese import folded, nfc

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W_]+")
_DROPPED = ("lam cong tac", "viet nam", "cua")
# Letters of no Vietnamese syllable stand together in these, so they are found without word ends.
_ABBREVIATIONS = (
    ("ubmttq", "uybanmattrantoquoc"),
    ("mttq", "mattrantoquoc"),
    ("ubnd", "uybannhandan"),
    ("hdnd", "hoidongnhandan"),
    ("nhcsxh", "nganhangchinhsachxahoi"),
    ("csxh", "chinhsachxahoi"),
    ("bhxh", "baohiemxahoi"),
    ("tbxh", "thuongbinhxahoi"),
    ("ldthuongbinh", "laodongthuongbinh"),
    ("ldxh", "laodongxahoi"),
    ("gdnn", "giaoducnghenghiep"),
    ("gdtx", "giaoducthuongxuyen"),
)


def name_key(name: str) -> str:
    """Return a name without case and accents: Hải Hậu, HẢI HẬU and Hai Hau are one."""
    return " ".join(_folded_word(word) for word in name.split())


def spelling_key(name: str) -> str:
    """Return a name with its accents, wherever in the word the tone is written: hoà is hòa."""
    return " ".join(_tone_last(word) for word in nfc(name).casefold().split())


def agrees(typed: str, name: str) -> bool:
    """Return whether a name is typed with no accent that it does not have; accents may lack.

    Hai Nam and Hải Nam agree with Hải Nam, Hải Năm does not.
    """
    pairs = zip(typed.split(), name.split(), strict=False)
    return name_key(typed) == name_key(name) and all(
        not Counter(_accents(one)) - Counter(_accents(other)) for one, other in pairs
    )


def _accents(word: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFD", word.lower()) if c == "đ" or not c.isascii()]


def agency_key(name: str) -> str:
    """Return the key of an agency: LĐTBXH, LĐ-TB&XH and Lao động - Thương binh và Xã hội are one.

    Case, accents, signs, `và` and `Việt Nam` do not count; the usual abbreviations are spelt out.
    """
    words = [word for word in _WORD.findall(folded(name.replace("&", " "))) if word != "va"]
    text = f" {' '.join(words)} "
    for phrase in _DROPPED:
        text = text.replace(f" {phrase} ", " ")
    key = text.replace(" ", "")
    for short, full in _ABBREVIATIONS:
        key = key.replace(short, full)
    return key


@cache
def _folded_word(word: str) -> str:
    """Return one syllable folded; the names of the country share a thousand of them."""
    return folded(word)


@cache
def _tone_last(word: str) -> str:
    """Return one syllable with its tone moved to the end."""
    marks = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in marks if mark not in _TONES)
    return nfc(letters) + "".join(mark for mark in marks if mark in _TONES)
