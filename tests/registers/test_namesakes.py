"""The place before a date: the proper name, with the kind where NĐ 30 wants it."""

from pathlib import Path

import pytest

from generator.registers.namesakes import load_namesakes, seat_name


@pytest.mark.parametrize(
    ("kind", "name", "printed"),
    [
        ("xã", "Cẩm Bình", "Cẩm Bình"),
        ("tỉnh", "Hà Tĩnh", "Hà Tĩnh"),
        ("thành phố", "Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("quận", "1", "Quận 1"),
        ("phường", "Trần Phú", "Phường Trần Phú"),
        ("phường", "Điện Biên Phủ", "Phường Điện Biên Phủ"),
        ("xã", "Điện Biên", "Điện Biên"),
    ],
)
def test_a_number_a_person_and_an_event_take_the_kind(kind: str, name: str, printed: str) -> None:
    assert seat_name(kind, name) == printed


def test_own_rows_add_names_and_take_names_back(tmp_path: Path) -> None:
    own = "name,kind,source\nNguyễn Úy,person,địa chí\nQuang Trung,neither,nghị quyết\n"
    (tmp_path / "namesakes.csv").write_text(own, "utf-8")
    assert seat_name("xã", "Nguyễn Úy", overlay=tmp_path) == "Xã Nguyễn Úy"
    assert seat_name("xã", "Quang Trung", overlay=tmp_path) == "Quang Trung"
    assert seat_name("phường", "Trần Phú", overlay=tmp_path) == "Phường Trần Phú"


def test_every_shipped_name_says_who_it_is() -> None:
    register = load_namesakes()
    assert not register.diagnostics
    assert all(one.about for one in register.entries)
