"""The project's own documents come back as the plans that they were made of.

What cannot come back: target, report and funding blocks (their sentences and tables stay, as text
and as tables), tasks that the document shows as headings only, the names of rungs, the programme,
terms, ids, and what is not printed (cascade, wording).
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.catalogue import read_template, template_path
from generator.document.context import build_context
from generator.document.engine import render_template
from generator.importing import Imported, Wish
from generator.importing.accounting import body_lines
from generator.importing.importer import imported_sheet
from generator.pipeline import validate
from generator.plan.composition import Composition, compose
from generator.plan.model import Block, Plan
from generator.plan.scope import Scope
from generator.plan.tables import assignment_rows
from generator.reading.files import read_bytes
from tests.command import ROOT
from tests.importing.counting import document_words

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))


def printed(plan: Plan, composition: Composition) -> bytes:
    """Return the document of a plan."""
    file = template_path(plan.level.value)
    context = build_context(plan, composition, draft=False)
    return render_template(read_template(file), context, str(file))


def back(document: bytes) -> Imported:
    """Return the plan that is made of a document."""
    return imported_sheet(read_bytes(document, "plan.docx"), Wish(), Path("plan.yaml"))


@cache
def both(path: Path) -> tuple[Plan, bytes, Imported]:
    """Return a shipped plan, its document, and what comes back."""
    validated = validate(path)
    document = printed(validated.plan, validated.composition)
    return validated.plan, document, back(document)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_plan_that_comes_back_prints_the_same_words(path: Path) -> None:
    _, document, made = both(path)
    again = printed(made.plan, compose(made.plan))
    assert document_words(again) == document_words(document)
    assert [unplaced for unplaced in made.account.left if unplaced.words] == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_facts_of_a_shipped_plan_come_back(path: Path) -> None:
    plan, _, made = both(path)
    again = made.plan
    assert (again.level, again.period, again.number, again.issued_on) == (
        plan.level, plan.period, plan.number, plan.issued_on,
    )  # fmt: skip
    assert again.issuer.full_name == plan.issuer.full_name
    assert again.signature == plan.signature
    assert compose(again).recipients == compose(plan).recipients
    assert [section.title.lower() for section in again.sections] == [
        block.title.lower() for blocks in compose(plan).sections.values() for block in blocks[:1]
    ]
    duties = [a for a in plan.agencies if a.text or a.items]
    named = [a for a in again.agencies if a.text or a.items]
    assert len(named) == len(duties)
    for one, other in zip(named, duties, strict=True):
        # A sentence may call an agency otherwise than the register does.
        assert one.name == other.name or other.heading == "sentence"
    assert again.opening.style == plan.opening.style
    opened = compose(plan).opening_bases
    cited = {basis.id: (basis.number, basis.date) for basis in plan.bases}
    assert [cited[id_] for id_ in opened] == [
        (basis.number, basis.date) for basis in again.bases[: len(opened)]
    ]


@pytest.mark.parametrize(
    "path", [p for p in PLANS if p.stem in {"cam-binh-2027", "ha-tinh-2027"}],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_the_tasks_of_the_assignment_table_come_back(path: Path) -> None:
    plan, _, made = both(path)
    block = Block(block="assignment-table")
    rows, again = (assignment_rows(one, Scope(one), block) for one in (plan, made.plan))
    assert [row.cells["lead"] for row in rows if row.kind == "row"]
    assert again == rows
    assert len(made.plan.tasks) == len(plan.tasks)


WORDS = st.sampled_from((
    "giảm", "nghèo", "bền vững", "hộ", "thôn", "chính sách", "&", "<", ">", "15%", "năm", "vay vốn",
    "dạy nghề", "y tế", "“nước sạch”",
))  # fmt: skip
SENTENCES = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: f"Thực {' '.join(words)}.")
TITLES = st.lists(WORDS, min_size=2, max_size=6).map(lambda words: f"Việc {' '.join(words)}")
BULLETS = st.lists(SENTENCES, max_size=3)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a small plan of two or three rungs, with bases, agencies, recipients, a signature."""
    sections: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 4))):
        items: list[dict[str, Any]] = []
        for title in draw(st.lists(TITLES, max_size=3)):
            below = draw(BULLETS)
            text = draw(SENTENCES)
            items.append({"title": title, "text": text, **({"items": below} if below else {})})
        section: dict[str, Any] = {"id": f"s{number}", "title": draw(TITLES)}
        sections.append(section | ({"items": items} if items else {"text": draw(SENTENCES)}))
    agencies = [
        {"id": f"a{n}", "name": name, "items": draw(st.lists(SENTENCES, min_size=1, max_size=2))}
        for n, name in enumerate(("Phòng Kinh tế", "Công an xã", "Trạm y tế xã"))
    ]
    sections.append({"id": "org", "title": "Tổ chức thực hiện", "from": "assignments"})
    authority = draw(st.sampled_from(("direct", "KT", "Q")))
    return Plan.model_validate(
        {
            "level": "commune",
            "issuer": {"kind": "xã", "name": "Quang Khải",
                       "parent": {"kind": "huyện", "name": "Tứ Kỳ"}},
            "number": draw(st.integers(1, 500)),
            "issued_on": draw(st.sampled_from(("05/01/2024", "20/12/2024", "31/3/2024"))),
            "period": 2024,
            "subject": "Giảm nghèo {{ period.label }} trên địa bàn {{ issuer }}",
            "bases": [
                {"id": "kh", "type": "Kế hoạch", "number": "12/KH-UBND", "date": "03/01/2024",
                 "issuer": "UBND huyện", "about": "về giảm nghèo năm 2024", "superior": True},
            ],
            "opening": draw(st.sampled_from((
                {"style": "lines", "bases": ["kh"], "text": "UBND xã ban hành Kế hoạch như sau:"},
                {"text": "Căn cứ {{ basis('kh') }}, UBND xã ban hành Kế hoạch như sau:"},
            ))),
            "sections": sections,
            "agencies": agencies,
            "closing": "Trên đây là Kế hoạch, các đơn vị thực hiện.",
            "recipients": [{"name": "UBND huyện", "purpose": "để b/c"}, {"agencies": ["a0"]}],
            "archive": draw(st.sampled_from((["VT"], ["VT", "LĐTBXH"]))),
            "signature": {"authority": authority, "name": "Nguyễn Văn An",
                          "position": "CHỦ TỊCH" if authority != "KT" else "PHÓ CHỦ TỊCH"},
        }
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(plans())
def test_any_small_plan_comes_back(plan: Plan) -> None:
    composition = compose(plan)
    made = back(printed(plan, composition))
    again = made.plan
    assert body_lines(compose(again)) == body_lines(composition)
    assert (again.number, again.issued_on, again.period) == (
        plan.number, plan.issued_on, plan.period,
    )  # fmt: skip
    assert again.signature == plan.signature
    assert again.archive == plan.archive
    assert compose(again).recipients == composition.recipients
    assert again.opening.style == plan.opening.style
    assert [basis.number for basis in again.bases] == ["12/KH-UBND"]
    assert again.bases[0].superior
    assert [agency.name for agency in again.agencies] == [agency.name for agency in plan.agencies]
