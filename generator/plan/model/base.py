"""What everything in a plan is made of: records, levels, units, years."""

import re
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.plan.fields import FIRST_YEAR, LAST_YEAR, Identifier, Line, Text, Year
from generator.registers.namesakes import seat_name

Heading = Literal["own-line", "run-in", "sentence"]


_YEAR = re.compile(r"\d{4}", re.ASCII)


class Level(StrEnum):
    """Cấp hành chính của cơ quan ban hành."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


KINDS: dict[Level, tuple[str, ...]] = {
    Level.PROVINCE: ("tỉnh", "thành phố"),
    Level.DISTRICT: ("huyện", "quận", "thị xã", "thành phố"),
    Level.COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
}


class Record(BaseModel):
    """A frozen part of a plan that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    short_form: ClassVar[str] = ""
    """The field that a bare text stands for: an item typed as text is its `text`."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        return {cls.short_form: value} if cls.short_form and isinstance(value, str) else value


class Unit(Record):
    """Đơn vị hành chính, cùng đơn vị cấp trên trực tiếp."""

    kind: Line = Field(title="Loại đơn vị", description="tỉnh, thành phố, huyện, xã, phường …")
    name: Line = Field(title="Tên đơn vị", description="Tên riêng, không kèm loại: Hải Hậu.")
    parent: "Unit | None" = Field(
        default=None, title="Đơn vị cấp trên", description="Đơn vị hành chính cấp trên trực tiếp."
    )
    code: Line | None = Field(
        default=None, title="Mã đơn vị", description="Mã số của Cục Thống kê, giữ số 0 ở đầu."
    )

    @property
    def seat(self) -> str:
        """The name before the date of its documents (NĐ 30/2020 Phụ lục I mục II.4)."""
        return seat_name(self.kind, self.name)

    @property
    def full_name(self) -> str:
        """The kind with the proper name: `huyện Hải Hậu`, `Phường 1`, `Thành phố Hồ Chí Minh`.

        The kind has a capital letter before a number, a person and an event (NĐ 30/2020 Phụ lục
        II mục II.1).
        """
        seat = self.seat
        return seat if seat != self.name else f"{self.kind} {self.name}"


class Period(Record):
    """Thời gian kế hoạch: một năm (2027) hoặc một giai đoạn (từ năm … đến năm …)."""

    first: Year = Field(alias="from", title="Từ năm", description="Năm đầu của kế hoạch.")
    last: Year = Field(alias="to", title="Đến năm", description="Năm cuối của kế hoạch.")

    @model_validator(mode="before")
    @classmethod
    def _one_year(cls, value: Any) -> Any:
        if not isinstance(value, (str, int)):
            return value
        if not _YEAR.fullmatch(str(value)) or not FIRST_YEAR <= int(value) <= LAST_YEAR:
            raise PydanticCustomError("period", "not a year", {"value": str(value)})
        return {"from": int(value), "to": int(value)}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("period_order", "the period ends before it begins", {})
        return self

    def __str__(self) -> str:
        """Return `2022` or `2022-2025`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Programme(Record):
    """Chương trình (thường nhiều năm) mà kế hoạch này thực hiện."""

    name: Text = Field(title="Tên chương trình", description="Tên đầy đủ, không kèm năm.")
    short: Text | None = Field(
        default=None, title="Tên gọi tắt", description="Tên gọi tắt dùng trong kế hoạch."
    )
    period: Period = Field(
        title="Thời gian của chương trình", description="Không đổi khi kế hoạch sang năm mới."
    )


class Rewording(Record):
    """Câu chữ riêng của một phần cho một cấp, một loại đơn vị hoặc một đơn vị."""

    audience: tuple[Line, ...] = Field(
        alias="for",
        min_length=1,
        title="Dành cho",
        description="Cấp (commune), loại (phường), tên hoặc mã đơn vị.",
    )
    title: Text | None = Field(default=None, title="Tên mục", description="Thay tên mục.")
    text: Text | None = Field(default=None, title="Lời văn", description="Thay lời văn.")


class Conditional(Record):
    """Phần chỉ dùng cho một số cấp, loại đơn vị, đơn vị; hoặc viết lại cho họ."""

    audience: tuple[Line, ...] = Field(
        default=(),
        alias="only_for",
        title="Chỉ dành cho",
        description="Cấp (commune), loại (phường), tên hoặc mã đơn vị; bỏ trống: mọi nơi.",
    )
    excluded: tuple[Line, ...] = Field(
        default=(),
        alias="not_for",
        title="Trừ",
        description="Cấp, loại, tên hoặc mã đơn vị không dùng phần này.",
    )
    reworded: tuple[Rewording, ...] = Field(
        default=(),
        title="Viết lại",
        description="Câu chữ riêng theo cấp, loại hoặc đơn vị; dòng đầu tiên hợp được dùng.",
    )


class Term(Record):
    """Cụm từ dùng nhiều lần, không đổi theo năm kế hoạch (ví dụ: chuẩn nghèo giai đoạn …)."""

    id: Identifier = Field(title="Mã", description="Mã để gọi: term('chuan-ngheo').")
    text: Line = Field(title="Cụm từ", description="In đúng như ghi.")
