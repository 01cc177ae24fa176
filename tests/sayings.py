"""What people say about three things, and studies made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qualcode import codebook, decisions, turns
from qualcode.learning import learn
from qualcode.learning.kept import Kept
from qualcode.model import Codebook, Decision, Example, Settings, Span, Study, Transcript
from qualcode.project import with_codings
from qualcode.ruleset import compile_rules
from qualcode.suggested import with_suggestions

UNAWARE, POOR, STORM = "awareness.no_knowledge", "affordability.worker_income", "disaster.impact"
BOOK = """
codebook: test
version: 1
lexicons:
  SI: [bảo hiểm xã hội, "bảo hiểm"]
codes:
  - id: awareness.no_knowledge
    label: {vi: Không biết, en: No knowledge}
    valence: barrier
    patterns: ["(không|chưa) ~2 (biết|nghe) ~6 {SI}"]
  - id: affordability.worker_income
    label: {vi: Thu nhập thấp, en: Low income}
    valence: barrier
    patterns: ["tiền đâu ~3 đóng"]
  - id: disaster
    label: {vi: Thiên tai, en: Disasters}
  - id: disaster.impact
    label: {vi: Thiệt hại do thiên tai, en: Losses in disasters}
    patterns: ["(bão|lũ) ~6 (trôi|cuốn|sập)"]
"""
SAID = {
    UNAWARE: """Tôi chưa nghe bảo hiểm ấy bao giờ.
Nghe tên thì nghe, chứ nó ra sao thì mù tịt.
Chẳng ai giải thích cho mình hiểu cả.
Bảo hiểm xã hội với bảo hiểm y tế tôi cứ tưởng là một.
Loa xã có đọc mà tôi chẳng hiểu gì.
Giờ cô hỏi tôi mới nghe có cái đó.
Không rõ lắm, chưa thấy ai giải thích.
Em mù mờ lắm, chẳng hiểu chế độ ra sao.
Có thấy tờ rơi mà không hiểu chữ nào.
Ở đây bà con chưa nghe nói bao giờ.
Tôi không rành mấy chế độ ấy.
Chịu, cái đó tôi mù tịt.
Thú thật là chưa tìm hiểu nên không rõ.
Nói tự nguyện mà ra sao thì chưa rõ.
Nghe nói có chế độ hưu, chứ tôi không hiểu thật hay không.
Hỏi ai cũng lắc đầu, chẳng ai rõ.""",
    POOR: """Tiền đâu ra mà đóng hả em.
Tháng nào cũng thiếu trước hụt sau.
Bữa có bữa không, lấy gì mà đóng.
Đi chợ còn phải đắn đo từng đồng.
Thu nhập bấp bênh, được đồng nào tiêu hết đồng ấy.
Còn phải lo tiền học cho con, chẳng dư đồng nào.
Nghèo quá, tiền ăn còn thiếu.
Lương ba cọc ba đồng thì đóng sao nổi.
Ế hàng, ngày kiếm vài chục nghìn thì dư sao được.
Nợ ngân hàng còn thiếu mấy chục triệu.
Tiền thuê trọ đã hết nửa đồng lương rồi.
Làm ngày nào ăn ngày ấy, tiền đâu dư ra.
Chạy gạo từng bữa, còn thiếu thì dư gì.
Thu nhập thấp lắm, đóng không nổi.
Ốm một trận là hết sạch tiền dành dụm.
Lương tháng chưa lĩnh đã hết tiền.""",
    STORM: """Bão về một đêm là trôi hết mấy lồng cá.
Lũ lên nhanh, nhà cửa ngập tới nóc.
Gió giật sập cả mái tôn.
Năm ngoái bão vào, tàu chìm ngay trong bến.
Ruộng ngập cả tuần, lúa thối hết.
Nước lũ cuốn mất đàn vịt.
Sạt lở ngay sau nhà, phải chạy trong đêm.
Bão tan thì vườn cây gãy hết.
Hạn mặn vào sâu, lúa cháy trắng đồng.
Mưa đá dập nát hết vườn rau.
Lụt một trận là trôi hết lợn gà.
Nhà tốc mái, đồ đạc ngập nước.
Ao tôm vỡ bờ vì nước lũ.
Bão số ba làm gãy cả rừng keo.
Gió to, tàu bè chìm mấy chiếc.
Nước ngập, bò chết mấy con.""",
    "": """Dạ mời cô uống nước.
