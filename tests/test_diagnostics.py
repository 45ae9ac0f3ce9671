"""A diagnostic: what is wrong, where, how much it weighs, and what to do about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import (
    Diagnostic,
    Place,
    Refused,
    Severity,
    has_errors,
    suggestion,
)

WORDS = st.text("abcdefghi-_", min_size=1, max_size=12)


def test_a_place_in_a_file_is_file_line_and_column() -> None:
    assert Place("ke-hoach.yaml", 12, 3).text() == "ke-hoach.yaml:12:3"


def test_a_place_names_the_field_after_the_position() -> None:
    place = Place("ke-hoach.yaml", 12, 3, "tasks[2].lead")
    assert place.text() == "ke-hoach.yaml:12:3, tasks[2].lead"


def test_a_file_without_a_line_is_named_alone() -> None:
    assert Place("mau.docx").text() == "mau.docx"


def test_no_place_is_no_text() -> None:
    assert Place().text() == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "mau.docx, bảng 1, dòng 2, ô 3, đoạn 4"),
        ("en", "mau.docx, table 1, row 2, cell 3, paragraph 4"),
    ],
)
def test_a_part_of_a_document_is_named_outside_in_in_either_language(
    language: str, text: str
) -> None:
    part = (("table", 1), ("row", 2), ("cell", 3), ("paragraph", 4))
    assert Place("mau.docx", part=part).text(language) == text


def test_a_message_carries_the_offending_value() -> None:
    found = Diagnostic("load.impossible-date", {"field": "Ngày ban hành", "value": "31/02/2022"})
    assert found.message() == "Ngày ban hành: không có ngày '31/02/2022'."
    assert "31/02/2022" in found.message("en")


def test_a_value_with_braces_or_percent_is_quoted_as_it_is() -> None:
    value = "{{ period }} {0} %s {field}"
    found = Diagnostic("load.date", {"field": "Ngày", "value": value})
    assert value in found.message()


def test_the_hint_names_the_near_word_where_there_is_one() -> None:
    near = Diagnostic("load.unknown-field", {"key": "titel", "near": "title", "known": "id, title"})
    far = Diagnostic("load.unknown-field", {"key": "zzz", "near": "", "known": "id, title"})
    assert "title" in near.hint()
    assert "id, title" in far.hint()
    assert near.hint() != far.hint()


def test_a_finding_put_at_a_place_stays_the_same_finding() -> None:
    found = Diagnostic("load.date", {"field": "Ngày", "value": "x"}, Severity.WARNING)
    placed = found.at(Place("a.yaml", 1, 2))
    assert placed.place == Place("a.yaml", 1, 2)
    assert placed.at(found.place) == found


@given(st.lists(st.sampled_from(Severity)))
def test_findings_have_errors_when_one_of_them_is_one(severities: list[Severity]) -> None:
    found = [Diagnostic("load.date", severity=severity) for severity in severities]
    assert has_errors(found) == (Severity.ERROR in severities)


def test_a_refusal_carries_every_finding_and_names_them_for_programmers() -> None:
    found = [
        Diagnostic("load.date", place=Place("a.yaml", 3, 1)),
        Diagnostic("load.number", place=Place("a.yaml", 5, 1)),
    ]
    refused = Refused(iter(found))
    assert refused.diagnostics == tuple(found)
    assert str(refused) == "load.date a.yaml:3; load.number a.yaml:5"


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("titel", ["title", "text", "id"], "title"),
        ("siganture", ["signature", "sections"], "signature"),
        ("zzz", ["title", "text"], ""),
        ("x", [], ""),
        ("agencies", ["agency", "bases"], "agency"),
    ],
)
def test_a_misspelt_word_suggests_the_nearest_known_one(
    word: str, known: list[str], near: str
) -> None:
    assert suggestion(word, known) == near


@given(WORDS, st.lists(WORDS, max_size=8))
def test_a_suggestion_is_a_known_word_or_nothing_whatever_the_order(
    word: str, known: list[str]
) -> None:
    near = suggestion(word, known)
    assert near in {*known, ""}
    assert near == suggestion(word, reversed(known))
    assert word not in known or near == word
