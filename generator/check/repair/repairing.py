"""A document with its safe repairs made: what was mended, and what is left for a person."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from generator.check.examination import Finding, Report, examined
from generator.check.profile import Profile
from generator.check.registry import Fault
from generator.check.repair import letters, page_number, pages, strokes, texts
from generator.check.repair.site import Site
from generator.marking.package import WordFile
from generator.reading.files import read_bytes
from generator.reading.letters import legible
from generator.reading.recognition import recognised
from generator.reading.sheet import Part

Repair = Callable[[Site, Fault], None]
_TYPED = "content"  # rules about what is typed

# Stage after stage, each on what was read of the last: letters that were changed are read again.
STAGES: tuple[dict[str, Repair], ...] = (
    {
        "nd30.pl1.i.1.paper": pages.paper,
        **{f"nd30.pl1.i.3.margin-{s}": pages.margins for s in ("top", "bottom", "left", "right")},
        "nd30.pl1.i.4.font": letters.fonts,
        "nd30.pl1.i.4.font-complex": letters.fonts,
        "nd30.pl1.i.4.font-east-asian": letters.fonts,
        "nd30.pl1.i.4.colour": letters.colour,
        **{rule: partial(letters.size, rule=rule) for rule in sorted(letters.SIZES)},
        **{rule: partial(strokes.mend, rule=rule) for rule in strokes.REPAIRED},
        "nd30.pl1.ii.6.e.align": letters.justified,
        "nd30.pl1.i.7.number": page_number.add,
        "nd30.pl1.i.7.number-centred": page_number.centre,
        "nd30.pl1.i.7.number-size": page_number.size,
        "nd30.pl1.i.7.number-upright": page_number.upright,
        "nd30.pl1.i.7.number-digits": pages.arabic,
        "nd30.pl1.i.7.number-start": pages.from_one,
        "nd30.pl1.i.7.number-first-page": page_number.hide_on_first,
    },
    {"nd30.pl1.i.4.unicode": texts.composed, f"{_TYPED}.composition-mixed": texts.composed},
    {f"{_TYPED}.space-doubled": texts.one_space},
    {f"{_TYPED}.space-before-sign": texts.no_space},
)
"""By rule, the faults that can be mended without touching a word, a figure or the order."""
REPAIRS = frozenset(rule for stage in STAGES for rule in stage)
_WHOLE = (texts.composed, pages.paper, pages.margins, letters.fonts, pages.arabic)
"""Repairs that mend every place of a document at once."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document with its repairs, judged before and after them."""

    document: bytes
    before: Report
    after: Report

    @property
    def mended(self) -> tuple[Finding, ...]:
        """The findings that are no more."""
        left = Counter(_key(finding) for finding in self.after.findings)
        gone: list[Finding] = []
        for finding in self.before.findings:
            key = _key(finding)
            if left[key]:
                left[key] -= 1
            else:
                gone.append(finding)
        return tuple(gone)


def repaired(data: bytes, before: Report, profile: Profile) -> Repaired:
    """Return a Word document with its safe repairs; the same bytes where there are none.

    Words, figures and order stay; tracked changes, fields and tables too. A repair after which
    another rule is broken is not kept. Raises Refused for what is no Word file, or has macros.
    """
    document, after = _mended(data, before, profile, REPAIRS)
    if _broken(after) - _broken(before):
        document, after = data, before
        for rule in sorted(REPAIRS & _broken(before)):
            made, report = _mended(document, after, profile, frozenset({rule}))
            if _broken(report) <= _broken(before):
                document, after = made, report
    return Repaired(document, before, after)


def _broken(report: Report) -> frozenset[str]:
    return frozenset(finding.rule.id for finding in report.findings)


def _mended(
    data: bytes, report: Report, profile: Profile, rules: frozenset[str]
) -> tuple[bytes, Report]:
    """Return a document with the repairs that some rules ask for, and its report then."""
    for stage in STAGES:
        wanted = [finding for finding in report.findings if finding.rule.id in rules & stage.keys()]
        if not wanted:
            continue
        file = WordFile(data, report.file)
        site = Site(file, report.anatomy, profile.form)
        made: set[tuple[str, Part]] = set()
        for finding in wanted:
            rule, part = finding.rule.id, finding.fault.part
            key = (rule, () if stage[rule] in _WHOLE else part)
            if key not in made:
                made.add(key)
                stage[rule](site, finding.fault)
        document = file.written()
        if document != data:
            data, report = document, _judged(document, report, profile)
    return data, report


def _judged(document: bytes, before: Report, profile: Profile) -> Report:
    sheet = read_bytes(document, before.file)
    return examined(recognised(legible(sheet)), profile)


def _key(finding: Finding) -> tuple[str, Part, str]:
    return finding.rule.id, finding.fault.part, str(sorted(finding.fault.parameters.items()))
