"""The last slides: what is to be done, for the team to write, and how to read the figures."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.brief.making.known import Known, latest_decision
from qualcode.brief.making.phrasing import plain, same
from qualcode.brief.values import Lines, Slide
from qualcode.model import SIGNS, Bilingual
from qualcode.review import policy

TO_FILL = (
    Bilingual(
        "[Khuyến nghị 1: ai làm gì, đến khi nào; dựa trên phát hiện nào]",
        "[Recommendation 1: who does what, by when; on which finding it rests]",
    ),
    Bilingual(
        "[Khuyến nghị 2: ai làm gì, đến khi nào; dựa trên phát hiện nào]",
        "[Recommendation 2: who does what, by when; on which finding it rests]",
    ),
    Bilingual(
        "[Việc tiếp theo của nhóm nghiên cứu: hỏi thêm ai, kiểm tra điều gì]",
        "[The team's own next steps: whom to ask, what to check]",
    ),
)


def closing(found: Known) -> tuple[Slide, ...]:
    """Return the slide for the team to write, and the annex."""
    to_do = Bilingual("Việc tiếp theo", "Next steps")
    by_team = Bilingual(
        "Chương trình không viết khuyến nghị: nhóm nghiên cứu viết ở đây.",
        "The program writes no recommendations: the team writes them here.",
    )
    return (
        Slide("next", to_do, (Lines(TO_FILL, to_fill=True),), notes=(by_team,)),
        Slide(
            "annex",
            Bilingual(
                "Phụ lục: sổ mã và cách đọc các con số",
                "Annex: the codebook, and how to read the figures",
            ),
            (Lines(tuple(_reading(found))),),
            notes=(policy.describe(found.study.settings.policy), found.rests),
        ),
    )


def _reading(found: Known) -> Iterator[Bilingual]:
    for book in found.study.codebooks:
        name, latest = plain(same(book.name)).vi, latest_decision(found.study)
        yield Bilingual(
            f"Sổ mã {name}, phiên bản {book.version}, {len(book.codes)} mã; quyết định mới nhất: "
            f"{latest.vi}.",
            f"Codebook {name}, version {book.version}, {len(book.codes)} codes; latest decision: "
            f"{latest.en}.",
        )
    yield Bilingual(
        "n/N: trong N nguồn được hỏi (hay tự nói tới) có n nói tới. Một cuộc thảo luận nhóm là một "
        "nguồn; chỗ nào đếm theo người thì ghi rõ.",
        "n/N: of N cases asked (or that brought it up) n speak of it. A group discussion is one "
        "case; where people are counted it says so.",
    )
    yield Bilingual(
        "− trở ngại, + thuận lợi, ± cả hai chiều; không được hỏi thì không tính vào mẫu số.",
        "− barrier, + help, ± both ways; who was not asked is not in the base.",
    )
    yield Bilingual(
        f"{SIGNS['accepted']} người chấp nhận, {SIGNS['added']} người thêm, {SIGNS['proposed']} "
        "mới là đề xuất; mã ở cuối trích dẫn dẫn về bản gỡ băng và lượt lời.",
        f"{SIGNS['accepted']} accepted and {SIGNS['added']} added by a person, "
        f"{SIGNS['proposed']} only proposed; a quote's id leads to its transcript and turn.",
    )
    limits = found.study.settings.thresholds.describe()
    yield Bilingual(f"Ngưỡng đối chiếu: {limits.vi}.", f"Thresholds of verdicts: {limits.en}.")
    yield Bilingual(
        "Không kiểm định ý nghĩa thống kê: nguồn được chọn có chủ đích, không rút ngẫu nhiên.",
        "No tests of significance: cases were chosen on purpose, not drawn at random.",
    )
