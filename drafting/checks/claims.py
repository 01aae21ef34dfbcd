"""What a note claims of its draft: the things it names, and whether the draft names them.

    支持技术转移转化中心和服务平台建设    →  技术转移转化中心: not in the draft
    制定场景创新和首台（套）激励政策      →  首台（套）激励政策: not in the draft
    国企率先开放场景                  →  国企率先开放: not in the draft
    符合强制性技术规范                →  强制性技术规范: the draft says 强制性技术标准

A thing is named by the words before a noun of a kind that laws set up (政策, 中心, 基金 …) or that they
oblige to (国企, 高校 …). It is carried when its last words stand in the draft. Only what the note says
the draft provides is looked at: its claims (一是…) and the parts on its chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.checks.nodes import Node, Row
from drafting.checks.view import Spot, View
from drafting.records import record

_HEADS = (
    "政策|中心|基金|目录|清单|名录|联盟|委员会|示范区|园区|专项资金|资金|补贴|补助|奖励|奖补|平台|标准|规范|制度|机制|办法|"
    "体系|规划|计划|方案|措施|名单|白名单|实验室|研究院|服务站|保险|责任|义务|数据|信息|部门|机构"
)
_THING = re.compile(rf"[\u4e00-\u9fffA-Za-z（）()“”]{{2,14}}?(?:{_HEADS})(?![\u4e00-\u9fff]*[》])")
_BOUNDARY = re.compile(
    r".*(?:建立健全|建立|健全|完善|制定|支持|鼓励|推行|推动|推进|设立|建设|构建|打造|发挥|落实|加强|强化|要求|规定|明确|符合|遵守|实施|"
    r"开展|促进|提供|保障|组织|编制|发布|探索|创新|采取|形成|提升|优化|破解|涉及|出台|承担|共建|压实|履行|着力|以及|或者|须|等|对|将|以|由|的|和|与|及|或|，|、|在|为)(?=.)"
)
_WEAK = ("体系", "措施", "要求", "责任", "义务", "部门", "机构", "数据", "信息", "制度", "机制", "标准", "规范", "平台", "规划", "计划",
         "方案", "办法", "资金", "奖励")
_SUBJECT = re.compile(r"(?P<who>国企|央企|事业单位|民营企业|行业协会|学会|保险机构|金融机构|医疗机构|学校)(?P<does>率先[\u4e00-\u9fff]{2}|带头[\u4e00-\u9fff]{2}|优先[\u4e00-\u9fff]{2})")


@record
class Claim:
    """A thing named in the note and not in the draft; ``nearest`` is what the draft has instead:

    a stretch of its text that begins with the same words and ends in another noun, None for none.
    """

    spot: Spot
    nearest: tuple[int, int] | None
    is_named: bool = True
    """Whether it names a thing that a law sets up (a policy, a centre), or only speaks of one."""


def find_claims(view: View, note: View) -> list[Claim]:
    """Return the things that the note says the draft provides, and its words do not hold."""
    draft = _fold(view.text)
    found: dict[str, Claim] = {}
    for row in _claiming_rows(view, note):
        for spot in (*_things(row), *_subjects(row)):
            words = _fold(spot.plain)
            if words in draft or words in found:
                continue
            claim = _judge(view, draft, spot, words)
            if claim is not None:
                found[words] = claim
    return sorted(found.values(), key=lambda c: (c.spot.row.index, c.spot.start))


def _fold(text: str) -> str:
    return re.sub(r"[（）()“”‘’\s]", "", text)


def _claiming_rows(view: View, note: View) -> Iterator[Row]:
    """Rows of the parts that tell what the draft provides: 主要内容, its chapters."""
    headings = [h for h in (_bare(n) for n in view.by_kind.get("chapter", [])) if h]
    telling: set[int] = set()
    for node in note.nodes:
        above = id(node.parent) in telling if node.parent is not None else False
        first = node.row.plain if node.row is not None and node.kind == "level" else ""
        own = bool(_TELLING.search(first[:40])) or any(h in first[:20] for h in headings)
        if above or (node.kind == "level" and own):
            telling.add(id(node))
    for row in note.rows:
        if row.node is not None and id(row.node) in telling and row.rest:
            yield row


_TELLING = re.compile("主要内容|主要条款|主要规定|主要制度|具体内容|重点内容|条文说明|逐条说明")


def _bare(node: Node) -> str:
    return "".join(node.heading.split())


def _things(row: Row) -> Iterator[Spot]:
    """The named things of a row, each from its first own word to its noun."""
    for match in _THING.finditer(row.plain, row.head):
        text = match[0]
        cut = _BOUNDARY.match(text)
        start = match.start() + (cut.end() if cut is not None else 0)
        words = row.plain[start : match.end()]
        whole = len(_fold(words)) >= 5 and words.count("（") == words.count("）")
        if whole and not _PROBLEM.search(row.plain, row.head, start):
            yield Spot(row, start, match.end())


_PROBLEM = re.compile("(?:面对|针对|缺乏|反映)[^，。；]*$")
"""面对企业反映相关政策力度弱的问题: what is to be remedied is no claim."""


def _subjects(row: Row) -> Iterator[Spot]:
    """Who is said to go first: 国企率先开放."""
    for match in _SUBJECT.finditer(row.plain, row.head):
        yield Spot(row, *match.span())


def _judge(view: View, draft: str, spot: Spot, words: str) -> Claim | None:
    """Whether the thing is missing, and what the draft has in its place."""
    head = next((h for h in _HEADS.split("|") if words.endswith(h)), "")
    stem = words[: -len(head)] if head else words
    if head and len(stem) >= 4:
        place = _other_noun(view, stem)
        if place is not None:
            return Claim(spot, place)
    if not head:
        return Claim(spot, None) if words[:2] not in draft else None
    if head in _WEAK and _is_carried(draft, stem):
        return None
    return None if _is_carried(draft, words) else Claim(spot, None, head not in _WEAK)


def _other_noun(view: View, stem: str) -> tuple[int, int] | None:
    """Where the draft has ``stem`` with one other noun of the kind, and never without."""
    places = [m.start() for m in re.finditer(re.escape(stem), view.prose)]
    nouns = []
    for place in places:
        noun = re.match(_HEADS, view.prose[place + len(stem) :])
        if noun is None:
            return None
        nouns.append((place, place + len(stem) + len(noun[0])))
    return nouns[0] if nouns else None


def _is_carried(draft: str, words: str) -> bool:
    """Whether the draft holds the thing in other order or with words between: every three

    characters of it in a row, but one at a seam of two words.
    """
    grams = [words[i : i + 3] for i in range(len(words) - 2)]
    missing = sum(1 for g in grams if g not in draft)
    return missing <= (1 if len(grams) < 6 else 2)
