"""A study → the slides of its brief: every headline holds, and none says too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from brief_studies import labelled, of_people, sample
from picture_studies import of_three

from qualcode import basis, brief, comparing, counting, joint, shares, triangulation
from qualcode.brief import Chart, Lines, Quotes, Slide, Table
from qualcode.model import Bilingual, Conclusion, Settings, Study
from qualcode.pictures import cases_by_theme

P = TypeVar("P")
NUMBERS = re.compile(r"\d+")


def made(study: Study) -> dict[str, Slide]:
    """The slides by their ids."""
    return {slide.id: slide for slide in brief.slides(study)}


def part(slide: Slide, kind: type[P]) -> P:
    """The slide's one part of this kind."""
    (found,) = (one for one in slide.parts if isinstance(one, kind))
    return found


def texts(slides: dict[str, Slide]) -> Iterator[str]:
    """Every word of the slides and their notes but for what was said."""
    for slide in slides.values():
        yield from (slide.headline.vi, slide.headline.en, slide.remark.vi, slide.remark.en)
        yield from (words.vi for words in slide.notes if not words.vi.startswith("["))
        for one in slide.parts:
            if isinstance(one, Quotes):
                for quote in one.spoken:
                    yield from (quote.attribution.vi, quote.attribution.en)
            elif isinstance(one, Chart):
                yield from (one.about.vi, *(words.vi for words in one.categories))
            elif isinstance(one, Table):
                yield from (words.vi for row in one.rows for words in row)
            elif isinstance(one, Lines):
                yield from (words.vi for words in one.sentences)


def theme_of(study: Study, slide: Slide) -> str:
    """The code whose label a headline names."""
    label = slide.headline.vi.split("“")[1].split("”")[0]
    (found,) = (code.id for code in study.codes if code.label.vi == label)
    return found


def test_the_sample_has_ten_to_fifteen_slides_the_title_first_and_the_annex_last() -> None:
    slides = brief.slides(sample())
    ids = [slide.id for slide in slides]
    assert 10 <= len(slides) <= 15
    assert (ids[0], ids[-1]) == ("title", "annex")
    assert len(set(ids)) == len(ids)
    assert all(slide.headline.vi and slide.headline.en for slide in slides)
    assert [slide.opening for slide in slides].count(True) == 1


def test_a_slide_has_three_quotes_at_most_each_from_another_case() -> None:
    quoted = [slide for slide in brief.slides(sample()) if len(slide.parts) > 1]
    assert len(quoted) >= 3
    for slide in quoted:
        spoken = part(slide, Quotes).spoken
        assert 1 <= len(spoken) <= 3
        assert len({quote.id.split(":")[0] for quote in spoken}) == len(spoken)


def test_a_findings_numbers_are_those_of_its_theme() -> None:
    study = sample()
    findings = [one for name, one in made(study).items() if name.startswith("finding")]
    assert 3 <= len(findings) <= 5
    for slide in findings:
        theme = theme_of(study, slide)
        (row,) = basis.records(cases_by_theme(study, codes=[theme]))
        counts, *directions = slide.headline.en.rsplit("”", 1)
        assert {int(each) for each in NUMBERS.findall(counts)} == {row["cases"], row["asked"]}
        several = [row[each] for each in ("barrier", "enabler", "mixed") if row[each]]
        told = [int(each) for each in NUMBERS.findall("".join(directions))]
        assert told == (several if several != [row["cases"]] else [])
        both = [sorted(NUMBERS.findall(each)) for each in (slide.headline.vi, slide.headline.en)]
        assert both[0] == both[1]


def test_a_findings_chart_has_each_type_of_source_with_its_own_numbers() -> None:
    study = sample()
    slide = made(study)["finding-1"]
    chart = part(slide, Chart)
    rows = basis.records(cases_by_theme(study, by="type", codes=[theme_of(study, slide)]))
    assert [
        sum(each or 0 for each in one)
        for one in zip(*(s.values for s in chart.series), strict=True)
    ] == [row["asked"] for row in rows]
    assert chart.counted == tuple(f"({row['cases']}/{row['asked']})" for row in rows)
    assert chart.series[-1].look == "silent"
    assert chart.series[-1].values == tuple(row["asked"] - row["cases"] for row in rows)


def test_the_picture_of_all_themes_is_the_table_of_the_most_mentioned() -> None:
    study = sample()
    chart = part(made(study)["overall"], Chart)
    rows = {study.code(row["theme"]).label.vi: row for row in basis.records(cases_by_theme(study))}
    assert len(chart.categories) == 10
    for at, category in enumerate(chart.categories):
        row = rows[category.vi]
        shown = {series.look: series.values[at] for series in chart.series}
        assert shown.pop("silent") == row["asked"] - row["cases"]
        assert shown == {look: row[look] for look in shown}
    shown_least = min(rows[category.vi]["cases"] for category in chart.categories)
    others = rows.keys() - {category.vi for category in chart.categories}
    assert all(rows[label]["cases"] <= shown_least for label in others)


