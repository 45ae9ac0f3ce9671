"""The table of single faults: at least one for every rule of form."""

from unicodedata import normalize

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt

from generator.reading.anatomy import Role
from tests.check.drawing import apart, aside, dashed, longer, slanted, typed_line
from tests.check.furniture import (
    PASSED_ON,
    STAMP,
    address_of,
    addressed,
    boxed,
    on_every_page,
    passed_on,
    secret,
    stamped,
    stamped_aside,
    without_borders,
)
from tests.check.layout import (
    articled,
    crossed,
    crossed_signature,
    dashes_around_number,
    gap_above,
    joined_label,
    larger,
    narrowed,
    on_one_line,
    parted,
    spoken_appendix,
    turned_before_signature,
)
from tests.check.mutations import (
    BLUE,
    EXACT,
    Mutation,
    aligned,
    all_of,
    before,
    commented,
    field_look,
    font,
    fonts,
    in_header,
    indented,
    long_table,
    lying,
    margin,
    moved_archive,
    noted,
    own_row,
    page_type,
    paper,
    remarked,
    room_to_sign,
    said,
    same_numbers,
    shown_on_first,
    small,
    spaced,
    to_footer,
    typed,
    upper,
    without,
    without_line,
    without_number,
    without_pointers,
)
from tests.check.paper import Edit, swap

LEFT = WD_ALIGN_PARAGRAPH.LEFT
D8 = "nd30.d8.elements"
P = "nd30.pl1."


def fault(
    rule: str,
    name: str,
    edit: Edit,
    *also: str,
    from_: tuple[Edit, ...] = (),
    is_: Role | None = None,
) -> Mutation:
    """Return a row of the table."""
    return Mutation(rule, name, edit, frozenset(also), from_, is_)


DATE, NUMBER, AUTHORITY = "Địa danh và thời gian", "Số và ký hiệu", "Quyền hạn và chức vụ người ký"

PAGE = (
    fault(P + "i.1.paper", "Letter", paper),
    fault(P + "i.2.orientation", "lying", lying),
    fault(P + "i.3.margin-top", "15 mm", margin("top", Mm(15))),
    fault(P + "i.3.margin-top", "26 mm", margin("top", Mm(26))),
    fault(P + "i.3.margin-bottom", "19 mm", margin("bottom", Mm(19))),
    fault(P + "i.3.margin-left", "25 mm", margin("left", Mm(25))),
    fault(P + "i.3.margin-left", "36 mm", margin("left", Mm(36))),
    fault(P + "i.3.margin-right", "14 mm", margin("right", Mm(14))),
    fault(P + "i.3.margin-right", "25 mm", margin("right", Mm(25))),
    fault(P + "i.4.font", "ascii", said("nâng cao thu nhập", fonts(ascii="Arial"))),
    fault(P + "i.4.font", "hAnsi", said("nâng cao thu nhập", fonts(hAnsi="Calibri"))),
    fault(
        P + "i.4.font", "TCVN3", said("nâng cao thu nhập", fonts(ascii=".VnTime", hAnsi=".VnTime"))
    ),
    fault(P + "i.4.font", "in a table", said("Tỷ lệ hộ nghèo", fonts(ascii="Arial"))),
    fault(
        P + "i.4.unicode",
        "loose marks",
        swap("thu nhập của người dân", normalize("NFD", "thu nhập của người dân")),
    ),
    fault(P + "i.4.font-complex", "cs", said("nâng cao thu nhập", fonts(cs="Arial"))),
    fault(
        P + "i.4.font-east-asian",
        "quotes",
        said("“hộ nghèo”", fonts(eastAsia="MS Mincho", hint="eastAsia")),
        from_=(swap("thu nhập của người dân", "thu nhập của “hộ nghèo”"),),
    ),
    fault(
        P + "i.4.font-east-asian",
        "full width",
        said("của người dân\uff0e", fonts(eastAsia="MS Mincho")),
        from_=(swap("của người dân.", "của người dân\uff0e"),),
    ),
    fault(
        P + "i.4.colour",
        "blue",
        said("Thu nhập của hộ", lambda p: setattr(p.runs[0].font.color, "rgb", BLUE)),
    ),
    fault(P + "i.7.number", "none", without_number),
    fault(P + "i.7.number-place", "foot", to_footer),
    fault(P + "i.7.number-centred", "right", in_header(aligned(WD_ALIGN_PARAGRAPH.RIGHT))),
    fault(P + "i.7.number-size", "10", in_header(field_look(size=Pt(10)))),
    fault(P + "i.7.number-upright", "italic", in_header(field_look(italic=True))),
    fault(P + "i.7.number-upright", "bold", in_header(field_look(bold=True))),
    fault(P + "i.7.number-digits", "Roman", page_type(0, "fmt", "upperRoman")),
    fault(P + "i.7.number-start", "from 3", page_type(0, "start", "3")),
    fault(P + "i.7.number-first-page", "shown", shown_on_first),
    fault(P + "iii.1.dd.pages", "goes on", page_type(1, "start", None)),
)

