"""What is learned of a study: from its decisions, from its codebooks, or nothing."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version

import pytest
from sayings import (
    BOOK,
    CODE,
    CODES,
    EVERY,
    POOR,
    SAID,
    STORM,
    UNAWARE,
    book,
    examples,
    learned,
    likely,
    place,
    read_whole,
    recorded,
    study,
    talk,
    talks,
)

from qualcode import decisions, turns
from qualcode.learning import learn, learner
from qualcode.learning.kept import Kept, as_text
from qualcode.learning.likeness.neighbours import neighbours
from qualcode.model import Coding, Example, Study
from qualcode.project import with_codings
from qualcode.ruleset import compile_rules

READ, NEW = EVERY[:48], EVERY[48:]
OTHER_BOOK = """
codebook: other
version: 1
codes:
  - id: work.migration
    label: {vi: Đi làm xa, en: Working far away}
    patterns: ["lấy chồng xa"]
"""


@pytest.fixture(autouse=True)
def _without_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.fixture(scope="module")
def coded() -> Study:
    """Three of four conversations are coded, the last one is not."""
    return learned(read_whole(study(talks()), READ))


@pytest.fixture(scope="module")
def taught() -> Study:
    """Nothing is coded, but the codebook brings examples."""
    return learned(study([talk("pvs_09", NEW)], book(examples(READ))))


def right(study: Study, sayings: Sequence[str] = NEW) -> list[bool]:
    """Whether the likeliest code of each saying is the one that it has."""
    return [
        max(CODES, key=lambda code: likely(study, said, code)) == CODE[said]
        for said in sayings
        if CODE[said]
    ]


# Learning from decisions


def test_what_was_coded_in_some_conversations_is_found_in_another(coded: Study) -> None:
    assert sum(right(coded)) >= 0.75 * len(right(coded))
    assert coded.learned
    assert coded.learned.decided == len(READ)
    assert coded.learned.examples == 0
    assert coded.learned.support == dict.fromkeys(CODES, 12)


def test_what_a_codebook_brings_is_found_before_anyone_has_coded(taught: Study) -> None:
    assert sum(right(taught)) >= 0.75 * len(right(taught))
    assert taught.learned
    assert (taught.learned.decided, taught.learned.examples) == (0, len(READ))


def test_a_decision_makes_like_sayings_likelier_or_less_likely(taught: Study) -> None:
    said = "Ao tôm vỡ bờ vì nước lũ."
    name, turn, span = place(taught, said)
    add = decisions.add(taught, name, UNAWARE, span, coder="Lan")
    near = Coding(name, turn, span, STORM, origin="model", probability=0.9, model="m")
    reject = decisions.reject(taught, near, coder="Lan")
    after = learned(recorded(taught, [add, reject]))
    assert likely(after, said, UNAWARE) > likely(taught, said, UNAWARE)
    assert likely(after, said, STORM) < likely(taught, said, STORM)


def test_the_words_that_speak_for_a_code_are_words_of_the_passage(coded: Study) -> None:
    said = "Bão số ba làm gãy cả rừng keo."
    name, _, span = place(coded, said)
    [one] = (s for s in coded.suggestions if (s.transcript, s.span, s.code) == (name, span, STORM))
    text = next(each.text for each in coded.transcripts if each.name == name)
    words = " ".join(part.of(text) for part in one.evidence)
    assert "Bão" in words
    assert all(span.start <= part.start < part.end <= span.end for part in one.evidence)


def test_suggestions_come_in_order_with_probabilities_and_whose_they_are(taught: Study) -> None:
    found = taught.suggestions
    assert list(found) == sorted(found, key=lambda one: (one.transcript, one.span, one.code))
    assert all(one.probability is not None and 0 < one.probability <= 1 for one in found)
    assert {one.status for one in found} == {"proposed"}
    assert {one.code for one in found} <= set(CODES)
    ruled = {(hit.segment.span, hit.code) for hit in taught.hits}
    assert all((one.origin == "rule") == ((one.span, one.code) in ruled) for one in found)
    assert {one.model for one in found if one.origin == "model"} == {
        taught.learned.model if taught.learned else ""
    }


def test_the_model_is_named_by_method_seed_examples_decisions_and_library() -> None:
    both = study(talks(), book(examples()))
    first = read_whole(both, READ[:1], "Minh")
    done = learned(read_whole(first, READ[1:2], "Lan"))
    assert done.learned
    method, seed, told, decided, library = done.learned.model.split("; ")
    assert method.startswith("qualcode ")
    assert seed == "seed 0"
    assert told.startswith(f"examples {len(EVERY)} ")
    assert decided == "decisions Lan 4, Minh 2"
    assert library == f"scikit-learn {version('scikit-learn')}"


def test_other_examples_make_another_model() -> None:
    def model(*given: Example) -> str:
        done = learned(study([talk("pvs_09", NEW)], book(given)))
        assert done.learned
        return done.learned.model

    given = examples(READ)
    changed = (*given[:-1], replace(given[-1], passage="Nhà tôi ở đầu xóm."))
    assert model(*given) != model(*changed)
    assert model(*given) == model(*given)


# Too little to learn from


def nothing(found: Study) -> None:
    """Nothing was learned, and what rules propose is proposed."""
    alone = with_codings(replace(found, proposals=(), codings=()))
    assert found.learned is None
    assert (found.suggestions, found.left_out) == ((), ())
    assert set(found.proposals) == set(alone.proposals)
    assert found.codings == alone.codings


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["NTL: Tiền đâu ra mà đóng hả em.\n"],
        ["PVV: Có ai ở nhà không ạ?\n"],
        [""],
        ["NTL: 😀 😀 👍\n", "NTL: …\n"],
        ["NTL: We never heard about it. The flood took all.\n"],
    ],
)
@pytest.mark.parametrize("given", [(), examples()])
def test_a_study_with_hardly_any_talk_is_learned_of_without_a_fault(
    texts: list[str], given: tuple[Example, ...]
) -> None:
    every = [turns.parse(f"t{number}", text) for number, text in enumerate(texts)]
    found = learned(study(every, book(given)))
    if not given:
        nothing(found)
    assert all(0 < (one.probability or 0) <= 1 for one in found.suggestions)


def test_without_decisions_or_examples_nothing_is_learned() -> None:
    nothing(learned(study(talks())))


def test_without_a_codebook_nothing_is_learned() -> None:
    nothing(learned(with_codings(replace(study(talks()), codebooks=()))))


def test_a_few_decisions_are_too_little() -> None:
    nothing(learned(read_whole(study(talks()), EVERY[:24])))


def test_turns_that_nobody_read_whole_do_not_tell_what_is_not_there() -> None:
    fresh = study(talks())
    drafts = []
    for said in EVERY:
        name, _, span = place(fresh, said)
        if CODE[said]:
            drafts.append(decisions.add(fresh, name, CODE[said], span, coder="Lan"))
    nothing(learned(recorded(fresh, drafts)))


def test_rejections_alone_are_too_little() -> None:
    fresh = study(talks())
    drafts = []
    for said in EVERY:
        name, turn, span = place(fresh, said)
        coding = Coding(name, turn, span, POOR)
        drafts += [
            decisions.reject(fresh, coding, coder="Lan"),
            decisions.seen(fresh, name, turn, coder="Lan"),
        ]
    found = learned(recorded(fresh, drafts))
    assert found.learned is None


def test_one_code_on_everything_is_too_little() -> None:
    fresh = study(talks())
    drafts = []
    for said in EVERY:
        name, turn, span = place(fresh, said)
        drafts += [
            decisions.add(fresh, name, POOR, span, coder="Lan"),
            decisions.seen(fresh, name, turn, coder="Lan"),
        ]
    assert learned(recorded(fresh, drafts)).learned is None


def test_examples_that_all_have_the_same_code_are_too_little() -> None:
    same = [replace(one, codes=frozenset({POOR})) for one in examples()]
    nothing(learned(study(talks(), book(same))))


def test_examples_without_words_do_no_harm() -> None:
    silent = [replace(one, passage="😀") for one in examples()]
    found = learned(study(talks(), book(silent)))
    assert all(0 < (one.probability or 0) <= 1 for one in found.suggestions)


def test_a_codebook_of_a_single_code_is_learned_too() -> None:
    only = book(text=BOOK.split("  - id: affordability")[0])
    given = [replace(one, codes=one.codes & {UNAWARE}) for one in (*examples(), *examples())]
    found = learned(study([talk("pvs_09", NEW)], replace(only, experience=tuple(given))))
    assert found.learned
    assert {one.code for one in found.suggestions} == {UNAWARE}


def test_one_conversation_is_enough() -> None:
    found = learned(read_whole(study(talks(1)), READ))
    assert sum(right(found)) >= 0.75 * len(right(found))


def test_examples_of_one_conversation_are_enough() -> None:
    given = book(examples(READ, sources=1))
    found = learned(study([talk("pvs_09", NEW)], given))
    assert sum(right(found)) >= 0.75 * len(right(found))
    assert found.learned
    assert found.learned.f1 > 0.5


def test_a_code_with_too_few_examples_is_suggested_by_its_rules_alone() -> None:
    few = [one for one in examples() if STORM not in one.codes]
    found = learned(study(talks(), book(few)))
    assert found.learned
    assert found.learned.support[STORM] == 0
    assert {one.origin for one in found.suggestions if one.code == STORM} <= {"rule"}
    assert {(one.span, one.code) for one in study(talks(), book()).proposals} <= {
        (one.span, one.code) for one in found.proposals
    }


def test_a_codebook_without_examples_beside_one_with_them_keeps_its_rules() -> None:
    other = book(text=OTHER_BOOK)
    found = learned(study(talks(), book(examples()), other))
    assert found.learned
    [own] = (one for one in found.proposals if one.code == "work.migration")
    assert own.origin == "rule"
    assert sum(right(found, EVERY)) >= 0.75 * len(right(found, EVERY))


def test_examples_under_codes_help_where_there_are_no_others() -> None:
    text = BOOK.replace('patterns: ["tiền đâu', 'examples: ["Đói ăn."]\n    patterns: ["tiền đâu')
    found = learned(read_whole(study(talks(), book(text=text)), READ))
    assert found.learned
    assert found.learned.examples == 1
    assert found.learned.support[POOR] == 12 + 1


# The same again


@pytest.mark.parametrize("given", [(), examples(READ)])
def test_the_order_in_which_transcripts_are_read_makes_no_difference(
    given: tuple[Example, ...],
) -> None:
    first, second = (
        learned(read_whole(study(order, book(given)), READ)) for order in (talks(), talks()[::-1])
    )
    assert first.learned == second.learned
    assert first.suggestions == second.suggestions
    assert first.proposals == second.proposals


def test_learning_again_gives_the_very_same(coded: Study) -> None:
    ruleset = compile_rules(coded.codebooks, {})
    _, first = learn(coded, ruleset, Kept(), anew=True)
    _, second = learn(coded, ruleset, Kept(), anew=True)
    assert as_text(first) == as_text(second)


def test_a_transcript_that_is_called_otherwise_keeps_its_suggestions_by_its_new_name() -> None:
    given = book(examples(READ))
    before = study([talk("pvs_09", NEW)], given)
    ruleset = compile_rules(before.codebooks, {})
    _, kept = learn(before, ruleset, Kept(), anew=True)
    after, _ = learn(study([talk("pvs_10", NEW)], given), ruleset, kept, anew=False)
    assert {one.transcript for one in after.suggestions} == {"pvs_10"}


def test_what_follows_the_coder_learns_the_same_as_a_run(taught: Study) -> None:
    ruleset = compile_rules(taught.codebooks, {})
    _, kept = learn(taught, ruleset, Kept(), anew=True)
    now = read_whole(taught, NEW[:4])
    # Without what was kept it is learned from the codebooks once more.
    for known in (kept, Kept()):
        told, found = learner(taught, ruleset, known).learn(now)
        assert found == learned(now).suggestions
        assert told == learned(now).learned


# What it is like


def test_neighbours_are_what_a_person_confirmed_the_likest_first(coded: Study) -> None:
    said = "Thu nhập thấp lắm, đóng không nổi."
    name, turn, span = place(coded, said)
    near = neighbours(coded, Coding(name, turn, span, POOR), 3)
    assert len(near) == 3
    assert {one.words for one in near} <= {s for s in READ if CODE[s] == POOR}
    assert [one.similarity for one in near] == sorted((n.similarity for n in near), reverse=True)
    assert all(0 < one.similarity <= 1 and POOR in one.codes for one in near)


def test_what_is_only_proposed_is_no_neighbour() -> None:
    fresh = study(talks())
    [hit] = (one for one in fresh.codings if one.code == POOR and "pvs_01" in one.transcript)
    assert neighbours(fresh, replace(hit, span=place(fresh, SAID[POOR][:26])[2]), 5) == ()


@pytest.mark.parametrize("source", ["pvs_01", "elsewhere"])
def test_a_passage_is_not_its_own_neighbour(source: str) -> None:
    said = "Tiền đâu ra mà đóng hả em."
    given = [replace(one, source=source) for one in examples()]
    done = read_whole(study(talks(), book(given)), EVERY)
    name, turn, span = place(done, said)
    near = neighbours(done, Coding(name, turn, span, POOR), 10)
    assert near
    assert said not in {one.words for one in near}
    assert len({one.words for one in near}) == len(near)


def test_examples_of_the_codebook_are_neighbours_with_their_place(taught: Study) -> None:
    told = replace(
        taught.codebooks[0],
        experience=tuple(replace(one, where="e.csv:2") for one in taught.codebooks[0].experience),
    )
    name, turn, span = place(taught, "Thu nhập thấp lắm, đóng không nổi.")
    near = neighbours(replace(taught, codebooks=(told,)), Coding(name, turn, span, POOR), 2)
    assert {one.where for one in near} == {"e.csv:2"}


def test_of_a_transcript_that_is_gone_there_is_nothing_to_compare(coded: Study) -> None:
    _, turn, span = place(coded, NEW[0])
    assert neighbours(coded, Coding("gone", turn, span, POOR), 3) == ()
