"""References, as laws print them."""

from __future__ import annotations

import doctest

import pytest

from drafting.text import citations
from drafting.text.citations import find_citations, rewrite_step

CASES = [
    ("违反本条例第三条第二款第（一）项、第（三）项规定的", "own", "本条例",
     ["article 3, paragraph 2, point 1", "article 3, paragraph 2, point 3"]),
    ("依照本法第三条第一款、第二款和第五条至第七条的规定", "own", "本法",
     ["article 3, paragraph 1", "article 3, paragraph 2", "article 5 … article 7"]),
    ("有前款规定情形的", "relative", "前款", ["paragraph -1"]),
    ("违反前两款规定", "relative", "前两款", ["paragraph -2 … paragraph -1"]),
    ("前条第二款", "relative", "前条", ["article -1, paragraph 2"]),
    ("依照本章规定", "relative", "本章", ["chapter 0"]),
    ("《中华人民共和国刑法》（以下简称刑法）第一百二十条之一第二款", "foreign",
     "《中华人民共和国刑法》（以下简称刑法）", ["article 120-1, paragraph 2"]),
    ("依照民事诉讼法第九十二条、第九十三条", "foreign", "民事诉讼法", ["article 92", "article 93"]),
    ("第一、二款", "bare", "", ["paragraph 1", "paragraph 2"]),
    ("第（一）至（三）项", "bare", "", ["point 1 … point 3"]),
    ("第三条（一）项", "bare", "", ["article 3, point 1"]),
    ("第一百二十条第一款至第三款", "bare", "",
     ["article 120, paragraph 1 … article 120, paragraph 3"]),
    ("依據本條例第三條第二項", "own", "本條例", ["article 3, point 2"]),
    ("第三条、第四条第二款第一项、第五项或者第六条", "bare", "",
     ["article 3", "article 4, paragraph 2, point 1", "article 4, paragraph 2, point 5",
      "article 6"]),
    ("本法第二编第三章第一节", "own", "本法", ["part 2, chapter 3, section 1"]),
    ("同条第二款", "relative", "同条", ["article same, paragraph 2"]),
    ("依照该办法第三条", "foreign", "该办法", ["article 3"]),
    ("第十二条之一", "bare", "", ["article 12-1"]),
    ("第 3 条第２款", "bare", "", ["article 3, paragraph 2"]),
    ("依照本条例第\n十九条第\n二款", "own", "本条例", ["article 19, paragraph 2"]),
]


def describe(steps: tuple[citations.Step, ...]) -> str:
    return ", ".join(f"{s.level} {s.number}" for s in steps)


@pytest.mark.parametrize(("text", "kind", "anchor", "targets"), CASES, ids=[c[0] for c in CASES])
def test_one_reference(text: str, kind: str, anchor: str, targets: list[str]) -> None:
    (found,) = find_citations(text)
    told = [
        describe(t.steps) + (f" … {describe(t.until)}" if t.until else "") for t in found.targets
    ]
    assert (found.kind, found.anchor, told) == (kind, anchor, targets)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    ["目前款项已付", "本章程规定", "第一项目部", "第三方机构", "第三条件", "本条例施行", "本项目", "第一目标",
     "第三章程", "本编制", "目前条件"],
)
def test_what_only_looks_like_a_reference(text: str) -> None:
    assert find_citations(text) == []


def test_steps_say_where_they_are_printed() -> None:
    text = "依照本法第十二条之一第二款和第三、四项"
    (found,) = find_citations(text)
    printed = [
        text[found.base + s.start : found.base + s.end] for t in found.targets for s in t.steps[-1:]
    ]
    assert printed == ["第二款", "第三", "四项"]


def test_eids_of_absolute_targets() -> None:
    eids = [t.eid for c in find_citations("第三条第一项、第五条第二款，前款") for t in c.targets]
    assert eids == ["art_3__para_1__point_1", "art_5__para_2", ""]


def test_a_rewritten_step_keeps_its_style() -> None:
    assert rewrite_step("第（十）项", "11") == "第（十一）项"
    assert rewrite_step("第一百二十条之一", "121") == "第一百二十一条"
    assert rewrite_step("二款", "3") == "三款"


def test_docstrings() -> None:
    assert doctest.testmod(citations).failed == 0
