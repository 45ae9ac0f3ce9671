"""The files that are built: written anew, or compared with what would be built."""

import json
from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.document.standard import Standard
from templates.builder.archive import Parts, packed, unpacked
from templates.builder.dump import dump
from templates.builder.form import Form
from templates.builder.parts import package_parts

TITLES = {
    "province": "Kế hoạch của Ủy ban nhân dân cấp tỉnh",
    "district": "Kế hoạch của Ủy ban nhân dân cấp huyện",
    "commune": "Kế hoạch của Ủy ban nhân dân cấp xã",
}


def compiled(source: Path) -> str:
    """Return a standard in YAML as the JSON that the program reads."""
    tree = yaml.load(source.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")) + "\n"


def write(standard: Standard, folder: Path) -> None:
    """Write every template and its dump into a folder."""
    for level, parts in built(standard):
        (folder / f"{level}.docx").write_bytes(packed(parts))
        (folder / f"{level}.dump.txt").write_text(dump(parts), encoding="utf-8", newline="\n")


def stale(standard: Standard, folder: Path) -> list[str]:
    """Return a line for each template or dump of a folder that is not what would be built.

    Parts are compared, not archives: another zlib packs the same parts into other bytes.
    """
    faults = []
    for level, parts in built(standard):
        template, text = folder / f"{level}.docx", folder / f"{level}.dump.txt"
        if not template.exists() or unpacked(template) != parts:
            faults.append(f"{template.name}: run templates/build.py")
        if not text.exists() or text.read_text(encoding="utf-8") != dump(parts):
            faults.append(f"{text.name}: run templates/build.py")
    return faults


def built(standard: Standard) -> Iterator[tuple[str, Parts]]:
    """Yield each level with the parts of its template, in the order of the package."""
    form = Form(standard)
    for level, title in TITLES.items():
        yield level, {name: text.encode() for name, text in package_parts(form, title).items()}
