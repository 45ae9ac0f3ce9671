"""What the importer has to say: what it recognised and how surely, mended, assumed, left out."""

from dataclasses import dataclass, field
from enum import StrEnum

from generator import messages
from generator.diagnostics import Diagnostic, Place, Severity
from generator.reading.anatomy import Confidence, Located


class Kind(StrEnum):
    """The parts of the report, in its order."""

    LOOK = "look"  # what the clerk must look at
    RECOGNISED = "recognised"
    ASSUMED = "assumed"
    REPAIRED = "repaired"
    LEFT = "left"  # words that stand nowhere in the plan


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about an import; its words are those of a diagnostic."""

    kind: Kind
    diagnostic: Diagnostic
    confidence: Confidence = Confidence.SURE


def role_name(part: Located) -> str:
    """Return what a part is, in the words of a reader."""
    return messages.text(f"import.role.{part.role.value}")


def place_of(part: Located, file: str) -> Place:
    """Return where a part stands in the document."""
    return Place(file, part=part.paragraphs[0].part if part.paragraphs else ())


@dataclass(slots=True)
class Remarks:
    """The remarks about one file, in the order they were made, each once."""

    file: str
    made: list[Remark] = field(default_factory=list)

    def say(
        self,
        kind: Kind,
        code: str,
        confidence: Confidence = Confidence.SURE,
        place: Place | None = None,
        **parameters: str,
    ) -> None:
        """Keep a remark; `code` is that of its message."""
        found = Diagnostic(code, parameters, Severity.WARNING, place or Place(self.file))
        remark = Remark(kind, found, confidence)
        if remark not in self.made:
            self.made.append(remark)

    def of(self, kind: Kind) -> list[Remark]:
        """Return the remarks of a kind."""
        return [remark for remark in self.made if remark.kind is kind]
