"""``parse``: a source's lines to an Akoma Ntoso tree. Never raises on content; a doubt is kept.

    lines → rows (labels read) → regions (cover, title, 目录, body, tail …) → tree
"""

from __future__ import annotations

from lxml import etree

from drafting.akn.eids import number_provisions
from drafting.akn.elements import Element, make_element
from drafting.akn.names import GAP, NSMAP, tag
from drafting.akn.tree import Doubt, Tree
from drafting.sources.lines import Source
from drafting.structure.articles import build_articles
from drafting.structure.blocks import add, add_container, add_paragraphs
from drafting.structure.contents import entry_key
from drafting.structure.copies import compare_copies
from drafting.structure.facts import find_facts
from drafting.structure.levels import build_levels
from drafting.structure.metadata import Facts, add_metadata
from drafting.structure.regions import Regions, find_mode, find_regions
from drafting.structure.rows import Row, lines_to_rows
from drafting.structure.settle import settle_labels
from drafting.structure.tails import is_signature
from drafting.structure.titles import title_stage


def parse(source: Source) -> Tree:
    """Return the tree of ``source``: schema-valid, every character of the text in it, in order."""
    rows = lines_to_rows(source.lines)
    settle_labels(rows)
    regions = find_regions(rows)
    facts = find_facts(regions, rows)
    root = make_element(tag("akomaNtoso"), nsmap=NSMAP)
    main = add(root, facts.kind)
    main.set("name", facts.name)
    body = _build_main(main, regions, facts)
    facts.doubts += compare_copies(regions)
    if not any(e.get("eId") for e in body.iter(tag("article"), tag("level"))):
        first = rows[0].number if rows else 0
        facts.doubts.append(Doubt("no-structure", first, "未识别出条、章或层次序号，全文作为段落保存"))
    holder = make_element(tag("holder"))
    add_metadata(holder, facts, source)
    main.insert(0, holder[0])
    etree.cleanup_namespaces(root, keep_ns_prefixes=["d"])
    return Tree(root)


def _build_main(main: Element, regions: Regions, facts: Facts) -> Element:
    if regions.cover:
        cover = add(main, "coverPage")
        container = add_container(cover, facts.data.pop("cover"), regions.cover)
        if container is not None:
            container.set("eId", "cover__container_1")
    if regions.title_rows or regions.preface or regions.contents:
        _build_preface(main, regions)
    if regions.preamble:
        preamble = add(main, "preamble")
        preamble.set("eId", "preamble")
        add_paragraphs(preamble, regions.preamble)
    body = _build_body(main, regions.mode, regions.body, facts, "")
    _build_conclusions(main, regions)
    if regions.annexes:
        attachments = add(main, "attachments")
        for place, rows in enumerate(regions.annexes, 1):
            _build_annex(attachments, rows, place, facts)
    return body


def _build_body(main: Element, mode: str, rows: list[Row], facts: Facts, prefix: str) -> Element:
    if mode == "articles" and main.kind != "doc":
        body = add(main, "body")
        facts.doubts += build_articles(body, rows)
    else:
        body = add(main, "mainBody")
        if mode == "articles":
            facts.doubts += build_articles(body, rows)
        else:
            build_levels(body, rows)
    if len(body) == 0:
        add(body, "p") if main.kind == "doc" else add(add(body, "hcontainer"), "content")
    number_provisions(body, prefix)
    return body


def _build_preface(main: Element, regions: Regions) -> None:
    preface = add(main, "preface")
    preface.set("eId", "preface")
    if regions.title is not None:
        _build_title(preface, regions.title_rows, regions.title.span)
    notes: list[list[Row]] = []
    for row in regions.preface:
        opens = row.text[0] in "（(" or not notes
        if opens or not notes:
            notes.append([row])
        else:
            notes[-1].append(row)
    for place, rows in enumerate(notes, 1):
        container = add_container(preface, "noteToTitle", rows)
        if container is not None:
            container.set("eId", f"preface__container_{place}")
    if regions.contents:
        _build_contents(preface, regions)


def _build_title(preface: Element, rows: list[Row], span: tuple[int, int] | None) -> None:
    long_title = add(preface, "longTitle")
    long_title.set("eId", "preface__longTitle")
    whole = "".join(row.text for row in rows)
    for row in rows:
        p = add(long_title, "p", "", row.number)
        text = row.text
        if span is not None:
            p.text = text[: span[0]] + text[span[0] : span[0] + 1]
            _fill_announced(p, text, span)
            continue
        stage = title_stage(text)
        if stage is not None and stage.end() == len(text) and whole.endswith(text):
            title = add(p, "docTitle", text[: stage.start()])
            add(title, "docStage", stage.group())
        else:
            add(p, "docTitle", text)


def _fill_announced(p: Element, text: str, span: tuple[int, int]) -> None:
    """《X》(征求意见稿) inside a notice's own title: X and its stage are the title."""
    inner = text[span[0] + 1 : span[1]]
    name, _, stage = inner.rpartition("》")
    add(p, "docTitle", name).tail = "》"
    if stage.strip():
        last = add(p, "docStage", stage)
        last.tail = text[span[1] :]
    else:
        p[-1].tail = "》" + stage + text[span[1] :]


def _build_contents(preface: Element, regions: Regions) -> None:
    container = add(preface, "container")
    container.set("name", "toc")
    container.set("eId", "preface__toc")
    rows = list(regions.contents)
    while rows and rows[0].label is None and entry_key(rows[0].text) in ("目录", "目錄", "目次"):
        add(container, "p", rows[0].text, rows[0].number)
        rows.pop(0)
    if not rows:
        return
    toc = add(container, "toc")
    depth = {"part": 1, "subpart": 2, "chapter": 1, "section": 2}
    for row in rows:
        item = add(toc, "tocItem", row.text, row.number)
        item.set("level", str(depth.get(row.kind, 1)))
        item.set("href", "#")


def _build_conclusions(main: Element, regions: Regions) -> None:
    groups: list[tuple[str, list[Row]]] = []
    for row in regions.tail:
        name = "signature" if is_signature(row) and not row.furniture else "furniture"
        if groups and groups[-1][0] == name:
            groups[-1][1].append(row)
        else:
            groups.append((name, [row]))
    if regions.duplicate:
        groups.append(("duplicate", regions.duplicate))
    if regions.after:
        groups.append(("furniture", regions.after))
    if not groups:
        return
    conclusions = add(main, "conclusions")
    conclusions.set("eId", "conclusions")
    for place, (name, rows) in enumerate(groups, 1):
        container = add_container(conclusions, name, rows)
        if container is not None:
            container.set("eId", f"conclusions__container_{place}")


def _build_annex(attachments: Element, rows: list[Row], place: int, facts: Facts) -> None:
    attachment = add(attachments, "attachment")
    attachment.set("eId", f"att_{place}")
    doc = add(attachment, "doc")
    doc.set("name", "annex")
    annex = Facts(rows[0].squeezed, "doc", "annex")
    add_metadata(doc, annex, Source("", (), ""))
    for eid in doc.iter(tag("TLCOrganization")):
        eid.set("eId", f"att_{place}__{eid.get('eId')}")
    preface = add(doc, "preface")
    preface.set("eId", f"att_{place}__preface")
    add(preface, "p", rows[0].text, rows[0].number)
    rest = rows[1:]
    body = _build_body(doc, find_mode(rest), rest, facts, f"att_{place}__")
    for element in body.iter():
        eid = element.get("eId")
        if eid and not eid.startswith(f"att_{place}__"):
            element.set("eId", f"att_{place}__{eid}")


__all__ = ["GAP", "parse"]
