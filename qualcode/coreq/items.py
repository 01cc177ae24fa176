"""The 32 things that a report of interviews or focus groups is to say, and the key of each.

Items as numbered and named by Tong, Sainsbury & Craig (2007), COREQ, Int J Qual Health Care
19(6):349-357; what each asks is put in our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model import Bilingual

SOURCE = "Tong, Sainsbury & Craig (2007), Int J Qual Health Care 19(6):349-357"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist, and what is known of it."""

    number: int
    key: str
    """What `report: methods:` of qualcode.yaml calls it."""
    name: Bilingual
    asks: Bilingual
    answer: Bilingual | None = None
    """None: nobody has said it yet."""
    source: Bilingual = Bilingual("", "")
    """Where the answer is from: the study's data, qualcode.yaml, or both."""


DOMAINS: Mapping[int, Bilingual] = {
    1: Bilingual("Nhóm nghiên cứu và sự tự phản tư", "Research team and reflexivity"),
    9: Bilingual("Thiết kế nghiên cứu", "Study design"),
    24: Bilingual("Phân tích và phát hiện", "Analysis and findings"),
}
"""The first item of each domain → what the domain is called."""

_ITEMS = (
    (
        "interviewers",
        ("Người phỏng vấn, điều hành", "Interviewer/facilitator"),
        ("Ai phỏng vấn, ai điều hành thảo luận nhóm?", "Who interviewed and who facilitated?"),
    ),
    (
        "credentials",
        ("Học vị", "Credentials"),
        ("Nhóm nghiên cứu có học vị gì?", "Which degrees do the researchers hold?"),
    ),
    (
        "occupation",
        ("Nghề nghiệp", "Occupation"),
        ("Khi làm nghiên cứu, họ đang làm nghề gì?", "What was their work at the time?"),
    ),
    (
        "interviewers_gender",
        ("Giới tính", "Gender"),
        ("Người phỏng vấn là nam hay nữ?", "Were they women or men?"),
    ),
    (
        "training",
        ("Kinh nghiệm và tập huấn", "Experience and training"),
        (
            "Họ có kinh nghiệm gì, được tập huấn gì?",
            "What experience had they, what training did they get?",
        ),
    ),
    (
        "relationship",
        ("Quan hệ từ trước", "Relationship established"),
        (
            "Trước nghiên cứu, họ có quen người trả lời không?",
            "Did they know the participants before the study?",
        ),
    ),
    (
        "known_of_interviewers",
        ("Người trả lời biết gì về người phỏng vấn", "Participant knowledge of the interviewer"),
        (
            "Người trả lời được cho biết gì về người phỏng vấn và lý do nghiên cứu?",
            "What were participants told of the interviewers and their reasons?",
        ),
    ),
    (
        "interviewers_interests",
        ("Đặc điểm của người phỏng vấn", "Interviewer characteristics"),
        (
            "Người phỏng vấn có định kiến, giả định hay lợi ích nào liên quan?",
            "Which assumptions or interests of the interviewers matter here?",
        ),
    ),
    (
        "orientation",
        ("Cách tiếp cận", "Methodological orientation and theory"),
        (
            "Nghiên cứu dựa trên cách tiếp cận nào: phân tích khung, phân tích nội dung …?",
            "Which approach does it rest on: framework analysis, content analysis …?",
        ),
    ),
    (
        "sampling",
        ("Chọn mẫu", "Sampling"),
        ("Người trả lời được chọn thế nào?", "How were participants chosen?"),
    ),
    (
        "approach",
        ("Cách mời tham gia", "Method of approach"),
        (
            "Mời họ bằng cách nào: gặp trực tiếp, điện thoại, qua hợp tác xã …?",
            "How were they invited: in person, by telephone, through the cooperative …?",
        ),
    ),
    (
        "sample_size",
        ("Cỡ mẫu", "Sample size"),
        ("Có bao nhiêu người tham gia?", "How many people took part?"),
    ),
    (
        "refusals",
        ("Từ chối, bỏ dở", "Non-participation"),
        (
            "Bao nhiêu người từ chối hay bỏ dở, vì sao?",
            "How many declined or dropped out, and why?",
        ),
    ),
    (
        "setting",
        ("Nơi thu thập", "Setting of data collection"),
        ("Phỏng vấn, thảo luận diễn ra ở đâu?", "Where did the talks take place?"),
    ),
    (
        "presence",
        ("Người khác có mặt", "Presence of non-participants"),
        ("Có ai khác ngồi cùng không?", "Was anybody else there?"),
    ),
    (
        "sample",
        ("Mô tả mẫu", "Description of sample"),
        (
            "Người tham gia là ai: giới, tuổi, nhóm, nơi ở, thời gian?",
            "Who took part: gender, age, group, place, time?",
        ),
    ),
    (
        "guide",
        ("Bảng hỏi", "Interview guide"),
        (
            "Có bảng hỏi không, có thử trước không?",
            "Was there a guide, and was it piloted?",
        ),
    ),
    (
        "repeat_interviews",
        ("Phỏng vấn lại", "Repeat interviews"),
        ("Có ai được phỏng vấn nhiều lần không?", "Was anybody interviewed more than once?"),
    ),
    (
        "recording",
        ("Ghi âm, ghi hình", "Audio/visual recording"),
        ("Có ghi âm hay ghi hình không?", "Were the talks recorded?"),
    ),
    (
        "field_notes",
        ("Ghi chép thực địa", "Field notes"),
        ("Có ghi chép trong hay sau buổi nói chuyện không?", "Were notes made during or after?"),
    ),
    (
        "duration",
        ("Thời lượng", "Duration"),
        ("Mỗi buổi dài bao lâu?", "How long did the talks last?"),
    ),
    (
        "saturation",
        ("Bão hòa", "Data saturation"),
        ("Có bàn tới bão hòa dữ liệu không?", "Is saturation discussed?"),
    ),
    (
        "transcripts_returned",
        ("Gửi lại bản gỡ băng", "Transcripts returned"),
        (
            "Người trả lời có được xem và sửa bản gỡ băng không?",
            "Could participants see and correct their transcripts?",
        ),
    ),
    (
        "coders",
        ("Số người mã hóa", "Number of data coders"),
        ("Bao nhiêu người mã hóa?", "How many people coded?"),
    ),
    (
        "coding_tree",
        ("Cây mã", "Description of the coding tree"),
        ("Cây mã có được mô tả không?", "Is the coding tree described?"),
    ),
    (
        "derivation",
        ("Chủ đề từ đâu ra", "Derivation of themes"),
        (
            "Chủ đề định trước hay rút ra từ dữ liệu?",
            "Were themes set beforehand or drawn from the data?",
        ),
    ),
    (
        "software",
        ("Phần mềm", "Software"),
        ("Dùng phần mềm nào?", "Which software was used?"),
    ),
    (
        "participant_checking",
        ("Người tham gia góp ý", "Participant checking"),
        (
            "Người tham gia có góp ý về phát hiện không?",
            "Did participants comment on the findings?",
        ),
    ),
    (
        "quotations",
        ("Trích dẫn", "Quotations presented"),
        (
            "Có trích lời người tham gia, và biết được lời của ai không?",
            "Are participants quoted, and can each quote be traced?",
        ),
    ),
    (
        "consistency",
        ("Dữ liệu khớp phát hiện", "Data and findings consistent"),
        (
            "Phát hiện có khớp với dữ liệu trình bày không?",
            "Do the findings follow from the data shown?",
        ),
    ),
    (
        "major_themes",
        ("Chủ đề chính", "Clarity of major themes"),
        ("Chủ đề chính có được nêu rõ không?", "Are the major themes clear?"),
    ),
    (
        "minor_themes",
        ("Chủ đề phụ, ý trái chiều", "Clarity of minor themes"),
        (
            "Có mô tả chủ đề phụ và những trường hợp khác biệt không?",
            "Are minor themes and differing cases described?",
        ),
    ),
)

ITEMS = tuple(
    Item(number, key, Bilingual(*name), Bilingual(*asks))
    for number, (key, name, asks) in enumerate(_ITEMS, 1)
)
"""All items, none of them answered."""

KEYS = tuple(item.key for item in ITEMS)
"""What `report: methods:` of qualcode.yaml may say."""
