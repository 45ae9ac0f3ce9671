"""Every content rule: broken by one sample, with its place, and kept by the samples beside it."""

import pytest

from generator import messages
from generator.diagnostics import Diagnostic, Severity, has_errors
from generator.plan.composition import compose
from generator.plan.rules import RULES, examine
from generator.plan.rules.registry import rule
from generator.plan.source import parse_plan
from tests.plan.rules import samples
from tests.plan.rules.report_samples import REPORT_SAMPLES
from tests.plan.rules.samples import Fields, plan_fields, plan_file

SAMPLES = samples.SAMPLES | REPORT_SAMPLES
KEPT = [
    pytest.param(code, changes, id=f"{code}-{position}")
    for code, sample in SAMPLES.items()
    for position, changes in enumerate(sample.passing, 1)
]


def _judged(changes: Fields) -> tuple[list[Diagnostic], list[str]]:
    """Return all findings of the plan as a file with these changes, and the lines of that file."""
    source = parse_plan(plan_file(**changes), "plan.yaml")
    composition = compose(source.plan)
    found = (*composition.diagnostics, *examine(source.plan, composition))
    return [source.locate(diagnostic) for diagnostic in found], source.tree.lines


def _codes(changes: Fields) -> list[str]:
    """Return the codes of all findings of the smallest plan with these changes."""
    return [diagnostic.code for diagnostic in _judged(changes)[0]]


def _says(text: str) -> list[tuple[str, str]]:
    """Return what is found in the smallest plan when its last paragraph is this text."""
    return [
        (diagnostic.code.removeprefix("content."), next(iter(diagnostic.parameters.values())))
        for diagnostic in _judged({"closing": text})[0]
    ]


def test_the_smallest_plan_keeps_every_rule() -> None:
    assert _codes({}) == []


def test_a_second_rule_of_one_name_is_refused() -> None:
    known = len(RULES)
    with pytest.raises(ValueError, match="unknown-id"):
        rule("unknown-id", Severity.ERROR)(lambda _: [])
    with pytest.raises(ValueError, match="year-by-hand"):
        rule("year-by-hand", Severity.ERROR)(lambda _: [])
    assert len(RULES) == known


