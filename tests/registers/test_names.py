"""Keys of names: what may be written differently and still be the same, and what may not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.registers.names import agency_key, name_key, spelling_key
from generator.vietnamese import folded

SYLLABLES = ("Hải", "Hậu", "Cẩm", "Bình", "Khải", "hoà", "hòa", "Thuỷ", "Thủy", "Đắk", "Lắk", "Ơ")
WORDS = st.lists(st.sampled_from(SYLLABLES), max_size=5).map(" ".join)


@pytest.mark.parametrize("name", ["Hải Hậu", "HẢI HẬU", "hai  hau", " Hải\u00a0Hậu "])
def test_case_accents_and_spaces_do_not_count_in_the_name_of_a_unit(name: str) -> None:
    assert name_key(name) == "hai hau"


@given(WORDS)
def test_the_key_of_a_name_is_the_folded_name(name: str) -> None:
    assert name_key(name) == folded(name)


@given(WORDS)
def test_keys_are_the_same_for_composed_and_decomposed_letters(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    for key in (name_key, spelling_key, agency_key):
        assert key(apart) == key(name)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Khánh Hoà", "Khánh Hòa", True),
        ("Thuỷ Nguyên", "Thủy Nguyên", True),
        ("Cẩm Giang", "Cẩm Giàng", False),
        ("Ba Tô", "Ba Tơ", False),
    ],
)
def test_the_place_of_a_tone_does_not_count_but_the_tone_does(
    one: str, other: str, same: bool
) -> None:
    assert (spelling_key(one) == spelling_key(other)) is same


@pytest.mark.parametrize(
    "name",
    [
        "Phòng LĐTBXH",
        "Phòng LĐ-TB&XH",
        "Phòng LĐ - TB và XH",
        "Phòng Lao động-TB&XH",
        "Phòng Lao động - TB&XH",
        "Phòng Lao động -Thương binh và Xã hội",
        "Phòng Lao động - Thương binh & Xã hội",
        "phòng lao động thương binh và xã hội",
    ],
)
def test_every_way_the_real_plans_write_the_labour_office_is_one(name: str) -> None:
    assert agency_key(name) == agency_key("Phòng Lao động - Thương binh và Xã hội")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("Uỷ ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("Ủy ban MTTQ xã", "Ủy ban Mặt trận Tổ quốc xã"),
        ("Văn phòng HĐND và UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Trung tâm GDNN - GDTX", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"),
        ("NHCSXH", "Ngân hàng Chính sách xã hội"),
        ("công chức làm công tác Tư pháp", "công chức Tư pháp"),
    ],
)
def test_usual_abbreviations_are_spelt_out(one: str, other: str) -> None:
    assert agency_key(one) == agency_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Phòng Văn hóa - Xã hội", "Phòng Văn hóa và Thông tin"),
        ("Sở Tài chính", "Phòng Tài chính"),
    ],
)
def test_different_agencies_have_different_keys(one: str, other: str) -> None:
    assert agency_key(one) != agency_key(other)
