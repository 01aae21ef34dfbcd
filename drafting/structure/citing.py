"""References in running text as ``ref``, ``rref`` and ``mref`` marks."""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.structure.nodes import Node
from drafting.structure.places import find_place
from drafting.structure.resolve import Directory, Place
from drafting.structure.titles import bare_title
from drafting.text.citations import (
    RANKS,
    Citation,
    Step,
    Target,
    iter_citations,
    steps_to_eid,
)
from drafting.text.patterns import LazyPattern

_NO_IRI = re.compile(r"[\x00-\x20\"#%/<>?\[\\\]^`{|}\x7f]")
"""What no segment of an IRI may hold as it is (RFC 3987, 2.2)."""
_TITLE = re.compile(r"《([^《》]{2,80}(?:《[^《》]{2,80}》[^《》]{0,40})?)》")
_NATION = "中华人民共和国"
_SHORT_LAW = re.compile(r"(?!中华人民共和国|全国|最高)[一-龥、]{1,24}法(?:典)?")
"""Laws are called 中华人民共和国X法 and cited as X法."""
_BARE_LAWS = ("反分裂国家法",)
_AMENDING = ("本决定", "本修正案", "本意见", "本通知")
_LEAD = LazyPattern(
    r".*(?:应当|可以|认定为|属于|构成|适用|违反|依照|依据|根据|按照|视为|符合|具有|实施(?=.{2,}法$)|[将由于为是并至即](?=.+[法例]))"
)
"""What may stand before a law's name that no brackets set off: 应当认定为刑法第三条."""
_NORMATIVE = ["法", "法典", "条例", "條例", "办法", "辦法", "规定", "規定", "细则", "細則", "规则", "規則", "决定", "決定", "解释", "解釋", "宪法", "憲法", "修正案", "公约", "公約", "意见", "意見", "通知", "方案", "规划", "規劃", "纲要", "綱要", "标准", "標準", "规范", "規範", "规程", "規程", "准则", "準則", "通则", "通則", "协定", "协议", "议定书", "章程", "制度", "指南", "指引", "措施", "批复", "决议", "計劃", "计划"]
_ENDINGS = tuple(_NORMATIVE)
_POLICIES = ("意见", "意見", "方案", "规划", "規劃", "计划", "計劃", "通知", "纲要", "綱要", "措施")


_TAIWANESE = LazyPattern(r"前[一二三四五]?項|[條条]第[一二三四五六七八九十\d ]{1,4}項")
_MAINLAND = LazyPattern(r"前[一二三四五]?款|[條条]第[一二三四五六七八九十\d ]{1,4}款")
_SWAPPED = str.maketrans("項款", "款項")


def is_taiwanese(text: str) -> bool:
    """Whether ``text`` cites 條 項 款 目, as Taiwan does: there 項 is the paragraph, 款 its item."""
    if "項" not in text:
        return False
    return len(_TAIWANESE.findall(text)) > len(_MAINLAND.findall(text))


class Library:
    """The other texts a text names: by title, by declared short name, and without 中华人民共和国."""

    def __init__(self, amended: str = "", is_taiwanese: bool = False) -> None:
        self.is_taiwanese = is_taiwanese
        self.titles: dict[str, str] = {}
        self.add_cited(amended)
        self.amended = amended
        """The text that this one amends: its own bare references mean that one."""
        self.changed: tuple[Step, ...] = ()

    def add(self, name: str, title: str) -> None:
        """Remember that ``name`` stands for ``title``."""
        self.titles[name] = title

    def add_cited(self, title: str) -> None:
        """Remember a title that was cited in full: 《中华人民共和国刑法》 is 刑法 from here on."""
        if title.startswith(_NATION):
            self.titles.setdefault(title[len(_NATION) :], title)

    def remember(self, title: str, citation: Citation, text: str) -> None:
        """Keep which 条 is amended: 增加一款作为第四款 means a 款 of it; what a quotation cites is not.

        ``text`` is the line in which ``citation`` stands.
        """
        steps = citation.targets[-1].steps
        if title != self.amended or "“" in text[: citation.start]:
            return
        if any(step.level == "article" for step in steps):
            self.changed = steps

    def find(self, anchor: str) -> tuple[str, int]:
        """The full title an anchor names ("" when none can be told) and where the name begins."""
        match = _TITLE.search(anchor)
        if match is not None:
            return self.titles.get(match[1], match[1]), match.start()
        anchor = anchor.rstrip("的之中 ")
        known = [name for name in self.titles if anchor.endswith(name)]
        if known:
            name = max(known, key=len)
            return self.titles[name], len(anchor) - len(name)
        lead = _LEAD.match(anchor)
        start = lead.end() if lead is not None else 0
        name = anchor[start:]
        if name == "原":  # 原第三款: of the text that is amended, as it was
            return self.amended, len(anchor)
        return ("", 0) if name[:1] in "该該" else (name, start)