def test_every_rule_has_samples_and_no_sample_is_left_over() -> None:
    assert sorted(SAMPLES) == sorted(RULES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_broken_rule_gives_exactly_its_own_finding(code: str) -> None:
    sample = SAMPLES[code]
    found, _ = _judged(sample.failing)
    assert [(one.code, one.path, one.severity) for one in found] == [
        (code, sample.path, RULES[code].severity)
    ]


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_finding_points_to_the_line_where_the_fault_was_typed(code: str) -> None:
    sample = SAMPLES[code]
    found, lines = _judged(sample.failing)
    place = found[0].place
    assert (place.file, bool(place.path)) == ("plan.yaml", True)
    assert sample.word in " ".join(lines[place.line - 1 : place.line + 2])
    assert 1 <= place.column <= len(lines[place.line - 1])


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("code", sorted(RULES))
def test_a_finding_says_what_is_wrong_and_what_to_do(code: str, language: str) -> None:
    found, _ = _judged(SAMPLES[code].failing)
    message, hint = found[0].message(language), found[0].hint(language)
    assert message
    assert hint
    assert "{" not in message
    assert all(value in message + hint for value in _named(found[0]))


def _named(diagnostic: Diagnostic) -> list[str]:
    """Return what a message must quote: the thing at fault, whichever name it goes by."""
    names = {"agency", "person", "unit", "basis", "report", "year", "spelling", "id", "target"}
    return [value for name, value in diagnostic.parameters.items() if name in names]


@pytest.mark.parametrize(("code", "changes"), KEPT)
def test_a_plan_that_keeps_a_rule_has_no_finding_of_any_rule(code: str, changes: Fields) -> None:
    found = _codes(changes)
    assert found == [], f"false alarm beside {code}"


def test_rules_report_every_broken_place_in_one_run() -> None:
    text = "Theo mục 2 phần IV; theo điểm b mục 3; năm 2022."
    assert _says(text) == [
        ("year-by-hand", "2022"),
        ("number-by-hand", "mục 2 phần IV"),
        ("number-by-hand", "điểm b mục 3"),
    ]


def test_warnings_do_not_stop_a_plan_and_errors_do() -> None:
    severities = {code: rule.severity for code, rule in RULES.items()}
    for code, sample in SAMPLES.items():
        found, _ = _judged(sample.failing)
        assert has_errors(found) is (severities[code] is Severity.ERROR), code


@pytest.mark.parametrize(
    "text", ["mục I", "phần IV", "điểm đ khoản 1 mục IV", "Tiểu mục 2.1", "tiểu mục 2.1, 2.3"]
)
def test_a_part_of_the_plan_cited_by_hand_is_found(text: str) -> None:
    assert _says(f"Theo {text} Kế hoạch này.") == [("number-by-hand", text)]


@pytest.mark.parametrize("text", ["năm 2022", "giai đoạn 2021-2022", "2022 – 2023", "(2022)"])
def test_a_plan_year_typed_by_hand_is_found_once(text: str) -> None:
    assert [code for code, _ in _says(f"Kết quả {text}.")] == ["year-by-hand"]


def test_both_ends_of_a_period_are_years_of_the_plan() -> None:
    for year, expected in (("2022", 1), ("2025", 1), ("2021", 0), ("2026", 0)):
        changes = {"period": {"from": "2022", "to": "2025"}, "closing": f"Kết quả năm {year}."}
        assert _codes(changes) == ["content.year-by-hand"] * expected


def test_a_year_typed_in_a_legal_basis_is_data_and_no_finding() -> None:
    bases = [plan_fields()["bases"][0] | {"about": "giảm nghèo năm 2022, giai đoạn 2022-2025"}]
    assert _codes({"bases": bases}) == []


@pytest.mark.parametrize("gap", ["… hộ", "......", "____", "[ghi tên]", "Số: …/KH-UBND"])
def test_every_way_to_leave_a_gap_is_found(gap: str) -> None:
    assert [code for code, _ in _says(f"Giao cho {gap} thực hiện")] == ["gap-left"]


def test_a_gap_is_found_behind_an_ellipsis_that_is_none() -> None:
    assert _says("Xử lý rác thải… và hỗ trợ … hộ nghèo.") == [("gap-left", "…")]


def test_a_gap_in_a_name_or_a_number_is_found_as_well() -> None:
    bases = [plan_fields()["bases"][0] | {"number": "…/KH-UBND"}]
    assert _codes({"bases": bases}) == ["content.gap-left"]


@pytest.mark.parametrize(
    "spelling",
    [
        "Hải hậu",
        "Hái Hậu",
        "Nam định",
        "Phòng lao động - thương binh và xã hội",
        "Phòng Lao động-Thương binh và Xã hội",
    ],
)
def test_a_name_spelt_otherwise_than_the_register_is_found(spelling: str) -> None:
    assert _says(f"Giao {spelling} thực hiện.") == [("unit-spelling", spelling)]


def test_a_name_in_another_unicode_form_is_the_same_name() -> None:
    assert _says("Giao Pho\u0300ng Lao đo\u0323\u0302ng - Thương binh và Xã hội") == []


POVERTY_LINE: Fields = {
    "type": "Nghị định",
    "number": "07/2021/NĐ-CP",
    "date": "27/01/2021",
    "issuer": "Chính phủ",
}
OTHER_PROVINCE: Fields = {
    "type": "Kế hoạch",
    "number": "101/KH-UBND",
    "date": "10/02/2026",
    "issuer": "UBND tỉnh Hưng Yên",
}


@pytest.mark.parametrize(
    ("basis", "period", "codes"),
    [
        (POVERTY_LINE, "2026", []),
        (POVERTY_LINE, "2027", ["content.basis-superseded"]),
        (OTHER_PROVINCE, "2027", []),
    ],
    ids=["in-force", "out-of-force", "same-number-of-another-province"],
)
def test_an_instrument_out_of_force_is_found_by_the_register(
    basis: Fields, period: str, codes: list[str]
) -> None:
    changes = {
        "period": period,
        "level": "commune",
        "issuer": SAMPLES["content.unit-spelling"].passing[0]["issuer"],
        "bases": [plan_fields()["bases"][0], basis | {"id": "van-ban"}],
        "closing": "Thực hiện theo {{ basis('van-ban') }}.",
    }
    assert _codes(changes) == codes


@pytest.mark.parametrize(
    "parent",
    [
        {"kind": "huyện", "name": "Phù Cừ"},
        {"kind": "thị xã", "name": "Mỹ Hào"},
        {"kind": "thành phố", "name": "Hưng Yên", "parent": {"kind": "tỉnh", "name": "Hưng Yên"}},
    ],
)
def test_a_commune_of_2027_under_an_abolished_district_is_an_error(parent: Fields) -> None:
    commune = {"kind": "xã", "name": "Minh Tiến", "parent": parent}
    found, _ = _judged({"period": "2027", "level": "commune", "issuer": commune})
    assert [(one.code, one.path) for one in found] == [
        ("content.unit-abolished", ("issuer", "parent"))
    ]


@pytest.mark.parametrize(
    ("close", "due"),
    [("14/12", "14/12"), ("14/12/2022", "12/12/2022"), ("14/12/2022", "12/12"),
     ("14/12", "12/12/2022")],
)  # fmt: skip
def test_figures_close_before_the_report_is_due_however_the_days_are_typed(
    close: str, due: str
) -> None:
    report = {"id": "nam", "name": "Báo cáo", "from": "labour", "to": "UBND", "close": close}
    assert _codes({"reports": [report | {"due": {"by": due}}]}) == ["content.close-after-deadline"]


@pytest.mark.parametrize("name", ["bases", "targets", "agencies", "funding", "reports", "terms",
                                  "appendices", "tasks"])  # fmt: skip
def test_an_id_that_stands_twice_in_one_register_is_an_error(name: str) -> None:
    records: dict[str, Fields] = {
        "bases": plan_fields()["bases"][0],
        "targets": {"id": "x", "name": "X", "unit": "%", "end": "1"},
        "agencies": plan_fields()["agencies"][0],
        "funding": {"id": "x", "text": "X"},
        "reports": {"id": "x", "name": "X", "from": "labour", "to": "X"},
        "terms": {"id": "x", "text": "X"},
        "appendices": {"id": "x", "title": "X", "text": "X"},
        "tasks": plan_fields()["tasks"][0],
    }
    cited = {"closing": "Theo {{ appendix('x') }}."} if name == "appendices" else {}
    found = [one for one in _judged({name: [records[name]] * 2, **cited})[0]
             if one.severity is Severity.ERROR]  # fmt: skip
    assert [one.code.split(".")[1] for one in found] == ["duplicate-id"]
    assert found[0].parameters == {"id": records[name]["id"]}


@pytest.mark.parametrize("block", ["assignment", "led-tasks"])
def test_a_sentence_of_a_task_or_an_agency_cannot_stand_for_a_whole_section(block: str) -> None:
    sections = [*plan_fields()["sections"], {"id": "lac", "title": "Lạc chỗ", "from": block}]
    found, _ = _judged({"sections": sections})
    assert [(one.code, one.path[:2]) for one in found] == [
        ("content.block-out-of-place", ("sections", 2))
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"agencies": [plan_fields()["agencies"][0] | {"items": [{"from": "assignments"}]}]},
        {"tasks": [plan_fields()["tasks"][0] | {"items": [{"from": "tasks"}]}]},
        {
            "funding": [{"id": "nguon", "text": "Nguồn.", "items": [{"from": "funding"}]}],
            "sections": [
                *plan_fields()["sections"],
                {"id": "kinh-phi", "title": "Kinh phí", "from": "funding"},
            ],
        },
    ],
    ids=["assignments", "tasks", "funding"],
)
def test_a_list_inside_itself_is_one_error_and_no_crash(changes: Fields) -> None:
    assert _codes(changes) == ["content.block-out-of-place"]


