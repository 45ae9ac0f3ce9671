"""For every rule of content: lines that break it, where it points, and lines that keep it."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from generator.reading.sheet import Look, Paragraph, Run, Table
from tests.check.content.documents import in_font, table

Lines = tuple[str | Table | Paragraph, ...]

_COMMUNE = ("issuer> ỦY BAN NHÂN DÂN XÃ MINH TIẾN", "subject> Giảm nghèo bền vững năm 2023")
_DISTRICT = ("issuer> ỦY BAN NHÂN DÂN HUYỆN HẢI HẬU", "subject> Giảm nghèo bền vững năm 2022")
_NEW = ("issuer> ỦY BAN NHÂN DÂN XÃ CẨM BÌNH", "subject> Giảm nghèo bền vững năm 2027")
_DUTIES = ("I. TỔ CHỨC THỰC HIỆN", "1. Phòng Tài chính - Kế hoạch", "- Hướng dẫn quản lý kinh phí.")
_TREE = (
    "I. MỤC TIÊU",
    "1. Mục tiêu chung",
    "2. Mục tiêu cụ thể",
    "a) Về thu nhập",
    "II. NỘI DUNG",
    "1. Dự án 1",
    "1.1. Hỗ trợ sinh kế",
    "1.2. Hỗ trợ nhà ở",
)
_HEAD = ("STT", "Đơn vị", "Số hộ nghèo", "Tỷ lệ")


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines that break a rule and the words it points at; documents that keep it; the day."""

    broken: Lines
    near: str
    kept: tuple[Lines, ...]
    day: date | None = None


