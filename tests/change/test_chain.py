"""Three levels: a province's plan becomes a district's, and that a commune's, file by file."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from generator.change.cascade import cascade_of, cascade_plans
from generator.diagnostics import Refused
from generator.pipeline import validate
from generator.plan.composition import Composition
from generator.plan.model import Plan
from generator.plan.source import parse_plan, read_plan, written_plan
from generator.plan.starter import starting_plan
from generator.plan.workbook import UnitRow, register_units, write_workbook
from tests.command import run_kehoach

CASCADE = """
cascade:
  - level: district
    recipients:
      - {name: "{{ superior.short }}", purpose: để b/c}
      - from: agencies
    agencies:
      - {id: communes, name: "Ủy ban nhân dân các xã thuộc {{ issuer.kind }}"}
      - {id: committee, drop: true}
    targets:
      - {id: chi-tieu-1, by: sheet}
    lead_days: 1
  - level: commune
    opening: >-
      Thực hiện {{ basis('superior-plan') }} và {{ basis('superior-plan-2') }}, {{ issuer.short }}
      ban hành Kế hoạch như sau
    recipients:
      - {name: "{{ superior.short }}", purpose: để b/c}
      - from: agencies
    agencies:
      - {id: communes, name: "các thôn, xóm của {{ issuer.kind }}"}
      - {id: committee, drop: true}
      - {id: hamlets, name: các trưởng thôn}
"""
HAMLETS = """agencies:
  - id: hamlets
    name: các trưởng thôn
    only_for: [commune]
    items: [Báo cáo hằng tháng.]
"""
WORDS = """        text: Trên địa bàn {{ issuer }}.
        reworded:
          - {for: [commune], text: "Tất cả các thôn, xóm."}
"""


def province() -> str:
    """Return the starting plan of Nam Định in 2022 with two levels below it, its gaps filled."""
    text = starting_plan("province", "2022", unit="tỉnh Nam Định", parent=None)
    for old, new in (
        ("agencies:\n", HAMLETS),
        ("        text: Trên địa bàn {{ issuer }}.\n", WORDS),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    # Two levels below have to collect their own figures between the close and these days.
    later = text.replace("{by: 18/6}", "{by: 24/6}").replace("{by: 17/12}", "{by: 23/12}")
    return later.replace("…", "Nội dung") + CASCADE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tinh.yaml").write_text(province(), "utf-8")
    return tmp_path


def sheet(path: Path, master: Path, level: str) -> list[UnitRow]:
    """Write the sheet of a master's units and return them."""
    plan = read_plan(master).plan
    cascade = cascade_of(plan, level)
    figures = {"chi-tieu-1": {"baseline": Decimal(80), "end": Decimal(90)}}
    units = [replace(unit, figures=figures, households=Decimal(100))
             for unit in register_units(plan, cascade)]  # fmt: skip
    path.write_bytes(write_workbook(plan, cascade, units))
    return units


def faults(plan: Path) -> list[str]:
    return [d.code for d in validate(plan).diagnostics]


def composed(path: Path) -> Composition:
    return validate(path).composition


def test_the_plans_of_three_levels_are_made_one_from_the_other(folder: Path) -> None:
    assert faults(folder / "tinh.yaml") == []
    assert len(sheet(folder / "huyen.xlsx", folder / "tinh.yaml", "district")) == 10
    made = run_kehoach("cascade", "tinh.yaml", "huyen.xlsx", "--level", "district", "--unit",
                       "Hải Hậu", "-o", "huyen.yaml", cwd=folder)  # fmt: skip
    assert (made.code, made.err) == (0, "")
    assert faults(folder / "huyen.yaml") == []
    district = read_plan(folder / "huyen.yaml").plan
    assert [cascade.level for cascade in district.cascade] == ["commune"]
    assert "các trưởng thôn" not in text(composed(folder / "huyen.yaml"))
    assert "các xã thuộc huyện" in text(composed(folder / "huyen.yaml"))

    assert len(sheet(folder / "xa.xlsx", folder / "huyen.yaml", "commune")) == 34
    made = run_kehoach("cascade", "huyen.yaml", "xa.xlsx", "--unit", "Hải Anh", "-o", "xa.yaml",
                       cwd=folder)  # fmt: skip
    assert (made.code, made.err) == (0, "")
    assert faults(folder / "xa.yaml") == []
    commune = read_plan(folder / "xa.yaml").plan
    assert commune.cascade == ()
    assert commune.issuer.parent is not None
    assert commune.issuer.parent.parent is not None
    assert commune.issuer.parent.parent.full_name == "tỉnh Nam Định"
    told = text(composed(folder / "xa.yaml"))
    assert "Tất cả các thôn, xóm." in told
    assert "Các trưởng thôn" in told
    assert "Các thôn, xóm của xã" in told
    assert "các xã thuộc huyện" not in told
    opening = " ".join(composed(folder / "xa.yaml").opening)
    assert opening.index("nhân dân huyện Hải Hậu") < opening.index("nhân dân tỉnh Nam Định")


