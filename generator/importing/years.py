"""Years and names that follow the plan: `năm 2023` of doing, the issuer and the unit above it."""

import re
from collections.abc import Iterator, Sequence

from generator.importing.citations import citations
from generator.importing.draft import Changes, Draft
from generator.importing.remarks import Kind
from generator.importing.texts import texts_of
from generator.vietnamese.alphabet import UPPER

_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_CUT = re.compile(r"[;.:]|,\s+(?=UBND|Ủy ban|Uỷ ban|Chủ tịch)")
_PAST = re.compile(
    r"(?:tháng \d{1,2}|ngày [\d/]+|[Gg]iai đoạn|đến|từ|trước|sau|kể từ|[Tt]ừ|so với"
    r"|(?:Luật|Hiến pháp)[^,.;]{0,80})"
    r"\s*(?:hết\s+|cuối\s+|đầu\s+)?$"
)


def years_step(draft: Draft) -> None:
    """Let the text call the plan's own years, and the names of its units."""
    period = draft.plan.period
    changes: Changes = {}
    for path, text in texts_of(draft.values):
        spoken = [] if path == ("subject",) else list(_closed(text))
        made = _units(draft, _years(text, str(period), spoken))
        if made != text:
            changes[path] = made
    kept = draft.reworded(changes)
    for path, text in changes.items():
        if path not in kept:
            spoken = [] if path == ("subject",) else list(_closed(text))
            draft.reworded({path: _years(text, str(period), spoken)})
    called = sum(text.count("{{ period }}") for _, text in texts_of(draft.values))
    if called:
        draft.material.remarks.say(
            Kind.RECOGNISED, "import.years", count=str(called), period=str(period)
        )
    left = sum(_left(text, str(period.last)) for _, text in texts_of(draft.values))
    if left:
        say = draft.material.remarks.say
        say(Kind.LOOK, "import.years-left", count=str(left), year=str(period.last))


def _left(text: str, year: str) -> int:
    """Return how often a year stands in a text as typed, dates and numbers of documents aside."""
    return len(re.findall(rf"(?<![\d/.-]){year}(?![\d/-])", _CALL.sub("", text)))


def _years(text: str, period: str, spoken: Sequence[tuple[int, int]]) -> str:
    """Return a text with the plan's years called where they are those of doing.

    `spoken` are the places where years are those of something else.
    """
    single = period.isdigit()
    pattern = rf"(?P<head>\b[Nn]ăm )(?P<year>{period})\b(?!\s*[-–/]\s*\d)" if single else (
        rf"(?P<head>\b)(?P<year>{period})\b"
    )  # fmt: skip
    parts, at = [], 0
    for match in re.finditer(pattern, text):
        inside = any(start <= match.start() < end for start, end in spoken)
        if inside or (single and _PAST.search(text[: match.start()])):
            continue
        parts += [text[at : match.start("year")], "{{ period }}"]
        at = match.end("year")
    return "".join([*parts, text[at:]])


def _closed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places whose years are not the plan's: calls, words about other documents."""
    for match in _CALL.finditer(text):
        yield match.span()
        if "basis(" in match[0]:
            yield match.end(), _clause_end(text, match.end())
    for cited in citations(text, whole=False):
        yield cited.start, _clause_end(text, cited.end)


def _clause_end(text: str, at: int) -> int:
    cut = _CUT.search(text, at)
    return cut.start() if cut else len(text)


def _units(draft: Draft, text: str) -> str:
    """Return a text with the names of the issuer and of the unit above it called."""
    issuer = draft.plan.issuer
    for name, unit in (("issuer", issuer), ("superior", issuer.parent)):
        if unit is None or unit.name == "…" or (name == "superior" and unit.kind == issuer.kind):
            continue
        after = rf"(?![\w-]| [{UPPER}])"
        forms = (
            (rf"Ủy ban nhân dân {re.escape(unit.full_name)}(?![\w-])", f"{name}.authority"),
            (rf"{re.escape(unit.full_name)}(?![\w-]| [{UPPER}]\w)", name),
            (rf"Ủy ban nhân dân {unit.kind}{after}(?!,? (?:thị|thành|các))", f"{name}.long"),
            (rf"UBND {unit.kind}{after}(?!,? (?:thị|thành|các))", f"{name}.short"),
        )
        for pattern, call in forms:
            text = _outside(text, rf"(?<!\w){pattern}", f"{{{{ {call} }}}}")
    return text


def _outside(text: str, pattern: str, call: str) -> str:
    """Return a text with a pattern replaced outside its expressions."""
    parts, at = [], 0
    for match in _CALL.finditer(text):
        parts += [re.sub(pattern, call, text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, re.sub(pattern, call, text[at:])])
