"""YAML is read as text, without guesses; every value and every error keeps its place."""

import time
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Refused, Severity
from generator.plan.yaml_tree import MAX_BYTES, MAX_DEPTH, Tree, parse_yaml, path_text

FILE = "kh.yaml"

one_line = st.text(
    st.characters(min_codepoint=0x20, exclude_characters="\x7f\x85\u2028\u2029\ufeff\ufffe\uffff",
                  exclude_categories=("Cs", "Cc", "Cn")),
    min_size=1, max_size=40,
).filter(lambda text: text == text.strip())  # fmt: skip
several_lines = st.lists(one_line, min_size=1, max_size=5).map("\n".join)
letters = st.text("aăâeêioôơuưyđnghàảãáạệộợữựỹ .,;", min_size=1, max_size=20)


def parse(text: str | bytes) -> Tree:
    """Return the tree of a text or of bytes."""
    return parse_yaml(text.encode("utf-8") if isinstance(text, str) else text, FILE)


def value(text: str | bytes) -> Any:
    """Return what a text says."""
    return parse(text).value


def refused(text: str | bytes) -> tuple[Diagnostic, ...]:
    """Return what is said about a text that cannot be read."""
    with pytest.raises(Refused) as refusal:
        parse(text)
    return refusal.value.diagnostics


def found(text: str | bytes) -> list[tuple[str, int, int]]:
    """Return the codes and places of what is said about a text that cannot be read."""
    return [(d.code, d.place.line, d.place.column) for d in refused(text)]


def cause(text: str) -> str:
    """Return the likeliest cause given for an error of syntax."""
    return refused(text)[-1].hint_code


@pytest.mark.parametrize(
    "typed",
    ["05", "1.000", "1,95", "09/12/2022", "2022-12-09", "2022-12-09T10:00:00Z", "1e3", "0x1F",
     "0o17", "017", "12:30:45", ".inf", ".nan", "1_000", "+1", "yes", "no", "on", "off", "Yes", "y",
     "True", "FALSE", "Null", "NULL", "=", "<<", "a:b", "08"],
)  # fmt: skip
def test_a_value_stays_what_was_typed(typed: str) -> None:
    assert value(f"a: {typed}\n") == {"a": typed}
    assert value(f"- {typed}\n") == [typed]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("", None), ("~", None), ("null", None), ("true", True), ("false", False)],
)
def test_only_empty_null_true_and_false_are_more_than_text(typed: str, meant: bool | None) -> None:
    assert value(f"a: {typed}\n") == {"a": meant}
    assert value(f"a: '{typed}'\n") == {"a": typed}
    assert value(f'a: "{typed}"\n') == {"a": typed}


def test_keys_stay_what_was_typed() -> None:
    assert value("1: a\ntrue: b\nnull: c\n05: d\n") == {
        "1": "a", "true": "b", "null": "c", "05": "d"
    }  # fmt: skip


@given(one_line)
def test_any_text_in_single_quotes_is_kept_in_nfc(text: str) -> None:
    quoted = text.replace("'", "''")
    assert value(f"a: '{quoted}'\nb: 1\n") == {"a": unicodedata.normalize("NFC", text), "b": "1"}


