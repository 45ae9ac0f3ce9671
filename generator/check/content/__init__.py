"""The rules of content: what a document says, judged by its text alone."""

from generator.check.content import (
    agencies,
    bases,
    dates,
    figures,
    letters,
    marks,
    references,
    spaces,
    spelling,
    units,
    years,
)

__all__ = [
    "agencies",
    "bases",
    "dates",
    "figures",
    "letters",
    "marks",
    "references",
    "spaces",
    "spelling",
    "units",
    "years",
]
