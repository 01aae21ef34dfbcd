"""What the trees of the five seeds must say (the table of the main job, row by row)."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from drafting.akn import Provision, Tree, tree_to_xml
from drafting.akn.eids import num_to_number
from drafting.akn.names import tag
from drafting.sources import read
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse

NAMES = (
    "hangzhou-robot-draft", "hangzhou-robot-note", "hangzhou-robot-opinions-2024",
    "shanghai-ai-draft-2022", "shanghai-robot-plan-2023",
)  # fmt: skip


@pytest.fixture(scope="module")
def draft(trees: dict[str, Tree]) -> Tree:
    return trees["hangzhou-robot-draft"]


@pytest.fixture(scope="module")
def note(trees: dict[str, Tree]) -> Tree:
    return trees["hangzhou-robot-note"]


@pytest.fixture(scope="module")
def opinions(trees: dict[str, Tree]) -> Tree:
    return trees["hangzhou-robot-opinions-2024"]


@pytest.fixture(scope="module")
def peer(trees: dict[str, Tree]) -> Tree:
    return trees["shanghai-ai-draft-2022"]


@pytest.fixture(scope="module")
def plan(trees: dict[str, Tree]) -> Tree:
    return trees["shanghai-robot-plan-2023"]


def numbers(provisions: list[Provision]) -> list[str]:
    return [num_to_number(p.num) or "" for p in provisions]


def container(tree: Tree, name: str) -> str:
    found = [e for e in tree.main.iter(tag("container")) if e.get("name") == name]
    return "\n".join(line for e in found for line in e.full_text.split("\n"))


@pytest.mark.parametrize("name", NAMES)
def test_tree_is_valid_and_whole(
    name: str, trees: dict[str, Tree], seeds: Path, schema: etree.XMLSchema
) -> None:
    tree = trees[name]
    schema.assertValid(etree.fromstring(tree_to_xml(tree)))
    source = read(seeds / f"{name}.txt")
    assert "".join(tree.text.split()) == "".join("".join(line.text for line in source.lines).split())
    assert {line.number for line in tree.lines} == {line.number for line in source.lines}


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_has_an_address_of_its_own(name: str, trees: dict[str, Tree]) -> None:
    tree = trees[name]
    eids = [unit.eid for unit in tree.units]
    assert all(eids) and len(eids) == len(set(eids))
    assert all(tree.by_eid[eid] is unit.element for eid, unit in zip(eids, tree.units, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_provision_knows_its_line(name: str, trees: dict[str, Tree], seeds: Path) -> None:
    lines = {line.number: line.text for line in read(seeds / f"{name}.txt").lines}
    for provision in trees[name].iter_provisions():
        first = next(provision.iter_blocks())
        assert "".join(first.itertext()).strip() in lines[_line(first)]


def _line(block: etree._Element) -> int:
    """The line on which a block stands: its own, or that of what it goes on from."""
    for element in (block, *block.iterancestors()):
        number = element.get("{urn:drafting:source}line")
        if number:
            return int(number)
        for before in element.itersiblings(preceding=True):
            marked = [e for e in before.iter() if e.get("{urn:drafting:source}line")]
            if marked:
                return int(marked[-1].get("{urn:drafting:source}line", "0"))
    return 0


class TestHangzhouDraft:
    def test_seven_chapters_of_forty_eight_articles(self, draft: Tree) -> None:
        assert draft.kind == "bill"
        assert draft.title == "杭州市促进具身智能机器人产业发展条例(草案)"
        assert numbers(list(draft.iter_provisions("chapter"))) == [str(n) for n in range(1, 8)]
        assert numbers(draft.articles) == [str(n) for n in range(1, 49)]
        assert [a.eid for a in draft.articles] == [f"art_{n}" for n in range(1, 49)]

    def test_all_headings(self, draft: Tree) -> None:
        headings = [article.bare_heading for article in draft.articles]
        assert all(headings)
        assert headings[:3] == ["立法目的", "概念界定", "适用范围"]
        assert draft.articles[31].heading == "保险服务"

    def test_nine_lost_brackets_stay_lost_in_the_text(self, draft: Tree) -> None:
        half = [a for a in draft.articles if a.heading.endswith("】") and a.heading[0] != "【"]
        assert len(half) == 9
        assert draft.articles[1].heading == "概念界定】"

    def test_the_guessed_heading_is_told(self, draft: Tree) -> None:
        guessed = [doubt for doubt in draft.doubts if doubt.code == "heading-guessed"]
        assert [(doubt.words, doubt.line) for doubt in guessed] == [("保险服务", 150)]

    def test_paragraphs_are_counted(self, draft: Tree) -> None:
        counts = [len(list(a.iter_provisions("paragraph"))) for a in draft.articles]
        assert counts[25] == 3 and counts[5] == 3 and counts[29] == 3 and counts[0] == 1
        assert sum(counts) == 72

    def test_contents_are_a_toc_that_points_to_the_chapters(self, draft: Tree) -> None:
        items = [(e.text, e.get("href")) for e in draft.main.iter(tag("tocItem"))]
        assert len(items) == 7
        assert items[0] == ("第一章 总则", "#chp_1") and items[6] == ("第七章 附则", "#chp_7")

    def test_news_and_furniture_stand_outside(self, draft: Tree) -> None:
        outside = container(draft, "furniture")
        assert outside.startswith("《杭州市促进具身智能机器人产业发展条例(草案)》征求意见中")
        assert outside.endswith("18222705963")
        assert "附全文如下" in outside and "采购咨询" not in draft.body.full_text

    def test_undated_is_said(self, draft: Tree) -> None:
        assert draft.data("published") == "08-12"
        assert [d.code for d in draft.doubts if d.code == "undated"] == ["undated"]
        dates = {e.get("date") for e in draft.main.iter(tag("FRBRdate"))}
        assert dates == {"0001-01-01"}

    def test_iri_of_a_city_bill(self, draft: Tree) -> None:
        iri = next(draft.main.iter(tag("FRBRuri"))).get("value", "")
        assert iri.startswith("/akn/cn-zj/bill/") and "/hangzhou/" in iri

    def test_definitions(self, draft: Tree) -> None:
        terms = [d.term for d in draft.definitions if not d.short]
        assert terms == ["具身智能机器人", "具身智能机器人产业"]


class TestHangzhouNote:
    def test_title_of_two_lines(self, note: Tree) -> None:
        assert note.title == "《杭州市促进具身智能机器人产业发展条例（草案）》起草说明"
        assert next(u.level for u in note.units) == "title" and len(note.units[0].lines) == 2

    def test_parts_and_passages(self, note: Tree) -> None:
        levels = [(p.num, p.bare_heading) for p in note.iter_provisions("level")]
        assert [heading for num, heading in levels if not num] == [
            "立法必要性", "总体考虑", "主要内容",
        ]  # fmt: skip
        assert ("第一章", "总则") in levels and ("第五章", "应用赋能") in levels
        assert ("（六）", "第六章安全管理") in levels
        assert len(levels) == 9

    def test_twenty_two_claims_have_addresses(self, note: Tree) -> None:
        claims = [p for p in note.iter_provisions("point") if p.num.endswith("是")]
        assert len(claims) == 22 == len({p.eid for p in claims})
        assert [p.num for p in claims[:4]] == ["一是", "二是", "三是", "四是"]
        assert claims[0].full_text.startswith("一是贯彻上级决策。")

    def test_a_line_with_claims_is_one_line(self, note: Tree) -> None:
        line = next(line for line in note.lines if "一是贯彻上级决策" in line.text)
        assert line.text.startswith("《条例》起草秉持") and line.text.endswith("制度空白。")
        assert sum(piece.element.kind == "num" for piece in line.pieces) == 4

    def test_the_count_it_claims_is_data(self, note: Tree) -> None:
        assert note.data("claim-chapters") == "7" and note.data("claim-articles") == "48"
        marked = [e.text for e in note.main.iter(tag("inline")) if e.get("name") == "claim"]
        assert marked == ["共设七章四十八条"]


class TestHangzhouOpinions:
    def test_title_out_of_the_announcement(self, opinions: Tree) -> None:
        assert opinions.kind == "doc"
        assert opinions.title == "杭州市促进智能机器人产业高质量发展的实施意见(征求意见稿)"

    def test_consultation_period(self, opinions: Tree) -> None:
        assert opinions.data("consultation-from") == "2024-04-08"
        assert opinions.data("consultation-until") == "2024-05-08"

    def test_announcement_and_introduction(self, opinions: Tree) -> None:
        notice = container(opinions, "notice").split("\n")
        assert len(notice) == 2 and "公开征求意见时间为2024年4月8日" in notice[1]
        first = opinions.body[0]
        assert first.text.startswith("智能机器人集人工智能") and first.text.endswith("制定如下实施意见:")
        assert container(opinions, "furniture").startswith("力争到2026年")

    def test_eighteen_items_each_with_its_units(self, opinions: Tree) -> None:
        items = list(opinions.iter_provisions("level"))
        assert numbers(items) == [str(n) for n in range(1, 19)]
        assert items[0].bare_heading == "总体发展目标"
        assert all(item.responsible for item in items)
        assert items[0].responsible == ["市经信局"]
        assert items[12].responsible == [
            "市建委", "市公安局", "市执法局", "市应急管理局", "市交通运输局", "市消防救援支队",
        ]  # fmt: skip
        assert items[16].responsible == ["市委人才办", "市经信局"]


class TestShanghaiDraft:
    def test_traditional_script_as_printed(self, peer: Tree) -> None:
        assert peer.title == "上海市促進人工智能產業發展條例(草案)(征求意見稿)"
        assert peer.data("script") == "Hant"
        languages = [e.get("language") for e in peer.main.iter(tag("FRBRlanguage"))]
        assert languages == ["zho", "zh-Hant"]

    def test_chapters_sections_articles(self, peer: Tree) -> None:
        assert len(list(peer.iter_provisions("chapter"))) == 6
        assert len(list(peer.iter_provisions("section"))) == 8
        assert numbers(peer.articles) == [str(n) for n in range(1, 71)]
        assert all(article.bare_heading for article in peer.articles)
        assert peer.articles[66].bare_heading == "強化勞動者保護"
        assert peer.articles[0].heading == "(立法目的)"

    def test_sections_restart_in_each_chapter(self, peer: Tree) -> None:
        eids = [s.eid for s in peer.iter_provisions("section")]
        assert eids == [
            "chp_2__sec_1", "chp_2__sec_2", "chp_3__sec_1", "chp_3__sec_2",
            "chp_4__sec_1", "chp_4__sec_2", "chp_4__sec_3", "chp_4__sec_4",
        ]  # fmt: skip

    def test_one_tree_and_a_copy_apart(self, peer: Tree) -> None:
        copy = container(peer, "duplicate").split("\n")
        assert copy[0] == peer.title and copy[-1] == "本條例自 年 月 日起施行。"
        assert not [d for d in peer.doubts if d.code == "duplicate-differs"]

    def test_the_agents_advertisement_is_outside(self, peer: Tree) -> None:
        outside = container(peer, "furniture")
        for words in ("政策來源:上海政府", "上海高新技術企業服務中心", "項目申報辦公室:李老師"):
            assert words in outside and words not in peer.body.full_text
        assert not container(peer, "signature")

    def test_planted_differences_are_found(self, seeds: Path) -> None:
        """The two copies are identical; here one word is changed and one line left out."""
        source = read(seeds / "shanghai-ai-draft-2022.txt")
        second = next(n for n, line in enumerate(source.lines) if line.text.startswith("第一條"))
        second = next(
            n for n, line in enumerate(source.lines)
            if n > second and line.text.startswith("第一條")
        )
        lines = list(source.lines)
        changed, left_out = second + 1, second + 4
        text = lines[changed].text.replace("促進", "推動", 1)
        assert text != lines[changed].text
        lines[changed] = Line(text, lines[changed].number)
        gone = lines.pop(left_out)
        tree = parse(Source("planted", tuple(lines), "txt"))
        found = [d for d in tree.doubts if d.code == "duplicate-differs"]
        assert len(found) == 2
        assert found[0].line == source.lines[changed].number and found[0].words == text
        assert found[1].words == gone.text and "缺少" in found[1].message


class TestShanghaiPlan:
    def test_two_titles_differ(self, plan: Tree) -> None:
        own = "上海市促进智能机器人产业高质量创新发展行动方案(2023-2025年)"
        assert plan.title == own
        assert "".join(container(plan, "notice").split()).startswith(
            f"市经济信息化委等关于印发《{own}》的通知"
        )

    def test_notice_is_signed_by_five_bodies(self, plan: Tree) -> None:
        signature = container(plan, "signature").split("\n")
        assert len(signature) == 6 and signature[-1] == "2023年10月19日"
        assert signature[0] == "上海市经济和信息化委员会" and signature[4] == "上海市统计局"
        assert {e.get("date") for e in plan.main.iter(tag("FRBRdate"))} == {"2023-10-19"}
        assert not [d for d in plan.doubts if d.code == "undated"]

    def test_nested_three_deep(self, plan: Tree) -> None:
        eids = [p.eid for p in plan.iter_provisions("level")]
        depth = [eid.count("level") for eid in eids]
        assert (depth.count(1), depth.count(2) - 3, depth.count(3)) == (3, 8, 4 + 14)
        assert [e for e in eids if e.startswith("level_3")] == [
            "level_3", "level_3__level_15", "level_3__level_16", "level_3__level_17",
        ]  # fmt: skip

    def test_items_run_on_across_subparts(self, plan: Tree) -> None:
        principles = [p for p in plan.iter_provisions("level") if p.eid.startswith("level_1__level_2__")]
        assert numbers(principles) == ["1", "2", "3", "4"]
        items = [p for p in plan.iter_provisions("level") if p.num[:1].isdigit()]
        assert numbers(items)[4:] == [str(n) for n in range(1, 18)]
        assert plan.by_eid["level_2__level_2__level_4"] in items

    def test_units_of_the_items_none_of_the_principles(self, plan: Tree) -> None:
        items = [p for p in plan.iter_provisions("level") if p.num[:1].isdigit()]
        assert not any(item.responsible for item in items[:4])
        assert all(item.responsible for item in items[4:])
        assert items[-1].responsible == ["市经济信息化委", "市人力资源社会保障局"]
        assert items[15 + 4].responsible == ["市经济信息化委", "市发展改革委", "市财政局"]
