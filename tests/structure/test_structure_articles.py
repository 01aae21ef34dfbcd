"""编 章 节 条 款 项 目: short texts, each with what is hard about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.akn import Tree

Parse = Callable[[str], Tree]
HEAD = "某市养犬管理条例\n（2020年5月1日某市第一届人民代表大会第一次会议通过）\n"


def eids(tree: Tree) -> list[str]:
    return [provision.eid for provision in tree.iter_provisions()]


def test_all_levels(parse_text: Parse) -> None:
    tree = parse_text(
        "某法\n第一编 总则\n第一分编 通则\n第一章 一般规定\n第一节 范围\n第一条 为了规范养犬，制定本法。\n"
        "第二条 有下列情形之一的，不得养犬：\n（一）烈性犬：\n1.甲犬；\n2.乙犬；\n（二）其他。\n犬只由主管部门公布。"
    )
    assert eids(tree) == [
        "part_1", "part_1__subpart_1", "part_1__subpart_1__chp_1",
        "part_1__subpart_1__chp_1__sec_1", "art_1", "art_1__para_1", "art_2", "art_2__para_1",
        "art_2__para_1__point_1", "art_2__para_1__point_1__indent_1",
        "art_2__para_1__point_1__indent_2", "art_2__para_1__point_2", "art_2__para_2",
    ]  # fmt: skip
    labels = [p.label for p in tree.iter_provisions("indent")]
    assert labels == ["第二条第一款第（一）项第1目", "第二条第一款第（一）项第2目"]


def test_inserted_articles_keep_their_number(parse_text: Parse) -> None:
    tree = parse_text(HEAD + "第一条 甲。\n第一条之一 乙。\n第一条之二 丙。\n第二条 丁。")
    assert [a.eid for a in tree.articles] == ["art_1", "art_1-1", "art_1-2", "art_2"]


def test_a_number_printed_twice(parse_text: Parse) -> None:
    tree = parse_text(HEAD + "第一条 甲。\n第二条 乙。\n第二条 丙。\n第三条 丁。")
    assert [a.eid for a in tree.articles] == ["art_1", "art_2", "art_2__dup_2", "art_3"]


def test_a_number_still_to_be_filled_in(parse_text: Parse) -> None:
    tree = parse_text(HEAD + "第一条 甲。\n第×条 乙。\n第三条 丙。")
    assert [a.eid for a in tree.articles] == ["art_1", "art_nn_1", "art_3"]


@pytest.mark.parametrize(
    "labels",
    [
        ("第一条 ", "第二条 ", "第三条 "),
        ("第一条", "第二条", "第三条"),
        ("第1条 ", "第2条 ", "第3条 "),
        ("第 1 条 ", "第 2 条 ", "第 3 条 "),
        ("第１条　", "第２条　", "第３条　"),
        ("第 一 条  ", "第 二 条  ", "第 三 条  "),
        ("第一條 ", "第二條 ", "第三條 "),
        ("## 第一条 ", "## 第二条 ", "## 第三条 "),
        ("**第一条** ", "**第二条** ", "**第三条** "),
    ],
)
def test_printed_forms_of_labels(labels: tuple[str, ...], parse_text: Parse) -> None:
    texts = ("为了规范养犬，制定本条例。", "公民养犬适用本条例。", "本条例自公布之日起施行。")
    tree = parse_text(HEAD + "\n".join(a + b for a, b in zip(labels, texts, strict=True)))
    assert [a.eid for a in tree.articles] == ["art_1", "art_2", "art_3"]
    assert [a.full_text for a in tree.articles][1].endswith(texts[1])


def test_references_at_the_head_of_a_line_are_no_labels(parse_text: Parse) -> None:
    tree = parse_text(
        HEAD + "第一条 甲：\n（一）子；\n（二）丑。\n第一款规定的犬只由市人民政府公布。\n第二条 乙。\n"
        "第一条、第二条规定的情形除外。\n第一条第一款的规定不适用。\n第三条 和解协议达成后，应当履行。"
    )
    assert [a.eid for a in tree.articles] == ["art_1", "art_2", "art_3"]
    assert [len(list(a.iter_provisions("paragraph"))) for a in tree.articles] == [2, 3, 1]


def test_numbers_in_running_text_are_no_items(parse_text: Parse) -> None:
    tree = parse_text(
        HEAD + "第一条 一、二级公路由省管理。\n三、四、五级公路由县管理。\n第二条 乙：\n(一)项目名称；\n(二)款项用途。"
    )
    assert eids(tree) == [
        "art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_2__para_1",
        "art_2__para_1__point_1", "art_2__para_1__point_2",
    ]  # fmt: skip


class TestParagraphsAfterItems:
    START = HEAD + "第一条 有下列情形之一的，处罚款：\n（一）甲；\n（二）乙"

    def test_behind_a_full_stop_a_new_paragraph(self, parse_text: Parse) -> None:
        tree = parse_text(self.START + "。\n有前款行为的，没收犬只。")
        assert "art_1__para_2" in eids(tree)

    def test_behind_a_semicolon_the_end_of_the_paragraph(self, parse_text: Parse) -> None:
        tree = parse_text(self.START + "；\n由公安机关处罚。")
        assert "art_1__para_2" not in eids(tree)
        assert tree.by_eid["art_1__para_1__wrapup"].full_text == "由公安机关处罚。"

    def test_what_refers_back_is_a_new_paragraph_all_the_same(self, parse_text: Parse) -> None:
        tree = parse_text(self.START + "；\n前款规定的罚款由公安机关决定。")
        assert "art_1__para_2" in eids(tree)

    def test_text_between_items_is_the_items_own(self, parse_text: Parse) -> None:
        tree = parse_text(self.START + "。\n乙的解释由省作出。\n（三）丙。")
        item = tree.by_eid["art_1__para_1__point_2"]
        assert item.full_text.endswith("乙的解释由省作出。")
        assert "art_1__para_1__point_3" in eids(tree) and "art_1__para_2" not in eids(tree)


def test_an_item_that_lost_its_number(parse_text: Parse) -> None:
    tree = parse_text(HEAD + "第一条 包括：\n甲；\n（二）乙；\n丙；\n（四）丁。")
    points = [p.eid.rpartition("__")[2] for p in tree.iter_provisions("point")]
    assert points == ["point_nn_1", "point_2", "point_nn_2", "point_4"]


def test_a_list_without_numbers_is_one_paragraph(parse_text: Parse) -> None:
    """宪法第六十五条."""
    tree = parse_text(
        HEAD + "第一条 委员会由下列人员组成：\n委员长，\n副委员长若干人，\n委员若干人。\n委员会应当有少数民族代表。\n"
        "第二条 乙。"
    )
    assert [len(list(a.iter_provisions("paragraph"))) for a in tree.articles] == [2, 1]


def test_items_with_a_heading_and_their_text_below(parse_text: Parse) -> None:
    tree = parse_text(
        HEAD + "第一条 案件的认定和处理\n（一）认定\n当事人以存单为主要证据向人民法院提起诉讼的，为一般存单纠纷案件。\n"
        "（二）处理\n人民法院应当审查存单的真实性，并依照下列情形分别作出处理：\n1.甲；\n2.乙。\n第二条 丙。"
    )
    point = tree.by_eid["art_1__para_1__point_2"]
    assert point.heading == "处理"  # type: ignore[attr-defined]
    assert "art_1__para_1__point_2__indent_2" in eids(tree)


@pytest.mark.parametrize(
    "heading",
    ["【立法目的】", " 【立法目的】 ", "〖立法目的〗", "（立法目的）", "(立法目的)", " 立法目的】", "　立法目的　"],
)
def test_printed_forms_of_headings(heading: str, parse_text: Parse) -> None:
    articles = [f"第{n}条{heading}为了规范养犬，制定本条例。" for n in "一二三四五"]
    tree = parse_text(HEAD + "\n".join(articles))
    assert [a.bare_heading for a in tree.articles] == ["立法目的"] * 5
    assert tree.articles[0].heading == heading.strip()


@pytest.mark.parametrize("pattern", ["第{}条 立法目的\n{}", "第{}条\n【立法目的】\n{}"])
def test_headings_on_lines_of_their_own(pattern: str, parse_text: Parse) -> None:
    text = "为了规范养犬，制定本条例。"
    tree = parse_text(HEAD + "\n".join(pattern.format(n, text) for n in "一二三四五"))
    assert [a.bare_heading for a in tree.articles] == ["立法目的"] * 5
    assert all(len(list(a.iter_provisions("paragraph"))) == 1 for a in tree.articles)


def test_a_first_item_is_no_heading(parse_text: Parse) -> None:
    tree = parse_text(HEAD + "第一条 （一）甲；\n（二）乙。\n第二条 （删去）")
    assert not any(a.heading for a in tree.articles)
    assert len(list(tree.iter_provisions("point"))) == 2


class TestContainers:
    def test_chapters_restart_in_each_part_or_run_on(self, parse_text: Parse) -> None:
        tree = parse_text(
            "某法\n第一编 总则\n第一章 甲\n第一条 子。\n第二编 分则\n第一章 乙\n第二条 丑。\n第三编 其他\n第二章 丙\n第三条 寅。\n"
            "附则\n第四条 卯。"
        )
        found = [p.eid for p in tree.iter_provisions("part", "chapter")]
        assert found == [
            "part_1", "part_1__chp_1", "part_2", "part_2__chp_1", "part_3", "part_3__chp_2",
            "part_nn_1",
        ]  # fmt: skip

    def test_a_heading_that_lost_its_number(self, parse_text: Parse) -> None:
        tree = parse_text(
            HEAD + "第一章 总则\n第一条 甲。\n监督管理\n第二条 乙。\n第三章 附则\n第三条 丙。"
        )
        chapters = list(tree.iter_provisions("chapter"))
        assert [(c.eid, c.heading) for c in chapters] == [
            ("chp_1", "总则"), ("chp_nn_1", "监督管理"), ("chp_3", "附则"),
        ]  # fmt: skip
        assert [d.words for d in tree.doubts if d.code == "heading-unnumbered"] == ["监督管理"]

    def test_a_section_that_lost_its_number(self, parse_text: Parse) -> None:
        tree = parse_text(
            HEAD + "第一章 总则\n第一节 甲\n第一条 子。\n乙乙\n第二条 丑。\n第三节 丙\n第三条 寅。"
        )
        assert [s.eid for s in tree.iter_provisions("section")] == [
            "chp_1__sec_1", "chp_1__sec_nn_1", "chp_1__sec_3",
        ]  # fmt: skip

    def test_headings_one_two_three_above_articles(self, parse_text: Parse) -> None:
        """司法解释 number their parts 一、二、 and below them （一）."""
        tree = parse_text(
            "最高人民法院关于适用某法的解释\n为正确审理案件，根据法律规定，结合审判实践，制定本解释。\n一、一般规定\n第一条 甲。\n"
            "二、关于担保物权\n（一）担保合同\n第二条 乙。\n（二）不动产抵押\n第三条 丙：\n（一）子；\n（二）丑。"
        )
        assert [p.eid for p in tree.iter_provisions("level")] == [
            "level_1", "level_2", "level_2__level_1", "level_2__level_2",
        ]  # fmt: skip
        assert [a.eid for a in tree.articles] == ["art_1", "art_2", "art_3"]
        assert tree.main.find("{*}preamble") is not None

    def test_a_heading_of_two_lines(self, parse_text: Parse) -> None:
        tree = parse_text(
            HEAD + "第一章 乡、民族乡、镇人民代表大会主席、\n副主席的选举\n第一条 甲。\n第二条 乙。\n第三条 丙。"
        )
        assert next(tree.iter_provisions("chapter")).heading.endswith("主席、副主席的选举")

    def test_text_under_a_chapter_before_any_article(self, parse_text: Parse) -> None:
        tree = parse_text(HEAD + "第一章 总则\n本章规定一般事项。\n第一条 甲。\n第二条 乙。")
        assert tree.units[2].level == "chapter" and "本章规定一般事项。" in tree.units[2].text


def test_several_articles_run_together_in_a_line(parse_text: Parse) -> None:
    filler = "依照法律和行政法规的规定办理有关事项，并接受社会各方面的监督检查" * 2
    tree = parse_text(
        HEAD + f"第一章 总则\n第一条 为了甲，{filler}。 第二条 乙，{filler}。 丙款，{filler}。 "
        f"第三条 丁，{filler}： （一）子； （二）丑。\n第二章 附则\n第四条 戊。"
    )
    assert [a.eid for a in tree.articles] == ["art_1", "art_2", "art_3", "art_4"]
    assert "art_2__para_2" in tree.by_eid and "art_3__para_1__point_2" in tree.by_eid
    assert len({line.number for a in tree.articles[:3] for line in _lines(tree, a.eid)}) == 1


def _lines(tree: Tree, eid: str) -> tuple:  # type: ignore[type-arg]
    return next(unit.lines for unit in tree.units if unit.eid == eid)


def test_furniture_in_mid_article(parse_text: Parse) -> None:
    tree = parse_text(HEAD + "第一条 甲。\n— 2 —\n乙。\n第二条 丙。\n- 3 -\n第三条 丁。")
    assert [len(list(a.iter_provisions("paragraph"))) for a in tree.articles] == [2, 1, 1]
    assert "— 2 —" in [e.full_text for e in tree.body.iter("{*}hcontainer")]


def test_no_structure_at_all(parse_text: Parse) -> None:
    tree = parse_text("今天天气很好。\n我们去公园。")
    assert [d.code for d in tree.doubts if d.code == "no-structure"] == ["no-structure"]
    assert [u.eid for u in tree.units] == ["body__p_1", "body__p_2"]