@given(several_lines)
def test_any_text_in_double_quotes_is_kept_in_nfc(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    assert value(f'a: "{quoted}"\nb: 1\n') == {"a": unicodedata.normalize("NFC", text), "b": "1"}


@given(several_lines)
def test_any_text_that_another_program_escaped_is_kept_in_nfc(text: str) -> None:
    for unicode in (True, False):
        dumped = yaml.safe_dump({"a": text}, allow_unicode=unicode, default_style='"', width=10**6)
        assert value(dumped) == {"a": unicodedata.normalize("NFC", text)}


@given(several_lines)
def test_any_lines_in_a_literal_block_are_kept(text: str) -> None:
    block = "".join(f"  {line}\n" for line in text.split("\n"))
    assert value(f"a: |\n{block}b: 1\n") == {"a": unicodedata.normalize("NFC", text), "b": "1"}


@given(st.lists(st.tuples(letters, letters), min_size=1, max_size=5))
def test_a_file_with_marks_apart_reads_equal_to_one_with_marks_joined(
    pairs: list[tuple[str, str]],
) -> None:
    text = "".join(f'- "{one}": "{other}"\n' for one, other in pairs)
    joined, apart = (parse(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert apart.value == joined.value
    assert apart.spans == joined.spans


def test_letters_escaped_with_marks_apart_are_joined() -> None:
    assert value('"x\\u0065\\u0301": "e\\u0302\\u0323"\n') == {"x\u00e9": "\u1ec7"}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (b"\xef\xbb\xbfa: 1\n", {"a": "1"}),
        (b"a: 1\r\nb:\r\n  - x\r\n  - y\r\n", {"a": "1", "b": ["x", "y"]}),
        (b"a: >-\r\n  x\r\n  y\r\n\r\n\r\n  z\r\n", {"a": "x y\n\nz"}),
        (b"a: 1\rb: 2\r", {"a": "1", "b": "2"}),
        (b"---\na: 1\n...\n", {"a": "1"}),
        (b"%YAML 1.1\n---\na: 1\n", {"a": "1"}),
        (b"a: x\ty\n", {"a": "x\ty"}),
        (b"a:\tx\n", {"a": "x"}),
        (b"a: 1", {"a": "1"}),
    ],
)
def test_byte_order_mark_line_ends_and_tabs_between_words_do_not_matter(
    text: bytes, meaning: object
) -> None:
    assert value(text) == meaning


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có ghi chú\n", "---\n", "\ufeff"])
def test_an_empty_file_says_nothing_and_is_no_error_of_syntax(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(("text", "meaning"), [("- a\n- b\n", ["a", "b"]), ("văn\n", "văn")])
def test_a_list_or_a_text_is_read_as_it_stands(text: str, meaning: object) -> None:
    assert value(text) == meaning


@pytest.mark.parametrize(
    ("text", "kept", "column"),
    [
        ("a: Mục #1\n", "Mục #1", 7),
        ("a: Mục #1 # ghi chú\n", "Mục #1", 7),
        ("a: Mục   #1, #2\n", "Mục   #1, #2", 7),
        ("a: Mục\t#1\n", "Mục\t#1", 7),
    ],
)
def test_a_number_sign_before_a_word_is_kept_and_told(text: str, kept: str, column: int) -> None:
    tree = parse(text)
    assert tree.value == {"a": kept}
    assert [(d.code, d.severity, d.place.line, d.place.column) for d in tree.diagnostics] == [
        ("load.hash", Severity.WARNING, 1, column)
    ]


@pytest.mark.parametrize("text", ["a: Mục # ghi chú\n", "a: Mục #\n", "a: 'Mục' # ghi chú\n",
                                  "# ghi chú\na: Mục\n"])  # fmt: skip
def test_a_comment_is_no_text_and_is_not_told(text: str) -> None:
    tree = parse(text)
    assert tree.value == {"a": "Mục"}
    assert tree.diagnostics == []


@pytest.mark.parametrize("text", ["a: #1 trong hai mô hình\n", "a:\n  - #1 trong hai mô hình\n"])
def test_a_text_that_begins_with_a_number_sign_is_not_lost_in_silence(text: str) -> None:
    tree = parse(text)
    assert tree.diagnostics
    assert "#1" in str(tree.value)


@given(letters.map(str.strip).filter(lambda word: word[:1].isalpha()), st.integers(0, 999))
def test_a_hash_and_a_number_after_words_are_never_cut(words: str, number: int) -> None:
    text = unicodedata.normalize("NFC", f"{words} #{number}")
    assert value(f"- {text}\n- x\n") == [text, "x"]


PLACED = """\
# ghi chú
a: một
b:
  - x
  -   {c: hai, "d": ba}
  - >-
    dài
    hai dòng
é: "bốn"
"""


@pytest.mark.parametrize(
    ("path", "value_at", "last_line", "key_at"),
    [
        ("", (2, 1), None, (2, 1)),
        ("a", (2, 4), 2, (2, 1)),
        ("b", (4, 3), None, (3, 1)),
        ("b[1]", (4, 5), 4, (4, 5)),
        ("b[2]", (5, 7), None, (5, 7)),
        ("b[2].c", (5, 11), 5, (5, 8)),
        ("b[2].d", (5, 21), 5, (5, 16)),
        ("b[3]", (6, 5), 8, (6, 5)),
        ("é", (9, 4), 9, (9, 1)),
    ],
)
def test_every_value_has_its_place_and_every_key_its_own(
    path: str, value_at: tuple[int, int], last_line: int | None, key_at: tuple[int, int]
) -> None:
    span = {path_text(path): span for path, span in parse(PLACED).spans.items()}[path]
    assert (span.line, span.column) == value_at
    assert (span.key_line, span.key_column) == key_at
    assert last_line in (None, span.last_line)


def test_a_place_can_be_asked_for_a_word_inside_a_value() -> None:
    tree = parse(PLACED)
    assert tree.place(("b", 2)).text() == "kh.yaml:6:5, b[3]"
    assert tree.place(("b", 2), near="dòng").text() == "kh.yaml:8:9, b[3]"
    assert tree.place(("b", 2), near="vắng").text() == "kh.yaml:6:5, b[3]"


def test_the_place_of_what_was_not_typed_is_the_key_of_the_part_it_is_missing_from() -> None:
    tree = parse(PLACED)
    assert tree.place(("b", 1, "e")).text() == "kh.yaml:5:7, b[2].e"
    assert tree.place(("z",)).text() == "kh.yaml:2:1, z"


@given(st.lists(st.sampled_from(["x", '"é"', "'Mục'", "{k: 1}", "[1, 2]", "|\n    dòng\n"]),
                min_size=1, max_size=12))  # fmt: skip
def test_the_place_of_each_value_is_where_its_first_character_stands(values: list[str]) -> None:
    text = "".join(f"k{i}:   {typed.rstrip()}\n" for i, typed in enumerate(values))
    tree = parse(text)
    for i, typed in enumerate(values):
        span = tree.spans[(f"k{i}",)]
        assert tree.lines[span.line - 1][span.column - 1] == typed[0]
        assert tree.lines[span.key_line - 1][span.key_column - 1 :].startswith(f"k{i}:")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "a", "1")]),
        ("x:\n  - {a: 1, a: 2}\n  - b: 1\n    b: 2\n    b: 3\n",
         [(2, 12, "a", "2"), (4, 5, "b", "3"), (5, 5, "b", "4")]),
        ("é: 1\ne\u0301: 2\n", [(2, 1, "é", "1")]),
        ("a: {x: 1}\n\"a\": {y: 1}\n", [(2, 1, "a", "1")]),
    ],
)  # fmt: skip
def test_every_key_that_stands_twice_is_refused_with_both_lines(
    text: str, places: list[tuple[int, int, str, str]]
) -> None:
    told = [(d.place.line, d.place.column, d.parameters["key"], d.parameters["line"])
            for d in refused(text)]  # fmt: skip
    assert told == places
    assert {d.code for d in refused(text)} == {"load.duplicate-key"}


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        (BOMB, "load.alias", 1, 5),
        ("a: 1\nb: *a\n", "load.alias", 2, 4),
        ("a: &x [*x]\n", "load.alias", 1, 4),
        ("&k a: 1\n", "load.alias", 1, 1),
        ("a: 1\nb: !!python/object/apply:os.system ['id']\n", "load.tag", 2, 4),
        ("a: !!int 5\n", "load.tag", 1, 4),
        ("a: !!binary aGk=\n", "load.tag", 1, 4),
        ("a: !Ref x\n", "load.tag", 1, 4),
        ("!!set {a, b}\n", "load.tag", 1, 1),
        ("!!int a: 5\n", "load.tag", 1, 1),
        ("a: 1\n---\na: 2\n", "load.documents", 2, 1),
        ("a: {{ period }} x\n", "load.braces", 1, 5),
        ("? [a]\n: x\n", "load.braces", 1, 3),
        ("a: " + "[" * 400_000, "load.too-deep", 1, MAX_DEPTH + 4),
        ("{a: " * 400_000, "load.too-deep", 1, 4 * MAX_DEPTH + 2),
        ("".join(" " * i + "a:\n" for i in range(300)), "load.too-deep", 61, 61),
    ],
)
def test_what_a_plan_has_no_use_for_is_refused_where_it_stands(
    text: str, code: str, line: int, column: int
) -> None:
    assert found(text) == [(code, line, column)]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert value("a: 1\n<<: {a: 2}\n") == {"a": "1", "<<": {"a": "2"}}


