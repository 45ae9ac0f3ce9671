"""Documents of one template, judged by what is new in each: texts, letterhead, signature.

What many documents share was judged with one of them, whole (`check.finished`); so each costs only
what its own data brings. Texts that differ by the unit's name and by figures alone have the same
shape, and a shape is judged once: only where one is at fault, the text itself is judged.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial

from generator.check.brought import Block, Context, Said, block_lists, block_texts, lines, located
from generator.check.examination import judgement
from generator.check.finished import weight
from generator.check.form.forms import date_of
from generator.check.profile import Profile, base_profile
from generator.check.registry import Case, Rule
from generator.check.rulebook import RULES
from generator.diagnostics import Diagnostic, Place, Severity
from generator.plan.memory import Memory
from generator.reading.anatomy import Anatomy, Role
from generator.reading.sheet import Sheet

_SHAPES = (
    "letter-lost", "placeholder", "space-doubled", "space-before-sign", "space-missing",
    "dash-one-sided", "digits-stuck", "pair-open", "word-doubled", "word-confused",
    "syllable-impossible",
)  # fmt: skip
_UNITS = ("unit-other", "unit-former", "subject-other", "level-left", "issuer-former")
_FIGURES = ("date-impossible", "change-wrong", "change-direction", "share-wrong")
_LINES = (
    "pl1.ii.3.number-form", "pl1.ii.3.number-zero", "pl1.ii.3.number-agency",
    "pl3.i.abbreviation", "pl1.ii.4.date-form", "pl1.ii.4.b.date-zero", "pl1.ii.4.b.date-exists",
    "pl1.ii.4.a.place", "pl1.ii.4.a.place-name", "pl1.ii.4.a.place-common",
    "pl1.ii.7.a.authority-form", "pl1.ii.7.authority-order", "pl1.ii.7.title",
    "pl1.ii.7.b.collective", "pl1.ii.7.c.undefined-title",
)  # fmt: skip
_NAMES = ("pl1.ii.7.c.honours", "pl2.ii.1.signer-capitals")
_HEAD = (Role.ISSUER, Role.NUMBER, Role.PLACE_DATE, Role.TYPE)
_ISSUED = (Role.ISSUER, Role.PLACE_DATE, Role.SUBJECT)
_NAME = "Nam"  # stands for the name of any unit; a name by itself is judged with the subject
_DIGIT = re.compile(r"\d")


def own_diagnostics(
    context: Context, shared: frozenset[str], unit: str, *, draft: bool, memory: Memory
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the texts of a unit's document that others do not share.

    `unit` is the unit's full name. In a draft there are warnings only: nobody signs it. Documents
    that share the same texts share a memory.
    """
    around = tuple(lines(context))
    name = unit.partition(" ")[2]
    issued = tuple(one for one in around if one[0] in _ISSUED)
    new = [one for one in around if one[1] not in shared]
    new += _new(context, shared, memory)
    head = tuple(one for one in around if one[0] in (*_HEAD, Role.AUTHORITY))
    found: list[Diagnostic] = []
    if any(one in new for one in head) and _is_faulty(_masked(head, name), "lines"):
        found += _found(head, "lines", unit)
    found += _found(issued, "units", unit)
    found += _found([one for one in new if one[0] is Role.SIGNER], "names", unit)
    plain = _masked(issued, name)
    figures: list[Said] = []
    for one in new:
        (masked,) = _masked((one,), name)
        bare = (masked[0], _DIGIT.sub("0", masked[1]))
        if _is_faulty((bare,), "shapes"):
            found += _found((one,), "shapes", unit)
        if one[0] is not Role.SUBJECT and _is_faulty((*plain, bare), "units"):
            found += [d for d in _found((*issued, one), "units", unit) if d not in found]
        if bare != masked:
            figures.append(one)
    found += _found(figures, "figures", unit)
    told = (one for one in found if one.near not in shared)
    return tuple(replace(one, severity=Severity.WARNING) if draft else one for one in told)


def _new(context: Context, shared: frozenset[str], memory: Memory) -> Iterator[Said]:
    """Yield the texts of blocks that are not shared; a list that comes again is not read again."""

    def own(blocks: Sequence[Block]) -> tuple[Said, ...]:
        return tuple(one for one in block_texts(blocks) if one[1] not in shared)

    for key, blocks in block_lists(context).items():
        yield from memory.remembered(("own", key), partial(own, blocks), owner=blocks)


def _masked(said: Sequence[Said], name: str) -> tuple[Said, ...]:
    """Return texts with the unit's name as that of any unit, in capitals too."""
    return tuple(
        (role, text.replace(name, _NAME).replace(name.upper(), _NAME.upper()))
        for role, text in said
    )


@lru_cache(maxsize=1024)
def _is_faulty(said: tuple[Said, ...], kind: str) -> bool:
    """Return whether a rule of some kind finds anything in texts."""
    return bool(_found(said, kind, ""))


def _found(said: Sequence[Said], kind: str, unit: str) -> list[Diagnostic]:
    """Return what the rules of some kind find in texts."""
    if not said:
        return []
    parts = tuple(located(one, number) for number, one in enumerate(said, 1))
    anatomy = Anatomy(Sheet(unit), parts)
    case = Case(anatomy, _profile().form, date_of(anatomy.text(Role.PLACE_DATE)))
    return [
        Diagnostic(
            rule.code,
            fault.parameters,
            weight(rule, rule.severity),
            Place(unit),
            near=fault.near,
        )
        for rule in _rules()[kind]
        for fault in judgement(rule, case, _profile()).faults
    ]


@cache
def _profile() -> Profile:
    return base_profile()


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules that need no more of a document than a text and who issues it."""
    kinds = {
        "shapes": [f"content.{name}" for name in _SHAPES],
        "units": [f"content.{name}" for name in _UNITS],
        "figures": [f"content.{name}" for name in _FIGURES],
        "lines": [f"nd30.{name}" for name in _LINES],
        "names": [f"nd30.{name}" for name in _NAMES],
    }
    return {kind: tuple(RULES[id] for id in ids) for kind, ids in kinds.items()}
