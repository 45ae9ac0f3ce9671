"""Words, as they are counted and compared: letters and figures, without case and signs."""

import re
from difflib import SequenceMatcher

from generator.vietnamese import nfc

_WORD = re.compile(r"[^\W_]+|%")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\ufeff]"
)
_MOST_PAIRS = 4_000_000
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


def words(text: str) -> list[str]:
    """Return the words of a text in small letters; `%` counts as a word."""
    return _WORD.findall(nfc(text).lower())


def missing_runs(source: list[str], made: list[str]) -> list[tuple[int, int]]:
    """Return the runs of words of a source (start, end) that a text does not have in order.

    Where both are very long, frequent words are not looked for by themselves: it would take long.
    """
    long = len(source) * len(made) > _MOST_PAIRS
    matcher = SequenceMatcher(a=source, b=made, autojunk=long)
    at, found = 0, []
    for block in matcher.get_matching_blocks():
        if block.a > at:
            found.append((at, block.a))
        at = block.a + block.size
    return found


def clean(text: str) -> str:
    """Return a text as a plan can hold it: NFC, one space between words, nothing unprintable."""
    return " ".join(_CONTROL.sub(" ", nfc(text)).split())


def literal(text: str) -> str:
    """Return a text that prints as it is: braces that open an expression are printed by one."""
    if not _BRACES.search(text):
        return text
    return re.sub(r"[{}]", lambda match: f"{{{{ '{match.group()}' }}}}", text)


def shortened(text: str, length: int = 80) -> str:
    """Return the beginning of a text, as a message can quote it."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
