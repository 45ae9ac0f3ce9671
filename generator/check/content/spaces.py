"""Rules about spaces: doubled, before a sign, missing after one, letters stuck to digits."""

import re
from collections.abc import Iterable

from generator.check.content.passages import PROSE, Passage, around, typed_lines, without_addresses
from generator.check.content.spelling import unreadable
from generator.check.registry import Case, Fault, not_evaluated, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.vietnamese.alphabet import LOWER, UPPER

# Longer runs set columns or leave a blank to write in; a blank stands after `số`, `ngày`, `tháng`.
_DOUBLED = re.compile(
    r"(?<=\S)(?<!ngày)(?<!tháng)(?<!năm)(?<!ố)(?<!ố:)(?<![/…_])[ \u00a0]{2,4}(?=[^\s/…_])"
)
_BEFORE = re.compile(
    rf"(?<=[\w)”\"])[ \u00a0]+(?:[,;!?)”](?!\w)|[.:](?=\s|$)(?! ?\d)|%)|[(“] +(?=\w)"
    rf"|(?<=[{LOWER}])[ \u00a0]+\.(?=[{UPPER}])"
)
# What one of them holds, looked for first: nearly no text has it.
_SPACED = [f" {sign}" for sign in ",;!?)”.:%"] + [f"{sign} " for sign in "(“"] + ["\u00a0"]
_MISSING = re.compile(
    rf"[{LOWER})%”][,;:](?=[{LOWER}{UPPER}(“])"
    rf"|\d[,;:](?=[{LOWER}{UPPER}]{{2}})"
    rf"|(?:[{LOWER}]{{2}}|[%”)])\.(?=[{UPPER}][{LOWER}{UPPER}]|\()"
    rf"|[{LOWER}]{{2}}\((?=[{LOWER}{UPPER}]{{2}})"
    rf"|(?<=\S)\)(?=[{LOWER}{UPPER}]{{2}})"
)
_STUCK = re.compile(rf"[,;:.()][{LOWER}{UPPER}(“]")  # what each of them holds
# Titles and kinds of units are written short before a name, with or without a space.
_ABBREVIATED = re.compile(r"(?:^|[\s(,])(?:TP|TX|TT|Tp|Tx|Tt|Th|PGS|GS|TS|BS|CN|KS|NCS|ThS)\.$")
_MARKER = re.compile(
    rf"^\s*(?:\d{{1,2}}(?:\.\d{{1,2}})*\.|[IVX]+\.|[a-zđ]\)|\*|\+)(?=[{LOWER}{UPPER}])"
)
_FAR = 30
_LEADING = re.compile(r"\s*(?:[-–+*•]|\w{1,4}[.)]|\d+(?:\.\d+)+\.?)\s*")
_DASH = re.compile(rf"(?<=[{LOWER}{UPPER}])(?: [-–](?=[{LOWER}{UPPER}])|[-–] (?=[{LOWER}{UPPER}]))")
_ONE_SIDED = re.compile(r"(?:^|\W)(?:nông|lâm|ngư|trung|đại)- $")
_GLUED = re.compile(rf"(?<![\w.,/-])(?:[{LOWER}]{{3,}}(?=\d)\d+(?![\w-])|\d+[{LOWER}]{{3,}}[\w]*)")
_UNITS = re.compile(r"\d+(?:kwh|kva|mhz|ghz|kcal|mmhg|usd|vnd|vnđ|nd|rd|th|ppm|sao|lít)$", re.I)


@rule("content.space-doubled", Severity.WARNING, "dấu cách")
def space_doubled(case: Case) -> Iterable[Fault]:
    """Find two spaces and more between two words, in the name of who signs too."""
    named = {Role.SIGNER} if case.anatomy.sheet.laid_out else set()
    for passage in _readable(case, PROSE | named):
        for span in doubled(passage.text):
            yield passage.fault(around(passage.text, *span))


@rule("content.space-before-sign", Severity.WARNING, "dấu cách")
def space_before_sign(case: Case) -> Iterable[Fault]:
    """Find spaces before a comma, full stop, per cent sign … and inside brackets and quotes."""
    for passage in _readable(case):
        for span in before_signs(passage.text):
            yield passage.fault(around(passage.text, *span))


@rule("content.space-missing", Severity.WARNING, "dấu cách")
def space_missing(case: Case) -> Iterable[Fault]:
    """Find signs, and numbers of headings, that the next word is stuck to."""
    for passage in _readable(case, PROSE | {Role.RECIPIENT, Role.ADDRESSEE}):
        text = without_addresses(passage.text)
        stuck = _MISSING.finditer(text) if _STUCK.search(text) else ()
        starts = [match.span() for match in stuck if not _short(text, match)]
        if marker := _MARKER.search(text):
            starts.insert(0, marker.span())
        for start, end in starts:
            yield passage.fault(_word(passage.text, start, end))


@rule("content.dash-one-sided", Severity.WARNING, "dấu cách")
def dash_one_sided(case: Case) -> Iterable[Fault]:
    """Find dashes between words with a space on one side only: `Lao động -Thương binh`."""
    for passage in _readable(case):
        for match in _DASH.finditer(passage.text):
            before = passage.text[max(0, match.end() - _FAR) : match.end()]
            if not _ONE_SIDED.search(before.lower()):
                yield passage.fault(around(passage.text, *match.span()))


@rule("content.digits-stuck", Severity.WARNING, "dấu cách")
def digits_stuck(case: Case) -> Iterable[Fault]:
    """Find words stuck to digits: `năm2023`, `0khích`."""
    for passage in _readable(case):
        text = without_addresses(passage.text)
        for match in _GLUED.finditer(text):
            if not _UNITS.search(match.group()):
                yield passage.fault(match.group())


def doubled(text: str) -> list[tuple[int, int]]:
    """Return where more than one space stands between two words of a text, from and to."""
    if "  " not in text and "\u00a0" not in text:
        return []
    return [match.span() for match in _DOUBLED.finditer(text, _marker_end(text))]


def before_signs(text: str) -> list[tuple[int, int]]:
    """Return where a space stands before a sign or inside a bracket, the sign included."""
    if not any(pair in text for pair in _SPACED):
        return []
    return [match.span() for match in _BEFORE.finditer(text)]


def _readable(case: Case, roles: frozenset[Role] = PROSE) -> tuple[Passage, ...]:
    """Return the paragraphs as typed; raises Unjudged where a scan put in its own spaces."""
    if unreadable(case):
        raise not_evaluated("scanned")
    return typed_lines(case, roles)


def _marker_end(text: str) -> int:
    """Return where the text begins after a dash or number, whose distance is no matter."""
    match = _LEADING.match(text)
    return match.end() if match else 0


def _short(text: str, match: re.Match[str]) -> bool:
    """Return whether a full stop ends an abbreviation that a name may be stuck to."""
    return bool(_ABBREVIATED.search(text[max(0, match.end() - _FAR) : match.end()]))


def _word(text: str, start: int, end: int) -> str:
    """Return the words that are stuck together, without those around them."""
    left, right = text[max(0, start - _FAR) : start], text[end : end + _FAR]
    return re.split(r"\s", left)[-1] + text[start:end] + re.split(r"\s", right)[0]
