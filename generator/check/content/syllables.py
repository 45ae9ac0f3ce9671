"""Which letters make a Vietnamese syllable: initial, rhyme and tone.

Source: the spelling rules of Quyết định 240/QĐ-1984 (Bộ Giáo dục) and the tables of Hoàng Phê,
"Từ điển chính tả"; rhymes of borrowed and local words (oong, êng) are let through.
"""

import re
import unicodedata
from functools import lru_cache

_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn
    oăng oăt oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uơ uê uêch uênh uêu uân uâng uât uâc uây
    uy uya uych uynh uyt uyn uyu uyp uyên uyêt
    ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
    """.split()
)
_ALONE = frozenset("y yêm yên yêng yêt yêu".split())
_AFTER_QU = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch ên ênh êt êu i ich in inh it y ych yn ynh yt yên yêt ôc ơ ơi ơn ơt ươu
    """.split()
)
_AFTER_GI = frozenset("êc êm ên êng êp êt êu".split())
_BEFORE_FRONT = {"k", "gh", "ngh"}
_NOT_BEFORE_FRONT = {"c", "g", "ng"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_SPLIT = re.compile(rf"({'|'.join(sorted(_INITIALS, key=len, reverse=True))})?(.+)")


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Return whether a word in small letters can be a Vietnamese syllable, wherever its tone is."""
    marks = unicodedata.normalize("NFD", word)
    tones = [mark for mark in marks if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if len(tones) > 1 or not _is_shape(bare):
        return False
    stopped = bare.endswith(("c", "p", "t")) or (bare.endswith("ch"))
    return not stopped or bool(_SHARP_OR_HEAVY & set(tones))


@lru_cache(maxsize=16_384)
def is_toneless_shape(word: str) -> bool:
    """Return whether a word would be a syllable with a tone: `thuc`, typed without its marks."""
    return not is_syllable(word) and _is_shape(word)


def _is_shape(bare: str) -> bool:
    """Return whether letters without a tone are an initial and a rhyme that go together."""
    match = _SPLIT.fullmatch(bare)
    if not match:
        return False
    initial, rhyme = match.group(1) or "", match.group(2)
    if initial == "qu":
        return rhyme in _AFTER_QU
    if initial == "gi":
        return rhyme in _RHYMES or rhyme in _AFTER_GI or rhyme == "n"  # gìn
    if initial == "g" and rhyme == "i":  # gì
        return True
    front = rhyme[0] in "eêi" or (initial == "k" and rhyme == "y")
    if initial in _BEFORE_FRONT:
        return front and (rhyme in _RHYMES or rhyme == "y")
    if initial in _NOT_BEFORE_FRONT:
        return not front and rhyme in _RHYMES
    if rhyme in _ALONE:
        return not initial or rhyme == "y"
    return rhyme in _RHYMES
