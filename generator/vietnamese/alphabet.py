"""The letters of Vietnamese for patterns: in Unicode, small and capital ones lie mixed up."""

from generator.vietnamese.letters import nfc

_VOWELS = "aăâeêioôơuưy"
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_ACCENTED = "".join(nfc(vowel + tone) for vowel in _VOWELS for tone in _TONES) + "ăâêôơưđ"

LOWER = f"a-z{_ACCENTED}"
"""What stands in a class of small letters: `[{LOWER}]`."""
UPPER = f"A-Z{_ACCENTED.upper()}"
"""What stands in a class of capital letters."""
