"""A redline written into the user's own .docx, and the proof that it says what it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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
from drafting.word.likeness import Likeness, tree_to_new_side
from drafting.word.moves import add_move_ranges, move_names, read_moved_text
from drafting.word.names import BODY, SECT, TBL, P
from drafting.word.newformats import NewFormats, tree_to_formats
from drafting.word.package import Package
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.roles import Role
from drafting.word.script import Block, Paragraph, Table, script_to_lines
from drafting.word.settings import LABEL_AUTHOR
from drafting.word.tablerows import TableWriter, table_to_flows
from drafting.word.template import body_of, read_styles


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading the written file back has shown. ``faults`` say where it is not the texts that
    were wanted; ``labels`` are numbers that Word prints otherwise than the new text has them.
    """

    faults: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """How changes are signed, and whether those that only follow are left unmarked."""

    author: str
    date: datetime
    silent: bool = False

    def make_pens(self, package: Package) -> Pens:
        """Pens whose ids are new in ``package``."""
        ids = Ids(last_id(package) + 1)
        return Pens(
            make_pen(self.author, self.date, ids), make_pen(LABEL_AUTHOR, self.date, ids)
        )


def write_blocks(
    carrier: Carrier, blocks: Sequence[Block], new: Tree, ink: Ink
) -> Mapping[int, etree._Element]:
    """Write ``blocks`` into the carrier's package; return the paragraph of each of them."""
    pens = ink.make_pens(carrier.package)
    paragraphs = (b for b in blocks if isinstance(b, Paragraph))
    formats = NewFormats(None)
    if new is not carrier.tree:
        formats = tree_to_formats(new, carrier.package, blocks)
    writer = InPlaceWriter(
        carrier, pens, Likeness(carrier), tree_to_new_side(new), formats,
        read_moved_text(paragraphs, carrier), ink.silent,
    )
    taken = move_names(carrier.package.document)
    tables = {at: b for at, b in enumerate(blocks) if isinstance(b, Table)}
    found = {at: find_table(table, carrier) for at, table in tables.items()}
    flows = blocks_to_flows(blocks, carrier)
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


def prove(
    data: bytes, carrier: Carrier, blocks: Sequence[Block], silent: bool = False
) -> Proof:
    """Read a written redline back: accepting all must give the new text, rejecting all the old
    file.
    """
    faults: list[str] = []
    accepted = package_to_lines(open_package("-", data), "accept").lines
    wanted = script_to_lines(blocks, "insert")
    labels = []
    if len(accepted) != len(wanted):
        faults.append(f"accepting gives {len(accepted)} lines instead of {len(wanted)}")
    for got, want in zip(accepted, wanted, strict=False):
        if _squeeze(got.text) == _squeeze(want):
            continue
        rest = got.text[len(got.label) :].strip()
        if got.label and want.endswith(rest):
            labels.append((got.label, want[: len(want) - len(rest)].strip()))
        else:
            shown = slice(max(_first_difference(got.text, want) - 8, 0), None)
            faults.append(
                f"accepting gives {got.text[shown][:20]!r} instead of {want[shown][:20]!r}"
            )
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


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _squeeze(text: str) -> str:
    return "".join(text.split())
