"""What the researcher is to write in each chapter of the default outline."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual

FILLED = frozenset(
    {
        *("challenges.cooperatives", "challenges.workers", "challenges.institutions"),
        *("practice", "roles"),
        *(
            f"recommendations.{name}"
            for name in ("policy", "cooperatives", "workers", "awareness", "institutions")
        ),
    }
)
"""The chapters that stand on codings."""

PROSE: Mapping[str, Bilingual] = {
    "summary": Bilingual(
        "Viết sau cùng, nhiều nhất hai trang: vì sao có nghiên cứu này; đã nghe ai, ở đâu (số liệu "
        "ở bảng dưới); ba đến năm phát hiện chính, mỗi phát hiện một câu; các khuyến nghị, mỗi "
        "khuyến nghị một câu có ghi ai làm; những điều nghiên cứu chưa trả lời được.",
        "Write this last, two pages at most: why the study was done; who was heard, and where "
        "(figures in the table below); three to five key findings, a sentence each; the "
        "recommendations, a sentence each that says who acts; what the study can't answer.",
    ),
    "introduction": Bilingual(
        "Mục tiêu và câu hỏi nghiên cứu; đặt hàng của ai; phạm vi địa bàn và thời gian; phương "
        "pháp trong một đoạn (chi tiết ở phụ lục phương pháp); hạn chế: chọn mẫu có chủ đích nên "
        "số đếm không phải tỷ lệ trong dân số; cấu trúc báo cáo.",
        "Aims and research questions; who commissioned it; places and period; methods in one "
        "paragraph (details in the methods annex); limits: people were chosen on purpose, so "
        "counts are not prevalence; how the report is built up.",
    ),
    "context": Bilingual(
        "Khung pháp luật và chính sách hiện hành (số hiệu, ngày có hiệu lực); quy mô của nhóm đối "
        "tượng, tỷ lệ tham gia, kèm nguồn; chuyển biến gần đây; những nghiên cứu trước nói gì. "
        "Chương này dựa vào tài liệu, không dựa vào lời người trả lời.",
        "Law and policy in force (number, date of effect); how many people are concerned and how "
        "many take part, with sources; what changed lately; what earlier studies say. This chapter "
        "rests on documents, not on what respondents said.",
    ),
    "challenges": Bilingual(
        "Một đoạn dẫn vào: các mục dưới đây xếp theo ai nói; điều gì mọi bên cùng nói, điều gì chỉ "
        "một bên nói.",
        "One paragraph to lead in: the sections below follow who speaks; what all sides say, and "
        "what only one of them says.",
    ),
    "challenges.cooperatives": Bilingual(
        "Khó khăn theo lời người quản lý và thành viên hợp tác xã.",
        "What managers and members of cooperatives find hard.",
    ),
    "challenges.workers": Bilingual("Khó khăn theo lời người lao động.", "What workers find hard."),
    "challenges.institutions": Bilingual(
        "Chính sách, thủ tục và cách các cơ quan thực hiện, theo lời mọi nguồn.",
        "Policy, procedures and how offices carry them out, as all sources have it.",
    ),
    "practice": Bilingual(
        "Điều đang làm tốt: ở đâu, ai làm, nhờ đâu mà được, kết quả ra sao, và nơi khác có làm "
        "theo được không.",
        "What works: where, who does it, what makes it work, what came of it, and whether others "
        "could do the same.",
    ),
    "roles": Bilingual(
        "Mỗi bên đang làm gì, người trả lời trông đợi gì ở họ, và chỗ nào chưa có ai làm. Bảng "
        "dưới cho biết ai nói về điều gì và ai được nhắc tên; được nhắc tên chưa có nghĩa là chịu "
        "trách nhiệm.",
        "What each party does, what respondents expect of it, and where nobody acts. The tables "
        "below tell who speaks on what and which parties are named; being named doesn't yet mean "
        "being responsible.",
    ),
    "recommendations": Bilingual(
        "Mỗi khuyến nghị dựa vào một phát hiện có bằng chứng trong báo cáo này, và ghi rõ ai làm, "
        "làm gì, đến khi nào, lấy gì để biết là đã làm.",
        "Each recommendation rests on a finding with evidence in this report, and says who does "
        "what by when, and how one will know.",
    ),
    "recommendations.policy": Bilingual(
        "Khuyến nghị sửa luật, nghị định, mức hỗ trợ; gửi tới bộ nào.",
        "Changes of law, decree or subsidy; addressed to which ministry.",
    ),
    "recommendations.cooperatives": Bilingual(
        "Việc hợp tác xã và liên minh hợp tác xã có thể tự làm.",
        "What cooperatives and their alliance can do themselves.",
    ),
    "recommendations.workers": Bilingual(
        "Việc người lao động, nhóm và nghiệp đoàn của họ có thể làm, và cần được giúp gì.",
        "What workers, their groups and unions can do, and what help they need.",
    ),
    "recommendations.awareness": Bilingual(
        "Nói với ai, bằng lời nào, qua kênh nào họ đang tin.",
        "Whom to tell, in which words, through which channels that they trust.",
    ),
    "recommendations.institutions": Bilingual(
        "Việc của cơ quan bảo hiểm xã hội, chính quyền địa phương, đoàn thể: phối hợp, nhân lực, "
        "thủ tục.",
        "What social insurance offices, local government and mass organisations are to do: "
        "coordination, staff, procedures.",
    ),
    "conclusion": Bilingual(
        "Trả lời từng câu hỏi nghiên cứu bằng một đoạn; điều gì chắc, điều gì còn ngờ (xem cột đối "
        "chiếu nguồn); điều gì cần tìm hiểu tiếp.",
        "Answer each research question in a paragraph; what is firm and what is doubtful (see the "
        "convergence of sources); what to look into next.",
    ),
}
