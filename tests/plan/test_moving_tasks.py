"""The promise on the plan of Hải Hậu: what moves changes all that depends on it, and nothing else.

Tasks, sections and the year are changed as a clerk changes them: by moving lines of the file.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import has_errors
from generator.pipeline import validate
from generator.plan.composition import Block, compose
from generator.plan.source import parse_plan
from generator.vietnamese import format_date

FILE = Path(__file__).parents[2] / "data" / "plans" / "hai-hau-2022.yaml"
TEXT = FILE.read_text("utf-8")
CITATION = "    text: Phân công tại {{ appendix('phan-cong') }} kèm theo.\n"
APPENDIX = """
appendices:
  - id: phan-cong
    title: Phân công nhiệm vụ
    from: assignment-table
"""
ROMAN = ("I", "II", "III", "IV", "V", "VI")
LEADS = {
    "sinh-ke": "labour",
    "nong-nghiep": "agriculture",
    "giao-duc-nghe-nghiep": "labour",
    "viec-lam": "labour",
    "thong-tin": "culture",
    "truyen-thong": "labour",
    "nang-luc": "labour",
    "giam-sat": "project-leads",
}
TASKS = tuple(LEADS)
LED = {
    "labour": "tiểu mục 2.1, 2.3, 2.4, 2.6, 2.7 thuộc mục 2 phần IV",
    "agriculture": "tiểu mục 2.2 thuộc mục 2 phần IV",
    "culture": "tiểu mục 2.5 thuộc mục 2 phần IV",
}
SECTIONS = ("muc-dich-yeu-cau", "muc-tieu", "doi-tuong-pham-vi", "noi-dung", "kinh-phi", "to-chuc")

Printed = dict[str, list[str]]


def _records(text: str, name: str) -> tuple[str, dict[str, str], str]:
    """Return the text before a list of the file, its records by id, and the text behind it."""
    start = text.index(f"\n{name}:\n") + len(f"\n{name}:\n")
    end = start + re.search(r"^\S", text[start:], re.MULTILINE).start()  # type: ignore[union-attr]
    records = re.split(r"(?m)^(?=  - id: )", text[start:end])
    head, *rest = records
    return text[:start] + head, {_id(record): record for record in rest}, text[end:]


def _id(record: str) -> str:
    return record.removeprefix("  - id: ").split()[0]


def _ordered(text: str, name: str, order: tuple[str, ...]) -> str:
    """Return the file with the records of a list in another order."""
    before, records, behind = _records(text, name)
    return before + "".join(records[id_] for id_ in order) + behind


def _moved(order: tuple[str, ...], what: str, before: str) -> tuple[str, ...]:
    """Return the order with one record moved before another."""
    rest = [id_ for id_ in order if id_ != what]
    rest.insert(rest.index(before), what)
    return tuple(rest)


def _with_table(text: str) -> str:
    """Return the file with an appendix that shows the assignment table, cited in section IV."""
    title = "    title: Nội dung thực hiện\n"
    assert text.count(title) == 1
    return text.replace(title, title + CITATION) + APPENDIX


def _printed(text: str) -> Printed:
    """Return all that a plan file prints, one line a block or table row, by its place."""
    source = parse_plan(text.encode(), FILE.name)
    found = compose(source.plan)
    assert found.diagnostics == ()
    return {
        "subject": [found.subject],
        "opening": [*found.bases, *found.opening],
        **{id_: [line for block in blocks for line in _lines(block)]
           for id_, blocks in found.sections.items()},
        "closing": [line for block in found.closing for line in _lines(block)],
        **{f"appendix {appendix.id}": [appendix.label, appendix.title,
                                       *(line for b in appendix.blocks for line in _lines(b))]
           for appendix in found.appendices},
        "recipients": list(found.recipients),
        "signature": list(found.signature),
    }  # fmt: skip


def _lines(block: Block) -> list[str]:
    """Return a block as one line, or a table as one line a row."""
    cells = ("index", "task", "lead", "support", "due", "product", "title")
    if block.rows:
        return [" | ".join(row.cells.get(cell, "") for cell in cells) for row in block.rows]
    return [" | ".join((block.kind, block.number, block.title, block.text))]


PRINTED = _printed(_with_table(TEXT))


def _by_task(lines: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the lines of section IV before its tasks, and those of each task."""
    starts = [n for n, line in enumerate(lines) if line.startswith("subclause | 2.")]
    chunks = [lines[a:b] for a, b in pairwise([*starts, len(lines)])]
    return lines[: starts[0]], dict(zip(TASKS, chunks, strict=True))