def test_a_task_that_every_block_leaves_out_is_an_error() -> None:
    tasks = [*plan_fields()["tasks"], {"id": "nha-o", "title": "Nhà ở", "lead": "labour"}]
    block = {"block": "tasks", "only": ["sinh-ke"]}
    sections = [
        {"id": "noi-dung", "title": "Nội dung", "from": block},
        plan_fields()["sections"][1],
    ]
    assert _codes({"tasks": tasks, "sections": sections}) == ["content.tasks-not-placed"]


def test_duties_that_no_section_prints_are_not_lost_without_a_word() -> None:
    assert len(_codes({"sections": plan_fields()["sections"][:1]})) == 1


@pytest.mark.parametrize(
    ("field", "sentence", "name"),
    [("tasks", {"from": "assignment", "text": "Giao các phòng thực hiện."}, "lead"),
     ("agencies", {"from": "led-tasks", "text": "Chủ trì các nội dung được giao."}, "led")],
)  # fmt: skip
def test_a_sentence_may_be_reworded_but_not_without_its_fact(
    field: str, sentence: Fields, name: str
) -> None:
    records = [plan_fields()[field][0] | {"items": [sentence]}]
    found, _ = _judged({field: records})
    assert [(one.code, one.path, one.parameters) for one in found] == [
        ("content.fact-worded-away", (field, 0, "items", 0), {"name": name})
    ]
    reworded = sentence | {"text": f"Thực hiện: {{{{ {name} }}}}."}
    assert _codes({field: [plan_fields()[field][0] | {"items": [reworded]}]}) == []


def test_a_finding_calls_a_report_and_a_target_as_the_page_does() -> None:
    report = {"id": "nam", "name": "Báo cáo {{ period.label }}", "to": "{{ superior.short }}"}
    target = {"id": "ngheo", "name": "Tỷ lệ hộ nghèo trên địa bàn {{ issuer }}", "unit": "%"}
    found, _ = _judged(
        {
            "reports": [report | {"from": "all", "due": {"by": "15/1/2031"}}],
            "targets": [target | {"baseline": "3", "change": "1", "end": "5"}],
        }
    )
    told = {one.code: one.parameters for one in found}
    assert told["content.deadline-outside-period"]["report"] == "Báo cáo năm 2022"
    assert (
        told["content.target-arithmetic"]["target"] == "Tỷ lệ hộ nghèo trên địa bàn huyện Hải Hậu"
    )


def test_a_name_that_cannot_be_finished_is_told_as_typed() -> None:
    report = {"id": "nam", "name": "Báo cáo {{ perod }}", "to": "UBND tỉnh", "from": "all"}
    found, _ = _judged({"reports": [report | {"due": {"by": "15/1/2031"}}]})
    names = [one.parameters["report"] for one in found if "report" in one.parameters]
    assert names == ["Báo cáo {{ perod }}"]
