"""The fixed words of administrative documents, found also where a scanner misread a letter."""

import difflib
import re

from generator.vietnamese import folded

TYPES = (
    "Nghị quyết", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Thông báo",
    "Hướng dẫn", "Chương trình", "Kế hoạch", "Phương án", "Đề án", "Dự án", "Báo cáo", "Biên bản",
    "Tờ trình", "Hợp đồng", "Công điện", "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền",
    "Giấy mời", "Giấy giới thiệu", "Phiếu gửi", "Phiếu chuyển", "Thể lệ", "Điều lệ", "Nội quy",
)  # fmt: skip
"""Names of types (NĐ 30/2020 Điều 7), and a few that people use besides."""
SHORT = 200
"""How many letters of a line are looked at; fixed words stand in short lines."""

NUMBER = re.compile(
    r"(?:số|so|sô|sé)\s*:|(?:số|số\.)\s*\d*\s*/[A-ZĐ]|/[A-ZĐ]{1,5}-[A-ZĐ&]{2,12}$", re.IGNORECASE
)
_FIGURES = r"\s*[\d.…_ ]{0,10}\s*"
PLACE_DATE = re.compile(
    rf"[^\d;:]{{2,60}}(?: \d{{1,2}})?[,.]\s*ngày{_FIGURES}(?:tháng{_FIGURES}(?:năm{_FIGURES})?)?"
    rf"|(?:\d{{1,2}}\s*)?tháng{_FIGURES}(?:năm{_FIGURES})?|năm\s*[\d.…_ ]{{1,10}}",
    re.IGNORECASE,
)
APPENDIX = re.compile(
    r"(?:phụ\s+lục|phụ\s+biểu|biểu\s+mẫu|biểu|mẫu)(?:\s+số)?"
    r"(?:\s+(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?[a-z]?|[A-Z](?=\W|$)))?",
    re.IGNORECASE,
)
APPENDIX_OF = re.compile(r"\(?\s*(?:ban\s+hành\s+)?(?:đính\s+)?kèm\s+theo\b", re.IGNORECASE)
DRAFT = re.compile(
    r"\(?\s*(?:bản\s+)?dự\s+thảo(?:\s+(?:lần\s+)?(?:thứ\s+)?[\w./]{1,12})?\s*\)?", re.IGNORECASE
)
URGENCY = re.compile(
    r"HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|TUYỆT MẬT|TỐI MẬT|MẬT|XEM XONG TRẢ LẠI|LƯU HÀNH NỘI BỘ"
)
ADDRESSED = re.compile(r"kính\s+gửi\b", re.IGNORECASE)
LETTER_SUBJECT = re.compile(r"v/v\b|về việc\b", re.IGNORECASE)
STAMP = re.compile(
    r"(?:người ký|ký bởi|thời gian ký|ngày ký|chữ ký số|digitally signed|signature not verified)"
    r"\b.{0,120}",
    re.IGNORECASE,
)
AUTHORITY = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|TUO|T/M|K/T|T/L)(?:\s?[.,]\s?|\s)|Q\s?\.\s?)(?=[^\W\d_])"
)
_OFFICES = (
    "pho", "chu tich", "quyen chu tich", "giam doc", "chanh", "truong", "bo truong", "thu truong",
    "cuc truong", "bi thu", "tong", "hieu truong", "chi cuc truong", "truong phong", "truong ban",
    "chi huy truong", "vien truong", "chu nhiem", "thu ky", "pho chu tich",
)  # fmt: skip
_OPENERS = (
    "can cu",
    "thuc hien",
    "trien khai",
    "thi hanh",
    "tiep tuc",
    "xet de nghi",
    "xet to trinh",
    "xet bao cao",
    "theo de nghi",
)
_BASES = ("can cu", "xet de nghi", "xet to trinh", "xet bao cao", "theo de nghi")
_CLOSERS = (
    "tren day la", "tren co so ke hoach nay", "yeu cau", "de nghi", "trong qua trinh",
    "can cu ke hoach nay", "can cu noi dung ke hoach", "ke hoach nay", "nhan duoc ke hoach",
    "qua trinh trien khai", "noi nhan",
)  # fmt: skip
_ISSUERS = re.compile(r"(?:uy ban nhan dan|ubnd)\b.{0,60}\b(?:yeu cau|de nghi|giao)\b")
_SIGNED = re.compile(
    r"\(?\s*(?:đã ký|ký tên,? đóng dấu|ký,? ghi rõ họ tên)\b.{0,20}", re.IGNORECASE
)


def like(text: str, phrase: str) -> bool:
    """Return whether a text begins with a phrase (without accents), a misread letter allowed."""
    head = folded(text[: len(phrase) + 12])[: len(phrase)]
    if head == phrase:
        return True
    return len(head) == len(phrase) and _near(head, phrase)


