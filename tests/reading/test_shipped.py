"""The documents that the program makes, read back: nothing lost, all as the standard says."""

from pathlib import Path

import pytest

from generator.pipeline import render, validate
from generator.plan.composition import Composition
from generator.reading.sheet import Sheet, Table, paragraphs
from generator.reading.word import read_docx
from tests.command import ROOT

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
MM_15, MM_20, MM_30 = 850, 1134, 1701


@pytest.fixture(scope="module", params=PLANS, ids=lambda path: path.stem)
def plan(request: pytest.FixtureRequest) -> Path:
    """Return the file of a shipped plan."""
    return Path(request.param)


@pytest.fixture(scope="module")
def sheet(plan: Path) -> Sheet:
    """Return the document of a shipped plan, read back."""
    return read_docx(render(plan, None, draft=False).document, "ke-hoach.docx")


def test_every_letter_is_in_the_font_and_a_size_of_the_standard(sheet: Sheet) -> None:
    looks = {run.look for line in paragraphs(sheet.blocks) for run in line.runs}
    assert {look.hansi for look in looks} == {look.ascii for look in looks} == {"Times New Roman"}
    assert {look.size for look in looks} <= {22, 24, 26, 28}
    assert {look.color for look in looks} <= {"000000", "auto"}


def test_every_region_is_a4_with_margins_of_the_standard(sheet: Sheet) -> None:
    for region in sheet.regions:
        page = region.page
        assert sorted((page.width, page.height)) == [11906, 16838]
        assert page.landscape is (page.width > page.height)
        assert min(page.top, page.bottom) >= MM_20
        assert (page.left, page.right >= MM_15) == (MM_30, True)
        assert page.first_differs
        fields = [run.field for line in paragraphs(region.headers["default"]) for run in line.runs]
        assert "PAGE" in fields


def test_appendices_count_their_own_pages(plan: Path, sheet: Sheet) -> None:
    appendices = validate(plan).composition.appendices
    assert [region.page.starts for region in sheet.regions] == [1] * (1 + len(appendices))


def test_every_text_of_the_composition_is_there(plan: Path, sheet: Sheet) -> None:
    typed = {line.text for line in paragraphs(sheet.blocks)}
    whole = "\n".join(typed)
    for text in _texts(validate(plan).composition):
        assert text in whole


def test_rules_of_the_letterhead_are_drawn(sheet: Sheet) -> None:
    head = next(block for block in sheet.blocks if isinstance(block, Table))
    assert not head.bordered
    assert sum(line.lines for line in paragraphs((head,))) == 2


def test_nothing_is_to_be_said_of_them(sheet: Sheet) -> None:
    assert sheet.diagnostics == ()
    assert sheet.boxes == sheet.notes == sheet.comments == ()


def _texts(composition: Composition) -> list[str]:
    """Return the texts of a composition: of paragraphs and of cells."""
    appendices = [block for appendix in composition.appendices for block in appendix.blocks]
    blocks = [*composition.body, *appendices]
    return [
        text
        for text in (
            composition.subject,
            *composition.bases,
            *composition.opening,
            *(text for block in blocks for text in (block.title, block.text)),
            *(text for block in blocks for row in block.cells for text in row),
            *(appendix.title for appendix in composition.appendices),
        )
        if text
    ]
