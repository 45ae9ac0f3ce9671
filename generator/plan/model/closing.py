"""How a plan is reported on, sent and signed."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.plan.fields import (
    AgencyIds,
    Anchor,
    CloseDay,
    DayOfPeriod,
    Flag,
    Identifier,
    Line,
    Text,
    Whole,
    Wholes,
)
from generator.plan.model.base import Conditional, Record

Frequency = Literal[
    "once", "monthly", "quarterly", "half-year", "nine-month", "yearly", "ad-hoc", "by-regulation"
]


WorkingDay = Literal["next", "previous", "none"]


class Deadline(Record):
    """Thời hạn gửi báo cáo; giữ nguyên chữ 'trước', 'chậm nhất', 'đến hết'.

    Ngày là ngày đủ năm, ngày/tháng (năm theo kế hoạch), hoặc số ngày trong tháng cuối của kỳ.
    """

    before: DayOfPeriod | None = Field(
        default=None, title="Trước ngày", description="9/12, đủ năm, hoặc 15 (ngày 15 hằng tháng)."
    )
    by: DayOfPeriod | None = Field(
        default=None, title="Chậm nhất ngày", description="Tính cả ngày ấy."
    )
    until: DayOfPeriod | None = Field(
        default=None, title="Đến hết ngày", description="Tính cả ngày ấy."
    )
    month: Literal["last", "next"] = Field(
        default="last",
        title="Tháng của số ngày",
        description="last: tháng cuối của kỳ; next: tháng đầu sau kỳ. Dùng khi chỉ ghi số ngày.",
    )
    within: Whole | None = Field(
        default=None, title="Trong số ngày làm việc", description="Đếm từ ngày liền sau mốc after."
    )
    after: Anchor | None = Field(
        default=None,
        title="Sau mốc",
        description="period: kết thúc kỳ; close: chốt số liệu; một ngày; hoặc lời (có kết quả …).",
    )
    of: Identifier | None = Field(
        default=None,
        title="Theo hạn của báo cáo",
        description="Mã báo cáo cấp trên; gửi trước ngày cuối của báo cáo ấy số ngày earlier.",
    )
    earlier: Whole | None = Field(
        default=None,
        title="Sớm hơn",
        description="Số ngày làm việc sớm hơn hạn nêu ở đây; không sớm hơn ngày làm việc liền sau"
        " ngày chốt số liệu.",
    )

    @model_validator(mode="after")
    def _one_operator(self) -> Self:
        given = [n for n in ("before", "by", "until", "within", "of") if getattr(self, n)]
        if len(given) != 1:
            raise PydanticCustomError("one_operator", "one of before, by, until, within, of", {})
        day = getattr(self, given[0]) if given[0] in ("before", "by", "until") else None
        unfit = (
            bool(self.within) != bool(self.after),
            bool(self.within and self.earlier),
            bool(self.of) and not self.earlier,
            self.month == "next" and not isinstance(day, int),
        )
        if any(unfit):
            raise PydanticCustomError("deadline_parts", "parts that do not fit", {})
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
    turns: Wholes = Field(
        default=(),
        title="Các kỳ trong năm",
        description="quarterly, [1, 3]: chỉ quý I và quý III; bỏ trống: mọi kỳ (6 tháng: đầu năm).",
    )
    close: CloseDay | None = Field(
        default=None,
        title="Ngày chốt số liệu",
        description="14/12; 14: ngày 14 tháng cuối kỳ; decree: theo NĐ 09/2019/NĐ-CP Điều 12.",
    )
    due: Deadline | None = Field(
        default=None, title="Hạn gửi", description="Bỏ trống: theo quy định."
    )
    working_day: WorkingDay | None = Field(
        default=None,
        title="Khi hạn là ngày nghỉ",
        description="next: lùi sang ngày làm việc sau (Bộ luật Dân sự Điều 148); previous: gửi ngày"
        " làm việc trước; none: giữ nguyên. Bỏ trống: previous với báo cáo gửi cấp trên (to gọi"
        " superior), còn lại next. Hạn 'trước ngày' luôn là ngày làm việc trước ngày ấy.",
    )
    feeds: Identifier | None = Field(
        default=None,
        title="Để tổng hợp vào",
        description="Mã báo cáo của cấp trên dùng báo cáo này; phải gửi trước báo cáo ấy.",
    )
    form: Text | None = Field(default=None, title="Biểu mẫu", description="Mẫu số … kèm theo …")
    product: Text | None = Field(
        default=None, title="Sản phẩm", description="Báo cáo bằng văn bản và biểu số liệu …"
    )
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