Nhà tôi ở cuối thôn.
Con gái tôi lấy chồng xa.
Hôm nay trời nắng đẹp.
Tôi làm ở hợp tác xã được năm năm.
Vâng, cô cứ hỏi.
Cháu nhà tôi học lớp ba.
Ông ấy đi vắng từ sáng.
Sáng dậy thì cho gà ăn rồi ra đồng.
Tổ tôi có mười hai chị em.
Hợp tác xã họp mỗi quý một lần.
Chị em đan lát lúc nông nhàn.
Tôi quê ở huyện bên.
Chồng tôi chạy xe ôm.
Cô ghi âm thì cứ ghi.
Chợ họp vào ngày phiên.""",
}
CODES = (UNAWARE, POOR, STORM)
CODE = {said: code for code, sayings in SAID.items() for said in sayings.splitlines()}
EVERY = tuple(
    said for row in zip(*(each.splitlines() for each in SAID.values()), strict=True) for said in row
)
"""All sayings, the three things and what is about none of them in turn."""


def book(examples: Iterable[Example] = (), text: str = BOOK) -> Codebook:
    return replace(codebook.parse(text, "codebooks/test.yaml"), experience=tuple(examples))


def examples(sayings: Iterable[str] = EVERY, sources: int = 4) -> tuple[Example, ...]:
    """The sayings as a codebook's examples, from so many conversations."""
    return tuple(
        Example(said, frozenset({CODE[said]} - {""}), source=f"pvs_{at // 4 % sources:02}")
        for at, said in enumerate(sayings)
    )


def talk(name: str, sayings: Iterable[str]) -> Transcript:
    """A conversation: each saying answers a question."""
    lines = [f"PVV: Bác kể thêm đi ạ.\nNTL: {said}\n" for said in sayings]
    return turns.parse(name, "".join(lines), file=f"transcripts/{name}.txt")


def talks(number: int = 4, sayings: Sequence[str] = EVERY) -> tuple[Transcript, ...]:
    """The sayings, in so many conversations."""
    size = -(-len(sayings) // number)
    return tuple(
        talk(f"pvs_{at + 1:02}", sayings[at * size : (at + 1) * size]) for at in range(number)
    )


def study(
    transcripts: Iterable[Transcript], *books: Codebook, settings: Settings | None = None
) -> Study:
    """A study coded by rules alone."""
    chosen = settings or Settings(coder="Lan")
    return with_codings(Study(chosen, codebooks=books or (book(),), transcripts=tuple(transcripts)))


def recorded(study: Study, drafts: Iterable[Decision]) -> Study:
    """The study with what was decided, as if it came from a store."""
    before = len(study.decisions)
    new = (
        replace(
            draft,
            id=f"{number:032}",
            sequence=number,
            time=f"2026-03-12T08:{number // 60:02}:{number % 60:02}.000000Z",
        )
        for number, draft in enumerate(drafts, before + 1)
    )
    return with_codings(replace(study, decisions=(*study.decisions, *new)))


def place(study: Study, saying: str) -> tuple[str, int, Span]:
    """Where something is said."""
    for one in study.transcripts:
        start = one.text.find(saying)
        turn = one.turn_at(Span(start, start + len(saying))) if start >= 0 else None
        if turn:
            return one.name, turn.number, Span(start, start + len(saying))
    raise AssertionError(saying)


def read_whole(study: Study, sayings: Iterable[str], coder: str = "Lan") -> Study:
    """The study after somebody has coded what these sayings are about, and marked them read."""
    drafts = []
    for said in sayings:
        name, turn, span = place(study, said)
        if CODE[said]:
            drafts.append(decisions.add(study, name, CODE[said], span, coder=coder))
        drafts.append(decisions.seen(study, name, turn, coder=coder))
    return recorded(study, drafts)


def learned(study: Study, kept: Kept | None = None) -> Study:
    """The study with what can be learned of it."""
    ruleset = compile_rules(study.codebooks, study.settings.variants)
    found, _ = learn(study, ruleset, kept or Kept(), anew=True)
    return with_suggestions(found)


def likely(study: Study, saying: str, code: str) -> float:
    """How likely it is that a saying has a code; 0 if it isn't even suggested."""
    name, _, span = place(study, saying)
    return max(
        (
            one.probability or 0
            for one in study.suggestions
            if one.transcript == name and one.code == code and one.span.overlaps(span)
        ),
        default=0,
    )
