"""A house may ask for more than the decree, never for less; each attempt has its place."""

import re

import pytest

from generator.check.profile import base_profile, house_profile
from generator.diagnostics import Refused, Severity
from tests.check.paper import FORM, correct, edited, form_found, report_of, swap
from tests.command import ROOT

HEAD = "base: nd30-2020\nname: UBND tỉnh Hà Tĩnh\n"


def found(text: str, data: bytes | None = None) -> list[str]:
    """Return what the rules find by a house file."""
    profile = house_profile((HEAD + text).encode(), "nha.yaml")
    return form_found(report_of(data or correct(), profile))


def refusals(text: str) -> list[tuple[str, int]]:
    """Return the codes and lines of what is refused in a house file."""
    with pytest.raises(Refused) as caught:
        house_profile(text.encode(), "nha.yaml")
    return [(d.code, d.place.line) for d in caught.value.diagnostics]


def test_a_house_without_wishes_asks_for_what_the_decree_asks() -> None:
    assert found("") == []
    assert house_profile(HEAD.encode(), "nha.yaml").form == base_profile().form


def test_narrower_figures_are_held() -> None:
    assert set(found("narrower: {page.margins.left: 35 mm}")) == {"nd30.pl1.i.3.margin-left"}
    assert "nd30.pl1.ii.6.e.size" in found("narrower: {body.size: 13}")
    assert found("narrower: {body.size: 14, body.first_line: '1,27 cm'}") == []
    assert found("narrower:\n  body.line: {min: '1', max: '1,1'}\n") == []
    assert "nd30.pl1.ii.6.e.line" in found("narrower:\n  body.line: {min: '1,2', max: '1,5'}\n")
    assert "nd30.pl1.ii.6.e.gap" in found("narrower:\n  body.gap: {min: 12 pt}\n")


def test_the_decree_itself_is_not_changed_by_a_house() -> None:
    found("narrower: {page.margins.left: 35 mm}")
    assert form_found(report_of(correct())) == []


def test_a_warning_may_become_an_error() -> None:
    data = edited(swap("- Lưu: VT, KT.", "- Lưu: VT."))
    text = "rules: {nd30.pl1.ii.9.d.archive-drafter: error}\n"
    profile = house_profile((HEAD + text).encode(), "nha.yaml")
    findings = report_of(data, profile).findings
    (finding,) = [one for one in findings if one.rule.id.startswith(FORM)]
    assert finding.severity is Severity.ERROR
    assert not report_of(data).has_errors


def test_words_of_a_house_are_looked_for() -> None:
    assert found("required_words: [Giảm nghèo bền vững]\n") == []
    assert found("required_words: [Cải cách hành chính]\n") == ["house.required-words"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rules: {nd30.pl1.i.4.font: warning}", "profile.weaker-rule"),
        ("rules: {nd30.pl1.i.4.fnt: error}", "profile.unknown-rule"),
        ("rules: {nd30.pl1.i.4.font: off}", "profile.severity"),
        ("rules: [nd30.pl1.i.4.font]", "profile.not-a-mapping"),
        ("narrower: {page.margins.left: 25 mm}", "profile.weaker-figure"),
        ("narrower: {page.margins.left: {min: 30 mm}}", "profile.weaker-figure"),
        ("narrower: {page.margins.left: {max: 35 mm}}", "profile.weaker-figure"),
        ("narrower: {body.size: {min: 12, max: 14}}", "profile.weaker-figure"),
        ("narrower: {body.first_line: 15 mm}", "profile.weaker-figure"),
        ("narrower: {body.gap: 3 pt}", "profile.weaker-figure"),
        ("narrower: {body.line: '2'}", "profile.weaker-figure"),
        ("narrower: {body.size: to}", "profile.figure"),
        ("narrower: {page.margins.left: 30}", "profile.figure"),
        ("narrower: {page.margins.left: {từ: 30 mm}}", "profile.figure"),
        ("narrower: {page.margins.left: {}}", "profile.figure"),
        ("narrower: {page.margins.lft: 30 mm}", "profile.unknown-figure"),
        ("narrower: {body.bold: 'true'}", "profile.unknown-figure"),
        ("required_words: Cải cách", "profile.words"),
        ("required_words: [[a]]", "profile.words"),
        ("severity: error", "profile.unknown-key"),
        ("rules: {Ghi chú: error}", "profile.unknown-rule"),
    ],
)
def test_each_attempt_to_weaken_or_misspell_is_told_with_its_line(line: str, code: str) -> None:
    assert refusals(f"{HEAD}{line}\n") == [(code, 3)]


def test_all_faults_of_a_house_file_are_told_at_once() -> None:
    text = "base: nd30\nrules: {a.b: error}\nnarrower: {c: 1 mm}\n"
    codes = ["profile.base", "profile.unknown-rule", "profile.unknown-figure"]
    assert refusals(text) == [(code, n) for n, code in enumerate(codes, 1)]


@pytest.mark.parametrize("text", ["", "- a", "a", "base: [", "\x00"])
def test_what_is_no_house_file_is_refused(text: str) -> None:
    assert refusals(text)


def test_the_house_file_that_the_guide_shows_is_good() -> None:
    guide = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
    (shown,) = re.findall(r"^```\n(base: .*?)^```$", guide, re.DOTALL | re.MULTILINE)
    profile = house_profile(shown.encode(), "nha.yaml")
    assert profile.severities["nd30.pl1.ii.9.d.archive-drafter"] is Severity.ERROR
    assert profile.form["elements"]["body"]["allow"]["first_line"] == {"min": 720, "max": 720}
