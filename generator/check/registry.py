"""The rules of the checker: each has an id by clause, a severity, and says what it could judge."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, cast

from generator.diagnostics import Severity
from generator.reading.anatomy import Anatomy
from generator.reading.sheet import Part

T = TypeVar("T")


class Verdict(StrEnum):
    """What a rule says of a document; only PASS says that it was judged and is right."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    NOT_EVALUATED = "not-evaluated"


@dataclass(frozen=True, slots=True)
class Case:
    """A document to judge: its parts, the form it is held to, and the day it is judged for.

    `form` is the standard as data (`data/standards/`); `day` is the date of the document, or the
    day the caller names where it has none; None where neither is known.
    """

    anatomy: Anatomy
    form: dict[str, Any]
    day: date | None = None
    asked: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[..., T], *given: Hashable) -> T:
        """Return what a function makes of the case, made for the first of the rules that ask."""
        key = (make, *given)
        if key not in self.asked:
            self.asked[key] = make(self, *given)
        return cast(T, self.asked[key])


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken: parameters of the message, the place, the words there."""

    parameters: dict[str, str] = field(default_factory=dict)
    part: Part = ()
    near: str = ""


class Unjudged(Exception):  # noqa: N818 - a verdict, not an error
    """A rule that did not judge; carries the verdict and the code of its reason."""

    def __init__(self, verdict: Verdict, reason: str) -> None:
        """Keep verdict and reason: `check.reason.<reason>` in the catalogue."""
        super().__init__(reason)
        self.verdict, self.reason = verdict, reason


def not_applicable(reason: str) -> Unjudged:
    """Return what to raise where a document has nothing that the rule is about."""
    return Unjudged(Verdict.NOT_APPLICABLE, reason)


def not_evaluated(reason: str) -> Unjudged:
    """Return what to raise where the document does not show what the rule is about."""
    return Unjudged(Verdict.NOT_EVALUATED, reason)


Judge = Callable[[Case], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id (`nd30.pl1.i.3.margin-top`), severity, clause, and the function that judges.

    `words` names the message where many rules share one, else it is the id.
    """

    id: str
    severity: Severity
    clause: str
    judge: Judge
    words: str = ""

    @property
    def code(self) -> str:
        """The code of its message and hint in the catalogue."""
        return f"check.{self.words or self.id}"


RULES: dict[str, Rule] = {}


def rule(id: str, severity: Severity, clause: str, *, words: str = "") -> Callable[[Judge], Judge]:
    """Return a decorator that enters a function in the registry.

    Its message and hint are `check.<id>` in the catalogue, or `check.<words>` where shared.
    """

    def enter(judge: Judge) -> Judge:
        if id in RULES:
            raise ValueError(f"two rules {id}")
        RULES[id] = Rule(id, severity, clause, judge, words)
        return judge

    return enter
