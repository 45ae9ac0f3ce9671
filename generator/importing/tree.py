"""The tree of a document: headings with what stands below them, as its numbers hang it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.importing.words import clean
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Table

FORMATS = ("I.", "1.", "1.1.", "a)", "*", "-", "+")
"""The forms of numbers that a plan counts itself; others stay in the text as they are typed."""
_DEEPER = {"1.1.1.": "1.1.", "1.1.1.1.": "1.1."}
_LABEL = 120
_MARKED = {Role.HEADING, Role.CLAUSE, Role.BULLET}


@dataclass(slots=True)
class Branch:
    """A part of the tree: its number as typed, its heading, paragraphs, table, what is below.

    `rung` is the form that the plan counts, `none` where nothing is counted; `run_in` says that
    heading and text stand on one line, `continues` that it goes on with what stands before it.
    """

    rung: str = "none"
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    table: Table | None = None
    children: list["Branch"] = field(default_factory=list)
    run_in: bool = False
    part: Located | None = None
    continues: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing stands in it yet but paragraphs."""
        return not self.children and self.table is None


def grown(parts: Iterable[Located]) -> Branch:
    """Return the tree of the parts of a body, under a root without heading."""
    root = Branch()
    path: list[tuple[int, Branch]] = [(0, root)]
    for part in parts:
        if part.role in _MARKED:
            branch = _branch(part)
            while len(path) > 1 and path[-1][0] >= max(part.depth, 1):
                path.pop()
            path[-1][1].children.append(branch)
            path.append((max(part.depth, 1), branch))
        else:
            _continue(path, part)
    _settle(root)
    return root


def _continue(path: list[tuple[int, Branch]], part: Located) -> None:
    """Put a paragraph or a table into the last branch, or into a new one below its heading.

    What goes on after a table stands beside it: ten tables in a row are no ten levels.
    """
    depth, target = path[-1]
    if not target.bare:
        if target.continues:
            path.pop()
        else:
            depth += 1
        target = Branch(continues=True)
        path[-1][1].children.append(target)
        path.append((depth, target))
    if part.table is not None:
        target.table = part.table
        target.part = target.part or part
    else:
        target.paragraphs += _lines(part.text)


def _branch(part: Located) -> Branch:
    """Return the branch that a numbered part begins."""
    text = clean(part.text)
    rung = _DEEPER.get(part.rung, part.rung)
    if rung not in FORMATS:
        shown = f"{part.marker} {text}".strip()
        plain = part.role is Role.HEADING and not part.marker
        if plain:
            return Branch(title=shown, part=part)
        return Branch(paragraphs=[shown] if shown else [], part=part)
    if part.role is Role.HEADING:
        return Branch(rung, text, part=part)
    if part.role is Role.CLAUSE:
        title, rest = _label(text, part)
        if title:
            return Branch(rung, title, [rest], run_in=True, part=part)
    return Branch(rung, paragraphs=[text] if text else [], part=part)


def _label(text: str, part: Located) -> tuple[str, str]:
    """Return the heading that a paragraph opens with, and the rest; nothing where it has none."""
    head, colon, rest = text.partition(": ")
    if not colon or not rest.strip() or len(head) > _LABEL or "." in head.rstrip("."):
        return "", text
    if "\u201c" in head or ("(" in head and ")" not in head) or not _stands_out(part):
        return "", text
    return head, rest.strip()


def _stands_out(part: Located) -> bool:
    """Return whether a paragraph begins in another look than it ends; plain text has none."""
    runs = [run for paragraph in part.paragraphs for run in paragraph.runs if run.text.strip()]
    looks = [(run.look.bold, run.look.italic, run.look.underline) for run in runs]
    plain = not any(run.look.size for run in runs)
    return plain or (looks[0] != looks[-1] and any(looks[0]))


def _lines(text: str) -> list[str]:
    return [line for line in map(clean, text.split("\n")) if line]


def _settle(branch: Branch) -> None:
    """Give the children of every branch one form of number."""
    for child in branch.children:
        _settle(child)
    groups = _grouped(branch.children)
    if len(groups) < 2:  # noqa: PLR2004 - one form is what a plan has
        return
    if groups[-1][0].rung == "1.1." and all(_wordy(g) for g in groups[:-1]):
        branch.paragraphs += [line for group in groups[:-1] for line in typed_lines(group)]
        branch.children = groups[-1]
        return
    settled: list[Branch] = []
    for group in groups:
        if group[0].rung == "none":
            settled += group
        elif settled and not settled[-1].children and settled[-1].rung == "none":
            settled[-1].children = group
        else:
            settled.append(Branch(children=group))
    branch.children = settled


def _grouped(children: Sequence[Branch]) -> list[list[Branch]]:
    """Return children in runs of one form."""
    groups: list[list[Branch]] = []
    for child in children:
        if groups and groups[-1][0].rung == child.rung:
            groups[-1].append(child)
        else:
            groups.append([child])
    return groups


def _wordy(group: Sequence[Branch]) -> bool:
    """Return whether branches hold words only, no table."""
    return all(branch.table is None and _wordy(branch.children) for branch in group)


def typed_lines(group: Sequence[Branch]) -> list[str]:
    """Return branches as paragraphs, their numbers typed before them."""
    found: list[str] = []
    for branch in group:
        marker = branch.part.marker if branch.part and branch.rung != "none" else ""
        first, *rest = [branch.title, *branch.paragraphs] if branch.title else [
            *branch.paragraphs, ""
        ]  # fmt: skip
        found += [f"{marker} {first}".strip(), *rest, *typed_lines(branch.children)]
    return [line for line in found if line]
