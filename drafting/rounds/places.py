"""Where in a draft a comment belongs: by address, by heading, by quoted words.

    "第12条第2款"          → art_12__para_2   (the grammar of references, drafting.text.citations)
    "《数据安全法》第三条"  → nothing: another text's
    "【统筹布局】"          → art_11
    "“分级分类监管体系”"    → the one 款 that says so
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import regex as re

from drafting.akn import Element, Provision, Tree, Unit
from drafting.akn.names import CONTAINERS, HIERARCHY
from drafting.records import record
from drafting.rounds.comments import Anchor
from drafting.rounds.mentions import (
    add_signs,
    find_last,
    find_parts,
    is_own_name,
    read_citations,
    squeeze,
)
from drafting.rounds.textindex import Hit, TextIndex
from drafting.text.citations import Citation, Step, steps_to_eid
from drafting.text.numerals import read_numeral
from drafting.text.script import fold

SHORTEST_QUOTE = 4
"""Fewer characters than these, quoted, say nothing of where they stand."""
_RANGE_LIMIT = 100
_NAMES = {"paragraph": "para"}
_TITLE = re.compile("(?:标题|题目|题名|名称|(?:法规|条例|文件|草案)(?:名称|标题|题目))")
_DOTTED = re.compile(r"第?(\d{1,4})(?:[.．\-－—(（](\d{1,2})[)）]?)?")
_LEVEL_MARK = re.compile(r"[（(]?[0-9零〇一二三四五六七八九十]+[)）、.．]*")
_OF_CONTAINER = re.compile("(?:部分|一?[章节]|这一[章节]|中的?|里|的|应|建议|太|过于|没有|缺|[，,：:])")
_LEADING_MARK = re.compile(r"^[（(]?[0-9零〇一二三四五六七八九十]{1,4}[)）、.．]+|^【|】$")
_LEVEL_WORDS = re.compile(r"第|部分|[大小]?[点條条項项款]")


@record
class Mention:
    """Provisions named in a text at ``text[start:end]``.

    ``anchors`` are () for another text's provision and for one that the draft lacks (``missing``).
    """

    start: int
    end: int
    anchors: tuple[Anchor, ...]
    missing: bool = False


class Places:
    """The provisions of one draft, looked up by what people write."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.index = TextIndex(tree)
        self._labels: dict[str, tuple[Anchor, ...]] = {}
        self._inside: dict[tuple[str, ...], Anchor | None] = {}

    def find_eid(self, eid: str, how: str = "eid") -> Anchor | None:
        """The anchor of ``eid``, or of the nearest provision above it that the draft has."""
        while eid:
            element = self.tree.by_eid.get(eid)
            if element is not None:
                return Anchor(eid, self.label_of(element), "", how)
            eid = eid.rpartition("__")[0]
        return None

    def label_of(self, element: Element) -> str:
        """The address of an element: 第十二条第二款, 第三章 总则, 标题."""
        if isinstance(element, Provision) and element.kind in HIERARCHY:
            if element.kind in CONTAINERS:
                return " ".join(f"{element.num} {element.bare_heading}".split())
            if element.label:
                return element.label
        unit = self._unit_of.get(element.eid)
        return unit.label if unit and unit.label else "其他"

    def text_of(self, eid: str) -> str:
        """The printed text of ``eid`` ("" when the draft has none)."""
        unit = self._unit_of.get(eid)
        element = self.tree.by_eid.get(eid)
        if unit is not None:
            return unit.text
        return element.full_text if element is not None else ""

    def article_of(self, eid: str) -> str:
        """The eId of the 条 (or level, or other unit) that holds ``eid``; itself if unknown."""
        return self._article_of.get(eid, eid)

    def unit_of(self, eid: str) -> Unit | None:
        """The unit (条, level, chapter heading, title …) that holds ``eid``."""
        return self._unit_of.get(self.article_of(eid))

    def inner_eids(self, eid: str) -> list[str]:
        """``eid`` and the eIds of the 款, 项 and 目 inside it."""
        return [e for e in self.tree.by_eid if e == eid or e.startswith(f"{eid}__")]

    def find_mentions(self, text: str, article: str = "") -> list[Mention]:
        """Every address in ``text``, in order; those of other texts have no anchors.

        第二款 alone, 该条 and 同条 go on from the 条 named before, at first ``article`` (an eId).
        """
        mentions: list[Mention] = []
        ends = find_last(text)
        last = {found[0]: found for found in ends}
        for citation in read_citations(text):
            if any(found[0] <= citation.start < found[1] for found in ends):
                continue
            _add_ends(self, mentions, last, (citation.start, article))
            article = _article_in(mentions) or article
            anchors = self._citation_to_anchors(citation, article)
            missing = not anchors and _is_article(citation)
            if anchors or missing or citation.kind == "foreign":
                mentions.append(Mention(citation.start, citation.end, anchors, missing))
            article = _article_in(mentions) or article
        _add_ends(self, mentions, last, (len(text), article))
        return _join_steps(text, mentions + self._find_parts(text))

    def _find_parts(self, text: str) -> list[Mention]:
        """第三点, 第二部分: in a text that has levels and no 条."""
        if not self._levels or self.tree.articles:
            return []
        numbered = ((a, b, str(read_numeral(fold(n)))) for a, b, n in find_parts(text))
        found = ((a, b, self._find_level((n,), "")) for a, b, n in numbered)
        return [Mention(a, b, (anchor,)) for a, b, anchor in found if anchor]

    def find_end(self, level: str, article: str, back: int = 1) -> Anchor | None:
        """The last 条 of the draft, or the last 款 of ``article``; with ``back`` one before it."""
        if level == "article":
            eids = [p.eid for p in (self.tree.articles or self._levels) if p.eid]
        else:
            name = f"{article}__{_NAMES['paragraph']}_"
            eids = [e for e in self.inner_eids(article) if e.rpartition("__")[2] == e[len(article) + 2:] and e.startswith(name)]
        return self.find_eid(eids[-back], "label") if len(eids) >= back else None

    def read_label(self, text: str) -> tuple[Anchor, ...]:
        """The anchors of a cell that is an address: 第12条, 12.2, 第三章, 标题, 二、（三）."""
        if text not in self._labels:
            self._labels[text] = self._read_label("".join(text.split()))
        return self._labels[text]

    def _read_label(self, text: str) -> tuple[Anchor, ...]:
        named = tuple(a for m in self.find_mentions(add_signs(text)) for a in m.anchors)
        if named or not text:
            return tuple(dict.fromkeys(named))
        bare = _LEADING_MARK.sub("", text)
        found = (
            self._read_number(text)
            or self._read_level(text)
            or self.find_heading(text)
            or self.find_heading(bare)
            or self._read_title(text)
        )
        return (found,) if found else ()

    def find_heading(self, text: str) -> Anchor | None:
        """The provision whose heading ``text`` is: 【统筹布局】, 统筹布局."""
        return self._headings.get(squeeze(text))

    def find_container(self, text: str) -> Anchor | None:
        """The 编, 章 or 节 with whose heading a sentence begins: 附则应当…, 总则部分…."""
        for heading, anchor in self._containers:
            if text.startswith(heading) and _OF_CONTAINER.match(text, len(heading)):
                return anchor
        return None

    @cached_property
    def _containers(self) -> list[tuple[str, Anchor]]:
        found = []
        for provision in self.tree.iter_provisions(*CONTAINERS):
            heading = "".join(fold(provision.bare_heading).split())
            if len(heading) > 1 and provision.eid:
                anchor = Anchor(provision.eid, self.label_of(provision), "", "heading")
                found.append((heading, anchor))
        return found

    def find_words(self, words: str, within: str = "") -> Anchor | None:
        """The one provision that holds ``words``; inside the provision ``within`` the first place.

        Words that stand in several provisions are no address, and give None.
        """
        top = self.tree.by_eid.get(within)
        if top is not None:
            return self._hit_to_anchor(self.index.find_first(words, top))
        if len(squeeze(words)) < SHORTEST_QUOTE:
            return None
        return self._hit_to_anchor(self.index.find_only(words))

    def find_run(self, text: str) -> Anchor | None:
        """The one provision of 条 or level that prints ten characters and more of ``text``.

        For comments that repeat the draft's words without quotation marks; the title is no place.
        """
        hit = self.index.find_run(text)
        unit = self._unit_of.get(self.article_of(hit.element.eid)) if hit else None
        if unit is None or unit.level not in ("article", "level"):
            return None
        return self._hit_to_anchor(hit)

    def find_alike(self, text: str) -> Anchor | None:
        """The 条, level or 款 whose text ``text`` is, whole or nearly: a row without address."""
        key = squeeze(text)
        named = self._find_labelled(text)
        if named is not None:
            return named
        hit = self.index.find_only(text) if len(key) >= SHORTEST_QUOTE else None
        if hit is not None:
            whole = len(key) > len(squeeze(hit.line.text))
            eid = self.article_of(hit.element.eid) if whole else hit.element.eid
            return self.find_eid(eid, "words")
        if len(key) < 12:
            return None
        from rapidfuzz import fuzz, process

        keys = [unit_key for _, unit_key in self._unit_keys]
        best = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=70)
        return self.find_eid(self._unit_keys[best[2]][0], "words") if best else None

    def _find_labelled(self, text: str) -> Anchor | None:
        """The 条 with whose number ``text`` begins, when its words are those of that 条."""
        from rapidfuzz import fuzz

        first = next(iter(self.find_mentions(text[:20])), None)
        if first is None or first.start or len(first.anchors) != 1:
            return None
        eid = first.anchors[0].eid
        mine, theirs = squeeze(self.text_of(eid)), squeeze(text)
        alike = theirs in mine or fuzz.ratio(mine, theirs) >= 60
        return self.find_eid(eid, "words") if alike and eid == self.article_of(eid) else None

    def _hit_to_anchor(self, hit: Hit | None) -> Anchor | None:
        if hit is None or not hit.element.eid:
            return None
        return Anchor(hit.element.eid, self.label_of(hit.element), hit.words, "words")

    @cached_property
    def _unit_of(self) -> dict[str, Unit]:
        return {u.eid: u for u in reversed(self.tree.units) if u.eid}

    @cached_property
    def _unit_keys(self) -> list[tuple[str, str]]:
        units = (u for u in self.tree.units if u.eid and u.level in ("article", "level"))
        return [(u.eid, squeeze(u.text)) for u in units]

    @cached_property
    def _article_of(self) -> dict[str, str]:
        owners: dict[str, str] = {}
        for unit in self.tree.units:
            pieces = (piece for line in unit.lines for piece in line.pieces)
            for piece in pieces:
                owners |= dict.fromkeys(_eids_up_to(piece.element, unit.element), unit.eid)
        return owners

    @cached_property
    def _headings(self) -> dict[str, Anchor]:
        found: dict[str, Anchor] = {}
        for provision in self.tree.iter_provisions(*CONTAINERS, "article", "level"):
            key = squeeze(provision.bare_heading)
            if 2 <= len(key) <= 30 and provision.eid:
                anchor = Anchor(provision.eid, self.label_of(provision), "", "heading")
                found.setdefault(key, anchor)
        return found

    @cached_property
    def _levels(self) -> list[Provision]:
        return [p for p in self.tree.iter_provisions("level") if p.eid and p.num]

    def _citation_to_anchors(self, citation: Citation, article: str) -> tuple[Anchor, ...]:
        if citation.kind == "foreign" and not is_own_name(citation.anchor, self.tree.title):
            return ()
        anchors: list[Anchor] = []
        for target in citation.targets:
            first = self._resolve(target.steps, article)
            if first is None:
                continue
            last = self._resolve(target.until, article) if target.until else None
            anchors += self._fill_range(first, last) if last else [first]
        return tuple(dict.fromkeys(anchors))

    def _resolve(self, steps: tuple[Step, ...], article: str) -> Anchor | None:
        if steps and steps[0].relative:
            goes_on = steps[0].level == "article" and steps[0].number in ("0", "same")
            return self._find_inside(article, steps[1:]) if article and goes_on else None
        levels = [s.level for s in steps]
        if "article" in levels:
            at = levels.index("article")
            eid = steps_to_eid(steps[at : at + 1])
            if eid in self.tree.by_eid:
                return self._find_inside(eid, steps[at + 1 :])
            return self._find_level((steps[at].number,), "")
        if levels and levels[-1] in CONTAINERS:
            return self._find_container(steps)
        return self._find_inside(article, steps) if article else None

    def _find_inside(self, eid: str, steps: tuple[Step, ...]) -> Anchor | None:
        """第二款第（三）项 inside ``eid``; as deep as the draft goes along with the address."""
        names = tuple(f"{_NAMES.get(s.level, s.level)}_{s.number}" for s in steps)
        if (eid, *names) not in self._inside:
            found = eid
            for name in names:
                below = [e for e in self.tree.by_eid if e.startswith(f"{found}__")]
                # 第三条第（一）项: the 款 may be left out where only one has 项
                deeper = [e for e in below if e.endswith(f"__{name}")]
                direct = [e for e in deeper if e == f"{found}__{name}"]
                if len(direct or deeper) != 1:
                    break
                found = (direct or deeper)[0]
            self._inside[eid, *names] = self.find_eid(found, "label")
        return self._inside[eid, *names]

    def _find_container(self, steps: tuple[Step, ...]) -> Anchor | None:
        """第三章: the one of that number, with the 编 named or without where only one has it."""
        direct = self.tree.by_eid.get(steps_to_eid(steps))
        if direct is not None:
            return self.find_eid(direct.eid, "label")
        ending = f"__{steps_to_eid(steps[-1:])}"
        found = [e for e in self.tree.by_eid if e.endswith(ending)]
        return self.find_eid(found[0], "label") if len(found) == 1 else None

    def _fill_range(self, first: Anchor, last: Anchor) -> list[Anchor]:
        eids = [a.eid for a in self.tree.articles]
        if first.eid in eids and last.eid in eids:
            low, high = eids.index(first.eid), eids.index(last.eid)
            if low < high <= low + _RANGE_LIMIT:
                found = (self.find_eid(e, "label") for e in eids[low : high + 1])
                return [anchor for anchor in found if anchor]
        return [first, last]

    def _read_number(self, text: str) -> Anchor | None:
        """12 → 第十二条; 12.2, 12-2 and 12（2） → its second 款 (or 项, where it has one 款)."""
        found = _DOTTED.fullmatch(text)
        if found is None:
            return None
        eid = f"art_{found[1]}"
        if eid not in self.tree.by_eid:
            return self._find_level((found[1],), "") if found[2] is None else None
        steps = (Step("paragraph", found[2], 0, 0),) if found[2] else ()
        return self._find_inside(eid, steps)

    def _read_level(self, text: str) -> Anchor | None:
        """二、（三） → level_2__level_3; 第二部分 → level_2."""
        bare = _LEVEL_WORDS.sub("", text)
        marks = _LEVEL_MARK.findall(bare)
        if not marks or _LEVEL_MARK.sub("", bare):
            return None
        numbers = tuple(str(read_numeral(m.strip("（()）、.．"))) for m in marks)
        return self._find_level(numbers, fold(marks[-1]).strip("、.．"))

    def _find_level(self, numbers: tuple[str, ...], mark: str) -> Anchor | None:
        """The level of a text without 条 at the end of a path of numbers, where only one fits.

        ``mark`` is how its number was written ((三), 三, 3), "" when that says nothing.
        """
        ending = "__".join(f"level_{n}" for n in numbers)
        found = [
            p for p in self._levels
            if p.eid == ending or p.eid.endswith(f"__{ending}")
        ]  # fmt: skip
        alike = [p for p in found if fold("".join(p.num.split())).strip("、.．") == mark]
        chosen = alike or found
        return self.find_eid(chosen[0].eid, "label") if len(chosen) == 1 else None

    def _read_title(self, text: str) -> Anchor | None:
        unit = next((u for u in self.tree.units if u.level == "title" and u.eid), None)
        if unit is None or not _TITLE.fullmatch(text):
            return None
        return Anchor(unit.eid, unit.label, "", "label")


