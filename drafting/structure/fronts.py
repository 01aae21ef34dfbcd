"""Cover, preface, preamble and conclusions of a tree: the blocks around the provisions."""

from __future__ import annotations

from drafting.structure.blocks import add, add_container, add_paragraphs
from drafting.structure.contents import HEAD
from drafting.structure.heads import Block, signature_start
from drafting.structure.nodes import Node
from drafting.structure.regions import Regions
from drafting.structure.rows import Row
from drafting.structure.tails import is_distribution, is_signature
from drafting.structure.titles import title_stage

_LEVELS = {"part": 1, "division": 1, "chapter": 1, "cn": 1, "subpart": 2, "section": 2, "paren-cn": 2}


def build_front(main: Node, regions: Regions) -> None:
    """Append coverPage, preface and preamble, each only where there is text for it."""
    if regions.cover:
        cover = add(main, "coverPage")
        for block in regions.cover:
            _add_block(cover, block)
    if regions.title_rows or regions.preface or regions.contents:
        preface = add(main, "preface")
        if regions.title_rows:
            _add_title(preface, regions)
        contents = regions.contents
        for block in regions.preface:
            if contents and block.rows and block.rows[0].number > contents[0].number:
                _add_contents(preface, contents)
                contents = []
            _add_block(preface, block)
        if contents:
            _add_contents(preface, contents)
    if regions.preamble:
        add_paragraphs(add(main, "preamble"), regions.preamble)


def _add_block(parent: Node, block: Block) -> None:
    start = signature_start(block.rows) if block.name == "notice" else len(block.rows)
    container = add_container(parent, block.name, block.rows[:start])
    if start < len(block.rows):
        add_container(container, "signature", block.rows[start:])
    if block.name == "docNumber":
        for p in container.children:
            p.mark(0, len(p.text), "docNumber")


def _add_title(preface: Node, regions: Regions) -> None:
    long_title = add(preface, "longTitle")
    rows = regions.title_rows
    span = regions.title.span if regions.title is not None else None
    for row in rows:
        p = add(long_title, "p", row.text, row.number)
        if span is not None:
            _mark_announced(p, span)
            continue
        p.mark(0, len(row.text), "docTitle")
        stage = title_stage(row.text)
        if stage is not None and stage.end() == len(row.text) and row is rows[-1]:
            p.mark(stage.start(), stage.end(), "docStage")


def _mark_announced(p: Node, span: tuple[int, int]) -> None:
    """《X》(征求意见稿) inside a notice's own title: X and its stage are the title."""
    end = p.text.rindex("》", span[0], span[1])
    p.mark(span[0] + 1, end, "docTitle")
    stage = p.text[end + 1 : span[1]]
    if stage.strip():
        start = end + 1 + len(stage) - len(stage.lstrip())
        p.mark(start, end + 1 + len(stage.rstrip()), "docStage")


def _add_contents(preface: Node, contents: list[Row]) -> None:
    container = add(preface, "container")
    container.name = "toc"
    first = 0
    while first < len(contents) and HEAD.fullmatch(contents[first].text):
        add(container, "p", contents[first].text, contents[first].number)
        first += 1
    if first == len(contents):
        return
    toc = add(container, "toc")
    for row in contents[first:]:
        item = add(toc, "tocItem", row.text, row.number)
        item.set("level", str(_LEVELS.get(row.kind, 1)))
        item.set("href", "#")


def build_conclusions(main: Node, regions: Regions) -> None:
    """Append conclusions: signature, distribution, a second copy, and the page's furniture."""
    blocks = _tail_to_blocks(regions.tail)
    blocks += [Block("duplicate", rows) for rows in regions.duplicates]
    if regions.after:
        blocks.append(Block("furniture", regions.after))
    if blocks:
        conclusions = add(main, "conclusions")
        for block in blocks:
            add_container(conclusions, block.name, block.rows)


def _tail_to_blocks(rows: list[Row]) -> list[Block]:
    """Part the rows below the text: what signs it stands first, the page's own comes after."""
    blocks: list[Block] = []
    name = ""
    for row in rows:
        name = _name_of_tail(row, name)
        if blocks and blocks[-1].name == name:
            blocks[-1].rows.append(row)
        else:
            blocks.append(Block(name, [row]))
    return blocks


def _name_of_tail(row: Row, name: str) -> str:
    if row.furniture or name == "furniture":
        return "furniture"
    if name == "distribution" or is_distribution(row):
        return "distribution"
    if is_signature(row):
        return "signature"
    if row.text[0] == "附" or (name == "annexList" and (row.label is not None or len(row.text) < 60)):
        return "annexList"
    return "furniture"
