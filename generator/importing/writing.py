"""A plan file as a person would type it: order of the model, folded texts, comments."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator import messages
from generator.importing.remarks import Kind, Remarks
from generator.importing.words import clean
from generator.plan.starter import SCHEMA_FILE

_WIDTH = 100
_SHORT = 96
_PLAIN = re.compile(r"[^\W\d_][^\n]*|\d(?:[\d/.,-]*\d)?")
_UNSAFE = re.compile(r": |:$| #|[\t\"]|[{}\[\]]")
_CONSTANTS = {"true", "false", "null", "yes", "no", "on", "off", "~"}
_APART = {"sections", "agencies", "tasks", "appendices", "bases", "reports", "targets"}


def plan_text(values: Mapping[str, Any], remarks: Remarks) -> str:
    """Return the values of a plan as a YAML file, with the line that editors read the schema by."""
    lines = [f"# yaml-language-server: $schema={SCHEMA_FILE}", "#"]
    lines += [f"# {line}" for line in _head(remarks)]
    for name, value in values.items():
        if isinstance(value, (list, dict)) and name != "issuer":
            lines.append("")
        lines += _entry(name, value, 0)
    return "\n".join(lines) + "\n"


def _head(remarks: Remarks) -> Iterator[str]:
    """Yield the first comment: where the plan comes from, what is to be looked at."""
    file = clean(Path(remarks.file).name)
    yield from textwrap.wrap(messages.text("import.report.head", file=file), _WIDTH - 2)
    for remark in remarks.of(Kind.LOOK):
        said = clean(remark.diagnostic.message())
        yield from textwrap.wrap(f"- {said}", _WIDTH - 2, subsequent_indent="  ")


def _entry(name: str, value: Any, indent: int) -> list[str]:
    """Return the lines of a key with its value."""
    pad = " " * indent
    if isinstance(value, dict):
        flow = _flow(value)
        if flow and len(pad) + len(name) + 2 + len(flow) <= _SHORT:
            return [f"{pad}{name}: {flow}"]
        return [
            f"{pad}{name}:",
            *(line for k, v in value.items() for line in _entry(k, v, indent + 2)),
        ]
    if isinstance(value, (list, tuple)):
        return _listed(name, value, indent)
    return _scalar(f"{pad}{name}:", value, indent + 2)


def _listed(name: str, value: Sequence[Any], indent: int) -> list[str]:
    pad = " " * indent
    flow = _flow_list(value)
    if flow and len(pad) + len(name) + 2 + len(flow) <= _SHORT:
        return [f"{pad}{name}: {flow}"]
    lines = [f"{pad}{name}:"]
    for number, item in enumerate(value):
        if number and indent == 0 and name in _APART and isinstance(item, dict) and _big(item):
            lines.append("")
        lines += _item(item, indent + 2)
    return lines


def _big(item: Mapping[str, Any]) -> bool:
    return any(isinstance(value, (list, dict)) for value in item.values())


def _item(item: Any, indent: int) -> list[str]:
    """Return the lines of one item of a list."""
    pad = " " * indent
    if isinstance(item, dict):
        flow = _flow(item)
        if flow and len(pad) + 2 + len(flow) <= _SHORT:
            return [f"{pad}- {flow}"]
        lines = [line for k, v in item.items() for line in _entry(k, v, indent + 2)]
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
    if isinstance(item, (list, tuple)):
        flow = _flow_list(item)
        if flow and len(pad) + 2 + len(flow) <= _SHORT:
            return [f"{pad}- {flow}"]
        lines = [line for one in item for line in _item(one, indent + 2)]
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
    return _scalar(f"{pad}-", item, indent + 2)


def _scalar(head: str, value: Any, indent: int) -> list[str]:
    """Return a value after its key or dash, folded where it is long."""
    if value is True or value is False:
        return [f"{head} {str(value).lower()}"]
    text = str(value)
    short = _quoted(text, digits=isinstance(value, str))
    if "\n" not in text and len(head) + 1 + len(short) <= _WIDTH:
        return [f"{head} {short}"]
    lines = [f"{head} >-"]
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            lines.append("")
        lines += _folded(paragraph, indent)
    return lines


def _folded(text: str, indent: int) -> list[str]:
    """Return a paragraph in lines of the width, broken at spaces outside expressions."""
    pad = " " * indent
    lines, line = [], ""
    for piece in re.findall(r"(?:\{\{.*?\}\}|\{%.*?%\}|\S)+", text):
        if line and len(pad) + len(line) + 1 + len(piece) > _WIDTH:
            lines.append(pad + line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return [*lines, pad + line]


def _quoted(text: str, *, digits: bool = True) -> str:
    """Return a text as YAML reads it back: plain where nothing in it has a meaning."""
    plain = _PLAIN.fullmatch(text) and not _UNSAFE.search(text) and not (digits and text.isdigit())
    if plain and text.lower() not in _CONSTANTS:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _flow_scalar(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if "\n" in text:
        return None
    quoted = _quoted(text, digits=isinstance(value, str))
    return f'"{text}"' if quoted == text and re.search(r"[,{}\[\]]", text) else quoted


def _flow(value: Mapping[str, Any]) -> str | None:
    """Return a small mapping on one line, or None where it is not small."""
    pieces = []
    for key, inner in value.items():
        if isinstance(inner, dict):
            shown = _flow(inner)
        elif isinstance(inner, (list, tuple)):
            shown = _flow_list(inner)
        else:
            shown = _flow_scalar(inner)
        if shown is None:
            return None
        pieces.append(f"{key}: {shown}")
    return f"{{{', '.join(pieces)}}}"


def _flow_list(value: Sequence[Any]) -> str | None:
    if any(isinstance(inner, (dict, list, tuple)) for inner in value):
        return None
    shown = [_flow_scalar(inner) for inner in value]
    return None if None in shown else f"[{', '.join(map(str, shown))}]"
