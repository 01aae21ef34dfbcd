"""A tree as an official document (GB/T 9704), with comments: what ``annotate`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime

from lxml import etree

from drafting.akn.tree import Tree
from drafting.records import record
from drafting.word.anchors import Anchor, anchor_comments
from drafting.word.blocks import BlockWriter
from drafting.word.carrier import open_carrier, part_ids
from drafting.word.comments import CommentParts, WordComment
from drafting.word.elements import Ids, make_pen
from drafting.word.names import P
from drafting.word.package import Package
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.printing import tree_to_blocks
from drafting.word.roles import tree_to_roles
from drafting.word.settings import WordFile
from drafting.word.spots import Spots, carrier_to_spots, tree_to_spots
from drafting.word.template import Properties, body_of, open_template, read_styles
from drafting.writers.outputs import resolve_date


@record
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
    says which line it means. An unchanged source .docx is taken as it is, with the comments added.
    """
    return tree_to_file(tree, settings, comments).data


def tree_to_file(
    tree: Tree, settings: DocumentSettings, comments: Sequence[WordComment] = ()
) -> WordFile:
    """The same, with what is to be said."""
    notes: tuple[str, ...] = ()
    if settings.in_place and tree.source.format == "docx":
        carrier, reason = open_carrier(tree)
        if carrier is not None:
            add_comments(carrier.package, carrier_to_spots(carrier), comments)
            part_ids(carrier.package)
            return WordFile(carrier.package.save())
        notes = (f"a new document was built: {reason}",)
    package = open_template(
        settings.template, Properties(tree.title, settings.author, settings.date)
    )
    pen = make_pen(settings.author, settings.date, Ids())
    roles = tree_to_roles(tree)
    writer = ParagraphWriter(Page(read_styles(package), roles, roles), Pens(pen, pen))
    printed = tree_to_blocks(tree, settings.furniture)
    written = BlockWriter(writer).write(printed.blocks)
    body = body_of(package)
    body[0:0] = written
    paragraphs = (p for element in written for p in element.iter(P) if len(p))
    places = dict(zip(printed.lines, paragraphs, strict=True))
    add_comments(package, tree_to_spots(tree, places), comments)
    left = sum(bool(line.text) for line in tree.lines) - len(printed.lines)
    if left:
        notes = (*notes, f"{left} line(s) of page furniture or second copies are left out")
    return WordFile(package.save(), notes)


def add_comments(
    package: Package, spots: Spots, comments: Sequence[WordComment], mode: str = "accept"
) -> None:
    """Anchor every comment at its words; ``mode`` is how ``spots`` read the paragraphs."""
    parts = CommentParts(package)
    anchors: dict[etree._Element, list[Anchor]] = {}
    for comment in comments:
        spot = spots.find(comment)
        if spot is not None:
            anchor = Anchor(spot.start, spot.end, parts.add(spot.comment))
            anchors.setdefault(spot.paragraph, []).append(anchor)
    for paragraph, found in anchors.items():
        anchor_comments(paragraph, found, mode)
    parts.save()


__all__ = ["DocumentSettings", "add_comments", "tree_to_docx", "tree_to_file"]
