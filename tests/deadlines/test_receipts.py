"""The register of what came: safe under several programs, never built over a foreign file."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from generator.deadlines.listing import Receipt
from generator.deadlines.receipts import default_register, known_receipts, receive, unreceive
from generator.diagnostics import Refused
from tests.command import ROOT
from tests.deadlines.plans import owed

DAY = Receipt(date(2027, 12, 14), "Lan")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return where a register is to lie, in a folder that is made with it."""
    return tmp_path / "new" / "register.sqlite3"


def test_what_is_noted_is_known_until_it_is_taken_back(register: Path) -> None:
    assert known_receipts(register) is None
    assert receive(register, [owed(1), owed(2)], DAY) == 2
    assert known_receipts(register) == {owed(1).key: DAY, owed(2).key: DAY}
    assert unreceive(register, [owed(1), owed(3)]) == 1
    assert known_receipts(register) == {owed(2).key: DAY}


def test_the_same_note_again_changes_nothing_and_another_one_is_refused(register: Path) -> None:
    receive(register, [owed(1)], DAY)
    assert receive(register, [owed(1), owed(2)], DAY) == 1
    with pytest.raises(Refused, match="noted-already") as refused:
        receive(register, [owed(3), owed(1)], Receipt(date(2027, 12, 15), "Hoa"))
    assert "14/12/2027, người ghi: Lan" in refused.value.diagnostics[0].message()
    assert owed(3).key not in (known_receipts(register) or {})


def test_nothing_is_made_by_looking_or_taking_back(register: Path) -> None:
    assert unreceive(register, [owed(1)]) == 0
    assert known_receipts(register) is None
    assert not register.parent.exists()


def test_only_the_register_is_left_in_its_folder(register: Path) -> None:
    receive(register, [owed(1)], DAY)
    assert [path.name for path in register.parent.iterdir()] == [register.name]


def test_the_register_lies_where_the_user_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_DATA", str(tmp_path / "mine"))
    assert default_register() == tmp_path / "mine" / "received.sqlite3"
    monkeypatch.delenv("KEHOACH_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in default_register().parents
    assert default_register().parent.name == "kehoach"


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as book:
        book.execute("CREATE TABLE t (x)")
        book.commit()


def later(path: Path) -> None:
    receive(path, [owed(1)], DAY)
    with closing(sqlite3.connect(path)) as book:
        book.execute("PRAGMA user_version = 2")
        book.commit()


def torn(path: Path) -> None:
    receive(path, [owed(number) for number in range(400)], DAY)
    with closing(sqlite3.connect(path)) as book:
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    path.write_bytes(data)


def cut(path: Path) -> None:
    receive(path, [owed(number) for number in range(400)], DAY)
    with closing(sqlite3.connect(path)) as book:
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (foreign, {"receipts.foreign"}),
        (later, {"receipts.later-form"}),
        (torn, {"receipts.damaged"}),
        (cut, {"receipts.damaged"}),
        (lambda path: path.write_text("danh sách\n" * 400, "utf-8"), {"receipts.damaged"}),
        (lambda path: path.write_bytes(b""), {"receipts.foreign"}),
        (lambda path: path.mkdir(), {"receipts.unusable"}),
        (lambda path: path.symlink_to(path.parent / "none"), {"receipts.unusable"}),
    ],
)
def test_a_file_that_is_no_register_is_told_and_left_as_it_is(
    spoil: object, codes: set[str], tmp_path: Path
) -> None:
    path = tmp_path / "file"
    spoil(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    for use in (
        lambda: known_receipts(path),
        lambda: receive(path, [owed(9)], DAY),
        lambda: unreceive(path, [owed(9)]),
    ):
        with pytest.raises(Refused) as refused:
            use()
        assert {d.code for d in refused.value.diagnostics} == codes
        assert all(d.place.file == str(path) for d in refused.value.diagnostics)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused, match="output"):
        receive(tmp_path / "file" / "register", [owed(1)], DAY)


PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from generator.deadlines.listing import Receipt
from generator.deadlines.receipts import receive, unreceive
from tests.deadlines.plans import owed
register, mine = Path(sys.argv[1]), int(sys.argv[2])
sys.stdin.readline()
for number in range(mine * 40, mine * 40 + 40):
    receive(register, [owed(number)], Receipt(date(2027, 12, 14), "Lan"))
unreceive(register, [owed(mine * 40)])
receive(register, [owed(9000), owed(9001)], Receipt(date(2027, 12, 14), "Lan"))
"""


def test_several_programs_at_once_lose_no_note(register: Path) -> None:
    """They begin together, so that they also meet while the register is made."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM, str(register), str(number)],
            cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )
        for number in range(6)
    ]  # fmt: skip
    for program in programs:
        assert program.stdin
        program.stdin.write("go\n")
        program.stdin.flush()
    told = [program.communicate()[1] for program in programs]
    assert [(program.returncode, err) for program, err in zip(programs, told, strict=True)] == [
        (0, "")
    ] * 6
    numbers = {n for n in range(240) if n % 40} | {9000, 9001}
    assert known_receipts(register) == {owed(number).key: DAY for number in numbers}
    with closing(sqlite3.connect(register)) as book:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert book.execute("PRAGMA journal_mode").fetchone() == ("wal",)
