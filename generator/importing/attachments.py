"""Appendices are called where the text cites them; one that is cited and absent gets a place."""

import re
from copy import deepcopy

from generator.importing.draft import Changes, Draft
from generator.importing.remarks import Kind
from generator.importing.texts import texts_of
from generator.plan.phrasing import appendix_label
from generator.registers.spoken import ELSEWHERE
from generator.vietnamese import folded

_CITED = re.compile(
    r"\bphụ lục(?: (?:số )?(?:[IVX]{1,5}|\d{1,2})\b)?"
    r"(?!\s*(?:\d|ban hành kèm theo (?:Nghị|Quyết|Thông)))",
    re.IGNORECASE,
)
_OWN = re.compile(r"\bphụ lục(?: [IVX\d]+)?(?: \w+){0,2} (?:kèm theo|đính kèm)", re.IGNORECASE)


def attachments_step(draft: Draft) -> None:
    """Let the text call the appendices of the plan where it names them."""
    appendices = draft.values.get("appendices", [])
    if not appendices:
        _add_absent(draft)
        appendices = draft.values.get("appendices", [])
    if not appendices:
        return
    changes = _calls(draft, [appendix["id"] for appendix in appendices])
    draft.reworded(changes)
    called = " ".join(text for _, text in texts_of(draft.values))
    for appendix in appendices:
        if f"appendix('{appendix['id']}')" not in called:
            _mention(draft, appendix["id"])


def _add_absent(draft: Draft) -> None:
    """Add a place for an appendix that the text cites and the document does not have."""
    texts = [text for _, text in texts_of(draft.values)]
    cited = next(
        (m for t in texts for m in [_OWN.search(t)] if m and not ELSEWHERE.match(t[m.end() :])),
        None,
    )
    if cited is None:
        return
    values = deepcopy(draft.values)
    id_ = draft.material.slugs.of("phu-luc", "phu-luc")
    values["appendices"] = [{"id": id_, "title": "…", "text": "…"}]
    draft.adopted(values)
    draft.material.remarks.say(Kind.LOOK, "import.appendix-absent", text=cited[0])


def _calls(draft: Draft, ids: list[str]) -> Changes:
    """Return the texts that cite appendices, with calls in place of the words that they print."""
    changes: Changes = {}
    labels = {folded(appendix_label(n, len(ids))): id_ for n, id_ in enumerate(ids)}
    numbers = {str(n): id_ for n, id_ in enumerate(ids, 1)}
    for path, text in texts_of(draft.values):
        if path[0] == "appendices":
            continue

        def call(match: re.Match[str]) -> str:
            cited, after = match[0], match.string[match.end() :]
            if ELSEWHERE.match(after):
                return cited
            if id_ := labels.get(folded(cited)):
                tail = "" if cited[0] == "P" else " | lower_first"
                return f"{{{{ appendix('{id_}'){tail} }}}}"
            number = re.search(r"\d+", cited)
            id_ = numbers.get(number[0].lstrip("0"), "") if number else ""
            if len(ids) == 1 and not number and folded(cited) == "phu luc":
                id_ = ids[0]
            return f"{{% if appendix('{id_}') %}}{cited}{{% endif %}}" if id_ else cited

        made = _CITED.sub(call, text) if "{%" not in text else text
        if made != text:
            changes[path] = made
    return changes


def _mention(draft: Draft, id_: str) -> None:
    """Note an appendix that nothing cites, without a word on the page, and tell it."""
    values = deepcopy(draft.values)
    values["opening"]["text"] += f"{{% if appendix('{id_}') %}}{{% endif %}}"
    draft.adopted(values)
    draft.material.remarks.say(Kind.LOOK, "import.appendix-uncited", id=id_)
