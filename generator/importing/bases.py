"""Legal bases: what the opening and the text cite becomes data, printed in the very same words."""

import re
from copy import deepcopy
from typing import Any

from generator.importing.citations import Citation, citations, cited_line
from generator.importing.draft import Changes, Draft
from generator.importing.remarks import Kind
from generator.importing.texts import texts_of
from generator.importing.words import clean
from generator.plan.fields import Path
from generator.plan.model import LegalBasis
from generator.plan.phrasing import BasisText, basis_text
from generator.reading.anatomy import Confidence

_LINE = "Căn cứ "
_SUPERIOR = re.compile(r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân) (\w+(?: \w+)?)")


def bases_step(draft: Draft) -> None:
    """Make bases of what is cited, and let the texts call them where they print the same."""
    book = _Book(draft)
    _lines(draft, book)
    changes: Changes = {}
    for path, text in texts_of(draft.values):
        if path[0] != "subject":
            made = book.rewritten(text, path)
            if made != text:
                changes[path] = made
    values = deepcopy(draft.values)
    if not book.records:
        return
    values["bases"] = list(book.records)
    kept = draft.reworded(changes, values)
    if changes and not kept:
        return
    _drop_unused(draft)
    for record in draft.values.get("bases", ()):
        shown = str(basis_text(LegalBasis.model_validate(record), first_mention=True))
        sure = Confidence.SURE if record.get("date") else Confidence.LIKELY
        draft.material.remarks.say(
            Kind.RECOGNISED, "import.basis", sure, id=record["id"], text=shown
        )


class _Book:
    """The bases found so far, by what tells one from another."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.records: list[dict[str, Any]] = []
        self.by_key: dict[tuple[str, ...], list[int]] = {}
        self.mentioned: set[str] = set()
        self.above = draft.plan.issuer.parent

    def rewritten(self, text: str, path: Path) -> str:
        """Return a text with calls in place of the citations that they print word for word."""
        if "{{" in text or "{%" in text:
            return text
        whole = path[0] == "opening"
        parts, at = [], 0
        for cited in citations(text, whole=whole):
            record = self.record(cited)
            if record is None:
                continue
            call, length = self._call(record, text[cited.start :])
            if length:
                parts += [text[at : cited.start], call]
                at = cited.start + length
        return "".join([*parts, text[at:]])

    def record(self, cited: Citation) -> dict[str, Any] | None:
        """Return the record of a citation, a new one where it is cited for the first time."""
        if not (cited.number or cited.day or self._superior(cited)):
            return None
        key = (cited.type, cited.number or cited.about)
        for index in self.by_key.get(key, []):
            record = self.records[index]
            same = not cited.day or record.get("date") in (None, cited.record("x")["date"])
            if same:
                return record
        if cited.number and not cited.day and not cited.issuer:
            return None  # a short mention of something that was never cited in full
        record = cited.record(self.draft.material.slugs.of(cited.slug, "can-cu"))
        if self._superior(cited):
            record = {**record, "superior": True}
        self.by_key.setdefault(key, []).append(len(self.records))
        self.records.append(record)
        return record

    def _superior(self, cited: Citation) -> bool:
        """Return whether a citation is the plan of the unit right above."""
        match = _SUPERIOR.match(cited.issuer)
        above = self.above.kind if self.above else ""
        taken = any(record.get("superior") for record in self.records)
        return bool(match and cited.type == "Kế hoạch" and above and not taken) and (
            cited.issuer[match.start(1) :].startswith(above) if match else False
        )

    def _call(self, record: dict[str, Any], rest: str) -> tuple[str, int]:
        """Return the call that prints the beginning of a text, and how much it prints."""
        forms = basis_text(LegalBasis.model_validate(record), first_mention=True)
        id_ = record["id"]
        for form in ("full", "dated", "short"):
            words = clean(str(getattr(forms, form)))
            if rest.startswith(words) and not rest[len(words) : len(words) + 1].isalnum():
                return self._worded(id_, form, forms), len(words)
        return "", 0

    def _worded(self, id_: str, form: str, forms: BasisText) -> str:
        first = id_ not in self.mentioned
        self.mentioned.add(id_)
        natural = (
            (form == "full" or forms.full == getattr(forms, form)) if first else form == "short"
        )
        return f"{{{{ basis('{id_}') }}}}" if natural else f"{{{{ basis('{id_}').{form} }}}}"


def _lines(draft: Draft, book: _Book) -> None:
    """Make lines of the bases where each paragraph before the opening is one of them, in full."""
    *lines, lead = draft.values["opening"]["text"].split("\n")
    known = list(book.records), dict(book.by_key), set(draft.material.slugs.taken)
    ids = []
    for line in lines:
        bare = line.rstrip(" ;.,")
        if not bare.startswith(_LINE):
            break
        text = bare[len(_LINE) :]
        cited = cited_line(text)
        record = book.record(cited) if cited else None
        if record is None:
            break
        forms = basis_text(LegalBasis.model_validate(record), first_mention=True)
        if clean(forms.full) != text:
            break
        ids.append(record["id"])
    if not ids or len(ids) < len(lines):
        book.records, book.by_key, draft.material.slugs.taken = known
        return
    values = deepcopy(draft.values)
    values["bases"] = deepcopy(book.records)
    values["opening"] = {"style": "lines", "bases": ids, "text": lead}
    if draft.restructured(values):
        book.mentioned |= set(ids)


def _drop_unused(draft: Draft) -> None:
    """Leave out bases that no text calls in the end."""
    mentioned = set(draft.composition.mentions.bases)
    values = deepcopy(draft.values)
    values["bases"] = [record for record in values["bases"] if record["id"] in mentioned]
    if not values["bases"]:
        del values["bases"]
    draft.restructured(values)