def text(composition: Composition) -> str:
    lines = [line for block in composition.body for line in (block.title, block.text)]
    return "\n".join([*composition.opening, *lines, *composition.recipients])


def test_a_run_over_districts_makes_what_their_files_make(folder: Path) -> None:
    sheet(folder / "huyen.xlsx", folder / "tinh.yaml", "district")
    options = ("--level", "district")
    ended = run_kehoach("bulk", "tinh.yaml", "huyen.xlsx", "-o", "out", *options, cwd=folder)
    assert (ended.code, ended.out[:19]) == (0, "Đã lập 10 kế hoạch,")
    run_kehoach("cascade", "tinh.yaml", "huyen.xlsx", *options, "--unit", "Hải Hậu", "-o",
                "huyen.yaml", cwd=folder)  # fmt: skip
    assert run_kehoach("render", "huyen.yaml", "-o", "huyen.docx", cwd=folder).code == 0
    made = folder / "out" / "Kế hoạch 2022 - huyện Hải Hậu.docx"
    assert made.read_bytes() == (folder / "huyen.docx").read_bytes()


def test_reports_go_up_one_level_at_a_time() -> None:
    master = parse_plan(province().encode("utf-8"), "tinh.yaml").plan
    row = UnitRow("huyện", "Hải Hậu", "366", households=Decimal(1),
                  figures={"chi-tieu-1": {"end": Decimal(90)}})  # fmt: skip
    district = cascade_plans(master, cascade_of(master, "district"), [row]).children.written(0)
    again = parse_plan(written_plan(district), "huyen.yaml").plan
    (child,) = cascade_plans(again, cascade_of(again), [UnitRow("xã", "Hải Anh", "14218")]).children
    ids = [report.id for report in child.plan.reports]
    assert len(ids) == len(set(ids))
    assert "nam-cap-duoi" in ids
    assert "nam-cap-duoi-up" in ids
    assert not [id_ for id_ in ids if id_.endswith("-up-up")]


@pytest.mark.parametrize(
    ("levels", "level", "code"),
    [
        (("district", "commune"), None, "cascade.several"),
        (("commune",), "district", "cascade.other-level"),
        ((), None, "cascade.not-described"),
    ],
)
def test_a_level_is_never_guessed(levels: tuple[str, ...], level: str | None, code: str) -> None:
    master = parse_plan(province().encode("utf-8"), "tinh.yaml").plan
    kept = tuple(cascade for cascade in master.cascade if cascade.level in levels)
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        cascade_of(master.model_copy(update={"cascade": kept}), level)


def test_units_that_no_register_knows_are_told(folder: Path) -> None:
    plan: Plan = parse_plan(province().encode("utf-8"), "tinh.yaml").plan
    rows = [UnitRow("xã", "Lạ", "", Decimal(1), figures={"chi-tieu-1": {"end": Decimal(90)}})]
    (folder / "la.xlsx").write_bytes(write_workbook(plan, cascade_of(plan, "commune"), rows))
    ended = run_kehoach("bulk", "tinh.yaml", "la.xlsx", "-o", "out", "--level", "commune",
                        "--dry-run", cwd=folder)  # fmt: skip
    assert "[workbook.unregistered]" in ended.err
