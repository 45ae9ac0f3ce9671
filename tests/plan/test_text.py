"""Text of the plan is a small template: sandboxed, loud, and never prints what is no text."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import suggestion
from generator.plan import text
from generator.plan.composition import compose
from generator.plan.conditions import for_issuer
from generator.plan.rules.texts import all_texts
from generator.plan.scope import Scope
from generator.plan.source import parse_plan, read_plan
from generator.plan.text import FILTERS, Phrase, TextFault, diagnostic, printable, render, uses


@dataclass(frozen=True)
class Years:
    """A value with attributes, such as the period."""

    first: int = 2027
    label: str = "năm 2027"
    _hidden: str = "ẩn"

    def __str__(self) -> str:
        """Return the year."""
        return str(self.first)


def basis(id: str) -> str:
    """Return how a document is cited."""
    return f"Quyết định số {id}"


NAMES = {
    "period": Years(),
    "basis": basis,
    "amount": Decimal("1500000"),
    "rate": Decimal("1.95"),
    "day": date(2027, 1, 5),
    "unit": "huyện Hải Hậu",
    "nothing": "",
}
PLAN = """\
level: commune
issuer: {{kind: xã, name: Cẩm Bình, parent: {{kind: tỉnh, name: Hà Tĩnh}}}}
period: 2027
subject: Thực hiện giảm nghèo
opening: Như sau
bases: [{{id: qd-90, type: Quyết định, number: 90/QĐ-TTg, date: 18/01/2026}}]
agencies: [{{id: labour, name: Phòng Lao động}}]
targets: [{{id: ho-ngheo, name: Hộ nghèo, unit: hộ, end: 1.012}}]
terms: [{{id: chuan, text: chuẩn nghèo}}]
tasks: [{{id: sinh-ke, title: Sinh kế, lead: labour}}]
reports: [{{id: annual, name: Báo cáo, from: all, to: UBND tỉnh}}]
appendices: [{{id: chi-tieu, title: Chỉ tiêu}}]
sections: [{{id: goal, title: Mục tiêu}}]
closing: "{text}"
recipients: [UBND tỉnh]
signature: {{name: A}}
"""

data = st.text(st.characters(exclude_characters="{}", exclude_categories=("Cs", "Cc")), max_size=40)


def shown(template: str) -> str:
    """Return the finished text of a template."""
    return render(Phrase(template, ()), NAMES, None)


def fault(template: str) -> TextFault:
    """Return the fault of a template that cannot be printed."""
    with pytest.raises(TextFault) as raised:
        shown(template)
    return raised.value


def told(text: str) -> list[tuple[str, str, str]]:
    """Return code, message and hint of what is said about a text in a plan."""
    plan = parse_plan(PLAN.format(text=text).encode("utf-8"), "kh.yaml").plan
    return [(d.code, d.message(), d.hint()) for d in compose(plan).diagnostics]


@given(data)
def test_text_without_braces_is_printed_as_it_is(text: str) -> None:
    assert shown(text) == text


@given(data.filter(lambda text: not text.endswith("\n")), data)
def test_text_around_a_name_is_printed_as_it_is(before: str, after: str) -> None:
    expected = f"{before}2027{after}"
    assert shown(f"{before}{{{{ period }}}}{after}").rstrip("\n") == expected.rstrip("\n")


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ period }}", "2027"),
        ("{{ period.label }}", "năm 2027"),
        ("{{ basis('90/QĐ-TTg') }}", "Quyết định số 90/QĐ-TTg"),
        ("{{ amount }}", "1.500.000"),
        ("{{ rate }}", "1,95"),
        ("{{ day }}", "05/01/2027"),
        ("{{ amount | number }}", "1.500.000"),
        ("{{ rate | percent }}", "1,95%"),
        ("{{ amount | money }}", "1.500.000 đồng"),
        ("{{ rate | money('triệu đồng') }}", "1,95 triệu đồng"),
        ("{{ amount | words }}", "một triệu năm trăm nghìn"),
        ("{{ 1105 | words | capital }}", "Một nghìn một trăm linh năm"),
        ("{{ day | date }}", "05/01/2027"),
        ("{{ day | date_words }}", "ngày 05 tháng 01 năm 2027"),
        ("{{ unit | capital }}", "Huyện Hải Hậu"),
        ("{{ 'Đề nghị' | lower_first }}", "đề nghị"),
        ("{{ unit | upper }}", "HUYỆN HẢI HẬU"),
        ("{{ period.first + 1 }}", "2028"),
        ("{{ period.first - 1 }}", "2026"),
        ("{% if period.first == 2027 %}đúng{% else %}sai{% endif %}", "đúng"),
        ("{% if nothing %}a{% elif unit %}b{% endif %}", "b"),
        ("{{ 'một' if period.first > 2030 else 'hai' }}", "hai"),
        ("{{ unit }} & <b> % \" ' \\ $", "huyện Hải Hậu & <b> % \" ' \\ $"),
        ("một\nhai {{ period }}\n\nba", "một\nhai 2027\n\nba"),
        ("a { b } c {{ period }}", "a { b } c 2027"),
    ],
)
def test_names_filters_and_conditions_print_as_a_clerk_writes(template: str, text: str) -> None:
    assert shown(template) == text


ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ basis.__globals__ }}",
    "{{ basis.__code__ }}",
    "{{ basis.__call__ }}",
    "{{ basis('x').__class__ }}",
    "{{ period.__init__ }}",
    "{{ period.__dict__ }}",
    "{{ period._hidden }}",
    "{{ (1).__class__ }}",
    "{{ period['first'] }}",
    "{{ ''['__class__'] }}",
    "{{ period | attr('__class__') }}",
    "{{ 'x' | map('upper') }}",
    "{{ '{0.__class__}'.format(period) }}",
    "{{ 'x'.upper() }}",
    "{{ basis('x')('y') }}",
    "{{ (basis if 1 else basis)('x') }}",
    "{{ basis(*['x']) }}",
    "{{ basis(**{'id': 'x'}) }}",
    "{{ range(10) }}",
    "{{ range(1000000000) | words }}",
    "{{ lipsum() }}",
    "{{ cycler('a') }}",
    "{{ joiner() }}",
    "{{ namespace() }}",
    "{{ dict() }}",
    "{{ self }}",
    "{{ self.__init__ }}",
    "{{ super() }}",
    "{{ caller() }}",
    "{{ loop }}",
    "{{ _ }}",
    "{{ environment }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 7 / 2 }}",
    "{{ 7 // 0 }}",
    "{{ 7 % 0 }}",
    "{{ '%s' % period }}",
    "{{ [1, 2] }}",
    "{{ ('a', 'b') }}",
    "{{ {'a': 1} }}",
    "{{ 1 is odd }}",
    "{{ unit is callable }}",
    "{% for i in unit %}x{% endfor %}",
    "{% for i in range(1000000000) %}x{% endfor %}",
    "{% set a = 1 %}",
    "{% set a %}x{% endset %}",
    "{% macro m() %}x{% endmacro %}",
    "{% call basis('a') %}{% endcall %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% extends 'x' %}",
    "{% block a %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with a = 1 %}{% endwith %}",
    "{% do basis('a') %}",
    "{% autoescape false %}x{% endautoescape %}",
    "{% if period.__class__ %}x{% endif %}",
    "{% if ''.__class__.__mro__ %}x{% endif %}",
]


@pytest.mark.parametrize("template", ESCAPES)
def test_what_could_leave_the_sandbox_or_run_without_end_is_refused(template: str) -> None:
    start = time.process_time()
    assert fault(template).code in {
        "text.undefined", "text.forbidden", "text.unknown-filter", "text.syntax", "text.failed"
    }  # fmt: skip
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("template", ESCAPES)
def test_a_refusal_tells_nothing_of_the_program_and_is_vietnamese(template: str) -> None:
    raised = fault(template)
    told = diagnostic(raised, ("subject",))
    words = f"{told.message()} {told.hint()}"
    assert not re.search("0x|object|attribute|unsafe|expected token|<class|Years", words)


def test_a_text_that_grows_too_long_is_refused() -> None:
    long = "x" * 19_000
    template = "{{ a }}" * 3
    with pytest.raises(TextFault) as raised:
        render(Phrase(template, ()), {"a": long}, None)
    assert raised.value.code == "text.too-long"


@pytest.mark.parametrize(
    "template",
    [
        "{{ " + "(" * 100 + "1" + ")" * 100 + " }}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "-" * 3000 + "1 }}",
        "{{ " + "not " * 3000 + "1 }}",
        "{{ 1" + " + 1" * 3000 + " }}",
        "{{ unit" + " | upper" * 2000 + " }}",
        "{{ " + "9" * 5000 + " }}",
        "{% if 1 %}" * 120 + "x" + "{% endif %}" * 120,
    ],
    ids=["brackets", "many brackets", "minus", "not", "sum", "filters", "digits", "conditions"],
)
def test_a_template_too_deep_to_compile_is_a_fault_of_the_text(template: str) -> None:
    assert fault(template).code.startswith("text.")


@pytest.mark.parametrize(
    "template",
    ["{{ none }}", "{{ true }}", "{{ 1.5 }}", "{{ 0.1 + 0.2 }}", "{{ basis }}", "{{ 1 == 1 }}",
     "{{ not unit }}", "{{ period if false }}", "{{ 1e999 }}", "{{ none | upper }}",
     "{{ 1.5 | capital }}", "{{ basis | lower_first }}", "{{ 1.5 | number }}",
     "{{ true | words }}", "{{ none | money }}"],
)  # fmt: skip
def test_what_is_no_text_never_reaches_the_page(template: str) -> None:
    assert fault(template).code in {"text.unprintable", "text.failed", "text.undefined"}


@pytest.mark.parametrize("template", ["{{ 'a' ~ none }}", "{{ 'a' ~ true }}",
                                      "{{ '' ~ (0.1 + 0.2) }}", "{{ '' ~ basis }}",
                                      "{{ 5 | money(none) }}",
                                      "{{ 5 | money(basis) }}"])  # fmt: skip
def test_what_is_no_text_never_reaches_the_page_joined_to_text(template: str) -> None:
    assert fault(template).code.startswith("text.")


@pytest.mark.parametrize("filter_", sorted(FILTERS))
@pytest.mark.parametrize("value", ["period", "basis", "unit", "day", "rate", "5", "none", "true",
                                   "1.5", "nothing"])  # fmt: skip
def test_a_filter_prints_or_finds_a_fault_but_never_falls(filter_: str, value: str) -> None:
    template = f"{{{{ {value} | {filter_} }}}}"
    try:
        text = shown(template)
    except TextFault:
        assert fault(template).code in {"text.failed", "text.unprintable"}
    else:
        noise = r"none|true|object|function|0x|\d{4}-\d\d-\d\d"
        assert not re.search(noise, text, re.IGNORECASE)


@pytest.mark.parametrize("template", ["{{ '\\x00' }}", "{{ '\\x1b' }}", "{{ '\\ud800' }}",
                                      "{{ '\\uffff' }}"])  # fmt: skip
def test_a_character_that_no_page_can_show_is_a_fault(template: str) -> None:
    assert fault(template).code.startswith("text.")


@pytest.mark.parametrize("value", [None, True, False, 1.95, float("nan"), basis, Decimal("NaN")])
def test_nothing_but_text_numbers_and_dates_is_printable(value: object) -> None:
    with pytest.raises((TextFault, ValueError)):
        printable(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("xã", "xã"),
        (2027, "2027"),
        (Decimal("1.50"), "1,50"),
        (Decimal(1000), "1.000"),
        (date(2027, 12, 9), "09/12/2027"),
    ],
)
def test_years_stay_as_they_are_and_numbers_and_dates_are_vietnamese(
    value: object, text: str
) -> None:
    assert printable(value) == text


@pytest.mark.parametrize("template", ["{{ period", "{{ period }", "năm {{", "{{ {{ period }}",
                                      "{% if unit }}a{% endif %}"])  # fmt: skip
def test_a_brace_that_is_opened_and_not_closed_is_a_fault(template: str) -> None:
    assert fault(template).code in {"text.unclosed", "text.syntax"}


@pytest.mark.parametrize("template", ["năm period }}", "{ period }}", "{{ period }} và unit }}"])
def test_a_brace_that_is_closed_and_not_opened_is_a_fault(template: str) -> None:
    assert fault(template).code == "text.unclosed"


@pytest.mark.parametrize("template", ["{{ }}", "{{ period unit }}", "{{ period. }}",
                                      "{{ | upper }}", "{% if unit %}a", "{% endif %}",
                                      "{% fi unit %}", "{# a", "{{ basis('x }}",
                                      "{{ basis(“x”) }}"])  # fmt: skip
def test_a_template_written_wrongly_is_a_fault(template: str) -> None:
    raised = fault(template)
    assert raised.code == "text.syntax"
    told = diagnostic(raised, ("subject",))
    assert "basis('qd-90')" in told.hint()
    assert not re.search(r"expected|unexpected|token|Encountered|Missing", told.message())


@pytest.mark.parametrize(
    ("template", "word", "near"),
    [
        ("{{ perid }}", "perid", "period"),
        ("{{ basiss('x') }}", "basiss", "basis"),
        ("{{ period.lable }}", "lable", "label"),
        ("{{ period.fist }}", "fist", "first"),
        ("{% if unti %}a{% endif %}", "unti", "unit"),
        ("{% if nothing %}{{ amout }}{% endif %}", "amout", "amount"),
        ("{{ zzz }}", "zzz", ""),
    ],
)
def test_an_unknown_name_is_a_fault_with_the_nearest_name(
    template: str, word: str, near: str
) -> None:
    raised = fault(template)
    assert (raised.code, raised.word) == ("text.undefined", word)
    assert raised.parameters == {"name": word, "near": near}


@pytest.mark.parametrize(
    ("template", "word", "near"),
    [
        ("{% if period.lable %}a{% endif %}", "lable", "label"),
        ("{{ period.lable.short }}", "lable", "label"),
        ("{{ 'a' if period.fist == 2027 else 'b' }}", "fist", "first"),
        ("{{ period.fist + 1 }}", "fist", "first"),
        ("{{ period.fist | words }}", "fist", "first"),
    ],
)
def test_an_unknown_attribute_is_named_wherever_it_stands(
    template: str, word: str, near: str
) -> None:
    raised = fault(template)
    assert (raised.code, raised.word) == ("text.undefined", word)
    assert raised.parameters == {"name": word, "near": near}


@pytest.mark.parametrize(("name", "near"), [("uper", "upper"), ("numbers", "number"),
                                            ("word", "words"), ("date_word", "date_words"),
                                            ("zzz", "")])  # fmt: skip
def test_an_unknown_filter_is_a_fault_with_the_nearest_filter(name: str, near: str) -> None:
    raised = fault(f"{{{{ unit | {name} }}}}")
    assert (raised.code, raised.word) == ("text.unknown-filter", name)
    assert raised.parameters == {"name": name, "near": near}


@pytest.mark.parametrize(
    ("call", "registry", "id_", "near"),
    [
        ("basis('qd-9')", "bases", "qd-9", "qd-90"),
        ("agency('labor').short", "agencies", "labor", "labour"),
        ("target('ho-ngeo').end", "targets", "ho-ngeo", "ho-ngheo"),
        ("task('sinhke').title", "tasks", "sinhke", "sinh-ke"),
        ("term('chuẩn')", "terms", "chuẩn", "chuan"),
        ("deadline('annul')", "reports", "annul", "annual"),
        ("appendix('chitieu')", "appendices", "chitieu", "chi-tieu"),
    ],
)
def test_an_unknown_id_is_told_with_its_registry_and_the_nearest_id(
    call: str, registry: str, id_: str, near: str
) -> None:
    message = f"Không có mã '{id_}' trong phần '{registry}' của kế hoạch."
    assert told(f"{{{{ {call} }}}}") == [("text.unknown-id", message, f"Có phải '{near}'?")]


def test_an_unknown_id_like_no_other_is_told_with_where_to_state_it() -> None:
    [(code, _, hint)] = told("{{ basis('zzz') }}")
    assert code == "text.unknown-id"
    assert hint == "Khai mã này trong 'bases', hoặc sửa lại lời gọi."


@pytest.mark.parametrize("call", ["ref", "locate"])
def test_a_dangling_reference_is_told_with_the_nearest_numbered_part(call: str) -> None:
    [(code, message, hint)] = told(f"{{{{ {call}('gaol') }}}}")
    assert code == "text.dangling-reference"
    assert message == "Viện dẫn tới 'gaol' nhưng không có mục đánh số nào mang mã này."
    assert hint == "Có phải 'goal'?"
    [(code, _, hint)] = told(f"{{{{ {call}('zzz') }}}}")
    assert code == "text.dangling-reference"
    assert hint.startswith("Đặt id: zzz cho mục được viện dẫn")


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        ("target('ho-ngheo').change", "no-figure", "Chỉ tiêu 'ho-ngheo' không có số 'change'."),
        ("superior.longg", "undefined", "Không có tên 'longg' để gọi trong lời văn."),
        ("programme", "undefined", "Không có tên 'programme' để gọi trong lời văn."),
        ("issuer | uper", "unknown-filter", "Không có cách in 'uper'."),
        ("basis", "unprintable", None),
    ],
)
def test_a_fault_in_a_plan_is_one_finding_in_vietnamese(
    call: str, code: str, message: str | None
) -> None:
    [found] = told(f"{{{{ {call} }}}}")
    assert found[0] == f"text.{code}"
    assert message in (None, found[1])
    assert not re.search("0x|bound method|Scope", found[1])


@pytest.mark.parametrize("call", ["basis()", "basis(1)", "basis(none)", "basis(period)",
                                  "ref(1.5)", "basis('a', 'b')", "basis(x='a')",
                                  "target(true).end"])  # fmt: skip
def test_a_call_with_the_wrong_words_in_brackets_is_told_in_vietnamese(call: str) -> None:
    [(code, message, hint)] = told(f"{{{{ {call} }}}}")
    assert code.startswith("text.")
    assert not re.search(r"argument|positional|Scope|iterable|sequence", message + hint)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("target('ho-ngheo').end.number | words", "một nghìn không trăm mười hai"),
        ("target('ho-ngheo').end.number | money", "1.012 đồng"),
        ("period.first | words", "hai nghìn không trăm hai mươi bảy"),
    ],
)
def test_the_figures_of_a_plan_can_be_printed_through_the_filters(call: str, text: str) -> None:
    plan = parse_plan(PLAN.format(text=f"Là {{{{ {call} }}}}").encode("utf-8"), "kh.yaml").plan
    composition = compose(plan)
    assert [d.code for d in composition.diagnostics] == []
    assert any(f"Là {text}" in block.text for block in composition.closing)


def test_a_name_of_one_phrase_is_known_there_and_nowhere_else() -> None:
    phrase = Phrase("{{ lead }} chủ trì", (), {"lead": lambda scope: f"Phòng {scope}"})
    assert render(phrase, NAMES, "A") == "Phòng A chủ trì"
    assert fault("{{ lead }} chủ trì").code == "text.undefined"


def test_a_name_of_a_phrase_that_it_does_not_use_is_not_made() -> None:
    made: list[object] = []
    phrase = Phrase("Năm {{ period }}", (), {"lead": made.append})
    assert render(phrase, NAMES, None) == "Năm 2027"
    assert made == []


@pytest.mark.parametrize(("template", "name", "used"), [
    ("{{ lead }} và {{ support }}", "support", True),
    ("{% if support %}x{% endif %}", "support", True),
    ("lead", "lead", False),
    ("{{ 'lead' }}", "lead", False),
    ("{{ leads }}", "lead", False),
    ("{{ lead", "lead", False),
])  # fmt: skip
def test_a_template_uses_the_names_it_calls(template: str, name: str, used: bool) -> None:
    assert uses(template, name) is used


def test_a_fault_becomes_a_finding_at_its_field_and_word() -> None:
    found = diagnostic(fault("{{ perid }}"), ("sections", 0, "text"))
    assert found.path == ("sections", 0, "text")
    assert (found.code, found.near) == ("text.undefined", "perid")
    assert found.hint() == "Có phải 'period'?"
    assert "period, issuer" in diagnostic(fault("{{ zzz }}"), ()).hint()


@given(st.text("{}%#|'\"()[]~+-.,ab \n1", max_size=30))
def test_any_text_is_printed_or_a_fault_of_the_text(template: str) -> None:
    try:
        text = shown(template)
    except TextFault:
        assert diagnostic(fault(template), ()).message()
    else:
        assert len(text) <= len(template)


@given(st.sampled_from(sorted(NAMES)), st.integers(0, 9), st.sampled_from("abcxyz"))
def test_a_name_with_one_wrong_letter_is_never_printed_as_nothing(
    name: str, position: int, letter: str
) -> None:
    wrong = name[: position % len(name)] + letter + name[position % len(name) + 1 :]
    if wrong in NAMES:
        assert shown(f"[{{{{ {wrong} }}}}]" if wrong != "basis" else "[x]") != ""
        return
    raised = fault(f"{{{{ {wrong} }}}}")
    assert raised.code == "text.undefined"
    assert raised.parameters["near"] == suggestion(wrong, NAMES)


PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.yaml"))


def _told(renderer: Callable[..., str], scope: Scope) -> str:
    """Return what a renderer prints at first mention, or the code of its fault."""
    scope.mentions.bases.clear()
    try:
        return renderer(scope._names)
    except TextFault as raised:
        return raised.code


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_the_direct_renderer_prints_what_the_engine_prints(plan: Path) -> None:
    resolved = for_issuer(read_plan(plan).plan).plan
    scope = Scope(resolved)
    compared = 0
    for template in (typed.text for typed in all_texts(resolved) if typed.template):
        direct = text._direct(text._ENVIRONMENT.parse(template))
        if direct is None or set(text._compiled(template)[1]) - set(scope._names):
            continue
        engine = text._ENVIRONMENT.from_string(template).render
        assert _told(direct, scope) == _told(engine, scope)
        compared += 1
    assert compared > 20
