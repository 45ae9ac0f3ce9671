"""A change in words, on one line."""

from generator import messages
from generator.alignment import words
from generator.change.difference import Change, Kind, Step
from generator.comparing.work import Located

_CONTEXT = 8  # words and spaces shown around what changed in a text
_WORTH_CUTTING = 20  # letters
_RECORDS = {
    "agency": "cli.diff.record.agency",
    "appendix": "cli.diff.record.appendix",
    "cascade": "cli.diff.record.cascade",
    "counterpart": "cli.diff.record.counterpart",
    "fundingsource": "cli.diff.record.funding",
    "item": "cli.diff.record.item",
    "legalbasis": "cli.diff.record.basis",
    "recipient": "cli.diff.record.recipient",
    "reportrule": "cli.diff.record.report",
    "rewording": "cli.diff.record.rewording",
    "row": "cli.diff.record.row",
    "section": "cli.diff.record.section",
    "target": "cli.diff.record.target",
    "targetshare": "cli.diff.record.share",
    "task": "cli.diff.record.task",
    "term": "cli.diff.record.term",
}


def line(located: Located) -> str:
    """Return a change with its two places on one line."""
    places = " → ".join(
        f"{place.file}:{place.line}" for place in (located.before, located.after)
    )  # fmt: skip
    return f"{sentence(located.change)} [{places}]"


def sentence(change: Change) -> str:
    """Return a change in words: what it is about, then both values, or both positions."""
    about = subject(change.subject)
    if change.kind is Kind.CHANGED:
        head = " · ".join(part for part in (about, change.field) if part)
        before, after = (shown or _empty() for shown in excerpts(change.before, change.after))
        return f"{head}: {before} → {after}"
    if change.kind is Kind.MOVED:
        return _moved(change, about)
    added = change.kind is Kind.ADDED
    return messages.text(
        "cli.diff.kind.added" if added else "cli.diff.kind.removed",
        what=about,
        number=change.after if added else change.before,
    )


def subject(steps: tuple[Step, ...]) -> str:
    """Return the way to a part of a plan: `Mục 'Mục tiêu' / Nội dung 'Mục tiêu cụ thể'`."""
    return " / ".join(_step(step) for step in steps)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return two texts without the words that both begin and end with, but for some around.

    Nothing that changed is left out.
    """
    old, new = (words(" ".join(text.split())) for text in (before, after))
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    cut, rest = _left_out(old[:start][::-1]), _left_out(old[len(old) - end :])
    return _cut(old, cut, rest), _cut(new, cut, rest)


def _moved(change: Change, about: str) -> str:
    """Return from which position a record went to which, with the parents where they differ."""
    own = change.subject[:-1]
    if own == change.former:
        return messages.text(
            "cli.diff.kind.moved", what=about, before=change.before, after=change.after
        )
    return messages.text(
        "cli.diff.kind.elsewhere",
        what=_step(change.subject[-1]),
        before=change.before,
        after=change.after,
        source=subject(change.former),
        target=subject(own),
    )


def _step(step: Step) -> str:
    if not step.kind:
        return step.name
    return f"{messages.text(_RECORDS[step.kind])} '{step.name}'"


def _empty() -> str:
    return messages.text("cli.diff.empty")


def _common(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _left_out(same: list[str]) -> int:
    """Return how many words far from a change need not be shown; a few are shown nevertheless."""
    far = same[_CONTEXT:]
    return len(far) if len("".join(far)) > _WORTH_CUTTING else 0


def _cut(parts: list[str], start: int, end: int) -> str:
    shown = "".join(parts[start : len(parts) - end]).strip()
    return f"{'… ' if start else ''}{shown}{' …' if end else ''}"
