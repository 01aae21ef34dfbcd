"""The body of a web page among its furniture, found by what regulations look like.

Nothing is taken out: the answer is which lines are furniture. The body is the smallest element
that holds every line that reads like a provision, widened while what joins it reads like text
too; a title and the note on adoption that stand before it belong to it.
"""

from __future__ import annotations

import re

from lxml import etree

from drafting.sources.webwalk import WebLine

_NUMERAL = "[0-9０-９〇○零一二三四五六七八九十百千两廿]"
PROVISION = re.compile(
    rf"\s*(?:第{_NUMERAL}{{1,9}}[编編章节節条條]|[（(]{_NUMERAL}{{1,4}}[)）]|{_NUMERAL}{{1,4}}、)"
)
TITLE = re.compile(
    r".{3,60}(?:条例|條例|办法|辦法|规定|規定|规则|規則|细则|細則|法|决定|決定|决议|意见|意見|方案|计划|計劃|纲要|规划"
    r"|通知|公告|说明|說明|章程|标准|指引|指南|草案|征求意见稿|修正案|措施|法典|准则|规范|守则|制度|批复|解释|公约)(?:\s*[（(].{1,30}[)）]|》.{0,20})?$"
)
ADOPTION = re.compile(r"\s*[（(].{4,}(?:通过|公布|施行|修正|修订|批准|印发|通過|修訂|發布|发布)")
BEFORE = re.compile(rf"{ADOPTION.pattern}|{PROVISION.pattern}|\s*目\s*[录錄]\s*$")
"""What may stand between title and body: a note on adoption, a table of contents."""
DATE = re.compile(rf"\s*{_NUMERAL}{{4}}年\s*{_NUMERAL}{{1,2}}月\s*{_NUMERAL}{{1,3}}日$")
FURNITURE = re.compile(
    r"当前位置|您的位置|现在位置|首页|打印|关闭窗口|分享到|字体|字号|浏览次数|点击数|访问量|来源[:：]|发布时间|发布日期|信息来源|责任编辑"
    r"|上一篇|下一篇|相关链接|相关阅读|网站地图|主办单位|联系我们|扫一扫|二维码|收藏|登录|注册|客户端"
    r"|當前位置|首頁|列印|友情链接",
)
IMPRINT = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|版權所有|Copyright|All Rights Reserved", re.IGNORECASE
)
SENTENCE_END = "。；;：:！？"
_MANY = 5
"""Provisions enough to say: where they all stand, the body is."""
_BEFORE, _AFTER = 15, 4
"""How far from the body its title may stand above, its signature below."""


def find_furniture(lines: list[WebLine]) -> list[bool]:
    """For each line of a page, whether it is furniture."""
    aside = [line.aside for line in lines]
    weights = [_weight(line) for line in lines]
    if 2 * sum(w for w, a in zip(weights, aside, strict=True) if a) > sum(weights):
        aside = [False] * len(lines)  # a page that hides its text until a script shows it
    weights = [0 if a else weight for weight, a in zip(weights, aside, strict=True)]
    body = _find_body(lines, aside, weights)
    if body is None:
        return aside
    body = _widen(body, lines, aside)
    inside = [_is_inside(line.owner, body) and not a for line, a in zip(lines, aside, strict=True)]
    _trim(lines, inside)
    _take_in_edges(lines, inside, aside)
    return [not i for i in inside]


def _weight(line: WebLine) -> int:
    """How much of the line reads like the text of a regulation, in characters."""
    own = len(line.text) - line.linked
    if own < len(line.text) * 0.7:
        return 0
    reads = PROVISION.match(line.text) or line.text[-1] in SENTENCE_END or line.table
    return own if reads else 0


def _find_body(
    lines: list[WebLine], aside: list[bool], weights: list[int]
) -> etree._Element | None:
    provisions = [
        line.owner
        for line, weight, a in zip(lines, weights, aside, strict=True)
        if weight and not a and PROVISION.match(line.text)
    ]
    total = sum(weights)
    if len(provisions) >= _MANY:
        body = _common(provisions)
        held = sum(
            weight
            for line, weight in zip(lines, weights, strict=True)
            if _is_inside(line.owner, body)
        )
        if held >= total / 2:
            return body
    weighty = [line.owner for line, weight in zip(lines, weights, strict=True) if weight]
    return _common(weighty) if weighty else None


def _common(elements: list[etree._Element]) -> etree._Element:
    """The smallest element that holds all of them."""
    common = list(reversed([elements[0], *elements[0].iterancestors()]))
    for element in dict.fromkeys(elements):
        above = {element, *element.iterancestors()}
        while common[-1] not in above:
            common.pop()
    return common[-1]


def _is_inside(element: etree._Element, body: etree._Element) -> bool:
    return element is body or any(above is body for above in element.iterancestors())


def _widen(body: etree._Element, lines: list[WebLine], aside: list[bool]) -> etree._Element:
    """The largest element around ``body`` that adds nothing that looks like furniture."""
    outside = [line for line, a in zip(lines, aside, strict=True) if not a]
    size = 0
    parent: etree._Element | None = body
    while parent is not None:
        added: list[WebLine] = []
        rest: list[WebLine] = []
        for line in outside:
            (added if _is_inside(line.owner, parent) else rest).append(line)
        grown = sum(len(line.text) for line in added)
        joins = grown <= size / 2 + 200 and not any(_looks_like_furniture(a) for a in added)
        if parent is not body and not joins:
            break
        body, outside, size = parent, rest, size + grown
        parent = body.getparent() if outside else None
    return body


def _looks_like_furniture(line: WebLine) -> bool:
    """Whether the line is links or furniture's words (which a provision may use as well)."""
    text = line.text
    if line.linked * 3 > len(text) or IMPRINT.search(text):
        return True
    reads = text[-1] in SENTENCE_END or PROVISION.match(text)
    return not reads and len(text) < 100 and FURNITURE.search(text) is not None


def _trim(lines: list[WebLine], inside: list[bool]) -> None:
    """Take links and the like off both ends of the body, up to the first line that is text."""
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for index in order:
            if inside[index] and not _looks_like_furniture(lines[index]):
                break
            inside[index] = False


def _take_in_edges(lines: list[WebLine], inside: list[bool], aside: list[bool]) -> None:
    """Let the body have its title and adoption note above, its signature and date below."""
    first = inside.index(True) if True in inside else len(inside)
    for index in range(first - 1, max(first - _BEFORE, 0) - 1, -1):
        line = lines[index]
        if not aside[index] and not line.linked:
            headed = line.outline == 1 and not _looks_like_furniture(line)
            titled = headed or TITLE.match(line.text) is not None
            if titled or BEFORE.match(line.text):
                inside[index] = True
            if titled:
                break
    last = len(inside) - 1 - inside[::-1].index(True) if True in inside else -1
    for index in range(last + 1, min(last + 1 + _AFTER, len(lines))):
        if DATE.match(lines[index].text) and not any(aside[last + 1 : index + 1]):
            if not any(_looks_like_furniture(line) for line in lines[last + 1 : index + 1]):
                inside[last + 1 : index + 1] = [True] * (index - last)
            break
