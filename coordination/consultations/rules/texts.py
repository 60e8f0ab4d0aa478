"""What a text gives away: a secrecy stamp (O8), a question too generic to answer (F5), a position's basis (L6)."""

from __future__ import annotations

import re
import unicodedata

# The stamp stands in capitals. In headings in capitals the same syllable is part of everyday words
# (bảo mật, bí mật nhà nước, cơ mật; mật độ, mật khẩu, mật mã, mật thiết), which are no stamp.
_STAMP = re.compile(
    r"(?<!\w)(?:(TUYỆT MẬT|TỐI MẬT)|(?<!BẢO )(?<!BÍ )(?<!CƠ )(?<!CẨN )(?<!ONG )(?<!THÂN )(MẬT)"
    r"(?! (?:ĐỘ|KHẨU|MÃ|THIẾT|ONG|VỤ)(?!\w)))(?!\w)"
)
_GENERIC = re.compile(
    r"(kính )?(đề nghị |xin |mời )?(quý )?(đơn vị |cơ quan |các đơn vị |quý cơ quan )?(nghiên cứu,? |xem xét,? )?"
    r"(có |cho |tham gia |đóng góp |góp )?(ý kiến|góp ý|cho ý kiến|có ý kiến)( góp ý| đóng góp| tham gia)?"
    r"( (đối với|về|cho|vào))?( (toàn bộ|các))?( (dự thảo|nội dung|văn bản|hồ sơ|vấn đề|tờ trình|kế hoạch))*"
    r"( (trên|này|nêu trên|kèm theo|gửi kèm|theo quy định))*"
)
_GENERIC_ENGLISH = re.compile(
    r"(please )?(give |provide )?(your )?(comments?|opinions?|views?)( on)?( the| this)?( draft| document)?"
)
_ENOUGH_WORDS = 4
_BASIS = re.compile(
    r"căn cứ|cơ sở|tờ trình|thuyết minh|(?:theo|tại) (?:điều|khoản|điểm|mục|luật|nghị|quyết|thông tư|công văn|chỉ thị|"
    r"kế hoạch|báo cáo|văn bản|quy)|pursuant to|based on|under (?:article|decree|law)"
)


def secrecy_stamp(text: str) -> str:
    """The secrecy stamp in a text, empty when there is none (O8, A10)."""
    found = _STAMP.search(unicodedata.normalize("NFC", " ".join(text.split())))
    return found[0] if found else ""


def is_generic_question(text: str) -> bool:
    """Whether a question asks for 'comments' and nothing in particular (F5): a formula, or under four words."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFC", text).lower()).split())
    if not plain:
        return False
    few = len(plain.split()) < _ENOUGH_WORDS
    return few or bool(_GENERIC.fullmatch(plain)) or bool(_GENERIC_ENGLISH.fullmatch(plain))


def names_a_basis(position: str) -> bool:
    """Whether a position carries its basis in itself: 'như dự thảo, cơ sở tại Tờ trình …' is valid (O9)."""
    return bool(_BASIS.search(unicodedata.normalize("NFC", position).lower()))
