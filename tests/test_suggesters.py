"""Suggesters that packages add: what they say is verified, kept, and never breaks a study."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from qualcode import codebook, turns
from qualcode.learning import embedding
from qualcode.learning.passages import Passage, passages
from qualcode.learning.suggesters import Notice, Said, asked, local_model
from qualcode.learning.suggesters.asked import find_quote
from qualcode.learning.suggesters.asking import ask
from qualcode.model import Bilingual, Coding, Problem, Settings, Study, Suggesting, Transcript
from qualcode.project import with_codings
from qualcode.settings import parse as parse_settings

CODE = "affordability.worker_income"
WORDS = "Làm bữa nào ăn bữa nấy, lấy gì mà nộp."

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a package that adds one suggester, given its source; its name counts versions."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))

    def add(name: str, source: str, version: str = "1.4") -> None:
        info = site / f"mau_{name}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: mau-{name}\nVersion: {version}\n"
        )
        (info / "entry_points.txt").write_text(
            f"[qualcode.suggesters]\n{name} = mau_{name}:suggest\n"
        )
        (site / f"mau_{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.delitem(sys.modules, f"mau_{name}", raising=False)

    return add


IMPORTS = (
    "from qualcode.learning.suggesters import Done, Notice, Said, SuggesterError\nCALLS = []\n"
)


def saying(*said: str) -> str:
    """The source of a suggester that says these things whatever it is given."""
    lines = "".join(f"    yield {one}\n" for one in said)
    return f"{IMPORTS}def suggest(passages, books, options):\n    CALLS.append(passages)\n{lines}"


def settings(**options: dict[str, str]) -> Settings:
    return Settings(suggest=Suggesting(suggesters=options))


def asking(study: Study, *names: str, **options: str) -> Study:
    """The study with qualcode.yaml naming these suggesters."""
    return replace(study, settings=settings(**dict.fromkeys(names, options)))


def answered(study: Study, path: Path | None = None) -> tuple[tuple[Coding, ...], list[str]]:
    """What is proposed, and the English of each problem."""
    codings, problems = ask(study, passages(study), path=path)
    return codings, [problem.message.en for problem in problems]


def calls(name: str) -> list[tuple[Passage, ...]]:
    return sys.modules[f"mau_{name}"].CALLS  # type: ignore[no-any-return]


# --- what it says becomes a proposal --------------------------------------------------------------


def test_what_a_suggester_says_is_a_proposal_of_a_model_with_its_name(
    study: Study, install: Install
) -> None:
    """
    PVV: Thế chị có đóng không?
    NTL: Dạ không. Làm bữa nào ăn bữa nấy, lấy gì mà nộp.
    """
    install("muon", saying(f"Said(1, '{CODE}', 0.8, 'lấy gì mà nộp')"))
    [found], problems = answered(asking(study, "muon", model="nhỏ"))
    text = study.transcripts[0].text

    assert problems == []
    assert (found.origin, found.status, found.coder) == ("model", "proposed", "")
    assert (found.code, found.valence, found.probability) == (CODE, "barrier", 0.8)
    assert found.span.of(text) == WORDS
    assert [span.of(text) for span in found.evidence] == ["lấy gì mà nộp"]
    assert found.turn == 2
    assert re.fullmatch(r"muon 1\.4 nhỏ #[0-9a-f]{6}", found.model)


def test_a_suggester_sees_the_talk_around_a_passage_but_neither_rules_nor_their_hits(
    study: Study, install: Install
) -> None:
    """
    PVV: Chị có nghe nói bảo hiểm xã hội tự nguyện chưa?
    NTL: Tôi chưa nghe nói bảo hiểm bao giờ.
    """
    assert any(one.hits for one in passages(study))
    source = (
        "def suggest(passages, books, options):\n"
        "    [one] = passages\n"
        "    assert one.question.startswith('Chị có nghe') and one.context == one.text\n"
        "    assert not one.hits and not one.turn_hits\n"
        "    assert not any(code.rules for book in books for code in book.codes)\n"
        "    assert books[0].code('awareness.no_knowledge').label.vi == 'Không biết'\n"
        "    return []\n"
    )
    install("nhin", source)
    assert answered(asking(study, "nhin")) == ((), [])


def test_what_is_off_or_not_named_is_not_asked(study: Study, install: Install) -> None:
    """
    NTL: Lấy gì mà nộp.
    """
    install("im", saying(f"Said(0, '{CODE}', 0.8, 'Lấy gì')"))
    named = asking(study, "im")
    off = replace(named.settings.suggest, on=False)

    assert answered(study) == ((), [])
    assert answered(replace(named, settings=Settings(suggest=off))) == ((), [])
    assert len(answered(named)[0]) == 1


def test_of_two_that_give_one_code_the_surer_is_proposed(study: Study, install: Install) -> None:
    """
    NTL: Lấy gì mà nộp.
    """
    install("hai", saying(f"Said(0, '{CODE}', 0.4, 'Lấy gì')"))
    install("ba", saying(f"Said(0, '{CODE}', 0.7, 'nộp')", f"Said(0, '{CODE}', 0.6, 'mà')"))
    [found], _ = answered(asking(study, "hai", "ba"))
    assert (found.model.split()[0], found.probability) == ("ba", 0.7)


def test_words_said_twice_are_put_once_and_answered_in_both_places(
    study: Study, install: Install
) -> None:
    """
    PVV: Chị đóng chưa?
    NTL: Lấy gì mà nộp.
    PVV: Chị đóng chưa?
    NTL: Lấy gì mà nộp.
    """
    install("lap", saying(f"Said(0, '{CODE}', 0.4, 'Lấy gì')"))
    found, _ = answered(asking(study, "lap"))
    assert [one.turn for one in found] == [2, 4]
    assert [len(given) for given in calls("lap")] == [1]


# --- only as far as it holds ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"Said(0, '{CODE}', 0.9, 'tôi nghèo lắm')", "1 quote words that were not said"),
        (f"Said(0, '{CODE}', 0.9, 'Chị có đóng')", "1 quote words that were not said"),
        (f"Said(0, '{CODE}', 0.9, 'Lấy')", ""),
        (f"Said(0, '{CODE}', 0.9, 'Lấ')", "1 quote words that were not said"),
        (f"Said(0, '{CODE}', 0.9, '')", "1 quote words that were not said"),
        (f"Said(0, '{CODE}', 0.9, None)", "1 quote words that were not said"),
        ("Said(0, 'hacked', 0.9, 'Lấy gì')", "1 have a code that no codebook has"),
        ("Said(0, 'affordability', 0.9, 'Lấy gì')", "1 have a code that no codebook has"),
        ("Said(0, 'awareness', 0.9, 'Lấy gì')", "1 have a code that no codebook has"),
        ("Said(0, ['x'], 0.9, 'Lấy gì')", "1 can't be understood"),
        (f"Said(0, '{CODE}', float('nan'), 'Lấy gì')", "1 can't be understood"),
        (f"Said(0, '{CODE}', float('inf'), 'Lấy gì')", "1 can't be understood"),
        (f"Said(0, '{CODE}', 'chắc', 'Lấy gì')", "1 can't be understood"),
    ],
)
def test_what_does_not_hold_is_left_out_and_counted(
    said: str, told: str, study: Study, install: Install
) -> None:
    """
    PVV: Chị có đóng không?
    NTL: Lấy gì mà nộp.
    """
    install("sai", saying(said))
    codings, problems = answered(asking(study, "sai"))
    if told:
        [problem] = problems
        assert codings == ()
        assert told in problem
        assert problem.startswith("1 of 1 proposals were left out")
    else:
        assert len(codings) == 1
        assert problems == []


@pytest.mark.parametrize(("said", "kept"), [("7", 1.0), ("-0.5", 0.0), ("1", 1.0)])
def test_a_probability_beyond_its_bounds_is_taken_as_the_bound(
    said: str, kept: float, study: Study, install: Install
) -> None:
    """
    NTL: Lấy gì mà nộp.
    """
    install("tin", saying(f"Said(0, '{CODE}', {said}, 'Lấy gì')"))
    [found], _ = answered(asking(study, "tin"))
    assert found.probability == kept


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("lấy gì  mà\nnộp", "Dạ, lấy gì mà nộp.", "lấy gì mà nộp"),
        ("lấy gì mà nộp", "Dạ, lấy gì\u00a0mà\n nộp.", "lấy gì\u00a0mà\n nộp"),
        ("la\u0302\u0301y gi\u0300", "Dạ, lấy gì mà nộp.", "lấy gì"),  # the same letters in parts
        ("Lấy gì", "Dạ, lấy gì mà nộp.", None),
        ("lấy gì mà nộp!", "Dạ, lấy gì mà nộp.", None),
        ("lay gi", "Dạ, lấy gì mà nộp.", None),
        ("an", "Bàn hoan nghênh.", None),
        (", lấy", "Dạ, lấy gì mà nộp.", ", lấy"),
        ("(cười) .*", "Dạ (cười) .* lấy", "(cười) .*"),
        ("...", "Thì... thôi.", "..."),
    ],
)
def test_a_quote_is_found_only_where_these_very_words_stand(
    quote: str, text: str, found: str | None
) -> None:
    span = find_quote(quote, text)
    assert (span.of(text) if span else None) == found


@given(st.text(alphabet="aàbđ \n.,(*", min_size=1, max_size=12), st.data())
def test_whatever_is_cut_from_a_text_at_borders_of_words_is_found_in_it(
    text: str, data: st.DataObject
) -> None:
    edges = [0, *(m.start() for m in re.finditer(r"(?<!\w)|(?!\w)", text)), len(text)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    cut = text[start:end]
    span = find_quote(cut, text)
    assert (span.of(text).split() if span else []) == cut.split()


@pytest.fixture(scope="module")
def small() -> tuple[Study, Transcript]:
    book = codebook.parse(
        "codebook: s\nversion: 1\ncodes:\n"
        "  - {id: a.b, label: {vi: A, en: A}}\n  - {id: c, label: {vi: C, en: C}}\n",
        "s.yaml",
    )
    talk = turns.parse("t1", "PVV: Sao ạ?\nNTL: Không có tiền. Lấy gì mà nộp.\nNTL: Ừ, khó lắm.")
    return with_codings(Study(Settings(), codebooks=(book,), transcripts=(talk,))), talk


odd = st.one_of(
    st.none(), st.text(max_size=5), st.floats(), st.sampled_from(["a.b", "a", "c", "tiền", "nộp."])
)


@given(st.lists(st.tuples(st.integers(0, 2), odd, odd, odd), max_size=6))
def test_whatever_is_said_proposals_have_codes_of_the_codebook_and_words_of_the_talk(
    small: tuple[Study, Transcript], said: list[tuple[int, object, object, object]]
) -> None:
    study, talk = small
    for passage in passages(study):
        answer = asked.verified(
            [Said(*one) for one in said],  # type: ignore[arg-type]
            passage.text,
            frozenset({"a.b", "c"}),
        )
        assert {one.code for one in answer.proposals} <= {"a.b", "c"}
        assert all(0 <= one.probability <= 1 for one in answer.proposals)
        assert all(one.quote.of(passage.text) in talk.text for one in answer.proposals)
        assert all(one.quote.of(passage.text).strip() for one in answer.proposals)


# --- a bad one breaks nothing ---------------------------------------------------------------------


def test_a_suggester_that_is_not_installed_is_told_with_those_that_are(
    study: Study, install: Install
) -> None:
    """
    NTL: Lấy gì mà nộp.
    """
    install("co", saying(f"Said(0, '{CODE}', 0.8, 'Lấy gì')"))
    found, problems = ask(named := asking(study, "khong", "co"), passages(named))
    assert [one.model.split()[0] for one in found] == ["co"]
    [problem] = problems
    assert problem.where == "qualcode.yaml: suggesters: khong"
    assert "no suggester named 'khong' is installed; there are: co" in problem.message.en
    assert "chưa cài bộ gợi ý nào tên 'khong'; đang có: co" in problem.message.vi


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("import this_is_nowhere\n", "ModuleNotFoundError: No module named 'this_is_nowhere'"),
        ("def other(): pass\n", "AttributeError"),
        ("def suggest(passages):\n    return []\n", "TypeError"),
        ("def suggest(passages, books, options):\n    return None\n", "TypeError"),
        ("def suggest(passages, books, options):\n    return 1 / 0\n", "ZeroDivisionError"),
        (saying("'Lấy gì'"), "TypeError: 'Lấy gì' is no answer about 1 passages"),
        (saying(f"Said(1, '{CODE}', 0.5, 'Lấy')"), "is no answer about 1 passages"),
        (saying(f"Said(-1, '{CODE}', 0.5, 'Lấy')"), "is no answer about 1 passages"),
        (saying("Done(3)"), "is no answer about 1 passages"),
        ("def suggest(:\n", "SyntaxError"),
    ],
)
def test_a_suggester_that_breaks_is_told_in_a_line_and_the_others_are_heard(
    source: str, told: str, study: Study, install: Install
) -> None:
    """
    NTL: Lấy gì mà nộp.
    """
    install("hong", source)
    install("lanh", saying(f"Said(0, '{CODE}', 0.8, 'Lấy gì')"))
    found, [problem] = answered(asking(study, "hong", "lanh"))
    assert [one.model.split()[0] for one in found] == ["lanh"]
    assert problem.startswith("this suggester broke")
    assert told in problem
    assert "\n" not in problem


def test_what_the_user_can_mend_is_told_in_the_suggesters_own_words(
    study: Study, install: Install
) -> None:
    """
    NTL: Không có tiền. Lấy gì mà nộp.
    """
    source = (
        f"{IMPORTS}def suggest(passages, books, options):\n"
        f"    yield Said(0, '{CODE}', 0.8, 'Không')\n"
        "    yield Done(0)\n"
        f"    yield Said(1, '{CODE}', 0.8, 'nộp')\n"
        "    raise SuggesterError.at('', 'hãy bật máy chủ', 'start the server')\n"
    )
    install("tat", source)
    found, problems = ask(named := asking(study, "tat"), passages(named))
    [problem] = problems
    text = study.transcripts[0].text
    # What was answered whole stands; of the rest nobody knows what else there was to say.
    assert [one.span.of(text) for one in found] == ["Không có tiền."]
    assert problem == Problem(
        "qualcode.yaml: suggesters: tat", Bilingual("hãy bật máy chủ", "start the server")
    )


# --- nothing is asked twice -----------------------------------------------------------------------

TALK = "PVV: Sao ạ?\nNTL: Không có tiền. Lấy gì mà nộp.\n"
ONE_EACH = (
    f"{IMPORTS}def suggest(passages, books, options):\n"
    "    CALLS.append(passages)\n"
    "    for number, one in enumerate(passages):\n"
    f"        yield Said(number, '{CODE}', 0.5, one.text)\n"
    "        yield Done(number)\n"
)


def study_of(text: str, book_text: str, **options: str) -> Study:
    made = Study(
        settings(deu=options),
        codebooks=(codebook.parse(book_text, "codebooks/test.yaml"),),
        transcripts=(turns.parse("t1", text),),
    )
    return with_codings(made)


BOOK = f"""
codebook: test
version: 1
codes:
  - id: {CODE}
    label: {{vi: Thu nhập thấp, en: Low income}}
    definition: {{vi: Không đủ tiền đóng, en: Not enough money}}
    patterns: ["không có tiền"]
