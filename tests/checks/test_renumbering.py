"""Renumbering: every reference still points to the same words, or is told."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.api import load, renumber
from drafting.checks.renumbering import renumber_tree, write_label
from drafting.checks.targets import Targets
from drafting.checks.view import View

INSERTED = "为了测试编号，市人民政府可以制定与机器人有关的第{0}类补充措施。"


def load_text(text: str, folder: Path, name: str = "law.txt") -> Tree:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_labels_references_and_contents(tmp_path: Path) -> None:
    tree = load_text(
        "杭州市机器人管理办法（草案）\n目录\n第一章 总则\n第三章 附则\n第一章 总则\n"
        "第一条 申请人应当提交下列材料：\n（一）申请书；\n（三）身份证明。\n"
        "第三条 违反本办法第一条第三项规定的，依照第五条处理。\n"
        "第三章 附则\n第五条 依照本办法第三章和第三条处理。\n", tmp_path,
    )
    result = renumber_tree(tree)
    assert result.tree.text.split("\n")[1:] == [
        "目录", "第一章 总则", "第二章 附则", "第一章 总则",
        "第一条 申请人应当提交下列材料：", "（一）申请书；", "（二）身份证明。",
        "第二条 违反本办法第一条第二项规定的，依照第三条处理。",
        "第二章 附则", "第三条 依照本办法第二章和第二条处理。",
    ]
    assert [(r.old, r.new) for r in result.changed if r.level == "article"] == [
        ("第三条", "第二条"), ("第五条", "第三条")
    ]
    assert [a.eid for a in result.tree.articles] == ["art_1", "art_2", "art_3"]
    assert result.tree.articles[1].get("wId") == "art_3"
    assert not result.unfollowed


def test_a_reference_to_what_is_gone_is_told_and_left(tmp_path: Path) -> None:
    tree = load_text(
        "杭州市机器人管理办法（草案）\n第一条 为了规范管理，制定本办法。\n"
        "第三条 违反本办法第二条规定的，责令改正。\n第四条 有前条情形的，依法处理。\n", tmp_path,
    )
    result = renumber_tree(tree)
    assert "违反本办法第二条规定的" in result.tree.text
    (told,) = result.unfollowed
    assert (told.words, told.line) == ("本办法第二条", 3)


def test_a_number_printed_twice_is_ambiguous_but_not_with_base(tmp_path: Path) -> None:
    head = "杭州市机器人管理办法（草案）\n第一条 为了规范管理，制定本办法。\n"
    two = "第二条 市人民政府负责机器人产业的统筹协调工作。\n"
    rest = "违反本办法第二条规定的，由主管部门责令限期改正。\n"
    old = load_text(head + two + "第三条 " + rest, tmp_path, "old.txt")
    new = load_text(
        head + "第二条 鼓励企业建设机器人训练场地并向社会开放。\n" + two + "第三条 " + rest,
        tmp_path, "new.txt",
    )
    assert [u.reason for u in renumber_tree(new).unfollowed] == ["此序号有两处，不知所指"]
    result = renumber(new, base=old)
    assert not result.unfollowed
    assert "第四条 违反本办法第三条规定的" in result.tree.text


def test_ranges_suffixes_and_the_one_before(tmp_path: Path) -> None:
    tree = load_text(
        "杭州市机器人管理办法（草案）\n第二条 为了规范管理，制定本办法。\n"
        "第二条之二 市人民政府负责管理工作。\n第四条 依照第二条至第四条、第二条之二办理。\n"
        "第五条 有前条规定情形的除外。\n", tmp_path,
    )
    assert renumber_tree(tree).tree.text.split("\n")[1:] == [
        "第一条 为了规范管理，制定本办法。", "第一条之一 市人民政府负责管理工作。",
        "第二条 依照第一条至第二条、第一条之一办理。", "第三条 有前条规定情形的除外。",
    ]


@pytest.mark.parametrize(
    ("printed", "number", "kind", "expected"),
    [("第三条", "12-1", "article", "第十二条之一"), ("(三)", "4", "point", "(四)"),
     ("③", "4", "indent", "④"), ("3.", "4", "indent", "4."), ("", "5", "article", "第五条")],
)
def test_labels_keep_their_style(printed: str, number: str, kind: str, expected: str) -> None:
    assert write_label(printed, number, kind) == expected


# --- on whole laws ----------------------------------------------------------------------------

LAWS = [
    "立法法_2023", "刑法_2023", "民法典_2020", "海商法_1992_含目", "上海市数据条例_2021",
    "杭州市立法条例_2016", "公安机关办理行政案件程序规定_2019_规章",
]


def meanings(view: View, words: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """Each reference to an article: where it stands, and the words it leads to."""
    scopes = {nodes[0].scope: Targets(nodes) for nodes in view.scopes}
    found = []
    for row, citation in view.citations:
        node = row.node.article if row.node is not None else None
        if citation.kind not in ("own", "relative") or node is None or node.scope:
            continue
        led = []
        for target in citation.targets:
            for steps in (target.steps, target.until):
                if steps and "article" in [s.level for s in steps]:
                    result = scopes[0].resolve(row, steps)
                    led += [words[n.article.element.get("eId")] for n in result.nodes if n.article]
        if led:
            found.append((words[node.element.get("eId")], tuple(led)))
    return found


def key_words(view: View) -> dict[str, str]:
    """The first words of each article, references and labels left out: what it is known by."""
    words = {}
    for node in view.articles:
        rows = [r for child in node.children for r in child.rows]
        text = "".join(r.rest for r in rows)
        spans = [(r, c) for r, c in view.citations if r in rows]
        for _, citation in spans:
            text = text.replace(citation.text, "")
        words[node.element.get("eId")] = text[:60]
    return words


def change(tree: Tree, rng: random.Random) -> tuple[Tree, str]:
    """One article deleted, two inserted (numbered like those they follow)."""
    changed = Tree(copy.deepcopy(tree.root))
    articles = changed.articles
    gone, *before = rng.sample(range(2, len(articles) - 2), 3)
    deleted = articles[gone].get("eId")
    for number, place in enumerate(before, 1):
        model = articles[place]
        new = copy.deepcopy(model)
        for extra in list(new)[1:]:
            new.remove(extra)
        paragraph = copy.deepcopy(model.find("{*}paragraph"))
        for extra in list(paragraph):
            paragraph.remove(extra)
        content = new.makeelement("{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}content")
        p = new.makeelement("{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}p")
        p.text = INSERTED.format(number)
        content.append(p)
        paragraph.append(content)
        new.append(paragraph)
        for element in new.iter():
            if element.get("eId"):
                element.set("eId", f"new_{number}_{element.get('eId')}")
        model.addnext(new)
    articles[gone].getparent().remove(articles[gone])
    return changed, str(deleted)


@pytest.mark.corpus
@pytest.mark.parametrize("name", LAWS)
def test_references_still_lead_to_the_same_words(shared: Path, name: str) -> None:
    tree = load(shared / "corpus" / "laws" / f"{name}.txt")
    view = View(tree)
    words = key_words(view)
    changed, deleted = change(tree, random.Random(name))
    pairs = {
        e.get("eId"): e.get("eId") for e in changed.main.iter()
        if e.get("eId") and not e.get("eId").startswith("new_")
    }
    result = renumber_tree(changed, tree, pairs)
    after = View(result.tree)
    new_words = key_words(after)
    gone = words[deleted]
    wanted = [m for m in meanings(view, words) if gone not in (m[0], *m[1])]
    got = [m for m in meanings(after, new_words) if not m[0].startswith("为了测试编号")]
    missing = [m for m in wanted if m not in got]
    assert not missing
    assert [a.num for a in result.tree.articles] != [a.num for a in changed.articles]


@pytest.mark.corpus
@pytest.mark.parametrize("name", LAWS)
def test_a_sound_law_stays_as_it_is(shared: Path, name: str) -> None:
    tree = load(shared / "corpus" / "laws" / f"{name}.txt")
    result = renumber_tree(tree)
    assert result.tree.text == tree.text
