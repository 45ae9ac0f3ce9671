"""The engine against stock docxtpl: same template, same contexts, one process.

    python benchmarks/engine.py [--rounds 6] [--documents 34] [--json FILE]

Each round renders the documents with every way, in an order that changes from round to round; the
table shows medians over the rounds. Absolute times move with the machine, so trust the ratios.
"""

# ruff: noqa: T201  (a script speaks by printing)

import argparse
import io
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docxtpl import DocxTemplate  # noqa: E402
from lxml import etree  # noqa: E402
from markupsafe import escape  # noqa: E402

from benchmarks.peers import Peer, peers  # noqa: E402
from generator.document.context import build_context  # noqa: E402
from generator.document.engine import CompiledTemplate, environment  # noqa: E402
from generator.document.engine.archive import deflaters, members_of  # noqa: E402
from generator.pipeline import validate  # noqa: E402

TEMPLATE = ROOT / "templates" / "district.docx"
PLAN = ROOT / "data" / "plans" / "hai-hau-2022.yaml"
DOCUMENT = "word/document.xml"
Context = dict[str, Any]
Way = Callable[[Context], bytes]


def contexts(count: int) -> list[Context]:
    """Return the context of the Hải Hậu plan, its unit and number another in each."""
    validated = validate(PLAN)
    context = build_context(validated.plan, validated.composition, draft=False)
    return [_varied(context, f"Xã số {number}") for number in range(1, count + 1)]


def _varied(value: Any, name: str) -> Any:
    """Return a context whose every mention of the district is another unit's name."""
    if isinstance(value, dict):
        return {key: _varied(part, name) for key, part in value.items()}
    if isinstance(value, list):
        return [_varied(part, name) for part in value]
    if type(value) is str:
        return value.replace("Hải Hậu", name).replace("HẢI HẬU", name.upper())
    return value


def stock(template: bytes) -> Way:
    """Return docxtpl as everybody uses it: a new DocxTemplate for each document."""

    def render(context: Context) -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(context, jinja_env=environment())
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return render


def ways(template: bytes) -> dict[str, Way]:
    """Return every way to make a document, by name."""
    found: dict[str, Way] = {"docxtpl": stock(template)}
    for library in deflaters():
        compiled = CompiledTemplate(template, environment(), library=library)
        if compiled.fallback or compiled.parsed:
            raise SystemExit(f"not compiled: {compiled.fallback or compiled.parsed}")
        found[f"engine, {library}"] = compiled.render
    return found


def differing(one: bytes, other: bytes) -> list[str]:
    """Return the names of the parts whose canonical XML differs between two documents."""
    first, second = _canonical(one), _canonical(other)
    names = sorted(first.keys() | second.keys())
    return [name for name in names if first.get(name) != second.get(name)]


def _canonical(document: bytes) -> dict[str, bytes]:
    return {
        name: bytes(etree.tostring(etree.fromstring(data), method="c14n"))
        for name, data in members_of(document).items()
    }


def measured(made: dict[str, Peer], rounds: int) -> dict[str, list[float]]:
    """Return the seconds a document took, for each way and round."""
    times: dict[str, list[float]] = {name: [] for name in made}
    for number in range(rounds):
        shift = number % len(made)
        for name in [*made][shift:] + [*made][:shift]:
            times[name].append(made[name]())
    return times


def batch(way: Way, filled: Sequence[Context]) -> Peer:
    """Return a way of ours as its peers are measured: what it takes a document of these."""

    def fill() -> float:
        start = time.perf_counter()
        for context in filled:
            way(context)
        return (time.perf_counter() - start) / len(filled)

    return fill


def split(template: bytes, filled: Sequence[Context], repeat: int = 5) -> dict[str, float]:
    """Return the microseconds a document costs by stage, each stage alone, the best of some."""
    compiled = CompiledTemplate(template, environment())
    body, archive = compiled._body, compiled._archive
    assert body is not None
    xml = [body.template.render(context) for context in filled]
    data = [text.encode("utf-8") for text in xml]
    texts = sorted({text for context in filled for text in _strings(context)})
    stages: dict[str, Callable[[], object]] = {
        "render (Jinja, escaped)": lambda: [body.template.render(c) for c in filled],
        "repairs and checks": lambda: [compiled._repaired(body, text) for text in xml],
        "encode": lambda: [text.encode("utf-8") for text in xml],
        "zip with deflate": lambda: [archive.pack([(DOCUMENT, one)]) for one in data],
        "whole": lambda: [compiled.render(c) for c in filled],
    }
    for name, library in deflaters().items():
        level = 2 if name == "isal" else 1
        stages[f"  of it deflate, {name} {level}"] = partial(_deflated, library, level, data)
    stages["  escape alone, without memory"] = lambda: [str(escape(text)) for text in texts]
    return {name: min(_timed(stage) for _ in range(repeat)) * 1e6 / len(filled)
            for name, stage in stages.items()}  # fmt: skip


def _deflated(library: ModuleType, level: int, data: Sequence[bytes]) -> None:
    for one in data:
        library.compress(one, level, wbits=-15)


def _timed(stage: Callable[[], object]) -> float:
    start = time.perf_counter()
    stage()
    return time.perf_counter() - start


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return [value] if isinstance(value, str) else []


def report(rounds: int, count: int) -> dict[str, Any]:
    """Return all that was measured."""
    template, filled = TEMPLATE.read_bytes(), contexts(count)
    made = ways(template)
    expected = made["docxtpl"](filled[0])
    for name, way in made.items():
        if wrong := differing(expected, way(filled[0])):
            raise SystemExit(f"{name} differs from docxtpl in {wrong}")
    few = filled[: max(3, count // 8)]
    batches = {name: batch(way, few if name == "docxtpl" else filled) for name, way in made.items()}
    beside = peers(template, filled)
    batches |= {name: one for name, one in beside.items() if not isinstance(one, str)}
    times = measured(batches, rounds)
    base = times["docxtpl"]
    rows = {
        name: {
            "ms": statistics.median(values) * 1e3,
            "ratio": statistics.median(b / v for b, v in zip(base, values, strict=True)),
        }
        for name, values in times.items()
    }
    return {
        "python": platform.python_version(), "rounds": rounds, "documents": count,
        "document.xml": len(members_of(expected)[DOCUMENT]), "ways": rows,
        "sizes": {name: len(way(filled[0])) for name, way in made.items()},
        "skipped": {name: one for name, one in beside.items() if isinstance(one, str)},
        "split": split(template, filled),
    }  # fmt: skip


def printed(found: dict[str, Any]) -> None:
    """Print the tables."""
    print(f"document.xml {found['document.xml']:,} bytes; {found['rounds']} rounds of "
          f"{found['documents']} documents; Python {found['python']}\n")  # fmt: skip
    print(f"{'way':24}{'ms/document':>12}{'ratio':>9}{'bytes':>9}")
    for name, row in found["ways"].items():
        size = f"{found['sizes'][name]:9,}" if name in found["sizes"] else ""
        print(f"{name:24}{row['ms']:12.3f}{row['ratio']:8.1f}x{size}")
    for name, why in found["skipped"].items():
        print(f"{name:24}{why}")
    print(f"\n{'stage':34}{'µs/document':>12}")
    for name, took in found["split"].items():
        print(f"{name:34}{took:12.0f}")


def main() -> None:
    """Measure, print, and write JSON where a file is named."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rounds", type=int, default=6)
    options.add_argument("--documents", type=int, default=34)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    found = report(chosen.rounds, chosen.documents)
    printed(found)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, ensure_ascii=False, indent=2), "utf-8")


if __name__ == "__main__":
    main()
