"""A plan file becomes a plan, or every problem of it is told in one run with its place."""

import os
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Refused
from generator.plan.composition import compose
from generator.plan.model import Plan, Section
from generator.plan.source import Source, parse_plan, read_plan

FILE = "kh.yaml"
PLAN = """\
level: commune
issuer: {kind: xã, name: Cẩm Bình, parent: {kind: tỉnh, name: Hà Tĩnh}}
period: 2027
subject: Thực hiện giảm nghèo
opening: Ủy ban nhân dân xã ban hành Kế hoạch như sau
sections:
  - id: goal
    title: Mục tiêu
    text: Giảm nghèo bền vững
recipients: [UBND tỉnh]
signature: {name: Nguyễn Văn An}
"""
SHIPPED = sorted(Path(__file__).parents[2].joinpath("data", "plans").glob("*.yaml"))

prose = st.text("aạảãáàăâbcdđeêghiklmnoôơpqrstuưvxy ABCĐ.,;:()[]{}<>&%\"'#*!|>@`\\-–/0123456789",
                min_size=1, max_size=60).map(str.strip).filter(bool)  # fmt: skip


def _listed(values: list[str]) -> str:
    """Return values as a list of YAML on one line."""
    return f"[{', '.join(values)}]"


def _mapped(values: dict[str, str]) -> str:
    """Return keys and values as a mapping of YAML on one line."""
    return f"{{{', '.join(f'{key}: {value}' for key, value in values.items())}}}"


