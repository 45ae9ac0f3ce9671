"""What is no plan is refused with words a clerk understands, and nothing half is left behind."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generator.diagnostics import Refused
from generator.importing import Wish, imported
from tests.conftest import Kehoach
from tests.importing.documents import ward_with_a_merged_table

PLAN = """KẾ HOẠCH
Giảm nghèo năm 2026 trên địa bàn xã Cẩm Bình
UBND xã ban hành Kế hoạch như sau:
I. MỤC TIÊU
1. Giảm số hộ nghèo.
II. TỔ CHỨC THỰC HIỆN
1. Trưởng các thôn báo cáo UBND xã trước ngày 15/12/2026.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn An
"""


def bomb() -> bytes:
    """Return a zip whose one part is far larger than it looks."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return held.getvalue()


def entities() -> bytes:
    """Return a document that declares an entity."""
    held = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(ward_with_a_merged_table())) as good,
        zipfile.ZipFile(held, "w") as bad,
    ):
        for name in good.namelist():
            data = good.read(name)
            if name == "word/document.xml":
                head, _, body = data.partition(b"?>")
                data = head + b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + body
            bad.writestr(name, data)
    return held.getvalue()


REFUSED = {
    "rong.txt": (b"  \n", "read.empty"),
    "hong.docx": (ward_with_a_merged_table()[:2000], "read.damaged"),
    "bom.docx": (bomb(), ""),
    "thuc-the.docx": (entities(), "read.entities"),
    "mat-khau.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
    "muc-vo-tan.txt": (
        PLAN.replace("II. TỔ CHỨC", "I. MỤC\n" * 4_000 + "II. TỔ CHỨC").encode(),
        "import.unfit",
    ),
    "quyet-dinh.txt": (
        "QUYẾT ĐỊNH\nVề việc X\nĐiều 1. Y\nĐiều 2. Z\n".encode(),
        "import.other-type",
    ),
    "loi-van.txt": ("KẾ HOẠCH\nnăm 2026\nChỉ có lời văn.\n".encode(), "import.no-structure"),
    "khong-nam.txt": ("KẾ HOẠCH\nGiảm nghèo\nI. MỤC TIÊU\n1. Một.\n".encode(), "import.no-period"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plan_is_refused_and_nothing_is_written(
    name: str, tmp_path: Path, kehoach: Kehoach
) -> None:
    data, code = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    before = sorted(tmp_path.iterdir())
    run = kehoach("import", name, "-o", "ke-hoach.yaml")
    assert run.code == 1
    assert "LỖI" in run.err
    assert "→" in run.err
    assert code in run.err
    assert "Traceback" not in run.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_clerk_is_told_what_was_made_and_what_to_look_at(
    tmp_path: Path, kehoach: Kehoach
) -> None:
    (tmp_path / "cu.txt").write_text(PLAN, "utf-8")
    run = kehoach("import", "cu.txt", "-o", "moi.yaml")
    assert run.code == 0
    assert "→ moi.yaml (báo cáo: moi.import.md)" in run.out
    report = (tmp_path / "moi.import.md").read_text("utf-8")
    assert "## Cần xem lại" in report
    assert "**khá chắc** · Đơn vị ban hành: xã Cẩm Bình, tỉnh Hà Tĩnh" in report
    assert "Thời hạn báo cáo: trước ngày 15/12/2026" in report
    plan = (tmp_path / "moi.yaml").read_text("utf-8")
    assert plan.startswith("# yaml-language-server: $schema=")
    assert kehoach("render", "moi.yaml", "-o", "moi.docx").code == 0


def test_a_file_that_is_there_is_kept(tmp_path: Path, kehoach: Kehoach) -> None:
    (tmp_path / "cu.txt").write_text(PLAN, "utf-8")
    (tmp_path / "moi.import.md").write_text("của tôi", "utf-8")
    run = kehoach("import", "cu.txt", "-o", "moi.yaml")
    assert run.code == 1
    assert "output.exists" in run.err
    assert not (tmp_path / "moi.yaml").exists()
    assert kehoach("import", "cu.txt", "-o", "moi.yaml", "--force").code == 0
    assert kehoach("import", "cu.txt", "-o", "cu.txt", "--force").code == 1
    assert (tmp_path / "cu.txt").read_text("utf-8") == PLAN


def test_what_the_clerk_says_goes_before_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_text(PLAN, "utf-8")
    plan = imported(path, Wish(period="2027", issuer="phường Thành Sen")).plan
    assert (str(plan.period), plan.issuer.full_name) == ("2027", "phường Thành Sen")
    for wish, code in ((Wish(period="20"), "new.period"), (Wish(issuer="Sen"), "import.issuer")):
        with pytest.raises(Refused) as refused:
            imported(path, wish)
        assert [d.code for d in refused.value.diagnostics] == [code]


def test_a_plan_whose_unit_is_not_named_leaves_a_gap_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_text("KẾ HOẠCH\nGiảm nghèo năm 2026\nI. MỤC TIÊU\n1. Một.\n2. Hai.\n", "utf-8")
    made = imported(path)
    assert made.plan.issuer.name == "…"
    codes = {remark.diagnostic.code for remark in made.remarks}
    assert {"import.no-issuer", "import.no-recipients", "import.no-signature"} <= codes
