"""The plans that the program itself makes are read as what they were made of."""

from functools import cache
from pathlib import Path

import pytest

from generator.pipeline import render, validate
from generator.plan.composition import Block
from generator.reading.anatomy import Anatomy, Located, Role
from generator.reading.recognition import recognised
from generator.reading.recognition.lines import spaced
from generator.reading.word import read_docx
from tests.command import ROOT
from tests.reading.recognition.test_nothing_lost import assert_whole

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
ROLES = {
    "section": {Role.HEADING}, "clause": {Role.HEADING}, "subclause": {Role.HEADING},
    "point": {Role.HEADING}, "star": {Role.HEADING}, "paragraph": {Role.TEXT, Role.CLOSING},
    "closing": {Role.CLOSING},
}  # fmt: skip
BODY = (Role.HEADING, Role.CLAUSE, Role.BULLET, Role.TEXT, Role.TABLE, Role.CLOSING)
every_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)


@cache
def anatomy_of(plan: Path) -> Anatomy:
    """Return the anatomy of the document that is made of a plan."""
    return recognised(read_docx(render(plan, None, draft=False).document, plan.stem))


def shown(block: Block) -> str:
    """Return how a block of the body begins."""
    return " ".join(f"{block.number} {block.title or block.text}".split())[:60]


def read(part: Located) -> str:
    """Return how a part of the body begins."""
    return "" if part.table else f"{part.marker} {part.text}".strip()[:60]


@every_plan
def test_the_body_is_read_as_it_was_composed(plan: Path) -> None:
    composition = validate(plan).composition
    parts = [p for p in anatomy_of(plan).of(*BODY) if not p.appendix]
    assert len(parts) == len(composition.body)
    for block, part in zip(composition.body, parts, strict=True):
        if part.table is None:
            assert read(part).startswith(shown(block)[:50])
            assert part.role in ROLES.get(block.kind, set(Role)), block
        assert part.marker == block.number


@every_plan
def test_the_sections_are_those_of_the_plan(plan: Path) -> None:
    sections = [b for b in validate(plan).composition.body if b.kind == "section"]
    found = [p for p in anatomy_of(plan).of(Role.HEADING) if p.depth == 1]
    assert [(p.marker, p.text) for p in found] == [(b.number, b.title) for b in sections]


@every_plan
def test_what_frames_the_body_is_read_as_it_was_composed(plan: Path) -> None:
    validated = validate(plan)
    composition, anatomy = validated.composition, anatomy_of(plan)
    assert anatomy.text(Role.TYPE) == "KẾ HOẠCH"
    assert anatomy.text(Role.SUBJECT) == spaced(composition.subject)
    assert [p.text for p in anatomy.of(Role.BASIS)] == [*map(spaced, composition.bases)]
    assert [p.text for p in anatomy.of(Role.OPENING)] == [*map(spaced, composition.opening)]
    assert anatomy.text(Role.ISSUER).startswith("ỦY BAN NHÂN DÂN ")
    assert anatomy.text(Role.NUMBER) == "Số: /KH-UBND"
    assert ", ngày" in anatomy.text(Role.PLACE_DATE)
    listed = [p.text.rstrip(";.") for p in anatomy.of(Role.RECIPIENT, Role.ARCHIVE)]
    assert listed == [line.lstrip("- ").rstrip(";.") for line in composition.recipients]
    assert tuple(p.text for p in anatomy.of(Role.AUTHORITY)) == composition.signature
    assert anatomy.text(Role.SIGNER) == (validated.plan.signature.name or "")
    assert anatomy.diagnostics == ()
    assert anatomy.of(Role.UNKNOWN) == ()


@every_plan
def test_appendices_are_read_with_their_titles_and_tables(plan: Path) -> None:
    appendices = validate(plan).composition.appendices
    anatomy = anatomy_of(plan)
    labels = [(p.text, p.appendix) for p in anatomy.of(Role.APPENDIX)]
    assert labels == [(a.label, n) for n, a in enumerate(appendices, 1)]
    titles = [p.text.upper() for p in anatomy.of(Role.APPENDIX_TITLE)]
    assert titles == [a.title.upper() for a in appendices]
    tables = [p.appendix for p in anatomy.of(Role.TABLE) if p.appendix]
    assert tables == [
        n for n, a in enumerate(appendices, 1) for b in a.blocks if b.rows or b.table or b.cells
    ]


@every_plan
def test_no_word_of_a_document_is_lost(plan: Path) -> None:
    assert_whole(anatomy_of(plan).sheet)
