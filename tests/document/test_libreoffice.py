"""The pages as LibreOffice lays them out: what a clerk would send back is not there."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from generator.document.catalogue import read_template, template_path
from generator.document.context import build_context
from generator.document.engine import render_template
from generator.document.package import read_members, write_members
from generator.pipeline import render
from generator.plan.composition import compose
from generator.plan.ending import signature_lines
from generator.plan.source import parse_plan
from tests.command import ROOT
from tests.sample import APPENDIX, PLAN, changed, with_appendix
from tests.system import missing

PLANS = sorted((ROOT / "data" / "plans").glob("*.yaml"))
NAMES = [plan.stem for plan in PLANS]
LONG = "x" * 300
CITED = (
    "appendix('phan-cong') }} kèm theo",
    "appendix('phan-cong') }}, {{ appendix('chi-tieu') }} kèm theo",
)
TARGETS = "  - {id: chi-tieu, title: Chỉ tiêu, from: target-table}\n"
SAMPLES = {
    "short": PLAN,
    "landscape": with_appendix(),
    "portrait": with_appendix(APPENDIX + "    orientation: portrait\n"),
    "two": changed(CITED, plan=with_appendix(APPENDIX + TARGETS)),
    "long-words": changed(
        ("Giảm nghèo bền vững {{", f"{LONG} {{{{"),
        ("title: Mục tiêu\n", f"title: {LONG}\n"),
        ("product: Báo cáo kết quả", f"product: {LONG}"),
        ("name: UBND huyện, purpose", f"name: {LONG}, purpose"),
        plan=with_appendix(),
    ),
}
# A plan made from a source has about as many pages as it.
PAGES = {
    "cam-binh-2027": range(9, 14),
    "ha-tinh-2023": range(8, 13),
    "hai-hau-2022": range(8, 13),
    "kim-bang-2023": range(8, 13),
    "minh-tien-2022-2025": range(13, 20),
    "quang-khai-2023": range(7, 12),
}


FILLER = "Đoạn đệm"
HEIGHTS = range(10_500, 11_100, 10)  # space above the filler, in twips
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a document: the lines of each, as they stand on the paper."""

    lines: tuple[tuple[str, ...], ...]

    def with_line(self, words: str) -> list[int]:
        """Return the pages, counted from 1, that have a line with the words."""
        return [n for n, page in enumerate(self.lines, 1) if any(words in line for line in page)]


def _pages(pdf: Path) -> Pages:
    """Return the pages of a PDF; empty lines are left out."""
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    pages = text.removesuffix("\f").split("\f")
    return Pages(tuple(tuple(line for line in page.splitlines() if line.strip()) for page in pages))


