"""Whether a file is what the rules are about: an administrative document, in Vietnamese."""

import re

from generator.reading.anatomy import Anatomy, Role
from generator.vietnamese import nfc

SIGNS = frozenset({
    Role.NATION, Role.MOTTO, Role.SUPERIOR, Role.ISSUER, Role.NUMBER, Role.PLACE_DATE, Role.TYPE,
    Role.ADDRESSEE, Role.BASIS, Role.RECIPIENTS, Role.ARCHIVE, Role.AUTHORITY, Role.SIGNER,
})  # fmt: skip
"""The elements that no other paper has (Điều 8); headings and sentences are in every one."""
_WORD = re.compile(r"[^\W\d_]+")
# Letters that no other language has, and what they became in TCVN3: signs inside words.
_OWN = re.compile("[ơưƠƯ\u1ea0-\u1ef9µª]")
_SHARE = 10


def is_administrative(anatomy: Anatomy) -> bool:
    """Return whether a document has an element of an administrative one, or is an appendix."""
    said = (part for part in anatomy.parts if part.text.strip() or part.table)
    return any(part.role in SIGNS or part.appendix for part in said)


def is_vietnamese(anatomy: Anatomy) -> bool:
    """Return whether a text is in Vietnamese: one word in ten has a letter of its own, or more."""
    words = [word for part in anatomy.parts for word in _WORD.findall(nfc(part.text))]
    return _SHARE * sum(1 for word in words if _OWN.search(word)) >= len(words)
