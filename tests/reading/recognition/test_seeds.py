"""The five plans of 2022 and 2023, without letterhead, misread and broken as they came."""

import os
from pathlib import Path

import pytest

from generator.reading.anatomy import Anatomy, Role
from generator.reading.plain import read_text
from generator.reading.recognition import recognised
from tests.reading.recognition.outlines import SEEDS, outline_text

EXPECTED = Path(__file__).parent / "expected"
SECTIONS = {
    "000": "I. I. II1. IV. V.",
    "001": "I . II. III. IV. V. VI. VIII.",
    "002": "I. II. III. IV. V. VI.",
    "003": "I. II. III.",
    "004": "I. II. II. III. IV.",
}
ACTORS = {"000": 13, "001": 4, "002": 8, "003": 11, "004": 10}
RECIPIENTS = {"000": 6, "001": 4, "002": 8, "003": 6, "004": 10}
SIGNERS = {
    "000": "Pham Hoang Tung",
    "001": "Ngô Văn Quyên",
    "002": "Lưu Thị Nghiêm",
    "003": "Nguyễn Hồng Thiêm",
    "004": "",
}
REPAIRS = {
    "000": {
        "read.number-repeated I.", "read.numeral-misread II1.", "read.marker-spacing 4.3.",
        "read.columns-parted", "read.lines-joined",
    },
    "001": {
        "read.marker-spacing I .", "read.marker-spacing *", "read.number-repeated e)",
        "read.marker-spacing 2.", "read.number-skipped 5.", "read.number-skipped VIII.",
        "read.lines-joined",
    },
    "002": {
        "read.sentence-rejoined -", "read.bullet-doubled - +", "read.sentence-rejoined +",
        "read.sentence-rejoined 5.",
    },
    "003": {"read.sentence-rejoined ", "read.lines-joined"},
    "004": {"read.number-repeated II.", "read.columns-parted", "read.lines-joined"},
}  # fmt: skip


def anatomy_of(number: str) -> Anatomy:
    """Return the anatomy of a seed."""
    seed = next(SEEDS.glob(f"{number}*"))
    return recognised(read_text(seed.read_bytes(), seed.name))


@pytest.mark.parametrize("number", SECTIONS)
def test_a_seed_has_the_outline_that_was_checked_by_hand(number: str) -> None:
    """KEHOACH_ACCEPT=1 writes the outline anew; compare it with the seed before it is kept."""
    shown, file = outline_text(anatomy_of(number)), EXPECTED / f"{number}.txt"
    if os.environ.get("KEHOACH_ACCEPT"):
        file.write_text(shown, "utf-8")
    assert shown == file.read_text("utf-8")


@pytest.mark.parametrize("number", SECTIONS)
def test_a_seed_has_its_sections_actors_recipients_and_signer(number: str) -> None:
    anatomy = anatomy_of(number)
    headings = anatomy.of(Role.HEADING)
    assert " ".join(p.marker for p in headings if p.depth == 1) == SECTIONS[number]
    marked = anatomy.of(Role.HEADING, Role.CLAUSE)
    (start,) = [n for n, p in enumerate(marked) if p.depth == 1 and is_organisation(p.text)]
    actors = 0
    for part in marked[start + 1 :]:
        if part.depth == 1:
            break
        actors += part.depth == 2
    assert actors == ACTORS[number]
    assert len(anatomy.of(Role.RECIPIENT)) == RECIPIENTS[number]
    assert len(anatomy.of(Role.ARCHIVE)) == len(anatomy.of(Role.RECIPIENTS)) == 1
    assert anatomy.text(Role.SIGNER) == SIGNERS[number]


@pytest.mark.parametrize("number", SECTIONS)
def test_every_repair_of_a_seed_is_told_with_its_place(number: str) -> None:
    found = anatomy_of(number).diagnostics
    told = {
        f"{d.code} {d.parameters['marker']}" if "marker" in d.parameters else d.code for d in found
    }
    assert told == REPAIRS[number]
    assert all(d.place.part for d in found if "marker" in d.parameters)
    assert all(d.message(language) and d.hint(language) for d in found for language in ("vi", "en"))


def is_organisation(text: str) -> bool:
    """Return whether a title is that of the section on who does what."""
    return text in {"TỔ CHỨC THỰC HIỆN", "TO CHUC THUC HIEN"}
