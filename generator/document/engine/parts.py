"""What a document has beside its body: headers, footers, properties and footnotes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, Template

from generator.document.engine import properties
from generator.document.engine.opening import Opened, Story, story_written
from generator.document.engine.source import as_docxtpl_leaves_it, compile_story, has_tags
from generator.document.engine.writing import Ledger


@dataclass(frozen=True, slots=True)
class Texts:
    """What the parts of one document were rendered to, each in the order of `Parts`."""

    stories: tuple[str, ...]
    properties: Mapping[str, str]
    footnotes: tuple[str, ...]


class Parts:
    """The parts of a template beside its body; those without tags are finished once."""

    def __init__(
        self, opened: Opened, writing: Environment, plain: Environment, ledger: Ledger
    ) -> None:
        """Compile the parts, and give the opened template those that never change.

        `writing` is the environment for XML, `plain` the caller's own, for the properties.
        """
        self._ledger = ledger
        self._stories = [(story, compile_story(writing, story.xml)) for story in opened.stories]
        for story, text in self._stories:
            if isinstance(text, str):
                opened.set_story(story, text)
        self._properties: dict[str, Template | str] = {}
        for name, text in opened.properties.items():
            template = plain.from_string(text)
            tagged = has_tags(plain, text)
            self._properties[name] = template if tagged else template.render()
            setattr(opened.core, name, properties.mark(name) if tagged else template.render())
        self._core_name = opened.core_name()
        self._pieces = properties.split_at_marks(opened.core_xml(), self._properties)
        self._footnotes = [(story, compile_story(writing, story.xml)) for story in opened.footnotes]

    def changing(self) -> set[str]:
        """Return the names of the members that are written for every document."""
        names = {story.name for story, text in self._stories if isinstance(text, Template)}
        names |= {story.name for story, _ in self._footnotes}
        return names | ({self._core_name} if len(self._pieces) > 1 else set())

    def render(self, context: Mapping[str, Any], has_sections: Callable[[], bool]) -> Texts:
        """Return the parts rendered in docxtpl's order.

        docxtpl renders the footnotes once for every section of the body, and not at all without.
        """
        stories = tuple(self._text(story, source, context) for story, source in self._stories)
        values = {
            name: one if isinstance(one, str) else one.render(context)
            for name, one in self._properties.items()
        }
        footnotes = tuple(
            self._text(story, source, context) if has_sections() else story.raw
            for story, source in self._footnotes
        )
        return Texts(stories, values, footnotes)

    def members(self, texts: Texts) -> Iterator[tuple[str, bytes]]:
        """Yield the changing members of a document."""
        for (story, source), text in zip(self._stories, texts.stories, strict=True):
            if isinstance(source, Template):
                yield story.name, story_written(story, text)
        if len(self._pieces) > 1:
            yield self._core_name, properties.joined(self._pieces, texts.properties)
        for (story, _), text in zip(self._footnotes, texts.footnotes, strict=True):
            yield story.name, text.encode("utf-8")

    def give_to(self, tpl: DocxTemplate, texts: Texts) -> None:
        """Give a document of docxtpl its rendered parts, as docxtpl would."""
        for (story, _), text in zip(self._stories, texts.stories, strict=True):
            tpl.map_headers_footers_xml(story.key, text.encode("utf-8"))
        for name, value in texts.properties.items():
            setattr(tpl.docx.core_properties, name, value)
        written = dict(zip((one.name for one, _ in self._footnotes), texts.footnotes, strict=True))
        for part in tpl.docx.part.package.parts:
            name = str(part.partname).lstrip("/")
            if name in written:
                part._blob = written[name].encode("utf-8")

    def _text(self, story: Story, source: Template | str, context: Mapping[str, Any]) -> str:
        if isinstance(source, str):
            return source
        self._ledger.story = story.key
        if self._ledger.reference is not None:
            self._ledger.reference.current_rendering_part = part_of(
                self._ledger.reference, story.key
            )
        return as_docxtpl_leaves_it(source.render(context))


def part_of(tpl: DocxTemplate, key: str) -> Any:
    """Return the part of docxtpl's document that has a relationship's key; the body has none."""
    return tpl.docx._part.rels[key].target_part if key else tpl.docx._part
