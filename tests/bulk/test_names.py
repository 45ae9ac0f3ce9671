"""File names: what a pattern gives, and that no name leads out of the folder."""

import unicodedata
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bulk.names import PATTERN, file_names
from generator.diagnostics import Refused
from generator.plan.model import Period
from generator.plan.workbook import UnitRow

YEAR = Period.model_validate(2027)
YEARS = Period.model_validate({"from": 2026, "to": 2030})
UNIT = UnitRow("xã", "Cẩm Bình", "18685")


def name(pattern: str, unit: UnitRow = UNIT, period: Period = YEAR) -> str:
    (made,) = file_names(pattern, [unit], period)
    return made


def refusal(pattern: str, *units: UnitRow) -> str:
    with pytest.raises(Refused) as refused:
        file_names(pattern, units or (UNIT,), YEAR)
    assert all(d.message() and d.hint() for d in refused.value.diagnostics)
    return refused.value.diagnostics[0].code


@pytest.mark.parametrize(
    ("pattern", "made"),
    [
        (PATTERN, "Kế hoạch 2027 - xã Cẩm Bình.docx"),
        ("{code}.docx", "18685.docx"),
        ("{ascii}-{period}", "xa-cam-binh-2027.docx"),
        ("a: {name}?", "a- Cẩm Bình-.docx"),
        (" .{name}. ", "Cẩm Bình.docx"),
        ("...", "_.docx"),
        ("con", "_con.docx"),
        ("COM1.x", "_COM1.x.docx"),
        ("{name}" * 40, "Cẩm Bình" * 17 + "Cẩm BìnhC.docx"),
    ],
)
def test_a_pattern_gives_a_name(pattern: str, made: str) -> None:
    assert name(pattern) == made


def test_a_period_of_years_is_printed_whole() -> None:
    assert name("{period}", period=YEARS) == "2026-2030.docx"


def test_letters_are_whole_however_they_were_typed() -> None:
    loose = replace(UNIT, name=unicodedata.normalize("NFD", UNIT.name))
    assert name(PATTERN, loose) == name(PATTERN)


@pytest.mark.parametrize("pattern", ["{nam}", "{", "{0}", "{name.__class__}", "{name!r}", "{}"])
def test_a_wrong_pattern_is_refused(pattern: str) -> None:
    assert refusal(pattern) == "bulk.bad-pattern"


@pytest.mark.parametrize("pattern", ["/{name}", "..\\{name}", "a/b"])
def test_a_pattern_with_folders_is_refused(pattern: str) -> None:
    assert refusal(pattern) == "bulk.name-leaves-folder"


def test_names_that_differ_by_case_only_collide() -> None:
    other = replace(UNIT, name="CẨM BÌNH", code="2")
    assert refusal("{name}", UNIT, other) == "bulk.same-name"
    assert len(file_names("{name} {code}", (UNIT, other), YEAR)) == 2


@given(st.text(), st.text(), st.text())
def test_no_unit_can_name_a_file_outside_its_folder(kind: str, proper: str, code: str) -> None:
    made = name(PATTERN + "{code}{ascii}", UnitRow(kind, proper, code))
    assert Path(made).name == made == PureWindowsPath(made).name
    assert len(made.encode("utf-8")) < 220
    assert made.endswith(".docx")
    assert made.isprintable() or not any(ord(c) < 32 for c in made)
