"""How the plans of a lower level are made from this one, decided once for all units."""

from typing import Literal

from pydantic import Field

from generator.plan.fields import Flag, Identifier, Line, Text, Whole
from generator.plan.model.base import Conditional, Level, Record
from generator.plan.model.closing import Recipient, Signature
from generator.plan.model.content import Opening

Share = Literal["sheet", "inherit", "equal", "households", "poor_households", "population"]


class Counterpart(Conditional):
    """Cơ quan cấp dưới làm thay phần việc của một cơ quan trong kế hoạch này."""

    id: Identifier = Field(title="Mã cơ quan", description="Mã cơ quan trong kế hoạch này.")
    name: Line | None = Field(default=None, title="Tên ở cấp dưới", description="Tên đầy đủ.")
    short: Line | None = Field(default=None, title="Tên tắt ở cấp dưới", description="Tên tắt.")
    superior: Flag = Field(
        default=False,
        title="Cơ quan cấp trên",
        description="Đúng: giữ nguyên tên, cấp dưới không giao việc cho cơ quan này.",
    )
    drop: Flag = Field(
        default=False, title="Bỏ", description="Đúng: kế hoạch cấp dưới không có cơ quan này."
    )


class TargetShare(Record):
    """Cách một chỉ tiêu xuống cấp dưới."""

    id: Identifier = Field(title="Mã chỉ tiêu", description="Mã chỉ tiêu trong kế hoạch này.")
    by: Share = Field(
        default="sheet",
        title="Cách chia",
        description="sheet: lấy từ bảng đơn vị; inherit: giữ nguyên; equal, households,"
        " poor_households, population: chia theo tỷ lệ, cộng lại đúng bằng cấp trên.",
    )
    weight: Literal["households", "poor_households", "population"] = Field(
        default="households",
        title="Trọng số",
        description="Với chỉ tiêu %: kiểm tra bình quân gia quyền theo cột này.",
    )


class Cascade(Record):
    """Kế hoạch của một cấp dưới lập từ kế hoạch này."""

    level: Level = Field(title="Cấp dưới", description="district hoặc commune.")
    subject: Text | None = Field(
        default=None, title="Trích yếu", description="Bỏ trống: theo trích yếu của kế hoạch này."
    )
    opening: Opening | None = Field(
        default=None,
        title="Mở đầu",
        description="Gọi basis('superior-plan') là kế hoạch này; bỏ trống: câu mở đầu thường dùng.",
    )
    closing: Text | None = Field(
        default=None, title="Đoạn kết", description="Bỏ trống: theo đoạn kết của kế hoạch này."
    )
    recipients: tuple[Recipient, ...] = Field(
        min_length=1, title="Nơi nhận", description="Nơi nhận của cấp dưới."
    )
    archive: tuple[Line, ...] = Field(
        default=("VT",), min_length=1, title="Lưu", description="Dòng Lưu của cấp dưới."
    )
    signature: Signature = Field(
        default=Signature(), title="Chữ ký", description="Tên người ký lấy từ bảng đơn vị."
    )
    agencies: tuple[Counterpart, ...] = Field(
        default=(),
        title="Cơ quan",
        description="Quyết định riêng; bỏ trống: theo sổ đăng ký cơ quan.",
    )
    targets: tuple[TargetShare, ...] = Field(
        default=(), title="Chỉ tiêu", description="Chỉ tiêu không nêu: giữ nguyên."
    )
    lead_days: Whole = Field(
        default=3,
        title="Gửi trước",
        description="Số ngày làm việc cấp dưới phải gửi báo cáo trước hạn của kế hoạch này.",
    )