def _led(order: tuple[str, ...], agency: str) -> str:
    """Return how the sentence of an agency must name its tasks in an order."""
    numbers = [f"2.{n}" for n, task in enumerate(order, 1) if LEADS[task] == agency]
    return f"tiểu mục {', '.join(numbers)} thuộc mục 2 phần IV"


def _expected(order: tuple[str, ...]) -> Printed:
    """Return what the plan must print with its tasks in another order, from what it prints now."""
    before, chunks = _by_task(PRINTED["noi-dung"])
    content = list(before)
    for position, task in enumerate(order, 1):
        heading, *rest = chunks[task]
        content += [re.sub(r"\| 2\.\d\. \|", f"| 2.{position}. |", heading), *rest]
    duties = "\n".join(PRINTED["to-chuc"])
    places = {text: _led(order, agency) for agency, text in LED.items()}
    duties = re.sub("|".join(map(re.escape, places)), lambda m: places[m.group()], duties)
    label, title, *rows = PRINTED["appendix phan-cong"]
    by_task = dict(zip(TASKS, (row.partition(" | ")[2] for row in rows), strict=True))
    table = [f"{position} | {by_task[task]}" for position, task in enumerate(order, 1)]
    return PRINTED | {
        "noi-dung": content,
        "to-chuc": duties.split("\n"),
        "appendix phan-cong": [label, title, *table],
    }


def test_the_plan_of_hai_hau_prints_its_eight_tasks_and_who_leads_them() -> None:
    assert tuple(_records(TEXT, "tasks")[1]) == TASKS
    assert _expected(TASKS) == PRINTED
    for text in LED.values():
        assert sum(line.count(text) for line in PRINTED["to-chuc"]) == 1
    assert len(PRINTED["appendix phan-cong"]) == 2 + len(TASKS)


@pytest.mark.parametrize("task", TASKS)
def test_moving_a_task_changes_what_depends_on_it_and_nothing_else(task: str) -> None:
    for before in TASKS:
        if before != task:
            order = _moved(TASKS, task, before)
            assert _printed(_with_table(_ordered(TEXT, "tasks", order))) == _expected(order)


@settings(max_examples=20)
@given(st.permutations(TASKS))
def test_any_order_of_the_tasks_prints_the_same_facts_under_other_numbers(
    order: list[str],
) -> None:
    file = _with_table(_ordered(TEXT, "tasks", tuple(order)))
    assert _printed(file) == _expected(tuple(order))


def test_the_second_task_moved_first_is_led_under_its_new_number() -> None:
    order = _moved(TASKS, "nong-nghiep", "sinh-ke")
    printed = _printed(_with_table(_ordered(TEXT, "tasks", order)))
    headings = [line for line in printed["noi-dung"] if line.startswith("subclause")]
    assert headings[:2] == [
        "subclause | 2.1. | Hỗ trợ phát triển sản xuất trong lĩnh vực nông nghiệp | ",
        "subclause | 2.2. | Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo | ",
    ]
    duties = "\n".join(printed["to-chuc"])
    assert "tiểu mục 2.2, 2.3, 2.4, 2.6, 2.7 thuộc mục 2 phần IV" in duties
    assert "tiểu mục 2.1 thuộc mục 2 phần IV" in duties
    assert printed["appendix phan-cong"][2].startswith("1 | Hỗ trợ phát triển sản xuất")


@pytest.mark.parametrize("task", TASKS)
def test_a_task_without_lead_is_one_clear_error(task: str, tmp_path: Path) -> None:
    before, records, behind = _records(TEXT, "tasks")
    bare = re.sub(r"(?m)^    lead: .*\n", "", records[task])
    assert bare != records[task]
    text = before + "".join((records | {task: bare}).values()) + behind
    file = tmp_path / "plan.yaml"
    file.write_text(text, "utf-8")

    (found,) = validate(file).diagnostics
    assert found.code == "content.task-without-lead"
    line = next(n for n, line in enumerate(text.splitlines(), 1) if line == f"  - id: {task}")
    assert (found.place.file, found.place.line) == (str(file), line)
    assert task in found.message()
    assert "lead" in found.hint()