"""


def test_a_second_run_gives_the_same_and_sends_nothing(tmp_path: Path, install: Install) -> None:
    install("deu", ONE_EACH)
    kept = tmp_path / "matrices" / asked.FILE
    study = study_of(TALK, BOOK)
    first = answered(study, kept)
    assert len(first[0]) == 2
    assert answered(study, kept) == first
    assert len(calls("deu")) == 1


def test_whoever_only_looks_sees_what_was_answered_and_nothing_is_asked(
    tmp_path: Path, install: Install
) -> None:
    install("deu", ONE_EACH)
    kept = tmp_path / asked.FILE
    study, more = study_of(TALK, BOOK), study_of(TALK + "NTL: Ừ.\n", BOOK)
    assert ask(study, passages(study), path=kept, anew=False) == ((), ())
    assert not kept.exists()
    first, _ = answered(study, kept)
    assert ask(more, passages(more), path=kept, anew=False) == (first, ())
    assert len(calls("deu")) == 1


@pytest.mark.parametrize(
    ("changed", "new"),
    [
        ((TALK, BOOK.replace('"không có tiền"', '"không tiền"'), {}), 0),
        ((TALK, BOOK.replace("version: 1", "version: 2"), {}), 0),
        (("Mã: 7\n\n" + TALK, BOOK, {}), 0),
        ((TALK, BOOK, {"timeout": "300"}), 0),
        ((TALK, BOOK.replace("Not enough money", "Too poor"), {}), 2),
        ((TALK, BOOK, {"model": "to"}), 2),
        ((TALK.replace("Sao", "Vì sao"), BOOK, {}), 2),
        ((TALK + "PVV: Thế ạ?\nNTL: Ừ.\n", BOOK, {}), 1),
    ],
    ids=["rule", "version", "place", "timeout", "definition", "option", "question", "more talk"],
)
def test_only_what_answers_rest_on_makes_passages_new(
    changed: tuple[str, str, dict[str, str]], new: int, tmp_path: Path, install: Install
) -> None:
    talk, book, options = changed
    install("deu", ONE_EACH)
    kept = tmp_path / asked.FILE
    answered(study_of(TALK, BOOK), kept)
    found, problems = answered(study_of(talk, book, **options), kept)
    assert problems == []
    assert sum(map(len, calls("deu")[1:])) == new
    assert len(found) == (3 if "Ừ" in talk else 2)
    text = turns.parse("t1", talk).text
    assert all(one.evidence[0].of(text) == one.span.of(text) for one in found)


def test_a_new_version_of_a_suggester_is_asked_again(tmp_path: Path, install: Install) -> None:
    install("deu", ONE_EACH)
    kept = tmp_path / asked.FILE
    study = study_of(TALK, BOOK)
    answered(study, kept)
    (tmp_path / "site" / "mau_deu-1.4.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: mau-deu\nVersion: 1.5\n"
    )
    found, _ = answered(study, kept)
    assert [one.model for one in found] == ["deu 1.5", "deu 1.5"]
    assert len(calls("deu")) == 2


def test_what_is_kept_has_none_of_the_words_said(tmp_path: Path, install: Install) -> None:
    install("deu", ONE_EACH)
    kept = tmp_path / asked.FILE
    answered(study_of(TALK, BOOK), kept)
    held = kept.read_text("utf-8")
    assert CODE in held
    assert not any(word in held for word in re.findall(r"\w+", TALK.split("\n")[1]))


@pytest.mark.parametrize(
    "held",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 1}',
        '{"version": 9, "answers": {}}',
        '{"version": 1, "answers": {"k": 3}}',
        '{"version": 1, "answers": {"k": {"proposals": [["a", 0.5]], "faults": {}}}}',
        '{"version": 1, "answers": {"k": {"proposals": [["a", 0.5, "0", 1]], "faults": {}}}}',
        "[" * 100_000,
        "\x00\xff",
    ],
)
def test_answers_that_cannot_be_read_are_asked_for_again(
    held: str, tmp_path: Path, install: Install
) -> None:
    install("deu", ONE_EACH)
    kept = tmp_path / asked.FILE
    kept.write_text(held, encoding="latin-1")
    found, problems = answered(study_of(TALK, BOOK), kept)
    assert (len(found), problems) == (2, [])
    assert len(asked.read(kept)) == 2


def test_answers_that_fit_neither_talk_nor_codebook_are_not_used(
    tmp_path: Path, install: Install
) -> None:
    install("deu", ONE_EACH)
    kept = tmp_path / asked.FILE
    answered(study_of(TALK, BOOK), kept)
    held = kept.read_text("utf-8")
    kept.write_text(re.sub(r"\d+\]", "9999]", held), encoding="utf-8")
    assert answered(study_of(TALK, BOOK), kept) == ((), [])
    kept.write_text(held.replace(CODE, "nowhere"), encoding="utf-8")
    assert answered(study_of(TALK, BOOK), kept) == ((), [])


def test_a_folder_that_cannot_be_written_to_stops_nobody(tmp_path: Path, install: Install) -> None:
    install("deu", ONE_EACH)
    (tmp_path / "file").write_text("")
    found, problems = answered(study_of(TALK, BOOK), tmp_path / "file" / asked.FILE)
    assert (len(found), problems) == (2, [])


def test_whoever_stops_it_keeps_what_was_answered(tmp_path: Path, install: Install) -> None:
    install("deu", ONE_EACH.replace("yield Done(number)\n", "yield Done(number)\n        stop()\n"))
    kept = tmp_path / asked.FILE
    study = study_of(TALK, BOOK)

    def stop() -> None:
        raise KeyboardInterrupt

    from importlib import import_module

    import_module("mau_deu").stop = stop  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        answered(study, kept)
    import_module("mau_deu").stop = list  # type: ignore[attr-defined]
    found, _ = answered(study, kept)
    assert len(found) == 2
    assert [len(given) for given in calls("deu")] == [2, 1]


def test_what_was_left_out_is_told_again_though_nothing_is_asked(
    tmp_path: Path, install: Install
) -> None:
    install("deu", saying("Said(0, 'x', 0.5, 'tiền')", f"Said(1, '{CODE}', 0.5, 'bịa ra')"))
    study = study_of(TALK, BOOK)
    first = answered(study, tmp_path / asked.FILE)
    assert answered(study, tmp_path / asked.FILE) == first
    assert first[1][0].startswith("2 of 2 proposals were left out: 1 quote words")


# --- it says what it does, while it does it -------------------------------------------------------


def test_a_notice_is_shown_before_the_suggester_goes_on(tmp_path: Path, install: Install) -> None:
    notice = "Notice(Bilingual('gửi đi', 'it goes out'))"
    source = saying(notice, "Done(0)", "Done(1)").replace(
        "def suggest", "from qualcode.model import Bilingual\nSHOWN = []\ndef suggest"
    )
    source = source.replace("    yield Done(0)", "    assert SHOWN\n    yield Done(0)")
    install("deu", source)
    shown: list[tuple[str, int, int]] = []
    study = study_of(TALK, BOOK)

    def progress(what: Bilingual, done: int, of: int) -> None:
        sys.modules["mau_deu"].SHOWN.append(what)  # type: ignore[attr-defined]
        shown.append((what.en, done, of))

    _, problems = ask(study, passages(study), progress, tmp_path / asked.FILE)
    assert shown == [("it goes out", 0, 2), ("it goes out", 1, 2), ("it goes out", 2, 2)]
    assert [(one.severity, one.message.vi) for one in problems] == [("warning", "gửi đi")]
    # Nothing goes out the second time, so nothing is said.
    assert ask(study, passages(study), progress, tmp_path / asked.FILE) == ((), ())


# --- the manual's example is a whole suggester --------------------------------------------------

every_page = pytest.mark.parametrize("page", ["suggesters.md", "suggesters.vi.md"])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: str, kind: str) -> list[str]:
    """What stands in the manual's blocks of this kind."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return [block for of, block in BLOCK.findall(text) if of == kind]


