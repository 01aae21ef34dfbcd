"""References that ought to have followed a renumbering and did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafting.akn.names import LEVEL_WORDS
from drafting.comparison.changes import Change, Pair
from drafting.comparison.passages import Passage
from drafting.comparison.references import Address, Cited, Renumbering
from drafting.text.numerals import write_numeral


def find_warnings(
    rows: Sequence[Change], news: Sequence[Passage], renumbering: Renumbering,
    cited: tuple[Mapping[int, Sequence[Cited]], Mapping[int, Sequence[Cited]]],
) -> Iterator[str]:
    """A sentence for each reference that stayed as it was while what it names moved on."""
    told = set()
    for row in rows:
        for pair in row.pairs:
            if pair.old_index < 0 or pair.new_index < 0:
                continue
            mine, theirs = cited[0].get(pair.old_index, ()), cited[1].get(pair.new_index, ())
            if not mine or not theirs:
                continue
            stale: set[Address] = set()
            for old, new in _kept_references(pair, mine, theirs):
                message = _judge(old, new, pair, renumbering)
                if not message or (pair.new_index, new.start) in told:
                    continue
                told.add((pair.new_index, new.start))
                # 第十二条第二款: what is wrong with the 条 is not told of its 款 again
                if old.address[:2] not in stale:
                    yield f"{news[pair.new_index].name}：{message}"
                if len(old.address) == 2:
                    stale.add(old.address)


def _kept_references(
    pair: Pair, mine: Sequence[Cited], theirs: Sequence[Cited]
) -> Iterator[tuple[Cited, Cited]]:
    """References that stand unchanged in both texts, by their places."""
    there = {(c.start, c.end): c for c in theirs}
    old_at = new_at = 0
    for segment in pair.segments:
        size = len(segment.text)
        if segment.kind == "equal":
            for cited in mine:
                if old_at <= cited.start and cited.end <= old_at + size:
                    shift = new_at - old_at
                    partner = there.get((cited.start + shift, cited.end + shift))
                    if partner is not None:
                        yield cited, partner
        old_at += size * (segment.kind != "insert")
        new_at += size * (segment.kind != "delete")


def _judge(old: Cited, new: Cited, pair: Pair, renumbering: Renumbering) -> str:
    """What is wrong with a reference that says the same as before, "" when nothing is."""
    after = renumbering.follow(old.address)
    if new.address in after:
        return ""
    printed = pair.new_text[new.start : new.end]
    if after:
        if old.relative and len(old.address) != len(new.address):
            return ""
        now = f"“{printed}”所指的原{_name(old.address)}现为{_name(after[0])}，"
        return now + (f"而今指{_name(new.address)}" if old.relative else "引用未随之修改")
    if old.relative or len(old.address) > 2 or not renumbering.knew(old.address):
        return ""
    return f"“{printed}”所指的原{_name(old.address)}已删去，引用未作修改"


def _name(address: Address) -> str:
    """("article", "13", "2") → 第十三条第二款."""
    if address[0] != "article":
        return _step(address[-1], LEVEL_WORDS.get(address[0], ""))
    words = ("条", "款", "项", "目")
    return "".join(_step(n, word) for n, word in zip(address[1:], words, strict=False))


def _step(number: str, word: str) -> str:
    base, _, extra = number.partition("-")
    tail = f"之{_numeral(extra)}" if extra else ""
    return f"第{_numeral(base)}{word}{tail}"


def _numeral(number: str) -> str:
    return write_numeral(int(number)) if number.isdigit() and 0 < int(number) < 10_000 else number
