"""The tree of headings: how deep each number stands, what is a heading, where the counting errs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostic, Place, Severity
from generator.reading.anatomy import Confidence, Role
from generator.reading.recognition import phrases
from generator.reading.recognition.joining import Passage, Setting, tabular
from generator.reading.recognition.markers import (
    BULLETS,
    RANKS,
    SEPARATE,
    Marker,
    first_value,
    follows,
    next_marker,
    step_of,
)
from generator.reading.recognition.parts import Placed, passage_part, table_part

_LONGEST_HEADING = 250
_SHORT_SENTENCE = 60
_SHOWN = 60
_STAR = "*"
_ARTICLE, _SECTION = "Điều 1.", "I."
_STYLED = {1: RANKS["I."] - 1, 2: RANKS["1."] - 1, 3: RANKS["1.1."] - 1}
_ODD = {
    "numeral": "read.numeral-misread",
    "spacing": "read.marker-spacing",
    "doubled": "read.bullet-doubled",
}


@dataclass(slots=True)
class _Level:
    """A rung that is open: its form, the last number on it, those it has had.

    `meant` is what the last number should have been: two sections I are followed by III.
    """

    rung: str
    last: int = 0
    meant: int = 0
    prefix: tuple[int, ...] = ()
    seen: set[int] = field(default_factory=set)


class Ladder:
    """Gives paragraphs their roles and depths, in order; keeps what it had to mend."""

    def __init__(self, file: str, setting: Setting, appendix: int = 0) -> None:
        """Begin a numbering: that of a document, or of one of its appendices."""
        self.file, self.setting, self.appendix = file, setting, appendix
        self.levels: list[_Level] = []
        self.diagnostics: list[Diagnostic] = []

    def parts(self, found: Sequence[Passage]) -> list[Placed]:
        """Return the parts that paragraphs of the body are."""
        following = [*found[1:], None]
        return [self._part(one, after) for one, after in zip(found, following, strict=False)]

    def _part(self, passage: Passage, after: Passage | None) -> Placed:
        """Return the part that one paragraph is."""
        if passage.last.table is not None:
            return table_part(passage.last, self.appendix)
        if passage.last.rule:
            return passage_part(Role.RULE, passage, self.appendix)
        if passage.mended:
            self._find("read.sentence-rejoined", passage)
        if passage.marker is None:
            return self._unmarked(passage)
        depth = self._step(passage, passage.marker)
        role, sure = self._role(passage, passage.marker, after)
        place, located = passage_part(role, passage, self.appendix, sure)
        return place, replace(located, depth=depth)

    def _unmarked(self, passage: Passage) -> Placed:
        """Return a paragraph without a number: text, or a heading by its style."""
        line = passage.lines[0]
        level = line.paragraph.outline
        text = passage.text
        sure = Confidence.LIKELY
        if not level and line.bold and line.capitals and line.paragraph.align != "center":
            level, sure = 1, Confidence.GUESSED
        if not level or len(text) > _LONGEST_HEADING or text.endswith((".", ";")):
            guess = Confidence.GUESSED if tabular(line) else Confidence.SURE
            return passage_part(Role.TEXT, passage, self.appendix, guess)
        rung = f"heading {level}"
        self._open(rung, _STYLED.get(level, RANKS["1.1.1."]))
        place, located = passage_part(Role.HEADING, passage, self.appendix, sure)
        return place, replace(located, depth=len(self.levels))

    def _step(self, passage: Passage, marker: Marker) -> int:
        """Return the depth of a marker, and judge its number."""
        if marker.odd:
            parameters = {
                "read": next_marker(marker, marker.value) if marker.value else marker.rung
            }
            self._find(_ODD[marker.odd], passage, **parameters)
        level = self._open(marker.rung, RANKS.get(marker.rung, RANKS["1.1.1.1.1."]))
        if marker.value:
            self._count(level, marker, passage)
        return len(self.levels)

    def _open(self, rung: str, rank: int) -> _Level:
        """Return the open level of a rung: one that is there, or a new one under what stays."""
        rungs = [level.rung for level in self.levels]
        if rung in rungs:
            del self.levels[rungs.index(rung) + 1 :]
            return self.levels[-1]
        while self.levels and self._gives_way(self.levels[-1].rung, rung, rank):
            self.levels.pop()
        self.levels.append(_Level(rung))
        return self.levels[-1]

    @staticmethod
    def _gives_way(open_rung: str, rung: str, rank: int) -> bool:
        """Return whether an open rung ends where another begins.

        `*` stands above or below `a)`; what an article of a decision approves may have sections.
        """
        if rung == _STAR:
            return open_rung in BULLETS
        if open_rung == _ARTICLE and rung == _SECTION:
            return False
        outer = RANKS.get(open_rung)
        if outer is None:
            outer = _STYLED.get(int(open_rung[-1]), RANKS["1.1.1."])
        return outer > rank

    def _count(self, level: _Level, marker: Marker, passage: Passage) -> None:
        """Compare a number with the one before it, and remember it."""
        if marker.prefix and marker.prefix != level.prefix:
            level.seen, level.last = set(), 0
            self._judge_prefix(marker, passage)
        start = first_value(marker)
        expected = level.last + step_of(marker) if level.seen else start
        right = (
            follows(marker, level.last) or follows(marker, level.meant)
            if level.seen
            else marker.value == start
        )
        if not right:
            code = self._fault(level, marker)
            self._find(code, passage, expected=next_marker(marker, expected))
            level.seen = set()
        level.seen.add(marker.value)
        level.last, level.prefix = marker.value, marker.prefix
        level.meant = marker.value if right else expected

    @staticmethod
    def _fault(level: _Level, marker: Marker) -> str:
        """Return the code of what is wrong with a number that does not follow."""
        if marker.value in level.seen:
            return "read.number-repeated"
        return "read.number-skipped" if marker.value > level.last else "read.number-order"

    def _judge_prefix(self, marker: Marker, passage: Passage) -> None:
        """Find `2.1.` that stands under `3.`"""
        above = next((level for level in reversed(self.levels[:-1]) if level.last), None)
        if above is None or not above.rung.startswith("1."):
            return
        if (*above.prefix, above.last) != marker.prefix:
            shown = ".".join(map(str, (*above.prefix, above.last))) + "."
            self._find("read.number-parent", passage, above=shown)

    def _role(
        self, passage: Passage, marker: Marker, after: Passage | None
    ) -> tuple[Role, Confidence]:
        """Return whether a marked paragraph is a heading, a clause or an item."""
        sure = Confidence.LIKELY if marker.odd in {"numeral", "doubled"} else Confidence.SURE
        if marker.rung in BULLETS:
            return Role.BULLET, sure
        text = passage.text
        if marker.rung in SEPARATE:
            run_in = len(text) > _LONGEST_HEADING or text.endswith(";")
            return (Role.CLAUSE if run_in else Role.HEADING), sure
        if len(text) > _LONGEST_HEADING or text.endswith((";", "./.", ",")):
            return Role.CLAUSE, sure
        if self.setting.laid_out:
            looks = _by_look(passage)
            if looks is not None or text.endswith("."):
                return looks or Role.CLAUSE, sure
        role, guess = _by_words(text, _leads(marker, after))
        return role, guess if sure is Confidence.SURE else sure

    def _find(self, code: str, passage: Passage, **parameters: str) -> None:
        """Keep what had to be mended."""
        marker = passage.marker.shown if passage.marker else ""
        text = passage.text
        shown = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
        place = Place(self.file, part=passage.lines[0].paragraph.part)
        all_ = {"marker": marker, "text": shown, **parameters}
        self.diagnostics.append(Diagnostic(code, all_, Severity.WARNING, place))


def _by_look(passage: Passage) -> Role | None:
    """Return what the letters of a numbered paragraph tell: all bold, bold at first, not at all."""
    if passage.lines[0].paragraph.outline or all(line.bold for line in passage.lines):
        return Role.HEADING
    return Role.CLAUSE if passage.lines[0].bold_first else None


def _leads(marker: Marker, after: Passage | None) -> bool:
    """Return whether what follows belongs to a numbered paragraph."""
    if after is None:
        return False
    if after.marker is None:
        return after.last.table is not None or not phrases.closer(after.text)
    rung = after.marker.rung
    if rung == marker.rung:
        return False
    return RANKS.get(rung, 0) > RANKS.get(marker.rung, 0) or _STAR in (rung, marker.rung)


def _by_words(text: str, leads: bool) -> tuple[Role, Confidence]:
    """Return whether a numbered paragraph reads as a heading: no sentence, and something below."""
    if not text:
        return Role.HEADING, Confidence.GUESSED
    if text.endswith(":"):
        return (Role.HEADING if leads else Role.CLAUSE), Confidence.LIKELY
    if text.endswith("."):
        short = leads and len(text) <= _SHORT_SENTENCE and ": " not in text
        return (Role.HEADING if short else Role.CLAUSE), (
            Confidence.GUESSED if short else Confidence.SURE
        )
    if ": " in text and not leads:
        label = text.split(": ", 1)[0]
        return (Role.HEADING if label[-1].isdigit() else Role.CLAUSE), Confidence.GUESSED
    return Role.HEADING, (Confidence.SURE if leads else Confidence.LIKELY)