keys = st.sampled_from(["id", "title", "text", "from", "items", "due", "to", "zz"])
values = st.recursive(
    st.sampled_from(["x", "5", "true", "~", "''", "09/12/2027", "'{{ period }}'", "all", "tasks"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(_listed)
        | st.dictionaries(keys, inner, max_size=3).map(_mapped)
    ),
    max_leaves=8,
)


def changed(*changes: tuple[str, str]) -> str:
    """Return the plan's text with some of its words replaced, each of which it has once."""
    text = PLAN
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def load(text: str) -> Source:
    """Return the plan of a text."""
    return parse_plan(text.encode("utf-8"), FILE)


def refused(text: str | bytes) -> tuple[Diagnostic, ...]:
    """Return all that is said about a text that is no plan."""
    with pytest.raises(Refused) as refusal:
        parse_plan(text.encode("utf-8") if isinstance(text, str) else text, FILE)
    return refusal.value.diagnostics


def told(text: str) -> list[str]:
    """Return the place and the code of each problem, in the order of telling."""
    return [f"{d.place.text()} {d.code}" for d in refused(text)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_plan_is_read_the_same_in_every_form_of_its_text(path: Path) -> None:
    data = path.read_bytes()
    plan = parse_plan(data, path.name).plan
    text = data.decode("utf-8")
    for other in (
        unicodedata.normalize("NFD", text).encode(),
        text.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + data,
    ):
        assert parse_plan(other, path.name).plan == plan


def test_the_small_plan_of_these_tests_is_a_plan() -> None:
    plan = load(PLAN).plan
    assert (plan.issuer.full_name, str(plan.period)) == ("xã Cẩm Bình", "2027")


def test_names_written_with_marks_apart_equal_names_written_with_marks_joined() -> None:
    assert load(unicodedata.normalize("NFD", PLAN)).plan == load(PLAN).plan


@given(prose)
@settings(max_examples=60)
def test_any_quoted_text_reaches_the_plan_unchanged(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    for typed in (quoted, unicodedata.normalize("NFD", quoted)):
        plan = load(changed(("Giảm nghèo bền vững", typed))).plan
        assert plan.sections[0].text == unicodedata.normalize("NFC", text)


def test_values_are_read_without_guessing() -> None:
    plan = load(
        changed(("name: Cẩm Bình,", "name: Cẩm Bình, code: 05,"))
        + "number: 05\nissued_on: 09/12/2026\nsymbol: 1.000\n"
        + "targets: [{id: t, name: Hộ, unit: hộ, baseline: 1.000, end: '1,95', note: yes}]\n"
    ).plan
    assert plan.issuer.code == "05"
    assert plan.number == 5
    assert plan.issued_on is not None
    assert plan.issued_on.isoformat() == "2026-12-09"
    assert plan.symbol == "1.000"
    [target] = plan.targets
    assert (str(target.baseline), str(target.end), target.note) == ("1.000", "1,95", "yes")


@pytest.mark.parametrize("data", [b"", b"\n# gh\n", b"---\n", b"- a\n- b\n", b"[]", b"05\n",
                                  b"Ke hoach nam 2027\n", b"~\n"])  # fmt: skip
def test_a_file_without_fields_is_no_plan(data: bytes) -> None:
    [diagnostic] = refused(data)
    assert (diagnostic.code, diagnostic.place.text()) == ("load.not-a-plan", "kh.yaml:1:1")
    assert "kehoach new" in diagnostic.hint()


@pytest.mark.parametrize(
    ("changes", "more", "expected"),
    [
        ([("subject: Thực hiện giảm nghèo\n", "")], "", ["1:1, subject load.missing-field"]),
        ([("kind: xã, ", "")], "", ["2:1, issuer.kind load.missing-field"]),
        ([("    title: Mục tiêu\n", "")], "", ["7:5, sections[1].title load.missing-field"]),
        ([("period: 2027", "period: 2027\nsubjet: x")], "", ["4:1, subjet load.unknown-field"]),
        ([("text: Giảm", "txt: Giảm")], "", ["9:5, sections[1].txt load.unknown-field"]),
        ([("level: commune", "level: communes")], "", ["1:8, level load.not-one-of"]),
        ([("period: 2027", "period: {from: 1900, to: 2027}")], "",
         ["3:16, period.from load.out-of-range"]),
        ([("period: 2027", "period: {from: 2030, to: 2027}")], "",
         ["3:9, period load.period-order"]),
        ([("period: 2027", "period: {from: 2027}")], "", ["3:1, period.to load.missing-field"]),
        ([("id: goal", "id: Mục tiêu")], "", ["7:9, sections[1].id load.identifier"]),
        ([("Thực hiện giảm nghèo", "''")], "", ["4:10, subject load.empty"]),
        ([(" Thực hiện giảm nghèo", "")], "", ["4:9, subject load.wants-text"]),
        ([("Thực hiện giảm nghèo", "true")], "", ["4:10, subject load.wants-text"]),
        ([("Thực hiện giảm nghèo", "[x]")], "", ["4:10, subject load.wants-text"]),
        ([("Thực hiện giảm nghèo", "x" * 20_001)], "", ["4:10, subject load.too-long"]),
        ([("[UBND tỉnh]", "[]")], "", ["10:13, recipients load.empty-list"]),
        ([("[UBND tỉnh]", "UBND tỉnh")], "", ["10:13, recipients load.wants-list"]),
        ([("[UBND tỉnh]", "[{nam: x}]")], "", ["10:15, recipients[1].nam load.unknown-field"]),
        ([("{name: Nguyễn Văn An}", "An")], "", ["11:12, signature load.wants-fields"]),
        ([], "number: 1,5\n", ["12:9, number load.whole"]),
        ([], "number: năm\n", ["12:9, number load.number"]),
        ([], "number: 1.5\n", ["12:9, number load.number"]),
        ([], "issued_on: 31/02/2027\n", ["12:12, issued_on load.impossible-date"]),
        ([], "issued_on: 5/1\n", ["12:12, issued_on load.date"]),
        ([], "issued_on: 1640995200\n", ["12:12, issued_on load.date"]),
        ([], "ladder: [I., x]\n", ["12:14, ladder[2].format load.not-one-of"]),
        ([], f"ladder: [{'I., ' * 8}]\n", ["12:9, ladder load.too-many"]),
        ([], "bases: [{id: a, type: Luật, superior: yes}]\n",
         ["12:39, bases[1].superior load.true-false"]),
        ([], "tasks: [{id: a, title: x, lead: Phòng X}]\n",
         ["12:33, tasks[1].lead load.identifier"]),
        ([], "tasks: [{id: a, title: x, lead: [b, Phòng X]}]\n",
         ["12:37, tasks[1].lead[2] load.identifier"]),
        ([], "tasks: [{id: a, title: x, due: 31/4/2027}]\n",
         ["12:32, tasks[1].due load.impossible-date"]),
        ([], "tasks: [{id: a, title: x, tasks: [{id: b, title: y, foo: z}]}]\n",
         ["12:53, tasks[1].tasks[1].foo load.unknown-field"]),
        ([], "reports: [{id: a, name: x, from: all, to: y, due: {before: 31/11}}]\n",
         ["12:60, reports[1].due.before load.impossible-date"]),
        ([], "reports: [{id: a, name: x, from: all, to: y, due: {before: mai}}]\n",
         ["12:60, reports[1].due.before load.day-month"]),
        ([], "reports: [{id: a, name: x, from: all, to: y, due: {before: 9/12, by: 8/12}}]\n",
         ["12:51, reports[1].due load.one-operator"]),
        ([], "reports: [{id: a, name: x, from: [labour, Tổ B], to: y}]\n",
         ["12:43, reports[1].from[2] load.identifier"]),
        ([], "appendices: [{id: p, title: B, table: {columns: [{title: a}], rows: [[x, y]]}}]\n",
         ["12:39, appendices[1].table load.ragged-table"]),
        ([], "\"<<\": {number: 1}\n", ["12:1, << load.unknown-field"]),
        ([], "? ''\n: x\n", ["12:3 load.unknown-field"]),
    ],
)  # fmt: skip
def test_every_fault_is_told_where_it_stands(
    changes: list[tuple[str, str]], more: str, expected: list[str]
) -> None:
    assert told(changed(*changes) + more) == [f"{FILE}:{place}" for place in expected]


def test_a_task_field_in_a_long_file_is_found_at_its_own_line() -> None:
    filler = "".join(f"# dòng {line}\n" for line in range(500))
    assert told(PLAN + filler + "tasks:\n  - id: a\n    title: x\n    due: 30/02/2027\n") == [
        "kh.yaml:515:10, tasks[1].due load.impossible-date"
    ]


def test_every_problem_is_told_in_one_run_in_the_order_of_the_file() -> None:
    text = changed(
        ("level: commune", "level: xã"),
        ("kind: xã", "loai: xã"),
        ("period: 2027", "period: {from: 2027, to: hai nghìn}"),
        ("id: goal", "id: Mục"),
        ("[UBND tỉnh]", "[]"),
    )
    assert told(text + "number: x\nissued_on: 30/02/2027\n") == [
        "kh.yaml:1:8, level load.not-one-of",
        "kh.yaml:2:1, issuer.kind load.missing-field",
        "kh.yaml:2:10, issuer.loai load.unknown-field",
        "kh.yaml:3:26, period.to load.number",
        "kh.yaml:7:9, sections[1].id load.identifier",
        "kh.yaml:10:13, recipients load.empty-list",
        "kh.yaml:12:9, number load.number",
        "kh.yaml:13:12, issued_on load.impossible-date",
    ]


def test_a_key_that_stands_twice_is_told_in_one_run_with_the_other_problems() -> None:
    assert told(PLAN + "number: 1\nnumber: 2\nissued_on: 31/02/2027\n") == [
        "kh.yaml:13:1 load.duplicate-key",
        "kh.yaml:14:12, issued_on load.impossible-date",
    ]


def test_a_cut_that_was_mended_is_told_beside_the_problems() -> None:
    text = changed(("Giảm nghèo bền vững", "Theo Mục #1")) + "number: x\n"
    assert [d.code for d in refused(text)] == ["load.hash", "load.number"]


@pytest.mark.parametrize("period", ["2026-2030", "hai nghìn", "1900", "2.022,5"])
def test_a_period_that_is_none_is_one_error_at_what_was_typed(period: str) -> None:
    [diagnostic] = refused(changed(("period: 2027", f"period: {period}")))
    assert (diagnostic.place.line, diagnostic.place.column) == (3, 9)


def test_a_span_of_years_typed_with_a_dash_is_told_how_to_write_it() -> None:
    first, *_ = refused(changed(("period: 2027", "period: 2026-2030")))
    assert "from" in first.hint()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ("reports: [{id: a, name: x, sender: all, recipient: y}]\n", "sender"),
        ("appendices: [{id: p, title: B, derived: target-table}]\n", "derived"),
    ],
)
def test_a_name_that_only_the_program_uses_is_no_field_of_the_file(more: str, field: str) -> None:
    assert any(d.code == "load.unknown-field" and d.parameters["key"] == field
               for d in refused(PLAN + more))  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "near"),
    [("subjet", "subject"), ("sectons", "sections"), ("recipient", "recipients"),
     ("isssued_on", "issued_on"), ("Level", "level"), ("taks", "tasks")],
)  # fmt: skip
def test_an_unknown_field_comes_with_the_nearest_field(typed: str, near: str) -> None:
    [diagnostic] = refused(f"{PLAN}{typed}: x\n")
    assert diagnostic.message() == f"Không có trường '{typed}' ở đây."
    assert diagnostic.hint() == f"Có phải '{near}'?"


