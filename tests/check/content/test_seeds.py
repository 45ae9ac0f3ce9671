"""What the rules of content find in the five real plans: `tests/check/content/seeds.txt`.

Each finding was compared with the plan by a person. When a change is meant, renew the file and
read what git shows of it: `KEHOACH_ACCEPT=1 python -m pytest tests/check/content/test_seeds.py`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.check.registry import RULES, Case, Unjudged
from generator.messages import text
from generator.reading.plain import read_text
from generator.reading.recognition.recogniser import recognised
from generator.vietnamese import nfc
from tests.command import ROOT

SEEDS = sorted((ROOT / "tests" / "reading" / "recognition" / "seeds").glob("*.txt"))
GOLDEN = Path(__file__).with_name("seeds.txt")
ACCEPT = "KEHOACH_ACCEPT"

# Findings that a clerk would call false, by seed, rule and words; none of them is known.
FALSE_ALARMS: frozenset[tuple[str, str, str]] = frozenset()
# Anomalies of the plans that a rule of content must go on finding (study of the five plans, 7.4).
ANOMALIES = (
    ("001", "content.word-doubled", "trì trì"),
    ("001", "content.digits-stuck", "0khích"),
    ("001", "content.digits-stuck", "888gười"),
    ("001", "content.space-missing", "2.Công"),
    ("001", "content.space-missing", "ủy,HĐND"),
    ("001", "content.space-before-sign", "I . MỤC"),
    ("001", "content.syllable-impossible", "huyệntheo"),
    ("001", "content.appendix-absent", "có phụ lục kèm theo"),
    ("001", "content.unit-misspelt", "xã Minh Tiên"),
    ("001", "content.level-left", "trong và ngoài huyện"),
    ("002", "content.word-confused", "Phần đầu"),
    ("002", "content.word-confused", "Phân đấu"),
    ("003", "content.word-doubled", "cập cập"),
    ("003", "content.digits-stuck", "năm2023"),
    ("003", "content.space-before-sign", "1,0 %,"),
    ("003", "content.basis-unlike", "Thông tư số 14/2022/TT-BTT&TT ngày 28/10/2022"),
    ("004", "content.word-doubled", "được được"),
)


def case(seed: Path) -> Case:
    """Return a seed to be judged, its day unknown as in the seed itself."""
    return Case(recognised(read_text(seed.read_bytes(), seed.name)), {})


def found(seed: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, words, line) for everything found in a seed, in the order of the rules."""
    judged = case(seed)
    for id in sorted(RULES):
        if id.startswith("content."):
            try:
                for fault in RULES[id].judge(judged):
                    line = " ".join(str(number) for _, number in fault.part)
                    yield id, " ".join(fault.parameters["text"].split()), line
            except Unjudged as unjudged:
                yield id, f"({text(f'check.reason.{unjudged.reason}', 'vi')})", ""


def dump() -> str:
    """Return what was found as lines to read, with how much of it is real."""
    lines: list[str] = []
    for seed in SEEDS:
        name = seed.stem.partition("_")[0]
        lines += [f"== {seed.name}", ""]
        findings = list(found(seed))
        for id in dict.fromkeys(id for id, _, _ in findings):
            own = [(words, line) for rule, words, line in findings if rule == id]
            if not own[0][1]:
                lines.append(f"{id}: không xét {own[0][0]}")
                continue
            real = sum((name, id, words) not in FALSE_ALARMS for words, _ in own)
            lines.append(f"{id}: {len(own)}, đúng {real}")
            lines += [f"    dòng {line}: {words}" for words, line in own]
        lines.append("")
    return "\n".join(lines)


def test_the_findings_in_the_real_plans_are_those_a_person_compared() -> None:
    result = dump()
    if os.environ.get(ACCEPT):
        GOLDEN.write_text(result, "utf-8")
    assert result == GOLDEN.read_text("utf-8")


def test_the_known_anomalies_of_the_real_plans_are_found() -> None:
    everything = {
        (seed.stem.partition("_")[0], id, nfc(words))
        for seed in SEEDS
        for id, words, _ in found(seed)
    }
    assert set(ANOMALIES) - everything == set()


def test_a_bad_scan_is_said_to_be_unjudged_and_not_to_be_full_of_mistakes() -> None:
    scanned = [words for _, words, line in found(SEEDS[0]) if not line]
    assert len([words for words in scanned if "quét" in words]) > 8
    assert not [line for _, _, line in found(SEEDS[0]) if line]
