"""Targets: figures that a sentence states from where to where become data it calls."""

import re
from copy import deepcopy
from typing import Any

from generator.importing.draft import Draft
from generator.importing.remarks import Kind
from generator.importing.texts import at, nodes_of, texts_of
from generator.plan.fields import Path
from generator.reading.anatomy import Confidence
from generator.vietnamese import capital, folded, format_number, parse_number

_NUMBER = r"\d[\d.]*(?:,\d+)?"
_NAME = r"(?P<name>[Tt]ỷ lệ [^\W\d][^.;:,()%\d]{3,90}?)"
_FROM_TO = re.compile(
    rf"{_NAME} (?P<way>giảm|tăng) từ (?P<from>{_NUMBER})%(?: \(?(?:cuối |đầu )?năm \d{{4}}\)?)?"
    rf" (?:xuống|lên)(?: còn)? (?P<to>{_NUMBER})%"
)
_DOWN_TO = re.compile(rf"[Gg]iảm {_NAME} (?:xuống )?còn (?P<to>{_NUMBER})%")
_MOST = 60  # each is tried on the whole plan
_HEADS = {
    "name": re.compile(r"(?:ten )?(?:noi dung )?chi tieu.*|muc tieu.*"),
    "unit": re.compile(r"(?:don vi(?: tinh)?|dvt)\.?"),
}


def figures_step(draft: Draft) -> None:
    """Make targets of the figures of sentences and of tables of targets."""
    found = [
        (path, match)
        for path, text in texts_of(draft.values)
        if path[0] not in {"tasks", "appendices"}
        for pattern in (_FROM_TO, _DOWN_TO)
        for match in pattern.finditer(text)
    ]
    for path, match in found[:_MOST]:
        _sentence(draft, path, match)
    for path, node in list(nodes_of(draft.values)):
        if "table" in node:
            _table(draft, path, node["table"])
    count = len(draft.values.get("targets", ()))
    if count:
        draft.material.remarks.say(
            Kind.RECOGNISED, "import.targets", Confidence.LIKELY, count=str(count)
        )


def _sentence(draft: Draft, path: Path, match: re.Match[str]) -> None:
    values = deepcopy(draft.values)
    before = set(draft.material.slugs.taken)
    target: dict[str, Any] = {
        "id": draft.material.slugs.of(match["name"], "chi-tieu"),
        "name": capital(match["name"]),
        "unit": "%",
    }
    made = match[0]
    for group, name in (("from", "baseline"), ("to", "end")):
        figure = match.groupdict().get(group)
        if figure is None:
            continue
        target[name] = figure
        made = made.replace(f"{figure}%", f"{{{{ target('{target['id']}').{name} }}}}", 1)
    values["targets"] = [*values.get("targets", []), target]
    text = str(at(draft.values, path)).replace(match[0], made, 1)
    if not _readable(target) or not draft.reworded({path: text}, values):
        draft.material.slugs.taken = before


def _readable(target: dict[str, Any]) -> bool:
    """Return whether the figures of a target can be read without doubt."""
    return all(_figure(target[name]) for name in ("baseline", "change", "end") if name in target)


def _figure(text: str) -> bool:
    try:
        return format_number(parse_number(text)) == text
    except ValueError:
        return False


def _table(draft: Draft, path: Path, table: dict[str, Any]) -> None:
    """Make targets of the rows of a table of targets; the table calls their figures."""
    heads = [folded(column["title"]) for column in table["columns"]]
    columns = {
        name: next((n for n, head in enumerate(heads) if pattern.fullmatch(head)), None)
        for name, pattern in _HEADS.items()
    }
    name, unit = columns["name"], columns["unit"]
    if name is None or unit is None:
        return
    year = str(draft.plan.period.last)
    ends = [n for n, head in enumerate(heads) if year in head or "ke hoach" in head]
    if len(ends) != 1:
        return
    before = set(draft.material.slugs.taken)
    values, changes = deepcopy(draft.values), {}
    for r, row in enumerate(table["rows"]):
        if not (row[name] and row[unit] and _figure(row[ends[0]])) or "{{" in "".join(row):
            continue
        id_ = draft.material.slugs.of(row[name], "chi-tieu")
        target = {"id": id_, "name": row[name], "unit": row[unit], "end": row[ends[0]]}
        values.setdefault("targets", []).append(target)
        changes[*path, "table", "rows", r, ends[0]] = f"{{{{ target('{id_}').end.number }}}}"
    if changes and not draft.reworded(changes, values):
        draft.material.slugs.taken = before