MISSING = (
    fault("nd30.d8.administrative", "a note", noted),
    fault(D8, "nation", without("Quốc hiệu")),
    fault(D8, "motto", without("Tiêu ngữ")),
    fault(D8, "number", typed(NUMBER, "")),
    fault(D8, "place and day", typed(DATE, "")),
    fault(D8, "type", without("Tên loại văn bản")),
    fault(
        "nd30.d8.unknown-part",
        "telephone",
        before("XÃ CẨM BÌNH", "Điện thoại 0239 123", "Cơ quan ban hành"),
    ),
    fault(D8, "signer", typed("Họ tên người ký", "")),
    fault(P + "ii.9.d.archive-missing", "archive", without("Danh sách nơi nhận", -1)),
    fault(P + "iii.1.b.title-missing", "title of an appendix", without("Tên phụ lục")),
    fault(P + "iii.1.c.attached-missing", "line of an appendix", without("Chỉ dẫn kèm theo")),
    fault(P + "ii.1.b.motto-line", "line", without_line("Tiêu ngữ")),
    fault(P + "ii.2.b.issuer-line", "line", without_line("Cơ quan ban hành")),
    fault(P + "ii.5.b.subject-line", "line", without_line("Trích yếu nội dung")),
    fault(
        P + "ii.7.title",
        "title of who signs",
        typed(AUTHORITY, "", 2),
        from_=(typed(AUTHORITY, "", 1),),
    ),
    fault(P + "iii.1.a.pointed-to", "no pointer", without_pointers),
)

UNDER = {
    "ii.1.b.motto": ("Tiêu ngữ", 24),
    "ii.2.b.issuer": ("Cơ quan ban hành", 5),
    "ii.5.b.subject": ("Trích yếu nội dung", 20),
}
LINES = tuple(
    fault(f"{P}{stem}-line-{aspect}", name, edit)
    for stem, (under, signs) in UNDER.items()
    for aspect, name, edit in (
        ("drawn", "typed", typed_line(under, signs)),
        ("solid", "gaps", dashed(under)),
        ("solid", "rises", slanted(under)),
        ("length", "half", longer(under, 0.5)),
        ("length", "double", longer(under, 2)),
        ("centred", "left", aside(under)),
        ("near", "empty lines", apart(under)),
    )
)

HEAD = (
    fault(P + "ii.1.a.nation-text", "word", swap("CHỦ NGHĨA", "CHỦ NGĨA")),
    fault(P + "ii.1.b.motto-text", "capital", swap("Tự do", "Tự Do")),
    fault(P + "ii.1.b.motto-dash", "dash", swap("Độc lập - Tự do - ", "Độc lập – Tự do – ")),
    fault(P + "ii.2.a.issuer-full", "UBND", typed("Cơ quan ban hành", "UBND", 0)),
    fault(
        P + "ii.2.a.committee-superior",
        "TỈNH",
        before("ỦY BAN NHÂN DÂN", "UBND TỈNH HÀ TĨNH", "Cơ quan chủ quản"),
    ),
    fault(P + "ii.3.number-form", "space", swap("05/KH-UBND", "05/KH - UBND")),
    fault(P + "ii.3.number-form", "colon", typed(NUMBER, "Số 05/KH-UBND")),
    fault(P + "ii.3.number-zero", "5", typed(NUMBER, "Số: 5/KH-UBND")),
    fault(P + "ii.3.number-zeros", "0005", typed(NUMBER, "Số: 0005/KH-UBND")),
    fault(P + "ii.3.number-agency", "KT", typed(NUMBER, "Số: 05/KH-KT")),
    fault("nd30.pl3.i.abbreviation", "KHo", typed(NUMBER, "Số: 05/KHo-UBND")),
    fault("nd30.pl3.i.abbreviation", "QĐ", typed(NUMBER, "Số: 05/QĐ-UBND")),
    fault(P + "ii.4.date-form", "year", typed(DATE, "Cẩm Bình, ngày 05 tháng 01 năm 27")),
    fault(P + "ii.4.b.date-zero", "day", typed(DATE, "Cẩm Bình, ngày 5 tháng 01 năm 2027")),
    fault(P + "ii.4.b.date-zero", "month 1", typed(DATE, "Cẩm Bình, ngày 05 tháng 1 năm 2027")),
    fault(P + "ii.4.b.date-zero", "month 3", typed(DATE, "Cẩm Bình, ngày 05 tháng 03 năm 2027")),
    fault(
        P + "ii.4.b.date-exists", "30 February", typed(DATE, "Cẩm Bình, ngày 30 tháng 02 năm 2027")
    ),
    fault(P + "ii.4.a.place", "other", typed(DATE, "Thạch Hà, ngày 05 tháng 01 năm 2027")),
    fault(
        P + "ii.4.a.place-name",
        "xã",
        typed(DATE, "xã Cẩm Bình, ngày 05 tháng 01 năm 2027"),
        "nd30.d8.unknown-part",
    ),
    fault(P + "iv.same-line", "row", own_row),
    fault(
        P + "ii.5.b.subject-end",
        "stop",
        swap("trên địa bàn xã Cẩm Bình", "trên địa bàn xã Cẩm Bình."),
    ),
    fault(
        P + "ii.9.b.addressee",
        "Kính gửi",
        before("Căn cứ Luật", "Kính gửi: Ủy ban nhân dân tỉnh Hà Tĩnh.", "Nội dung"),
    ),
)

