"""What stands below the text of a plan: Nơi nhận and the signature."""

from generator.plan.expansion import has_duties
from generator.plan.model import Agency, Plan, Recipient, Signature
from generator.plan.phrasing import agency_names
from generator.plan.scope import Scope
from generator.plan.text import Phrase
from generator.vietnamese import capital


def recipient_lines(plan: Plan, scope: Scope) -> tuple[str, ...]:
    """Return the lines of Nơi nhận, `Lưu: VT, …` last (NĐ 30/2020 Phụ lục I mục II.9)."""
    lines: list[str] = []
    for index, recipient in enumerate(plan.recipients):
        if recipient.derived:
            lines += [agency.short or agency.name for agency in unreached(plan)]
        else:
            lines.append(_recipient(plan, recipient, index, scope))
    return (*(f"- {capital(line)};" for line in lines), f"- Lưu: {', '.join(plan.archive)}.")


def _recipient(plan: Plan, recipient: Recipient, index: int, scope: Scope) -> str:
    named = [agency for agency in plan.agencies if agency.id in recipient.agencies]
    name = agency_names(named)
    if recipient.name:
        name = scope.text(Phrase(recipient.name, ("recipients", index, "name")))
    return f"{name} ({recipient.purpose})" if recipient.purpose else name


def unreached(plan: Plan) -> list[Agency]:
    """Return the agencies that have duties and that no line of Nơi nhận reaches."""
    reached = {id_ for recipient in plan.recipients for id_ in recipient.agencies}
    groups = [agency for agency in plan.agencies if agency.id in reached]
    reached |= {member for group in groups for member in group.members}
    return [
        a
        for a in plan.agencies
        if has_duties(a)
        and a.id not in reached
        and not (a.members and reached.issuperset(a.members))
    ]


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """Return the lines above the signer's name (NĐ 30/2020 Phụ lục I mục II.7.b)."""
    head, position = signature.head.upper(), signature.position.upper()
    lines = {
        "direct": [position],
        "KT": [f"KT. {head}", position],
        "Q": [f"Q. {position}"],
        "TL": [f"TL. {head}", position],
        "TUQ": [f"TUQ. {head}", position],
    }[signature.authority]
    if signature.deputy_position and signature.authority in {"TL", "TUQ"}:
        lines = [lines[0], f"KT. {position}", signature.deputy_position.upper()]
    if signature.collective and signature.authority not in {"TL", "TUQ"}:
        lines.insert(0, "TM. ỦY BAN NHÂN DÂN")
    return tuple(lines)