def nation(text: str) -> bool:
    """Return whether a text is the quốc hiệu, or one of the lines that it is broken into."""
    if len(text) > SHORT or not text.isupper():
        return False
    key = folded(text)
    broken = key in {"cong hoa xa", "cong hoa", "hoi chu nghia viet nam", "chu nghia viet nam"}
    return broken or key == "viet nam" or like(text, "cong hoa xa hoi")


def motto(text: str) -> bool:
    """Return whether a text is the tiêu ngữ, with any dashes, or a line that it is broken into."""
    bare = re.sub(r"[\W_]+", " ", folded(text[:SHORT])).strip()
    return len(text) < SHORT and (like(bare, "doc lap tu do") or bare == "hanh phuc")


def type_of(text: str) -> int:
    """Return how many letters of a text are the name of a type, 0 where it begins with none.

    The name may be spaced out: `K Ế  H O Ạ C H`. More than the name is only taken after capitals.
    """
    if len(text) > SHORT:
        return 0
    squeezed = "".join(folded(text).split()).strip(".:")
    for name in TYPES:
        key = "".join(folded(name).split())
        if squeezed == key:
            return len(text)
        if squeezed.startswith(key) and text.startswith(name.upper() + " "):
            return len(name)
    return 0


def recipients(text: str) -> bool:
    """Return whether a text is or begins with `Nơi nhận:`; `Nơi nhận báo cáo` is a title."""
    if len(text) > SHORT or text[:1] not in "NnÑ":
        return False
    words, colon, _ = text[:12].partition(":")
    key = folded(words)
    return key == "noi nhan" or (bool(colon) and _near(key, "noi nhan"))


def archive(text: str) -> bool:
    """Return whether the text of a recipient is that of the file copy: `Lưu: VT.`"""
    return bool(re.match(r"luu\b", folded(text[:20])))


def authority(text: str) -> bool:
    """Return whether a text is a line of authority: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`."""
    match = AUTHORITY.match(text)
    return bool(match) and len(text) < SHORT // 2 and text.isupper()


def office(text: str) -> bool:
    """Return whether a text is the name of an office in capitals: `PHÓ CHỦ TỊCH`."""
    if len(text) > SHORT // 2 or not text.isupper() or not text[:1].isalpha():
        return False
    key = folded(text)
    return any(key == word or key.startswith(f"{word} ") for word in _OFFICES)


def person(text: str) -> bool:
    """Return whether a text can be the name of a person: two to six words, each with a capital."""
    bare = re.sub(r"^(?:(?:ThS|TS|PGS|GS|BS|KS|CN|Ths|Ts)\.?\s*)+", "", text)
    words = bare.split()
    return (
        1 < len(words) <= 6  # noqa: PLR2004 - the longest names of Vietnam
        and len(text) <= 60  # noqa: PLR2004 - and a title
        and all(word.isalpha() and word[0].isupper() for word in words)
        and all(word[1:].islower() or word.isupper() or len(word) == 1 for word in words)
    )


def without_office(text: str) -> str:
    """Return a name without accents, and without the office of its head: `CHỦ TỊCH UBND TỈNH …`."""
    key = folded(text)
    office_ = next((word for word in _OFFICES if key.startswith(f"{word} ")), "")
    return key[len(office_) :].strip(" .,:")


def signed(text: str) -> bool:
    """Return whether a text stands in place of the signature: `(Đã ký)`."""
    return bool(_SIGNED.fullmatch(text[:SHORT]))


def opener(text: str) -> bool:
    """Return whether a paragraph begins as a basis or the opening does."""
    return any(like(text.lstrip("-–+* "), words) for words in _OPENERS)


def basis(text: str) -> bool:
    """Return whether a paragraph begins as a basis does, and not as the opening may, too."""
    return any(like(text.lstrip("-–+* "), words) for words in _BASES)


def opens(text: str) -> bool:
    """Return whether a paragraph ends as the opening does: `… như sau:`"""
    tail = folded(text[-40:])
    return tail.endswith(":") or bool(re.search(r"\b(?:nhu sau|sau day)\b\W*$", tail))


def closer(text: str) -> bool:
    """Return whether a paragraph begins as the last one of a plan does."""
    return any(like(text, words) for words in _CLOSERS) or bool(
        _ISSUERS.match(folded(text[: SHORT // 2]))
    )


def ended(text: str) -> bool:
    """Return whether a text ends with the mark of the end, `./.`"""
    return bool(re.search(r"\./\.?\W{0,3}\w?$", text[-10:]))


def _near(word: str, other: str) -> bool:
    """Return whether two words differ in few letters only."""
    return difflib.SequenceMatcher(None, word, other, autojunk=False).ratio() >= 0.8  # noqa: PLR2004
