"""Every rule asked of one document: what each says, what it found, and how much was judged."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.check.content.passages import LONGEST, PROSE
from generator.check.form.forms import date_of
from generator.check.kind import is_administrative, is_vietnamese
from generator.check.profile import Profile
from generator.check.registry import Case, Fault, Rule, Unjudged, Verdict
from generator.check.rulebook import RULES
from generator.diagnostics import Diagnostic, Place, Severity, has_errors
from generator.reading.anatomy import Anatomy, Role
from generator.reading.sheet import Block, Paragraph, Part, paragraphs

CRASHED = "crashed"
FORM, CONTENT = ("nd30.", "practice.", "house."), ("content.",)
"""How the ids of the rules begin that ask for the form of an administrative document, and for
right words."""
_WHOLE = "nd30.d8.administrative"
_OF_LETTERS = tuple(f"content.{name}" for name in ("font-legacy", "code-legacy", "letter-lost"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule says of a document; `severity` is that of the profile.

    `reason` is `check.reason.<reason>` in the catalogue, empty where the rule judged.
    """

    rule: Rule
    severity: Severity
    verdict: Verdict
    reason: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault with the rule that found it; what is shown of it is a diagnostic."""

    rule: Rule
    severity: Severity
    fault: Fault
    file: str

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding with its message, hint and place."""
        place = Place(self.file, part=self.fault.part)
        return Diagnostic(
            self.rule.code, self.fault.parameters, self.severity, place, near=self.fault.near
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many rules judged, how many of them found something, and how many could not judge.

    Rules about what a document does not have are `beside` and no gap.
    """

    judged: int
    failed: int
    unjudged: int
    beside: int

    @property
    def total(self) -> int:
        """How many rules there were to judge by."""
        return self.judged + self.unjudged


@dataclass(frozen=True, slots=True)
class Report:
    """All that is said of one document: by rule, by place, and by the reader of the file."""

    file: str
    profile: str
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Diagnostic, ...]
    anatomy: Anatomy

    @property
    def coverage(self) -> Coverage:
        """How much of the document was judged."""
        counts = Counter(one.verdict for one in self.judgements)
        failed, passed = counts[Verdict.FAIL], counts[Verdict.PASS]
        unjudged = counts[Verdict.NOT_EVALUATED]
        return Coverage(passed + failed, failed, unjudged, counts[Verdict.NOT_APPLICABLE])

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the reader noticed, then every finding in the order of the document."""
        return (*self.remarks, *(finding.diagnostic for finding in self.findings))

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong that must be mended."""
        return has_errors(self.diagnostics)


def examined(anatomy: Anatomy, profile: Profile, *, day: date | None = None) -> Report:
    """Return what every rule says of a document, held to a profile.

    `day` is the day to judge for where the document states none.
    """
    stated = date_of(anatomy.text(Role.PLACE_DATE))
    case = Case(anatomy, profile.form, stated or day)
    beside = _beside(anatomy)
    judgements = tuple(
        _not_asked(one, profile, beside[one.id])
        if one.id in beside
        else judgement(one, case, profile)
        for one in RULES.values()
    )
    order = _order(anatomy)
    found = [
        Finding(one.rule, one.severity, fault, anatomy.sheet.file)
        for one in judgements
        for fault in one.faults
    ]
    found.sort(key=lambda finding: order.get(finding.fault.part, -1))
    remarks = (*anatomy.sheet.diagnostics, *anatomy.diagnostics, *_too_long(anatomy))
    return Report(anatomy.sheet.file, profile.id, judgements, tuple(found), remarks, anatomy)


def _too_long(anatomy: Anatomy) -> list[Diagnostic]:
    """Return that paragraphs were not read to their end, where there are such."""
    count = sum(1 for p in paragraphs(anatomy.sheet.blocks) if len(p.text) > LONGEST)
    found = {"count": str(count), "letters": str(LONGEST)}
    place = Place(anatomy.sheet.file)
    return [Diagnostic("check.too-long", found, Severity.WARNING, place)] if count else []


def _beside(anatomy: Anatomy) -> dict[str, str]:
    """Return the rules that are not asked, each with the code of the reason.

    A clerk wants to hear that a file is no administrative document once, and not eighty times what
    such a document has; of a text in another language nothing else can be told. Where nothing is
    said, no word of it is right.
    """
    if not is_administrative(anatomy):
        asked = () if is_vietnamese(anatomy) else CONTENT
        ids = [id for id in RULES if id.startswith((*FORM, *asked)) and id != _WHOLE]
        return dict.fromkeys(ids, "not-administrative")
    if any(part.text.strip() or part.table for part in anatomy.of(*PROSE)):
        return {}
    ids = [id for id in RULES if id.startswith(CONTENT) and id not in _OF_LETTERS]
    return dict.fromkeys(ids, "no-prose")


def _not_asked(one: Rule, profile: Profile, reason: str) -> Judgement:
    severity = profile.severities.get(one.id, one.severity)
    return Judgement(one, severity, Verdict.NOT_APPLICABLE, reason)


def judgement(one: Rule, case: Case, profile: Profile) -> Judgement:
    """Return what one rule says; a rule that breaks down has not judged.

    What it found before that counts: the fault is there, whatever else could not be told. The same
    words twice in one paragraph are one fault.
    """
    severity = profile.severities.get(one.id, one.severity)
    faults: dict[tuple[object, ...], Fault] = {}
    verdict, reason = Verdict.PASS, ""
    try:
        for fault in one.judge(case):
            faults.setdefault((fault.part, *fault.parameters.items()), fault)
    except Unjudged as unjudged:
        verdict, reason = unjudged.verdict, unjudged.reason
    except Exception:
        verdict, reason = Verdict.NOT_EVALUATED, CRASHED
    if faults:
        verdict, reason = Verdict.FAIL, ""
    return Judgement(one, severity, verdict, reason, tuple(faults.values()))


def _order(anatomy: Anatomy) -> dict[Part, int]:
    """Return the position of every place in reading order."""
    order: dict[Part, int] = {}
    pending: list[Block] = list(reversed(anatomy.sheet.blocks))
    while pending:
        block = pending.pop()
        order.setdefault(block.part, len(order))
        if not isinstance(block, Paragraph):
            inner = [one for row in block.rows for cell in row for one in cell.blocks]
            pending.extend(reversed(inner))
    return order
