"""The methods of other tools, written anew from their descriptions, to run beside ours.

``link_by_ratio`` is MagnaDelta's: every new article takes the unused old one with the best edit
ratio above 0.4. ``link_by_composite`` is law_diff's: edit ratio, Jaccard and containment of words
and shared legal keywords, weighed 0.3, 0.2, 0.3, 0.2; old articles in turn take the best unused
new one from 0.6 on, what is left is tried as split and merge from 0.4. ``link_by_position`` pairs
what bears the same number.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import rjieba
from lxml import etree
from rapidfuzz.distance import Indel

from drafting.comparison.passages import Passage

Links = set[tuple[str, str]]
_KEYWORDS = (
    "应当 不得 禁止 违反 处罚 罚款 吊销 责令 没收 承担 赔偿 登记 备案 审批 许可 撤销 行政 民事 刑事 法律 规定 依法 "
    "权利 义务"
).split()


def link_by_position(olds: Sequence[Passage], news: Sequence[Passage]) -> Links:
    there = {p.number for p in news}
    return {(p.number or "", p.number or "") for p in olds if p.number in there}


def link_by_ratio(olds: Sequence[Passage], news: Sequence[Passage]) -> Links:
    used: set[int] = set()
    links: Links = set()
    for new in news:
        best, at = 0.4, -1
        for i, old in enumerate(olds):
            if i in used:
                continue
            matcher = difflib.SequenceMatcher(None, new.words, old.words)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                ratio = matcher.ratio()
                if ratio > best:
                    best, at = ratio, i
        if at >= 0:
            used.add(at)
            links.add((olds[at].number or "", new.number or ""))
    return links


def link_by_composite(olds: Sequence[Passage], news: Sequence[Passage]) -> Links:
    scores = _composites(olds, news)
    links: set[tuple[int, int]] = set()
    used_old: set[int] = set()
    used_new: set[int] = set()
    for i in range(len(olds)):
        free = [(scores[i][j], -j) for j in range(len(news)) if j not in used_new]
        if free and max(free)[0] >= 0.6:
            j = -max(free)[1]
            links.add((i, j))
            used_old.add(i)
            used_new.add(j)
    for i in range(len(olds)):
        several = sorted(
            ((scores[i][j], j) for j in range(len(news)) if j not in used_new), reverse=True
        )[:3]
        several = [pair for pair in several if pair[0] >= 0.4]
        if i not in used_old and len(several) >= 2 and sum(s for s, _ in several) >= 1.0:
            links |= {(i, j) for _, j in several}
            used_old.add(i)
            used_new |= {j for _, j in several}
    for j in range(len(news)):
        several = sorted(
            ((scores[i][j], i) for i in range(len(olds)) if i not in used_old), reverse=True
        )[:3]
        several = [pair for pair in several if pair[0] >= 0.4]
        if j not in used_new and len(several) >= 2 and sum(s for s, _ in several) >= 1.0:
            links |= {(i, j) for _, i in several}
            used_new.add(j)
            used_old |= {i for _, i in several}
    return {(olds[i].number or "", news[j].number or "") for i, j in links}


def _composites(olds: Sequence[Passage], news: Sequence[Passage]) -> list[list[float]]:
    words = [[set(rjieba.cut(p.words)) for p in side] for side in (olds, news)]
    keys = [[{k for k in _KEYWORDS if k in p.words} for p in side] for side in (olds, news)]
    rows = []
    for i, old in enumerate(olds):
        row = []
        for j, new in enumerate(news):
            one, other = words[0][i], words[1][j]
            shared = len(one & other)
            union, least = len(one | other) or 1, min(len(one), len(other)) or 1
            both = keys[0][i] | keys[1][j]
            keyword = len(keys[0][i] & keys[1][j]) / len(both) if both else 0.5
            ratio = Indel.normalized_similarity(old.words, new.words)
            row.append(0.3 * ratio + 0.2 * shared / union + 0.3 * shared / least + 0.2 * keyword)
        rows.append(row)
    return rows


def passages_to_xml(passages: Sequence[Passage]) -> etree._Element:
    """Articles as plain XML, for tools that compare XML."""
    root = etree.Element("law")
    for passage in passages:
        article = etree.SubElement(root, "article")
        etree.SubElement(article, "num").text = passage.label
        for line in passage.words.split("\n"):
            etree.SubElement(article, "p").text = line
    return root


def link_by_xmldiff(olds: Sequence[Passage], news: Sequence[Passage]) -> Links:
    """The article nodes that xmldiff matches, in its fastest mode."""
    from xmldiff.diff import Differ

    left, right = passages_to_xml(olds), passages_to_xml(news)
    differ = Differ(ratio_mode="faster", fast_match=True)
    differ.set_trees(left, right)
    differ.match()
    # the tool works on copies of both trees: nodes are known again by their paths
    numbers = [{f"/law/article[{n}]": p.number or "" for n, p in enumerate(side, 1)}
               for side in (olds, news)]
    found = ((_path(one), _path(other)) for one, other, *_ in differ._matches)
    return {
        (numbers[0][one], numbers[1][other]) for one, other in found
        if one in numbers[0] and other in numbers[1]
    }


def _path(node: etree._Element) -> str:
    return node.getroottree().getpath(node)
