"""Changes as plain data for JSON: the shape that other programs read (see DESIGN.md)."""

from __future__ import annotations

from typing import Any

from drafting.comparison.changes import Change, Changes, Pair, Side
from drafting.comparison.lineage import Lineage


def changes_to_json(changes: Changes) -> dict[str, Any]:
    """The record as dictionaries and lists, keys always in the same order.

    Segments are ``["equal" | "delete" | "insert", text]``; ``follows`` and ``noise`` of a pair list
    by position the segments that only follow a renumbering, and those that are typography.
    ``lent`` of a row lists the eIds of those of its several units (old ones of a merged row, new
    ones of a split one) that chiefly belong to another row: only a passage of theirs went over.
    """
    data: dict[str, Any] = {
        "old": _side(changes.old),
        "new": _side(changes.new),
        "changes": [_change(row) for row in changes.rows],
        "unrelated": changes.unrelated,
        "warnings": list(changes.warnings),
    }
    return data


def _side(side: Side) -> dict[str, Any]:
    return {"title": side.title, "articles": side.articles}


def _change(row: Change) -> dict[str, Any]:
    data: dict[str, Any] = {
        "level": row.level, "kind": row.kind, "moved": row.moved, "renumbered": row.renumbered,
        "old": list(row.old), "new": list(row.new),
        "old_eids": list(row.old_eids), "new_eids": list(row.new_eids),
        "confidence": row.confidence,
        "pairs": [_pair(pair) for pair in row.pairs],
    }
    if row.marks:
        data["marks"] = list(row.marks)
    if row.noise:
        data["noise"] = list(row.noise)
    if row.runner_up:
        data["runner_up"] = {"label": row.runner_up[0], "score": row.runner_up[1]}
    if row.lent:
        data["lent"] = list(row.lent)
    return data


def _pair(pair: Pair) -> dict[str, Any]:
    data: dict[str, Any] = {
        "old_eid": pair.old_eid, "new_eid": pair.new_eid,
        "segments": [[segment.kind, segment.text] for segment in pair.segments],
        "old_index": pair.old_index, "new_index": pair.new_index,
    }
    follows = [at for at, segment in enumerate(pair.segments) if segment.consequential]
    noise = [at for at, segment in enumerate(pair.segments) if segment.noise]
    if follows:
        data["follows"] = follows
    if noise:
        data["noise"] = noise
    return data


def lineage_to_json(lineage: Lineage) -> dict[str, Any]:
    """What three and more versions add: ``versions``, ``steps`` and ``lineage``."""
    return {
        "versions": [_side(side) for side in lineage.versions],
        "lineage": [
            {
                "level": strand.level,
                "stages": [
                    {
                        "labels": list(s.labels), "eids": list(s.eids), "kind": s.kind,
                        "kinds": list(s.kinds), "moved": list(s.moved),
                    }
                    for s in strand.stages
                ],
            }
            for strand in lineage.strands
        ],
        "steps": [changes_to_json(step) for step in lineage.steps],
    }
