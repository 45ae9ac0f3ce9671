"""What one unit's plan has otherwise than its master's: left out, added, changed; by whom and why.

The parts are the plan's own records: an added one says where it goes, a changed one may leave out
every field but its id.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from generator.plan.fields import AgencyIds, Identifier, Line, Text
from generator.plan.model.base import Record
from generator.plan.model.closing import Recipient, ReportRule, Signature
from generator.plan.model.content import Item, Opening, Section
from generator.plan.model.facts import Agency, FundingSource, LegalBasis, Target, Task

POSITIONS = ("before", "after", "within")
Reference = Annotated[str, StringConstraints(pattern=r"^([a-z]+\.)?[a-z0-9][a-z0-9_-]{0,63}$")]


class Placed(Record):
    """Nơi đặt một phần thêm vào; bỏ trống: ở cuối các phần cùng loại."""

    before: Identifier | None = Field(
        default=None, title="Đặt trước", description="Mã của phần cùng loại đứng ngay sau."
    )
    after: Identifier | None = Field(
        default=None, title="Đặt sau", description="Mã của phần cùng loại đứng ngay trước."
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if len([name for name in POSITIONS if getattr(self, name, None)]) > 1:
            raise PydanticCustomError("one_position", "one of before, after, within", {})
        return self


class Inside(Placed):
    """Nơi đặt một phần thêm vào, có thể là ở cuối một phần lớn hơn."""

    within: Reference | None = Field(
        default=None,
        title="Đặt trong",
        description="Mã của mục, nhiệm vụ, cơ quan … mà phần này nằm ở cuối.",
    )


class AddedSection(Placed, Section):
    """Mục lớn thêm vào."""


class AddedItem(Inside, Item):
    """Khoản, điểm, gạch đầu dòng thêm vào; phải nói đặt ở đâu."""

    short_form = ""

    @model_validator(mode="after")
    def _has_place(self) -> Self:
        if not any(getattr(self, name) for name in POSITIONS):
            raise PydanticCustomError("no_position", "before, after or within is needed", {})
        return self


class AddedTask(Inside, Task):
    """Nhiệm vụ thêm vào; within: làm nhiệm vụ con của nhiệm vụ ấy."""


class AddedTarget(Placed, Target):
    """Chỉ tiêu riêng của đơn vị."""


class AddedAgency(Placed, Agency):
    """Cơ quan thêm vào."""


class AddedFunding(Placed, FundingSource):
    """Nguồn kinh phí thêm vào."""


class AddedReport(Placed, ReportRule):
    """Báo cáo thêm vào."""


class AddedRecipient(Placed, Recipient):
    """Dòng Nơi nhận thêm vào."""


class AddedBasis(Placed, LegalBasis):
    """Căn cứ thêm vào."""


class Additions(Record):
    """Những phần thêm vào kế hoạch của đơn vị."""

    sections: tuple[AddedSection, ...] = Field(default=(), title="Các mục", description="Mục lớn.")
    items: tuple[AddedItem, ...] = Field(
        default=(), title="Mục con", description="Khoản, điểm, gạch đầu dòng."
    )
    tasks: tuple[AddedTask, ...] = Field(default=(), title="Nhiệm vụ", description="Nhiệm vụ.")
    targets: tuple[AddedTarget, ...] = Field(
        default=(), title="Chỉ tiêu", description="Chỉ tiêu mà kế hoạch mẫu không có."
    )
    agencies: tuple[AddedAgency, ...] = Field(
        default=(), title="Cơ quan", description="Cơ quan mà kế hoạch mẫu không có."
    )
    funding: tuple[AddedFunding, ...] = Field(
        default=(), title="Kinh phí", description="Nguồn kinh phí."
    )
    reports: tuple[AddedReport, ...] = Field(
        default=(), title="Chế độ báo cáo", description="Báo cáo."
    )
    recipients: tuple[AddedRecipient, ...] = Field(
        default=(), title="Nơi nhận", description="Dòng Nơi nhận."
    )
    bases: tuple[AddedBasis, ...] = Field(
        default=(), title="Căn cứ", description="Văn bản mà lời văn thêm vào viện dẫn."
    )


class ChangedSection(Section):
    """Mục lớn sửa lại: mã, và những trường khác đi."""

    title: Text = Field(default="", title="Tên mục", description="Thay tên mục.")


class ChangedItem(Item):
    """Khoản, điểm, gạch đầu dòng sửa lại: mã, và những trường khác đi."""

    short_form = ""

    id: Identifier = Field(title="Mã", description="Mã của phần sửa.")


class ChangedTask(Task):
    """Nhiệm vụ sửa lại: mã, và những trường khác đi."""

    title: Text = Field(default="", title="Tên nhiệm vụ", description="Thay tên nhiệm vụ.")


class ChangedTarget(Target):
    """Chỉ tiêu sửa lại: mã, và những trường khác đi."""

    name: Text = Field(default="", title="Tên chỉ tiêu", description="Thay tên chỉ tiêu.")
    unit: Line = Field(default="", title="Đơn vị tính", description="Thay đơn vị tính.")


class ChangedAgency(Agency):
    """Cơ quan sửa lại: mã, và những trường khác đi."""

    name: Line = Field(default="", title="Tên", description="Thay tên đầy đủ.")


class ChangedFunding(FundingSource):
    """Nguồn kinh phí sửa lại: mã, và những trường khác đi."""


class ChangedReport(ReportRule):
    """Báo cáo sửa lại: mã, và những trường khác đi."""

    name: Text = Field(default="", title="Nội dung báo cáo", description="Thay tên báo cáo.")
    sender: Literal["all"] | AgencyIds = Field(
        default=(), alias="from", title="Cơ quan gửi", description="Thay các cơ quan gửi."
    )
    recipient: Text = Field(default="", alias="to", title="Nơi nhận", description="Thay nơi nhận.")


class Changes(Record):
    """Những phần sửa lại trong kế hoạch của đơn vị."""

    subject: Text = Field(default="", title="Trích yếu", description="Thay trích yếu.")
    notice: Text | None = Field(
        default=None, title="Lưu ý đầu trang", description="Thay lưu ý; bỏ trống: bỏ lưu ý."
    )
    opening: Opening | None = Field(default=None, title="Mở đầu", description="Thay phần mở đầu.")
    closing: Text | None = Field(default=None, title="Đoạn kết", description="Thay đoạn kết.")
    recipients: tuple[Recipient, ...] = Field(
        default=(), min_length=1, title="Nơi nhận", description="Thay toàn bộ Nơi nhận."
    )
    archive: tuple[Line, ...] = Field(
        default=(), min_length=1, title="Lưu", description="Thay dòng Lưu."
    )
    signature: Signature | None = Field(
        default=None, title="Chữ ký", description="Chỉ nêu những trường khác đi."
    )
    sections: tuple[ChangedSection, ...] = Field(
        default=(), title="Các mục", description="Mục lớn sửa lại."
    )
    items: tuple[ChangedItem, ...] = Field(
        default=(), title="Mục con", description="Khoản, điểm, gạch đầu dòng sửa lại."
    )
    tasks: tuple[ChangedTask, ...] = Field(
        default=(), title="Nhiệm vụ", description="Nhiệm vụ sửa lại."
    )
    targets: tuple[ChangedTarget, ...] = Field(
        default=(), title="Chỉ tiêu", description="Chỉ tiêu sửa lại."
    )
    agencies: tuple[ChangedAgency, ...] = Field(
        default=(), title="Cơ quan", description="Cơ quan sửa lại."
    )
    funding: tuple[ChangedFunding, ...] = Field(
        default=(), title="Kinh phí", description="Nguồn kinh phí sửa lại."
    )
    reports: tuple[ChangedReport, ...] = Field(
        default=(), title="Chế độ báo cáo", description="Báo cáo sửa lại."
    )

    @field_validator("opening", "signature", mode="after")
    @classmethod
    def _not_empty(cls, value: Record | None) -> Record | None:
        if value is None:
            raise PydanticCustomError("string_too_short", "given and empty", {})
        return value


class Overlay(Record):
    """Phần riêng của một đơn vị: những gì kế hoạch của đơn vị khác kế hoạch mẫu."""

    by: Line = Field(title="Người đề nghị", description="Ai sửa: họ tên, cơ quan.")
    note: Line | None = Field(
        default=None, title="Lý do", description="Khi nào, vì sao; ví dụ số, ngày của công văn."
    )
    omit: tuple[Reference, ...] = Field(
        default=(),
        title="Bỏ",
        description="Mã các phần bỏ đi; mã trùng giữa hai loại thì ghi loại: tasks.kiem-tra.",
    )
    add: Additions = Field(default=Additions(), title="Thêm", description="Những phần thêm vào.")
    change: Changes = Field(default=Changes(), title="Sửa", description="Những phần sửa lại.")
