"""``check_tree``: every selected rule over one view, its faults told as findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from drafting.akn import Tree
from drafting.checks.findings import Finding
from drafting.checks.nodes import Node, Row
from drafting.checks.registry import Rule, all_rules
from drafting.checks.settings import CheckSettings
from drafting.checks.view import Fault, View
from drafting.structure.collector import hold_collector

_DEFAULT = CheckSettings()


def check_tree(
    tree: Tree, settings: CheckSettings = _DEFAULT, note: Tree | None = None
) -> list[Finding]:
    """Return what is wrong with ``tree``, by line.

    With ``note``, its explanatory note, also what the two say differently, and what is wrong with
    the note itself; a finding that stands in the note carries the note's file name as ``source``.
    """
    # A check makes many small records and keeps them all: the collector would walk them over again
    # and again, for a third of the time.
    with hold_collector():
        note_view = View(note, "document") if note is not None else None
        return check_view(View(tree, settings.profile, note_view), settings)


def check_view(view: View, settings: CheckSettings) -> list[Finding]:
    """Return what ``check_tree`` does, of a view made before; it is let go."""
    if not view.rows:
        return []
    note_view = view.note
    findings = list(_run_rules(view, settings))
    if note_view is not None and note_view.rows:
        own = replace(settings, source=_note_name(note_view))
        findings += _run_rules(note_view, own)
    for read in (view, note_view):
        if read is not None:
            read.release()
    return sort_findings(findings)


def _run_rules(view: View, settings: CheckSettings) -> Iterator[Finding]:
    for rule in all_rules(with_note=view.note is not None):
        if settings.takes(rule.code):
            for fault in rule.function(view):
                yield _fault_to_finding(fault, rule, view, settings)


def _note_name(note: View) -> str:
    return note.tree.source.name or "note"


def sort_findings(findings: list[Finding]) -> list[Finding]:
    """Findings by line, place and code, those of the note after those of the draft."""
    sources = {f.source: n for n, f in reversed(list(enumerate(findings)))}
    first = min(sources.values(), default=0)
    return sorted(
        findings, key=lambda f: (sources[f.source] != first, f.line, max(f.start, 0), f.code)
    )


def _fault_to_finding(
    fault: Fault, rule: Rule, view: View, settings: CheckSettings
) -> Finding:
    spot = fault.spot
    source = settings.source or view.tree.source.name
    if fault.in_note and view.note is not None:
        source = _note_name(view.note)
    node = fault.node if fault.node is not None else spot.row.node
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=fault.severity or rule.severity,
        message=fault.message,
        eid=_eid(node, spot.row),
        label=_label(node, spot.row),
        line=spot.row.number,
        words=spot.words,
        start=spot.row.shift + spot.start,
        fix=fault.fix if fault.edits else None,
        edits=fault.edits,
        source=source,
    )


def _eid(node: Node | None, row: Row) -> str:
    """The innermost eId at or above the place."""
    place: etree._Element | None = node.element if node is not None else row.pieces[0][0]
    while place is not None:
        eid = place.get("eId")
        if eid:
            return eid
        place = place.getparent()
    return ""


def _label(node: Node | None, row: Row) -> str:
    """第十二条第二款; of what has no number, of the innermost above that has one."""
    while node is not None:
        label = node.element.label
        if label:
            return label
        if node.heading and node.kind == "level":
            return node.element.bare_heading
        node = node.parent
    return {"title": "标题", "preamble": "序言", "annex": "附件"}.get(row.role, "")
