"""The facts that appear in several places, each stated once: bases, targets, tasks, agencies."""

from typing import Literal

from pydantic import Field

from generator.plan.fields import (
    AgencyIds,
    Date,
    Due,
    Figure,
    Flag,
    Identifier,
    Line,
    Number,
    Text,
    Year,
)
from generator.plan.model.base import Conditional, Heading, Record
from generator.plan.model.content import Item, RungFormat


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


class Milestone(Record):
    """Mức phải đạt của một năm trên lộ trình của chương trình."""

    year: Year = Field(title="Năm", description="Năm của mốc.")
    end: Figure = Field(title="Mức", description="Mức phải đạt cuối năm ấy.")


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
    path: tuple[Milestone, ...] = Field(
        default=(),
        title="Lộ trình",
        description="Mức từng năm theo chương trình; không in, chỉ để gợi ý khi lập năm sau.",
    )


class FundingSource(Conditional):
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


class Task(Conditional):
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
    out_of_scope_for: tuple[Line, ...] = Field(
        default=(),
        title="Không thuộc phạm vi của",
        description="Cấp, loại, tên hoặc mã đơn vị không thực hiện nhiệm vụ này.",
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


class Agency(Conditional):
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
