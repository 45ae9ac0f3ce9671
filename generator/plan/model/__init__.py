"""The plan: a tree of sections and registries of the facts that appear in several places.

Every field carries its Vietnamese title and a one-line description; headings, messages,
the JSON Schema and the glossary come from here. Frozen: a stage returns a new plan.
"""

from generator.plan.model.base import (
    KINDS,
    Conditional,
    Heading,
    Level,
    Period,
    Programme,
    Record,
    Rewording,
    Term,
    Unit,
)
from generator.plan.model.cascade import Cascade, Counterpart, TargetShare
from generator.plan.model.closing import Deadline, Recipient, ReportRule, Signature
from generator.plan.model.content import (
    Appendix,
    Block,
    Column,
    Item,
    Opening,
    Rung,
    RungFormat,
    Section,
    Table,
)
from generator.plan.model.facts import (
    Agency,
    FundingSource,
    LegalBasis,
    Milestone,
    Target,
    Task,
)
from generator.plan.model.overlay import Overlay
from generator.plan.model.plan import Plan, Wording
from generator.plan.model.review import ReviewItem

__all__ = [
    "KINDS",
    "Agency",
    "Appendix",
    "Block",
    "Cascade",
    "Column",
    "Conditional",
    "Counterpart",
    "Deadline",
    "FundingSource",
    "Heading",
    "Item",
    "LegalBasis",
    "Level",
    "Milestone",
    "Opening",
    "Overlay",
    "Period",
    "Plan",
    "Programme",
    "Recipient",
    "Record",
    "ReportRule",
    "ReviewItem",
    "Rewording",
    "Rung",
    "RungFormat",
    "Section",
    "Signature",
    "Table",
    "Target",
    "TargetShare",
    "Task",
    "Term",
    "Unit",
    "Wording",
]
