"""Make the sample survey: `python surveys/make_survey.py` writes khao_sat_bhxh.csv beside it.

All respondents and answers are invented. The file looks as Google Forms exports one in Vietnamese:
the time first, whole questions as headings, several answers in one cell with commas between.
"""
# ruff: noqa: INP001, S311 - a script on its own; nothing here is secret

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

FILE = Path(__file__).parent / "khao_sat_bhxh.csv"
PEOPLE = 400
FIRST = datetime(2025, 6, 2, 7, 30)  # noqa: DTZ001 - as a form writes it

HEADINGS = (
    "Dấu thời gian",
    "1. Giới tính của anh/chị?",
    "2. Anh/chị đang sống và làm việc ở đâu?",
    "3. Năm nay anh/chị bao nhiêu tuổi?",
    "4. Công việc chính của anh/chị hiện nay là gì?",
    "5. Trước khảo sát này, anh/chị đã nghe nói về bảo hiểm xã hội tự nguyện chưa?",
    "6. Anh/chị nghe về bảo hiểm xã hội qua những kênh nào? (chọn nhiều câu)",
    "7. Theo anh/chị, mức đóng bảo hiểm xã hội tự nguyện hiện nay thế nào?",
    "8. Thu nhập của anh/chị có đều không?",
    "9. Anh/chị thấy bảo hiểm xã hội tự nguyện có ích cho mình không?",
    "10. Anh/chị thấy thủ tục đăng ký, đóng bảo hiểm xã hội thế nào?",
    "11. Anh/chị có dùng VssID hoặc Cổng Dịch vụ công không?",
    "12. Nếu Nhà nước hỗ trợ một nửa mức đóng, anh/chị có tham gia không?",
    "13. Nếu tham gia, mỗi tháng anh/chị đóng được bao nhiêu? (nghìn đồng)",
    "14. Điều gì khiến anh/chị chưa muốn hoặc chưa tham gia được bảo hiểm xã hội tự nguyện?",
)
CITIES = ("Hà Nội", "TP. Hồ Chí Minh")
WORK = {
    "Nữ": ("Giúp việc gia đình", "Bán hàng rong", "Thu gom phế liệu", "Bán hàng rong"),
    "Nam": ("Xe ôm, giao hàng công nghệ", "Phụ hồ, thợ xây", "Bốc vác ở chợ", "Bán hàng rong"),
}
KNOWS = ("Biết rõ", "Có nghe nhưng chưa rõ", "Chưa nghe bao giờ")
CHANNELS = (
    "Cán bộ phường, tổ dân phố",
    "Zalo, Facebook",
    "Tivi, loa đài",
    "Người thân, bạn bè",
    "Nhân viên đại lý thu",
    "Nghiệp đoàn, hội phụ nữ",
)
COST = ("Vừa sức", "Hơi cao", "Quá cao", "Không biết mức đóng")
INCOME = ("Tháng nào cũng đều", "Lúc có lúc không", "Không đủ chi tiêu")
WORTH = ("Rất có ích", "Có ích", "Ít có ích", "Không có ích")
STEPS = ("Dễ làm", "Bình thường", "Khó, mất thời gian", "Chưa làm bao giờ")
ONLINE = ("Tự dùng được", "Phải nhờ người khác", "Không dùng")
JOINS = ("Chắc chắn có", "Có thể", "Chưa biết", "Không")
SUMS = (50, 100, 100, 150, 150, 200, 200, 300, 500)

