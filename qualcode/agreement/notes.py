"""What stands under a table of agreement: where it comes from, how to read it, what it isn't."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.agreement.judgements import Judgements, Standing
from qualcode.agreement.reasons import NO_CODER, ONE_CODER
from qualcode.agreement.views import LEARNING, RULES
from qualcode.model import Bilingual

FEW = 10
"""Transcripts below which a bootstrap over them is too narrow."""

METHOD = Bilingual(
    "Mỗi đơn vị × mã là một nhận định có/không. κ: Cohen 1960 (hai người), Fleiss 1971 (nhiều "
    "người); α: Krippendorff 2011; AC1: Gwet 2008, 2014; BP: Brennan & Prediger 1981 (với có/không "
    "chính là PABAK); tập mã: MASI (Passonneau 2006) và Jaccard; đoạn: |u, Krippendorff và cộng sự "
    "2016. Khoảng 95%: bootstrap phân vị, lấy lại cả bản gỡ băng.",
    "Each unit × code is a judgement of yes or no. κ: Cohen 1960 (two coders), Fleiss 1971 (more); "
    "α: Krippendorff 2011; AC1: Gwet 2008, 2014; BP: Brennan & Prediger 1981 (of yes and no, "
    "that is PABAK); sets of codes: MASI (Passonneau 2006) and Jaccard; spans: |u of Krippendorff "
    "et al. 2016. 95% interval: percentile bootstrap, whole transcripts drawn anew.",
)
CONVENTION = Bilingual(
    "α ≥ 0,800: tin cậy; từ 0,667: chỉ để kết luận tạm (Krippendorff); Landis & Koch 1977: κ trên "
    "0,60 là khá, trên 0,80 là gần như hoàn toàn. Đó là quy ước, không phải bằng chứng; hãy đọc "
    "kèm khoảng tin cậy.",
    "α ≥ .800: reliable; from .667: tentative conclusions only (Krippendorff); Landis & Koch 1977: "
    "κ above .60 substantial, above .80 almost perfect. These are conventions, no proof; read "
    "them with the interval.",
)
NO = Bilingual(
    "“Không” chỉ tính ở lượt người đó đã đánh dấu đã đọc, hoặc đã quyết định về chính mã đó; còn "
    "lại là chưa xem. Đơn vị chỉ một người xem không được tính. Kết quả phân xử không tính: đây là "
    "ý riêng của từng người.",
    "“No” counts only in turns that the coder marked as read, or where that very code was decided "
    "on; all else was not looked at. Units that only one judged are left out. What was settled "
    "later doesn't count: these are the coders' own words.",
)
TOO_FEW = Bilingual(
    "Dưới chừng 10 bản gỡ băng, khoảng tin cậy thường hẹp hơn thực tế.",
    "With fewer than about 10 transcripts the intervals tend to be too narrow.",
)
PREVALENCE = Bilingual(
    "Dấu !: mã rất hiếm hoặc rất phổ biến (dưới 10% hay trên 90%), đồng ý ≥ 80% mà AC1 cao hơn κ "
    "từ 0,2: κ và α thấp vì tần suất, không hẳn vì hai người hiểu khác nhau (Feinstein & Cicchetti "
    "1990; Byrt và cộng sự 1993). Hãy xem AC1, BP và số chỗ khác nhau.",
    "Sign !: a very rare or very common code (below 10% or above 90%), agreement of 80% or more, "
    "and AC1 above κ by .2: κ and α are low because of prevalence, not only since coders differ "
    "(Feinstein & Cicchetti 1990; Byrt et al. 1993). See AC1, BP, and how often they differ.",
)
WITH_RULES = Bilingual(
    "Quy tắc nói có hay không ở mọi lượt. Ai đã thấy đề xuất của quy tắc trước khi quyết định thì "
    "dễ đồng ý với nó: chỉ mã hóa độc lập (tag --blind) mới cho con số không thiên lệch.",
    "Rules say yes or no in every turn. Who saw what rules propose before deciding agrees with it "
    "more easily: only blind coding (tag --blind) gives an unbiased figure.",
)
WITH_LEARNING = Bilingual(
    "Máy học từ chính quyết định của những người mã hóa: sự đồng ý với nó không độc lập.",
    "Learning is from these very coders' decisions: agreement with it is not independent.",
)
SAMPLED = Bilingual(
    "Có quá nhiều tập mã khác nhau: phần ngẫu nhiên của MASI và Jaccard ước lượng từ một triệu cặp "
    "rút thăm theo seed.",
    "There are too many different sets of codes: of MASI and Jaccard, what chance would bring is "
    "estimated from a million pairs, drawn by the seed.",
)
NO_GAMMA = Bilingual(
    "Không có γ (Mathet 2015). Không có hệ số nào nói ai đúng.",
    "γ (Mathet 2015) is not among them. No coefficient says who is right.",
)
LOOK = Bilingual(
    "Cần cùng đọc ít nhất một bản và đánh dấu những lượt đã đọc (qualcode tag).",
    "Both need to read at least one transcript, and to mark the turns they read (qualcode tag).",
)
NOBODY: Mapping[str, Bilingual] = {
    NO_CODER: Bilingual(
        "Chưa ai mã hóa hay đánh dấu lượt đã đọc, nên chưa so sánh được. Cần hai người mã hóa cùng "
        "một số bản, độc lập (qualcode tag --blind --coder TÊN), rồi gộp: qualcode merge "
        "TỆP.sqlite",
        "Nobody has coded or marked turns as read, so there is nothing to compare. Two people need "
        "to code some of the same transcripts, blind (qualcode tag --blind --coder NAME), then "
        "qualcode merge FILE.sqlite",
    ),
    ONE_CODER: Bilingual(
        "Chỉ có một người mã hóa ({}), nên chưa có độ thống nhất giữa người với người. So với quy "
        "tắc: qualcode agree --with-rules. Để có người thứ hai: qualcode tag --blind --coder TÊN",
        "There is one coder ({}) only, so no agreement between people yet. Against the rules: "
        "qualcode agree --with-rules. For a second coder: qualcode tag --blind --coder NAME",
    ),
}
_STANDS: Mapping[Standing, Bilingual] = {
    "missing": Bilingual(
        "không tính, vì đọc qua chưa phải là đồng ý (--standing yes: tính là có; --standing no: "
        "tính là không, nếu đã mã hóa độc lập)",
        "left out, since to read past is not to say yes (--standing yes takes them as yes, "
        "--standing no as no, if coding was blind)",
    ),
    "yes": Bilingual("tính là có", "taken as yes"),
    "no": Bilingual("tính là không", "taken as no"),
}


def notes(
    judged: Judgements, rows: Sequence[Mapping[str, object]], standing: Standing
) -> list[Bilingual]:
    """Return the notes that hold for these judgements and the rows made from them."""
    found = [CONVENTION, NO]
    if any(judged.standing.values()):
        found.append(_stood(judged.standing, standing))
    skipped = max((int(str(row["skipped"])) for row in rows), default=0)
    choices = (
        (any(row["warning"] for row in rows), PREVALENCE),
        (skipped > 0, _skipped(skipped)),
        (any(0 < int(str(row["transcripts"])) < FEW for row in rows), TOO_FEW),
        (any(row["sets_sampled"] for row in rows), SAMPLED),
        (RULES in judged.coders, WITH_RULES),
        (LEARNING in judged.coders, WITH_LEARNING),
    )
    return [*found, *(words for holds, words in choices if holds), NO_GAMMA]


def nobody(why: str, coders: Iterable[str]) -> Bilingual:
    """Return what is needed before anything can be compared."""
    words, names = NOBODY[why], ", ".join(coders)
    return Bilingual(words.vi.format(names), words.en.format(names))


def _stood(stood: Mapping[str, int], standing: Standing) -> Bilingual:
    each = "; ".join(f"{coder} {count}" for coder, count in stood.items() if count)
    what = _STANDS[standing]
    return Bilingual(
        f"Đề xuất để nguyên ở lượt đã đọc ({each}): {what.vi}.",
        f"Proposals left standing in turns that were read ({each}): {what.en}.",
    )


def _skipped(most: int) -> Bilingual:
    return Bilingual(
        f"Lần lấy mẫu mà hệ số không xác định thì bỏ qua (mã hiếm: đến {most} lần; cột skipped).",
        f"Draws in which a coefficient is undefined are skipped (rare codes: up to {most}; column "
        "skipped).",
    )
