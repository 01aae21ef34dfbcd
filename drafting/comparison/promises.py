"""What a note promises and no article keeps: 制定…首台（套）激励政策, 国企率先开放场景.

A claim is cut into the phrases that promise something; reasons (面对…的问题), aims
(加速技术突破), counts (共七章四十八条) and topic sentences (一是要求加大政策供给力度。) promise
nothing. A phrase is kept when one article has most of its words, by weight, words that the draft
nowhere has weighing most, and other words for the same thing counting (``text.words``). A thing
that would be new (中心, 基金, 名录 …) must be in that article as such: 转移转化平台 is not yet
技术转移转化中心. What is left is for a person to read: a promise may be kept in other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from math import log
from typing import cast

import regex as re

from drafting.comparison.claims import Claim
from drafting.comparison.entries import split_sentences
from drafting.text.script import fold
from drafting.text.words import find_concepts

_KEPT = 0.45
"""Share of a phrase's words, by weight, that its best article must have."""
_KEPT_TOPIC = 0.2
"""The same for 一是…, which mostly only says what the claim is about."""
_TRACE = 0.1
"""A sentence of a policy with less than this in any article became none."""
_PROMISES = re.compile(
    r"要求|规定|明确|提出|支持|鼓励|允许|推动|推进|建立|设立|制定|实行|推行|给予|减免|配备|完善|健全|采取|"
    r"开展|提供|打造|组织|开放|免除|补贴|奖励|实施|探索|应当|必须|须|不得|禁止|享受|返还"
)
_REASONS = re.compile(
    r"^(?:[一二三四五六七八九十]+是)?(?:面对|针对|立足|围绕|按照|根据|依据|考虑到|因为?|鉴于|随着|当前|近年来|"
    r"为(?!责任)|从.+(?:出发|角度)|在.+(?:前提|基础)|着力|有效|严守|破解|平衡|加速|切实|充分|紧扣|深入|旨在|"
    r"突出|重点|聚焦|通过制度|以法治|做好|提升|降低|激发|解决|列举|分别|对.+(?:作|设定))"
)
_META = re.compile(
    r"第.{1,6}[章条]|[共分].{1,4}[章条]|(?:作|做)[出了]|设定了|(?:以下|如下|下列)(?:内容|方面)|方面[。；;]?$|"
    r"起草|草案共|规定了|问题[，,。；;]?$|的情形|的需要|健康(?:有序)?发展|高质量发展|"
    r"遵守.{0,8}法律|^[一二三四五六七八九十]+是(?:明确|要求|规定)[^,，]{2,10}[,，]?$"
)
_TOPIC = re.compile(r"^[一二三四五六七八九十]+是")
_QUOTED = re.compile(r"“([^”]{2,12})”")
_PHRASE = re.compile(r"、|(?<=[”》])(?=[“《])")
_AND = re.compile(r"以及|及其|(?<=..)(?:和|与|及)(?=..)")
_NEW_THING = re.compile(
    r"(?:中心|基金|委员会|目录|清单|园区|基地|联盟|奖励?|补贴|补助|学院|研究院|实验室|办法|名录|积分|"
    r"政策|专员|专区|试点|标识|档案|数据库|信息库|热线|保证金|特许|许可证)$"
)
_EMPTY_WORDS = """
要求 规定 明确 提出 支持 鼓励 允许 推动 推进 建立 设立 制定 实行 推行 给予 完善 健全 采取 开展 提供
打造 组织 实施 探索 应当 必须 不得 禁止 加强 强化 加大 促进 通过 同时 有关 相关 部门 政府 条例 草案
单位 工作 方面 领域 以及 进行 其他 力度 体系 建设 发展 并且 还要 每个 各类 方式 及时 分别 一是 二是
三是 四是 五是 六是 七是 八是
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Words that promise nothing by themselves."""


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


def find_unkept_sentences(
    items: Sequence[Sequence[str]], articles: Sequence[str]
) -> list[tuple[int, str]]:
    """Return (index of the item, sentence as printed) of which no article has a tenth.

    ``items`` are the sentences of each item of a policy. A policy says what is done with what money
    until when; only what is wholly absent from the draft is told here.
    """
    keeper = _Keeper(articles)
    return [
        (at, sentence)
        for at, sentences in enumerate(items)
        for sentence in sentences
        if keeper.best_share(fold(sentence)) < _TRACE
    ]


@dataclass(frozen=True)
class _Kept:
    """An article: what it says, and the things it speaks of."""

    words: str
    concepts: frozenset[str]

    def has(self, word: str) -> bool:
        return word in self.words or bool(self.concepts.intersection(find_concepts(word)))


class _Keeper:
    """Knows the articles' words."""

    def __init__(self, articles: Sequence[str]) -> None:
        self.articles = [_Kept(words, frozenset(find_concepts(words))) for words in articles]
        self._rarity: dict[str, float] = {}

    def keeps(self, phrase: str) -> bool:
        """Whether every part of a printed phrase (制定A和B) stands, by and large, in an article."""
        words = fold(phrase)
        if any(term in a.words for term in _QUOTED.findall(words) for a in self.articles):
            return True
        least = _KEPT_TOPIC if _TOPIC.match(words) else _KEPT
        return all(self._keeps_part(part, least) for part in _AND.split(words))

    def best_share(self, part: str) -> float:
        """The share of the words of ``part`` that its best article has; 1 for too few words."""
        return max(self._shares(part), default=0.0)

    def _shares(self, part: str) -> list[float]:
        """By article the share of the words of ``part``, by weight, that it has."""
        words = [w for w in dict.fromkeys(_cut(part)) if len(w) > 1 and w not in _EMPTY]
        if len(words) < 2:
            return [1.0 for _ in self.articles]
        total = sum(map(self._weight, words))
        return [
            sum(self._weight(w) for w in words if article.has(w)) / total
            for article in self.articles
        ]

    def _keeps_part(self, part: str, least: float) -> bool:
        shares = self._shares(part)
        best = max(shares, default=0.0)
        if best < least:
            return False
        thing = _NEW_THING.search(part)
        near = (a for a, share in zip(self.articles, shares, strict=True) if share >= best - 0.1)
        return thing is None or any(thing[0] in article.words for article in near)

    def _weight(self, word: str) -> float:
        if word not in self._rarity:
            rate = sum(article.has(word) for article in self.articles) + 0.5
            self._rarity[word] = max(0.1, log((len(self.articles) + 1) / rate))
        return self._rarity[word]


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    """The words of ``text``, by rjieba (loaded here: it costs 0.1 s and only notes need it)."""
    words = re.sub(r"[^\u3400-\u9fffA-Za-z0-9]+", " ", text)
    return tuple(cast("list[str]", import_module("rjieba").cut(words)))


def _phrases(claim: Claim) -> Iterator[str]:
    """The phrases, as printed, that promise something."""
    sentences = split_sentences(claim.entry.text)
    if len(sentences) > 1 and len(sentences[0]) < 22 and sentences[0].endswith("。"):
        sentences = sentences[1:]
    for sentence in sentences:
        for clause in re.split(r"(?<=[，,])", sentence):
            words = fold(clause)
            if _PROMISES.search(words) and not _REASONS.match(words) and not _META.search(words):
                yield from (phrase.strip("。；，;, ") for phrase in _PHRASE.split(clause))
