"""Letters of old fonts and split accents: whole Unicode letters, told, and turned once."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.letters import from_tcvn3, from_vni, in_unicode, legible
from tests.reading.documents import codes, lines, p, r, read

MOTTO = "Độc lập - Tự do - Hạnh phúc"
VOWELS = "aăâeêioôơuưy"
SMALL = "đ" + "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in VOWELS
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
)


def font(name: str) -> str:
    """Return the property of a font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


@pytest.mark.parametrize(
    ("name", "stored", "shown"),
    [
        (".VnTime", "§éc lËp - Tù do - H¹nh phóc", MOTTO),
        (".VnTimeH", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (".VnTimeH", "ubnd", "UBND"),
        ("VNI-Times", "Ñoäc laäp - Töï do - Haïnh phuùc", MOTTO),
        ("VNI-Times", "KEÁ HOAÏCH cuûa ÔÛ ñöôøng", "KẾ HOẠCH của Ở đường"),
        ("Times New Roman", "â ê ô µ", "â ê ô µ"),
    ],
)
def test_letters_of_old_fonts_are_turned(name: str, stored: str, shown: str) -> None:
    sheet = read(p(r(stored, font(name))))
    assert lines(sheet)[0].text == stored
    turned = in_unicode(sheet)
    assert lines(turned)[0].text == shown
    assert codes(turned) == ([] if stored == shown else ["read.old-font"])


def test_turning_twice_is_turning_once() -> None:
    sheet = read(
        p(r("§éc lËp", font(".VnTime")) + r(" Ke\u0302\u0301")) + p(r("Töï", font("VNI-Times")))
    )
    once = in_unicode(sheet)
    assert in_unicode(once) == once
    assert [line.text for line in lines(once)] == ["Độc lập Kế", "Tự"]


def test_split_accents_are_joined_over_the_ends_of_runs() -> None:
    sheet = read(p(r("Ke\u0302") + r("\u0301 hoa", "<w:b/>") + r("\u0323", "<w:i/>") + r("ch")))
    turned = in_unicode(sheet)
    assert [run.text for run in lines(turned)[0].runs] == ["Kế", " hoạ", "ch"]
    assert codes(turned) == ["read.split-accents"]
    assert turned.diagnostics[0].parameters == {"count": "2"}


def test_signs_of_vni_belong_to_the_letter_of_the_run_before() -> None:
    vni = font("VNI-Times")
    sheet = read(p(r("Ha", vni) + r("ïnh", vni + "<w:b/>")))
    assert lines(in_unicode(sheet))[0].text == "Hạnh"


def test_everything_of_a_sheet_is_turned() -> None:
    split = "e\u0301"
    cell = f"<w:tbl><w:tr><w:tc>{p(split)}</w:tc></w:tr></w:tbl>"
    refs = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    box = f"<w:r><w:pict><w:txbxContent>{p(split)}</w:txbxContent></w:pict></w:r>"
    sheet = in_unicode(read(
        cell + p(box) + refs, header1=p(split),
        footnotes=f"<w:footnote>{p(split)}</w:footnote>",
        comments=f"<w:comment>{p(split)}</w:comment>",
    ))  # fmt: skip
    assert "e\u0301" not in repr(sheet)
    assert repr(sheet).count("text='é'") == 5


def test_what_is_whole_stays_the_same_object() -> None:
    sheet = read(p(MOTTO))
    assert lines(in_unicode(sheet))[0] is lines(sheet)[0]


def test_every_small_letter_has_its_place_in_tcvn3() -> None:
    marks = "".join(map(chr, range(0xA8, 0xFF)))
    assert set(SMALL) - set("aeiouy") == set(from_tcvn3(marks)) & set(SMALL)


@given(st.text(st.sampled_from(SMALL + SMALL.upper() + " bcgh")))
def test_every_letter_has_its_place_in_vni(text: str) -> None:
    assert from_vni("".join(map(_vni, text))) == text


def _vni(letter: str) -> str:
    """Return a letter as VNI stores it."""
    own = dict(zip("đơưỵìíỉĩị", "ñôöîìíæóò", strict=True))
    tones = dict(zip("\u0301\u0300\u0309\u0303\u0323", range(5), strict=True))
    small = letter.lower()
    if small in own or small in "bcgh ":
        stored = own.get(small, small)
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        tone = next((tones[mark] for mark in marks if mark in tones), None)
        signs = next((both for mark, both in _SHAPED.items() if mark in marks), ("", "ùøûõï"))
        horn = {"o": "ô", "u": "ö"} if "\u031b" in marks else {}
        stored = horn.get(base, base) + (signs[0] if tone is None else signs[1][tone])
    return stored.upper() if letter != small else stored


_SHAPED = {"\u0302": ("â", "áàåãä"), "\u0306": ("ê", "éèúüë")}


def test_letters_of_old_fonts_are_made_legible_and_keep_their_looks() -> None:
    runs = (("Ñoäc laäp", "VNI-Times"), ("§éc lËp", ".VnTime"), ("tố", "Arial"))
    (paragraph,) = lines(legible(read(p("".join(r(text, font(name)) for text, name in runs)))))
    assert [(one.text, one.look.hansi) for one in paragraph.runs] == [
        ("Độc lập", "VNI-Times"),
        ("Độc lập", ".VnTime"),
        ("tố", "Arial"),
    ]


def test_unicode_that_was_pasted_into_an_old_font_stays() -> None:
    text = "Các thôn, xóm của xã được hỗ trợ…"
    sheet = read(p(r(text, font("VNI-Times"))))
    assert lines(in_unicode(sheet))[0].text == lines(legible(sheet))[0].text == text
