"""What a note promises and no article keeps: 制定…首台（套）激励政策, 国企率先开放场景.

A claim is cut into the phrases that promise something; reasons (面对…的问题), aims (加速技术突破), counts
(共七章四十八条) and topic sentences (一是要求加大政策供给力度。) promise nothing. A phrase is kept when one
article says most of it, by the weight of its pairs of characters; those that the draft nowhere has
weigh most. What is left is for a person to read: a promise may be kept in quite other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

import regex as re

from drafting.comparison.claims import Claim
from drafting.comparison.entries import split_sentences
from drafting.comparison.terms import Terms, Weigher, text_to_pairs
from drafting.text.script import fold

_KEPT = 0.45
"""Share of a phrase, by weight, that its best article must have."""
_LEAST_HAN = 5
_LEAST_NEW = 2
"""Pairs of characters that the whole draft has not; fewer are another way to say the same."""
_PROMISES = re.compile(
    r"要求|规定|明确|提出|支持|鼓励|允许|推动|推进|建立|设立|制定|实行|推行|给予|减免|配备|完善|健全|采取|"
    r"开展|提供|打造|组织|开放|免除|补贴|奖励|实施|探索|应当|必须|须|不得|禁止|享受|返还"
)
_REASONS = re.compile(
    r"^(?:[一二三四五六七八九十]+是)?(?:面对|针对|立足|围绕|按照|根据|依据|考虑到|因为?|鉴于|随着|当前|近年来|"
    r"为(?!责任)|从.+(?:出发|角度)|在.+(?:前提|基础)|着力|有效|严守|破解|平衡|加速|切实|充分|紧扣|深入|旨在|"
    r"突出|重点|聚焦|通过制度|以法治|做好|提升|降低|激发|解决|列举|分别|对.+(?:作|设定)|同时把|条例对)"
)
_META = re.compile(
    r"第.{1,6}[章条]|[共分].{1,4}[章条]|(?:作|做)[出了]|设定了|(?:以下|如下|下列)(?:内容|方面)|方面[。；;]?$|"
    r"起草|草案共|规定了|为主管部门|之?外?问题[，,。；;]?$|的情形|的需要"
)
_AND = re.compile(r"以及|及其|(?<=..)(?:和|与|及)(?=..)")
_VERB = re.compile(
    r"^(?:[一二三四五六七八九十]+是)?(?:(?:并|还|同时|将|通过|明确|要求|规定|提出|支持|鼓励|推动|推进|制定|建立|"
    r"设立|完善|健全|草案|条例|政府)+)?"
)


def find_unkept(claims: Sequence[Claim], articles: Sequence[str]) -> list[tuple[int, str]]:
    """Return (index of the claim, phrase as printed) of what none of ``articles`` keeps, in order.

    ``articles`` are the folded words of the draft's articles with their headings.
    """
    keeper = _Keeper(articles)
    found = []
    for at, claim in enumerate(claims):
        if not claim.background:
            found += [(at, phrase) for phrase in _phrases(claim) if not keeper.keeps(phrase)]
    return list(dict.fromkeys(found))


class _Keeper:
    """Knows the articles' words."""

    def __init__(self, articles: Sequence[str]) -> None:
        self.articles: list[Terms] = [text_to_pairs(words) for words in articles]
        self.weigher = Weigher([self.articles], [()])
        self.unknown = log(len(articles) + 1)

    def keeps(self, phrase: str) -> bool:
        """Whether every part of a printed phrase (制定A和B) stands, by and large, in an article."""
        parts = [_VERB.sub("", part) for part in _AND.split(fold(phrase).strip("。;,"))]
        return all(self._keeps_part(part) for part in parts)

    def _keeps_part(self, part: str) -> bool:
        pairs = text_to_pairs(part)
        new = sum(pair not in self.weigher.rarity for pair in pairs)
        if len(pairs) < _LEAST_HAN - 1 or new < _LEAST_NEW:
            return True
        best = max((self._mass(p for p in pairs if p in a) for a in self.articles), default=0.0)
        return best >= _KEPT * self._mass(pairs)

    def _mass(self, pairs: Iterator[str] | Terms) -> float:
        return sum(self.weigher.rarity.get(pair, self.unknown) for pair in pairs)


def _phrases(claim: Claim) -> Iterator[str]:
    """The phrases, as printed, that promise something."""
    sentences = split_sentences(claim.entry.text)
    if len(sentences) > 1 and len(sentences[0]) < 22 and sentences[0].endswith("。"):
        sentences = sentences[1:]
    for sentence in sentences:
        for clause in re.split(r"(?<=[，,])", sentence):
            words = fold(clause)
            if _PROMISES.search(words) and not _REASONS.match(words) and not _META.search(words):
                yield from (p.strip("。；，;, ") for p in clause.split("、"))
