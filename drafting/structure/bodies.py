"""The body of a text: articles or levels, in a ``body`` or a ``mainBody``."""

from __future__ import annotations

from drafting.akn.tree import Doubt
from drafting.structure.articles import build_articles
from drafting.structure.blocks import add
from drafting.structure.levels import build_levels
from drafting.structure.nodes import Node
from drafting.structure.regions import Regions


def build_body(main: Node, regions: Regions, note: bool) -> list[Doubt]:
    """Append the body of ``regions`` to ``main``; return what was not certain."""
    doubts: list[Doubt] = []
    body = add(main, "body" if main.kind != "doc" else "mainBody")
    if regions.mode == "articles":
        doubts = build_articles(body, regions.body)
    else:
        build_levels(body, regions.body, note)
    if not body.children:
        if main.kind == "doc":
            add(body, "p")
        else:
            empty = add(body, "hcontainer")
            empty.name = "empty"
            add(empty, "content")
    return doubts
