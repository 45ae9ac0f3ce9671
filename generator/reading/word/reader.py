"""A Word file as a sheet: body, heads and feet, boxes, notes, comments, and what was noticed."""

from collections import Counter
from collections.abc import Callable, Iterator

from generator.diagnostics import Diagnostic, Place, Refused, Severity
from generator.reading.sheet import Block, Paragraph, Part, Sheet, paragraphs
from generator.reading.word.blocks import Blocks
from generator.reading.word.drawings import box_size
from generator.reading.word.inline import Gathered, Story
from generator.reading.word.names import Element, child, is_on, w
from generator.reading.word.numbering import Numbering
from generator.reading.word.parts import Parts, Relation
from generator.reading.word.sections import Sections
from generator.reading.word.styles import Styles
from generator.reading.word.theme import theme_of

_INSERTED = [w(name) for name in ("ins", "moveTo", "cellIns")]
_DELETED = [w(name) for name in ("del", "moveFrom", "cellDel")]
_REFORMATTED = [
    w(f"{name}Change") for name in ("rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "numbering")
]
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def read_docx(data: bytes, file: str) -> Sheet:
    """Return a Word document with the look that applies; tracked changes are taken as accepted.

    Raises Refused when the bytes are no Word document that can be read safely. Nothing outside
    the file is opened; what it points at, and macros, are told and left out.
    """
    return _Reader(Parts(data, file), file).sheet()


class _Reader:
    """Reads the parts of one file; what stands apart from the text is gathered on the way."""

    def __init__(self, parts: Parts, file: str) -> None:
        self._parts, self._file = parts, file
        self._settings = parts.related("settings")
        styles = parts.related("styles")
        self._numbering = Numbering(parts.related("numbering"), styles)
        theme = theme_of(parts.related("theme"), self._settings)
        self._styles = Styles(styles, self._numbering, theme)
        self._gathered = Gathered()
        self._counted: Counter[str] = Counter()
        self._running: dict[str, tuple[Block, ...]] = {}
        self._roots = [parts.document]

    def sheet(self) -> Sheet:
        """Return the whole document."""
        body = child(self._parts.document, "body")
        if self._parts.document.tag != w("document") or body is None:
            raise Refused([Diagnostic("read.not-word", place=Place(self._file))])
        placed = self._blocks(body).placed(body, ())
        even = is_on(child(self._settings, "evenAndOddHeaders"))
        regions = Sections(self._head, even=even).regions(placed, child(body, "sectPr"))
        notes = (
            *self._notes("footnotes", "footnote", lambda number: (("footnote", number),)),
            *self._notes("endnotes", "endnote", lambda number: (("endnote", number),)),
        )
        comments = self._notes("comments", "comment", lambda number: (("comment", number),))
        boxes = tuple(self._boxes())
        return Sheet(
            self._file, regions, boxes=boxes,
            box_sizes=tuple(map(box_size, self._gathered.boxes)), notes=notes, comments=comments,
            diagnostics=(*self._parts.warnings(), *self._warnings()),
        )  # fmt: skip

    def _blocks(self, root: Element) -> Blocks:
        story = Story(root, self._styles, self._gathered)
        return Blocks(self._file, story, self._numbering, self._counted)

    def _head(self, relation: str) -> tuple[Block, ...]:
        """Return a header or footer by its relation, each part read once."""
        found = self._parts.relations(self._parts.main).get(relation)
        if found is None or found.external:
            return ()
        if found.target not in self._running:
            self._running[found.target] = self._new_head(found)
        return self._running[found.target]

    def _new_head(self, relation: Relation) -> tuple[Block, ...]:
        root = self._parts.root(relation.target)
        if root is None:
            return ()
        self._roots.append(root)
        name = "header" if relation.kind == "header" else "footer"
        self._counted[name] += 1
        return self._blocks(root).read(root, ((name, self._counted[name]),))

    def _notes(self, kind: str, name: str, part: Callable[[int], Part]) -> tuple[Paragraph, ...]:
        """Return the paragraphs of the notes of a kind, Word's own separators left out."""
        root = self._parts.related(kind)
        if root is None:
            return ()
        self._roots.append(root)
        reader = self._blocks(root)
        notes = [n for n in root.iterchildren(w(name)) if n.get(w("type")) not in _SEPARATORS]
        return tuple(
            paragraph
            for number, note in enumerate(notes, 1)
            for paragraph in paragraphs(reader.read(note, part(number)))
        )

    def _boxes(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of text boxes, those of boxes in boxes after them."""
        waiting = self._gathered.boxes
        for number, box in enumerate(waiting, 1):  # reading one may add another
            part: Part = (("box", number),)
            yield from paragraphs(self._blocks(box).read(box, part))

    def _warnings(self) -> Iterator[Diagnostic]:
        """Yield what was taken as accepted or could not be read."""
        inserted, deleted, reformatted = (
            sum(1 for root in self._roots for _ in root.iter(*tags))
            for tags in (_INSERTED, _DELETED, _REFORMATTED)
        )
        if inserted or deleted or reformatted:
            yield self._warning(
                "read.tracked", inserted=str(inserted), deleted=str(deleted),
                reformatted=str(reformatted),
            )  # fmt: skip
        if self._gathered.fetching:
            fields = ", ".join(sorted(set(self._gathered.fetching)))
            yield self._warning("read.fetching", fields=fields)
        if self._gathered.pictures:
            yield self._warning("read.pictures", count=str(self._gathered.pictures))

    def _warning(self, code: str, **parameters: str) -> Diagnostic:
        return Diagnostic(code, parameters, Severity.WARNING, Place(self._file))
