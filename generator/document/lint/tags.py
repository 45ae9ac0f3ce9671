"""The tags of a line as docxtpl and Jinja understand them."""

import re
from collections.abc import Sequence

from generator.document.lint.stories import Line

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SIGN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")
# A prefix that docxtpl takes out; one that it does not is left, and Jinja does not know the tag.
_PREFIXED = re.compile(r"(\{[{%#])(p|tr|tc|r) (?=[^}%#]*[}%#]\}$)")
_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_QUOTES = str.maketrans("‘’“”\r\n", "''\"\"  ")
_BLOCKS = {
    "if", "for", "macro", "call", "filter", "block", "with", "autoescape", "raw", "set",
}  # fmt: skip
_EXCERPT = 60


def excerpt(text: str) -> str:
    """Return the beginning of a text, to show in a message."""
    return text.strip()[:_EXCERPT]


def is_unclosed(line: Line) -> bool:
    """Return whether a line has a bracket without its partner."""
    return bool(_SIGN.search(_TAG.sub("", line.text)))


def jinja_tags(line: Line) -> list[str]:
    """Return the tags of a line as docxtpl gives them to Jinja."""
    return [_PREFIXED.sub(r"\1 ", _straight(tag)) for tag in _TAG.findall(line.text)]


def misplaced(line: Line) -> tuple[str, str, str] | None:
    """Return the code, the tag and the lost text of a tag that cannot stand where it is.

    docxtpl puts a tag with a prefix in the place of its whole paragraph, row or cell.
    """
    for tag in _TAG.findall(line.text):
        prefixed = _PREFIXED.match(_straight(tag))
        if prefixed is None or prefixed[2] == "r":
            continue
        whole = {"p": line.text, "tr": line.row, "tc": line.cell}[prefixed[2]]
        if whole is None:
            return "template.outside-table", tag, ""
        if lost := whole.replace(tag, "", 1).strip():
            return "template.swallowed", tag, lost
    return None


def _straight(tag: str) -> str:
    """Return a tag with straight quotes, on one line."""
    return tag.translate(_QUOTES)


def balanced(lines: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """Return the source of each line with every block closed, and the numbers of those at fault.

    A block left open is at fault where it opens; an end without a beginning is left out.
    """
    stack: list[tuple[str, int]] = []
    sources: list[str] = []
    faults: list[int] = []
    for number, tags in enumerate(lines):
        kept: list[str] = []
        for tag in tags:
            word = _word(tag)
            name = word.removeprefix("end")
            inside = [block for block, _ in stack]
            if inside[-1:] == ["raw"] and word != "endraw":
                continue
            if _opens(tag, word):
                stack.append((word, number))
            elif word != name and name in _BLOCKS:
                if name not in inside:
                    faults.append(number)
                    continue
                while stack[-1][0] != name:
                    kept.append(_end(stack[-1][0]))
                    faults.append(stack.pop()[1])
                stack.pop()
            kept.append(tag)
        sources.append(" ".join(kept))
    ends = [_end(block) for block, _ in reversed(stack)]
    faults += [number for _, number in stack]
    return [*sources[:-1], " ".join([*sources[-1:], *ends])], faults


def _word(tag: str) -> str:
    found = _WORD.match(tag)
    return found[1] if found else ""


def _opens(tag: str, word: str) -> bool:
    return word in _BLOCKS and not (word == "set" and "=" in tag)


def _end(block: str) -> str:
    return f"{{% end{block} %}}"
