"""What stands inside a paragraph of a Word file: letters, fields, breaks, drawings."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.reading.sheet import Look, Run, Stroke
from generator.reading.word.drawings import ALTERNATE, chosen, drawn
from generator.reading.word.names import Element, child, w
from generator.reading.word.styles import Around, Styles

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What holds letters as if it were not there; deletions and what was moved away are left out.
WRAPPERS = {
    w(name)
    for name in ("hyperlink", "smartTag", "customXml", "sdtContent", "ins", "moveTo", "bdo", "dir",
                 "rubyBase", "ruby")
}  # fmt: skip
LETTERS = {
    w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n",
    w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad",
}  # fmt: skip
_DRAWINGS = {w("drawing"), w("pict"), w("object")}
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,4}")
_SURROGATES = range(0xD800, 0xE000)
BLANKS = " \t\n\r"
_COUNTED = {"PAGE", "NUMPAGES", "SECTIONPAGES"}  # shown by Word even where no result is stored
_FETCHING = {
    "DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE",
    "RD",
}  # fmt: skip
# Signs of fonts that have no letters, where they have a sign of Unicode that a reader knows.
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☒", 0xF0A8: "☐", 0xF06F: "□",
    0xF0E0: "→", 0xF0AE: "→", 0xF0B3: "≥", 0xF0A3: "≤", 0xF0B0: "°", 0xF0B1: "±", 0xF0B4: "\u00d7",
    0xF02D: "-", 0xF02B: "+", 0xF0BE: "—",
}  # fmt: skip


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, and whether its result has."""

    words: list[str] = field(default_factory=list)
    instruction: str = ""  # `PAGE \\* MERGEFORMAT`, once it is known whole
    showing: bool = False
    shown: bool = False


@dataclass(slots=True)
class Gathered:
    """What was met on the way through a document and stands apart from its text."""

    boxes: list[Element] = field(default_factory=list)
    pictures: int = 0
    fetching: list[str] = field(default_factory=list)


class Story:
    """Reads the paragraphs of one part in order; a field may go over many of them."""

    def __init__(self, root: Element, styles: Styles, gathered: Gathered) -> None:
        """Begin a part; fields that never end are taken as if they were not there."""
        self.styles, self.gathered = styles, gathered
        self.unmatched = _unmatched(root)
        self._fields: list[_Field] = []
        self._asking = 0  # fields whose result has not begun

    @property
    def shows(self) -> bool:
        """Return whether letters are shown here: outside every field's instruction."""
        return self._asking == 0

    @property
    def depth(self) -> int:
        """Return how many fields have begun and not ended."""
        return len(self._fields)

    @property
    def instruction(self) -> str:
        """Return the instruction of the field whose result stands here, or nothing."""
        return self._fields[-1].instruction if self._fields else ""

    def begin(self) -> None:
        """Begin a field."""
        self._fields.append(_Field())
        self._asking += 1

    def instruct(self, words: str) -> None:
        """Add to the instruction of the field that has begun last."""
        if self._fields and not self._fields[-1].showing:
            self._fields[-1].words.append(words)

    def separate(self) -> None:
        """Begin the result of a field; note one that asks for what is outside the document."""
        if not self._fields or self._fields[-1].showing:
            return
        begun = self._fields[-1]
        begun.instruction = " ".join("".join(begun.words).split())
        begun.showing = True
        self._asking -= 1
        if (word := _first_word(begun.instruction)) in _FETCHING:
            self.gathered.fetching.append(word)

    def end(self) -> str:
        """End a field; return its instruction where Word shows a number that is not stored."""
        if not self._fields:
            return ""
        self.separate()
        ended = self._fields.pop()
        if self._fields and ended.shown:
            self._fields[-1].shown = True
        counted = _first_word(ended.instruction) in _COUNTED
        return ended.instruction if counted and not ended.shown else ""

    def show(self) -> None:
        """Note that the result of a field, if this is one, has letters."""
        if self._fields:
            self._fields[-1].shown = True