BODY = (
    fault(P + "ii.6.a.basis-italic", "upright", said("Căn cứ Luật", font(italic=False))),
    fault(P + "ii.6.a.basis-bold", "bold", said("Căn cứ Luật", font(bold=True))),
    fault(P + "ii.6.a.basis-size", "12", said("Căn cứ Luật", font(size=Pt(12)))),
    fault(
        P + "ii.6.a.basis-semicolon", "stop", swap("16 tháng 6 năm 2025;", "16 tháng 6 năm 2025.")
    ),
    fault(
        P + "ii.6.a.basis-full-stop",
        "last",
        swap("giảm nghèo bền vững năm 2027.", "giảm nghèo bền vững năm 2027;"),
    ),
    fault(
        P + "ii.6.a.basis-law",
        "number",
        swap("ngày 16 tháng 6 năm 2025", "số 72/2025/QH15 ngày 16 tháng 6 năm 2025"),
    ),
    fault(P + "ii.6.a.basis-date", "day", swap("351/2025/NĐ-CP ngày 30/12/2025", "351/2025/NĐ-CP")),
    fault(
        "practice.basis-order",
        "law last",
        before(
            "Căn cứ Luật",
            "Căn cứ Nghị định số 15/2026/NĐ-CP ngày 10/3/2026 của Chính phủ về giảm nghèo;",
            "Căn cứ ban hành",
        ),
    ),
    fault(P + "ii.6.b.first", "no day", swap("09/2019/NĐ-CP ngày 24/01/2019", "09/2019/NĐ-CP")),
    fault(
        P + "ii.6.b.later",
        "day again",
        swap("NĐ-CP, nâng cao", "NĐ-CP ngày 30/12/2025 của Chính phủ, nâng cao"),
    ),
    fault(P + "ii.4.b.cited-zero", "9/12", swap("ngày 09/12/2027", "ngày 9/12/2027")),
    fault(P + "ii.4.b.cited-zero", "04/03", swap("ngày 09/12/2027", "ngày 09/03/2027")),
    fault("nd30.pl3.i.cited", "type", swap("Kế hoạch số 12/KH", "Quyết định số 12/KH")),
    fault(P + "ii.6.dd.order", "gap", swap("II. NỘI DUNG", "III. NỘI DUNG")),
    fault(
        P + "ii.6.dd.order",
        "twice",
        swap("2. Chỉ tiêu cụ thể", "1. Chỉ tiêu cụ thể"),
        P + "ii.6.dd.prefix",
    ),
    fault(
        P + "ii.6.dd.letters",
        "d e",
        swap("đ) Hộ nghèo tiếp cận", "e) Hộ nghèo tiếp cận"),
        P + "ii.6.dd.order",
    ),
    fault(P + "ii.6.dd.prefix", "3.1", swap("2.1. Chỉ tiêu về thu", "3.1. Chỉ tiêu về thu")),
    fault(
        P + "ii.6.dd.levels",
        "no clause",
        before(
            "1. Mục tiêu chung", "a) Nâng cao đời sống của hộ nghèo trên địa bàn.", "Điểm liền dòng"
        ),
    ),
    fault(
        P + "ii.6.dd.own-line",
        "run in",
        swap(
            "II. NỘI DUNG THỰC HIỆN",
            "II. Nội dung: Ủy ban nhân dân xã tổ chức thực hiện các nội dung sau trong năm.",
        ),
    ),
    fault(
        P + "v.6.section-case", "small", swap("II. NỘI DUNG THỰC HIỆN", "II. Nội dung thực hiện")
    ),
    fault(P + "v.6.section-bold", "thin", said("II. NỘI DUNG", font(bold=False))),
    fault(P + "v.6.clause-case", "capitals", said("Mục tiêu chung", upper)),
    fault(P + "v.6.clause-bold", "thin", said("1. Mục tiêu chung", font(bold=False))),
    fault(P + "v.6.point-bold", "bold", said("a) Thu nhập của hộ", font(bold=True))),
    fault(P + "v.6.heading-italic", "italic", said("1. Mục tiêu chung", font(italic=True))),
    fault(P + "v.6.heading-size", "16", said("II. NỘI DUNG", font(size=Pt(16)))),
    fault(P + "ii.6.e.size", "12", said("nâng cao thu nhập", font(size=Pt(12)))),
    fault(P + "ii.6.e.upright", "italic", said("nâng cao thu nhập", font(italic=True))),
    fault(P + "ii.6.e.upright", "bold", said("Trên đây là", font(bold=True))),
    fault(P + "ii.6.e.align", "left", said("nâng cao thu nhập", aligned(LEFT))),
    fault(P + "ii.6.e.indent", "none", said("nâng cao thu nhập", indented(Cm(0)))),
    fault("practice.indent-uniform", "1 cm", said("nâng cao thu nhập", indented(Cm(1)))),
    fault(P + "ii.6.e.gap", "none", said("nâng cao thu nhập", spaced(space_before=Pt(0)))),
    fault(P + "ii.6.e.line", "double", said("nâng cao thu nhập", spaced(line_spacing=2.0))),
    fault(
        P + "ii.6.e.line",
        "12 pt",
        said("nâng cao thu nhập", spaced(line_spacing_rule=EXACT, line_spacing=Pt(12))),
    ),
    fault("nd30.pl3.end-mark", "stop", swap("xã Cẩm Bình./.", "xã Cẩm Bình.")),
    fault("nd30.pl3.end-mark-once", "space", swap("xã Cẩm Bình./.", "xã Cẩm Bình ./.")),
    fault("nd30.pl3.end-mark-once", "twice", swap("của người dân.", "của người dân./.")),
)

