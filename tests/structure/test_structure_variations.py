"""The same text printed otherwise gives the same tree: eIds of all provisions, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.sources import read
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse
from drafting.text.numerals import read_numeral

LAWS = (
    "上海市数据条例_2021", "宪法_2018", "杭州市立法条例_2016", "海商法_1992_含目", "立法法_2023",
    "行政法规制定程序条例_2017", "深圳经济特区人工智能产业促进条例_2022",
)  # fmt: skip
LABEL = re.compile(r"^(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)[ \u3000]+")
Lines = list[str]


def unspaced(lines: Lines) -> Lines:
    return [LABEL.sub(r"\1", line) for line in lines]


def half_width(lines: Lines) -> Lines:
    return [line.translate(str.maketrans("，；：（）", ",;:()")) for line in lines]


def traditional(lines: Lines) -> Lines:
    from opencc import OpenCC

    convert = OpenCC("s2t").convert
    return [convert(line) for line in lines]


def arabic(lines: Lines) -> Lines:
    return [
        re.sub(r"^第([一二三四五六七八九十百千零]+)条", lambda m: f"第 {read_numeral(m[1])} 条", line)
        for line in lines
    ]


def bracketed(lines: Lines) -> Lines:
    return [LABEL.sub(r"\1【条标】", line) for line in lines]


def label_alone(lines: Lines) -> Lines:
    return [part for line in lines for part in LABEL.sub(r"\1\n", line).split("\n")]


def indented(lines: Lines) -> Lines:
    return [f"　　{line.strip()}" for line in lines]


def on_a_page(lines: Lines) -> Lines:
    head = ["首页 > 政务公开 > 法规", "发布时间：2023-05-06 来源：市司法局 浏览次数：1023"]
    return [*head, *lines, "打印本页", "关闭窗口", "责任编辑：某某", "主办单位：某市人民政府"]


def in_a_notice(lines: Lines) -> Lines:
    head = ["某市人民政府关于印发《某办法》的通知", "某政发〔2023〕5号", "各区、县人民政府：",
            "现将有关规定印发给你们，请遵照执行。", "某市人民政府", "2023年5月6日"]  # fmt: skip
    return [*head, *lines]


def signed(lines: Lines) -> Lines:
    return [*lines, "某市人民代表大会常务委员会", "2023年10月19日"]


def hard_wrapped(lines: Lines) -> Lines:
    return [piece for n, line in enumerate(lines) for piece in _wrap(line.strip(), n)]


def _wrap(line: str, place: int) -> Iterable[str]:
    """34 characters a line, the first indented; what closes a sentence hangs over the edge."""
    if place < 3:
        yield line
        return
    line = f"　　{line}"
    while line:
        end = 34
        while line[end : end + 1] and line[end] in "，。；：、）”》":
            end += 1
        yield line[:end]
        line = line[end:]


VARIATIONS: tuple[Callable[[Lines], Lines], ...] = (
    unspaced, half_width, traditional, arabic, bracketed, label_alone, indented, on_a_page,
    in_a_notice, signed, hard_wrapped,
)  # fmt: skip


def tree_of(lines: Lines) -> Tree:
    return parse(Source("law", tuple(Line(t, n) for n, t in enumerate(lines, 1) if t.strip()), "txt"))


def eids(tree: Tree) -> Lines:
    return [provision.eid for provision in tree.iter_provisions()]


@pytest.fixture(scope="module", params=LAWS)
def law(request: pytest.FixtureRequest, shared: Path) -> Lines:
    return [line.text for line in read(shared / "corpus" / "laws" / f"{request.param}.txt").lines]


@pytest.mark.corpus
@pytest.mark.parametrize("vary", VARIATIONS, ids=lambda v: v.__name__)
def test_same_tree(vary: Callable[[Lines], Lines], law: Lines) -> None:
    varied = tree_of(vary(list(law)))
    assert eids(varied) == eids(tree_of(law))
    if vary is bracketed:
        articles = [a for a in varied.articles if a.heading]
        assert all(article.bare_heading == "条标" for article in articles)


def test_printed_articles_of_an_excerpt() -> None:
    """The same, with no corpus at hand."""
    text = (
        "某法\n第一章 总则\n第一条 为了规范立法活动，根据宪法，制定本法。\n第二条 下列事项只能制定法律：\n（一）国家主权的事项；\n"
        "（二）各级人民代表大会的产生、组织和职权。\n前款规定的事项由大会决定。\n第三条 本法自2000年7月1日起施行。"
    ).split("\n")
    wanted = eids(tree_of(text))
    assert len(wanted) == 10
    assert all(eids(tree_of(vary(list(text)))) == wanted for vary in VARIATIONS)
