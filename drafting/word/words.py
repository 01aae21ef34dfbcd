"""What happened to a provision, in the words of an amendment decision: short, for a comment."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.comparison.changes import Change

_SAYING = frozenset(("part", "subpart", "chapter", "section", "article", "level", "attachment"))

_TOLD = frozenset(("split", "merged", "inserted", "deleted"))
"""What is told of a provision that stayed where it was."""


def change_to_words(row: Change, moved: bool) -> str:
    """由第五条移至第九条; 第十三条拆为第十六条、第十七条; 新增第八条; "" for what is no structural
    change or has no label to name it by.
    """
    if not moved and row.kind not in _TOLD:
        return ""
    old, new = _join(row.old), _join(row.new)
    needed = {"inserted": new, "deleted": old}.get(row.kind, old and new)
    if row.level not in _SAYING or not needed:
        return ""
    said = {
        "split": f"{old}拆为{new}", "merged": f"{old}合并为{new}",
        "inserted": f"新增{new}", "deleted": f"删去{old}",
    }
    if row.kind in said:
        return said[row.kind]
    also = "，并作修改" if row.kind == "modified" else ""
    where = f"由{old}移至{new}" if old != new else f"{new}移至此处"
    return where + also


def _join(labels: Sequence[str]) -> str:
    return "、".join("".join(label.split()) for label in labels if label.strip())
