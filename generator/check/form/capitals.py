"""Capital letters: Phụ lục II, as far as words alone decide."""

import re
from collections.abc import Iterator

from generator.check.form.view import BODY, at, has_upper_only, present, short, sure
from generator.check.registry import Case, Fault, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role

PROSE = (*BODY, Role.BASIS, Role.BULLET, Role.HEADING, Role.SUBJECT)
WINDOW = 40
LINES = (*BODY, Role.BASIS, Role.BULLET, Role.HEADING)
SPOKEN = r"Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Pháp lệnh|Bộ luật|Hiến pháp|Quy chế"
ENDS = '.?!:;-–\n"“(…'
DOCUMENTS = (
    "nghị định", "nghị quyết", "quyết định", "kế hoạch", "thông tư", "chỉ thị", "công văn",
)  # fmt: skip
DOCUMENT = re.compile(rf"(?<![\w-])({'|'.join(DOCUMENTS)})\s+số\s*\d[\w/-]*")
PLACE_IN_LAW = re.compile(r"(?<!\w)(điều\s+\d+[a-zđ]?|chương\s+[IVXLC]+)(?!\w)")
SECTION_OF_LAW = re.compile(
    r"(?<!\w)((?:tiểu mục|mục|phần)\s+(?:\d+|[IVX]+)\s+"
    rf"(?:(?:Mục|Chương|Phần)\s+\w+\s+)?(?:{SPOKEN}))"
)
SMALL_PLACE = re.compile(r"(?<!\w)((?:Khoản\s+\d+|Điểm\s+[a-zđ])(?![\w)]))")
SENTENCE = re.compile(r"(?<![\w.])([^\W\d_]{3,}[.?!]\s+([^\W\d_])[^\W\d_]+)(?!\w)")
TITLE = re.compile(r"(?<!\w)((?:phó )?chủ tịch\s+(?:Ủy|Uỷ) ban nhân dân)")
TET = re.compile(r"(?<!\w)(Tết\s+(?:Nguyên đán|Nguyên Đán|nguyên đán))(?!\w)")
# Where they can be no ordinals and no counts: the second, in eight months.
NAMED_DAY = re.compile(
    r"(?<!\w)(?:(?:vào|sáng|chiều|tối)\s+(thứ\s+(?:hai|ba|tư|năm|sáu|bảy))"
    r"(?=\s+(?:hằng|hàng|đầu|cuối|tuần))|(?<!\d )(tháng\s+(?:giêng|tám|chạp))(?!\w))"
)
NUMBERED_UNIT = re.compile(r"(?<!\w)((?:quận|phường)\s+\d{1,2})(?![\d%/]|[.,]\d|\s+\w)")


@rule("nd30.pl2.i.new-line", Severity.ERROR, "Phụ lục II, mục I.2")
def new_line(case: Case) -> Iterator[Fault]:
    """A new line begins with a capital."""
    for part in present(case, *LINES):
        text = part.text.lstrip(" \t\"“'‘(*-+")
        if sure(part) and text[:1].islower():
            yield at(part)


@rule("nd30.pl2.i.sentence", Severity.WARNING, "Phụ lục II, mục I.1")
def sentence(case: Case) -> Iterator[Fault]:
    """A sentence begins with a capital."""
    for part, match in _matches(case, SENTENCE):
        if match[2].islower():
            yield _fault(part, match)


@rule("nd30.pl2.iii.1.unit", Severity.WARNING, "Phụ lục II, mục III.1.a")
def unit(case: Case) -> Iterator[Fault]:
    """Before the proper name of a unit the common noun is in small letters."""
    words = case.form["check"]["capitals"]
    pattern = re.compile(rf"(?<!\w)((?:{'|'.join(words['units'])})\s+([A-ZĐ]\w+(?:\s+[A-ZĐ]\w+)*))")
    small = (unit.lower() for unit in words["units"])
    for part, match in _matches(case, pattern, *small):
        if match[2].startswith(tuple(words["named_after"])) or _begins_sentence(part.text, match):
            continue
        if match[2].split()[0] not in words["bodies"]:
            yield _fault(part, match)


@rule("nd30.pl2.iii.1.b.numbered-unit", Severity.ERROR, "Phụ lục II, mục III.1.b")
def numbered_unit(case: Case) -> Iterator[Fault]:
    """Before a number the common noun is a capital: Quận 1."""
    for part, match in _matches(case, NUMBERED_UNIT, "quận", "phường"):
        yield _fault(part, match)


@rule("nd30.pl2.iv.names", Severity.ERROR, "Phụ lục II, mục III.1.c và mục IV.1")
def names(case: Case) -> Iterator[Fault]:
    """Names of agencies are written with their own capitals."""
    not_after = tuple(case.form["check"]["capitals"]["not_after"])
    for name in case.form["check"]["capitals"]["always"]:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for part, match in _matches(case, pattern, name.lower()):
            inside = _before(part.text, match).lower().endswith(not_after)
            if match[0] != name and not has_upper_only(match[0]) and not inside:
                yield at(part, found=match[0], wanted=name)


@rule("nd30.pl2.iii.1.b.named-unit", Severity.WARNING, "Phụ lục II, mục III.1.b")
def named_unit(case: Case) -> Iterator[Fault]:
    """Before the name of a person or an event the common noun is a capital."""
    words = case.form["check"]["capitals"]
    units, people = (
        "|".join(map(re.escape, ones))
        for ones in ([unit.lower() for unit in words["units"]], words["named_after"])
    )
    pattern = re.compile(rf"(?<!\w)((?:{units})\s+(?:{people}))(?!\w)")
    for part, match in _matches(case, pattern, *(name.lower() for name in words["named_after"])):
        yield _fault(part, match)


