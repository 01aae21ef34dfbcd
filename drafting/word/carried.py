"""A redline written into the user's own .docx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from lxml import etree

from drafting.akn.tree import Tree
from drafting.records import record
from drafting.word.blocks import BlockWriter
from drafting.word.carrier import Carrier, last_id, open_carrier, part_ids
from drafting.word.elements import NSMAP, Ids, make_pen
from drafting.word.fields import delete_empty_fields
from drafting.word.flows import blocks_to_flows, find_table
from drafting.word.formats import free_last_mark
from drafting.word.inplace import InPlaceWriter
from drafting.word.likeness import Likeness, line_lead, tree_to_new_side
from drafting.word.moves import add_move_ranges, move_names, read_moved_text
from drafting.word.names import BODY, SECT, TBL, P
from drafting.word.newformats import NewFormats, tree_to_formats
from drafting.word.notes import add_notes
from drafting.word.package import Package
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.proof import Proof, WrongLabel, prove
from drafting.word.roles import Role
from drafting.word.script import Block, Paragraph, Script, Table
from drafting.word.settings import LABEL_AUTHOR, RedlineSettings, WordFile
from drafting.word.tablerows import TableWriter, table_to_flows
from drafting.word.template import body_of, read_styles

_ATTEMPTS, _ONE_BY_ONE = 6, 4
"""How often it is tried to have Word count as the new text does; at first label by label."""
_SHOWN = 5


@record
class Ink:
    """How changes are signed, and whether those that only follow are left unmarked; ``typed`` are
    the lines of the new text whose labels are text, though Word numbers their like.
    """

    author: str
    date: datetime
    silent: bool = False
    typed: frozenset[int] = frozenset()

    def make_pens(self, package: Package) -> Pens:
        """Pens whose ids are new in ``package``."""
        ids = Ids(last_id(package) + 1)
        return Pens(
            make_pen(self.author, self.date, ids), make_pen(LABEL_AUTHOR, self.date, ids)
        )


def script_to_carried(
    script: Script, old: Tree, new: Tree, settings: RedlineSettings
) -> WordFile:
    """The redline in the user's own file; no bytes when it cannot be made there, and why.

    It is written anew as long as Word would number a line otherwise than ``new`` has it (第二条之一,
    a gap): the label of such a line is then text.
    """
    typed: frozenset[int] = frozenset()
    for attempt in range(_ATTEMPTS):
        data, proof = _try(script, (old, new), settings, typed)
        wrong = proof.choose_typed(attempt >= _ONE_BY_ONE)
        if proof.faults or typed.issuperset(wrong):
            break
        typed |= frozenset(wrong)
    if proof.faults:
        return WordFile(b"", (f"a new document was built: {proof.faults[0]}",))
    labels = [new.lines[n].text[: line_lead(new.lines[n])].strip() for n in sorted(typed)]
    return WordFile(data, (*_tell_typed(labels), *_tell_wrong(proof.labels)))


def _try(
    script: Script, trees: tuple[Tree, Tree], settings: RedlineSettings, typed: frozenset[int]
) -> tuple[bytes, Proof]:
    """The redline with the labels of lines ``typed`` as text, and what reading it back shows."""
    old, new = trees
    carrier, reason = open_carrier(old)
    if carrier is None:
        return b"", Proof((reason,))
    silent = settings.labels == "silent"
    ink = Ink(settings.author, settings.date, silent, typed)
    written = write_blocks(carrier, script.blocks, new, ink)
    add_notes(carrier.package, script, written, settings)
    data = carrier.package.save()
    return data, prove(data, carrier, script.blocks, silent)


def _tell_typed(labels: Sequence[str]) -> Iterator[str]:
    if labels:
        more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
        yield (f"typed, because Word's own numbering does not count so: "
               f"{'、'.join(labels[:_SHOWN])}{more}")


def _tell_wrong(labels: Sequence[WrongLabel]) -> Iterator[str]:
    for label in labels[:_SHOWN]:
        yield f"Word numbers {label.got} what NEW calls {label.want}"
    if len(labels) > _SHOWN:
        yield f"… and {len(labels) - _SHOWN} more numbers"


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
        carrier, pens, Likeness(carrier), tree_to_new_side(new, ink.typed), formats,
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
    delete_empty_fields(carrier.package.document, pens.main)
    free_last_mark(body_of(carrier.package))
    part_ids(carrier.package, pens.main.ids)
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
