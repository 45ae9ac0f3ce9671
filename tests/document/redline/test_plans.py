"""The redline of two plans as a clerk gets it: of every kind of change, in Word's own terms."""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.document.catalogue import read_template, template_path
from generator.document.context import build_context
from generator.document.engine import render_template
from generator.plan.composition import compose
from generator.plan.conditions import for_issuer
from generator.plan.model import Plan
from generator.plan.source import parse_plan
from tests.command import ROOT
from tests.conftest import Kehoach
from tests.document.redline.libreoffice import settle
from tests.document.redline.test_redline import compared, holds, marked
from tests.document.redline.tracked import main_part, w
from tests.sample import PLAN, changed, with_appendix

HAI_HAU = ROOT / "data" / "plans" / "hai-hau-2022.yaml"
GOLDEN = ROOT / "tests" / "goldens" / "redline-hai-hau-2022.txt"
REWORDED = (
    "là nhiệm vụ thường xuyên của các cấp, các ngành",
    "là nhiệm vụ hằng ngày của mọi cấp",
)
RENAMED = ("    name: Phòng Lao động - Thương binh và Xã hội\n", "    name: Phòng Nội vụ\n")


def document(plan: Plan) -> bytes:
    """Return the document of a plan by the template of its level, whatever its rules say."""
    resolved = for_issuer(plan).plan
    file = template_path(plan.level.value)
    context = build_context(resolved, compose(resolved), draft=False)
    return render_template(read_template(file), context, str(file))


@cache
def of(text: str) -> bytes:
    """Return the document of a plan file's text."""
    return document(parse_plan(text.encode("utf-8"), "plan.yaml").plan)


def hai_hau_changed() -> str:
    """Return a real plan with a task moved, a target changed, an agency renamed, words changed."""
    text = HAI_HAU.read_text("utf-8")
    for old, new in (REWORDED, RENAMED, ("period: 2022\n", "number: 15\nperiod: 2022\n")):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    target = text.index("  - id: giam-ngheo\n")
    text = text[:target] + text[target:].replace('"≥ -1"', '"≥ -1,5"', 1)
    plan = parse_plan(text.encode("utf-8"), "plan.yaml").plan
    start = text.index(f"  - id: {plan.tasks[-1].id}\n")
    end = text.index("\n\n", start) + 2
    first = text.index(f"  - id: {plan.tasks[0].id}\n")
    return text[:first] + text[start:end] + text[first:start] + text[end:]


