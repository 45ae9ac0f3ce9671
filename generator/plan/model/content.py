"""The tree of the text: sections, items, tables, appendices, and the blocks made from data."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.plan.fields import Identifier, Line, Text
from generator.plan.model.base import Conditional, Heading, Record

RungFormat = Literal["I.", "1.", "1.1.", "a)", "*", "-", "+", "none"]
BlockName = Literal[
    "tasks",
    "assignments",
    "assignment",
    "led-tasks",
    "funding",
    "reports",
    "assignment-table",
    "target-table",
    "report-table",
]


class Opening(Record):
    """Phần căn cứ và lời dẫn: các dòng căn cứ in nghiêng, hoặc một đoạn mở đầu."""

    short_form = "text"

    style: Literal["lines", "paragraph"] = Field(
        default="paragraph",
        title="Kiểu",
        description="lines: mỗi căn cứ một dòng nghiêng; paragraph: một đoạn mở đầu.",
    )
    bases: tuple[Identifier, ...] = Field(
        default=(), title="Các dòng căn cứ", description="Mã các căn cứ, theo thứ tự in (lines)."
    )
    text: Text = Field(title="Lời dẫn", description="Đoạn dẫn vào nội dung, kết thúc bằng dấu :")


class Rung(Record):
    """Một bậc đánh số: I. | 1. | 1.1. | a) | * | - | + và tên gọi khi viện dẫn."""

    short_form = "format"

    format: RungFormat = Field(title="Kiểu số", description="Dạng số của bậc.")
    term: Line | None = Field(
        default=None, title="Tên gọi", description="Tên khi viện dẫn: phần, mục, tiểu mục, điểm."
    )


class BlockColumn(Record):
    """Cột của bảng phân công lập từ dữ liệu, khi bảng không theo các cột thường dùng."""

    show: Literal["index", "task", "lead", "support", "due", "product", "text"] = Field(
        title="Nội dung cột",
        description="index: số thứ tự (hoặc số của nhiệm vụ); task: tên; lead: chủ trì; support:"
        " phối hợp; due: thời hạn; product: sản phẩm; text: lời văn (ghi chú).",
    )
    title: Text = Field(title="Tiêu đề cột", description="Chữ ở dòng đầu bảng.")


class Block(Record):
    """Khối nội dung do chương trình lập ra từ dữ liệu, đặt ở nơi kế hoạch muốn."""

    short_form = "block"

    block: BlockName = Field(
        title="Tên khối",
        description="tasks: cây nhiệm vụ; assignments: nhiệm vụ của từng cơ quan; assignment: câu"
        " phân công của một nhiệm vụ; led-tasks: các nhiệm vụ cơ quan chủ trì; funding: nguồn kinh"
        " phí; reports: các câu báo cáo; *-table: bảng phân công, bảng chỉ tiêu, bảng báo cáo.",
    )
    only: tuple[Identifier, ...] = Field(
        default=(), title="Chỉ gồm", description="Mã các mục được đưa vào; bỏ trống là tất cả."
    )
    group: Literal["lead", "task"] = Field(
        default="task", title="Nhóm theo", description="Bảng phân công nhóm theo chủ trì/nhiệm vụ."
    )
    columns: tuple[BlockColumn, ...] = Field(
        default=(),
        max_length=20,
        title="Các cột",
        description="Cột và tiêu đề của bảng phân công; bỏ trống: các cột thường dùng.",
    )
    heading: Heading = Field(
        default="own-line",
        title="Cách đặt tên cơ quan",
        description="own-line: dòng riêng; run-in: cùng dòng, sau dấu hai chấm.",
    )


class Column(Record):
    """Cột của một bảng do người soạn tự lập."""

    title: Text = Field(title="Tiêu đề cột", description="Chữ ở dòng đầu bảng.")
    align: Literal["left", "center", "right"] = Field(
        default="left", title="Căn lề", description="left, center hoặc right."
    )


class Table(Record):
    """Bảng do người soạn tự lập; bảng phân công, chỉ tiêu, báo cáo thì dùng khối (from)."""

    columns: tuple[Column, ...] = Field(
        min_length=1, max_length=20, title="Các cột", description="Từ trái sang phải."
    )
    rows: tuple[tuple[Text | Literal[""], ...], ...] = Field(
        title="Các dòng", description="Mỗi dòng đủ số ô."
    )

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        for position, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise PydanticCustomError(
                    "ragged_table",
                    "row {row} has {cells} cells, not {columns}",
                    {"row": position, "cells": len(row), "columns": len(self.columns)},
                )
        return self


class Item(Conditional):
    """Khoản, điểm, gạch đầu dòng: tên (in đậm), lời văn, các mục con, hoặc khối lập từ dữ liệu."""

    short_form = "text"

    id: Identifier | None = Field(
        default=None, title="Mã", description="Mã để viện dẫn: ref('muc-tieu')."
    )
    title: Text | None = Field(default=None, title="Tên mục", description="Không kèm số thứ tự.")
    text: Text | None = Field(
        default=None, title="Lời văn", description="Các đoạn cách nhau bằng một dòng trống."
    )
    heading: Heading = Field(
        default="own-line",
        title="Cách đặt tên mục",
        description="own-line: tên ở dòng riêng; run-in: tên và lời văn cùng dòng.",
    )
    numbering: RungFormat | None = Field(
        default=None, title="Kiểu số của mục con", description="Mặc định: bậc kế tiếp của thang."
    )
    items: tuple["Item", ...] = Field(default=(), title="Mục con", description="Theo thứ tự in.")
    derived: Block | None = Field(
        default=None, alias="from", title="Lập từ dữ liệu", description="Tên khối: tasks, funding …"
    )
    table: Table | None = Field(default=None, title="Bảng", description="Bảng đặt sau lời văn.")


class Section(Conditional):
    """Mục lớn của kế hoạch (I, II, III …)."""

    id: Identifier = Field(title="Mã", description="Mã để viện dẫn: ref('content').")
    title: Text = Field(title="Tên mục", description="Chữ thường; in ra chữ hoa, không kèm số.")
    text: Text | None = Field(
        default=None, title="Lời văn", description="Các đoạn đứng trước mục con."
    )
    numbering: RungFormat | None = Field(
        default=None, title="Kiểu số của mục con", description="Mặc định: bậc kế tiếp của thang."
    )
    items: tuple[Item, ...] = Field(default=(), title="Mục con", description="Theo thứ tự in.")
    derived: Block | None = Field(
        default=None, alias="from", title="Lập từ dữ liệu", description="Tên khối: tasks, funding …"
    )
    table: Table | None = Field(default=None, title="Bảng", description="Bảng đặt sau lời văn.")


class Appendix(Conditional):
    """Phụ lục kèm theo (NĐ 30/2020 Phụ lục I mục III.1); phải được nhắc trong kế hoạch."""

    id: Identifier = Field(title="Mã", description="Mã để nhắc tới: appendix('chi-tieu').")
    title: Text = Field(title="Tên phụ lục", description="Chữ thường; in ra chữ hoa.")
    text: Text | None = Field(default=None, title="Lời văn", description="Đoạn trước bảng.")
    numbering: RungFormat | None = Field(
        default=None, title="Kiểu số của mục con", description="Mặc định: bậc kế tiếp của thang."
    )
    items: tuple[Item, ...] = Field(default=(), title="Mục con", description="Theo thứ tự in.")
    derived: Block | None = Field(
        default=None, alias="from", title="Lập từ dữ liệu", description="assignment-table, …"
    )
    table: Table | None = Field(default=None, title="Bảng", description="Bảng tự lập.")
    orientation: Literal["auto", "portrait", "landscape"] = Field(
        default="auto", title="Khổ giấy", description="auto: ngang khi bảng rộng."
    )