def _led_by_finance(task: str) -> str:
    """Return the file with the lead of a task given to the finance office."""
    before, records, behind = _records(TEXT, "tasks")
    changed = re.sub(r"(?m)^    lead: .*$", "    lead: finance", records[task])
    return before + "".join((records | {task: changed}).values()) + behind


@pytest.mark.parametrize("task", [task for task in TASKS if LEADS[task] == "labour"])
def test_another_lead_changes_the_sentences_and_the_row_of_its_task_alone(task: str) -> None:
    printed = _printed(_with_table(_led_by_finance(task)))
    number, row = f"2.{TASKS.index(task) + 1}", 2 + TASKS.index(task)
    numbers = LED["labour"].replace(f"{number}, ", "").replace(f", {number}", "")
    changed = {
        (place, n): line
        for place, lines in printed.items()
        for n, line in enumerate(lines)
        if line != PRINTED[place][n]
    }
    assert sorted(place for place, _ in changed) == ["appendix phan-cong", "noi-dung", "to-chuc"]
    assert "| Phòng Tài chính - Kế hoạch |" in changed["appendix phan-cong", row]
    assert any(numbers in line for line in changed.values())
    assert any("Phòng Tài chính - Kế hoạch chủ trì" in line for line in changed.values())


@pytest.mark.parametrize("task", ["nong-nghiep", "thong-tin"])
def test_an_agency_left_without_a_task_cannot_say_that_it_leads(task: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(_led_by_finance(task), "utf-8")
    (found,) = validate(file).diagnostics
    assert (found.code, found.parameters) == ("text.leads-nothing", {"agency": LEADS[task]})


@pytest.mark.parametrize("before", [id_ for id_ in SECTIONS if id_ != "noi-dung"])
def test_moving_section_four_changes_the_part_that_sentences_name(before: str) -> None:
    order = _moved(SECTIONS, "noi-dung", before)
    printed = _printed(_ordered(TEXT, "sections", order))
    part = ROMAN[order.index("noi-dung")]
    assert list(printed)[2:8] == list(order)
    assert _printed(TEXT) == {
        id_: _renumbered(lines, SECTIONS.index(id_) if id_ in SECTIONS else None, part)
        for id_, lines in printed.items()
    }


def _renumbered(lines: list[str], position: int | None, part: str) -> list[str]:
    """Return the lines of a moved section with the numbers they had before the move."""
    text = "\n".join(lines).replace(
        f"thuộc mục 2 phần {part} Kế hoạch", "thuộc mục 2 phần IV Kế hoạch"
    )
    if position is not None:
        text = re.sub(r"^section \| [IVX]+\.", f"section | {ROMAN[position]}.", text)
    return text.split("\n")


def test_another_year_moves_the_years_of_the_plan_and_its_deadline_and_no_other() -> None:
    later = TEXT.replace("\nperiod: 2022\n", "\nperiod: 2024\n")
    assert later != TEXT
    before, after = _printed(_with_table(TEXT)), _printed(_with_table(later))
    years = 0
    for place, lines in before.items():
        moved, count = _moved_years("\n".join(lines))
        assert "\n".join(after[place]) == moved
        years += count
    assert years == 20  # twelve in the text, eight in the table
    assert "trước ngày 09/12/2024" in after["closing"][0]
    assert before["opening"][0].count("2022") - after["opening"][0].count("2022") == 1


def _moved_years(text: str) -> tuple[str, int]:
    """Return a text with the plan's year moved to 2024 outside bases and terms, and how often."""
    plan = parse_plan(TEXT.encode(), FILE.name).plan
    fixed = [text or "" for basis in plan.bases for text in (basis.about, basis.number)]
    fixed += [format_date(basis.date) for basis in plan.bases if basis.date]
    fixed += [term.text for term in plan.terms]
    kept = sorted((words for words in fixed if "2022" in words), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, kept)) + r"|(năm |09/12/)2022", re.IGNORECASE)
    count = 0

    def moved(match: re.Match[str]) -> str:
        nonlocal count
        count += bool(match.group(1))
        return f"{match.group(1)}2024" if match.group(1) else match.group()

    return pattern.sub(moved, text), count


def test_the_plan_of_another_year_has_no_error_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(TEXT.replace("\nperiod: 2022\n", "\nperiod: 2024\n"), "utf-8")
    assert not has_errors(validate(file).diagnostics)
