"""Plans as offices type them in Word: irregular, with long tables, and read all the same."""

from pathlib import Path

import pytest

from generator.importing import Imported, Wish, imported
from generator.pipeline import render
from generator.plan.composition import compose
from generator.plan.expansion import task_tree
from generator.reading.files import read_bytes
from tests.importing.counting import assert_adds_up
from tests.importing.documents import DOCUMENTS

BYTES = {name: make() for name, make in DOCUMENTS.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Imported]:
    """What is made of each document."""
    folder = tmp_path_factory.mktemp("documents")
    result = {}
    for name, data in BYTES.items():
        path = folder / f"{name}.docx"
        path.write_bytes(data)
        result[name] = imported(path)
    return result


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_is_in_the_plan_or_told(name: str) -> None:
    assert assert_adds_up(read_bytes(BYTES[name], f"{name}.docx"), Wish()) is not None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_plan_is_printed_at_once(name: str, made: dict[str, Imported], tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(made[name].text, "utf-8")
    assert render(file, None, draft=False).document


def test_sixty_rows_become_sixty_tasks_with_their_facts(made: dict[str, Imported]) -> None:
    plan = made["xa"].plan
    chains = [chain for _, chain in task_tree(plan)]
    rows = [chain for chain in chains if len(chain) > 1]
    assert [task.title for task in plan.tasks] == [
        "HOÀN THIỆN THỂ CHẾ", "PHÁT TRIỂN HẠ TẦNG SỐ", "PHÁT TRIỂN NHÂN LỰC", "DỊCH VỤ CÔNG",
    ]  # fmt: skip
    assert len(rows) == 60
    names = {agency.id: agency.name for agency in plan.agencies}
    second, third = rows[1][-1], rows[2][-1]
    assert names[second.lead[0]] == "Văn phòng HĐND và UBND"
    assert [names[id_] for id_ in second.support] == ["Phòng Kinh tế", "Công an xã"]
    assert second.product == "Báo cáo"
    assert str(third.due) == "2026-06-30"
    assert str(rows[1][-1].due) == "Thường xuyên"
    appendix = plan.appendices[0]
    assert appendix.derived is not None
    assert appendix.derived.block == "assignment-table"
    assert [column.show for column in appendix.derived.columns][-2:] == ["product", "due"]
    assert appendix.orientation == "landscape"


def test_headings_that_word_numbers_make_the_sections(made: dict[str, Imported]) -> None:
    plan = made["xa"].plan
    assert [section.title for section in plan.sections] == [
        "Mục đích, yêu cầu", "Nhiệm vụ, giải pháp", "Tổ chức thực hiện",
    ]  # fmt: skip
    assert plan.opening.style == "lines"
    assert [a.name for a in plan.agencies[:3]] == [
        "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "UBMTTQ Việt Nam xã",
    ]  # fmt: skip
    assert plan.agencies[2].requested
    assert (plan.number, str(plan.issued_on)) == (15, "2026-01-20")
    assert plan.signature.authority == "KT"
    assert plan.signature.name == "Trần Thị Hồng Nhung"
    assert plan.recipients[0].purpose == "để b/c"
    assert plan.recipients[2].agencies == ("phong-kinh-te",)


def test_merged_cells_hold_for_each_row_and_that_is_told(made: dict[str, Imported]) -> None:
    plan, told = made["phuong"].plan, {r.diagnostic.code for r in made["phuong"].remarks}
    assert [str(task.due) for task in plan.tasks[:2]] == ["Quý I/2026", "Quý I/2026"]
    assert plan.tasks[1].text == "Thường kỳ"
    assert "import.merged-cells" in told
    (target,) = plan.targets
    assert (str(target.baseline), str(target.end)) == ("2,5", "1,95")
    (report,) = plan.reports
    assert (report.frequency, report.due and report.due.before) == ("quarterly", 20)


def test_what_looks_like_a_template_is_printed_as_typed(made: dict[str, Imported]) -> None:
    composition = compose(made["tinh"].plan)
    shown = " ".join(f"{block.title} {block.text}" for block in composition.body)
    assert "{{ period }} {% raw %} # không phải mẫu" in shown
    assert "(1) Khách quốc tế" in shown


def test_appendices_are_called_in_the_words_of_the_text(made: dict[str, Imported]) -> None:
    plan = made["tinh"].plan
    composition = compose(plan)
    assert composition.mentions.appendices == ["phu-luc-1", "phu-luc-2"]
    assert "Phụ lục 01 và Phụ lục 02" in " ".join(block.text for block in composition.body)
    assert [target.name for target in plan.targets] == ["Lượt khách", "Lao động"]