def _every_height() -> bytes:
    """Return a document of many short signed parts, each half a point taller than the one before.

    Their heights run past the height of a page, so one of them ends exactly at its foot.
    """
    plan = parse_plan(with_appendix().encode("utf-8"), "plan.yaml").plan
    context = build_context(plan, compose(plan), draft=False)
    body, appendix = context["parts"]
    filler = {"kind": "paragraph", "number": "", "title": "", "text": FILLER}
    part = {**body, "blocks": [filler, body["blocks"][-1]]}
    context["parts"] = [*[part] * len(HEIGHTS), appendix]
    template = read_template(template_path("commune"))
    members = read_members(render_template(template, context, "commune"), "")
    root = etree.fromstring(members["word/document.xml"])
    fillers = [p for p in root.iter(f"{W}p") if "".join(map(str, p.itertext())) == FILLER]
    for paragraph, height in zip(fillers, HEIGHTS, strict=True):
        properties = paragraph.find(f"{W}pPr")
        assert properties is not None
        etree.SubElement(properties, f"{W}spacing", {f"{W}before": str(height)})
    members["word/document.xml"] = etree.tostring(root)
    return write_members(members)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pages]:
    """Return the pages of every shipped plan and sample, all laid out in one call."""
    if absent := missing():
        pytest.skip(f"not on this machine: {', '.join(part.name for part in absent)}")
    folder = tmp_path_factory.mktemp("pages")
    for plan in PLANS:
        document = render(plan, None, draft=False).document
        (folder / f"{plan.stem}.docx").write_bytes(document)
    for name, text in SAMPLES.items():
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        (folder / f"{name}.docx").write_bytes(render(path, None, draft=True).document)
    (folder / "every-height.docx").write_bytes(_every_height())
    documents = sorted(folder.glob("*.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", folder, *documents],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    return {document.stem: _pages(document.with_suffix(".pdf")) for document in documents}


def _place(plan: str) -> str:
    """Return the place of issue of a shipped plan."""
    text = (ROOT / "data" / "plans" / f"{plan}.yaml").read_text("utf-8")
    found = re.search(r"^place: (.+)$", text, re.MULTILINE) or re.search(r"name: ([^,}\n]+)", text)
    assert found
    return found[1]


def _signature(name: str) -> list[str]:
    """Return the lines of the signature of a plan or sample, the signer's name last."""
    path = ROOT / "data" / "plans" / f"{name}.yaml"
    data = SAMPLES[name].encode("utf-8") if name in SAMPLES else path.read_bytes()
    signature = parse_plan(data, name).plan.signature
    return [*signature_lines(signature), *([signature.name] if signature.name else [])]


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_as_many_as_such_a_plan_has(printed: Mapping[str, Pages], name: str) -> None:
    assert len(printed[name].lines) in PAGES[name]


@pytest.mark.parametrize("name", [*NAMES, *SAMPLES])
def test_no_page_is_empty(printed: Mapping[str, Pages], name: str) -> None:
    written = [
        [line for line in page if not line.strip().isdigit()] for page in printed[name].lines
    ]
    assert all(written)


def test_no_page_is_empty_where_the_signature_ends_exactly_at_the_foot_of_a_page(
    printed: Mapping[str, Pages],
) -> None:
    pages = printed["every-height"]
    signed = pages.with_line("Nguyễn Văn An")
    together = set(pages.with_line(FILLER)) & set(signed)
    assert len(signed) == len(HEIGHTS)
    assert 0 < len(together) < len(HEIGHTS), "HEIGHTS must run past the height of a page"
    empty = [n for n, page in enumerate(pages.lines, 1)
             if all(line.strip().isdigit() for line in page)]  # fmt: skip
    assert empty == []


@pytest.mark.parametrize(
    ("name", "pages"), [("short", 1), ("landscape", 2), ("portrait", 2), ("two", 3)]
)
def test_an_appendix_takes_a_page_of_its_own_and_leaves_none_empty(
    printed: Mapping[str, Pages], name: str, pages: int
) -> None:
    assert len(printed[name].lines) == pages
    assert printed[name].with_line("Kèm theo Kế hoạch số") == list(range(2, pages + 1))


@pytest.mark.parametrize("name", NAMES)
def test_the_letterhead_stands_on_two_lines_beside_the_national_name(
    printed: Mapping[str, Pages], name: str
) -> None:
    first = "\n".join(printed[name].lines[0])
    assert re.search(r"^ *ỦY BAN NHÂN DÂN +CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$", first, re.M)
    assert re.search(r"^ *(TỈNH|HUYỆN|XÃ) .+ +Độc lập - Tự do - Hạnh phúc$", first, re.M)


@pytest.mark.parametrize("name", NAMES)
def test_number_and_place_and_day_stand_on_one_line(
    printed: Mapping[str, Pages], name: str
) -> None:
    first = "\n".join(printed[name].lines[0])
    assert re.search(
        rf"^ *Số: .*/KH-UBND +{_place(name)}, ngày .*tháng .*năm \d{{4}}$", first, re.M
    )


@pytest.mark.parametrize("name", [*NAMES, *SAMPLES])
def test_the_name_of_the_document_stands_on_the_first_page_alone(
    printed: Mapping[str, Pages], name: str
) -> None:
    alone = [n for n, page in enumerate(printed[name].lines, 1)
             if any(line.strip() == "KẾ HOẠCH" for line in page)]  # fmt: skip
    assert alone == [1]


@pytest.mark.parametrize("name", [*NAMES, *SAMPLES])
def test_the_signature_is_on_one_page_with_the_recipients_and_the_end_of_the_text(
    printed: Mapping[str, Pages], name: str
) -> None:
    pages, signature = printed[name], _signature(name)
    (page,) = pages.with_line("Nơi nhận:")
    together = ["./.", "- Lưu: V", *signature]
    assert [page in pages.with_line(words) for words in together] == [True] * len(together)
    assert [pages.with_line(words) for words in signature] == [[page]] * len(signature)


@pytest.mark.parametrize("name", [*NAMES, "landscape", "two"])
def test_pages_are_numbered_from_the_second_of_each_part(
    printed: Mapping[str, Pages], name: str
) -> None:
    expected: list[str] = []
    number = 0
    for page in printed[name].lines:
        begins = not expected or any(re.match(r" *Phụ lục( [IVX]+)?$", line) for line in page[:1])
        number = 1 if begins else number + 1
        expected.append("" if number == 1 else str(number))
    tops = [page[0].strip() for page in printed[name].lines]
    assert [top if top.isdigit() else "" for top in tops] == expected


def test_the_second_page_is_numbered_two(printed: Mapping[str, Pages]) -> None:
    assert [printed[name].lines[1][0].strip() for name in NAMES] == ["2"] * len(NAMES)


def test_a_draft_says_so_on_the_first_page(printed: Mapping[str, Pages]) -> None:
    assert printed["short"].with_line("DỰ THẢO") == [1]
    assert printed["hai-hau-2022"].with_line("DỰ THẢO") == []


def test_very_long_words_stay_on_the_page_whole(printed: Mapping[str, Pages]) -> None:
    letters = "".join(line for page in printed["long-words"].lines for line in page)
    assert letters.count("x") + letters.count("X") >= 4 * len(LONG)


def test_a_header_row_is_repeated_on_every_page_of_a_long_table(
    printed: Mapping[str, Pages],
) -> None:
    pages = printed["cam-binh-2027"]
    headed = pages.with_line("Cơ quan chủ trì")
    (begins,) = [n for n, page in enumerate(pages.lines, 1) if page[0].strip() == "Phụ lục II"]
    (after,) = [n for n, page in enumerate(pages.lines, 1) if page[0].strip() == "Phụ lục III"]
    assert after - begins >= 2
    assert headed == list(range(begins, after))
