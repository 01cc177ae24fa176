"""The report's chapters where qualcode.yaml doesn't say which: those of the study's own report."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model import Bilingual, Chapter, Shown, Study, Valence
from qualcode.report import prose, who

HOW_TO_SET = Bilingual(
    "Chưa nhận ra nguồn hay mã nào thuộc chương này. Hãy ghi trong qualcode.yaml, ở report: "
    "outline:, mục codes: và speakers: của chương (ví dụ speakers: {group: [quản lý HTX]}).",
    "No source or code was recognised as belonging here. Say in qualcode.yaml, under report: "
    "outline:, this chapter's codes: and speakers: (such as speakers: {group: [manager]}).",
)


def chapters(study: Study) -> tuple[Chapter, ...]:
    """Return the outline of qualcode.yaml, or the default one with what this study fits in."""
    return study.settings.report.outline or (*_body(study), *_annexes())


def every(chapters: Iterable[Chapter]) -> Iterable[Chapter]:
    """Yield all chapters, each before those below it."""
    for chapter in chapters:
        yield chapter
        yield from every(chapter.chapters)


def _body(study: Study) -> tuple[Chapter, ...]:
    return (
        _chapter("summary", "Tóm tắt", "Executive summary", show=("figures",)),
        _chapter("introduction", "Giới thiệu", "Introduction", show=("sources",)),
        _chapter("context", "Bối cảnh", "Context"),
        _challenges(study),
        _chapter(
            "practice",
            "Thực hành tốt",
            "Good practice",
            codes=who.everything(study),
            valence="enabler",
        ),
        _chapter(
            "roles",
            "Vai trò của các bên liên quan",
            "Stakeholders' roles",
            codes=who.responsibility(study),
            show=("roles", "quotes", "verdicts"),
        ),
        _recommendations(study),
        _chapter("conclusion", "Kết luận", "Conclusion"),
    )


def _challenges(study: Study) -> Chapter:
    codes, institutional = who.challenges(study), who.institutional(study)
    parts = (
        ("cooperatives", "Từ góc nhìn của hợp tác xã", "The cooperatives' perspective"),
        ("workers", "Từ góc nhìn của người lao động", "The workers' perspective"),
    )
    found = {"cooperatives": who.cooperatives(study), "workers": who.workers(study)}
    return _chapter(
        "challenges",
        "Thách thức",
        "Challenges",
        chapters=(
            *(
                _chapter(
                    f"challenges.{name}",
                    vi,
                    en,
                    codes=codes if found[name] else (),
                    speakers=found[name],
                    valence="barrier",
                )
                for name, vi, en in parts
            ),
            _chapter(
                "challenges.institutions",
                "Môi trường chính sách và thể chế",
                "Policy and institutional environment",
                codes=institutional,
            ),
        ),
    )


def _recommendations(study: Study) -> Chapter:
    codes = who.challenges(study)
    cooperatives, workers = who.cooperatives(study), who.workers(study)
    parts: tuple[tuple[str, str, str, tuple[str, ...], who.Speakers | None], ...] = (
        ("policy", "Về chính sách", "Policy", who.institutional(study), None),
        (
            "cooperatives",
            "Đối với hợp tác xã",
            "Cooperatives",
            codes if cooperatives else (),
            cooperatives,
        ),
        ("workers", "Đối với người lao động", "Workers", codes if workers else (), workers),
        ("awareness", "Về nâng cao nhận thức", "Awareness", who.awareness(study), None),
        (
            "institutions",
            "Đối với các cơ quan, tổ chức",
            "Institutions",
            who.responsibility(study) or who.institutional(study),
            None,
        ),
    )
    below = tuple(
        _chapter(
            f"recommendations.{name}",
            vi,
            en,
            codes=about,
            speakers=speakers,
            valence=None if speakers is None else "barrier",
            show=("recommendations",),
        )
        for name, vi, en, about, speakers in parts
    )
    return _chapter("recommendations", "Khuyến nghị", "Recommendations", chapters=below)


def _annexes() -> tuple[Chapter, ...]:
    named = (
        ("informants", "Danh sách người cung cấp thông tin", "List of informants"),
        ("instruments", "Công cụ thu thập thông tin", "Instruments"),
        ("codebook", "Sổ mã", "Codebook"),
        ("methods", "Phương pháp", "Methods"),
        ("tables", "Bảng bổ sung", "Additional tables"),
        ("untranslated", "Trích dẫn chưa có bản dịch", "Quotes still without translation"),
    )
    return tuple(
        Chapter(Bilingual(vi, en), f"annex.{name}", show=(), annex=name) for name, vi, en in named
    )


def _chapter(
    name: str,
    vi: str,
    en: str,
    *,
    codes: tuple[str, ...] = (),
    speakers: who.Speakers | None = None,
    valence: Valence | None = None,
    show: tuple[Shown, ...] | None = None,
    chapters: tuple[Chapter, ...] = (),
) -> Chapter:
    told = prose.PROSE[name]
    is_filled = bool(codes) or name not in prose.FILLED
    said = (
        told if is_filled else Bilingual(f"{told.vi} {HOW_TO_SET.vi}", f"{told.en} {HOW_TO_SET.en}")
    )
    default = Chapter(Bilingual("", "")).show
    return Chapter(
        Bilingual(vi, en),
        name,
        said,
        codes,
        dict(speakers or {}),
        valence,
        default if show is None else show,
        chapters=chapters,
    )