SAMPLES: dict[str, Sample] = {
    "content.space-doubled": Sample(
        ("- Bố trí ngân sách xã  triển khai thực hiện.",),
        "xã  triển",
        (
            ("- Bố trí ngân sách xã triển khai thực hiện. ",),
            ("-  Bố trí ngân sách.",),
            ("Ban hành kèm theo Kế hoạch số    /KH-UBND ngày    tháng    năm 2023",),
            ("recipient> - Bộ Tài chính;                báo",),
        ),
    ),
    "content.letter-lost": Sample(
        ("signer> Nguy\ufffdn Văn An",),
        "Nguy\ufffdn",
        (("signer> Nguyễn Văn An",), ("- Mũi tên \uf0d8 của phông Wingdings.",)),
    ),
    "content.space-before-sign": Sample(
        ("Giảm tỷ lệ hộ nghèo xuống còn 1,0 %, hộ cận nghèo còn 2,0%.",),
        "1,0 %,",
        (("Giảm còn 1,0%, theo kế hoạch (trừ hộ bảo trợ) đã giao./.",), ("Tỷ lệ 1 : 2 và v.v…",)),
    ),
    "content.space-missing": Sample(
        ("recipient> - Đảng ủy,HĐND xã;",),
        "ủy,HĐND",
        (
            ("Thu nhập 1.500.000 đồng, đạt 2,5% (theo chuẩn 2021-2025).",),
            ("Tại TP.Hà Tĩnh, xem https://hatinh.gov.vn/tin,bai và thư vp.ubnd@hatinh.gov.vn",),
            ("a) Hỗ trợ; b) Vay vốn; c) Đào tạo.",),
            ("Hoàn thành lúc 07:30, tỷ lệ 24/24, v.v...",),
        ),
    ),
    "content.dash-one-sided": Sample(
        ("- Báo cáo Phòng Lao động -Thương binh và Xã hội.",),
        "động -Thương",
        (("- Báo cáo Phòng Lao động - Thương binh và Xã hội, giai đoạn 2022 - 2025.",),),
    ),
    "content.digits-stuck": Sample(
        ("- Tham mưu kiện toàn Ban Chỉ đạo năm2023 của xã.",),
        "năm2023",
        (
            ("Theo Nghị quyết số 257/2025/QH15, đường rộng 5km, diện tích 30m2 và 10kg gạo.",),
            ("Phòng, chống COVID-19; mạng 4G; Quyết định số 90/QĐ-TTg.",),
            (Paragraph((Run("theo kế hoạch"), Run("1", Look(raised=True)), Run(" của xã"))),),
        ),
    ),
    "content.word-doubled": Sample(
        ("Nguồn kinh phí được được giao tại Quyết định năm 2023.",),
        "được được",
        (
            ("Ngày ngày, dần dần nâng cao; năm năm qua luôn luôn quan tâm.",),
            ("Thu hút đầu tư tư nhân; xử lý hành vi vi phạm; phát triển triển lãm.",),
            ("Cụ thể hóa thực hiện hiện đại hóa nông thôn.",),
        ),
    ),
    "content.word-cut-off": Sample(
        ("- Khen thưởng đối với các, thôn, xóm có thành tích.",),
        "các, thôn",
        (("- Khen thưởng các thôn, xóm; trong, ngoài nước; của xã, của thôn.",),),
    ),
    "content.syllable-impossible": Sample(
        ("- Báo cáo UBND huyệntheo quy định.",),
        "huyệntheo",
        (
            ("- Dịch vụ viễn thông, internet, video, ôtô; quý, quyển, giữ gìn, giếng, khuỷu tay.",),
            ("- Xã Krông Pa, huyện Đắk Glei, ông Ngô Văn Quyên, đường Nguyễn Khuyến.",),
            ("- Người nghèo được tiếp cận nghề nghiệp, huơ, xoong, quạch, nghiêng, ngoằn ngoèo.",),
        ),
    ),
    "content.word-confused": Sample(
        ("- Phân đấu hỗ trợ hộ nghèo.",),
        "Phân đấu",
        (
            ("- Phấn đấu hỗ trợ hộ nghèo; khả năng xuất khẩu; vấn đề suất ăn học đường.",),
            ("- Gắn kết quá trình học; phần đầu của văn bản; định hướng dân cư.",),
        ),
    ),
    "content.pair-open": Sample(
        ("- Hưởng ứng “Phong trào thi đua “Hà Tĩnh vì người nghèo”;",),
        "“Phong trào",
        (
            ("- Phong trào “Vì người nghèo” (nếu có); gồm: a) vay vốn; b) học nghề; 1) nhà ở.",),
            ('- Quỹ "Vì người nghèo" (Tiểu dự án 2).',),
        ),
    ),
    "content.placeholder": Sample(
        ("Ủy ban nhân dân {{ issuer.name }} ban hành Kế hoạch.",),
        "{{ issuer.name }}",
        (("Ủy ban nhân dân xã ban hành Kế hoạch; không ai bị bỏ lại phía sau.",),),
    ),
    "content.blank-left": Sample(
        ("- Hỗ trợ …… hộ nghèo xây nhà.",),
        "……",
        (
            ("Hỗ trợ vốn, tư liệu sản xuất...; Zalo, Facebook…; nhà ở (cơ sở hạ tầng...).",),
            ("number> Số:       /KH-UBND", "place-date> Hải Hậu, ngày … tháng … năm 2023"),
            ("appendix-of> (Kèm theo Kế hoạch số …/KH-UBND ngày …/…/2023)",),
            ("Tỷ lệ < 5% và > 10%, theo mục [1].",),
            ("Đại hội lần thứ XXXI của Đảng bộ.",),
        ),
    ),
    "content.font-legacy": Sample(
        (in_font("§¶ng bé x·", ".VnTime"),),
        "§¶ng bé x·",
        ((in_font("Đảng bộ xã", "Times New Roman"),),),
    ),
    "content.code-legacy": Sample(
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do.",),
        "hoµ",
        (("Cộng hòa xã hội chủ nghĩa Việt Nam; diện tích 30m², cà phê café.",),),
    ),
    "content.composition-mixed": Sample(
        (unicodedata.normalize("NFD", "Hỗ trợ hộ nghèo"), "Giảm nghèo"),
        unicodedata.normalize("NFD", "Hỗ"),
        (("Hỗ trợ hộ nghèo", "Giảm nghèo"),),
    ),
    "content.tone-mixed": Sample(
        ("- Đa dạng hóa sinh kế, văn hóa.", "- Nhận uỷ thác."),
        "uỷ",
        (("- Đa dạng hóa sinh kế, nhận ủy thác.", "- Xã Thuỷ An, bà Nguyễn Thị Hoà, quý I."),),
    ),
    "content.change-wrong": Sample(
        ("- Tỷ lệ hộ nghèo giảm từ 2,5% xuống 1,95% (giảm 0,5%).",),
        "từ 2,5% xuống 1,95% (giảm 0,5%",
        (
            ("- Giảm 0,55% (từ 2,5 cuối năm 2022 xuống còn 1,95% cuối năm 2023).",),
            ("- Giảm từ 200 hộ xuống còn 150 hộ, giảm 25%.",),
            ("- Giảm từ 2,5% xuống 1,0%, bình quân mỗi năm giảm 0,5%.",),
            ("- Tỷ lệ hộ nghèo giảm từ 1% trở lên.", "- Tăng từ 10 lên 12 mô hình, tăng 20%."),
        ),
    ),
    "content.change-direction": Sample(
        ("- Tỷ lệ hộ nghèo giảm từ 1,95% xuống 2,5%.",),
        "giảm từ 1,95% xuống 2,5%",
        (("- Tỷ lệ hộ nghèo giảm từ 2,5% xuống 1,95%; thu nhập tăng từ 40 lên 45 triệu.",),),
    ),
    "content.share-wrong": Sample(
        ("- Có 30/120 hộ thoát nghèo, đạt 26%.",),
        "30/120 hộ thoát nghèo, đạt 26%",
        (
            ("- Có 30/120 hộ thoát nghèo, đạt 25%; 12/17 xã (70,59%); 12/17 xã (70,6%).",),
            ("- Ngày 30/12 hằng năm rà soát 100% hộ nghèo; 3/5 thôn và 25% số hộ.",),
        ),
    ),
    "content.table-sum": Sample(
        (
            table(
                _HEAD, ("1", "A", "10", "5%"), ("2", "B", "20", "6%"), ("", "Tổng cộng", "31", "")
            ),
        ),
        "31",
        (
            (
                table(
                    _HEAD,
                    ("1", "A", "10", "5%"),
                    ("2", "B", "20", "6%"),
                    ("", "Tổng cộng", "30", "9%"),
                ),
            ),
            (
                table(
                    _HEAD,
                    ("", "Tổng số", "35", ""),
                    ("I", "Vùng 1", "30", ""),
                    ("1", "A", "10", ""),
                    ("2", "B", "20", ""),
                    ("II", "Vùng 2", "5", ""),
                    ("1", "C", "5", ""),
                ),
            ),
        ),
    ),
    "content.date-impossible": Sample(
        ("- Hoàn thành trước ngày 31/02/2023.",),
        "31/02/2023",
        (
            ("- Trước ngày 28/02/2023, tháng 12 năm 2023, ngày 29/02 hằng năm.",),
            ("- Trong vòng 36 tháng 15 ngày; mỗi tháng 20 hộ; số 45/30/2020.",),
        ),
    ),
    "content.deadline-day-off": Sample(
        (*_DISTRICT, "Báo cáo kết quả về UBND huyện trước ngày 10/12/2022 để tổng hợp."),
        "trước ngày 10/12/2022",
        (
            (*_DISTRICT, "Báo cáo kết quả về UBND huyện trước ngày 9/12/2022 để tổng hợp."),
            (
                *_DISTRICT,
                "Báo cáo trước ngày 9/12; kéo dài thời gian giải ngân đến hết 31/12/2022.",
            ),
        ),
    ),
    "content.deadline-past": Sample(
        ("Gửi báo cáo trước ngày 09/12/2022.",),
        "trước ngày 09/12/2022",
        (
            ("Gửi báo cáo trước ngày 08/12/2023.",),
            ("Đã báo cáo trước ngày 09/12/2022; gửi trước ngày 08/12/2023.",),
        ),
        date(2023, 3, 1),
    ),
    "content.section-absent": Sample(
        (*_TREE, "- Thực hiện các nội dung tại tiểu mục 1.3 thuộc mục 1 phần II Kế hoạch này."),
        "tiểu mục 1.3 thuộc mục 1 phần II",
        (
            (*_TREE, "- Thực hiện tiểu mục 1.1, 1.2 thuộc mục 1 phần II; điểm a khoản 2 mục I."),
            (*_TREE, "- Theo khoản 9 Điều 4 Nghị định số 27/2022/NĐ-CP, mục IV Thông tư số 10."),
            (*_TREE, "- Theo Quyết định số 90/QĐ-TTg (mục III) và đạt điểm 8, hạng mục 5 triệu."),
        ),
    ),
    "content.appendix-absent": Sample(
        ("- Chỉ tiêu năm 2023 (có phụ lục kèm theo).",),
        "có phụ lục kèm theo",
        (
            ("- Chỉ tiêu năm 2023 (có phụ lục kèm theo).", "appendix> Phụ lục"),
            ("- Theo Phụ lục I Nghị định số 30/2020/NĐ-CP.",),
        ),
    ),
    "content.table-absent": Sample(
        ("- Kinh phí phân bổ tại Bảng 2 của Kế hoạch.", "Bảng 1. Kinh phí"),
        "Bảng 2",
        (("- Kinh phí phân bổ tại Bảng 1 của Kế hoạch.", "Bảng 1. Kinh phí"),),
    ),
    "content.basis-later": Sample(
        ("basis> Căn cứ Nghị định số 27/2022/NĐ-CP ngày 19/4/2022 của Chính phủ;",),
        "Nghị định số 27/2022/NĐ-CP ngày 19/4/2022",
        (("basis> Căn cứ Nghị định số 07/2021/NĐ-CP ngày 27/01/2021 của Chính phủ;",),),
        date(2022, 3, 1),
    ),
    "content.basis-year": Sample(
        ("basis> Căn cứ Nghị định số 27/2022/NĐ-CP ngày 19/4/2023 của Chính phủ;",),
        "Nghị định số 27/2022/NĐ-CP ngày 19/4/2023",
        (("basis> Căn cứ Nghị định số 27/2022/NĐ-CP ngày 19 tháng 4 năm 2022;",),),
    ),
    "content.basis-unlike": Sample(
        ("basis> Thông tư số 14/2022/TT-BTT&TT ngày 28/10/2022, Nghị định 30/2020/NĐ-CP;",),
        "Thông tư số 14/2022/TT-BTT&TT ngày 28/10/2022",
        (("basis> Căn cứ Thông tư số 14/2022/TT-BTTTT ngày 28/10/2022;",),),
    ),
    "content.basis-expired": Sample(
        ("basis> Căn cứ Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ;",),
        "Quyết định số 90/QĐ-TTg ngày 18/01/2022",
        (
            ("basis> Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;",),
            ("Kế hoạch này thay thế các nội dung theo Quyết định số 90/QĐ-TTg ngày 18/01/2022.",),
        ),
        date(2027, 1, 15),
    ),
    "content.duty-without-copy": Sample(
        (*_DISTRICT, *_DUTIES, "recipient> - UBND tỉnh;", "recipient> - Công an huyện;"),
        "Phòng Tài chính - Kế hoạch",
        (
            (*_DISTRICT, *_DUTIES, "recipient> - Phòng TC-KH huyện;"),
            (*_DISTRICT, *_DUTIES, "recipient> - Các phòng, ban, ngành, đoàn thể huyện;"),
            (*_DISTRICT, *_DUTIES, "recipient> - Như mục I;"),
        ),
    ),
    "content.agency-former": Sample(
        (*_NEW, "- Báo cáo Phòng Lao động - Thương binh và Xã hội để tổng hợp."),
        "Phòng Lao động - Thương binh và Xã hội",
        (
            (*_NEW, "- Báo cáo Phòng Kinh tế, Phòng Văn hóa - Xã hội để tổng hợp."),
            (*_NEW, "- Tiếp nhận hồ sơ trước đây của Phòng Lao động - Thương binh và Xã hội."),
            (*_DISTRICT, "- Báo cáo Phòng Lao động - Thương binh và Xã hội để tổng hợp."),
        ),
    ),
    "content.unit-former": Sample(
        (*_NEW, "- Báo cáo UBND huyện Cẩm Xuyên theo quy định."),
        "UBND huyện",
        (
            (*_NEW, "- Báo cáo Ủy ban nhân dân tỉnh Hà Tĩnh; các thôn của huyện Cẩm Xuyên cũ."),
            (*_DISTRICT, "- Báo cáo UBND huyện Hải Hậu theo quy định."),
        ),
    ),
    "content.issuer-former": Sample(_DISTRICT, "huyện Hải Hậu", (_COMMUNE, _NEW), date(2025, 9, 1)),
    "content.unit-other": Sample(
        (*_COMMUNE, "- Giảm nghèo trên địa bàn xã Đoàn Đào, tổ chức thực hiện."),
        "xã Đoàn Đào",
        (
            (*_COMMUNE, "- Giảm nghèo trên địa bàn xã Minh Tiến, tuyến đường giáp xã Đoàn Đào."),
            (*_COMMUNE, "- Theo Kế hoạch số 5/KH-UBND của UBND xã Đoàn Đào; xã được hỗ trợ."),
        ),
    ),
    "content.subject-other": Sample(
        (_COMMUNE[0], "subject> Giảm nghèo bền vững huyện Phù Cừ giai đoạn 2022-2025"),
        "huyện Phù Cừ",
        (
            (_COMMUNE[0], "subject> Giảm nghèo bền vững trên địa bàn xã Minh Tiến năm 2023"),
            (_COMMUNE[0], "subject> Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh Hưng Yên"),
        ),
    ),
    "content.level-left": Sample(
        (*_COMMUNE, "- Hỗ trợ người lao động trên địa bàn huyện."),
        "trên địa bàn huyện",
        (
            (*_COMMUNE, "- Hỗ trợ người lao động trên địa bàn xã, toàn huyện Phù Cừ."),
            (*_DISTRICT, "- Hỗ trợ người lao động trên địa bàn huyện; UBND các xã, thị trấn."),
        ),
    ),
    "content.unit-misspelt": Sample(
        (*_COMMUNE, "- Giảm nghèo bền vững xã Minh Tiên."),
        "xã Minh Tiên",
        ((*_COMMUNE, "- Giảm nghèo bền vững xã Minh Tiến; ông Nguyễn Minh Tiên."),),
    ),
    "content.year-left": Sample(
        (*_COMMUNE, "- Tổ chức thực hiện tốt Chương trình trong năm 2022 trên địa bàn xã."),
        "trong năm 2022",
        (
            (*_COMMUNE, "- Phấn đấu giảm hộ nghèo so với cuối năm 2022; thực hiện năm 2023."),
            (*_COMMUNE, "- Phát huy kết quả đạt được của năm 2022; giao vốn năm 2022 chuyển sang."),
            (*_COMMUNE, "- Thực hiện Quyết định số 90/QĐ-TTg ngày 18 tháng 01 năm 2022."),
            (*_COMMUNE, "- Xây dựng kế hoạch năm 2024; thực hiện giai đoạn 2021-2025."),
        ),
    ),
}
