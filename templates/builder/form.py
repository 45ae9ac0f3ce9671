"""The form specification, answering in WordprocessingML: styled lines and docxtpl's tags."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.document.standard import Entry, Standard
from templates.builder.wordml import node, run


@dataclass(frozen=True, slots=True)
class Form:
    """The form specification, answering in WordprocessingML."""

    standard: Standard

    @property
    def tree(self) -> Entry:
        """The specification as its file holds it."""
        return self.standard.tree

    def line(self, key: str, *runs: str) -> str:
        """Return a paragraph in the style of an element."""
        return node("p", node("pPr", node("pStyle", val=self.standard.style(key))), *runs)

    def fixed(self, key: str) -> str:
        """Return an element whose words the decree fixes."""
        return self.line(key, run(self.standard.element(key)["text"]))

    def tag(self, command: str, scope: str = "p") -> str:
        """Return the paragraph of a docxtpl tag that acts on its paragraph, row or cell."""
        return self.line("tag", run(f"{{%{scope} {command} %}}"))

    def when(self, condition: str, *content: str) -> str:
        """Return content that is printed only when a condition holds."""
        return self.tag(f"if {condition}") + "".join(content) + self.tag("endif")

    def each(self, loop: str, *content: str) -> str:
        """Return content that is printed once for each value of a loop."""
        return self.tag(f"for {loop}") + "".join(content) + self.tag("endfor")

    def choose(self, cases: Mapping[str, str], otherwise: str) -> str:
        """Return the content of the first case that holds."""
        commands = ["if", *["elif"] * (len(cases) - 1)]
        chain = "".join(
            self.tag(f"{command} {condition}") + content
            for command, (condition, content) in zip(commands, cases.items(), strict=True)
        )
        return chain + self.tag("else") + otherwise + self.tag("endif")
