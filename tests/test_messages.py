"""The message catalogue: whole, used, formattable, and truly in each of its languages."""

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import generator
from generator.check.examination import CRASHED
from generator.check.rulebook import RULES
from generator.diagnostics import Severity
from generator.document.context import FIELDS
from generator.messages import CLICK_DOMAIN, LANGUAGES, catalogue

PACKAGE = Path(generator.__file__).parent
CLICK_FOLDER = PACKAGE / "messages" / "click" / "vi" / "LC_MESSAGES"

CODE = re.compile(
    r"(?:load|plan|text|content|new|package|template|output|register|cascade|workbook|bulk"
    r"|read|check|profile|overlay|cluster|rollover|deadlines|receipts)"
    r"\.(?!yaml$|docx$|xlsx$|csv$|ics$)[a-z]+(?:-[a-z]+)*"
)
WHOLE = re.compile(r"[a-z]+(?:\.[a-z]+(?:-[a-z]+)*)+")
# What is no code of a finding and stands in the code as it stands in the catalogue.
OWN = re.compile(r"cli\..*|(?:bulk|workbook|rollover)(?:\.[a-z-]+){2,}")
BEGINNING = re.compile(r"(?:[a-z]+\.)+")
# Where the places of findings are made: the name of a part stands in a tuple with its number.
PLACES = {
    "document/lint/stories.py", "plan/workbook/grid.py", "change/allocation.py",
    "reading/word/reader.py", "reading/plain.py", "reading/files.py",
}  # fmt: skip
HINT_KEYWORDS = {"hint", "hint_code"}
SINGLE_BRACE = re.compile(r"(?<!\{)\{(?![{%])|(?<![}%])\}(?!\})")
QUOTED = re.compile(r"(?<!\w)'[^']*'")

# YAML in braces, shown to the author as it is typed.
SHOWS_SINGLE_BRACES = {"load.period-order.hint", "load.period.hint"}
# Sentences that hold only commands, signs and words of Vietnamese that carry no accent.
TECHNICAL = {"Xem: kehoach template fields"}
# What click says to a programmer who declares a command wrongly.
FOR_PROGRAMMERS = (
    "Arguments take exactly one parameter declaration",
    "Boolean option ",
    "Choice(",
    "Could not determine name for option",
    "Invalid start character for option",
    "Name '{name}' defined twice",
    "No options defined but a name was passed",
    "Unknown color",
    "Unknown standard stream",
)


