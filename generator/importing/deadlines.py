"""Deadlines of reports: a sentence that says until when to report becomes a rule it is made of."""

import re
from copy import deepcopy
from typing import Any

from generator.importing.draft import Draft
from generator.importing.remarks import Kind
from generator.importing.texts import at, texts_of
from generator.importing.words import shortened
from generator.plan.fields import Path
from generator.reading.anatomy import Confidence
from generator.vietnamese import folded
from generator.vietnamese.alphabet import UPPER

_OPERATOR = r"(?P<op>trước|chậm nhất(?: là)?|đến hết)\s+ngày\s+"
_FULL = re.compile(
    rf"{_OPERATOR}(?P<day>\d{{1,2}}[/-]\d{{1,2}})[/-](?P<year>\d{{4}})", re.IGNORECASE
)
_YEARLY = re.compile(
    rf"{_OPERATOR}(?P<day>\d{{1,2}}/\d{{1,2}}) (?P<turn>hằng năm|hàng năm)", re.IGNORECASE
)
_MONTHLY = re.compile(
    rf"{_OPERATOR}(?P<day>\d{{1,2}}) (?P<turn>hằng tháng|hàng tháng|của tháng cuối quý)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"{_OPERATOR}(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}) năm (?P<year>\d{{4}})", re.IGNORECASE
)
_SENTENCE = re.compile(rf"(?<=[.;])\s+(?=[{UPPER}])|\n")
_TO = re.compile(
    r"(?:gửi|báo cáo|về)\s+(?:(?:kết quả|báo cáo|thực hiện|về|cho|\S+)\s+){0,6}?"
    r"(?P<to>(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Phòng|Sở|Văn phòng|Ban|Bộ)\b[^,;.(){}]{2,80}?)"
    r"(?=\s*(?:\(|,|;|\.|để|trước|chậm|theo|đến hết|định kỳ|tổng hợp|$))"
)
_VIA = re.compile(r"\(\s*(?:thông )?qua\s+(?P<via>[^()]{3,100})\)")
_OPERATORS = {"truoc": "before", "cham": "by", "den": "until"}
_SPOKEN = {"opening", "sections", "agencies", "closing"}
_MOST = 60  # each is tried on the whole plan; no plan has so many reports
_QUARTER = "của tháng cuối quý"


def deadlines_step(draft: Draft) -> None:
    """Make a report of every sentence whose deadline the plan prints in the same words."""
    found = [
        (path, sentence, match)
        for path, text in texts_of(draft.values)
        if path[0] in _SPOKEN and "table" not in path
        for sentence in _SENTENCE.split(text)
        if "bao cao" in folded(sentence) or "ket qua" in folded(sentence)
        for pattern in (_FULL, _YEARLY, _MONTHLY, _WORDS)
        for match in pattern.finditer(sentence)
    ]
    for path, sentence, match in found[:_MOST]:
        _take(draft, path, sentence, match)
    if not found:
        draft.material.remarks.say(Kind.LOOK, "import.no-deadline")


def _take(draft: Draft, path: Path, sentence: str, match: re.Match[str]) -> None:
    """Put a rule in place of one deadline, or tell that it stays in the text."""
    say = draft.material.remarks.say
    for rule in _rules(draft, match):
        values = deepcopy(draft.values)
        text = str(at(draft.values, path))
        before = set(draft.material.slugs.taken)
        report = _report(draft, values, path, sentence, rule)
        values["reports"] = [*values.get("reports", []), report]
        made = text.replace(match[0], f"{{{{ deadline('{report['id']}') }}}}", 1)
        if made != text and draft.reworded({path: made}, values, padded=True):
            say(Kind.RECOGNISED, "import.deadline", text=match[0], to=report["to"])
            printed = str(draft.composition.body)
            if match[0] not in printed:
                say(Kind.ASSUMED, "import.day-padded", text=match[0])
            return
        draft.material.slugs.taken = before
    say(Kind.RECOGNISED, "import.deadline", Confidence.LIKELY, text=match[0], to="…")
    say(
        Kind.LOOK,
        "import.deadline-kept",
        text=shortened(sentence[max(match.start() - 60, 0) :], 160),
    )


def _rules(draft: Draft, match: re.Match[str]) -> list[dict[str, Any]]:
    """Return the rules that may print a deadline, the one that returns every year first."""
    operator = _OPERATORS[folded(match["op"]).split()[0]]
    groups = match.groupdict()
    if "d" in groups:
        return []  # `ngày 9 tháng 12 năm 2022` is not how a plan prints a deadline
    day = match["day"].replace("-", "/")
    period = draft.plan.period
    if "year" in groups:
        once = {"frequency": "once", "due": {operator: f"{day}/{match['year']}"}}
        yearly = {"frequency": "yearly", "due": {operator: day}}
        same = period.first == period.last == int(match["year"])
        return [yearly, once] if same else [once]
    turn = {"hằng năm": "yearly", "hàng năm": "yearly", _QUARTER: "quarterly"}
    return [{"frequency": turn.get(match["turn"].lower(), "monthly"), "due": {operator: day}}]


def _report(
    draft: Draft, values: dict[str, Any], path: Path, sentence: str, rule: dict[str, Any]
) -> dict[str, Any]:
    """Return a report: what, from whom, to whom, through whom, until when."""
    to = _TO.search(sentence)
    level = draft.plan.issuer.kind
    recipient = to["to"].strip() if to else f"UBND {level}"
    report: dict[str, Any] = {
        "id": draft.material.slugs.of("bao-cao", "bao-cao"),
        "name": "Báo cáo kết quả thực hiện Kế hoạch",
        "frequency": rule["frequency"],
        "from": "all",
        "to": recipient,
    }
    if path[0] == "agencies":
        report["from"] = values["agencies"][path[1]]["id"]
    via = _VIA.search(sentence)
    if via:
        known = {folded(agency["name"]): agency["id"] for agency in values.get("agencies", ())}
        if id_ := known.get(folded(via["via"].strip())):
            report["via"] = id_
    return report | {"due": rule["due"]}
