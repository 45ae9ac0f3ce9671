"""Rules about years: words of last year's plan that were left standing in this year's."""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.check.content.facts import years
from generator.check.content.passages import BODY, CITED, passages, sentences, tells_history
from generator.check.registry import Case, Fault, not_applicable, rule
from generator.diagnostics import Severity

_YEAR = re.compile(r"\bnăm (20\d\d)\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
# A year that is no time of doing: an end, a comparison, a period, a law, money carried over.
_OF_ANOTHER_TIME = re.compile(
    r"(?:cuối|đầu|đến|từ|hết|của|trước|sau|giữa|so với|bằng|tính đến|kể từ|Luật [^,;.]{0,40}"
    r"|tháng \d+|ngày \d+(?:/\d+| tháng \d+)?|quý [IV\d]+(?: \w+)?|kết quả|số liệu|thời điểm"
    r"|dự toán|nguồn kinh phí|vốn|kinh phí|tỷ lệ|tỉ lệ|mức|chuẩn|thống kê|tổng kết|rà soát"
    r"|tại thời điểm|bước sang|trong các năm|các năm|những năm|học|ngân sách"
    r"|nghị quyết[^,;.]{0,40})\s*$",
    re.IGNORECASE,
)
_LOOKING_BACK = re.compile(
    r"so với|\bđã\b|\bchưa\b|kết quả đạt|phát huy kết quả|chuyển sang|còn lại|tồn tại|vừa qua"
    r"|kế thừa|đánh giá|tổng kết|sơ kết|giảm từ|tăng từ|xuống|theo chuẩn|năm trước|trước đó"
    r"|tính đến",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"thực hiện|triển khai|phấn đấu|tổ chức|hoàn thành|ban hành|xây dựng|hỗ trợ|bảo đảm|đảm bảo"
    r"|chỉ đạo|tập huấn|kiểm tra|giám sát|mục tiêu|nhiệm vụ|kế hoạch|báo cáo|bố trí|phân bổ",
    re.IGNORECASE,
)
_FARTHEST = 4


@rule("content.year-left", Severity.WARNING, "nội dung")
def year_left(case: Case) -> Iterable[Fault]:
    """Find the year of an earlier plan where the text says what is to be done."""
    own = years(case)
    if not own:
        raise not_applicable("no-year")
    for passage in passages(case, BODY):
        for near, year in _doing_years(passage.text):
            if own.start - _FARTHEST <= year < own.start:
                yield passage.fault(near, year=str(year), own=_span(own))


@lru_cache(maxsize=1024)
def _doing_years(text: str) -> tuple[tuple[str, int], ...]:
    """Return (words, year) for the years of a text in which something is to be done."""
    found = []
    for sentence in sentences(text) if "20" in text else ():
        if not _DOING.search(sentence) or _LOOKING_BACK.search(sentence) or tells_history(sentence):
            continue
        for match in _YEAR.finditer(sentence):
            before = sentence[: match.start()].rstrip()
            if not _OF_ANOTHER_TIME.search(before) and not CITED.search(before[-90:]):
                start = before.rfind(" ", 0, max(0, before.rfind(" "))) + 1
                found.append((sentence[start : match.end()], int(match.group(1))))
    return tuple(found)


def _span(own: range) -> str:
    """Return the years of a plan as they are written."""
    return str(own.start) if len(own) == 1 else f"{own.start}-{own.stop - 1}"
