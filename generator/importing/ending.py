"""The end of a document: Nơi nhận with purposes, the archive line, the signature."""

import re
from typing import Any

from generator.importing.remarks import Kind, Remarks
from generator.importing.words import clean, literal
from generator.reading.anatomy import Anatomy, Located, Role
from generator.vietnamese import folded

_PURPOSE = re.compile(r"^(?P<name>.+?)\s*\((?P<purpose>(?:để|thay)\b[^()]*)\)$", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(?:(KT|TL|TUQ|TUO|Q)\s?[.,]\s*|(KT|TL|TUQ)\s+)(.+)$")
_COLLECTIVE = re.compile(r"^(?:TM|T/M)\s?[.,]?\s*")
_SPLIT = re.compile(r"\s+(?=(?:KT|TL|TUQ|TM)\s?\.)")


def ending(anatomy: Anatomy, remarks: Remarks) -> dict[str, Any]:
    """Return recipients, archive and signature as a plan file states them."""
    values: dict[str, Any] = {"recipients": _recipients(anatomy, remarks)}
    archive = next((p for p in anatomy.of(Role.ARCHIVE) if not p.appendix), None)
    if archive:
        names = _archive(archive)
        values["archive"] = names
        remarks.say(Kind.RECOGNISED, "import.archive", archive.confidence, text=", ".join(names))
    values["signature"] = _signature(anatomy, remarks)
    return values


def _recipients(anatomy: Anatomy, remarks: Remarks) -> list[Any]:
    found: list[Any] = []
    for part in anatomy.of(Role.RECIPIENT):
        text = clean(part.text).rstrip(" ;.,")
        if not text or part.appendix:
            continue
        match = _PURPOSE.match(text)
        if match:
            name = literal(match["name"].rstrip(" ;,"))
            found.append({"name": name, "purpose": match["purpose"]})
        else:
            found.append(literal(text))
    if not found:
        remarks.say(Kind.LOOK, "import.no-recipients")
        return ["…"]
    remarks.say(Kind.RECOGNISED, "import.recipients", count=str(len(found)))
    return found


def _archive(part: Located) -> list[str]:
    """Return what the file copy is kept by: `VT, VX`."""
    text = re.sub(r"^l[ưu]u\W*", "", clean(part.text), flags=re.IGNORECASE).rstrip(" ;.,")
    return [name for name in (piece.strip() for piece in text.split(",")) if name] or ["VT"]


def _signature(anatomy: Anatomy, remarks: Remarks) -> dict[str, Any]:
    """Return who signs, in whose place, as what."""
    lines = [
        line
        for part in anatomy.of(Role.AUTHORITY)
        if not part.appendix
        for line in _SPLIT.split(clean(part.text))
    ]
    signer = next((clean(p.text) for p in anatomy.of(Role.SIGNER) if not p.appendix), "")
    if not lines:
        remarks.say(Kind.LOOK, "import.no-signature")
        return {"name": signer} if signer else {"position": "CHỦ TỊCH"}
    values: dict[str, Any] = {}
    collective = any(_COLLECTIVE.match(line) for line in lines)
    rest = [line for line in lines if not _COLLECTIVE.match(line)]
    delegated = [match for line in rest if (match := _AUTHORITY.match(line))]
    positions = [line for line in rest if not _AUTHORITY.match(line)]
    authority = (delegated[0][1] or delegated[0][2]).replace("TUO", "TUQ") if delegated else ""
    if not collective and authority not in {"TL", "TUQ"}:
        values["collective"] = False
    values |= _delegation(authority, delegated, positions)
    if signer:
        values["name"] = signer
    else:
        remarks.say(Kind.LOOK, "import.no-signer")
    shown = " / ".join([*lines, *([signer] if signer else [])])
    remarks.say(Kind.RECOGNISED, "import.signature", text=shown)
    return values


def _delegation(
    authority: str, delegated: list[re.Match[str]], positions: list[str]
) -> dict[str, Any]:
    """Return the fields of a signature for its lines of authority and office."""
    if not authority:
        position = " ".join(positions)
        return {"position": position} if position and position != "CHỦ TỊCH" else {}
    head = delegated[0][3]
    if authority == "Q":
        return {"authority": "Q", "position": head}
    values: dict[str, Any] = {"authority": authority}
    if folded(head) != "chu tich":
        values["head"] = head
    if len(delegated) > 1:
        return values | {"position": delegated[1][3], "deputy_position": " ".join(positions) or "…"}
    return values | {"position": " ".join(positions) or "…"}
