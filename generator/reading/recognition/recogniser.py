"""The order of recognition: lines, noise, ending, appendices, letterhead, opening, tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostic, Place, Severity
from generator.reading.anatomy import Anatomy, Confidence, Role
from generator.reading.recognition import phrases
from generator.reading.recognition.appendices import appendix_head, split_appendices, titled
from generator.reading.recognition.ending import Ending, ending_of
from generator.reading.recognition.joining import Setting, passages, setting_of
from generator.reading.recognition.ladder import Ladder
from generator.reading.recognition.letterhead import (
    has_letterhead,
    letterhead_parts,
    letterhead_table,
    notice,
)
from generator.reading.recognition.lines import (
    Line,
    head_lines,
    lines_of,
    paragraph_lines,
)
from generator.reading.recognition.noise import page_lines
from generator.reading.recognition.opening import head_of, opening_parts
from generator.reading.recognition.parts import Placed, empty_parts, part
from generator.reading.sheet import Sheet


def recognised(sheet: Sheet) -> Anatomy:
    """Return a document by its parts, every paragraph of its body and text boxes in one of them.

    Nothing is refused and nothing left out: what is not recognised is UNKNOWN or TEXT. Numbers
    that do not follow, misread numerals and broken sentences are told as warnings.
    """
    work = _Work(sheet)
    work.run()
    placed = sorted(work.parts, key=lambda found: found[0])
    parts = tuple(located for _, located in placed)
    return Anatomy(sheet, parts, tuple(work.diagnostics))


@dataclass(slots=True)
class _Work:
    """A sheet on its way through recognition."""

    sheet: Sheet
    parts: list[Placed] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def run(self) -> None:
        """Take the lines of the sheet apart, from the outside to the inside."""
        lines = self._without_noise(lines_of(self.sheet))
        ending = ending_of(lines)
        body, rest = self._divided(lines, ending)
        setting = setting_of(body, laid_out=self.sheet.laid_out)
        self.parts += ending.parts
        self._document(body, setting, ending)
        for number, appendix in enumerate(split_appendices(rest), 1):
            self._appendix(appendix, number, setting)
        self._boxes(signed=ending.has(Role.AUTHORITY))
        self._page_head()
        if ending.columns:
            self._say("read.columns-parted", count=str(ending.columns))
        if setting.width:
            self._say("read.lines-joined", width=str(setting.width))

    def _without_noise(self, lines: list[Line]) -> list[Line]:
        """Return the lines without page numbers and running heads, which become parts."""
        noise = page_lines(lines)
        self.parts += [part(Role.PAGE_NUMBER, [lines[n]]) for n in sorted(noise)]
        return [line for n, line in enumerate(lines) if n not in noise]

    def _divided(self, lines: list[Line], ending: Ending) -> tuple[Sequence[Line], Sequence[Line]]:
        """Return the lines of the document before its ending, and those of appendices."""
        if ending.start is not None:
            return lines[: ending.start], lines[ending.end :]
        first = next((n for n, line in enumerate(lines) if titled(line)), len(lines))
        return lines[:first], lines[first:]

    def _document(self, lines: Sequence[Line], setting: Setting, ending: Ending) -> None:
        """Recognise the document itself, from letterhead to closing."""
        head = head_of(lines, setting)
        self.parts += head.parts
        self.parts += empty_parts(line for line in head.rest if line.blank)
        found = passages(head.rest, setting)
        opened, count = opening_parts(found)
        ladder = Ladder(self.sheet.file, setting)
        body = ladder.parts(found[count:])
        self.parts += opened + (_closed(body) if ending.start is not None else body)
        self.diagnostics += ladder.diagnostics

    def _appendix(self, lines: Sequence[Line], number: int, setting: Setting) -> None:
        """Recognise one appendix: its title, and its body with a numbering of its own."""
        head, body = appendix_head(lines, number)
        self.parts += head
        self.parts += empty_parts((line for line in body if line.blank), number)
        ladder = Ladder(self.sheet.file, setting, number)
        self.parts += ladder.parts(passages(body, setting))
        self.diagnostics += ladder.diagnostics

    def _boxes(self, *, signed: bool) -> None:
        """Recognise what stands in text boxes; it comes before everything else.

        A signature is looked for there where the document itself has none.
        """
        lines = list(paragraph_lines(self.sheet.boxes, -len(self.sheet.boxes)))
        ending = Ending() if signed else ending_of(lines)
        if ending.start is not None and ending.has(Role.AUTHORITY):
            self.parts += ending.parts
            del lines[ending.start : ending.end]
        for line in lines:
            if line.blank:
                self.parts.append(part(Role.RULE, [line]))
            elif has_letterhead([line]):
                self.parts += letterhead_parts([line])
            else:
                sure = Confidence.SURE if notice(line.text) else Confidence.LIKELY
                self.parts.append(part(Role.NOTICE, [line], confidence=sure))

    def _page_head(self) -> None:
        """Recognise a letterhead that was put at the head of the first page."""
        lines = head_lines(self.sheet)
        if not any(located.role is Role.NATION for _, located in self.parts) and any(
            letterhead_table(line) or has_letterhead([line]) for line in lines
        ):
            self.parts += letterhead_parts(lines)

    def _say(self, code: str, **parameters: str) -> None:
        """Keep what is to be said about the whole document."""
        place = Place(self.sheet.file)
        self.diagnostics.append(Diagnostic(code, parameters, Severity.WARNING, place))


def _closed(body: list[Placed]) -> list[Placed]:
    """Return the parts of a body, the paragraphs that end it marked as closing."""
    end = len(body)
    while end and body[end - 1][1].role in {Role.TEXT, Role.RULE}:
        end -= 1
    tail = [n for n in range(end, len(body)) if body[n][1].role is Role.TEXT]
    if not tail or not end:
        return body
    first = next((n for n in tail if phrases.closer(body[n][1].text)), None)
    under_heading = body[end - 1][1].role is Role.HEADING
    if (
        first is None
        and phrases.ended(body[tail[-1]][1].text)
        and not (under_heading and len(tail) == 1)
    ):
        first = tail[-1]
    if first is None or (under_heading and first == tail[0]):
        return body
    return [_as_closing(p) if n in tail and n >= first else p for n, p in enumerate(body)]


def _as_closing(placed: Placed) -> Placed:
    """Return a part as closing."""
    place, located = placed
    sure = phrases.like(located.text, "tren day la")
    return place, replace(
        located, role=Role.CLOSING, confidence=Confidence.SURE if sure else Confidence.LIKELY
    )