END = (
    fault(P + "ii.7.a.authority-form", "stop", typed(AUTHORITY, "TM ỦY BAN NHÂN DÂN")),
    fault(P + "ii.7.a.authority-form", "space", typed(AUTHORITY, "KT.CHỦ TỊCH", 1)),
    fault(P + "ii.7.authority-order", "same", typed(AUTHORITY, "CHỦ TỊCH", 2)),
    fault(P + "ii.7.b.collective", "KT.", without(AUTHORITY)),
    fault(
        P + "ii.7.c.undefined-title", "THƯỜNG TRỰC", typed(AUTHORITY, "PHÓ CHỦ TỊCH THƯỜNG TRỰC", 2)
    ),
    fault(P + "ii.7.c.honours", "TS.", swap("Nguyễn Văn An", "TS. Nguyễn Văn An")),
    fault(
        "nd30.pl2.ii.1.signer-capitals",
        "văn",
        swap("Nguyễn Văn An", "Nguyễn văn An"),
        is_=Role.SIGNER,
    ),
    fault(P + "ii.9.d.label-text", "colon", typed("Nơi nhận", "Nơi nhận")),
    fault(P + "ii.9.d.dash", "none", swap("- Phòng Kinh tế;", "Phòng Kinh tế;")),
    fault(P + "ii.9.d.semicolon", "comma", swap("- Phòng Kinh tế;", "- Phòng Kinh tế,")),
    fault(P + "ii.9.d.archive-last", "first", moved_archive),
    fault(P + "ii.9.d.archive-end", "semicolon", swap("- Lưu: VT, KT.", "- Lưu: VT, KT;")),
    fault(P + "ii.9.d.archive-colon", "none", swap("- Lưu: VT, KT.", "- Lưu VT, KT.")),
    fault(P + "ii.9.d.archive-office", "VP", swap("- Lưu: VT, KT.", "- Lưu: VP, KT.")),
    fault(P + "ii.9.d.archive-drafter", "none", swap("- Lưu: VT, KT.", "- Lưu: VT.")),
    fault(P + "ii.9.c.as-above", "Như trên", swap("- Phòng Kinh tế;", "- Như trên;")),
    fault(P + "iii.1.a.numerals", "Arabic", same_numbers),
    fault(
        P + "iii.1.c.attached-form",
        "brackets",
        typed(
            "Chỉ dẫn kèm theo",
            "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2027 của UBND xã)",
        ),
    ),
    fault(P + "iii.1.c.attached-words", "issued", swap("(Kèm theo", "(Ban hành kèm theo")),
    fault(
        P + "iii.1.c.attached-number",
        "06",
        swap("Kèm theo Kế hoạch số 05", "Kèm theo Kế hoạch số 06"),
    ),
    fault("practice.table-size", "8", said("Tỷ lệ hộ nghèo", font(size=Pt(8)))),
    fault("practice.table-header", "long", long_table),
    fault("practice.comments", "remark", commented),
    fault("practice.own-remarks", "remark", remarked),
)

