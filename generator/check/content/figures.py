"""Rules about figures: changes, shares and totals that do not come out."""

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from generator.check.content.passages import BODY, PROSE, passages, sentences, shown
from generator.check.content.tables import columns
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity
from generator.reading.anatomy import Role
from generator.vietnamese import format_number, parse_number
from generator.vietnamese.alphabet import LOWER

_NUMBER = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5}|[0-9]{1,15})(?:,[0-9]{1,6})?(?![0-9]|[.,][0-9])"
_FROM_TO = re.compile(
    rf"\btừ (?P<a>{_NUMBER})\s?(?P<ua>%|[{LOWER}]+)?[^.;%\d]{{0,30}}?(?:năm \d{{4}})?\s?"
    rf"(?:xuống còn|lên thành|xuống|lên|còn|tới|đến|thành)(?: dưới| khoảng| mức)?"
    rf" (?P<b>{_NUMBER})\s?(?P<ub>%|[{LOWER}]+)?"
)
_CHANGE = re.compile(
    rf"\b(?P<way>giảm|tăng)(?: thêm| được| đi)? (?P<c>{_NUMBER})\s?(?P<uc>%|điểm %|điểm phần trăm"
    rf"|[{LOWER}]+)?"
)
_VAGUE = re.compile(
    r"bình quân|trung bình|mỗi năm|hằng năm|hàng năm|khoảng|trên|hơn|gần|ít nhất|tối thiểu|trở lên"
    r"|riêng|trong đó|lần",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?<![\d/.,])(?P<part>{_NUMBER})\s?/\s?(?P<whole>{_NUMBER}) (?P<noun>[{LOWER}]+)"
    rf"(?P<between>[^.;%\d]{{0,40}}?)(?P<share>{_NUMBER})\s?%"
)
_LINKED = re.compile(r"(?:^|\W)(?:=|đạt|chiếm|tỷ lệ|tỉ lệ|bằng|tương đương|là)\W*$|^\W*\($", re.I)


@rule("content.change-wrong", Severity.ERROR, "số liệu")
def change_wrong(case: Case) -> Iterable[Fault]:
    """Find changes that are not the difference of their figures: 2,5% to 1,95% is 0,55%."""
    for passage in passages(case, PROSE - {Role.SUBJECT}):
        for clause in passage.text.split(";") if "từ" in passage.text else ():
            for near, stated, true in _wrong_changes(clause):
                yield passage.fault(near, stated=stated, true=true)


@rule("content.change-direction", Severity.ERROR, "số liệu")
def change_direction(case: Case) -> Iterable[Fault]:
    """Find figures that fall where the text says they rise, or the other way round."""
    for passage in passages(case, PROSE - {Role.SUBJECT}):
        if "từ" not in passage.text:
            continue
        for match in _DIRECTED.finditer(passage.text):
            first, second = _value(match["a"]), _value(match["b"])
            same = (match["ua"] or match["ub"]) == (match["ub"] or match["ua"])
            falls = match["way"].lower() == "giảm"
            if same and first != second and falls != (second < first):
                yield passage.fault(match.group(), way=match["way"].lower())


@rule("content.share-wrong", Severity.ERROR, "số liệu")
def share_wrong(case: Case) -> Iterable[Fault]:
    """Find percentages that are not those of the counts beside them: 30/120 hộ is 25%."""
    for passage in passages(case, BODY):
        if "%" not in passage.text or "/" not in passage.text:
            continue
        for match in _SHARE.finditer(passage.text):
            part, whole, share = (_value(match[name]) for name in ("part", "whole", "share"))
            if not whole or part > whole or not _LINKED.search(match["between"]):
                continue
            true = part * 100 / whole
            if abs(true - share) >= _step(share):
                yield passage.fault(
                    match.group(), stated=match["share"], true=format_number(_short(true))
                )


@rule("content.table-sum", Severity.WARNING, "số liệu")
def table_sum(case: Case) -> Iterable[Fault]:
    """Find totals of tables that no way of adding up their column gives."""
    judged = False
    for located in case.anatomy.of(Role.TABLE):
        for column in columns(located.table) if located.table else ():
            judged = True
            if column.total not in column.sums:
                near = column.total_text
                yield Fault(
                    {
                        "text": near,
                        "column": shown(column.heading),
                        "true": format_number(column.sums[0]),
                    },
                    column.part,
                    near,
                )
    if not judged:
        raise not_applicable("no-totals")


_DIRECTED = re.compile(
    rf"\b(?P<way>giảm|tăng) (?:tỷ lệ [^.;%\d]{{0,40}})?{_FROM_TO.pattern}", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def _wrong_changes(clause: str) -> tuple[tuple[str, str, str], ...]:
    """Return (words, stated, true) for changes of one pair of figures, within each sentence."""
    found: list[tuple[str, str, str]] = []
    for sentence in sentences(clause):
        pairs = list(_FROM_TO.finditer(sentence))
        if len(pairs) == 1 and not _VAGUE.search(sentence):
            found += _judged(sentence, pairs[0])
    return tuple(found)


def _judged(sentence: str, pair: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong of the changes beside a pair of figures, absolute or relative."""
    first, second = _value(pair["a"]), _value(pair["b"])
    unit = pair["ub"] or pair["ua"] or ""
    changes = [m for m in _CHANGE.finditer(sentence) if not _overlaps(m, pair)]
    if len(changes) != 1 or (pair["ua"] and pair["ub"] and pair["ua"] != pair["ub"]):
        return
    change = changes[0]
    if first != second and (change["way"].lower() == "giảm") != (second < first):
        return
    stated, stated_unit = _value(change["c"]), change["uc"] or ""
    difference = abs(first - second)
    possible = [difference]
    if first and stated_unit == "%":
        relative = difference * 100 / first
        possible = [difference, relative] if unit == "%" else [relative]
    elif unit and stated_unit and unit != stated_unit and "điểm" not in stated_unit:
        return
    if not any(_rounds_to(true, stated) for true in possible):
        start, end = min(change.start(), pair.start()), max(change.end(), pair.end())
        yield sentence[start:end], change["c"], format_number(_short(possible[0]))


def _overlaps(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _rounds_to(true: Decimal, stated: Decimal) -> bool:
    """Return whether a figure is the true one, rounded to the decimals it is given with."""
    return true.quantize(_step(stated), ROUND_HALF_UP) == stated


def _short(value: Decimal) -> Decimal:
    """Return a figure with at most two decimals, and none that are zero."""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return rounded if int(rounded.as_tuple().exponent) <= 0 else rounded.quantize(Decimal(1))


def _step(value: Decimal) -> Decimal:
    """Return the last decimal place of a figure: 0.01 for 1,95."""
    return Decimal(1).scaleb(-_decimals(value))


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _value(text: str) -> Decimal:
    """Return the value of a matched number; `05` is five."""
    return parse_number(text if "." in text or "," in text else text.lstrip("0") or "0")