def test_the_headline_names_all_barriers_that_share_the_first_place() -> None:
    slide = made(labelled("Một", "Hai", "Ba"))["overall"]
    assert slide.headline.vi == (
        "Trở ngại được nhiều nguồn nói tới nhất: “Một” (2/2), “Hai” (2/2) và “Ba” (2/2)"
    )
    many = made(labelled("Một", "Hai", "Ba", "Bốn"))["overall"]
    assert many.headline.en == "2 cases speak of each of the 4 most mentioned barriers"


def test_women_and_men_are_compared_by_people_with_the_shares_of_the_comparison() -> None:
    study = sample()
    slide = made(study)["women-men"]
    frame = comparing.compare(study, "gender", units=counting.people(study))
    rows = {row["label_vi"]: row for row in basis.records(frame)}
    chart = part(slide, Chart)
    assert not chart.stacked
    assert [series.name.en for series in chart.series] == [
        f"{who} (n={basis.of(frame).n[value]})" for who, value in (("women", "nữ"), ("men", "nam"))
    ]
    for at, category in enumerate(chart.categories):
        for series, value in zip(chart.series, ("nữ", "nam"), strict=True):
            share = rows[category.vi][comparing.column(value, "share")]
            assert series.values[at] == pytest.approx(100 * share, abs=0.05)


def test_a_difference_is_a_headline_only_if_one_person_more_or_less_leaves_it() -> None:
    clear = made(of_people(8, 8, knowing=8))["women-men"].headline
    assert clear.en.startswith("A larger share of women than of men speaks of “No knowledge”: 8/8")
    shaky = made(of_people(8, 8, knowing=2))["women-men"].headline
    assert "larger" not in shaky.en


def test_too_few_women_are_not_compared_and_the_slide_says_so() -> None:
    slide = made(of_people(2, 8))["women-men"]
    assert slide.headline.en == "Women and men can't be compared yet"
    assert not any(isinstance(one, Chart) for one in slide.parts)
    assert "(2)" in part(slide, Lines).sentences[0].en


def test_the_headline_on_sources_counts_their_verdicts() -> None:
    study = sample()
    slide = made(study)["convergence"]
    frame = triangulation.triangulate(study, "type")
    codes = {code.id for code in study.codes}
    verdicts = [row["verdict"] for row in basis.records(frame) if row["code"] in codes]
    numbers = [int(each) for each in NUMBERS.findall(slide.headline.en)]
    assert numbers[0] == len(codes)
    assert numbers[1:3] == [verdicts.count("agreement"), verdicts.count("partial")]


def test_a_persons_conclusion_goes_before_the_computed_verdict_and_is_marked() -> None:
    study = sample()
    row = part(made(study)["convergence"], Table).rows[0]
    theme = next(code.id for code in study.codes if code.label.vi == row[0].vi)
    concluded = Conclusion(theme, "type", "dissonance", "vì", "Lan", "agreement", "")
    slide = made(replace(study, conclusions=(concluded,)))["convergence"]
    changed = part(slide, Table).rows[0]
    assert row[-1].vi in {"Thống nhất", "Thống nhất một phần"}
    assert changed[-1] == Bilingual("Trái ngược ●", "Dissonance ●")
    frame = triangulation.triangulate(study, "type")
    codes = {code.id for code in study.codes}
    computed = [row["verdict"] for row in basis.records(frame) if row["code"] in codes - {theme}]
    assert f"{computed.count('dissonance') + 1} contradictory" in slide.headline.en
    assert "Lan" not in " ".join(texts({"convergence": slide}))


def test_a_computed_verdict_that_one_case_would_change_is_marked() -> None:
    study = sample()
    compared = triangulation.compared(study, "type")
    slides = made(study)
    table, seen = part(slides["convergence"], Table), set()
    for row in table.rows:
        theme = next(code.id for code in study.codes if code.label.vi == row[0].vi)
        fragile = bool(compared.verdicts[theme].fragile)
        assert row[-1].en.endswith("*") is fragile
        seen.add(fragile)
    assert True in seen
    assert "*: one case more or fewer changes it" in slides["convergence"].remark.en
    for slide in (one for name, one in slides.items() if name.startswith("finding")):
        fragile = bool(compared.verdicts[theme_of(study, slide)].fragile)
        assert ("would change that" in slide.remark.en) is fragile