@cache
def source_nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Return every node of the package's code with the name of its module."""
    return tuple(
        (path.relative_to(PACKAGE).as_posix(), node)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def reasons() -> set[str]:
    """Return the keys of the reasons why a rule of the checker did not judge."""
    asked = (*calls("not_applicable"), *calls("not_evaluated"))
    return {f"check.reason.{text}" for call in asked for text in literals(call)} | {
        f"check.reason.{CRASHED}"
    }


def literals(node: ast.AST) -> Iterator[str]:
    """Return the string literals in a part of the code."""
    return (text for _, text in placed_literals(node))


def placed_literals(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Return the string literals in a part of the code with their nodes."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part, part.value


def calls(name: str) -> Iterator[ast.Call]:
    """Return the calls of a function of that name, also where it is an attribute."""
    for _, node in source_nodes():
        match node:
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[_, *_]):
                if called == name:
                    yield node


def diagnostic_keys() -> set[str]:
    """Return the keys of the messages and hints that the code asks for by a code."""
    borrowed = hint_literals()
    hints = set(filter(CODE.fullmatch, borrowed.values()))
    rules = [call for name in ("rule", "text_rule") for call in calls(name)]
    ids = {node for call in calls("rule") for node, _ in placed_literals(call.args[0])}
    ruled = (next(literals(call.args[0])) for call in rules)
    codes = {f"content.{name}" for name in ruled if name[0].isalpha() and "." not in name}
    codes |= {rule.code for rule in RULES.values()}
    for _, node in source_nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if CODE.fullmatch(node.value) and node not in borrowed and node not in ids:
                codes.add(node.value)
            elif re.fullmatch(r"yaml-[a-z]+", node.value):
                hints.add(f"load.{node.value}")
    return (
        {f"{code}.{part}" for code in codes for part in ("message", "hint")}
        | {f"{code}.hint" for code in hints}
        | far_hints(codes | hints)
    )


def hint_literals() -> dict[ast.AST, str]:
    """Return the literals that name a hint only: that of another code than the message's."""
    keywords = (node for _, node in source_nodes() if isinstance(node, ast.keyword))
    return dict(
        pair
        for keyword in keywords
        if keyword.arg in HINT_KEYWORDS
        for pair in placed_literals(keyword.value)
    )


def far_hints(codes: set[str]) -> set[str]:
    """Return the hints for when there is no near word to suggest.

    The registers need none: where no name is near, they name all.
    """
    hints = {code: texts("vi").get(f"{code}.hint", "") for code in codes}
    return {
        f"{code}-far.hint"
        for code, hint in hints.items()
        if "near" in placeholders(hint) and not code.startswith("register.")
    }


def whole_keys() -> set[str]:
    """Return the keys that stand whole in the code, or as the name of an argument."""
    asked = {k for call in calls("text") for k in literals(call.args[0]) if WHOLE.fullmatch(k)}
    written = {
        node.value
        for _, node in source_nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if WHOLE.fullmatch(node.value) and OWN.fullmatch(node.value)
    }
    arguments = {
        f"cli.metavar.{name}"
        for call in calls("argument")
        for name in (literals(call.args[1]) if len(call.args) > 1 else ())
    }
    return asked | written | arguments


def composed_keys() -> set[str]:
    """Return the keys of the catalogue made of a beginning and a word, both in the code."""
    beginnings, words = set(), set()
    for _, node in source_nodes():
        match node:
            case ast.Constant(value=str(word)):
                words.add(word)
        match node:
            case (
                ast.JoinedStr(values=[ast.Constant(value=str(text)), *_])
                | ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Add())
            ) if BEGINNING.fullmatch(text):
                beginnings.add(text)
    return {f"{text}{word}" for text in beginnings for word in words} & set(texts("vi"))


def part_keys() -> set[str]:
    """Return the keys of the parts of a document or workbook that places are made of."""
    keys = set()
    for module, node in source_nodes():
        match node:
            case ast.Tuple(elts=[ast.Constant(value=str(name)), ast.Name()]):
                keys |= {f"part.{name}"} if module in PLACES else set()
    return keys


def used_keys() -> set[str]:
    """Return every key of the catalogue that the code can ask for."""
    named = {f"field.{name}" for name in FIELDS} | {f"severity.{s.value}" for s in Severity}
    return diagnostic_keys() | reasons() | whole_keys() | composed_keys() | part_keys() | named


def texts(language: str) -> dict[str, str]:
    """Return the catalogue of a language."""
    return catalogue(language)


def placeholders(text: str) -> set[str]:
    """Return the names in braces; raises ValueError for a stray brace."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def formatted(text: str) -> str:
    """Return the text with a word in place of each placeholder."""
    return text.format(**dict.fromkeys(placeholders(text), "x"))


def sentences(text: str) -> Iterator[str]:
    """Return the sentences of a text that hold two words or more."""
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        if len(re.findall(r"[^\W\d_]{2,}", sentence)) > 1:
            yield sentence


def click_source() -> Catalog:
    """Return the Vietnamese translation of click as it is written."""
    with (CLICK_FOLDER / f"{CLICK_DOMAIN}.po").open("rb") as handle:
        return read_po(handle, locale="vi", abort_invalid=True)


def click_entries(source: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the translations by what they translate, each in all its forms; not the header."""
    return {forms(message.id): forms(message.string) for message in source if message.id}


def forms(text: object) -> tuple[str, ...]:
    """Return the singular and the plural of a text of click, or its only form."""
    return tuple(map(str, text)) if isinstance(text, (list, tuple)) else (str(text),)


def test_both_catalogues_have_the_same_keys() -> None:
    """Whoever asks for English meets no missing text, and the other way round."""
    assert list(texts("vi")) == list(texts("en"))


