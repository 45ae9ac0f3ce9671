"""Letters: Unicode form, Vietnamese order, điểm letters and Roman numerals."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.vietnamese import (
    capital,
    collation_key,
    folded,
    lower_first,
    nfc,
    point_letter,
    roman,
)

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng
PROVINCES = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre",
    "Bình Dương", "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ",
    "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang",
    "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình",
    "Hồ Chí Minh", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn",
    "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ",
    "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng",
    "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang",
    "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
)  # fmt: skip
DICTIONARY = (
    "ma", "mà", "mả", "mã", "má", "mạ", "ma túy", "mai", "mài", "mải", "mãi", "mái", "mại", "mang",
    "mắc", "măng", "mất", "mâu", "me", "mê", "mo", "mô", "mơ", "mu", "mư",
)  # fmt: skip

vietnamese = st.text("aàảãáạăằâậbcdđeéêệghiìklmnoọôốơợpqrstuúưựvxyỹ AĂÂĐÊÔƠƯ-1", max_size=12)


def nfd(text: str) -> str:
    """Return the text with every mark apart, as macOS names its files."""
    return unicodedata.normalize("NFD", text)


def test_the_provinces_sort_as_their_official_list_does() -> None:
    shuffled = sorted(PROVINCES, key=lambda name: name[::-1])
    assert tuple(sorted(shuffled, key=collation_key)) == PROVINCES


def test_words_sort_as_a_dictionary_does_letters_before_tones() -> None:
    shuffled = sorted(DICTIONARY, key=lambda word: word[::-1])
    assert tuple(sorted(shuffled, key=collation_key)) == DICTIONARY


def test_letters_sort_in_the_order_of_the_vietnamese_alphabet() -> None:
    shuffled = sorted(ALPHABET)
    assert "".join(sorted(shuffled, key=collation_key)) == ALPHABET


@pytest.mark.parametrize("vowel", "aăâeêioôơuưy")
def test_tones_sort_level_falling_asking_tumbling_rising_heavy(vowel: str) -> None:
    toned = [nfc(vowel + tone) for tone in TONES]
    assert sorted(sorted(toned), key=collation_key) == toned


@given(st.lists(vietnamese))
def test_the_form_in_which_letters_are_stored_does_not_change_their_order(words: list[str]) -> None:
    for word in words:
        assert collation_key(nfd(word)) == collation_key(nfc(word))


@given(vietnamese, vietnamese)
def test_two_different_words_never_share_a_place(one: str, other: str) -> None:
    assert (collation_key(one) == collation_key(other)) == (nfc(one) == nfc(other))


def test_case_decides_last() -> None:
    assert sorted(["Bà", "bả", "bà"], key=collation_key) == ["bà", "Bà", "bả"]


@given(st.text(max_size=20))
def test_any_text_has_a_place_in_the_order(text: str) -> None:
    letters, tones, _ = collation_key(text)
    assert len(letters) == len(tones)


@given(vietnamese)
def test_letters_stored_apart_are_joined(text: str) -> None:
    assert nfc(nfd(text)) == nfc(text)
    assert unicodedata.is_normalized("NFC", nfc(nfd(text)))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đa dạng hóa  SINH KẾ ", "da dang hoa sinh ke"),
        ("\tỦy ban\u00a0nhân dân\n", "uy ban nhan dan"),
        ("Nghị quyết 88/2019/QH14", "nghi quyet 88/2019/qh14"),
        ("", ""),
    ],
)
def test_a_folded_key_knows_no_case_accents_or_runs_of_space(text: str, key: str) -> None:
    assert folded(text) == key


@given(vietnamese)
def test_a_folded_key_is_the_same_for_both_forms_of_a_text_and_folds_no_further(text: str) -> None:
    assert folded(nfd(text)) == folded(nfc(text))
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper()) == folded(text)


@pytest.mark.parametrize(
    ("text", "head", "small"),
    [
        ("đề nghị UBND tỉnh", "Đề nghị UBND tỉnh", "đề nghị UBND tỉnh"),
        ("Ủy ban nhân dân", "Ủy ban nhân dân", "ủy ban nhân dân"),
        ("1 mô hình", "1 mô hình", "1 mô hình"),
        ("", "", ""),
    ],
)
def test_only_the_first_letter_changes_its_size(text: str, head: str, small: str) -> None:
    assert capital(text) == head
    assert lower_first(text) == small


def test_points_are_lettered_as_the_decree_letters_its_own() -> None:
    letters = [point_letter(position) for position in range(1, 24)]
    assert "".join(letters) == "abcdđeghiklmnopqrstuvxy"


@pytest.mark.parametrize(
    ("position", "letter"),
    [(24, "aa"), (25, "ab"), (28, "ađ"), (46, "ay"), (47, "ba"), (552, "yy"), (553, "aaa")],
)
def test_after_y_the_letters_of_points_are_doubled(position: int, letter: str) -> None:
    assert point_letter(position) == letter


def test_no_two_points_share_a_letter() -> None:
    assert len({point_letter(position) for position in range(1, 2001)}) == 2000


@pytest.mark.parametrize("position", [0, -1])
def test_points_are_counted_from_one(position: int) -> None:
    with pytest.raises(ValueError, match=str(position)):
        point_letter(position)


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (3, "III"), (4, "IV"), (5, "V"), (6, "VI"), (9, "IX"), (10, "X"), (14, "XIV"),
     (19, "XIX"), (20, "XX"), (39, "XXXIX"), (40, "XL"), (44, "XLIV"), (49, "XLIX"), (50, "L"),
     (51, "LI"), (88, "LXXXVIII"), (89, "LXXXIX"), (90, "XC"), (99, "XCIX"), (100, "C"),
     (149, "CXLIX")],
)  # fmt: skip
def test_sections_are_numbered_in_roman(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_roman_numerals_add_up_to_their_number() -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    for number in range(1, 150):
        digits = [values[symbol] for symbol in roman(number)]
        signed = [-low if low < high else low for low, high in pairwise([*digits, 0])]
        assert sum(signed) == number


@pytest.mark.parametrize("number", [0, -4])
def test_what_has_no_roman_numeral_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        roman(number)