BESIDE = (
    fault("practice.sign-space", "one line", room_to_sign(1)),
    fault("practice.sign-space", "seven lines", room_to_sign(7)),
    fault(P + "iii.2.a.secrecy", "MẬT", secret),
    fault(P + "iii.2.b.urgency-box", "bare", said(STAMP, without_borders), from_=(stamped,)),
    fault(
        P + "iii.2.b.urgency-red",
        "blue",
        said(STAMP, lambda p: setattr(p.runs[0].font.color, "rgb", BLUE)),
        from_=(stamped,),
    ),
    fault(P + "iii.2.b.urgency-frame", "30 mm", boxed(STAMP, 30)),
    fault(P + "iii.2.b.urgency-place", "right", stamped_aside),
    fault(
        P + "iii.2.c.circulation-box", "bare", said(PASSED_ON, without_borders), from_=(passed_on,)
    ),
    fault(
        P + "iii.4.address-size",
        "14",
        lambda d: font(size=Pt(14))(address_of(d)),
        from_=(addressed,),
    ),
    fault(
        P + "iii.4.address-italic",
        "italic",
        lambda d: font(italic=True)(address_of(d)),
        from_=(addressed,),
    ),
    fault(P + "iii.4.address-first-page", "on every page", on_every_page, from_=(addressed,)),
    fault(
        P + "iii.4.address-line",
        "none",
        lambda d: without_borders(address_of(d)),
        from_=(addressed,),
    ),
    fault(
        P + "iii.4.address-line-length",
        "half",
        lambda d: setattr(address_of(d).paragraph_format, "right_indent", Mm(80)),
        from_=(addressed,),
    ),
)

PARTED = (parted,)
LAYOUT = (
    fault(P + "iv.head-sides", "crossed", crossed(0, 1)),
    fault(P + "iv.sign-sides", "crossed", crossed_signature),
    fault(P + "ii.9.d.label-level", "lower", gap_above(AUTHORITY)),
    fault(P + "ii.1.c.spacing", "empty line", gap_above("Tiêu ngữ")),
    fault(
        P + "ii.1.c.spacing",
        "double",
        all_of("Tiêu ngữ", change=spaced(line_spacing=2.0)),
    ),
    fault(P + "ii.2.b.spacing", "empty line", gap_above("Cơ quan ban hành", -1)),
    fault(P + "ii.1.a.nation-one-line", "narrow", narrowed(5300)),
    fault(
        P + "ii.1.b.motto-one-line",
        "narrow",
        narrowed(3300),
        P + "ii.1.a.nation-one-line",
        P + "ii.4.c.date-one-line",
        P + "ii.1.b.motto-line-length",
    ),
    fault(P + "ii.4.c.date-one-line", "narrow", narrowed(4000, -1)),
    fault("practice.banner-sizes", "13 and 13", larger("Tiêu ngữ", 13)),
    fault(
        P + "ii.6.a.basis-law-issuer",
        "Quốc hội",
        swap("ngày 16 tháng 6 năm 2025;", "ngày 16 tháng 6 năm 2025 của Quốc hội;"),
    ),
    fault(P + "ii.6.a.basis-law-date", "none", swap(" ngày 16 tháng 6 năm 2025;", ";")),
    fault(
        P + "ii.6.a.basis-issuer", "none", swap("30/12/2025 của Chính phủ quy", "30/12/2025 quy")
    ),
    fault(
        P + "ii.6.a.basis-own-line",
        "two",
        swap("2025;", "2025; Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025;"),
    ),
    fault(P + "ii.4.a.place-common", "Xã", typed(DATE, "Xã Cẩm Bình, ngày 05 tháng 01 năm 2027")),
    fault(P + "ii.6.dd.part-order", "III", swap("Phần II", "Phần III"), from_=PARTED),
    fault(P + "v.6.part-word", "PHẦN", swap("Phần I", "PHẦN I"), from_=PARTED),
    fault(P + "v.6.part-own-line", "one line", on_one_line, from_=PARTED),
    fault(P + "v.6.part-case", "small", said("MỤC TIÊU", small), from_=PARTED),
    fault(P + "v.6.part-bold", "thin", said("MỤC TIÊU", font(bold=False)), from_=PARTED),
    fault(P + "v.6.part-align", "left", said("MỤC TIÊU", aligned(LEFT)), from_=PARTED),
    fault(P + "v.6.article-bold", "thin", said("Điều 1", font(bold=False)), from_=(articled,)),
    fault(P + "iii.1.b.label-own-line", "one line", joined_label),
    fault("nd30.pl3.appendix-end-mark", "stop", spoken_appendix(".")),
    fault(
        "practice.line-cut",
        "16,5 pt",
        said("nâng cao thu nhập", spaced(line_spacing_rule=EXACT, line_spacing=Pt(16.5))),
    ),
    fault(P + "i.7.number-bare", "dashes", dashes_around_number),
    fault("practice.sign-alone", "new page", turned_before_signature),
)