def test_the_survey_stands_beside_talk_with_the_joint_displays_numbers() -> None:
    study = sample()
    rows = {row["label_vi"]: row for row in basis.records(joint.joint(study))}
    table = part(made(study)["survey"], Table)
    assert table.rows
    for theme, survey, talk, fit in table.rows:
        row = rows[theme.vi]
        assert survey.vi.split()[0] == f"{row['survey_n']}/{row['survey_of']}"
        assert talk.vi.split()[0] == f"{row['talk_n']}/{row['talk_of']}"
        assert fit.vi == row["fit_vi"]


def test_what_helps_counts_who_speaks_of_it_as_a_help() -> None:
    slide = made(of_three())["helps"]
    assert slide.headline.en == "What helps: the one case asked speaks of “Subsidy” as a help"
    assert "helps" not in made(of_people(3, 3))


def test_what_is_not_known_has_the_share_that_nobody_has_confirmed() -> None:
    study = sample()
    of = shares.shares(study.codings)
    said = " ".join(one.en for one in part(made(study)["unknown"], Lines).sentences)
    assert f"{of.total - of.person} of {of.total} codings are only proposed" in said


def test_no_speaker_is_named_outside_of_what_is_said() -> None:
    study = sample()
    words = "\n".join(texts(made(study)))
    names = {person.speaker for person in study.people if len(person.speaker.split()) > 1}
    assert len(names) > 10
    assert not {name for name in names if name in words}


def test_the_team_writes_the_recommendations() -> None:
    lines = part(made(sample())["next"], Lines)
    assert lines.to_fill
    assert all(one.vi.startswith("[") and one.en.endswith("]") for one in lines.sentences)


def test_a_banned_quote_is_on_no_slide_and_a_pinned_one_is() -> None:
    study = sample()
    first = part(made(study)["finding-1"], Quotes).spoken[0].id
    banned = _citing(study, first, "ban")
    assert first not in {one.id for one in part(made(banned)["finding-1"], Quotes).spoken}
    pinned = _citing(study, first, "pin")
    assert part(made(pinned)["finding-1"], Quotes).spoken[0].id == first


def _citing(study: Study, id: str, cite: str) -> Study:
    """The study in which all codings of a quote are pinned or banned."""
    from qualcode import quotes

    those = {one.coding.id for one in quotes.quotes(study) if one.id == id}
    return replace(
        study,
        codings=tuple(replace(c, cite=cite) if c.id in those else c for c in study.codings),  # type: ignore[arg-type] # one of Cite
    )


def test_nothing_is_found_in_an_empty_study_and_that_is_said() -> None:
    slides = made(Study(Settings()))
    assert list(slides) == ["title", "method", "unknown", "next", "annex"]
    assert slides["unknown"].headline.en.startswith("There are no findings yet")
    assert slides["method"].headline.en.startswith("There are no data yet")


def test_only_confirmed_codings_are_shown_where_only_they_count() -> None:
    slides = made(shares.only_confirmed(of_three()))
    assert slides["finding-1"].headline.en == (
        "1 of the 2 cases asked speaks of “No knowledge” as a barrier"
    )
    assert "finding-2" not in slides
    assert "helps" not in slides


def test_one_case_alone_gives_few_slides_and_no_comparison_of_sources() -> None:
    slides = made(of_people(1, 0))
    assert "convergence" not in slides
    assert slides["finding-1"].headline.vi == (
        "Nguồn duy nhất được hỏi nói tới “Chẵn lẻ ợ ữ Đ” như một trở ngại"
    )


def test_more_themes_never_make_more_than_fifteen_slides() -> None:
    assert len(brief.slides(labelled(*(f"Chủ đề {at}" for at in range(60))))) <= 15


def test_one_person_is_a_woman_and_one_case_too_few_to_tell_of_saturation() -> None:
    slides = made(of_people(1, 2))
    assert any("(2 men and 1 woman)" in one.en for one in part(slides["method"], Lines).sentences)
    said = [one.en for one in part(slides["unknown"], Lines).sentences]
    assert (
        "3 cases are too few to tell whether further ones would bring anything new (saturation)."
    ) in said


def test_groups_that_cant_be_compared_are_called_by_their_attribute() -> None:
    study = of_people(1, 1)
    study = replace(study, settings=replace(study.settings, compare=("province",)))
    assert made(study)["groups"].headline.en == "No comparison by province can be made yet"


def test_notes_say_who_translated_a_quote_and_whether_it_was_checked() -> None:
    study = of_people(1, 0)
    for checked, told in (("Mai", "checked by Mai"), ("", "translation not checked yet")):
        coding = replace(study.codings[0], translation="Nothing", translator="Lan", checked=checked)
        notes = made(replace(study, codings=(coding,)))["finding-1"].notes
        assert any(one.en.endswith(f"/ “Nothing” (translated by Lan, {told})") for one in notes)
