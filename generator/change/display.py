"""Values of a plan as a reader of changes sees them."""

from collections.abc import Mapping
from typing import Any

from generator.plan.model import (
    Cascade,
    Counterpart,
    LegalBasis,
    Period,
    Plan,
    Recipient,
    Record,
    Rewording,
)

Names = Mapping[str, str]
_LONGEST = 60
_AGENCIES = ("lead", "support", "agencies", "members", "sender", "via")
_BASES = ("bases", "superseded_by")


def names_of(plan: Plan) -> dict[str, Names]:
    """Return what the ids in a field stand for, by the name of the field."""
    agencies = {agency.id: agency.name for agency in plan.agencies}
    bases = {basis.id: label(basis) for basis in plan.bases}
    funding = {source.id: source.title or source.text or source.id for source in plan.funding}
    return {
        **dict.fromkeys(_AGENCIES, agencies),
        **dict.fromkeys(_BASES, bases),
        "funding": funding,
    }


def label(record: Record) -> str:
    """Return what a record is called in a line about it."""
    return shortened(" ".join(part for part in _label(record) if part))


def _label(record: Record) -> tuple[str | None, ...]:
    match record:
        case LegalBasis():
            return record.type, record.number or record.about
        case Recipient():
            return (record.name or ", ".join(record.agencies) or record.derived,)
        case Rewording():
            return (", ".join(record.audience),)
        case Cascade():
            return (record.level.value,)
        case Counterpart():
            return (record.name or record.id,)
    found = (getattr(record, name, None) for name in ("title", "name", "text", "id"))
    return (next((text for text in found if text), ""),)


def shortened(text: str) -> str:
    """Return a text on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    return f"{line[:_LONGEST].rpartition(' ')[0] or line[:_LONGEST]} …"


def shown(record: Record, name: str, names: Names) -> str:
    """Return the value of a field as it is typed in a plan file, ids as what they stand for."""
    info = type(record).model_fields[name]
    dumped = record.model_dump(mode="json", by_alias=True, include={name})
    value = getattr(record, name)
    if names and isinstance(value, (str, tuple)):
        ids = (value,) if isinstance(value, str) else value
        if all(isinstance(id_, str) for id_ in ids):
            return ", ".join(names.get(id_, id_) for id_ in ids)
    return _text(dumped[info.alias or name], value)


def _text(dumped: Any, value: Any) -> str:
    """Return a dumped value in words, the parts of a record with their titles."""
    if dumped is None:
        return ""
    if isinstance(dumped, bool):
        return "true" if dumped else "false"
    if isinstance(dumped, list):
        return ", ".join(_text(d, v) for d, v in zip(dumped, value, strict=True))
    if isinstance(value, Period):
        return str(value)
    if isinstance(dumped, dict) and isinstance(value, Record):
        return _record(dumped, value)
    return str(dumped)


def _record(dumped: Mapping[str, Any], record: Record) -> str:
    """Return the fields of a record that are not as usual, the one it is known by first."""
    told = [
        (name, info.title or name, _text(dumped[info.alias or name], getattr(record, name)))
        for name, info in type(record).model_fields.items()
        if info.is_required() or getattr(record, name) != info.default
    ]
    short = next((text for name, _, text in told if name == type(record).short_form), "")
    rest = ", ".join(
        f"{title} {text}" for name, title, text in told if name != type(record).short_form
    )
    return f"{short} ({rest})" if short and rest else short or rest