def test_an_unknown_field_like_no_other_comes_with_the_fields_there_are() -> None:
    [diagnostic] = refused(changed(("text: Giảm", "zzz: Giảm")))
    fields = [info.alias or name for name, info in Section.model_fields.items()]
    assert {"id", "title", "from"} <= set(fields)
    assert diagnostic.hint() == f"Ở đây có các trường: {', '.join(fields)}."


def test_a_field_is_named_in_vietnamese_with_what_was_typed() -> None:
    [diagnostic] = refused(PLAN + "issued_on: 31/02/2027\n")
    assert diagnostic.message() == "Ngày ban hành: không có ngày '31/02/2027'."
    [diagnostic] = refused(changed(("level: commune", "level: communes")))
    assert diagnostic.message() == "Cấp: 'communes' không thuộc các giá trị cho phép."
    assert diagnostic.hint() == "Có phải 'commune'? Dùng một trong: province, district, commune."


@pytest.mark.parametrize(
    "more", ["number: true\n", "number: [5]\n", "place: {a: b}\n", "issued_on: true\n",
             "programme: {name: x, period: true}\n", "signature: {authority: [KT]}\n"],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused_and_not_quoted_as_nothing(more: str) -> None:
    text = PLAN.replace("signature: {name: Nguyễn Văn An}\n", "") if "signature" in more else PLAN
    for diagnostic in refused(text + more):
        assert diagnostic.place.line == len((text + more).splitlines())
        assert "''" not in diagnostic.message()


def test_a_long_value_is_quoted_in_part() -> None:
    [diagnostic] = refused(PLAN + f"number: {'năm ' * 1000}\n")
    assert len(diagnostic.message()) < 150
    assert "…" in diagnostic.message()


def test_values_with_braces_are_quoted_as_typed() -> None:
    [diagnostic] = refused(PLAN + "number: '{0} {x}'\n")
    assert "'{0} {x}'" in diagnostic.message()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_problem_has_a_message_and_a_hint(language: str) -> None:
    text = changed(("level: commune", "level: 1"), ("kind: xã", "x: xã")) + "number: {a: 1}\n"
    for diagnostic in refused(text):
        assert diagnostic.message(language).endswith(".")
        assert diagnostic.hint(language)


def test_a_finding_about_the_plan_is_placed_at_the_word_it_is_about() -> None:
    source = load(changed(("Thực hiện giảm nghèo", ">-\n  Thực hiện\n  giảm {{ perid }}")))
    [diagnostic] = compose(source.plan).diagnostics
    assert source.locate(diagnostic).place.text() == "kh.yaml:6:11, subject"


@pytest.mark.parametrize(
    "text",
    [
        PLAN + "tasks: [{id: a, title: \"{{ task('a') }}\", lead: b}]\n"
        + "closing: \"{{ task('a') }}\"\n",
        PLAN + "reports: [{id: a, name: x, from: all, to: y, due: {before: 29/02}}]\n"
        + "appendices: [{id: p, title: B, from: report-table}]\n",
        changed(("sections:\n", "sections:\n" + "".join(
            f"  - {{id: s{i}, title: t}}\n" for i in range(120)))),
        PLAN + "closing: \"{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}\"\n",
        PLAN + "closing: '{{ period | date }}'\n",
    ],
    ids=["a task named by itself", "29 February in 2027", "many sections", "deep brackets",
         "a year as a date"],
)  # fmt: skip
def test_no_plan_that_loads_makes_the_program_fall(text: str) -> None:
    composition = compose(load(text).plan)
    assert all(d.message() for d in composition.diagnostics)


@given(values, st.sampled_from(list(Plan.model_fields)))
@settings(max_examples=300)
def test_any_value_of_any_field_is_read_or_refused_with_a_place(value: str, field: str) -> None:
    others = re.sub(rf"(?m)^{field}:.*\n(?:  .*\n)*", "", PLAN)
    text = f"{field}: {value}\n{others}"
    try:
        load(text)
    except Refused:
        diagnostics = refused(text)
        assert {d.place.line for d in diagnostics} == {1}
        assert all(d.message() and d.hint() for d in diagnostics)


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    missing = tmp_path / "vắng.yaml"
    with pytest.raises(Refused) as refusal:
        read_plan(missing)
    [diagnostic] = refusal.value.diagnostics
    assert (diagnostic.code, diagnostic.place.file) == ("load.not-found", str(missing))


def test_a_folder_is_no_plan_file(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_plan(tmp_path)
    assert [d.code for d in refusal.value.diagnostics] == ["load.unreadable"]


def test_a_file_is_read_with_its_path_as_place(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.yaml"
    path.write_text(PLAN + "number: x\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        read_plan(path)
    assert refusal.value.diagnostics[0].place.text() == f"{path}:12:9, number"


def seconds_to_refuse(unknown: int) -> float:
    """Return how long it takes at least to tell a number of unknown fields."""
    text = PLAN + "".join(f"k{key}: x\n" for key in range(unknown))
    times = []
    for _ in range(3):
        start = time.process_time()
        assert len(refused(text)) == unknown
        times.append(time.process_time() - start)
    return min(times)


def test_eight_times_the_problems_do_not_take_sixty_four_times_as_long() -> None:
    assert seconds_to_refuse(8_000) < 32 * seconds_to_refuse(1_000)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_plan_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    with pytest.raises(Refused) as refused:
        read_plan(tmp_path / "plan.yaml")
    assert [one.code for one in refused.value.diagnostics] == ["load.unreadable"]
