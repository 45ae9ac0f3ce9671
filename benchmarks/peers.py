"""Other makers of Word documents, on templates derived from ours: what they take a document."""

import importlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import Environment
from lxml import etree

from generator.document.engine import CompiledTemplate, environment
from generator.document.engine.archive import Archive, members_of
from generator.document.engine.opening import Opened

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT, PROPERTIES = "word/document.xml", "docProps/core.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EASY = "easy-template-x"
Context = dict[str, Any]
Peer = Callable[[], float]  # fills every document, and returns the seconds that one took


def peers(template: bytes, filled: Sequence[Context]) -> dict[str, Peer | str]:
    """Return the peers that are installed, checked and warm, or why one is not beside."""
    return {"docx-mailmerge2": _mailmerge(template, filled), EASY: _easy(template, filled)}


def _mailmerge(template: bytes, filled: Sequence[Context]) -> Peer | str:
    """Return docx-mailmerge2 filling a finished document with three merge fields.

    It has no loops: the plan's text stands in its template and only three fields are filled, so it
    has far less to do than the others.
    """
    if importlib.util.find_spec("mailmerge") is None:
        return "skipped: not installed (pip install docx-mailmerge2)"
    merge = importlib.import_module("mailmerge").MailMerge
    fields = ("type_name", "number_line", "place_date")
    marked = {**filled[0], **{name: f"@@{name}@@" for name in fields}}
    members = members_of(CompiledTemplate(template, environment()).render(marked))
    xml = members[DOCUMENT].decode("utf-8")
    for name in fields:
        field = (f'</w:t></w:r><w:fldSimple w:instr=" MERGEFIELD {name} "><w:r><w:t>{name}</w:t>'
                 '</w:r></w:fldSimple><w:r><w:t xml:space="preserve">')  # fmt: skip
        xml = xml.replace(f"@@{name}@@", field)
    members[DOCUMENT] = xml.encode("utf-8")
    source = Archive(members).pack([])

    def fill() -> float:
        start = time.perf_counter()
        for context in filled:
            with merge(io.BytesIO(source)) as document:
                document.merge(**{name: context[name] for name in fields})
                document.write(io.BytesIO())
        return (time.perf_counter() - start) / len(filled)

    return fill


