"""What a plan made from last year's still leaves to a person: to decide, or to confirm."""

from typing import Literal

from pydantic import Field

from generator.plan.fields import Line
from generator.plan.model.base import Record


class ReviewItem(Record):
    """Một việc còn phải quyết định hoặc xác nhận sau khi lập kế hoạch từ kế hoạch năm trước."""

    at: Line = Field(
        title="Chỗ trong tệp", description="Theo mã: targets[giam-ngheo].end, bases[kh-101].number."
    )
    status: Literal["decide", "confirm", "done"] = Field(
        title="Tình trạng",
        description="decide: phải quyết định, chưa xong thì không lập bản chính thức; confirm: phải"
        " xem lại; done: đã xem, giữ nguyên.",
    )
    kind: Line = Field(title="Loại việc", description="Mã loại việc, do chương trình ghi.")
    old: Line | None = Field(
        default=None, title="Năm trước", description="Giá trị của kế hoạch năm trước."
    )
    now: Line | None = Field(
        default=None,
        title="Đang ghi",
        description="Giá trị chương trình để lại; khi chỗ này được sửa khác đi, việc này là xong.",
    )
    sentence: Line | None = Field(
        default=None, title="Câu", description="Câu phải xem lại; câu được sửa thì việc này xong."
    )
    suggestion: Line | None = Field(
        default=None, title="Gợi ý", description="Chỉ là gợi ý, không phải số liệu."
    )
    why: Line | None = Field(default=None, title="Vì sao", description="Lý do phải xem.")
