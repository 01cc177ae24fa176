"""What rules out most talk must never rule out a match."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode import patterns, turns
from qualcode.postings import Postings, bits_of, bits_of_ranges, numbers_in
from qualcode.talk import Keys, listen

WORDS = ("không", "biết", "bảo", "hiểm", "xã", "hội", "BHXH", "đóng", "tiền", "đâu")
atoms = st.sampled_from((*WORDS, "không biết", "bảo hiểm xã hội", "bi*", "đó*"))
wholes = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda each: f"({' | '.join(each)})"),
        st.tuples(inner, st.integers(1, 4), inner).map(lambda t: f"{t[0]} ~{t[1]} {t[2]}"),
        st.tuples(inner, inner).map(lambda t: f"{t[0]} ({t[1]})?"),
    ),
    max_leaves=8,
)
talk = st.lists(st.sampled_from((*WORDS, "khong biet gi", "dau", ".")), min_size=1, max_size=12)


def keys_of(words: list[str]) -> Keys:
    [turn] = listen(turns.parse("t", f"NTL: {' '.join(words)}"), ()).talks
    return turn.keys


@given(wholes, st.lists(talk, min_size=1, max_size=5))
def test_no_match_is_ruled_out(pattern: str, said: list[list[str]]) -> None:
    node = patterns.parse(pattern, {})
    stretches = [keys_of(["ừ", *words]) for words in said]
    postings = Postings(stretches)
    for accents in (True, False):
        search = patterns.expression(node, accents=accents).search
        found = {n for n, k in enumerate(stretches) if k.accents is accents and search(k.text)}
        assert found <= set(numbers_in(postings.may_match(node, accents=accents)))


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1), talk)
def test_a_choice_finds_the_longest_of_its_phrases_at_each_place(
    phrases: list[list[str]], words: list[str]
) -> None:
    listed = [patterns.parse(" ".join(phrase), {}) for phrase in phrases]
    text = keys_of(["ừ", *words]).text
    found = [m.span() for m in patterns.expression(patterns.either(listed)).finditer(text)]
    each = [patterns.expression(one) for one in listed]
    expected, at = [], 0
    borders = [0, *(n + 1 for n, letter in enumerate(text) if letter == " ")]
    for start in borders:
        ends = [m.end() for e in each if (m := e.match(text, start))]
        if start >= at and ends:
            at = max(ends)
            expected.append((start, at))
    assert found == expected


@given(st.sets(st.integers(0, 300)))
def test_numbers_come_back_from_their_bits_in_order(numbers: set[int]) -> None:
    assert list(numbers_in(bits_of(numbers, 301))) == sorted(numbers)


@given(st.lists(st.integers(0, 60), max_size=12).map(sorted))
def test_ranges_are_the_numbers_in_them(edges: list[int]) -> None:
    ranges = list(zip(edges[::2], edges[1::2], strict=False))
    numbers = {n for start, end in ranges for n in range(start, end)}
    assert bits_of_ranges(ranges) == bits_of(numbers, 60)
