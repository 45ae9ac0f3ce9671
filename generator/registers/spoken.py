"""How running text speaks of what the registers hold: how names of agencies begin, and citations.

One place for what the checker, the importer, the rollover and the rules of plans look for.
"""

import re

AGENCY_HEADS = (
    "Sở|Phòng|Ban|Công an|Bộ Chỉ huy|Cục|Chi cục|Kho bạc|Bảo hiểm xã hội|Ngân hàng|Trung tâm|Trạm"
    "|Thanh tra|Văn phòng|Hội|Liên đoàn|Đoàn|Tỉnh [Đđ]oàn|Huyện [Đđ]oàn|Thành [Đđ]oàn|Ủy ban|Uỷ ban"
    "|UBND|UBMTTQ|MTTQ|Đài|Liên minh|Hạt Kiểm lâm|Công đoàn|Công ty"
)
"""The words with which the name of an agency begins, as alternatives of a pattern."""

FORMER_AGENCY = re.compile(
    r"\b(?:Phòng|Sở|Bộ|Chi cục|Trung tâm|Đài|[Cc]ông chức|Ban Chỉ đạo|Ban Dân tộc|Huyện đoàn)\b"
)
"""Where the name of an agency that may be no more begins; the register then says whether it is."""

ELSEWHERE = re.compile(
    r"^[^.;]{0,60}?\b(?:Điều|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Phụ lục|Quy chế"
    r"|Kế hoạch số|Chương trình số|Hướng dẫn|Công văn|Quy định|Chương [IVX]+|Kết luận|Đề án)"
)
"""What follows a reference that points into another document (or into an appendix)."""
