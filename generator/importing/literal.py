"""The plan that prints a document word for word: its text as it stands, nothing yet made data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Diagnostic, Place, Refused
from generator.importing.ending import ending
from generator.importing.identity import Given, identity
from generator.importing.remarks import Kind, Remarks, place_of, role_name
from generator.importing.shape import Shaper, Spelling, ladder_of
from generator.importing.slugs import Slugs
from generator.importing.tree import FORMATS, Branch, grown, typed_lines
from generator.importing.words import clean, literal, shortened
from generator.reading.anatomy import Anatomy, Confidence, Located, Role
from generator.reading.sheet import Region
from generator.vietnamese import folded

Values = dict[str, Any]
_TREE = {Role.HEADING, Role.CLAUSE, Role.BULLET, Role.TEXT, Role.TABLE}
_MOST_SECTIONS = 3_999  # the last Roman number
_DRAFT = re.compile(r"\W*(?:ban )?du thao(?: (?:lan )?(?:thu )?[\w./]{1,12})?\W*")
_STAMP = re.compile(
    r"\W*(?:da ky|ky (?:ten|boi|ghi)|nguoi ky|thoi gian ky|ngay ky|chu ky|digit|signat)"
)
_ORDER = (
    "level", "issuer", "number", "symbol", "place", "issued_on", "period", "programme", "notice",
    "subject", "terms", "bases", "opening", "ladder", "sections", "targets", "tasks", "agencies",
    "funding", "reports", "closing", "appendices", "recipients", "archive", "signature", "wording",
)  # fmt: skip


@dataclass(slots=True)
class Material:
    """A document on its way to a plan: its parts, the values so far, what there is to say."""

    anatomy: Anatomy
    values: Values
    remarks: Remarks
    slugs: Slugs = field(default_factory=Slugs)


def in_order(values: Values) -> Values:
    """Return the values of a plan in the order of the model."""
    return {name: values[name] for name in _ORDER if name in values}


def literal_plan(anatomy: Anatomy, given: Given, remarks: Remarks) -> Material:
    """Return the values of a plan file that prints the words of a document.

    Raises Refused for a document of another type, without headings, or without a year.
    """
    _refuse_other(anatomy, remarks.file)
    slugs = Slugs()
    trees = _trees(anatomy)
    root, preface = _sections(trees[0], remarks)
    if not root.children:
        raise Refused([Diagnostic("import.no-structure", place=Place(remarks.file))])
    if len(root.children) > _MOST_SECTIONS:
        unfit = {"field": f"{root.children[0].rung} …"}
        raise Refused([Diagnostic("import.unfit", unfit, place=Place(remarks.file))])
    values = identity(anatomy, given, remarks)
    values["subject"] = _subject(anatomy, remarks)
    values["opening"] = _opening(anatomy, preface)
    first = root.children[0].rung
    ladder = ladder_of([root, *trees[1:]], first)
    spelling = Spelling(part.text for part in anatomy.parts)
    shaper = Shaper(ladder, spelling, slugs)
    values["ladder"] = list(ladder)
    values["sections"] = [shaper.section(branch) for branch in root.children]
    closing = [line for p in anatomy.of(Role.CLOSING) if not p.appendix for line in _lines(p.text)]
    if closing:
        values["closing"] = literal("\n".join(closing).removesuffix("./.").rstrip())
    appendices = [
        _appendix(anatomy, number, tree, shaper) for number, tree in enumerate(trees) if number
    ]
    if appendices:
        values["appendices"] = appendices
    values |= ending(anatomy, remarks)
    _notice(anatomy, values, remarks)
    remarks.say(Kind.RECOGNISED, "import.sections", count=str(len(values["sections"])))
    return Material(anatomy, in_order(values), remarks, slugs)


def _refuse_other(anatomy: Anatomy, file: str) -> None:
    """Raise Refused for a document that calls itself something else than a plan."""
    type_ = anatomy.text(Role.TYPE)
    near = "".join(folded(type_).split())
    if type_ and not near.startswith(("kehoach", "kehooch", "kéhoach")) and len(near) > len("ke"):
        raise Refused([Diagnostic("import.other-type", {"type": clean(type_)}, place=Place(file))])


def _trees(anatomy: Anatomy) -> list[Branch]:
    """Return the tree of the document and those of its appendices."""
    last = max((part.appendix for part in anatomy.parts if _filled(part)), default=0)
    return [
        grown(p for p in anatomy.parts if p.appendix == number and p.role in _TREE)
        for number in range(last + 1)
    ]


def _filled(part: Located) -> bool:
    """Return whether a part holds words."""
    return part.role is not Role.RULE and part.role is not Role.PAGE_NUMBER and bool(part.text)


def _sections(root: Branch, remarks: Remarks) -> tuple[Branch, list[str]]:
    """Return the tree with one form of sections, and what stands before the first of them."""
    flat = _unwrapped(root)
    headed = [child for child in flat if child.title or _numbered(child)]
    main = _main([_rank(child) for child in headed])
    preface, sections = list(root.paragraphs), Branch()
    for child in flat:
        if child in headed and _rank(child) == main:
            sections.children.append(child)
        elif not sections.children:
            preface += typed_lines([child])
        else:
            sections.children[-1].children.append(Branch(children=[child]))
            remarks.say(Kind.LOOK, "import.stray-part", text=" ".join(typed_lines([child]))[:60])
    return sections, preface


def _main(ranks: Sequence[int]) -> int | None:
    """Return the form that sections have: the outermost, but for a few lines that only look so."""
    outer = min(ranks, default=None)
    others = [rank for rank in ranks if rank != outer]
    if outer == -1 and len(others) >= ranks.count(-1):
        return min(others)
    return outer


def _unwrapped(root: Branch) -> list[Branch]:
    """Return the children of a root, those in wrappers that hold nothing else besides."""
    found: list[Branch] = []
    for child in root.children:
        empty = not (child.title or child.paragraphs or child.table)
        found += child.children if empty else [child]
    return found


def _numbered(branch: Branch) -> bool:
    return branch.rung in FORMATS and branch.rung not in {"-", "+"}


def _rank(branch: Branch) -> int:
    return FORMATS.index(branch.rung) if branch.rung in FORMATS else -1


def _subject(anatomy: Anatomy, remarks: Remarks) -> str:
    part = next((p for p in anatomy.of(Role.SUBJECT) if not p.appendix), None)
    if part is None:
        remarks.say(Kind.LOOK, "import.no-subject")
        return "…"
    remarks.say(Kind.RECOGNISED, "import.subject", part.confidence, text=clean(part.text))
    return literal(clean(part.text))


def _opening(anatomy: Anatomy, preface: Sequence[str]) -> Values:
    """Return the opening as paragraphs, bases included."""
    parts = [p for p in anatomy.of(Role.BASIS, Role.OPENING) if not p.appendix]
    lines = [line for p in parts for line in _lines(f"{p.marker} {p.text}")]
    return {"text": literal("\n".join([*lines, *preface])) or "…"}


def _appendix(anatomy: Anatomy, number: int, tree: Branch, shaper: Shaper) -> Values:
    """Return an appendix: its title, text, tables and items."""
    own = [p for p in anatomy.parts if p.appendix == number]
    title = next((clean(p.text) for p in own if p.role is Role.APPENDIX_TITLE), "")
    lead = [
        line
        for p in own
        if p.role in {Role.BASIS, Role.OPENING, Role.SUBJECT, Role.CLOSING}
        for line in _lines(p.text)
    ]
    if not title:
        title = tree.children[0].title if tree.children else ""
    shown = shaper.spelling.calm(title) or "…"
    values: Values = {
        "id": shaper.slugs.of(f"phu-luc-{number}", "phu-luc"), "title": literal(shown),
        **shaper.below(tree, [*lead, *tree.paragraphs], shaper.top),
    }  # fmt: skip
    if _lies(anatomy, own):
        values["orientation"] = "landscape"
    return values


def _lies(anatomy: Anatomy, own: Sequence[Located]) -> bool:
    """Return whether an appendix stands on pages that lie."""
    places = {p.part for located in own for p in located.paragraphs}
    return any(region.page.landscape and _holds(region, places) for region in anatomy.sheet.regions)


def _holds(region: Region, places: set[Any]) -> bool:
    return any(block.part in places or _inside(block, places) for block in region.blocks)


def _inside(block: Any, places: set[Any]) -> bool:
    return any(place[: len(block.part)] == block.part for place in places if block.part)


def _notice(anatomy: Anatomy, values: Values, remarks: Remarks) -> None:
    """Keep what stands above the text: `DỰ THẢO` alone is an option, a stamp is no text at all."""
    for part in anatomy.of(Role.NOTICE):
        text = clean(part.text)
        if _DRAFT.fullmatch(folded(text)):
            remarks.say(Kind.LOOK, "import.draft", text=text)
        elif not _STAMP.match(folded(text)) and "notice" not in values and not part.appendix:
            values["notice"] = literal(text)
            remarks.say(Kind.RECOGNISED, "import.notice", part.confidence, text=text)


def _lines(text: str) -> list[str]:
    return [line for line in map(clean, text.split("\n")) if line]


def say_parts(material: Material) -> None:
    """Tell every part that was not surely recognised."""
    remarks = material.remarks
    for part in material.anatomy.parts:
        if part.confidence is not Confidence.GUESSED or part.role is Role.RULE or not part.text:
            continue
        remarks.say(
            Kind.RECOGNISED, "import.guessed-part", Confidence.GUESSED,
            place_of(part, remarks.file), role=role_name(part),
            text=shortened(f"{part.marker} {clean(part.text)}".strip()),
        )  # fmt: skip
