"""What the workbook tells its clerk: the sheet of instructions and the hints beside the cells."""

from generator.plan.model import Plan
from generator.plan.workbook.columns import MASTER_LABEL, SUM_LABEL, Column, Content
from generator.vietnamese import format_number

GUIDE_SHEET = "Hướng dẫn"
TITLE = "Số liệu của các đơn vị, kế hoạch"
MADE_UP = (
    "SỐ LIỆU MINH HỌA: các con số trong bảng là số đặt ra để làm mẫu,"
    " phải thay bằng số liệu thật của từng đơn vị trước khi dùng."
)
FILL = (
    "Mỗi dòng là một đơn vị. Mã, loại và tên đã điền theo danh mục đơn vị hành chính.",
    "Điền số hộ, số hộ nghèo, dân số và các chỉ tiêu vào ô trắng. Chỉ tiêu phải có số cuối kỳ (hoặc"
    " mức tăng, giảm) ở mọi đơn vị; số đầu kỳ thì mọi đơn vị đều ghi hoặc đều để trống.",
    "Số kế hoạch và ngày ban hành để trống khi chưa ban hành.",
    "Địa danh để trống thì lấy tên đơn vị. Người ký chỉ ghi họ và tên, không ghi học hàm, học vị.",
    f"Dòng '{SUM_LABEL}' tự cộng (chỉ tiêu % và các tỷ lệ khác thì lấy bình quân). Ô có nền đỏ là"
    f" chưa khớp với dòng '{MASTER_LABEL}'.",
    "Chỉ tiêu tính bằng % thì ghi 1,95, không gõ dấu %.",
)
KEEP = (
    "Không đổi tên, không xóa, không trộn (merge) các ô tiêu đề; được đổi thứ tự các cột.",
    "Không đổi mã đơn vị. Mã là chữ, có thể bắt đầu bằng số 0.",
    "Không ghi mỗi đơn vị thành hai dòng. Dòng bị ẩn vẫn được đọc; đơn vị không dùng nữa thì xóa"
    " dòng, không gạch ngang.",
    "Không để hai trang tính có cùng bảng này (bản sao, số năm trước). Cột ghi chú riêng thêm vào"
    " bên phải thì không được đọc.",
    "Không để công thức báo lỗi (#N/A, #DIV/0!); không đặt mật khẩu khi lưu tệp.",
    "Số liệu minh họa (nếu có) phải được thay bằng số liệu thật trước khi lập kế hoạch.",
    "Bảng được khóa để tránh sửa nhầm tiêu đề, không có mật khẩu: Xem lại > Bỏ bảo vệ trang tính.",
)
ERROR_TITLE = "Chưa đúng"

_HINTS = {
    Content.CODE: "Mã số của Cục Thống kê, giữ số 0 ở đầu.",
    Content.KIND: "Chọn loại đơn vị trong danh sách.",
    Content.NAME: "Tên riêng, không kèm loại.",
    Content.TEXT: "Để trống khi chưa rõ.",
    Content.COUNT: "Số nguyên, không âm.",
    Content.AMOUNT: "Số không âm.",
    Content.PERCENT: "Tính bằng %: ghi 1,95, không gõ dấu %.",
    Content.CHANGE: "Mức thay đổi; giảm thì ghi số âm: -1,2. Đã ghi cuối kỳ thì để trống.",
    Content.NUMBER: "Số thứ tự của kế hoạch, không kèm ký hiệu; để trống khi chưa có số.",
    Content.DATE: "Ngày/tháng/năm: 05/01/2022; để trống khi chưa ban hành.",
}
_OWN = {
    "seat": "Nơi ghi trước ngày tháng; để trống thì lấy tên đơn vị.",
    "position": "Chọn trong danh sách; để trống thì như kế hoạch này đã định.",
    "signer": "Họ và tên, không ghi học hàm, học vị; để trống khi chưa rõ.",
}
_AVERAGES = {
    "households": "Bình quân theo số hộ",
    "poor_households": "Bình quân theo số hộ nghèo",
    "population": "Bình quân theo dân số",
}


def title(master: Plan) -> str:
    """Return the line at the head of the sheet."""
    return f"{TITLE} {master.period}, {master.issuer.full_name}"


def hint(column: Column) -> str:
    """Return what to write into the cells of a column, and what they have to come to."""
    told = _OWN.get(column.field) or _HINTS[column.content]
    if column.whole is None:
        return told
    way = _AVERAGES[column.weight] if column.weight else "Cộng các đơn vị"
    return f"{told} {way} phải bằng {format_number(column.whole)}."
