"""Letters as comments: nothing of them is lost."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.errors import SourceError
from drafting.rounds.letters import letter_to_reading
from drafting.rounds.mentions import squeeze
from drafting.rounds.returned import read_returned

LETTER = """关于《杭州市促进具身智能机器人产业发展条例（草案）》的修改意见
杭州市司法局：
您好！我是一名机器人行业从业者，认真阅读了草案，提出以下意见：
一、总体意见
草案内容全面，支持尽快出台。
二、具体意见
1. 第二条第一款“特定或通用复杂任务”表述不清，建议将“特定或通用复杂任务”修改为“特定任务或者通用任务”。理由：与国家标准一致。
2. 建议第八条删去第二款。第九条与第十条内容重复，建议合并。
3. 12条中应明确算力券标准。
理由：便于操作。
第四十六条规定了“观察期”。
这一规定缺乏上位法依据，建议删除。
4. 建议增加一条，作为第四十三条：“从事高风险应用的，应当投保责任保险。”
5、第六章
（1）建议提高处罚力度。
（2）增加投诉渠道。
另外，“国际标准制定”之后建议增加“国内标准制定”。
以上意见供参考。
此致
敬礼
杭州云深科技有限公司
联系人：王小明　电话：13800001111
2025年8月20日"""


def test_a_whole_letter(read_letter) -> None:
    comments, rest = read_letter(LETTER)
    placed = [([a.eid for a in c.anchors], c.kind) for c in comments]
    assert placed == [
        ([], "支持"),
        (["art_2__para_1"], "修改"),
        (["art_8__para_2"], "删除"),
        (["art_9", "art_10"], "修改"),
        (["art_12"], "修改"),
        (["art_46__para_2"], "删除"),
        (["art_43"], "增加"),
        (["chp_6"], "修改"),
        (["chp_6"], "增加"),
        (["art_10__para_1"], "增加"),
    ]
    second = comments[1]
    assert second.anchors[0].words == "特定或通用复杂任务"
    assert second.proposed == "特定任务或者通用任务"
    assert second.reason == "与国家标准一致。"
    assert comments[4].reason == "便于操作。"
    assert {(c.proposer, c.unit, c.contact, c.date) for c in comments} == {
        ("王小明", "杭州云深科技有限公司", "13800001111", "2025-08-20")
    }
    assert "2025年8月20日" in rest
    assert "敬礼" in rest


@pytest.mark.parametrize("html", [False, True])
def test_a_saved_mail(places, tmp_path, html: bool) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "王小明 <w@example.com>", "a@b.cn", "关于草案的建议"
    mail["Date"] = "Mon, 01 Sep 2025 10:00:00 +0800"
    said = ("您好：", "第八条建议公开专家名单。", "希望尽快出台。")
    if html:
        mail.set_content("".join(f"<p>{t}</p>" for t in said), subtype="html")
    else:
        mail.set_content("\n".join(said))
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="意见.pdf")
    path = tmp_path / "m.eml"
    path.write_bytes(bytes(mail))
    reading = read_returned(path, "m.eml", places)
    assert [(c.text, c.kind, c.proposer, c.date) for c in reading.comments] == [
        ("第八条建议公开专家名单。", "修改", "王小明", "2025-09-01"),
        ("希望尽快出台。", "支持", "王小明", "2025-09-01"),
    ]
    assert reading.comments[0].anchors[0].eid == "art_8"
    assert "意见.pdf" in reading.notes[0]
    path.write_bytes(b"\x00\x01")
    with pytest.raises(SourceError):
        read_returned(path, "m.eml", places)


@pytest.mark.parametrize(
    ("text", "eids", "kind"),
    [
        ("我单位对草案无意见。\n市财政局\n2025年8月22日", [[]], "支持"),
        ("第十二条我觉得不行\n市民 李雷", [["art_12"]], "修改"),
        ("关于第八条的建议\n专家库的组成太窄。\n张三", [["art_8"]], "修改"),
        ("建议将该条例名称改为“具身智能机器人促进条例”。", [["preface__longTitle"]], "修改"),
        ("第三条建议修改如下：\n“本市行政区域内从事研发的，适用本条例。”", [["art_3"]], "修改"),
        ("《数据安全法》第二十一条已有规定。", [[]], "修改"),
        ("第五条【政府职责】\n应写明责任。", [["art_5"]], "修改"),
        ("分级分类监管体系是否“分级分类监管体系与沙盒监管机制”？", [["art_46__para_1"]], "疑问"),
        ("没有任何结构的一句话", [[]], "修改"),
    ],
)
def test_short_letters(read_letter, text: str, eids: list[list[str]], kind: str) -> None:
    comments, _ = read_letter(text)
    assert [[a.eid for a in c.anchors] for c in comments] == eids
    assert comments[0].kind == kind


def test_an_end_that_was_run_together(read_letter) -> None:
    comments, rest = read_letter("第八条建议公开名单。此致敬礼王小明2025年9月1日")
    assert [(c.text, c.proposer, c.date) for c in comments] == [
        ("第八条建议公开名单。", "王小明", "2025-09-01")
    ]
    assert rest == ("此致", "敬礼", "王小明", "2025年9月1日")
    comments, _ = read_letter("第八条建议公开名单。\n杭州云深科技有限公司 2025年9月1日")
    assert (comments[0].unit, comments[0].date) == ("杭州云深科技有限公司", "2025-09-01")


def test_a_heading_ends_where_the_next_number_of_its_kind_begins(read_letter) -> None:
    comments, _ = read_letter("1、第六章\n（1）加大处罚\n2、建议尽快出台")
    assert [[a.eid for a in c.anchors] for c in comments] == [["chp_6"], []]


def test_a_reference_is_not_a_topic(read_letter) -> None:
    comments, _ = read_letter("第八条的规定与第十条不一致。按照第三条的范围，也应包括个人。")
    assert [[a.eid for a in c.anchors] for c in comments] == [["art_8"]]


def test_leading_words_that_ask_are_comments(read_letter) -> None:
    text = "经研究，我局认为草案总体可行，但建议增加处罚内容，具体意见如下：\n第五条【政府职责】\n应写明责任。"
    comments, rest = read_letter(text)
    assert [[a.eid for a in c.anchors] for c in comments] == [[], ["art_5"]]
    assert rest == ("第五条【政府职责】",)


LINES = st.lists(
    st.one_of(
        st.sampled_from(LETTER.split("\n")),
        st.text(st.sampled_from("第八条二款建议删去将“”改为：。，；、（一）1.理由 您好张三"), max_size=40),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(LINES)
def test_nothing_of_a_letter_is_lost(places, lines: list[str]) -> None:
    reading = letter_to_reading(list(enumerate(lines, 1)), places)
    kept = "".join(
        squeeze(text)
        for c in reading.comments
        for text in (c.text, c.reason)
    ) + "".join(map(squeeze, reading.rest))
    for line in lines:
        # numbers of items and the word 理由 are told by the comment's own parts
        for piece in squeeze(line).replace("理由", " ").replace("原因", " ").split():
            inside = piece.strip("0123456789一二三四五六七八九十是")
            assert inside[1:-1] in kept or len(inside) < 4


@pytest.mark.parametrize(
    ("closing", "proposer", "unit", "date"),
    [
        ("。某市律师协会张国强0393-89012342025/8/30", "张国强", "某市律师协会", "2025-08-30"),
        ("。执笔人：郭思远2017年10月20日", "郭思远", "", "2017-10-20"),
        ("？江苏某某律师事务所 律师沈佳怡", "沈佳怡", "江苏某某律师事务所", ""),
        ("。\n某市残联联系人 宋雨010-888866662016.11.5", "宋雨", "某市残联", "2016-11-05"),
        ("。\n某某公司\n（联系人：法制部 赵鹏，电话：0393-4412345）", "赵鹏", "某某公司", ""),
        ("。\n陈志远律师\n13800001111", "陈志远", "", ""),
        ("。\n网友：大河向东流", "大河向东流", "", ""),
        ("。\n--\n王建国\n某某街道办事处\nSent from my iPhone", "王建国", "某某街道办事处", ""),
    ],
)
def test_closings_run_together_and_unlabelled(read_letter, closing, proposer, unit, date) -> None:
    comments, _ = read_letter(f"第九条建议增列学会。\n第八条建议公开名单{closing}")
    assert [c.anchors[0].eid for c in comments] == ["art_9", "art_8"]
    assert {(c.proposer, c.unit, c.date) for c in comments} == {(proposer, unit, date)}
    assert comments[1].text.startswith("第八条建议公开名单")
    assert len(comments[1].text) <= 10


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("附则应当单列", ["chp_7"]), ("总则部分太长。", ["chp_1"]), ("倒数第二条应当删除", ["art_47"]),
        ("第五条倒数第一款应删", ["art_5__para_2"]), ("第8～10条顺序乱。", ["art_8", "art_9", "art_10"]),
        ("我认为第46条观察期不妥，第47条也一样。", ["art_46", "art_47"]), ("第八條第二款建議刪除", ["art_8__para_2"]),
        ("根据第八条，第九条应改。", ["art_9"]), ("第二百条写错了", []), ("关于“算力”条款（第12条）：标准不清", ["art_12"]),
        ("从事研发、制造、销售、应用及其配套服务的活动要写清楚", []),
    ],
)
def test_places_in_one_sentence(read_letter, text: str, eids: list[str]) -> None:
    (comment,), _ = read_letter(text)
    assert [a.eid for a in comment.anchors] == eids


def test_a_heading_that_says_more_is_a_comment_when_none_follows(read_letter) -> None:
    comments, rest = read_letter("一、关于第八条专家库的组成\n二、关于第九条\n建议增列学会。")
    assert [(c.text, c.anchors[0].eid) for c in comments] == [
        ("一、关于第八条专家库的组成", "art_8"), ("建议增列学会。", "art_9"),
    ]
    assert rest == ("二、关于第九条",)
