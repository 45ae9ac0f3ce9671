"""Measure what a clerk waits for: `kehoach --help` and one whole `kehoach render`.

    python benchmarks/startup.py [--rounds N] [--json]

Every run is a process of its own, start included. Its peer runs in the same round: the import of
docxtpl, and stock docxtpl filling the same template with the same, already finished text. Rounds
are interleaved, so that another load on the machine meets all alike; medians and ratios are told.
Nothing is asserted about seconds.
"""

import argparse
import json
import os
import pickle
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout, from whatever folder this is run

from generator.document.catalogue import template_path  # noqa: E402 - needs the line above
from generator.document.context import build_context  # noqa: E402
from generator.pipeline import validate  # noqa: E402

PLAN = ROOT / "data" / "plans" / "hai-hau-2022.yaml"
ROUNDS = 15
FLOOR = "python -c pass"
STOCK = """\
import pickle, sys
from pathlib import Path
from docxtpl import DocxTemplate
template, context, output = sys.argv[1:]
document = DocxTemplate(template)
document.render(pickle.loads(Path(context).read_bytes()), autoescape=True)
document.save(output)
"""
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")


@dataclass(frozen=True, slots=True)
class Job:
    """A command to measure, and the job it is compared with."""

    name: str
    command: Sequence[str]
    peer: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What came of a job: its median and best time in seconds, and its ratio to its peer."""

    job: str
    median: float
    best: float
    peer: str
    ratio: float | None


def jobs(folder: Path) -> list[Job]:
    """Return what is measured; the finished text for the peer is put into the folder."""
    validated = validate(PLAN)
    context = build_context(validated.plan, validated.composition, draft=False)
    (folder / "context.pickle").write_bytes(pickle.dumps(context))
    template = str(template_path(validated.plan.level.value))
    python, kehoach = [sys.executable], [sys.executable, "-m", "generator"]
    peer = [template, str(folder / "context.pickle"), str(folder / "peer.docx")]
    ours = ["render", str(PLAN), "--force", "--output", str(folder / "ours.docx")]
    return [
        Job(FLOOR, [*python, "-c", "pass"]),
        Job("import docxtpl", [*python, "-c", "import docxtpl"]),
        Job("kehoach --help", [*kehoach, "--help"], "import docxtpl"),
        Job("docxtpl: fill the template", [*python, "-c", STOCK, *peer]),
        Job("kehoach render", [*kehoach, *ours], "docxtpl: fill the template"),
    ]


def seconds(job: Job) -> float:
    """Return how long a job takes, from the start of its process to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    subprocess.run(job.command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measured(todo: Sequence[Job], rounds: int) -> dict[str, list[float]]:
    """Return the times of every job, one from each round; a first round only warms the caches."""
    times: dict[str, list[float]] = {job.name: [] for job in todo}
    for number in range(rounds + 1):
        turn = number % len(todo)
        for job in [*todo[turn:], *todo[:turn]]:
            taken = seconds(job)
            if number:
                times[job.name].append(taken)
    return times


def page_text(document: Path) -> bytes:
    """Return the text of a Word document, paragraphs joined."""
    with zipfile.ZipFile(document) as archive:
        return b"".join(_TEXT.findall(archive.read("word/document.xml")))


def report(todo: Sequence[Job], times: dict[str, list[float]]) -> list[Row]:
    """Return a row for each job, its median set against its peer's."""
    medians = {name: statistics.median(values) for name, values in times.items()}
    return [
        Row(
            job.name,
            medians[job.name],
            min(times[job.name]),
            job.peer,
            medians[job.name] / medians[job.peer] if job.peer else None,
        )
        for job in todo
    ]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table, in milliseconds."""
    lines = ["| job | median ms | best ms | against | ratio |", "|---|---:|---:|---|---:|"]
    for row in rows:
        ratio = f"{row.ratio:.2f}" if row.ratio else ""
        times = f"{row.median * 1000:.0f} | {row.best * 1000:.0f}"
        lines.append(f"| {row.job} | {times} | {row.peer} | {ratio} |")
    return "\n".join(lines)


def main() -> int:
    """Return the exit code: 1 when the two documents do not carry the same text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    parser.add_argument("--json", action="store_true", help="print JSON, times in seconds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        todo = jobs(folder)
        rows = report(todo, measured(todo, options.rounds))
        same = page_text(folder / "ours.docx") == page_text(folder / "peer.docx")
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    result = {"machine": machine, "plan": PLAN.name, "rounds": options.rounds, "same_text": same}
    head = ", ".join(f"{key}: {value}" for key, value in result.items())
    text = f"{head}\n\n{table(rows)}"
    if options.json:
        text = json.dumps({**result, "jobs": [asdict(row) for row in rows]}, indent=2)
    sys.stdout.write(f"{text}\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
