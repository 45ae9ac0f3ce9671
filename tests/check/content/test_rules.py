"""Every rule of content finds what it is about, where it stands, and leaves right text alone."""

import pytest

from generator import messages
from generator.check.registry import RULES, Case, Fault
from generator.messages import LANGUAGES
from generator.reading.sheet import paragraphs
from tests.check.content.documents import document, judged
from tests.check.content.samples import SAMPLES

IDS = sorted(id for id in RULES if id.startswith("content."))


def faults(rule: str) -> list[Fault]:
    """Return what a rule finds in the lines that break it."""
    sample = SAMPLES[rule]
    found = judged(rule, *sample.broken, day=sample.day)
    assert not isinstance(found, str), found
    return found


def test_every_rule_of_content_has_a_sample() -> None:
    assert sorted(SAMPLES) == IDS


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_finds_the_words_that_break_it(rule: str) -> None:
    assert any(SAMPLES[rule].near in fault.near for fault in faults(rule))


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_leaves_right_text_alone(rule: str) -> None:
    sample = SAMPLES[rule]
    for lines in sample.kept:
        found = judged(rule, *lines, day=sample.day)
        assert isinstance(found, str) or found == [], lines


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_points_at_the_paragraph_that_holds_the_words(rule: str) -> None:
    sample = SAMPLES[rule]
    anatomy = document(*sample.broken)
    placed = {
        paragraph.part: paragraph.text
        for located in anatomy.parts
        for paragraph in (paragraphs((located.table,)) if located.table else located.paragraphs)
    }
    for fault in faults(rule):
        assert fault.near
        assert fault.part in placed
        assert fault.near in placed[fault.part] or rule == "content.issuer-former"


@pytest.mark.parametrize("rule", IDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_rule_are_filled_in(rule: str, language: str) -> None:
    for fault in faults(rule):
        code = RULES[rule].code
        far = "-far" if fault.parameters.get("near") == "" else ""
        assert messages.text(f"{code}.message", language, **fault.parameters)
        assert messages.text(f"{code}{far}.hint", language, **fault.parameters)


def test_an_empty_document_is_never_said_to_be_wrong() -> None:
    case = Case(document(), {})
    for id in IDS:
        found = judged(id)
        assert found == [] or isinstance(found, str), (id, case)
