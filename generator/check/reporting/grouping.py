"""Findings as a clerk goes through them: by part of the document, the same fault told once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from generator.check.examination import Finding, Report
from generator.check.registry import Verdict
from generator.reading.anatomy import Located, Role
from generator.reading.sheet import Part, paragraphs


class Group(StrEnum):
    """A part of a document, in the order in which a clerk reads."""

    PAGE = "page"
    LETTERHEAD = "letterhead"
    BASES = "bases"
    BODY = "body"
    TABLES = "tables"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    APPENDICES = "appendices"


_GROUPS = {
    **dict.fromkeys((Role.NATION, Role.MOTTO, Role.SUPERIOR, Role.ISSUER, Role.NUMBER,
                     Role.PLACE_DATE, Role.TYPE, Role.SUBJECT, Role.NOTICE, Role.ADDRESSEE),
                    Group.LETTERHEAD),
    Role.BASIS: Group.BASES,
    Role.TABLE: Group.TABLES,
    **dict.fromkeys((Role.RECIPIENTS, Role.RECIPIENT, Role.ARCHIVE), Group.RECIPIENTS),
    **dict.fromkeys((Role.AUTHORITY, Role.SIGNER), Group.SIGNATURE),
}  # fmt: skip
# Rules about paper and page numbers name the place where a region begins.
_OF_PAGES = ("nd30.pl1.i.1.", "nd30.pl1.i.2.", "nd30.pl1.i.3.", "nd30.pl1.i.7.")


def grouped(report: Report, findings: Iterable[Finding]) -> dict[Group, list[list[Finding]]]:
    """Return findings by part of the document, those that say the same together."""
    where = _places(report)
    found: dict[Group, list[Finding]] = {}
    for finding in findings:
        found.setdefault(_group(finding, where), []).append(finding)
    return {group: alike(found[group]) for group in Group if group in found}


def groups_of(report: Report, findings: Sequence[Finding]) -> list[Group]:
    """Return the part of the document that each finding is about."""
    where = _places(report)
    return [_group(finding, where) for finding in findings]


def alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings that say the same together, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.rule.id, finding.diagnostic.message())
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def reasons(report: Report) -> dict[str, int]:
    """Return why rules could not judge, with how many of them."""
    unjudged = [one for one in report.judgements if one.verdict is Verdict.NOT_EVALUATED]
    return dict(Counter(one.reason for one in unjudged))


def place(finding: Finding) -> str:
    """Return where a finding stands in its document, in words."""
    return finding.diagnostic.place.text().removeprefix(finding.file).removeprefix(", ")


def _places(report: Report) -> dict[Part, Group]:
    """Return the part of the document by place, tables and their cells too."""
    found: dict[Part, Group] = {}
    for located in report.anatomy.parts:
        group = _of(located)
        inside = paragraphs((located.table,)) if located.table else located.paragraphs
        for paragraph in inside:
            found.setdefault(paragraph.part, group)
        if located.table:
            found.setdefault(located.table.part, group)
    return found


def _of(located: Located) -> Group:
    return Group.APPENDICES if located.appendix else _GROUPS.get(located.role, Group.BODY)


def _group(finding: Finding, where: dict[Part, Group]) -> Group:
    if finding.rule.id.startswith(_OF_PAGES):
        return Group.PAGE
    return where.get(finding.fault.part, Group.PAGE)
