"""Rules about references: to sections, appendices and tables that are not there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.check.content.passages import CITED, PROSE, Passage, passages
from generator.check.content.spelling import unreadable
from generator.check.registry import Case, Fault, not_applicable, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Located, Role
from generator.registers.spoken import ELSEWHERE
from generator.vietnamese import folded

_BEFORE_ELSEWHERE = re.compile(r"\bĐiều \d|\bChương [IVX]+\b|biểu|mẫu|Phụ lục", re.IGNORECASE)
_THIS = re.compile(r"\b(?:Kế hoạch|Văn bản|văn bản|Đề án|Chương trình|Quyết định) này\b")
# The last syllable of a word that ends like a kind of part: `thời điểm 5`, `hạng mục 3`.
_NOT_A_PART = (
    "(?<!cao )(?<!thời )(?<!quan )(?<!địa )(?<!danh )(?<!tài )(?<!một )(?<!mỗi )(?<!các )"
    "(?<!những )(?<!hạng )(?<!đầu )(?<!thành )(?<!toàn )"
)
_NUMBERS = r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]+|[a-zđ])(?![\w%/]|[.,]\d| (?:triệu|tỷ|nghìn|đồng|năm))"
_REFERENCE = re.compile(
    rf"\b{_NOT_A_PART}(?P<kind>tiểu mục|mục|khoản|điểm|phần)\s+(?P<numbers>{_NUMBERS}"
    rf"(?:(?:, | và |, và ){_NUMBERS})*)(?P<rest>(?:,? (?:thuộc |của |tại )?"
    rf"(?:tiểu mục|mục|khoản|phần)\s+{_NUMBERS})*)",
    re.IGNORECASE,
)
_STEP = re.compile(rf"(?:tiểu mục|mục|khoản|phần)\s+({_NUMBERS})", re.IGNORECASE)
_ONE = re.compile(_NUMBERS)
_APPENDIX = re.compile(
    r"(?P<before>(?:theo|tại|có|xem|các) )?phụ lục(?: số)?(?P<number> [IVX]+\b| \d{1,2}\b(?![/.]))?"
    r"(?P<after>(?: \w+){0,2} (?:kèm theo|đính kèm|gửi kèm|ban hành kèm))?",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\b(?:theo|tại|xem|ở|trong) (?P<name>(?:Bảng|Biểu)(?: số)? (\d{1,2}))\b", re.I)
_CAPTION = re.compile(r"\s*(?:Bảng|Biểu)(?: số)? (\d{1,2})\b", re.IGNORECASE)
_BELOW = re.compile(r"\b(?:bảng (?:dưới đây|sau đây|sau:)|bảng phân công (?:dưới|sau) đây)", re.I)
_FAR = 1_000
"""In how many letters around a reference the sentence ends in which it stands."""
_DIGIT = re.compile(r"[IVX]+|\d{1,2}", re.IGNORECASE)


_FORMS: tuple[Callable[[str], bool], ...] = (
    lambda key: key.isupper(),  # I, IV
    lambda key: key.isdigit(),  # 1, 2
    lambda key: "." in key,  # 1.1, 2.3
)


@dataclass(frozen=True, slots=True)
class _Tree:
    """The numbers of the headings of the document itself, each by all the numbers above it."""

    paths: frozenset[tuple[str, ...]]

    def can_tell(self, steps: tuple[str, ...]) -> bool:
        """Return whether the document counts its sections in the way a reference does.

        Where no section has a Roman number, those that are meant were not recognised.
        """
        counted = {key for path in self.paths for key in path}
        return all(any(map(one, counted)) for step in steps for one in _FORMS if one(step))

    def has(self, steps: tuple[str, ...]) -> bool:
        """Return whether a chain of numbers, outermost first, stands in the tree in that order."""
        return any(_within(steps, path) for path in self.paths)


@rule("content.section-absent", Severity.ERROR, "viện dẫn")
def section_absent(case: Case) -> Iterable[Fault]:
    """Find references to parts of the document that it does not have: `khoản 3 mục II`."""
    if unreadable(case):
        raise not_evaluated("scanned")
    tree = _tree(case)
    if not tree.paths:
        raise not_applicable("no-headings")
    for passage in passages(case, PROSE):
        if passage.located.appendix:
            continue
        for match in _own_references(passage.text):
            outer = tuple(_key(step) for step in _STEP.findall(match["rest"]))[::-1]
            for number in _ONE.findall(match["numbers"]):
                steps = (*outer, _key(number))
                if tree.can_tell(steps) and not (tree.has(steps) or tree.has(steps[::-1])):
                    yield passage.fault(match.group(), number=number)


@rule("content.appendix-absent", Severity.WARNING, "Phụ lục I, mục III.1")
def appendix_absent(case: Case) -> Iterable[Fault]:
    """Find references to an appendix that does not stand in the file."""
    numbers = _appendix_numbers(case)
    seen: set[str] = set()
    for passage, match in _appendix_references(case):
        number = (match["number"] or "").strip()
        absent = not numbers or (bool(number) and number not in numbers)
        if absent and number not in seen and (match["after"] or match["before"] or number):
            seen.add(number)
            yield passage.fault(match.group())


@rule("content.table-absent", Severity.WARNING, "viện dẫn")
def table_absent(case: Case) -> Iterable[Fault]:
    """Find references to a table that is not in the file."""
    texts = list(passages(case, PROSE | {Role.APPENDIX, Role.APPENDIX_TITLE}))
    captions = {match.group(1) for text in texts if (match := _CAPTION.match(text.text))}
    has_table = bool(case.anatomy.of(Role.TABLE))
    for passage in texts:
        for match in _TABLE.finditer(passage.text):
            own = not ELSEWHERE.match(passage.text[match.end() :])
            if match.group(2) not in captions and own and not CITED.search(passage.text):
                yield passage.fault(match["name"])
        below = _BELOW.search(passage.text)
        if below and not has_table and case.anatomy.sheet.laid_out:
            yield passage.fault(below.group())


@lru_cache(maxsize=1024)
def _own_references(text: str) -> tuple[re.Match[str], ...]:
    """Return the references of a text to parts of its own document.

    Where another document is cited in the same sentence, only `Kế hoạch này` makes them its own.
    """
    found = []
    for match in _REFERENCE.finditer(text):
        rest = text[match.end() : match.end() + _FAR]
        near = max(0, match.start() - _FAR)
        start = max(text.rfind(mark, near, match.start()) for mark in (".", ";", "\n"))
        before = text[max(start + 1, near) : match.start()]
        ours = bool(_THIS.match(rest.lstrip(" ,").removeprefix("của ")))
        elsewhere = ELSEWHERE.match(rest) or _BEFORE_ELSEWHERE.search(before)
        if ours or not (elsewhere or CITED.search(before) or _is_alone(match)):
            found.append(match)
    return tuple(found)


def _is_alone(match: re.Match[str]) -> bool:
    """Return whether a lone small number may be a quantity or a score: `điểm 8`, `phần 2`."""
    return match["kind"].lower() in ("điểm", "phần") and match["numbers"].isdigit()


def _tree(case: Case) -> _Tree:
    """Return the numbers of headings and numbered paragraphs outside the appendices."""
    paths: set[tuple[str, ...]] = set()
    above: list[tuple[int, str]] = []
    for part in case.anatomy.parts:
        if part.appendix or not _is_numbered(part):
            continue
        above = [(depth, key) for depth, key in above if depth < part.depth]
        above.append((part.depth, _key(part.marker)))
        paths.add(tuple(key for _, key in above))
    return _Tree(frozenset(paths))


def _is_numbered(part: Located) -> bool:
    """Return whether a part has a number that a reference can name."""
    in_tree = part.role in (Role.HEADING, Role.CLAUSE, Role.BULLET, Role.TEXT)
    return in_tree and any(map(str.isalnum, part.marker))


def _within(steps: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Return whether the last step ends a path and the others stand above it in order."""
    if not steps or path[-1] != steps[-1]:
        return False
    rest = iter(path[:-1])
    return all(step in rest for step in steps[:-1])


def _key(number: str) -> str:
    """Return a number without its full stop or bracket: `2.1.` and `2.1` are one."""
    bare = number.strip(" .):").rpartition(" ")[2]
    return bare if any(map(str.isdigit, bare)) or bare.isupper() else bare.lower()


def _appendix_references(case: Case) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Yield what points to an appendix of this document, in the document itself."""
    for passage in passages(case, PROSE):
        if passage.located.appendix or "phu luc" not in folded(passage.text):
            continue
        for match in _APPENDIX.finditer(passage.text):
            rest, before = passage.text[match.end() :], passage.text[: match.start()]
            ours = _THIS.match(rest.strip(" ,;)"))
            if ours or not (ELSEWHERE.match(rest) or CITED.search(before[-80:])):
                yield passage, match


def _appendix_numbers(case: Case) -> frozenset[str]:
    """Return the numbers of the appendices in the file, `1` for a single one without number."""
    appendices = case.anatomy.of(Role.APPENDIX)
    found = (_DIGIT.search(part.text.replace("Phụ lục", "")) for part in appendices)
    return frozenset(match.group() if match else "" for match in found)
