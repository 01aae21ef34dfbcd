"""What a comment asks for, who sent it, how a cell is cut into comments."""

from __future__ import annotations

import pytest

from drafting.rounds.senders import (
    read_date,
    read_label_cells,
    read_labels,
    read_proposer,
    read_signature,
)
from drafting.rounds.splitting import split_comments, split_sentences, strip_marker
from drafting.rounds.wording import (
    find_changes,
    guess_kind,
    is_empty,
    read_kind,
    read_request,
    says_nothing,
)


@pytest.mark.parametrize(
    ("text", "kind", "words", "proposed"),
    [
        ("建议将“可以”修改为“应当”", "修改", "可以", "应当"),
        ('"机器人"改为"智能机器人"', "修改", "机器人", "智能机器人"),
        ("将第八条中的“专家库”统一为“专家委员会”", "修改", "专家库", "专家委员会"),
        ("删去“依法”二字", "删除", "依法", ""),
        ("建议将“依法”二字删除", "删除", "依法", ""),
        ("在“企业”后增加“、个人”", "增加", "企业", "、个人"),
        ("“国际标准制定”之后建议增加“国内标准制定”", "增加", "国际标准制定", "国内标准制定"),
        ("建议修改为：市人民政府应当设立委员会。", "修改", "", "市人民政府应当设立委员会。"),
        ("第三条建议修改如下：\n“本市行政区域内适用。”", "修改", "", "本市行政区域内适用。"),
        ("建议增加一款，作为第三款：“企业应当公开算法。”", "增加", "", "企业应当公开算法。"),
        ("将“A“B”C”改为“D”", "修改", "A“B”C", "D"),
        ("第三条的适用范围是否包括域外企业？", "疑问", "", ""),
        ("请问观察期是什么意思", "疑问", "", ""),
        ("完全同意第三条", "支持", "", ""), ("我支持该条例尽快出台", "支持", "", ""),
        ("我单位无修改意见", "支持", "", ""), ("不同意设立观察期", "反对", "", ""),
        ("坚决反对", "反对", "", ""), ("建议删除本条", "删除", "", ""),
        ("建议明确主管部门", "修改", "", ""), ("应当删掉第二款，并增加处罚条款", "修改", "", ""),
        ("建议支持企业研发", "修改", "", ""), ("表述不清", "修改", "", ""),
    ],
)
def test_requests(text: str, kind: str, words: str, proposed: str) -> None:
    found = read_request(text)
    assert (found.kind, found.words, found.proposed) == (kind, words, proposed)


def test_a_reason_is_parted_from_what_it_is_for() -> None:
    found = read_request("建议删去第二款。理由：与第九条重复。")
    assert (found.text, found.reason) == ("建议删去第二款。", "与第九条重复。")
    # a text that is all reason loses nothing
    assert read_request("理由：重复").text == "理由：重复"


def test_every_change_of_a_text() -> None:
    text = "将“甲一”修改为“乙一”，“甲二”改为“乙二”，删去“丙”，在“丁”后增加“戊”。"
    assert find_changes(text) == [("甲一", "乙一"), ("甲二", "乙二"), ("丙", ""), ("丁", "丁戊")]


@pytest.mark.parametrize(("text", "empty"), [("", True), ("无", True), ("/", True), ("—", True),
                                              ("　", True), ("无权", False), ("删", False)])
def test_empty_cells(text: str, empty: bool) -> None:
    assert is_empty(text) is empty


@pytest.mark.parametrize("text", ["无意见", "没有意见。", "无修改意见和建议", "我局无意见", "暂无建议"])
def test_nothing_to_say(text: str) -> None:
    assert says_nothing(text)


def test_something_to_say() -> None:
    assert not says_nothing("无意见不妥")
    assert not says_nothing("没有规定法律责任")


def test_kinds_by_cell() -> None:
    said = ("修改", "建议删除", "新增", "补充完善", "疑问咨询", "同意", "")
    assert [read_kind(s) for s in said] == ["修改", "删除", "增加", "增加", "疑问", "支持", None]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.建议删除第二款。2.建议明确主管部门。", ["建议删除第二款。", "建议明确主管部门。"]),
        ("（1）建议删除第二款；（2）建议明确主体", ["建议删除第二款；", "建议明确主体"]),
        ("一、建议删除第二款\n二、建议明确主体", ["建议删除第二款", "建议明确主体"]),
        ("①建议删除第二款②建议", ["①建议删除第二款②建议"]),
        ("建议删除第二款\n建议明确主体", ["建议删除第二款", "建议明确主体"]),
        ("一是建议删除第二款；二是建议明确主体。", ["建议删除第二款；", "建议明确主体。"]),
        # numbering inside a wording proposed is wording
        ("建议修改为：“（一）研发企业；（二）生产企业。”", ["建议修改为：“（一）研发企业；（二）生产企业。”"]),
        ("修改为：\n1.研发企业应当备案；\n2.生产企业应当备案。",
         ["修改为：\n1.研发企业应当备案；\n2.生产企业应当备案。"]),
        ("金额为1.5万元，比例为2.5%", ["金额为1.5万元，比例为2.5%"]),
        ("第一款和第二款重复", ["第一款和第二款重复"]),
    ],
)
def test_cells_with_several_comments(text: str, parts: list[str]) -> None:
    assert split_comments(text) == parts


