"""Findings as SARIF 2.1.0 (OASIS), the format that code hosts and editors read.

A line is a line of a text file, a paragraph of a Word document. Columns count from 1, in
characters of the line as read, blanks at its head not counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from drafting.checks.findings import Finding
from drafting.checks.registry import Rule, all_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def findings_to_sarif(findings: Iterable[Finding]) -> bytes:
    """Return a SARIF log with one run: every rule described, every finding a result."""
    rules = all_rules()
    places = {rule.code: n for n, rule in enumerate(rules)}
    driver = {"name": "drafting", "rules": [_rule_to_descriptor(r) for r in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_finding_to_result(f, places) for f in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode()


def _rule_to_descriptor(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}".strip()},
        "help": {"text": f"{rule.why}\n\n{rule.norm}\n\n✗\n{rule.wrong}\n\n✓\n{rule.right}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _finding_to_result(finding: Finding, places: dict[str, int]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding)],
    }
    if finding.fix is not None:
        result["properties"] = {"fix": finding.fix, "edits": len(finding.edits)}
    return result


def _location(finding: Finding) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.source)}}
    if finding.line > 0:
        region: dict[str, object] = {"startLine": finding.line}
        if finding.start >= 0 and finding.words:
            region["startColumn"] = finding.start + 1
            region["endColumn"] = finding.start + 1 + len(finding.words)
            region["snippet"] = {"text": finding.words}
        physical["region"] = region
    location: dict[str, object] = {"physicalLocation": physical}
    if finding.eid or finding.label:
        logical = {"fullyQualifiedName": finding.eid, "name": finding.label}
        location["logicalLocations"] = [{k: v for k, v in logical.items() if v}]
    return location


def _uri(name: str) -> str:
    from urllib.parse import quote

    return quote(name) or "-"
