"""The columns of the units' sheet: made from the plan, found again under any restyled heading."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from generator.plan.fields import Range
from generator.plan.model import Cascade, Level, Plan, Signature, Target, Unit
from generator.plan.workbook.rows import UnitRow
from generator.vietnamese import folded, lower_first

SHEETS = {Level.COMMUNE: "Xã", Level.DISTRICT: "Đơn vị", Level.PROVINCE: "Đơn vị"}
FIGURES = ("baseline", "end")
MAX_ROWS = 5_000
HEADING_ROWS = 20
SUM_LABEL = "Tổng cộng"
MASTER_LABEL = "Theo kế hoạch này"
PERCENT = "%"
HUNDRED = Decimal(100)

_RATE = re.compile(r"%.*|‰.*|.+/(?!\s*(?:năm|quý|tháng|tuần|ngày(?: đêm)?)\s*$).+")
_COUNTED = frozenset(
    [
        "người",
        "lượt người",
        "lao động",
        "trẻ",
        "trẻ em",
        "em",
        "cháu",
        "học sinh",
        "hộ",
        "hộ gia đình",
        "nhà",
        "ngôi nhà",
        "căn",
        "căn nhà",
        "mô hình",
        "dự án",
        "công trình",
        "lớp",
        "cuộc",
        "hội nghị",
        "buổi",
        "đợt",
        "lượt",
        "xã",
        "phường",
        "thị trấn",
        "thôn",
        "xóm",
        "tổ dân phố",
        "cán bộ",
        "đơn vị",
        "cơ quan",
        "hợp tác xã",
        "tổ hợp tác",
        "doanh nghiệp",
        "sản phẩm",
        "trường",
        "trạm",
        "con",
        "cây",
        "bộ",
        "thẻ",
        "hồ sơ",
        "thành viên",
        "hội viên",
        "vụ",
    ]
)
_SIGNS = re.compile(r"[\W_]+")

Value = str | int | Decimal | date | None


class Content(StrEnum):
    """What the cells of a column hold."""

    CODE = "code"
    KIND = "kind"
    NAME = "name"
    TEXT = "text"
    COUNT = "count"
    AMOUNT = "amount"
    PERCENT = "percent"
    CHANGE = "change"
    NUMBER = "number"
    DATE = "date"

    @property
    def is_summed(self) -> bool:
        """Whether the column is added up under the headings."""
        return self in {Content.COUNT, Content.AMOUNT, Content.PERCENT}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of the row, or with `target` and `figure` one figure of a target.

    `whole` is the master's figure that the column has to come to, `weight` the field by which a
    percentage or another rate is averaged, `most` what no unit can exceed, `aliases` are headings
    that mean the same. A sheet may lack an `optional` column.
    """

    field: str
    heading: str
    content: Content
    aliases: tuple[str, ...] = ()
    target: str = ""
    figure: str = ""
    unit: str = ""
    whole: Decimal | None = None
    weight: str = ""
    most: Decimal | None = None
    optional: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the heading and of what means the same."""
        return tuple(heading_key(text) for text in (self.heading, *self.aliases))

    def value(self, row: UnitRow) -> Value:
        """Return what a row says in this column; None where it says nothing."""
        if self.target:
            return row.figures.get(self.target, {}).get(self.figure)
        value: Value = getattr(row, self.field)
        return value


def sheet_columns(master: Plan, cascade: Cascade) -> tuple[Column, ...]:
    """Return the columns of the sheet from left to right.

    Two targets of one name and unit get their ids into the headings, so that no two are alike.
    """
    figures = _figures(master, cascade)
    keys = [column.keys[0] for column in figures]
    distinct = (
        column if keys.count(column.keys[0]) == 1 else _with_id(column) for column in figures
    )
    return (*_unit_columns(), *distinct, *_document_columns())


_SUM = re.compile(
    r"(?:tong|cong|tong cong|tong so|theo ke hoach nay)(?: (?:cua )?(?:toan )?"
    r"(?:tinh|huyen|thanh pho|thi xa|quan|xa|cac|\d+)(?: .*)?)?"
    r"|toan (?:tinh|huyen|thanh pho|thi xa|quan|xa)(?: .*)?"
)


def is_sum(label: str) -> bool:
    """Return whether a label is that of a row of sums: Tổng cộng, Cộng (34 xã), Toàn huyện."""
    return bool(_SUM.fullmatch(heading_key(label)))


def heading_key(text: str) -> str:
    """Return a heading without case, accents, signs and line breaks; a % sign is a word."""
    return _SIGNS.sub(" ", folded(text.replace(PERCENT, " phan tram "))).strip()


def _unit_columns() -> tuple[Column, ...]:
    title = {name: str(field.title) for name, field in Unit.model_fields.items()}
    return (
        Column("code", title["code"], Content.CODE, ("Mã",)),
        Column("kind", title["kind"], Content.KIND, ("Loại",)),
        Column("name", title["name"], Content.NAME, ("Tên",)),
        Column("households", "Số hộ", Content.COUNT, ("Tổng số hộ",)),
        Column("poor_households", "Số hộ nghèo", Content.COUNT),
        Column("population", "Dân số", Content.COUNT),
    )


def _document_columns() -> tuple[Column, ...]:
    plan, signature = Plan.model_fields, Signature.model_fields
    return (
        Column("number", "Số kế hoạch", Content.NUMBER),
        Column("issued_on", str(plan["issued_on"].title), Content.DATE),
        Column("seat", str(plan["place"].title), Content.TEXT),
        Column("position", str(signature["position"].title), Content.TEXT),
        Column("signer", "Người ký", Content.TEXT, ("Họ tên người ký",)),
    )


def _figures(master: Plan, cascade: Cascade) -> list[Column]:
    """Return the columns of the targets that come from the sheet, in the master's order."""
    shares = {share.id: share for share in cascade.targets if share.by == "sheet"}
    return [
        _figure(target, name, shares[target.id].weight)
        for target in master.targets
        if target.id in shares
        for name in (*FIGURES, *(("change",) if changes_only(target) else ()))
    ]


