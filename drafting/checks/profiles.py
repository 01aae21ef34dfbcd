"""Whose norms a text follows, guessed from its title and the note under it (题注).

| profile | texts | marks |
|---|---|---|
| npc | 法律 | 中华人民共和国…法, 全国人民代表大会 |
| state-council | 行政法规 | 国务院令, …条例 without a place |
| local | 地方性法规 | 杭州市…条例, …省人民代表大会常务委员会 |
| rule | 规章 (部门规章, 政府规章) | …办法, …规定, …细则 of a ministry or a government |
| document | 意见, 方案, 通知, 说明 | no 条 |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.akn import Tree
from drafting.structure.places import names_region
from drafting.text.script import to_simplified

if TYPE_CHECKING:
    from drafting.checks.nodes import Row
    from drafting.checks.settings import Profile

_NATION = re.compile(r"^(?:中华人民共和国|全国人民代表大会|全国人大|国务院)")
_LAW = re.compile(r"(?<!办)法典?$|^宪法|法修正案")
_ORDINANCE = re.compile(r"条例$|实施细则$")
_CONGRESS = re.compile(r"(?<!全国)(?:省|市|州|县|自治区)(?:第.{1,6}届)?人民代表大会|市人大常委会")
_STAGE = re.compile(r"(?:[（(【〔][^（）()【】]*[】）)〕])+$")


def guess_profile(tree: Tree, rows: list[Row]) -> Profile:
    """Return the profile of ``tree``: see the table above. ``rows`` are its lines, in order."""
    if tree.kind == "doc" or not any(r.node and r.node.kind != "level" for r in rows):
        return "document"
    title = _STAGE.sub("", to_simplified(tree.title)).strip("《》 ")
    note = to_simplified("\n".join(r.text for r in rows[:8] if r.role == "preface"))
    if _NATION.match(title):
        return "npc" if _LAW.search(title) or "大会" in title else "state-council"
    if _LAW.search(title):
        return "npc"
    if _CONGRESS.search(note):
        return "local"
    if names_region(title):
        return "local" if title.endswith("条例") else "rule"
    if "国务院" in note or _ORDINANCE.search(title):
        return "state-council"
    return "rule"
