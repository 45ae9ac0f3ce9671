"""`kehoach rollover` from file to files: exactly what moved, and a list a person can read.

The goldens are the changed lines of the plan file and the list beside it. When a change is meant:
`KEHOACH_ACCEPT=1 python -m pytest tests/yearly`, then read what git shows of them.
"""

import difflib
import json
import os
import re
import shutil
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from generator import pipeline
from generator.change.rollover import Wish, rollover
from generator.diagnostics import Refused, Severity
from generator.plan.model import Plan
from generator.plan.review import open_items
from generator.plan.source import read_plan
from generator.yearly.line import NextYear, actuals_of, next_year
from generator.yearly.report import review_text
from generator.yearly.rows import Row
from tests.command import ROOT
from tests.conftest import Kehoach
from tests.plan.rules.samples import BASE

PLANS = ROOT / "data" / "plans"
GOLDENS = ROOT / "tests" / "goldens" / "rollover"
ACCEPT = "KEHOACH_ACCEPT"
CASES = {
    "hai-hau-2023": ("hai-hau-2022", "2023", False),
    "cam-binh-2028": ("cam-binh-2027", "2028", False),
    "quang-khai-2027": ("quang-khai-2023", "2027", True),
}


def made(name: str, folder: Path) -> NextYear:
    """Return what a rollover of a shipped plan makes, its files written into a folder."""
    plan, to, two_tier = CASES[name]
    result = next_year(PLANS / f"{plan}.yaml", folder / f"{name}.yaml", to, two_tier=two_tier)
    for path, data in result.files.items():
        path.write_bytes(data)
    return result


def without_list(plan: Plan) -> Plan:
    """Return a plan without its open items."""
    return plan.model_copy(update={"review": ()})


def decided(text: str) -> str:
    """Return a plan file as a clerk leaves it: each decision made, with last year's figures."""
    blanks = {"number": "7/KH-UBND", "date": "05/01/2023", "end": '"90"', "change": '"-1"'}
    for key, value in blanks.items():
        text = re.sub(rf"^( +){key}:(?=(?:  #.*)?$)", rf"\1{key}: {value}", text, flags=re.M)
    text = text.replace("about: ……", "about: thực hiện Chương trình năm 2023")
    money = "number: 1356/QĐ-UBND\n    date: 29/7/2022"
    return text.replace(money, "number: 99/QĐ-UBND\n    date: 05/01/2023").replace(
        "phân bổ vốn sự nghiệp Chương trình mục tiêu quốc gia Giảm nghèo bền vững năm 2022",
        "phân bổ vốn sự nghiệp Chương trình mục tiêu quốc gia Giảm nghèo bền vững năm 2023",
        1,
    )


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_accepted_lines_change(name: str, tmp_path: Path) -> None:
    made(name, tmp_path)
    old = (PLANS / f"{CASES[name][0]}.yaml").read_text("utf-8").splitlines()
    new = (tmp_path / f"{name}.yaml").read_text("utf-8").splitlines()
    listed = new.index(next(line for line in new if line.startswith("review:")))
    lines = difflib.unified_diff(old, new[: listed - 1], "last year", "this year", n=0, lineterm="")
    shown = {
        f"{name}.diff": "\n".join(lines) + "\n",
        f"{name}.review.md": (tmp_path / f"{name}.review.md").read_text("utf-8"),
    }
    for file, text in shown.items():
        golden = GOLDENS / file
        if os.environ.get(ACCEPT):
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text("utf-8"), file


def test_every_golden_is_that_of_a_case() -> None:
    wanted = {f"{name}{ending}" for name in CASES for ending in (".diff", ".review.md")}
    assert {path.name for path in GOLDENS.iterdir()} == wanted


@pytest.mark.parametrize("name", CASES)
def test_the_file_is_the_plan_that_was_rolled_over(name: str, tmp_path: Path) -> None:
    made(name, tmp_path)
    plan, to, two_tier = CASES[name]
    rolled = rollover(read_plan(PLANS / f"{plan}.yaml").plan, Wish(to, two_tier=two_tier))
    written = read_plan(tmp_path / f"{name}.yaml").plan
    assert without_list(written) == without_list(rolled.plan)
    assert {item.at for item in written.review} == {item.at for item in rolled.plan.review} != set()


