"""Measure a bulk run: against a stock docxtpl loop, stage by stage, and as units grow in number.

    python benchmarks/bulk.py [--rounds N] [--units N] [--grow N ...] [--json]

The peer is docxtpl as its documentation shows it, a DocxTemplate per document, on contexts that
are ready; ours begins with the master and the rows of the sheet, and ends with files, journal and
manifest on the disk. Both run in the same interleaved rounds; medians and ratios are told, of wall
time and of processor time, which other work on the machine moves less. The units are those of the
register of July 2025, all as xã, with made-up figures. Growth runs in processes of its own, for
the peak of memory, and tells the least disturbed round. Nothing is asserted about seconds.
"""

import argparse
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout, from whatever folder this is run

from generator.bulk.digest import digest, run_digest, unit_digest  # noqa: E402 - needs the line above
from generator.bulk.inspection import shared_texts, whole  # noqa: E402
from generator.bulk.line import Line  # noqa: E402
from generator.bulk.manifest import fold  # noqa: E402
from generator.bulk.names import file_names  # noqa: E402
from generator.bulk.overview import write_overview  # noqa: E402
from generator.bulk.preparation import Batch, Planned  # noqa: E402
from generator.bulk.records import Record, Status, figures, remark, unit_key  # noqa: E402
from generator.bulk.run import run  # noqa: E402
from generator.bulk.work import Draft, Item, Workman  # noqa: E402
from generator.change.cascade import Child, Children, cascade_of, cascade_plans  # noqa: E402
from generator.check.alike import own_diagnostics  # noqa: E402
from generator.diagnostics import Diagnostic  # noqa: E402
from generator.document.catalogue import read_template, template_path  # noqa: E402
from generator.document.context import build_context  # noqa: E402
from generator.document.engine import render_template  # noqa: E402
from generator.plan.composition import compose  # noqa: E402
from generator.plan.model import Plan  # noqa: E402
from generator.plan.rules import examine  # noqa: E402
from generator.plan.source import read_plan  # noqa: E402
from generator.plan.workbook import UnitRow  # noqa: E402
from generator.registers.units import units_on  # noqa: E402

MASTER = ROOT / "data" / "plans" / "hai-hau-2022.yaml"
TEMPLATE = template_path("commune")
PATTERN = "{code} {kind} {name}"
REFORMED = date(2025, 8, 1)
ROUNDS, UNITS, GROWTH = 5, 100, (100, 1000, 3321)
PEER_DOCUMENTS = 20
BATCH = 25  # as `generator.bulk.executor` hands out of a hundred
MANY = 1000  # units in all rounds of a small size, at least
FEW = 2  # units that a run judges whole, before the others are made
KIB = 1024


def silent(_done: int, _total: int) -> None:
    """Be told how far a run is, and say nothing."""


def rows(count: int, turn: int = 0) -> list[UnitRow]:
    """Return as many rows of a sheet, from the register, with made-up figures.

    Each turn takes other units, as long as there are others: a clerk's run has never seen the names
    of its units before either.
    """
    units = units_on(REFORMED, level="commune")
    start = turn * count % (len(units) - count + 1)
    figure = {"giam-ngheo": {"baseline": Decimal("2.5"), "end": Decimal("1.9")}}
    return [
        UnitRow("xã", u.name, u.code, Decimal(1000 + i), Decimal(30), Decimal(4000), figure)
        for i, u in enumerate(units[start : start + count])
    ]


def children(master: Plan, units: Sequence[UnitRow]) -> Children:
    """Return the plans of the units."""
    return cascade_plans(master, cascade_of(master), units).children


def prepared(master: Plan, units: Sequence[UnitRow], folder: Path) -> Batch:
    """Return a run ready to start, as `generator.bulk.preparation` makes it from files."""
    made, template = children(master, units), read_template(TEMPLATE)
    names = file_names(PATTERN, units, master.period)
    shared = run_digest(MASTER.read_bytes(), template, None, draft=False)
    keys = tuple(unit_key(unit.full_name, unit.code) for unit in units)
    planned = tuple(
        Planned(i, unit.full_name, keys[i], names[i], unit_digest(shared, made, i))
        for i, unit in enumerate(units)
    )
    return Batch(Line(units, made, template, str(TEMPLATE), draft=False), folder, keys, planned)


@dataclass(frozen=True, slots=True)
class Taken:
    """How long some work took, on the clock and on all processors, in seconds."""

    wall: float
    cpu: float


def taken(work: Callable[[Sequence[UnitRow]], object], units: Sequence[UnitRow]) -> Taken:
    """Return how long some work with units takes, its child processes included."""
    gc.collect()  # what earlier work left
    wall, cpu = time.perf_counter(), _cpu()
    work(units)
    return Taken(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    own = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in own)


