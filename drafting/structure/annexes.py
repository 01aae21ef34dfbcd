"""附件, 附表, 附录: each an attachment with a document of its own."""

from __future__ import annotations

from drafting.sources.lines import Source
from drafting.structure.blocks import add
from drafting.structure.bodies import build_body
from drafting.structure.facts import Facts
from drafting.structure.fronts import build_front
from drafting.structure.metadata import add_metadata
from drafting.structure.nodes import Node
from drafting.structure.regions import Regions, find_annex_regions
from drafting.structure.rows import Row


def build_annexes(main: Node, annexes: list[list[Row]], facts: Facts) -> None:
    """Append ``attachments`` with an attachment for each annex."""
    if not annexes:
        return
    attachments = add(main, "attachments")
    for place, rows in enumerate(annexes, 1):
        attachment = add(attachments, "attachment")
        doc = add(attachment, "doc")
        doc.name = "annex"
        regions = find_annex_regions(rows)
        title = regions.title_text or rows[0].squeezed
        own = Facts(title, "doc", "annex", facts.date, facts.first_date, facts.script, facts.place)
        add_metadata(doc, own, Source("", (), ""), f"att_{place}__")
        _build_mark(doc, rows[: regions.mark], regions)
        facts.doubts += build_body(doc, regions, note=False)


def _build_mark(doc: Node, rows: list[Row], regions: Regions) -> None:
    """The preface: 附件1 on a line of its own, then the annex's title and 目录."""
    build_front(doc, regions)
    if not rows:
        return
    preface = doc.find("preface")
    if preface is None:
        preface = add(doc, "preface")
        doc.children.sort(key=lambda child: _ORDER.get(child.kind, 9))
    marks = [Node("p", row.text, row.number) for row in rows]
    preface.children[:0] = marks


_ORDER = {"meta": 0, "coverPage": 1, "preface": 2, "preamble": 3}
