"""Letters and their order: Unicode form, Vietnamese collation, điểm letters, Roman numerals."""

import unicodedata
from functools import lru_cache

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def nfc(text: str) -> str:
    """Return the text in Unicode form NFC, the form of TCVN 6909:2001."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a key without case, accents and runs of space, for matching only, never for output."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def capital(text: str) -> str:
    """Return the text with its first letter in capital and the rest as it was."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return the text with its first letter in lower case and the rest as it was."""
    return text[:1].lower() + text[1:]


def point_letter(position: int) -> str:
    """Return the letter of the n-th điểm, from 1: a b c d đ e g … y, then aa, ab …

    The Vietnamese alphabet as NĐ 30/2020 Phụ lục VI letters its own điểm.
    """
    if position < 1:
        raise ValueError(position)
    head, rest = divmod(position - 1, len(POINT_LETTERS))
    return (point_letter(head) if head else "") + POINT_LETTERS[rest]


def roman(number: int) -> str:
    """Return a Roman numeral from I to MMMCMXCIX; raises ValueError outside."""
    if not 1 <= number < 4000:
        raise ValueError(number)
    text = ""
    for value, symbol in _ROMAN:
        count, number = divmod(number, value)
        text += symbol * count
    return text


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return the sort key of Vietnamese: letters first, then tones, then case."""
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text.lower()):
        letter, tone = _split(character)
        letters.append(letter)
        tones.append(tone)
    return tuple(letters), tuple(tones), nfc(text).swapcase()


def _split(character: str) -> tuple[int, int]:
    """Return the place of a letter in the alphabet and the rank of its tone."""
    marks = unicodedata.normalize("NFD", character)
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if base in _ALPHABET:
        return 1000 + _ALPHABET.index(base), tone
    return (ord(base[0]) if ord(base[0]) < 1000 else 2000 + ord(base[0])), tone
