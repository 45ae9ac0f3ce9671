"""What corresponds in two lists: as much as there can be, in order, in bounded time."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from generator.alignment import gaps, increasing, likeness, matches, paired, weights, words

LIST = st.lists(st.integers(0, 4), max_size=12)


def longest(one: list[int], other: list[int]) -> int:
    """Return the length of the longest common subsequence, counted the plain way."""

    @cache
    def count(i: int, j: int) -> int:
        if i == len(one) or j == len(other):
            return 0
        if one[i] == other[j]:
            return 1 + count(i + 1, j + 1)
        return max(count(i + 1, j), count(i, j + 1))

    return count(0, 0)


@given(one=LIST, other=LIST)
def test_matches_are_equal_in_order_and_as_many_as_there_can_be(
    one: list[int], other: list[int]
) -> None:
    found = matches(one, other)
    assert all(one[i] == other[j] for i, j in found)
    assert increasing([i for i, _ in found]) == set(range(len(found)))
    assert increasing([j for _, j in found]) == set(range(len(found)))
    assert len(found) == longest(one, other)


def test_lists_that_differ_everywhere_still_match_at_what_is_unique() -> None:
    one, other = list(range(4000)), list(range(10_000, 14_000))
    one[1000] = one[2000] = other[500] = other[3000] = -1
    one[3000] = other[3500] = -2
    assert matches(one, other) == [(3000, 3500)]


@given(numbers=st.lists(st.integers(0, 9), max_size=10))
def test_what_kept_its_order_rises(numbers: list[int]) -> None:
    kept = [numbers[position] for position in sorted(increasing(numbers))]
    assert kept == sorted(set(kept))


@given(text=st.text())
def test_the_words_of_a_text_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_a_number_with_its_separators_is_one_word() -> None:
    assert words("còn 1,95% (9/12/2022), 1.250 hộ") == [
        "còn", " ", "1,95", "%", " ", "(", "9/12/2022", ")", ",", " ", "1.250", " ", "hộ",
    ]  # fmt: skip


def test_pairs_have_the_best_sum_and_leave_gaps_around() -> None:
    scores = {(0, 1): 0.6, (1, 0): 0.9, (1, 2): 0.5}
    pairs = paired(lambda i, j: scores.get((i, j), 0.0), 2, 3)
    assert pairs == [(0, 1), (1, 2)]
    assert [(list(r), list(c)) for r, c in gaps(pairs, 2, 3)] == [([], [0]), ([], []), ([], [])]


def test_likeness_is_the_share_of_common_words() -> None:
    assert likeness(weights("Hộ nghèo, hộ cận nghèo"), weights("hộ nghèo")) == 4 / 7
    assert likeness(weights(""), weights("; .")) == 1.0


def test_lists_too_long_to_weigh_have_no_pairs() -> None:
    assert paired(lambda _i, _j: 1.0, 3_000, 3_000) == []