SPELT = "nâng cao thu nhập của người dân."
CAPITALS = (
    fault("nd30.pl2.i.new-line", "small", swap("Giảm nghèo theo", "giảm nghèo theo")),
    fault("nd30.pl2.i.sentence", "small", swap(SPELT, "nâng cao thu nhập. giúp người dân.")),
    fault("nd30.pl2.iii.1.unit", "Xã", swap(SPELT, "giúp người dân Xã Cẩm Bình.")),
    fault("nd30.pl2.iii.1.b.numbered-unit", "quận 1", swap(SPELT, "theo gương của quận 1.")),
    fault("nd30.pl2.iv.names", "Nhân Dân", swap(SPELT, "do Ủy ban Nhân dân xã chủ trì.")),
    fault(
        "nd30.pl2.iv.names", "thành phố Hồ Chí Minh", swap(SPELT, "như ở thành phố Hồ Chí Minh.")
    ),
    fault("nd30.pl2.v.1.state", "nhân dân", swap(SPELT, "vận động nhân dân tham gia.")),
    fault(
        "nd30.pl2.v.3.title", "chủ tịch", swap(SPELT, "do chủ tịch Ủy ban nhân dân xã quyết định.")
    ),
    fault("nd30.pl2.v.6.document", "nghị định", swap(SPELT, "theo nghị định số 351/2025/NĐ-CP.")),
    fault("nd30.pl2.v.7.article", "điều", swap(SPELT, "theo khoản 2 điều 5.")),
    fault("nd30.pl2.v.7.section", "mục", swap(SPELT, "theo mục 2 Nghị định này.")),
    fault("nd30.pl2.v.7.clause", "Khoản", swap(SPELT, "theo Khoản 2 Điều 5.")),
    fault("nd30.pl2.iii.1.b.named-unit", "phường", swap(SPELT, "như ở phường Điện Biên Phủ.")),
    fault("nd30.pl2.iii.1.dd.regions", "tây bắc", swap(SPELT, "như ở vùng tây bắc.")),
    fault("nd30.pl2.v.2.awards", "lao động", swap(SPELT, "tặng Huân chương lao động.")),
    fault("nd30.pl2.v.5.holidays", "quốc khánh", swap(SPELT, "nhân ngày quốc khánh 2-9.")),
    fault("nd30.pl2.v.8.weekday", "thứ hai", swap(SPELT, "họp vào thứ hai hằng tuần.")),
    fault("nd30.pl2.v.8.weekday", "tháng tám", swap(SPELT, "nhớ Cách mạng tháng tám.")),
    fault("nd30.pl2.v.8.new-year", "Tết", swap(SPELT, "nhất là dịp Tết Nguyên đán.")),
)

FAULTS = (*PAGE, *MISSING, *LINES, *HEAD, *BODY, *END, *BESIDE, *LAYOUT, *CAPITALS)
