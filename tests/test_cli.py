"""The command line: what a clerk types, what is written, what is told where."""

import contextlib
import io
import json
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import __version__, messages
from generator.cli import main
from generator.diagnostics import Diagnostic, Refused, has_errors
from generator.document.catalogue import template_names, template_path
from generator.pipeline import render, validate
from tests.command import ROOT, Run, run_kehoach
from tests.document.word import body, paragraph, table, word_file
from tests.sample import changed, line_of, with_appendix

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
SPACED = "kế hoạch số 5 của xã.yaml"


def _kehoach(*arguments: str | Path, cwd: Path) -> Run:
    """Return how `kehoach` ends; in this process, so an exception fails the test."""
    before = sys.argv
    streams = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(stream, "utf-8", write_through=True) for stream in streams)
    code: object = 0
    sys.argv = ["kehoach", *map(str, arguments)]
    try:
        with (
            contextlib.chdir(cwd),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            main()
    except SystemExit as ended:
        code = ended.code or 0
    finally:
        sys.argv = before
        messages.use(messages.DEFAULT)
    texts = [stream.getvalue().decode("utf-8") for stream in streams]
    assert isinstance(code, int)
    assert "Traceback" not in texts[1]
    return Run(code, *texts)


# The archive line names who drafted the plan, which the checker of the document asks for.
FAULTLESS = changed(("archive: [VT]", "archive: [VT, LĐ]"))


def _plan(folder: Path, text: str = FAULTLESS, name: str = "plan.yaml") -> Path:
    """Return the path of a plan written into a folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _files(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with what is in them, and its folders."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"folder"
        for path in folder.rglob("*")
    }


def _findings(run: Run) -> list[dict[str, Any]]:
    """Return the findings of a run that was asked for JSON, all of which is one document."""
    found: list[dict[str, Any]] = json.loads(run.out)["diagnostics"]
    assert run.err == ""
    for record in found:
        assert set(record) == {
            "severity", "code", "file", "line", "column", "path", "place", "message", "hint",
        }  # fmt: skip
        assert record["message"]
        assert record["hint"]
    return found


def _text_of(path: Path) -> str:
    """Return the text of a Word file, its tables left out."""
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


# --- what goes well -------------------------------------------------------------------------------


def test_a_plan_becomes_a_word_document_and_the_result_is_told_on_stdout(tmp_path: Path) -> None:
    run = _kehoach("render", _plan(tmp_path), "-o", tmp_path / "a.docx", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert run.out == f"Đã ghi {tmp_path / 'a.docx'}\n"
    assert "KẾ HOẠCH" in _text_of(tmp_path / "a.docx")


def test_the_module_runs_as_a_command_in_a_folder_with_spaces_and_vietnamese_letters(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "Tài liệu của Sở"
    folder.mkdir()
    run = run_kehoach("render", _plan(folder, name=SPACED).name, cwd=folder)
    assert (run.code, run.err) == (0, "")
    assert "KẾ HOẠCH" in _text_of(folder / "output" / SPACED.replace(".yaml", ".docx"))


def test_the_module_refuses_as_a_command_without_a_traceback(tmp_path: Path) -> None:
    plan = _plan(tmp_path, changed(("    lead: culture\n", "")))
    run = run_kehoach("render", plan, "--lang", "en", cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert "ERROR" in run.err
    assert "Traceback" not in run.err
    assert set(_files(tmp_path)) == {"plan.yaml"}


def test_without_a_name_the_document_goes_to_output_under_the_plans_name(tmp_path: Path) -> None:
    run = _kehoach("render", _plan(tmp_path, name=SPACED), cwd=tmp_path)
    assert run.out == f"Đã ghi output/{SPACED.replace('.yaml', '.docx')}\n"
    assert set(_files(tmp_path)) == {SPACED, "output", f"output/{SPACED.replace('yaml', 'docx')}"}


def test_a_plan_may_be_named_in_another_normal_form_than_its_text(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", SPACED)
    run = _kehoach("validate", _plan(tmp_path, name=name), cwd=tmp_path)
    assert run.code == 0


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_every_shipped_plan_is_valid(plan: Path, tmp_path: Path) -> None:
    run = _kehoach("validate", plan, cwd=tmp_path)
    assert run.code == 0
    assert "0 lỗi" in run.out


def test_draft_prints_the_word_draft(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    for name, options in (("draft.docx", ["--draft"]), ("final.docx", [])):
        assert _kehoach("render", plan, "-o", name, *options, cwd=tmp_path).code == 0
    with_draft, without = (
        [c.text for t in docx.Document(str(tmp_path / n)).tables for r in t.rows for c in r.cells]
        for n in ("draft.docx", "final.docx")
    )
    assert any("DỰ THẢO" in text for text in with_draft)
    assert not any("DỰ THẢO" in text for text in without)


@pytest.mark.parametrize("name", template_names())
def test_a_plan_may_be_rendered_through_any_shipped_template(name: str, tmp_path: Path) -> None:
    run = _kehoach("render", _plan(tmp_path), "--template", name, cwd=tmp_path)
    assert run.code == 0


def test_a_plan_may_be_rendered_through_a_template_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "mẫu của xã.docx"
    own.write_bytes(word_file(body(paragraph("Về: {{ subject }}"))))
    plan = _plan(tmp_path)
    run = _kehoach("render", plan, "--template", own, "-o", "a.docx", cwd=tmp_path)
    assert run.code == 1
    assert "Đây không phải văn bản hành chính" in run.err
    assert "[check.not-written]" in run.err
    assert not (tmp_path / "a.docx").exists()
    run = _kehoach("render", plan, "--template", own, "-o", "a.docx", "--no-check", cwd=tmp_path)
    assert run.code == 0
    assert _text_of(tmp_path / "a.docx").startswith("Về: Giảm nghèo bền vững năm 2023")


def test_rendering_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        _kehoach("render", _plan(tmp_path), "-o", name, cwd=tmp_path)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_warnings_are_told_on_stderr_and_the_document_is_written(tmp_path: Path) -> None:
    plan = _plan(tmp_path, changed(("Trên đây là", "Năm 2023, trên đây là")))
    run = _kehoach("render", plan, "-o", "a.docx", cwd=tmp_path)
    assert run.code == 0
    assert run.out == "Đã ghi a.docx\n"
    assert "Cảnh báo" in run.err
    assert "[content.year-by-hand]" in run.err
    assert (tmp_path / "a.docx").is_file()


def test_warnings_are_part_of_the_result_for_a_machine(tmp_path: Path) -> None:
    change = ("Trên đây là", "Năm 2023, trên đây là")
    plan = _plan(tmp_path, changed(change, plan=FAULTLESS))
    run = _kehoach("render", plan, "-o", "a.docx", "--format", "json", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out)["output"] == "a.docx"
    assert [record["severity"] for record in _findings(run)] == ["warning"]


# --- bad input ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bad:
    """A plan with a planted fault: what is changed, the code told, and the line it stands in."""

    name: str
    old: str
    new: str
    code: str
    line: str

    def text(self) -> str:
        """Return the text of the plan."""
        return changed((self.old, self.new), plan=with_appendix())


BAD = [
    Bad("missing field", "period: 2023\n", "", "load.missing-field", "level: commune"),
    Bad("missing field inside", "    title: Truyền thông\n", "", "load.missing-field",
        "- id: truyen-thong"),
    Bad("unknown field", "    product: Báo", "    prodct: Báo", "load.unknown-field", "prodct"),
    Bad("number for text", "period: 2023", "period: hai nghìn", "load.period", "hai nghìn"),
    Bad("text for list", "archive: [VT]", "archive: VT", "load.wants-list", "archive: VT"),
    Bad("list for text", "    name: Tỷ lệ hộ nghèo\n", "    name: [a, b]\n", "load.wants-text",
        "[a, b]"),
    Bad("not one of", "authority: KT", "authority: TT", "load.not-one-of", "authority: TT"),
    Bad("impossible date", "date: 10/01/2023", "date: 31/02/2023", "load.impossible-date",
        "31/02/2023"),
    Bad("American date", "date: 10/01/2023", "date: 01/31/2023", "load.impossible-date",
        "01/31/2023"),
    Bad("no date", "date: 10/01/2023", "date: hôm qua", "load.date", "hôm qua"),
    Bad("duplicate key", "period: 2023\n", "period: 2023\nlevel: district\n", "load.duplicate-key",
        "level: district"),
    Bad("unclosed braces", "target('ho-ngheo').end }}", "target('ho-ngheo').end", "text.unclosed",
        "- Tỷ lệ hộ nghèo còn"),
    Bad("undefined name", "vững {{ period.label }} trên", "vững {{ perid.label }} trên",
        "text.undefined", "perid"),
    Bad("undefined attribute", "vững {{ period.label }} trên", "vững {{ period.lable }} trên",
        "text.undefined", "lable"),
    Bad("dangling reference", "ref('to-chuc')", "ref('to-chuk')", "text.dangling-reference",
        "to-chuk"),
    Bad("unknown target", "target('ho-ngheo')", "target('ho-giau')", "text.unknown-id", "ho-giau"),
    Bad("unknown lead", "lead: labour", "lead: labor", "content.unknown-id", "lead: labor"),
    Bad("unknown support in the table", "[villages]\n    due", "[vilages]\n    due",
        "content.unknown-id", "vilages"),
    Bad("no lead", "    lead: culture\n", "", "content.task-without-lead", "- id: truyen-thong"),
    Bad("filter on a wrong value", "là Kế hoạch", "là {{ 'mai' | date }} Kế hoạch", "text.failed",
        "'mai'"),
    Bad("unknown filter", "là Kế hoạch", "là {{ period | uper }} Kế hoạch", "text.unknown-filter",
        "| uper"),
    Bad("loop", "là Kế hoạch", "là {% for a in b %}{% endfor %} Kế hoạch", "text.forbidden",
        "{% for"),
    Bad("reaching out", "là Kế hoạch", "là {{ period.__class__ }} Kế hoạch", "text.undefined",
        "__class__"),
    Bad("tab", "  number: 12/KH-UBND", "\tnumber: 12/KH-UBND", "load.yaml-syntax", "\tnumber"),
    Bad("open quote", 'unit: "%"', 'unit: "%', "load.yaml-syntax", ""),
    Bad("control character", "    name: Tỷ lệ hộ nghèo\n", '    name: "Tỷ lệ\\x0bhộ nghèo"\n', "",
        "x0bhộ"),
    Bad("alias", "archive: [VT]", "archive: *vt", "load.alias", "*vt"),
    Bad("district of 2027", "period: 2023", "period: 2027", "content.unit-abolished", ""),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_input_is_told_in_vietnamese_with_its_line_and_nothing_is_written(
    bad: Bad, tmp_path: Path
) -> None:
    plan = _plan(tmp_path, bad.text())
    run = _kehoach("render", plan, cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    lines = [line for line in run.err.splitlines() if bad.code in line and "LỖI" in line]
    assert lines, run.err
    if bad.line:
        place = f"{plan}:{line_of(bad.line, bad.text())}:"
        assert any(line.startswith(place) for line in lines), run.err
    assert "    → " in run.err
    assert set(_files(tmp_path)) == {"plan.yaml"}


@pytest.mark.parametrize("command", ["render", "validate"])
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_input_is_told_to_a_machine_as_json_and_only_as_json(
    bad: Bad, command: str, tmp_path: Path
) -> None:
    plan = _plan(tmp_path, bad.text())
    run = _kehoach(command, plan, "--format=json", cwd=tmp_path)
    assert run.code == 1
    errors = [record for record in _findings(run) if record["severity"] == "error"]
    assert any(bad.code in record["code"] for record in errors)
    assert {record["file"] for record in errors} == {str(plan)}


def test_every_fault_of_a_plan_is_told_in_one_run(tmp_path: Path) -> None:
    loading = [bad for bad in BAD if bad.name in {"unknown field", "no date", "not one of"}]
    text = changed(*((bad.old, bad.new) for bad in loading))
    run = _kehoach("validate", _plan(tmp_path, text), cwd=tmp_path)
    assert [bad.code for bad in loading if bad.code not in run.err] == []
    names = {"undefined name", "unknown target", "no lead", "unknown filter"}
    writing = [bad for bad in BAD if bad.name in names]
    text = changed(*((bad.old, bad.new) for bad in writing))
    run = _kehoach("validate", _plan(tmp_path, text), cwd=tmp_path)
    assert [bad.code for bad in writing if bad.code not in run.err] == []


def test_a_task_without_lead_is_one_clear_error(tmp_path: Path) -> None:
    plan = _plan(tmp_path, changed(("    lead: culture\n", "")))
    (found,) = _findings(_kehoach("validate", plan, "--format", "json", cwd=tmp_path))
    assert found["code"] == "content.task-without-lead"
    assert "Truyền thông" in found["message"]


def test_a_wrong_year_is_one_clear_error(tmp_path: Path) -> None:
    plan = _plan(tmp_path, changed(("period: 2023", "period: năm sau")))
    (found,) = _findings(_kehoach("validate", plan, "--format", "json", cwd=tmp_path))
    assert (found["code"], found["line"]) == ("load.period", 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "load.not-a-plan"),
        (b"\xff\xfe\x00", "load.encoding"),
        ("level: xã".encode("cp1258", "replace") + b"\xe3", "load.encoding"),
        (b"- mot\n- hai\n", "load.not-a-plan"),
        (b"PK\x03\x04\x14\x00", ""),
        (b"{" * 10_000, ""),
        (b"a: &x 1\nb: *x\n", "load.alias"),
        (b"\x00", ""),
        (b"---\na: 1\n---\nb: 2\n", "load.documents"),
        (b"x" * 6_000_000, "load.too-large"),
    ],
    ids=["empty", "utf-16", "old code page", "list", "word file", "braces", "alias", "null", "two",
         "large"],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(data)
    run = _kehoach("render", plan, cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(str(plan))
    assert code in run.err
    assert set(_files(tmp_path)) == {"plan.yaml"}


@pytest.mark.parametrize("command", ["render", "validate"])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("khong-co.yaml", "load.not-found"),
        (".", "load.unreadable"),
        ("plan.yaml/duoi-tep.yaml", "load."),
        ("k" * 300, "load."),
    ],
)
def test_a_plan_that_cannot_be_read_is_told(
    command: str, name: str, code: str, tmp_path: Path
) -> None:
    _plan(tmp_path)
    run = _kehoach(command, name, cwd=tmp_path)
    assert run.code == 1
    assert run.err.startswith(str(Path(name)))
    assert code in run.err
    assert set(_files(tmp_path)) == {"plan.yaml"}


# --- where the result goes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (["render", "plan.yaml"], "a.docx"),
        (["new", "--level", "commune", "--period", "2027"], "a.yaml"),
        (["schema"], "a.json"),
    ],
    ids=["render", "new", "schema"],
)
class TestOutput:
    """Every command that writes takes -o and --force, and keeps what is there."""

    def test_an_existing_file_is_kept(
        self, command: list[str], output: str, tmp_path: Path
    ) -> None:
        _plan(tmp_path)
        (tmp_path / output).write_bytes(b"cu")
        run = _kehoach(*command, "-o", output, cwd=tmp_path)
        assert (run.code, run.out) == (1, "")
        assert "[output.exists]" in run.err
        assert "--force" in run.err
        assert (tmp_path / output).read_bytes() == b"cu"
        assert set(_files(tmp_path)) == {"plan.yaml", output}

    def test_force_replaces_an_existing_file(
        self, command: list[str], output: str, tmp_path: Path
    ) -> None:
        _plan(tmp_path)
        (tmp_path / output).write_bytes(b"cu")
        run = _kehoach(*command, "--output", output, "--force", cwd=tmp_path)
        assert (run.code, run.err) == (0, "")
        assert (tmp_path / output).read_bytes() != b"cu"

    @pytest.mark.parametrize(
        ("folder", "code"),
        [("khong-co", "output.no-folder"), ("plan.yaml", "output."), (".", "output.is-folder")],
        ids=["missing folder", "under a file", "a folder"],
    )
    def test_a_place_where_nothing_can_be_written_is_told(
        self, command: list[str], output: str, folder: str, code: str, tmp_path: Path
    ) -> None:
        _plan(tmp_path)
        before = _files(tmp_path)
        target = "." if folder == "." else f"{folder}/{output}"
        run = _kehoach(*command, "-o", target, cwd=tmp_path)
        assert (run.code, run.out) == (1, "")
        assert code in run.err
        assert _files(tmp_path) == before

    def test_a_name_that_is_too_long_is_told(
        self, command: list[str], output: str, tmp_path: Path
    ) -> None:
        _plan(tmp_path)
        run = _kehoach(*command, "-o", "k" * 300 + output, cwd=tmp_path)
        assert (run.code, run.out) == (1, "")
        assert "[output.name-too-long]" in run.err


def test_a_refused_plan_leaves_an_older_document_as_it_is_even_with_force(tmp_path: Path) -> None:
    plan = _plan(tmp_path, changed(("lead: labour", "lead: khong-co")))
    (tmp_path / "a.docx").write_bytes(b"cu")
    assert _kehoach("render", plan, "-o", "a.docx", "--force", cwd=tmp_path).code == 1
    assert (tmp_path / "a.docx").read_bytes() == b"cu"


@pytest.mark.parametrize("name", ["plan.yaml", "mau.docx"])
def test_a_plan_or_template_is_never_replaced_by_the_document_made_of_it(
    name: str, tmp_path: Path
) -> None:
    _plan(tmp_path)
    (tmp_path / "mau.docx").write_bytes(word_file(body(paragraph("{{ subject }}"))))
    before = _files(tmp_path)
    options = ["--template", "mau.docx", "-o", name, "--force", "--no-check"]
    run = _kehoach("render", "plan.yaml", *options, cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert "[output.is-source]" in run.err
    assert _files(tmp_path) == before


# --- json and languages ---------------------------------------------------------------------------


def test_a_file_named_json_does_not_ask_for_json(tmp_path: Path) -> None:
    run = _kehoach("render", "json", cwd=tmp_path)
    assert run.out == ""
    assert "[load.not-found]" in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "plan.yaml"],
        ["render", "plan.yaml", "-o", "a.docx"],
        ["render", "khong-co.yaml"],
        ["render", "plan.yaml", "--template", "khong-co"],
        ["new", "--level", "commune", "--period", "2027"],
        ["new", "--level", "district", "--period", "2027"],
        ["template", "list"],
        ["template", "fields"],
        ["template", "check", "plan.yaml"],
        ["register", "check"],
    ],
    ids=" ".join,
)
def test_json_is_one_valid_document_on_stdout(arguments: list[str], tmp_path: Path) -> None:
    _plan(tmp_path)
    run = _kehoach(*arguments, "--format", "json", cwd=tmp_path)
    assert isinstance(json.loads(run.out), dict)
    assert run.err == ""


@pytest.mark.parametrize("arguments", [["--lang", "en", "validate"], ["validate", "--lang=en"]])
def test_english_is_spoken_wherever_the_language_stands(
    arguments: list[str], tmp_path: Path
) -> None:
    _plan(tmp_path, changed(("    lead: culture\n", "")))
    run = _kehoach(*arguments, "plan.yaml", cwd=tmp_path)
    assert run.code == 1
    assert "ERROR" in run.err
    assert "error" in run.out
    assert not {"LỖI", "lỗi", "nhiệm vụ"} & set(run.err.split() + run.out.split())


def test_the_next_command_speaks_vietnamese_again(tmp_path: Path) -> None:
    for language, word in (("en", "ERROR"), ("vi", "LỖI")):
        options = ["--lang", "en"] if language == "en" else []
        assert word in _kehoach("validate", "khong-co.yaml", *options, cwd=tmp_path).err


COMMANDS: list[list[str]] = [
    [], ["render"], ["validate"], ["new"], ["schema"], ["template"], ["template", "list"],
    ["template", "fields"], ["template", "check"], ["register"], ["register", "check"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "kehoach")
def test_help_is_vietnamese_and_english_with_lang_en(command: list[str], tmp_path: Path) -> None:
    vietnamese = _kehoach(*command, "--help", cwd=tmp_path)
    english = _kehoach(*command, "--help", "--lang", "en", cwd=tmp_path)
    assert vietnamese.code == english.code == 0
    assert vietnamese.out.startswith("Cách dùng: kehoach")
    assert "\nTùy chọn:\n" in vietnamese.out
    assert english.out.startswith("Usage: kehoach")
    assert "\nOptions:\n" in english.out
    assert not {"Tùy", "Lệnh:", "Tệp", "Ngôn"} & set(english.out.split())


def test_the_version_is_printed(tmp_path: Path) -> None:
    run = _kehoach("--version", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert __version__ in run.out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["khong-co"],
        ["render"],
        ["render", "a", "b"],
        ["render", "plan.yaml", "--khong-co"],
        ["render", "plan.yaml", "-o"],
        ["validate"],
        ["validate", "plan.yaml", "--format", "xml"],
        ["--lang", "fr", "validate", "plan.yaml"],
        ["new"],
        ["new", "--level", "xa", "--period", "2027"],
        ["new", "--level", "commune"],
        ["template"],
        ["template", "check"],
        ["template", "khong-co"],
        ["register"],
        ["register", "check", "plan.yaml"],
    ],
    ids=lambda arguments: " ".join(arguments) or "nothing",
)
def test_wrong_use_is_told_on_stderr_with_exit_code_two(
    arguments: list[str], tmp_path: Path
) -> None:
    _plan(tmp_path)
    run = _kehoach(*arguments, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "Cách dùng: kehoach" in run.err or run.err.startswith("Lỗi: ")
    assert set(_files(tmp_path)) == {"plan.yaml"}


# --- validate -------------------------------------------------------------------------------------


def test_validate_judges_several_plans_and_tells_all_of_them(tmp_path: Path) -> None:
    _plan(tmp_path, name="tốt.yaml")
    _plan(tmp_path, changed(("    lead: culture\n", "")), name="không chủ trì.yaml")
    _plan(tmp_path, changed(("authority: KT", "authority: x")), name="sai chữ ký.yaml")
    run = _kehoach(
        "validate", "tốt.yaml", "không chủ trì.yaml", "sai chữ ký.yaml", "khong-co.yaml",
        cwd=tmp_path,
    )  # fmt: skip
    assert run.code == 1
    assert run.out == "Đã kiểm tra 4 kế hoạch: 3 lỗi, 0 cảnh báo.\n"
    errors = [line for line in run.err.splitlines() if "LỖI" in line]
    heads = ["không chủ trì.yaml:", "sai chữ ký.yaml:", "khong-co.yaml:"]
    assert [error.startswith(head) for error, head in zip(errors, heads, strict=True)] == [True] * 3


def test_validate_writes_nothing(tmp_path: Path) -> None:
    _plan(tmp_path)
    run = _kehoach("validate", "plan.yaml", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert run.out == "Đã kiểm tra 1 kế hoạch: 0 lỗi, 0 cảnh báo.\n"
    assert set(_files(tmp_path)) == {"plan.yaml"}


# --- new, schema ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "period"),
    [
        ("province", "2024"),
        ("province", "2027"),
        ("district", "2024"),
        ("commune", "2024"),
        ("commune", "2027"),
        ("commune", "2026-2030"),
    ],
)
def test_a_new_plan_can_be_rendered_at_once(level: str, period: str, tmp_path: Path) -> None:
    run = _kehoach("new", "--level", level, "--period", period, cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    plan = tmp_path / "output" / f"ke-hoach-{level}-{period}.yaml"
    assert str(plan.relative_to(tmp_path)) in run.out
    rendered = _kehoach("render", plan, "-o", "a.docx", cwd=tmp_path)
    assert rendered.code == 0, rendered.err
    assert "LỖI" not in rendered.err
    assert "KẾ HOẠCH" in _text_of(tmp_path / "a.docx")


def test_a_new_plan_of_a_named_unit_carries_its_name(tmp_path: Path) -> None:
    unit, parent = unicodedata.normalize("NFD", "xã Cẩm Bình"), "tỉnh Hà Tĩnh"
    options = ["--unit", unit, "--parent", parent, "-o", "a.yaml"]
    run = _kehoach("new", "--level", "commune", "--period", "2027", *options, cwd=tmp_path)
    assert run.code == 0, run.err
    _kehoach("render", "a.yaml", "-o", "a.docx", cwd=tmp_path)
    assert "trên địa bàn xã Cẩm Bình" in _text_of(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--level", "district", "--period", "2027"], "new.no-district"),
        (["--level", "commune", "--period", "năm sau"], "new.period"),
        (["--level", "commune", "--period", "2030-2026"], "new.period"),
        (["--level", "commune", "--period", "20270"], "new.period"),
        (["--level", "commune", "--period", "../../a"], "new.period"),
        (["--level", "commune", "--period", "2027", "--unit", "huyện Hải Hậu"], "new.unit"),
        (["--level", "commune", "--period", "2027", "--unit", "Cẩm Bình"], "new.unit"),
        (["--level", "commune", "--period", "2027", "--unit", 'xã "A"'], "new.unit"),
        (["--level", "commune", "--period", "2027", "--parent", "huyện Kỳ Anh"], "new.parent"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_new_plan_that_cannot_be_is_refused(
    options: Sequence[str], code: str, tmp_path: Path
) -> None:
    run = _kehoach("new", *options, cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert f"[{code}]" in run.err
    assert _files(tmp_path) == {}


def test_the_schema_is_printed_or_written_the_same(tmp_path: Path) -> None:
    printed = _kehoach("schema", cwd=tmp_path)
    written = _kehoach("schema", "-o", "a.json", cwd=tmp_path)
    assert printed.code == written.code == 0
    assert (tmp_path / "a.json").read_text("utf-8") == printed.out
    assert json.loads(printed.out)["properties"]["subject"]["title"] == "Trích yếu"


# --- templates ------------------------------------------------------------------------------------


def test_the_shipped_templates_are_listed_and_clean(tmp_path: Path) -> None:
    listed = _kehoach("template", "list", cwd=tmp_path)
    assert [line.split()[0] for line in listed.out.splitlines()] == list(template_names())
    run = _kehoach("template", "check", *map(template_path, template_names()), cwd=tmp_path)
    assert (run.code, run.err) == (0, "")


def test_every_field_of_a_template_is_explained(tmp_path: Path) -> None:
    run = _kehoach("template", "fields", cwd=tmp_path)
    explained = dict(line.split(maxsplit=1) for line in run.out.splitlines())
    assert explained["subject"] == "Trích yếu"
    assert all(explained.values())


PLANTED = word_file(
    body(
        paragraph("{%p if draft %}"),
        table((paragraph("x"), paragraph("{{ subjetc }}"))),
        paragraph("x", "KieuLa"),
    )
)


def test_a_template_with_three_planted_faults_is_told_by_paragraph_and_cell(tmp_path: Path) -> None:
    (tmp_path / "mẫu xã.docx").write_bytes(PLANTED)
    run = _kehoach("template", "check", "mẫu xã.docx", cwd=tmp_path)
    assert (run.code, run.out) == (1, "Đã kiểm tra 1 mẫu: 3 lỗi, 0 cảnh báo.\n")
    heads = {line.split(": LỖI")[0] for line in run.err.splitlines() if "LỖI" in line}
    assert heads == {
        "mẫu xã.docx, đoạn 1",
        "mẫu xã.docx, bảng 1, dòng 1, ô 2, đoạn 1",
        "mẫu xã.docx, đoạn 2",
    }


def test_a_template_with_faults_renders_nothing(tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_bytes(PLANTED)
    _plan(tmp_path)
    run = _kehoach("render", "plan.yaml", "--template", "mau.docx", cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert run.err.count("LỖI") == 3
    assert set(_files(tmp_path)) == {"mau.docx", "plan.yaml"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("khong-co.docx", "template.not-found"),
        ("comune", "template.not-found"),
        ("plan.yaml", "package.not-docx"),
        (".", "template."),
        ("k" * 300, "template."),
    ],
)
def test_a_template_that_cannot_be_used_is_told(name: str, code: str, tmp_path: Path) -> None:
    _plan(tmp_path)
    run = _kehoach("render", "plan.yaml", "--template", name, cwd=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert code in run.err
    assert set(_files(tmp_path)) == {"plan.yaml"}


@pytest.mark.parametrize("name", ["khong-co.docx", "plan.yaml", ".", "k" * 300])
def test_a_template_that_cannot_be_checked_is_told(name: str, tmp_path: Path) -> None:
    _plan(tmp_path)
    run = _kehoach("template", "check", name, cwd=tmp_path)
    assert run.code == 1
    assert "1 lỗi" in run.out
    assert run.err.startswith(str(Path(name)))


def test_a_misspelt_template_name_is_told_with_the_likely_one(tmp_path: Path) -> None:
    run = _kehoach("render", _plan(tmp_path), "--template", "comune", cwd=tmp_path)
    assert "commune" in run.err


# --- registers ------------------------------------------------------------------------------------


def test_the_shipped_registers_are_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEHOACH_REGISTERS", raising=False)
    run = _kehoach("register", "check", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert run.out == "Đã kiểm tra 5 danh mục: 0 lỗi, 0 cảnh báo.\n"


def test_a_fault_in_a_register_of_ones_own_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_REGISTERS", str(tmp_path))
    days = tmp_path / "working-days.csv"
    days.write_text("date,kind,note,source\n32/01/2027,holiday,Tết,thông báo\n", "utf-8")
    run = _kehoach("register", "check", cwd=tmp_path)
    assert run.code == 1
    assert "1 lỗi" in run.out
    assert run.err.startswith(f"{days}:2:")
    assert "[register.bad-date]" in run.err


def test_a_remark_about_the_registers_alone_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_REGISTERS", str(tmp_path))
    (tmp_path / "danh-ba.csv").write_text("a,b\n", "utf-8")
    run = _kehoach("register", "check", "--format", "json", cwd=tmp_path)
    assert run.code == 0
    assert [found["code"] for found in _findings(run)] == ["register.unknown-file"]


def test_a_folder_of_registers_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_REGISTERS", str(tmp_path / "khong-co"))
    run = _kehoach("register", "check", cwd=tmp_path)
    assert run.code == 1
    assert "[register.no-folder]" in run.err


# --- no input whatever ends in a traceback --------------------------------------------------------

TOKENS = [
    "{{", "}}", "{%", "%}", "{#", "null", "~", "[]", "{}", "- ", ": ", "#1", " #", "&a ", "*a",
    "!x ", '"', "'", ">-", "|", "\t", "1.000", "99/99/9999", "0", "-1", "true", "…", "😀", "\u0301",
    "\x85", "\u2028", '"\\x0b"', '"\\ud800"', "none", "villages", "{{ x }}", "{{ ref('x') }}",
    "{{ target('ho-ngheo').x }}", "{{ period | money }}", "{{ 'x' | date }}",
    "{{ period.first | words }}", "{{ -period.first | words }}", "{{ basis }}", "{{ basis() }}",
    "{{ agency(1) }}", "{{ led }}", "{{ lead }}", "{{ none }}", "{{ 1.5 }}", "{{ [] }}",
    "{{ period + 1 }}", "{{ '9' | number }}", "{{ task('sinh-ke') }}",
    "{{ appendix('phan-cong') }}", "{{ locate('noi-dung') }}", "from: tasks", "from: led-tasks",
    "from: assignment", "from: funding", "from: reports", "from: target-table",
    "numbering: none", "heading: run-in", "text: x", "title: x",
]  # fmt: skip


@st.composite
def _mutilated(draw: st.DrawFn, text: str) -> bytes:
    """Return the text with a few lines or bytes changed as a slip of a hand or disk may do it."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[at])))
        token = draw(st.sampled_from(TOKENS))
        lines[at : at + 1] = draw(
            st.sampled_from(
                [
                    [],
                    [lines[other]],
                    [lines[at], lines[other]],
                    [lines[at][:column] + token + lines[at][column:]],
                    [lines[at][:column]],
                    [lines[at][column:]],
                    [lines[at].partition(": ")[0] + ": " + token],
                    [" " * (column % 5) + lines[at].lstrip()],
                ]
            )
        ) or [""]
    data = bytearray("\n".join(lines).encode("utf-8"))
    if draw(st.booleans()):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


def _told(found: Sequence[Diagnostic]) -> None:
    """Assert that every finding can be told in both languages."""
    for diagnostic in found:
        for language in messages.LANGUAGES:
            assert diagnostic.message(language)
            assert diagnostic.hint(language)
            assert diagnostic.place.text(language)


@given(data=_mutilated(with_appendix()))
@settings(max_examples=150)
def test_a_mutilated_plan_is_refused_or_rendered_never_anything_else(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutilated.yaml"
    path.write_bytes(data)
    document = b""
    try:
        rendered = render(path, None, draft=False)
        found, document = rendered.diagnostics, rendered.document
    except Refused as refused:
        found = refused.diagnostics
    _told(found)
    assert has_errors(found) == (document == b"")
    assert document == b"" or docx.Document(io.BytesIO(document)).paragraphs


@given(data=st.sampled_from(PLANS).flatmap(lambda path: _mutilated(path.read_text("utf-8"))))
@settings(max_examples=25)
def test_a_mutilated_real_plan_is_refused_or_judged(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutilated-real.yaml"
    path.write_bytes(data)
    refusal: tuple[Diagnostic, ...] = ()
    try:
        _told(validate(path).diagnostics)
    except Refused as refused:
        refusal = refused.diagnostics
    _told(refusal)
    assert has_errors(refusal) == bool(refusal)


@pytest.mark.parametrize("name", ["data", "templates"])
def test_the_program_needs_no_write_access_to_its_own_folder(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / name, tmp_path / name)
    before = _files(ROOT / name)
    _kehoach("render", _plan(tmp_path), cwd=tmp_path)
    assert _files(ROOT / name) == before
