"""Did the new draft do what a comment asked for? Told only where the text itself shows it.

    proposed wording now stands where it did not stand before     采纳
    some of several changes asked for were made                    部分采纳
    the words to be deleted are gone                               采纳
    anything else                                                  no proposal: a person judges
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import regex as re

from drafting.akn import Provision
from drafting.records import record
from drafting.rounds.comments import Answer, Comment
from drafting.rounds.mentions import squeeze
from drafting.rounds.places import Places
from drafting.rounds.wording import find_changes

if TYPE_CHECKING:
    from drafting.rounds.carrying import Bridge

_AROUND = 6
"""Characters on either side that must stand too when the wording proposed is short."""
_SHORT = 3
"""Characters from which words are known when they are to be added to one provision."""
_LABEL = re.compile(r"\s*(?:第[一二三四五六七八九十百千零〇0-9]+条(?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十]+[)）])\s*")
_LONG = 8
"""Characters from which a wording proposed is known by itself."""


@record
class Proposal:
    """What to answer, and why the store thinks so; a person confirms."""

    status: Answer
    because: str


@record
class Texts:
    """The provision before and after, and both drafts whole, as they are compared."""

    old: str
    new: str
    old_whole: str
    new_whole: str
    label: str


def propose(bridge: Bridge, comment: Comment) -> Proposal | None:
    """Propose an answer to ``comment`` (its anchors are the old draft's), None where none shows."""
    if comment.kind in ("疑问", "支持", "反对"):
        return None
    texts = _find_texts(bridge, comment)
    changes = find_changes(comment.text)
    if len(changes) > 1:
        return _propose_several(changes, texts)
    if comment.kind == "删除" and not comment.proposed:
        return _propose_deletion(bridge, comment, texts)
    if comment.proposed and _is_done(comment, texts):
        return Proposal("采纳", f"建议的表述已写入{texts.label}")
    return None


def _find_texts(bridge: Bridge, comment: Comment) -> Texts:
    key = comment.anchors
    if key not in bridge.texts:
        bridge.texts[key] = _read_texts(bridge, comment)
    return bridge.texts[key]


def _read_texts(bridge: Bridge, comment: Comment) -> Texts:
    old, new, labels = [], [], []
    for anchor in comment.anchors:
        unit = bridge.old.article_of(anchor.eid)
        old.append(_wording(bridge.old, unit))
        row = bridge.rows.get(unit)
        for eid in row.new_eids if row else ():
            new.append(_wording(bridge.new, eid))
        labels += [a.label for a in bridge.carry(anchor)[0] if a.eid]
    joined = "\n".join
    return Texts(
        squeeze(joined(old)), squeeze(joined(dict.fromkeys(new))),
        bridge.old.index.whole, bridge.new.index.whole,
        "、".join(dict.fromkeys(labels)) or "新稿",
    )  # fmt: skip


def _wording(places: Places, eid: str) -> str:
    """A provision's text without its label: 第四条 may be 第五条 now, that is no other wording."""
    element = places.tree.by_eid.get(eid)
    text = places.text_of(eid)
    return text.removeprefix(element.num) if isinstance(element, Provision) else text


def _without_label(proposed: str) -> str:
    """A wording that was proposed with the number of its provision, without it."""
    return str(_LABEL.sub("", proposed, count=1)) if _LABEL.match(proposed) else proposed


def _is_done(comment: Comment, texts: Texts) -> bool:
    """Whether the wording proposed stands now and did not stand before."""
    wanted = squeeze(_without_label(comment.proposed))
    if len(wanted) >= _LONG:
        if wanted in texts.new and wanted not in texts.old:
            return True
        # a new provision may stand anywhere
        added = comment.kind == "增加" or not comment.anchors
        return added and wanted in texts.new_whole and wanted not in texts.old_whole
    if comment.kind == "增加" and len(wanted) >= _SHORT and comment.anchors:
        # added words that the provision did not have and has now need nothing around them
        return wanted in texts.new and wanted not in texts.old
    windows = _windows(comment, texts)
    return bool(windows) and all(w in texts.new and w not in texts.old for w in windows)


def _windows(comment: Comment, texts: Texts) -> list[str]:
    """A short wording with what would stand around it: 可以 alone is in every law."""
    wanted = squeeze(comment.proposed)
    context = squeeze(comment.context)
    if context and wanted in context:
        return [_window(context, context.index(wanted), len(wanted))]
    changes = find_changes(comment.text)
    words = [a.words for a in comment.anchors if a.words]
    pairs = changes or [(w, comment.proposed) for w in words]
    found = (_replaced(texts.old, squeeze(old), squeeze(new)) for old, new in pairs)
    return [w for w in found if w]


def _replaced(text: str, old: str, new: str) -> str:
    """The place of ``old`` in ``text`` as it reads with ``new`` instead."""
    at = text.find(old) if old else -1
    if at < 0:
        return ""
    changed = text[:at] + new + text[at + len(old) :]
    return _window(changed, at, len(new))


def _window(text: str, at: int, length: int) -> str:
    return text[max(0, at - _AROUND) : at + length + _AROUND]


def _propose_several(changes: Sequence[tuple[str, str]], texts: Texts) -> Proposal | None:
    windows = [_replaced(texts.old, squeeze(old), squeeze(new)) for old, new in changes]
    asked = [w for w in windows if w]
    done = sum(w in texts.new and w not in texts.old for w in asked)
    if asked and done == len(changes):
        return Proposal("采纳", f"建议的{done}处改动均已写入{texts.label}")
    if done:
        return Proposal("部分采纳", f"建议的{len(changes)}处改动有{done}处已写入{texts.label}")
    return None


def _propose_deletion(bridge: Bridge, comment: Comment, texts: Texts) -> Proposal | None:
    gone = []
    for anchor in comment.anchors:
        if anchor.words:
            window = squeeze(anchor.words)
            gone.append(window in texts.old and window not in texts.new)
        else:
            before = squeeze(bridge.old.text_of(anchor.eid))
            effect = bridge.carry(anchor)[1]
            gone.append(effect == "已删除" or (bool(before) and _vanished(before, texts.new)))
    if not gone or not any(gone):
        return None
    if all(gone):
        return Proposal("采纳", "建议删除的内容已删去")
    return Proposal("部分采纳", "建议删除的内容已部分删去")


def _vanished(before: str, after: str) -> bool:
    """Whether a provision's text is gone, not merely reworded."""
    from rapidfuzz import fuzz

    return before not in after and fuzz.partial_ratio(before, after) < 50
