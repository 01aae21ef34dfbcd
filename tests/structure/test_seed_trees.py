"""What the trees of the five seeds must say, row by row of the issue, on the real texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.akn import Tree, tree_to_xml, xml_to_tree
from drafting.sources import read
from drafting.structure.parse import parse

NAMES = (
    "hangzhou-robot-draft", "hangzhou-robot-note", "hangzhou-robot-opinions-2024",
    "shanghai-ai-draft-2022", "shanghai-robot-plan-2023",
)


def _squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
class TestEveryTree:
    def test_has_every_line_in_one_unit(self, trees: dict[str, Tree], name: str) -> None:
        tree = trees[name]
        lines = [line.text for unit in tree.units for line in unit.lines]
        assert lines == [line.text for line in tree.lines]
        assert all(unit.eid for unit in tree.units)

    def test_knows_its_source_lines(self, trees: dict[str, Tree], seeds: Path, name: str) -> None:
        printed = (seeds / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        for line in trees[name].lines:
            assert line.text in printed[line.number - 1]

    def test_survives_saving(self, trees: dict[str, Tree], name: str) -> None:
        tree = trees[name]
        again = xml_to_tree(tree_to_xml(tree))
        assert [(u.eid, u.level, u.text) for u in again.units] == [
            (u.eid, u.level, u.text) for u in tree.units
        ]

    def test_carries_work_expression_and_manifestation(
        self, trees: dict[str, Tree], name: str
    ) -> None:
        found = [e.kind for e in trees[name].main.iter() if str(e.tag).endswith(
            ("FRBRWork", "FRBRExpression", "FRBRManifestation"))]
        assert found[:3] == ["FRBRWork", "FRBRExpression", "FRBRManifestation"]


class TestHangzhouDraft:
    @pytest.fixture
    def tree(self, trees: dict[str, Tree]) -> Tree:
        return trees["hangzhou-robot-draft"]

    def test_chapters_and_articles(self, tree: Tree) -> None:
        assert [c.bare_heading for c in tree.iter_provisions("chapter")] == [
            "总则", "基础设施", "技术创新", "产业发展", "应用赋能", "安全管理", "附则",
        ]
        assert [a.eid for a in tree.articles] == [f"art_{n}" for n in range(1, 49)]

    def test_all_headings(self, tree: Tree) -> None:
        headings = [a.bare_heading for a in tree.articles]
        assert all(headings)
        assert headings[1] == "概念界定" and tree.articles[1].heading == "概念界定】"
        assert headings[31] == "保险服务"
        assert any(d.code == "heading-guessed" and d.words == "保险服务" for d in tree.doubts)

    def test_news_and_page_are_outside(self, tree: Tree) -> None:
        assert [u.level for u in tree.units if u.level == "furniture"] == ["furniture"] * 2
        assert tree.units[-1].text.startswith("好文章,赞一下")


class TestNote:
    @pytest.fixture
    def tree(self, trees: dict[str, Tree]) -> Tree:
        return trees["hangzhou-robot-note"]

    def test_parts_and_chapter_passages(self, tree: Tree) -> None:
        parts = [p.bare_heading for p in tree.iter_provisions("level") if p.eid.count("__") == 0]
        assert parts == ["立法必要性", "总体考虑", "主要内容"]
        passages = [p for p in tree.iter_provisions("level") if p.eid.count("__") == 1]
        assert len(passages) == 6 and passages[-1].num == "（六）"


class TestOpinions:
    @pytest.fixture
    def tree(self, trees: dict[str, Tree]) -> Tree:
        return trees["hangzhou-robot-opinions-2024"]

    def test_items_and_their_units(self, tree: Tree) -> None:
        items = list(tree.iter_provisions("level"))
        assert [i.eid for i in items] == [f"level_{n}" for n in range(1, 19)]
        assert all(i.responsible for i in items)
        assert items[4].responsible == ["市经信局", "市科技局"]


class TestShanghaiDraft:
    @pytest.fixture
    def tree(self, trees: dict[str, Tree]) -> Tree:
        return trees["shanghai-ai-draft-2022"]

    def test_structure(self, tree: Tree) -> None:
        counts = {k: len(list(tree.iter_provisions(k))) for k in ("chapter", "section", "article")}
        assert counts == {"chapter": 6, "section": 8, "article": 70}
        assert all(a.bare_heading for a in tree.articles)
        assert tree.articles[66].bare_heading == "強化勞動者保護"

    def test_the_copies_are_identical(self, tree: Tree) -> None:
        assert [u.level for u in tree.units].count("duplicate") == 1
        assert not [d for d in tree.doubts if d.code == "duplicate-differs"]

    def test_planted_differences_are_found(self, seeds: Path, tmp_path: Path) -> None:
        text = (seeds / "shanghai-ai-draft-2022.txt").read_text(encoding="utf-8")
        head, _, tail = text.rpartition("用人單位在使用人工智能技術")
        head2, _, tail2 = head.rpartition("市人民政府設立市人工智能戰略咨詢專家委員會")
        changed = tmp_path / "changed.txt"
        changed.write_text(
            f"{head2}市人民政府可以設立市人工智能戰略咨詢專家委員會{tail2}雇主在使用人工智能技術{tail}",
            encoding="utf-8",
        )
        tree = parse(read(changed))
        doubts = [d for d in tree.doubts if d.code == "duplicate-differs"]
        assert len(doubts) == 2
        assert "可以設立" in doubts[0].words and "雇主" in doubts[1].words

    def test_the_advertisement_is_outside(self, tree: Tree) -> None:
        outside = "".join(u.text for u in tree.units if u.level == "furniture")
        assert outside.count("15901996329") == 2
        assert "15901996329" not in "".join(u.text for u in tree.units if u.level == "article")


class TestShanghaiPlan:
    @pytest.fixture
    def tree(self, trees: dict[str, Tree]) -> Tree:
        return trees["shanghai-robot-plan-2023"]

    def test_three_levels(self, tree: Tree) -> None:
        levels = list(tree.iter_provisions("level"))
        depth = [sum(p.kind == "level" for p in level.iterancestors() if hasattr(p, "kind"))
                 for level in levels]
        assert (depth.count(0), depth.count(1) - 3, depth.count(2)) == (3, 8, 18)

    def test_items_run_on(self, tree: Tree) -> None:
        nums = [lv.num for lv in tree.iter_provisions("level") if lv.num.endswith("、")
                and lv.num[0].isdigit()]
        assert nums == [f"{n}、" for n in (1, 2, 3, 4, *range(1, 18))]
        assert [lv.eid for lv in tree.iter_provisions("level")][-3:] == [
            "level_3__level_15", "level_3__level_16", "level_3__level_17",
        ]

    def test_notice_and_signature_stand_before_the_title(self, tree: Tree) -> None:
        title = next(i for i, u in enumerate(tree.units) if u.level == "title")
        before = "\n".join(u.text for u in tree.units[:title])
        assert before.startswith("市经济信息化委等关于印发") and "上海市统计局" in before
        assert before.endswith("2023年10月19日")
        assert tree.title == "上海市促进智能机器人产业高质量创新发展行动方案(2023-2025年)"

    def test_units_of_the_tasks_and_none_of_the_principles(self, tree: Tree) -> None:
        items = [lv for lv in tree.iter_provisions("level") if lv.num[:1].isdigit()]
        assert not any(lv.responsible for lv in items[:4])
        assert all(lv.responsible for lv in items[4:])
