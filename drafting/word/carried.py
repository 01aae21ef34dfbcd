"""A redline written into the user's own .docx, and the proof that it says what it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from drafting.akn.tree import Tree
from drafting.sources.docx import open_package
from drafting.sources.wordlines import package_to_lines
from drafting.word.carrier import Carrier, last_id, read_texts
from drafting.word.elements import Ids, make_pen
from drafting.word.flows import paragraphs_to_flows
from drafting.word.inplace import InPlaceWriter
from drafting.word.likeness import Likeness, line_lead, tree_to_new_side
from drafting.word.moves import add_move_ranges, move_names, read_moved_text
from drafting.word.newformats import tree_to_formats
from drafting.word.paragraphs import Pens
from drafting.word.script import Paragraph, Script
from drafting.word.settings import LABEL_AUTHOR, RedlineSettings


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
    paragraphs = [(at, b) for at, b in enumerate(script.blocks) if isinstance(b, Paragraph)]
    writer = InPlaceWriter(
        carrier, pens, Likeness(carrier), tree_to_new_side(new),
        tree_to_formats(new, carrier.package),
        read_moved_text((p for _, p in paragraphs), carrier), settings.labels == "silent",
    )
    taken = move_names(carrier.package.document)
    writer.write(paragraphs_to_flows(paragraphs, carrier))
    add_move_ranges(writer.entries, pens.main, taken)
    return writer.written


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
