"""The same text printed otherwise gives the same tree: eIds of all provisions, in order."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.sources import read
from drafting.sources.lines import Line, Source
from drafting.structure.labels import read_label
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


def full_width_digits(lines: Lines) -> Lines:
    digits = str.maketrans("0123456789", "０１２３４５６７８９")
    return [
        re.sub(r"^第([一二三四五六七八九十百千零]+)(?=[条章节])",
               lambda m: f"第{read_numeral(m[1])}".translate(digits), line)
        for line in lines
    ]  # fmt: skip


def blank_lines(lines: Lines) -> Lines:
    return [part for line in lines for part in (line, "")]


def unseen_characters(lines: Lines) -> Lines:
    return [LABEL.sub("\\1\u200b　", line) for line in lines]


VARIATIONS: tuple[Callable[[Lines], Lines], ...] = (
    unspaced, half_width, traditional, arabic, bracketed, label_alone, indented, on_a_page,
    in_a_notice, signed, hard_wrapped, full_width_digits, blank_lines, unseen_characters,
)  # fmt: skip


def tree_of(lines: Lines) -> Tree:
    return parse(Source("law", tuple(Line(t, n) for n, t in enumerate(lines, 1) if t.strip()), "txt"))


def eids(tree: Tree) -> Lines:
    return [provision.eid for provision in tree.iter_provisions()]


@pytest.fixture(scope="module", params=LAWS)
def law(request: pytest.FixtureRequest, shared: Path) -> Lines:
    return [line.text for line in read(shared / "corpus" / "laws" / f"{request.param}.txt").lines]


RUNS_ON = '<w:lvlRestart w:val="0"/>'
NUMBERED = (("chapter", "第%1章"), ("section", "第%2节"), ("article", "第%3条"), ("paren-cn", "（%4）"))


def write_page(lines: Lines, path: Path) -> Path:
    """A page of a government's site: navigation, share buttons, footer around the text."""
    text = "".join(f"<p>{html.escape(line.strip())}</p>" for line in lines)
    path = path.with_suffix(".html")
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>法规</title></head><body>"
        "<ul class=nav><li><a>首页</a><li><a>政务公开</a></ul><div class=info>发布时间：2024-05-06 来源：市司法局</div>"
        f"<div id=zoom>{text}</div><div class=share>分享到 <a>微信</a></div><div>主办单位：某市人民政府</div></body></html>",
        encoding="utf-8",
    )
    return path


def write_numbered(lines: Lines, path: Path) -> Path:
    """A Word file that numbers 章 节 条 （一） itself: no label is typed."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        f'{RUNS_ON if kind == "article" else ""}<w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(NUMBERED)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    kinds = [kind for kind, _ in NUMBERED]
    begun = False
    for line in lines:
        label = read_label(line.strip())
        begun = begun or (label is not None and label.kind == "article")
        if label is None or label.kind not in kinds or (label.kind == "paren-cn" and not begun):
            document.add_paragraph(line.strip())
            continue
        properties = document.add_paragraph(label.rest)._p.get_or_add_pPr()
        level = kinds.index(label.kind)
        properties.append(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        ))  # fmt: skip
    path = path.with_suffix(".docx")
    document.save(str(path))
    return path


@pytest.mark.corpus
def test_same_tree_from_a_web_page(law: Lines, tmp_path: Path) -> None:
    assert eids(parse(read(write_page(law, tmp_path / "law")))) == eids(tree_of(law))


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["行政法规制定程序条例_2017", "杭州市立法条例_2016"])
def test_same_tree_where_word_numbers(name: str, shared: Path, tmp_path: Path) -> None:
    lines = [x.text for x in read(shared / "corpus" / "laws" / f"{name}.txt").lines]
    tree = parse(read(write_numbered(lines, tmp_path / "law")))
    typed = tree_of(lines)
    assert eids(tree) == eids(typed)
    assert [a.num for a in tree.articles] == [a.num for a in typed.articles]


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
