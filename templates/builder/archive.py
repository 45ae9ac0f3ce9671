"""The zip archive around the parts of a template, the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

Parts = Mapping[str, bytes]

EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(parts: Parts) -> bytes:
    """Return the template as a zip archive that does not know when or where it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, content)
    return buffer.getvalue()


def unpacked(template: Path) -> Parts:
    """Return the parts of a template on disk; a file that is no archive has none."""
    if not zipfile.is_zipfile(template):
        return {}
    with zipfile.ZipFile(template) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
