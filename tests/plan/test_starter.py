"""A new plan is complete from its first minute: it loads, it renders, its gaps are marked."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Refused, Severity
from generator.pipeline import render, validate
from generator.plan.model import KINDS, Level, Plan
from generator.plan.source import parse_plan
from generator.plan.starter import GAP, SCHEMA_FILE, starting_plan

LEVELS = [("province", "2027"), ("province", "2026-2030"), ("district", "2024"),
          ("district", "2025"), ("commune", "2024"), ("commune", "2027"),
          ("commune", "2026-2030")]  # fmt: skip

names = st.text(
    st.sampled_from("aăâêơưđHLeo '-:#%&*!|>{}[],?@`") | st.characters(codec="utf-8"),
    min_size=1, max_size=12,
).map(str.strip).filter(bool)  # fmt: skip


def new(level: str, period: str, unit: str | None = None, parent: str | None = None) -> str:
    """Return the text of a new plan."""
    return starting_plan(level, period, unit=unit, parent=parent)


def loaded(text: str) -> Plan:
    """Return the plan of a text that has nothing to be said about its form."""
    source = parse_plan(text.encode("utf-8"), "kh.yaml")
    assert source.tree.diagnostics == []
    return source.plan


def refused(level: str, period: str, unit: str | None = None,
            parent: str | None = None) -> Diagnostic:  # fmt: skip
    """Return what is said about a plan that cannot be begun."""
    with pytest.raises(Refused) as refusal:
        new(level, period, unit, parent)
    [diagnostic] = refusal.value.diagnostics
    return diagnostic


@pytest.mark.parametrize(("level", "period"), LEVELS)
def test_a_new_plan_is_judged_without_an_error_and_says_that_gaps_are_left(
    level: str, period: str, tmp_path: Path
) -> None:
    file = tmp_path / "kh.yaml"
    file.write_text(new(level, period), "utf-8")
    findings = validate(file).diagnostics
    assert [d.code for d in findings if d.severity is Severity.ERROR] == []
    assert "content.gap-left" in {d.code for d in findings}


@pytest.mark.parametrize(("level", "period"), LEVELS)
def test_a_new_plan_renders_as_a_word_document(level: str, period: str, tmp_path: Path) -> None:
    file = tmp_path / "kh.yaml"
    file.write_text(new(level, period), "utf-8")
    assert render(file, None, draft=False).document.startswith(b"PK")


@pytest.mark.parametrize(("level", "period"), LEVELS)
def test_a_new_plan_has_its_level_and_years_and_names_its_schema(level: str, period: str) -> None:
    text = new(level, period)
    plan = loaded(text)
    assert (plan.level.value, str(plan.period)) == (level, period)
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")
    assert "@" not in text


@pytest.mark.parametrize(("level", "period"), LEVELS)
def test_what_is_not_given_is_a_gap_to_fill(level: str, period: str) -> None:
    plan = loaded(new(level, period))
    assert plan.issuer.name == GAP
    assert plan.issuer.kind == KINDS[Level(level)][0]
    assert plan.issuer.parent is None or plan.issuer.parent.name == GAP


@pytest.mark.parametrize(
    ("unit", "parent", "names"),
    [
        ("xã Cẩm Bình", "tỉnh Hà Tĩnh", ("xã Cẩm Bình", "tỉnh Hà Tĩnh")),
        ("phường An Phú", "thành phố Huế", ("phường An Phú", "thành phố Huế")),
        ("đặc khu Côn Đảo", "thành phố Hồ Chí Minh", ("đặc khu Côn Đảo", "Thành phố Hồ Chí Minh")),
        ("Xã  Cẩm Bình ", "Tỉnh Hà Tĩnh", ("xã Cẩm Bình", "tỉnh Hà Tĩnh")),
        ("xã Ea H'leo", "tỉnh Đắk Lắk", ("xã Ea H'leo", "tỉnh Đắk Lắk")),
        ("xã Xã Phiên", "tỉnh Hậu Giang", ("xã Xã Phiên", "tỉnh Hậu Giang")),
    ],
)
def test_units_are_named_as_given(unit: str, parent: str, names: tuple[str, str]) -> None:
    issuer = loaded(new("commune", "2027", unit, parent)).issuer
    assert issuer.parent is not None
    assert (issuer.full_name, issuer.parent.full_name) == names


def test_a_unit_typed_with_marks_apart_is_the_same_unit() -> None:
    unit, parent = "phường Hồng Hà", "tỉnh Bắc Ninh"
    apart = [unicodedata.normalize("NFD", name) for name in (unit, parent)]
    assert loaded(new("commune", "2027", *apart)) == loaded(new("commune", "2027", unit, parent))


@given(names, names)
@settings(max_examples=200)
def test_any_unit_that_is_taken_is_in_the_plan_as_it_was_given(name: str, above: str) -> None:
    given = ("commune", "2027", f"xã {name}", f"tỉnh {above}")
    try:
        text = new(*given)
    except Refused:
        assert refused(*given).code in {"new.unit", "new.parent"}
        return
    issuer = parse_plan(text.encode("utf-8"), "kh.yaml").plan.issuer
    assert issuer.parent is not None
    assert (issuer.name, issuer.parent.name) == (
        unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", above)
    )  # fmt: skip


@pytest.mark.parametrize("name", ['Cẩm "Bình"', "Cẩm\nBình", "Cẩm\\Bình", "@NAME@", "Cẩm\x00Bình",
                                  "Cẩm\x1bBình", "Cẩm\rBình", "Cẩm\u2028Bình"])  # fmt: skip
def test_a_name_that_no_unit_has_is_refused(name: str) -> None:
    assert refused("commune", "2027", f"xã {name}").code == "new.unit"
    assert refused("commune", "2027", "xã A", f"tỉnh {name}").code == "new.parent"


@pytest.mark.parametrize("name", ["A: B", "- A", "A #1", "{{ period }}", "A, B", "A' B", "%A"])
def test_a_parent_with_marks_of_yaml_does_not_break_the_plan(name: str) -> None:
    try:
        text = new("commune", "2027", "xã A", f"tỉnh {name}")
    except Refused:
        return
    parent = loaded(text).issuer.parent
    assert parent is not None
    assert parent.name == name


@pytest.mark.parametrize(
    ("level", "period", "unit", "parent", "code"),
    [
        ("commune", "2027", "Cẩm Bình", None, "new.unit"),
        ("commune", "2027", "xã", None, "new.unit"),
        ("commune", "2027", "xã ", None, "new.unit"),
        ("commune", "2027", "", None, "new.unit"),
        ("commune", "2027", "xãCẩm Bình", None, "new.unit"),
        ("commune", "2027", "huyện Hải Hậu", None, "new.unit"),
        ("commune", "2027", "tỉnh Hà Tĩnh", None, "new.unit"),
        ("province", "2027", "xã Cẩm Bình", None, "new.unit"),
        ("district", "2024", "phường Cửa Nam", None, "new.unit"),
        ("commune", "2027", "xã Cẩm Bình", "huyện Cẩm Xuyên", "new.parent"),
        ("commune", "2027", "xã Cẩm Bình", "xã Cẩm Bình", "new.parent"),
        ("district", "2026", "huyện Hải Hậu", None, "new.no-district"),
        ("district", "2026-2030", None, None, "new.no-district"),
    ],
)
def test_a_unit_that_does_not_belong_to_the_level_is_refused(
    level: str, period: str, unit: str | None, parent: str | None, code: str
) -> None:
    diagnostic = refused(level, period, unit, parent)
    assert diagnostic.code == code
    assert diagnostic.message()
    assert diagnostic.hint()


def test_before_the_reform_a_commune_may_stand_under_a_district() -> None:
    issuer = loaded(new("commune", "2024", "xã Cẩm Bình", "huyện Cẩm Xuyên")).issuer
    assert issuer.parent is not None
    assert issuer.parent.full_name == "huyện Cẩm Xuyên"


@pytest.mark.parametrize("kind", KINDS[Level.COMMUNE])
def test_a_unit_that_is_taken_for_its_years_is_not_refused_when_judged(
    kind: str, tmp_path: Path
) -> None:
    given = ("commune", "2027", f"{kind} Yên Định")
    try:
        text = new(*given)
    except Refused:
        assert (kind, refused(*given).code) == ("thị trấn", "new.unit")
        return
    file = tmp_path / "kh.yaml"
    file.write_text(text, "utf-8")
    assert [d.code for d in validate(file).diagnostics if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("period", ["", "27", "20270", "hai nghìn", "1900", "2101", "2030-2026",
                                    "2027-", "-2027", "2027/2030", "2027 2030"])  # fmt: skip
def test_a_period_that_is_none_is_refused(period: str) -> None:
    diagnostic = refused("commune", period)
    assert diagnostic.code == "new.period"
    assert f"'{period}'" in diagnostic.message()


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        (" 2027 ", "2027"),
        ("2026 - 2030", "2026-2030"),
        ("2026–2030", "2026-2030"),
        ("2027-2027", "2027"),
    ],
)
def test_a_period_is_read_from_each_way_a_clerk_types_it(typed: str, years: str) -> None:
    assert str(loaded(new("commune", typed)).period) == years
