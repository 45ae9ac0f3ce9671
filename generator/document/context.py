"""The flat, finished context that a Word template is filled with; FIELDS names its parts."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from generator.document.standard import standard
from generator.document.strokes import rule_under
from generator.plan.composition import Attachment, Block, Composition
from generator.plan.memory import Memory
from generator.plan.model import Plan
from generator.vietnamese import format_date_words

TYPE_NAME = "KẾ HOẠCH"
DRAFT = "DỰ THẢO"
_BLANK = " " * 6
_PROPERTY_LIMIT = 255
_WIDE = {"assignment_table", "report_table"}
_MOST_UPRIGHT = 6  # columns of a free table on a portrait page

Flatten = Callable[[Hashable, Sequence[Block]], list[dict[str, Any]]]
Sections = Mapping[str, list[dict[str, Any]]]

FIELDS = (
    "draft",
    "notice",
    "parent_line",
    "issuer_lines",
    "issuer_rule",
    "number_line",
    "place_date",
    "type_name",
    "subject",
    "subject_rule",
    "bases",
    "opening",
    "parts",
    "sections",
    "recipients",
    "signature",
    "document",
)


def build_context(
    plan: Plan, composition: Composition, *, draft: bool, memory: Memory | None = None
) -> dict[str, Any]:
    """Return what a template of `templates/` is filled with; every value is finished text.

    Plans of one master share a memory: a section that reads the same is flattened once.
    """
    form, names, flat = standard(), issuer_lines(plan), partial(_flat, memory or Memory())
    sections = {id_: flat(id_, blocks) for id_, blocks in composition.sections.items()}
    return {
        "draft": DRAFT if draft else "",
        "notice": composition.notice,
        "parent_line": "",
        "issuer_lines": names,
        "issuer_rule": rule_under("issuer", names[-1], form.half_width("letterhead", "left")),
        "number_line": f"Số: {_number(plan)}",
        "place_date": f"{plan.place or plan.issuer.seat}, {_day(plan)}",
        "type_name": TYPE_NAME,
        "subject": composition.subject,
        "subject_rule": rule_under("subject", composition.subject, form.text_width("portrait")),
        "bases": list(composition.bases),
        "opening": list(composition.opening),
        "parts": _parts(plan, composition, sections, flat),
        "sections": sections,
        "recipients": list(composition.recipients),
        "signature": {"lines": list(composition.signature), "name": plan.signature.name or ""},
        "document": _properties(plan, composition),
    }  # fmt: skip


def issuer_lines(plan: Plan) -> list[str]:
    """Return the issuer's two lines; a People's Committee prints no superior body above it."""
    return ["ỦY BAN NHÂN DÂN", plan.issuer.full_name.upper()]


def _number(plan: Plan) -> str:
    """Return `05/KH-UBND`, or a gap for the number that is still to be given."""
    number = f"{plan.number:02d}" if plan.number else _BLANK
    return f"{number}/{plan.symbol}"


def _day(plan: Plan) -> str:
    """Return the day of issue in words, or gaps in the plan's first year."""
    if plan.issued_on:
        return format_date_words(plan.issued_on)
    return f"ngày{_BLANK}tháng{_BLANK}năm {plan.period.first}"


def _parts(
    plan: Plan, composition: Composition, sections: Sections, flat: Flatten
) -> list[dict[str, Any]]:
    main = {
        "label": "", "title": "", "attached": "", "rule": "",
        "blocks": [*chain.from_iterable(sections.values()), *map(_block, composition.closing)],
        "signed": True,
        "ends": "portrait" if composition.appendices else "",
    }  # fmt: skip
    attached = (f"(Kèm theo Kế hoạch số {_number(plan)} {_day(plan)} "
                f"của Ủy ban nhân dân {plan.issuer.full_name})")  # fmt: skip
    return [main, *(_appendix(appendix, attached, flat) for appendix in composition.appendices)]


def _appendix(appendix: Attachment, attached: str, flat: Flatten) -> dict[str, Any]:
    orientation = _orientation(appendix)
    return {
        "label": appendix.label,
        "title": appendix.title,
        "attached": attached,
        "rule": rule_under("appendix-attached", attached, standard().text_width(orientation)),
        "blocks": flat(("appendix", appendix.id), appendix.blocks),
        "signed": False,
        "ends": orientation,
    }


def _orientation(appendix: Attachment) -> str:
    """Return landscape for wide tables, unless the plan says otherwise."""
    if appendix.orientation != "auto":
        return appendix.orientation
    wide = any(block.kind in _WIDE or len(block.cells[:1] and block.cells[0]) > _MOST_UPRIGHT
               for block in appendix.blocks)  # fmt: skip
    return "landscape" if wide else "portrait"


def _flat(memory: Memory, key: Hashable, blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return blocks as a template reads them, from memory where they are the very same."""

    def made() -> list[dict[str, Any]]:
        return [
            memory.remembered(number, partial(_block, block), owner=block)
            for number, block in enumerate(blocks)
        ]

    return memory.remembered(("flat", key), made, owner=blocks)


def _block(block: Block) -> dict[str, Any]:
    flat: dict[str, Any] = {
        "kind": block.kind, "number": block.number, "title": block.title, "text": block.text,
        **block.headings,
    }  # fmt: skip
    if block.rows:
        flat["rows"] = [{"kind": row.kind, **row.cells} for row in block.rows]
    if block.kind == "target_table":
        flat |= {f"has_{name}": any(row.kind == "row" and row.cells[name] for row in block.rows)
                 for name in ("baseline", "change", "note")}  # fmt: skip
    if block.table is not None:
        titles, *rows = block.cells
        aligns = [column.align for column in block.table.columns]
        flat["columns"] = [{"title": title} for title in titles]
        flat["rows"] = [_cells(row, aligns) for row in rows]
    return flat


def _cells(row: Sequence[str], aligns: Sequence[str]) -> list[dict[str, str]]:
    return [{"text": text, "align": align} for text, align in zip(row, aligns, strict=True)]


def _properties(plan: Plan, composition: Composition) -> dict[str, str]:
    """Return the document's properties, cut to what Office Open XML readers accept."""
    subject = " ".join(composition.subject.split())
    values = {
        "title": f"Kế hoạch {subject}",
        "subject": subject,
        "author": f"Ủy ban nhân dân {plan.issuer.full_name}",
    }
    return {name: value[:_PROPERTY_LIMIT] for name, value in values.items()}
