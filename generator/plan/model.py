"""The plan: a tree of sections and registries of the facts that appear in several places.

Every field carries its Vietnamese title and a one-line description; headings, messages,
the JSON Schema and the glossary come from here. Frozen: a stage returns a new plan.
"""

from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.plan.fields import (
    AgencyIds,
    Date,
    Day,
    Due,
    Figure,
    Flag,
    Identifier,
    Line,
    Number,
    Text,
    Whole,
    Year,
)


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

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=False, populate_by_name=True
    )


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
    def full_name(self) -> str:
        """The kind with the proper name: `huyện Hải Hậu`, `Thành phố Hồ Chí Minh`."""
        kind = "Thành phố" if self.name == "Hồ Chí Minh" else self.kind
        return f"{kind} {self.name}"


class Period(Record):
    """Thời gian kế hoạch: một năm (2027) hoặc một giai đoạn (từ năm … đến năm …)."""

    first: Year = Field(alias="from", title="Từ năm", description="Năm đầu của kế hoạch.")
    last: Year = Field(alias="to", title="Đến năm", description="Năm cuối của kế hoạch.")

    @model_validator(mode="before")
    @classmethod
    def _one_year(cls, value: Any) -> Any:
        return {"from": value, "to": value} if isinstance(value, (str, int)) else value

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


class LegalBasis(Record):
    """Văn bản làm căn cứ hoặc được viện dẫn (NĐ 30/2020 Phụ lục I mục II.6)."""

    id: Identifier = Field(title="Mã", description="Mã để viện dẫn: basis('qd-90').")
    type: Line = Field(title="Loại văn bản", description="Quyết định, Nghị định, Luật …")
    number: Line | None = Field(
        default=None, title="Số, ký hiệu", description="90/QĐ-TTg; bỏ trống với luật, pháp lệnh."
    )
    date: Date | None = Field(default=None, title="Ngày ban hành", description="Ngày 18/01/2022.")
    issuer: Line | None = Field(
        default=None, title="Cơ quan ban hành", description="Thủ tướng Chính phủ, UBND tỉnh …"
    )
    about: Line | None = Field(
        default=None,
        title="Trích yếu",
        description="Đủ chữ nối: 'phê duyệt …', 'về việc …'; với luật là tên luật.",
    )
    superior: Flag = Field(
        default=False,
        title="Kế hoạch cấp trên",
        description="Đúng nếu đây là kế hoạch của cấp trên trực tiếp mà kế hoạch này thực hiện.",
    )
    superseded_by: Identifier | None = Field(
        default=None, title="Bị thay thế bởi", description="Mã căn cứ thay thế trong kế hoạch này."
    )


class Opening(Record):
    """Phần căn cứ và lời dẫn: các dòng căn cứ in nghiêng, hoặc một đoạn mở đầu."""

    style: Literal["lines", "paragraph"] = Field(
        default="paragraph",
        title="Kiểu",
        description="lines: mỗi căn cứ một dòng nghiêng; paragraph: một đoạn mở đầu.",
    )
    bases: tuple[Identifier, ...] = Field(
        default=(), title="Các dòng căn cứ", description="Mã các căn cứ, theo thứ tự in (lines)."
    )
    text: Text = Field(title="Lời dẫn", description="Đoạn dẫn vào nội dung, kết thúc bằng dấu :")

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


RungFormat = Literal["I.", "1.", "1.1.", "a)", "*", "-", "+", "none"]