def test_a_file_as_deep_as_allowed_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert str(value("a: " + "[" * depth + "]" * depth)).count("[") == depth


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 6_000_000])
def test_a_file_above_the_limit_is_refused_unread(size: int) -> None:
    [diagnostic] = refused(b"a: [" + b"&" * (size - 4))
    assert diagnostic.code == "load.too-large"
    assert diagnostic.place.text() == FILE
    assert diagnostic.message() == "Tệp lớn hơn 5 MB."


def test_a_large_text_below_the_limit_is_read_whole() -> None:
    text = "đ" * (MAX_BYTES // 2 - 10)
    assert value(f"a: {text}\n") == {"a": text}


def quickest(text: str) -> float:
    """Return the least of three measurements: the others carry what else the machine does."""
    times = []
    for _ in range(3):
        start = time.process_time()
        parse(text)
        times.append(time.process_time() - start)
    return min(times)


def test_a_file_on_one_long_line_is_read_as_fast_as_on_many() -> None:
    items, last = 10_000, "đ" * 1_000_000
    many = quickest("a: [" + "x,\n" * items + last + "]\n")
    one = quickest("a: [" + "x, " * items + last + "]\n")
    # A reader that looks at the line again for each value takes a thousand times as long.
    assert one < 30 * many


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("a: 1".encode("utf-16"), 1),
        (b"a: 1\nb: 2\nc: caf\xe9\n", 3),
        (b"\xff\xfe\x00", 1),
        (b"a: 1\nb: \xed\xa0\x80\n", 2),
        (b"a: \xc0\x80\n", 1),
        ("a: Nguyễn\n".encode("cp1258", "ignore") + b"\xf5", 2),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2lZ\x01", 1),
    ],
)
def test_a_file_that_is_no_utf8_text_is_refused_at_its_line(data: bytes, line: int) -> None:
    assert found(data) == [("load.encoding", line, 1)]


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1b", "\x7f",
                                     "\x80", "\ufffe", "\uffff"])  # fmt: skip