OPEN = (
    "Chạy xe cả ngày trừ xăng với tiền trọ là vừa hết, dư ra đồng nào đâu.",
    "Em chưa nghe ai nói về loại này, giờ đọc khảo sát mới biết có.",
    "Đóng hai chục năm lận, tui năm nay năm hai rồi đóng tới chừng nào.",
    "ko biet dang ky o dau",
    "Sợ đóng rồi sau này về quê không biết có rút được không.",
    "Tháng làm tháng nghỉ, hôm nào mưa là nhịn, không dám hứa đóng đều.",
    "Tiền học của hai đứa nhỏ lo chưa xong thì bảo hiểm để tính sau.",
    "Có hỏi ngoài phường một lần, họ bảo về làm tạm trú đã.",
    "Nghe nói chỉ người nhà nước mới có lương hưu.",
    "Mỗi tháng ba trăm mấy với người bán rau thì cao quá.",
    "Già rồi thì nhờ con, tôi không trông vào lương hưu.",
    "Không rành điện thoại, cái gì cũng làm trên mạng nên ngại.",
    "Thấy bảo hiểm tự nguyện không có thai sản nên em không đóng.",
    "Chồng em bảo để tiền đó gửi tiết kiệm còn hơn.",
    "Chưa tham gia vì chủ nhà không ký giấy tờ gì cả.",
    "Giấy tờ lằng nhằng, xin nghỉ một buổi là mất tiền công một buổi.",
    "Trước có nghe bà con nói rồi quên, không ai nhắc lại.",
    "Lương phụ hồ trả theo ngày, thầu mà chậm là anh em vay ăn.",
    "Tôi đóng rồi, thấy yên tâm hơn.",
    "Nếu nhà nước bù thêm thì em đóng ngay.",
    "Chưa hiểu được hưởng cái gì nên chưa dám đóng.",
    "Hộ khẩu ở quê, trên này ở trọ, không biết nộp bên nào.",
    "Đóng thì được nhưng mong cho đóng theo quý chứ tháng nào cũng chạy đi nộp mệt lắm.",
    "Mẹ em dưới quê bệnh hoài, kiếm bao nhiêu gửi về hết.",
    "Cài VssID mấy lần không xong, nó cứ báo sai số căn cước.",
    "Thủ tục giờ cũng nhanh, tại em lười thôi.",
    "Không tin lắm, lỡ mấy năm nữa luật lại đổi.",
    "Bên app bảo tụi em là đối tác nên không lo khoản này.",
    "Con gái làm trên điện thoại cho, tôi chỉ đưa tiền.",
    "Mức này thì ráng được, nhưng đóng lâu quá.",
    "Chị bán vé số cùng xóm đóng rồi mà chưa thấy được gì.",
    "Cần có người tới tận xóm trọ giải thích cho bà con hiểu.",
    "Ngày kiếm được trăm rưỡi, ăn uống xong còn mấy chục ngàn.",
    "Em mới lên thành phố ba tháng, chưa tính tới.",
    "Tưởng bảo hiểm y tế với cái này là một.",
    "Lúc dịch mất việc phải rút một lần, giờ làm lại từ đầu thấy nản.",
    "thu nhap khong on dinh",
    "Có tiền thì mua vàng để dành cho chắc.",
    "Em coi trên Facebook thấy có người lừa đóng bảo hiểm nên sợ.",
    "Nhân viên thu bảo hiểm có ghé nhưng nói nhanh quá, tôi không nhớ.",
    "Muốn hạ số năm đóng xuống, mười năm thì tôi theo.",
    "Làm giúp việc ở luôn nhà chủ, đâu có giờ mà đi làm hồ sơ.",
    "Không có ý kiến.",
    "Giá mà phường đứng ra thu giùm thì tiện.",
    "Vợ chồng tôi nợ ngân hàng, trả góp xong là hết.",
    "Tôi đang hưởng trợ cấp thương binh nên không cần.",
    "Chưa ai hướng dẫn, hỏi tổ trưởng cũng lắc đầu.",
    "Nộp hồ sơ bị trả về hai lần vì sai ngày sinh.",
    "Sức khỏe còn tốt, chưa nghĩ tới chuyện về hưu.",
    "Em nghe radio nói có hỗ trợ mà không rõ được bao nhiêu phần trăm.",
    "Đồng nát dạo này rớt giá, cân ve chai không đủ tiền chợ.",
    "Ở quê tôi xã loa suốt nên tôi biết, lên đây thì chẳng nghe gì.",
    "Tham gia hai năm rồi bỏ vì tháng đó kẹt tiền.",
    "Mong có chế độ ốm đau, tai nạn cho người chạy xe như tụi tui.",
    "Mình làm nay đây mai đó, chuyển chỗ liên tục không biết có bị cắt không.",
    "Công ty giao hàng nên góp một phần, chứ bắt tài xế lo hết thì căng.",
    "Nói thật là chưa thấy lợi ở đâu.",
    "Đóng qua ví điện tử được thì em đóng.",
)
"""Written for this file by hand; nobody said them."""


def rows(seed: int = 7) -> list[list[str]]:
    """Return the invented answers, a row a respondent."""
    draw = random.Random(seed)
    writers = dict(zip(draw.sample(range(PEOPLE), len(OPEN)), OPEN, strict=True))
    made, time = [], FIRST
    for number in range(PEOPLE):
        time += timedelta(minutes=draw.randint(3, 140), seconds=draw.randint(0, 59))
        made.append([_stamp(time), *_answers(draw), writers.get(number, "")])
    return made


def _stamp(time: datetime) -> str:
    """Return a time as Google Forms in Vietnamese writes it: SA before noon, CH after."""
    half = "SA" if time.hour < 12 else "CH"  # noqa: PLR2004 - noon
    return f"{time:%Y/%m/%d} {time.hour % 12 or 12}:{time:%M:%S} {half} GMT+7"


def _answers(draw: random.Random) -> list[str]:
    sex = _one(draw, ("Nữ", "Nam", "Không muốn trả lời"), (54, 44, 2))
    city = draw.choice(CITIES)
    age = draw.choice((*range(18, 36), *range(24, 50), *range(40, 63)))
    north, old = city == "Hà Nội", age >= 45  # noqa: PLR2004 - invented tendencies
    knows = _one(draw, KNOWS, (22, 43, 35) if north else (15, 38, 47))
    heard = [] if knows == KNOWS[2] else [c for c in CHANNELS if draw.random() < _heard(c, sex)]
    online = _one(draw, ONLINE, (14, 30, 56) if old else (46, 24, 30))
    joins = _one(draw, JOINS, (30, 34, 22, 14) if sex == "Nữ" else (22, 30, 26, 22))
    return [
        sex,
        city,
        str(age),
        draw.choice(WORK.get(sex, WORK["Nam"])),
        knows,
        ", ".join(heard),
        _one(draw, COST, (14, 27, 33, 26)),
        _one(draw, INCOME, (21, 49, 30)),
        _one(draw, WORTH, (17, 38, 29, 16)),
        _missed(draw, _one(draw, STEPS, (15, 24, 27, 34)), 0.03),
        _missed(draw, online, 0.02),
        joins,
        "" if joins == JOINS[3] else _missed(draw, str(draw.choice(SUMS)), 0.1),
    ]


def _heard(channel: str, sex: str) -> float:
    return {CHANNELS[1]: 0.45, CHANNELS[3]: 0.4, CHANNELS[5]: 0.3 if sex == "Nữ" else 0.08}.get(
        channel, 0.2
    )


def _one(draw: random.Random, options: Sequence[str], weights: Sequence[int]) -> str:
    return draw.choices(options, weights)[0]


def _missed(draw: random.Random, answer: str, share: float) -> str:
    return "" if draw.random() < share else answer


if __name__ == "__main__":
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows(rows())
