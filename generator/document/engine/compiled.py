"""A template compiled once and rendered many times."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from generator.document.engine import repairs
from generator.document.engine.archive import Archive, members_of, saved
from generator.document.engine.jinja import LoudSandbox, escapes, unsupported, writing_through
from generator.document.engine.opening import BODY_MARK, BODY_TAG, Opened
from generator.document.engine.parts import Parts, Texts, part_of
from generator.document.engine.proof import TABLE_START
from generator.document.engine.reference import (
    Given,
    HandedOverError,
    given,
    holds_iterators,
    replacements_of,
    same_text,
    targets_of,
)
from generator.document.engine.remembering import Remembered
from generator.document.engine.source import Source, as_docxtpl_leaves_it, compile_body
from generator.document.engine.writing import Ledger, Writer, is_subdocument_of_a_file, relations_in

Finish = Callable[[str, str], str]


def compile_template(
    source: str | Path | bytes | DocxTemplate,
    *,
    environment: Environment | None = None,
) -> "CompiledTemplate":
    """Return a docxtpl template compiled: its path, its bytes, or a DocxTemplate not yet rendered.

    The environment is Jinja's as docxtpl takes it (autoescape, undefined, filters, extensions); it
    is read now, so change it before. Without one it is docxtpl's own: nothing is escaped and an
    unknown name prints nothing, but the template runs in a sandbox. `Environment(autoescape=True)`
    is docxtpl's `render(context, autoescape=True)`; `environment()` of this package is for
    documents in which nothing may be lost: it escapes, and refuses what it does not know.

    Raises TemplateSyntaxError for a faulty tag and what python-docx raises for a file that is no
    Word document.
    """
    if environment is None:
        environment = LoudSandbox()
    return CompiledTemplate(given(source), environment)


class CompiledTemplate:
    """A docxtpl template that renders a document per context, in any number of threads.

    `fallback` says why the template, or the latest document that asked for it, was passed to
    docxtpl itself; it is None while that never happened. `parsed` says why every document of the
    template is parsed and repaired as docxtpl does it, which costs more than rendering it; `doubt`
    says what made the latest parsed document one: a value that is no XML on its own, say, of which
    docxtpl leaves out what its parser cannot read.
    """

    def __init__(
        self,
        source: bytes | Given,
        environment: Environment,
        *,
        properties: Environment | None = None,
        finish: Finish | None = None,
        library: str = "",
        remembers: bool = False,
    ) -> None:
        """Compile a template, its bytes or what `given` made of it; see `compile_template`.

        `properties` is another environment for the document's title and its like: docxtpl takes the
        same, and where that escapes, `&` becomes `&amp;` for the reader of a title.

        `finish` is given the finished body and the tag that opens a body with its namespaces, and
        returns the body that is written; `library` is one of `archive.deflaters()`. A template that
        `remembers` writes an item of a list once for as long as documents bring the very same item:
        only for contexts whose values nobody changes once they were given.
        """
        self._given = Given(source) if isinstance(source, bytes) else source
        opened = Opened(self._given.data)
        self.fallback: str | None = (
            unsupported(environment) or opened.unsupported() or self._given.unsupported() or None
        )
        self.parsed: str | None = None
        self.doubt: str | None = None
        self._environment, self._finish, self._raw = environment, finish, opened.raw
        self._library, self._ledger = library, Ledger()
        self._remembered = Remembered(self._ledger) if remembers else None
        self._body: Source | None = None
        if self.fallback is None:
            self._compile(opened, properties or environment)

    def _compile(self, opened: Opened, plain: Environment) -> None:
        writer = Writer(
            escapes(self._environment), opened.namespaces, opened.relations, self._ledger,
            self._join,
        )  # fmt: skip
        environment = writing_through(self._environment, writer, self._remembered)
        self._opening, self._relations = opened.opening, opened.relations
        self._targets = opened.targets
        self._body = compile_body(environment, opened.body, opened.namespaces)
        self.parsed = self._body.unproven or None
        self._parts = Parts(opened, environment, plain, self._ledger)
        self._name = opened.document_name()
        members = opened.members()
        self._before, _, self._after = members.pop(self._name).partition(BODY_MARK)
        for name in self._parts.changing():
            del members[name]
        self._archive = Archive(members, self._library)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """Return the document of a context; the same context gives the same bytes.

        Raises what the tags raise, as docxtpl would (UndefinedError, SecurityError, …), and
        ValueError for an image, a subdocument or a hyperlink made on another template, and for a
        subdocument that was in a document before.
        """
        if self._body is None:
            return self._through(self._given.fresh(), context)
        for value in context.values():
            if is_subdocument_of_a_file(value):
                return self._handed_over(value.tpl, context)
        ledger = vars(self._ledger)
        held = ledger.copy()  # a value may render a document of the same template by itself
        ledger.clear()
        try:
            return self._rendered(self._body, dict(context))
        except HandedOverError as asked:
            if holds_iterators(context):
                raise ValueError("a subdocument and an iterator in one context") from asked
            return self._handed_over(asked.tpl, context)
        finally:
            ledger.clear()
            ledger.update(held)

    def _rendered(self, body: Source, context: dict[str, Any]) -> bytes:
        if self._remembered is not None:
            self._remembered.next_document()
        xml = self._repaired(body, body.template.render(context))
        if self._finish is not None:
            xml = self._finish(xml, self._opening)
        texts = self._parts.render(context, lambda: self._has_sections(xml))
        if self._ledger.reference is not None:
            return self._ended_by_docxtpl(self._ledger.reference, xml, texts)
        document = b"".join((self._before, xml.encode("utf-8"), self._after))
        return self._archive.pack([*self._parts.members(texts), (self._name, document)])

    def _repaired(self, body: Source, xml: str) -> str:
        """Return the rendered body with what docxtpl would still do to it."""
        ledger = self._ledger
        if body.unproven or ledger.doubt or ledger.reference is not None:
            self.doubt = ledger.doubt or self.doubt
            return self._parsed(as_docxtpl_leaves_it(repairs.without_marks(xml)))
        if body.lines_left or ledger.paragraphs:
            xml = repairs.without_line_starts(xml)
        xml = repairs.unmasked(xml)
        if repairs.has_breaks(xml):
            xml, whole = repairs.with_breaks(xml)
            if not whole or "\a" in xml or "\f" in xml:
                self.doubt = "a break that ends what is open around it, or stands in no run"
                return self._parsed(repairs.without_marks(xml))
        if TABLE_START in xml:
            xml = repairs.with_tables_repaired(xml, self._opening)
        return repairs.with_drawings_numbered(xml) if "<wp:docPr" in xml else xml

    def _parsed(self, xml: str) -> str:
        """Return the body that docxtpl parses, repairs and puts into its document.

        Raises ValueError when it refers to relationships that the document will not have.
        """
        tree = repairs.repaired_as_a_whole(xml, self._opening)
        reference = self._ledger.reference
        added = targets_of(reference).keys() if reference is not None else set()
        if unknown := relations_in(tree) - self._relations - added:
            raise ValueError(
                f"relationships that the template does not have: {sorted(unknown)}; "
                "give the DocxTemplate on which they were made to compile_template"
            )
        root = etree.fromstring(self._before + BODY_MARK + self._after)
        (place,) = root.iter(BODY_TAG)
        root.replace(place, tree)
        whole = etree.tostring(root, encoding="UTF-8", standalone=True)
        return whole[len(self._before) : len(whole) - len(self._after)].decode("utf-8")

    def _has_sections(self, xml: str) -> bool:
        """Return whether python-docx sees a section in a body: docxtpl fills footnotes by it."""
        if xml.endswith("</w:sectPr></w:body>"):
            return True
        root: Any = parse_xml(b"".join((self._before, xml.encode("utf-8"), self._after)))
        return bool(root.sectPr_lst)

    def _join(self, tpl: DocxTemplate) -> None:
        """Let docxtpl end the document: a value belongs to a document of its."""
        ledger = self._ledger
        if ledger.reference is tpl:
            return
        if ledger.reference is not None:
            raise ValueError("the context holds images or subdocuments of two templates")
        tpl.render_init()
        if tpl.get_xml() != self._raw or not self._targets.items() <= targets_of(tpl).items():
            raise ValueError("an image or a subdocument was made on another template")
        self._check_replacements(tpl)
        tpl.current_rendering_part = part_of(tpl, ledger.story)
        ledger.reference = tpl
        self.fallback = "a document holds an image or a subdocument, which docxtpl adds to it"

    def _ended_by_docxtpl(self, tpl: DocxTemplate, xml: str, texts: Texts) -> bytes:
        """Return the document that docxtpl writes, with a fixed order and time."""
        forgiving = etree.XMLParser(recover=True)
        tpl.map_tree(etree.fromstring(repairs.with_namespaces(xml, self._opening), forgiving))
        self._parts.give_to(tpl, texts)
        tpl.is_rendered = True
        return self._packed_again(tpl)

    def _handed_over(self, tpl: DocxTemplate, context: Mapping[str, Any]) -> bytes:
        """Return the document that docxtpl makes on a template which a subdocument has changed."""
        tpl.init_docx()
        if not same_text(tpl.get_xml(), self._raw):
            raise ValueError("an image or a subdocument was made on another template")
        self._check_replacements(tpl)
        self.fallback = "a document holds a subdocument of a file, which docxtpl works into it"
        return self._through(tpl, context)

    def _check_replacements(self, tpl: DocxTemplate) -> None:
        """Raise ValueError where a document would be saved without what the template replaces."""
        if self._given.replacements not in (None, replacements_of(tpl)):
            raise ValueError("an image or a subdocument was made where other things are replaced")

    def _through(self, tpl: DocxTemplate, context: Mapping[str, Any]) -> bytes:
        """Return the document as docxtpl alone renders it."""
        tpl.render(dict(context), jinja_env=self._environment)
        if self._finish is not None:
            xml = tpl.get_xml()
            tpl.map_tree(etree.fromstring(self._finish(xml, xml[: xml.index(">") + 1])))
        return self._packed_again(tpl)

    def _packed_again(self, tpl: DocxTemplate) -> bytes:
        return Archive(members_of(saved(tpl)), self._library).pack([])