def test_a_character_that_no_page_can_show_is_refused_where_it_stands(control: str) -> None:
    text = f"a: một\nb: hai\nc: chữ{control}ẩn\nd: bốn\n"
    assert found(text) == [("load.yaml-syntax", 3, 7)]
    assert cause(text) == "load.yaml-control"


@pytest.mark.parametrize("escaped", ["\\0", "\\x07", "\\e", "\\x1f", "\\x7f", "\\uFFFE", "\\uFFFF"])
def test_a_character_that_no_page_can_show_is_refused_when_it_is_escaped(escaped: str) -> None:
    text = f'a: một\nb: "chữ{escaped}ẩn"\n'
    assert found(text)[0][:2] == ("load.yaml-syntax", 2)
    assert cause(text) == "load.yaml-control"


@pytest.mark.parametrize("escaped", ["\\uD83D\\uDE00", "\\uD800", "\\U00110000", "\\q"])
def test_an_escape_that_means_no_character_is_refused_where_it_stands(escaped: str) -> None:
    assert found(f'a: một\nb: "chữ{escaped}"\n')[0][:2] == ("load.yaml-syntax", 2)


@pytest.mark.parametrize(
    ("text", "hint", "line", "column"),
    [
        ("a: 1\nb: c: d\ne: 1\n", "load.yaml-colon", 2, 5),
        ("a:\n    b: 1\n   c: 2\n", "load.yaml-indent", 3, 4),
        ("a: 1\nb: @x\n", "load.yaml-syntax", 2, 4),
        ("a: 1\nb: %x\n", "load.yaml-syntax", 2, 4),
        ("a: 1\nb: `x`\n", "load.yaml-syntax", 2, 4),
        ("a: 1\nb: - x\n", "load.yaml-syntax", 2, 4),
        ("a: 1\nb: {c: 1\nd: 2\n", "load.yaml-braces", 3, 2),
        ("a: 1\nb: [c, e\nd: 2\n", "load.yaml-brackets", 3, 2),
    ],
)
def test_an_error_of_syntax_names_its_place_and_likeliest_cause(
    text: str, hint: str, line: int, column: int
) -> None:
    assert found(text) == [("load.yaml-syntax", line, column)]
    assert cause(text) == hint


@pytest.mark.parametrize(("text", "line"), [("a:\n  b: 1\n\tc: 2\n", 3), ("a:\n\t- b\n", 2),
                                            ("a:\n  - b: 1\n  \tc: 2\n", 3)])  # fmt: skip
def test_a_tab_that_indents_is_named_as_the_cause(text: str, line: int) -> None:
    assert found(text)[0][:2] == ("load.yaml-syntax", line)
    assert cause(text) == "load.yaml-tab"


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quote_that_is_not_closed_is_told_where_it_opens(quote: str) -> None:
    text = f"a: 1\nb: {quote}mở\n" + "c: 1\n" * 50
    assert found(text) == [("load.yaml-syntax", 2, 4)]
    assert cause(text) == "load.yaml-quote"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nb\nc: 2\n", 2, 1),
        ("a: 1\nb:2\nc: 2\n", 2, 1),
        ("a: 1\nb:\n  - x: 1\n    y 2\n    z: 3\n", 4, 5),
    ],
)
def test_a_key_without_its_colon_is_told_on_its_own_line(text: str, line: int, column: int) -> None:
    assert found(text) == [("load.yaml-syntax", line, column)]
    assert cause(text) == "load.yaml-indent"


def test_a_warning_stays_when_an_error_follows() -> None:
    assert [d.code for d in refused("a: Mục #1\nb: [\n")] == ["load.hash", "load.yaml-syntax"]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    try:
        tree = parse(data)
    except Refused:
        diagnostics = refused(data)
        assert all(d.place.file == FILE and d.place.line >= 1 for d in diagnostics)
        assert all(d.message() and d.hint() for d in diagnostics)
    else:
        assert () in tree.spans or tree.value is None


@given(st.text("ab:-[]{}#'\"|>&*!%@`,? \n\t", max_size=40))
def test_any_marks_of_yaml_are_read_or_refused_within_the_file(text: str) -> None:
    try:
        parse(text)
    except Refused:
        diagnostics = refused(text)
        assert all(1 <= d.place.line <= len(text.splitlines()) + 1 for d in diagnostics)
        assert all(d.message() and d.hint() for d in diagnostics)