class Rung(Record):
    """Một bậc đánh số: I. | 1. | 1.1. | a) | * | - | + và tên gọi khi viện dẫn."""

    format: RungFormat = Field(title="Kiểu số", description="Dạng số của bậc.")
    term: Line | None = Field(
        default=None, title="Tên gọi", description="Tên khi viện dẫn: phần, mục, tiểu mục, điểm."
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_format(cls, value: Any) -> Any:
        return {"format": value} if isinstance(value, str) else value


Heading = Literal["own-line", "run-in", "sentence"]
Frequency = Literal[
    "once", "monthly", "quarterly", "half-year", "nine-month", "yearly", "ad-hoc", "by-regulation"
]
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


class Block(Record):
    """Khối nội dung do chương trình lập ra từ dữ liệu, đặt ở nơi kế hoạch muốn."""

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
    heading: Heading = Field(
        default="own-line",
        title="Cách đặt tên cơ quan",
        description="own-line: dòng riêng; run-in: cùng dòng, sau dấu hai chấm.",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, value: Any) -> Any:
        return {"block": value} if isinstance(value, str) else value


class Column(Record):
    """Cột của một bảng do người soạn tự lập."""

    title: Text = Field(title="Tiêu đề cột", description="Chữ ở dòng đầu bảng.")
    width: Whole = Field(default=10, title="Độ rộng", description="Tỷ lệ so với các cột khác.")
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


class Item(Record):
    """Khoản, điểm, gạch đầu dòng: tên (in đậm), lời văn, các mục con, hoặc khối lập từ dữ liệu."""

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

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Section(Record):
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


class Target(Record):
    """Chỉ tiêu: đầu kỳ, mức thay đổi, cuối kỳ; số liệu chỉ khai ở đây, lời văn gọi target('id')."""

    id: Identifier = Field(title="Mã", description="Mã để gọi: target('poor-rate').end.")
    name: Text = Field(title="Tên chỉ tiêu", description="Tên in trong bảng chỉ tiêu.")
    unit: Line = Field(title="Đơn vị tính", description="%, hộ, người, mô hình …")
    group: Text | None = Field(
        default=None, title="Nhóm chỉ tiêu", description="Dòng nhóm trong bảng chỉ tiêu."
    )
    baseline: Figure | None = Field(
        default=None, title="Đầu kỳ", description="Số đầu kỳ (cuối năm trước)."
    )
    baseline_year: Year | None = Field(
        default=None, title="Năm của số đầu kỳ", description="Mặc định: năm trước kế hoạch."
    )
    change: Figure | None = Field(
        default=None, title="Tăng/giảm", description="Mức thay đổi; giảm thì mang dấu trừ: -0,55."
    )
    end: Figure | None = Field(
        default=None, title="Cuối kỳ", description="Mức phải đạt; có thể viết '≥ 90', '< 1,2'."
    )
    note: Text | None = Field(default=None, title="Ghi chú", description="In ở cột ghi chú.")


class FundingSource(Record):
    """Nguồn kinh phí."""

    id: Identifier = Field(title="Mã", description="Mã để gắn với nhiệm vụ.")
    title: Text | None = Field(default=None, title="Tên nguồn", description="Ví dụ: Ngân sách xã.")
    text: Text | None = Field(default=None, title="Nội dung", description="Lời văn về nguồn này.")
    heading: Heading = Field(
        default="own-line", title="Cách đặt tên", description="own-line hoặc run-in."
    )
    numbering: RungFormat | None = Field(
        default=None, title="Kiểu số của mục con", description="Mặc định: bậc kế tiếp của thang."
    )
    items: tuple[Item, ...] = Field(default=(), title="Mục con", description="Chi tiết của nguồn.")
    amount: Number | None = Field(default=None, title="Số tiền", description="Tính bằng đồng.")
    general: Flag = Field(
        default=False,
        title="Nguồn chung",
        description="Đúng: dùng cho mọi nhiệm vụ không nêu nguồn riêng.",
    )


class Task(Record):
    """Nhiệm vụ, dự án, tiểu dự án; chủ trì, phối hợp, thời hạn, sản phẩm chỉ khai ở đây."""

    id: Identifier = Field(title="Mã", description="Mã để gọi: task('sinh-ke'), ref('sinh-ke').")
    kind: Literal["project", "subproject", "task"] = Field(
        default="task", title="Loại", description="project: dự án; subproject: tiểu dự án; task."
    )
    number: Line | None = Field(
        default=None, title="Số trong chương trình", description="Số hiệu: Dự án 2 thì ghi 2."
    )
    title: Text = Field(title="Tên nhiệm vụ", description="Không kèm số thứ tự và chữ Dự án 2:.")
    in_scope: Flag = Field(
        default=True,
        title="Thuộc phạm vi",
        description="Sai: in 'Không thuộc phạm vi thực hiện', không cần chủ trì.",
    )
    lead: AgencyIds = Field(
        default=(), title="Chủ trì", description="Mã cơ quan; nhiệm vụ con thừa hưởng."
    )
    support: AgencyIds = Field(
        default=(), title="Phối hợp", description="Mã các cơ quan; nhiệm vụ con thừa hưởng."
    )
    due: Due | None = Field(
        default=None, title="Thời hạn", description="Ngày, hoặc lời: 'thường xuyên', 'quý IV'."
    )
    product: Text | None = Field(default=None, title="Sản phẩm", description="Kết quả phải có.")
    funding: tuple[Identifier, ...] = Field(
        default=(), title="Kinh phí", description="Mã nguồn; bỏ trống: các nguồn chung."
    )
    text: Text | None = Field(default=None, title="Lời văn", description="Đoạn sau tên nhiệm vụ.")
    numbering: RungFormat | None = Field(
        default=None, title="Kiểu số của mục con", description="Mặc định: bậc kế tiếp của thang."
    )
    items: tuple[Item, ...] = Field(
        default=(), title="Các phần", description="Mục tiêu, đối tượng, nội dung, phân công …"
    )
    tasks: tuple["Task", ...] = Field(
        default=(), title="Nhiệm vụ con", description="Tiểu dự án của dự án."
    )


class Agency(Record):
    """Cơ quan, đơn vị có tên trong kế hoạch, cùng nhiệm vụ của cơ quan đó."""

    id: Identifier = Field(title="Mã", description="Mã để gọi: agency('labour').")
    name: Line = Field(title="Tên", description="Tên đầy đủ, viết như giữa câu.")
    short: Line | None = Field(default=None, title="Tên tắt", description="Phòng LĐ-TBXH.")
    requested: Flag = Field(
        default=False,
        title="Đề nghị",
        description="Đúng với cơ quan không trực thuộc: in 'Đề nghị …' (Mặt trận, đoàn thể).",
    )
    superior: Flag = Field(
        default=False,
        title="Cơ quan cấp trên",
        description="Đúng với cơ quan cấp trên: kế hoạch không giao nhiệm vụ cho cơ quan này.",
    )
    members: tuple[Identifier, ...] = Field(
        default=(), title="Gồm", description="Mã các cơ quan mà tên chung này gồm cả."
    )
    collective: Flag = Field(
        default=False,
        title="Tên chung",
        description="Đúng với tên chung như 'các cơ quan liên quan': không cần nhiệm vụ riêng.",
    )
    heading: Heading | None = Field(
        default=None,
        title="Cách đặt tên",
        description="own-line; run-in; sentence: lời văn tự nêu tên cơ quan.",
    )
    text: Text | None = Field(
        default=None, title="Nhiệm vụ (lời văn)", description="Các đoạn văn về nhiệm vụ."
    )
    numbering: RungFormat | None = Field(
        default=None, title="Kiểu số của mục con", description="Mặc định: gạch đầu dòng."
    )
    items: tuple[Item, ...] = Field(
        default=(), title="Nhiệm vụ", description="Từng nhiệm vụ; from: led-tasks cho phần chủ trì."
    )


class Deadline(Record):
    """Thời hạn gửi báo cáo; giữ nguyên chữ 'trước', 'chậm nhất', 'đến hết'."""

    before: Day | None = Field(default=None, title="Trước ngày", description="9/12 hoặc đủ năm.")
    by: Day | None = Field(default=None, title="Chậm nhất ngày", description="Tính cả ngày ấy.")
    until: Day | None = Field(default=None, title="Đến hết ngày", description="Tính cả ngày ấy.")

    @model_validator(mode="after")
    def _one_operator(self) -> Self:
        given = [name for name in ("before", "by", "until") if getattr(self, name)]
        if len(given) != 1:
            raise PydanticCustomError("one_operator", "one of before, by, until", {})
        return self


class ReportRule(Record):
    """Chế độ báo cáo: ai gửi ai, qua đâu, kỳ nào, hạn nào."""

    id: Identifier = Field(title="Mã", description="Mã để gọi: deadline('annual').")
    name: Text = Field(title="Nội dung báo cáo", description="Tên báo cáo in trong bảng.")
    frequency: Frequency = Field(
        default="by-regulation",
        title="Kỳ báo cáo",
        description="once, monthly … yearly, ad-hoc; by-regulation: theo quy định.",
    )
    sender: Literal["all"] | AgencyIds = Field(
        alias="from", title="Cơ quan gửi", description="Mã các cơ quan, hoặc all."
    )
    recipient: Text = Field(alias="to", title="Nơi nhận", description="UBND huyện …")
    via: Identifier | None = Field(default=None, title="Qua", description="Mã cơ quan đầu mối.")
    close: Day | None = Field(
        default=None, title="Ngày chốt số liệu", description="Ngày 14/12 (NĐ 09/2019 Điều 12)."
    )
    due: Deadline | None = Field(
        default=None, title="Hạn gửi", description="Bỏ trống: theo quy định."
    )
    form: Text | None = Field(default=None, title="Biểu mẫu", description="Mẫu số … kèm theo …")
    text: Text | None = Field(
        default=None, title="Câu văn", description="Thay câu lập sẵn; gọi due (hạn gửi) nếu có hạn."
    )


class Recipient(Record):
    """Một dòng Nơi nhận (NĐ 30/2020 Phụ lục I mục II.9)."""

    name: Text | None = Field(
        default=None, title="Tên", description="Tên in ra; bỏ trống: tên tắt các cơ quan nêu dưới."
    )
    agencies: AgencyIds = Field(
        default=(), title="Gồm các cơ quan", description="Mã các cơ quan mà dòng này gửi tới."
    )
    purpose: Line | None = Field(
        default=None, title="Mục đích", description="để b/c, để t/h … in trong ngoặc."
    )
    derived: Literal["agencies"] | None = Field(
        default=None,
        alias="from",
        title="Lập từ dữ liệu",
        description="agencies: mọi cơ quan có nhiệm vụ mà chưa có dòng nào gửi tới.",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


class Signature(Record):
    """Quyền hạn, chức vụ, họ tên người ký (NĐ 30/2020 Điều 13, Phụ lục I mục II.7)."""

    collective: Flag = Field(
        default=True,
        title="Thay mặt tập thể",
        description="Đúng: có dòng TM. ỦY BAN NHÂN DÂN (không dùng với TL., TUQ.).",
    )
    authority: Literal["direct", "KT", "Q", "TL", "TUQ"] = Field(
        default="direct",
        title="Quyền hạn",
        description="direct: Chủ tịch; KT: ký thay; Q: quyền; TL: thừa lệnh; TUQ: thừa ủy quyền.",
    )
    head: Line = Field(
        default="CHỦ TỊCH", title="Chức vụ người đứng đầu", description="Người được ký thay, thừa …"
    )
    position: Line = Field(
        default="CHỦ TỊCH", title="Chức vụ người ký", description="Chức vụ ghi trên tên người ký."
    )
    deputy_position: Line | None = Field(
        default=None,
        title="Chức vụ cấp phó",
        description="Khi ký thay người được thừa lệnh: TL. … / KT. … / chức vụ này.",
    )
    name: Line | None = Field(
        default=None, title="Họ tên", description="Không ghi học hàm, học vị; trống khi chưa rõ."
    )


class Appendix(Record):
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


class Wording(Record):
    """Câu chữ của các nội dung lập từ dữ liệu; đổi được câu, không đổi được dữ liệu."""

    assignment: Item = Field(
        default=Item(
            text="Phân công thực hiện: {{ lead | capital }} chủ trì{% if support %}, phối hợp với"
            " {{ support }}{% endif %} tổ chức triển khai thực hiện."
        ),
        title="Câu phân công",
        description="Gọi lead, support; phải có lead.",
    )
    led_tasks: Text = Field(
        default="Chủ trì triển khai thực hiện các nội dung tại {{ led.numbers }} Kế hoạch này.",
        title="Câu chủ trì",
        description="Gọi led.numbers (theo số), led.names (theo tên) hoặc led.labels.",
    )
    task_heading: Text = Field(
        default="{% if label %}{{ label }}: {% endif %}{{ title }}",
        title="Cách ghi tên nhiệm vụ",
        description="Gọi label (Dự án 2) và title.",
    )
    out_of_scope: Text = Field(
        default="(Không thuộc phạm vi thực hiện)",
        title="Không thuộc phạm vi",
        description="In dưới tên nhiệm vụ không thuộc phạm vi.",
    )
    funding: Text = Field(
        default="Nguồn kinh phí thực hiện: {{ funding }}",
        title="Câu kinh phí",
        description="Câu kinh phí của một nhiệm vụ; gọi funding.",
    )
    requested: Text = Field(
        default="Đề nghị {{ name }}", title="Đề nghị", description="Tên cơ quan được đề nghị."
    )
    report: Text = Field(
        default="{{ sender | capital }} gửi {{ report | lower_first }} về {{ recipient }}"
        "{% if via %} (qua {{ via }}){% endif %} {{ due }}.",
        title="Câu báo cáo",
        description="Gọi sender, report, recipient, via, due (hạn gửi).",
    )
    everyone: Text = Field(
        default="các cơ quan, đơn vị liên quan",
        title="Mọi cơ quan",
        description="Tên chung khi báo cáo có 'from: all'.",
    )


class Term(Record):
    """Cụm từ dùng nhiều lần, không đổi theo năm kế hoạch (ví dụ: chuẩn nghèo giai đoạn …)."""

    id: Identifier = Field(title="Mã", description="Mã để gọi: term('chuan-ngheo').")
    text: Line = Field(title="Cụm từ", description="In đúng như ghi.")


_LADDER = (
    Rung(format="I."),
    Rung(format="1."),
    Rung(format="a)"),
    Rung(format="-"),
    Rung(format="+"),
)


class Plan(Record):
    """Kế hoạch của Ủy ban nhân dân: cây nội dung và các dữ kiện dùng ở nhiều nơi."""

    level: Level = Field(title="Cấp", description="province, district hoặc commune.")
    issuer: Unit = Field(title="Đơn vị ban hành", description="Đơn vị có Ủy ban nhân dân ban hành.")
    number: Whole | None = Field(default=None, title="Số", description="Trống khi chưa lấy số.")
    symbol: Line = Field(default="KH-UBND", title="Ký hiệu", description="Phần sau dấu /.")
    place: Line | None = Field(
        default=None, title="Địa danh", description="Mặc định: tên đơn vị ban hành."
    )
    issued_on: Date | None = Field(
        default=None, title="Ngày ban hành", description="Trống khi chưa ban hành."
    )
    period: Period = Field(title="Năm, giai đoạn", description="2027, hoặc {from: 2022, to: 2025}.")
    programme: Programme | None = Field(
        default=None, title="Chương trình", description="Chương trình mà kế hoạch thực hiện."
    )
    notice: Text | None = Field(
        default=None, title="Lưu ý đầu trang", description="Ví dụ: số liệu minh họa."
    )
    subject: Text = Field(title="Trích yếu", description="Dòng dưới chữ KẾ HOẠCH.")
    terms: tuple[Term, ...] = Field(
        default=(), title="Cụm từ", description="Các cụm từ dùng nhiều lần."
    )
    bases: tuple[LegalBasis, ...] = Field(
        default=(), title="Căn cứ", description="Mọi văn bản được viện dẫn."
    )
    opening: Opening = Field(title="Mở đầu", description="Căn cứ và lời dẫn.")
    ladder: tuple[Rung, ...] = Field(
        default=_LADDER,
        min_length=1,
        max_length=7,
        title="Thang đánh số",
        description="Các bậc từ lớn đến nhỏ: I. 1. 1.1. a) * - +",
    )
    sections: tuple[Section, ...] = Field(
        min_length=1, title="Các mục", description="I, II, III … theo thứ tự in."
    )
    targets: tuple[Target, ...] = Field(default=(), title="Chỉ tiêu", description="Các chỉ tiêu.")
    tasks: tuple[Task, ...] = Field(default=(), title="Nhiệm vụ", description="Cây nhiệm vụ.")
    agencies: tuple[Agency, ...] = Field(
        default=(), title="Cơ quan", description="Các cơ quan, theo thứ tự in ở Tổ chức thực hiện."
    )
    funding: tuple[FundingSource, ...] = Field(
        default=(), title="Kinh phí", description="Các nguồn kinh phí."
    )
    reports: tuple[ReportRule, ...] = Field(
        default=(), title="Chế độ báo cáo", description="Các báo cáo định kỳ, một lần."
    )
    closing: Text | None = Field(
        default=None, title="Đoạn kết", description="Đoạn cuối; dấu ./. được thêm tự động."
    )
    appendices: tuple[Appendix, ...] = Field(
        default=(), title="Phụ lục", description="Các phụ lục kèm theo."
    )
    recipients: tuple[Recipient, ...] = Field(
        min_length=1, title="Nơi nhận", description="Không kể dòng Lưu."
    )
    archive: tuple[Line, ...] = Field(
        default=("VT",), min_length=1, title="Lưu", description="Dòng Lưu: VT, đơn vị soạn thảo."
    )
    signature: Signature = Field(title="Chữ ký", description="Quyền hạn, chức vụ, họ tên.")
    wording: Wording = Field(
        default=Wording(), title="Câu chữ", description="Câu chữ của nội dung lập từ dữ liệu."
    )
