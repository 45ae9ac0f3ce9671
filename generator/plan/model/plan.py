"""The plan itself."""

from pydantic import Field

from generator.plan.fields import Date, Line, Text, Whole
from generator.plan.model.base import Level, Period, Programme, Record, Term, Unit
from generator.plan.model.cascade import Cascade
from generator.plan.model.closing import Recipient, ReportRule, Signature
from generator.plan.model.content import Appendix, Item, Opening, Rung, Section
from generator.plan.model.facts import Agency, FundingSource, LegalBasis, Target, Task
from generator.plan.model.review import ReviewItem

_LADDER = (
    Rung(format="I."),
    Rung(format="1."),
    Rung(format="a)"),
    Rung(format="-"),
    Rung(format="+"),
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


class Plan(Record):
    """Kế hoạch của Ủy ban nhân dân: cây nội dung và các dữ kiện dùng ở nhiều nơi."""

    level: Level = Field(title="Cấp", description="province, district hoặc commune.")
    issuer: Unit = Field(title="Đơn vị ban hành", description="Đơn vị có Ủy ban nhân dân ban hành.")
    number: Whole | None = Field(default=None, title="Số", description="Trống khi chưa lấy số.")
    symbol: Line = Field(default="KH-UBND", title="Ký hiệu", description="Phần sau dấu /.")
    place: Line | None = Field(
        default=None,
        title="Địa danh",
        description="Mặc định: tên đơn vị ban hành; đủ cả loại khi tên là số, tên người.",
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
    cascade: tuple[Cascade, ...] = Field(
        default=(),
        title="Lập cho cấp dưới",
        description="Cách lập kế hoạch của từng cấp dưới từ kế hoạch này.",
    )
    wording: Wording = Field(
        default=Wording(), title="Câu chữ", description="Câu chữ của nội dung lập từ dữ liệu."
    )
    review: tuple[ReviewItem, ...] = Field(
        default=(),
        title="Còn phải xem",
        description="Do kehoach rollover ghi: các chỗ phải quyết định, xác nhận.",
    )