def _easy(template: bytes, filled: Sequence[Context]) -> Peer | str:
    """Return easy-template-x filling our template in its own tags, in one process of node.

    Raises SystemExit when a paragraph of a document differs from ours.
    """
    node = shutil.which("node")
    if node is None:
        return "skipped: node is not installed"
    if not (ROOT / "node_modules" / EASY).is_dir():
        return (
            f"skipped: not installed (npm install --no-save {EASY}@7.2.8, in the project's folder)"
        )
    compiled = CompiledTemplate(template, environment())
    ours = [compiled.render(context) for context in filled]
    derived = Derived(template, filled)
    folder = Path(tempfile.mkdtemp(prefix="kehoach-"))
    (folder / "mau.docx").write_bytes(derived.packed(ours[0]))
    (folder / "data.json").write_text(json.dumps(derived.data), "utf-8")
    process = subprocess.Popen(
        [node, ROOT / "benchmarks" / "easy_template_x.mjs", folder / "mau.docx",
         folder / "data.json", folder],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip

    def ask(word: str) -> float:
        assert process.stdin is not None
        assert process.stdout is not None
        print(word, file=process.stdin, flush=True)
        return float(process.stdout.readline())

    ask("write")
    for number, document in enumerate(ours):
        theirs = (folder / f"{number}.docx").read_bytes()
        if paragraphs(theirs) != paragraphs(document):
            raise SystemExit(f"{EASY} differs from the engine in document {number} of {folder}")
    shutil.rmtree(folder)
    return lambda: ask("time")


def paragraphs(document: bytes) -> list[str]:
    """Return the text of every paragraph of a document's body."""
    root = etree.fromstring(members_of(document)[DOCUMENT])
    marks = {f"{W}tab": "\t", f"{W}br": "\n"}
    return [
        "".join(marks.get(str(one.tag), one.text or "") for one in found.iter(f"{W}t", *marks))
        for found in root.iter(f"{W}p")
        if not found.findall(f".//{W}p")
    ]


class Derived:
    """Our template in easy-template-x's tags, and the data that fill it.

    Each placeholder becomes a text `{v1}`, each loop a list `{#l2}…{/l2}`, each branch a condition
    `{#c3}…{/c3}`. What no document of the benchmark makes use of is left out, and a branch or a
    part that every document takes stands as it is: the peer has less to read than docxtpl.
    """

    def __init__(self, template: bytes, filled: Sequence[Context]) -> None:
        """Derive the template from ours and the data from its contexts."""
        self._template, self._environment, self._numbers = template, environment(), count(1)
        self.data: list[dict[str, Any]] = [{} for _ in filled]
        self._tokens = re.split(r"({%.*?%}|{{.*?}})", Opened(template).body)
        self._position = 0
        self._body = self._made(list(zip(filled, self.data, strict=True)))

    def packed(self, document: bytes) -> bytes:
        """Return the template; the properties, which the peer does not fill, are a document's."""
        members = members_of(self._template)
        xml = members[DOCUMENT].decode("utf-8")
        start, end = xml.index("<w:body"), xml.index("</w:body>")
        inner = self._body[self._body.index(">") + 1 : self._body.rindex("</w:body>")]
        members[DOCUMENT] = f"{xml[:start]}<w:body>{inner}{xml[end:]}".encode()
        members[PROPERTIES] = members_of(document)[PROPERTIES]
        return Archive(members).pack([])

    def _made(self, states: list[tuple[Context, dict[str, Any]]]) -> str:
        """Return the tokens up to the end of a statement, for all scopes in which they are met."""
        pieces = []
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            word = token[2:].split(maxsplit=1)[0] if token.startswith("{%") else ""
            if word in ("endfor", "endif", "elif", "else"):
                break
            self._position += 1
            if word == "for":
                pieces.append(self._loop(token[2:-2], states))
            elif word == "if":
                pieces.append(self._branches(token[2:-2], states))
            elif token.startswith("{{"):
                pieces.append(self._value(token[2:-2], states))
            else:
                pieces.append(token)
        return "".join(pieces)

    def _value(self, expression: str, states: list[tuple[Context, dict[str, Any]]]) -> str:
        name, evaluate = self._named("v"), self._environment.compile_expression(expression)
        for scope, data in states:
            data[name] = str(evaluate(scope))
        return f"{{{name}}}"

    def _loop(self, tag: str, states: list[tuple[Context, dict[str, Any]]]) -> str:
        target, _, expression = tag.strip().removeprefix("for ").partition(" in ")
        evaluate, name = self._environment.compile_expression(expression), self._named("l")
        lists = [list(evaluate(scope) or ()) for scope, _ in states]
        once = target == "part" and all(len(one) == 1 for one in lists)
        inner = []
        for (scope, data), values in zip(states, lists, strict=True):
            items: list[dict[str, Any]] = [data] if once else [{} for _ in values]
            if not once:
                data[name] = items
            inner += [
                ({**scope, target: one}, item) for one, item in zip(values, items, strict=True)
            ]
        xml = self._made(inner)
        self._position += 1
        return xml if once else _around(name, xml) if inner else ""

    def _branches(self, tag: str, states: list[tuple[Context, dict[str, Any]]]) -> str:
        left, pieces = states, []
        while not tag.strip().startswith("endif"):
            test = _test_of(tag, self._environment)
            verdicts = [test(scope) for scope, _ in left]
            taken = [state for state, yes in zip(left, verdicts, strict=True) if yes]
            left = [state for state, yes in zip(left, verdicts, strict=True) if not yes]
            name = self._named("c")
            if len(taken) < len(states):
                for _, data in states:
                    data[name] = False
                for _, data in taken:
                    data[name] = True
            xml = self._made(taken)
            pieces.append(xml if len(taken) == len(states) else _around(name, xml) if taken else "")
            tag = self._tokens[self._position][2:-2]
            self._position += 1
        return "".join(pieces)

    def _named(self, letter: str) -> str:
        return f"{letter}{next(self._numbers)}"


def _test_of(tag: str, made: Environment) -> Callable[[Context], bool]:
    word, _, expression = tag.strip().partition(" ")
    if word == "else":
        return lambda _scope: True
    evaluate = made.compile_expression(expression)
    return lambda scope: bool(evaluate(scope))


def _around(name: str, xml: str) -> str:
    """Return XML between the tags of a loop or a condition: paragraphs, runs or text."""
    if "<w:tr" in xml:
        raise SystemExit("a loop over rows, which the benchmark does not derive")
    option = ' [loopOver: "paragraph"]' if "<w:p>" in xml or "<w:p " in xml else ""
    start, end = f"{{#{name}{option}}}", f"{{/{name}}}"
    if (first := re.search(r"<w:t(?: [^>]*)?>", xml)) is None:
        return f"{start}{xml}{end}"
    last = xml.rindex("</w:t>")
    return f"{xml[: first.end()]}{start}{xml[first.end() : last]}{end}{xml[last:]}"
