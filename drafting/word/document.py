"""A tree as an official document (GB/T 9704): what ``annotate`` and fixes are written into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from drafting.akn.tree import Tree
from drafting.word.anchors import anchor_comment
from drafting.word.blocks import BlockWriter
from drafting.word.comments import CommentParts, WordComment
from drafting.word.elements import Ids, make_pen
from drafting.word.grids import tree_to_grids
from drafting.word.lines import spans_to_paragraphs
from drafting.word.package import Package
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.roles import tree_to_roles
from drafting.word.script import Block, Span
from drafting.word.spots import Spots, tree_to_spots
from drafting.word.tables import Texts, one_sided_table
from drafting.word.template import Properties, body_of, open_template, read_styles
from drafting.writers.outputs import resolve_date

ASIDE = ("furniture", "duplicate")
"""Levels of units that are no text of the document: page furniture, a second copy."""


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """``furniture``: whether page furniture and second copies are printed too; ``in_place``:
    whether an unchanged source .docx is written into; ``template``: a .docx to build on, "" for
    the official document.
    """

    author: str = "drafting"
    date: datetime = field(default_factory=lambda: resolve_date(None))
    furniture: bool = False
    in_place: bool = True
    template: str = ""


def tree_to_docx(
    tree: Tree, settings: DocumentSettings, comments: Sequence[WordComment] = ()
) -> bytes:
    """Return the tree as a .docx laid out as an official document, with ``comments`` anchored.

    A comment on a line that is not printed (furniture) goes to the nearest line before it and
    says which line it means.
    """
    package = open_template(
        settings.template, Properties(tree.title, settings.author, settings.date)
    )
    places = print_tree(package, tree, settings)
    add_comments(package, tree_to_spots(tree, places), comments)
    return package.save()


def print_tree(
    package: Package, tree: Tree, settings: DocumentSettings
) -> dict[int, etree._Element]:
    """Write the tree into the package's empty body; return the ``w:p`` of each printed line."""
    pen = make_pen(settings.author, settings.date, Ids())
    roles = tree_to_roles(tree)
    writer = ParagraphWriter(Page(read_styles(package), roles, roles), Pens(pen, pen))
    blocks, lines = _tree_to_blocks(tree, settings.furniture)
    body = body_of(package)
    written = BlockWriter(writer).write(blocks)
    body[0:0] = written
    paragraphs = [p for e in written for p in e.iter(f"{{{e.nsmap['w']}}}p") if len(p)]
    return dict(zip(lines, paragraphs, strict=True))


def _tree_to_blocks(tree: Tree, furniture: bool) -> tuple[list[Block], list[int]]:
    """The blocks, and the places in ``Tree.lines`` of the lines they print, in order."""
    grids = tree_to_grids(tree)
    texts = Texts(tree.lines, tree.lines)
    blocks: list[Block] = []
    lines: list[int] = []
    first = 0
    for unit in tree.units:
        last = first + len(unit.lines)
        if furniture or unit.level not in ASIDE:
            for chunk in grids.chunks(first, last):
                lines += range(chunk.first, chunk.last)
                if chunk.grid is not None:
                    blocks.append(one_sided_table(chunk.grid, texts, "equal"))
                else:
                    text = texts.of("equal", range(chunk.first, chunk.last))
                    span = Span("equal", text)
                    blocks += spans_to_paragraphs([span], chunk.first, chunk.first)
        first = last
    return blocks, lines


def add_comments(package: Package, spots: Spots, comments: Sequence[WordComment]) -> None:
    """Anchor every comment at its words."""
    parts = CommentParts(package)
    for comment in comments:
        spot = spots.find(comment)
        if spot is not None:
            anchor_comment(spot.paragraph, (spot.start, spot.end), parts.add(spot.comment))
    parts.save()