def is_rate(unit: str) -> bool:
    """Return whether figures of a unit are averaged, not added: %, tạ/ha, triệu đồng/người/năm."""
    return bool(_RATE.fullmatch(unit.strip()))


def _counted(target: Target) -> bool:
    """Return whether a target counts people or things, of which there are no halves."""
    figures = [getattr(target, name) for name in (*FIGURES, "change")]
    values = [value for figure in figures if figure for value in figure[:2]]
    return target.unit.strip().lower() in _COUNTED and all(
        v == v.to_integral_value() for v in values
    )


def _most(target: Target) -> Decimal | None:
    """Return 100 for a percentage that exceeds it nowhere in the master."""
    figures = [figure for name in FIGURES if (figure := getattr(target, name))]
    bounded = target.unit == PERCENT and all(figure.high <= HUNDRED for figure in figures)
    return HUNDRED if bounded else None


def changes_only(target: Target) -> bool:
    """Return whether a target says how much is to change and not what is to be reached."""
    return target.end is None and target.change is not None


def _figure(target: Target, name: str, weight: str) -> Column:
    title = lower_first(str(Target.model_fields[name].title))
    percent = target.unit == PERCENT
    usual = Content.PERCENT if percent else Content.AMOUNT
    usual = Content.COUNT if _counted(target) else usual
    return Column(
        "figures",
        f"{target.name} – {title} ({target.unit})",
        Content.CHANGE if name == "change" else usual,
        target=target.id,
        figure=name,
        unit=target.unit,
        whole=_whole(target, name),
        weight=weight if is_rate(target.unit) else "",
        most=_most(target),
        optional=name == "change",
    )


def _whole(target: Target, name: str) -> Decimal | None:
    """Return the master's figure when it is one value: a span or a bound is no sum."""
    figure: Range | None = getattr(target, name)
    return figure.exact if figure else None


def _with_id(column: Column) -> Column:
    """Return the column with the id of its target in the heading."""
    return replace(column, heading=f"{column.heading} [{column.target}]")