def test_sentences_and_markers() -> None:
    assert split_sentences("甲。“乙。丙！”丁？戊") == ["甲。", "“乙。丙！”丁？", "戊"]
    assert strip_marker("3、建议删除") == ("3、", "建议删除")
    assert strip_marker("2025年8月") == ("", "2025年8月")


def test_senders() -> None:
    labels = ["填表单位（盖章）：杭州某某科技有限公司　联系人：张三　联系电话：13800001111",
              "填表日期：2025年8月12日"]
    found = read_labels(labels)
    assert (found.unit, found.proposer) == ("杭州某某科技有限公司", "张三")
    assert (found.contact, found.date) == ("13800001111", "2025-08-12")
    beside = read_label_cells([("单位", "杭州甲公司", "姓名", "李四"), ("电话：0571-88889999", "")])
    assert (beside.unit, beside.proposer, beside.contact) == ("杭州甲公司", "李四", "0571-88889999")
    blank = read_labels(["联系人：　　　　联系电话：　　　填表日期：　　　　年　　月　　日"])
    assert (blank.proposer, blank.contact, blank.date) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "proposer", "unit"),
    [("张三", "张三", ""), ("杭州某某机器人有限公司", "", "杭州某某机器人有限公司"),
     ("市经信局 王五", "王五", "市经信局"), ("王五（市经信局）", "王五", "市经信局"),
     ("浙江大学/李四", "李四", "浙江大学"), ("市民 王小明", "王小明", "")],
)
def test_proposers(text: str, proposer: str, unit: str) -> None:
    found = read_proposer(text)
    assert (found.proposer, found.unit) == (proposer, unit)


def test_signatures() -> None:
    lines = ["第一条建议删除。", "此致", "敬礼", "杭州市民 王小明", "电话：13800000000", "2025年8月15日"]
    sender, count = read_signature(lines)
    assert (sender.proposer, sender.contact, sender.date, count) == (
        "王小明", "13800000000", "2025-08-15", 5
    )
    sender, count = read_signature(["建议删除第一条", "二〇二五年八月十五日"])
    assert (sender.date, count) == ("2025-08-15", 1)
    assert read_date("2025.8.5") == "2025-08-05"
    assert read_date("2025年13月1日") == ""


@pytest.mark.parametrize(
    ("text", "kinds", "proposed"),
    [
        ("第八条建议进一步细化专家遴选标准。","修改",""),
        ("第八条不应由市司法局牵头。","修改|反对",""),
        ("我反对第四十六条给企业观察期。","反对",""),
        ("第十二条写得很好，支持！","支持",""),
        ("为什么第二十条没有规定违约责任","疑问",""),
        ("第三条中“适用”宜改“遵守”","修改","遵守"),
        ("第三条“从事”二字删","删除",""),
        ("第五条后加一款：区人民政府应当每年报告工作。","增加","区人民政府应当每年报告工作。"),
        ("第六条第一款“市经济和信息化部门”应为“市数据部门”。","修改","市数据部门"),
        ("建议第九条与第十条合并。","修改",""),
        ("第十五条罚款数额过低","修改",""),
        ("请问“观察期”多长？","疑问",""),
        ("第二条能否增加医疗机器人？","增加|疑问",""),
        ("同意草案第七条。","支持",""),
        ("第四十八条施行日期建议推迟到2026年1月1日。","修改",""),
        ("建议取消第三十条的备案要求","删除",""),
        ("第十一条把“鼓励”改成“支持”","修改","支持"),
        ("第十一条，将“鼓励”一词替换为“引导”。","修改","引导"),
        ("第二十一条“应当”改“可以”即可。","修改","可以"),
        ("删除第十九条第二款。","删除",""),
        ("第十九条第二款没有必要，建议去掉。","删除",""),
        ("第二十三条补充保险的内容","增加",""),
        ("希望条例尽快出台。","支持",""),
        ("完全赞成，无意见。","支持",""),
        ("不同意第二十六条。","反对",""),
        ("第二十六条不妥。","修改|反对",""),
        ("第二十六条“高风险”的界定是什么意思？","疑问",""),
        ("第十三条的算力券，中小企业拿得到吗","疑问",""),
        ("建议在“企业”之后加上“、个体工商户”","增加","、个体工商户"),
        ("在第四条“原则”前插入“依法依规的”","增加","依法依规的"),
        ("第十条“国际”修改成“国际国内”","修改","国际国内"),
        ("“可以”→“应当”","修改","应当"),
        ("标题改为《杭州市机器人条例》","修改",""),
        ("第三十五条有错别字，“份”应为“分”","修改","分"),
        ("第四十条应明确由谁赔偿","修改",""),
        ("对第四十条没有意见","支持",""),
        ("坚决抵制第四十四条！","反对",""),
        ("第七条第二款表述重复，可删。","删除",""),
        ("第七条第二款可以不要","删除",""),
        ("第二十五条建议修改为：支持高校设立机器人学院。理由：人才缺。","修改","支持高校设立机器人学院。"),
    ],
)
def test_sentences_labelled_before_they_were_read(text: str, kinds: str, proposed: str) -> None:
    request = read_request(text)
    kind = request.kind if request.words or request.proposed else guess_kind(request.text)
    assert kind in kinds.split("|")
    if proposed:
        assert request.proposed == proposed
