"""What stands around the provisions: titles, notices, 题注, 目录, signatures, annexes, copies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.akn import Tree
from drafting.akn.names import tag

Parse = Callable[[str], Tree]
BODY = "第一条 为了甲，制定本条例。\n第二条 乙。\n第三条 丙。"


def containers(tree: Tree) -> dict[str, str]:
    return {e.get("name", ""): e.full_text for e in tree.main.iter(tag("container"))}


class TestTitle:
    @pytest.mark.parametrize(
        ("lines", "title"),
        [
            ("中华人民共和国农村土地承包\n经营纠纷调解仲裁法", "中华人民共和国农村土地承包经营纠纷调解仲裁法"),
            ("某市条例\n（草案）\n（征求意见稿）", "某市条例（草案）（征求意见稿）"),
            ("最高人民法院\n关于审理某案件适用法律\n若干问题的解释", "最高人民法院关于审理某案件适用法律若干问题的解释"),
            ("关于适用《中华人民共和国民法典》\n若干问题的解释", "关于适用《中华人民共和国民法典》若干问题的解释"),
            ("《某市促进某产业发展\n条例（草案）》起草说明", "《某市促进某产业发展条例（草案）》起草说明"),
            ("中华人民共和国民法典\n总则\n（2020年5月28日通过）", "中华人民共和国民法典总则"),
            ("政策|某市某条例(草案)\n来源: 作者: 发布日期:2022-08-30\n某市某条例(草案)", "某市某条例(草案)"),
        ],
    )
    def test_of_several_lines(self, lines: str, title: str, parse_text: Parse) -> None:
        assert parse_text(f"{lines}\n{BODY}").title == title

    def test_printed_twice_with_a_note_between(self, parse_text: Parse) -> None:
        tree = parse_text(
            "最高人民法院关于审理某案件若干问题的规定\n（2022年1月1日最高人民法院审判委员会通过）\n最高人民法院\n"
            f"关于审理某案件若干问题的规定\n法释〔2022〕1号\n{BODY}"
        )
        assert tree.title == "最高人民法院关于审理某案件若干问题的规定"
        found = containers(tree)
        assert found["repeatedTitle"].startswith("最高人民法院\n")
        assert found["docNumber"] == "法释〔2022〕1号" and "cover" not in found

    def test_an_agency_above_the_title_is_not_part_of_it(self, parse_text: Parse) -> None:
        assert parse_text(f"杭州市司法局\n杭州市养犬管理条例（草案）\n{BODY}").title == "杭州市养犬管理条例（草案）"


class TestHead:
    def test_a_note_over_several_lines(self, parse_text: Parse) -> None:
        tree = parse_text(
            "某条例\n（1990年6月28日第七届会议通过\n根据2009年8月27日《关于修改部分法律的决定》第一次修正\n"
            f"根据2020年10月17日《关于修改〈某条例〉的决定》第二次修正）\n{BODY}"
        )
        assert containers(tree)["noteToTitle"].count("\n") == 2
        dates = [e.get("date") for e in tree.main.iter(tag("FRBRdate"))]
        assert dates == ["1990-06-28", "2020-10-17", "2020-10-17"]

    def test_the_day_of_coming_into_force_is_no_date_of_the_text(self, parse_text: Parse) -> None:
        tree = parse_text(f"某条例\n（2023年1月3日会议通过　2023年6月1日起施行）\n{BODY}")
        assert {e.get("date") for e in tree.main.iter(tag("FRBRdate"))} == {"2023-01-03"}

    def test_a_notice_that_carries_the_text(self, parse_text: Parse) -> None:
        tree = parse_text(
            "某市人民政府关于印发《某市某办法》的通知\n某政发〔2023〕5号\n各区人民政府：\n现将有关办法印发给你们，请遵照执行。\n"
            f"某市人民政府\n2023年5月6日\n某市某办法\n{BODY}"
        )
        assert tree.title == "某市某办法"
        assert tree.main.find("{*}coverPage") is not None
        assert containers(tree)["signature"] == "某市人民政府\n2023年5月6日"
        assert {e.get("date") for e in tree.main.iter(tag("FRBRdate"))} == {"2023-05-06"}

    @pytest.mark.parametrize("head", ["目录", "目　　录", "目 次", "[目录]"])
    def test_contents(self, head: str, parse_text: Parse) -> None:
        tree = parse_text(
            f"某条例\n{head}\n第一章 总则\n第二章 附则\n第一章  总　则\n第一条 甲。\n第二章  附　则\n第二条 乙。"
        )
        items = [(e.text, e.get("href")) for e in tree.main.iter(tag("tocItem"))]
        assert items == [("第一章 总则", "#chp_1"), ("第二章 附则", "#chp_2")]
        assert [c.eid for c in tree.iter_provisions("chapter")] == ["chp_1", "chp_2"]

    def test_contents_with_page_numbers_and_sections(self, parse_text: Parse) -> None:
        tree = parse_text(
            "某条例\n目录\n第一章 总则……1\n第二章 管理……2\n第一节 一般规定……3\n第三章 责任……4\n第一节 一般规定……5\n"
            "第一章 总则\n第一条 甲。\n第二章 管理\n第一节 一般规定\n第二条 乙。\n第三章 责任\n第一节 一般规定\n第三条 丙。"
        )
        assert [e.get("href") for e in tree.main.iter(tag("tocItem"))] == [
            "#chp_1", "#chp_2", "#chp_2__sec_1", "#chp_3", "#chp_3__sec_1",
        ]  # fmt: skip

    def test_contents_without_their_name(self, parse_text: Parse) -> None:
        tree = parse_text("某条例\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。")
        assert len(list(tree.iter_provisions("chapter"))) == 2

    def test_contents_of_a_plan(self, parse_text: Parse) -> None:
        tree = parse_text(
            "某市发展行动方案\n目录\n一、总体要求 ........ 1\n二、保障措施 ........ 3\n一、总体要求\n发展某产业，意义重大。\n二、保障措施\n加强领导。"
        )
        assert [e.get("href") for e in tree.main.iter(tag("tocItem"))] == ["#level_1", "#level_2"]
        assert [p.eid for p in tree.iter_provisions("level")] == ["level_1", "level_2"]

    def test_preamble(self, parse_text: Parse) -> None:
        tree = parse_text(
            "中华人民共和国宪法\n（1982年12月4日通过）\n目录\n序言\n第一章 总纲\n序言\n中国是世界上历史最悠久的国家之一。\n"
            "第一章 总纲\n第一条 甲。\n第二条 乙。"
        )
        preamble = tree.main.find("{*}preamble")
        assert preamble is not None and len(preamble) == 2
        assert [e.get("href") for e in tree.main.iter(tag("tocItem"))] == ["#preamble", "#chp_1"]


class TestTail:
    def test_signature_and_distribution(self, parse_text: Parse) -> None:
        tree = parse_text(
            f"某条例\n{BODY}\n某市人民代表大会常务委员会\n2023年10月19日\n抄送：各区人民代表大会常务委员会。"
        )
        found = containers(tree)
        assert found["signature"] == "某市人民代表大会常务委员会\n2023年10月19日"
        assert found["distribution"].startswith("抄送")

    def test_the_page_below(self, parse_text: Parse) -> None:
        tree = parse_text(f"某条例\n{BODY}\n好文章，赞一下\n打印本页\n电话:0571-1\n某市司法局")
        assert containers(tree)["furniture"].count("\n") == 3
        assert "signature" not in containers(tree)

    def test_a_last_paragraph_that_ends_with_who_is_responsible(self, parse_text: Parse) -> None:
        plan = "某市实施方案\n一、目标\n发展产业。\n二、保障\n1、强化机制。建立机制。\n加强政策支持，统筹利用资金。（市科技局、市财政局）"
        assert "furniture" not in containers(parse_text(plan))

    def test_annexes(self, parse_text: Parse) -> None:
        tree = parse_text(
            f"某条例\n{BODY}\n附件1\n收费标准\n一、甲类收费\n每件一元。\n二、乙类收费\n每件二元。\n附件2\n某实施细则\n第一条 子。\n第二条 丑。"
        )
        assert [e.get("eId") for e in tree.main.iter(tag("attachment"))] == ["att_1", "att_2"]
        assert "att_1__level_2" in tree.by_eid and "att_2__art_2" in tree.by_eid
        assert len(tree.articles) == 3
        assert [u.label for u in tree.units if u.eid == "att_2__preface__longTitle"] == ["标题"]

    def test_a_list_of_annexes_is_none(self, parse_text: Parse) -> None:
        tree = parse_text(
            f"某规定\n{BODY}\n附件：1.甲规范\n2.乙样式\n附件1\n甲规范\n一、甲。\n附件2\n乙样式\n二〇二三年某月"
        )
        assert len(list(tree.main.iter(tag("attachment")))) == 2
        assert containers(tree)["annexList"] == "附件：1.甲规范\n2.乙样式"

    def test_further_texts_in_one_file(self, parse_text: Parse) -> None:
        tree = parse_text(
            f"某法\n（1990年4月4日通过）\n{BODY}\n某市人大关于增加某法附件的决定\n（1998年11月4日通过）\n会议决定增加一部法律。\n"
            "某法修正案\n（2010年8月28日批准）\n一、甲。\n二、乙。"
        )
        titles = [e.full_text for e in tree.main.iter(tag("longTitle"))]
        assert titles == ["某法", "某市人大关于增加某法附件的决定", "某法修正案"]
        assert [u.eid for u in tree.units].count("att_2__level_1") == 1

    def test_a_second_copy_and_a_third(self, parse_text: Parse) -> None:
        copy = "某条例\n第一章 总则\n第一条 为了甲，制定本条例。\n第二条 乙乙乙。\n第二章 附则\n第三条 丙丙丙。"
        changed = copy.replace("乙乙乙", "乙丙乙")
        tree = parse_text(f"{copy}\n{copy}\n{changed}")
        assert len(tree.articles) == 3
        kept = [e for e in tree.main.iter(tag("container")) if e.get("name") == "duplicate"]
        assert len(kept) == 2
        assert [d.words for d in tree.doubts if d.code == "duplicate-differs"] == ["第二条 乙丙乙。"]


class TestHardWrapped:
    TEXT = (
        "　　第一条　为了加强养犬管理，规范养犬行为，保障公民健\n康和人身安全，维护市容环境和社会公共秩序，根据有关法律、\n行政法规，结合本市实际，制定本条例。\n"
        "　　第二条　本条例适用于本市行政区域内犬只的饲养、经营以\n及相关管理活动。军用、警用、导盲犬只，以及动物园、科研机\n构等单位因特定工作需要饲养犬只的，按照国家有关规定执行。\n"
        "　　市人民政府可以作出补充规定。\n　　第三条　市公安机关是养犬管理的主管部门。市城市管理、农\n业农村、市场监督管理等部门按照各自职责，依照本条例第二条\n"
        "规定做好养犬管理工作。养犬人应当依法、文明、规范饲养犬\n只。"
    )

    def test_sentences_are_made_whole(self, parse_text: Parse) -> None:
        tree = parse_text(f"某市养犬管理条例\n{self.TEXT}")
        assert [len(list(a.iter_provisions("paragraph"))) for a in tree.articles] == [1, 2, 1]
        assert "保障公民健康和人身安全" in tree.articles[0].full_text

    def test_source_lines_are_kept(self, parse_text: Parse) -> None:
        tree = parse_text(f"某市养犬管理条例\n{self.TEXT}")
        breaks = [e.get("{urn:drafting:source}line") for e in tree.articles[0].iter(tag("eol"))]
        assert breaks == ["3", "4"]

    def test_a_reference_across_a_break(self, parse_text: Parse) -> None:
        tree = parse_text(f"某市养犬管理条例\n{self.TEXT}")
        assert [(r.text, r.target) for r in tree.references] == [("本条例第二条", "art_2")]


ANNEXES = "附件1\n任务清单\n一、技术攻关\n附件2\n名词解释\n1.机器人：指机器。"


@pytest.mark.parametrize("signature", ["", "某市人民政府\n2024年3月5日\n"])
@pytest.mark.parametrize("annexes", ["", ANNEXES])
def test_a_list_of_annexes_is_no_item_of_the_text(
    signature: str, annexes: str, parse_text: Parse
) -> None:
    text = "某市行动计划\n一、总体要求\n加快发展。\n二、保障措施\n（一）加强领导。建立专班。\n"
    tree = parse_text(f"{text}附件：1.任务清单\n2.名词解释\n{signature}{annexes}".strip())
    assert containers(tree)["annexList"] == "附件：1.任务清单\n2.名词解释"
    assert [p.eid for p in tree.iter_provisions("level")] == ["level_1", "level_2", "level_2__level_1"]
    assert len(list(tree.main.iter(tag("attachment")))) == (2 if annexes else 0)
    assert containers(tree).get("signature", "") == signature.strip()