def test_both_catalogues_have_the_same_placeholders() -> None:
    """What the program fills in is told in both languages."""
    vi = {key: placeholders(text) for key, text in texts("vi").items()}
    en = {key: placeholders(text) for key, text in texts("en").items()}
    assert vi == en


def test_every_code_in_the_code_has_its_message_and_hint() -> None:
    """A finding without words would end the program with a KeyError."""
    assert used_keys() - set(texts("vi")) == set()


def test_no_entry_of_the_catalogue_is_unused() -> None:
    """A text that nothing asks for would be kept and translated for nothing."""
    assert set(texts("vi")) - used_keys() == set()


def test_the_scan_finds_each_kind_of_key() -> None:
    """The two tests above would say little if the scan of the code missed a kind."""
    assert {
        "load.not-found.message", "load.yaml-tab.hint", "text.undefined-far.hint",
        "content.gap-left.hint", "template.unknown-field-far.hint", "template.unclosed.message",
        "template.unknown-filter.hint", "output.is-source.message", "register.overlap.hint",
        "cascade.sum.message", "cli.help", "cli.template.check.done", "cli.option.lang",
        "cli.metavar.plan", "part.cell", "part.sheet", "field.parts", "severity.error",
    } <= used_keys()  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_formats_with_its_placeholders(language: str) -> None:
    """No stray brace, no placeholder with a format of its own."""
    for key, text in texts(language).items():
        for _, name, spec, conversion in string.Formatter().parse(text):
            assert name is None or (name.isidentifier() and not spec and not conversion), key
        assert formatted(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_calls_shown_to_the_author_keep_their_double_braces(language: str) -> None:
    """A text that shows `{{ period }}` must not lose a brace when it is formatted."""
    broken = {key for key, text in texts(language).items() if SINGLE_BRACE.search(formatted(text))}
    assert broken == SHOWS_SINGLE_BRACES


def test_both_catalogues_show_the_same_commands() -> None:
    """The options and commands that a hint tells to type are the same in both languages."""
    pattern = re.compile(r"kehoach \w+|(?<!\S)--?[a-z]+")
    for key, text in texts("vi").items():
        assert set(pattern.findall(text)) == set(pattern.findall(texts("en")[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_in_nfc(language: str) -> None:
    """Accents are whole letters, so that every terminal and search finds them."""
    assert [t for t in texts(language).values() if not unicodedata.is_normalized("NFC", t)] == []


def test_vietnamese_texts_look_vietnamese() -> None:
    """No sentence was left in English or typed without its accents."""
    bare = {s for text in texts("vi").values() for s in sentences(formatted(text)) if s.isascii()}
    assert bare == TECHNICAL


def test_english_texts_hold_vietnamese_only_in_quotes() -> None:
    """What stands outside quotes is English, but for the numbers of decrees."""
    left = {
        key: text
        for key, text in texts("en").items()
        if not QUOTED.sub("", text).replace("NĐ-CP", "").replace("…", "").isascii()
    }
    assert left == {}


def test_click_mo_is_what_click_po_compiles_to() -> None:
    """The compiled translation of click is as new as its source, with one plural form."""
    with (CLICK_FOLDER / f"{CLICK_DOMAIN}.mo").open("rb") as handle:
        compiled = read_mo(handle)
    assert click_entries(compiled) == click_entries(click_source())
    assert compiled.num_plurals == click_source().num_plurals == 1


def test_every_string_of_click_is_translated_or_for_programmers_only() -> None:
    """Click has no words for a user that stay English."""
    folder = Path(click.__file__).parent
    found = {forms(text) for _, _, text, _, _ in extract_from_dir(folder, [("**.py", "python")])}
    for_users = {text for text in found if not text[0].startswith(FOR_PROGRAMMERS)}
    assert for_users - set(click_entries(click_source())) == set()


def test_translations_of_click_fill_in_only_what_click_gives() -> None:
    """A translation with another placeholder would fail when click formats it."""
    for original, translated in click_entries(click_source()).items():
        given = set().union(*map(placeholders, original))
        for form in translated:
            assert form, original
            assert placeholders(form) <= given, original
            assert unicodedata.is_normalized("NFC", form), original
