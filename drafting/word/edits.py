"""Fixes as tracked changes: what ``check --fix -o fixed.docx`` writes, each fix with a comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from drafting.akn.tree import Tree
from drafting.checks.findings import Edit, Finding
from drafting.checks.places import locate_character
from drafting.word.blocks import BlockWriter
from drafting.word.carrier import open_carrier
from drafting.word.comments import WordComment
from drafting.word.document import DocumentSettings, add_comments
from drafting.word.elements import Ids, make_pen
from drafting.word.names import P
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.printing import tree_to_blocks
from drafting.word.remarks import finding_to_comment
from drafting.word.roles import tree_to_roles
from drafting.word.script import Block, Paragraph, Span
from drafting.word.settings import WordFile
from drafting.word.spots import carrier_to_spots, tree_to_spots
from drafting.word.template import Properties, body_of, open_template, read_styles


def edits_to_docx(
    tree: Tree, findings: Sequence[Finding], settings: DocumentSettings
) -> bytes:
    """Return ``tree`` as a .docx in which the edits of ``findings`` are tracked changes.

    Rejecting all gives the text as it was, furniture included. Each finding has one comment, also
    when it makes many edits. An edit whose words are not where it says, or that touches an earlier
    finding's, is left out, and so is the rest of its finding: all or none. An unchanged source
    .docx is written into.
    """
    return edits_to_file(tree, findings, settings).data


def edits_to_file(
    tree: Tree, findings: Sequence[Finding], settings: DocumentSettings
) -> WordFile:
    """The same, with what is to be said."""
    lines, taken = _place_edits(tree, findings)
    printed = tree_to_blocks(tree, True, lambda at: _line_to_spans(tree, at, lines[at]))
    blocks = [_drop_empty(block) for block in printed.blocks]
    comments = [finding_to_comment(f, settings.date, at_first_edit=True) for f in taken]
    notes: tuple[str, ...] = ()
    if settings.in_place and tree.source.format == "docx":
        carried = _write_carried(tree, blocks, comments, settings)
        if carried.data:
            return carried
        notes = carried.notes
    package = open_template(
        settings.template, Properties(tree.title, settings.author, settings.date)
    )
    pen = make_pen(settings.author, settings.date, Ids())
    roles = tree_to_roles(tree)
    writer = ParagraphWriter(Page(read_styles(package), roles, roles), Pens(pen, pen))
    written = BlockWriter(writer).write(blocks)
    body_of(package)[0:0] = written
    paragraphs = [p for element in written for p in element.iter(P) if len(p)]
    spots = tree_to_spots(tree, dict(zip(printed.lines, paragraphs, strict=True)))
    add_comments(package, spots, comments, "reject")
    return WordFile(package.save(), notes)


def _write_carried(
    tree: Tree, blocks: Sequence[Block], comments: Sequence[WordComment],
    settings: DocumentSettings,
) -> WordFile:
    """The fixes in the user's own file: first the comments at the words as they stand, then edits.
    """
    from drafting.word.carried import Ink, write_blocks
    from drafting.word.proof import prove

    carrier, reason = open_carrier(tree)
    if carrier is None:
        return WordFile(b"", (f"a new document was built: {reason}",))
    add_comments(carrier.package, carrier_to_spots(carrier), comments)
    write_blocks(carrier, blocks, tree, Ink(settings.author, settings.date))
    data = carrier.package.save()
    faults = prove(data, carrier, blocks).faults
    if faults:
        return WordFile(b"", (f"a new document was built: in {tree.source.name} {faults[0]}",))
    return WordFile(data)


def _drop_empty(block: Block) -> Block:
    """A line of which nothing is left goes with its mark."""
    whole = isinstance(block, Paragraph) and block.mark == "equal" and block.spans
    if whole and isinstance(block, Paragraph) and {s.kind for s in block.spans} == {"delete"}:
        return replace(block, mark="delete", new=None)
    return block


def _place_edits(
    tree: Tree, findings: Sequence[Finding]
) -> tuple[dict[int, list[Edit]], list[Finding]]:
    """The edits by place in ``Tree.lines``, in order, and the findings they come from."""
    places: dict[int, int] = {}
    for at, line in enumerate(tree.lines):
        places.setdefault(line.number, at)
    lines: dict[int, list[Edit]] = defaultdict(list)
    taken = []
    for finding in findings:
        placed = [_place_edit(tree, places, edit) for edit in finding.edits]
        if placed and all(_fits(tree, at, edit, lines[at]) for at, edit in placed):
            taken.append(finding)
            for at, edit in placed:
                lines[at].append(edit)
    for edits in lines.values():
        edits.sort(key=lambda edit: edit.start)
    return lines, taken


def _place_edit(tree: Tree, places: dict[int, int], edit: Edit) -> tuple[int, Edit]:
    """The place of an edit in ``Tree.lines``, and the edit counted from there."""
    at = places.get(edit.line, -1)
    if at < 0:
        return at, edit
    at, start = locate_character(tree.lines, at, edit.start)
    return at, replace(edit, start=start)


def _fits(tree: Tree, at: int, edit: Edit, others: Sequence[Edit]) -> bool:
    if at < 0 or not tree.lines[at].text.startswith(edit.old, edit.start):
        return False
    end = edit.start + len(edit.old)
    return all(
        end < other.start or edit.start > other.start + len(other.old)
        or (end == other.start or edit.start == other.start + len(other.old))
        for other in others
    )


def _line_to_spans(tree: Tree, at: int, edits: Sequence[Edit]) -> list[Span]:
    text = tree.lines[at].text
    spans: list[Span] = []
    done = 0
    for edit in edits:
        spans.append(Span("equal", text[done : edit.start]))
        spans.append(Span("delete", edit.old))
        spans.append(Span("insert", edit.new))
        done = edit.start + len(edit.old)
    spans.append(Span("equal", text[done:]))
    return [span for span in spans if span.text]

