"""Ids that a person can read: a title in ASCII, once only."""

import re

from generator.vietnamese import folded

_LONGEST = 40
_SMALL = {"va", "cua", "cac", "cho", "ve", "voi", "theo"}


class Slugs:
    """Gives each title an id of its own."""

    def __init__(self) -> None:
        """Begin without any id."""
        self.taken: set[str] = set()

    def of(self, text: str, otherwise: str) -> str:
        """Return an id made of the words of a text, or of a word where the text has none."""
        slug = slugged(text) or otherwise
        found, number = slug, 2
        while found in self.taken:
            found, number = f"{slug}-{number}", number + 1
        self.taken.add(found)
        return found


def slugged(text: str) -> str:
    """Return the first words of a text in ASCII, joined by hyphens."""
    found = re.findall(r"[a-z0-9]+", folded(text))
    kept = [word for word in found if word not in _SMALL] or found
    slug = ""
    for word in kept:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug or "-".join(kept)[:_LONGEST].strip("-")
