"""Letters and tables labelled by hand before they were read: place, kind, wording, reason, sender.

The drafts are two of the seeds: opinions in numbered levels, and a draft in Traditional script.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from drafting.api import load
from drafting.rounds.comments import Comment
from drafting.rounds.letters import letter_to_reading
from drafting.rounds.places import Places


@dataclass(frozen=True)
class Label:
    """What one comment is: known by ``words`` in it; on ``eids``, to the 款 where it says so."""

    words: str
    eids: tuple[str, ...]
    kind: str
    proposed: str = ""
    reason: str = ""


OPINIONS = """关于《杭州市促进智能机器人产业高质量发展的实施意见》的建议
市经信局高端装备处：
一、第2条中“给予10%的奖励，最高不超过50万元”，建议提高为“给予20%的奖励，最高不超过200万元”。
二、第三点“首台套”补助与省级政策能否叠加享受？
三、“6、加大项目招引力度”中旧设备不计入投资总额，不利于企业技改，建议删除“旧设备”。
四、第九条增加“电竞”场景。
五、建议第14条补充支持企业在境外注册商标、申请专利。
六、第7条评选数量“不少于10个”偏少，建议20个。
七、标题中“高质量发展”建议删去。
八、总体上支持出台。
九、对第8、10条的场景，建议合并。
十、对第（十五）条：工作专班由谁牵头要写清楚。
对“强化人才引育”：建议把博士后纳入。
杭州某机器人股份有限公司
2024年4月20日"""
OPINIONS_LABELS = (
    Label("200万元", ("level_2",), "修改", "给予20%的奖励，最高不超过200万元"),
    Label("叠加享受", ("level_3",), "疑问"),
    Label("企业技改", ("level_6",), "删除"),
    Label("电竞", ("level_9",), "增加", "电竞"),
    Label("注册商标", ("level_14",), "增加"),
    Label("偏少", ("level_7",), "修改"),
    Label("标题中", ("preface__longTitle",), "删除"),
    Label("总体上支持", (), "支持"),
    Label("合并", ("level_8", "level_10"), "修改"),
    Label("谁牵头", ("level_15",), "修改"),
    Label("博士后", ("level_17",), "增加"),
)
TRADITIONAL = """關於《上海市促進人工智能產業發展條例（草案）》的意見
上海市人大常委會法工委：
一、第二條第一款「獲得最佳結果」的表述過於絕對，建議修改為「獲得預期結果」。
二、第六條第一款：主管部門應當增加數據主管部門。
三、第十二條第二款「算力獎勵、補貼與價格優惠等方式」建議刪除「獎勵」二字。理由：與補貼重複。
四、請問第三十條第一款的配套支持是強制的嗎？
五、第十五條與第十六條內容交叉，建議重新梳理。
六、第二章第一節：建議增加關於電力保障的條文。
七、「負面清單」由誰公佈，應當明確。
臺資企業協會上海分會
林志明
2022年9月10日"""
TRADITIONAL_LABELS = (
    Label("預期結果", ("art_2__para_1",), "修改", "獲得預期結果"),
    Label("數據主管部門", ("art_6__para_1",), "增加"),
    Label("算力獎勵", ("art_12__para_2",), "删除", "", "與補貼重複。"),
    Label("強制的嗎", ("art_30__para_1",), "疑问"),
    Label("內容交叉", ("art_15", "art_16"), "修改"),
    Label("電力保障", ("chp_2__sec_1",), "增加"),
    Label("由誰公佈", ("art_9__para_1",), "修改"),
)
RUN_ON = """对上海人工智能条例草案的建议：第三条“适用本条例”前面加上“及其监督管理”。第七条专家委员会建议明确人数和任期。\
第九条第三款“轻微违法行为不予处罚清单”与行政处罚法关系要写清。【算力资源】这一条太长，建议拆分成两条。\
第三章第一节第二十八条“龙头企业”建议改为“链主企业”，理由是与国家文件一致。第二十九条 第三款建议删去。
第二百条写错了。最后一条的日期请推迟。
网友：大河向东流"""
RUN_ON_LABELS = (
    Label("及其监督管理", ("art_3__para_1",), "增加", "及其监督管理"),
    Label("人数和任期", ("art_7",), "修改"),
    Label("要写清", ("art_9__para_3",), "修改"),
    Label("拆分成两条", ("art_12",), "修改"),
    Label("链主企业", ("art_28__para_1",), "修改", "链主企业", "与国家文件一致。"),
    Label("第二十九条", ("art_29__para_3",), "删除"),
    Label("第二百条", (), "修改"),
    Label("请推迟", ("art_70",), "修改"),
)


@pytest.mark.parametrize(
    ("seed", "text", "labels", "sender"),
    [
        ("hangzhou-robot-opinions-2024", OPINIONS, OPINIONS_LABELS, ("", "杭州某机器人股份有限公司")),
        ("shanghai-ai-draft-2022", TRADITIONAL, TRADITIONAL_LABELS, ("林志明", "臺資企業協會上海分會")),
        ("shanghai-ai-draft-2022", RUN_ON, RUN_ON_LABELS, ("大河向东流", "")),
    ],
    ids=["opinions", "traditional", "run-on"],
)
def test_every_labelled_comment(
    seeds: Path, seed: str, text: str, labels: tuple[Label, ...], sender: tuple[str, str]
) -> None:
    places = Places(load(seeds / f"{seed}.txt"))
    reading = letter_to_reading(list(enumerate(text.split("\n"), 1)), places)
    assert len(reading.comments) == len(labels), [c.text for c in reading.comments]
    for label, comment in zip(labels, reading.comments, strict=True):
        assert label.words in comment.text
        _compare(label, comment)
        assert (comment.proposer, comment.unit) == sender


def _compare(label: Label, comment: Comment) -> None:
    eids = tuple(a.eid.removesuffix("__para_1" if "level" in a.eid else "-") for a in comment.anchors)
    assert (eids, comment.kind) == (label.eids, label.kind), comment
    assert (comment.proposed, comment.reason) == (label.proposed, label.reason), comment
