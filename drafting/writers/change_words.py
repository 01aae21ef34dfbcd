"""What happened to a provision, said in words: 增加一条，作为第十二条; 由第五条移至第九条; 拆为….

The wording is that of amending decisions (立法技术规范: 增加一条，作为第X条; 删去第X条).
"""

from __future__ import annotations

from collections.abc import Iterator

from drafting.akn.names import LEVEL_WORDS
from drafting.comparison.changes import Change
from drafting.text.numerals import write_numeral
from drafting.writers.change_cells import Edits, find_edits

DOUBTFUL = 0.8
"""A link less sure than this is shown to the reader as one to check."""

NOISE_WORDS = {
    "width": "全角半角或者标点", "script": "繁简字形", "numeral": "数字写法", "blank": "空白",
}
_BLOCK_WORDS = {
    "title": "标题", "toc": "目录", "preface": "题注", "preamble": "序言", "conclusions": "落款",
    "attachment": "附件", "table": "附表", "furniture": "页面附属文字", "duplicate": "重复文本",
    "block": "正文段落",
}


def change_to_words(change: Change) -> str:
    """Say ``change`` in one Chinese sentence; "" for a provision that stayed as it was."""
    said = _structure_words(change)
    content = _content_words(change)
    sentence = "，".join(part for part in (said, content) if part)
    notes = [f"{'、'.join(change.marks)}"] if change.marks else []
    if change.old and change.new and change.confidence < DOUBTFUL:
        notes.append(_doubt_words(change))
    return "；".join([sentence, *notes] if sentence else notes)


def name_places(labels: tuple[str, ...], level: str) -> str:
    """第十六条、第十七条; for a block without label the word for its kind (题注)."""
    return "、".join(
        "".join(label.split()) or _BLOCK_WORDS.get(level, "本部分") for label in labels
    )


def _structure_words(change: Change) -> str:
    old, new = (name_places(side, change.level) for side in (change.old, change.new))
    counted = LEVEL_WORDS.get(change.level)
    match change.kind:
        case "inserted":
            return f"增加一{counted}，作为{new}" if counted else f"增加{new}"
        case "deleted":
            return f"删去{old}"
        case "split" | "merged":
            return "，".join(_parting_words(change))
    if change.moved:
        return f"由{old}移至{new}" if old != new else f"{new}位置移动"
    return f"{old}改为{new}" if old != new and change.renumbered else ""


def _parting_words(change: Change) -> Iterator[str]:
    """拆为 and 合并为; of a passage that went into another article only that."""
    old, new = (
        name_places(side, change.level) for side in (change.own_old, change.own_new)
    )
    if len(change.own_new) > 1:
        yield f"{old}拆为{new}"
    elif len(change.own_old) > 1:
        yield f"{old}合并为{new}"
    elif old != new and old and new:
        yield f"{old}改为{new}"
    if change.lent and change.kind == "merged":
        lent = tuple(label for label in change.old if label not in change.own_old)
        yield f"{name_places(lent, change.level)}的部分内容移入{new}"
    elif change.lent:
        lent = tuple(label for label in change.new if label not in change.own_new)
        yield f"部分内容移入{name_places(lent, change.level)}"


def _content_words(change: Change) -> str:
    if change.kind in ("inserted", "deleted", "unchanged"):
        return ""
    if change.noise:
        named = "、".join(NOISE_WORDS.get(tier, tier) for tier in change.noise)
        return f"仅{named}不同"
    if change.kind == "consequential":
        return "引用的条文序号随之调整"
    edits = find_edits(change)
    if change.kind == "modified":
        return _edit_words(change, edits)
    return "并作修改" if edits.any else ""


def _edit_words(change: Change, edits: Edits) -> str:
    lines = "，".join(_count_lines(edits)) if change.level == "article" else ""
    if lines:
        return f"{lines}，并修改文字" if edits.words else lines
    if change.moved or change.renumbered:
        return "修改文字"
    return f"修改{name_places(change.new, change.level)}"


def _count_lines(edits: Edits) -> Iterator[str]:
    """增加一款, 删去两项; a line that came where one went is a change of words."""
    for kind in ("款", "项"):
        came, went = edits.added.count(kind), edits.removed.count(kind)
        if came and not went:
            yield f"增加{_count(came)}{kind}"
        elif went and not came:
            yield f"删去{_count(went)}{kind}"


def _count(number: int) -> str:
    return "两" if number == 2 else write_numeral(number)


def _doubt_words(change: Change) -> str:
    said = f"对应关系请核对（可信度{change.confidence:.2f}）"
    if change.runner_up:
        label, score = change.runner_up
        said += f"，另与{label}相近（{score:.2f}）"
    return said
