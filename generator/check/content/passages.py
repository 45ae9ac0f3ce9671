"""The texts of a document as the rules of content read them: by part, by paragraph, by sentence."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.check.registry import Case, Fault
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Paragraph, Part, paragraphs
from generator.vietnamese import nfc
from generator.vietnamese.alphabet import LOWER

PROSE = frozenset(
    {
        Role.BASIS,
        Role.OPENING,
        Role.HEADING,
        Role.CLAUSE,
        Role.BULLET,
        Role.TEXT,
        Role.TABLE,
        Role.CLOSING,
        Role.SUBJECT,
        Role.APPENDIX_TITLE,
    }
)
"""Parts that hold sentences; letterhead, signature and Nơi nhận hold names."""
BODY = frozenset({Role.HEADING, Role.CLAUSE, Role.BULLET, Role.TEXT, Role.TABLE, Role.CLOSING})
"""Parts that say what is to be done, without the bases and the subject."""

CITED = re.compile(r"\b\d+(?:/\d{4})?(?:/|-)[A-ZĐ]{2,}[\w-]*")
"""The number of a document with its symbol: 27/2022/NĐ-CP, 05-CT/TW."""
_HISTORY = re.compile(
    r"trước đây|\(cũ\)|\bcũ\b|nay là|tiền thân|sáp nhập|hợp nhất|giải thể|sắp xếp|chia tách"
    r"|thay thế|bãi bỏ|hết hiệu lực|kết thúc hoạt động|tiếp nhận|trước khi|chuyển giao từ",
    re.IGNORECASE,
)
_NET = re.compile(r"https?:|www\.|@|\.(?:vn|com|org|net)\b", re.IGNORECASE)
_ADDRESS = re.compile(rf"\S*(?:{_NET.pattern})\S*", re.IGNORECASE)
_SENTENCE = re.compile(rf"(?<=[.;!?])\s+(?=[^{LOWER}\s])|\n")
_NO_SPACE = re.compile(r"\S")
_SHOWN = 60
LONGEST = 50_000
"""How many letters of a paragraph are read for its words; no person writes one that is longer."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is read in one go, in NFC, and the part of the document it stands in."""

    text: str
    located: Located
    paragraphs: tuple[Paragraph, ...]

    @property
    def role(self) -> Role:
        """What the part is."""
        return self.located.role

    def fault(self, words: str, /, **parameters: str) -> Fault:
        """Return a fault at the paragraph that holds some words, shown as `text`."""
        return Fault({"text": shown(words), **parameters}, self.place(words), words)

    def place(self, near: str) -> Part:
        """Return where the paragraph stands that holds some words, or the beginning of them.

        Words of a text that was broken into lines may begin on one and end on the next.
        """
        if len(self.paragraphs) == 1:
            return self.paragraphs[0].part
        texts = [(" ".join(nfc(one.text).split()), one.part) for one in self.paragraphs]
        words = near.split()
        whole = " ".join(words)
        for text, part in texts:
            if whole in text:
                return part
        for count in range(len(words) - 1, 0, -1):
            for text, part in texts:
                if text.endswith(" ".join(words[:count])):
                    return part
        return texts[0][1] if texts else ()


def passages(case: Case, roles: frozenset[Role] = PROSE) -> tuple[Passage, ...]:
    """Return the texts of some roles in reading order, those of a table paragraph by paragraph."""
    return case.once(_passages, roles)


def _passages(case: Case, roles: frozenset[Role]) -> tuple[Passage, ...]:
    found = []
    for located in case.anatomy.parts:
        if located.role not in roles:
            continue
        if located.table is None:
            found.append(Passage(located.text[:LONGEST], located, located.paragraphs))
            continue
        for paragraph in paragraphs((located.table,)):
            found.append(Passage(nfc(paragraph.text[:LONGEST]), located, (paragraph,)))
    return tuple(found)


def typed_lines(case: Case, roles: frozenset[Role] = PROSE) -> tuple[Passage, ...]:
    """Return every paragraph as it was typed, its marker and its spaces included.

    What is raised is left out: the number of a footnote may stand close to its word.
    """
    return case.once(_typed_lines, roles)


def _typed_lines(case: Case, roles: frozenset[Role]) -> tuple[Passage, ...]:
    return tuple(
        Passage(nfc(_on_the_line(paragraph)[:LONGEST]), located, (paragraph,))
        for located in case.anatomy.parts
        if located.role in roles
        for paragraph in (paragraphs((located.table,)) if located.table else located.paragraphs)
    )


def _on_the_line(paragraph: Paragraph) -> str:
    """Return the text of a paragraph without the letters that are raised."""
    if not any(run.look.raised for run in paragraph.runs):
        return paragraph.text
    return "".join(run.text for run in paragraph.runs if not (run.look.raised or run.look.hidden))


@lru_cache(maxsize=1024)
def tells_history(text: str) -> bool:
    """Return whether a text tells what was, so that former names are right in it."""
    return bool(_HISTORY.search(text))


@lru_cache(maxsize=1024)
def without_addresses(text: str) -> str:
    """Return a text with addresses of the net blanked out, whose signs follow other rules."""
    if not _NET.search(text):
        return text
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences and the parts between semicolons of a text."""
    return tuple(part for part in _SENTENCE.split(text) if part.strip())


def shown(text: str) -> str:
    """Return words for a message, on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"


def around(text: str, start: int, end: int) -> str:
    """Return a place of a text with the word before and after it, as it stands."""
    while start and text[start - 1].isspace():
        start -= 1
    word = _NO_SPACE.search(text, end)
    begin = text.rfind(" ", 0, start) + 1
    stop = text.find(" ", word.start() if word else len(text))
    return text[begin : stop if stop >= 0 else len(text)]
