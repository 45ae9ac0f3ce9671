"""The word lists of the checker, `data/language/*.txt`: one entry a line, `#` begins a remark."""

from functools import cache

from generator.resources import resource
from generator.vietnamese import nfc


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of a list in small letters, those on one line divided by commas."""
    words = (word.strip() for line in _lines(name) for word in line.split(","))
    return frozenset(word for word in words if word)


@cache
def word_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the lines `one -> other` of a list, in the order of the file."""
    pairs = (line.partition("->") for line in _lines(name))
    return tuple((one.strip(), other.strip()) for one, _, other in pairs)


def _lines(name: str) -> list[str]:
    """Return the lines of a list without remarks and without empty ones."""
    text = nfc(resource("data", "language", f"{name}.txt").read_text("utf-8"))
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]
