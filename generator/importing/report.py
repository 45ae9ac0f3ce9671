"""The report of an import, for the clerk: what to look at first, then everything else."""

from collections import Counter
from dataclasses import replace

from generator import messages
from generator.importing.accounting import Account
from generator.importing.remarks import Kind, Remark, Remarks


def report_text(file: str, output: str, remarks: Remarks, counted: Account) -> str:
    """Return the report as Markdown."""
    left = sum(len(unplaced.words) for unplaced in counted.left)
    lines = [f"# {_said('title', file=file)}", "", _said("result", output=output), ""]
    lines.append(_said("count", total=str(counted.total), left=str(left)))
    if counted.added:
        added = _listed(counted.added)
        lines += ["", _said("added", text=added)]
    for kind in Kind:
        lines += ["", f"## {_said(kind.value)}", ""]
        lines += [_line(remark) for remark in remarks.of(kind)] or [_said("nothing")]
    return "\n".join(lines) + "\n"


def _said(code: str, **parameters: str) -> str:
    return messages.text(f"import.report.{code}", **parameters)


def _listed(added: Counter[str]) -> str:
    return ", ".join(f"{word} ({n})" if n > 1 else word for word, n in sorted(added.items()))


def _line(remark: Remark) -> str:
    """Return a remark as a line of a list: how sure, what, and what can be done about it."""
    found = remark.diagnostic
    place = replace(found.place, file="").text() if found.place.part else ""
    sure = f"**{_said(remark.confidence.value)}** · " if remark.kind is Kind.RECOGNISED else ""
    head = f"- {sure}{found.message()}"
    if place:
        head += f" ({place})"
    hint = found.hint() if remark.kind in {Kind.LOOK, Kind.REPAIRED, Kind.ASSUMED} else ""
    return f"{head} {hint}".rstrip()
