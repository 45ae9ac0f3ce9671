"""A user's own rows: laid over the shipped ones, read as spreadsheets write them."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.diagnostics import Refused
from generator.registers.agencies import counterpart, find_agency
from generator.registers.check import check_registers
from generator.registers.legal import expired
from generator.registers.table import FOLDER_VARIABLE
from generator.registers.units import find_unit, unit_by_code, units_on
from generator.registers.working_days import is_working, why_off

Lay = Callable[[str, str], Path]
UNITS = "code,kind,name,level,parent_code,valid_from,valid_to,successors,source\n"
DAYS = "date,kind,status,note,source\n"
AGENCIES = (
    "code,level,kinds,name,short,aliases,fields,valid_from,valid_to,successors,counterpart,"
    "confidence,source\n"
)
IN_2026, IN_2027 = date(2026, 1, 1), date(2027, 1, 1)

# Cẩm Bình becomes a phường: its row ends, another begins.
BECOMES_A_WARD = (
    UNITS
    + "18685,xã,Cẩm Bình,commune,42,01/07/2025,31/12/2026,18685,Nghị quyết giả định\n"
    + "18685,phường,Cẩm Bình,commune,42,01/01/2027,,,Nghị quyết giả định\n"
)


def test_a_row_of_the_same_key_replaces_the_shipped_one_and_others_are_added(lay: Lay) -> None:
    folder = lay("units.csv", BECOMES_A_WARD)
    assert find_unit("xã", "Cẩm Bình", IN_2026, overlay=folder)
    assert find_unit("phường", "Cẩm Bình", IN_2027, parent="42", overlay=folder)
    assert find_unit("xã", "Cẩm Bình", IN_2027, parent="42", overlay=folder) is None
    assert len(units_on(IN_2027, parent="42", overlay=folder)) == 69
    assert check_registers(folder) == ()


def test_without_the_folder_the_shipped_rows_stand(lay: Lay) -> None:
    lay("units.csv", BECOMES_A_WARD)
    assert find_unit("xã", "Cẩm Bình", IN_2027, parent="42")


def test_the_environment_names_the_folder_and_an_argument_goes_before_it(
    lay: Lay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = lay("working-days.csv", DAYS + "14/12/2026,holiday,announced,Nghỉ,Thông báo\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    assert not is_working(date(2026, 12, 14))
    assert is_working(date(2026, 12, 14), overlay=empty)


def test_a_day_of_the_user_goes_before_the_shipped_and_the_computed_one(lay: Lay) -> None:
    text = "24/11/2026,working,,Vẫn làm việc,Thông báo\n28/11/2026,working,,Làm bù,Thông báo\n"
    folder = lay("working-days.csv", DAYS + text)
    assert why_off(date(2026, 11, 24), overlay=folder) is None
    assert why_off(date(2026, 11, 28), overlay=folder) is None
    assert why_off(date(2026, 11, 24)) is not None


def test_a_legal_basis_of_the_user_can_end(lay: Lay) -> None:
    text = (
        "type,number,date,issuer,about,valid_from,valid_to,amended_by,replaced_by,source,confidence\n"
        "Nghị định,27/2022/NĐ-CP,19/04/2022,Chính phủ,…,19/04/2022,30/06/2026,,Nghị định mới,"
        "Công báo,high\n"
    )
    folder = lay("legal-bases.csv", text)
    instrument = expired("Nghị định", "27/2022/NĐ-CP", IN_2027, overlay=folder)
    assert instrument is not None
    assert instrument.replaced_by == "Nghị định mới"


def test_an_agency_of_the_user_has_its_own_counterpart(lay: Lay) -> None:
    text = "province.fund,province,,Quỹ Vì người nghèo {kind},,,poverty,,,,commune.front,low,…\n"
    folder = lay("agencies.csv", AGENCIES + text)
    assert find_agency("Quỹ Vì người nghèo tỉnh", IN_2027, overlay=folder)
    found = counterpart(
        "Quỹ Vì người nghèo tỉnh",
        from_level="province",
        to_level="commune",
        unit_kind="xã",
        day=IN_2027,
        overlay=folder,
    )
    assert found is not None
    assert (found.name, found.confidence) == ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "low")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n,,,,,,,,\n\n",
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("level", " LEVEL ").replace("commune", " Commune "),
    ],
    ids=["bom", "semicolons", "tabs", "crlf", "blank rows", "nfd", "case and spaces"],
)
def test_what_spreadsheets_do_to_a_file_changes_nothing(
    lay: Lay, spoil: Callable[[str], str]
) -> None:
    folder = lay("units.csv", spoil(BECOMES_A_WARD))
    unit = find_unit("phường", "Cẩm Bình", IN_2027, parent="42", overlay=folder)
    assert unit is not None
    assert unicodedata.is_normalized("NFC", unit.name)


def test_leading_zeros_that_a_spreadsheet_took_away_come_back(lay: Lay) -> None:
    text = (
        "4,xã,Ba Đình,commune,1,01/07/2025,,,Thử\n1,thành phố,Hà Nội,province,,01/07/2025,,,Thử\n"
    )
    folder = lay("units.csv", UNITS + text)
    commune = unit_by_code("00004", IN_2026, overlay=folder)
    assert commune is not None
    assert (commune.kind, commune.parent_code) == ("xã", "01")


def test_a_code_below_a_district_is_that_of_the_district(lay: Lay) -> None:
    folder = lay("units.csv", UNITS + "1,xã,Thử,commune,1,01/01/2020,31/12/2020,,Thử\n")
    commune = unit_by_code("00001", date(2020, 6, 1), overlay=folder)
    assert commune is not None
    assert commune.parent_code == "001"


def test_a_wrong_row_is_refused_with_its_file_and_line_not_skipped(lay: Lay) -> None:
    folder = lay("working-days.csv", DAYS + "14/12/2026,holiday,,Nghỉ,…\n31/02/2026,holiday,,…,…\n")
    with pytest.raises(Refused) as refused:
        is_working(date(2026, 12, 14), overlay=folder)
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "register.bad-date"
    assert diagnostic.place.file == str(folder / "working-days.csv")
    assert (diagnostic.place.line, diagnostic.place.path) == (3, "date")


def test_all_wrong_rows_are_reported_at_once(lay: Lay) -> None:
    folder = lay("working-days.csv", DAYS + "x,y,z,,\n1/1,holiday,,,\n")
    with pytest.raises(Refused) as refused:
        is_working(date(2026, 12, 14), overlay=folder)
    assert [d.place.line for d in refused.value.diagnostics] == [2, 2, 2, 2, 2, 3, 3, 3]
