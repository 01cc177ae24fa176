"""Each sentence shows in brackets what is said so: "không [biết gì]"."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.language.stance import REACH, stances
from qualcode.language.syllables import Syllable, syllables
from qualcode.model import Span, Stance

STANCES: tuple[Stance, ...] = ("negated", "question", "hypothetical", "reported", "past")


def plain(marked: str) -> str:
    return marked.replace("[", "").replace("]", "")


def marked(text: str, stance: Stance, *, accents: bool = True) -> str:
    """The text with brackets around what is said so."""
    said = syllables(text, accents=accents)
    found, last = "", 0
    for places in stances(text, said, accents=accents)[stance]:
        start, end = said[places.start].span.start, said[places.stop - 1].span.end
        found += f"{text[last:start]}[{text[start:end]}]"
        last = end
    return found + text[last:]


NEGATED = [
    "Tôi không [biết gì về cái đó].",
    "Chị chưa [nghe ai nói] ạ.",
    "Vợ tôi chẳng [thấy lợi ở đâu cả].",
    "Đừng [đóng muộn], bị phạt đấy.",
    "Bọn em không [hề được ký hợp đồng].",
    "Cả làng chưa [bao giờ được lĩnh đồng nào].",
    "Lương thế thì không [đủ ăn], cứ nợ hoài.",
    "Tôi không [có tiền] nên không [đóng].",
    "Không [có tiền] không [đóng được].",
    "Không [đóng] cũng được.",
    "Em không [đóng] nhưng chồng em đóng.",
    "Không [hiểu] thì hỏi.",
    "Chủ không [ký hợp đồng] mà bắt làm đủ tháng.",
    "Tôi không [có lương] mà họ cứ giục.",
    "Tôi không [có lương mà đóng].",
    "Không [có bão] tôi cũng bỏ quê.",
    "Chưa [chắc đã lấy được].",
    "Từ đây ra huyện không [xa] chứ lên tỉnh thì xa.",
    "Chữ bé quá không [đọc được] vì mắt kém.",
    "Thôn này không [có cán bộ hay cộng tác viên].",
    "Tôi không [biết họ tính thế nào].",
    "Ở chợ ít ai [biết lắm].",
    "Thợ hồ mấy khi [được nghỉ].",
    "Đời nào [ông chủ chịu].",
    "Giờ hết [lo] rồi.",
    "Con lớn rồi, em hết [sợ].",
    "Có tài khoản rồi thì khỏi phải [xếp hàng].",
    "Làm trên mạng đỡ phải [đi lại].",
]
DOUBLE = [
    "Không phải là [không] biết.",
    "Không phải [tôi không] muốn.",
    "Đâu phải [họ không] nghèo, họ nghèo thật.",
    "Không [ai không] biết.",
    "Chẳng [ai không] lo.",
    "Làm nghề này không [thể không] sợ.",
    "Ai mà [không] muốn có lương hưu.",
    "Không phải là [không] cần, mà không [có tiền].",
    "Có phải [không] biết đâu.",
    "Làm sao mà [không] lo cho được.",
    "Không phải [lười], không [có việc].",
    "Không phải [ai cũng hiểu].",
]
WHERE = [
    "Em có [biết gì] đâu.",
    "Em [biết gì] đâu ạ.",
    "Hồi nớ có [ai nói chi] mô.",
    "Nhà tôi có [sổ đỏ] đâu.",
    "Bà ấy [đóng] đâu.",
    "Thủ tục có [khó] đâu chị.",
    "Chị đâu [có biết].",
    "Tui đâu [dám hỏi].",
    "Ở bển đâu [có ai đóng].",
    "Xóm tôi nào [có được gì].",
    "Nghề này làm gì [có hợp đồng].",
    "Có [ai bảo cho mà biết] đâu.",
    "Em có [đi] đâu đâu.",
    "Không [được gì đâu].",
    "Tui có [thấy ai xuống hỏi] đâu?",
]
RHETORICAL = [
    "[Tiền] đâu ra mà [đóng].",
    "[Tiền] đâu mà [mua]?",
    "Ai mà [biết được].",
    "Lương ba cọc ba đồng [lấy] gì mà [đóng]?",
    "[Biết đường] nào mà [lần].",
    "Nghèo thế này [lấy] đâu ra [tiền đóng].",
    "Làm sao mà [theo nổi].",
    "Già rồi sao mà [học được].",
    "Mất giấy thì [hỏi] ai bây giờ?",
    "Mỗi tháng ngần ấy [đóng] sao nổi.",
    "Mình [có] gì mà [sợ].",
    "[Thời gian] đâu mà [chạy lên huyện].",
    "Hơi đâu mà [đi kiện].",
    "Tội gì [đóng cho người khác hưởng].",
    "Cần gì [bảo hiểm], khỏe là được.",
    "Chắc gì [sau này còn quỹ].",
    "Mấy ai [sống tới lúc đó].",
    "Ai [rảnh mà ngồi chờ].",
    "Con cái nhỏ dại [đi] đâu bây giờ.",
]
NORTH_SOUTH_NGHE_TINH = [
    "Tui hổng [biết].",
    "Hông [có đồng nào dư hết trơn].",
    "Nỏ [biết chi mô].",
    "Mình nỏ [có tiền mà đóng].",
    "[Tiền] mô mà [đóng].",
    "Răng mà [biết được].",
    "[Có] đâu mà [đóng].",
    "Em k [biết j] ạ",
    "Họ chả [nói gì cả].",
    "Khỏi [lo], để tui.",
    "Nhà ni chơ có [chi] mô.",
]
NOT_NEGATED = [
    "Không, em biết rồi.",
    "Không ạ.",
    "Dạ chưa.",
    "Nhà em thì chưa.",
    "Tôi cũng không.",
    "Tự nguyện thì không, bắt buộc thì có.",
    "Không những đắt mà còn lâu.",
    "Không chỉ mình tôi mà cả xóm đều lo.",
    "Không biết chừng mất cả vốn.",
    "Không khéo lại mất tiền.",
    "Hổng chừng năm sau khá hơn.",
    "Chưa kể tiền thuốc tiền thang.",
    "Chẳng hạn như tiền trọ.",
    "Chẳng qua là mình nghèo.",
    "Chẳng may ốm một trận.",
    "Không ngờ họ trả nhanh thế.",
    "Không ít người đã rút.",
    "Không khí ở xưởng ngột ngạt.",
    "Con tôi làm ở hàng không.",
    "Tối về ăn chả giò.",
    "Ở đâu cũng thế.",
    "Tin từ đâu ra thì tôi nhớ: loa phường.",
    "Biết đâu sau này nhà nước cho thêm.",
    "Giấy nằm đâu đó trong tủ.",
    "Ai cũng biết cả.",
    "Ai chẳng biết.",
    "Cái đó em biết hết rồi.",
    "Giúp đỡ nhau thôi.",
    "Bảo hiểm giúp thoát khỏi cảnh nghèo.",
    "Đóng hết hai triệu một năm.",
    "Có mô hình mới ở xã bên.",
    "Ai mà có tiền thì cứ đóng.",
    "Cần gì thì gọi cho em.",
    "Sao mà lâu thế.",
    "Thủ tục giờ nhanh gọn rồi.",
    "Nhà nào có xe thì chở giúp.",
    "Cho đóng tháng nào có tiền tháng đó.",
    "Đóng sao cũng được.",
]
QUESTION = [
    "[Chị có đóng không]?",
    "[Chị đóng chưa ạ]?",
    "[Cô có nghe nói bao giờ chưa]",
    "Em không biết [có được trả không].",
    "Họ hỏi [có hộ khẩu không] rồi về.",
    "[Đóng thế nào hả chị]?",
    "[Đóng thế này hả] chị",
    "Chỗ em xa lắm. [Làm sao để lĩnh]?",
    "[Nộp ở đâu]?",
    "[Bao giờ mới được lĩnh, chị]?",
    "Khó lắm, [đúng không]?",
    "[Đóng hay không] thì tùy.",
    "Em có con nhỏ, [thế có được nghỉ không]?",
    "Tôi không biết.",
    "Tiền đâu mà đóng?",
    "Hỏi ai bây giờ?",
    "Tôi cũng chưa.",
    "Có ai nói gì đâu?",
    "Việc bữa có bữa không, sống lần hồi.",
    "[Việc có đều không] các chị",
]
HYPOTHETICAL = [
    "[Nếu rẻ thì tôi đóng].",
    "[Nếu rẻ thì tôi đóng], nhưng giờ đắt.",
    "[Tôi đóng ngay nếu rẻ].",
    "[Nếu mà gần, em đi liền]. Xa thì thôi.",
    "[Giá mà có ai chỉ cho sớm].",
    "[Giả sử được bù một nửa thì cả xóm theo].",
    "[Phải chi hồi đó tui đóng].",
    "[Lỡ mai này đau yếu thì ai nuôi].",
    "[Hễ mưa là nghỉ].",
    "[Tôi mà có lương thì tôi đóng].",
    "[Ví dụ nhà nước cho một nửa thì em theo].",
    "[Ước gì có lương hưu].",
    "Mỗi tháng phải chi trả nhiều thứ.",
    "Tiền chợ, ví dụ tiền rau.",
    "Em lỡ việc mất một hôm.",
    "Tôi đóng mười năm rồi.",
    "Nếu không nhầm là năm kia.",
    "Mua sớm đi, [kẻo hết].",
    "Họ cho xem cái ví dụ thật thì dễ hiểu.",
]
REPORTED = [
    "Người ta bảo là [đóng rồi mất tiền].",
    "Bà chủ trọ nói [phải có tạm trú], nhưng em không có.",
    "Họ kêu [đóng đủ hai mươi năm].",
    "Nghe nói [sắp tăng mức đóng].",
    "Nghe đâu [cuối năm khóa sổ].",
    "Nhiều người đồn [quỹ sắp vỡ].",
    'Cán bộ bảo: "[Nhà chị không thuộc diện]", thế là em về.',
    "Chồng em bảo [thôi để tiền mua vàng].",
    "Xã trả lời là [chờ văn bản].",
    "Ông ấy kể [hồi trẻ làm mỏ].",
    "Ai cũng nói [nó phiền].",
    "Mấy chị bảo [đừng rút].",
    "Tôi nói thật.",
    "Em bảo chị đóng đi.",
    "Tôi thì bảo là nên đóng.",
    "Có ai nói gì đâu.",
    "Họ không nói gì.",
    "Chưa nghe nói bao giờ.",
    "Người ta bảo hiểm cả nhà.",
    "Nói chung là khó.",
    "Loa xã nói suốt.",
    "Cử người nói bằng tiếng Thái.",
    "Họ cho bảo lưu ba năm.",
    "Nghe bảo [mấy hôm nữa là xong].",
    "Bà ấy bảo em là [hết hạn rồi].",
]
PAST = [
    "[Ngày xưa khó lắm], giờ dễ rồi.",
    "[Hồi trước thủ tục rườm rà], bây giờ nhanh gọn.",
    "[Ngày xưa đi bộ cả buổi mới tới].",
    "[Trước đây đóng ở công ty], giờ nghỉ rồi.",
    "[Lúc đầu chẳng ai tin], sau này mới tin.",
    "[Thủ tục trước đây khó], nay đỡ.",
    "[Năm ngoái còn phải ra xã]. Giờ bấm máy là xong.",
    "Giờ dễ rồi chứ [hồi trước khó lắm].",
    "[Hồi đó sợ lắm], bữa nay hết sợ.",
    "Hồi trước khó, đến giờ vẫn khó.",
    "Từ trước tới giờ không ai hỏi.",
    "Xưa nay nhà tôi làm ruộng.",
    "Hồi bão mất trắng, giờ đang gây lại.",
    "Năm ngoái bão vào tốc mái, giờ lợp lại rồi.",
    "Hồi trước tôi có đóng.",
    "Thủ tục giờ nhanh gọn rồi.",
]


@pytest.mark.parametrize(
    "sentence", NEGATED + DOUBLE + WHERE + RHETORICAL + NORTH_SOUTH_NGHE_TINH + NOT_NEGATED
)
def test_what_is_denied(sentence: str) -> None:
    assert marked(plain(sentence), "negated") == sentence


@pytest.mark.parametrize("sentence", QUESTION)
def test_what_is_asked(sentence: str) -> None:
    assert marked(plain(sentence), "question") == sentence


@pytest.mark.parametrize("sentence", HYPOTHETICAL)
def test_what_is_imagined(sentence: str) -> None:
    assert marked(plain(sentence), "hypothetical") == sentence


@pytest.mark.parametrize("sentence", REPORTED)
def test_what_others_said(sentence: str) -> None:
    assert marked(plain(sentence), "reported") == sentence


@pytest.mark.parametrize("sentence", PAST)
def test_what_is_over_and_gone(sentence: str) -> None:
    assert marked(plain(sentence), "past") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "toi khong [biet gi ca]",
        "chua [nghe ai noi bao gio]",
        "khong phai la [khong] biet",
        "khong nhung dat ma con lau",
        "chi dau dau lam",
        "anh chang trai ay biet",
    ],
)
def test_what_is_denied_without_accents(sentence: str) -> None:
    assert marked(plain(sentence), "negated", accents=False) == sentence


def test_a_turn_is_read_sentence_by_sentence() -> None:
    turn = "Không. Em biết rồi! Chồng em thì không [biết]"
    assert marked(plain(turn), "negated") == turn


def test_an_abbreviation_counts_as_the_one_word_it_is_written_as() -> None:
    turn = "Bọn anh không [tham gia BHXH lẫn BHYT bao giờ]"
    assert marked(plain(turn), "negated") == turn


def test_a_negator_reaches_only_so_far() -> None:
    text = "không " + "đi " * (REACH + 5)
    assert stances(text, syllables(text))["negated"] == (range(1, REACH + 1),)


def test_only_the_span_is_read_but_its_last_mark_counts() -> None:
    text = "Không. Có đóng không? Có."
    said = syllables(text, Span(7, 20))
    assert stances(text, said)["question"] == (range(3),)


def test_nothing_said_has_no_stance() -> None:
    assert stances("", ()) == dict.fromkeys(STANCES, ())


CUES = (  # noqa: SIM905 - easier to read and to add to
    "không chưa chẳng đâu có phải là mà ai gì nào sao được nổi thì nếu giá lỡ mai nghe nói bảo họ "
    "người ta tôi em hồi trước ngày xưa giờ hết rồi khỏi đỡ hay hả BHXH tiền lấy biết chỉ còn nhưng"
).split()
TALK = st.lists(
    st.tuples(st.sampled_from(CUES), st.sampled_from([" ", ", ", ". ", "? ", ' "', "… ", "\n"])),
    max_size=30,
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@given(TALK, st.booleans())
def test_ranges_lie_in_order_within_what_was_said(text: str, accents: bool) -> None:  # noqa: FBT001
    said = syllables(text, accents=accents)
    for found in stances(text, said, accents=accents).values():
        bounds = [bound for each in found for bound in (each.start, each.stop)]
        assert bounds == sorted(set(bounds))
        assert all(0 <= bound <= len(said) for bound in bounds)


@given(st.lists(st.text(max_size=6), max_size=20))
def test_keys_of_any_kind_are_read(keys: list[str]) -> None:
    text = " ".join(keys)
    said = [Syllable(key, Span(0, min(1, len(text)))) for key in keys]
    assert set(stances(text, said)) == set(STANCES)


@given(TALK, TALK)
@example("không không ", "không không ")
def test_a_full_stop_ends_every_denial_and_question(one: str, other: str) -> None:
    # Two or three dots are no full stop.
    one = one.rstrip(' ,.?"…\n') + ". "
    first, second, both = syllables(one), syllables(other), syllables(one + other)
    for stance in ("negated", "question"):
        before = stances(one, first)[stance]
        after = stances(other, second)[stance]
        moved = tuple(range(r.start + len(first), r.stop + len(first)) for r in after)
        assert flat(stances(one + other, both)[stance]) == flat(before + moved)


def flat(ranges: tuple[range, ...]) -> list[int]:
    return [at for each in ranges for at in each]
