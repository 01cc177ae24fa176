"""Labels, header lines and turns, as Vietnamese transcripts have them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import importers
from qualcode.language.speakers import speaker_key
from qualcode.turns import parse, problems

HERE = Path(__file__).parent
CASES = json.loads((HERE / "data" / "turns.json").read_text(encoding="utf-8"))["cases"]
TEXT_CASES = [case for case in CASES if case["format"] == "txt"]
FILE_CASES = [case for case in CASES if case["format"] != "txt"]
GOLD = sorted((HERE / "data" / "gold").glob("*.gold.json"))


def said(raw: str, **roles: str) -> list[tuple[str, str, str]]:
    transcript = parse("t", raw, roles=roles)  # type: ignore[arg-type]  # roles as users type them
    return [(turn.speaker, turn.role, transcript.words_of(turn)) for turn in transcript.turns]


def warned(raw: str, name: str = "t") -> str:
    found = problems(parse(name, raw, file=f"{name}.txt"))
    return "\n".join(f"{problem.where}: {problem.message.en}" for problem in found)


@pytest.mark.parametrize("case", TEXT_CASES, ids=lambda case: case["id"])
def test_a_published_case_gives_its_turns_and_header(case: dict) -> None:
    transcript = parse(case["id"], case["raw"], roles=case["roles"] or {})
    found = [
        {
            "speaker": turn.speaker,
            "role": turn.role,
            "text": transcript.words_of(turn).replace("\xa0", " "),
        }
        | ({"time": turn.time} if turn.time else {})
        for turn in transcript.turns
    ]
    preamble = {"_preamble": list(transcript.preamble)} if transcript.preamble else {}

    assert found == case["expected"]["turns"]
    assert dict(transcript.header) | preamble == case["expected"]["header"]


@pytest.mark.parametrize("case", FILE_CASES, ids=lambda case: case["id"])
def test_a_published_subtitle_gives_its_turns(case: dict, tmp_path: Path) -> None:
    path = tmp_path / f"talk.{case['format']}"
    path.write_text(case["raw"], encoding="utf-8")
    transcript = parse("talk", importers.read(path))

    assert [
        {"speaker": t.speaker, "role": t.role, "text": transcript.words_of(t), "time": t.time}
        for t in transcript.turns
    ] == case["expected"]["turns"]


def test_voice_tags_of_unknown_names_are_speakers_without_a_role(tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    cues = ["00:01.000 --> 00:02.000\n<v Lan>Chào cô.", "00:03.000 --> 00:04.000\n<v Hoa>Ừ."]
    path.write_text("\n\n".join(["WEBVTT", *cues]), encoding="utf-8")

    assert said(importers.read(path)) == [("Lan", "unknown", "Chào cô."), ("Hoa", "unknown", "Ừ.")]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_a_sample_transcript_has_the_turns_that_people_counted(path: Path) -> None:
    name = path.name.removesuffix(".gold.json")
    (source,) = (HERE.parent / "transcripts").glob(f"{name}.*")
    transcript = parse(name, importers.read(source), file=source.name)
    gold = json.loads(path.read_text(encoding="utf-8"))["turns"]
    found = [(t.number - 1, with_profile(t.speaker, t.profile), t.role) for t in transcript.turns]

    assert found == [(turn["i"], turn["speaker"], turn["role"]) for turn in gold]
    for turn, expected in zip(transcript.turns, gold, strict=True):
        for span in expected["spans"]:
            assert span["quote"] in transcript.words_of(turn)
    assert problems(transcript) == ()


def with_profile(speaker: str, profile: str) -> str:
    return f"{speaker} ({profile})" if profile else speaker


def test_question_numbers_sections_and_hours_are_speech() -> None:
    raw = "NTL: Có.\nCâu 3: không rõ\nPhần 2: Thu nhập\n12:30 tôi đi.\n14:00: về\nPVV: Dạ."

    assert said(raw)[0][2] == "Có.\nCâu 3: không rõ\nPhần 2: Thu nhập\n12:30 tôi đi.\n14:00: về"


def test_a_label_alone_on_its_line_takes_the_lines_below() -> None:
    assert said("PVV:\nChị ơi?\n\nNTL\nDạ.\n\nVâng.") == [
        ("PVV", "interviewer", "Chị ơi?"),
        ("NTL", "respondent", "Dạ.\n\nVâng."),
    ]


def test_a_name_alone_on_its_line_is_speech_unless_it_comes_again() -> None:
    assert len(said('NTL: Tôi hỏi\nChị Hoa:\n"thôi"\nPVV: Dạ')) == 2
    assert len(said("PVV: a?\nChị Hoa:\nDạ.\nPVV: b?\nChị Hoa:\nKhông.")) == 4


def test_an_empty_turn_is_kept() -> None:
    transcript = parse("t", "PVV: Rồi sao?\nNTL:\nPVV: Dạ.")

    assert [turn.number for turn in transcript.turns] == [1, 2, 3]
    assert transcript.words_of(transcript.turns[1]) == ""


@pytest.mark.parametrize(
    "line",
    [
        "[00:01:05] NTL: Dạ.",
        "00:01:05 NTL: Dạ.",
        "(00:01:05) - NTL: Dạ.",
        "[00:01:05]\nNTL: Dạ.",
        "[00:01:05 --> 00:01:09] NTL: Dạ.",
        "NTL [00:01:05]: Dạ.",
        "NTL (00:01:05): Dạ.",
        "NTL 00:01:05: Dạ.",
        "NTL: [00:01:05] Dạ.",
        "**NTL** [00:01:05]: Dạ.",
        "NTL 00:01:05\nDạ.",
        "00:01:05\tNTL\tDạ.",
        "7. [00:01:05] NTL: Dạ.",
    ],
)
def test_a_time_beside_the_label_is_no_speech(line: str) -> None:
    transcript = parse("t", line)

    assert [turn.time for turn in transcript.turns] == ["00:01:05"]
    assert said(line) == [("NTL", "respondent", "Dạ.")]


def test_an_hour_behind_a_label_without_a_colon_is_speech() -> None:
    assert len(said("PVV: Mấy giờ?\nNTL 12:30 tôi đi: vậy đó")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "NTL (nữ, 42 tuổi): Dạ.",
        "**NTL (nữ, 42 tuổi):** Dạ.",
        "**NTL** (nữ, 42 tuổi): Dạ.",
        "NTL(nữ, 42 tuổi) : Dạ.",
        "NTL [nữ, 42 tuổi]: Dạ.",
        "NTL (nữ, 42 tuổi) [00:15]: Dạ.",
        "NTL [00:15] (nữ, 42 tuổi): Dạ.",
    ],
)
def test_what_stands_in_brackets_behind_a_label_is_its_profile(line: str) -> None:
    assert [turn.profile for turn in parse("t", line).turns] == ["nữ, 42 tuổi"]
    assert said(line) == [("NTL", "respondent", "Dạ.")]


@pytest.mark.parametrize(
    "line", ["**PVV: Chị ơi?**", "**PVV:** Chị ơi?", "**PVV**: Chị ơi?", "__PVV__: Chị ơi?"]
)
def test_bold_marks_of_the_label_are_no_speech(line: str) -> None:
    assert said(line) == [("PVV", "interviewer", "Chị ơi?")]


def test_bold_marks_within_the_speech_stay() -> None:
    assert said("NTL: Tôi **rất** lo")[0][2] == "Tôi **rất** lo"


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("ĐHV", "interviewer"),
        ("PV", "interviewer"),
        ("PVV 2", "interviewer"),
        ("Người điều hành", "interviewer"),
        ("Phỏng vấn viên", "interviewer"),
        ("Facilitator", "interviewer"),
        ("ĐTPV", "respondent"),
        ("NTG 4", "respondent"),
        ("TL3", "respondent"),
        ("R2", "respondent"),
        ("Nữ2", "respondent"),
        ("NAM 1", "respondent"),
        ("P.3", "respondent"),
        ("Người trả lời 1", "respondent"),
        ("Chị Ng.", "respondent"),
        ("BÁC T.", "respondent"),
        ("Anh Tư", "respondent"),
        ("Nu 2", "respondent"),
        ("Chi H.", "respondent"),
        ("Phiên dịch", "other"),
        ("Thư ký", "other"),
        ("SPEAKER_01", "unknown"),
        ("Người nói 2", "unknown"),
    ],
)
def test_a_label_has_its_role(label: str, role: str) -> None:
    assert said(f"{label}: Dạ, em nghe.") == [(label, role, "Dạ, em nghe.")]


@pytest.mark.parametrize(
    "label",
    ["Lan", "L.", "Một là", "Ví dụ", "Câu 3", "Phần 2", "Lưu ý", "Cô giáo", "Tôi nói", "tôi hỏi"],
)
def test_other_words_with_a_colon_are_no_label(label: str) -> None:
    assert len(said(f"PVV: Dạ?\nNTL: Dạ.\n{label}: thế này.\nPVV: Vâng.")) == 3


def test_an_initial_that_answers_again_and_again_is_the_respondent() -> None:
    raw = "PV: Chị làm lâu chưa?\nL.: 12 năm.\nPV: Có hiểu nhầm không?\nL.: Có."

    assert [role for _, role, _ in said(raw)] == ["interviewer", "respondent"] * 2


def test_bare_names_of_a_focus_group_are_respondents_once_each_comes_again() -> None:
    raw = "MC: a?\nLan: b\nTuấn: c\nMC: d?\nLan: e\nTuấn: g"

    assert [speaker for speaker, _, _ in said(raw)] == ["MC", "Lan", "Tuấn", "MC", "Lan", "Tuấn"]


def test_names_are_never_guessed_where_nobody_is_known() -> None:
    raw = "Lan: Cô khỏe không?\nTư: Khỏe con.\nLan: Dạ.\nTư: Ừ."

    assert said(raw) == []
    assert "“Lan” (2), “Tư” (2)" in warned(raw)


def test_a_topic_of_the_question_is_no_respondent() -> None:
    raw = "PVV: Em hỏi về\nBHXH: có không?\nNTL: Có.\nPVV: Rồi\nBHXH: lâu chưa?\nNTL: Lâu."

    assert [speaker for speaker, _, _ in said(raw)] == ["PVV", "NTL"] * 2


def test_the_users_map_overrides_the_inventory() -> None:
    assert [role for _, role, _ in said("A: Chị ơi?\nB: Dạ.", A="interviewer", B="respondent")] == [
        "interviewer",
        "respondent",
    ]


def test_small_letters_are_a_label_only_where_no_label_is_capital() -> None:
    assert len(said("hỏi: Sao?\nđáp: Dạ.")) == 2
    assert len(said("NTL: Cán bộ\nhỏi: sao không đóng.\nPVV: Dạ.")) == 2


def test_names_above_their_words_with_a_time_are_speakers_without_a_role() -> None:
    assert said("Hoa Trần  0:03\nXin chào.\n\nLan  0:07\nDạ.") == [
        ("Hoa Trần", "unknown", "Xin chào."),
        ("Lan", "unknown", "Dạ."),
    ]


def test_a_table_row_is_a_turn_only_for_a_known_label() -> None:
    raw = "1\tPVV\tThu nhập?\n2\tNTL\tNhư vầy:\nTháng\tTiền\nLan\t5 triệu"

    assert said(raw)[1] == ("NTL", "respondent", "Như vầy:\nTháng\tTiền\nLan\t5 triệu")


def test_the_header_is_every_key_and_value_before_the_first_turn() -> None:
    form = "BIÊN BẢN\nhttps://vd.vn\n**Tỉnh:** Hà Nội\n- Thời gian: 14:30\nTuổi\t39"
    transcript = parse("t", f"{form}\n\nPVV: Dạ.\nNTL: Ừ.")

    assert transcript.header == {"Tỉnh": "Hà Nội", "Thời gian": "14:30", "Tuổi": "39"}
    assert transcript.preamble == ("BIÊN BẢN", "https://vd.vn")


@pytest.mark.parametrize(
    "form",
    [
        "Tỉnh: HN\nNgười phỏng vấn: N.T.Q.\nThư ký: Mai",
        "PVV: Trần Lan\nNTL: Bà Hoa\nNgày: 1/2/2026",
        "Ngày: 1/2/2026\nPVV: Trần Thị Lan",
    ],
)
def test_a_form_that_names_the_interviewer_is_header(form: str) -> None:
    transcript = parse("t", f"{form}\n\nPVV: Chào bà.\nNTL: Ừ.\nPVV: Dạ.")

    assert len(transcript.turns) == 3
    assert list(transcript.header) == [line.split(":")[0] for line in form.split("\n")]


def test_seen_and_unseen_white_space_stays_out_of_the_span() -> None:
    assert said("\u200bPVV\u200b:\xa0\u200bMấy\xa0tuổi?\u200b\nNTL\u3000：Bốn lăm.\xa0\n") == [
        ("PVV", "interviewer", "Mấy\xa0tuổi?"),
        ("NTL", "respondent", "Bốn lăm."),
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("Nữ 2", "nữ2"), ("NTL.", "ntl"), ("Người hỏi", "Người  hỏi")]
)
def test_spaces_case_and_final_dot_dont_make_another_speaker(one: str, other: str) -> None:
    assert speaker_key(one) == speaker_key(other)


def test_a_text_without_words_is_said_to_be_empty() -> None:
    assert warned(" \n") == "t.txt: the file has no words."


def test_no_known_speaker_is_an_error() -> None:
    assert [problem.severity for problem in problems(parse("t", "Chỉ có lời."))] == ["error"]


def test_a_missing_interviewer_is_said() -> None:
    assert "no interviewer was found" in warned("NTL: Dạ.\nNTL: Ừ.")


def test_a_label_seen_once_is_said_with_its_line() -> None:
    assert warned("PVV: a\nNTL: b\nPVV: c\nNTL: d\nChị Mai: e") == (
        "t.txt:5: “Chị Mai” speaks only once; see whether this is a speaker."
    )


def test_a_speaker_without_a_role_is_said_once() -> None:
    assert warned("PVV: a\nSpeaker 1: b\nPVV: c\nSpeaker 1: d").count("Speaker 1") == 1


def test_a_long_turn_is_said() -> None:
    assert "t.txt:2: turn 2 has over 3000" in warned(f"PVV: a\nNTL: {'dạ ' * 1001}\nPVV: b\nNTL: c")


def test_a_name_that_might_speak_is_said() -> None:
    raw = "PVV: a\nNTL: b\nLan: c\nLan: d\nPVV: e\nNTL: f"

    assert "t.txt:3: “Lan:” starts a line (2)" in warned(raw)
    assert "t.txt:1: “Mai:” starts a line (1)" in warned("Mai: Cô khỏe không?\nPVV: a\nPVV: b")


@pytest.mark.parametrize("raw", ["Loại: KII\n\n{}", "{}"])
def test_two_respondents_in_an_interview_of_one_are_said(raw: str) -> None:
    talk = raw.format("PVV: a\nAnh Ba: b\nPVV: c\nAnh Tư: d\nAnh Ba: e\nAnh Tư: f")

    assert "2 respondents (Anh Ba, Anh Tư)" in warned(talk, "PVS_07" if raw == "{}" else "t")
    assert "respondents" not in warned(talk.replace("KII", "TLN"), "TLN_07")


SPEAKERS = st.sampled_from(
    ["PVV", "NTL", "Hỏi", "Đáp", "Nam 1", "Nữ 2", "P10", "Chị H.", "Bác Vóc"]
)
SPEECH = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyạảãáàệ ,.?…()", min_size=1).map(
    lambda words: f"dạ {words} ạ"
)
PIECES = [*"PVNTLHĐ12 :：\t\n[]()*_.-\xa0\u200bà", "PVV:", "NTL", "Lan: ", "00:01", "Tỉnh: "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(st.lists(st.tuples(SPEAKERS, st.lists(SPEECH, min_size=1, max_size=3)), min_size=1))
def test_every_span_gives_back_what_was_said(dialogue: list[tuple[str, list[str]]]) -> None:
    spoken = [(speaker, "\n\n".join(paragraphs)) for speaker, paragraphs in dialogue]
    raw = "\n".join(f"{speaker}: {words}" for speaker, words in spoken)

    assert [(speaker, words) for speaker, _, words in said(raw)] == spoken


@given(st.text() | TEXTS)
def test_any_text_is_read_and_spans_are_inside_ordered_and_apart(raw: str) -> None:
    transcript = parse("t", raw)
    problems(transcript)

    borders = [border for turn in transcript.turns for border in (turn.span.start, turn.span.end)]
    assert borders == sorted(borders)
    assert all(0 <= border <= len(transcript.text) for border in borders)
    assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))