@every_page
def test_the_manuals_suggester_does_what_the_manual_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [source], [project] = blocks(page, "python"), blocks(page, "toml")
    told = tomllib.loads(project)["project"]
    info = tmp_path / "nearest_suggester-1.0.dist-info"
    info.mkdir()
    (tmp_path / "nearest.py").write_text(source, encoding="utf-8")
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {told['name']}\nVersion: {told['version']}\n"
    )
    [(group, points)] = told["entry-points"].items()
    (info / "entry_points.txt").write_text(f"[{group}]\nnearest = {points['nearest']}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "nearest", raising=False)

    chosen = parse_settings(blocks(page, "yaml")[0], "qualcode.yaml")
    example = '    examples: ["Lấy đâu ra tiền mà đóng."]\n'
    talk = "NTL: Lấy đâu ra tiền mà đóng hả em. Mưa suốt.\n"
    study = replace(study_of(talk, BOOK + example), settings=chosen)
    [found], problems = answered(study)
    assert problems == []
    assert found.probability == pytest.approx(6 / 8)
    assert found.model.startswith("nearest 1.0 #")
    assert answered(replace(study_of(talk, BOOK), settings=chosen)) == (
        (),
        ["the codebook has no examples yet"],
    )


@every_page
def test_the_manuals_settings_can_be_used(page: str) -> None:
    _, local, embed = (parse_settings(block, "qualcode.yaml") for block in blocks(page, "yaml"))
    [(name, options)] = local.suggest.suggesters.items()
    assert name == "local_model"
    [first, *_] = local_model.suggest((), (), options)
    assert isinstance(first, Notice)
    assert embed.suggest.embed == embedding.WHEEL


def test_both_manuals_show_the_same_blocks() -> None:
    texts = [(ROOT / "docs" / f"suggesters{of}.md").read_text("utf-8") for of in ("", ".vi")]
    assert BLOCK.findall(texts[0]) == BLOCK.findall(texts[1])
    assert all(f'`allow_remote: "{local_model.CONSENT}"`' in text for text in texts)
