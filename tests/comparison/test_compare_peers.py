"""Articles beside another city's: penalties by what they punish, odd texts, speed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.api import load
from drafting.comparison.calibration import PEERS, calibrate, leads, measure_kinship
from drafting.comparison.compare import compare_trees
from drafting.comparison.entries import Entry, tree_to_entries
from drafting.comparison.likeness import Likeness, Traits
from drafting.comparison.matches import Matches
from drafting.comparison.offenders import find_offender


def _tree(folder: Path, name: str, text: str) -> Tree:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return load(path)


def _best(matches: Matches) -> dict[str, str]:
    return {m.draft_eid: m.candidates[0].eid for m in matches.matches if m.candidates}


@pytest.fixture
def dogs(root: Path) -> tuple[Tree, Tree]:
    folder = root / "tests/cases/compare/excerpts"
    return load(folder / "dogs-shanghai.txt"), load(folder / "dogs-wenzhou.txt")


def test_excerpts_of_two_cities(dogs: tuple[Tree, Tree]) -> None:
    """上海 第四十一条 to 第四十四条 are penalties; each finds the one for the same fault."""
    best = _best(compare_trees(dogs[0], [dogs[1]]))
    assert best == {
        "art_1": "art_1", "art_2": "art_2", "art_10": "art_14", "art_11": "art_15",
        "art_22": "art_20", "art_23": "art_21", "art_41": "art_30", "art_42": "art_31",
        "art_43": "art_34", "art_44": "art_35", "art_56": "art_37", "art_61": "art_38",
    }


def test_what_the_draft_lacks(dogs: tuple[Tree, Tree]) -> None:
    lacking = compare_trees(dogs[0], [dogs[1]]).unmatched
    assert [u.eid for u in lacking] == ["art_4", "art_25"]


DUTIES = (
    "产生生活垃圾的单位和个人应当分类投放生活垃圾。",
    "物业服务企业应当设置并清洁收集容器。",
    "运输车辆应当密闭，不得沿途遗撒。",
    "处置单位应当监测并公开污染物排放数据。",
)
OTHER_DUTIES = (
    "单位和个人应当将生活垃圾分类投放至指定的桶内。",
    "收集容器由物业服务人负责清洁和设置。",
    "车辆运输应当采取密闭措施，防止遗撒。",
    "处理单位应当公开排放监测数据。",
)


def _regulation(title: str, duties: tuple[str, ...], order: tuple[int, ...]) -> str:
    numerals = "一二三四五六七八九十"
    lines = [title, "第一章 管理"]
    lines += [f"第{numerals[n]}条 {duty}" for n, duty in enumerate(duties)]
    lines += ["第二章 法律责任"]
    for n, cited in enumerate(order, len(duties)):
        lines.append(
            f"第{numerals[n]}条 违反本条例第{numerals[cited]}条规定的，由主管部门责令改正，"
            "可以处五百元以上五千元以下罚款。"
        )
    return "\n".join(lines) + "\n"


def test_penalties_meet_through_what_they_cite(tmp_path: Path) -> None:
    """The penalty articles are word for word alike: only the provisions they cite differ."""
    one = _tree(tmp_path, "one", _regulation("甲市垃圾条例", DUTIES, (0, 1, 2, 3)))
    other = _tree(tmp_path, "other", _regulation("乙市垃圾条例", OTHER_DUTIES, (3, 2, 1, 0)))
    best = _best(compare_trees(one, [other]))
    assert [best[f"art_{n}"] for n in (5, 6, 7, 8)] == ["art_8", "art_7", "art_6", "art_5"]


def test_the_same_penalty_for_another_offence_is_no_sure_counterpart(tmp_path: Path) -> None:
    """What the other lacks is punished in the same words as what it has."""
    duties = (*DUTIES[:3], "电梯轿厢内应当张贴检验合格标志和应急救援电话。")
    one = _tree(tmp_path, "one", _regulation("甲市垃圾条例", duties, (0, 1, 2, 3)))
    other = _tree(tmp_path, "other", _regulation("乙市垃圾条例", OTHER_DUTIES, (3, 2, 1, 0)))
    found = {m.draft_eid: m.candidates for m in compare_trees(one, [other]).matches}
    assert [found[f"art_{n}"][0].eid for n in (5, 6, 7)] == ["art_8", "art_7", "art_6"]
    assert all(candidate.confidence < 0.5 for candidate in found["art_8"])


def test_a_lead_is_over_the_best_rival() -> None:
    scores = {(0, 0): 3.0, (0, 1): 1.0, (1, 0): 2.5}
    assert leads(scores, (i for i, _ in scores)) == {(0, 0): 2.0, (0, 1): -2.0, (1, 0): 5.0}
    assert leads(scores, (j for _, j in scores)) == {(0, 0): 0.5, (0, 1): 5.0, (1, 0): -0.5}


def test_more_in_common_never_makes_less_sure() -> None:
    base = Traits(0.2, 0.1, 0.1, 0.0, 0.0, 0.2, 0.5, 0.2)
    rival = Traits(0.1, 0.0, 0.1, 0.0, 0.0, 0.2, 0.5, 0.1)
    before = calibrate({(0, 0): base, (0, 1): rival}, PEERS, {})
    for name in ("words", "heading", "told", "function", "chapter", "place", "paragraph"):
        more = base._replace(**{name: getattr(base, name) + 0.2})
        after = calibrate({(0, 0): more, (0, 1): rival}, PEERS, {})
        assert after[0, 0] > before[0, 0] and after[0, 1] < before[0, 1]


def test_strangers_share_only_standard_provisions(root: Path, seeds: Path) -> None:
    """机器人 beside 养犬: the best of a row is there no counterpart."""
    dogs = load(root / "tests/cases/compare/excerpts/dogs-wenzhou.txt")
    robots = load(seeds / "hangzhou-robot-draft.txt")
    pairs = Likeness(tree_to_entries(robots), tree_to_entries(dogs)).pairs()
    assert measure_kinship(pairs) < 0.1
    best = _best(compare_trees(robots, [dogs]))
    assert {"art_1": "art_1", "art_3": "art_2", "art_48": "art_38"}.items() <= best.items()
    assert len(best) <= 6


@pytest.mark.parametrize(
    "text",
    ["只有一句话。\n", "第一条 为了规范，制定本条例。\n", "通知\n\n各单位：\n\n请遵照执行。\n"],
)
def test_odd_texts_are_compared_too(tmp_path: Path, dogs: tuple[Tree, Tree], text: str) -> None:
    odd = _tree(tmp_path, "odd", text)
    for draft, other in ((odd, dogs[0]), (dogs[0], odd), (odd, odd)):
        matches = compare_trees(draft, [other])
        assert len(matches.matches) == len(tree_to_entries(draft))


def test_no_others(dogs: tuple[Tree, Tree]) -> None:
    matches = compare_trees(dogs[0], [])
    assert len(matches.matches) == 15 and not matches.unmatched


@pytest.mark.corpus
def test_a_hundred_articles_in_less_than_a_second(shared: Path) -> None:
    folder = shared / "corpus/laws"
    draft = load(next(folder.glob("*城市大脑*")))
    one, other = load(folder / "立法法_2023.txt"), load(folder / "上海市数据条例_2021.txt")
    compare_trees(draft, [draft])
    started = time.process_time()
    compare_trees(one, [other])
    assert time.process_time() - started < 1.0


def test_penalties_for_different_people_are_less_alike(tmp_path: Path) -> None:
    """Both punish a fault in a lift; one the maker, the other who runs the building."""
    duties = (
        "电梯制造单位应当对电梯的安全性能负责，提供电梯使用维护说明书和技术资料。",
        "建设单位和电梯管理责任人应当保证轿厢内移动通信信号覆盖，设置视频监控设施。",
        "电梯维护保养单位应当按照安全技术规范进行维护保养，如实记录。",
    )
    fine = "由市场监督管理部门责令限期改正；逾期未改正的，处一万元以上五万元以下罚款。"
    head = "第一章　安全管理\n" + "\n".join(
        f"第{n}条　{duty}" for n, duty in zip("一二三", duties, strict=True)
    )

    def read(name: str, penalty: str) -> list[Entry]:
        text = f"{name}市电梯条例\n{head}\n第二章　法律责任\n第四条　{penalty}{fine}"
        return tree_to_entries(_tree(tmp_path, name, text))

    maker = read("甲", "电梯制造单位违反本条例第一条规定的，")
    builder = read("乙", "违反本条例第一条规定，建设单位未设置视频监控设施的，")
    nobody = read("丙", "违反本条例第一条规定，未设置视频监控设施的，")
    other, same = (Likeness(maker, theirs).traits(3, 3) for theirs in (builder, nobody))
    assert other.words < 0.75 * same.words and other.paragraph <= 0.55 * same.paragraph


@pytest.mark.parametrize(("words", "offender"), [
    ("电梯制造单位违反本条例第三十条第一款规定的，由市场监督管理部门责令改正。", "电梯制造单位"),
    ("违反本条例第十条规定，建设单位或者电梯管理责任人有下列行为之一的，处罚款。",
     "建设单位或者电梯管理责任人"),
    ("违反本条例第十条规定，未取得许可的，处一万元罚款。", ""),
    ("违反本条例第十条规定，由城市管理部门责令改正；逾期不改正的，处罚款。", ""),
])
def test_whom_a_penalty_is_for(words: str, offender: str) -> None:
    assert find_offender(words) == offender


def test_an_article_on_several_departments_meets_the_article_on_each(tmp_path: Path) -> None:
    """What 乙市 says of all departments in one article, 甲市 says in three."""
    mine = (
        "城市管理部门是养犬管理主管部门，负责养犬管理服务信息系统，查处携犬出户不清理犬粪行为。",
        "公安机关履行下列职责：\n（一）办理养犬登记；\n（二）捕捉流浪犬；\n（三）捕杀狂犬。",
        "农业农村部门履行下列职责：\n（一）犬只狂犬病免疫接种和疫情监测；\n（二）犬只诊疗机构监督管理。",
    )
    theirs = "\n".join((
        "公安机关是养犬管理工作的主管部门，负责养犬登记，捕捉流浪犬，捕杀狂犬。",
        "城市管理部门负责查处携犬出户不即时清理犬粪等行为。",
        "农业农村部门负责犬只狂犬病免疫接种、疫情监测和诊疗机构的监督管理。",
    ))
    rest = ("个人饲养犬只每户限养一只，不得饲养烈性犬。", "携犬出户应当为犬只束犬链，由成年人牵领。")
    texts = ((*mine, *rest), (theirs, *rest))
    trees = [
        _tree(tmp_path, name, f"{name}市养犬管理条例\n" + "\n".join(
            f"第{n}条　{words}" for n, words in zip("一二三四五六", articles, strict=False)
        )) for name, articles in zip("甲乙", texts, strict=True)
    ]
    best = _best(compare_trees(trees[0], [trees[1]]))
    assert best == {"art_1": "art_1", "art_2": "art_1", "art_3": "art_1",
                    "art_4": "art_2", "art_5": "art_3"}
