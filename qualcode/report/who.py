"""Who of a study's cases speaks for cooperatives and who works in them; which codes are policy.

Told by the words of their attributes and labels, Vietnamese and English. A team says it itself in
qualcode.yaml, `report: outline:`, where these words don't fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from qualcode import counting
from qualcode.model import Study

Speakers = Mapping[str, tuple[str, ...]]

ATTRIBUTES = (
    *("group", "role", "vai trò", "position", "chức vụ", "job", "nghề", "occupation", "type"),
)
"""Where it may be said who somebody is, the likeliest first."""
_OFFICIAL = re.compile(
    r"\b(cán bộ|công chức|sở|phòng|ubnd|ủy ban|liên minh|hội phụ nữ|chuyên (viên|gia)|bhxh"
    r"|bảo hiểm xã hội|officials?|officers?|alliance|union|government|experts?)\b"
)
_COOPERATIVE = re.compile(r"\b(htx|hợp tác xã|tổ hợp tác|liên hiệp htx|co-?operatives?|co-?ops?)\b")
_RUNS = re.compile(
    r"\b(quản lý|giám đốc|chủ nhiệm|chủ tịch|hđqt|ban (quản trị|giám đốc|kiểm soát)|kế toán"
    r"|managers?|directors?|leaders?|board|chair\w*|accountants?)\b"
)
_WORKS = re.compile(
    r"\b(lao động|người làm|công nhân|làm thuê|di cư|nhập cư|bán hàng rong|giúp việc|xe ôm|thợ"
    r"|workers?|labou?rers?|employees?|migrants?|vendors?|drivers?)\b"
)
_INSTITUTION = re.compile(r"(institution|policy|policies|legal|governance|the_che|chinh_sach)")
_POLICY = re.compile(
    r"\b(chính sách|thủ tục|quy định|cơ quan|thể chế|luật|hộ khẩu|bộ phận một cửa|policy|policies"
    r"|procedures?|offices?|regulations?|institution\w*|laws?|government)\b"
)
_AWARENESS = re.compile(
    r"\b(nhận thức|hiểu biết|thông tin|tuyên truyền|truyền thông|awareness|knowledge|information"
    r"|communication)\b"
)
_ROLES = re.compile(
    r"\b(phối hợp|vai trò|trách nhiệm|hỗ trợ|thực thi|kênh|tuyên truyền|coordination|roles?"
    r"|responsib\w+|support|enforcement|channels?)\b"
)


def cooperatives(study: Study) -> Speakers:
    """Return who runs or belongs to cooperatives: attribute → values; nothing if nobody does."""
    return _speakers(study, _is_cooperative)


def workers(study: Study) -> Speakers:
    """Return who works, in a cooperative or not: attribute → values; nothing if nobody does."""
    return _speakers(study, _is_worker)


def institutional(study: Study) -> tuple[str, ...]:
    """Return the families of institutions and policy, else the codes that speak of them."""
    families = tuple(one for one in _families(study) if _INSTITUTION.search(one))
    return families or _speaking_of(study, _POLICY)


def challenges(study: Study) -> tuple[str, ...]:
    """Return the families that are not of institutions and policy; all if there are no others."""
    families, passed = _families(study), set(institutional(study))
    return tuple(one for one in families if one not in passed) or families


def everything(study: Study) -> tuple[str, ...]:
    """Return all families."""
    return _families(study)


def awareness(study: Study) -> tuple[str, ...]:
    """Return the codes of what people know, and how they come to know it."""
    return _speaking_of(study, _AWARENESS, labels=True)


def responsibility(study: Study) -> tuple[str, ...]:
    """Return the codes of who does what: coordination, support, enforcement, channels."""
    return _speaking_of(study, _ROLES, labels=True)


def _families(study: Study) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.family for code in study.codes))


def _speaking_of(study: Study, words: re.Pattern[str], *, labels: bool = False) -> tuple[str, ...]:
    """Return the codes whose id, label or, unless `labels`, definition has one of these words."""
    found = []
    for code in study.codes:
        said = [code.id.replace("_", " ").replace(".", " "), code.label.vi, code.label.en]
        said += [] if labels else [code.definition.vi, code.definition.en]
        if words.search(" ; ".join(said).casefold()):
            found.append(code.id)
    return tuple(found)


def _speakers(study: Study, fits: Callable[[str], bool]) -> Speakers:
    """Return the attribute whose values fit for most cases, with these values."""
    members = counting.cases(study).members
    best: tuple[int, str, tuple[str, ...]] = (0, "", ())
    names = {name for unit in members for name in unit.attributes}
    for name in [one for one in ATTRIBUTES if one in names]:
        said = {
            unit.get(name): f"{unit.get(name)} ; {unit.get(f'{name}_en')}".casefold()
            for unit in members
            if unit.get(name)
        }
        values = tuple(value for value, words in said.items() if fits(words))
        count = sum(unit.get(name) in values for unit in members)
        if count > best[0]:
            best = count, name, values
    return {best[1]: best[2]} if best[0] else {}


def _is_cooperative(words: str) -> bool:
    if _OFFICIAL.search(words):
        return False
    if _RUNS.search(words):
        return True
    return bool(_COOPERATIVE.search(words)) and not _WORKS.search(words)


def _is_worker(words: str) -> bool:
    return bool(_WORKS.search(words)) and not (_OFFICIAL.search(words) or _RUNS.search(words))
