"""The register of reports that came: a small SQLite file, safe under several programs at once.

A new register is built beside its place and linked there, so that nobody meets half of one. Each
mark is one transaction that takes the write lock first (`BEGIN IMMEDIATE`).
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.deadlines.listing import Receipt, Receipts
from generator.deadlines.owed import Key, Owed
from generator.diagnostics import Diagnostic, Place, Refused
from generator.output import refusal
from generator.vietnamese import format_date

FOLDER_VARIABLE = "KEHOACH_DATA"
FILE = "received.sqlite3"
_APPLICATION = 0x6B686F61  # "khoa", in the header of the file: it is ours
_FORM = 1
_PATIENCE = 20.0  # seconds that a program waits for the others
_TABLE = """
CREATE TABLE received (
  unit TEXT NOT NULL, plan TEXT NOT NULL, report TEXT NOT NULL, turn TEXT NOT NULL,
  day TEXT NOT NULL CHECK (day = date(day)), noted_by TEXT NOT NULL,
  unit_name TEXT NOT NULL, report_name TEXT NOT NULL,
  PRIMARY KEY (unit, plan, report, turn)
) STRICT, WITHOUT ROWID
"""
_KEY = "unit = ? AND plan = ? AND report = ? AND turn = ?"

T = TypeVar("T")


def default_register() -> Path:
    """Return where the register lies: in the folder of `KEHOACH_DATA`, else the user's own."""
    folder = os.environ.get(FOLDER_VARIABLE, "")
    if folder:
        return Path(folder) / FILE
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no folder is named

    return user_data_path("kehoach", appauthor=False) / FILE


def known_receipts(register: Path) -> Receipts | None:
    """Return all reports that came; None where there is no register.

    Raises Refused when the file is damaged or is no register of ours.
    """
    if not os.path.lexists(register):
        return None
    return _within(register, _every, "BEGIN")


def receive(register: Path, reports: Iterable[Owed], receipt: Receipt) -> int:
    """Note that reports came, all or none; return how many were not noted before.

    The same note again changes nothing. Raises Refused when one is noted already with another day
    or name, and for a file that is damaged or not ours; a missing register is made.
    """
    wanted = list(reports)
    _make(register)
    return _within(register, lambda book: _note(book, wanted, receipt, register))


def unreceive(register: Path, reports: Iterable[Owed]) -> int:
    """Take back the notes about reports; return how many there were.

    Raises Refused for a file that is damaged or not ours.
    """
    keys = [_columns(owed.key) for owed in reports]
    if not os.path.lexists(register):
        return 0
    return _within(register, lambda book: _remove(book, keys))


def _every(book: sqlite3.Connection) -> Receipts:
    rows = book.execute("SELECT unit, plan, report, turn, day, noted_by FROM received")
    return {Key(*row[:4]): Receipt(date.fromisoformat(row[4]), row[5]) for row in rows}


def _note(book: sqlite3.Connection, reports: list[Owed], receipt: Receipt, file: Path) -> int:
    found: list[Diagnostic] = []
    new = 0
    for owed in reports:
        row = book.execute(
            f"SELECT day, noted_by FROM received WHERE {_KEY}", _columns(owed.key)
        ).fetchone()
        if row is None:
            new += 1
            values = (receipt.day.isoformat(), receipt.by, owed.unit, owed.name)
            book.execute(
                "INSERT INTO received VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*_columns(owed.key), *values),
            )
        elif row != (receipt.day.isoformat(), receipt.by):
            found.append(_noted_already(owed, row[0], row[1], file))
    if found:
        raise Refused(found)
    return new


def _noted_already(owed: Owed, day: str, by: str, file: Path) -> Diagnostic:
    parameters = {
        "unit": owed.unit,
        "report": f"{owed.key.report} {owed.key.turn}",
        "day": format_date(date.fromisoformat(day)),
        "name": by or "-",
    }
    return Diagnostic("receipts.noted-already", parameters, place=Place(str(file)))


def _remove(book: sqlite3.Connection, keys: list[tuple[str, str, str, str]]) -> int:
    return sum(book.execute(f"DELETE FROM received WHERE {_KEY}", key).rowcount for key in keys)


def _columns(key: Key) -> tuple[str, str, str, str]:
    return key.unit, key.plan, key.report, key.turn


def _within(
    register: Path, work: Callable[[sqlite3.Connection], T], begin: str = "BEGIN IMMEDIATE"
) -> T:
    """Return what some work on a register gives, done as one transaction of its own."""
    with _refused(register), closing(_opened(register)) as book:
        _check(book, register)
        book.execute(begin)
        try:
            result = work(book)
        except BaseException:
            book.execute("ROLLBACK")
            raise
        book.execute("COMMIT")
        return result


@contextmanager
def _refused(register: Path) -> Iterator[None]:
    """Turn what SQLite says about a file into findings."""
    place = Place(str(register))
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if isinstance(error, OSError):
            raise refusal(register, error) from None
        code = "receipts.busy" if "locked" in str(error) else "receipts.unusable"
        parameters = {} if code == "receipts.busy" else {"reason": str(error)}
        raise Refused([Diagnostic(code, parameters, place=place)]) from None
    except (sqlite3.DatabaseError, ValueError):
        raise Refused([Diagnostic("receipts.damaged", place=place)]) from None


def _opened(register: Path) -> sqlite3.Connection:
    """Return a connection to a file that exists; nothing is made."""
    address = f"{register.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)


def _check(book: sqlite3.Connection, register: Path) -> None:
    """Raise Refused for a file that is no register of ours, of a later program, or damaged."""
    place = Place(str(register))
    (application,) = book.execute("PRAGMA application_id").fetchone()
    (form,) = book.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise Refused([Diagnostic("receipts.foreign", place=place)])
    if form != _FORM:
        raise Refused([Diagnostic("receipts.later-form", place=place)])
    if book.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise Refused([Diagnostic("receipts.damaged", place=place)])


def _make(register: Path) -> None:
    """Make an empty register where there is none; of several programs at once, one does it."""
    if os.path.lexists(register):
        return
    with _refused(register):
        register.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kehoach-", dir=register.parent) as folder:
            new = Path(folder) / FILE
            with closing(sqlite3.connect(new, isolation_level=None)) as book:
                book.execute("PRAGMA journal_mode = WAL")
                book.execute(f"PRAGMA application_id = {_APPLICATION}")
                book.execute(f"PRAGMA user_version = {_FORM}")
                book.execute(_TABLE)
            _put(new, register)


def _put(new: Path, register: Path) -> None:
    """Link a new register to its place; one that came there meanwhile is kept."""
    try:
        os.link(new, register)
    except FileExistsError:
        return
