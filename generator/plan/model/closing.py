"""How a plan is reported on, sent and signed."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.plan.fields import AgencyIds, Day, Flag, Identifier, Line, Text
from generator.plan.model.base import Conditional, Record

Frequency = Literal[
    "once", "monthly", "quarterly", "half-year", "nine-month", "yearly", "ad-hoc", "by-regulation"
]


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


class ReportRule(Conditional):
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


class Recipient(Conditional):
    """Một dòng Nơi nhận (NĐ 30/2020 Phụ lục I mục II.9)."""

    short_form = "name"

    id: Identifier | None = Field(
        default=None, title="Mã", description="Chỉ cần khi một đơn vị cấp dưới bỏ riêng dòng này."
    )
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