class Inline:
    """The inside of one paragraph."""

    def __init__(self, story: Story, style: str, around: Around) -> None:
        """Read for a paragraph of a style, in a table or not."""
        self._story, self._style, self._around = story, style, around
        self.breaks = False
        self.strokes: list[Stroke] = []
        self._look = Look()
        self._runs: list[Run] = []
        self._letters: list[str] = []  # of the run that goes on
        self._letters_of: tuple[Look, str] = (self._look, "")

    def read(self, parent: Element) -> None:
        """Read all that stands in an element."""
        for node in parent.iterchildren("*"):
            tag = node.tag
            if tag in _SPECIAL:
                _SPECIAL[tag](self, node)
            elif tag in WRAPPERS:
                self.read(node)
            elif tag in LETTERS:
                self._put(LETTERS[tag])
            elif tag in _DRAWINGS:
                self._draw(node)

    def runs(self) -> tuple[Run, ...]:
        """Return what was read so far, letters of one look in one run."""
        self._close()
        return tuple(self._runs)

    def _run(self, node: Element) -> None:
        direct = self._story.styles.layer(child(node, "rPr"))
        self._look = self._story.styles.look(self._style, self._around, direct)
        self.read(node)

    def _text(self, node: Element) -> None:
        text = node.text or "" if not len(node) else "".join(map(str, node.itertext()))
        if node.get(XML_SPACE) != "preserve":
            text = text.strip(BLANKS)
        self._put(text.replace("\r\n", " ").replace("\n", " ").replace("\r", " "))

    def _break(self, node: Element) -> None:
        if node.get(w("type")) == "page":
            self.breaks = True
        else:
            self._put("\n")

    def _symbol(self, node: Element) -> None:
        code = node.get(w("char"), "")
        if _HEXADECIMAL.fullmatch(code):
            number = int(code, 16)
            self._put(_SYMBOLS.get(number) or ("" if number in _SURROGATES else chr(number)))

    def _page_number(self, _: Element) -> None:
        self._simple("PAGE")

    def _formula(self, node: Element) -> None:
        self._put("".join(part.text or "" for part in node.iter(f"{_M}t")))

    def _control(self, node: Element) -> None:
        content = child(node, "sdtContent")
        if content is not None:
            self.read(content)

    def _alternate(self, node: Element) -> None:
        branch = chosen(node)
        if branch is not None:
            self.read(branch)

    def _draw(self, node: Element) -> None:
        found = drawn(node)
        self.strokes += found.strokes
        self._story.gathered.boxes += found.boxes
        self._story.gathered.pictures += found.pictures

    def _field_character(self, node: Element) -> None:
        if node in self._story.unmatched:
            return
        match node.get(w("fldCharType")):
            case "begin":
                self._story.begin()
            case "separate":
                self._story.separate()
            case "end":
                self._simple(self._story.end())

    def _instruct(self, node: Element) -> None:
        self._story.instruct(node.text or "")

    def _simple_field(self, node: Element) -> None:
        outside = self._story.depth
        self._story.begin()
        self._story.instruct(node.get(w("instr"), ""))
        self._story.separate()
        self.read(node)
        while self._story.depth > outside:
            self._simple(self._story.end())

    def _simple(self, instruction: str) -> None:
        """Add a number that Word counts and the file does not hold."""
        if instruction and self._story.shows:
            self._close()
            self._runs.append(Run("", self._look, instruction))
            self._story.show()

    def _put(self, text: str) -> None:
        """Add letters in the look of the run, unless a field asks for them without showing them."""
        if not text or not self._story.shows:
            return
        self._story.show()
        kind = (self._look, self._story.instruction)
        if kind[0] is not self._letters_of[0] or kind[1] != self._letters_of[1]:
            self._close()
            self._letters_of = kind
        self._letters.append(text)

    def _close(self) -> None:
        if self._letters:
            self._runs.append(Run("".join(self._letters), *self._letters_of))
            self._letters = []


_SPECIAL: dict[str, Callable[[Inline, Element], None]] = {
    w("r"): Inline._run,
    w("t"): Inline._text,
    w("br"): Inline._break,
    w("sym"): Inline._symbol,
    w("fldChar"): Inline._field_character,
    w("instrText"): Inline._instruct,
    w("fldSimple"): Inline._simple_field,
    w("pgNum"): Inline._page_number,
    w("sdt"): Inline._control,
    ALTERNATE: Inline._alternate,
    f"{_M}oMath": Inline._formula,
    f"{_M}oMathPara": Inline._formula,
}


def _first_word(instruction: str) -> str:
    return instruction.partition(" ")[0].upper()


def _unmatched(root: Element) -> set[Element]:
    """Return the marks of fields that begin and never end, or end and never began."""
    begun: list[Element] = []
    alone: set[Element] = set()
    for node in root.iter(w("fldChar")):
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            begun.append(node)
        elif kind == "end" and begun:
            begun.pop()
        elif kind == "end":
            alone.add(node)
    return alone | set(begun)