def new_folder() -> Path:
    """Return a new folder; all of them go when the measurements end, and no sooner.

    Where files were just deleted, ext4 makes new ones up to forty times slower for some minutes: it
    passes over each deleted inode. That would be measured, and by what came before.
    """
    return Path(tempfile.mkdtemp())


def bulk(master: Plan, units: Sequence[UnitRow], jobs: int) -> None:
    """Do a whole run into a new folder."""
    summary = run(prepared(master, units, new_folder()), jobs, silent)
    if len(summary.made) != len(units):
        raise SystemExit(f"made {len(summary.made)} of {len(units)}: {summary.failed[:1]}")


def stock(contexts: Sequence[dict[str, Any]]) -> None:
    """Fill stock docxtpl's documents with some ready contexts."""
    folder = new_folder()
    for number, context in enumerate(contexts):
        document = DocxTemplate(TEMPLATE)
        document.render(context, autoescape=True)
        document.save(folder / f"{number}.docx")


def compared(master: Plan, count: int, rounds: int) -> dict[str, dict[str, float]]:
    """Return the milliseconds per document of each way: median and best wall, median CPU."""
    plans = [child.plan for child in children(master, rows(PEER_DOCUMENTS))]
    contexts = [build_context(plan, compose(plan), draft=False) for plan in plans]
    ways: dict[str, tuple[Callable[[Sequence[UnitRow]], None], int]] = {
        "docxtpl loop": (lambda _: stock(contexts), len(contexts)),
        "bulk, 1 process": (lambda units: bulk(master, units, 1), count),
        "bulk, 2 processes": (lambda units: bulk(master, units, 2), count),
    }
    times: dict[str, list[Taken]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        names = list(ways)
        turn = number % len(names)
        for place, name in enumerate(names[turn:] + names[:turn]):
            work, documents = ways[name]
            one = taken(work, rows(count, number * len(names) + place))
            if number:  # the first round warms the caches
                times[name].append(Taken(1000 * one.wall / documents, 1000 * one.cpu / documents))
    return {name: _told(values) for name, values in times.items()}


def _told(values: Sequence[Taken]) -> dict[str, float]:
    return {
        "median": statistics.median(value.wall for value in values),
        "best": min(value.wall for value in values),
        "cpu": statistics.median(value.cpu for value in values),
    }


class Watch:
    """Adds up the time of each stage."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.stages: dict[str, Taken] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Add the time of what is done meanwhile to a stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        before = self.stages.get(stage, Taken(0, 0))
        self.stages[stage] = Taken(
            before.wall + time.perf_counter() - wall, before.cpu + time.process_time() - cpu
        )


def stages(master: Plan, count: int) -> dict[str, dict[str, float]]:
    """Return the milliseconds per document of each stage of a run, in one process."""
    units, watch, folder = rows(count), Watch(), new_folder()
    with watch("cascade"):
        made = children(master, units)
    line = Line(units, made, read_template(TEMPLATE), str(TEMPLATE), draft=False)
    with watch("shared texts, a whole check"):
        line = replace(line, shared=shared_texts(line))
        whole(line, range(count))
    workman = Workman(line, folder)
    for start in range(0, count, BATCH):
        drafts = _drafts(line, made, range(start, min(start + BATCH, count)), watch)
        with watch("write, journal"):
            workman.place_all(drafts)
    with watch("manifest"):
        journal = fold(folder)
    with watch("manifest.xlsx"):
        write_overview(folder, journal, {})
    return {
        stage: {"wall": 1000 * one.wall / count, "cpu": 1000 * one.cpu / count}
        for stage, one in watch.stages.items()
    }


def _drafts(line: Line, made: Children, places: range, watch: Watch) -> list[Draft]:
    """Take a batch through the stages, as `generator.bulk.line` and `work` do."""
    with watch("cascade"):
        units = [made[place] for place in places]
        inputs = [unit_digest("", made, place) for place in places]
    plans = [child.plan for child in units]
    memory, shared = line.memory(plans[0]), (line.shared or {})[plans[0].issuer.kind]
    with watch("compose"):
        composed = [compose(plan, memory) for plan in plans]
    with watch("rules"):
        found = [examine(*pair, memory) for pair in zip(plans, composed, strict=True)]
    with watch("context"):
        contexts = [
            build_context(*pair, draft=False, memory=memory)
            for pair in zip(plans, composed, strict=True)
        ]
    with watch("check"):
        own = [
            own_diagnostics(context, shared, plan.issuer.full_name, draft=False, memory=memory)
            for plan, context in zip(plans, contexts, strict=True)
        ]
    with watch("render"):
        documents = [render_template(line.template, context, line.file) for context in contexts]
    told = [(*by_rules, *by_checker) for by_rules, by_checker in zip(found, own, strict=True)]
    with watch("digests, record"):
        together = zip(places, units, inputs, told, documents, strict=True)
        return [_draft(*one) for one in together]


def _draft(
    place: int, child: Child, inputs: str, found: Sequence[Diagnostic], document: bytes
) -> Draft:
    unit = child.unit
    record = Record(
        unit.full_name, unit.code, Status.DONE, f"{unit.code}.docx",
        inputs, digest(document), tuple(map(remark, found)), figures(child),
    )  # fmt: skip
    return Draft(Item(place, record.file, inputs), record, document)


def grown(count: int, rounds: int) -> dict[str, float]:
    """Return what runs of so many units take in this process, and the peak of its memory.

    A run's start (what all units share is made and judged) is what a run of two units takes; the
    rest of the time falls to the other units. The least of all rounds is told: what other tenants
    of the machine add is not what grows with the units. Small runs are repeated more often.
    """
    master = read_plan(MASTER).plan
    bulk(master, rows(count), 1)  # warms what a process loads once: registers, rules, template
    alone = partial(bulk, master, jobs=1)
    times = [
        (taken(alone, rows(FEW, turn)), taken(alone, rows(count, turn)))
        for turn in range(1, max(rounds, rounds * MANY // count) + 1)
    ]
    start = min(short.wall for short, _ in times)
    whole = min(long.wall for _, long in times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    return {
        "units": count,
        "start_ms": 1000 * start,
        "each_ms": 1000 * (whole - start) / (count - FEW),
        "ms": 1000 * whole / count,
        "cpu": 1000 * min(long.cpu for _, long in times) / count,
        "peak_mib": peak,
    }


def growth(counts: Sequence[int], rounds: int) -> list[dict[str, float]]:
    """Return what runs of different sizes take, each size in a process of its own."""
    command = [sys.executable, __file__, "--rounds", str(rounds), "--one"]
    told = [
        subprocess.run([*command, str(count)], capture_output=True, check=True, encoding="utf-8")
        for count in counts
    ]
    return [json.loads(ended.stdout) for ended in told]


def table(result: dict[str, Any]) -> str:
    """Return the figures as Markdown tables."""
    head = "| way | ms/document | best | CPU ms | ratio | CPU ratio |"
    lines = [head, "|---|---:|---:|---:|---:|---:|"]
    peer = result["ways"]["docxtpl loop"]
    for name, way in result["ways"].items():
        ratios = f"{peer['median'] / way['median']:.1f} | {peer['cpu'] / way['cpu']:.1f}"
        times = f"{way['median']:.2f} | {way['best']:.2f} | {way['cpu']:.2f}"
        lines.append(f"| {name} | {times} | {ratios} |")
    lines += ["", "| stage | ms/document | CPU ms |", "|---|---:|---:|"]
    lines += [f"| {n} | {s['wall']:.2f} | {s['cpu']:.2f} |" for n, s in result["stages"].items()]
    lines += ["", "| units | start ms | then ms each | ms/document | CPU ms | peak MiB |",
              "|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    lines += [
        f"| {g['units']} | {g['start_ms']:.0f} | {g['each_ms']:.2f} | {g['ms']:.2f}"
        f" | {g['cpu']:.2f} | {g['peak_mib']:.0f} |"
        for g in result["growth"]
    ]
    return "\n".join(lines)


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """Return all measurements."""
    master = read_plan(MASTER).plan
    return {
        "machine": f"Python {platform.python_version()}, {os.cpu_count()} cores",
        "units": options.units,
        "rounds": options.rounds,
        "ways": compared(master, options.units, options.rounds),
        "stages": stages(master, options.units),
        "growth": growth(options.grow, options.rounds),
    }


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    parser.add_argument("--units", type=int, default=UNITS, help=f"default: {UNITS}")
    parser.add_argument("--grow", type=int, nargs="*", default=list(GROWTH))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    if options.one:
        sys.stdout.write(json.dumps(grown(options.one, options.rounds)))
        return
    with tempfile.TemporaryDirectory() as everything:
        tempfile.tempdir = os.environ["TMPDIR"] = everything
        result = measured(options)
    head = f"{result['machine']}, {options.units} units, {options.rounds} rounds"
    text = json.dumps(result, indent=2) if options.json else f"{head}\n\n{table(result)}"
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