def _enter_lexicon(id: str, clause: str, key: str) -> None:
    """Enter the rule that some phrases are written with their own capitals."""

    @rule(f"nd30.pl2.{id}", Severity.WARNING, clause, words="capitals.phrase")
    def phrases(case: Case) -> Iterator[Fault]:
        wanted = {phrase.lower(): phrase for phrase in case.form["check"]["capitals"][key]}
        any_of = "|".join(map(re.escape, wanted))
        for part, match in _matches(case, re.compile(rf"(?i:\b(?:{any_of})\b)"), *wanted):
            phrase = wanted[match[0].lower()]
            # The first letter may be a capital at the beginning of a sentence.
            if match[0][1:] != phrase[1:] and not has_upper_only(match[0]):
                yield at(part, found=match[0], wanted=phrase)


_enter_lexicon("iii.1.dd.regions", "Phụ lục II, mục III.1.đ", "regions")
_enter_lexicon("v.2.awards", "Phụ lục II, mục V.2", "awards")
_enter_lexicon("v.5.holidays", "Phụ lục II, mục V.5", "holidays")


@rule("nd30.pl2.v.8.weekday", Severity.WARNING, "Phụ lục II, mục V.8")
def weekday(case: Case) -> Iterator[Fault]:
    """Days of the week and months that are written in words have a capital: thứ Hai, tháng Tám."""
    for part, match in _matches(case, NAMED_DAY, "thứ", "tháng"):
        yield _fault(part, match)


@rule("nd30.pl2.v.1.state", Severity.WARNING, "Phụ lục II, mục V.1")
def state(case: Case) -> Iterator[Fault]:
    """Nhân dân and Nhà nước are capital where they stand alone."""
    for word, beside in case.form["check"]["capitals"]["state"].items():
        pattern = re.compile(rf"(?<!\w){word}(?!\w)")
        for part, match in _matches(case, pattern, word.lower()):
            before = _before(part.text, match).lower()
            after = part.text[match.end() : match.end() + WINDOW].lstrip().lower()
            bound = before.endswith(tuple(beside["before"])) or after.startswith(
                tuple(beside["after"])
            )
            if not bound:
                yield _fault(part, match)


@rule("nd30.pl2.v.3.title", Severity.WARNING, "Phụ lục II, mục V.3")
def title(case: Case) -> Iterator[Fault]:
    """A title that is tied to an office is capital."""
    for part, match in _matches(case, TITLE, "chủ tịch"):
        yield _fault(part, match)


@rule("nd30.pl2.v.6.document", Severity.ERROR, "Phụ lục II, mục V.6")
def document(case: Case) -> Iterator[Fault]:
    """The type of a document that is named is capital."""
    for part, match in _matches(case, DOCUMENT, *DOCUMENTS):
        yield _fault(part, match)


@rule("nd30.pl2.v.7.article", Severity.ERROR, "Phụ lục II, mục V.7")
def article(case: Case) -> Iterator[Fault]:
    """Điều and Chương are capital where they are cited."""
    for part, match in _matches(case, PLACE_IN_LAW, "điều", "chương"):
        yield _fault(part, match)


@rule("nd30.pl2.v.7.section", Severity.WARNING, "Phụ lục II, mục V.7")
def section(case: Case) -> Iterator[Fault]:
    """Phần, Mục and Tiểu mục of another document are capital."""
    for part, match in _matches(case, SECTION_OF_LAW, "mục", "phần"):
        yield _fault(part, match)


@rule("nd30.pl2.v.7.clause", Severity.ERROR, "Phụ lục II, mục V.7")
def clause(case: Case) -> Iterator[Fault]:
    """Khoản and điểm are small inside a sentence."""
    for part, match in _matches(case, SMALL_PLACE, "khoản", "điểm"):
        if not _begins_sentence(part.text, match):
            yield _fault(part, match)


@rule("nd30.pl2.v.8.new-year", Severity.WARNING, "Phụ lục II, mục V.8")
def new_year(case: Case) -> Iterator[Fault]:
    """The word before Nguyên đán is small."""
    for part, match in _matches(case, TET, "tết"):
        if match[0] != "tết Nguyên đán" and not _begins_sentence(part.text, match):
            yield _fault(part, match)


def _matches(
    case: Case, pattern: re.Pattern[str], *words: str
) -> Iterator[tuple[Located, re.Match[str]]]:
    """Yield what a pattern finds in the prose; raises where there is no prose.

    `words` are in small letters; one of them stands in whatever the pattern finds. Most texts have
    none, and a word is found ten times faster than a pattern.
    """
    prose = _prose(case)
    small = case.once(_in_small_letters)
    for part, text in zip(prose, small, strict=True):
        if not words or any(word in text for word in words):
            for match in pattern.finditer(part.text):
                yield part, match


def _in_small_letters(case: Case) -> list[str]:
    return [part.text.lower() for part in _prose(case)]


def _prose(case: Case) -> list[Located]:
    """Return the prose, without headings in capitals; raises where there is none."""
    return case.once(_found_prose)


def _found_prose(case: Case) -> list[Located]:
    parts = present(case, *PROSE)
    return [p for p in parts if not (p.role is Role.HEADING and has_upper_only(p.text))]


def _fault(part: Located, match: re.Match[str]) -> Fault:
    return at(part, found=short(match[0]))


def _begins_sentence(text: str, match: re.Match[str]) -> bool:
    """Return whether a sentence or a list item begins with a match."""
    before = _before(text, match)
    return not before or before[-1] in ENDS


def _before(text: str, match: re.Match[str]) -> str:
    """Return the words just before a match, a window of them only: texts may be long."""
    return text[max(0, match.start() - WINDOW) : match.start()].rstrip(" ")
