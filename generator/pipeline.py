"""The order of the steps: read, compose, examine, build the context, render."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Refused, Severity, has_errors
from generator.plan.composition import Composition, compose
from generator.plan.conditions import for_issuer
from generator.plan.model import Plan
from generator.plan.remarks import remarks
from generator.plan.review import UNDECIDED, examine_review, open_items
from generator.plan.rules import examine
from generator.plan.source import Source, read_plan

_GAP = "content.gap-left"


@dataclass(frozen=True, slots=True)
class Validated:
    """A plan that was read, decided for its issuer and composed, with all there is to say."""

    source: Source
    plan: Plan
    composition: Composition
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document, what is to be said about its plan, and the files it was made of."""

    document: bytes
    diagnostics: tuple[Diagnostic, ...]
    made_of: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Registers:
    """The files of the registers and what is wrong with them."""

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def validate(path: Path) -> Validated:
    """Return a plan file read, composed and judged by every content rule.

    Raises Refused when the file cannot be read as a plan; findings of the rules are returned.
    """
    return examined(read_plan(path))


def examined(source: Source) -> Validated:
    """Return a plan that was read, composed and judged by every content rule."""
    resolved = for_issuer(source.plan)
    composition = compose(resolved.plan)
    found = (*composition.diagnostics, *examine(resolved.plan, composition))
    typed = [replace(d, path=resolved.typed_path(d.path)) for d in found]
    waiting = {one.path for one in open_items(source.plan)}
    typed = [d for d in typed if d.code != _GAP or d.path not in waiting]
    typed += examine_review(source.plan)
    diagnostics = (*source.tree.diagnostics, *_placed(typed, source))
    return Validated(source, resolved.plan, composition, diagnostics)


def render(path: Path, template: str | None, *, draft: bool) -> Rendered:
    """Return the Word document of a plan file, through a template of its level or a named one.

    Raises Refused with every diagnostic when the plan or the template has an error.
    """
    from generator.document.catalogue import read_template, template_path
    from generator.document.context import build_context
    from generator.document.engine import render_template

    validated = validate(path)
    if draft:
        validated = replace(validated, diagnostics=_for_draft(validated.diagnostics))
    if has_errors(validated.diagnostics):
        raise Refused(validated.diagnostics)
    plan = validated.plan
    file = template_path(template or plan.level.value)
    data = read_template(file)
    if template and has_errors(found := checked_template(file)):
        raise Refused((*validated.diagnostics, *found))
    context = build_context(plan, validated.composition, draft=draft)
    document = render_template(data, context, str(file))
    if draft and plan.review:
        document = _with_remarks(document, validated)
    return Rendered(document, validated.diagnostics, (path, file))


def checked_template(path: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a Word template; raises Refused when it is no DOCX."""
    from generator.document.catalogue import read_template
    from generator.document.lint import check_template

    return check_template(read_template(path), str(path))


def checked_registers() -> Registers:
    """Return what is wrong with the registers, the user's own rows laid over the shipped ones."""
    from generator.registers.check import FILES, check_registers

    return Registers(FILES, check_registers())


def _with_remarks(document: bytes, validated: Validated) -> bytes:
    """Return a draft with a comment beside each place that a person still has to look at."""
    from generator.marking.comments import Comment, with_comments

    typed = validated.source.plan
    told = remarks(typed, for_issuer(typed), validated.composition)
    return with_comments(
        document,
        [Comment(text="\n".join(one.words), beside=one.anchors) for one in told],
    )


def _for_draft(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return the findings with open decisions as warnings: a draft shows each as a gap."""
    return tuple(replace(d, severity=Severity.WARNING) if d.code == UNDECIDED else d for d in found)


def _placed(found: Iterable[Diagnostic], source: Source) -> list[Diagnostic]:
    """Return the findings with their places, each once, in the order of the file."""
    placed = dict.fromkeys(_Key(source.locate(diagnostic)) for diagnostic in found)
    return sorted(
        (key.diagnostic for key in placed), key=lambda d: (d.place.line, d.place.column, d.code)
    )


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes two findings the same to a reader: code, place and words."""

    diagnostic: Diagnostic

    def __hash__(self) -> int:
        return hash((self.diagnostic.code, self.diagnostic.place))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Key)
            and self.diagnostic.code == other.diagnostic.code
            and (
                self.diagnostic.place == other.diagnostic.place
                and self.diagnostic.parameters == other.diagnostic.parameters
            )
        )