def mark_references(
    node: Node, place: Place, directories: tuple[Directory, Directory], library: Library
) -> None:
    """Mark what the text of ``node`` cites.

    ``directories`` are that of the document the node stands in and that of the main text (the same
    outside annexes).
    """
    directories[0].last = None
    foreign: tuple[str, tuple[Step, ...]] = ("", ())
    text = node.text.translate(_SWAPPED) if library.is_taiwanese else node.text
    for citation in iter_citations(text):
        if node.text.startswith("合同", citation.start - 1):
            continue  # 合同条款 holds no 同条
        if citation.kind == "foreign":
            title, lead = library.find(citation.anchor)
            foreign = title, citation.targets[-1].steps
            above = library.changed if title == library.amended else ()
            _mark_foreign(node, citation, title, lead, above)
            library.remember(title, citation, text)
        elif library.amended and not citation.anchor.startswith(_AMENDING):
            _mark_foreign(node, citation, library.amended, 0, library.changed)
            library.remember(library.amended, citation, text)
        else:
            _mark_own(node, citation, place, directories, foreign)


def _mark_own(
    node: Node, citation: Citation, place: Place, directories: tuple[Directory, Directory],
    foreign: tuple[str, tuple[Step, ...]],
) -> None:
    """Mark a reference to the text's own provisions.

    What the text has not may go on from the other text that the line cited before: 刑法第九十五条…
    或者第二项.
    """
    own, main = directories
    directory = main if citation.kind == "own" and not own.articles else own
    spans = target_spans(citation)
    if len(spans) > 1:
        node.mark(citation.start, citation.end, "mref")
    for target, (start, end) in zip(citation.targets, spans, strict=True):
        found = directory.find(target.steps, place)
        until = directory.find(target.until, place) if target.until else None
        if target.until and found is not None and until is not None:
            node.mark(start, end, "rref", **{"from": f"#{found.eid}", "upTo": f"#{until.eid}"})
        elif found is not None and not target.until:
            node.mark(start, end, "ref", href=f"#{found.eid}")
        elif foreign[0] and citation.kind == "bare":
            steps = _inherit(foreign[1], target.steps)
            node.mark(start, end, "ref", href=title_to_iri(foreign[0]) + _portion(Target(steps)))
        else:
            node.mark(start, end, "ref", href="#", **{"class": "dangling"})


def target_spans(citation: Citation) -> list[tuple[int, int]]:
    """Where each target is printed: 第三条第一款、第二款 are two, the first with the anchor."""
    spans: list[tuple[int, int]] = []
    done = -1
    for target in citation.targets:
        steps = [*target.steps, *target.until]
        fresh = [s for s in steps if s.start >= done] or [steps[-1]]
        start = citation.base + min(s.start for s in fresh)
        end = citation.base + max(s.end for s in fresh)
        spans.append((start if spans else citation.start, end))
        done = max(s.end for s in steps)
    if spans:
        spans[-1] = (spans[-1][0], max(spans[-1][1], citation.end if len(spans) == 1 else 0))
    return spans


def _mark_foreign(
    node: Node, citation: Citation, title: str, lead: int, above: tuple[Step, ...] = ()
) -> None:
    """Mark a reference to the text ``title``; ``above`` is what stands over a bare 第四款."""
    spans = target_spans(citation)
    begin = citation.start + lead
    spans[0] = (begin, spans[0][1])
    if len(spans) > 1:
        node.mark(begin, citation.end, "mref")
    for target, (start, end) in zip(citation.targets, spans, strict=True):
        if title:
            whole = Target(*(_inherit(above, s) if s else () for s in (target.steps, target.until)))
            node.mark(start, end, "ref", href=title_to_iri(title) + _portion(whole))
        else:
            node.mark(start, end, "ref", href="#", **{"class": "foreign"})


def _inherit(above: tuple[Step, ...], steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """``steps`` below what of ``above`` stands over their first level."""
    rank = RANKS.index(steps[0].level)
    return (*(step for step in above if RANKS.index(step.level) < rank), *steps)


def _portion(target: Target) -> str:
    """The part of the other text that is cited: /~art_3__para_2."""
    steps: tuple[Step, ...] = target.steps
    eid = steps_to_eid(steps)
    until = steps_to_eid(target.until) if target.until else ""
    return f"/~{eid}" + (f"->{until}" if until else "") if eid else ""


@lru_cache(maxsize=2048)
def title_to_iri(title: str) -> str:
    """The IRI of a text known by its title alone: /akn/cn/act/中华人民共和国刑法."""
    title = "".join(title.split())
    if _SHORT_LAW.fullmatch(title) and title not in _BARE_LAWS and find_place(title).country == "cn":
        title = _NATION + title
    kind = "doc" if bare_title(title).endswith(_POLICIES) else "act"
    name = _NO_IRI.sub(lambda sign: f"%{ord(sign[0]):02X}", title)
    return f"/akn/{find_place(title).country}/{kind}/{name}"


def mark_titles(node: Node, library: Library) -> None:
    """Mark the titles of other texts that no reference marked by now holds; ``library`` keeps them."""
    marked = [(mark.start, mark.end) for mark in node.marks or ()]
    for match in _TITLE.finditer(node.text):
        if not bare_title(match[1]).endswith(_ENDINGS):
            continue
        library.add_cited(match[1])
        if not any(start <= match.start() < end for start, end in marked):
            title = library.titles.get(match[1], match[1])
            node.mark(match.start(), match.end(), "ref", href=title_to_iri(title))