@pytest.mark.parametrize("name", CASES)
def test_every_changed_line_is_in_the_list(name: str, tmp_path: Path) -> None:
    result = made(name, tmp_path)
    old = (PLANS / f"{CASES[name][0]}.yaml").read_text("utf-8").splitlines()
    new = (tmp_path / f"{name}.yaml").read_text("utf-8").splitlines()
    end = new.index(next(line for line in new if line.startswith("review:"))) - 1
    blocks = difflib.SequenceMatcher(None, old, new[:end], autojunk=False).get_opcodes()
    touched = {j + 1 for tag, _, _, j1, j2 in blocks if tag != "equal" for j in range(j1, j2)}
    told = {row.line for row in result.rows}
    beside = ("baseline_year:", "short:", "kind:", "code:")  # told with the line above them
    assert [new[n - 1] for n in sorted(touched - told)
            if not new[n - 1].strip().startswith(beside)] == []  # fmt: skip


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = made("hai-hau-2023", tmp_path), made("hai-hau-2023", tmp_path)
    assert first.files == second.files


def test_a_decided_plan_is_final_and_rolls_over_again_with_nothing_left_behind(
    tmp_path: Path,
) -> None:
    made("hai-hau-2023", tmp_path)
    plan = tmp_path / "hai-hau-2023.yaml"
    with pytest.raises(Refused):
        pipeline.render(plan, None, draft=False)
    with pytest.raises(Refused):
        next_year(plan, tmp_path / "b.yaml", "2024")
    plan.write_text(decided(plan.read_text("utf-8")), encoding="utf-8")
    rendered = pipeline.render(plan, None, draft=False)
    assert [d.code for d in rendered.diagnostics] == ["plan.review-unconfirmed"]
    again = next_year(plan, tmp_path / "hai-hau-2024.yaml", "2024")
    text = again.files[tmp_path / "hai-hau-2024.yaml"].decode("utf-8")
    assert text.count("\nreview:") == 1
    assert "period: 2024" in text
    assert text.count("\n\n\n") == 0
    assert [d.code for d in again.diagnostics] == ["plan.review-unconfirmed"]


def test_the_sheet_of_actual_figures_comes_back_as_the_start(tmp_path: Path) -> None:
    plan = PLANS / "cam-binh-2027.yaml"
    sheet = tmp_path / "thuc-hien.xlsx"
    data, count, _ = actuals_of(plan)
    sheet.write_bytes(data)
    book = openpyxl.load_workbook(sheet)
    assert (book.active.max_row, count) == (15, 12)  # type: ignore[union-attr]
    book.active["E4"] = "2,11"  # type: ignore[index]
    book.save(sheet)
    result = next_year(plan, tmp_path / "next.yaml", "2028", actuals=sheet)
    text = result.files[tmp_path / "next.yaml"].decode("utf-8")
    assert 'baseline: "2,11"' in text
    row = next(row for row in result.rows if row.at == "targets[ty-le-ngheo].baseline")
    assert (row.status, row.old, row.new) == ("changed", "2,45", "2,11")


def test_the_list_in_excel_says_the_same_as_the_one_to_read(tmp_path: Path) -> None:
    result = made("cam-binh-2028", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "cam-binh-2028.review.xlsx")
    rows = list(book.active.iter_rows(2, values_only=True))  # type: ignore[union-attr]
    assert [row[1] for row in rows] == [f"cam-binh-2028.yaml:{row.line}" for row in result.rows]
    text = (tmp_path / "cam-binh-2028.review.md").read_text("utf-8")
    assert all(row.at in text for row in result.rows)


def test_places_in_the_list_are_lines_of_the_new_file(tmp_path: Path) -> None:
    result = made("hai-hau-2023", tmp_path)
    lines = (tmp_path / "hai-hau-2023.yaml").read_text("utf-8").splitlines()
    ends = [row for row in result.rows if row.at.endswith("].end")]
    assert len(ends) == 11
    assert {lines[row.line - 1].strip() for row in ends} == {"end:"}


def test_signs_of_markdown_in_a_plan_stay_text() -> None:
    row = Row("confirm", 3, "closing", "a|b", "<b>*x*</b> `y`\nz", "", "w", "t")
    line = review_text([row], "f.yaml", "T", "").splitlines()[-5]
    assert "a\\|b" in line
    assert "&lt;b>\\*x\\*&lt;/b> \\`y\\` z" in line


