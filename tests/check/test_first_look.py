"""What is looked for first, because it is found fast, never hides what a rule would find."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.content import dates, marks, spaces
from generator.check.form import capitals
from generator.check.profile import base_profile
from generator.check.registry import RULES, Case, Fault, Unjudged
from tests.check.content.documents import document

TOKENS = st.sampled_from(
    [
        *" \u00a0,;:.!?()[]{}“”%<>/-…_#«»",
        *"aBđĂ1",
        *("xxx", "X" * 3, "...", "20xx", "năm 20..", "{{ a }}", "{% a %}", "Click here", "NaN"),
        *(
            "None",
            "Choose an item",
            "Nhấn vào đây",
            "Bấm",
            "#REF!",
            "#N/A",
            "Lorem ipsum",
            "Error! R",
        ),
        *("ngày ", "NGÀY ", "tháng ", "THÁNG 13 ", "năm 2023", "31/02/2023", "hằng năm", "30/2 "),
        *("quận 1", "phường 12", "phó chủ tịch ", "chủ tịch ", "Ủy ban nhân dân", "Tết ", "mục "),
        *("Nguyên đán", "nghị định ", "nghị quyết ", "kế hoạch ", "số ", "5/2020 ", "điều 5"),
        *("chương II", "Mục 2 ", "phần I ", "Luật", "khoản 2", " Khoản 3", "Điểm a", "đầu tuần"),
        *("vào thứ hai ", "tháng giêng", "tháng tám", "nhân dân", "nhà nước", "Tây nguyên"),
        *("Huân Chương lao động", "quốc Khánh", "huyện Hải Hậu", "xã trần Phú", "liên Hợp quốc"),
        "văn phòng Chính Phủ",
    ]
)
TEXTS = st.lists(TOKENS, max_size=12).map("".join)
ALWAYS = re.compile("")
LOOKING = [
    id
    for id, rule in RULES.items()
    if rule.judge.__module__ in (capitals.__name__, marks.__name__, spaces.__name__)
]


class Everything(str):
    """A text that holds whatever is looked for."""

    __slots__ = ()

    def __contains__(self, _: object) -> bool:
        """Say yes."""
        return True


@contextmanager
def without_a_first_look() -> Iterator[None]:
    """Let the rules run their patterns on every text."""
    with ExitStack() as stack:
        for module, name, always in (
            (spaces, "_SPACED", [""]),
            (spaces, "_STUCK", ALWAYS),
            (marks, "_LIKE_PLACEHOLDER", ALWAYS),
            (marks, "_BLANK_SIGN", ALWAYS),
            (capitals, "_in_small_letters", everything),
        ):
            stack.enter_context(patch.object(module, name, always))
        yield


def everything(case: Case) -> list[str]:
    """Return a text that holds everything for each part of the prose."""
    return [Everything() for _ in capitals._prose(case)]


def found(id: str, text: str) -> list[Fault] | str:
    """Return what a rule finds in a document with a text, or why it did not judge."""
    form: dict[str, Any] = base_profile().form
    case = Case(document("subject> Kế hoạch giảm nghèo", "I. MỤC TIÊU", text), form)
    try:
        return list(RULES[id].judge(case))
    except Unjudged as unjudged:
        return unjudged.reason


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_rule_finds_the_same_as_with_its_patterns_alone(text: str) -> None:
    looked = {id: found(id, text) for id in LOOKING}
    with without_a_first_look():
        assert looked == {id: found(id, text) for id in LOOKING}


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_spaces_doubled_and_days_stand_only_where_they_are_looked_for(text: str) -> None:
    assert spaces.doubled(text) or not spaces._DOUBLED.search(text, spaces._marker_end(text))
    patterns = (dates._FULL, dates._WORDS, dates._DAY_MONTH, dates._MONTH)
    if any(pattern.search(text) for pattern in patterns):
        assert "/" in text or "tháng" in text.lower()


def test_the_texts_hold_what_the_rules_look_for() -> None:
    """Else the properties above would say nothing."""
    faulty = {
        "content.space-before-sign": "xã , huyện",
        "content.space-missing": "xã,huyện",
        "content.placeholder": "{{ a }}",
        "content.blank-left": "năm 20..",
        "nd30.pl2.iii.1.b.numbered-unit": "tại quận 1",
        "nd30.pl2.v.3.title": "do chủ tịch Ủy ban nhân dân",
        "nd30.pl2.v.7.article": "theo điều 5",
        "nd30.pl2.v.7.clause": "theo Khoản 3",
        "nd30.pl2.v.8.new-year": "dịp Tết Nguyên Đán",
    }
    assert faulty.keys() <= {*LOOKING}
    assert [id for id, text in faulty.items() if not isinstance(found(id, text), list)] == []
    assert [id for id, text in faulty.items() if not found(id, text)] == []
