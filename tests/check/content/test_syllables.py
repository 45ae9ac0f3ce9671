"""What can be a Vietnamese syllable: every word of the real plans, and no slip of the keys."""

import re
from pathlib import Path

import pytest

from generator.check.content.lists import word_list, word_pairs
from generator.check.content.syllables import is_syllable, is_toneless_shape
from generator.registers.units import load_units
from tests.command import ROOT

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
_RARE = """
    gì gìn giêng giếng giết quý quyển quới khuỷu nghiêng ngoèo xoong huơ yêu ý ỷ uỷ ủy hoà hòa
    thuở khuya quạch nguệch tuýp loong coong oẻ rượu khuỵu hươu
"""
_SLIPS = """
    huyệntheo thưc hơp nhâp nghành ngỉ gê ghà kà cê qan quưa đươc viêc xx trứơc
"""
PROSE = re.compile(r"(?<![\w./-])[^\W\d_]*[à-ỹ][^\W\d_]*(?![\w/-])")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_every_accented_word_of_a_shipped_plan_is_a_syllable(plan: Path) -> None:
    words = {word for word in PROSE.findall(plan.read_text("utf-8")) if word.islower()}
    assert len(words) > 200
    assert [word for word in sorted(words) if not is_syllable(word)] == []


def test_nearly_every_name_of_the_register_is_spelt_by_the_rules() -> None:
    names = [word.lower() for unit in load_units().trusted() for word in unit.name.split()]
    odd = [name for name in names if name.isalpha() and not is_syllable(name)]
    assert len(odd) < len(names) * 0.03  # those of the Central Highlands: Krông, Đắk, Kon …


@pytest.mark.parametrize("word", _RARE.split())
def test_rare_syllables_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", _SLIPS.split())
def test_slips_of_the_keys_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_a_word_without_its_marks_is_known_by_its_shape() -> None:
    assert is_toneless_shape("thuc")
    assert not is_toneless_shape("internet")


def test_no_slip_is_a_word_that_is_right_elsewhere() -> None:
    compounds = word_list("compounds")
    slips = dict(word_pairs("confusions"))
    assert not [slip for slip, meant in slips.items() if slip in compounds and ">" not in meant]
    assert not [slip for slip, meant in slips.items() if slip == meant]