def _is_article(citation: Citation) -> bool:
    """Whether a reference names a 条 of its own text by number."""
    own = citation.kind in ("own", "bare")
    return own and any(
        s.level == "article" and not s.relative for t in citation.targets for s in t.steps[:1]
    )


def _article_in(mentions: list[Mention]) -> str:
    """The 条 that the last mention is in, "" when it is in none."""
    eid = mentions[-1].anchors[0].eid if mentions and mentions[-1].anchors else ""
    return eid.partition("__")[0] if eid.startswith("art_") else ""


def _add_ends(
    places: Places, mentions: list[Mention], last: dict[int, tuple[int, int, str, int]],
    upto: tuple[int, str],
) -> None:
    """Add every 最后一条 and 末款 that stands before place ``upto[0]``; ``upto[1]`` is the 条."""
    before, article = upto
    for start in sorted(s for s in last if s < before):
        _, end, level, back = last.pop(start)
        anchor = places.find_end(level, _article_in(mentions) or article, back)
        if anchor is not None:
            mentions.append(Mention(start, end, (anchor,)))


def _join_steps(text: str, mentions: list[Mention]) -> list[Mention]:
    """第四条 第二款, 第八条的最后一款: steps of one address, though a blank or 的 parts them."""
    joined: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        last = joined[-1] if joined else None
        if last and last.anchors and mention.anchors and _goes_deeper(text, last, mention):
            anchors = (*last.anchors[:-1], *mention.anchors)
            joined[-1] = Mention(last.start, mention.end, anchors)
        else:
            joined.append(mention)
    return joined


def _goes_deeper(text: str, one: Mention, other: Mention) -> bool:
    between = text[one.end : other.start].strip()
    inside = other.anchors[0].eid.startswith(f"{one.anchors[-1].eid}__")
    return inside and between in ("", "的", "之", "中", "中的")


def with_how(anchor: Anchor | None, how: str) -> Anchor | None:
    """The same anchor, placed by ``how``."""
    return replace(anchor, how=how) if anchor else None


def _eids_up_to(element: Element, top: Element) -> list[str]:
    found = [top.get("eId")]
    for above in element.iterancestors():
        if above is top:
            break
        found.append(above.get("eId"))
    return [eid for eid in found if eid]