def test_a_real_plan_with_many_changes_reads_as_expected() -> None:
    root = holds(of(HAI_HAU.read_text("utf-8")), of(hai_hau_changed()))
    lines = [line for line in marked(root) if "[-" in line or "{+" in line]
    text = "\n".join(lines) + "\n"
    if os.environ.get("KEHOACH_ACCEPT"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text("utf-8")


EDITS: list[tuple[str, str]] = [
    ("period: 2023\n", "period: 2024\n"),
    ("issuer: {", "number: 12\nissued_on: 05/4/2023\nissuer: {"),
    ('end: "1,95"', 'end: "1,5"'),
    ("Giảm nghèo bền vững {{", "Giảm nghèo nhanh và bền vững, hạn chế tái nghèo {{"),
    ("  - {name: UBND huyện, purpose: để b/c}\n", ""),
    ("recipients:\n", "recipients:\n  - Đảng ủy xã\n  - Báo Hải Dương\n"),
    ("archive: [VT]", "archive: [VT, LĐ]"),
    ("name: Đài truyền thanh xã", "name: Trung tâm Dịch vụ xã"),
    ("    support: [villages]\n", ""),
    ("    due: Thường xuyên\n", "    due: 15/12/2023\n"),
    ("    title: Nội dung thực hiện\n    ", "    title: Nội dung\n    "),
    ("name: Nguyễn Văn An", "name: Trần Thị Bình"),
    ("position: PHÓ CHỦ TỊCH, name", "position: PHÓ CHỦ TỊCH THƯỜNG TRỰC, name"),
    ("tasks:\n", "tasks:\n  - {id: nha-o, title: Hỗ trợ nhà ở, lead: labour, product: Nhà}\n"),
    ("authority: KT, ", ""),
    ("closing: Trên đây là", "closing: |\n  Đoạn thêm.\n\n  Trên đây là"),
]
BASES = {
    "short": PLAN,
    "appendix": with_appendix(),
    "two": with_appendix() + "  - {id: chi-tieu, title: Chỉ tiêu, from: target-table}\n",
}


def edited(text: str, edits: Sequence[tuple[str, str]]) -> str:
    """Return a plan with those edits that it has a place for."""
    for old, new in edits:
        text = text.replace(old, new, 1)
    return text


@settings(max_examples=50)
@given(
    names=st.tuples(st.sampled_from(sorted(BASES)), st.sampled_from(sorted(BASES))),
    edits=st.lists(st.sampled_from(EDITS), unique=True, max_size=6),
)
def test_any_edits_of_a_plan_come_back_from_its_redline(
    names: tuple[str, str], edits: list[tuple[str, str]]
) -> None:
    before, after = (BASES[name] for name in names)
    holds(of(before), of(edited(after, edits)))
    holds(of(edited(after, edits)), of(before))


def test_the_same_input_gives_the_same_bytes() -> None:
    pair = of(PLAN), of(changed(("period: 2023\n", "period: 2024\n")))
    assert compared(*pair) == compared(*pair)


def said(document: bytes) -> list[str]:
    """Return the paragraphs of a document that say something."""
    texts = (
        "".join(t.text or "" for t in p.iter(w("t"))) for p in main_part(document).iter(w("p"))
    )
    return [text for text in texts if text.strip()]


@pytest.mark.usefixtures("requires_libreoffice")
def test_libreoffice_accepts_and_rejects_as_we_mean_it(tmp_path: Path) -> None:
    pairs = {
        "plan": (of(HAI_HAU.read_text("utf-8")), of(hai_hau_changed())),
        "tables": (of(BASES["appendix"]), of(edited(BASES["two"], EDITS))),
    }
    for name, (before, after) in pairs.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(compared(before, after))
        accepted, rejected = settle(path, tmp_path / "profile")
        assert said(accepted) == said(after)
        assert said(rejected) == said(before)


def test_the_command_writes_the_redline_and_the_table_of_changes(
    kehoach: Kehoach, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(edited(PLAN, [EDITS[1], EDITS[3]]), encoding="utf-8")
    ended = kehoach(
        "diff", "a.yaml", "b.yaml", "-o", "so.docx", "-o", "so.xlsx", "--day", "1/2/2023"
    )
    assert (ended.code, ended.err) == (1, "")
    root = main_part((tmp_path / "so.docx").read_bytes())
    assert {e.get(w("author")) for e in root.iter(w("ins"))} == {"kehoach"}
    assert {e.get(w("date")) for e in root.iter(w("ins"))} == {"2023-02-01T00:00:00Z"}
    assert "Số:[-       -]{+ 12+}/KH-UBND" in marked(root)
    page = load_workbook(tmp_path / "so.xlsx")["Thay đổi"]
    rows = list(page.values)
    assert rows[1][2:6] == ("Số", None, "12", "a.yaml:1")
    assert [row[0] for row in rows] == ["Việc", *["Đổi"] * (len(ended.out.splitlines()) - 3)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("a.yaml", "none.yaml"), "load.not-found"),
        (("a.yaml", "a.yaml", "-o", "so.txt"), "output.unknown-kind"),
        (("a.yaml", "a.yaml", "-o", "so.docx", "--day", "hôm nay"), "load.date"),
        (("a.yaml", "wrong.yaml", "-o", "so.docx"), "content."),
        (("a.yaml", "a.yaml", "-o", "a.xlsx"), "output.exists"),
    ],
)
def test_what_cannot_be_compared_ends_with_two_and_writes_nothing(
    kehoach: Kehoach, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "a.xlsx").write_text("của người khác", encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(changed(("lead: labour", "lead: nobody")), "utf-8")
    there = sorted(path.name for path in tmp_path.iterdir())
    ended = kehoach("diff", *arguments)
    assert ended.code == 2
    assert f"[{code}" in ended.err or f"[plan.{code}" in ended.err
    assert sorted(path.name for path in tmp_path.iterdir()) == there
