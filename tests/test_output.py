"""Writing a result: whole or not at all, never over a good file unless told so."""

import errno
import os
import resource
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import output
from generator.diagnostics import Refused
from generator.output import default_output, new_plan_output, write_output, write_outputs

NOBODY = 65534


def _refusal(path: Path, data: bytes = b"moi", *, force: bool = False) -> str:
    """Return the code with which a write is refused; the finding names the file."""
    with pytest.raises(Refused) as refused:
        write_output(path, data, force=force)
    (found,) = refused.value.diagnostics
    assert found.place.file == str(path)
    assert found.message()
    assert found.hint()
    return found.code


@contextmanager
def _ordinary_user() -> Iterator[Path]:
    """Yield a folder of a user without special rights; root becomes nobody for a while."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        os.chown(folder, NOBODY, -1)
        os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(0)


@contextmanager
def _largest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond a size for a while, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@given(st.binary())
def test_what_is_written_is_read_back(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Kế hoạch số 5.docx"
        write_output(path, data, force=False)
        assert path.read_bytes() == data
        assert list(Path(folder).iterdir()) == [path]


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"cu")
    assert _refusal(path) == "output.exists"
    assert path.read_bytes() == b"cu"


def test_an_existing_file_is_replaced_when_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"cu")
    write_output(path, b"moi", force=True)
    assert path.read_bytes() == b"moi"


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("link", ["", "symlink", "hard link"])
def test_what_the_data_was_made_of_is_never_replaced(
    tmp_path: Path, link: str, *, force: bool
) -> None:
    source = path = tmp_path / "plan.yaml"
    source.write_bytes(b"cu")
    if link:
        path = tmp_path / "a.docx"
        path.symlink_to(source) if link == "symlink" else path.hardlink_to(source)
    missing = tmp_path / "khong-co.yaml"
    with pytest.raises(Refused) as refused:
        write_output(path, b"moi", force=force, made_of=[missing, source])
    assert [found.code for found in refused.value.diagnostics] == ["output.is-source"]
    assert source.read_bytes() == b"cu"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path, *, force: bool) -> None:
    assert _refusal(tmp_path, force=force) == "output.is-folder"


@pytest.mark.parametrize("force", [False, True])
def test_a_missing_folder_is_told_and_not_made(tmp_path: Path, *, force: bool) -> None:
    assert _refusal(tmp_path / "khong" / "a.docx", force=force) == "output.no-folder"
    assert list(tmp_path.iterdir()) == []


def test_a_path_under_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tep"
    file.write_bytes(b"cu")
    assert _refusal(file / "a.docx") == "output.no-folder"
    assert file.read_bytes() == b"cu"


def test_a_folder_without_the_right_to_write_is_refused() -> None:
    with _ordinary_user() as folder:
        folder.chmod(0o555)
        assert _refusal(folder / "a.docx") == "output.denied"
        assert list(folder.iterdir()) == []
        folder.chmod(0o755)


def test_a_folder_that_may_not_be_looked_into_is_refused() -> None:
    with _ordinary_user() as folder:
        closed = folder / "khoa"
        closed.mkdir()
        closed.chmod(0o000)
        assert _refusal(closed / "a.docx").startswith("output.")
        closed.chmod(0o755)


@pytest.mark.parametrize("length", [251, 300, 5000])
def test_a_name_that_is_too_long_is_refused(tmp_path: Path, length: int) -> None:
    assert _refusal(tmp_path / ("k" * length + ".docx")) == "output.name-too-long"
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_the_system_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("k" * 250 + ".docx")
    write_output(path, b"moi", force=False)
    assert path.read_bytes() == b"moi"


@pytest.mark.parametrize("force", [False, True])
def test_a_disk_that_fills_up_leaves_no_half_file_and_keeps_the_old_one(
    tmp_path: Path, *, force: bool
) -> None:
    old, path = b"cu", tmp_path / "a.docx"
    if force:
        path.write_bytes(old)
    with _largest_file(1000):
        assert _refusal(path, b"x" * 5000, force=force) in {"output.failed", "output.full"}
    assert [p.read_bytes() for p in tmp_path.iterdir()] == ([old] if force else [])


def test_a_written_file_has_the_rights_of_any_other_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_output(tmp_path / "a.docx", b"moi", force=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.docx").stat().st_mode) == 0o640


def test_the_default_name_is_the_plans_under_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = Path("/tai lieu") / "kế hoạch.2027.yaml"
    assert default_output(plan) == Path("output") / "kế hoạch.2027.docx"
    assert new_plan_output("commune", "2027") == Path("output") / "ke-hoach-commune-2027.yaml"


def test_the_default_folder_is_made_when_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_output(default_output(Path("a.yaml")), b"moi", force=False)
    assert (tmp_path / "output" / "a.docx").read_bytes() == b"moi"


def test_a_file_in_the_place_of_the_default_folder_is_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").write_bytes(b"cu")
    assert _refusal(default_output(Path("a.yaml"))) == "output.no-folder"
    assert (tmp_path / "output").read_bytes() == b"cu"


def test_several_files_are_written_together(tmp_path: Path) -> None:
    files = {tmp_path / "a": b"1", tmp_path / "b": b"2"}
    write_outputs(files, force=False)
    assert {path: path.read_bytes() for path in files} == files


def test_one_file_in_the_way_keeps_all_from_being_written(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    files = {tmp_path / name: b"new" for name in "abc"}
    with pytest.raises(Refused) as caught:
        write_outputs(files, force=False)
    assert [d.code for d in caught.value.diagnostics] == ["output.exists", "output.is-folder"]
    assert not (tmp_path / "a").exists()
    assert (tmp_path / "b").read_bytes() == b"old"


def test_a_failure_in_the_middle_takes_the_first_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b").write_bytes(b"old")
    real = output._replace

    def fail_at_c(path: Path, data: Iterable[bytes], *, force: bool) -> None:
        if path.name == "c":
            raise OSError(errno.ENOSPC, "full")
        real(path, data, force=force)

    monkeypatch.setattr(output, "_replace", fail_at_c)
    with pytest.raises(Refused) as caught:
        write_outputs({tmp_path / name: b"new" for name in "abc"}, force=True)
    assert [d.code for d in caught.value.diagnostics] == ["output.full"]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"b": b"old"}
