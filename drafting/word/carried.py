"""A redline written into the user's own .docx, and the proof that it says what it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from drafting.akn.tree import Tree
from drafting.sources.docx import open_package
from drafting.sources.wordlines import package_to_lines
from drafting.word.blocks import BlockWriter
from drafting.word.carrier import Carrier, last_id, read_texts
from drafting.word.elements import NSMAP, Ids, make_pen
from drafting.word.flows import blocks_to_flows, find_table
from drafting.word.formats import free_last_mark
from drafting.word.inplace import InPlaceWriter
from drafting.word.likeness import Likeness, line_lead, tree_to_new_side
from drafting.word.moves import add_move_ranges, move_names, read_moved_text
from drafting.word.names import BODY, SECT, TBL, P
from drafting.word.newformats import tree_to_formats
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.roles import Role
from drafting.word.script import Paragraph, Script, Table
from drafting.word.settings import LABEL_AUTHOR, RedlineSettings
from drafting.word.tablerows import TableWriter, table_to_flows
from drafting.word.template import body_of, read_styles


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading the written file back has shown. ``faults`` say where it is not the texts that
    were wanted; ``labels`` are numbers that Word prints otherwise than the new text has them.
    """

    faults: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


def write_script(
    carrier: Carrier, script: Script, new: Tree, settings: RedlineSettings
) -> Mapping[int, etree._Element]:
    """Write ``script`` into the carrier's package; return the paragraph of each of its blocks."""
    ids = Ids(last_id(carrier.package) + 1)
    pens = Pens(
        make_pen(settings.author, settings.date, ids), make_pen(LABEL_AUTHOR, settings.date, ids)
    )
    paragraphs = (b for b in script.blocks if isinstance(b, Paragraph))
    writer = InPlaceWriter(
        carrier, pens, Likeness(carrier), tree_to_new_side(new),
        tree_to_formats(new, carrier.package),
        read_moved_text(paragraphs, carrier), settings.labels == "silent",
    )
    taken = move_names(carrier.package.document)
    tables = {at: b for at, b in enumerate(script.blocks) if isinstance(b, Table)}
    found = {at: find_table(table, carrier) for at, table in tables.items()}
    flows = blocks_to_flows(script.blocks, carrier)
    for at, table in tables.items():
        flows += table_to_flows(at, table, carrier)
    writer.write(flows)
    add_move_ranges(writer.entries, pens.main, taken)
    rows = TableWriter(carrier, pens.main)
    for at, table in tables.items():
        element = found[at]
        if element is not None:
            rows.write(table, element)
        else:
            element = _insert_table(at, table, writer)
        if element is not None:
            writer.written[at] = next(element.iter(P))
    free_last_mark(body_of(carrier.package))
    return writer.written


def _insert_table(
    at: int, table: Table, writer: InPlaceWriter
) -> etree._Element | None:
    """A table that only the new text has: after the paragraph before it, a paragraph between."""
    before = next((writer.written[n] for n in range(at - 1, -1, -1) if n in writer.written), None)
    while before is not None and before.getparent() is not None:
        parent = before.getparent()
        if parent is None or parent.tag == BODY:
            break
        before = parent
    if before is None:
        return None
    roles = [Role("cell")] * len(writer.new.lines)
    page = Page(read_styles(writer.carrier.package), [], roles)
    made = BlockWriter(ParagraphWriter(page, writer.pens)).write([table])
    element = made[0]
    before.addnext(element)
    following = element.getnext()
    if before.tag == TBL:
        before.addnext(etree.Element(P, nsmap=NSMAP))
    if following is None or following.tag in (TBL, SECT):
        element.addnext(etree.Element(P, nsmap=NSMAP))
    return element


def prove(data: bytes, carrier: Carrier, new: Tree, silent: bool) -> Proof:
    """Read a written redline back: accepting all must give ``new``, rejecting all the old file."""
    faults: list[str] = []
    accepted = package_to_lines(open_package("-", data), "accept").lines
    labels = []
    if len(accepted) != len(new.lines):
        faults.append(f"accepting gives {len(accepted)} lines instead of {len(new.lines)}")
    for got, want in zip(accepted, new.lines, strict=False):
        if _squeeze(got.text) == _squeeze(want.text):
            continue
        rest = got.text[len(got.label) :]
        if got.label and _squeeze(want.text).endswith(_squeeze(rest)):
            labels.append((got.label, want.text[: line_lead(want)].strip()))
        else:
            faults.append(f"accepting gives {got.text[:30]!r} instead of {want.text[:30]!r}")
    if not silent:
        faults += _prove_rejected(data, carrier)
    return Proof(tuple(faults), tuple(labels))


def _prove_rejected(data: bytes, carrier: Carrier) -> list[str]:
    wanted = [_squeeze(text) for text in carrier.rejected]
    got = [_squeeze(text) for text in read_texts(data, "reject")]
    if wanted == got:
        return []
    at = next((n for n, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), len(got))
    return [f"rejecting gives other words from line {at + 1} on"]


def _squeeze(text: str) -> str:
    return "".join(text.split())
