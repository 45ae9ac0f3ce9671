"""The check of the registers: the shipped ones pass, and every fault is seen where it is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import generator.registers
from generator.diagnostics import Severity
from generator.messages import catalogue
from generator.registers import table
from generator.registers.agencies import load_agencies
from generator.registers.check import FILES, check_registers
from generator.registers.legal import load_instruments
from generator.registers.units import load_units
from generator.registers.working_days import load_special_days

Lay = Callable[[str, str], Path]
UNITS = "code,kind,name,level,parent_code,valid_from,valid_to,successors,source\n"
DAYS = "date,kind,status,note,source\n"
AGENCIES = (
    "code,level,kinds,name,aliases,valid_from,valid_to,successors,counterpart,confidence,source\n"
)
DAY = "14/12/2026,holiday,,Nghỉ,Thông báo\n"
COMMUNE = "99999,xã,Thử,commune,42,01/07/2030,,,Nguồn\n"
AGENCY = "province.x,province,,Sở Thử,,,,,,low,Nguồn\n"
NAMESAKE = AGENCY.replace("province.x", "province.cooperatives")

# file, text, code of the finding, its line
FAULTS = [
    ("working-days.csv", DAYS + "31/02/2026,holiday,,Nghỉ,…\n", "bad-date", 2),
    ("working-days.csv", DAYS + DAY + "2026,holiday,,Nghỉ,…\n", "bad-date", 3),
    ("working-days.csv", DAYS + "14/12/2026,off,,Nghỉ,…\n", "bad-value", 2),
    ("working-days.csv", DAYS + "14/12/2026,holiday,,Nghỉ,\n", "empty", 2),
    ("working-days.csv", DAYS + ",holiday,,Nghỉ,…\n", "empty", 2),
    ("working-days.csv", DAYS + DAY + DAY, "duplicate", 3),
    ("working-days.csv", DAYS + DAY.replace("\n", ",thừa\n"), "ragged", 2),
    ("working-days.csv", DAYS + DAY + '15/12/2026,holiday,,"Nghỉ,…\n' + DAY, "line-break", 3),
    ("working-days.csv", DAYS + DAY.replace("Nghỉ", "x" * 200_000), "syntax", 2),
    ("working-days.csv", "date,note,source\n", "missing-column", 1),
    ("working-days.csv", "date,kind,kind,note,source\n", "repeated-column", 1),
    ("working-days.csv", DAYS.replace("status", "statut"), "unknown-column", 1),
    ("working-days.csv", DAYS + DAY.replace("Nghỉ", "Nghi\u0309"), "not-nfc", 2),
    ("working-days.csv", DAYS + DAY.replace("2026", "2036"), "year-outside", 2),
    ("working-day.csv", DAYS, "unknown-file", 0),
    ("units.csv", UNITS + COMMUNE.replace("99999", "9999x"), "bad-code", 2),
    ("units.csv", UNITS + COMMUNE.replace("99999", "123456"), "bad-code", 2),
    ("units.csv", UNITS + COMMUNE.replace("xã", "làng"), "bad-value", 2),
    ("units.csv", UNITS + COMMUNE.replace("commune", "village"), "bad-value", 2),
    ("units.csv", UNITS + COMMUNE.replace("42", ""), "empty", 2),
    ("units.csv", UNITS + COMMUNE.replace("2030,", "2030,01/06/2030"), "dates-order", 2),
    ("units.csv", UNITS + COMMUNE.replace("42", "36"), "no-parent", 2),
    ("units.csv", UNITS + COMMUNE.replace("99999", "18685"), "overlap", 2),
    ("units.csv", UNITS + COMMUNE.replace("2030,", "2030,01/07/2031,18685x"), "bad-code", 2),
    ("units.csv", UNITS + COMMUNE.replace(",,,", ",31/12/2030,88888,"), "no-successor", 2),
    ("units.csv", UNITS + COMMUNE.replace(",,,", ",,18685,"), "no-successor", 2),
    ("units.csv", UNITS + COMMUNE.replace("2030", "2025"), "count", 0),
    ("agencies.csv", AGENCIES + AGENCY.replace("Sở Thử", "Sở Y tế"), "shared-name", 2),
    ("agencies.csv", AGENCIES + AGENCY.replace("Thử,", "Thử,Sở TC|Sở YT"), "shared-name", 2),
    ("agencies.csv", AGENCIES + NAMESAKE, "overlap", 2),
    ("agencies.csv", AGENCIES + AGENCY.replace(",,low", ",commune.x,low"), "no-counterpart", 2),
    ("agencies.csv", AGENCIES + AGENCY.replace(",,low", ",commune.bank,low"), "no-counterpart", 2),
    ("agencies.csv", AGENCIES + AGENCY.replace(",,low", ",province.bank,low"), "no-counterpart", 2),
    ("agencies.csv", AGENCIES + AGENCY.replace(",,,low", ",province.y,,low"), "no-successor", 2),
    ("agencies.csv", AGENCIES + AGENCY.replace("province,,", "province,xã,"), "bad-value", 2),
    ("agencies.csv", AGENCIES + AGENCY.replace("low", "sure"), "bad-value", 2),
    ("legal-bases.csv", "type,number,valid_from,valid_to,source,confidence\nLuật,1/QH,,,,low\n",
     "empty", 2),
]  # fmt: skip
OTHERWISE = {"encoding", "no-folder", "too-large", "unreadable"}


def test_the_shipped_registers_have_no_fault() -> None:
    assert check_registers() == ()


def test_every_row_of_the_shipped_registers_has_a_source() -> None:
    registers = (load_units(), load_agencies(), load_instruments(), load_special_days())
    for register in registers:
        assert register.entries
        assert all(entry.source for entry in register.entries)


def test_every_file_of_the_data_folder_is_a_register() -> None:
    folder = table.shipped_folder()
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


def test_spreadsheets_know_the_shipped_files_as_utf8() -> None:
    folder = table.shipped_folder()
    assert all((folder / name).read_bytes().startswith(b"\xef\xbb\xbf") for name in FILES)


@pytest.mark.parametrize(("file", "text", "code", "line"), FAULTS)
def test_a_fault_is_found_where_it_is(lay: Lay, file: str, text: str, code: str, line: int) -> None:
    folder = lay(file, text)
    found = {d.code: d for d in check_registers(folder)}
    assert f"register.{code}" in found
    finding = found[f"register.{code}"]
    assert Path(finding.place.file).name == file
    assert finding.place.line == line
    for language in ("vi", "en"):
        assert finding.message(language)
        assert finding.hint(language)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_bytes(b"date,kind\nng\xe0y,x\n"), "encoding"),
        (lambda path: path.mkdir(), "unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(
    tmp_path: Path, spoil: Callable[[Path], object], code: str
) -> None:
    spoil(tmp_path / "units.csv")
    assert {d.code for d in check_registers(tmp_path)} == {f"register.{code}"}


def test_a_file_that_is_too_large_is_not_read(lay: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lay("working-days.csv", DAYS + DAY * 1_000_000)
    monkeypatch.setattr(table, "MAX_BYTES", 5_000_000)
    assert {d.code for d in check_registers(folder)} == {"register.too-large"}


def test_a_folder_that_does_not_exist_is_reported_once(tmp_path: Path) -> None:
    found = check_registers(tmp_path / "nowhere")
    assert [d.code for d in found] == ["register.no-folder"]


def test_an_empty_file_of_the_user_changes_nothing(lay: Lay) -> None:
    assert check_registers(lay("units.csv", "")) == ()


@pytest.mark.parametrize("wrong", ["commune", "xã"])
def test_a_wrong_level_or_kind_is_said_once(lay: Lay, wrong: str) -> None:
    folder = lay("units.csv", UNITS + COMMUNE.replace(wrong, "làng"))
    assert [d.code for d in check_registers(folder)] == ["register.bad-value"]


def test_only_what_cannot_do_harm_is_a_warning(lay: Lay) -> None:
    codes = {"unknown-file", "unknown-column", "not-nfc"}
    for file, text, code, _ in FAULTS:
        folder = lay(file, text)
        found = {d.code: d.severity for d in check_registers(folder)}
        assert (found[f"register.{code}"] is Severity.WARNING) is (code in codes), code
        (folder / file).unlink()


def test_every_code_of_the_registers_is_tried_and_has_its_words() -> None:
    folder = Path(generator.registers.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r'"register\.([a-z-]+)"', source))
    assert used == {code for _, _, code, _ in FAULTS} | OTHERWISE
    for language in ("vi", "en"):
        words = {key for key in catalogue(language) if key.startswith("register.")}
        assert words == {f"register.{code}.{part}" for code in used for part in ("message", "hint")}