def test_the_command_writes_three_files_or_none(tmp_path: Path, kehoach: Kehoach) -> None:
    shutil.copy(PLANS / "hai-hau-2022.yaml", tmp_path / "cu.yaml")
    ran = kehoach("rollover", "cu.yaml", "--to", "2023", "-o", "moi.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "18 chỗ phải quyết định, 10 chỗ phải xem lại, 2 chỗ đã đổi" in ran.out
    names = {"cu.yaml", "moi.yaml", "moi.review.md", "moi.review.xlsx"}
    assert {p.name for p in tmp_path.iterdir()} == names
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    (tmp_path / "moi.yaml").unlink()
    again = kehoach("rollover", "cu.yaml", "--to", "2024", "-o", "moi.yaml")
    assert again.code == 1
    assert again.err.count("[output.exists]") == 2
    assert not (tmp_path / "moi.yaml").exists()
    forced = kehoach("rollover", "cu.yaml", "--to", "2023", "-o", "moi.yaml", "--force")
    assert forced.code == 0
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_district_after_the_reform_is_told_why_and_what_to_do(
    tmp_path: Path, kehoach: Kehoach
) -> None:
    ran = kehoach(
        "rollover", PLANS / "hai-hau-2022.yaml", "--to", "2027", "-o", tmp_path / "a.yaml"
    )
    assert ran.code == 1
    assert "cấp huyện kết thúc hoạt động ngày 30/6/2025" in ran.err
    assert "kehoach cascade" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_whole_plan_in_braces_is_rolled_over_too(tmp_path: Path) -> None:
    plan = tmp_path / "a.yaml"
    target = {"id": "a", "name": "Tỷ lệ", "unit": "%", "end": "5"}
    section = {"id": "b", "title": "Chỉ tiêu", "items": ["Còn {{ target('a').end }}."]}
    values = {**BASE, "targets": [target], "sections": [*BASE["sections"], section]}
    plan.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    result = next_year(plan, tmp_path / "b.yaml", "2023")
    (tmp_path / "b.yaml").write_bytes(result.files[tmp_path / "b.yaml"])
    new = read_plan(tmp_path / "b.yaml").plan
    assert (str(new.targets[0].baseline), new.targets[0].end) == ("5", None)
    found = pipeline.validate(tmp_path / "b.yaml").diagnostics
    errors = {d.code for d in found if d.severity is Severity.ERROR}
    assert errors == {"plan.review-undecided"}


def rolled_text(text: bytes, folder: Path) -> bytes:
    """Return the plan file that a rollover of a text to 2023 makes."""
    (folder / "a.yaml").write_bytes(text)
    return next_year(folder / "a.yaml", folder / "b.yaml", "2023").files[folder / "b.yaml"]


def test_a_file_of_windows_or_of_a_mac_gives_the_same_plan(tmp_path: Path) -> None:
    text = (PLANS / "hai-hau-2022.yaml").read_text("utf-8")
    plain = rolled_text(text.encode("utf-8"), tmp_path)
    windows = rolled_text(("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8"), tmp_path)
    assert windows.decode("utf-8") == "\ufeff" + plain.decode("utf-8").replace("\n", "\r\n")
    assert rolled_text(unicodedata.normalize("NFD", text).encode("utf-8"), tmp_path) == plain


@pytest.mark.parametrize(
    ("old", "new", "typed"),
    [
        ("period: 2022\n", "period:\n  from: 2022  # đầu\n  to: 2022\n",
         "period:\n  from: 2023  # đầu\n  to: 2023\n"),
        ("period: 2022\n", "period: 2022\nnumber: 5 # số\nissued_on: '05/9/2022'\n",
         "period: 2023\nnumber: # số\nissued_on:\n"),
        ('    group: Mục tiêu cụ thể\n    change: "≥ -1"  # giảm',
         "    group: Mục tiêu cụ thể\n    change: -1\n    baseline: 5\n    end: '4'  # giảm",
         "    group: Mục tiêu cụ thể\n    change:\n    baseline: 4\n    end:  # giảm"),
        ("due: {before: 9/12}", "due: {before: 09/12/2022}", "due: {before: 09/12/2023}"),
        ("due: {before: 9/12}", "due: {by: 9/12/2022}", "due: {by: 8/12/2023}"),
    ],
)  # fmt: skip
def test_what_changes_is_typed_as_it_was(old: str, new: str, typed: str, tmp_path: Path) -> None:
    text = (PLANS / "hai-hau-2022.yaml").read_text("utf-8")
    assert text.count(old) == 1
    made_text = rolled_text(text.replace(old, new).encode("utf-8"), tmp_path).decode("utf-8")
    assert typed in made_text


@pytest.mark.parametrize(
    ("name", "to", "two_tier"),
    [*CASES.values(), ("hai-hau-2022", "2025", False), ("ha-tinh-2023", "2027", False),
     ("minh-tien-2022-2025", "2026", True), ("kim-bang-2023", "2024", False)],
)  # fmt: skip
def test_no_item_is_closed_before_anybody_saw_it(
    name: str, to: str, two_tier: bool, tmp_path: Path
) -> None:
    result = next_year(PLANS / f"{name}.yaml", tmp_path / "n.yaml", to, two_tier=two_tier)
    (tmp_path / "n.yaml").write_bytes(result.files[tmp_path / "n.yaml"])
    plan = read_plan(tmp_path / "n.yaml").plan
    opened = {one.index for one in open_items(plan)}
    assert [item.at for index, item in enumerate(plan.review) if index not in opened] == []
    assert len(plan.review) == result.count("decide") + result.count("confirm") > 0
