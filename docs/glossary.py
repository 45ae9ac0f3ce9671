"""Write the glossary of plan files from the model: every field, its Vietnamese term, its meaning.

    python docs/glossary.py     write docs/glossary.md

The test suite compares the two, so a field that is added or renamed cannot be forgotten here.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
GLOSSARY = HERE / "glossary.md"
sys.path.insert(0, str(HERE.parent))  # the checkout, from whatever folder this is run

from pydantic.fields import FieldInfo  # noqa: E402 - needs the line above

from generator.document.context import FIELDS  # noqa: E402
from generator.messages import text  # noqa: E402
from generator.plan import model  # noqa: E402
from generator.plan.model.overlay import Inside  # noqa: E402
from generator.plan.text import FILTERS  # noqa: E402

OVERLAY = "overlays/<đơn vị>.yaml"
HEAD = """\
# Bảng tra cứu các trường của tệp kế hoạch

<!-- Written by: python docs/glossary.py. Change generator/plan/model/, not this file. -->

Mỗi bảng là một nhóm trường của tệp kế hoạch; dấu ● là trường bắt buộc. Cách dùng, ví dụ: xem
[hướng dẫn](huong-dan.md). Cũng những lời này hiện ra khi soạn tệp bằng trình soạn thảo có gợi ý
(`kehoach schema`).
"""


def glossary() -> str:
    """Return the page: the records of the model from the plan down, the fields of templates."""
    parts = [HEAD, *(_record(way, record) for way, record in _records())]
    filters = ", ".join(f"`{name}`" for name in FILTERS)
    parts.append(f"\n## Cách in trong ngoặc nhọn\n\nViết sau dấu `|`: {filters}.\n")
    rows = "".join(f"| `{name}` | {text(f'field.{name}', 'vi')} |\n" for name in FIELDS)
    parts.append(f"\n## Trường của mẫu Word\n\n| Trường | Nội dung |\n|---|---|\n{rows}")
    return "".join(parts)


def _records() -> Iterator[tuple[str, type[model.Record]]]:
    """Yield every kind of record with the fields that lead to it, as a reader meets them."""
    waiting: list[tuple[str, type[model.Record]]] = [
        ("", model.Plan),
        (OVERLAY, model.Overlay),
        ("add: …", Inside),
    ]
    seen: set[type[model.Record]] = set()
    while waiting:
        way, record = waiting.pop(0)
        if seen & set(record.__mro__):  # an added or changed part has the fields of its kind
            continue
        seen.add(record)
        yield way, record
        above = "" if way == OVERLAY else way
        for name, info in record.model_fields.items():
            inner = f"{above}.{info.alias or name}".lstrip(".")
            waiting += [(inner, part) for part in _inside(info.annotation)]


def _inside(annotation: object) -> list[type[model.Record]]:
    """Return the kinds of record in an annotation such as `tuple[Item, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, model.Record):
        return [annotation]
    parts: tuple[object, ...] = getattr(annotation, "__args__", ())
    return [record for part in parts for record in _inside(part)]


def _record(way: str, record: type[model.Record]) -> str:
    rows = "".join(_row(name, info) for name, info in record.model_fields.items())
    heading = f"`{way}`" if way else "Tệp kế hoạch"
    meaning = " ".join((record.__doc__ or "").split())
    return (
        f"\n## {heading}\n\n{meaning}\n\n| Trường | | Tên | Giải thích |\n|---|---|---|---|\n{rows}"
    )


def _row(name: str, info: FieldInfo) -> str:
    needed = "●" if info.is_required() else ""
    meaning = (info.description or "").replace("|", "\\|")
    return f"| `{info.alias or name}` | {needed} | {info.title} | {meaning} |\n"


if __name__ == "__main__":
    GLOSSARY.write_text(glossary(), encoding="utf-8")
