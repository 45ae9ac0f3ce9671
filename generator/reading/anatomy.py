"""What each part of an administrative document is: letterhead, bases, headings, recipients …

An `Anatomy` names the parts of a `Sheet` without changing them. Every paragraph of the sheet is in
exactly one part, so nothing can be lost.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from generator.diagnostics import Diagnostic
from generator.reading.sheet import Paragraph, Sheet, Table


class Role(StrEnum):
    """What a part of a document is (NĐ 30/2020 Phụ lục I, ô số and mục II)."""

    NATION = "nation"  # quốc hiệu
    MOTTO = "motto"  # tiêu ngữ
    SUPERIOR = "superior"  # cơ quan chủ quản
    ISSUER = "issuer"  # cơ quan ban hành
    NUMBER = "number"  # số, ký hiệu
    PLACE_DATE = "place-date"  # địa danh, thời gian
    TYPE = "type"  # tên loại
    SUBJECT = "subject"  # trích yếu
    NOTICE = "notice"  # DỰ THẢO and other notices
    ADDRESSEE = "addressee"  # kính gửi
    BASIS = "basis"  # một dòng căn cứ
    OPENING = "opening"  # lời dẫn
    HEADING = "heading"  # a numbered heading on a line of its own
    CLAUSE = "clause"  # a numbered part with its text on the same line
    BULLET = "bullet"  # - or + or *
    TEXT = "text"  # any other paragraph of the body
    TABLE = "table"
    CLOSING = "closing"  # the last paragraph(s) after the last section's items
    RECIPIENTS = "recipients"  # the line Nơi nhận:
    RECIPIENT = "recipient"
    ARCHIVE = "archive"  # - Lưu: VT, …
    AUTHORITY = "authority"  # TM., KT., TL., TUQ. … and chức vụ
    SIGNER = "signer"
    APPENDIX = "appendix"  # Phụ lục I
    APPENDIX_TITLE = "appendix-title"
    APPENDIX_OF = "appendix-of"  # (Kèm theo Kế hoạch số …)
    PAGE_NUMBER = "page-number"  # a page number or running head in the middle of plain text
    RULE = "rule"  # a drawn or typed line, or an empty paragraph
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How sure the reader is of a part."""

    SURE = "sure"
    LIKELY = "likely"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Located:
    """A part of a document: what it is, its text, and the paragraphs it consists of.

    `text` is NFC, lines that were broken by a page or a fixed width joined again. For headings,
    clauses and bullets, `marker` is the number as it stands (`2.1.`, `a)`, `-`), typed or by
    Word's numbering, `rung` its form (`I.`, `1.`, `1.1.`, `a)`, `-`, `+`, `*`) and `depth` its
    level in the tree, counted from 1; `text` is then what follows the marker. `table` is set for
    tables only. `appendix` counts the appendix it stands in, 0 for the document itself.
    """

    role: Role
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    marker: str = ""
    rung: str = ""
    depth: int = 0
    table: Table | None = None
    appendix: int = 0
    confidence: Confidence = Confidence.SURE


@dataclass(frozen=True)
class Anatomy:
    """A document by its parts, in reading order; diagnostics tell each repair of its structure."""

    sheet: Sheet
    parts: tuple[Located, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    def of(self, *roles: Role) -> tuple[Located, ...]:
        """Return the parts that are one of some roles, in reading order."""
        if len(roles) == 1:
            return tuple(self._by_role.get(roles[0], ()))
        return tuple(part for part in self.parts if part.role in roles)

    def text(self, role: Role) -> str:
        """Return the text of the first part of a role, or nothing."""
        return next((part.text for part in self._by_role.get(role, ())), "")

    @cached_property
    def _by_role(self) -> dict[Role, list[Located]]:
        found: dict[Role, list[Located]] = {}
        for part in self.parts:
            found.setdefault(part.role, []).append(part)
        return found
